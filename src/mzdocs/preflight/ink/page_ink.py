"""The pages of a file as layers of ink: what shows inside the trim, in order; what of it cannot be read is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pikepdf

from mzdocs.pdf.graphics_state import Mark
from mzdocs.pdf.text_modes import INKLESS
from mzdocs.preflight.ink.ink_layers import InkLayer
from mzdocs.preflight.ink.picture_plates import PicturePlates, picture_plates
from mzdocs.preflight.painted.clip_openings import ClipOpenings
from mzdocs.preflight.painted.seen_marks import sight_of
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile

_UNREADABLE = (
    pikepdf.PdfError, pikepdf.DependencyError, pikepdf.UnsupportedImageTypeError, ArithmeticError, AttributeError,
    LookupError, NotImplementedError, OSError, TypeError, ValueError,
)  # fmt: skip
_Pictures = dict[tuple[int, int], PicturePlates | None]


@dataclass(frozen=True)
class PageInk:
    """`unread` counts the pictures and shadings whose colours nobody can read."""

    page: PageInFile
    layers: tuple[InkLayer, ...]
    unread: int


def page_inks(file: MeasuredPdf, pages: Iterable[PageInFile] | None = None) -> tuple[PageInk, ...]:
    """The pages of a file, or some of them, each read once however many rules ask."""
    return tuple(page_ink(file, page) for page in (file.pages if pages is None else pages))


def page_ink(file: MeasuredPdf, page: PageInFile) -> PageInk:
    """One of them."""
    known, pictures = _KNOWN.setdefault(file, ({}, {}))
    if page.number not in known:
        known[page.number] = _page_ink(file, page, file.marks_of(page.number), pictures)
    return known[page.number]


_KNOWN: WeakKeyDictionary[MeasuredPdf, tuple[dict[int, PageInk], _Pictures]] = WeakKeyDictionary()


def _page_ink(file: MeasuredPdf, page: PageInFile, marks: tuple[Mark, ...], pictures: _Pictures) -> PageInk:
    sight, clips = sight_of(file, page), ClipOpenings()
    layers, unread = [], 0
    for order, mark in enumerate(marks):
        box = sight.area(mark) if _lays_ink(mark) else None
        if box is not None:
            try:
                layers.append(InkLayer(mark, order, box, clips, _picture(mark, pictures)))
            except _UNREADABLE:
                unread += 1
    return PageInk(page, tuple(layers), unread)


def can_show(mark: Mark) -> bool:
    """Whether it is not invisible wherever it stands, by its text mode or its alpha."""
    if not mark.alpha or any(not group.alpha for group in mark.state.groups):
        return False
    return mark.what != "text" or mark.state.mode not in INKLESS


def _lays_ink(mark: Mark) -> bool:
    """Not a pattern's own fill or a glyph's own text: what these draw are marks by themselves."""
    if not can_show(mark) or mark.what == "postscript":
        return False
    if mark.what == "text":
        font = mark.state.font
        return font is None or font.get("/Subtype") != "/Type3"
    return mark.paint.pattern is None or mark.what in ("shading", "image")


def _picture(mark: Mark, known: _Pictures) -> PicturePlates | None:
    if mark.what != "image" or mark.image.get("/ImageMask"):
        return None
    number = mark.image.objgen
    if number == (0, 0):
        return picture_plates(mark)
    if number not in known:
        known[number] = picture_plates(mark)
    return known[number]
