"""Boxes, in whatever unit: left, bottom, right, top -> the box round some, and what two of them share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class PageBox:
    """A box on a page as people see it, trimmed: the page, from 1, and millimetres from its left and upper edge."""

    page: int
    left: float
    top: float
    width: float
    height: float


def box_round_points(points: Collection[Point]) -> Box:
    """The box round some points, of which there is one at least."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def box_round_boxes(boxes: Iterable[Box]) -> Box:
    """The box round some boxes, of which there is one at least."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def shared_box(one: Box, other: Box) -> Box:
    """What two boxes have in common; of boxes apart, none that holds a point."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
