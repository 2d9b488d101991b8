"""The pictures of an OFD against those of the PDF it was made of: dot by dot, and where they stand."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from math import dist
from typing import Any

import pikepdf
from PIL import Image

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem
from mzdocs.core.units import POINT
from mzdocs.gbt33190 import PageWords, ofd_part
from mzdocs.gbt33190.placed_pictures import Corner
from mzdocs.pdf.content_stream import marks
from mzdocs.pdf.graphics_state import moved
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import on_page, preflight_problem

OTHER_PICTURE = preflight_problem(
    "MZL45",
    "第 {page} 页有 {count} 张图片与同名 PDF 的不同，或者不在同一处",
    "{count} pictures of page {page} are not those of the PDF of its name, or stand elsewhere",
    "重新生成；不要用别的软件改过再归档。",
    "Build it again; do not archive what another program has changed.",
)
_APART = 0.2
"""Millimetres from a corner to where it stands in the PDF."""
_UPRIGHT = ((0.0, 1.0), (1.0, 1.0), (0.0, 0.0))
_Shown = tuple[str, tuple[Corner, ...]]


def other_pictures(pages: Sequence[PageWords], data: bytes, source: bytes, location: Location) -> Iterator[Problem]:
    """A picture that has no like in the PDF, or one of the PDF that has none in the OFD."""
    sums: dict[str, str] = {}
    with MeasuredPdf(source) as pdf:
        for number, (page, other) in enumerate(zip(pages, pdf.pdf.pages, strict=False), 1):
            left = list(_shown_in_pdf(other))
            missed = 0
            for each in page.pictures:
                if each.part not in sums:
                    sums[each.part] = _dots(ofd_part(data, each.part))
                like = next((one for one in left if _alike(one, (sums[each.part], each.corners))), None)
                missed += like is None
                left = [one for one in left if one is not like]
            if missed or left:
                yield OTHER_PICTURE.at(on_page(location, number), page=number, count=max(missed, len(left)))


def _shown_in_pdf(page: pikepdf.Page) -> Iterator[_Shown]:
    left, _, _, top = (float(value) for value in page.mediabox)
    for mark in marks(page):
        if mark.what == "image":
            corners = (moved(mark.state.matrix, *corner) for corner in _UPRIGHT)
            yield _dots_of(mark.image), tuple(((x - left) * POINT, (top - y) * POINT) for x, y in corners)


def _alike(one: _Shown, other: _Shown) -> bool:
    return one[0] == other[0] and all(dist(a, b) <= _APART for a, b in zip(one[1], other[1], strict=True))


def _dots_of(image: Any) -> str:
    try:
        return _sum(pikepdf.PdfImage(image).as_pil_image())
    except Exception:  # noqa: BLE001 - a picture in a format nothing here reads
        raise NotRun("PDF 里有读不出来的图片", "a picture of the PDF cannot be read") from None


def _dots(data: bytes) -> str:
    """A sum over the dots of a picture; nothing where it is none."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return _sum(picture)
    except Exception:  # noqa: BLE001 - whatever a reader throws means: not the picture it was
        return ""


def _sum(picture: Image.Image) -> str:
    dots = picture.convert("RGB")
    return f"{dots.size}{hashlib.sha256(dots.tobytes()).hexdigest()}"
