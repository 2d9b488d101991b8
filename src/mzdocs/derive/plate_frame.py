"""A plate's size and its holes -> where its two rims run, and how far from the edges its text stays."""

from __future__ import annotations

from dataclasses import dataclass

from mzdocs.core.units import Length, Size, mm
from mzdocs.model.unified_design import Corners, SignSpec

FROM_CAP = mm(3)
"""Clear metal between the cap of a screw and any ink: a cap that is set by hand is off by a millimetre or two."""
_SLACK = mm(0.25)
_WIDE, _THIN, _BETWEEN = 0.006, 0.0018, 0.018
"""Of the shorter side: the two rims, and from the outer edge of the one to that of the other."""
_OUTER, _LEAST_OUTER, _MOST_OUTER = 0.035, 0.02, 0.095


@dataclass(frozen=True)
class Rims:
    """Two frames round a plate: how far from its edge each begins, and how wide it is."""

    outer: Length
    wide: Length
    inner: Length
    thin: Length

    @property
    def inside(self) -> Length:
        """How far from the edge the inner rim ends."""
        return self.inner + self.thin


def covered(holes: Corners) -> Length:
    """How far from the middle of a hole its cap reaches, or the hole itself where it has none."""
    return max(holes.diameter, holes.cap or holes.diameter) * 0.5


def rims(spec: SignSpec) -> Rims | None:
    """The rims outside the caps, or else inside them; nothing where the holes leave no room for either."""
    side = min(spec.size.width, spec.size.height)
    usual = _rims(side, side * _OUTER)
    if spec.holes is None:
        return usual
    reach = covered(spec.holes) + FROM_CAP + _SLACK
    over = usual.inside - (spec.holes.inset - reach)
    if usual.outer - max(over, mm(0)) >= side * _LEAST_OUTER:
        return _rims(side, usual.outer - max(over, mm(0)))
    if spec.holes.inset >= covered(spec.holes) and spec.holes.inset + reach <= side * _MOST_OUTER:
        return _rims(side, spec.holes.inset + reach)
    return None


def _rims(side: Length, outer: Length) -> Rims:
    return Rims(outer, side * _WIDE, outer + side * _BETWEEN, side * _THIN)


def corners_are_free(spec: SignSpec, margin: Size) -> bool:
    """Whether text that stays `margin` from the edges, left and right by its width, keeps clear of the caps."""
    if spec.holes is None:
        return True
    reach = spec.holes.inset + covered(spec.holes) + FROM_CAP
    return reach <= margin.width or reach <= margin.height
