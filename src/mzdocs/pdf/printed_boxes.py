"""A page of a PDF -> its boxes as it is printed: what it inherits, corners in order, in points of 1/72 inch."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

Box = tuple[float, float, float, float]
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
"""What a page may leave to the nodes above it (ISO 32000-1, table 30); the other boxes are its own."""
_DEEPEST = 64
_LETTER: Box = (0, 0, 612, 792)
"""What readers take where no box is said."""


def said_of(page: Any, key: str) -> Any:
    """What a page's dictionary, or the nearest node above it that may, says of a key; nothing if nobody does."""
    for _ in range(_DEEPEST if key in _INHERITED else 1):
        if key in page:
            return page[key]
        if "/Parent" not in page:
            break
        page = page.Parent
    return None


def unit_of(page: Any) -> float:
    """How large a unit of a page is printed, in points."""
    unit = page.get("/UserUnit", 1)
    return float(unit) if isinstance(unit, int | float | Decimal) and unit > 0 else 1.0


def turn_of(page: Any) -> int:
    """By how many degrees a page is turned to the right when it is shown: 0, 90, 180 or 270."""
    return int(said_of(page, "/Rotate") or 0) % 360


def box_of(page: Any, *keys: str) -> Box:
    """The first of a page's boxes that is said, as it is printed: left, bottom, right, top."""
    for key in keys:
        said = said_of(page, key)
        if said is not None:
            return in_order(tuple(float(value) for value in said), unit_of(page))
    return in_order(_LETTER, unit_of(page))


def in_order(corners: tuple[float, ...], unit: float = 1.0) -> Box:
    """A box from any two corners that lie across from each other (ISO 32000-1, 7.9.5)."""
    x1, y1, x2, y2 = (value * unit for value in corners)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
