"""A paper with sides ended where they should: a break before a block, or between the rows of a table or of photos."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from mzdocs.model.letter import MERGED, Block, NewPage, Paper, Pictures, Table


class Place(NamedTuple):
    """A row of a block: of the body, 0, or of what follows it by its number."""

    part: int
    block: int
    row: int = 0


SHARING = 2
"""Rows of a group that stand at least on either side of where it is parted."""
Breaks = frozenset[Place]
"""The places that begin a side on purpose."""
Change = Callable[[Breaks], Breaks]


@dataclass(frozen=True)
class BrokenPaper:
    """`origins` tells, by its name on the page, which block a block was, and from which row on."""

    paper: Paper
    origins: Mapping[str, Place]


def broken(paper: Paper, breaks: Iterable[Place]) -> BrokenPaper:
    """The same paper with a new side at each of these places."""
    wanted, origins = sorted(breaks), dict[str, Place]()
    bodies = []
    for part, blocks in enumerate(bodies_of(paper)):
        pieces = list(_pieces(part, blocks, [place for place in wanted if place.part == part]))
        origins |= {f"{part}.{number}": place for number, (_, place) in enumerate(pieces) if place}
        bodies.append(tuple(block for block, _ in pieces))
    parts = [replace(part, body=body) for part, body in zip(paper.parts, bodies[1:], strict=True)]
    issued = parts.pop(0) if paper.issued else None
    return BrokenPaper(replace(paper, body=bodies[0], issued=issued, annexes=tuple(parts)), origins)


def bodies_of(paper: Paper) -> list[Sequence[Block]]:
    """The blocks of the body, then those of what is issued and of each annex."""
    return [paper.body, *(part.body for part in paper.parts)]


def _pieces(part: int, blocks: Sequence[Block], breaks: Sequence[Place]) -> Iterator[tuple[Block, Place | None]]:
    for number, block in enumerate(blocks):
        rows = [place.row for place in breaks if place.block == number]
        if 0 in rows:
            yield NewPage(), None
        for start, stop in pairwise([0, *(row for row in rows if row), None]):
            if start:
                yield NewPage(), None
            yield _piece(block, start or 0, stop), Place(part, number, start or 0)


def _piece(block: Block, start: int, stop: int | None) -> Block:
    """Some rows of a block that has rows; what the first of them shares with rows above is said again."""
    if isinstance(block, Pictures):
        return Pictures(block.pictures[2 * start : None if stop is None else 2 * stop])
    if not isinstance(block, Table) or (start == 0 and stop is None):
        return block
    rows = list(block.rows[start:stop])
    if start:
        rows[0] = tuple(_shared(block, start, column) for column in range(len(block.head)))
    return replace(block, title="" if start else block.title, rows=tuple(rows))


def _shared(table: Table, row: int, column: int) -> str:
    return next(each[column] for each in reversed(table.rows[: row + 1]) if each[column] != MERGED)


def group(table: Table, row: int) -> tuple[int, int]:
    """The first row of those that share a cell with this one, and the first after them."""
    first, end = row, row + 1
    while MERGED in table.rows[first]:
        first -= 1
    while end < len(table.rows) and MERGED in table.rows[end]:
        end += 1
    return first, end


def may_break(table: Table, row: int) -> bool:
    """Whether a side may end above a row: between groups; or in one, if what it shares stands first and is said again.

    It then stands with rows enough on both sides.
    """
    shared = [cell == MERGED for cell in table.rows[row]]
    first, end = group(table, row)
    return not any(shared) or (not any(shared[sum(shared) :]) and min(row - first, end - row) >= SHARING)
