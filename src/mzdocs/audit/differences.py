"""What a file says against what its plan says: every difference once, the nearest value of the data beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mzdocs.audit.audit_case import AuditCase, Difference
from mzdocs.audit.findings import ABSENT, FOREIGN, MORE, THE_FILE, UNKNOWN, Slip
from mzdocs.audit.planned_texts import CERTAIN
from mzdocs.audit.suggestions import nearest
from mzdocs.audit.text_differences import differences, tokens_of
from mzdocs.audit.tokens import KINDS, Token
from mzdocs.core.problems import Problem

_MOST = 20
"""Differences of one file that are told one by one: one with more was not changed but is another."""


@dataclass(frozen=True)
class ForeignFact:
    """A fact in the file that its plan does not have, and the one that probably should be there."""

    passage: int
    token: Token
    expected: Token | None


def judge(case: AuditCase) -> tuple[list[Problem], list[Slip]]:
    """Every difference once: what a foreign fact explains is not told again as a missing text."""
    foreign = _foreign(case)
    explained = frozenset(each.expected for each in foreign if each.expected)
    found = [Difference(each.passage, _of_foreign(case, each)) for each in foreign]
    told, absent = differences(case, found, explained)
    unsaid = explained.union(*(tokens_of(text, case.planned.counted) for text in absent))
    problems: list[Problem] = []
    for each in [*found, *told, *_lost(case, unsaid)]:
        problems += [each.problem] if each.problem not in problems else []
    return _limited(problems), [_slip(case, each) for each in foreign if each.expected]


def _limited(problems: list[Problem]) -> list[Problem]:
    rest = len(problems) - _MOST
    return problems if rest <= 0 else [*problems[:_MOST], MORE.at(problems[0].location, count=rest)]


def _foreign(case: AuditCase) -> list[ForeignFact]:
    """Facts the plan does not have, each where it is first read."""
    first: dict[Token, int] = {}
    for number, told in enumerate(case.told):
        for token in sorted(told - case.planned.tokens):
            first.setdefault(token, number)
    absent = case.planned.tokens - case.all_told
    return [
        ForeignFact(number, token, _meant(token, absent, case.planned.tokens) if location < _MOST else None)
        for location, (token, number) in enumerate(first.items())
    ]


def _meant(token: Token, absent: Iterable[Token], planned: Iterable[Token]) -> Token | None:
    """The nearest of those that are missing; of all planned if none of its kind is."""
    for candidates in (absent, planned):
        value = nearest(token.value, [each.value for each in candidates if each.kind == token.kind])
        if value is not None:
            return Token(token.kind, value)
    return None


def _of_foreign(case: AuditCase, foreign: ForeignFact) -> Problem:
    said = {"where": case.where(foreign.passage), "kind": KINDS[foreign.token.kind], "found": case.fact(foreign.token)}
    if foreign.expected is None:
        return UNKNOWN.at(case.location, **said)
    return FOREIGN.at(
        case.location, **said, expected=case.fact(foreign.expected), path=case.known.path(foreign.expected)
    )


def _slip(case: AuditCase, foreign: ForeignFact) -> Slip:
    assert foreign.expected
    path = case.known.path(foreign.expected)
    return Slip(path.strip("（）"), case.fact(foreign.token), case.fact(foreign.expected), foreign.expected)


def _lost(case: AuditCase, unsaid: frozenset[Token]) -> list[Difference]:
    """Facts that are always shown where they are planned, and are not here."""
    lost = sorted(token for token in case.planned.tokens - case.all_told - unsaid if token.kind in CERTAIN)
    return [
        Difference(
            None, ABSENT.at(case.location, where=THE_FILE, expected=case.fact(token), path=case.known.path(token))
        )
        for token in lost
    ]
