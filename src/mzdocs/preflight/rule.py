"""A rule on a finished PDF: one problem type, one check, the profiles it belongs to -> how it ended on a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from mzdocs.core.outcomes import Basis, NotRun, Outcome, collected
from mzdocs.core.problems import Exit, Location, Problem, ProblemType, problem_type
from mzdocs.preflight.expectations import Expectations, Profile
from mzdocs.preflight.pdf_measures import MeasuredPdf

Check = Callable[[Expectations, MeasuredPdf, Location], Iterator[Problem]]

PDF, PDFA, PDFUA, X4 = "ISO 32000", "ISO 19005", "ISO 14289", "ISO 15930-7"
"""The standards that rules are taken from."""


@dataclass(frozen=True)
class PreflightRule:
    """`id` is the short name the trade's checklists use, the code of the problem type is for programs.

    `basis` says who asks for it; a rule of a standard names which.
    """

    id: str
    problem_type: ProblemType
    check: Check
    profiles: tuple[Profile, ...]
    basis: Basis
    standard: str = ""


UNREADABLE_FILE = problem_type(
    "MZP90",
    "成品文件读不出来：{reason}",
    "The finished file cannot be read: {reason}",
    "重新生成；仍有则报告维护者。",
    "Build again; if it stays, report it.",
    Exit.PREFLIGHT,
)


ENDLESS = problem_type(
    "MZP84",
    "里面有图形画了自己，或者一层套一层没有尽头；不再往下看，也不要送去印",
    "Something in it draws itself, or others without end: it is looked at no further, and must not go to print",
    "重新生成；别处来的文件，请对方重新导出。",
    "Build again; of a file from elsewhere, ask for a new export.",
    Exit.PREFLIGHT,
)


def preflight_problem(code: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> ProblemType:
    """Declare what a rule finds: the sentences and the remedies in both languages; the exit is that of gate 2."""
    return problem_type(code, zh, en, remedy_zh, remedy_en, Exit.PREFLIGHT)


def on_page(location: Location, number: int) -> Location:
    """The location of a page, counted from 1, such as `p3`."""
    return replace(location, path=f"p{number}")


_Value = TypeVar("_Value")


def known(value: _Value | None, zh: str, en: str) -> _Value:
    """The value a check compares with.

    Raises:
        NotRun: nobody has said it.
    """
    if value is None:
        raise NotRun(zh, en)
    return value


def checked(
    rules: Iterable[PreflightRule], expectations: Expectations, file: MeasuredPdf, location: Location
) -> tuple[Outcome, ...]:
    """How each rule ended on the file; a check that breaks down has failed."""
    return tuple(_outcome(rule, expectations, file, location) for rule in rules)


def _outcome(rule: PreflightRule, expectations: Expectations, file: MeasuredPdf, location: Location) -> Outcome:
    try:
        problems, not_run = collected(rule.check, expectations, file, location)
    except Exception as error:  # noqa: BLE001 - a file may be broken anywhere: then it has not passed
        return Outcome(rule.id, (UNREADABLE_FILE.at(location, reason=type(error).__name__),), basis=rule.basis)
    return Outcome(rule.id, tuple(problems), not_run, rule.basis)
