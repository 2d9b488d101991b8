"""The placed pages of a finished archive PDF -> the same pages as OFD-A (GB/T 33190-2016, GB/T 42133-2022).

Experimental: no commercial reader of OFD has seen these files (`kinds/archive_ofd`).
"""

from __future__ import annotations

import io

import pikepdf

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.ofd.ofd_writer import OfdWriter
from mzdocs.ofd.pdf_bookmarks import bookmarks
from mzdocs.ofd.placed_pages import PlacedPages
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.plan.document import Document

__all__ = ["ofd_ready"]

NOT_CARRIED = problem_type(
    "MZL40",
    "不能准确写成 OFD：第 {page} 页用了{what}",
    "It cannot be written as OFD exactly: page {page} uses {what}",
    "不加 --ofd 生成；或者改模板，只用实色、直排版的文字和不透明的图片。",
    "Build without --ofd, or use plain colours, unskewed text and opaque pictures in the template.",
    Exit.PREFLIGHT,
)


def ofd_ready(data: bytes, document: Document) -> bytes:
    """A PDF's pages as OFD-A, under the plan's title and metadata, with the files and bookmarks the PDF carries.

    Raises:
        Stopped: a page paints what OFD would show otherwise; nothing is left out in silence.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf, OfdWriter(pdf, document) as out:
        pages = PlacedPages(out)
        for number, page in enumerate(pdf.pages, 1):
            try:
                pages.add(page)
            except Inexact as reason:
                raise Stopped([NOT_CARRIED.at(Location(document.file), page=number, what=reason.what)]) from None
        return out.finished(pages.fonts.embedded(), pages.pictures.stored, bookmarks(pdf))
