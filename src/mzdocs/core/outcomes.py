"""What the rules on a file find -> one report: each rule passed, failed, or could not be run, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, ParamSpec, TypeVar

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.time_budget import OutOfTime

_Found = TypeVar("_Found")
_Given = ParamSpec("_Given")

Basis = Literal["standard", "trade", "order", "house"]
"""Who asks for what a rule demands: a published standard, what presses hold to, who ordered the file, or we alone."""


class NotRun(Exception):
    """A check cannot say: what it would look at, or compare with, is not there."""

    def __init__(self, zh: str, en: str) -> None:
        self.reason = Sentence(zh, en)
        super().__init__(en)


@dataclass(frozen=True)
class Outcome:
    """How one rule ended, by its short name: problems if it failed, a reason if it was not run.

    `basis` says who asks for it, `standard` which standard does.
    """

    rule: str
    problems: tuple[Problem, ...] = ()
    not_run: Sentence | None = None
    basis: Basis = "house"
    standard: str = ""

    @property
    def passed(self) -> bool:
        """Whether the rule was run and found nothing."""
        return not self.problems and self.not_run is None


@dataclass(frozen=True)
class Report:
    """Every rule's outcome on one file; `profile` names the set of rules where there are several to choose from.

    `guessed` is a profile that neither who asks, nor an order, nor the file itself has named. `asked` names whose
    rules were run, `engine` what else was asked, with its version.
    """

    file: str
    outcomes: tuple[Outcome, ...]
    profile: str = ""
    asked: str = ""
    engine: str = ""
    guessed: bool = False

    @property
    def problems(self) -> list[Problem]:
        """Each once: a page nobody can read fails every rule that looks at it, for one reason."""
        return [problem for outcome in self.broken for problem in outcome.problems]

    @property
    def broken(self) -> list[Outcome]:
        """The rules that found a problem, each with those that no rule before it has told."""
        told: set[tuple[str, Location, str]] = set()
        found = []
        for outcome in self.outcomes:
            named = [((each.code, each.location, repr(each.facts)), each) for each in outcome.problems]
            new = tuple(problem for name, problem in named if name not in told)
            told |= {name for name, _ in named}
            found += [replace(outcome, problems=new)] if new else []
        return found

    @property
    def passed(self) -> int:
        """How many rules found nothing."""
        return sum(outcome.passed for outcome in self.outcomes)

    @property
    def failed(self) -> int:
        """How many rules found a problem."""
        return sum(bool(outcome.problems) for outcome in self.outcomes)

    @property
    def not_run(self) -> list[tuple[str, Sentence]]:
        """The rules that could not be run, each with the reason; those of standards first."""
        by_weight = sorted(self.outcomes, key=lambda outcome: outcome.basis != "standard")
        return [(outcome.rule, outcome.not_run) for outcome in by_weight if outcome.not_run]


def collected(
    check: Callable[_Given, Iterable[_Found]], *given: _Given.args, **named: _Given.kwargs
) -> tuple[list[_Found], Sentence | None]:
    """All a check finds, or why it could not be run, or not to its end: once it has found something, it has failed."""
    found: list[_Found] = []
    try:
        for each in check(*given, **named):
            found.append(each)
    except NotRun as stopped:
        return found, None if found else stopped.reason
    except OutOfTime:
        return found, None if found else TOO_SLOW
    return found, None


TOO_SLOW = Sentence(
    "页面太复杂，这条规则在给它的时间里没有查完",
    "the pages are too complex: the rule did not end in the time it was given",
)
"""Why a rule was not run on a file that takes too long."""
