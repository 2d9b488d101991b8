"""Debian's font packages -> the font folder: fetch, check against the pins, write the configuration."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from mzdocs import fonts
from mzdocs.problems import NOWHERE, Exit, Stopped, fault

CANNOT_FETCH = fault(
    "MZ4004",
    "取不到字体包 {package}：{reason}",
    "Cannot fetch the font package {package}: {reason}",
    "需要 Debian 12 和软件源；或把字体文件放进 {home}。",
    "Debian 12 with its package source is needed; or put the font files into {home}.",
    Exit.FONT,
)

PACKAGES = ("fonts-noto-cjk", "fonts-lxgw-wenkai", "texlive-lang-chinese")


def install() -> None:
    """Put every pinned font file into the font folder; what is there already and whole is kept.

    Raises:
        Stopped: a package cannot be had, or a file does not have its pinned checksum.
    """
    folder = fonts.home()
    folder.mkdir(parents=True, exist_ok=True)
    if fonts.verify(thorough=True):
        _fetch(folder)
    problems = fonts.verify(thorough=True)
    if problems:
        raise Stopped(problems)
    fonts.config_file().write_text(fonts.config_text(), encoding="utf-8")


def _fetch(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as work:
        for package in PACKAGES:
            _unpack(package, Path(work))
        found = {path.name: path for path in Path(work).rglob("*.[ot]t[cf]")}
        for name in {face.file for face in fonts.FACES} & found.keys():
            shutil.copyfile(found[name], folder / name)


def _unpack(package: str, work: Path) -> None:
    _run(["apt-get", "download", "-q", package], package, work)
    for archive in work.glob(f"{package}_*.deb"):
        _run(["dpkg-deb", "--extract", archive.name, "unpacked"], package, work)


def _run(command: list[str], package: str, work: Path) -> None:
    try:
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
        reason = done.stderr.strip().splitlines()[-1:] if done.returncode else []
    except OSError as error:
        reason = [error.strerror or type(error).__name__]
    if reason:
        raise Stopped([CANNOT_FETCH.at(NOWHERE, package=package, reason=reason[0], home=str(fonts.home()))])
