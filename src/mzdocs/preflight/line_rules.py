"""Lines: wide enough for a press to hold, and cut as a cutter follows them."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Location, Problem
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PreflightRule, on_page, preflight_problem

HAIRLINE = preflight_problem(
    "MZP32",
    "有线条只有 {found} pt，至少 0.25 pt 才印得住",
    "A line is only {found} pt wide, a press holds 0.25 pt",
    "把线条加粗。",
    "Make the line wider.",
)
CUT_NOT_A_LINE = preflight_problem(
    "MZP39",
    "刀线色“{ink}”用在了描边以外，切割机会切两遍或切错",
    "The cut ink {ink} is used for more than strokes: a cutter would cut twice or wrongly",
    "刀线只用一条描边路径。",
    "Draw what is cut as one stroked path.",
)

_LEAST_LINE = 0.25
"""Points."""


def _lines(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page, marks in file.marks:
        least = min((mark.line_width for mark in marks if mark.what == "stroke"), default=_LEAST_LINE)
        if least < _LEAST_LINE - 0.001:
            yield HAIRLINE.at(on_page(location, page.number), found=f"{least:.3f}")


def _cut(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page, marks in file.marks:
        if any(mark.paint.ink == expectations.cut and mark.what != "stroke" for mark in marks):
            yield CUT_NOT_A_LINE.at(on_page(location, page.number), ink=expectations.cut)


RULES = (
    PreflightRule("P-HAIR", HAIRLINE, _lines, ON_PRESS, "trade"),
    PreflightRule("P-CUT", CUT_NOT_A_LINE, _cut, ON_PRESS, "trade"),
)
