"""A paper -> what it shows, passage by passage, for gate 2 to look on which side each stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mzdocs.core.text import squeezed
from mzdocs.model.form_blocks import Box, Boxes
from mzdocs.model.letter import (
    MERGED,
    Annex,
    Block,
    Chart,
    Heading,
    NewPage,
    Paper,
    Picture,
    Pictures,
    Table,
    signs,
    texts,
)
from mzdocs.plan.declared_sides import Declaration, DeclaredPassage, PassageKind

_KNOWN_BY = 24
"""Characters a passage is found by."""


def declaration(paper: Paper) -> Declaration:
    """What a paper shows, passage by passage; nothing of certificates, which take a sheet each."""
    return () if paper.form == "证书" else tuple(_passages(paper))


def _passages(paper: Paper) -> Iterator[DeclaredPassage]:
    yield from _said("title", "".join(paper.title))
    yield from _of_blocks(paper.body)
    if paper.author:
        yield from _said("signature", *(() if paper.issued else _annex_list(paper.annexes)), paper.author, paper.date)
    if paper.issued:
        yield from _said("title", paper.issued.name)
        yield from _of_blocks(paper.issued.body)
        yield from _said("head", *_annex_list(paper.annexes))
    for annex in paper.annexes:
        yield from _said("title", annex.name)
        yield from _of_blocks(annex.body)
    if paper.imprint:
        letter = f"抄送：{'，'.join(paper.imprint.copies)}。" if paper.form == "函" else ""  # all that its imprint says
        yield from _said("imprint", letter, paper.imprint.printer, paper.imprint.printed_on)


def _annex_list(annexes: Sequence[Annex]) -> Iterator[str]:
    for number, annex in enumerate(annexes, 1):
        yield f"{'附件：' if number == 1 else ''}{f'{number}.' if len(annexes) > 1 else ''}{annex.name}"


def _of_blocks(blocks: Sequence[Block]) -> Iterator[DeclaredPassage]:
    for block in blocks:
        match block:
            case Heading():
                yield from _said("head", block.text)
            case NewPage():
                yield _declared("title", squeezed(block.title))
            case Table():
                yield from _said("head", block.title, "".join(block.head))
                yield from _said("text", *("".join(cell for cell in row if cell != MERGED) for row in block.rows))
            case Chart():
                yield from _said("head", block.title)
                yield from _said("text", *(bar.label + bar.said for bar in block.bars))
            case Pictures():
                yield from _said("text", *("".join(each.caption for each in pair) for pair in _pairs(block.pictures)))
            case Boxes():
                yield from _said("signature", *map(_drawn, block.rows))
            case _:
                yield from _said("signature" if signs(block) else "text", *texts(block))


def _drawn(row: Sequence[Box]) -> str:
    """All that boxes beside each other say, in the order of the file: what stands above, then the closing lines."""
    return "".join([*(box.label + box.text for box in row), *(line for box in row for line in box.closing)])


def _pairs(pictures: Sequence[Picture]) -> list[Sequence[Picture]]:
    """Photos as they stand, two beside each other."""
    return [pictures[at : at + 2] for at in range(0, len(pictures), 2)]


def _said(kind: PassageKind, *said: str) -> Iterator[DeclaredPassage]:
    for text in map(squeezed, said):
        if text:
            yield _declared(kind, text)


def _declared(kind: PassageKind, text: str) -> DeclaredPassage:
    return DeclaredPassage(kind, text[:_KNOWN_BY], len(text))
