"""Tables -> an Excel workbook that prints as it stands: text stays text, and the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from mzdocs.render.word.docx_package import zipped

Cell = str | int
FACE, SMALL = "宋体", 10
_LINE = Side(style="thin", color="FF8C8377")
_HEAD = PatternFill("solid", fgColor="FFF6EDDC")


@dataclass(frozen=True)
class Grid:
    """One sheet of a workbook: a title, a line below it, a head row and rows; widths count Latin letters.

    Below the rows stand what was `asked`, each with its answer, and the lines that are `signed`.
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


def workbook(grids: Sequence[Grid], title: str, author: str, issued: str) -> bytes:
    """All grids, one sheet each, described as of the day they were issued."""
    book = blank(title, author, datetime.fromisoformat(issued))
    for grid in grids:
        _write(book.create_sheet(grid.name), grid)
    return zipped(XlsxPackage(book))


def blank(title: str, author: str, issued: datetime) -> Any:
    """A workbook without sheets, described as of the day it was issued."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    properties = book.properties
    properties.title, properties.creator, properties.lastModifiedBy = title, author, author
    properties.created = properties.modified = issued
    return book


@dataclass(frozen=True)
class XlsxPackage:
    """A workbook that is written without the time of day, which `Workbook.save` puts in."""

    book: Any

    def save(self, stream: IO[bytes]) -> None:
        """Write the workbook to a stream, without the time of day the library would put in."""
        ExcelWriter(self.book, zipfile.ZipFile(stream, "w")).save()


def _write(sheet: Any, grid: Grid) -> None:
    columns = len(grid.head)
    for row, (text, size) in enumerate(((grid.title, 16), (grid.said, SMALL)), 1):
        put(sheet.cell(row, 1), text, Font(FACE, size, bold=size > SMALL), centred=size > SMALL)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    for number, height in ((1, 30), (2, 6 + 14 * _lines(grid.said, sum(grid.widths))), (3, 22)):
        sheet.row_dimensions[number].height = height
    fill_row(sheet, 3, grid.head, bold=True, shaded=True)
    for number, row_cells in enumerate(grid.rows, 4):
        fill_row(sheet, number, row_cells)
        sheet.row_dimensions[number].height = _height(row_cells, grid.widths)
    if grid.total:
        fill_row(sheet, len(grid.rows) + 4, grid.total, bold=True)
    _close(sheet, grid, len(grid.rows) + 4 + bool(grid.total))
    set_widths(sheet, grid.widths)
    sheet.freeze_panes = "A4"
    set_up(sheet, head=3)


def _close(sheet: Any, grid: Grid, row: int) -> None:
    """Answers and lines to sign on, over the width of the table; a row apart, high enough for a stamp."""
    columns = len(grid.head)
    for number, (label, said) in enumerate(grid.asked, row + 1):
        put(sheet.cell(number, 1), f"{label}：{said}" if said else f"{label}：", Font(FACE, SMALL))
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=columns)
        sheet.row_dimensions[number].height = 20
    row += len(grid.asked) + 1
    step = columns // max(1, len(grid.signed))
    for number, label in enumerate(grid.signed):
        first, last = 1 + number * step, columns if number == len(grid.signed) - 1 else (number + 1) * step
        put(sheet.cell(row, first), f"{label}：", Font(FACE, SMALL))
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        for column in range(first, last + 1):
            sheet.cell(row, column).border = Border(bottom=_LINE)
        sheet.row_dimensions[row].height = 46


def set_widths(sheet: Any, widths: Sequence[int]) -> None:
    """The widths of the columns from the first on, in characters of the body font."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def fill_row(sheet: Any, number: int, cells: Sequence[Cell], bold: bool = False, shaded: bool = False) -> None:
    """Write one ruled row of cells; a shaded one is a head."""
    for column, value in enumerate(cells, 1):
        cell = sheet.cell(number, column)
        put(cell, value, Font(FACE, SMALL, bold=bold), centred=shaded or isinstance(value, int))
        cell.border = Border(_LINE, _LINE, _LINE, _LINE)
        if shaded:
            cell.fill = _HEAD


def put(cell: Any, value: Cell, font: Font, centred: bool = False) -> None:
    """A number is a number; all else is text, whatever it begins with: a formula is never written."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
    cell.font = font
    cell.alignment = Alignment("center" if centred else "left", "center", wrap_text=True)


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Points for the cell with most lines: programs do not grow rows of a file they did not write."""
    return 14.0 * max(_lines(str(cell), width) for cell, width in zip(cells, widths, strict=True)) + 4


def _lines(text: str, width: int) -> int:
    """A Chinese character is as wide as two Latin ones; a little of each column is its margin."""
    wide = (sum(1 if ord(char) < 0x2000 else 2 for char in line) for line in text.split("\n"))
    return sum(max(1, -(-letters // max(1, width - 1))) for letters in wide)


def set_up(sheet: Any, head: int, across: int = 1) -> None:
    """A4 across, so many sheets wide and as long as it takes; the head stands on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.4
    margins.bottom, margins.footer = 0.7, 0.35
    sheet.oddFooter.center.text = "第 &P 页　共 &N 页"
