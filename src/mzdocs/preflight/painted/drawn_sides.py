"""A path as straight pieces: whether they hold a point, how far it lies from them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mzdocs.pdf.graphics_state import Point, Segment
from mzdocs.pdf.printed_boxes import Box

Side = tuple[Point, Point]
_ENDS, _SIDES = 2, 5
"""Places across, or down, that the corners of an upright rectangle have, and its sides with one drawn twice."""
_CURVE = 6
"""Pieces a curve is cut into."""


def sides(path: Iterable[Segment], closed: bool) -> Iterator[Side]:
    """The pieces of a path; `closed` draws every contour back to its beginning, as filling does."""
    contour: list[Point] = []
    for operator, corners in path:
        if operator == "m":
            yield from _contour(contour, closed)
            contour = [*corners]
        elif operator == "h":
            contour += contour[:1]
        elif contour:
            contour += corners if operator == "l" else _flattened(contour[-1], corners)
    yield from _contour(contour, closed)


def _contour(points: list[Point], closed: bool) -> Iterator[Side]:
    yield from pairwise([*points, *points[:1]] if closed else points)


def _flattened(start: Point, handles: Sequence[Point]) -> list[Point]:
    (x0, y0), ((x1, y1), (x2, y2), (x3, y3)) = start, handles
    way = []
    for step in range(1, _CURVE + 1):
        t = step / _CURVE
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        way.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return way


def is_upright(around: Sequence[Side]) -> bool:
    """Whether closed sides are those of an upright rectangle."""
    xs, ys = {x for side in around for x, _ in side}, {y for side in around for _, y in side}
    turning = all(a[0] == b[0] or a[1] == b[1] for a, b in around)
    return turning and len(xs) <= _ENDS and len(ys) <= _ENDS and len(around) <= _SIDES


def crossings(around: Iterable[Side], y: float) -> list[tuple[float, int]]:
    """Where sides cross a height, from left to right, and whether upwards (1) or downwards (-1)."""
    found = []
    for (x1, y1), (x2, y2) in around:
        if (y1 > y) != (y2 > y):
            found.append((x1 + (y - y1) / (y2 - y1) * (x2 - x1), 1 if y2 > y1 else -1))
    return sorted(found)


def encloses(around: Iterable[Side], even_odd: bool, at: Point) -> bool:
    """Whether closed sides hold a point."""
    turns = [turn for x, turn in crossings(around, at[1]) if x > at[0]]
    return bool(len(turns) % 2 if even_odd else sum(turns))


def may_cross(side: Side, box: Box) -> bool:
    """Whether a side can cross a box: the box round it does."""
    (x1, y1), (x2, y2) = side
    return min(x1, x2) <= box[2] and max(x1, x2) >= box[0] and min(y1, y2) <= box[3] and max(y1, y2) >= box[1]


def distance(side: Side, at: Point) -> float:
    """How far a point lies from a side."""
    (x1, y1), (x2, y2) = side
    dx, dy = x2 - x1, y2 - y1
    long = dx * dx + dy * dy
    t = min(1.0, max(0.0, ((at[0] - x1) * dx + (at[1] - y1) * dy) / long)) if long else 0.0
    return math.hypot(at[0] - x1 - t * dx, at[1] - y1 - t * dy)
