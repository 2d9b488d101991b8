"""A sheet -> where its headings stand and which column holds what: by the words one sees, then by the hidden keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mzdocs.core.nearest import nearest
from mzdocs.core.text import squeezed
from mzdocs.load.workbook.book_cells import BookRow, BookSheet
from mzdocs.load.workbook.book_layout import PartField, PartSheet

MARK = "mzdocs "
"""How the hidden first cell of a sheet of ours begins; the key of the sheet follows."""
ITEM, CONTENT, MEANING = "项目", "内容", "说明"
"""The headings of a sheet of pairs."""
_LOOKED_AT = 15
"""Rows among which the headings are looked for."""


@dataclass(frozen=True)
class SheetHead:
    """Where the headings are, and by column (from 1) what stands there: a value, or the number of a parent."""

    row: int
    fields: Mapping[int, PartField] = field(default_factory=dict)
    parents: Mapping[int, int] = field(default_factory=dict)
    others: Mapping[int, str] = field(default_factory=dict)
    """The headings that are none of ours."""
    twice: tuple[tuple[int, int], ...] = ()
    """Columns that hold what another column before them holds already."""

    @property
    def known(self) -> set[int]:
        """The columns that are read."""
        return {*self.fields, *self.parents}


def mark_of(sheet: BookSheet) -> str | None:
    """The key in the hidden first cell; None where a sheet is not of ours."""
    first = sheet.rows[0] if sheet.rows else None
    text = first.cells[0].text if first and first.number == 1 else ""
    return text.removeprefix(MARK).partition("|")[0] if text.startswith(MARK) else None


def plain_label(text: str) -> str:
    """A heading as it is compared: without blanks, dots and the mark of what must be filled in."""
    return squeezed(text).replace("·", "").rstrip("*").removesuffix("(必填)")


def head_of(sheet: BookSheet, part: PartSheet) -> SheetHead | None:
    """The headings of a table; None where there are none."""
    labels = _labels(part)
    rows = [row for row in sheet.rows[:_LOOKED_AT] if not _is_mark(row)]
    scores = [(sum(plain_label(cell.text) in labels for cell in row.cells), -row.number, row) for row in rows]
    best = max(scores, key=lambda score: score[:2], default=None)
    if best is None or best[0] < min(2, len(labels)):
        return None
    return _columns(best[2], labels, _keys(sheet, part))


def _is_mark(row: BookRow) -> bool:
    return row.number == 1 and row.cells[0].text.startswith(MARK)


def _labels(part: PartSheet) -> dict[str, PartField | int]:
    found: dict[str, PartField | int] = {plain_label(each.label): each for each in part.fields}
    lasts = [each.keys[-1] for each in part.fields]
    for each in part.fields:
        if lasts.count(each.keys[-1]) == 1:
            found.setdefault(plain_label(each.keys[-1]), each)
    for number, (parent, label) in enumerate(zip(part.parents, part.parent_labels, strict=True)):
        for name in (label, f"所属{parent.keys[-1]}", parent.keys[-1]):
            found.setdefault(plain_label(name), number)
    return found


def _keys(sheet: BookSheet, part: PartSheet) -> dict[int, PartField | int]:
    """What the hidden row says of each column; its first cell holds the key of the sheet too."""
    if mark_of(sheet) is None:
        return {}
    by_key: dict[str, PartField | int] = {each.key: each for each in part.fields}
    by_key |= {parent_key(number): number for number in range(len(part.parents))}
    texts = [cell.text for cell in sheet.rows[0].cells]
    texts[0] = texts[0].partition("|")[2]
    return {column: by_key[text] for column, text in enumerate(texts, 1) if text in by_key}


def parent_key(number: int) -> str:
    """The hidden key of a column that names the entry a row stands in."""
    return f"^{number + 1}"


def _columns(row: BookRow, labels: Mapping[str, PartField | int], keys: Mapping[int, PartField | int]) -> SheetHead:
    found: dict[int, PartField | int] = {}
    others: dict[int, str] = {}
    twice: list[tuple[int, int]] = []
    for column in range(1, max(len(row.cells), *keys, 0) + 1):
        text = row.cells[column - 1].text if column <= len(row.cells) else ""
        what = labels.get(plain_label(text), keys.get(column))
        first = next((each for each, known in found.items() if known == what), None)
        if what is not None and first is not None:
            twice.append((first, column))
        elif what is not None:
            found[column] = what
        elif text:
            others[column] = text
    fields = {column: what for column, what in found.items() if isinstance(what, PartField)}
    parents = {column: what for column, what in found.items() if isinstance(what, int)}
    return SheetHead(row.number, fields, parents, others, tuple(twice))


def meant_label(text: str, labels: Iterable[str]) -> str | None:
    """The one of these headings that was probably meant."""
    known = {plain_label(label): label for label in labels}
    near = nearest(plain_label(text), known)
    return known[near] if near else None


@dataclass(frozen=True)
class PairsHead:
    """A sheet of pairs: the columns of keys (None without), of names and of contents, and the row of headings."""

    row: int
    key: int | None
    item: int
    content: int
    last: int
    """The last column that is ours: that of meanings, where there is one."""


def pairs_head_of(sheet: BookSheet, part: PartSheet) -> PairsHead | None:
    """Where the names and contents of a sheet of pairs stand; None where no name is known."""
    key = 1 if mark_of(sheet) is not None else None
    for row in sheet.rows[:_LOOKED_AT]:
        texts = [plain_label(cell.text) for cell in row.cells]
        if ITEM in texts and CONTENT in texts:
            content = texts.index(CONTENT) + 1
            last = content + (texts[content : content + 1] == [MEANING])
            return PairsHead(row.number, key, texts.index(ITEM) + 1, content, last)
    labels = {plain_label(each.label) for each in part.fields}
    columns = [
        column for row in sheet.rows for column, cell in enumerate(row.cells, 1) if plain_label(cell.text) in labels
    ]
    if not columns:
        return None
    item = max(set(columns), key=columns.count)
    return PairsHead(0, key, item, item + 1, item + 1)
