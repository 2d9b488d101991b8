"""A file that a data file names and that is not there -> the one beside it that was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from pathlib import Path, PurePosixPath

from mzdocs.core.nearest import nearest
from mzdocs.core.problems import Sentence
from mzdocs.load.meant_values import NO_HINT
from mzdocs.load.workspace import ENDINGS, resolved

_TABLES = (".csv", ".xlsx", ".txt", ".tsv")


def photo_meant(folder: Path, name: str, named: Set[str]) -> Sentence:
    """The picture that lies there under a name like this one, or under this name in another folder.

    `named` are the files that are named already: they were not meant.
    """
    there = [each for each in _below(folder) if each not in named]
    last = PurePosixPath(name).name
    same = [each for each in there if PurePosixPath(each).name == last]
    parent = PurePosixPath(name).parent.as_posix()
    if len(same) == 1 and parent != "." and not (folder / parent).is_dir():
        other = PurePosixPath(same[0]).parent.as_posix()
        zh = f"：没有“{parent}”文件夹，同名的照片在“{other}”里"
        return Sentence(zh, f": there is no folder {parent}, and a photo of this name lies in {other}")
    beside = [each for each in there if PurePosixPath(each).parent.as_posix() == parent]
    return _asked(same[0] if len(same) == 1 else _nearest(last, beside))


def table_meant(folder: Path, name: str, table: str, named: Set[str]) -> Sentence:
    """The table that lies there under a name like this one, or the only one with the name of what it holds."""
    tables = [each for each in _below(folder) if each.lower().endswith(_TABLES) and each not in named]
    tables = [each for each in tables if "-" in each or not each.endswith(ENDINGS)]
    holding = [each for each in tables if table in each]
    return _asked(nearest(name, tables) or (holding[0] if len(holding) == 1 else None))


def _below(folder: Path) -> Iterator[str]:
    """Every file of a folder and of the folders in it, by its path from there; what may not be told is left out."""
    for path in sorted((*folder.glob("*"), *folder.glob("*/*"))):
        inside = path.is_file() and resolved(path).is_relative_to(resolved(folder))
        if inside and not path.name.startswith((".", "~$")) and not re.search("[0-9]{15}", path.name):
            yield path.relative_to(folder).as_posix()


def _nearest(name: str, paths: Iterable[str]) -> str | None:
    by_name = {PurePosixPath(path).name: path for path in paths}
    near = nearest(name, by_name)
    return by_name[near] if near else None


def _asked(path: str | None) -> Sentence:
    return Sentence(f"，您是不是想写“{path}”？", f"; did you mean {path}?") if path else NO_HINT
