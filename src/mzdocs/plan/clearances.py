"""How far the ink of a design keeps from other ink and from every edge, and what stands in the middle of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mzdocs.core.units import Length, mm

Axes = Literal["", "x", "y", "xy"]
"""Across, up and down, both, or neither."""


@dataclass(frozen=True)
class Clearances:
    """Least distances of a kind's design, from ink to ink, measured on the finished file.

    `block` lies between two blocks of text, `rule` between text and a line, `picture` between text and a picture or
    code, `panel` between text and the edge of the ground it stands on, `trim` between text and the trimmed edge.
    `along` lies between a line that joins boxes and a box it does not end at; without it a design has no such lines.
    `lines` says along which axes each line of text is centred on its own ground, `group` the same of all lines
    together: across by where the pen starts and ends, up and down by ink.
    """

    block: Length
    rule: Length
    picture: Length
    panel: Length
    trim: Length
    along: Length | None = None
    lines: Axes = ""
    group: Axes = ""


OF_PAPERS = Clearances(block=mm(0), rule=mm(0.4), picture=mm(1), panel=mm(0.3), trim=mm(5))
"""What a page of a paper or of the archive keeps: its lines are set by the text, its frames by tables."""
