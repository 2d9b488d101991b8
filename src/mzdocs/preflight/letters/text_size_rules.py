"""Text: no smaller than it can be read in print, as letters or turned to outlines, wherever it is seen."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mzdocs.core.problems import Location, Problem
from mzdocs.core.units import mm
from mzdocs.pdf.graphics_state import Mark, times
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.painted.rule_pages import not_passed, pages_to_look_at
from mzdocs.preflight.painted.seen_marks import shows_letters, sight_of
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PreflightRule, on_page, preflight_problem

SMALL_TEXT = preflight_problem(
    "MZP33",
    "有文字只有 {found} pt，至少 {least} pt 才清楚",
    "Text is only {found} pt, it takes {least} pt to be clear",
    "加大字号。",
    "Enlarge the text.",
)

_LEAST_TEXT, _SLACK = 6.0, 0.01
"""Points."""
_CONDENSED = 2.0
"""How many times higher than its width letters may be drawn and still be read by their height."""


def _sizes(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    least = expectations.least_type.pt if expectations.least_type else _LEAST_TEXT
    sizes = _of_type if file.fonts else _of_outlines
    for number in not_passed(pages_to_look_at(expectations, file), expectations):
        found = min(sizes(number, least, expectations, file), default=least)
        if found < least - _SLACK:
            yield SMALL_TEXT.at(on_page(location, number), found=f"{found:.1f}", least=f"{least:g}")


def _of_type(number: int, least: float, expectations: Expectations, file: MeasuredPdf) -> Iterator[float]:
    """Points of what is smaller than it may be and is seen."""
    sight = sight_of(file, file.pages[number - 1])
    for mark in file.marks_of(number):
        if mark.what == "text" and 0 < size_of(mark) < least and sight.of(mark) and shows_letters(mark):
            yield size_of(mark)


def _of_outlines(number: int, least: float, expectations: Expectations, file: MeasuredPdf) -> Iterator[float]:
    """Points of drawn letters, by the space they are drawn in; or by their ink, where an ornament is larger."""
    for line in file.painted(number, expectations.unseen).lines:
        highest = max(letter.box[3] - letter.box[1] for letter in line.letters)
        yield mm(max(line.size, highest)).pt


def size_of(mark: Mark) -> float:
    """Points on the page from base line to base line; less for letters that are squeezed beyond what is condensed."""
    a, b, c, d, *_ = times(mark.text_matrix, mark.state.matrix)
    along, area = math.hypot(a, b), abs(a * d - b * c)
    return abs(mark.state.size) * min(area / along, _CONDENSED * along * mark.state.wide) if along else 0.0


RULES = (PreflightRule("P-TEXT", SMALL_TEXT, _sizes, ("press", "outlined", "archive"), "house"),)
