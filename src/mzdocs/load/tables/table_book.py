"""A table that stands in a workbook -> its cells as text, each with its kind where that matters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from mzdocs.core.problems import Problem, Sentence
from mzdocs.load.tables.raw_tables import HEAD_ROWS, Cells
from mzdocs.load.tables.row_numbers import rows_said
from mzdocs.load.tables.table_formats import TableFormat, TablePlace
from mzdocs.load.tables.table_heads import names_known
from mzdocs.load.tables.table_problems import HIDDEN_ROWS, OTHER_FILE, SEVERAL_SHEETS
from mzdocs.load.workbook import BookSheet, ReadBook, open_book
from mzdocs.load.workbook.sheet_head import MARK
from mzdocs.load.yaml_text.yamlfile import Refused

_WORKBOOK = Sentence(".xlsx 工作簿，虽然扩展名不是", "an .xlsx workbook, though its name ends otherwise")
_OF_NOTE = frozenset({"number", "formula", "fault", "yes"})


def book_cells(table: TableFormat[Any], raw: bytes, file: str) -> Cells:
    """The cells of the sheet of a workbook that is this table, without the row of keys that is the program's own.

    Raises:
        Refused: several sheets look like it.
        Stopped: the workbook is refused by what it is, or cannot be read.
    """
    sheet = _sheet(table, open_book(raw, file))
    if sheet is None:
        return Cells(TablePlace(file, table=table.name), [], (), frozenset())
    read = [row for row in sheet.rows if not row.cells[0].text.startswith(MARK)]
    rows = [[cell.text for cell in row.cells] for row in read]
    width = max(map(len, rows), default=0)
    place = TablePlace(file, sheet=sheet.name, table=table.name)
    return Cells(
        place,
        [row + [""] * (width - len(row)) for row in rows],
        [row.number for row in read],
        frozenset().union(*(frozenset(cell) for cell in {cell for row in rows for cell in row})),
        tuple(_told(place, [row.number for row in read if row.number in sheet.shape.hidden_rows])),
        {
            (row.number, column): cell.kind
            for row in read
            for column, cell in enumerate(row.cells)
            if cell.kind in _OF_NOTE
        },
    )


def _sheet(table: TableFormat[Any], book: ReadBook) -> BookSheet | None:
    """The sheet of the table's name; else the one that looks like it, else the first that is seen."""
    seen = [sheet for sheet in book.filled if not sheet.hidden]
    named = [sheet for sheet in book.filled if sheet.name.strip() == table.name]
    alike = [sheet for sheet in seen if 2 * _likeness(table, sheet) >= len(table.required)]
    if len(alike) > 1 and not named:
        sheets = "、".join(f"“{sheet.name}”" for sheet in alike)
        raise Refused(
            SEVERAL_SHEETS.at(
                TablePlace(book.file, table=table.name).whole, count=len(alike), table=table.name, sheets=sheets
            )
        )
    return next(iter([*named, *alike, *seen]), None)


def _likeness(table: TableFormat[Any], sheet: BookSheet) -> int:
    rows = ([cell.text for cell in row.cells] for row in sheet.rows[:HEAD_ROWS])
    return max((names_known(table, row) for row in rows), default=0)


def _told(place: TablePlace, hidden: list[int]) -> Iterator[Problem]:
    if PurePath(place.file).suffix.lower() != ".xlsx":
        yield OTHER_FILE.at(place.whole, what=_WORKBOOK)
    if hidden:
        yield HIDDEN_ROWS.at(place.row(hidden[0]), count=len(hidden), rows=rows_said(hidden))
