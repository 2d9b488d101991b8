"""Finished PDF -> pictures of its pages: what lies inside the trimmed edge, as PNG."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import pypdfium2 as pdfium

from mzdocs.core.boxes import PageBox
from mzdocs.core.units import Size, mm, pt

_LEAST, _FINEST = 1.0, 2400
"""Millimetres of a piece's shorter side, and dots to the inch: finer than any press."""
_QUICK = 1
"""Of how hard a picture is packed: it is packed anew where it is kept (`pdf/few_colours`)."""


def pictures(data: bytes, numbers: Sequence[int] | None = None, longest: int = 1200) -> list[bytes]:
    """The pages asked for, from 0, or all: the longer side of each has `longest` pixels."""
    with closing(pdfium.PdfDocument(data)) as view:
        return [_picture(view[number], longest) for number in (range(len(view)) if numbers is None else numbers)]


def trimmed_sizes(data: bytes) -> list[Size]:
    """What is left of each page when it is cut."""
    with closing(pdfium.PdfDocument(data)) as view:
        boxes = [page.get_trimbox() for page in view]
    return [Size(pt(right - left), pt(top - bottom)) for left, bottom, right, top in boxes]


def _picture(page: Any, longest: int) -> bytes:
    left, bottom, right, top = page.get_trimbox()
    x1, y1, x2, y2 = page.get_mediabox()
    scale = longest / max(right - left, top - bottom)
    return _png(page.render(scale=scale, crop=(left - x1, bottom - y1, x2 - right, y2 - top)))


def piece(data: bytes, box: PageBox, longest: int) -> bytes:
    """What of a box lies within its page; the longer side of that has `longest` pixels, of a tiny one fewer.

    Raises:
        IndexError: nothing of it does.
    """
    size = trimmed_sizes(data)[box.page - 1]
    left, top = max(box.left, 0.0), max(box.top, 0.0)
    width, height = min(box.left + box.width, size.width.mm) - left, min(box.top + box.height, size.height.mm) - top
    if not (width >= _LEAST and height >= _LEAST):
        raise IndexError(box)
    dots = round(longest / max(width, height) * 25.4)
    return region(data, box.page - 1, (mm(left).pt, mm(top).pt), (mm(width).pt, mm(height).pt), min(dots, _FINEST))


def _png(bitmap: Any, turned: bool = False) -> bytes:
    written = io.BytesIO()
    picture = bitmap.to_pil()
    (picture.rotate(90, expand=True) if turned else picture).save(written, "PNG", compress_level=_QUICK)
    return written.getvalue()


def region(
    data: bytes, number: int, corner: tuple[float, float], size: tuple[float, float], dots: int, turned: bool = False
) -> bytes:
    """A piece of a page as PNG: `corner` and `size` in points from the trimmed top left, `dots` to the inch.

    `turned` is its left side down.
    """
    with closing(pdfium.PdfDocument(data)) as view:
        page = view[number]
        left, _, _, top = page.get_trimbox()
        x1, y1, x2, y2 = page.get_mediabox()
        x, y = left + corner[0], top - corner[1]
        crop = (x - x1, y - size[1] - y1, x2 - x - size[0], y2 - y)
        return _png(page.render(scale=dots / 72, crop=crop), turned)
