"""Page boxes: everything starts at 0,0; the trim as ordered, the bleed round it, room for marks beyond."""

from __future__ import annotations

from decimal import Decimal

import pikepdf
from pikepdf import Array

from mzdocs.core.units import Length, mm
from mzdocs.plan.document import Sheet

MARK_ROOM = mm(12)
"""Beyond the bleed, on every side, where marks are printed."""


def margin(sheet: Sheet) -> Length:
    """From the edge of the medium to the trim."""
    return sheet.bleed + (MARK_ROOM if sheet.marks else mm(0))


def arrange(page: pikepdf.Page, sheet: Sheet) -> None:
    """Move the page so that its medium starts at 0,0: drawing programs shift pages that start below zero."""
    left, bottom, *_ = (float(value) for value in page.trimbox)
    edge = margin(sheet).pt
    page.contents_add(f"q 1 0 0 1 {edge - left:.4f} {edge - bottom:.4f} cm".encode("ascii"), prepend=True)
    page.contents_add(b"Q")
    width, height = sheet.size.width.pt, sheet.size.height.pt
    room, bleed = 2 * edge, sheet.bleed.pt
    page.obj.MediaBox = _box(0, 0, width + room, height + room)
    page.obj.BleedBox = _box(edge - bleed, edge - bleed, edge + width + bleed, edge + height + bleed)
    page.obj.TrimBox = _box(edge, edge, edge + width, edge + height)
    for key in ("/CropBox", "/ArtBox"):
        if key in page.obj:
            del page.obj[key]


def _box(*corners: float) -> Array:
    return Array([Decimal(f"{corner:.4f}") for corner in corners])
