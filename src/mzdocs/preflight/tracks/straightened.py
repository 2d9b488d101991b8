"""Arcs and Bézier curves -> points on them, so near that no machine tells the difference."""

from __future__ import annotations

from collections.abc import Iterator
from math import acos, atan, atan2, ceil, cos, dist, hypot, pi, sin, sqrt

from mzdocs.core.boxes import Point

OFF = 0.02
"""Millimetres a straight piece may lie off its curve."""
_MOST = 2000
"""Pieces of one curve."""


def arc(middle: Point, radius: float, start: float, sweep: float) -> list[Point]:
    """Points from the start angle over the sweep, both in radians, first and last included."""
    step = 2 * acos(max(0.0, 1 - OFF / radius)) if radius > OFF else pi / 2
    count = min(max(2, ceil(abs(sweep) / step)), _MOST)
    angles = (start + sweep * part / count for part in range(count + 1))
    return [(middle[0] + radius * cos(angle), middle[1] + radius * sin(angle)) for angle in angles]


def bulged(start: Point, end: Point, bulge: float) -> list[Point]:
    """Points of the arc that a bulge (the tangent of a quarter of its angle) draws, the first left out."""
    chord = dist(start, end)
    if not bulge or not chord:
        return [end]
    sweep = 4 * atan(bulge)
    radius = chord / (2 * abs(sin(sweep / 2)))
    away = (1 - bulge * bulge) / (4 * bulge)
    middle = (
        (start[0] + end[0]) / 2 - away * (end[1] - start[1]),
        (start[1] + end[1]) / 2 + away * (end[0] - start[0]),
    )
    first = atan2(start[1] - middle[1], start[0] - middle[0])
    return [*arc(middle, radius, first, sweep)[1:-1], end]


def bezier(*handles: Point) -> Iterator[Point]:
    """Points of a quadratic or cubic curve, the first left out."""
    if len(handles) == 3:
        (a, b), (c, d), (e, f) = handles
        handles = (
            handles[0],
            (a + (c - a) * 2 / 3, b + (d - b) * 2 / 3),
            (e + (c - e) * 2 / 3, f + (d - f) * 2 / 3),
            (e, f),
        )
    (a, b), (c, d), (e, f), (g, h) = handles
    bend = max(hypot(a - 2 * c + e, b - 2 * d + f), hypot(c - 2 * e + g, d - 2 * f + h))
    count = min(max(1, ceil(sqrt(0.75 * bend / OFF))), _MOST)
    for part in range(1, count):
        t = part / count
        s = 1 - t
        one, two, three, four = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        yield a * one + c * two + e * three + g * four, b * one + d * two + f * three + h * four
    yield g, h
