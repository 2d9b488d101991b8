"""The content streams of a PDF, each once: pages, forms, tiling patterns, soft masks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.pdf.printed_boxes import said_of


def streams(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Each content stream once, with its resources: pages, forms, tiling patterns, soft masks."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        resources = said_of(page.obj, "/Resources")
        yield page, resources
        yield from inner(resources, seen)


def inner(resources: Any, seen: set[tuple[int, int]]) -> Iterator[tuple[Any, Any]]:
    """Those that can be drawn by a stream of these resources, but for the ones `seen` before."""
    if resources is None:
        return
    masks = (state.get("/SMask") for state in (resources.get("/ExtGState") or {}).values())
    nested = [
        *(resources.get("/XObject") or {}).values(),
        *(resources.get("/Pattern") or {}).values(),
        *(mask.get("/G") for mask in masks if isinstance(mask, pikepdf.Dictionary)),
    ]
    for each in nested:
        if isinstance(each, pikepdf.Stream) and _is_content(each) and each.objgen not in seen:
            seen.add(each.objgen)
            yield each, each.get("/Resources")
            yield from inner(each.get("/Resources"), seen)


def _is_content(stream: Any) -> bool:
    return bool(stream.get("/Subtype") == "/Form" or stream.get("/PatternType") == 1)
