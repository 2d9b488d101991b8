"""The texts of a plan against those of its file: absent ones, altered ones, and what was added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from mzdocs.audit.audit_case import PAGE_NUMBER, AuditCase, Difference
from mzdocs.audit.file_texts import Passage
from mzdocs.audit.planned_texts import Expected, Planned, normalized
from mzdocs.audit.results import ABSENT, ADDED, ALTERED, THE_FILE
from mzdocs.audit.text_change import change
from mzdocs.audit.tokens import Token, tokens
from mzdocs.core.nearest import closest
from mzdocs.core.problems import Problem
from mzdocs.core.text import squeezed

_MOST = 21
"""One more than is reported one by one: that there are more is reported too."""
_ENOUGH = 200
"""Absent texts after which no more are sought: a file of other data lacks thousands."""
_NEAR = 20_000
"""Characters: some pages of a long list."""


def compare_texts(
    case: AuditCase, reported: Sequence[Difference], explained: frozenset[Token]
) -> tuple[list[Difference], list[Expected]]:
    """The differences of texts besides those reported already, and the texts that are absent."""
    absent = _absent(case)
    open_ones = [text for text in absent if not explained & tokens_of(text, case.planned.counted)][:_MOST]
    altered = [(text, _altered(case, text)) for text in open_ones]
    found = [each for _, each in altered if each]
    rest = {normalized(text): text for text, each in altered if each is None}
    added = list(_added(case, {each.passage for each in [*reported, *found]}, list(rest)))
    meant = {expected for expected, _ in added}
    lost = [_lost(case, text) for expected, text in rest.items() if expected not in meant]
    return [*found, *(each for _, each in added), *lost], absent


def tokens_of(text: Expected, counted: bool) -> frozenset[Token]:
    """The facts that stand in the cells of a text."""
    return frozenset(tokens("\n".join(text.cells), counted))


def _absent(case: AuditCase) -> list[Expected]:
    """In the order of the plan; the search goes on where the last text was found, for long lists go the same way."""
    whole, at = case.read.whole, 0
    absent: dict[Expected, None] = {}
    for text in dict.fromkeys(case.planned.required):
        expected, (start, end) = normalized(text), case.read.span(text.pages)
        found = whole.find(expected, max(at, start), min(at + _NEAR, end))
        found = found if found >= 0 else whole.find(expected, start, end)
        if found >= 0:
            at = found
        elif len(absent) < _ENOUGH:
            absent[text] = None
        else:
            break
    return list(absent)


def _lost(case: AuditCase, text: Expected) -> Difference:
    where = case.where(text.pages[-1] - 1) if text.pages else THE_FILE
    return Difference(None, ABSENT.at(case.location, where=where, expected=_shown(case, text), path=_path(case, text)))


def _shown(case: AuditCase, text: Expected) -> str:
    """A line of a table cell by cell."""
    return "｜".join(case.redacted(squeezed(cell)) for cell in text.cells if cell)


def _path(case: AuditCase, text: Expected) -> str:
    return case.data_index.path(text.cells[0]) if len(text.cells) == 1 else ""


def _path_at(case: AuditCase, text: Expected, at: int) -> str:
    """The place in the data of the cell a change begins in."""
    ends = accumulate(len(squeezed(cell)) for cell in text.cells)
    cell = next((cell for cell, end in zip(text.cells, ends, strict=True) if at < end), "")
    return case.data_index.path(cell)


def _altered(case: AuditCase, text: Expected) -> Difference | None:
    start, end = case.read.span(text.pages)
    changed = change(normalized(text), case.read.whole[start:end])
    if changed is None:
        return None
    passage = case.read.number(start + changed.at)
    expected = _shown(case, text) if case.planned.private else case.redacted(changed.expected)
    stated = {
        "found": case.redacted_found(changed.found, changed.expected),
        "expected": expected,
        "path": _path_at(case, text, changed.kept),
    }
    return Difference(passage, ALTERED.at(case.location, where=case.where(passage), **stated))


def _added(case: AuditCase, reported: set[int | None], absent: Sequence[str]) -> Iterator[tuple[str, Difference]]:
    """Lines of a paper that nothing in its plan says, each with the text it probably was."""
    if not case.planned.whole:
        return
    lines = (
        (number, squeezed(line))
        for number, passage in enumerate(case.read.passages)
        if number not in reported
        for line in _lines(case.planned, passage)
        if squeezed(line) not in case.planned.whole
    )
    for number, line in islice(lines, _MOST):
        meant = closest(line, absent) or closest(line, map(squeezed, case.planned.all_texts)) or ""
        yield meant, Difference(number, _of_added(case, number, line, meant))


def _lines(planned: Planned, passage: Passage) -> Sequence[str]:
    """Of a page its lines, for it holds many texts; a paragraph or cell is one."""
    text = PAGE_NUMBER.sub("", passage.text)
    return text.splitlines() if planned.document.format == "pdf" else [text]


def _of_added(case: AuditCase, number: int, line: str, meant: str) -> Problem:
    stated = {
        "found": case.redacted_found(line, meant),
        "expected": case.redacted(meant),
        "path": case.data_index.path(meant),
    }
    return ADDED.at(case.location, where=case.where(number), **stated)
