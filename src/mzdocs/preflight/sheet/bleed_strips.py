"""A trimmed edge as it is rendered, row by row -> where ink that reaches it ends before the bleed does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from PIL import Image, ImageChops

from mzdocs.core.problems import Sentence
from mzdocs.core.units import mm
from mzdocs.pdf.graphics_state import Point
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile, Rect

SLACK = 0.3
"""Millimetres that may be missing of the bleed."""
_DOT = 0.2
"""Millimetres of a pixel of the edge as it is looked at."""
_INSIDE, _DEEP = 5, 4
"""Pixels seen inside the trimmed edge, and those of them that have ink where more than a line reaches it."""
_AT_THE_TRIM, _SHORT_OF_THE_BLEED, SHALLOW = 1.0, 4.0, 8.0
"""Millimetres along the edge from which on it is told that something ends at the trim, in one line short of the bleed,
or anywhere short of it: what crosses the edge at an angle, as a drop or a stripe does, is on its way for no longer."""
_CORNER, _MOST_OF_IT = (1.0, 15.0), 0.55
"""Millimetres that a ground may be away from a corner to have lost it; and the share of both edges it then has."""
_PAPER, _INK = 252, 1
"""Of 255: what is as light is no ink."""

Edge = Literal["left", "upper", "right", "lower"]
EDGES: Mapping[Edge, tuple[Sentence, Image.Transpose | None]] = {
    "left": (Sentence("左边", "left"), Image.Transpose.FLIP_LEFT_RIGHT),
    "upper": (Sentence("上边", "upper"), Image.Transpose.ROTATE_270),
    "right": (Sentence("右边", "right"), None),
    "lower": (Sentence("下边", "lower"), Image.Transpose.TRANSPOSE),
}
"""What each is called, and how its picture is turned so that every row of it runs from the page outward: rows go from
the top down, or from the left to the right."""
_CORNERS: Mapping[tuple[Edge, Edge], tuple[bool, bool]] = {
    ("left", "upper"): (True, True), ("right", "upper"): (True, False),
    ("left", "lower"): (False, True), ("right", "lower"): (False, False),
}  # fmt: skip
"""The edges that meet, and whether each begins there."""


@dataclass(frozen=True)
class Stop:
    """Where ink ends before the bleed does: millimetres beyond the trim, and from where to where along the edge."""

    edge: Edge
    beyond: float
    start: float
    end: float

    def place(self, page: PageInFile) -> Point:
        """The point just beyond it."""
        left, bottom, right, top = page.trim_box
        out, along = mm(max(self.beyond, 0) + SLACK).pt, mm((self.start + self.end) / 2).pt
        places: Mapping[Edge, Point] = {
            "left": (left - out, top - along), "upper": (left + along, top + out),
            "right": (right + out, top - along), "lower": (left + along, bottom - out),
        }  # fmt: skip
        return places[self.edge]


class Strip:
    """One edge of a page, `due` millimetres beyond the trim: how far every row of it has ink without a gap."""

    def __init__(self, edge: Edge, due: float, file: MeasuredPdf, page: PageInFile) -> None:
        self.edge, self._due = edge, due
        picture, turned = file.rendered(page.number, _box(edge, due, page), mm(_DOT).pt ** -1), EDGES[edge][1]
        red, green, blue = picture.convert("RGB").split()
        ink = ImageChops.darker(ImageChops.darker(red, green), blue).point([_INK] * _PAPER + [0] * (256 - _PAPER))
        rows = ink.transpose(turned) if turned is not None else ink
        data, wide = rows.tobytes(), rows.width
        self._reach = [_reach(data[at : at + wide]) for at in range(0, len(data), wide)]

    def stops(self) -> Iterator[Stop]:
        """Every stretch along which something reaches the edge and ends in one line short of the bleed, or at a slant
        that is too flat to be its own way across."""
        start = 0
        for at in range(1, len(self._reach) + 1):
            if at == len(self._reach) or abs(self._reach[at] - self._reach[start]) > 1:
                stop = self._stop(start, at)
                least = _AT_THE_TRIM if stop.beyond <= SLACK else _SHORT_OF_THE_BLEED
                if self._is_short(self._reach[start]) and stop.end - stop.start >= least:
                    yield stop
                start = at
        for start, end in self._runs(self._is_short):
            if (end - start) * _DOT >= SHALLOW:
                yield self._stop(start, end)

    def lost_end(self, first: bool) -> Stop | None:
        """The end of an edge that a ground, which bleeds along most of it, does not reach."""
        bleeds = [(end - start, start, end) for start, end in self._runs(self._is_whole)]
        long, start, end = max(bleeds, default=(0, 0, 0))
        missing = (start if first else len(self._reach) - end) * _DOT
        if long < _MOST_OF_IT * len(self._reach) or not _CORNER[0] <= missing <= _CORNER[1]:
            return None
        lost = self._reach[:start] if first else self._reach[end:]
        at = 0 if first else end
        return Stop(self.edge, (min(lost) - _INSIDE) * _DOT, at * _DOT, (at + len(lost)) * _DOT)

    def _is_short(self, reach: int) -> bool:
        return reach > 0 and not self._is_whole(reach)

    def _is_whole(self, reach: int) -> bool:
        return (reach - _INSIDE) * _DOT >= self._due - SLACK

    def _runs(self, which: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
        """Where rows of one kind begin and end."""
        at = 0
        for kind, rows in groupby(self._reach, which):
            start, at = at, at + sum(1 for _ in rows)
            if kind:
                yield start, at

    def _stop(self, start: int, end: int) -> Stop:
        return Stop(self.edge, (min(self._reach[start:end]) - _INSIDE) * _DOT, start * _DOT, end * _DOT)


def lost_corners(strips: Sequence[Strip]) -> Iterator[Stop]:
    """The corners that a ground along both edges leaves out."""
    by_edge = {strip.edge: strip for strip in strips}
    for edges, firsts in _CORNERS.items():
        met = [by_edge[edge].lost_end(first) for edge, first in zip(edges, firsts, strict=True) if edge in by_edge]
        found = [stop for stop in met if stop is not None]
        if len(found) == len(edges):
            yield from found


def _reach(row: bytes) -> int:
    """How many pixels a row has ink from the page outward, without a gap; 0 where none reaches the edge."""
    end = row.find(0)
    return len(row) if end < 0 else end if end >= _DEEP else 0


def _box(edge: Edge, due: float, page: PageInFile) -> Rect:
    """Left, top, right, bottom in points from the trimmed corner."""
    left, bottom, right, top = page.trim_box
    wide, high, out, back = right - left, top - bottom, mm(due).pt, mm(_INSIDE * _DOT).pt
    boxes: Mapping[Edge, Rect] = {
        "left": (-out, 0.0, back, high), "upper": (0.0, -out, wide, back),
        "right": (wide - back, 0.0, wide + out, high), "lower": (0.0, high - back, wide, high + out),
    }  # fmt: skip
    return boxes[edge]
