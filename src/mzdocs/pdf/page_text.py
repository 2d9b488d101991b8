"""A page of a finished PDF -> its text as it was set: hyphens for pdfium's marks, and numbers in one piece."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from contextlib import closing
from ctypes import byref, c_double
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from mzdocs.core.boxes import box_round_boxes
from mzdocs.pdf.printed_boxes import Box, in_order

_MARKS = {0x02: "-", 0xFFFE: "-"}
"""What pdfium says for a hyphen at the end of a line, where it joins the word to its rest on the next: the one in text
of an area, the other in text of a whole page (`CPDF_TextPage`, `GenerateCharacter::kHyphen`)."""
_PARTED = re.compile("(?<=[0-9]) (?=[0-9])")
_SPREAD = 0.25
"""Ems from figure to figure in a line that is spread to both edges, at most."""


@dataclass(frozen=True)
class PageText:
    """`whole` is all a page says, beyond its edges too, `inside` what stands inside the trim. `box` is round all text
    that reaches into the trim: left, bottom, right, top, in units of the file; nothing on a page without any.
    """

    whole: str
    inside: str
    box: Box | None


_KNOWN: dict[bytes, tuple[PageText, ...]] = {}
_MOST_FILES, _MOST_PAGES = 256, 64
"""Kept: gate 2 reads each file for what it should say, and again for what it should not."""


def page_texts(data: bytes, view: Iterable[Any] | None = None) -> tuple[PageText, ...]:
    """The text of every page of a file; `view` are its pages, where they are open already."""
    key = hashlib.sha256(data).digest()
    found = _KNOWN.get(key)
    if found is None:
        found = tuple(map(_page_text, view)) if view is not None else _opened(data)
        if len(found) <= _MOST_PAGES:
            if len(_KNOWN) >= _MOST_FILES:
                _KNOWN.clear()
            _KNOWN[key] = found
    return found


def _opened(data: bytes) -> tuple[PageText, ...]:
    with closing(pypdfium2.PdfDocument(data)) as view:
        return tuple(map(_page_text, view))


def _page_text(page: Any) -> PageText:
    text, trim = page.get_textpage(), in_order(page.get_trimbox())
    whole = text.get_text_range()
    inside = text.get_text_bounded(*trim)
    read_whole = _closed(text, whole).translate(_MARKS)
    return PageText(read_whole, read_whole if inside == whole else inside.translate(_MARKS), _round(text, trim))


def _round(text: Any, trim: Box) -> Box | None:
    found = (text.get_rect(index) for index in range(text.count_rects()))
    boxes = [box for box in found if box[0] < trim[2] and trim[0] < box[2] and box[1] < trim[3] and trim[1] < box[3]]
    return box_round_boxes(boxes) if boxes else None


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
