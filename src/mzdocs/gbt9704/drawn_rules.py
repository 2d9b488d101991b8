"""Bars and lines drawn on the sheet -> red double rules, each with where it stands and which of its lines is thicker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from mzdocs.core.units import Length, mm
from mzdocs.gbt9704.package import W, value
from mzdocs.gbt9704.sheet_values import DoubleRule, DrawnLine, Order, Page, is_red
from mzdocs.gbt9704.universal_measures import number

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMU = 36_000
"""To the millimetre."""
_LEAST_LENGTH, _FARTHEST = 100.0, 3.0
"""Millimetres: shorter is no rule of a letter; lines farther apart are two rules."""
_COMPOUND: dict[str, Order] = {"thickThin": "上粗下细", "thinThick": "上细下粗", "dbl": "一样粗"}
_ALIKE = 1.1
"""The thicker of two lines is so many times as thick."""


def double_rules(roots: Iterable[Any], page: Page) -> tuple[DoubleRule, ...]:
    """The red double rules that are drawn in these parts of a file, from above to below."""
    drawn = [line for root in roots if root is not None for line in _lines(root, page)]
    found = [_compound(line) for line in drawn if line.order]
    single = sorted((line for line in drawn if not line.order), key=lambda line: line.top)
    found += [_paired(a, b) for a, b in pairwise(single) if b.top.mm - a.bottom.mm <= _FARTHEST]
    return tuple(sorted(found, key=lambda rule: rule.top))


def _lines(root: Any, page: Page) -> Iterator[DrawnLine]:
    """Long red bars and lines placed on the sheet; where a program places one by the text nobody knows."""
    for anchor in root.iter(_WP + "anchor"):
        wide, high = (_measure(anchor.find(_WP + "extent"), edge) for edge in ("cx", "cy"))
        left, top = _across(anchor, page, wide), _down(anchor, page)
        outline, fill = next(anchor.iter(_A + "ln"), None), _fill(anchor)
        thickness = high if is_red(fill) else _measure(outline, "w")
        if (not is_red(fill) and not is_red(_colour(outline))) or wide.mm < _LEAST_LENGTH:
            continue
        if left is not None and top is not None and thickness.mm <= _FARTHEST:
            half = mm(0) if is_red(fill) else thickness * 0.5
            order = _COMPOUND.get("" if outline is None else str(outline.get("cmpd", "")), "")
            yield DrawnLine(top - half, left, wide, thickness, order)


def _measure(element: Any, name: str) -> Length:
    return mm(number("" if element is None else str(element.get(name, ""))) / _EMU)


def _fill(anchor: Any) -> str:
    """The colour an outlined shape is filled with, and not its outline's."""
    fills = (fill for fill in anchor.iter(_A + "solidFill") if fill.getparent().tag != _A + "ln")
    return _said_colour(next(fills, None))


def _colour(outline: Any) -> str:
    return "" if outline is None else _said_colour(outline.find(_A + "solidFill"))


def _said_colour(fill: Any) -> str:
    found = None if fill is None else fill.find(_A + "srgbClr")
    return "" if found is None else str(found.get("val", "")).upper()


def _across(anchor: Any, page: Page, wide: Length) -> Length | None:
    place = anchor.find(_WP + "positionH")
    bases = {
        "page": (mm(0), page.width),
        "margin": (page.left, page.text_width),
        "column": (page.left, page.text_width),
    }
    base = bases.get("" if place is None else str(place.get("relativeFrom")))
    if base is None:
        return None
    if place.findtext(_WP + "align") == "center":
        return base[0] + (base[1] - wide) * 0.5
    offset = place.findtext(_WP + "posOffset")
    return None if offset is None else base[0] + mm(number(offset) / _EMU)


def _down(anchor: Any, page: Page) -> Length | None:
    place = anchor.find(_WP + "positionV")
    base = {"page": mm(0), "margin": page.top}.get("" if place is None else str(place.get("relativeFrom")))
    offset = None if place is None else place.findtext(_WP + "posOffset")
    return None if base is None or offset is None else base + mm(number(offset) / _EMU)


def _compound(line: DrawnLine) -> DoubleRule:
    return DoubleRule(line.top, line.bottom, line.left, line.length, line.order)


def _paired(upper: DrawnLine, lower: DrawnLine) -> DoubleRule:
    order: Order = "一样粗"
    if upper.thickness.mm > lower.thickness.mm * _ALIKE:
        order = "上粗下细"
    elif lower.thickness.mm > upper.thickness.mm * _ALIKE:
        order = "上细下粗"
    return DoubleRule(upper.top, lower.bottom, upper.left, upper.length, order)


def may_have_rules(roots: Sequence[Any]) -> bool:
    """Whether anything is drawn there at all, placed on the sheet or not, or a paragraph or a cell has a red border."""
    parts = [root for root in roots if root is not None]
    drawn = any(next(root.iter(W + "drawing", W + "pict"), None) is not None for root in parts)
    return drawn or any(is_red(value(edge, "color")) for root in parts for edge in root.iter(W + "top", W + "bottom"))
