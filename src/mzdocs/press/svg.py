"""Routes and the finished sheet -> SVG in millimetres: groups ENGRAVE, MARK and CUT, curves kept, no text."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

import pathops
from pathops import PathVerb

from mzdocs.pdf.glyph_paths import number
from mzdocs.plan.document import Document, Sheet
from mzdocs.press.contours import drilled
from mzdocs.press.routes import Line, Routes

_FILE = """<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">
<title>{title}</title>
<g id="ENGRAVE" fill="#000000" fill-rule="nonzero" stroke="none">
{engrave}
</g>
{mark}<g id="CUT" fill="none" stroke="#0000ff" stroke-width="0.1">
{cut}
</g>
</svg>
"""
_MARK = """<g id="MARK" fill="none" stroke="#ff0000" stroke-width="0.1" stroke-linecap="round" stroke-linejoin="round">
{}
</g>
"""
_LETTERS = {PathVerb.MOVE: "M", PathVerb.LINE: "L", PathVerb.QUAD: "Q", PathVerb.CUBIC: "C", PathVerb.CLOSE: "Z"}


def written(routes: Routes, document: Document, cut: bool) -> bytes:
    """The SVG of an engraving: the areas to fill, the single lines and, if `cut`, the lines to cut, y downwards."""
    size = document.sheet.size
    drawn = " ".join(_pieces(routes.area, size.height.mm))
    followed = "\n".join(f'<path d="{_line(way, size.height.mm)}"/>' for way in routes.lines)
    text = _FILE.format(
        width=_mm(size.width.mm),
        height=_mm(size.height.mm),
        title=escape(document.title),
        engrave=f'<path d="{drawn}"/>',
        mark=_MARK.format(followed) if followed else "",
        cut="\n".join(_cut(document.sheet)) if cut else "",
    )
    return text.encode("utf-8")


def _mm(value: float) -> str:
    """To a tenth of a micrometre."""
    return number(value, 4)


def _pieces(area: pathops.Path, height: float) -> Iterator[str]:
    """SVG counts downwards."""
    for verb, points in area:
        yield " ".join([_LETTERS[verb], *(f"{_mm(x)} {_mm(height - y)}" for x, y in points)])


def _line(way: Line, height: float) -> str:
    ring = way[0] == way[-1]
    moves = " L ".join(f"{_mm(x)} {_mm(height - y)}" for x, y in (way[:-1] if ring else way))
    return f"M {moves}{' Z' if ring else ''}"


def _cut(sheet: Sheet) -> Iterator[str]:
    yield f'<path d="{_edge(sheet.size.width.mm, sheet.size.height.mm, sheet.corner.mm)}"/>'
    for x, y in drilled(sheet):
        radius = sheet.holes.diameter.mm / 2 if sheet.holes else 0
        yield f'<circle cx="{_mm(x)}" cy="{_mm(y)}" r="{_mm(radius)}"/>'


def _edge(width: float, height: float, radius: float) -> str:
    """Clockwise as seen, from the left end of the upper edge."""
    right, bottom, r = _mm(width - radius), _mm(height - radius), _mm(radius)
    if not radius:
        return f"M 0 0 H {right} V {bottom} H 0 Z"
    arc = f"A {r} {r} 0 0 1"
    corners = (f"{_mm(width)} {r}", f"{right} {_mm(height)}", f"0 {bottom}", f"{r} 0")
    sides = (f"H {right}", f"V {bottom}", f"H {r}", f"V {r}")
    turns = (f"{side} {arc} {corner}" for side, corner in zip(sides, corners, strict=True))
    return " ".join([f"M {r} 0", *turns, "Z"])
