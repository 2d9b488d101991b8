"""A station built in sixteen environments, once beside another: every file of every set has one SHA-256.

Locales, what libraries would read, time zones, hash seeds, users, home folders, places on the disk, order of files,
jobs, umask, a day 400 days on. `python -m tests.sweeps.environments [COUNT]`: the first so many.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mzdocs.design import fonts
from tests.incremental import little
from tests.strange import generated
from tests.sweeps import figure
from tests.sweeps.figure import Figure, Seen
from tests.sweeps.shim import compiled
from tests.workspaces import DATA, SLUG, listing

SECOND = "nanping"
KINDS = ("public-list", "household", "paper", "plaque", "badge")
QUICK = 2
"""How many of the kinds are made where only two environments are compared."""


@dataclass(frozen=True)
class Environment:
    """What is otherwise than in the first one."""

    name: str
    variables: Mapping[str, str] = field(default_factory=dict)
    jobs: int = 1
    umask: int = 0o022
    reversed: bool = False
    """The files of the workspace are written in the other order."""
    folder: str = "district"
    days: int = 0
    """How many days later it is."""


def environments(work: Path) -> Sequence[Environment]:
    """All sixteen."""
    return (
        Environment("as it is", {"LC_ALL": "C"}),
        Environment("everything strange, zh_CN.UTF-8", generated(work)),
        Environment("zh_CN.GB18030", {"LC_ALL": "zh_CN.GB18030", "LANG": "zh_CN.GB18030"}),
        Environment("tr_TR", {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
        Environment("en_US", {"LC_ALL": "en_US.UTF-8", "LANGUAGE": "en_US"}),
        Environment("FC_LANG", {"FC_LANG": "zh-cn"}),
        Environment("HB_SHAPER_LIST", {"HB_SHAPER_LIST": "fallback"}),
        Environment("far west", {"TZ": "Pacific/Niue"}),
        Environment("far east, seed 1", {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}),
        Environment("seed 4294967295", {"PYTHONHASHSEED": "4294967295"}),
        Environment("another home", {"HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent"}),
        Environment("a folder of another name", folder="区 甲/a-b.c"),
        Environment("two at once", jobs=2),
        Environment("files in the other order", reversed=True),
        Environment("umask 077", umask=0o077),
        Environment("400 days on, another user", {"USER": "nobody", "LOGNAME": "nobody"}, days=400),
    )


def swept(count: int, work: Path) -> Seen:
    """The first so many, each in an own copy with own caches."""
    seen, sample = Seen(), little(work / "sample").root / "data"
    for path in (DATA / "stations").glob(f"{SECOND}*"):
        shutil.copy(path, sample / "stations")
    tried = environments(work)[: max(2, count)]
    kinds = KINDS if len(tried) > QUICK else KINDS[:QUICK]
    first: dict[str, str] = {}
    for number, each in enumerate(tried):
        made = _built(sample, work / f"at-{number}", each, kinds)
        first = first or made
        differing = sorted(name for name in first.keys() | made.keys() if first.get(name) != made.get(name))
        seen.found(f"{len(made)} files", f"{each.name}: {len(differing)} differ: {differing[:5]}" if differing else "")
    return seen


def _built(sample: Path, place: Path, each: Environment, kinds: Sequence[str]) -> dict[str, str]:
    """The SHA-256 of every file of every set of the first station."""
    root = place / each.folder
    _copied(sample, root / "data", each.reversed)
    variables = {"MZDOCS_CACHE": str(place / "cache"), **each.variables}
    if each.days:
        variables |= {"LD_PRELOAD": str(compiled(place)), "SHIM_DAYS": str(each.days)}
    asked = [part for kind in kinds for part in ("--only", kind)]
    done = subprocess.run(
        [sys.executable, "-m", "mzdocs", "build", "-q", "-j", str(each.jobs), *asked, *(SLUG, SECOND)[: each.jobs]],
        cwd=root, env={**os.environ, "MZDOCS_FONTS": str(fonts.home()), **variables}, umask=each.umask,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{each.name}: {done.stderr}"
    made = {name: told.split()[1] for name, told in listing(root / "output" / SLUG).items()}
    return {name: digest for name, digest in made.items() if digest != "folder" and "/" in name}


def _copied(sample: Path, to: Path, backwards: bool) -> None:
    """The data, file by file; in which order they are listed follows from that on many disks."""
    for path in sorted((each for each in sample.rglob("*") if each.is_file()), reverse=backwards):
        target = to / path.relative_to(sample)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


FIGURE = Figure(
    "a station in 16 environments", "one SHA-256 a file", swept, count=16, full=16, sample=2
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
