"""A table beside a station's file -> facts: encodings by trial, every cell text, every problem at its row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from mzdocs.core.problems import Location, Problem, Sentence, errors
from mzdocs.load.table_cells import text_cells
from mzdocs.load.table_formats import BY_NAME, TableFormat, cell_location
from mzdocs.load.table_heads import head_as_written, head_wherever, names_known
from mzdocs.load.table_problems import EMPTY_TABLE, TABLE_LONG
from mzdocs.load.table_rows import RowReader
from mzdocs.load.yamlfile import Refused
from mzdocs.model.client_files import Clients
from mzdocs.model.fields import Facts

T = TypeVar("T", bound=Facts)


@dataclass(frozen=True)
class TableRead(Generic[T]):
    """The rows of a table as facts, and every problem of it; with errors the table is not used.

    `head` has the table's key over each column, "" where it is not read.
    """

    found: dict[int, T]
    problems: list[Problem]
    head: tuple[str, ...] = ()

    @property
    def errors(self) -> list[Problem]:
        """The problems it cannot be used with."""
        return errors(self.problems)


def read_table(table: TableFormat[T], raw: bytes, file: str) -> TableRead[T]:
    """Every row of one table by its number, counted from 1 with the head."""
    try:
        cells = text_cells(raw, file, table.most, partial(names_known, table), table.written)
        head = (head_as_written if table.written else head_wherever)(table, cells, file)
    except Refused as refused:
        return TableRead({}, list(refused.problems))
    reader = RowReader(table, file, head, cells)
    if reader.count > table.most:
        return TableRead({}, [TABLE_LONG.at(Location(file), limit=table.most)])
    found = reader.facts()
    problems = [*reader.problems, *cells.problems, *head.problems, *reader.told.problems()]
    if not reader.count and not table.written:
        place = cell_location(file, cells.numbers[head.rows - 1] + 1, table.head[0], head.keys)
        problems.append(EMPTY_TABLE.at(place, rows=_ROWS[table.name]))
    return TableRead(found, problems, head.keys)


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
