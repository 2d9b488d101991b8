"""A colour space by its name -> the paint it begins with."""

from __future__ import annotations

from typing import Any

import pikepdf

from mzdocs.pdf.graphics_state import Paint

_DEVICE = {"/DeviceGray": (0.0,), "/DeviceRGB": (0.0, 0.0, 0.0), "/DeviceCMYK": (0.0, 0.0, 0.0, 1.0)}


def first_paint(resources: Any, name: str) -> Paint:
    """The colour a space begins with, and the space's own kind behind its name in the resources."""
    if name in _DEVICE:
        return Paint(name, _DEVICE[name])
    said = (resources.get("/ColorSpace") or {}).get(name) if resources is not None else None
    if isinstance(said, pikepdf.Array):
        kind = str(said[0])
        if kind == "/Separation":
            return Paint(kind, (1.0,), str(said[1])[1:])
        if kind == "/DeviceN":
            return Paint(kind, tuple(1.0 for _ in said[1]), "+".join(str(ink)[1:] for ink in said[1]))
        return Paint(f"{kind}{int(said[1].N)}" if kind == "/ICCBased" else kind, ())
    return Paint(str(said) if said is not None else name, ())
