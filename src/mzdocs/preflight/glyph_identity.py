"""An embedded font -> how many of its glyphs do not draw the character the file claims for them.

Compared outline by outline with the pinned source; a character may also stand in its vertical or half-width form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pikepdf

from mzdocs.design import glyphs
from mzdocs.design.fonts import Face
from mzdocs.pdf.glyph_paths import charset
from mzdocs.preflight.pdf_measures import font_program

_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar|begincidchar(.*?)endcidchar", re.DOTALL)
_CLAIM = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")
_CID = re.compile(rb"<([0-9a-fA-F]{4})>\s+(\d+)")
_KINDS = (b"\0\1\0\0", b"OTTO", b"true")


def wrong_glyphs(font: Any, face: Face) -> int | None:
    """How many glyphs lie, or nothing if the font is of a kind that is not read here."""
    program = bytes(font_program(font).read_bytes())
    encoding = font.get("/Encoding")
    if font.get("/Subtype") != "/Type0" or "/ToUnicode" not in font or program[:4] not in _KINDS:
        return None
    if b"beginbfrange" in font.ToUnicode.read_bytes():
        return None
    cids = b"".join(_blocks(encoding)) if isinstance(encoding, pikepdf.Stream) else b""
    claims = b"".join(_blocks(font.ToUnicode))
    mapped = font.DescendantFonts[0].get("/CIDToGIDMap")
    numbers = bytes(mapped.read_bytes()) if isinstance(mapped, pikepdf.Stream) else b""
    return _compared(program, claims, cids, numbers, face)


def _blocks(stream: Any) -> list[bytes]:
    return [claim or cid for claim, cid in _BLOCK.findall(stream.read_bytes())]


@lru_cache(maxsize=256)
def _compared(program: bytes, claims: bytes, cids: bytes, numbers: bytes, face: Face) -> int:
    """Eight stations put up the same boards: equal fonts with equal claims are compared once."""
    embedded = glyphs.loaded(program)
    to_cid = {int(code, 16): int(cid) for code, cid in _CID.findall(cids)}
    to_glyph = _by_cid(program, numbers)
    wrong = 0
    for code, text in _CLAIM.findall(claims):
        character = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        cid = to_cid.get(int(code, 16), int(code, 16))
        glyph = cid if to_glyph is None else to_glyph.get(cid, 0)
        if len(character) == 1 and character.strip():
            wrong += not _is(glyphs.glyph_outline(embedded, glyph), glyph, character, face)
    return wrong


def _by_cid(program: bytes, numbers: bytes) -> Mapping[int, int] | None:
    """Glyph numbers by CID; nothing where they are the same (ISO 32000-1, 9.7.4.2)."""
    if numbers:
        return {at // 2: int.from_bytes(numbers[at : at + 2]) for at in range(0, len(numbers), 2)}
    return charset(program) if program[:4] == b"OTTO" else None


def _is(outline: glyphs.Outline, glyph: int, character: str, face: Face) -> bool:
    """Subsets mostly keep the numbers of their glyphs: one compared is then enough."""
    if glyphs.nominal(character, face) == glyph and glyphs.source_outline(face, glyph) == outline:
        return True
    return any(glyphs.source_outline(face, form) == outline for form in glyphs.forms(character, face))
