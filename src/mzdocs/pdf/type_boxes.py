"""A page -> where each character of its text stands and how large its type is, in points from the trimmed top left."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pypdfium2 as pdfium


@dataclass(frozen=True)
class TypeBox:
    """A character's ink, and the size of its type to half a point."""

    left: float
    top: float
    right: float
    bottom: float
    size: float


def type_boxes(data: bytes, number: int = 0) -> list[TypeBox]:
    """Every character that is no space; nothing where the text is outlines."""
    with closing(pdfium.PdfDocument(data)) as view:
        page = view[number]
        left, _, _, top = page.get_trimbox()
        return list(_boxes(page.get_textpage(), left, top))


def _boxes(text: pdfium.PdfTextPage, left: float, top: float) -> Iterator[TypeBox]:
    for index in range(text.count_chars()):
        if chr(pdfium.raw.FPDFText_GetUnicode(text, index)).isspace():
            continue
        x1, y1, x2, y2 = text.get_charbox(index)
        around = pdfium.raw.FS_RECTF()
        pdfium.raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(around))
        size = round(2 * abs(around.top - around.bottom)) / 2
        if x2 > x1 and y2 > y1:
            yield TypeBox(x1 - left, top - y2, x2 - left, top - y1, size)
