"""What is cut: drawn as a cutter follows it, judged as the lines of an engraving file are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.units import mm
from mzdocs.pdf.graphics_state import Mark, Point, Segment
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.ink.page_ink import page_ink
from mzdocs.preflight.painted.covers import covers_of
from mzdocs.preflight.painted.geometry import extent, inside
from mzdocs.preflight.painted.rule_pages import pages_due
from mzdocs.preflight.painted.seen_marks import paints_of
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import Check, PreflightRule, on_page, preflight_problem
from mzdocs.preflight.sheet.cut_lines import breaks, cuts, is_cut_line, unprinted
from mzdocs.preflight.tracks import line_rules
from mzdocs.preflight.tracks.machine_file import CUT, MachineFile, Track, track
from mzdocs.preflight.tracks.machine_order import MachineOrder
from mzdocs.preflight.tracks.straightened import bezier
from mzdocs.preflight.tracks.track_rule import TrackRule, case

CUT_NOT_A_LINE = preflight_problem(
    "MZP39",
    "刀线色“{ink}”用在了描边以外，切割机会切两遍或切错",
    "The cut ink {ink} is used for more than strokes: a cutter would cut twice or wrongly",
    "刀线只用一条描边路径。",
    "Draw what is cut as one stroked path.",
)
CUT_BEYOND = preflight_problem(
    "MZQ21",
    "刀线伸到了出血框外（第 {page} 页，超出 {found} mm）",
    "On page {page} a line to cut reaches beyond the bleed by {found} mm",
    "刀线画在版面之内；图例、说明不用刀线色。",
    "Keep what is cut on the sheet; draw legends and notes in another ink.",
)
CUT_UNEVEN = preflight_problem(
    "MZQ22",
    "刀线不是粗细一致的实线（第 {page} 页：{why}）",
    "On page {page} what is cut is not one solid line throughout: {why}",
    "刀线统一为同一粗细的实线；要打虚线切口的，在订单里写明。",
    "Draw all that is cut solid and of one width; say in the order what is to be perforated.",
)
CUT_NOT_WHOLE = preflight_problem(
    "MZQ80",
    "刀线不完整（第 {page} 页：{why}）",
    "On page {page} what is cut does not come out whole: {why}",
    "刀线用 100% 的刀线色，不透明、不剪裁，画在最上面，图层设为可印。",
    "Draw what is cut in the cut ink at 100 %, opaque, unclipped, on top of all, in a layer that prints.",
)
_SAME_WIDTH = 0.01
"""Points."""
_MILLIMETRE = mm(1).pt


def _lines_alone(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in pages_due(expectations, file):
        marks = file.marks_of(page.number)
        areas = (paint for mark in marks if mark.what != "stroke" for paint in paints_of(mark))
        pictures = (layer.picture for layer in page_ink(file, page).layers if layer.picture is not None)
        if any(cuts(paint, expectations.cut) for paint in areas) or any(
            expectations.cut in picture.used for picture in pictures
        ):
            yield CUT_NOT_A_LINE.at(on_page(location, page.number), ink=expectations.cut)


def _whole(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in pages_due(expectations, file):
        marks = file.marks_of(page.number)
        if any(is_cut_line(mark, expectations.cut) for mark in file.walked(page.number)):
            covers = covers_of(file, page, expectations.unseen)
            found = (*breaks(marks, expectations.cut, covers), *unprinted(file.walked(page.number), expectations.cut))
            for why in dict.fromkeys(found):
                yield CUT_NOT_WHOLE.at(on_page(location, page.number), page=page.number, why=why)


def _on_the_sheet(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in pages_due(expectations, file):
        boxes = [extent(mark) for mark in _cut(file.marks_of(page.number), expectations)]
        beyond = [box for box in boxes if not inside(box, page.bleed_box)]
        if beyond:
            far = max(
                max(page.bleed_box[at] - box[at], box[at + 2] - page.bleed_box[at + 2])
                for box in beyond
                for at in (0, 1)
            )
            yield CUT_BEYOND.at(on_page(location, page.number), page=page.number, found=f"{far / _MILLIMETRE:.1f}")


def _even(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in pages_due(expectations, file):
        lines = _cut(file.marks_of(page.number), expectations)
        widths = [mark.line_width for mark in lines]
        if any(any(mark.state.dashes) for mark in lines):
            yield CUT_UNEVEN.at(on_page(location, page.number), page=page.number, why=_DASHED)
        elif widths and max(widths) - min(widths) > _SAME_WIDTH:
            why = Sentence(f"{min(widths):.2f} 至 {max(widths):.2f} pt", f"{min(widths):.2f} to {max(widths):.2f} pt")
            yield CUT_UNEVEN.at(on_page(location, page.number), page=page.number, why=why)


_DASHED = Sentence("是虚线", "it is dashed")


def _as_tracks(rule: TrackRule) -> Check:
    """A rule on what a machine drives, asked of the cut lines of every page."""

    def checked(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
        for page in pages_due(expectations, file):
            marks = file.marks_of(page.number)
            tracks = tuple(each for mark in _cut(marks, expectations) for each in _tracks(mark.path))
            if tracks:
                cut = MachineFile("pdf", tracks, frozenset({CUT}))
                yield from rule.check(case(cut, MachineOrder(), on_page(location, page.number)))

    return checked


def _cut(marks: Iterable[Mark], expectations: Expectations) -> list[Mark]:
    return [mark for mark in marks if is_cut_line(mark, expectations.cut)]


def _tracks(path: Iterable[Segment]) -> Iterator[Track]:
    """The contours of a path, in millimetres."""
    points: list[Point] = []
    for operator, at in [*path, ("m", ())]:
        in_mm = [(x / _MILLIMETRE, y / _MILLIMETRE) for x, y in at]
        if operator == "c":
            points += bezier(points[-1], *in_mm)
        elif operator == "l":
            points += in_mm
        else:
            yield from filter(None, [track(CUT, points, closed=operator == "h")])
            points = in_mm or points[:1]


_CLOSED, _ONCE, _APART = (
    next(rule for rule in line_rules.RULES if rule.problem_type == kind)
    for kind in (line_rules.OPEN, line_rules.TWICE, line_rules.CROSSING)
)
RULES = (
    PreflightRule("P-CUT", CUT_NOT_A_LINE, _lines_alone, ON_PRESS, "trade"),
    PreflightRule("P-CUT-WHOLE", CUT_NOT_WHOLE, _whole, ON_PRESS, "trade"),
    PreflightRule("P-CUT-CLOSED", _CLOSED.problem_type, _as_tracks(_CLOSED), ON_PRESS, "trade"),
    PreflightRule("P-CUT-ONCE", _ONCE.problem_type, _as_tracks(_ONCE), ON_PRESS, "trade"),
    PreflightRule("P-CUT-CROSS", _APART.problem_type, _as_tracks(_APART), ON_PRESS, "trade"),
    PreflightRule("P-CUT-SHEET", CUT_BEYOND, _on_the_sheet, ON_PRESS, "trade"),
    PreflightRule("P-CUT-EVEN", CUT_UNEVEN, _even, ON_PRESS, "trade"),
)
