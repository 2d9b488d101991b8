"""Texts of papers: the bureau's own in `data/wording/`, the house's for the rest, each known by its sum."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from mzdocs.core.problems import Location, Stopped, problem_type
from mzdocs.core.text import forbidden
from mzdocs.design import theme
from mzdocs.load.workspace import Workspace, read_bytes
from mzdocs.model.letter import Wording, Wordings

NOT_UTF8 = problem_type(
    "MZ1604",
    "公文文字不是 UTF-8 编码",
    "The wording is not UTF-8",
    "用记事本“另存为”，编码选 UTF-8。",
    "Save it again as UTF-8.",
)

WORDING_NAME = problem_type(
    "MZ1605",
    "公文文字的文件名只用小写字母、数字和连字符，扩展名 .txt",
    "A wording's file is named with small letters, digits and hyphens, and ends in .txt",
    "改文件名；不是公文文字的文件移到别处。",
    "Rename it; move what is no wording elsewhere.",
)
FORBIDDEN = problem_type(
    "MZ1606",
    "公文文字里有不能印出来的字符（{code}）",
    "The wording has a character that cannot be printed ({code})",
    "删掉这个字符，或者重新输入这一行。",
    "Delete it, or type the line again.",
)
MAX_WORDING = 1
"""Megabytes: ten times what may come of one."""
_WORDING_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\.txt")


def load_wordings(space: Workspace) -> tuple[Wordings, dict[str, str]]:
    """The texts of papers: the bureau's own in `data/wording/`, the house's for the rest; with their sums.

    Raises:
        Stopped: one of the bureau's cannot be read.
    """
    own = _own(space.data / "wording", space.name)
    sums = {
        space.name_in_its_year(path): hashlib.sha256(wording.source.encode()).hexdigest()
        for path, wording in own.items()
    }
    return _read_all(house_wordings()) | {each.name: each for each in own.values()}, sums


def load_level_wordings(root: Path, place: str) -> Wordings:
    """The texts of papers above the districts: the house's, and of those in `wording/` at each place the nearest.

    Raises:
        Stopped: one of a place's own cannot be read.
    """
    parts = PurePosixPath(place).parts
    folders = [root.joinpath(*parts[:depth], "wording") for depth in range(len(parts) + 1)]
    own = [each for folder in folders for each in _own(folder, lambda path: path.relative_to(root).as_posix()).values()]
    return _read_all(theme.folder() / "paper" / "level_wording") | {each.name: each for each in own}


def _read_all(folder: Path) -> dict[str, Wording]:
    return {path.stem: _wording(path, path.name) for path in sorted(folder.glob("*.txt"))}


def _own(folder: Path, name_of: Callable[[Path], str]) -> dict[Path, Wording]:
    found = {}
    for path in sorted(folder.glob("[!.]*")):
        name = name_of(path)
        if not _WORDING_NAME.fullmatch(path.name):
            raise Stopped([WORDING_NAME.at(Location(name))])
        found[path] = _wording(path, name)
    return found


def _wording(path: Path, name: str) -> Wording:
    raw = read_bytes(path, name, MAX_WORDING)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Stopped([NOT_UTF8.at(Location(name))]) from None
    source = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    for number, line in enumerate(source.split("\n"), 1):
        code = forbidden(line)
        if code is not None:
            raise Stopped([FORBIDDEN.at(Location(name, number), code=f"U+{code:04X}")])
    return Wording(path.stem, name, source)


def house_wordings() -> Path:
    """The texts every district begins with."""
    return theme.folder() / "paper" / "wording"
