"""A plan -> everything its file may say, and what it must say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import Any

from mzdocs.audit.tokens import Token, tokens
from mzdocs.core.text import chinese_date, squeezed
from mzdocs.kinds import KINDS
from mzdocs.model.fields import Facts
from mzdocs.model.letter import MERGED, Block, Paper, Table, texts
from mzdocs.model.partial_facts import waits
from mzdocs.plan.document import Document, Part

_ADDRESS = "mz:///"
CERTAIN = ("telephone", "badge", "archive")
"""Kinds of which every one a page is planned with is also shown on it."""


@dataclass(frozen=True)
class Expected:
    """A text, or the cells of a line of a table, which follow each other; `pages` where it must be, from and to."""

    cells: tuple[str, ...]
    pages: tuple[int, int] | None = None


@dataclass(frozen=True)
class Planned:
    """One file as the data plan it now.

    `source` is the plan whose pages a laid-out sheet shows again.
    """

    document: Document
    source: Document | None = None

    @property
    def counted(self) -> bool:
        """Whether its sentences tell money and counts."""
        return isinstance(self.document.fields.get("paper"), Paper)

    @property
    def private(self) -> bool:
        """Whether clients stand in it."""
        return not KINDS[self.document.kind].for_shop and not self.counted

    @cached_property
    def all_texts(self) -> tuple[str, ...]:
        """Every text of the plan, printed or not."""
        plans = [plan for plan in (self.document, self.source) if plan]
        return tuple(text for plan in plans for text in _texts_of(plan))

    @cached_property
    def tokens(self) -> frozenset[Token]:
        """Every fact the file may tell."""
        return frozenset(token for text in self.all_texts for token in tokens(text, self.counted))

    @cached_property
    def whole(self) -> str:
        """All a paper may say, its fixed words too; nothing for pages whose templates have words of their own."""
        paper = self.document.fields.get("paper")
        if not isinstance(paper, Paper):
            return ""
        return "".join(map(normalized, self.required)) + "\n".join(map(squeezed, [*self.all_texts, *_fixed(paper)]))

    @property
    def required(self) -> Iterator[Expected]:
        """What must be found in the file, in the order of the file where the plan has it."""
        paper = self.document.fields.get("paper")
        if isinstance(paper, Paper):
            yield from _of_paper(paper)
        for part in self.document.parts:
            yield from _of_part(part, self.document)
        yield from (Expected((text,)) for text in self.document.expects)


def _texts_of(document: Document) -> Iterator[str]:
    yield from (document.title, document.issued, *document.expects)
    yield from texts_within(document.fields)
    for part in document.parts:
        yield from texts_within(part.fields)
        for record in part.records:
            yield from record.values.values()
            yield from (cell for row in record.rows for cell in row)
            yield from texts_within(record.design)


def texts_within(value: Any) -> Iterator[str]:
    """Every text inside a value, however deep; days as papers write them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield chinese_date(value)
    else:
        for inner in _inside(value):
            yield from texts_within(inner)


def _inside(value: Any) -> Sequence[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, (list, tuple)):
        return value
    if isinstance(value, Facts):
        return [getattr(value, name) for name in type(value).model_fields if not waits(value, name)]
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    return ()


def _of_paper(paper: Paper) -> Iterator[Expected]:
    """Every text of a paper in reading order; a title is read whole."""
    head = (paper.mark, paper.number, paper.signer, "".join(paper.title), paper.addressee, paper.author, paper.date)
    imprint = paper.imprint
    foot = (*imprint.copies, imprint.printer, imprint.printed_on) if imprint else ()
    yield from (Expected((text,)) for text in (*head, *(part.name for part in paper.parts), *foot) if text)
    yield from (each for block in paper.blocks for each in _of_block(block))


def _of_block(block: Block) -> Iterator[Expected]:
    """A table line by line, for the same figure may stand in many."""
    if isinstance(block, Table):
        rows = [tuple(cell for cell in row if cell != MERGED) for row in (block.head, *block.rows)]
        yield from (Expected((block.title,)) for _ in (1,) if block.title)
        yield from (Expected(row) for row in rows if "".join(row).strip())
    else:
        yield from (Expected((text,)) for text in texts(block) if text.strip())


def _fixed(paper: Paper) -> Iterator[str]:
    """What the form of an official paper writes round its texts (GB/T 9704-2012)."""
    names = [annex.name for annex in paper.annexes]
    numbered = [f"{number}.{name}" for number, name in enumerate(names, 1)] if len(names) > 1 else names
    yield f"{paper.number}签发人：{paper.signer}"
    yield f"{paper.addressee}："
    yield "附件：" + "".join(numbered)
    yield from (f"附件{number}" for number in range(1, len(names) + 1))
    if paper.imprint:
        yield f"抄送：{'，'.join(paper.imprint.copies)}。{paper.imprint.printer}{paper.imprint.printed_on}印发"


def _of_part(part: Part, document: Document) -> Iterator[Expected]:
    for number, record in enumerate(part.records):
        pages = _pages(document, number)
        shown = (
            text for text in record.values.values() if not text.startswith(_ADDRESS) and text not in document.codes
        )
        yield from (Expected((text,), pages) for text in shown if text.strip())
        yield from (Expected(row) for row in record.rows if "".join(row).strip())


def _pages(document: Document, number: int) -> tuple[int, int] | None:
    """The pages of one record, where all of a file take equally many."""
    records = len(document.parts[0].records)
    if len(document.parts) > 1 or not document.pages or document.pages % records:
        return None
    each = document.pages // records
    return number * each, (number + 1) * each


def normalized(text: Expected) -> str:
    """One text without spaces, as it is looked for."""
    return squeezed("".join(text.cells))
