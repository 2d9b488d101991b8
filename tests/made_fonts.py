"""Small fonts made for a test: squares for the characters asked for, with the rights asked for."""

from __future__ import annotations

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

RARE = "\U0002bc20"
"""𫰠, a character of names that no shipped font has."""


def made_font(characters: str = RARE, fs_type: int = 0, cff: bool = False, empty: str = "", side: int = 800) -> bytes:
    """A font of one thousand units an em with a ring for each character, no strokes for the `empty` ones."""
    order = [".notdef", *(f"u{ord(char):05X}" for char in characters)]
    builder = FontBuilder(1000, isTTF=not cff)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(char): f"u{ord(char):05X}" for char in characters})
    blank = {f"u{ord(char):05X}" for char in empty}
    drawn = {name: _ring(0 if name in blank else side, cff) for name in order}
    if cff:
        builder.setupCFF("Made", {}, drawn, {})
    else:
        builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 100)))
    builder.setupHorizontalHeader(ascent=1400, descent=-600)
    builder.setupNameTable({"familyName": "Noto Serif CJK SC", "styleName": "Regular"})
    builder.setupOS2(fsType=fs_type)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _ring(side: int, cff: bool):
    pen = T2CharStringPen(1000, None) if cff else TTGlyphPen(None)
    for edge, turn in ((0, 1), (100, -1)) if side else ():
        left, right, low, high = 100 + edge, 100 + side - edge, edge - 20, side - 20 - edge
        corners = [(left, low), (left, high), (right, high), (right, low)][::turn]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.getCharString() if cff else pen.glyph()
