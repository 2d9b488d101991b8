"""An outlined page -> what is engraved and what is cut, for the machine: SVG, DXF or plotter file."""

from __future__ import annotations

import io
from functools import lru_cache

import pikepdf

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import Length
from mzdocs.design.theme import CUT, FOUR, WHITE, palette
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.plan.document import Document, Sheet
from mzdocs.press import svg
from mzdocs.press.contours import NotEngravable, inked, to_sheet
from mzdocs.press.routes import Routes

NOT_ENGRAVED = problem_type(
    "MZ3106",
    "做不出雕刻轮廓：页面有{what}",
    "No contours to engrave can be made: the page has {what}",
    "要雕刻的牌只用实色填充的形状和文字，一件一页。",
    "On a sign to engrave use filled shapes and text only, one page each.",
    Exit.PREFLIGHT,
)


def engraved(data: bytes, document: Document) -> bytes:
    """The area in ink and the finished outline, in the format of the plan.

    What is printed in four colours is not engraved, and what has no cut line is not cut to its finished
    size: a folded board's sheet is larger. Their layers are there, and empty.

    Raises:
        Stopped: the page holds what has no contour.
    """
    inks = document.order.inks if document.order else (CUT,)
    below = document.derived.single_lines if document.derived else None
    try:
        routes = Routes() if FOUR in inks else _routes(data, document.theme, document.sheet, below)
    except (NotEngravable, Inexact) as reason:
        raise Stopped([NOT_ENGRAVED.at(Location(document.file), what=reason.what)]) from None
    if document.format == "svg":
        return svg.written(routes, document, CUT in inks)
    from mzdocs.press import dxf, plotter  # their library takes longer to load than a station to check

    if document.format == "plt":
        return plotter.written(routes, document.sheet, CUT in inks)
    old = document.derived is not None and document.derived.form == "DXF R12"
    return dxf.written(routes, document.sheet, CUT in inks, old)


@lru_cache(maxsize=2)
def _routes(data: bytes, theme: Theme, sheet: Sheet, below: Length | None) -> Routes:
    """Followed once for all formats, which only write it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) != 1:
            raise NotEngravable(f"{len(pdf.pages)} 页", f"{len(pdf.pages)} pages")
        inks = palette(theme).inks.values()
        unprinted = {"All", *(ink.name for ink in inks if ink.technical or ink.word == WHITE)}
        if below is None:
            return Routes(inked(pdf.pages[0], sheet, unprinted))
        from mzdocs.press.small_text import SmallText  # pictures and their arithmetic are loaded with it

        small = SmallText(below)
        area = inked(pdf.pages[0], sheet, unprinted, small)
        return Routes(area, small.lines(to_sheet(pdf.pages[0])))
