"""What is read all the same and told -> errors, for who asks that nothing be read otherwise than it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mzdocs.core.problems import Problem, Severity
from mzdocs.load.tables.table_problems import TOLERATED
from mzdocs.load.tree_habits import OTHER_FORM

_TOLERATED = frozenset(each.code for each in (*TOLERATED, OTHER_FORM))


def strictly(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, those of them errors that tell what was read otherwise than it is written."""
    return [_refused(each) if each.code in _TOLERATED else each for each in problems]


def _refused(problem: Problem) -> Problem:
    return replace(problem, problem_type=replace(problem.problem_type, severity=Severity.ERROR))
