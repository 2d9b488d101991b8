"""PDF -> PDF for the press: inks, boxes, cut lines, marks, standard; also sheets, outlines, engraving files."""

from __future__ import annotations

import io

import pikepdf

from mzdocs.design.theme import palette
from mzdocs.plan.document import Document
from mzdocs.press import images, inks, page_boxes, pdfx, printers_marks
from mzdocs.press.engrave import engraved
from mzdocs.press.images import picture
from mzdocs.press.impose import impose
from mzdocs.press.inks import lab, process_inks
from mzdocs.press.outline import outlined
from mzdocs.press.pdfx import declared

__all__ = ["declared", "engraved", "impose", "lab", "outlined", "picture", "press_ready", "process_inks"]


def press_ready(data: bytes, document: Document) -> bytes:
    """A laid-out page as a press takes it: PDF/X-4, process and named inks only, every box in its place.

    Raises:
        Stopped: the page paints with what no press can be told, or its theme lacks an ordered ink.
    """
    colours = palette(document.theme)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        ordered = inks.ordered(colours, document)
        inks.separate(pdf, colours, ordered, document)
        images.separate(pdf)
        for page in pdf.pages:
            page_boxes.arrange(page, document.sheet)
            printers_marks.cut(pdf, page, document.sheet, ordered)
            printers_marks.marks(pdf, page, document)
        pdf.remove_unreferenced_resources()
        pdfx.declare(pdf, document)
        return pdfx.saved(pdf)
