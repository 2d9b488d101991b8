"""What an engraver does on a sheet besides cutting: areas it routs, and single lines it follows once."""

from __future__ import annotations

from dataclasses import dataclass, field

import pathops

Line = tuple[tuple[float, float], ...]
"""Points along a line; of one that comes back to its start, the first is the last."""


@dataclass(frozen=True)
class Routes:
    """Millimetres, right and up from the lower left corner of the finished sheet.

    `area` is closed contours that never cross; `lines` are the strokes of small letters, which may.
    """

    area: pathops.Path = field(default_factory=pathops.Path)
    lines: tuple[Line, ...] = ()
