"""A photo, a scan or a PDF -> what the QR codes in it say, whoever made them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing

import pikepdf
import pypdfium2 as pdfium
import zxingcpp
from PIL import Image

from mzdocs.core.child_process import ask_for
from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.pdf.drawing_depth import refuse_endless
from mzdocs.pdf.unpacked_sizes import refuse_dense
from mzdocs.preflight.allowance import looking_limits, own_pages

UNREADABLE_PICTURE = problem_type(
    "MZ3622",
    "不是能读的照片、扫描件、PDF 或文字，或者太大",
    "It is no photo, scan, PDF or text that can be read, or it is too large",
    "用 PNG、JPEG、PDF，或 UTF-8 编码的文字；照片不超过 1 亿像素，PDF 不超过 400 页。",
    "Use PNG, JPEG, PDF, or text in UTF-8: at most 100 million pixels, or 400 pages.",
    Exit.ASSET,
)

_MOST_PIXELS, _MOST_PAGES, _DPI = 100_000_000, 400, 200
_SHARP_ENOUGH = 25_000_000
"""Pixels of a picture that would gain nothing by being enlarged."""


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as a PNG, a JPEG or a PDF does; anything else is read as text."""
    return data.startswith((b"\x89PNG", b"\xff\xd8\xff")) or b"%PDF-" in data[:1024]


def codes_in(data: bytes, location: Location) -> list[str]:
    """The text of each QR code, from the first page to the last; one that stands there twice is told once.

    Raises:
        Stopped: the picture is damaged or too large.
    """
    try:
        found = [text for picture in _pictures(data) for text in _read(picture)]
    except (OSError, ValueError, SyntaxError, pikepdf.PdfError, pdfium.PdfiumError, Image.DecompressionBombError):
        raise Stopped([UNREADABLE_PICTURE.at(location)]) from None
    return list(dict.fromkeys(found))


def _pictures(data: bytes) -> Iterator[Image.Image]:
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            _refuse_large(picture.width * picture.height, _MOST_PIXELS)
            yield _grey(picture)
        return
    refuse_dense(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        refuse_endless(pdf)
        ask_for(looking_limits(len(data), own_pages(pdf, _MOST_PAGES)))
    with closing(pdfium.PdfDocument(data)) as view:
        _refuse_large(len(view), _MOST_PAGES)
        for page in view:
            width, height = page.get_size()
            _refuse_large(int(width * height * (_DPI / 72) ** 2), _MOST_PIXELS)
            yield page.render(scale=_DPI / 72, grayscale=True).to_pil()


def _refuse_large(found: int, most: int) -> None:
    if found > most:
        raise ValueError(found)


def _grey(picture: Image.Image) -> Image.Image:
    """On white paper where it is transparent; 16 bits a pixel brought to 8."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, seen).convert("L")
    return picture.convert("L")


def _read(picture: Image.Image) -> Iterator[str]:
    """As it is, and enlarged: a grid of pixels and one of modules can beat, and then only one of the two is read."""
    sizes = [picture]
    if picture.width * picture.height <= _SHARP_ENOUGH:
        sizes.append(picture.resize((picture.width * 2, picture.height * 2)))
    for each in sizes:
        for code in zxingcpp.read_barcodes(each):
            if code.format.name != "QRCode":
                continue
            try:
                yield bytes(code.bytes).decode("utf-8")
            except UnicodeDecodeError:
                yield code.text
