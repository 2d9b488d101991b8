"""Papers to be kept: colours that only a device knows, where the file does not say which device; what is seen through,
where it does not say in which colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.graphics_state import Mark
from mzdocs.pdf.output_intents import kept_space
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.ink.screen_spaces import spaces_of
from mzdocs.preflight.painted.rule_pages import pages_to_look_at
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PreflightRule, of_archives, on_page, preflight_problem

UNMEASURED = preflight_problem(
    "MZQ98",
    "归档文件没有说清颜色：{names}；将来不知道本来是什么颜色",
    "The file to be kept does not say what its colours are: {names}",
    "嵌入与颜色空间相符的输出意图（如 sRGB），或改用带特性文件的颜色空间。",
    "Embed an output intent of that space, such as sRGB, or use spaces with profiles.",
)

_OF_DEVICE = {
    "/DeviceRGB": "RGB", "/RGB": "RGB", "/DeviceCMYK": "CMYK", "/CMYK": "CMYK", "/DeviceGray": "", "/G": "",
}  # fmt: skip
"""The space of intent that a space of the device needs; grey is content with any."""
_INKS_BY_PROFILE = "/ICCBased4"
"""What may not leave inks standing that it has none of itself (ISO 19005-2, 6.2.4.2)."""
_LONG = {"/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/G": "/DeviceGray"}
"""The names of pictures within the content, in full."""
_WITHIN = {"/Indexed": 1, "/I": 1, "/Pattern": 1, "/Separation": 2, "/DeviceN": 2}
"""Where the space stands that another is made of."""


def _colours(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-1, 6.2.3.3; ISO 19005-2, 6.2.4.3 and 6.2.10."""
    space = kept_space(file.pdf)
    for number in pages_to_look_at(expectations, file):
        names = sorted(set(_unmeasured_on(file, number, space)))
        if not space and file.kept_part > 1 and _is_vague(file, number):
            names.append("Group/CS")
        if names:
            yield UNMEASURED.at(on_page(location, number), names="、".join(names))


def _unmeasured_on(file: MeasuredPdf, number: int, space: str) -> Iterator[str]:
    """Of all that a page paints; of marks of a kind in the same paint, of the first."""
    group = file.pages[number - 1].dictionary.get("/Group", {})
    if "/CS" in group:
        yield from _unmeasured(group.CS, space, {})
    met = set[tuple[object, ...]]()
    for mark in file.walked(number):
        if mark.what in ("fill", "stroke", "text") and not mark.state.groups:
            how = mark.what, mark.overprints, mark.state.overprint_mode
            paints = id(mark.state.fill), id(mark.state.stroke), *how
            if paints in met:
                continue
            met.add(paints)
        for said in spaces_of(mark):
            yield from _unmeasured(said, space, mark.state.defaults)
        if mark.overprints and mark.state.overprint_mode == 1 and mark.paint.space == _INKS_BY_PROFILE:
            yield "ICCBased OPM"


def _unmeasured(said: Any, space: str, defaults: Mapping[str, Any]) -> Iterator[str]:
    """The spaces of the device in a space, that neither an intent of this one nor what stands for them tells."""
    kind = str(said[0]) if isinstance(said, pikepdf.Array) and len(said) else str(said)
    needed = _OF_DEVICE.get(kind)
    if needed is not None:
        if (not space or needed not in ("", space)) and _LONG.get(kind, kind) not in defaults:
            yield _LONG.get(kind, kind)[1:]
    elif kind in _WITHIN and len(said) > _WITHIN[kind]:
        yield from _unmeasured(said[_WITHIN[kind]], space, defaults)


def _is_vague(file: MeasuredPdf, number: int) -> bool:
    """Whether something is seen through on a page that does not say in which space colours are mixed."""
    if "/CS" in file.pages[number - 1].dictionary.get("/Group", {}):
        return False
    return any(_sees_through(mark) for mark in file.walked(number))


def _sees_through(mark: Mark) -> bool:
    masked = mark.what == "image" and ("/SMask" in mark.image or int(mark.image.get("/SMaskInData", 0)) > 0)
    return mark.transparent or masked or any(group.declared for group in mark.state.groups)


RULES = (PreflightRule("A-DEVICE", UNMEASURED, of_archives(_colours), ("archive",), "standard", PDFA),)
