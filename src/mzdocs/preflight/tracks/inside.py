"""Closed tracks -> which of them stand in which."""

from __future__ import annotations

from collections.abc import Iterable

from mzdocs.core.boxes import Point
from mzdocs.preflight.tracks.machine_file import Track


def areas_by_turns(tracks: Iterable[Track]) -> float:
    """Square millimetres inside: what stands in a track is taken off, what stands in that is put on again."""
    total, reaching = 0.0, list[Track]()
    for track in sorted(tracks, key=lambda each: (each.box[0], -each.area)):
        left, bottom, right, top = track.box
        reaching = [other for other in reaching if other.box[2] >= left]
        round_it = [
            other for other in reaching if other.box[1] <= bottom and other.box[2] >= right and other.box[3] >= top
        ]
        depth = sum(_holds(other, track) for other in round_it)
        total += -track.area if depth % 2 else track.area
        reaching.append(track)
    return total


def _holds(outer: Track, inner: Track) -> bool:
    """Whether most of three points lie inside: one may lie on the line itself."""
    count = len(inner.points)
    asked = (inner.points[0], inner.points[count // 3], inner.points[2 * count // 3])
    return sum(_is_inside(point, outer) for point in asked) >= 2


def _is_inside(point: Point, track: Track) -> bool:
    """By how often a ray to the right meets its line."""
    x, y = point
    met = False
    for (a, b), (c, d) in track.pieces:
        if (b > y) != (d > y) and x < a + (y - b) / (d - b) * (c - a):
            met = not met
    return met
