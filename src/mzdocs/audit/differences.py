"""What a file says against what its plan says: every difference once, the nearest value of the data beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mzdocs.audit.audit_case import AuditCase, Difference
from mzdocs.audit.planned_texts import CERTAIN
from mzdocs.audit.results import ABSENT, FOREIGN, MORE, THE_FILE, UNKNOWN, WrongFact
from mzdocs.audit.text_differences import compare_texts, tokens_of
from mzdocs.audit.tokens import TOKEN_KINDS, Token
from mzdocs.core.nearest import closest
from mzdocs.core.problems import Problem

_MOST = 20
"""Differences reported one by one; a file with more of them was not changed but is another file."""


@dataclass(frozen=True)
class ForeignFact:
    """A fact in the file that its plan does not have, and the one that probably should be there."""

    passage: int
    token: Token
    expected: Token | None


def compare(case: AuditCase) -> tuple[list[Problem], list[WrongFact]]:
    """What is reported of a file, and the facts in it that are wrong; what a foreign fact explains is reported once."""
    foreign = _foreign(case)
    explained = frozenset(each.expected for each in foreign if each.expected)
    found = [Difference(each.passage, _of_foreign(case, each)) for each in foreign]
    texts, absent = compare_texts(case, found, explained)
    reported = explained.union(*(tokens_of(text, case.planned.counted) for text in absent))
    problems: list[Problem] = []
    for each in [*found, *texts, *_lost(case, reported)]:
        problems += [each.problem] if each.problem not in problems else []
    return _limited(problems), [_wrong_fact(case, each) for each in foreign if each.expected]


def _limited(problems: list[Problem]) -> list[Problem]:
    rest = len(problems) - _MOST
    return problems if rest <= 0 else [*problems[:_MOST], MORE.at(problems[0].location, count=rest)]


def _foreign(case: AuditCase) -> list[ForeignFact]:
    """Facts the plan does not have, each where it is first read."""
    first: dict[Token, int] = {}
    for number, facts in enumerate(case.facts_by_passage):
        for token in sorted(facts - case.planned.tokens):
            first.setdefault(token, number)
    absent = case.planned.tokens - case.facts
    return [
        ForeignFact(number, token, _meant(token, absent, case.planned.tokens) if place < _MOST else None)
        for place, (token, number) in enumerate(first.items())
    ]


def _meant(token: Token, absent: Iterable[Token], planned: Iterable[Token]) -> Token | None:
    """The nearest of those that are missing; of all planned if none of its kind is."""
    for candidates in (absent, planned):
        value = closest(token.value, [each.value for each in candidates if each.kind == token.kind])
        if value is not None:
            return Token(token.kind, value)
    return None


def _of_foreign(case: AuditCase, foreign: ForeignFact) -> Problem:
    stated = {
        "where": case.where(foreign.passage),
        "kind": TOKEN_KINDS[foreign.token.kind],
        "found": case.redacted_fact(foreign.token),
    }
    if foreign.expected is None:
        return UNKNOWN.at(case.location, **stated)
    return FOREIGN.at(
        case.location,
        **stated,
        expected=case.redacted_fact(foreign.expected),
        path=case.data_index.path(foreign.expected),
    )


def _wrong_fact(case: AuditCase, foreign: ForeignFact) -> WrongFact:
    assert foreign.expected
    path = case.data_index.path(foreign.expected)
    return WrongFact(
        path.strip("（）"), case.redacted_fact(foreign.token), case.redacted_fact(foreign.expected), foreign.expected
    )


def _lost(case: AuditCase, reported: frozenset[Token]) -> list[Difference]:
    """Facts that are always shown where they are planned, and are not here."""
    lost = sorted(token for token in case.planned.tokens - case.facts - reported if token.kind in CERTAIN)
    return [
        Difference(
            None,
            ABSENT.at(
                case.location, where=THE_FILE, expected=case.redacted_fact(token), path=case.data_index.path(token)
            ),
        )
        for token in lost
    ]
