"""A font embedded in a PDF -> its glyphs: what each looks like, where its ink ends, how far it moves the line on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

import pikepdf

from mzdocs.core.problems import Sentence
from mzdocs.design import glyphs
from mzdocs.pdf.cff_program import CffProgram, NotCff
from mzdocs.pdf.code_maps import glyphs_of_table
from mzdocs.pdf.embedded_program import descendant_of
from mzdocs.pdf.font_widths import Widths, cids
from mzdocs.pdf.graphics_state import Segment

_CMAPS = ("/WP-Encod-0", "/Mzdocs-UCS2-H")
"""The encodings the layout engine writes, and vdp: each code alone, with its CID."""
_CLAIM = re.compile(rb"<([0-9a-fA-F]{4})>\s*<((?:[0-9a-fA-F]{4})+)>")
_MOST = 4_000
"""Outlines whose path is kept."""
Extent = tuple[float, float, float, float]
"""Left, bottom, right, top of a glyph's ink, in em from its origin."""


class Inexact(Exception):
    """Something whose outlines would not be the text as it stands."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.what = Sentence(zh, en)


class Glyphs:
    """One font of two-byte codes. A code stands for a CID, a CID for a glyph of the program.

    Raises:
        Inexact: the font is of another kind, or its encoding or program is one we do not read.
    """

    def __init__(self, font: pikepdf.Object) -> None:
        if font.get("/Subtype") != "/Type0":
            kind = str(font.get("/Subtype")).removeprefix("/")
            raise Inexact(f"{kind} 字体", f"a font of kind {kind}")
        descendant = descendant_of(font)
        if "/FontDescriptor" not in descendant:
            raise Inexact("没有说明的字体", "a font without a descriptor")
        program = _program(descendant.FontDescriptor)
        self._cids = _encoding(font.get("/Encoding"))
        self._number_of = _numbering(descendant, program)
        self._font = glyphs.loaded(program)
        self._widths = Widths(font)
        self._claims = font.get("/ToUnicode")
        self._paths: dict[int, bytes] = {}
        self._outlines: dict[int, glyphs.Outline] = {}
        self._measured: dict[int, tuple[int, Extent | None, float, str]] = {}
        self.units = int(self._font.face.upem)

    def read(self, text: bytes) -> Iterator[tuple[bytes, float]]:
        """Each code's path in font units, and its width in em."""
        for cid in self._codes(text):
            if cid not in self._paths:
                self._paths[cid] = self._path(cid)
            yield self._paths[cid], self._widths.of(cid)

    def extents(self, text: bytes) -> Iterator[tuple[int, Extent | None, float, str]]:
        """Each code, the box of its ink in em (nothing for a blank), its width in em, and what it stands for."""
        if len(text) % 2:
            raise ValueError("half a code")
        for at in range(0, len(text), 2):
            code = text[at] << 8 | text[at + 1]
            if code not in self._measured:
                cid = self._cid(code)
                self._measured[code] = code, self._extent(cid), self._widths.of(cid), self._characters.get(code, "")
            yield self._measured[code]

    def outline(self, code: int) -> glyphs.Outline:
        """What a code draws, in font units."""
        if code not in self._outlines:
            self._outlines[code] = glyphs.glyph_outline(self._font, self._glyph(self._cid(code)))
        return self._outlines[code]

    @cached_property
    def _characters(self) -> Mapping[int, str]:
        said = self._claims.read_bytes() if isinstance(self._claims, pikepdf.Stream) else b""
        return {int(a, 16): bytes.fromhex(b.decode()).decode("utf-16-be", "replace") for a, b in _CLAIM.findall(said)}

    def _codes(self, text: bytes) -> Iterator[int]:
        if len(text) % 2:
            raise Inexact("半个字符码", "half a code")
        for at in range(0, len(text), 2):
            yield self._cid(text[at] << 8 | text[at + 1])

    def _cid(self, code: int) -> int:
        return code if self._cids is None else self._cids.get(code, 0)

    def _glyph(self, cid: int) -> int:
        glyph = self._number_of(cid)
        if not 0 <= glyph < self._font.face.glyph_count:
            raise Inexact(f"字体中没有的字符 {cid}", f"character {cid}, which its font has not")
        return glyph

    def _path(self, cid: int) -> bytes:
        return _filled(tuple(glyphs.glyph_outline(self._font, self._glyph(cid))))

    def _extent(self, cid: int) -> Extent | None:
        found = self._font.get_glyph_extents(self._glyph(cid))
        if found is None or not found.width or not found.height:
            return None
        left, top = found.x_bearing / self.units, found.y_bearing / self.units
        return left, top + found.height / self.units, left + found.width / self.units, top


@lru_cache(maxsize=_MOST)
def _filled(outline: tuple[Segment, ...]) -> bytes:
    """The path that fills an outline; the boards of a station are set in the same few hundred glyphs."""
    pieces = [*_pieces(outline)]
    return " ".join([*pieces, "f"]).encode("ascii") if pieces else b""


def _pieces(outline: tuple[Segment, ...]) -> Iterator[str]:
    for operator, points in outline:
        yield " ".join([*(number(value, 3) for point in points for value in point), operator])


def number(value: float, places: int) -> str:
    """As short as it can be written."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".")


def _program(descriptor: pikepdf.Object) -> bytes:
    opentype = descriptor.get("/FontFile3")
    if opentype is not None and opentype.get("/Subtype") == "/OpenType":
        return bytes(opentype.read_bytes())
    if "/FontFile2" in descriptor:
        return bytes(descriptor.FontFile2.read_bytes())
    raise Inexact("没有嵌入 OpenType 或 TrueType 程序的字体", "a font with no OpenType or TrueType program")


def _encoding(said: Any) -> Mapping[int, int] | None:
    """CIDs by code; nothing where they are the same. The engine maps what no font has to CID 0."""
    if said == "/Identity-H":
        return None
    if not isinstance(said, pikepdf.Stream) or said.get("/CMapName") not in _CMAPS:
        raise Inexact("不是 Identity-H 的字符编码", "an encoding that is not Identity-H")
    return cids(said)


def _numbering(descendant: pikepdf.Object, program: bytes) -> Callable[[int], int]:
    """The glyph number of a CID; less than 0 of one that has none."""
    if descendant.get("/Subtype") == "/CIDFontType2":
        said = descendant.get("/CIDToGIDMap")
        table = glyphs_of_table(said.read_bytes()) if isinstance(said, pikepdf.Stream) else None
        return _itself if table is None else lambda cid: table[cid] if cid < len(table) else -1
    by_cid = charset(program)
    return _itself if by_cid is None else lambda cid: by_cid.get(cid, -1)


def _itself(cid: int) -> int:
    return cid


def charset(program: bytes) -> Mapping[int, int] | None:
    """The glyph numbers of a CFF program by CID; nothing where they are the same (ISO 32000-1, 9.7.4.2).

    Raises:
        Inexact: there is no CFF program in it.
    """
    try:
        return CffProgram(program).by_cid
    except NotCff:
        raise Inexact("与其类型不符的字体程序", "a font program that is not of its type") from None
