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
    whole, leaf = "".join(pages), -1
    places = _places(declared, whole)
    if places is None:
        return None
    ends = list(accumulate(map(len, pages)))
    counts: list[dict[PassageKind, int]] = [{} for _ in pages]
    totals: list[int] = []
    leaves: dict[int, int] = {}
    begins: set[int] = set()
    ends_of: dict[int, int] = {}
    begun = False
    for passage, (start, end) in zip(declared, places, strict=True):
        if passage.kind == "title":
            leaf, begun = leaf + 1, False
            totals.append(0)
        if not passage.length:  # a new side without a title: the next passage begins it
            continue
        first, last = _page(ends, start), _page(ends, end - 1)
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


def _places(declared: Declaration, whole: str) -> list[tuple[int, int]] | None:
    """Where each passage begins and ends, one behind the other; none where one is not found.

    Its rest may say what the next one says, so the next is looked for behind it; failing that, behind its beginning:
    there are characters that leave nothing in a file.
    """
    starts, known, end = list[int](), 0, 0
    for passage in declared:
        found = (whole.find(passage.beginning, at) for at in (end, known))
        start = next((place for place in found if place >= 0), -1)
        if start < 0:
            return None
        known, end = start + len(passage.beginning), start + passage.length
        starts.append(start)
    nexts = [*starts[1:], len(whole)]
    return [(a, min(a + each.length, b)) for each, a, b in zip(declared, starts, nexts, strict=True)]


def _page(ends: Sequence[int], place: int) -> int:
    return next((number for number, end in enumerate(ends) if place < end), len(ends) - 1)
