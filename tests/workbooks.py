"""The sample station as a workbook, and the ways a test fills it in or spoils it, as Excel and WPS do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from mzdocs.load.conversion import converted

from .workspaces import SLUG, Workspace

Book = Any
NAME = f"data/stations/{SLUG}.xlsx"


def as_book(workspace: Workspace) -> Path:
    """Put a workbook in the place of the station's YAML."""
    return _converted(workspace.station)


def district_as_book(workspace: Workspace) -> Path:
    """The same for the district."""
    return _converted(workspace.district)


def _converted(source: Path) -> Path:
    path = source.with_suffix(".xlsx")
    raw = source.read_bytes()
    if raw not in _MADE:
        _MADE[raw] = converted(source, source.name, path).data
    path.write_bytes(_MADE[raw])
    source.unlink()
    return path


_MADE: dict[bytes, bytes] = {}
"""Workbooks made before, by the YAML they are made of."""


def edit(path: Path, change: Callable[[Book], object]) -> None:
    """Change a workbook where it stands."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def with_parts(raw: bytes, parts: dict[str, bytes]) -> bytes:
    """A workbook with these parts in it or in the place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def row_of(sheet: Any, label: str) -> int:
    """The row of a sheet of pairs that bears a name."""
    return next(row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 2).value).rstrip("*") == label)


def column_of(sheet: Any, label: str) -> int:
    """The column of a table that bears a heading."""
    return next(each for each in range(1, sheet.max_column + 1) if str(sheet.cell(2, each).value).rstrip("*") == label)
