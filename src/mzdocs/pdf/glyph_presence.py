"""A font, and what is shown in it -> the codes for which its embedded program has no glyph."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import pikepdf

from mzdocs.design import glyphs
from mzdocs.pdf.code_reading import code_map, shown_codes
from mzdocs.pdf.embedded_program import EmbeddedProgram, descendant_of, fits
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.pdf.named_glyphs import named_glyphs
from mzdocs.pdf.readable_names import readable
from mzdocs.pdf.simple_encodings import NOTDEF, said_names
from mzdocs.pdf.unicode_claims import unicode_claims

Absence = Literal["unmapped", "blank", "outside"]
"""Why a code draws nothing that was meant: its font maps it to no glyph, or to the one that stands for what is missing,
or to one that the embedded subset has not."""
_BLANKS = ("space", "nbspace", "nonbreakingspace", "uni00A0", "uni0020")
_UNSEEN = ("C", "Z")
"""Categories of characters that draw nothing: control, format, separators."""


@dataclass(frozen=True)
class AbsentGlyph:
    """A code, and why it draws nothing that was meant."""

    code: bytes
    why: Absence


def absent_glyphs(font: Any, program: EmbeddedProgram | None, shown: Iterable[bytes]) -> Iterator[AbsentGlyph]:
    """Of strings shown in a font, each code that its embedded program has no glyph for.

    Nothing is asked of a font that is not embedded, or whose program is of another kind than is said.

    Raises:
        Inexact: the font's encoding or program is one we do not read.
    """
    if font.get("/Subtype") == "/Type3":
        yield from _of_drawings(font, shown)
        return
    if program is None or not fits(font, program):
        return
    yield from (_of_composite if font.get("/Subtype") == "/Type0" else _of_simple)(font, program, shown)


def _of_composite(font: Any, program: EmbeddedProgram, shown: Iterable[bytes]) -> Iterator[AbsentGlyph]:
    reading = code_map(font)
    glyph_of = numbering(descendant_of(font), program)
    hollow = _hollow(font, program)
    for code in sorted(shown_codes(font, shown)):
        cid = reading.cid(code)
        glyph = glyph_of(cid or 0)
        if not cid and isinstance(font.get("/Encoding"), pikepdf.Stream):
            yield AbsentGlyph(code, "unmapped")
        elif glyph == 0:
            yield AbsentGlyph(code, "blank")
        elif glyph is None or hollow(glyph, code):
            yield AbsentGlyph(code, "outside")


def numbering(descendant: Any, program: EmbeddedProgram) -> Callable[[int], int | None]:
    """A CID's glyph (9.7.4.2); nothing where the program has none."""
    if descendant.get("/Subtype") == "/CIDFontType2":
        said, count = descendant.get("/CIDToGIDMap"), glyphs.loaded(program.data).face.glyph_count
        table = said.read_bytes() if isinstance(said, pikepdf.Stream) else None

        def by_map(cid: int) -> int | None:
            glyph = cid if table is None else int.from_bytes(table[2 * cid : 2 * cid + 2])
            return glyph if glyph < count else None

        return by_map
    cff = program.cff
    if cff is None:
        raise Inexact("与其类型不符的字体程序", "a font program that is not of its type")

    def by_charset(cid: int) -> int | None:
        glyph = cid if cff.by_cid is None else cff.by_cid.get(cid, -1)
        return glyph if 0 <= glyph < cff.glyph_count else None

    return by_charset


def _hollow(font: Any, program: EmbeddedProgram) -> Callable[[int, bytes], bool]:
    """Whether a subset has only the number of a glyph: nothing is drawn for it where its text says something is, or it
    has neither outline nor width and no text."""
    if "+" not in readable(font.get("/BaseFont", "")) or program.found not in ("TrueType", "OpenType"):
        return lambda _glyph, _code: False
    loaded, claims = glyphs.loaded(program.data), cache(lambda: unicode_claims(font) or {})

    def is_hollow(glyph: int, code: bytes) -> bool:
        ink = loaded.get_glyph_extents(glyph)
        if ink is not None and (ink.width or ink.height):
            return False
        text = claims().get(code)
        return _is_seen(text) if text is not None else loaded.get_glyph_h_advance(glyph) == 0

    return is_hollow


def _is_seen(text: str) -> bool:
    return any(unicodedata.category(character)[0] not in _UNSEEN for character in text)


def _of_simple(font: Any, program: EmbeddedProgram, shown: Iterable[bytes]) -> Iterator[AbsentGlyph]:
    held, names = named_glyphs(program), said_names(font)
    for code in sorted(shown_codes(font, shown)):
        name = names.get(code[0])
        if name == NOTDEF:
            yield AbsentGlyph(code, "blank")
        elif not _is_blank(code, name) and not held.has(code[0], name):
            yield AbsentGlyph(code, "outside" if name else "blank")


def _is_blank(code: bytes, name: str | None) -> bool:
    """A blank needs no glyph; the code is one by custom, where nothing names it."""
    return name in _BLANKS or (name is None and code == b" ")


def _of_drawings(font: Any, shown: Iterable[bytes]) -> Iterator[AbsentGlyph]:
    """A Type 3 font draws each glyph by a stream of its own."""
    drawn = {name.removeprefix("/") for name in font.get("/CharProcs", {})}
    names = said_names(font)
    for code in sorted(shown_codes(font, shown)):
        if not _is_blank(code, names.get(code[0])) and names.get(code[0]) not in drawn:
            yield AbsentGlyph(code, "unmapped")
