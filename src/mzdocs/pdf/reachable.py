"""A PDF -> what its pages can draw with, each once: found from the pages, not by looking through all its objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pikepdf

Use = Literal["/Font", "/XObject", "/Pattern", "/ExtGState", "/ColorSpace", "/Shading"]
_USES: tuple[Use, ...] = ("/Font", "/XObject", "/Pattern", "/ExtGState", "/ColorSpace", "/Shading")


def reachable(pdf: pikepdf.Pdf) -> Iterator[tuple[Use, Any]]:
    """Each thing in the resources of pages, and of what they draw: forms, patterns, soft masks, Type 3 fonts, and the
    appearances of annotations. What is in no resources of a page, as the fonts of an empty form, is not drawn with."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        waiting = [page.obj.get("/Resources"), *_appearances(page.obj)]
        while waiting:
            resources = waiting.pop()
            if not isinstance(resources, pikepdf.Dictionary) or _known(resources, seen):
                continue
            for use in _USES:
                for thing in _held(resources.get(use)):
                    if not _known(thing, seen):
                        yield use, thing
                        waiting += _resources_within(use, thing, seen)


def _known(thing: Any, seen: set[tuple[int, int]]) -> bool:
    """Whether an object was seen before; one that stands within another is a new one each time."""
    number: tuple[int, int] = thing.objgen if isinstance(thing, pikepdf.Object) else (0, 0)
    if number == (0, 0):
        return False
    if number in seen:
        return True
    seen.add(number)
    return False


def _held(said: Any) -> list[Any]:
    """The values of a dictionary, whatever bytes its keys are."""
    return list(said.as_dict().values()) if isinstance(said, pikepdf.Dictionary) else []


def _resources_within(use: Use, thing: Any, seen: set[tuple[int, int]]) -> list[Any]:
    if use == "/ExtGState" and isinstance(thing, pikepdf.Dictionary):
        mask, font = thing.get("/SMask"), thing.get("/Font")
        masks = [mask.get("/G")] if isinstance(mask, pikepdf.Dictionary) else []
        within = [_resources_of(group) for group in masks if not _known(group, seen)]
        if isinstance(font, pikepdf.Array):
            within.append(pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font[0])))
        return within
    return [] if use in ("/ColorSpace", "/Shading") else [_resources_of(thing)]


def _resources_of(thing: Any) -> Any:
    return thing.get("/Resources") if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)) else None


def _appearances(page: Any) -> Iterator[Any]:
    """As if the page had them in its resources: an appearance is a form, or a dictionary of forms by state."""
    for note in page.get("/Annots", []):
        said = note.get("/AP") if isinstance(note, pikepdf.Dictionary) else None
        for look in _held(said):
            forms = [look] if isinstance(look, pikepdf.Stream) else _held(look)
            yield pikepdf.Dictionary(XObject=pikepdf.Dictionary({f"/{i}": form for i, form in enumerate(forms)}))
