"""The tree of a data file that stands in a workbook: the same dicts, lists and text, each with its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from mzdocs.core.problems import Location
from mzdocs.load.workbook.book_cells import cell_name
from mzdocs.load.yaml_tree import KeyPath, Tree, spell


class CellPlace(NamedTuple):
    """A cell: its sheet, row and column, from 1."""

    sheet: str
    row: int
    column: int

    @property
    def name(self) -> str:
        """What a clerk calls it: `C5`."""
        return cell_name(self.row, self.column)

    def location(self, file: str, path: str = "") -> Location:
        """Where a problem of it stands."""
        return Location(file, self.row, self.column, path, self.sheet, self.name)


@dataclass
class BookTree(Tree):
    """A tree with the cell of each value, of those too that are not filled in, and the cells that were refused."""

    places: dict[KeyPath, CellPlace] = field(default_factory=dict)
    refused: set[CellPlace] = field(default_factory=set)

    def location(self, file: str, path: KeyPath) -> Location:
        """The cell of a value; of one that has none, the nearest known above it."""
        known = path
        while known and known not in self.places:
            known = known[:-1]
        place = self.places.get(known)
        return place.location(file, spell(path)) if place else Location(file, path=spell(path))

    def is_told(self, location: Location) -> bool:
        """Whether the cell was refused: whatever its value lacks, it was told."""
        if not location.sheet or location.line is None or location.column is None:
            return False
        return CellPlace(location.sheet, location.line, location.column) in self.refused
