"""Routes and the finished sheet -> a plotter file (HPGL), 40 steps a millimetre: pen 1 engraves, 2 cuts, 3 marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pathops

from mzdocs.plan.document import Sheet
from mzdocs.press.contours import cut_contours
from mzdocs.press.corners import flattened
from mzdocs.press.routes import Line, Routes

_STEPS = 40
"""Of a millimetre: a plotter counts in 0.025 mm."""
_ENGRAVE, _CUT, _MARK = 1, 2, 3


def written(routes: Routes, sheet: Sheet, cut: bool) -> bytes:
    """Absolute, right and up from the lower left corner of the finished sheet; what is cut through comes last."""
    lines = ["IN;PA;", *_drawn(_ENGRAVE, _rings(routes.area.contours))]
    if routes.lines:
        lines += _drawn(_MARK, routes.lines)
    if cut:
        lines += _drawn(_CUT, _rings(cut_contours(sheet)))
    return "\n".join([*lines, "PU0,0;SP0;", ""]).encode("ascii")


def _rings(contours: Iterable[pathops.Path]) -> Iterator[Line]:
    for contour in contours:
        corners = flattened(contour)
        yield (*corners, corners[0])


def _drawn(pen: int, ways: Iterable[Line]) -> Iterator[str]:
    yield f"SP{pen};"
    for way in ways:
        first, *others = ((round(x * _STEPS), round(y * _STEPS)) for x, y in way)
        moves = ",".join(f"{x},{y}" for x, y in others)
        yield f"PU{first[0]},{first[1]};PD{moves};PU;"
