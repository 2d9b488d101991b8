"""Bleed reached by ink: what reaches the trimmed edge goes on as far as the bleed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageChops

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.units import mm, pt
from mzdocs.pdf.graphics_state import Mark, Point
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.painted.geometry import extent, holds, inside
from mzdocs.preflight.painted.pieces import grown
from mzdocs.preflight.painted.rule_pages import pages_to_look_at
from mzdocs.preflight.painted.seen_marks import Sight, ink_of, leaves_no_ink
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile, Rect
from mzdocs.preflight.rule import PreflightRule, on_page, preflight_problem

STOPS_SHORT = preflight_problem(
    "MZQ20",
    "第 {page} 页{edge}的图案只出血 {found} mm，应为 {expected} mm",
    "On page {page} what is printed at the {edge} edge bleeds {found} mm instead of {expected} mm",
    "把底色、图片延伸到出血框；不到裁切边的图案不用出血。",
    "Let grounds and pictures go on to the bleed box; what keeps away from the trimmed edge needs none.",
)

_DOT = 0.2
"""Millimetres of a pixel of the edge as it is looked at."""
_INSIDE, _DEEP = 5, 4
"""Pixels seen inside the trimmed edge, and those of them that have ink where more than a line reaches it."""
_SLACK = 0.3
"""Millimetres that may be missing of the bleed."""
_AT_THE_TRIM, _SHORT_OF_THE_BLEED = 1.0, 4.0
"""Millimetres along the edge from which on it is told that something ends at the trim, or between it and the bleed: the
round side of a small thing that stands over the edge is no longer."""
_PAPER, _INK = 252, 1
"""Of 255: what is as light is no ink."""


_Edge = Literal["left", "upper", "right", "lower"]
_EDGES: Mapping[_Edge, tuple[Sentence, Image.Transpose | None]] = {
    "left": (Sentence("左边", "left"), Image.Transpose.FLIP_LEFT_RIGHT),
    "upper": (Sentence("上边", "upper"), Image.Transpose.ROTATE_270),
    "right": (Sentence("右边", "right"), None),
    "lower": (Sentence("下边", "lower"), Image.Transpose.TRANSPOSE),
}
"""What each is called, and how its picture is turned so that every row of it runs from the page outward."""


@dataclass(frozen=True)
class _Stop:
    """Where ink ends before the bleed does: millimetres beyond the trim, and from where to where along the edge."""

    beyond: float
    start: float
    end: float


def _reached(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for number in pages_to_look_at(expectations, file):
        page, marks = file.pages[number - 1], file.marks_of(number)
        room = min(page.bleed.mm, pt(min(map(abs, _apart(page.trim_box, page.crop)))).mm)
        due = min(room, expectations.bleed.mm) if expectations.bleed else room
        seen = [mark for mark in marks if ink_of(mark).ink not in expectations.unseen]
        for edge in _doubtful(seen, page, due) if due > _SLACK else ():
            stops = [stop for stop in _stops(edge, due, file, page) if not _is_in_a_picture(edge, stop, marks, page)]
            if stops:
                least = max(min(stop.beyond for stop in stops), 0.0)
                facts = {"edge": _EDGES[edge][0], "found": f"{least:.1f}", "expected": f"{due:.2g}"}
                yield STOPS_SHORT.at(on_page(location, number), page=number, **facts)


def _apart(one: Rect, other: Rect) -> tuple[float, float, float, float]:
    """How far the sides of a box are from those of another."""
    left, bottom, right, top = (a - b for a, b in zip(one, other, strict=True))
    return left, bottom, right, top


def _doubtful(marks: Sequence[Mark], page: PageInFile, due: float) -> list[_Edge]:
    """The edges that a mark ends at, or where something white is laid over the bleed: only these are looked at."""
    sight, slack = Sight(page, page.bleed_box), mm(_SLACK).pt
    low, high = -slack, mm(due).pt - slack
    found, bleeding = set[_Edge](), set[_Edge]()
    middle = grown(page.trim_box, -slack)
    for mark in marks:
        within = mark.what in ("fill", "stroke", "image") and inside(extent(mark), middle)
        box = None if within else sight.area(mark)
        if box is not None:
            left, bottom, right, top = _apart(page.trim_box, box)
            beyond: Mapping[_Edge, float] = {"left": left, "upper": -top, "right": -right, "lower": bottom}
            out = {edge for edge, far in beyond.items() if far > slack}
            if leaves_no_ink(mark):
                found |= out & bleeding
            else:
                bleeding |= out
                cap = mark.line_width / 2 if mark.what == "stroke" else 0.0  # a line may end without one
                found |= {edge for edge, far in beyond.items() if low < far < high + cap}
    return [edge for edge in _EDGES if edge in found]


def _stops(edge: _Edge, due: float, file: MeasuredPdf, page: PageInFile) -> Iterator[_Stop]:
    """Every stretch of the edge along which something reaches it and ends in one line short of the bleed."""
    strip, turned = file.rendered(page.number, _strip(edge, due, page), mm(_DOT).pt ** -1), _EDGES[edge][1]
    red, green, blue = strip.convert("RGB").split()
    ink = ImageChops.darker(ImageChops.darker(red, green), blue).point([_INK] * _PAPER + [0] * (256 - _PAPER))
    rows = ink.transpose(turned) if turned is not None else ink
    reach = [_reach(rows.tobytes()[at : at + rows.width]) for at in range(0, rows.width * rows.height, rows.width)]
    start = 0
    for at in range(1, len(reach) + 1):
        if at == len(reach) or abs(reach[at] - reach[start]) > 1:
            beyond, long = (reach[start] - _INSIDE) * _DOT, (at - start) * _DOT
            least = _AT_THE_TRIM if beyond <= _SLACK else _SHORT_OF_THE_BLEED
            if reach[start] > 0 and beyond < due - _SLACK and long >= least:
                yield _Stop(beyond, start * _DOT, at * _DOT)
            start = at


def _reach(row: bytes) -> int:
    """How many pixels a row has ink from the page outward, without a gap; 0 where none reaches the edge."""
    end = row.find(0)
    return len(row) if end < 0 else end if end >= _DEEP else 0


def _strip(edge: _Edge, due: float, page: PageInFile) -> Rect:
    """Left, top, right, bottom in points from the trimmed corner."""
    left, bottom, right, top = page.trim_box
    wide, high, out, back = right - left, top - bottom, mm(due).pt, mm(_INSIDE * _DOT).pt
    return {
        "left": (-out, 0.0, back, high), "upper": (0.0, -out, wide, back),
        "right": (wide - back, 0.0, wide + out, high), "lower": (0.0, high - back, wide, high + out),
    }[edge]  # fmt: skip


def _is_in_a_picture(edge: _Edge, stop: _Stop, marks: Sequence[Mark], page: PageInFile) -> bool:
    """Whether a picture or a play of colours goes on beyond: what is white there is its own."""
    left, bottom, right, top = page.trim_box
    out, along = mm(max(stop.beyond, 0) + _SLACK).pt, mm((stop.start + stop.end) / 2).pt
    at: Point = {
        "left": (left - out, top - along), "upper": (left + along, top + out),
        "right": (right + out, top - along), "lower": (left + along, bottom - out),
    }[edge]  # fmt: skip
    sight = Sight(page, page.bleed_box)
    boxes = (sight.of(mark) for mark in marks if mark.what in ("image", "shading"))
    return any(box is not None and holds(box, at) for box in boxes)


RULES = (PreflightRule("P-REACH", STOPS_SHORT, _reached, ON_PRESS, "trade"),)
