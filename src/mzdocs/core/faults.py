"""A fault of ours as a problem: its kind and place in our code, never its text, which could hold a person's data."""

from __future__ import annotations

import re
import traceback

from mzdocs.core.problems import NOWHERE, Exit, Location, Problem, problem_type

INTERNAL_FAULT = problem_type(
    "MZ9000",
    "{kind} 于 {where}，是程序自己出了错",
    "{kind} at {where}: the program itself went wrong",
    "请把这一行报告维护者。",
    "Please report this line.",
    Exit.INTERNAL,
)


def fault_of(error: Exception, location: Location = NOWHERE) -> Problem:
    """The problem an exception that nobody expected is told as."""
    return INTERNAL_FAULT.at(location, kind=type(error).__name__, where=_where(error))


def _where(error: Exception) -> str:
    """File and line of the innermost frame; a worker process sends its trace along as text."""
    trace = "".join(traceback.format_exception(error.__cause__ or error))
    frames = re.findall(r'File "(?:[^"]*/)?([^"/]+)", line ([0-9]+)', trace)
    return ":".join(frames[-1]) if frames else "?"
