"""The content streams of a PDF, each once: pages, forms, tiling patterns, soft masks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from mzdocs.pdf.printed_boxes import said_of

_TILING = 1


def streams(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Each content stream once, with its resources: pages, forms, tiling patterns, soft masks."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        resources = said_of(page.obj, "/Resources")
        yield page, resources
        yield from inner(resources, seen)


def inner(resources: Any, seen: set[tuple[int, int]]) -> Iterator[tuple[Any, Any]]:
    """Those that can be drawn by a stream of these resources, but for the ones `seen` before."""
    for each in drawable(resources).values():
        if each.objgen not in seen:
            seen.add(each.objgen)
            yield each, each.get("/Resources")
            yield from inner(each.get("/Resources"), seen)


def drawable(resources: Any) -> Mapping[tuple[str, str], Any]:
    """The forms, tiling patterns and soft masks of resources, by the kind of resource and its name."""
    return {
        (kind, name): stream
        for kind in ("/XObject", "/Pattern", "/ExtGState")
        for name, said in ((resources.get(kind) if resources is not None else None) or {}).items()
        if isinstance(stream := _mask(said) if kind == "/ExtGState" else said, pikepdf.Stream)
        and (stream.get("/Subtype") == "/Form" or stream.get("/PatternType") == _TILING)
    }


def _mask(state: Any) -> Any:
    """The form a graphics state masks with."""
    mask = state.get("/SMask")
    return mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
