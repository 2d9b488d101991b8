"""Where the sides of a paper end: nobody signs a sheet that bears nothing of what is signed, and no side bears a stub.

The paper is laid out, it is looked on which side each part stands, and sides are broken until all of them are as a
secretary would have them; PDF and Word then say the same on the same sides.

- With a signature, a seal, a 版记, or the end of a table on a side of its own go as many rows or paragraphs as `enough`
  asks for; what moves is as little as that takes.
- 版记 stands at the foot of the last side, an even one (GB/T 9704-2012, 7.4; GB/T 33476.2-2016). A text that ends on an
  odd side lets its last part go over to the next. A paper of one side that has room for it bears it there, as does one
  too short to be parted: a side with nothing else would be worse.
- Rows that share a cell are parted where a large hole would be left otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from mzdocs.core.theme_choice import Theme
from mzdocs.model.letter import MERGED, Heading, NewPage, Paper, Pictures, Table, signs
from mzdocs.plan.document import Document
from mzdocs.plan.sides import TRAVEL, enough
from mzdocs.render.broken_paper import BrokenPaper, Place, bodies_of, broken, may_break
from mzdocs.render.engine import Laid
from mzdocs.render.layout_boxes import LaidPiece, boxes, pieces, text_area

Turn = Literal["", "next", "blank"]
"""版记 stands where the text ends, on the next side, or behind a blank side; then neither bears a number (7.5)."""
LayOut = Callable[[Document, bool], Laid]
"""A plan -> its pages, as they are printed, or with the looser lines of word processors."""
ATTRIBUTE = "data-block"
_ROUNDS = 8
_SMALL_HOLE = 0.15
"""Of a side's height: rather than part rows that share a cell, so much may be left empty."""
RESERVE = 2.5
"""Millimetres: word processors set the same rows so much higher or lower on a side."""


@dataclass(frozen=True)
class Paged:
    """A paper with its sides broken, and where its 版记 stands."""

    paper: Paper
    turn: Turn = ""


_PAGED: dict[tuple[Paper, Theme], Paged] = {}


def paged(document: Document, lay_out: LayOut) -> tuple[Document, Turn]:
    """The plan with its paper broken into sides; other plans as they are."""
    paper = document.fields.get("paper")
    if not isinstance(paper, Paper) or paper.form == "证书":
        return document, ""
    key = (paper, document.theme)
    if key not in _PAGED:
        _PAGED[key] = _paged(document, paper, lay_out)
    found = _PAGED[key]
    return _with(document, found.paper), found.turn


def _with(document: Document, paper: Paper) -> Document:
    return replace(document, fields={**document.fields, "paper": paper})


def _paged(document: Document, paper: Paper, lay_out: LayOut) -> Paged:
    breaks: frozenset[Place] = frozenset()
    for _ in range(_ROUNDS):
        found = broken(paper, breaks)
        tight = _Sheets(paper, found, lay_out(_with(document, found.paper), False))
        change = tight.at_ends()
        if change is None:
            loose = _Sheets(paper, found, lay_out(_with(document, found.paper), True))
            change = loose.in_tables(breaks, tight) or tight.for_imprint()
        if change is None or change(breaks) == breaks:
            break
        breaks = change(breaks)
    return Paged(found.paper, tight.turn)


Change = Callable[[frozenset[Place]], frozenset[Place]]


@dataclass(frozen=True)
class _Unit:
    """A row, a paragraph, or what of it stands on one page; `starts` where it begins there."""

    place: Place
    kind: Literal["text", "head", "signature"]
    page: int
    top: float
    bottom: float
    starts: bool

    @property
    def height(self) -> float:
        return self.bottom - self.top


class _Sheets:
    """A laid-out paper: its units by leaf (the body, an annex, what stands under a title of its own) and by side."""

    def __init__(self, paper: Paper, found: BrokenPaper, laid: Laid) -> None:
        self._paper, self._bodies = paper, bodies_of(paper)
        self._areas = [text_area(laid, page) for page in range(len(laid.pages.pages))]
        self._imprint = [box.page for box in boxes(laid, "data-end")]
        self._units = list(self._read(found.origins, pieces(laid, ATTRIBUTE)))
        self._leaves = [[list(side) for _, side in groupby(leaf, lambda unit: unit.page)] for leaf in self._parted()]

    def _read(self, origins: Mapping[str, Place], laid: Sequence[LaidPiece]) -> Iterator[_Unit]:
        lines: dict[str, int] = {}
        standing: dict[tuple[Place, int], list[LaidPiece]] = {}
        for piece in laid:
            origin = origins.get(piece.name) or Place(0, len(self._paper.body))
            block = self._block(origin)
            if isinstance(block, Table) and not piece.row:
                continue
            of = piece.of if isinstance(block, Table) else 0
            if isinstance(block, Pictures):
                of = lines[piece.name] = lines.get(piece.name, -1) + 1
            standing.setdefault((origin._replace(row=origin.row + of), piece.page), []).append(piece)
        seen = set()
        for (place, page), held in standing.items():
            top, bottom = min(each.top for each in held), max(each.bottom for each in held)
            yield _Unit(place, self._kind(place), page, top, bottom, place not in seen)
            seen.add(place)

    def _block(self, place: Place) -> object:
        body = self._bodies[place.part]
        return body[place.block] if place.block < len(body) else None

    def _kind(self, place: Place) -> Literal["text", "head", "signature"]:
        block = self._block(place)
        if block is None or signs(block):  # type: ignore[arg-type]
            return "signature"
        return "head" if isinstance(block, (Heading, NewPage)) else "text"

    def _parted(self) -> Iterator[list[_Unit]]:
        def leaf(unit: _Unit) -> tuple[int, int]:
            blocks = self._bodies[unit.place.part][: unit.place.block + 1]
            return unit.place.part, sum(isinstance(block, NewPage) for block in blocks)

        for _, units in groupby(self._units, leaf):
            yield list(units)

    # Rows

    def in_tables(self, breaks: frozenset[Place], tight: _Sheets) -> Change | None:
        """Sides ended between rows: where rows that share a cell would leave a hole, or programs would end them apart."""
        for at, found in groupby(self._units, lambda unit: unit.place[:2]):
            units, block = list(found), self._block(Place(*at))
            if isinstance(block, Table) and self._wants_ends(block, units, breaks, tight):
                wanted = {units[0].place._replace(row=row) for row in self._rows(block, units)}
                return lambda old, at=at, wanted=wanted: {  # type: ignore[misc]
                    place for place in old if place[:2] != at or not place.row
                } | wanted
        return None

    def _wants_ends(
        self, table: Table, units: Sequence[_Unit], breaks: frozenset[Place], tight: _Sheets
    ) -> bool:
        """Whether it runs over the end of a side where no side was broken, and not as any program would let it."""
        ends = [(last, then) for last, then in pairwise(units) if last.page != then.page and then.place not in breaks]
        left = [(self._areas[last.page][1] - last.bottom, then.height) for last, then in ends]
        near = any(room < RESERVE or height - room < RESERVE for room, height in left)
        grouped = any(MERGED in row for row in table.rows)
        return bool(ends) and (near or grouped or not all(tight.ends_above(then.place) for _, then in ends))

    def ends_above(self, place: Place) -> bool:
        """Whether a side ends above a row."""
        pages = {unit.place: unit.page for unit in self._units}
        return pages[place] != pages[place._replace(row=place.row - 1)]

    def _rows(self, table: Table, units: Sequence[_Unit]) -> Iterator[int]:
        """As many rows on each side as it holds."""
        area = self._areas[units[0].page]
        later = next(unit for unit in units if unit.page != units[0].page)
        head = later.top - self._areas[later.page][0] + _MARGIN
        start, room = 0, area[1] - units[0].top - RESERVE
        for row, unit in enumerate(units):
            room -= unit.height
            if room < 0 and row > start:
                start = self._cut(table, units, start, row)
                yield start
                room = area[1] - area[0] - head - RESERVE - sum(each.height for each in units[start : row + 1])

    def _cut(self, table: Table, units: Sequence[_Unit], start: int, row: int) -> int:
        """Above this row, the first that finds no room; or above its group, if the hole is small."""
        first = row
        while MERGED in table.rows[first]:
            first -= 1
        end = row + 1
        while end < len(table.rows) and MERGED in table.rows[end]:
            end += 1
        hole = sum(unit.height for unit in units[first:row])
        small = hole <= _SMALL_HOLE * self._height(units[0].page) or row - first < 2
        if first > start and (small or not may_break(table, row)):
            return first
        return row - 1 if end - row == 1 and row - 1 > start and row - 1 > first else row

    def _height(self, page: int) -> float:
        top, bottom = self._areas[page]
        return bottom - top

    # Ends

    def at_ends(self) -> Change | None:
        """The last side of every leaf: enough stands on it, and a signature has room."""
        for leaf in self._leaves:
            poor = len(leaf) > 1 and not self._is_enough(leaf[-1], leaf)
            found = self._tail(leaf, int(not poor)) if poor or self._is_crowded(leaf[-1]) else None
            if found:
                return found
        return None

    def _is_crowded(self, side: Sequence[_Unit]) -> bool:
        """Whether a signature only just stands on its side: one line more, and it would go over alone."""
        last = side[-1]
        if last.kind != "signature" or last.page in self._imprint:
            return False
        left = self._areas[last.page][1] - last.bottom
        return left < (_LINE if self._paper.official else RESERVE)

    def for_imprint(self) -> Change | None:
        """The sides the 版记 asks for: of the last leaf, or where that is too short, of one before it."""
        for extra in self._extras():
            leaves = [(self._leaves[-1], extra), *((leaf, 1) for leaf in reversed(self._leaves[:-1]))]
            found = next(filter(None, (self._tail(leaf, more) for leaf, more in leaves if more)), None)
            if found:
                return found
        return None

    def _extras(self) -> Iterator[int]:
        """How many sides more, in the order they are tried; 0 where an earlier leaf may take one."""
        if not self._imprint or not self._leaves:
            return
        last, imprint = self._units[-1].page, self._imprint[0]
        if last % 2 == 0 and not (last == imprint == 0):
            yield from (1, 0)
        elif last % 2 and imprint != last:
            yield from (2, 1)

    @property
    def turn(self) -> Turn:
        """Where no side could be broken for it, 版记 stands at the foot of the last side if it has room there."""
        if not self._imprint or self._imprint[0] == self._units[-1].page:
            return ""
        return "blank" if self._units[-1].page % 2 else "next"

    def _is_enough(self, units: Iterable[_Unit], leaf: Sequence[Sequence[_Unit]]) -> bool:
        found = [unit for unit in units if unit.kind == "text"]
        total = sum(unit.starts and unit.kind == "text" for side in leaf for unit in side)
        height = self._height(found[0].page) if found else 1.0
        return enough(len(found), total, sum(unit.height for unit in found) / height)

    def _tail(self, leaf: Sequence[Sequence[_Unit]], extra: int) -> Change | None:
        """The last sides of a leaf parted anew, so many more than they were; as few of them as it takes."""
        for strict in (True, False):
            for count in range(1, len(leaf) + 1):
                units = [unit for side in leaf[-count:] for unit in side]
                found = self._split(units, count - 1 + extra, leaf, strict)
                if found is not None:
                    first, last = units[0].place, units[-1].place
                    return lambda old, found=found: {  # type: ignore[misc]
                        place for place in old if not first < place <= last
                    } | found
        return None

    def _split(
        self, units: Sequence[_Unit], count: int, leaf: Sequence[Sequence[_Unit]], strict: bool
    ) -> frozenset[Place] | None:
        """From the end on, each side takes no more than is enough."""
        end, found = len(units), list[Place]()
        for _ in range(count):
            places = (at for at in range(end - 1, 0, -1) if self._may_begin(units, at, strict))
            at = next((at for at in places if self._is_enough(units[at:end], leaf)), None)
            if at is None:
                return None
            found.append(units[at].place)
            end = at
        stays = units[:end]
        good = self._is_enough(stays, leaf) if strict else any(unit.kind == "text" for unit in stays)
        return frozenset(found) if good and found else None

    def _may_begin(self, units: Sequence[_Unit], at: int, strict: bool) -> bool:
        """Whether a side may begin with a unit: a heading stays with what it heads, a table has rows on both sides."""
        unit, before = units[at], units[at - 1]
        if not unit.starts or unit.kind == "signature" or before.kind == "head":
            return False
        block = self._block(unit.place)
        if not isinstance(block, Table) or not unit.place.row:
            return True
        left = len(block.rows) - unit.place.row
        return may_break(block, unit.place.row) and (not strict or min(unit.place.row, left) >= TRAVEL)


_MARGIN = 2.0
"""Millimetres above a table."""
_LINE = 10.39
"""Millimetres from line to line of an official paper."""
