"""Lines: wide enough for a press to hold, and cut as a cutter follows them."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Location, Problem
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.narrow_lines import narrowest
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PreflightRule, on_page, preflight_problem
from mzdocs.preflight.seen_marks import Sight, ink_of

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

_LEAST_LINE, _SLACK = 0.25, 0.001
"""Points."""


def _lines(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """Of what is seen; lines of inks that mark or underlie are none of the press."""
    for page, marks in file.marks:
        sight = Sight(page)
        thin = ((narrowest(mark), mark) for mark in marks if ink_of(mark).ink not in expectations.unseen)
        seen = (wide for wide, mark in thin if wide < _LEAST_LINE - _SLACK and sight.of(mark))
        least = min(seen, default=_LEAST_LINE)
        if least < _LEAST_LINE:
            yield HAIRLINE.at(on_page(location, page.number), found=f"{least:.3f}")


def _cut(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page, marks in file.marks:
        if any(mark.paint.ink == expectations.cut and mark.what != "stroke" for mark in marks):
            yield CUT_NOT_A_LINE.at(on_page(location, page.number), ink=expectations.cut)


RULES = (
    PreflightRule("P-HAIR", HAIRLINE, _lines, ON_PRESS, "trade"),
    PreflightRule("P-CUT", CUT_NOT_A_LINE, _cut, ON_PRESS, "trade"),
)
