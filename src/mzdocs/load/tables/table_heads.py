"""Where the head of a table stands among its first rows, and which column is which, in any order and by other names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mzdocs.core.nearest import nearest
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.text import quotable
from mzdocs.load.tables.raw_tables import HEAD_ROWS, Cells
from mzdocs.load.tables.row_numbers import rows_said
from mzdocs.load.tables.table_formats import TABLES, TableFormat
from mzdocs.load.tables.table_problems import (
    MORE_COLUMNS,
    NO_COLUMN,
    OTHER_NAMES,
    PASSED_OVER,
    TABLE_HEAD,
    TWO_COLUMNS,
)
from mzdocs.load.yaml_text.yamlfile import Refused

_TITLE = Sentence("表头上面的标题", "a title above the head")
_UPPER = Sentence("两行表头的上一行", "the upper row of a head of two")
_NAMELESS = Sentence("没有列名的", "without a name")
_BELOW_DATA = Sentence(
    "表头上面还有数据行（可能连表头一起排了序）", "there are rows of data above it, sorted with it perhaps"
)
_ON_TOP = Sentence("，放在数据上面", " above the data")
_ANY_ORDER = Sentence("（次序不限）", " in any order")
_AS_WRITTEN = Sentence("，次序不变（这张表由程序续写）", " in this order, for the program adds to this table")


@dataclass(frozen=True)
class TableHead:
    """A head that was found: how many rows it and what is above it take, and the table's key over each column.

    `keys` has "" over a column that is not read.
    """

    rows: int
    keys: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def places(self) -> Mapping[str, int]:
        """The column of each key, from 0."""
        return {key: column for column, key in enumerate(self.keys) if key}


def names_known(table: TableFormat[Any], row: Sequence[str]) -> int:
    """How many columns of the table are named in a row."""
    return len({key for cell in row if (key := _key(table, cell))})


def head_as_written(table: TableFormat[Any], cells: Cells) -> TableHead:
    """The head of a table the program writes: the first row, as it wrote it.

    Raises:
        Refused: it is another.
    """
    found = tuple(cell.strip() for cell in cells.rows[0]) if cells.rows else ()
    if found != table.head:
        difference = _difference(found, table.head)
        raise Refused(
            TABLE_HEAD.at(cells.place.row(1), difference=difference, head="、".join(table.head), order=_AS_WRITTEN)
        )
    return TableHead(1, table.head)


def head_wherever(table: TableFormat[Any], cells: Cells) -> TableHead:
    """The head of a table of a clerk, found by the names of its columns.

    Raises:
        Refused: there is none, or a column of it is missing or there twice.
    """
    if cells.rows and tuple(cell.strip() for cell in cells.rows[0]) == table.head:
        return TableHead(1, table.head)
    at, rows, row = _found(table, cells.rows[:HEAD_ROWS])
    place = cells.place.row(cells.numbers[at] if cells.rows else 1)
    keys = _keys(table, row, place)
    missing = [key for key in table.head if key in table.required and key not in keys]
    if missing:
        difference = _missing(missing, row, keys)
        raise Refused(TABLE_HEAD.at(place, difference=difference, head="、".join(table.head), order=_ANY_ORDER))
    _refuse_data_above(table, cells, at)
    problems = [*_above(cells, at, rows), *_renamed(row, keys, place), *_left_out(table, keys, place)]
    return TableHead(at + rows, keys, (*problems, *_more(table, cells, at + rows, row, keys, place)))


def _found(table: TableFormat[Any], rows: Sequence[list[str]]) -> tuple[int, int, list[str]]:
    """The row, from 0, at which the head begins, of how many rows it is, and its names."""
    best: tuple[int, int, int, int, list[str]] = (0, 0, 0, 1, [])
    for at, row in enumerate(rows):
        below = rows[at + 1] if at + 1 < len(rows) else []
        both = [under if _key(table, under) else over for over, under in _side_by_side(row, below)]
        for count, names in ((1, row), (2, both)):
            best = max(best, (names_known(table, names), -count, -at, count, names), key=lambda each: each[:3])
    _, _, at, count, row = best
    return -at, count, row


def _side_by_side(row: Sequence[str], below: Sequence[str]) -> Iterator[tuple[str, str]]:
    for column in range(max(len(row), len(below))):
        yield row[column] if column < len(row) else "", below[column] if column < len(below) else ""


def _name(cell: str) -> str:
    """A column's name without blanks, marks and units: ` 金额（元）*` is 金额."""
    plain = "".join(unicodedata.normalize("NFKC", cell).split()).strip("*＊:：")
    return re.sub(r"\((?:元|人|件|页|必填|选填|元/月)\)$", "", plain).strip("*＊:：")


def _key(table: TableFormat[Any], cell: str) -> str:
    """The column of the table that a name means; "" where it means none."""
    if not cell or len(cell) > 40:
        return ""
    name = _name(cell)
    return name if name in table.head else table.also.get(name, "")


def _keys(table: TableFormat[Any], row: Sequence[str], place: Location) -> tuple[str, ...]:
    """The key over each column; a column of the very name goes before one that is only called alike."""
    exact = {name for cell in row if (name := _name(cell)) in table.head}
    keys = [key if (key := _key(table, cell)) not in exact or _name(cell) == key else "" for cell in row]
    twice = [key for key, count in Counter(keys).items() if key and count > 1]
    if twice:
        columns = [str(column) for column, key in enumerate(keys, 1) if key == twice[0]]
        raise Refused(TWO_COLUMNS.at(place, count=len(columns), key=twice[0], columns="、".join(columns)))
    return tuple(keys)


def _missing(missing: Sequence[str], row: Sequence[str], keys: Sequence[str]) -> Sentence:
    """What is missing, and which other column may be meant: only a near name is told, a cell may be anything."""
    others = {
        _name(cell): column
        for column, (cell, key) in enumerate(zip(row, keys, strict=True), 1)
        if not key and cell.strip()
    }
    if len(others) == len([cell for cell in row if cell.strip()]):
        return Sentence("没有找到表头", "no head was found")
    other = next((each.name for each in TABLES if each.required <= {_key(each, cell) for cell in row}), None)
    if other:
        zh = f"这是“{other}”的表，看看数据文件里是不是写错了文件名"
        return Sentence(zh, f"this is the table {other}: look which file the data file names")
    zh, en = f"缺少 {'、'.join(missing)}", f"{'、'.join(missing)} missing"
    for key in missing:
        near = nearest(key, others)
        if near:
            zh += f"；第 {others[near]} 列“{near}”是不是“{key}”？"
            en += f"; is column {others[near]} {near} meant as {key}?"
    return Sentence(zh, en)


def _difference(found: Sequence[str], head: tuple[str, ...]) -> Sentence:
    """What a head lacks; what stands there instead is only counted, it could be a person's row."""
    missing = "、".join(key for key in head if key not in found)
    others = sum(cell not in head for cell in found)
    if missing:
        return Sentence(f"缺少 {missing}，另有 {others} 格不认识", f"{missing} missing, {others} unknown cells")
    if len(found) > len(head):
        return Sentence(f"多出 {len(found) - len(head)} 格", f"{len(found) - len(head)} cells too many")
    return Sentence("次序不对", "wrong order")


def _refuse_data_above(table: TableFormat[Any], cells: Cells, at: int) -> None:
    """Rows above the head that are filled in like data: a table was sorted with its head among it.

    Raises:
        Refused: it is so.
    """
    filled = [row for row in range(at) if 2 * sum(map(bool, map(str.strip, cells.rows[row]))) >= len(table.required)]
    if filled:
        head = "、".join(table.head)
        place = cells.place.row(cells.numbers[at])
        raise Refused(TABLE_HEAD.at(place, difference=_BELOW_DATA, head=head, order=_ON_TOP))


def _above(cells: Cells, at: int, rows: int) -> Iterator[Problem]:
    """The rows above the names, if something stands in them."""
    titles = [cells.numbers[row] for row in range(at) if any(cell.strip() for cell in cells.rows[row])]
    for numbers, what in ((titles, _TITLE), ([cells.numbers[at]] if rows == 2 else [], _UPPER)):
        if numbers:
            yield PASSED_OVER.at(cells.place.row(numbers[0]), rows=rows_said(numbers), what=what)


def _renamed(row: Sequence[str], keys: Sequence[str], place: Location) -> Iterator[Problem]:
    other = [(_name(cell), key) for cell, key in zip(row, keys, strict=True) if key and _name(cell) != key]
    if other:
        zh = "、".join(f"“{name}”当作“{key}”" for name, key in other)
        yield OTHER_NAMES.at(place, names=Sentence(zh, ", ".join(f"{name} as {key}" for name, key in other)))


def _left_out(table: TableFormat[Any], keys: Sequence[str], place: Location) -> Iterator[Problem]:
    missing = [key for key in table.head if key not in keys]
    if missing:
        yield NO_COLUMN.at(place, columns="、".join(missing))


def _more(
    table: TableFormat[Any], cells: Cells, first: int, row: Sequence[str], keys: Sequence[str], place: Location
) -> Iterator[Problem]:
    """The columns that are not read; one without a name is told only if something stands in it."""
    named = [f"“{quotable(_name(cell))}”" for cell, key in zip(row, keys, strict=True) if not key and cell.strip()]
    blank = [column for column, cell in enumerate(row) if not cell.strip()]
    filled = [
        column for column in blank if any(len(each) > column and each[column].strip() for each in cells.rows[first:])
    ]
    if named or filled:
        zh = "、".join([*named, *(f"{_NAMELESS.zh}第 {column + 1} 列" for column in filled)])
        en = ", ".join([*named, *(f"column {column + 1} {_NAMELESS.en}" for column in filled)])
        yield MORE_COLUMNS.at(
            place, count=len(named) + len(filled), columns=Sentence(zh, en), head="、".join(table.head)
        )
