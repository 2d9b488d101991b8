"""A rule on a finished PDF: one problem type, one check, the profiles it belongs to -> how it ended on a file."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar, get_args

from mzdocs.core.outcomes import TOO_SLOW, Basis, NotRun, Outcome, collected
from mzdocs.core.problems import Exit, Location, Problem, ProblemType, Sentence, problem_type
from mzdocs.core.time_budget import NO_BUDGET, OutOfTime, TimeBudget
from mzdocs.pdf.content_stream import BrokenContent
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
    "重新生成；别处来的文件，请对方重新导出。",
    "Build again; of a file from elsewhere, ask for a new export.",
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


ALL: frozenset[Basis] = frozenset(get_args(Basis))
"""Every basis: the rules that our own files must pass."""
CANNOT_SAY = Sentence("程序读不懂这里，说不出对错", "the program cannot read this place and cannot say")
"""Why a rule was not run where what reads the file broke down: that is not known to be the file's fault."""
BROKEN_HERE = Sentence("页面的内容有损坏，读不下去", "the content of a page is damaged and cannot be read on")
"""Why a rule was not run where the file is at fault."""


def checked(
    rules: Iterable[PreflightRule],
    expectations: Expectations,
    file: MeasuredPdf,
    location: Location,
    asked: Container[Basis] = ALL,
    budget: TimeBudget = NO_BUDGET,
) -> tuple[Outcome, ...]:
    """How each rule ended on the file; rules of a basis that is not asked for, and checks that break down or take more
    time than they are given, are not run.

    Raises:
        MemoryError: the file takes more memory than there is.
    """
    return tuple(
        _outcome(rule, expectations, file, location, budget) if rule.basis in asked else left_out(_named(rule))
        for rule in rules
    )


def of_archives(check: Check, or_accessible: bool = False) -> Check:
    """A check by parts 1 to 3 of PDF/A -> one that is not run on files that claim none of them, nor, where it is asked
    by that standard as well, PDF/UA."""

    def checked_if_claimed(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
        if file.kept_part in _PARTS or (or_accessible and file.xmp["pdfuaid:part"]):
            yield from check(expectations, file, location)
        elif file.kept_part:
            raise NotRun(
                "标明的是 PDF/A-4，这里的规则只认第 1 至 3 部分", "it claims PDF/A-4; the rules here know parts 1 to 3"
            )
        else:
            raise NotRun("没有标明 PDF/A", "it claims no PDF/A")

    return checked_if_claimed


_PARTS = (1, 2, 3)


def left_out(outcome: Outcome) -> Outcome:
    """The same of a rule that was not asked for."""
    return replace(outcome, problems=(), not_run=_NOT_ASKED[outcome.basis])


_NOT_ASKED: Mapping[Basis, Sentence] = {
    "standard": Sentence("标准的条文，这次没有要求查", "a rule of a standard, which was not asked for"),
    "trade": Sentence("行业惯例，这次没有要求查", "a custom of the trade, which was not asked for"),
    "house": Sentence("本所的规定，这次没有要求查（--rules all）", "a rule of our house, asked for by --rules all"),
}


def _named(rule: PreflightRule) -> Outcome:
    return Outcome(rule.id, basis=rule.basis, standard=rule.standard)


def _outcome(
    rule: PreflightRule, expectations: Expectations, file: MeasuredPdf, location: Location, budget: TimeBudget
) -> Outcome:
    try:
        with budget.spent():
            problems, not_run = collected(rule.check, expectations, file, location)
    except OutOfTime:
        return replace(_named(rule), not_run=TOO_SLOW)
    except MemoryError:
        raise
    except BrokenContent:
        return replace(_named(rule), not_run=BROKEN_HERE)
    except Exception:  # noqa: BLE001 - a stranger's file may hold what no library foresaw
        return replace(_named(rule), not_run=TOO_SLOW if budget.overrun else CANNOT_SAY)
    return Outcome(rule.id, tuple(problems), not_run, rule.basis, rule.standard)
