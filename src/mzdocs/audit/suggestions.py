"""Something that is wrong -> what it was probably meant to be, and where a text was changed."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

_LOOKED_AT = 60
_CONTEXT = 6
"""Characters shown on both sides of a change."""


def distance(one: str, other: str) -> int:
    """Characters to change, add or leave out (Levenshtein)."""
    row = list(range(len(other) + 1))
    for number, char in enumerate(one, 1):
        before, row[0] = row[0], number
        for place, found in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (char != found))
    return row[-1]


def nearest(wrong: str, candidates: Iterable[str]) -> str | None:
    """The candidate that takes the fewest changes; only those that begin or end alike are measured."""
    likely = heapq.nlargest(_LOOKED_AT, sorted(set(candidates)), key=lambda each: _alike(wrong, each))
    return min(likely, key=lambda each: distance(wrong, each), default=None)


def _alike(one: str, other: str) -> int:
    return _shared(one, other) + _shared(one[::-1], other[::-1]) - abs(len(one) - len(other))


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@dataclass(frozen=True)
class TextChange:
    """Where a text was changed, what stands there, and what should, with a little on both sides.

    `at` counts in the whole, `kept` in the text: so much of its beginning is as it was.
    """

    at: int
    kept: int
    found: str
    expected: str


def change(expected: str, whole: str) -> TextChange | None:
    """What stands in the place of a text that is not there: between what is left of its beginning and of its end."""
    head = _longest(expected, whole)
    start = whole.find(expected[:head])
    for longer in (0, _CONTEXT, len(expected) // 2):
        room = whole[start + head : start + len(expected) + longer]
        tail = min(_longest(expected[::-1], room[::-1]), len(expected) - head)
        if head and tail and head + tail >= max(3, len(expected) / 2):
            return _change(expected, whole, start, (head, tail))
    return None


def _change(expected: str, whole: str, start: int, kept: tuple[int, int]) -> TextChange:
    head, tail = kept
    end = whole.index(expected[len(expected) - tail :], start + head)
    before, after = max(head - _CONTEXT, 0), min(tail, _CONTEXT)
    found = whole[start + before : end + after]
    return TextChange(start + head, head, found, expected[before : len(expected) - tail + after])


def _longest(text: str, whole: str) -> int:
    """How many characters of its beginning are found somewhere."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in whole else (low, middle - 1)
    return low
