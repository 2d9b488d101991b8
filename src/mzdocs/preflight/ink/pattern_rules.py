"""Text that a pattern paints, or that is painted with one: no rule can measure it, so it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem, ProblemType
from mzdocs.pdf import stream_tree
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import Check, PreflightRule, on_page, preflight_problem

PATTERN_ON_PRESS = preflight_problem(
    "MZP82",
    "有文字画在平铺图案里，或用图案填充；里面的字没有办法核对",
    "Text stands in a tiling pattern, or is filled with one: its letters cannot be checked",
    "文字直接写在页面上，用实色填充，重新导出。",
    "Set text on the page itself, in plain colours, and export again.",
)
TEXT_IN_PATTERN = preflight_problem(
    "MZP83",
    "有文字画在平铺图案里，或用图案填充；读的人和核对的程序都可能看不到",
    "Text stands in a tiling pattern, or is filled with one: readers and checks may miss it",
    "文字直接写在页面上，用实色填充，重新导出。",
    "Set text on the page itself, in plain colours, and export again.",
)

_TILING = 1
_SHOWING = "Tj TJ ' \""


def _tiles(file: MeasuredPdf) -> Iterator[Any]:
    return (each for each, _ in stream_tree.streams(file.pdf) if each.get("/PatternType") == _TILING)


def _told_as(kind: ProblemType) -> Check:
    def check(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
        if any(map(_shows_text, _tiles(file))):
            yield kind.at(location)
        for number in _filled_with_one(file):
            yield kind.at(on_page(location, number))

    return check


def _shows_text(tile: Any) -> bool:
    """Also in a form that the pattern draws."""
    streams = (tile, *(each for each, _ in stream_tree.inner(tile.get("/Resources"), set())))
    return any(pikepdf.parse_content_stream(stream, _SHOWING) for stream in streams)


def _filled_with_one(file: MeasuredPdf) -> Iterator[int]:
    """The pages with such text; all a long file paints is only read where it has patterns at all."""
    if not any(resources is not None and resources.get("/Pattern") for _, resources in stream_tree.streams(file.pdf)):
        return
    for page, marks in file.marks:
        states = (mark.state for mark in marks if mark.what == "text")
        if any("/Pattern" in (state.fill.space, state.stroke.space) for state in states):
            yield page.number


RULES = (
    PreflightRule("P-PATTERN", PATTERN_ON_PRESS, _told_as(PATTERN_ON_PRESS), ON_PRESS, "house"),
    PreflightRule("F-PATTERN", TEXT_IN_PATTERN, _told_as(TEXT_IN_PATTERN), ("archive", "plain"), "house"),
)
