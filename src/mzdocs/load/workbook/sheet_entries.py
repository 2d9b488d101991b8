"""A table of a workbook -> the rows that are entries, each with its cells by what they hold; other rows are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mzdocs.core.problems import Sentence
from mzdocs.load.tables.below_rows import says_remark, says_sums
from mzdocs.load.workbook.book_cells import EMPTY, BookCell, BookRow, BookSheet
from mzdocs.load.workbook.book_layout import PartField, PartSheet
from mzdocs.load.workbook.book_problems import (
    HIDDEN_CELLS,
    MERGED_CELLS,
    MISSPELT_HEADING,
    NO_COLUMN,
    NO_HEADINGS,
    OTHER_COLUMNS,
    OTHER_ROWS,
    SAME_COLUMN,
    STRUCK_CELLS,
)
from mzdocs.load.workbook.book_tree import CellPlace
from mzdocs.load.workbook.cell_faults import BookFaults
from mzdocs.load.workbook.cell_values import named_cells
from mzdocs.load.workbook.sheet_head import SheetHead, head_of, mark_of, meant_label, plain_label

_MOST_NAMED = 12


@dataclass(frozen=True)
class TableEntry:
    """One row of a table: its number, and the cell of each value and each parent."""

    row: int
    cells: dict[int, BookCell]

    def at(self, column: int) -> BookCell:
        """The cell of a column; an empty one where the row ends before it."""
        return self.cells.get(column, EMPTY)


def entries(sheet: BookSheet, part: PartSheet, gathered: BookFaults) -> tuple[SheetHead, list[TableEntry]] | None:
    """The headings of a table and its entries; None where there are no headings."""
    head = head_of(sheet, part)
    if head is None:
        marked = [row for row in sheet.rows if not (row.number == 1 and mark_of(sheet) is not None)]
        if marked:
            known = "、".join(each.label for each in part.fields)
            gathered.tell(NO_HEADINGS, CellPlace(sheet.name, 1, 1), part.keys[0], known=known)
        return None
    below = [row for row in sheet.rows if row.number > head.row]
    _columns(sheet, part, head, below, gathered)
    _refuse_merged(sheet, part, head, gathered)
    found, passed = [], list(_above(sheet, head))
    for row in below:
        cells = {column: row.cells[column - 1] for column in head.known if column <= len(row.cells)}
        filled = [column for column in sorted(cells) if cells[column].text.strip()]
        what = _no_entry(cells, filled, head) if filled else None
        if what:
            passed.append((row.number, what))
        elif filled:
            found.append(TableEntry(row.number, cells))
    if passed:
        rows = _rows_named(passed)
        gathered.tell(OTHER_ROWS, CellPlace(sheet.name, passed[0][0], 1), rows=rows)
    tell_hidden(sheet, {entry.row for entry in found}, head.known, gathered)
    tell_struck(sheet, {(entry.row, column) for entry in found for column in entry.cells}, gathered)
    return head, found


def _above(sheet: BookSheet, head: SheetHead) -> Iterator[tuple[int, str]]:
    """What stands above the headings."""
    for row in sheet.rows:
        if row.number < head.row and not (row.number == 1 and mark_of(sheet) is not None):
            yield row.number, "表题"


def _no_entry(cells: dict[int, BookCell], filled: list[int], head: SheetHead) -> str | None:
    """What a row is that is no entry: a sum, a remark, or the headings once more."""
    first = cells[filled[0]].text
    if says_sums(first):
        return "合计"
    if says_remark(first) and len(filled) <= 2:
        return "说明"
    labels = {column: plain_label(each.keys[-1]) for column, each in head.fields.items()}
    whole = {column: plain_label(each.label) for column, each in head.fields.items()}
    same = [plain_label(cells[each].text) in (labels.get(each), whole.get(each)) for each in filled]
    return "又一次表头" if len(filled) > 1 and all(same) else None


def _rows_named(passed: list[tuple[int, str]]) -> Sentence:
    shown = "、".join(f"第 {number} 行（{what}）" for number, what in passed[:_MOST_NAMED])
    more = f"等 {len(passed)} 行" if len(passed) > _MOST_NAMED else ""
    numbers = ", ".join(str(number) for number, _ in passed[:_MOST_NAMED])
    return Sentence(shown + more, f"Rows {numbers}{', …' if more else ''}")


def _columns(sheet: BookSheet, part: PartSheet, head: SheetHead, below: list[BookRow], gathered: BookFaults) -> None:
    """What is wrong with the headings: missing, twice, misspelt; those of a clerk's own are told."""
    place = CellPlace(sheet.name, head.row, max([*head.known, *head.others], default=0) + 1)
    absent = [each for each in part.fields if each not in head.fields.values()]
    others = dict(head.others)
    for first, column in head.twice:
        label = next(each.label for at, each in head.fields.items() if at == first) if first in head.fields else "所属"
        where = CellPlace(sheet.name, head.row, column)
        gathered.tell(SAME_COLUMN, where, part.keys[0], label=label, first=where._replace(column=first).name)
    for column, text in head.others.items():
        meant = meant_label(text, [each.label for each in absent] + [each.keys[-1] for each in absent])
        if meant is None:
            continue
        del others[column]
        lost = next(each for each in absent if meant in (each.label, each.keys[-1]))
        absent.remove(lost)
        gathered.tell(
            MISSPELT_HEADING, CellPlace(sheet.name, head.row, column), part.keys[0], found=text, label=lost.label
        )
        _without(part, lost, place, gathered)
    for each in absent:
        if each.required:
            gathered.tell(NO_COLUMN, place, part.keys[0], label=each.label, hint="", meaning=each.meaning)
            _without(part, each, place, gathered)
    for number, label in enumerate(part.parent_labels):
        if number not in head.parents.values():
            gathered.tell(
                NO_COLUMN,
                place,
                part.keys[0],
                label=label,
                hint="",
                meaning=f"属于“{part.parents[number].name}”表的哪一行",
            )
    _tell_others(sheet, head, others, below, gathered)


def _without(part: PartSheet, lost: PartField, place: CellPlace, gathered: BookFaults) -> None:
    """That no row has this value was told at the headings."""
    gathered.tree.refused.add(place)
    gathered.absent[(part.key, lost)] = place


def _tell_others(
    sheet: BookSheet, head: SheetHead, others: dict[int, str], below: list[BookRow], gathered: BookFaults
) -> None:
    doubled = {column for _, column in head.twice}
    unheaded = {
        column
        for row in below
        for column, cell in enumerate(row.cells, 1)
        if cell.text.strip() and column not in head.known and column not in head.others and column not in doubled
    }
    names = {**others, **dict.fromkeys(unheaded, "没有表头")}
    if names:
        places = [(CellPlace(sheet.name, head.row, column), text) for column, text in sorted(names.items())]
        zh = "、".join(f"{place.name[: -len(str(head.row))]} 列“{text}”" for place, text in places)
        gathered.tell(OTHER_COLUMNS, places[0][0], cells=Sentence(zh, zh.replace(" 列", " ")), hint="")


def _refuse_merged(sheet: BookSheet, part: PartSheet, head: SheetHead, gathered: BookFaults) -> None:
    last = sheet.rows[-1].number if sheet.rows else 0
    for each in sheet.shape.merged:
        columns = [column for column in sorted(head.known) if each.left <= column <= each.right]
        rows = range(max(each.top, head.row + 1), min(each.bottom, last) + 1)
        if not columns or not rows or len(columns) * len(rows) < 2:
            continue
        first = CellPlace(sheet.name, rows[0], columns[0])
        end = CellPlace(sheet.name, rows[-1], columns[-1])
        gathered.tell(MERGED_CELLS, first, part.keys[0], cells=f"{first.name}:{end.name}")
        gathered.tree.refused |= {CellPlace(sheet.name, row, column) for row in rows for column in columns}


def tell_struck(sheet: BookSheet, read: set[tuple[int, int]], faults: BookFaults) -> None:
    """That a line goes through something of what was read."""
    places = [CellPlace(sheet.name, row, column) for row, column in sorted(read & sheet.shape.struck)]
    if places:
        faults.tell(STRUCK_CELLS, places[0], cells=named_cells(places))


def tell_hidden(sheet: BookSheet, rows: set[int], columns: set[int], gathered: BookFaults) -> None:
    """That something of what was read is not seen."""
    hidden_rows = sorted(rows & sheet.shape.hidden_rows)
    hidden_columns = [CellPlace("", 1, column).name[:-1] for column in sorted(columns & sheet.shape.hidden_columns)]
    parts = [("工作表", "the sheet")] if sheet.hidden else []
    if hidden_rows:
        shown = "、".join(map(str, hidden_rows[:_MOST_NAMED])) + (" 等" if len(hidden_rows) > _MOST_NAMED else "")
        parts.append((f"{len(hidden_rows)} 行（第 {shown} 行）", f"{len(hidden_rows)} rows"))
    if hidden_columns:
        shown = "、".join(hidden_columns)
        parts.append((f"{shown} 列", f"columns {shown}"))
    if parts and (rows or sheet.rows):
        what = Sentence("、".join(zh for zh, _ in parts), ", ".join(en for _, en in parts))
        place = CellPlace(sheet.name, hidden_rows[0] if hidden_rows else 1, 1)
        gathered.tell(HIDDEN_CELLS, place, what=what)
