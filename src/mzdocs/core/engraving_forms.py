"""The forms of file a shop's machine reads: a district names them, a plan is of one."""

from __future__ import annotations

from typing import Literal

EngravingForm = Literal["SVG", "DXF", "DXF R12", "PLT"]
"""Curves kept; arcs kept; straight pieces only, for old programs; and plotter units by pen."""
