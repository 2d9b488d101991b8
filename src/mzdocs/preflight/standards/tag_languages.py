"""Tagged papers: in which language their texts are, and that it is written as languages are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from mzdocs.pdf.actions import fields, notes
from mzdocs.pdf.object_keys import object_key
from mzdocs.pdf.spoken_text import WHOLE, SpokenPiece, TaggedPlace, silent_pieces
from mzdocs.pdf.structure_tree import TaggedElement
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.painted.rule_pages import pages_to_look_at
from mzdocs.preflight.pdf_measures import MeasuredPdf

_LANGUAGE = re.compile(r"(?:[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*)?")
_LANGUAGE_OF_PART_1 = re.compile(r"(?:[a-zA-Z]{1,8}(?:-[a-zA-Z]{1,8})*)?")
_WORDS = ("/ActualText", "/Alt", "/E")


def untrue_languages(expectations: Expectations, file: MeasuredPdf, elements: list[TaggedElement]) -> Iterator[str]:
    """Languages that are written as none is (RFC 1766, as ISO 19005-1, 6.8.4 asks; RFC 3066, ISO 19005-2, 6.7.4); one
    that is unknown is none that PDF/UA could read."""
    of_file = str(file.pdf.Root.get("/Lang", "?"))
    said = {of_file.strip("?"), *(each.language for each in elements)}
    for number in pages_to_look_at(expectations, file):
        said |= {what for kind, what in file.content_faults(number) if kind == "language"}
    known = _LANGUAGE_OF_PART_1 if file.kept_part == 1 else _LANGUAGE
    yield from (f"Lang {each}" for each in sorted(said) if not known.fullmatch(each))
    if not of_file and file.xmp["pdfuaid:part"]:
        yield "Lang"


def untold_languages(expectations: Expectations, file: MeasuredPdf, elements: list[TaggedElement]) -> Iterator[str]:
    """What is in no language that the file tells, where it tells none for the whole (ISO 14289-1, 7.2)."""
    root = file.pdf.Root
    if "/Lang" in root:
        return
    yield from (f"{each.type} Lang" for each in elements if not each.language and _has_any(each.dictionary, _WORDS))
    if "/First" in root.get("/Outlines", pikepdf.Dictionary()):
        yield "Outlines Lang"
    spoken = {place for each in elements if each.language for place in _places(each.dictionary)}
    said = [note for page in file.pages for note in notes(page.dictionary)]
    yield from ("Contents Lang" for note in said if "/Contents" in note and not _is_spoken(note, spoken))
    yield from ("TU Lang" for each in fields(file.pdf) if "/TU" in each and not _is_spoken(each, spoken))
    for number in pages_to_look_at(expectations, file):
        yield from _silent(silent_pieces(file.pdf.pages[number - 1]), spoken)


def _is_spoken(note: Any, spoken: set[TaggedPlace]) -> bool:
    """An annotation by itself or by its element; a field by that of any of its widgets."""
    widgets = note.get("/Kids", ())
    return "/Lang" in note or any((object_key(each), WHOLE) in spoken for each in (note, *widgets))


def _has_any(said: Any, keys: Iterable[str]) -> bool:
    return any(key in said for key in keys)


def _silent(pieces: Iterable[SpokenPiece], spoken: set[TaggedPlace]) -> Iterator[str]:
    for piece in pieces:
        if not spoken & {*piece.places}:
            yield "Span Lang" if piece.words else "Lang"


def _places(element: Any) -> Iterator[TaggedPlace]:
    """The pieces of content that an element holds itself."""
    said = element.get("/K")
    for kid in said if isinstance(said, pikepdf.Array) else [said]:
        if isinstance(kid, int):
            yield object_key(element.get("/Pg", pikepdf.Dictionary())), kid
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            holder = kid.get("/Stm", kid.get("/Pg", element.get("/Pg", pikepdf.Dictionary())))
            yield object_key(holder), int(kid.MCID)
        elif isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
            yield object_key(kid.Obj), WHOLE
