"""The papers that are made -> the words of the guide that says whose seal goes where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mzdocs.derive.station_context import Words
from mzdocs.model.form_blocks import Box, Boxes
from mzdocs.model.letter import Block, Paper, Signing

PAPERS = "文书"
"""The word for all papers made of the same data, but those that use it."""


def seal_words(papers: Mapping[str, Paper]) -> list[Words]:
    """Each paper with who seals it: its author, or whoever has a box for it."""
    return [_told(code, paper) for code, paper in papers.items()]


def _told(code: str, paper: Paper) -> Words:
    blocks = [*paper.body, *(block for annex in paper.annexes for block in annex.body)]
    rows = [[box.label for box in row if box.sealed] for row in _rows(blocks)]
    return {
        "代号": code,
        "标题": "".join(paper.title),
        "版式": paper.form,
        "署名": paper.author,
        "框": list(dict.fromkeys(label for row in rows for label in row)),
        "各方": max(map(len, rows), default=0),
        "签字": any(isinstance(block, Signing | Boxes) for block in blocks),
    }


def _rows(blocks: list[Block]) -> Iterator[tuple[Box, ...]]:
    for block in blocks:
        if isinstance(block, Boxes):
            yield from block.rows
