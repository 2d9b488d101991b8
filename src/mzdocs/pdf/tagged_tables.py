"""A table of a tagged PDF -> its cells where rows, columns and spans lay them (ISO 32000-1, 14.8.4.3.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

import pikepdf

TableFault = Literal["RowSpan", "ColSpan"]
"""Cells that reach below the last row or into others; rows of more or fewer columns than the first."""
_SECTIONS, _CELLS = ("THead", "TBody", "TFoot"), ("TH", "TD")
_MOST_CELLS = 100_000


@dataclass(frozen=True)
class TaggedCell:
    """A cell: its first row and column, counted from 0, and how many of each it covers."""

    dictionary: Any
    type: str
    row: int
    column: int
    rows: int
    columns: int

    @property
    def places(self) -> Iterator[tuple[int, int]]:
        """Every row and column it covers."""
        return product(range(self.row, self.row + self.rows), range(self.column, self.column + self.columns))


class TaggedTable:
    """The cells of one table by row and column, as far as they are laid without fault."""

    def __init__(self, table: Any, type_of: Callable[[Any], str]) -> None:
        self.cells: dict[tuple[int, int], TaggedCell] = {}
        self.fault: TableFault | None = self._laid([list(_cells(row, type_of)) for row in _rows(table, type_of)])

    def _laid(self, rows: list[list[tuple[str, Any]]]) -> TableFault | None:
        wide = sum(_span(cell, "/ColSpan") for _, cell in rows[0]) if rows else 0
        if wide * len(rows) > _MOST_CELLS:
            return None
        for at, row in enumerate(rows):
            column = 0
            for kind, said in row:
                while (at, column) in self.cells:
                    column += 1
                cell = TaggedCell(said, kind, at, column, _span(said, "/RowSpan"), _span(said, "/ColSpan"))
                if column + cell.columns > wide:
                    return "ColSpan"
                if at + cell.rows > len(rows) or any(place in self.cells for place in cell.places):
                    return "RowSpan"
                self.cells.update(dict.fromkeys(cell.places, cell))
                column += cell.columns
        return "ColSpan" if len(self.cells) < wide * len(rows) else None

    def headless(self) -> bool:
        """Whether a cell of data has no header, nor any header of the table says whose it is (ISO 14289-1, 7.5)."""
        heads = [cell for cell in self.cells.values() if cell.type == "TH"]
        if all(attribute(cell.dictionary, "/Scope", None) is not None for cell in heads):
            return False
        names = {str(cell.dictionary.get("/ID", "")) for cell in heads} - {""}
        data = {(cell.row, cell.column): cell for cell in self.cells.values() if cell.type == "TD"}
        return not all(self._has_head(cell, names) for cell in data.values())

    def _has_head(self, cell: TaggedCell, names: set[str]) -> bool:
        said = attribute(cell.dictionary, "/Headers", None)
        if isinstance(said, pikepdf.Array) and len(said) and all(str(each) in names for each in said):
            return True
        above = ([(row, at) for row in range(cell.row - 1, -1, -1)] for at in _along(cell.column, cell.columns))
        before = ([(at, column) for column in range(cell.column - 1, -1, -1)] for at in _along(cell.row, cell.rows))
        return any(self._is_headed(way, "/Column") for way in above) or any(
            self._is_headed(way, "/Row") for way in before
        )

    def _is_headed(self, way: list[tuple[int, int]], scope: str) -> bool:
        """Whether the first headers that are met on a way are for it."""
        met = False
        for place in way:
            cell = self.cells[place]
            if cell.type == "TH" and attribute(cell.dictionary, "/Scope", None) in (scope, "/Both"):
                return True
            if met and cell.type != "TH":
                return False
            met = met or cell.type == "TH"
        return False


def _along(first: int, count: int) -> range:
    return range(first, first + count)


def _span(cell: Any, key: str) -> int:
    return max(1, int(attribute(cell, key, 1)))


def attribute(element: Any, key: str, otherwise: Any) -> Any:
    """An attribute of a table's element."""
    said = element.get("/A")
    held = said if isinstance(said, pikepdf.Array) else [said]
    found = (each[key] for each in held if isinstance(each, pikepdf.Dictionary) and key in each)
    return next(found, otherwise)


def _rows(table: Any, type_of: Callable[[Any], str]) -> Iterator[Any]:
    for kid in _elements(table):
        if type_of(kid) in _SECTIONS:
            yield from (row for row in _elements(kid) if type_of(row) == "TR")
        elif type_of(kid) == "TR":
            yield kid


def _cells(row: Any, type_of: Callable[[Any], str]) -> Iterator[tuple[str, Any]]:
    yield from ((kind, each) for each in _elements(row) if (kind := type_of(each)) in _CELLS)


def _elements(holder: Any) -> Iterator[Any]:
    said = holder.get("/K")
    for kid in said if isinstance(said, pikepdf.Array) else [said]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
