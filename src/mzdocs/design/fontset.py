"""Debian's packages -> the font folder: fonts and press profiles as pinned, and the faces made of the fonts."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from mzdocs.core.problems import NOWHERE, Exit, Problem, Stopped, problem_type, stop_at_errors
from mzdocs.design import fontconfig, fonts, profiles, scripts, single_line_face
from mzdocs.design.squeezing import squeezed_face

CANNOT_FETCH = problem_type(
    "MZ4004",
    "取不到软件包 {package}：{reason}",
    "Cannot fetch the package {package}: {reason}",
    "需要 Debian 12 和软件源；或把字体文件放进 {home}。",
    "Debian 12 with its package source is needed; or put the font files into {home}.",
    Exit.FONT,
)

FONT_PACKAGES = ("fonts-noto-cjk", "fonts-noto-cjk-extra", "fonts-lxgw-wenkai", "texlive-lang-chinese")
SECOND_PACKAGES = ("fonts-noto-core", "fonts-sil-nuosusil")
PROFILE_PACKAGES = tuple(profile.package for profile in profiles.PROFILES)


def install() -> None:
    """Put every pinned file into the font folder; what is there already and whole is kept.

    Raises:
        Stopped: a package cannot be had, or a file does not have its pinned checksum.
    """
    folder = fonts.home()
    folder.mkdir(parents=True, exist_ok=True)
    if fonts.verify(thorough=True):
        _install_faces(folder)
    if single_line_face.verify(thorough=True):
        _fetch((single_line_face.PACKAGE,), {single_line_face.FACE.file}, folder)
    if scripts.verify(thorough=True):
        second = folder / scripts.FOLDER
        second.mkdir(exist_ok=True)
        _fetch(SECOND_PACKAGES, {Path(face.file).name for face in scripts.FACES}, second)
    if profiles.verify(thorough=True):
        _fetch(PROFILE_PACKAGES, {profile.file for profile in profiles.PROFILES}, folder)
    stop_at_errors(differing_files())
    fontconfig.config_file().write_text(fontconfig.config_text(), encoding="utf-8")


def differing_files() -> list[Problem]:
    """What is wrong with any pinned file or any face made of one: every byte of them is read."""
    return [problem for part in (fonts, single_line_face, scripts, profiles) for problem in part.verify(thorough=True)]


def _install_faces(folder: Path) -> None:
    """Every font file as pinned, then every face made of its file."""
    if _differing(folder):
        _fetch(FONT_PACKAGES, {face.file for face in (*fonts.FACES, single_line_face.FACE)}, folder)
    differing = _differing(folder)
    if differing:
        raise Stopped([fonts.FONT_CHANGED.at(NOWHERE, files="、".join(differing), home=str(folder))])
    shutil.rmtree(fonts.faces_folder(), ignore_errors=True)  # a face that is none of ours any more would be found
    fonts.faces_folder().mkdir()
    for face in fonts.FACES:
        source = (folder / face.file).read_bytes()
        face.path.write_bytes(squeezed_face(source, face.index, face.family))
    fonts.record_file().write_text(fonts.record(fonts.FACES), encoding="utf-8")


def _differing(folder: Path) -> list[str]:
    """The font files that are not there, or not as pinned."""
    return [face.file for face in fonts.FACES if _sum(folder / face.file) != face.sha256]


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _fetch(packages: tuple[str, ...], files: set[str], folder: Path) -> None:
    with tempfile.TemporaryDirectory() as work:
        for package in packages:
            _unpack(package, Path(work))
        found = {path.name: path for path in Path(work).rglob("*") if path.name in files and path.is_file()}
        for name, path in found.items():
            shutil.copyfile(path, folder / name)


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
