"""A painted path -> its contours on the sheet: their boxes, and whether they are upright rectangles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from mzdocs.core.boxes import box_round_points
from mzdocs.pdf.graphics_state import Matrix, Point, Segment
from mzdocs.preflight.painted.pieces import Box

_SLACK = 0.01
"""Millimetres: a rectangle's corners stand this near to those of its box."""


class Contour(NamedTuple):
    """One contour, in millimetres. `upright` is a rectangle whose sides are the sheet's, or a flat one."""

    path: tuple[Segment, ...]
    box: Box
    upright: bool
    straight: bool
    closed: bool

    def parts(self, count: int) -> Iterator[tuple[Box, tuple[Segment, ...]]]:
        """The contour in pieces of so many segments, each with its box; a piece begins where the last one ended."""
        drawn = [segment for segment in self.path if segment[1]]
        if self.closed and drawn[-1][1][-1] != drawn[0][1][0]:
            drawn.append(("l", (drawn[0][1][0],)))
        for start in range(1, len(drawn), count):
            piece = (("m", (drawn[start - 1][1][-1],)), *drawn[start : start + count])
            yield box_round_points([point for _, at in piece for point in at]), piece


def outlined_boxes(path: Iterable[Segment], to_sheet: Matrix) -> list[Contour]:
    """Every contour something is drawn of; a move from which nothing starts is none."""
    a, b, c, d, e, f = to_sheet
    found: list[Contour] = []
    begun: list[Segment] = []
    for operator, points in path:
        if operator == "m":
            found += _finished(begun)
            begun = []
        begun.append((operator, tuple([(a * x + c * y + e, b * x + d * y + f) for x, y in points])))
    return [*found, *_finished(begun)]


def _finished(path: list[Segment]) -> Iterator[Contour]:
    if len(path) == _RECTANGLE and (box := _rectangle(path)):
        yield Contour(tuple(path), box, upright=True, straight=False, closed=True)
        return
    points = [point for _, at in path for point in at]
    if len(points) > 1:
        box, straight = box_round_points(points), len(points) == 2
        closed = path[-1][0] == "h" or points[0] == points[-1]
        yield Contour(tuple(path), box, _is_upright(path, points, box), straight, closed)


_RECTANGLE = 5


def _rectangle(path: list[Segment]) -> Box | None:
    """The box of a path of four corners that is one, as most paths are; nothing of another one."""
    if "".join([operator for operator, _ in path]) != "mlllh":
        return None
    ((x1, y1),), ((x2, y2),), ((x3, y3),), ((x4, y4),), _ = (at for _, at in path)
    if (y1 == y2 and x2 == x3 and y3 == y4 and x4 == x1) or (x1 == x2 and y2 == y3 and x3 == x4 and y4 == y1):
        return min(x1, x3), min(y1, y3), max(x1, x3), max(y1, y3)
    return None


def _is_upright(path: list[Segment], points: list[Point], box: Box) -> bool:
    if any(operator == "c" for operator, _ in path):
        return False
    corners = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    flat = min(box[2] - box[0], box[3] - box[1]) < _SLACK
    square = len(corners) == 4 and all(_is_along_an_axis(*side) for side in pairwise([*corners, corners[0]]))
    return (square or flat) and all(_at_corner(point, box) for point in corners)


def _is_along_an_axis(one: Point, other: Point) -> bool:
    return min(abs(one[0] - other[0]), abs(one[1] - other[1])) < _SLACK


def _at_corner(point: Point, box: Box) -> bool:
    x, y = point
    return min(abs(x - box[0]), abs(x - box[2])) < _SLACK and min(abs(y - box[1]), abs(y - box[3])) < _SLACK
