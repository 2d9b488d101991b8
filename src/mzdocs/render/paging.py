"""Where the sides of a paper end: nobody signs a sheet that bears nothing of what is signed, and no side bears a stub.

The paper is laid out, it is looked on which side each part stands, and sides are broken until all of them are as a
secretary would have them; PDF and Word then say the same on the same sides.

- With a signature, a seal, a 版记, or the end of a table on a side of its own go as many rows or paragraphs as `enough`
  asks for; what moves is as little as that takes.
- 版记 stands at the foot of the last side, an even one (GB/T 9704-2012, 7.4; GB/T 33476.2-2016). A text that ends on an
  odd side lets its last part go over to the next; where a short annex would be parted, and on a paper of one side,
  版记 stands at its foot: a side with nothing else would be worse.
- A side between others bears a third of its height, or a quarter, before it bears less: what is a line too long for its
  sides is shared out.
- A signature has a line to spare: what one program sets a line longer does not push it over alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mzdocs.core.theme_choice import Theme
from mzdocs.model.letter import Paper, Table
from mzdocs.plan.declared_sides import TRAVEL, enough
from mzdocs.plan.document import Document
from mzdocs.render.broken_paper import Breaks, Change, Place, broken, group, may_break
from mzdocs.render.laid_paper import LaidPaper, LaidUnit, Leaf
from mzdocs.render.layout_measures import LayoutMeasures
from mzdocs.render.row_ends import RESERVE, row_ends

Turn = Literal["", "next", "blank"]
"""版记 stands where the text ends, on the next side, or behind a blank side; then neither bears a number (7.5)."""
Measure = Callable[[Document, bool], LayoutMeasures]
"""A plan -> its pages, as they are printed, or with the looser lines of word processors."""
_ROUNDS = 12
_BETWEEN = (1 / 3, 1 / 4, 0.0, None)
"""Of its height, what a side bears that has others before and behind it, tried in this order."""
_LINE = 10.39
"""Millimetres from line to line of an official paper."""


@dataclass(frozen=True)
class PagedPaper:
    """A paper with its sides broken, and where its 版记 stands."""

    paper: Paper
    turn: Turn = ""


_PAGED: dict[tuple[Paper, Theme], PagedPaper] = {}


def paged(document: Document, measure: Measure) -> tuple[Document, Turn]:
    """The plan with its paper broken into sides; other plans as they are."""
    paper = document.fields.get("paper")
    if not isinstance(paper, Paper) or paper.form == "证书":
        return document, ""
    key = (paper, document.theme)
    if key not in _PAGED:
        _PAGED[key] = _paged(document, paper, measure)
    found = _PAGED[key]
    return _with(document, found.paper), found.turn


def _with(document: Document, paper: Paper) -> Document:
    return replace(document, fields={**document.fields, "paper": paper})


def _paged(document: Document, paper: Paper, measure: Measure) -> PagedPaper:
    breaks: Breaks = frozenset()
    for _ in range(_ROUNDS):
        found = broken(paper, breaks)
        plan = _with(document, found.paper)
        tight = LaidPaper(paper, found, measure(plan, False))
        change = at_ends(tight)
        if change is None:
            loose = LaidPaper(paper, found, measure(plan, True))
            change = row_ends(loose, tight, breaks) or for_imprint(tight)
        if change is None or change(breaks) == breaks:
            break
        breaks = change(breaks)
    return PagedPaper(found.paper, turn(tight))


def at_ends(laid: LaidPaper) -> Change | None:
    """The last side of every leaf: enough stands on it, and a signature has room."""
    for leaf in laid.leaves:
        poor = len(leaf) > 1 and not _is_enough(laid, leaf[-1], leaf)
        found = _tail(laid, leaf, int(not poor)) if poor or _is_crowded(laid, leaf[-1]) else None
        if found:
            return found
    return None


def _is_crowded(laid: LaidPaper, side: Sequence[LaidUnit]) -> bool:
    """Whether a signature only just stands on its side."""
    last = side[-1]
    if last.kind != "signature" or last.page == laid.imprint:
        return False
    return laid.areas[last.page][1] - last.bottom < (_LINE if laid.paper.official else RESERVE)


def for_imprint(laid: LaidPaper) -> Change | None:
    """The sides the 版记 asks for: of the last leaf, or where that is too short, of one before it."""
    for extra in _extras(laid):
        leaves = [(laid.leaves[-1], extra), *((leaf, 1) for leaf in reversed(laid.leaves[:-1]))]
        found = next(filter(None, (_tail(laid, leaf, more) for leaf, more in leaves if more)), None)
        if found:
            return found
    return None


def _extras(laid: LaidPaper) -> Iterator[int]:
    """How many sides more, in the order they are tried; 0 where a leaf before the last may take one."""
    if laid.imprint is None or not laid.leaves:
        return
    if laid.last % 2 == 0 and not (laid.last == laid.imprint and (laid.last == 0 or _ends_short(laid))):
        yield from (1, 0)
    elif laid.last % 2 and laid.imprint != laid.last:
        yield from (2, 1)


def turn(laid: LaidPaper) -> Turn:
    """Where no side could be broken for it, 版记 stands at the foot of the last side if it has room there."""
    if laid.imprint is None or laid.imprint == laid.last:
        return ""
    return "blank" if laid.last % 2 else "next"


def _ends_short(laid: LaidPaper) -> bool:
    """Whether its last annex is one side with so little on it that two of them would be all but empty."""
    last = laid.leaves[-1] if laid.leaves else []
    return len(last) == 1 and sum(unit.kind == "text" for unit in last[0]) < 2 * TRAVEL


def _is_enough(laid: LaidPaper, units: Sequence[LaidUnit], leaf: Leaf) -> bool:
    found = [unit for unit in units if unit.kind == "text"]
    total = sum(unit.starts and unit.kind == "text" for side in leaf for unit in side)
    height = laid.height(found[0].page) if found else 1.0
    return enough(len(found), total, sum(unit.height for unit in found) / height)


def _tail(laid: LaidPaper, leaf: Leaf, extra: int) -> Change | None:
    """The last sides of a leaf parted anew, so many more than they were; as few of them as it takes."""
    for least in _BETWEEN:
        for count in range(1, len(leaf) + 1):
            units = [unit for side in leaf[-count:] for unit in side]
            found = _split(laid, units, count - 1 + extra, leaf, least)
            if found:
                first, last = units[0].place, units[-1].place
                return lambda old: frozenset(place for place in old if not first < place <= last) | found
    return None


def _split(laid: LaidPaper, units: Sequence[LaidUnit], count: int, leaf: Leaf, least: float | None) -> Breaks | None:
    """From the end on, each side takes no more than is enough, and one between others no less than this share."""
    end, found = len(units), list[Place]()
    for _ in range(count):
        share = (least or 0.0) if found else 0.0
        places = (at for at in range(end - 1, 0, -1) if _may_begin(laid, units, at, least is not None))
        begins = next((at for at in places if _bears(laid, units[at:end], leaf, share)), None)
        if begins is None:
            return None
        begins -= _before_in_group(laid, units[begins], begins)
        found.append(units[begins].place)
        end = begins
    stays = units[:end]
    share = (least or 0.0) if found and stays[0] != leaf[0][0] else 0.0
    good = _bears(laid, stays, leaf, share) if least is not None else any(unit.kind == "text" for unit in stays)
    return frozenset(found) if good else None


def _bears(laid: LaidPaper, units: Sequence[LaidUnit], leaf: Leaf, share: float) -> bool:
    """Whether enough stands on a side, and it is filled to this share."""
    filled = sum(unit.height for unit in units) / laid.height(units[0].page)
    return filled >= share and _is_enough(laid, units, leaf)


def _before_in_group(laid: LaidPaper, unit: LaidUnit, at: int) -> int:
    """A few rows that share a cell go over whole; so many of them stand before this one."""
    block = laid.block(unit.place)
    if not isinstance(block, Table):
        return 0
    before = unit.place.row - group(block, unit.place.row)[0]
    return before if before <= TRAVEL and before < at else 0


def _may_begin(laid: LaidPaper, units: Sequence[LaidUnit], at: int, strict: bool) -> bool:
    """Whether a side may begin with a unit: a heading stays with what it heads, a table has rows on both sides."""
    unit, before = units[at], units[at - 1]
    if not unit.starts or unit.kind == "signature" or before.kind == "head":
        return False
    block = laid.block(unit.place)
    if not isinstance(block, Table) or not unit.place.row:
        return True
    left = len(block.rows) - unit.place.row
    return may_break(block, unit.place.row) and (not strict or min(unit.place.row, left) >= TRAVEL)
