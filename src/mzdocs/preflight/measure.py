"""A finished PDF -> what stands in it: sizes, fonts, text, ink places. Reads the file, asks no writer."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from mzdocs.units import Length, Size, pt

_Rect = tuple[float, float, float, float]
_CODE_WITHOUT_GLYPH = re.compile(rb"<([0-9a-fA-F]{4})>\s+0\b")


@dataclass(frozen=True)
class FontInFile:
    """A font as the file has it: name without the subset mark, whether embedded, how large."""

    name: str
    embedded: bool
    size: int
    blanks: int


@dataclass(frozen=True)
class PageInFile:
    """A page's trimmed size, and the smallest distance of any text from the trimmed edge."""

    trim: Size
    bleed: Length
    clearance: Length | None


class Measured:
    """One finished PDF, read once; every measure is taken from its bytes."""

    def __init__(self, data: bytes) -> None:
        self._pdf = pikepdf.open(io.BytesIO(data))
        self._view = pdfium.PdfDocument(data)

    def close(self) -> None:
        self._view.close()
        self._pdf.close()

    @cached_property
    def fonts(self) -> tuple[FontInFile, ...]:
        found = (obj for obj in self._pdf.objects if isinstance(obj, pikepdf.Dictionary))
        return tuple(_font(obj) for obj in found if _is_font(obj))

    @cached_property
    def _views(self) -> tuple[tuple[str, list[_Rect]], ...]:
        """Text and text boxes of every page; each page is opened once, which is what costs."""
        return tuple(_view(self._view[number]) for number in range(len(self._view)))

    @cached_property
    def pages(self) -> tuple[PageInFile, ...]:
        pairs = zip(self._pdf.pages, self._views, strict=True)
        return tuple(_page(page, rects) for page, (_, rects) in pairs)

    @cached_property
    def text(self) -> str:
        """All text, in the order of the file, without blanks: compare it with `squeezed` text."""
        return squeezed("".join(text for text, _ in self._views))

    @cached_property
    def claims(self) -> str:
        """The standard the metadata claims, such as `PDF/A-3A`, or nothing."""
        with self._pdf.open_metadata() as metadata:
            part = metadata.get("pdfaid:part")
            level = metadata.get("pdfaid:conformance", "")
        return f"PDF/A-{part}{level}" if part else ""


def squeezed(text: str) -> str:
    """Text without any blank and in compatibility form, as comparisons need it."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("\u00ad", "").replace("\u200b", "")


def _is_font(obj: Any) -> bool:
    kinds = ("/Type0", "/TrueType", "/Type1", "/Type3")
    return obj.get("/Type") == "/Font" and obj.get("/Subtype") in kinds


def _font(obj: Any) -> FontInFile:
    name = str(obj.get("/BaseFont", "/?"))[1:]
    program = _program(obj)
    size = len(program.read_raw_bytes()) if program is not None else 0
    return FontInFile(name.split("+", 1)[-1], program is not None, size, _blanks(obj))


def _program(obj: Any) -> Any:
    inner = obj.DescendantFonts[0] if "/DescendantFonts" in obj else obj
    descriptor = inner.get("/FontDescriptor", {})
    keys = ("/FontFile", "/FontFile2", "/FontFile3")
    return next((descriptor[key] for key in keys if key in descriptor), None)


def _blanks(obj: Any) -> int:
    """Codes that draw no glyph: WeasyPrint maps a missing character to CID 0 in a CMap of its own."""
    encoding = obj.get("/Encoding")
    if not isinstance(encoding, pikepdf.Stream):
        return 0
    return len(_CODE_WITHOUT_GLYPH.findall(encoding.read_bytes()))


def _page(page: pikepdf.Page, rects: list[_Rect]) -> PageInFile:
    left, bottom, right, top = (float(value) for value in page.trimbox)
    media = [float(value) for value in page.mediabox]
    size = Size(_rounded(right - left), _rounded(top - bottom))
    bleed = min(left - media[0], bottom - media[1], media[2] - right, media[3] - top)
    gaps = [min(x1 - left, y1 - bottom, right - x2, top - y2) for x1, y1, x2, y2 in rects]
    return PageInFile(size, pt(bleed), pt(min(gaps)) if gaps else None)


def _rounded(points: float) -> Length:
    return Length(round(pt(points).mm, 3))


def _view(page: Any) -> tuple[str, list[_Rect]]:
    text = page.get_textpage()
    return text.get_text_bounded(), [text.get_rect(index) for index in range(text.count_rects())]
