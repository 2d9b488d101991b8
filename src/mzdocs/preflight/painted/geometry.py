"""Marks -> where they lie on the page, in points."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mzdocs.core.boxes import box_round_points
from mzdocs.pdf.filled_shapes import PlacedShape
from mzdocs.pdf.graphics_state import Mark, Point, moved, times
from mzdocs.preflight.pdf_measures import Rect

SLACK = 0.05
"""Points: boxes are written with four decimals, and a rule forgives a fiftieth of a millimetre."""


def inside(inner: Rect, outer: Rect) -> bool:
    """Whether a box lies in another, as far as `SLACK` lets it."""
    return (
        inner[0] >= outer[0] - SLACK
        and inner[1] >= outer[1] - SLACK
        and inner[2] <= outer[2] + SLACK
        and inner[3] <= outer[3] + SLACK
    )


def meets(one: Rect, other: Rect) -> bool:
    """Whether two boxes share an area; edges that touch do not."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def holds(box: Rect, point: Point) -> bool:
    """Whether a point lies in a box or on its edge."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def extent(mark: Mark) -> Rect:
    """The box round a mark; of text, the box of its first character."""
    plain = mark.path.box() if isinstance(mark.path, PlacedShape) else None
    if plain is not None:
        return plain
    at = points(mark)
    return box_round_points(at) if at else (0, 0, 0, 0)


def points(mark: Mark) -> list[Point]:
    """Points of the page that the mark touches."""
    if mark.what == "text":
        matrix, size = times(mark.text_matrix, mark.state.matrix), mark.state.size
        return [moved(matrix, 0, 0), moved(matrix, size, size)]
    if mark.path:
        return [point for at in _drawn(mark) for point in at]
    return [moved(mark.state.matrix, x, y) for x in (0, 1) for y in (0, 1)]


def _drawn(mark: Mark) -> Iterator[tuple[Point, ...]]:
    """The pieces of a path, without moves from which nothing is drawn."""
    for (operator, at), (then, _) in pairwise([*mark.path, ("m", ())]):
        if operator != "m" or then != "m":
            yield at


def covers(mark: Mark, at: Point) -> bool:
    """Whether a mark's area holds a point of its box; curves are taken by their handles, a line covers nothing."""
    if mark.what != "fill":
        return mark.what == "image"
    turns = [_turn(start, end, at) for start, end in _sides(mark)]
    return bool(sum(map(abs, turns)) % 2 if mark.even_odd else sum(turns))


def _turn(start: Point, end: Point, at: Point) -> int:
    """How a side turns round the point, counted where it crosses the ray to the right: up 1, down -1, else 0."""
    if (start[1] > at[1]) == (end[1] > at[1]):
        return 0
    x = start[0] + (at[1] - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
    return 0 if x <= at[0] else 1 if end[1] > start[1] else -1


def _sides(mark: Mark) -> Iterator[tuple[Point, Point]]:
    """Of every contour, closed as filling closes it."""
    contour: list[Point] = []
    for operator, corners in [*mark.path, ("m", ())]:
        if operator == "m":
            yield from pairwise([*contour, *contour[:1]])
            contour = []
        contour += corners
