"""What a sheet shows and what it prints: the same, and something; white that is set to overprint is neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mzdocs.core.boxes import shared_box
from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.graphics_state import TransparencyGroup
from mzdocs.pdf.ink_plates import NO
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.ink.ink_layers import InkLayer
from mzdocs.preflight.ink.overlaps import stacked
from mzdocs.preflight.ink.page_ink import can_show, page_inks
from mzdocs.preflight.ink.soft_masks import shows_through
from mzdocs.preflight.painted.geometry import meets
from mzdocs.preflight.painted.rule_pages import pages_due
from mzdocs.preflight.painted.seen_marks import shows_letters, sight_of
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PreflightRule, on_page, preflight_problem

WHITE_OVERPRINTS = preflight_problem(
    "MZQ04",
    "有白色的文字或图形设了叠印或正片叠底，印出来会不见",
    "White text or art is set to overprint or to multiply, and vanishes in print",
    "白色改为挖空（不叠印，混合模式为正常）。",
    "Let white knock out what is under it.",
)
SHOWN_OTHERWISE = preflight_problem(
    "MZQ05",
    "图层里有内容只印不显示，或者只显示不印",
    "A layer holds what prints and does not show, or shows and does not print",
    "删去不用的图层，要印的图层设为可见、可印，再导出。",
    "Delete layers that are not needed, make the others both visible and printed, and export again.",
)
BLANK_SHEET = preflight_problem(
    "MZQ06",
    "这一页在成品尺寸内什么也没有印",
    "Nothing is printed inside the trim of this page",
    "补上内容，或删去这一页；内容在隐藏的图层里时把图层设为可印。",
    "Fill the page or remove it; if its content lies in a hidden layer, make that layer print.",
)


def _white(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for each in page_inks(file, pages_due(expectations, file)):
        whites = [(at, layer) for at, layer in enumerate(each.layers) if _is_white(layer, each.layers)]
        if any(_vanishes(layer, each.layers[:at]) for at, layer in whites):
            yield WHITE_OVERPRINTS.at(on_page(location, each.page.number))


def _is_white(layer: InkLayer, every: Sequence[InkLayer]) -> bool:
    """Whether it is white that may change nothing: by itself, or as text or all there is of a group."""
    if not layer.most or any(layer.most.values()):
        return False
    if layer.mark.overprints or layer.mark.state.blend in _WITHOUT_WHITE:
        return True
    groups = [group for group in layer.mark.state.groups if group.blend in _WITHOUT_WHITE]
    return bool(groups) and (layer.mark.what == "text" or not _has_ink(groups[0], every))


def _has_ink(group: TransparencyGroup, layers: Sequence[InkLayer]) -> bool:
    return any(any(layer.most.values()) for layer in layers if group in layer.mark.state.groups)


_WITHOUT_WHITE = ("/Multiply", "/Darken", "/ColorBurn")
"""Blend modes in which white changes nothing."""


def _vanishes(white: InkLayer, under: tuple[InkLayer, ...]) -> bool:
    """Whether there is ink under it on which it changes nothing."""
    near = [layer for layer in under if meets(layer.box, white.box) and any(layer.most.values())]
    for ink in near:
        for point in white.points(shared_box(white.box, ink.box)):
            below = [layer for layer in under if layer.covers(point)]
            before, after = stacked(below, point, 1.0), stacked([*below, white], point, 1.0)
            if any(before.values()) and all(after.get(plate) == share for plate, share in before.items()):
                return True
    return False


def _layers(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in pages_due(expectations, file):
        sight = sight_of(file, page)
        for mark in file.walked(page.number):
            visible, own = mark.state.visible, mark.state.within != "annotation"
            if visible.prints != visible.shows and own and can_show(mark) and sight.area(mark) is not None:
                yield SHOWN_OTHERWISE.at(on_page(location, page.number))
                break


def _blank(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for each in page_inks(file, pages_due(expectations, file)):
        if not each.unread and not any(
            _prints(layer) and shows_through(layer, each.page, file) for layer in each.layers
        ):
            yield BLANK_SHEET.at(on_page(location, each.page.number))


def _prints(layer: InkLayer) -> bool:
    """A colour that is not known, such as one of the screen, is taken for ink."""
    if not any(layer.most.values()) and (layer.most or layer.mark.paint.ink == NO):
        return False
    return layer.mark.what != "text" or shows_letters(layer.mark)


RULES = (
    PreflightRule("P-WHITE", WHITE_OVERPRINTS, _white, ON_PRESS, "trade"),
    PreflightRule("P-LAYER", SHOWN_OTHERWISE, _layers, ON_PRESS, "trade"),
    PreflightRule("P-BLANK", BLANK_SHEET, _blank, ON_PRESS, "trade"),
)
