"""A font of a PDF -> the program embedded for it, of which kind it is, and of which it may be (ISO 32000-1, 9.9)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pikepdf

from mzdocs.pdf.cff_program import CffProgram, NotCff
from mzdocs.pdf.sound_streams import decoded

ProgramKind = Literal["Type 1", "CFF", "TrueType", "OpenType"]
_KEYS = ("/FontFile", "/FontFile2", "/FontFile3")
_BY_KEY: dict[str, ProgramKind] = {"/FontFile": "Type 1", "/FontFile2": "TrueType"}
_BY_SUBTYPE: dict[str, ProgramKind] = {"/Type1C": "CFF", "/CIDFontType0C": "CFF", "/OpenType": "OpenType"}
_OF_FONT: dict[str, tuple[ProgramKind, ...]] = {
    "/Type1": ("Type 1", "CFF", "OpenType"), "/MMType1": ("Type 1", "CFF", "OpenType"),
    "/TrueType": ("TrueType", "OpenType"), "/CIDFontType0": ("CFF", "OpenType"),
    "/CIDFontType2": ("TrueType", "OpenType"),
}  # fmt: skip
_NEEDED = {b"head", b"hhea", b"maxp", b"hmtx", b"loca", b"glyf"}
"""Tables of a TrueType program that a PDF embeds (9.9): the others may be left out."""


@dataclass(frozen=True)
class EmbeddedProgram:
    """A program's bytes, and the kind that the entry it stands under names."""

    data: bytes
    declared: ProgramKind | None

    @cached_property
    def cff(self) -> CffProgram | None:
        """The CFF program, bare or in OpenType; nothing where there is none that is whole."""
        try:
            return CffProgram(self.data)
        except NotCff:
            return None

    @cached_property
    def found(self) -> ProgramKind | None:
        """What its bytes are; nothing if they are no font, or break off."""
        data = self.data
        if data[:2] in (b"%!", b"\x80\x01"):
            return "Type 1" if b"eexec" in data else None
        if data[:4] in (b"\0\1\0\0", b"true"):
            return "TrueType" if _is_whole(data) else None
        if data[:4] == b"OTTO":
            return "OpenType" if self.cff else None
        return "CFF" if data[:1] == b"\1" and self.cff else None


def descendant_of(font: Any) -> Any:
    """The dictionary that has a font's descriptor: of a composite font, that of its descendant."""
    held = font.get("/DescendantFonts")
    inner = held[0] if isinstance(held, pikepdf.Array) and len(held) else None
    return inner if isinstance(inner, pikepdf.Dictionary) else font


def program_stream(font: Any) -> tuple[str, Any] | None:
    """The entry of a font's descriptor that has its program, and the stream; nothing where there is none."""
    descriptor = descendant_of(font).get("/FontDescriptor")
    said = {key: descriptor.get(key) for key in _KEYS} if isinstance(descriptor, pikepdf.Dictionary) else {}
    return next(((key, stream) for key, stream in said.items() if isinstance(stream, pikepdf.Stream)), None)


def embedded_program(font: Any) -> EmbeddedProgram | None:
    """What is embedded for a font; nothing where nothing is."""
    found = program_stream(font)
    if found is None:
        return None
    key, stream = found
    return EmbeddedProgram(decoded(stream), _BY_KEY.get(key) or _BY_SUBTYPE.get(str(stream.get("/Subtype"))))


def fits(font: Any, program: EmbeddedProgram) -> bool:
    """Whether a program is of the kind its entry names, and of one that the font may have."""
    found, declared = program.found, program.declared
    named = found == declared or (declared == "OpenType" and found == "TrueType")
    return named and declared in _OF_FONT.get(str(descendant_of(font).get("/Subtype")), (declared,))


def _is_whole(data: bytes) -> bool:
    tables: dict[bytes, int] = {}
    for number in range(int.from_bytes(data[4:6])):
        entry = data[12 + 16 * number : 28 + 16 * number]
        if len(entry) < 16:
            return False
        tag, _, at, size = struct.unpack(">4sIII", entry)
        tables[tag] = at + size
    return tables.keys() >= _NEEDED and all(tables[tag] <= len(data) + 3 for tag in _NEEDED)
