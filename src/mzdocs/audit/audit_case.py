"""A finished file beside its plan and the data: what is compared, and how much of it may be shown on a terminal."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from mzdocs.audit.data_index import DataIndex
from mzdocs.audit.file_texts import Passage
from mzdocs.audit.planned_texts import Planned
from mzdocs.audit.tokens import Token, tokens
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.text import squeezed

PAGE_NUMBER = re.compile(r"—\s*[0-9]+\s*—\s*\Z|\A\s*—\s*[0-9]+\s*—")
"""It would part a sentence that goes on over the page."""


@dataclass(frozen=True)
class FileText:
    """A file's passages, and all its text in one."""

    passages: tuple[Passage, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The text of each passage without spaces and page numbers."""
        return tuple(squeezed(PAGE_NUMBER.sub("", passage.text)) for passage in self.passages)

    @cached_property
    def whole(self) -> str:
        """All texts joined, in which what goes on over a page is found."""
        return "".join(self.texts)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate(map(len, self.texts), initial=0))

    def span(self, pages: tuple[int, int] | None) -> tuple[int, int]:
        """Where the text of these passages begins and ends in the whole; of a file with fewer, the whole."""
        if pages is None or pages[1] > len(self.passages):
            return 0, len(self.whole)
        return self._starts[pages[0]], self._starts[pages[1]]

    def number(self, at: int) -> int:
        """Which passage a place of the whole text lies in."""
        return min(bisect_right(self._starts, at), len(self.passages)) - 1


@dataclass(frozen=True)
class Difference:
    """One difference: in which passage it stands, none for what stands nowhere, and the problem that reports it."""

    passage: int | None
    problem: Problem


@dataclass(frozen=True)
class AuditCase:
    """One file to be compared: what was planned, what was read, the data, and how problems call the file."""

    planned: Planned
    read: FileText
    data_index: DataIndex
    location: Location

    def redacted(self, text: str) -> str:
        """As much of a text as a terminal may see."""
        return self.data_index.redacted(text, self.planned.private)

    def redacted_found(self, found: str, expected: str) -> str:
        """What was found, as it may be shown beside what is expected: where a name is meant, another may stand."""
        return self.data_index.redacted(
            self.data_index.without_names(found, expected, self.planned.whole), self.planned.private
        )

    def redacted_fact(self, token: Token) -> str:
        """A telephone or a number as it is, unless it may be a client's."""
        hidden = self.planned.private and token.kind in ("telephone", "identity", "credit")
        return self.data_index.redacted(token.value, hidden)

    def where(self, passage: int) -> Sentence:
        """The page, paragraph or cell, as people count them."""
        return self.read.passages[passage].where

    @cached_property
    def facts_by_passage(self) -> tuple[frozenset[Token], ...]:
        """The facts of each passage."""
        counted = self.planned.counted
        return tuple(frozenset(tokens(passage.text, counted)) for passage in self.read.passages)

    @cached_property
    def facts(self) -> frozenset[Token]:
        """Every fact of the file."""
        return frozenset().union(*self.facts_by_passage)
