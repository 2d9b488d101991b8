"""A page of a finished PDF -> its text as it was set: hyphens for pdfium's marks, and numbers in one piece."""

from __future__ import annotations

import re
from ctypes import byref, c_double
from typing import Any

import pypdfium2.raw as pdfium

_MARKS = {0x02: "-", 0xFFFE: "-"}
"""What pdfium says for a hyphen at the end of a line, where it joins the word to its rest on the next: the one in text
of an area, the other in text of a whole page (`CPDF_TextPage`, `GenerateCharacter::kHyphen`)."""
_PARTED = re.compile("(?<=[0-9]) (?=[0-9])")
_SPREAD = 0.25
"""Ems from figure to figure in a line that is spread to both edges, at most."""


def read(page: Any, outside: bool = False, within: tuple[float, float, float, float] | None = None) -> str:
    """The text of pdfium's text page, for everyone who compares or searches it; no other module asks pdfium.

    `outside` includes what lies beyond the page's edges, `within` leaves out what lies beyond a box: left, bottom,
    right, top, in points. A soft hyphen comes back as a hyphen where a line ends with it, for there a reader sees one.
    A number in a line that is spread to both edges is one number.
    """
    whole: str = page.get_text_range()
    text: str = whole if outside else page.get_text_bounded(*(within or ()))
    return (_closed(page, whole) if text == whole else text).translate(_MARKS)


def _closed(page: Any, text: str) -> str:
    """Without the blanks that pdfium reads into a number whose figures are set apart; between cells they are wider."""
    blanks = [found.start() for found in _PARTED.finditer(text) if _is_invented(page, found.start())]
    return "".join(text[a:b] for a, b in zip([0, *(at + 1 for at in blanks)], [*blanks, len(text)], strict=True))


def _is_invented(page: Any, at: int) -> bool:
    if pdfium.FPDFText_IsGenerated(page.raw, at) != 1:
        return False
    (_, right, base), (left, _, other) = _place(page, at - 1), _place(page, at + 1)
    size: float = pdfium.FPDFText_GetFontSize(page.raw, at - 1)
    return abs(base - other) < 0.1 * size and left - right < _SPREAD * size


def _place(page: Any, at: int) -> tuple[float, float, float]:
    """Where a letter begins and ends, and its base line."""
    left, right, bottom, top, x, y = (c_double() for _ in range(6))
    pdfium.FPDFText_GetCharBox(page.raw, at, byref(left), byref(right), byref(bottom), byref(top))
    pdfium.FPDFText_GetCharOrigin(page.raw, at, byref(x), byref(y))
    return left.value, right.value, y.value
