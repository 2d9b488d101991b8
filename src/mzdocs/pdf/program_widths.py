"""A font, and what is shown in it -> the widths its embedded program gives to codes, beside those it says itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pikepdf

from mzdocs.design import glyphs
from mzdocs.pdf.code_reading import code_map, shown_codes
from mzdocs.pdf.embedded_program import EmbeddedProgram, descendant_of, fits
from mzdocs.pdf.font_widths import Widths
from mzdocs.pdf.glyph_presence import numbering
from mzdocs.pdf.named_glyphs import named_glyphs
from mzdocs.pdf.simple_encodings import said_names
from mzdocs.pdf.type3_glyphs import procedures

_EM = 1000.0


class CodeWidths(NamedTuple):
    """A code, the width that the font says of it, and those that its program has for what may be its glyph; all in
    thousandths of an em."""

    code: bytes
    said: float
    drawn: Sequence[float]


def code_widths(font: Any, program: EmbeddedProgram | None, shown: Iterable[bytes]) -> Iterator[CodeWidths]:
    """Of strings shown in a font, each code whose glyph is found in a sound program.

    Raises:
        Inexact: the font's encoding or program is one we do not read.
    """
    if font.get("/Subtype") == "/Type3":
        yield from _of_drawings(font, shown)
        return
    if program is None or not fits(font, program) or program.found == "Type 1":
        return
    yield from (_of_composite if font.get("/Subtype") == "/Type0" else _of_simple)(font, program, shown)


def _of_composite(font: Any, program: EmbeddedProgram, shown: Iterable[bytes]) -> Iterator[CodeWidths]:
    reading, said, drawn = code_map(font), Widths(font), _widths(program)
    glyph_of = numbering(descendant_of(font), program)
    for code in sorted(shown_codes(font, shown)):
        cid = reading.cid(code)
        glyph = glyph_of(cid) if cid is not None else None
        if cid is not None and glyph is not None:
            yield CodeWidths(code, said.of(cid) * _EM, (drawn(glyph),))


def _of_simple(font: Any, program: EmbeddedProgram, shown: Iterable[bytes]) -> Iterator[CodeWidths]:
    """Codes whose width the font's dictionary gives one by one; the others are as wide as none of them says."""
    held, names, said, drawn = named_glyphs(program), said_names(font), Widths(font), _widths(program)
    first, last = int(font.get("/FirstChar", 256)), int(font.get("/LastChar", -1))
    for code in sorted(shown_codes(font, shown)):
        glyphs_of_it = held.glyphs(code[0], names.get(code[0])) if first <= code[0] <= last else ()
        if glyphs_of_it:
            yield CodeWidths(code, said.of(code[0]) * _EM, tuple(map(drawn, glyphs_of_it)))


def _of_drawings(font: Any, shown: Iterable[bytes]) -> Iterator[CodeWidths]:
    """A procedure begins with the width of what it draws (9.6.5); these are in the font's own space."""
    first, said, drawn = int(font.get("/FirstChar", 0)), list(font.get("/Widths", ())), procedures(font)
    for code in sorted({byte for text in shown for byte in text}):
        if code in drawn and 0 <= code - first < len(said):
            begun = pikepdf.parse_content_stream(drawn[code], "d0 d1")
            if len(begun) and len(begun[0].operands):
                yield CodeWidths(bytes([code]), float(said[code - first]), (float(begun[0].operands[0]),))


def _widths(program: EmbeddedProgram) -> Callable[[int], float]:
    if program.found == "CFF":
        return _of_bare_cff(program.data)
    font = glyphs.loaded(program.data)
    return lambda glyph: font.get_glyph_h_advance(glyph) * _EM / font.face.upem


def _of_bare_cff(data: bytes) -> Callable[[int], float]:
    """A bare program has no table of widths: each stands before what draws its glyph."""
    from fontTools.cffLib import CFFFontSet
    from fontTools.misc.psCharStrings import T2WidthExtractor

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    font = fonts[0]
    em = _EM * float(getattr(font, "FontMatrix", _MATRIX)[0])

    def width(glyph: int) -> float:
        drawn = font.CharStrings[font.charset[glyph]]
        own = drawn.private
        reader = T2WidthExtractor(
            getattr(own, "Subrs", []), drawn.globalSubrs, own.nominalWidthX, own.defaultWidthX
        )  # fmt: skip
        reader.execute(drawn)
        return float(reader.width) * em

    return width


_MATRIX = (0.001,)
