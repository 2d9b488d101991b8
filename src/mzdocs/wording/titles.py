"""A title's pieces -> its lines, a trapezoid or a diamond (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

TITLE_LINE = 19
"""Characters in a line of the title: 20 of 2号 fill the 156 mm, one less keeps it off the margins."""


def title_lines(pieces: Sequence[str]) -> tuple[str, ...]:
    """Break a title between its pieces into the fewest lines, as even as can be but never equal.

    A title is a trapezoid or a diamond (GB/T 9704-2012, 7.3.1); equal lines would make a rectangle.
    A piece longer than a line stays whole: the sheet's own line breaking then cuts it.
    """
    shapes = [_cut(pieces, places) for places in _all_cuts(len(pieces))]
    least = min(len(lines) for lines in shapes if _fits(lines)) if any(map(_fits, shapes)) else len(pieces)
    return min((lines for lines in shapes if len(lines) == least), key=_unshapely)


def _all_cuts(pieces: int) -> Iterator[tuple[int, ...]]:
    for count in range(pieces):
        yield from combinations(range(1, pieces), count)


def _cut(pieces: Sequence[str], places: tuple[int, ...]) -> tuple[str, ...]:
    starts, stops = (0, *places), (*places, len(pieces))
    return tuple("".join(pieces[start:stop]) for start, stop in zip(starts, stops, strict=True))


def _fits(lines: Sequence[str]) -> bool:
    return all(len(line) <= TITLE_LINE for line in lines)


def _unshapely(lines: Sequence[str]) -> tuple[bool, bool, int]:
    """Too long lines first of all evils, then a rectangle or an hourglass, then uneven lines."""
    lengths = [len(line) for line in lines]
    hourglass = any(b < a and b < c for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False))
    rectangle = len(lines) > 1 and len(set(lengths)) == 1
    return not _fits(lines), hourglass or rectangle, max(lengths) - min(lengths)
