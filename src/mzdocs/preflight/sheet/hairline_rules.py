"""Lines: wide enough for a press to hold."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.graphics_state import Mark
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.painted.narrow_lines import narrowest, sliver
from mzdocs.preflight.painted.rule_pages import pages_due
from mzdocs.preflight.painted.seen_marks import Sight, ink_of, sight_of
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PreflightRule, on_page, preflight_problem

HAIRLINE = preflight_problem(
    "MZP32",
    "有线条只有 {found} pt，至少 0.25 pt 才印得住",
    "A line is only {found} pt wide, a press holds 0.25 pt",
    "把线条加粗。",
    "Make the line wider.",
)
_LEAST_LINE, _SLACK = 0.25, 0.001
"""Points."""


def _lines(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """Of what is seen; lines of inks that mark or underlie are none of the press."""
    for page in pages_due(expectations, file):
        sight, marks = sight_of(file, page), file.marks_of(page.number)
        thin = ((_narrowest(mark, sight), mark) for mark in marks if ink_of(mark).ink not in expectations.unseen)
        seen = (wide for wide, mark in thin if wide < _LEAST_LINE - _SLACK and sight.of(mark))
        least = min(seen, default=_LEAST_LINE)
        if least < _LEAST_LINE:
            yield HAIRLINE.at(on_page(location, page.number), found=f"{least:.3f}")


def _narrowest(mark: Mark, sight: Sight) -> float:
    """Of itself, or of what its clips leave of it; where a tile ends, it may be cut anywhere."""
    seen = sight.shown(mark) if mark.state.within != "pattern" and sight.is_cut(mark) else None
    return narrowest(mark) if seen is None else min(narrowest(mark), sliver(mark, seen))


RULES = (PreflightRule("P-HAIR", HAIRLINE, _lines, ON_PRESS, "trade"),)
