"""A shape of thin strokes, as pixels -> the lines down the middle of its strokes, each from end to end.

The shape is thinned until nothing but a line of single pixels is left (Guo and Hall 1989); where lines meet, each goes
on with the one that lies straightest ahead; what is left of a stroke's corners at its end is taken off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from math import acos, dist, hypot, pi

import numpy as np
from numpy.typing import NDArray

from mzdocs.core.boxes import Point
from mzdocs.press.routes import Line

Pixel = tuple[int, int]
_AROUND: tuple[Pixel, ...] = ((0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1))
_BENDS = pi / 3
"""A line that turns more where others meet is another line."""


def centre_lines(shape: NDArray[np.bool_], thick: float, off: float) -> list[Line]:
    """The lines in pixels, right and down. Strokes are `thick`; a line may lie `off` its pixels. A dot is as long as
    it is thick."""
    rows, columns = np.nonzero(_thinned(np.pad(shape, 1)))
    pixels = {(int(x) - 1, int(y) - 1) for x, y in zip(columns, rows, strict=True)}
    dots = [part for part in _parts(pixels) if _across(part) < thick]
    kept = _without_spurs(_Web(pixels.difference(*dots)).branches, thick)
    lines = [_simplified(_smoothed(line, round(thick / 2)), off) for line in _through(kept, thick)]
    return [*lines, *(((x - thick / 2, y), (x + thick / 2, y)) for x, y in map(_middle, dots))]


def _thinned(shape: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pixels of the middle, connected as the shape was; its edge is clear."""
    left = shape.astype(np.uint8)
    while True:
        before = left.sum()
        for goes in _removable():
            left[1:-1, 1:-1] &= 1 - goes[_neighbours(left)]
        if left.sum() == before:
            return left.astype(bool)


def _neighbours(left: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Of each pixel which of the eight round it are set: one bit each, clockwise from the one above."""
    high, wide = left.shape
    around = np.zeros((high - 2, wide - 2), np.uint8)
    for bit, (x, y) in enumerate(_AROUND):
        around |= left[1 + y : high - 1 + y, 1 + x : wide - 1 + x] << bit
    return around


@cache
def _removable() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """By what stands round it, whether a pixel goes: in the first half of a round, and in the second."""
    table = np.array([_goes([bits >> i & 1 for i in range(8)]) for bits in range(256)], np.uint8)
    return table[:, 0], table[:, 1]


def _goes(p: list[int]) -> tuple[bool, bool]:
    """Guo and Hall's conditions: it joins nothing, is no end, and lies on the side that is taken off this time."""
    parts = sum(not p[i] and (p[i + 1] or p[(i + 2) % 8]) for i in (0, 2, 4, 6))
    pairs = (sum(p[i] or p[(i + 1) % 8] for i in range(first, 8, 2)) for first in (0, 1))
    edge = parts == 1 and 2 <= min(pairs) <= 3
    first = bool((p[4] or p[5] or not p[7]) and p[6])
    second = bool((p[0] or p[1] or not p[3]) and p[2])
    return edge and not first, edge and not second


def _parts(pixels: set[Pixel]) -> Iterator[list[Pixel]]:
    """Pixels that hang together."""
    left = set(pixels)
    while left:
        part = [left.pop()]
        for at in part:
            beside = [near for near in _near(at) if near in left]
            left.difference_update(beside)
            part += beside
        yield part


def _across(part: Sequence[Point]) -> float:
    """The longer side of the box round some points."""
    return float(max(max(along) - min(along) for along in zip(*part, strict=True)))


def _middle(part: Sequence[Point]) -> Point:
    return sum(x for x, _ in part) / len(part), sum(y for _, y in part) / len(part)


@dataclass(eq=False)
class _Branch:
    """Pixels between two places where lines meet or end; the places as numbers, the same for a ring."""

    points: list[Point]
    ends: tuple[int, int]

    @property
    def length(self) -> float:
        return sum(dist(a, b) for a, b in pairwise(self.points))


class _Web:
    """The thinned shape as branches."""

    def __init__(self, pixels: set[Pixel]) -> None:
        self._beside = {at: [near for near in _near(at) if near in pixels] for at in pixels}
        self._knots: dict[Pixel, int] = {}
        self._middles: list[Point] = []
        for at, beside in self._beside.items():
            if len(beside) != 2 and at not in self._knots:
                self._knot(at)
        self.branches = [*self._between_knots(), *self._rings()]

    def _knot(self, start: Pixel) -> None:
        """Pixels that touch and none of which has just two beside it are one place."""
        found, todo = [], [start]
        while todo:
            at = todo.pop()
            if at not in self._knots and len(self._beside[at]) != 2:
                self._knots[at] = len(self._middles)
                found.append(at)
                todo += self._beside[at]
        self._middles.append(_middle(found))

    def _between_knots(self) -> Iterator[_Branch]:
        self._walked: set[Pixel] = set()
        for knot, number in self._knots.items():
            for first in self._beside[knot]:
                if first not in self._knots and first not in self._walked:
                    way = self._way(knot, first)
                    end = self._knots[way[-1]]
                    yield _Branch([self._middles[number], *way[1:-1], self._middles[end]], (number, end))

    def _rings(self) -> Iterator[_Branch]:
        for at in self._beside:
            if at not in self._knots and at not in self._walked:
                self._knots[at] = len(self._middles)
                self._middles.append(at)
                yield _Branch(list(self._way(at, self._beside[at][0])), (self._knots[at],) * 2)

    def _way(self, start: Pixel, first: Pixel) -> list[Pixel]:
        """From a knot on until the next one."""
        way = [start, first]
        while way[-1] not in self._knots:
            self._walked.add(way[-1])
            one, other = self._beside[way[-1]]
            way.append(other if one == way[-2] else one)
        return way


def _near(at: Pixel) -> Iterator[Pixel]:
    return ((at[0] + x, at[1] + y) for x, y in _AROUND)


def _at_ends(branches: Sequence[_Branch]) -> dict[int, list[tuple[_Branch, int]]]:
    """By place, the branches that end there, and with which of their ends."""
    ends: dict[int, list[tuple[_Branch, int]]] = defaultdict(list)
    for branch in branches:
        for side in (0, 1):
            ends[branch.ends[side]].append((branch, side))
    return ends


def _without_spurs(branches: Sequence[_Branch], thick: float) -> list[_Branch]:
    """The corners of a stroke's end, thinned, are short branches that lead nowhere, or back."""
    met = _at_ends(branches)

    def is_spur(branch: _Branch) -> bool:
        loose = sum(len(met[end]) == 1 for end in branch.ends)
        return branch.length <= thick and (loose == 1 or branch.ends[0] == branch.ends[1])

    return [branch for branch in branches if not is_spur(branch)]


def _through(branches: Sequence[_Branch], thick: float) -> Iterator[list[Point]]:
    """Branches joined to lines: straight on where several meet, and always where just two do."""
    onward = _onward(branches, thick)
    left = set(branches)
    starts = [(branch, side) for branch in branches for side in (0, 1) if (branch, side) not in onward]
    for start in [*starts, *((branch, 0) for branch in branches)]:
        line: list[Point] = []
        end: tuple[_Branch, int] | None = start
        while end and end[0] in left:
            branch, side = end
            left.discard(branch)
            line += branch.points if side == 0 else branch.points[::-1]
            end = onward.get((branch, 1 - side))
        if line:
            yield line


_Joint = dict[tuple[_Branch, int], tuple[_Branch, int]]


def _onward(branches: Sequence[_Branch], thick: float) -> _Joint:
    """Of a branch's end, the end it goes on with."""
    joint: _Joint = {}
    for ends in _at_ends(branches).values():
        turns = sorted(
            ((_turn(_away(*one, thick), _away(*other, thick)), i, j) for (i, one), (j, other) in
             combinations(enumerate(ends), 2)),
        )  # fmt: skip
        for turn, i, j in turns:
            one, other = ends[i], ends[j]
            if one not in joint and other not in joint and (turn < _BENDS or len(ends) == 2):
                joint[one], joint[other] = other, one
    return joint


def _away(branch: _Branch, side: int, thick: float) -> Point:
    """Which way a branch leaves its end, seen over twice a stroke's thickness: nearer it is bent by the meeting."""
    points = branch.points if side == 0 else branch.points[::-1]
    x, y = points[0]
    u, v = next((point for point in points if dist(point, points[0]) > 2 * thick), points[-1])
    return u - x, v - y


def _turn(one: Point, other: Point) -> float:
    long = hypot(*one) * hypot(*other)
    return acos(max(-1.0, min(1.0, -(one[0] * other[0] + one[1] * other[1]) / long))) if long else 0.0


def _smoothed(line: list[Point], reach: int) -> list[Point]:
    """Each point moved to the middle of those within reach: the steps of the pixels go. Ends stay."""
    ring = line[0] == line[-1]
    ends = (line[-reach - 1 : -1], line[1 : reach + 1]) if ring else ([], [])
    longer = [*ends[0], *line, *ends[1]]
    made = []
    for at in range(len(ends[0]), len(ends[0]) + len(line)):
        near = min(reach, at, len(longer) - 1 - at)
        made.append(_middle(longer[at - near : at + near + 1]))
    return [*made[:-1], made[0]] if ring else made


def _simplified(line: list[Point], off: float) -> Line:
    """The fewest of its points that it lies no farther off (Douglas and Peucker)."""
    (x, y), (u, v) = line[0], line[-1]
    long = dist(line[0], line[-1])
    aside = [abs((u - x) * (y - q) - (x - p) * (v - y)) / long if long else hypot(p - x, q - y) for p, q in line[1:-1]]
    if not aside or max(aside) <= off:
        return line[0], line[-1]
    far = aside.index(max(aside)) + 1
    return (*_simplified(line[: far + 1], off)[:-1], *_simplified(line[far:], off))
