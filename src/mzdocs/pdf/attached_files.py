"""A PDF -> the files it carries, wherever they hang, and which of them it says belong to a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from mzdocs.pdf.object_keys import ObjectKey, object_key


def attachments(pdf: pikepdf.Pdf) -> list[Any]:
    """Each file specification that carries a file: of the names of the whole, of the notes on pages, and what the whole
    and its pages list as their own."""
    found = {object_key(spec): spec for spec in _specifications(pdf) if _carries(spec)}
    return list(found.values())


def _specifications(pdf: pikepdf.Pdf) -> Iterator[Any]:
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/EmbeddedFiles")
    waiting, seen = [names], set[ObjectKey]()
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary) and object_key(node) not in seen:
            seen.add(object_key(node))
            yield node  # some write the file itself where its name should lead to it
            yield from node.get("/Names", [])
            waiting += node.get("/Kids", [])
    for holder in _holders(pdf):
        yield holder.get("/FS")
        yield from _listed(holder)


def _carries(spec: Any) -> bool:
    return isinstance(spec, pikepdf.Dictionary) and isinstance(spec.get("/EF"), pikepdf.Dictionary)


def _holders(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The whole, its pages, and the notes on them."""
    yield pdf.Root
    for page in pdf.pages:
        yield page.obj
        yield from (note for note in page.obj.get("/Annots", []) if isinstance(note, pikepdf.Dictionary))


def _listed(holder: Any) -> list[Any]:
    said = holder.get("/AF")
    return list(said) if isinstance(said, pikepdf.Array) else []


def loose(pdf: pikepdf.Pdf, specs: Iterable[Any]) -> list[Any]:
    """Those that no part of the file lists as its own (ISO 19005-3, Annex E): also a picture or a part of the text may.

    All objects are looked through only for those that neither the whole nor a page has.
    """
    listed = {object_key(spec) for holder in _holders(pdf) for spec in _listed(holder)}
    left = [spec for spec in specs if object_key(spec) not in listed]
    if not left:
        return []
    parts = (thing for thing in pdf.objects if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)))
    elsewhere = {object_key(spec) for part in parts for spec in _listed(part)}
    return [spec for spec in left if object_key(spec) not in elsewhere]
