"""Finished PDF -> pictures of its pages: what lies inside the trimmed edge, as PNG."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import pypdfium2 as pdfium


def pictures(data: bytes, numbers: Sequence[int] | None = None, longest: int = 1200) -> list[bytes]:
    """The pages asked for, from 0, or all: the longer side of each has `longest` pixels."""
    with closing(pdfium.PdfDocument(data)) as view:
        return [_picture(view[number], longest) for number in (range(len(view)) if numbers is None else numbers)]


def _picture(page: Any, longest: int) -> bytes:
    left, bottom, right, top = page.get_trimbox()
    x1, y1, x2, y2 = page.get_mediabox()
    scale = longest / max(right - left, top - bottom)
    bitmap = page.render(scale=scale, crop=(left - x1, bottom - y1, x2 - right, y2 - top))
    written = io.BytesIO()
    bitmap.to_pil().save(written, "PNG")
    return written.getvalue()
