"""Named inks: each one name and one look in a file; registration colour for marks outside the trim alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.pdf import stream_tree
from mzdocs.pdf.ink_plates import EVERY, NO, PROCESS_PLATES, colorants
from mzdocs.pdf.pdf_functions import function
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.ink.ink_layers import InkLayer
from mzdocs.preflight.ink.page_ink import page_inks
from mzdocs.preflight.ink.screen_spaces import spaces_of
from mzdocs.preflight.painted.rule_pages import pages_due
from mzdocs.preflight.painted.seen_marks import paints_of
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import X4, PreflightRule, on_page, preflight_problem

INK_TWICE = preflight_problem(
    "MZP26",
    "同一专色有两种模拟色：{names}",
    "One named ink has two looks: {names}",
    "统一专色的定义。",
    "Define the ink once.",
)
NEARLY_ONE_NAME = preflight_problem(
    "MZQ02",
    "同一油墨有几种写法，会出成几块版：{names}",
    "One ink is written in several ways and would become several plates: {names}",
    "统一油墨的名称，大小写、空格也要一样。",
    "Write the ink's name in one way, capitals and blanks included.",
)
REGISTRATION = preflight_problem(
    "MZQ03",
    "成品尺寸内用了套印色（每块版都印）：{what}",
    "Registration colour, which prints on every plate, is used inside the trim: {what}",
    "文字和图形改用单色黑；套印色只用于裁切框外的套准标记。",
    "Set text and art in black alone; registration colour is for marks outside the trim.",
)

_OWN = ("shading", "image")
"""Marks that name their space themselves; the resources of glyphs and annotations are not gone through either."""
_HAIR = 1.5
"""Points: printers' marks between cards on one sheet are thinner."""
_ART = Sentence("图形", "art")
_KINDS = {
    "text": Sentence("文字", "text"),
    "image": Sentence("图片", "a picture"),
    "shading": Sentence("渐变", "a gradient"),
}
_TINTS = (0.5, 1.0)


def two_looks(file: MeasuredPdf) -> list[str]:
    """Named inks that are imitated by one colour here and by another there."""
    looks: dict[str, set[object]] = {}
    for space in named_spaces(file):
        for separation in _separations_in(space):
            looks.setdefault(str(separation[1])[1:], set()).add(_look(separation))
    return sorted(name for name, seen in looks.items() if len(seen) > 1 and name not in (EVERY, NO))


def _separations(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    twice = two_looks(file)
    if twice:
        yield INK_TWICE.at(location, names="、".join(twice))


def _look(separation: Any) -> object:
    """The colours that stand for two of its tints; what cannot be worked out, as it is written."""
    alternate = pikepdf.Object.unparse(separation[2], resolved=True)
    try:
        tint = function(separation[3])
        return alternate, tuple(round(value, 2) for share in _TINTS for value in tint([share]))
    except (ValueError, LookupError, TypeError, AttributeError):
        tint = separation[3]
        return alternate, bytes(tint.read_bytes() if isinstance(tint, pikepdf.Stream) else tint.unparse(resolved=True))


def named_spaces(file: MeasuredPdf) -> Iterator[Any]:
    """The spaces of named inks: those the resources of pages and forms name, and those that only marks tell of."""
    for _, resources in stream_tree.streams(file.pdf):
        yield from _named((resources.get("/ColorSpace") or {}).values() if resources is not None else ())
    yield from _named(image.get("/ColorSpace") for image in file.images)
    for page in file.pages:
        painted = (mark for mark in file.walked(page.number) if mark.what in _OWN or mark.state.within != "page")
        yield from _named(space for mark in painted for space in spaces_of(mark))


def _named(spaces: Any) -> Iterator[Any]:
    for space in spaces:
        of_another = isinstance(space, pikepdf.Array) and len(space) > 1 and space[0] in ("/Indexed", "/Pattern")
        said = space[1] if of_another else space
        if isinstance(said, pikepdf.Array) and said[0] in ("/Separation", "/DeviceN"):
            yield said


def _separations_in(space: Any) -> Iterator[Any]:
    """A separation itself; of a space of several inks those its attributes tell of."""
    if space[0] == "/Separation":
        yield space
    elif len(space) > _WITH_ATTRIBUTES:
        yield from (each for each in space[4].get("/Colorants", {}).values() if isinstance(each, pikepdf.Array))


_WITH_ATTRIBUTES = 4


def _names(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    ways: dict[str, set[str]] = {}
    named = {name for space in named_spaces(file) for name in colorants(space)}
    for name in {*named, *(expectations.plates or ()), *PROCESS_PLATES} - {EVERY, NO}:
        ways.setdefault(_plainly(name), set()).add(name)
    several = sorted("/".join(sorted(names)) for names in ways.values() if len(names) > 1)
    if several:
        yield NEARLY_ONE_NAME.at(location, names="、".join(several))


def _plainly(name: str) -> str:
    """A name without capitals, blanks and what is used for them."""
    said = unicodedata.normalize("NFKC", name).casefold()
    return "".join(each for each in said if each.isalnum())


def _registration(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for each in page_inks(file, pages_due(expectations, file)):
        kinds = [_KINDS.get(layer.mark.what, _ART) for layer in each.layers if _registers(layer)]
        if kinds:
            yield REGISTRATION.at(on_page(location, each.page.number), what=kinds[0])


def _registers(layer: InkLayer) -> bool:
    mark = layer.mark
    if layer.picture is not None:
        return EVERY in layer.picture.used
    is_line = mark.what == "stroke" and mark.line_width <= _HAIR
    return not is_line and any(paint.ink == EVERY and any(paint.values) for paint in paints_of(mark))


RULES = (
    PreflightRule("X-SEP", INK_TWICE, _separations, ON_PRESS, "standard", X4),
    PreflightRule("P-NAMES", NEARLY_ONE_NAME, _names, ON_PRESS, "trade"),
    PreflightRule("P-REG", REGISTRATION, _registration, ON_PRESS, "trade"),
)
