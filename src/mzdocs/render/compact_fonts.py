"""The layout engine's fonts in a file -> with the glyphs that are used only, numbered anew, as vdp writes them.

The engine keeps the numbers of glyphs: the program of twenty of them then has tables for sixty-five thousand, which
take longest of all to cut, to pack and to read again. It also copies every font file whole before it cuts it. This is
the one place that reaches into how it writes fonts; its version is pinned, and a test reads what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from mzdocs.design import own_fonts
from mzdocs.design.subsets import glyph_subset
from mzdocs.pdf.code_maps import ENCODING, encoding, glyph_table


class _Program(bytes):
    """A font program, and the new numbers of its glyphs."""

    places: Mapping[int, int]


@cache
def install() -> None:
    """From now on the engine writes fonts so; once, for what is put in its place calls what was there."""
    from weasyprint.pdf import fonts as theirs

    whole = theirs.get_hb_object_data
    theirs.Font.__init__ = _begun(theirs, theirs.Font.__init__)
    theirs.Font.subset = _cut(theirs.Font.subset, whole)
    theirs._build_vector_font_dictionary = _described(theirs._build_vector_font_dictionary)


def _begun(theirs: Any, begin: Callable[..., None]) -> Callable[..., None]:
    """A font begins without a copy of its file."""

    def begun(font: Any, *given: Any) -> None:
        whole, theirs.get_hb_object_data = theirs.get_hb_object_data, lambda *_: b""
        try:
            begin(font, *given)
        finally:
            theirs.get_hb_object_data = whole

    return begun


def _cut(subset: Callable[..., None], whole: Callable[[Any], bytes]) -> Callable[..., None]:
    """A face of ours is cut anew; a font that lacks a character, or that no text is set in, as the engine does."""

    def cut(font: Any, to_unicode: Mapping[int, str], hinting: bool) -> None:
        face = own_fonts.face_named(font.name.decode("ascii").rpartition("+")[2])
        if face is None or font.missing or not to_unicode:
            font.file_content = whole(font.hb_face)
            subset(font, to_unicode, hinting)
            return
        program, places = glyph_subset(face, to_unicode)
        font.file_content = _Program(program)
        font.file_content.places = places

    return cut


def _described(describe: Callable[..., None]) -> Callable[..., None]:
    """Codes lead to the new numbers: by a CMap in a CFF font, which has no table for it; by that table in TrueType."""

    def described(entries: Any, pdf: Any, font: Any, widths: Mapping[int, int], compress: bool, *more: Any) -> None:
        program = _object(pdf, more[0]).stream[0]
        if not isinstance(program, _Program):
            describe(entries, pdf, font, widths, compress, *more)
            return
        places = {code: program.places[code] for code in sorted(widths)}
        if font.type == "otf":
            describe(entries, pdf, font, {places[code]: widths[code] for code in places}, compress, *more)
            entries["Encoding"] = _added(pdf, encoding(places), compress, ENCODING)
        else:
            describe(entries, pdf, font, widths, compress, *more)
            table = _added(pdf, glyph_table(places), compress, {})
            _object(pdf, entries["DescendantFonts"][0])["CIDToGIDMap"] = table

    return described


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _added(pdf: Any, data: bytes, compress: bool, entries: Mapping[str, object]) -> bytes:
    from weasyprint.pdf.fonts import pydyf

    stream = pydyf.Stream([data], dict(entries), compress=compress)
    pdf.add_object(stream)
    reference: bytes = stream.reference
    return reference
