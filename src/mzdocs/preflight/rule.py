"""A rule: one fault, one judge, the profiles it belongs to; judged, it has passed, failed, or was not run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from mzdocs.core.problems import Exit, Location, Problem, ProblemType, Sentence, problem_type
from mzdocs.preflight.expectations import Expectations, Profile
from mzdocs.preflight.pdf_measures import MeasuredPdf


class NotRun(Exception):
    """A judge cannot say: what it would need is not there."""

    def __init__(self, zh: str, en: str) -> None:
        self.reason = Sentence(zh, en)
        super().__init__(en)


Check = Callable[[Expectations, MeasuredPdf, Location], Iterator[Problem]]


@dataclass(frozen=True)
class PreflightRule:
    """`id` is the short name the trade's checklists use, the fault's code is for programs."""

    id: str
    problem_type: ProblemType
    check: Check
    profiles: tuple[Profile, ...]


@dataclass(frozen=True)
class Outcome:
    """How one rule ended: problems if it failed, a reason if it was not run."""

    id: str
    problems: tuple[Problem, ...] = ()
    not_run: Sentence | None = None

    @property
    def passed(self) -> bool:
        return not self.problems and self.not_run is None


@dataclass(frozen=True)
class Report:
    """Every rule's outcome on one file."""

    file: str
    profile: Profile
    outcomes: tuple[Outcome, ...]

    @property
    def problems(self) -> list[Problem]:
        """Each once: a page nobody can read fails every rule that looks at it, for one reason."""
        found: list[Problem] = []
        for outcome in self.outcomes:
            found += [problem for problem in outcome.problems if problem not in found]
        return found

    @property
    def passed(self) -> int:
        return sum(outcome.passed for outcome in self.outcomes)

    @property
    def not_run(self) -> list[tuple[str, Sentence]]:
        return [(outcome.id, outcome.not_run) for outcome in self.outcomes if outcome.not_run]


UNREADABLE_FILE = problem_type(
    "MZP90",
    "成品文件读不出来：{reason}",
    "The finished file cannot be read: {reason}",
    "重新生成；仍有则报告维护者。",
    "Build again; if it stays, report it.",
    Exit.PREFLIGHT,
)


def preflight_problem(code: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> ProblemType:
    return problem_type(code, zh, en, remedy_zh, remedy_en, Exit.PREFLIGHT)


def on_page(location: Location, number: int) -> Location:
    return replace(location, path=f"p{number}")


_Value = TypeVar("_Value")


def known(value: _Value | None, zh: str, en: str) -> _Value:
    """The value a judge compares with.

    Raises:
        NotRun: nobody has said it.
    """
    if value is None:
        raise NotRun(zh, en)
    return value


def checked(
    rules: Iterable[PreflightRule], expectations: Expectations, file: MeasuredPdf, location: Location
) -> tuple[Outcome, ...]:
    return tuple(_outcome(rule, expectations, file, location) for rule in rules)


def _outcome(rule: PreflightRule, expectations: Expectations, file: MeasuredPdf, location: Location) -> Outcome:
    problems: list[Problem] = []
    try:
        for problem in rule.check(expectations, file, location):
            problems.append(problem)
    except NotRun as stopped:
        return Outcome(rule.id, tuple(problems), None if problems else stopped.reason)
    except Exception as error:  # noqa: BLE001 - a file may be broken anywhere: then it has not passed
        return Outcome(rule.id, (UNREADABLE_FILE.at(location, reason=type(error).__name__),))
    return Outcome(rule.id, tuple(problems))
