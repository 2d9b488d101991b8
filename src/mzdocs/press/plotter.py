"""Contours and the finished sheet -> a plotter file (HPGL): pen 1 engraves, pen 2 cuts, 40 steps a millimetre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pathops

from mzdocs.plan.document import Sheet
from mzdocs.press.contours import cut_contours
from mzdocs.press.corners import flattened

_STEPS = 40
"""Of a millimetre: a plotter counts in 0.025 mm."""
_ENGRAVE, _CUT = 1, 2


def written(area: pathops.Path, sheet: Sheet, cut: bool) -> bytes:
    """Absolute, right and up from the lower left corner of the finished sheet; what is cut through comes last."""
    lines = ["IN;PA;", *_drawn(_ENGRAVE, area.contours)]
    if cut:
        lines += _drawn(_CUT, cut_contours(sheet))
    return "\n".join([*lines, "PU0,0;SP0;", ""]).encode("ascii")


def _drawn(pen: int, contours: Iterable[pathops.Path]) -> Iterator[str]:
    yield f"SP{pen};"
    for contour in contours:
        first, *others = ((round(x * _STEPS), round(y * _STEPS)) for x, y in flattened(contour))
        moves = ",".join(f"{x},{y}" for x, y in (*others, first))
        yield f"PU{first[0]},{first[1]};PD{moves};PU;"
