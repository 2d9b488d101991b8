"""Tables -> an Excel workbook that prints as it stands: text stays text, and the same bytes every time.

XlsxWriter writes it: what openpyxl writes has faults by the standard's own schemas.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mzdocs.render.word.docx_package import EPOCH

Cell = str | float
Rewriting = Callable[[bytes], Iterable[bytes]]
"""A part of a package -> the pieces it is written anew of."""
_FACE, _SMALL, _LARGE = "宋体", 10, 16
_LINE, _HEAD = "#8C8377", "#F6EDDC"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NOBODY = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>"""
"""The library says here that Excel made the file."""


@dataclass(frozen=True)
class Grid:
    """One sheet of a workbook: a title, a line below it, a head row and rows; widths count Latin letters.

    Below the rows stand what was `asked`, each with its answer, and the lines that are `signed`. The head of one that
    is `filtered` has a button to choose rows by.
    """

    name: str
    title: str
    said: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    total: tuple[Cell, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    signed: tuple[str, ...] = ()
    filtered: bool = False


class CellLooks:
    """The formats of one workbook: every cell wraps and stands in the middle of its row; text is never computed."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        def made(**more: Any) -> Format:
            return book.add_format(
                {"font_name": _FACE, "font_size": _SMALL, "text_wrap": True, "valign": "vcenter", **more}
            )

        ruled: Mapping[str, Any] = {"border": 1, "border_color": _LINE}
        text, number = {"num_format": "@"}, {"align": "center"}
        self.title = made(font_size=_LARGE, bold=True, align="center", **text)
        self.plain = made(**text)
        self.number = made(**number)
        self.signed = made(bottom=1, bottom_color=_LINE, **text)
        self.head = made(bold=True, bg_color=_HEAD, align="center", **ruled, **text)
        self._cells = {
            (is_text, bold): made(bold=bold, **ruled, **(text if is_text else number))
            for is_text in (True, False)
            for bold in (True, False)
        }

    def cell(self, value: Cell, bold: bool) -> Format:
        """Of a ruled cell of a table."""
        return self._cells[(isinstance(value, str), bold)]


def workbook(grids: Sequence[Grid], title: str, author: str, issued: str) -> bytes:
    """All grids, one sheet each, described as of the day they were issued."""
    book = blank_book(title, author, datetime.fromisoformat(issued))
    looks = CellLooks(book)
    for grid in grids:
        _write(book.add_worksheet(grid.name), grid, looks)
    return saved(book)


def blank_book(title: str, author: str, issued: datetime) -> xlsxwriter.Workbook:
    """A workbook without sheets, described as of the day it was issued; no text in it becomes a formula or a link."""
    book = xlsxwriter.Workbook(io.BytesIO(), _OPTIONS)
    book.set_properties({"title": title, "author": author, "created": issued})
    return book


def saved(book: xlsxwriter.Workbook, rewritten: Mapping[str, Rewriting] = MappingProxyType({})) -> bytes:
    """The finished workbook, with some of its parts written anew; nothing in it says which program made it, or when."""
    book.close()
    anew: Mapping[str, Rewriting] = {"docProps/app.xml": lambda _: [_NOBODY], **rewritten}
    clean = io.BytesIO()
    with zipfile.ZipFile(book.filename) as source, zipfile.ZipFile(clean, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            with target.open(part, "w") as stream:
                stream.writelines(anew.get(name, _as_it_is)(source.read(name)))
    return clean.getvalue()


def _as_it_is(data: bytes) -> Iterable[bytes]:
    return [data]


def _write(sheet: Worksheet, grid: Grid, looks: CellLooks) -> None:
    last = len(grid.head) - 1
    _across(sheet, 0, (0, last), grid.title, looks.title)
    _across(sheet, 1, (0, last), grid.said, looks.plain)
    for row, height in enumerate(
        (30, 6 + 14 * _lines(grid.said, sum(grid.widths)), max(22.0, _height(grid.head, grid.widths)))
    ):
        sheet.set_row(row, height)
    sheet.write_row(2, 0, grid.head, looks.head)
    for row, cells in enumerate(grid.rows, 3):
        _fill(sheet, row, cells, looks)
        sheet.set_row(row, _height(cells, grid.widths))
    row = len(grid.rows) + 3
    if grid.filtered:
        sheet.autofilter(2, 0, row - 1, last)
    if grid.total:
        _fill(sheet, row, grid.total, looks, bold=True)
    _close(sheet, grid, row + bool(grid.total) + 1, looks)
    set_widths(sheet, grid.widths)
    sheet.freeze_panes(3, 0)
    set_up(sheet, head=3)


def _fill(sheet: Worksheet, row: int, cells: Sequence[Cell], looks: CellLooks, bold: bool = False) -> None:
    for column, value in enumerate(cells):
        sheet.write(row, column, value, looks.cell(value, bold))


def _close(sheet: Worksheet, grid: Grid, row: int, looks: CellLooks) -> None:
    """Answers and lines to sign on, over the width of the table; a row apart, high enough for a stamp."""
    columns = len(grid.head)
    for number, (label, said) in enumerate(grid.asked, row):
        _across(sheet, number, (0, columns - 1), f"{label}：{said}", looks.plain)
        sheet.set_row(number, 20)
    row += len(grid.asked)
    step = columns // max(1, len(grid.signed))
    for number, label in enumerate(grid.signed):
        last = columns if number == len(grid.signed) - 1 else (number + 1) * step
        _across(sheet, row, (number * step, last - 1), f"{label}：", looks.signed)
        sheet.set_row(row, 46)


def _across(sheet: Worksheet, row: int, columns: tuple[int, int], text: str, look: Format) -> None:
    """A text over several columns; over one there is nothing to merge."""
    first, last = columns
    if first == last:
        sheet.write_string(row, first, text, look)
    else:
        sheet.merge_range(row, first, row, last, text, look)


def set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    """The widths of the columns from the first on, in characters of the body font."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Points for the cell with most lines: programs do not grow rows of a file they did not write."""
    return 14.0 * max(_lines(str(cell), width) for cell, width in zip(cells, widths, strict=True)) + 4


def _lines(text: str, width: int) -> int:
    """A Chinese character is as wide as two Latin ones; a little of each column is its margin."""
    wide = (sum(1 if ord(char) < 0x2000 else 2 for char in line) for line in text.split("\n"))
    return sum(max(1, -(-letters // max(1, width - 1))) for letters in wide)


def set_up(sheet: Worksheet, head: int, across: int = 1, top: float = 0.4) -> None:
    """A4 across, so many sheets wide and as long as it takes; the head stands on every page. Margins in inches."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(across, 0)
    sheet.repeat_rows(head - 1)
    sheet.center_horizontally()
    sheet.set_margins(left=0.4, right=0.4, top=top, bottom=0.7)
    sheet.set_footer("&C第 &P 页　共 &N 页", {"margin": 0.35})
