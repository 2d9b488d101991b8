"""A table beside a station's file -> facts: encodings by trial, every cell text, every problem at its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, TypeVar

from mzdocs.core.problems import Location, Problem, Sentence, Stopped, errors
from mzdocs.load.habits import Habit
from mzdocs.load.tables.raw_tables import Cells, is_text, text_cells
from mzdocs.load.tables.table_formats import BY_NAME, TableFormat, TablePlace
from mzdocs.load.tables.table_heads import TableHead, head_as_written, head_wherever, names_known
from mzdocs.load.tables.table_problems import EMPTY_TABLE, ONLY_TEXT, TABLE_LONG
from mzdocs.load.tables.table_rows import RowReader
from mzdocs.load.yaml_text.yamlfile import Refused
from mzdocs.model.client_files import Clients
from mzdocs.model.fields import Facts

T = TypeVar("T", bound=Facts)
Meant = Mapping[tuple[int, int], tuple[Location, str, Sequence[Habit]]]
"""Where a cell is, its text as it was read, and the habits it was written by."""


@dataclass(frozen=True)
class TableRead(Generic[T]):
    """The rows of a table as facts, every problem of it, and where it stands; with errors it is not used."""

    found: dict[int, T]
    problems: list[Problem]
    place: TablePlace

    @property
    def errors(self) -> list[Problem]:
        """The problems it cannot be used with."""
        return errors(self.problems)


def read_table(table: TableFormat[T], raw: bytes, file: str) -> TableRead[T]:
    """Every row of one table by its number, counted from 1 with the head; a workbook is read whatever it is called."""
    place = TablePlace(file)
    try:
        cells = _cells(table, raw, file)
        place = cells.place
        head = _head(table, cells)
    except Refused as refused:
        return TableRead({}, list(refused.problems), place)
    except Stopped as stopped:
        return TableRead({}, [_of_table(each, table) for each in stopped.problems], place)
    reader = RowReader(table, head, cells)
    if reader.count > table.most:
        return TableRead({}, [TABLE_LONG.at(place.whole, limit=table.most)], place)
    found = reader.facts()
    problems = [*reader.problems, *cells.problems, *head.problems, *reader.told.problems()]
    if not reader.count and not table.written:
        first = reader.place.cell(cells.numbers[head.rows - 1] + 1, table.head[0])
        problems.append(EMPTY_TABLE.at(first, rows=_ROWS[table.name]))
    return TableRead(found, problems, reader.place)


def _of_table(problem: Problem, table: TableFormat[Any]) -> Problem:
    """A problem of a whole workbook as one of the table it should hold."""
    return replace(problem, location=replace(problem.location, path=table.name))


def cells_meant(table: TableFormat[Any], raw: bytes, file: str) -> Meant:
    """Every cell that is read otherwise than it is written, by its row from 1 and its column from 0.

    Raises:
        Refused: the table cannot be read.
    """
    cells = _cells(table, raw, file)
    head = _head(table, cells)
    reader = RowReader(table, head, cells, keep=True)
    reader.facts()
    return {
        (row, head.places[key]): (reader.place.cell(row, key), *meant) for (row, key), meant in reader.told.kept.items()
    }


def _head(table: TableFormat[Any], cells: Cells) -> TableHead:
    return (head_as_written if table.written else head_wherever)(table, cells)


def _cells(table: TableFormat[Any], raw: bytes, file: str) -> Cells:
    fit = partial(names_known, table)
    if is_text(raw):
        return text_cells(raw, file, table.most, fit, table.written)
    if table.written:
        raise Refused(ONLY_TEXT.at(Location(file), table=table.name))
    from mzdocs.load.tables.table_book import book_cells

    return book_cells(table, raw, file)


_ROWS = {
    "客户档案": Sentence("客户", "clients"),
    "户内材料": Sentence("户内材料", "documents of households"),
    "管理文件": Sentence("管理文件", "office papers"),
}


def joined(read: dict[str, TableRead[Any]]) -> Clients:
    """What was read of each table, by the table's name, as one value."""
    facts: dict[str, Any] = {}
    for name, each in read.items():
        facts[BY_NAME[name].facts] = tuple(each.found.values())
        facts[BY_NAME[name].rows] = tuple(each.found)
    return Clients(**facts)
