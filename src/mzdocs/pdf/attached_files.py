"""A PDF -> the files it carries, wherever they hang, and which of them it says belong to a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.pdf.object_keys import ObjectKey, object_key


def attachments(pdf: pikepdf.Pdf) -> list[Any]:
    """Each file specification that carries a file: of the names of the whole, of the notes on pages, of any part."""
    found = {object_key(spec): spec for spec in _specifications(pdf) if _carries(spec)}
    return list(found.values())


def _specifications(pdf: pikepdf.Pdf) -> Iterator[Any]:
    yield from (thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary))
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/EmbeddedFiles")
    waiting, seen = [names], set[ObjectKey]()
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary) and object_key(node) not in seen:
            seen.add(object_key(node))
            yield from node.get("/Names", [])
            waiting += node.get("/Kids", [])
    yield from (note.get("/FS") for note in _notes(pdf))
    yield from (spec for holder in _holders(pdf) for spec in holder.get("/AF", []))


def _carries(spec: Any) -> bool:
    return isinstance(spec, pikepdf.Dictionary) and isinstance(spec.get("/EF"), pikepdf.Dictionary)


def _notes(pdf: pikepdf.Pdf) -> Iterator[Any]:
    notes = (note for page in pdf.pages for note in page.obj.get("/Annots", []))
    return (note for note in notes if isinstance(note, pikepdf.Dictionary))


def _holders(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All that can say which files belong to it: the whole, pages, notes, pictures, forms, parts of the text."""
    yield from (thing for thing in pdf.objects if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)))
    yield from _notes(pdf)


def associated(pdf: pikepdf.Pdf) -> set[ObjectKey]:
    """The file specifications that a part of the file lists as its own (ISO 19005-3, Annex E)."""
    listed = (holder.get("/AF") for holder in _holders(pdf))
    return {object_key(spec) for each in listed if isinstance(each, pikepdf.Array) for spec in each}
