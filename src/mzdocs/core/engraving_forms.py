"""The forms of file a shop's machine reads: a district names them, a plan is of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

EngravingForm = Literal["SVG", "DXF", "DXF R12", "PLT"]
"""Curves kept; arcs kept; straight pieces only, for old programs; and plotter units by pen."""

ENGRAVING_FORMATS: Mapping[EngravingForm, Literal["svg", "dxf", "plt"]] = {
    "SVG": "svg",
    "DXF": "dxf",
    "DXF R12": "dxf",
    "PLT": "plt",
}
