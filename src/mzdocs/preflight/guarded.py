"""Any file -> what is made of it in a child process with limits: whatever it does to a library, the caller goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from mzdocs.core.child_process import KeptChild, LimitMet, Limits, in_child
from mzdocs.core.outcomes import Outcome, Report
from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.preflight.allowance import judging_budget, reading_limits
from mzdocs.preflight.any_file import examine_file
from mzdocs.preflight.expectations import Profile
from mzdocs.preflight.rule import preflight_problem
from mzdocs.preflight.rules import RuleSet

_Value = TypeVar("_Value")
_Given = ParamSpec("_Given")

TOO_LONG = problem_type(
    "MZQ70",
    "检查用满了 {most} 秒处理器时间还没有完，停下了；这个文件没有检查完",
    "Its examination was stopped after {most} seconds of processor time: it was not judged to its end",
    "文件太复杂，或者是有意做成这样的：请对方拆小或重新导出。",
    "The file is too complex, or meant to be: ask for a smaller one, or a new export.",
    Exit.LIMIT,
)
TOO_HUNGRY = problem_type(
    "MZQ71",
    "检查要用的内存超过 {most} MB，停下了；这个文件没有检查完",
    "Its examination was stopped when it took more than {most} MB of memory: it was not judged to its end",
    "把文件拆小，或降低图片分辨率。",
    "Split the file or use smaller pictures.",
    Exit.LIMIT,
)
BROKE_THE_READER = problem_type(
    "MZQ72",
    "读它的程序中途崩溃了；这个文件没有检查完",
    "What reads it broke down: it was not judged to its end",
    "文件多半已损坏：请对方重新导出；别的软件能正常打开的，请报告维护者。",
    "The file is probably damaged: ask for a new export; if other programs open it, report it.",
    Exit.LIMIT,
)
MORE_OF_THE_SAME = preflight_problem(
    "MZQ73",
    "同一条规则还有 {count} 处，不再一一列出",
    "The same rule finds {count} more, which are not listed",
    "先改前面列出的，再检查一次。",
    "Mend those that are listed and examine it again.",
)

_MOST_TOLD = 100
"""Problems of one rule that are told by themselves: a page of ten thousand hairlines says no more than one of these."""
_MET = {"time": TOO_LONG, "memory": TOO_HUNGRY, "crash": BROKE_THE_READER}


def examine_guarded(
    child: KeptChild,
    path: Path,
    profile: Profile | None = None,
    asked: RuleSet | None = None,
    limits: Limits | None = None,
) -> Report:
    """How every rule ended on one file (`any_file`), which is judged in this child.

    Raises:
        Stopped: the file cannot be read, is too large, locked, of a kind that is not judged, or takes too much.
    """
    limits = limits or reading_limits(path)
    with _told(limits, Location(str(path))):
        return child.call(limits, _examined, path, profile, asked)


def guarded(
    limits: Limits, location: Location, call: Callable[_Given, _Value], *given: _Given.args, **named: _Given.kwargs
) -> _Value:
    """What a call gives that reads a file of others, in a child of its own with these limits.

    Raises:
        Stopped: the call was stopped by a problem, or it took too much, or what reads the file broke down.
    """
    with _told(limits, location):
        return in_child(limits, call, *given, **named)


@contextmanager
def _told(limits: Limits, location: Location) -> Iterator[None]:
    try:
        yield
    except LimitMet as limit:
        had = limit.limits or limits
        facts = {"time": f"{round(had.seconds, 1):g}", "memory": had.memory // 1_000_000}
        raise Stopped([_MET[limit.met].at(location, most=facts.get(limit.met))]) from None


def _examined(path: Path, profile: Profile | None, asked: RuleSet | None) -> Report:
    report = examine_file(path, profile, asked, judging_budget)
    return replace(report, outcomes=tuple(map(_shortened, report.outcomes)))


def _shortened(outcome: Outcome) -> Outcome:
    more = outcome.problems[_MOST_TOLD:]
    if not more:
        return outcome
    rest = MORE_OF_THE_SAME.at(replace(more[0].location, path=""), count=len(more))
    return replace(outcome, problems=(*outcome.problems[:_MOST_TOLD], rest))
