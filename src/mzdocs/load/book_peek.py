"""Whether a workbook is the data file of a station or one of its tables: a look at its names, nothing is parsed."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

_MOST = 1_000_000
"""Bytes of a part that are looked at."""
_OURS = {"docProps/custom.xml": rb'name="mzdocs"', "xl/workbook.xml": 'name="基本情况"'.encode()}


def is_station_book(path: Path) -> bool:
    """Whether it bears our mark, or has the sheet every station's workbook has.

    One that cannot be looked into is taken for a station's, unless its name is that of a table (`taoyuan-clients`):
    who reads it says what is wrong with it.
    """
    try:
        with zipfile.ZipFile(path) as book:
            parts = [(book.open(name), mark) for name, mark in _OURS.items() if name in book.namelist()]
            return any(re.search(re.escape(mark), part.read(_MOST)) for part, mark in parts)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "-" not in path.stem
