"""What a design centres stands in the middle: across by the pen (side bearings are the face's), up and down by ink."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mzdocs.core.boxes import box_round_boxes
from mzdocs.core.problems import Problem, Sentence
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.painted.painted_page import PaintedPage, beginning
from mzdocs.preflight.painted.pieces import Box, Painted, TextLine, within
from mzdocs.preflight.painted.rule_pages import Found, declared, on_every_page
from mzdocs.preflight.rule import PreflightRule, preflight_problem

OFF_CENTRE = preflight_problem(
    "MZP61",
    "第 {page} 页（{place}）{what}没有居中：{side} {found} mm，最多 {most} mm",
    "On page {page} ({place}) {what} is not centred: {found} mm {side}, at most {most} mm",
    "模板按最后的字号和字形重新定位。",
    "Place it in the template by its final size and its ink.",
)

_MOST, _SHARE = 0.5, 0.003
"""Millimetres off the middle, or that share of the panel: the larger."""
_AXES = "xy"


def _centred(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    keeps = declared(expectations)
    for line in page.lines if keeps.lines else ():
        what = Sentence(f"“{beginning(line)}”", f"“{beginning(line)}”")
        yield from _off(page, [line], keeps.lines, what, found)
    if keeps.group and page.lines:
        yield from _off(page, page.lines, keeps.group, Sentence("全部文字", "the text as a whole"), found)


def _off(page: PaintedPage, lines: Iterable[TextLine], axes: str, what: Sentence, found: Found) -> Iterator[Problem]:
    box = box_round_boxes(line.box for line in lines)
    pens = [line.pen for line in lines]
    spans = (min(pen[0] for pen in pens), max(pen[1] for pen in pens)), (box[1], box[3])
    field = _field(box, page)
    for at, (low, high) in enumerate(spans):
        side, most = (low + high - field[at] - field[at + 2]) / 2, _most(field[at + 2] - field[at])
        if _AXES[at] in axes and abs(side) > most:
            facts = {"what": what, "side": _SIDES[at][side > 0], "found": f"{abs(side):.2f}", "most": f"{most:.2g}"}
            yield found(OFF_CENTRE, box, **facts)


_SIDES = (
    (Sentence("偏左", "to the left"), Sentence("偏右", "to the right")),
    (Sentence("偏低", "too low"), Sentence("偏高", "too high")),
)


def _most(panel: float) -> float:
    return max(_MOST, _SHARE * panel)


def _field(box: Box, page: PaintedPage) -> Box:
    """The visible part of the ground: a panel painted above or below takes its part of it away."""
    panels = [panel for panel in page.of("panel") if panel.across > _SHARE * page.size[0]]
    own = max((panel for panel in panels if within(box, panel.box)), key=lambda panel: panel.order, default=None)
    left, bottom, right, top = _on_page(own, page)
    for panel in panels:
        if panel is not own and panel.box[0] < box[0] and panel.box[2] > box[2]:
            bottom = max(bottom, panel.box[3]) if panel.box[3] < box[1] else bottom
            top = min(top, panel.box[1]) if panel.box[1] > box[3] else top
    return left, bottom, right, top


def _on_page(panel: Painted | None, page: PaintedPage) -> Box:
    left, bottom, right, top = page.trim if panel is None else panel.box
    return max(left, 0), max(bottom, 0), min(right, page.size[0]), min(top, page.size[1])


RULES = (PreflightRule("G-CENTRE", OFF_CENTRE, on_every_page(_centred), ("press",), "house"),)
