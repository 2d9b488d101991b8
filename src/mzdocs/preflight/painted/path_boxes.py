"""A painted path -> its contours on the sheet: their boxes, and whether they are upright rectangles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mzdocs.pdf.graphics_state import Matrix, Point, Segment, moved
from mzdocs.preflight.painted.pieces import Box

_SLACK = 0.01
"""Millimetres: a rectangle's corners stand this near to those of its box."""


@dataclass(frozen=True)
class Contour:
    """One contour, in millimetres. `upright` is a rectangle whose sides are the sheet's, or a flat one."""

    path: tuple[Segment, ...]
    box: Box
    upright: bool
    straight: bool

    def segments(self) -> Iterator[Segment]:
        """Its path."""
        yield from self.path


def outlined_boxes(path: Iterable[Segment], to_sheet: Matrix) -> list[Contour]:
    """Every contour something is drawn of; a move from which nothing starts is none."""
    found: list[Contour] = []
    begun: list[Segment] = []
    for operator, points in path:
        if operator == "m":
            found += _finished(begun)
            begun = []
        begun.append((operator, tuple(moved(to_sheet, x, y) for x, y in points)))
    return [*found, *_finished(begun)]


def _finished(path: list[Segment]) -> Iterator[Contour]:
    points = [point for _, at in path for point in at]
    if len(points) > 1:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = min(xs), min(ys), max(xs), max(ys)
        straight = len(points) == 2
        yield Contour(tuple(path), box, _is_upright(path, points, box), straight)


def _is_upright(path: list[Segment], points: list[Point], box: Box) -> bool:
    if any(operator == "c" for operator, _ in path):
        return False
    corners = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    flat = min(box[2] - box[0], box[3] - box[1]) < _SLACK
    return (len(corners) == 4 or flat) and all(_at_corner(point, box) for point in corners)


def _at_corner(point: Point, box: Box) -> bool:
    x, y = point
    return min(abs(x - box[0]), abs(x - box[2])) < _SLACK and min(abs(y - box[1]), abs(y - box[3])) < _SLACK
