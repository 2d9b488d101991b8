"""Bleed reached by ink: what reaches the trimmed edge goes on as far as the bleed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageChops

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.units import mm
from mzdocs.pdf.graphics_state import Point
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.geometry import holds
from mzdocs.preflight.painted.rule_pages import pages_to_look_at
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile, Rect
from mzdocs.preflight.rule import PreflightRule, on_page, preflight_problem
from mzdocs.preflight.seen_marks import Sight

STOPS_SHORT = preflight_problem(
    "MZQ20",
    "第 {page} 页{side}的图案只出血 {found} mm，应为 {expected} mm",
    "On page {page} what is printed at the {side} edge bleeds {found} mm instead of {expected} mm",
    "把底色、图片延伸到出血框；不到裁切边的图案不用出血。",
    "Let grounds and pictures go on to the bleed box; what keeps away from the trimmed edge needs none.",
)

_DOT = 0.1
"""Millimetres of a pixel of the edge as it is looked at."""
_INSIDE, _LOOKED_AT = 6, 3
"""Pixels seen inside the trimmed edge, and the one of them that has ink where something reaches the edge."""
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
        page = file.pages[number - 1]
        due = min(page.bleed.mm, expectations.bleed.mm if expectations.bleed else page.bleed.mm)
        for edge in _EDGES if due > _SLACK else ():
            stops = [stop for stop in _stops(edge, due, file, page) if not _is_in_a_picture(edge, stop, file, page)]
            if stops:
                least = max(min(stop.beyond for stop in stops), 0.0)
                facts = {"side": _EDGES[edge][0], "found": f"{least:.1f}", "expected": f"{due:g}"}
                yield STOPS_SHORT.at(on_page(location, number), page=number, **facts)


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
    end = row.find(0, _LOOKED_AT)
    return 0 if end == _LOOKED_AT else end if end > 0 else len(row)


def _strip(edge: _Edge, due: float, page: PageInFile) -> Rect:
    """Left, top, right, bottom in points from the trimmed corner."""
    left, bottom, right, top = page.trim_box
    wide, high, out, back = right - left, top - bottom, mm(due).pt, mm(_INSIDE * _DOT).pt
    return {
        "left": (-out, 0.0, back, high), "upper": (0.0, -out, wide, back),
        "right": (wide - back, 0.0, wide + out, high), "lower": (0.0, high - back, wide, high + out),
    }[edge]  # fmt: skip


def _is_in_a_picture(edge: _Edge, stop: _Stop, file: MeasuredPdf, page: PageInFile) -> bool:
    """Whether a picture or a play of colours goes on beyond: what is white there is its own."""
    left, bottom, right, top = page.trim_box
    out, along = mm(max(stop.beyond, 0) + _SLACK).pt, mm((stop.start + stop.end) / 2).pt
    at: Point = {
        "left": (left - out, top - along), "upper": (left + along, top + out),
        "right": (right + out, top - along), "lower": (left + along, bottom - out),
    }[edge]  # fmt: skip
    sight = Sight(page, page.bleed_box)
    many = (mark for mark in file.marks_of(page.number) if mark.what in ("image", "shading"))
    return any((box := sight.of(mark)) is not None and holds(box, at) for mark in many)


RULES = (PreflightRule("P-REACH", STOPS_SHORT, _reached, ON_PRESS, "trade"),)
