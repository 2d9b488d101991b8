"""A colour space by its name -> the paint it begins with; of a picture in the content, the space it names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pikepdf

from mzdocs.pdf.graphics_state import Mark, Paint, State

_DEVICE = {"/DeviceGray": (0.0,), "/DeviceRGB": (0.0, 0.0, 0.0), "/DeviceCMYK": (0.0, 0.0, 0.0, 1.0)}
NAMED_WITHOUT_RESOURCE = frozenset({*_DEVICE, "/Pattern"})
"""Spaces that go by their own names."""
_DEFAULTS = {"/DeviceGray": "/DefaultGray", "/DeviceRGB": "/DefaultRGB", "/DeviceCMYK": "/DefaultCMYK"}


def first_paint(resources: Any, name: str) -> Paint:
    """The colour a space begins with, and the space's own kind behind its name in the resources."""
    if name in _DEVICE:
        return Paint(name, _DEVICE[name], said=default_spaces(resources).get(name))
    return begun(named_space(resources, name))


def named_space(resources: Any, name: str) -> Any:
    """The space behind a name in the resources; the name itself where they do not know it."""
    said = (resources.get("/ColorSpace") or {}).get(name) if resources is not None else None
    return pikepdf.Name(name) if said is None else said


def inline_picture(image: Any, resources: Any) -> tuple[pikepdf.Dictionary, bytes]:
    """A picture written within the content, in the words of one that stands by itself, and its data as filtered."""
    said = image.obj
    if isinstance(said.get("/ColorSpace"), pikepdf.Name):
        said.ColorSpace = named_space(resources, str(said.ColorSpace))
    return said, image.read_raw_bytes()


def default_spaces(resources: Any) -> dict[str, Any]:
    """What stands for the spaces of the device in these resources (ISO 32000-1, 8.6.5.6), by their names."""
    spaces = resources.get("/ColorSpace") if resources is not None else None
    return {name: spaces[other] for name, other in _DEFAULTS.items() if other in spaces} if spaces else {}


def begun(said: Any) -> Paint:
    """The colour that a space, as a file writes it, begins with."""
    if not isinstance(said, pikepdf.Array):
        return Paint(str(said), _DEVICE.get(str(said), ()))
    kind = str(said[0])
    if len(said) == 1:
        return Paint(kind, _DEVICE.get(kind, ()))
    if kind == "/Separation":
        return Paint(kind, (1.0,), str(said[1])[1:], said)
    if kind == "/DeviceN":
        return Paint(kind, tuple(1.0 for _ in said[1]), "+".join(str(ink)[1:] for ink in said[1]), said)
    if kind == "/ICCBased":
        count = int(said[1].N)
        return Paint(f"{kind}{count}", (0.0,) * count, None, said)
    return Paint(kind, (), None, said)


def shaded(shading: Any, state: State) -> Mark:
    """What a shading paints, in the colours of its own space."""
    paint = replace(begun(shading.ColorSpace), pattern=shading)
    return Mark("shading", state.changed({"fill": paint}))
