"""What is found while the sheets of a workbook are read, gathered so that one cause is told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mzdocs.core.problems import Problem, ProblemType
from mzdocs.load.workbook.book_layout import PartField
from mzdocs.load.workbook.book_tree import BookTree, CellPlace
from mzdocs.load.workbook.cell_values import CellFault, named_cells

ALL_CELLS = "all_cells"
"""The fact of a problem that has the name of each cell it is of, where it is of several."""


@dataclass
class BookFaults:
    """The problems of one workbook: those of cells by their cause and column, the others as they come."""

    file: str
    tree: BookTree
    problems: list[Problem] = field(default_factory=list)
    absent: dict[tuple[str, PartField], CellPlace] = field(default_factory=dict)
    """Where it was told of a sheet (by its key) that it has no column of a value."""
    _cells: dict[tuple[str, int, CellFault], list[tuple[CellPlace, str]]] = field(default_factory=dict)

    def tell(self, found: ProblemType, place: CellPlace, path: str = "", /, **facts: object) -> None:
        """A problem at a cell."""
        self.problems.append(found.at(place.location(self.file, path), **facts))

    def refuse(self, fault: CellFault, place: CellPlace, path: str) -> None:
        """A cell that cannot be taken; those of one column and cause are told together."""
        self.tree.refused.add(place)
        self._cells.setdefault((place.sheet, place.column, fault), []).append((place, path))

    def told(self) -> list[Problem]:
        """Every problem, those of cells with all cells they are of."""
        found = list(self.problems)
        for (_, _, fault), cells in self._cells.items():
            (first, path), places = cells[0], [place for place, _ in cells]
            names = tuple(place.name for place in places)
            facts = {"cells": named_cells(places), ALL_CELLS: names, **dict(fault.facts)}
            found.append(fault.problem_type.at(first.location(self.file, path), **facts))
        return found


def in_words(names: Iterable[str]) -> str:
    """Names in quotes, one behind another."""
    return "、".join(f"“{name}”" for name in names)
