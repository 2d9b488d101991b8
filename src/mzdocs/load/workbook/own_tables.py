"""The tables of client files that stand in a station's own workbook: named in its tree as files beside it are."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from mzdocs.load.tables.table_formats import TABLES
from mzdocs.load.workbook.book_cells import BookSheet, ReadBook
from mzdocs.load.workbook.book_layout import PartSheet
from mzdocs.load.workbook.book_problems import TWO_TABLES
from mzdocs.load.workbook.book_tree import BookTree, CellPlace
from mzdocs.load.workbook.cell_faults import BookFaults
from mzdocs.load.workbook.sheet_head import MARK

ARCHIVE = "档案"
"""The part of a station's file that names its tables."""
OWN_TABLES = tuple(table for table in TABLES if not table.written)
"""Those a clerk writes. To the others the program itself adds rows, so that they stay files of their own."""


def is_own_table(sheet: BookSheet) -> bool:
    """Whether a sheet has the name of a table."""
    return sheet.name.strip() in {table.name for table in OWN_TABLES}


def name_own_tables(book: ReadBook, parts: tuple[PartSheet, ...], tree: BookTree, faults: BookFaults) -> None:
    """Name the workbook itself as the file of each table that has rows; a file named too is one too many."""
    named = {field.label for part in parts if part.keys == (ARCHIVE,) for field in part.fields}
    own = PurePath(book.file).name
    for sheet in book.sheets:
        name = sheet.name.strip()
        if not is_own_table(sheet) or name not in named or len(_rows(sheet)) < 2:
            continue
        archive: dict[str, Any] = tree.root.setdefault(ARCHIVE, {})
        place = tree.places.get((ARCHIVE, name), CellPlace(sheet.name, 1, 1))
        if archive.setdefault(name, own) != own:
            faults.tell(TWO_TABLES, place, f"{ARCHIVE}.{name}", table=name)


def _rows(sheet: BookSheet) -> list[int]:
    """The rows of a table with its headings, without the hidden one of keys."""
    return [row.number for row in sheet.rows if not row.cells[0].text.startswith(MARK)]
