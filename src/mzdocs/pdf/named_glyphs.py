"""An embedded program of a simple font -> the glyphs it has, by name or by code (ISO 32000-1, 9.6.6)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mzdocs.design import glyphs
from mzdocs.pdf.embedded_program import EmbeddedProgram
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.pdf.simple_encodings import NOTDEF, macintosh_names, standard_names

_CHARSTRING = re.compile(rb"/([^\s/{}\[\]()<>]+)\s+\d+\s+(?:RD|-\||\S+)\s")
_PUT = re.compile(rb"dup\s+(\d+)\s*/([^\s/]+)\s+put")
_SYMBOLS = 0xF000
"""Where programs of symbols keep the codes 0 to 255."""
_PRIVATE_KEY = 55665
_LARGEST = 8_000_000
"""Bytes of a program of a simple font, which has 256 codes; it takes seconds to read one that is larger."""


@dataclass(frozen=True)
class NamedGlyphs:
    """The numbers of a program's glyphs by name, and which names its own encoding gives to codes."""

    names: Mapping[str, int]
    built_in: Mapping[int, str]

    def glyphs(self, code: int, name: str | None) -> tuple[int, ...]:
        """The number of the glyph that a code draws, if it does."""
        found = name if name is not None else self.built_in.get(code, NOTDEF)
        return (self.names[found],) if found != NOTDEF and found in self.names else ()

    def has(self, code: int, name: str | None) -> bool:
        """Whether a code draws a glyph; `name` is what the font's dictionary calls it, if it does."""
        return bool(self.glyphs(code, name))


@dataclass(frozen=True)
class MappedGlyphs:
    """A TrueType program's glyphs by the platform and encoding of its tables, and by name."""

    tables: Mapping[tuple[int, int], Mapping[int, str]]
    by_name: Callable[[str], int | None]

    def has(self, code: int, name: str | None) -> bool:
        """Whether any of the ways to a glyph that readers take leads to one; `name` may be none."""
        return bool(self.glyphs(code, name))

    def glyphs(self, code: int, name: str | None) -> tuple[int, ...]:
        """The numbers of the glyphs that readers may take, each by its way; `name` may be none."""
        ways = [self._at((3, 0), code), self._at((3, 0), _SYMBOLS + code), self._at((1, 0), code)]
        if name is not None:
            ways += [self._at((3, 1), ord(text)) for text in _texts(name)]
            ways += [self._at((1, 0), other) for other, said in macintosh_names().items() if said == name]
            ways.append(str(self.by_name(name) or NOTDEF))
        elif (3, 0) not in self.tables and (1, 0) not in self.tables:
            ways.append(self._at((3, 1), code))
        return tuple(int(way) for way in ways if way != NOTDEF)

    def _at(self, table: tuple[int, int], code: int) -> str:
        return self.tables.get(table, {}).get(code, NOTDEF)


def named_glyphs(program: EmbeddedProgram) -> NamedGlyphs | MappedGlyphs:
    """What a program has.

    Raises:
        Inexact: it cannot be read.
    """
    if len(program.data) > _LARGEST:
        raise Inexact("过大的字体程序", "a font program that is too large")
    try:
        return _READERS[program.found or ""](program.data)
    except Exception as error:
        raise Inexact("读不出来的字体程序", "a font program that cannot be read") from error


def _of_type_1(data: bytes) -> NamedGlyphs:
    """The names stand in the part that is scrambled, the encoding before it."""
    from fontTools.misc.eexec import decrypt

    clear, _, rest = data.partition(b"eexec")
    body = rest.lstrip(b"\r\n\t ")
    binary = body if any(byte not in b"0123456789abcdefABCDEF\r\n\t " for byte in body[:8]) else _from_hex(body)
    text, _ = decrypt(binary, _PRIVATE_KEY)
    _, _, strings = text.partition(b"/CharStrings")
    names = {name.decode("latin-1"): number for number, name in enumerate(_CHARSTRING.findall(strings))}
    if not names:
        raise Inexact("没有字形名的字体程序", "a font program whose glyphs have no names")
    said = {int(code): name.decode("latin-1") for code, name in _PUT.findall(clear)}
    return NamedGlyphs(names, said or standard_names())


def _from_hex(body: bytes) -> bytes:
    digits = re.sub(rb"[^0-9a-fA-F]", b"", body)
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))


def _of_cff(data: bytes) -> NamedGlyphs:
    from fontTools.cffLib import CFFFontSet

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    return _of_top(fonts[0])


def _of_top(font: Any) -> NamedGlyphs:
    said = getattr(font, "Encoding", "StandardEncoding")
    built_in = standard_names() if isinstance(said, str) else {code: name for code, name in enumerate(said) if name}
    return NamedGlyphs({name: number for number, name in enumerate(font.charset)}, built_in)


def _of_opentype(data: bytes) -> NamedGlyphs | MappedGlyphs:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True) as font:
        return _of_top(font["CFF "].cff[0])


def _of_truetype(data: bytes) -> MappedGlyphs:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True) as font:
        count = font["maxp"].numGlyphs
        font.setGlyphOrder([NOTDEF, *map(str, range(1, count))])  # its own names may be broken; hb reads them below
        said = font["cmap"].tables if "cmap" in font else []
        tables = {(table.platformID, table.platEncID): table.cmap for table in said if hasattr(table, "cmap")}
    return MappedGlyphs(tables, glyphs.loaded(data).get_glyph_from_name)


_READERS: dict[str, Callable[[bytes], NamedGlyphs | MappedGlyphs]] = {
    "Type 1": _of_type_1, "CFF": _of_cff, "TrueType": _of_truetype, "OpenType": _of_opentype,
}  # fmt: skip


def _texts(name: str) -> tuple[str, ...]:
    from fontTools.agl import toUnicode

    text = toUnicode(name)
    return (text,) if len(text) == 1 else ()
