"""A workbook past its gate -> sheets of cells as text, each with what kind of cell it is: openpyxl reads them."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import openpyxl
from openpyxl.utils import get_column_letter

from mzdocs.core.problems import Location, Sentence, Stopped
from mzdocs.core.text import normal
from mzdocs.load.workbook.book_gate import DAMAGED_BOOK, LARGE_BOOK, UNREADABLE_BOOK, past_gate
from mzdocs.load.workbook.sheet_shape import SheetShape, shapes_of

CellKind = Literal["empty", "text", "number", "date", "yes", "formula", "fault"]
"""What a cell holds: "yes" is Excel's TRUE or FALSE, "fault" one of its own errors, such as #REF!."""

MAX_SHEETS, MAX_COLUMNS, MAX_CELLS = 100, 120, 6_000_000
MAX_PADDED, MAX_ROW, MAX_OTHERS = 20_000_000, 1_048_576, 100_000
"""Of all sheets together, but for the number of the last row; more is no clerk's, and would take minutes to read."""
_SHEETS = Sentence("工作表数", "sheets")
_COLUMNS = Sentence("列数", "columns")
_CELLS = Sentence("单元格数（空的也算）", "cells, empty ones too")
_ROWS = Sentence("行数", "rows")
_OTHERS = Sentence("格式、合并、链接等的个数", "formats, merged cells and links")
CONTENT = Sentence("内容", "content")


class BookCell(NamedTuple):
    """A cell: its text, what kind it is, and how it shows numbers; no place, for equal cells are one."""

    text: str
    kind: CellKind
    number_format: str = "General"


EMPTY = BookCell("", "empty")


class BookRow(NamedTuple):
    """A row with something in it: its number from 1, and its cells from column A to the last filled one."""

    number: int
    cells: tuple[BookCell, ...]


@dataclass(frozen=True)
class BookSheet:
    """One sheet of a workbook: its rows, and what of it is hidden or merged."""

    file: str
    name: str
    rows: tuple[BookRow, ...]
    shape: SheetShape

    @property
    def hidden(self) -> bool:
        """Whether the clerk does not see the whole sheet."""
        return self.shape.hidden

    def at(self, row: int, column: int, key: str = "") -> Location:
        """Where a cell stands: row and column from 1, and the key path of what it holds."""
        return Location(self.file, row, column, key, self.name, cell_name(row, column))


@dataclass(frozen=True)
class ReadBook:
    """A workbook that was read: its sheets in their order."""

    file: str
    sheets: tuple[BookSheet, ...]

    @property
    def filled(self) -> tuple[BookSheet, ...]:
        """The sheets with something in them."""
        return tuple(sheet for sheet in self.sheets if sheet.rows)


def cell_name(row: int, column: int) -> str:
    """What a clerk calls a cell: `C5`."""
    return f"{get_column_letter(column)}{row}"


@lru_cache(maxsize=1)
def open_book(raw: bytes, file: str) -> ReadBook:
    """A workbook's sheets, read without running or fetching anything; formulas are told, not computed.

    The last one is kept: a station's workbook is asked for its facts and then for each of its tables.

    Raises:
        Stopped: it is refused by what it is, is too large, or cannot be read.
    """
    parts = past_gate(raw, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(raw, parts, file)
    except UNREADABLE_BOOK:
        raise Stopped([DAMAGED_BOOK.at(Location(file), part=CONTENT)]) from None


def _read(raw: bytes, parts: zipfile.ZipFile, file: str) -> ReadBook:
    shapes = shapes_of(parts)
    if len(shapes) > MAX_SHEETS:
        raise Stopped([LARGE_BOOK.at(Location(file), what=_SHEETS, limit=MAX_SHEETS)])
    _refuse_large(shapes, file)
    reader = _Reader(file)
    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet._shared_strings = _SharedWords(sheet._shared_strings)
    sheets = [
        BookSheet(file, normal(sheet.title), tuple(reader.rows(sheet)), shapes.get(sheet.title, SheetShape()))
        for sheet in book.worksheets
    ]
    if reader.formulas:
        worth = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False, data_only=True)
        sheets = [_with_worth(read, sheet) for read, sheet in zip(sheets, worth.worksheets, strict=True)]
    return ReadBook(file, tuple(sheets))


def _refuse_large(shapes: Mapping[str, SheetShape], file: str) -> None:
    """Refuse what would take long to read, whatever stands in it, and what the reader would pass over.

    Raises:
        Stopped: it is so.
    """
    sizes = [shape.size for shape in shapes.values()]
    limits = (
        (sum(size.cells for size in sizes), _CELLS, MAX_CELLS),
        (sum(size.padded for size in sizes), _CELLS, MAX_PADDED),
        (max((size.last_row for size in sizes), default=0), _ROWS, MAX_ROW),
        (sum(size.others for size in sizes), _OTHERS, MAX_OTHERS),
    )
    for found, what, limit in limits:
        if found > limit:
            raise Stopped([LARGE_BOOK.at(Location(file), what=what, limit=limit)])
    if not all(size.in_order for size in sizes):
        raise Stopped([DAMAGED_BOOK.at(Location(file), part=CONTENT)])


class _SharedWords(list[str]):
    """Words that cells name by their number: one below nought names none, and not the last."""

    def __getitem__(self, number: Any) -> Any:
        if number < 0:
            raise IndexError(number)
        return super().__getitem__(number)


class _Reader:
    """Turns openpyxl's cells into ours, equal ones into one."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.formulas = False
        self._left = MAX_CELLS
        self._known: dict[BookCell, BookCell] = {}

    def rows(self, sheet: Any) -> Iterator[BookRow]:
        """The rows of a sheet that have something in them.

        Raises:
            Stopped: the sheet is too wide, or the book has too many cells.
        """
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), 1):
            filled = [found.column for found in row if found.value not in (None, "")]
            if not filled:
                continue
            self._left -= filled[-1]
            if filled[-1] > MAX_COLUMNS:
                name = cell_name(number, filled[-1])
                what = Sentence(_COLUMNS.zh.format(cell=name), _COLUMNS.en.format(cell=name))
                raise Stopped(
                    [LARGE_BOOK.at(Location(self.file, sheet=sheet.title, cell=name), what=what, limit=MAX_COLUMNS)]
                )
            if self._left < 0:
                raise Stopped([LARGE_BOOK.at(Location(self.file, sheet=sheet.title), what=_CELLS, limit=MAX_CELLS)])
            yield BookRow(number, tuple(self._cell(found) for found in row[: filled[-1]]))

    def _cell(self, found: Any) -> BookCell:
        if found.value in (None, ""):
            return EMPTY
        cell = BookCell(_text(found), _kind(found), _format(found))
        self.formulas = self.formulas or cell.kind == "formula"
        return self._known.setdefault(cell, cell)


def _format(found: Any) -> str:
    """How a cell shows numbers; a format the workbook names and does not have is none."""
    try:
        return found.number_format or "General"
    except IndexError:
        return "General"


def _kind(found: Any) -> CellKind:
    if found.data_type == "f":
        return "formula"
    if found.data_type == "e":
        return "fault"
    if isinstance(found.value, bool):
        return "yes"
    if isinstance(found.value, (date, time, timedelta)):
        return "date"
    return "number" if isinstance(found.value, (int, float)) else "text"


def _text(found: Any) -> str:
    value = found.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, _format(found))
    return _moment(value) if isinstance(value, (date, time, timedelta)) else _written(str(value))


def _written(text: str) -> str:
    """Text with line ends of one kind: Windows leaves a carriage return, and some programs its escape."""
    return normal(text.replace("_x000D_", "").replace("\r\n", "\n"))


def _number(value: float, number_format: str) -> str:
    """As many digits as Excel keeps; a percentage as it is shown, for who reads 96% did not write 0.96."""
    if "%" in number_format:
        return _digits(value * 100) + "%"
    return str(value) if isinstance(value, int) else _digits(value)


def _digits(value: float) -> str:
    """The fifteen digits Excel keeps, never with an exponent."""
    return format(Decimal(f"{value:.15g}"), "f")


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, time):
        return f"{value:%H:%M}" if not value.second else f"{value:%H:%M:%S}"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()


def _with_worth(read: BookSheet, sheet: Any) -> BookSheet:
    """The same sheet, each formula with what it was last worth in the place of itself."""
    sheet.reset_dimensions()
    values = dict(enumerate(sheet.iter_rows(), 1))
    rows = (
        row._replace(cells=tuple(map(_worth, row.cells, values[row.number]))) if any(map(_computed, row.cells)) else row
        for row in read.rows
    )
    return replace(read, rows=tuple(rows))


def _computed(cell: BookCell) -> bool:
    return cell.kind == "formula"


def _worth(cell: BookCell, found: Any) -> BookCell:
    """A formula that was never computed stays what it is."""
    return cell._replace(text=_text(found)) if _computed(cell) and found.value is not None else cell
