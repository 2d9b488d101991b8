"""The fonts of a PDF -> TrueType programs with a cmap: what is written is what is drawn, for any reader of OFD.

The tables are those OFD-A keeps of a subset (GB/T 42133-2022, 6.2.6): `glyf` and `loca` are among them, so that
outlines of CFF become quadratic curves, which leave them by half a unit of a thousand at most.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from mzdocs.design.glyphs import Outline
from mzdocs.pdf.glyph_paths import Extent, Glyphs, Inexact

_NO_DAY = 2_082_844_800
"""Seconds from 1904 to 1970: a program is the same whenever it is made."""
_PENS = {"m": "moveTo", "l": "lineTo", "c": "curveTo", "h": "closePath"}


@dataclass(frozen=True)
class UsedGlyph:
    """A glyph of a text: its number in the program that is embedded, what it stands for, its ink and width in em.

    `plain` is one that a reader finds by its character alone.
    """

    number: int
    text: str
    extent: Extent | None
    width: float
    plain: bool


class OfdFont:
    """One font of the file under its number; what is used of it grows with each text that is read."""

    def __init__(self, font: Any, number: int) -> None:
        self.number = number
        self.name = str(font.BaseFont)[1:].partition("+")[2] or str(font.BaseFont)[1:]
        descriptor = font.DescendantFonts[0].FontDescriptor
        self._heights = int(descriptor.get("/Ascent", 880)), int(descriptor.get("/Descent", -120))
        self._glyphs = Glyphs(font)
        self._used: dict[int, UsedGlyph] = {}
        self._by_character: dict[str, int] = {}

    def read(self, text: bytes) -> Iterator[UsedGlyph]:
        """The glyphs of a shown text.

        Raises:
            Inexact: nobody says what one of them stands for.
        """
        for code, extent, width, said in self._glyphs.extents(text):
            if code not in self._used:
                self._used[code] = self._new(said, extent, width)
            yield self._used[code]

    def _new(self, said: str, extent: Extent | None, width: float) -> UsedGlyph:
        if (extent and not said) or any(ord(character) < 32 for character in said):
            raise Inexact("没有说明是什么字的字形", "a glyph that nobody says the character of")
        number = len(self._used) + 1
        plain = len(said) == 1 and self._by_character.setdefault(said, number) == number
        return UsedGlyph(number, said, extent, width, plain)

    def program(self) -> bytes:
        """The TrueType program with what was used of the font."""
        units = self._glyphs.units
        names = [".notdef", *(f"g{used.number}" for used in self._used.values())]
        shapes = {names[0]: TTGlyphPen(None).glyph()}
        widths = {names[0]: (units, 0)}
        for code, used in self._used.items():
            name = names[used.number]
            shapes[name] = _quadratic(tuple(self._glyphs.outline(code)))
            widths[name] = (round(used.width * units), 0)
        built = FontBuilder(units, isTTF=True)
        built.setupGlyphOrder(names)
        built.setupCharacterMap({ord(text): names[number] for text, number in self._by_character.items()})
        built.setupGlyf(shapes)
        for name in names:
            widths[name] = (widths[name][0], getattr(shapes[name], "xMin", 0))
        built.setupHorizontalMetrics(widths)
        ascent, descent = (round(height * units / 1000) for height in self._heights)
        built.setupHorizontalHeader(ascent=ascent, descent=descent)
        built.setupNameTable({"familyName": self.name, "styleName": "Regular", "psName": self.name})
        built.setupOS2(sTypoAscender=ascent, sTypoDescender=descent, usWinAscent=ascent, usWinDescent=-descent)
        built.setupPost(keepGlyphNames=False)
        built.updateHead(created=_NO_DAY, modified=_NO_DAY)
        out = io.BytesIO()
        built.font.recalcTimestamp = False
        built.save(out)
        return out.getvalue()


@lru_cache(maxsize=4_000)
def _quadratic(outline: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]) -> Glyph:
    """A glyph of a TrueType program; the files of a station share most of them."""
    pen = TTGlyphPen(None)
    curves = Cu2QuPen(pen, max_err=0.5, reverse_direction=True)
    for operator, points in _closed(list(outline)):
        getattr(curves, _PENS[operator])(*points)
    return pen.glyph()


def _closed(outline: Outline) -> Outline:
    """Every contour ends with a close: pens of fonts ask for it."""
    closed: Outline = []
    for piece in outline:
        if piece[0] == "m" and closed and closed[-1][0] != "h":
            closed.append(("h", ()))
        closed.append(piece)
    return [*closed, ("h", ())] if closed and closed[-1][0] != "h" else closed


class EmbeddedFonts:
    """The fonts of one file, each under the number texts name it by."""

    def __init__(self, number: Callable[[], int]) -> None:
        self._number = number
        self._known: dict[tuple[int, int], OfdFont] = {}

    def of(self, font: Any) -> OfdFont:
        """The font a text is shown in.

        Raises:
            Inexact: there is none, or one of a kind that is not read.
        """
        if font is None or font.get("/Subtype") != "/Type0":
            raise Inexact("没有嵌入的或单字节编码的字体", "a font that is not embedded, or of one-byte codes")
        if font.objgen not in self._known:
            self._known[font.objgen] = OfdFont(font, self._number())
        return self._known[font.objgen]

    def embedded(self) -> list[tuple[int, str, bytes]]:
        """Each with its number, its name and its program."""
        return [(font.number, font.name, font.program()) for font in self._known.values()]
