"""Keys that are written twice: the dash before another item of a list is missing, or something was pasted twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mzdocs.core.problems import Location, Problem, problem_type
from mzdocs.core.text import quotable
from mzdocs.load.yaml_text.yaml_cause import Cause, no_dash
from mzdocs.load.yaml_text.yaml_slip_problems import (
    NO_DASH,
)
from mzdocs.load.yaml_tree import KeyPath, line_shown, lines_of

DUPLICATE_KEY = problem_type(
    "MZ1003",
    "“{key}”在同一处写了两次",
    "The key {key} is written twice in one place",
    "删去其中一个。",
    "Delete one of them.",
)
REPEATED_PART = problem_type(
    "MZ1021",
    "从这里起，{count} 个键与上面的重复：{keys}",
    "From here on {count} keys are written a second time: {keys}",
    "看来是贴了两遍：删去其中一遍；是另一项的，在它前面加“- ”。",
    "It seems pasted twice: delete one; if it is another item, put a dash before it.",
)
_FEW = 2
"""More repeated keys of one group are one problem."""


@dataclass(frozen=True)
class Repeat:
    """A key that a group has already, and where it is written again."""

    group: KeyPath
    key: str
    location: Location


def repeats_told(repeats: Sequence[Repeat]) -> Iterator[Problem]:
    """A problem a key; one for all of a group of which many are repeated."""
    for _, each in groupby(repeats, key=lambda repeat: repeat.group):
        of_group = list(each)
        if len(of_group) > _FEW:
            keys = "、".join(repeat.key for repeat in of_group)
            yield REPEATED_PART.at(of_group[0].location, count=len(of_group), keys=quotable(keys))
        else:
            yield from (DUPLICATE_KEY.at(repeat.location, key=repeat.key) for repeat in of_group)


def dash_missing(repeats: Sequence[Repeat], text: str, file: str, count: Callable[[str], int | None]) -> Cause | None:
    """The first line of a list's item before which a dash is missing; it is, if with one its keys are repeated no more.

    `count` tells of a text how many keys it repeats, None if it cannot be read.
    """
    lines = lines_of(text)
    for group, each in groupby(repeats, key=lambda repeat: repeat.group):
        of_group = list(each)
        if not group or isinstance(group[-1], str):
            continue
        for number, mended, line in _with_dashes(lines, of_group[0]):
            left = count(mended)
            if left is not None and left <= len(repeats) - len(of_group):
                location = Location(file, number + 1, len(lines[number]) - len(lines[number].lstrip()) + 1,
                                    line_text=line_shown(lines, number + 1))  # fmt: skip
                return Cause(NO_DASH.at(location, mended=quotable(line.strip())), mended)
    return None


def _with_dashes(lines: list[str], repeat: Repeat) -> Iterator[tuple[int, str, str]]:
    """The line of the dash, the whole text with it, and the line with it."""
    number = (repeat.location.line or 1) - 1
    if not re.match(r" *[^\s:]+:(?: |$)", lines[number]):
        return
    for slip in no_dash(lines[number]):
        yield number, "\n".join([*lines[:number], slip.mended, *lines[number + 1 :]]), slip.mended
