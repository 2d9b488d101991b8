"""An embedded font -> how many of its glyphs do not draw the character the file claims for them.

Compared outline by outline with the pinned source; a character may also stand in its vertical or half-width form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any

import pikepdf

from mzdocs.design import glyphs
from mzdocs.design.fonts import Face
from mzdocs.pdf.cff_program import CffProgram
from mzdocs.pdf.code_maps import glyphs_of_table
from mzdocs.pdf.embedded_program import embedded_program

_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar|begincidchar(.*?)endcidchar", re.DOTALL)
_CLAIM = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")
_CID = re.compile(rb"<([0-9a-fA-F]{4})>\s+(\d+)")
_KINDS = (b"\0\1\0\0", b"OTTO", b"true")
_VERDICTS: dict[tuple[str, str, bool, bytes], bool] = {}
"""By face, character, whether it is the glyph's own number, and the bytes that draw it: the fonts of a station's files
hold the same few thousand glyphs again and again."""
_MOST_VERDICTS = 50_000


def wrong_glyphs(font: Any, face: Face) -> int | None:
    """How many glyphs lie, or nothing if the font is of a kind that is not read here."""
    embedded = embedded_program(font)
    program = embedded.data if embedded else b""
    encoding = font.get("/Encoding")
    if font.get("/Subtype") != "/Type0" or "/ToUnicode" not in font or program[:4] not in _KINDS:
        return None
    said = font.ToUnicode.read_bytes()
    if b"beginbfrange" in said:
        return None
    cids = b"".join(_blocks(encoding.read_bytes())) if isinstance(encoding, pikepdf.Stream) else b""
    mapped = font.DescendantFonts[0].get("/CIDToGIDMap")
    numbers = bytes(mapped.read_bytes()) if isinstance(mapped, pikepdf.Stream) else b""
    return _compared(program, b"".join(_blocks(said)), cids, numbers, face)


def _blocks(said: bytes) -> list[bytes]:
    return [claim or cid for claim, cid in _BLOCK.findall(said)]


@lru_cache(maxsize=256)
def _compared(program: bytes, claims: bytes, cids: bytes, numbers: bytes, face: Face) -> int:
    """Eight stations put up the same boards: equal fonts with equal claims are compared once."""
    font = _Program(program, numbers)
    to_cid = {int(code, 16): int(cid) for code, cid in _CID.findall(cids)}
    wrong = 0
    for code, text in _CLAIM.findall(claims):
        character = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        cid = to_cid.get(int(code, 16), int(code, 16))
        if cid and len(character) == 1 and character.strip():  # the first is the missing glyph: X-GLYPH tells it
            wrong += not all(_draws(font, glyph, character, face) for glyph in font.readings(cid))
    return wrong


class _Program:
    """A font program, and the glyphs that readers take for a CID."""

    def __init__(self, program: bytes, numbers: bytes) -> None:
        self._bytes = program
        self._cff = CffProgram(program) if program[:4] == b"OTTO" else None
        self._numbers = glyphs_of_table(numbers)

    def readings(self, cid: int) -> set[int]:
        """By the font's own charset, as the standard has it (ISO 32000-1, 9.7.4.2), and by the map or the number, as
        programs that show pages on a screen take it: where the two differ, a press draws another glyph than a proof."""
        number = cid if not self._numbers else self._numbers[cid] if cid < len(self._numbers) else 0
        charset: Mapping[int, int] | None = self._cff.by_cid if self._cff else None
        return {number, charset.get(cid, 0)} if charset is not None else {number}

    def outline(self, glyph: int) -> glyphs.Outline:
        return glyphs.glyph_outline(self._font, glyph)

    def drawn_by(self, glyph: int) -> bytes | None:
        return self._cff.drawn_by(glyph) if self._cff else None

    @cached_property
    def _font(self) -> Any:
        return glyphs.loaded(self._bytes)


def _draws(font: _Program, glyph: int, character: str, face: Face) -> bool:
    """Subsets mostly keep the numbers of their glyphs: one compared is then enough."""
    nominal, drawn = glyphs.nominal(character, face) == glyph, font.drawn_by(glyph)
    if drawn is None:
        return _is(font.outline(glyph), glyph, character, face)
    key = face.pdf_name, character, nominal, drawn
    if key not in _VERDICTS:
        if len(_VERDICTS) >= _MOST_VERDICTS:
            _VERDICTS.clear()
        _VERDICTS[key] = _is(font.outline(glyph), glyph, character, face)
    return _VERDICTS[key]


def _is(outline: glyphs.Outline, glyph: int, character: str, face: Face) -> bool:
    """Subsets mostly keep the numbers of their glyphs: one compared is then enough."""
    if glyphs.nominal(character, face) == glyph and glyphs.source_outline(face, glyph) == outline:
        return True
    return any(glyphs.source_outline(face, form) == outline for form in glyphs.forms(character, face))
