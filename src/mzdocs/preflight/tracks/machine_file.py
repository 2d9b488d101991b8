"""What stands in an engraving file, whatever its format: tracks in millimetres, layers, and what is no track."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import dist, isfinite
from typing import Literal

from mzdocs.core.boxes import Box, Point, box_round_points

ENGRAVE, CUT, MARK = "ENGRAVE", "CUT", "MARK"
"""Areas to engrave, lines to cut through, and single lines to engrave along."""
GAP = 0.05
"""Millimetres between two ends that a machine drives as one point."""
MOST_POINTS, MOST_TRACKS = 400_000, 50_000
_FARTHEST = 100_000.0
"""Millimetres: no machine's bed is a hundred metres long."""

WIDEST = {ENGRAVE: 0.3, CUT: 1.0, MARK: 1.0}
"""Millimetres a line may be drawn wide: more is a band to the eye, and the tool goes along its middle."""

OddKind = Literal["text", "picture", "reference", "script", "curve", "hidden", "effect", "paint"]


class TooMuch(Exception):
    """More points than any sign has: somebody means harm, or nobody simplified."""


class NotReadHere(Exception):
    """A sound form of the format that is not read here."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True)
class Track:
    """A line a tool follows, its curves as short straight pieces: millimetres, right and up.

    The last point of a closed one is joined with the first, which is not said again.
    """

    layer: str
    points: tuple[Point, ...]
    closed: bool

    @cached_property
    def box(self) -> Box:
        """Left, bottom, right and top."""
        return box_round_points(self.points)

    @cached_property
    def area(self) -> float:
        """Square millimetres inside, whichever way it is followed."""
        ends = (*self.points[1:], self.points[0])
        return abs(sum(x * v - u * y for (x, y), (u, v) in zip(self.points, ends, strict=True))) / 2

    @cached_property
    def pieces(self) -> tuple[tuple[Point, Point], ...]:
        """Its straight pieces in their order."""
        return tuple(pairwise((*self.points, self.points[0]) if self.closed else self.points))

    @property
    def gap(self) -> float:
        """Millimetres from its end to its start."""
        return 0.0 if self.closed else dist(self.points[0], self.points[-1])

    @property
    def circle(self) -> tuple[float, float, float] | None:
        """The middle and the diameter of a round one, nothing of another."""
        left, bottom, right, top = self.box
        x, y, wide = (left + right) / 2, (bottom + top) / 2, right - left
        if not self.closed or len(self.points) < _LEAST_CORNERS or abs(wide - (top - bottom)) > GAP:
            return None
        off = max(abs(dist((x, y), point) - wide / 2) for point in self.points)
        return (x, y, wide) if off < GAP else None


_LEAST_CORNERS = 8
"""What has fewer is a polygon that somebody wants."""


@dataclass(frozen=True)
class Oddity:
    """Something a machine does not follow: what it is called in its file, and the layer it lies on."""

    kind: OddKind
    name: str
    layer: str


@dataclass(frozen=True)
class MachineFile:
    """An engraving file as read.

    `unit` is what it says its numbers are, "" where it says nothing, `None` where its format has one unit or none to
    say. `page` is the sheet it declares, `frame` what it claims its lines reach over; `scale` is how many millimetres
    one of its numbers is across and down.
    """

    format: str
    tracks: tuple[Track, ...]
    layers: frozenset[str]
    oddities: tuple[Oddity, ...] = ()
    unit: str | None = None
    page: Box | None = None
    frame: Box | None = None
    scale: Point | None = None

    @property
    def is_bounded(self) -> bool:
        """Whether every number is one and lies where a machine could go, and no more are drawn than on any sign."""
        if len(self.tracks) > MOST_TRACKS:
            return False
        finite = all(isfinite(sum(map(sum, track.points))) for track in self.tracks)
        return finite and all(abs(edge) <= _FARTHEST for track in self.tracks for edge in track.box)

    def on(self, layer: str) -> list[Track]:
        """The tracks of a layer."""
        return [track for track in self.tracks if track.layer == layer]


def track(layer: str, points: Sequence[Point], closed: bool = False) -> Track | None:
    """A track through the points, none twice in a row; nothing of less than two, or where nothing moves."""
    kept = [point for point, before in zip(points, (None, *points), strict=False) if point != before]
    if closed and len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return Track(layer, tuple(kept), closed) if len(kept) > 1 else None
