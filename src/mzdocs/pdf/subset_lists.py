"""A subset font, and what its descriptor lists of it (CharSet, CIDSet) -> whether that is what its program holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pikepdf

from mzdocs.design import glyphs
from mzdocs.pdf.code_reading import code_map, shown_codes
from mzdocs.pdf.embedded_program import EmbeddedProgram, descendant_of, fits
from mzdocs.pdf.glyph_presence import numbering
from mzdocs.pdf.named_glyphs import NamedGlyphs, named_glyphs
from mzdocs.pdf.simple_encodings import NOTDEF, said_names
from mzdocs.pdf.sound_streams import decoded


def lists_all_of(font: Any, program: EmbeddedProgram) -> bool:
    """Whether all that the program holds is listed, and nothing else; a font that lists nothing says nothing wrong.

    Raises:
        Inexact: the program is one we do not read.
    """
    if not fits(font, program):
        return True
    descriptor, listed = descendant_of(font).get("/FontDescriptor", {}), _listed(font)
    if listed is not None:
        held = _held_cids(descendant_of(font), program)
        return held is None or listed - {0} == held - {0}
    return "/CharSet" not in descriptor or _names(descriptor) == _held_names(program)


def lists_all_shown(font: Any, program: EmbeddedProgram, shown: Iterable[bytes]) -> bool:
    """Whether all that is shown of what the program holds is listed.

    Raises:
        Inexact: the font's encoding or program is one we do not read.
    """
    if not fits(font, program):
        return True
    descriptor, listed, codes = descendant_of(font).get("/FontDescriptor", {}), _listed(font), shown_codes(font, shown)
    if listed is not None:
        reading, glyph_of = code_map(font), numbering(descendant_of(font), program)
        used = {cid for cid in map(reading.cid, codes) if cid and glyph_of(cid)}
        return used <= listed
    names = said_names(font)
    used_names = {name for code in codes if (name := names.get(code[0]))} & _held_names(program)
    return "/CharSet" not in descriptor or used_names <= _names(descriptor)


def _listed(font: Any) -> set[int] | None:
    """The CIDs whose bits are set, the first the highest of its byte."""
    said = descendant_of(font).get("/FontDescriptor", {}).get("/CIDSet")
    if not isinstance(said, pikepdf.Stream):
        return None
    return {8 * at + bit for at, byte in enumerate(decoded(said)) for bit in range(8) if byte & (128 >> bit)}


def _held_cids(inner: Any, program: EmbeddedProgram) -> set[int] | None:
    """The CIDs that a program has glyphs for; nothing where only a table from elsewhere tells."""
    if inner.get("/Subtype") == "/CIDFontType2":
        table, count = inner.get("/CIDToGIDMap"), glyphs.loaded(program.data).face.glyph_count
        if not isinstance(table, pikepdf.Stream):
            return set(range(count))
        data = decoded(table)
        numbers = (int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2))
        return {cid for cid, glyph in enumerate(numbers) if 0 < glyph < count}
    if program.cff is None:
        return None
    return set(range(program.cff.glyph_count)) if program.cff.by_cid is None else set(program.cff.by_cid)


def _names(descriptor: Any) -> set[str]:
    return {name for name in str(descriptor.CharSet).split("/") if name} - {NOTDEF}


def _held_names(program: EmbeddedProgram) -> set[str]:
    held = named_glyphs(program)
    return set(held.names) - {NOTDEF} if isinstance(held, NamedGlyphs) else set()
