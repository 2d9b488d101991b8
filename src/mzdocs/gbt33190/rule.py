"""A rule on an OFD: the clause it stands for, what it finds, and its check, on the document or on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mzdocs.core.problems import Exit, Problem, ProblemType, problem_type
from mzdocs.gbt33190.judged_ofd import JudgedOfd
from mzdocs.gbt33190.page_content import ContentPart

BASE, ARCHIVAL = "GB/T 33190-2016", "GB/T 42133-2022"


@dataclass(frozen=True)
class OfdRule:
    """`on_content` is run on each page as it is read, `check` at the end, with all that was gathered on the way."""

    id: str
    clause: str
    problem_type: ProblemType
    check: Callable[[JudgedOfd], Iterator[Problem]] | None = None
    on_content: Callable[[JudgedOfd, ContentPart], Iterator[Problem]] | None = None
    by_itself: bool = False
    """Whether it reads what it needs itself: that other parts cannot be read takes nothing from it."""


def ofd_problem(code: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> ProblemType:
    """Declare what a rule finds; the exit is that of gate 2."""
    return problem_type(code, zh, en, remedy_zh, remedy_en, Exit.PREFLIGHT)
