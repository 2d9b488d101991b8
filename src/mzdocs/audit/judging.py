"""What a file says against what its plan says: every difference once, the nearest value of the data beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mzdocs.audit.case import Case, Told
from mzdocs.audit.nearest import nearest
from mzdocs.audit.planned import CERTAIN
from mzdocs.audit.results import ABSENT, FOREIGN, MORE, THE_FILE, UNKNOWN, Slip
from mzdocs.audit.texts import differences, tokens_of
from mzdocs.audit.tokens import KINDS, Token
from mzdocs.problems import Problem

_MOST = 20
"""Differences of one file that are told one by one: one with more was not changed but is another."""


@dataclass(frozen=True)
class Foreign:
    """A fact in the file that its plan does not have, and the one that probably should be there."""

    passage: int
    token: Token
    wanted: Token | None


def judge(case: Case) -> tuple[list[Problem], list[Slip]]:
    """Every difference once: what a foreign fact explains is not told again as a missing text."""
    foreign = _foreign(case)
    explained = frozenset(each.wanted for each in foreign if each.wanted)
    found = [Told(each.passage, _of_foreign(case, each)) for each in foreign]
    told, absent = differences(case, found, explained)
    unsaid = explained.union(*(tokens_of(text, case.planned.counted) for text in absent))
    problems: list[Problem] = []
    for each in [*found, *told, *_lost(case, unsaid)]:
        problems += [each.problem] if each.problem not in problems else []
    return _limited(problems), [_slip(case, each) for each in foreign if each.wanted]


def _limited(problems: list[Problem]) -> list[Problem]:
    rest = len(problems) - _MOST
    return problems if rest <= 0 else [*problems[:_MOST], MORE.at(problems[0].place, count=rest)]


def _foreign(case: Case) -> list[Foreign]:
    """Facts the plan does not have, each where it is first read."""
    first: dict[Token, int] = {}
    for number, told in enumerate(case.told):
        for token in sorted(told - case.planned.tokens):
            first.setdefault(token, number)
    absent = case.planned.tokens - case.all_told
    return [
        Foreign(number, token, _meant(token, absent, case.planned.tokens) if place < _MOST else None)
        for place, (token, number) in enumerate(first.items())
    ]


def _meant(token: Token, absent: Iterable[Token], planned: Iterable[Token]) -> Token | None:
    """The nearest of those that are missing; of all planned if none of its kind is."""
    for candidates in (absent, planned):
        value = nearest(token.value, [each.value for each in candidates if each.kind == token.kind])
        if value is not None:
            return Token(token.kind, value)
    return None


def _of_foreign(case: Case, foreign: Foreign) -> Problem:
    said = {"where": case.where(foreign.passage), "kind": KINDS[foreign.token.kind], "found": case.fact(foreign.token)}
    if foreign.wanted is None:
        return UNKNOWN.at(case.place, **said)
    return FOREIGN.at(case.place, **said, wanted=case.fact(foreign.wanted), path=case.known.path(foreign.wanted))


def _slip(case: Case, foreign: Foreign) -> Slip:
    assert foreign.wanted
    path = case.known.path(foreign.wanted)
    return Slip(path.strip("（）"), case.fact(foreign.token), case.fact(foreign.wanted), foreign.wanted)


def _lost(case: Case, unsaid: frozenset[Token]) -> list[Told]:
    """Facts that are always shown where they are planned, and are not here."""
    lost = sorted(token for token in case.planned.tokens - case.all_told - unsaid if token.kind in CERTAIN)
    return [
        Told(None, ABSENT.at(case.place, where=THE_FILE, wanted=case.fact(token), path=case.known.path(token)))
        for token in lost
    ]
