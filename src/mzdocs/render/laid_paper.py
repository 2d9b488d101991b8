"""A paper as it was laid out: its rows and paragraphs by leaf (the body, an annex, a title's page) and by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from mzdocs.model.letter import Block, Heading, NewPage, Paper, Pictures, Table, signs
from mzdocs.render.broken_paper import BrokenPaper, Place, bodies_of
from mzdocs.render.layout_boxes import LaidPiece
from mzdocs.render.layout_measures import LayoutMeasures

UnitKind = Literal["text", "head", "signature"]


@dataclass(frozen=True)
class LaidUnit:
    """A row, a paragraph, or what of it stands on one page, in millimetres; `starts` where it begins there."""

    place: Place
    kind: UnitKind
    page: int
    top: float
    bottom: float
    starts: bool

    @property
    def height(self) -> float:
        """How much of its page it takes."""
        return self.bottom - self.top


Leaf = Sequence[Sequence[LaidUnit]]
"""What begins on a side of its own, side by side."""


class LaidPaper:
    """`imprint` is the page the 版记 stands on, if it has one; pages are counted from 0.

    A letter's stands on whatever side is its last (GB/T 9704-2012, 10.1), and asks for none.
    """

    def __init__(self, paper: Paper, found: BrokenPaper, laid: LayoutMeasures) -> None:
        self.paper, self._bodies = paper, bodies_of(paper)
        self.areas = laid.areas
        self.imprint = None if paper.form == "函" else next(iter(laid.ends), None)
        self.units = list(self._read(found.origins, laid.pieces))
        self.leaves: list[Leaf] = [
            [list(side) for _, side in groupby(leaf, lambda unit: unit.page)] for leaf in self._parted()
        ]

    @property
    def last(self) -> int:
        """The page on which its text ends."""
        return self.units[-1].page if self.units else 0

    def block(self, place: Place) -> Block | None:
        """The block at a place; none where the name and the day stand."""
        body = self._bodies[place.part]
        return body[place.block] if place.block < len(body) else None

    def height(self, page: int) -> float:
        """How much text a page holds."""
        top, bottom = self.areas[page]
        return bottom - top

    def _read(self, origins: Mapping[str, Place], laid: Sequence[LaidPiece]) -> Iterator[LaidUnit]:
        lines: dict[str, int] = {}
        standing: dict[tuple[Place, int], list[LaidPiece]] = {}
        for piece in laid:
            place = origins.get(piece.name) or Place(0, len(self.paper.body))
            block = self.block(place)
            if isinstance(block, Table):
                if not piece.row:
                    continue
                place = place._replace(row=place.row + piece.of)
            elif isinstance(block, Pictures):
                lines[piece.name] = lines.get(piece.name, -1) + 1
                place = place._replace(row=place.row + lines[piece.name])
            standing.setdefault((place, piece.page), []).append(piece)
        seen = set[Place]()
        for (place, page), held in standing.items():
            top, bottom = min(each.top for each in held), max(each.bottom for each in held)
            yield LaidUnit(place, self._kind(place), page, top, bottom, place not in seen)
            seen.add(place)

    def _kind(self, place: Place) -> UnitKind:
        block = self.block(place)
        if block is None or signs(block):
            return "signature"
        return "head" if isinstance(block, (Heading, NewPage)) else "text"

    def _parted(self) -> Iterator[list[LaidUnit]]:
        def leaf(unit: LaidUnit) -> tuple[int, int]:
            blocks = self._bodies[unit.place.part][: unit.place.block + 1]
            return unit.place.part, sum(isinstance(block, NewPage) for block in blocks)

        for _, units in groupby(self.units, leaf):
            yield list(units)
