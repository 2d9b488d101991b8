"""What kind of file of ours a workbook is: a look at the names in it, nothing is parsed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

_MOST = 1_000_000
"""Bytes of a part that are looked at."""
_OURS = {"docProps/custom.xml": b'name="mzdocs"', "xl/workbook.xml": 'name="基本情况"'.encode()}
_MARKED = {"xl/workbook.xml": 'name="检查结果"'.encode()}


def is_station_book(path: Path) -> bool:
    """Whether it bears our mark, or has the sheet every station's workbook has, and so is no table of a station.

    One that is none, or cannot be looked into, is taken for a station's, unless its name is that of a table
    (`taoyuan-clients`): who reads it says what is wrong with it.
    """
    return _has(path, _OURS, "-" not in path.stem)


def is_marked_copy(path: Path) -> bool:
    """Whether it has the list of faults that `check --mark` puts in front."""
    return _has(path, _MARKED, False)


def _has(path: Path, marks: Mapping[str, bytes], unknown: bool) -> bool:
    try:
        with zipfile.ZipFile(path) as book:
            names = set(book.namelist())
            if "xl/workbook.xml" not in names:
                return unknown
            return any(mark in book.open(name).read(_MOST) for name, mark in marks.items() if name in names)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return unknown
