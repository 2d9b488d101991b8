"""Between which rows of its tables a laid-out paper should end a side, where it would not by itself.

Rows that share a cell are kept together by one program and not by another, and leave a hole where they are; a row that
only just stands on its side stands on the next in another program. There the sides are ended on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from mzdocs.model.letter import MERGED, Table
from mzdocs.render.broken_paper import Breaks, Change, Place, group, may_break
from mzdocs.render.laid_paper import LaidPaper, LaidUnit

RESERVE = 2.5
"""Millimetres: word processors set the same rows so much higher or lower on a side."""
_SMALL_HOLE = 0.06
"""Of a side's height: rather than part rows that share a cell, so much may be left empty."""
_MARGIN = 2.0
"""Millimetres above a table."""


def row_ends(loose: LaidPaper, tight: LaidPaper, breaks: Breaks) -> Change | None:
    """The sides of one table ended anew; `loose` has the looser lines of word processors."""
    ended = {unit.place: unit.page for unit in tight.units}
    for at, found in groupby(loose.units, lambda unit: unit.place[:2]):
        units = list(found)
        block = loose.block(units[0].place)
        if isinstance(block, Table) and _wanted(loose, block, units, breaks, ended):
            rows = frozenset(units[0].place._replace(row=row) for row in _rows(loose, block, units))
            return (
                lambda old, at=at, rows=rows: (
                    frozenset(  # type: ignore[misc]
                        place for place in old if place[:2] != at or not place.row
                    )
                    | rows
                )
            )
    return None


def _wanted(loose: LaidPaper, table: Table, units: Sequence[LaidUnit], breaks: Breaks, ended: dict[Place, int]) -> bool:
    """Whether it runs over the end of a side where no side was broken, and not as any program would let it.

    A row higher than a side is parted by every program where it will: of such a table no side can be ended on purpose.
    """
    if not all(unit.starts for unit in units):
        return False
    ends = [(last, then) for last, then in pairwise(units) if last.page != then.page and then.place not in breaks]
    left = [(loose.areas[last.page][1] - last.bottom, then.height) for last, then in ends]
    near = any(room < RESERVE or height - room < RESERVE for room, height in left)
    apart = any(ended[last.place] == ended[then.place] for last, then in ends)
    return bool(ends) and (near or apart or any(MERGED in row for row in table.rows))


def _rows(loose: LaidPaper, table: Table, units: Sequence[LaidUnit]) -> Iterator[int]:
    """As many rows on each side as it holds."""
    top, bottom = loose.areas[units[0].page]
    later = next(unit for unit in units if unit.page != units[0].page)
    head = later.top - loose.areas[later.page][0] + _MARGIN
    start, room = 0, bottom - units[0].top - RESERVE
    for row, unit in enumerate(units):
        room -= unit.height
        if room < 0 and row > start:
            start = _cut(table, units, start, row, _SMALL_HOLE * (bottom - top))
            yield start
            room = bottom - top - head - RESERVE - sum(each.height for each in units[start : row + 1])


def _cut(table: Table, units: Sequence[LaidUnit], start: int, row: int, small: float) -> int:
    """Above this row, the first that finds no room; above the rows it shares a cell with, if the hole is small."""
    first, _ = group(table, row)
    hole = sum(unit.height for unit in units[first:row])
    inside = (at for at in range(row, max(start, first), -1) if may_break(table, at))
    if first > start and hole <= small:
        return first
    return next(inside, first if first > start else row)
