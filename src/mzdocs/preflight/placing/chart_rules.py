"""Lines that join boxes: none runs through a box or along its edge, none crosses another."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Problem
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.painted.painted_page import PaintedPage
from mzdocs.preflight.painted.pieces import Box, Painted, grown, touch, within
from mzdocs.preflight.painted.rule_pages import Found, declared, on_every_page
from mzdocs.preflight.rule import PreflightRule, preflight_problem

THROUGH_A_BOX = preflight_problem(
    "MZP58",
    "第 {page} 页（{place}）流程线穿进了方框 {found} mm",
    "On page {page} ({place}) a line of the chart runs {found} mm into a box",
    "调整步骤的先后或文字，让线绕开方框。",
    "Change the steps' order or words so that the line passes beside the box.",
)
ALONG_A_BOX = preflight_problem(
    "MZP59",
    "第 {page} 页（{place}）流程线贴着方框走，只隔 {found} mm，至少应隔 {least} mm",
    "On page {page} ({place}) a line of the chart runs along a box at {found} mm, at least {least} mm are needed",
    "加长这一步的文字，或调整步骤的先后。",
    "Lengthen the step's text or change the steps' order.",
)
LINES_CROSS = preflight_problem(
    "MZP60",
    "第 {page} 页（{place}）两条流程线相交",
    "On page {page} ({place}) two lines of the chart cross",
    "调整步骤和支线的先后。",
    "Change the order of the steps and branches.",
)

_RUNS_IN, _RUNS_ALONG = 0.5, 3.0
"""Millimetres a line runs inside a box, or along one, before it is told."""
_SKIN = 0.2
_BEYOND = 1.0
"""Millimetres two lines run on beyond each other, where they cross and do not only meet."""
_SLACK = 0.01
_LEAST_BOX = 3.0
"""Millimetres: a smaller panel is an arrow, a bullet or a bar."""


def _through(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    if declared(expectations).along is None:
        return
    for stroke in _connectors(page):
        for box, skin in _boxes(page):
            if box.kind == "panel" and box.order > stroke.order:
                continue
            core = grown(box.box, -skin)
            deep = _shared(stroke, core)
            if touch(stroke.box, core) and not within(stroke.box, box.box, -0.05) and deep > _RUNS_IN:
                yield found(THROUGH_A_BOX, box.box, found=f"{deep:.1f}")


def _along(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    least = declared(expectations).along
    for stroke in _connectors(page) if least else ():
        assert least is not None
        for box in page.of("frame"):
            beside = _from_an_edge(stroke, box)
            runs_along = _shared(stroke, box.box) > _RUNS_ALONG and not within(stroke.box, box.box, 0.5)
            if runs_along and beside < least.mm - _SLACK:
                yield found(ALONG_A_BOX, stroke.box, found=f"{beside:.2f}", least=f"{least.mm:g}")


def _crossings(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    if declared(expectations).along is None:
        return
    strokes = _connectors(page)
    for flat in (stroke for stroke in strokes if stroke.across > stroke.down):
        for upright in (stroke for stroke in strokes if stroke.across <= stroke.down):
            beyond = (
                upright.box[0] - flat.box[0], flat.box[2] - upright.box[2],
                flat.box[1] - upright.box[1], upright.box[3] - flat.box[3],
            )  # fmt: skip
            if min(beyond) > _BEYOND:
                yield found(LINES_CROSS, upright.box)


def _connectors(page: PaintedPage) -> list[Painted]:
    return [rule for rule in page.of("rule") if not rule.joint]


def _boxes(page: PaintedPage) -> Iterator[tuple[Painted, float]]:
    """Frames, and panels that are boxes of their own on the page; with how deep their edge is."""
    yield from ((frame, frame.width + _SKIN) for frame in page.of("frame"))
    for panel in page.of("panel"):
        if min(panel.across, panel.down) > _LEAST_BOX and within(panel.box, page.trim, 0.1):
            yield panel, _SKIN


def _shared(stroke: Painted, box: Box) -> float:
    """How far a stroke and a box run beside or in each other, along the stroke."""
    axis = 0 if stroke.across > stroke.down else 1
    return min(stroke.box[axis + 2], box[axis + 2]) - max(stroke.box[axis], box[axis])


def _from_an_edge(stroke: Painted, box: Painted) -> float:
    """From a stroke to the nearer of the two edges it runs along; nothing where it lies on one."""
    axis = 1 if stroke.across > stroke.down else 0
    low, high = stroke.box[axis], stroke.box[axis + 2]
    return min(max(low - edge, edge - high, 0.0) for edge in (box.box[axis], box.box[axis + 2]))


RULES = (
    PreflightRule("G-THROUGH", THROUGH_A_BOX, on_every_page(_through), ON_PRESS, "house"),
    PreflightRule("G-ALONG", ALONG_A_BOX, on_every_page(_along), ON_PRESS, "house"),
    PreflightRule("G-CROSS", LINES_CROSS, on_every_page(_crossings), ON_PRESS, "house"),
)
