"""Papers to be kept: what PDF/A forbids of pictures, forms, graphics states and the file as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.content_faults import RENDERING_INTENTS
from mzdocs.pdf.graphics_state import BLEND_MODES
from mzdocs.pdf.readable_names import readable
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.painted.called_in import is_called
from mzdocs.preflight.painted.rule_pages import pages_to_look_at
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PreflightRule, of_archives, preflight_problem

FORBIDDEN_WHEN_KEPT = preflight_problem(
    "MZQ94",
    "归档文件里有 PDF/A 不许的：{names}",
    "The file to be kept holds what PDF/A forbids: {names}",
    "按 PDF/A 重新导出，不用这些功能。",
    "Export as PDF/A again, without these features.",
)

_HAIR = 1e-6
_OPAQUE = frozenset({"/Normal", "/Compatible"})
_DEPTHS, _DEPTHS_OF_PART_1 = (1, 2, 4, 8, 16), (1, 2, 4, 8)
_FOREIGN_FILTERS = ("/LZWDecode", "/LZW", "/Crypt")
_HALFTONES = (1, 5)
_NOT_TRANSFERRED = ("", "/Cyan", "/Magenta", "/Yellow", "/Black")
"""Inks whose screens have no function of their own (ISO 19005-2, 6.2.5)."""


def _forbidden(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-1, 6.1.11, 6.1.13, 6.2.4 to 6.2.9 and 6.4; ISO 19005-2, 6.2.5 to 6.2.10, 6.9 to 6.11: of what is
    called, not of what only stands in resources."""
    part = file.kept_part
    states = (thing for thing in file.reachable("/ExtGState") if isinstance(thing, pikepdf.Dictionary))
    streams = (thing for thing in file.reachable("/XObject") if isinstance(thing, pikepdf.Stream))
    found = [name for state in states for name in _of_state(state, part) if is_called(file, state)]
    found += [name for stream in streams for name in _of_drawn(stream, part) if is_called(file, stream)]
    for number in pages_to_look_at(expectations, file):
        found += [name for mark in file.walked(number) if mark.data for name in _of_written(mark.image)]
    for page in file.pages:
        found += _of_group(page.dictionary, part)
        found += ["PresSteps"] if "/PresSteps" in page.dictionary else []
    found += _of_whole(file.pdf.Root, part)
    if found:
        yield FORBIDDEN_WHEN_KEPT.at(location, names="、".join(dict.fromkeys(found)))


def _of_state(state: Any, part: int) -> Iterator[str]:
    if "/TR" in state:
        yield "TR"
    if state.get("/TR2", "/Default") != "/Default":
        yield "TR2"
    if state.get("/RI", RENDERING_INTENTS[0]) not in RENDERING_INTENTS:
        yield "RI"
    modes = state.get("/BM", pikepdf.Name.Normal)
    known = BLEND_MODES if part > 1 else _OPAQUE
    if any(str(mode) not in known for mode in (modes if isinstance(modes, pikepdf.Array) else [modes])):
        yield "BM"
    yield from _of_halftones(state) if part > 1 else _of_transparency(state)


def _of_transparency(state: Any) -> Iterator[str]:
    yield from (key[1:] for key in ("/ca", "/CA") if abs(float(state.get(key, 1)) - 1) > _HAIR)
    if state.get("/SMask", "/None") != "/None":
        yield "SMask"


def _of_halftones(state: Any) -> Iterator[str]:
    if "/HTP" in state:
        yield "HTP"
    said = state.get("/HT")
    held: Mapping[str, Any] = dict(said.as_dict()) if isinstance(said, pikepdf.Dictionary) else {}
    for ink, screen in (("", said), *held.items()):
        if isinstance(screen, pikepdf.Dictionary):
            if screen.get("/HalftoneType") not in _HALFTONES:
                yield "HalftoneType"
            if "/HalftoneName" in screen:
                yield "HalftoneName"
            if ink != "/Default" and ("/TransferFunction" in screen) != (ink not in _NOT_TRANSFERRED):
                yield "TransferFunction"


def _of_drawn(thing: Any, part: int) -> Iterator[str]:
    kind = thing.get("/Subtype")
    if kind == "/PS" or thing.get("/Subtype2") == "/PS" or (kind == "/Form" and "/PS" in thing):
        yield "PS"
    yield from (key[1:] for key in ("/OPI", "/Ref", "/Alternates") if key in thing)
    yield from _of_picture(thing, part) if kind == "/Image" else _of_group(thing, part)


def _of_picture(picture: Any, part: int) -> Iterator[str]:
    if picture.get("/Intent", RENDERING_INTENTS[0]) not in RENDERING_INTENTS:
        yield "Intent"
    depths = _DEPTHS_OF_PART_1 if part == 1 else _DEPTHS
    if picture.get("/BitsPerComponent", 1) not in ((1,) if bool(picture.get("/ImageMask", False)) else depths):
        yield "BitsPerComponent"
    if part == 1 and picture.get("/SMask", "/None") != "/None":
        yield "SMask"


def _of_written(picture: Any) -> Iterator[str]:
    """Of a picture within the content, whose words may be short ones."""
    said = picture.get("/Filter", picture.get("/F"))
    filters = list(said) if isinstance(said, pikepdf.Array) else [said]
    yield from (readable(each) for each in filters if each in _FOREIGN_FILTERS)
    if picture.get("/Intent", RENDERING_INTENTS[0]) not in RENDERING_INTENTS:
        yield "Intent"


def _of_group(holder: Any, part: int) -> Iterator[str]:
    group = holder.get("/Group")
    if part == 1 and isinstance(group, pikepdf.Dictionary) and group.get("/S") == "/Transparency":
        yield "Group"


def _of_whole(root: Any, part: int) -> Iterator[str]:
    names = root.get("/Names", pikepdf.Dictionary())
    if part == 1:
        yield from (key[1:] for key, holder in (("/EmbeddedFiles", names), ("/OCProperties", root)) if key in holder)
        return
    if "/AlternatePresentations" in names:
        yield "AlternatePresentations"
    if "/Requirements" in root:
        yield "Requirements"
    permissions = root.get("/Perms", pikepdf.Dictionary())
    yield from (f"Perms {readable(key)}" for key in sorted(permissions.keys() - {"/UR3", "/DocMDP"}))
    layers = root.get("/OCProperties")
    if isinstance(layers, pikepdf.Dictionary):
        yield from _of_layers(layers)


def _of_layers(said: Any) -> Iterator[str]:
    """Every way of showing layers has a name of its own, lists all of them, and changes none by itself."""
    ways = [said.get("/D", pikepdf.Dictionary()), *said.get("/Configs", ())]
    names = [str(way.get("/Name", "")) for way in ways]
    if not all(names) or len(set(names)) < len(names):
        yield "OCProperties Name"
    if any("/AS" in way for way in ways):
        yield "OCProperties AS"
    layers = {layer.objgen for layer in said.get("/OCGs", ())}
    if any("/Order" in way and layers - set(_listed(way.Order)) for way in ways):
        yield "OCProperties Order"


def _listed(order: Any) -> Iterator[tuple[int, int]]:
    for each in order:
        if isinstance(each, pikepdf.Array):
            yield from _listed(each)
        elif isinstance(each, pikepdf.Dictionary):
            yield each.objgen


RULES = (PreflightRule("A-BAN", FORBIDDEN_WHEN_KEPT, of_archives(_forbidden), ("archive",), "standard", PDFA),)
