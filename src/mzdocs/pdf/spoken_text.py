"""A page of a tagged PDF -> by what its marked content says in which language its text is (ISO 32000-1, 14.9.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from mzdocs.pdf.object_keys import ObjectKey, object_key
from mzdocs.pdf.printed_boxes import said_of

TaggedPlace = tuple[ObjectKey, int]
"""A page or a form, and the number of a piece of its content; an annotation and `WHOLE`."""
WHOLE = -1
_READ = "BDC BMC EMC Tj TJ ' \" Do"
_TELLING = ("/ActualText", "/Alt", "/E")
_DEEPEST = 12


@dataclass(frozen=True)
class Section:
    """A piece of marked content: its tag, its number in the structure (`WHOLE` for none), whether it says its language,
    and whether words stand for what it shows."""

    tag: str
    number: int
    spoken: bool
    told: bool


@dataclass(frozen=True)
class SpokenPiece:
    """Text, or words for it, that no section round it says the language of: the places in the structure that may."""

    places: tuple[TaggedPlace, ...]
    words: bool = False


def silent_pieces(page: pikepdf.Page) -> Iterator[SpokenPiece]:
    """All that a page shows or says without a language of its own, as often as it does."""
    yield from _silent(page, said_of(page.obj, "/Resources"), (), 0)


def _silent(stream: Any, resources: Any, outside: tuple[TaggedPlace, ...], depth: int) -> Iterator[SpokenPiece]:
    here, open_ = object_key(stream.obj if isinstance(stream, pikepdf.Page) else stream), list[Section]()
    for each in pikepdf.parse_content_stream(stream, _READ):
        operator = str(each.operator)
        if operator == "EMC":
            del open_[-1:]
            continue
        if operator in ("BDC", "BMC"):
            open_.append(_section(each.operands, resources))
        if any(section.spoken for section in open_):
            continue
        places = outside + tuple((here, section.number) for section in open_ if section.number != WHOLE)
        if operator == "Do":
            form = _called(resources, "/XObject", each.operands)
            if depth < _DEEPEST and isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
                yield from _silent(form, form.get("/Resources", resources), places, depth + 1)
        elif operator not in ("BDC", "BMC"):
            yield SpokenPiece(places)
        elif open_[-1].tag == "/Span" and open_[-1].told:
            yield SpokenPiece(places, words=True)


def _section(operands: Any, resources: Any) -> Section:
    said = operands[1] if len(operands) > 1 else None
    if isinstance(said, pikepdf.Name):
        said = _called(resources, "/Properties", operands[1:])
    if not isinstance(said, pikepdf.Dictionary):
        return Section(str(operands[0]) if len(operands) else "", WHOLE, False, False)
    told = any(key in said for key in _TELLING)
    return Section(str(operands[0]), int(said.get("/MCID", WHOLE)), "/Lang" in said, told)


def _called(resources: Any, kind: str, operands: Any) -> Any:
    held = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    return held.get(str(operands[0])) if isinstance(held, pikepdf.Dictionary) and len(operands) else None
