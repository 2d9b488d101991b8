"""What stands on the sides of a paper, as its plan declares it: text, what signs it, its 版记; and what is enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from mzdocs.core.text import squeezed
from mzdocs.model.letter import MERGED, Annex, Block, Heading, NewPage, Paper, Picture, Pictures, Table, signs, texts

PassageKind = Literal["title", "text", "head", "signature", "imprint"]
"""A title begins a side of its own; a head is a heading, a caption or a table's head row and counts for nothing."""
TRAVEL = 3
"""Rows or paragraphs that stand at least with a signature, with a 版记, or on the last side of a table."""
QUARTER = 0.25
"""Of a side's height: rows or paragraphs so tall are enough, however few; a row of photos is."""
_KNOWN_BY = 24
"""Characters a passage is found by."""


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
    return count >= min(TRAVEL, max(1, total - 1)) or (count > 0 and share >= QUARTER)


def declaration(paper: Paper) -> Declaration:
    """What a paper shows, passage by passage; nothing of certificates, which take a sheet each."""
    return () if paper.form == "证书" else tuple(_passages(paper))


def _passages(paper: Paper) -> Iterator[DeclaredPassage]:
    yield from _said("title", "".join(paper.title))
    yield from _of_blocks(paper.body)
    if paper.author:
        yield from _said("signature", *_annex_list(paper.annexes), paper.author, paper.date)
    for annex in paper.annexes:
        yield from _said("title", annex.name)
        yield from _of_blocks(annex.body)
    if paper.imprint:
        yield from _said("imprint", paper.imprint.printer, paper.imprint.printed_on)


def _annex_list(annexes: Sequence[Annex]) -> Iterator[str]:
    for number, annex in enumerate(annexes, 1):
        yield f"{'附件：' if number == 1 else ''}{f'{number}.' if len(annexes) > 1 else ''}{annex.name}"


def _of_blocks(blocks: Sequence[Block]) -> Iterator[DeclaredPassage]:
    for block in blocks:
        match block:
            case Heading():
                yield from _said("head", block.text)
            case NewPage():
                yield DeclaredPassage("title", squeezed(block.title)[:_KNOWN_BY], len(squeezed(block.title)))
            case Table():
                yield from _said("head", block.title, "".join(block.head))
                yield from _said("text", *("".join(cell for cell in row if cell != MERGED) for row in block.rows))
            case Pictures():
                yield from _said("text", *("".join(each.caption for each in pair) for pair in pairs(block.pictures)))
            case _:
                yield from _said("signature" if signs(block) else "text", *texts(block))


def pairs(pictures: Sequence[Picture]) -> list[Sequence[Picture]]:
    """Photos as they stand, two beside each other."""
    return [pictures[at : at + 2] for at in range(0, len(pictures), 2)]


def _said(kind: PassageKind, *said: str) -> Iterator[DeclaredPassage]:
    for text in map(squeezed, said):
        if text:
            yield DeclaredPassage(kind, text[:_KNOWN_BY], len(text))


@dataclass(frozen=True)
class Side:
    """What of the declared stands on a side: how many of each kind, how many texts its leaf has in all.

    `first` is whether its leaf begins here: the body, an annex, a page under its own title.
    """

    counts: Mapping[PassageKind, int]
    total: int
    first: bool


def sides(declared: Declaration, pages: Sequence[str]) -> list[Side] | None:
    """By page, what stands on it; a passage that runs over stands on both. Nothing if one is not found in its order."""
    ends = list(accumulate(map(len, pages)))
    whole, at, leaf = "".join(pages), 0, -1
    counts: list[dict[PassageKind, int]] = [{} for _ in pages]
    totals: list[int] = []
    leaves: dict[int, int] = {}
    begins: set[int] = set()
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
        for page in range(first, last + 1):
            counts[page][passage.kind] = counts[page].get(passage.kind, 0) + 1
            leaves.setdefault(page, leaf)
    return [
        Side(count, totals[leaves[page]] if page in leaves else 0, page in begins) for page, count in enumerate(counts)
    ]


def _page(ends: Sequence[int], place: int) -> int:
    return next((number for number, end in enumerate(ends) if place < end), len(ends) - 1)
