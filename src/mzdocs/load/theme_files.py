"""data/themes/<name>/ -> the bureau's own themes, every file of them read once and known by its sum."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from mzdocs.core.problems import Location, Problem, Stopped, problem_type, stop_at_errors
from mzdocs.core.theme_choice import OwnFolder, Theme
from mzdocs.design.theme import PALETTE, folder
from mzdocs.load.workspace import Workspace, beneath, read_bytes

THEME_NAME = problem_type(
    "MZ1661",
    "主题文件夹的名称只用小写字母、数字和连字符，以字母开头",
    "A theme's folder is named with small letters, digits and hyphens, and begins with a letter",
    "改文件夹的名称；不是主题的移出 data/themes/。",
    "Rename it; move what is no theme out of data/themes/.",
)
NO_SUCH_PART = problem_type(
    "MZ1662",
    "主题里的这个文件不会有任何作用",
    "This file of the theme would change nothing",
    "主题里只放 palette.toml，和与程序自带的同名同文件夹的模板（.html）、样式（.css）、图（.svg）。",
    "A theme holds palette.toml, and templates (.html), style sheets (.css) and art (.svg) under the shipped names.",
)
NOT_TEXT = problem_type(
    "MZ1663",
    "主题里的这个文件不是 UTF-8 编码",
    "This file of the theme is not UTF-8",
    "用记事本“另存为”，编码选 UTF-8。",
    "Save it again as UTF-8.",
)
MAX_PART = 4
"""Megabytes of a template, a style sheet or a picture of lines."""
_NAME = re.compile("[a-z][a-z0-9-]{0,39}")


def themes_folder(space: Workspace) -> Path:
    """Where the bureau's own themes lie."""
    return space.data / "themes"


def is_theme_name(name: str) -> bool:
    """Whether a theme's folder may be named so: what the data file's `主题` takes."""
    return _NAME.fullmatch(name) is not None


def load_themes(space: Workspace) -> dict[str, Theme]:
    """The bureau's own themes by name.

    Raises:
        Stopped: with every folder that is no theme, and every file in one that nothing would come of.
    """
    found: dict[str, Theme] = {}
    problems: list[Problem] = []
    for path in sorted(themes_folder(space).glob("[!.]*")):
        try:
            found[path.name] = _theme(path, space)
        except Stopped as stopped:
            problems += stopped.problems
    stop_at_errors(problems)
    return found


def _theme(path: Path, space: Workspace) -> Theme:
    shown = f"data/themes/{path.name}"
    if not is_theme_name(path.name) or not path.is_dir():
        raise Stopped([THEME_NAME.at(Location(shown))])
    sums: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for file in _files(path):
        name = file.relative_to(path).as_posix()
        location = Location(f"{shown}/{name}")
        if not _has_part(name) or beneath(path, name) is None:
            problems.append(NO_SUCH_PART.at(location))
            continue
        data = read_bytes(file, location.file, MAX_PART)
        problems += [] if _is_text(data) else [NOT_TEXT.at(location)]
        sums.append((name, hashlib.sha256(data).hexdigest()))
    stop_at_errors(problems)
    return Theme(path.name, OwnFolder(path, shown, tuple(sums)))


def _files(path: Path) -> Iterator[Path]:
    """All below a folder, by name; what editors and systems leave behind begins with a dot."""
    for each in sorted(path.rglob("*")):
        if not any(part.startswith(".") for part in each.relative_to(path).parts) and not each.is_dir():
            yield each


def _has_part(name: str) -> bool:
    """Whether the shipped templates look for a file of this name."""
    place = folder() / name
    if place.suffix == ".svg":
        return place.parent.is_dir() and place.parent.parent == folder()
    return name == PALETTE or (place.suffix in (".html", ".css") and place.is_file())


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
