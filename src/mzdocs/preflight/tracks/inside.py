"""Closed tracks -> which of them stand in which."""

from __future__ import annotations

from collections.abc import Sequence

from mzdocs.preflight.tracks.machine_file import Point, Track


def areas_by_turns(tracks: Sequence[Track]) -> float:
    """Square millimetres inside: what stands in a track is taken off, what stands in that is put on again."""
    largest_first = sorted(tracks, key=lambda track: -track.area)
    return sum(
        -track.area if _depth(track, largest_first[:at]) % 2 else track.area for at, track in enumerate(largest_first)
    )


def _depth(track: Track, larger: Sequence[Track]) -> int:
    left, bottom, right, top = track.box
    round_it = (
        other
        for other in larger
        if other.box[0] <= left and other.box[1] <= bottom and other.box[2] >= right and other.box[3] >= top
    )
    return sum(_holds(other, track) for other in round_it)


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
