"""What stands on the sides of a paper, as its plan declares it: text, what signs it, its 版记; and what is enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

PassageKind = Literal["title", "text", "head", "signature", "imprint"]
"""A title begins a side of its own; a head is a heading, a caption or a table's head row and counts for nothing."""
TRAVEL = 3
"""Rows or paragraphs that stand at least with a signature, with a 版记, or on the last side of a table."""
TALL = 1 / 6
"""Of a side's height, four lines of 22: rows or paragraphs so tall are enough, however few; a row of photos is."""


@dataclass(frozen=True)
class DeclaredPassage:
    """A row, a paragraph, or what else stands in one piece: how it begins, and how many characters it has."""

    kind: PassageKind
    beginning: str
    length: int


Declaration = tuple[DeclaredPassage, ...]
"""All passages of a paper in reading order."""


def enough(count: int, total: int, share: float) -> bool:
    """Whether so many rows and paragraphs out of `total`, filling that share of a side, may stand there at its end.

    The first of them always stays where it is: a title alone on its side would be no better.
    """
    return count >= min(TRAVEL, max(1, total - 1)) or (count > 0 and share >= TALL)


def is_short(count: int) -> bool:
    """Whether an annex has so few rows and paragraphs that it is not parted for a 版记, which then joins it."""
    return count < 2 * TRAVEL


@dataclass(frozen=True)
class SideOfPaper:
    """What of the declared stands on a side: how many of each kind, how many texts its leaf has in all.

    `first` and `last` are whether its leaf begins and ends here: the body, an annex, a page under its own title.
    """

    counts: Mapping[PassageKind, int]
    total: int
    first: bool
    last: bool


def sides(declared: Declaration, pages: Sequence[str]) -> list[SideOfPaper] | None:
    """By page, what stands on it; a passage that runs over stands on both. Nothing if one is not found in its order."""
    if not declared:
        return []
    ends = list(accumulate(map(len, pages)))
    whole, at, leaf = "".join(pages), 0, -1
    counts: list[dict[PassageKind, int]] = [{} for _ in pages]
    totals: list[int] = []
    leaves: dict[int, int] = {}
    begins: set[int] = set()
    ends_of: dict[int, int] = {}
    begun = False
    for passage in declared:
        if passage.kind == "title":
            leaf, begun = leaf + 1, False
            totals.append(0)
        start = whole.find(passage.beginning, at)
        if start < 0:
            return None
        if not passage.length:  # a new side without a title: the next passage begins it
            continue
        at = start + len(passage.beginning)
        first, last = _page(ends, start), _page(ends, start + passage.length - 1)
        if not begun:
            begins.add(first)
            begun = True
        totals[leaf] += passage.kind == "text"
        if passage.kind != "imprint":
            ends_of[leaf] = last
        for page in range(first, last + 1):
            counts[page][passage.kind] = counts[page].get(passage.kind, 0) + 1
            leaves.setdefault(page, leaf)
    return [
        SideOfPaper(count, totals[leaves.get(page, leaf)], page in begins, page in ends_of.values())
        for page, count in enumerate(counts)
    ]


def _page(ends: Sequence[int], place: int) -> int:
    return next((number for number, end in enumerate(ends) if place < end), len(ends) - 1)
