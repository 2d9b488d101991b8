"""A clerk's workbook and what is wrong with it -> a copy with every fault at its cell and a list of all in front.

openpyxl reads and writes it whole: values, formulas, own sheets and columns, drop-downs and widths stay; what it does
not keep, such as charts, is told. Marks of an earlier copy are taken away first: a cell's fill and comment come back.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mzdocs.core.problems import Exit, Language, Location, Problem, Sentence, Severity, Stopped, problem_type
from mzdocs.load.workbook.book_cells import open_book
from mzdocs.load.workbook.book_edits import saved, whole_book
from mzdocs.load.workbook.book_looks import AUTHOR, height_of
from mzdocs.load.workbook.book_losses import not_kept
from mzdocs.load.workbook.cell_faults import ALL_CELLS
from mzdocs.load.workbook.sheet_head import MARK

RESULTS = "检查结果"
"""The sheet in front of a marked copy; where the clerk has one of this name, a number is put behind it."""
LARGE_TO_MARK = problem_type(
    "MZ7191",
    "工作簿有 {cells} 格，超过 {limit} 格，不做标注",
    "The workbook has {cells} cells, more than {limit}: it is not marked",
    "照 mzdocs check 列出的位置改。",
    "Mend it by the places that mzdocs check lists.",
    Exit.LIMIT,
)
MAX_MARKED_CELLS = 500_000
_SAYS = {Severity.ERROR: Sentence("错误", "error"), Severity.FINDING: Sentence("问题", "finding"),
         Severity.NOTICE: Sentence("提示", "notice")}  # fmt: skip
_EDGES = Border(*[Side("thin", "FFBFBFBF")] * 4)
_RED, _AMBER = "FFFFB3AD", "FFFFE3A3"
_OURS = AUTHOR + " 检查"
_PARTED = "\n—— 检查 ——\n"
_HEADS = Sentence("级别 位置 问题 怎样改 编号", "grade place problem remedy code")
_SIZE = (300, 130)
_WIDTHS = (8, 38, 60, 60, 10)


def marked(
    raw: bytes, file: str, problems: Sequence[Problem], language: Language = "zh"
) -> tuple[bytes, list[Problem]]:
    """The workbook with its problems marked, and what of it could not be kept; those of other files are left out.

    Raises:
        Stopped: it cannot be read, or is too large to be made anew.
    """
    _refuse_large(sum(sheet.shape.size.cells for sheet in open_book(raw, file).sheets), file)
    book = whole_book(raw, file)
    _refuse_large(sum(sheet.max_row * sheet.max_column for sheet in book.worksheets), file)
    _unmark(book)
    own = [problem for problem in problems if problem.location.file == file]
    if own:
        _list(book, own, language)
    return saved(book), list(not_kept(raw, file))


def _refuse_large(cells: int, file: str) -> None:
    """Refuse what would take long, before it is read whole and again when it is known how far apart its cells are.

    Raises:
        Stopped: there are too many.
    """
    if cells > MAX_MARKED_CELLS:
        raise Stopped([LARGE_TO_MARK.at(Location(file), cells=cells, limit=MAX_MARKED_CELLS)])


def _unmark(book: Any) -> None:
    """Take away what an earlier marking left: known cells get back what they had, others that were moved, nothing."""
    before = _remembered(book)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in (_RED, _AMBER):
                    cell.fill = copy(before.get((sheet.title, cell.coordinate), PatternFill()))
                if cell.comment and cell.comment.author == _OURS:
                    cell.comment = None
                elif cell.comment:
                    cell.comment = _sized(cell.comment.text.partition(_PARTED)[0], cell.comment.author)
    results = _results_of(book)
    if results is not None:
        del book[results.title]


def _remembered(book: Any) -> dict[tuple[str, str], PatternFill]:
    """The fills marked cells had before: each kept as the fill of a hidden cell."""
    results = _results_of(book)
    if results is None:
        return {}
    rows = results.iter_rows(min_row=3, min_col=6, max_col=7)
    places = [(str(place.value).rpartition("!"), kept.fill) for place, kept in rows]
    return {(sheet, cell): fill for (sheet, parting, cell), fill in places if parting}


def _results_of(book: Any) -> Worksheet | None:
    """The list of an earlier marking: a sheet that only has its name is the clerk's own."""
    return next((each for each in book.worksheets if each["A1"].value == MARK + RESULTS), None)


def _list(book: Any, problems: Sequence[Problem], language: Language) -> None:
    results = book.create_sheet(RESULTS, 0)
    results["A1"] = MARK + RESULTS
    results.row_dimensions[1].hidden = True
    for column, (head, width) in enumerate(zip(_HEADS.say(language).split(), _WIDTHS, strict=True), 1):
        cell = results.cell(2, column, head)
        cell.font, cell.fill = Font(bold=True, color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F4E79")
        results.column_dimensions[cell.column_letter].width = width
    for kept in ("F", "G"):
        results.column_dimensions[kept].hidden = True
    before: dict[str, PatternFill] = {}
    for row, problem in enumerate(problems, 3):
        _line(results, row, problem, language)
        _mark(book, before, problem, language)
    for row, (place, fill) in enumerate(before.items(), 3):
        results.cell(row, 6).value, results.cell(row, 6).data_type = place, "s"
        results.cell(row, 7).fill = fill
    results.freeze_panes = "A3"
    results.page_setup.orientation, results.page_setup.paperSize = "landscape", 9
    results.page_setup.fitToHeight, results.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    results.oddFooter.left.text, results.oddFooter.right.text = "&A", "第 &P 页　共 &N 页"
    results.print_title_rows = "2:2"
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is results
    book.active = 0


def _line(results: Worksheet, row: int, problem: Problem, language: Language) -> None:
    place = problem.location
    at = f"{place.sheet}!{place.cell}" if place.cell else place.sheet or "—"
    texts = (_SAYS[problem.severity].say(language), f"{at} {place.path}".strip(), problem.message(language),
             problem.remedy(language), problem.code)  # fmt: skip
    for column, text in enumerate(texts, 1):
        cell = results.cell(row, column)
        cell.value, cell.data_type = text, "s"
        cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), _EDGES
    colour = {Severity.ERROR: _RED, Severity.FINDING: _AMBER}.get(problem.severity)
    if colour:
        results.cell(row, 1).fill = PatternFill("solid", fgColor=colour)
    results.row_dimensions[row].height = height_of(texts, _WIDTHS)
    if place.sheet:
        link = results.cell(row, 2)
        sheet, target = place.sheet.replace("'", "''"), place.cell or "A1"
        link.hyperlink = "inside"
        link.hyperlink.target, link.hyperlink.location = None, f"'{sheet}'!{target}"
        link.font = Font(color="FF0563C1", underline="single")


def _mark(book: Any, before: dict[str, PatternFill], problem: Problem, language: Language) -> None:
    """Colour every cell of a problem, remember what it was, and say at the first what is wrong."""
    place = problem.location
    if place.sheet not in book.sheetnames or not place.cell or problem.severity is Severity.NOTICE:
        return
    colour = _RED if problem.severity is Severity.ERROR else _AMBER
    every = problem.facts.get(ALL_CELLS)
    for name in every if isinstance(every, tuple) else (place.cell,):
        cell = book[place.sheet][name]
        if cell.fill.fgColor.rgb not in (_RED, _AMBER):
            before[f"{place.sheet}!{name}"] = copy(cell.fill)
        if cell.fill.fgColor.rgb != _RED:
            cell.fill = PatternFill("solid", fgColor=colour)
    _say_at(book[place.sheet][place.cell], f"{problem.message(language)}\n→ {problem.remedy(language)}")


def _say_at(cell: Any, text: str) -> None:
    """A comment of ours, or more words below that of somebody else."""
    old = cell.comment
    if old is None:
        cell.comment = _sized(text, _OURS)
    else:
        parting = "\n\n" if old.author == _OURS or _PARTED in old.text else _PARTED
        cell.comment = _sized(old.text + parting + text, old.author)


def _sized(text: str, author: str) -> Comment:
    return Comment(text, author, width=_SIZE[0], height=_SIZE[1])
