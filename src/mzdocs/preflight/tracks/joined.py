"""Tracks drawn piece by piece -> tracks as the machine drives them: pieces whose ends meet are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import dist, floor

from mzdocs.core.boxes import Point
from mzdocs.preflight.tracks.machine_file import GAP, Track

_Ends = dict[tuple[int, int], list[Track]]


def joined(tracks: Iterable[Track]) -> tuple[Track, ...]:
    """The tracks of a file, those of a layer whose ends meet joined; what comes back to its start is closed."""
    by_layer: dict[str, list[Track]] = defaultdict(list)
    whole: list[Track] = []
    for track in _distinct(tracks):
        if track.gap <= GAP and len(track.points) > 2:
            whole.append(Track(track.layer, _ring(track), closed=True))
        else:
            by_layer[track.layer].append(track)
    return (*whole, *(chain for pieces in by_layer.values() for chain in _chains(pieces)))


def _ring(track: Track) -> tuple[Point, ...]:
    return track.points if track.closed else track.points[:-1]


def _distinct(tracks: Iterable[Track]) -> list[Track]:
    """Of open tracks through the same points, either way round, the first: drawn twice, they would join each other."""
    seen: dict[object, Track] = {}
    for track in tracks:
        key: object = (
            id(track) if track.closed else (track.layer, frozenset((round(x, 3), round(y, 3)) for x, y in track.points))
        )
        seen.setdefault(key, track)
    return list(seen.values())


def _chains(pieces: list[Track]) -> Iterator[Track]:
    ends: _Ends = defaultdict(list)
    for piece in pieces:
        for end in (piece.points[0], piece.points[-1]):
            ends[_cell(end)].append(piece)
    left = {id(piece) for piece in pieces}
    for piece in pieces:
        if id(piece) in left:
            left.discard(id(piece))
            onward = _driven(list(piece.points), ends, left)
            line = _driven(onward[::-1], ends, left)
            closed = dist(line[0], line[-1]) <= GAP and len(line) > 2
            yield Track(piece.layer, tuple(line[:-1] if closed else line), closed)


def _driven(line: list[Point], ends: _Ends, left: set[int]) -> list[Point]:
    """The line with all that begins or ends where it ends, until it comes back or nothing goes on."""
    while len(line) < 3 or dist(line[0], line[-1]) > GAP:
        more = _next(line[-1], ends, left)
        if more is None:
            break
        line += more
    return line


def _next(end: Point, ends: _Ends, left: set[int]) -> tuple[Point, ...] | None:
    across, up = _cell(end)
    for cell in ((across + i, up + j) for i in (0, -1, 1) for j in (0, -1, 1)):
        here = ends.get(cell, [])
        while here and id(here[-1]) not in left:
            here.pop()
        for piece in reversed(here):
            if id(piece) not in left:
                continue
            for points in (piece.points, piece.points[::-1]):
                if dist(points[0], end) <= GAP:
                    left.discard(id(piece))
                    return points[1:]
    return None


def _cell(point: Point) -> tuple[int, int]:
    return floor(point[0] / GAP), floor(point[1] / GAP)
