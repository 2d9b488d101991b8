"""Bleed reached by ink: what reaches the trimmed edge goes on as far as the bleed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mzdocs.core.problems import Location, Problem
from mzdocs.core.units import mm, pt
from mzdocs.pdf.graphics_state import Mark, Point
from mzdocs.pdf.shadings import Shading
from mzdocs.pdf.tiles import back
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.painted.drawn_sides import sides
from mzdocs.preflight.painted.geometry import extent, holds, inside
from mzdocs.preflight.painted.pieces import grown
from mzdocs.preflight.painted.rule_pages import not_passed, pages_to_look_at
from mzdocs.preflight.painted.seen_marks import Sight, ink_of, leaves_no_ink, sight_of
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile, Rect
from mzdocs.preflight.rule import PreflightRule, on_page, preflight_problem
from mzdocs.preflight.sheet.bleed_strips import EDGES, SHALLOW, SLACK, Edge, Strip, lost_corners

STOPS_SHORT = preflight_problem(
    "MZQ20",
    "第 {page} 页{edge}的图案只出血 {found} mm，应为 {expected} mm",
    "On page {page} what is printed at the {edge} edge bleeds {found} mm instead of {expected} mm",
    "把底色、图片延伸到出血框；不到裁切边的图案不用出血。",
    "Let grounds and pictures go on to the bleed box; what keeps away from the trimmed edge needs none.",
)

_UPRIGHT = 0.01
"""Points a side may lean."""


def _reached(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for number in not_passed(pages_to_look_at(expectations, file), expectations):
        page, marks = file.pages[number - 1], file.marks_of(number)
        room = min(page.bleed.mm, pt(min(map(abs, _apart(page.trim_box, page.crop)))).mm)
        due = min(room, expectations.bleed.mm) if expectations.bleed else room
        inked = [mark for mark in marks if ink_of(mark).ink not in expectations.unseen]
        sight = sight_of(file, page)
        edges = _doubtful(inked, page, due, sight) if due > SLACK else []
        strips = [Strip(edge, due, file, page) for edge in edges]
        stops = [*(stop for strip in strips for stop in strip.stops()), *lost_corners(strips)]
        own = [mark for mark in marks if mark.what in ("image", "shading") and not leaves_no_ink(mark)]
        short = [stop for stop in stops if not _is_in_a_picture(stop.place(page), own, page, sight)]
        for edge in edges:
            beyond = [stop.beyond for stop in short if stop.edge == edge]
            if beyond:
                facts = {"found": f"{max(min(beyond), 0.0):.1f}", "expected": f"{due:.2g}"}
                yield STOPS_SHORT.at(on_page(location, number), page=number, edge=EDGES[edge][0], **facts)


def _apart(one: Rect, other: Rect) -> tuple[float, float, float, float]:
    """How far the sides of a box are from those of another."""
    left, bottom, right, top = (a - b for a, b in zip(one, other, strict=True))
    return left, bottom, right, top


def _doubtful(marks: Sequence[Mark], page: PageInFile, due: float, sight: Sight) -> list[Edge]:
    """The edges that a mark ends at or leans over, or where something white is laid over the bleed: only these are
    looked at."""
    slack = mm(SLACK).pt
    low, high = -slack, mm(due).pt - slack
    found, bleeding = set[Edge](), set[Edge]()
    middle = grown(page.trim_box, -slack)
    for mark in marks:
        within = mark.what in ("fill", "stroke", "image") and inside(extent(mark), middle)
        box = None if within else sight.area(mark, page.bleed_box)
        if box is not None:
            left, bottom, right, top = _apart(page.trim_box, box)
            beyond: Mapping[Edge, float] = {"left": left, "upper": -top, "right": -right, "lower": bottom}
            out = {edge for edge, far in beyond.items() if far > slack}
            if leaves_no_ink(mark):
                found |= out & bleeding
            else:
                bleeding |= out
                cap = mark.line_width / 2 if mark.what == "stroke" else 0.0  # a line may end without one
                found |= {edge for edge, far in beyond.items() if low < far < high + cap}
                if out and _leans(mark, box, sight):
                    found |= out
    return [edge for edge in EDGES if edge in found]


def _leans(mark: Mark, box: Rect, sight: Sight) -> bool:
    """Whether a mark that is wide enough to be a ground may not fill its box: its sides, or a clip's, stand askew."""
    if max(box[2] - box[0], box[3] - box[1]) < mm(SHALLOW).pt or mark.what == "text":
        return False
    if sight.has_odd_clip(mark):
        return True
    if mark.what == "shading":
        return [*map(bool, mark.paint.pattern.get("/Extend", ()))] != [True, True]
    if mark.what == "image":
        a, b, c, d, *_ = mark.state.matrix
        return min(abs(b) + abs(c), abs(a) + abs(d)) > _UPRIGHT
    return any(min(abs(x2 - x1), abs(y2 - y1)) > _UPRIGHT for (x1, y1), (x2, y2) in sides(mark.path, closed=True))


def _is_in_a_picture(at: Point, marks: Sequence[Mark], page: PageInFile, sight: Sight) -> bool:
    """Whether a picture or a play of colours goes on beyond: what is white there is its own."""
    boxes = ((mark, sight.area(mark, page.bleed_box)) for mark in marks)
    return any(box is not None and holds(box, at) and _goes_on(mark, at) for mark, box in boxes)


def _goes_on(mark: Mark, at: Point) -> bool:
    if mark.what == "shading":
        return Shading(mark).at(at) is not None
    place = back(mark.state.matrix, *at)
    return place is not None and holds((0, 0, 1, 1), place)


RULES = (PreflightRule("P-REACH", STOPS_SHORT, _reached, ON_PRESS, "trade"),)
