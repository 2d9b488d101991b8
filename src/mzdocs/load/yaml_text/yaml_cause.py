"""A text the parser gives up on -> the line of the cause: slips are guessed, mended, and parsed again.

A guess that lets the parser come further is proved: who follows the remedy is rid of the problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from mzdocs.core.problems import Location, Problem, problem_type
from mzdocs.load.yaml_text.yaml_slip_problems import (
    NO_DASH,
    NOT_A_DASH,
    QUOTES_NEEDED,
    TWO_KEYS,
    UNCLOSED_BRACKET,
    UNCLOSED_QUOTE,
    WRONG_INDENT,
)
from mzdocs.load.yaml_text.yaml_slips import (
    BLANKS,
    BRACKETS,
    Slip,
    slips,
)
from mzdocs.load.yaml_tree import line_shown, lines_of

MERGE_MARK = problem_type(
    "MZ1020",
    "这是两份文件合并留下的冲突标记，不是数据",
    "This mark was left by a merge of two files; it is no data",
    "在两种写法里留下对的一种，删去 <<<<<<<、=======、>>>>>>> 各行。",
    "Keep the right one of the two versions and delete the lines of the marks.",
)

_MARK_OF_TEXT = re.compile("[*&!] *[\u4e00-\u9fff]")
_MERGE = re.compile(r"<{7} |={7}$|>{7} |\|{7} ")
_NEAR = 4
"""So many lines before the place the parser names are looked at; quotes and brackets may have been opened earlier."""
_MOST_PARSED = 3_000_000
"""Characters that are parsed for guesses, all in all: of a large file fewer guesses are proved."""
_MOST_JUDGED = 12
"""Guesses that are compared by what is wrong in the whole."""
_ODD_BEFORE = re.compile(rf"[\s-]*[{''.join(BLANKS)}]")
_END = 1 << 30


@dataclass(frozen=True)
class Cause:
    """The problem that kept a text from being parsed, and the text without it, line for line."""

    problem: Problem
    mended: str


@dataclass(frozen=True)
class _Guess:
    """A slip of a line (from 0), told there or at another one."""

    line: int
    slip: Slip
    told_at: int | None = None


def cause_of(error: yaml.YAMLError, text: str, file: str, misfits: Callable[[str], int] = lambda _: 0) -> Cause | None:
    """What kept a text from being parsed, if one slip of one line did.

    `misfits` tells of a text that can be parsed how much is wrong in it.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        return None
    lines = lines_of(text)
    marked = next((number for number, line in enumerate(lines) if _MERGE.match(line)), None)
    if marked is not None:
        return Cause(MERGE_MARK.at(Location(file, marked + 1, 1, line_text=line_shown(lines, marked + 1))), "")
    guess = _open_quote(lines, _line_of(error)) or _proved(lines, error, misfits)
    return _caused(guess, lines, file) if guess else None


def mark_of_text(refused: Problem, text: str) -> Cause | None:
    """A mark of YAML on the line of something refused, which was written as text: a bullet, or `*` before a word."""
    lines = lines_of(text)
    number = (refused.location.line or 1) - 1
    found = slips(lines[number]) if number < len(lines) and _MARK_OF_TEXT.search(lines[number]) else ()
    slip = next((slip for slip in found if slip.problem_type in (NOT_A_DASH, QUOTES_NEEDED)), None)
    return _caused(_Guess(number, slip), lines, refused.location.file) if slip else None


def _caused(guess: _Guess, lines: Sequence[str], file: str) -> Cause:
    slip = guess.slip
    line = guess.line if guess.told_at is None else guess.told_at
    location = Location(file, line + 1, slip.column, line_text=line_shown(lines, line + 1))
    as_meant = "" if slip.problem_type is TWO_KEYS else "\n".join(_with(lines, guess))  # of which lines would move
    return Cause(slip.at(location), as_meant)


def _line_of(error: yaml.MarkedYAMLError) -> int:
    return error.problem_mark.line if error.problem_mark else 0


def _with(lines: Sequence[str], guess: _Guess) -> list[str]:
    return [*lines[: guess.line], guess.slip.mended, *lines[guess.line + 1 :]]


def _reach(lines: Iterable[str]) -> tuple[int, int]:
    """Where the parser gives up; behind every line if it does not. What is open at the end ends where it began."""
    try:
        for _ in yaml.parse("\n".join(lines), Loader=yaml.CBaseLoader):
            pass
    except yaml.MarkedYAMLError as error:
        open_at_end = error.problem == "found unexpected end of stream"
        mark = error.context_mark if open_at_end and error.context_mark else error.problem_mark
        return (mark.line, mark.column) if mark else (0, 0)
    except yaml.YAMLError:
        return 0, 0
    return _END, 0


def _open_quote(lines: Sequence[str], last: int) -> _Guess | None:
    """The first line on which a quote is opened that takes in what follows."""
    for number, line in enumerate(lines[: last + 1]):
        if '"' not in line and "'" not in line:
            continue
        for slip in slips(line):
            if slip.problem_type is UNCLOSED_QUOTE:
                guess = _Guess(number, slip)
                before = _reach(lines[: number + 1])
                if before[0] == number and _reach(_with(lines, guess)[: number + 1])[0] == _END:
                    return guess
    return None


def _proved(lines: Sequence[str], error: yaml.MarkedYAMLError, misfits: Callable[[str], int]) -> _Guess | None:
    """The guess that brings the parser furthest, first of those on one line alone; of equal ones the best."""
    here = _line_of(error)
    context = error.context_mark.line if error.context_mark else here
    left = _MOST_PARSED
    for guesses in (_in_a_line(lines, here, context), _among_lines(lines, here, context)):
        best, found = (here, _END), list[_Guess]()
        for guess in guesses:
            left -= sum(map(len, lines))
            reached = _reach(_with(lines, guess)) if left > 0 else (0, 0)
            if reached > best:
                best, found = reached, [guess]
            elif found and reached == best:
                found.append(guess)
        if found:
            return _best(lines, found, misfits) if best[0] == _END else found[0]
    return None


def _best(lines: Sequence[str], found: Sequence[_Guess], misfits: Callable[[str], int]) -> _Guess:
    """The guess with which the least is wrong in the whole, and that changes its line the least; else the first."""
    judged = found[:_MOST_JUDGED] if len(found) > 1 and sum(map(len, lines)) < _MOST_PARSED // _MOST_JUDGED else ()
    kinds = list(dict.fromkeys(guess.slip.problem_type.code for guess in judged))
    scores = [
        (misfits("\n".join(_with(lines, guess))), kinds.index(guess.slip.problem_type.code), _moved(lines, guess))
        for guess in judged
    ]
    return judged[scores.index(min(scores))] if scores else found[0]


def _moved(lines: Sequence[str], guess: _Guess) -> int:
    """How far a line is set in otherwise, if that is all."""
    return abs(_depth(guess.slip.mended) - _depth(lines[guess.line])) if guess.slip.problem_type is WRONG_INDENT else 0


def _looked_at(lines: Sequence[str], here: int) -> list[int]:
    """The lines just before, the first of their group, the line that ended it, and those with strange blanks."""
    last = min(here, len(lines) - 1)
    near = (number for number in range(last, max(last - _NEAR, -1), -1) if lines[number].strip())
    above = (number for number in range(last - 1, -1, -1) if lines[number].strip())
    ended = next((number for number in above if _depth(lines[number]) < _depth(lines[last])), last)
    odd = (number for number in range(last) if _ODD_BEFORE.match(lines[number]))
    return [*dict.fromkeys((*near, *_first_of_group(lines, last), ended, *odd))]


def _in_a_line(lines: Sequence[str], here: int, context: int) -> Iterator[_Guess]:
    for number in dict.fromkeys((*_looked_at(lines, here), min(context, len(lines) - 1))):
        yield from (_Guess(number, slip) for slip in slips(lines[number]))


def _among_lines(lines: Sequence[str], here: int, context: int) -> Iterator[_Guess]:
    yield from _closed_later(lines, context, here)
    for number in _looked_at(lines, here):
        yield from (_Guess(number, slip) for slip in placed_slips(lines, number))


def _closed_later(lines: Sequence[str], first: int, here: int) -> Iterator[_Guess]:
    """A bracket that is opened on a line and could be closed on one of the next."""
    opened = re.search(r"[\[{](?=[^\[{]*$)", lines[first]) if first < here else None
    if opened:
        for number in range(min(here, len(lines)) - 1, first, -1):
            mended = f"{lines[number].rstrip(', ')}{BRACKETS[opened[0]]}"
            yield _Guess(number, Slip(UNCLOSED_BRACKET, opened.start() + 1, mended, {"mark": opened[0]}), first)


def _first_of_group(lines: Sequence[str], here: int) -> list[int]:
    """The first line of the group a line stands in or behind: there a dash may be missing."""
    depth = _depth(lines[here])
    above = (number for number in range(here - 1, 0, -1) if lines[number].strip())
    return [each for each in above if lines[each - 1].rstrip().endswith(":") and _depth(lines[each]) >= depth][:1]


def placed_slips(lines: Sequence[str], number: int) -> Iterator[Slip]:
    """What depends on the lines above: a dash that is missing, and how far a line is set in."""
    line = lines[number]
    found = re.match(r"(?P<blanks> *)(?P<key>[^\s:-][^\s:]*):(?: |$)", line)
    depth = _depth(line)
    item = found and _begins_item(lines, number, found["key"])
    if found and item:
        yield from no_dash(line)
    if found or line.lstrip().startswith("- "):
        for right in dict.fromkeys((*_depths_above(lines, number), *_depth_below(lines, number))):
            if right != depth:
                facts: dict[str, object] = {"found": depth, "right": right}
                yield Slip(WRONG_INDENT, depth + 1, " " * right + line.lstrip(), facts)
    if (found and not item) or line.lstrip()[:1] in BRACKETS:
        yield from no_dash(line)


def no_dash(line: str) -> Iterator[Slip]:
    """The line as the first of an item: the dash before its key, or in its place."""
    depth = _depth(line)
    for at in (depth - 2, depth):
        if at >= 0:
            yield Slip(NO_DASH, depth + 1, f"{' ' * at}- {line.lstrip()}")


def _begins_item(lines: Sequence[str], number: int, key: str) -> bool:
    return any(re.match(rf"\s*- +{re.escape(key)}:", line) for line in lines[:number])


def _depths_above(lines: Sequence[str], number: int) -> Iterator[int]:
    """How far the lines above are set in, the nearest first, up to one at the margin; behind a dash its key too."""
    for line in reversed(lines[:number]):
        if line.strip() and not line.lstrip().startswith("#"):
            dash = re.match(r" *((?:- +)+)", line)
            yield from (() if not dash else (dash.end(),))
            yield _depth(line)
            if not _depth(line):
                return


def _depth_below(lines: Sequence[str], number: int) -> Iterator[int]:
    """How far the next line is set in; of an item's first line, as far as its dash then stands."""
    for line in lines[number + 1 : number + 2]:
        yield _depth(line)
        if lines[number].lstrip().startswith("- "):
            yield max(_depth(line) - 2, 0)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
