"""Colours of a screen: none on the press, wherever they hide - in a pattern, a mask, a group, an ink's alternate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.graphics_state import Mark
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.ink.page_ink import can_show
from mzdocs.preflight.ink.screen_spaces import screen_spaces, spaces_of
from mzdocs.preflight.painted.rule_pages import pages_due
from mzdocs.preflight.painted.seen_marks import sight_of
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile
from mzdocs.preflight.rule import X4, PreflightRule, on_page, preflight_problem

SCREEN_COLOUR = preflight_problem(
    "MZP24",
    "用了屏幕颜色：{names}",
    "Screen colours are used: {names}",
    "全部换成 CMYK、灰度或专色。",
    "Turn everything into CMYK, grey or named inks.",
)
MEASURED_COLOUR = preflight_problem(
    "MZQ00",
    "用了带色彩特性的屏幕颜色：{names}；PDF/X-4 允许，但印成什么油墨要由制作单位换算",
    "Measured screen colours are used: {names}; PDF/X-4 allows them, but what inks they become is left to the shop",
    "自己换成 CMYK、灰度或专色，看过再交。",
    "Turn them into CMYK, grey or named inks yourself, and look at the result.",
)


def _device(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page, names in _found(file, pages_due(expectations, file), measured=False):
        yield SCREEN_COLOUR.at(on_page(location, page.number), names="、".join(names))


def _measured(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page, names in _found(file, pages_due(expectations, file), measured=True):
        yield MEASURED_COLOUR.at(on_page(location, page.number), names="、".join(names))


def _found(file: MeasuredPdf, pages: Iterable[PageInFile], measured: bool) -> Iterator[tuple[PageInFile, list[str]]]:
    """Those of the pages with such spaces, and their names."""
    for page in pages:
        spaces = (space for said in _spaces(file, page) for space in screen_spaces(said))
        names = {space.name for space in spaces if space.measured == measured}
        if names:
            yield page, sorted(names)


def _spaces(file: MeasuredPdf, page: PageInFile) -> Iterator[Any]:
    """Those of all that comes to paper or masks it, bleed and all; of marks alike, of the first that is seen."""
    group = page.dictionary.get("/Group", {})
    if "/CS" in group:
        yield group.CS
    met = {"/DeviceGray", "/DeviceCMYK"}
    for mark in file.walked(page.number):
        for said in spaces_of(mark):
            key = said if isinstance(said, str) else str(said.objgen) if said.is_indirect else repr(said.unparse())
            if key not in met and mark.state.visible.prints and _is_seen(mark, page, file):
                met.add(key)
                yield said


def _is_seen(mark: Mark, page: PageInFile, file: MeasuredPdf) -> bool:
    if mark.state.within == "mask":
        return True
    return can_show(mark) and sight_of(file, page).area(mark, page.bleed_box) is not None


RULES = (
    PreflightRule("X-RGB", SCREEN_COLOUR, _device, ON_PRESS, "standard", X4),
    PreflightRule("P-RGB", MEASURED_COLOUR, _measured, ON_PRESS, "house"),
)
