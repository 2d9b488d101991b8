"""A text that is not as planned -> where it was changed, and what stands there."""

from __future__ import annotations

from dataclasses import dataclass

_CONTEXT = 6
"""Characters shown on both sides of a change."""


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
