"""What a file that is read aloud may not hold (ISO 14289-1): layers without a name, forms that make themselves, media
and drawings that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.pdf.actions import actions
from mzdocs.pdf.sound_streams import decoded
from mzdocs.preflight.painted.called_in import is_called, times_called
from mzdocs.preflight.pdf_measures import MeasuredPdf

_DYNAMIC = re.compile(rb"<dynamicRender\s*>\s*required\s*</dynamicRender")


def unread_by_voices(file: MeasuredPdf) -> Iterator[str]:
    """By 7.10, 7.15, 7.18.6.2 and 7.20."""
    root = file.pdf.Root
    layers = root.get("/OCProperties")
    if isinstance(layers, pikepdf.Dictionary):
        yield from _of_layers(layers)
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and any(_DYNAMIC.search(part) for part in _parts(form.get("/XFA"))):
        yield "XFA"
    for action in actions(file.pdf):
        clip = action.get("/R", pikepdf.Dictionary()).get("/C") if action.S == "/Rendition" else None
        if isinstance(clip, pikepdf.Dictionary):
            yield from _of_clip(clip)
    for thing in file.reachable("/XObject"):
        if thing.get("/Subtype") == "/Form":
            yield from _of_form(file, thing)


def _of_layers(said: Any) -> Iterator[str]:
    for way in [said.get("/D", pikepdf.Dictionary()), *said.get("/Configs", ())]:
        if not str(way.get("/Name", "")):
            yield "OCProperties Name"
        if "/AS" in way:
            yield "OCProperties AS"


def _parts(said: Any) -> Iterator[bytes]:
    """The description of a form, whole or in parts after their names."""
    yield from (decoded(each) for each in (said if isinstance(said, pikepdf.Array) else [said]) if _is_stream(each))


def _is_stream(said: Any) -> bool:
    return isinstance(said, pikepdf.Stream)


def _of_clip(clip: Any) -> Iterator[str]:
    if "/CT" not in clip:
        yield "MediaClip CT"
    told = clip.get("/Alt")
    words = list(told) if isinstance(told, pikepdf.Array) else []
    if not words or len(words) % 2 or not all(str(word) for word in words[1::2]):
        yield "MediaClip Alt"


def _of_form(file: MeasuredPdf, form: Any) -> Iterator[str]:
    if "/Ref" in form and is_called(file, form):
        yield "Ref"
    if "/StructParents" in form and times_called(file, form) > 1:
        yield "StructParents"
