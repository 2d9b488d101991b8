"""A contour -> the corners of a polygon that no machine tells from it."""

from __future__ import annotations

import pathops
from ezdxf import path
from pathops import PathVerb

TOLERANCE = 0.01
"""Millimetres a straight piece may lie off its curve: finer than any engraver moves."""


def flattened(contour: pathops.Path) -> list[tuple[float, float]]:
    """The corners of a polygon that follows the contour within the tolerance, the first not said again."""
    line = path.Path()
    for verb, points in contour:
        if verb is PathVerb.MOVE:
            line = path.Path(points[0])
        elif verb is PathVerb.LINE:
            line.line_to(points[0])
        elif verb is PathVerb.QUAD:
            line.curve3_to(points[1], points[0])
        elif verb is PathVerb.CUBIC:
            line.curve4_to(points[2], points[0], points[1])
    corners = [(round(point.x, 5), round(point.y, 5)) for point in line.flattening(TOLERANCE, segments=2)]
    return [corner for corner, before in zip(corners, [corners[-1], *corners], strict=False) if corner != before]
