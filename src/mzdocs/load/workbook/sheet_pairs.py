"""A sheet of pairs -> the cell of each value, found by its name or its hidden key."""

from __future__ import annotations

from mzdocs.core.problems import Sentence
from mzdocs.load.workbook.book_cells import EMPTY, BookCell, BookRow, BookSheet
from mzdocs.load.workbook.book_layout import PartField, PartSheet
from mzdocs.load.workbook.book_problems import MERGED_CELLS, MISSPELT_HEADING, OTHER_COLUMNS, SAME_COLUMN
from mzdocs.load.workbook.book_tree import CellPlace
from mzdocs.load.workbook.cell_faults import BookFaults
from mzdocs.load.workbook.sheet_head import PairsHead, meant_label, pairs_head_of, plain_label

Found = dict[PartField, tuple[CellPlace, BookCell]]


def pairs(sheet: BookSheet, part: PartSheet, gathered: BookFaults) -> Found | None:
    """Each value of the sheet with its cell; None where no name of any is found."""
    head = pairs_head_of(sheet, part)
    if head is None:
        return None
    found: Found = {}
    others: list[tuple[CellPlace, str]] = []
    path = ".".join(part.keys)
    labels = {plain_label(each.label): each for each in part.fields}
    keys = {each.key: each for each in part.fields}
    for row in sheet.rows:
        if row.number <= head.row:
            continue
        text, place = _at(row, head.item).text, CellPlace(sheet.name, row.number, head.content)
        key = _at(row, head.key).text if head.key else ""
        wanted = labels.get(plain_label(text)) or keys.get(key)
        if wanted in found:
            gathered.tell(SAME_COLUMN, place, path, label=wanted.label, first=found[wanted][0].name)
        elif wanted:
            found[wanted] = (place, _at(row, head.content))
        elif text.strip() and _at(row, head.content).text.strip() and row.number > 1:
            others.append((place._replace(column=head.item), text))
        for column in range(head.last + 1, len(row.cells) + 1):
            if row.cells[column - 1].text.strip():
                others.append((place._replace(column=column), row.cells[column - 1].text))
    _tell(others, part, found, path, gathered)
    _refuse_merged(sheet, head, {place.row for place, _ in found.values()}, path, gathered)
    return found


def _at(row: BookRow, column: int) -> BookCell:
    return row.cells[column - 1] if column <= len(row.cells) else EMPTY


def _tell(others: list[tuple[CellPlace, str]], part: PartSheet, found: Found, path: str, gathered: BookFaults) -> None:
    """Names that are none of ours: misspelt ones of what is missing are errors, the clerk's own are told."""
    absent = [each for each in part.fields if each not in found]
    own = []
    for place, text in others:
        meant = meant_label(text, [each.label for each in absent])
        wanted = next((each for each in absent if each.label == meant), None)
        if wanted is None:
            own.append((place, text))
            continue
        absent.remove(wanted)
        gathered.tell(MISSPELT_HEADING, place, path, found=text, label=wanted.label)
        gathered.tree.refused.add(place)
        found[wanted] = (place, EMPTY)
    if own:
        zh = "、".join(f"{place.name}“{text}”" for place, text in own)
        gathered.tell(OTHER_COLUMNS, own[0][0], path, cells=Sentence(zh, zh), hint="")


def _refuse_merged(sheet: BookSheet, head: PairsHead, rows: set[int], path: str, gathered: BookFaults) -> None:
    """Contents merged down over others; over the columns beside them it is no harm."""
    for each in sheet.shape.merged:
        covered = sorted(row for row in rows if each.top <= row <= each.bottom)
        if each.left <= head.content <= each.right and len(covered) > 1:
            places = [CellPlace(sheet.name, row, head.content) for row in covered]
            gathered.tell(MERGED_CELLS, places[0], path, cells=f"{places[0].name}:{places[-1].name}")
            gathered.tree.refused |= set(places)
