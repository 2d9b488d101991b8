"""A font's dictionary -> the font as the file has it: its name, whether it is embedded, how large."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf

from mzdocs.pdf.embedded_program import EmbeddedProgram, embedded_program, program_stream
from mzdocs.pdf.readable_names import readable

_CODE_WITHOUT_GLYPH = re.compile(rb"<([0-9a-fA-F]{4})>\s+0\b")


@dataclass(frozen=True)
class FontInFile:
    """A font as the file has it: name without the subset mark, whether embedded, how large."""

    name: str
    embedded: bool
    size: int
    blanks: int
    dictionary: Any

    @cached_property
    def program(self) -> EmbeddedProgram | None:
        """What is embedded for it; nothing where nothing is."""
        return embedded_program(self.dictionary)


def font_name(font: Any) -> str:
    """A font's name without the mark of its subset."""
    return readable(font.get("/BaseFont", "/?")).split("+", 1)[-1]


def font_in_file(obj: Any) -> FontInFile:
    """All that the file says of a font."""
    program = program_stream(obj)
    size = len(program[1].read_raw_bytes()) if program else 0
    embedded = program is not None or obj.get("/Subtype") == "/Type3"
    return FontInFile(font_name(obj), embedded, size, _blanks(obj), obj)


def _blanks(obj: Any) -> int:
    """Codes that draw no glyph: WeasyPrint maps a missing character to CID 0 in a CMap of its own."""
    encoding = obj.get("/Encoding")
    if not isinstance(encoding, pikepdf.Stream):
        return 0
    return len(_CODE_WITHOUT_GLYPH.findall(encoding.read_bytes()))
