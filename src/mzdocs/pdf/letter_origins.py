"""A PDF -> where on its pages each character begins, from the left and from the top, in millimetres."""

from __future__ import annotations

from contextlib import closing
from ctypes import byref, c_double
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from mzdocs.core.units import POINT

Origin = tuple[str, float, float]


def letter_origins(data: bytes) -> list[list[Origin]]:
    """By page the characters that are in the file; not those that a reader makes up between them."""
    with closing(pypdfium2.PdfDocument(data)) as view:
        return [_of_page(page) for page in view]


def _of_page(page: Any) -> list[Origin]:
    held, height = page.get_textpage(), page.get_height()
    text, x, y, found = held.raw, c_double(), c_double(), list[Origin]()
    for index in range(pdfium.FPDFText_CountChars(text)):
        if pdfium.FPDFText_IsGenerated(text, index) != 1:
            pdfium.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
            code = pdfium.FPDFText_GetUnicode(text, index)
            found.append((chr(code), x.value * POINT, (height - y.value) * POINT))
    return found
