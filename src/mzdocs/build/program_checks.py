"""Is the program whole: its fonts, and the libraries it stands on."""

from __future__ import annotations

import platform
import pyexpat
import re
from collections.abc import Iterator
from pathlib import Path

from mzdocs.core import libraries as installed
from mzdocs.core.problems import Exit, Location, Problem, Sentence, problem_type
from mzdocs.design import fontset, scripts
from mzdocs.design.fonts import FACES
from mzdocs.design.profiles import PROFILES

TOO_OLD = problem_type(
    "MZD01",
    "{name} 是 {found}，至少要 {floor}",
    "{name} is {found}; {floor} is the least",
    "重新安装：make demo；系统的库用系统的软件包管理更新。",
    "Install it again: make demo; libraries of the system by its package manager.",
    Exit.VERIFY,
)
NO_LIBRARY = problem_type(
    "MZD02",
    "没有 {name}",
    "There is no {name}",
    "重新安装：make demo；系统的库是 libpango-1.0-0、libpangoft2-1.0-0、libharfbuzz0b。",
    "Install it again: make demo; libraries of the system are libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz0b.",
    Exit.VERIFY,
)

FLOORS = {
    "weasyprint": "70.0",
    "pillow": "12.3.0",
    "jinja2": "3.1.6",
    "libqpdf": "12.0.0",
    "libexpat": "2.4.1",
    "pango": "1.44.0",
    "harfbuzz": "4.1.0",
}
"""Of each library the oldest that has no known hole in what it reads, or that the layout engine can use."""


def program(_here: Path) -> tuple[Sentence, list[Problem]]:
    """Which program on which Python."""
    said = f"mzdocs {installed.version('mzdocs')}, Python {platform.python_version()}"
    return Sentence(said, said), []


def fonts(_here: Path) -> tuple[Sentence, list[Problem]]:
    """Every byte of every font and press profile, as pinned."""
    faces, profiles = len(FACES) + len(scripts.FACES) + 1, len(PROFILES)
    found = Sentence(f"字体 {faces} 个，色彩特性文件 {profiles} 个", f"{faces} fonts, {profiles} press profiles")
    return found, fontset.differing_files()


def libraries(_here: Path) -> tuple[Sentence, list[Problem]]:
    """Those that read what others wrote, or set pages, and how old they are."""
    found = _versions()
    said = ", ".join(f"{name} {version or '?'}" for name, version in found.items())
    return Sentence(said, said), [*_faults(found)]


def _faults(found: dict[str, str]) -> Iterator[Problem]:
    for name, floor in FLOORS.items():
        if not found[name]:
            yield NO_LIBRARY.at(Location(), name=name)
        elif _numbers(found[name]) < _numbers(floor):
            yield TOO_OLD.at(Location(), name=name, found=found[name], floor=floor)


def _versions() -> dict[str, str]:
    """Of each library with a floor the version; "" where it is not there."""
    from mzdocs.pdf.qpdf_version import qpdf_version

    inside = {"libqpdf": qpdf_version(), "libexpat": pyexpat.EXPAT_VERSION.removeprefix("expat_")}
    known = installed.of_the_system() | inside
    return {name: known[name] if name in known else _installed(name) for name in FLOORS}


def _installed(name: str) -> str:
    try:
        return installed.version(name)
    except KeyError:
        return ""


def _numbers(version: str) -> tuple[int, ...]:
    """`12.3.0rc1` -> 12, 3, 0: what a version begins with, so far as it is numbers."""
    return tuple(int(number) for number in re.findall(r"[0-9]+", version)[:3])
