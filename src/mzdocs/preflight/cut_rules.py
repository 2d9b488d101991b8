"""What is cut: drawn as a cutter follows it."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Location, Problem
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PreflightRule, on_page, preflight_problem

CUT_NOT_A_LINE = preflight_problem(
    "MZP39",
    "刀线色“{ink}”用在了描边以外，切割机会切两遍或切错",
    "The cut ink {ink} is used for more than strokes: a cutter would cut twice or wrongly",
    "刀线只用一条描边路径。",
    "Draw what is cut as one stroked path.",
)


def _cut(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page, marks in file.marks:
        if any(mark.paint.ink == expectations.cut and mark.what != "stroke" for mark in marks):
            yield CUT_NOT_A_LINE.at(on_page(location, page.number), ink=expectations.cut)


RULES = (PreflightRule("P-CUT", CUT_NOT_A_LINE, _cut, ON_PRESS, "trade"),)
