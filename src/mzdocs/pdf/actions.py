"""A PDF -> every action it holds, wherever it hangs: at the whole, a page, a note, a field, a bookmark, by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.pdf.object_keys import ObjectKey, object_key


def actions(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Each action dictionary once, with those that follow it."""
    waiting, seen = list(_begun(pdf)), set[ObjectKey]()
    while waiting:
        action = waiting.pop()
        if isinstance(action, pikepdf.Array):
            waiting += list(action)
        elif isinstance(action, pikepdf.Dictionary) and object_key(action) not in seen:
            seen.add(object_key(action))
            if "/S" in action:
                yield action
            waiting.append(action.get("/Next"))


def fields(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The fields of the form, each once, with those below them."""
    form = pdf.Root.get("/AcroForm")
    said = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    waiting, seen = [said], set[ObjectKey]()
    while waiting:
        held = waiting.pop()
        for field in held if isinstance(held, pikepdf.Array) else ():
            if isinstance(field, pikepdf.Dictionary) and object_key(field) not in seen:
                seen.add(object_key(field))
                yield field
                waiting.append(field.get("/Kids"))


def field_of(widget: Any) -> Any:
    """The field that a widget is shown for: itself, or the nearest above it that has a name."""
    for _ in range(_DEEPEST):
        if "/T" in widget or "/Parent" not in widget:
            break
        widget = widget.Parent
    return widget


def inherited(field: Any, key: str) -> Any:
    """What a field, or the nearest one above it, says; nothing where none does."""
    for _ in range(_DEEPEST):
        if key in field or "/Parent" not in field:
            break
        field = field.Parent
    return field.get(key)


_DEEPEST = 32


def notes(page: Any) -> Iterator[Any]:
    """The annotations in a page's dictionary; what is none among them is passed over."""
    said = page.get("/Annots")
    for note in said if isinstance(said, pikepdf.Array) else ():
        if isinstance(note, pikepdf.Dictionary):
            yield note


def _begun(pdf: pikepdf.Pdf) -> Iterator[Any]:
    yield pdf.Root.get("/OpenAction")
    yield from _triggered(pdf.Root)
    names = pdf.Root.get("/Names")
    yield from _named(names.get("/JavaScript") if isinstance(names, pikepdf.Dictionary) else None)
    for page in pdf.pages:
        yield from _triggered(page.obj)
        for note in notes(page.obj):
            yield from _triggered(note)
    for field in fields(pdf):
        yield from _triggered(field)
    for item in _bookmarks(pdf.Root.get("/Outlines")):
        yield item.get("/A")


def _triggered(holder: Any) -> Iterator[Any]:
    yield holder.get("/A")
    additional = holder.get("/AA")
    if isinstance(additional, pikepdf.Dictionary):
        yield from additional.as_dict().values()


def _named(tree: Any) -> Iterator[Any]:
    waiting, seen = [tree], set[ObjectKey]()
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary) and object_key(node) not in seen:
            seen.add(object_key(node))
            yield from node.get("/Names", ())
            waiting += list(node.get("/Kids", ()))


def _bookmarks(root: Any) -> Iterator[Any]:
    waiting, seen = [root], set[ObjectKey]()
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Dictionary) and object_key(item) not in seen:
            seen.add(object_key(item))
            yield item
            waiting += [item.get("/First"), item.get("/Next")]
