"""The bytes of an embedded font -> its tables, and which glyph each character is drawn with."""

from __future__ import annotations

import uharfbuzz as hb

_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")
KEPT = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post")
"""Tables that an embedded subset keeps (GB/T 42133-2022, 6.2.6c), besides those with the outlines."""


class NoFont(Exception):
    """The bytes are no OpenType or TrueType program."""


class FontProgram:
    """One program.

    Raises:
        NoFont: it is of another kind, or broken.
    """

    def __init__(self, data: bytes) -> None:
        if data[:4] not in _SIGNATURES:
            raise NoFont
        self._face = hb.Face(hb.Blob(data))
        self.tables = {str(tag).strip() for tag in self._face.table_tags}
        self.glyphs = int(self._face.glyph_count)
        if not self.glyphs or not self.tables & {"glyf", "CFF", "CFF2"}:
            raise NoFont
        self._font = hb.Font(self._face)
        self._known: dict[str, int] = {}

    @property
    def lacking(self) -> list[str]:
        """The tables that an archive wants and that are not there; CFF takes the place of glyf and loca."""
        outlines = () if self.tables & {"CFF", "CFF2"} else ("glyf", "loca")
        return [name for name in (*KEPT, *outlines) if name not in self.tables]

    def glyph(self, character: str) -> int:
        """The glyph the cmap gives a character, 0 where it gives none."""
        if character not in self._known:
            self._known[character] = int(self._font.get_nominal_glyph(ord(character)) or 0)
        return self._known[character]
