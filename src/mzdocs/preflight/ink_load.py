"""Layers of ink on a page -> the most ink on one spot: worked out, not rendered.

A square of the page in which even all that is laid, plate by plate, is not too much is looked at no closer. In the
others the layers that are too heavy, or let others show, are followed to points that lie on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mzdocs.pdf.graphics_state import Point
from mzdocs.pdf.plates import Inks
from mzdocs.pdf.tiles import Box
from mzdocs.preflight.geometry import holds, meets
from mzdocs.preflight.ink_layers import NORMAL, InkLayer
from mzdocs.preflight.overlaps import stacked

_SQUARES = 24
_NEIGHBOURS = 16
"""Layers under one that are looked for where they meet it, the heaviest first."""


@dataclass(frozen=True)
class InkLoad:
    """The most ink found on a spot, in shares; `possible` is what it would be if all that is masked showed."""

    certain: float = 0.0
    possible: float = 0.0


def ink_load(layers: Iterable[InkLayer], trim: Box, limit: float, dry: frozenset[str]) -> InkLoad:
    """The heaviest spot of a page; below the limit no more than that it is so. `dry` are the plates that bear no ink."""
    squares = _Squares(trim)
    for layer in layers:
        squares.put(layer)
    certain = possible = 0.0
    for square in squares.heavy(limit, dry):
        for point in square.points():
            least, most = (_sum(stacked(square.over(point), point, veil), dry) for veil in (0.0, 1.0))
            certain, possible = max(certain, min(least, most)), max(possible, least, most)
    return InkLoad(certain, possible)


def _sum(inks: Inks, dry: frozenset[str]) -> float:
    return sum(share for plate, share in inks.items() if plate not in dry)


@dataclass
class _Square:
    """A piece of the page, and the layers that reach into it, in their order."""

    box: Box
    layers: list[InkLayer]

    def most(self, dry: frozenset[str]) -> float:
        """What no spot of it can exceed."""
        heaviest: dict[str, float] = {}
        for layer in self.layers:
            for plate, share in layer.most.items():
                before = heaviest.get(plate, 0.0)
                heaviest[plate] = 1 - (1 - before) * (1 - share) if _adds(layer) else max(before, share)
        return _sum(heaviest, dry)

    def points(self) -> Iterator[Point]:
        """Points on each layer that lets others show, and on each by itself, where it meets those under it."""
        for at, layer in enumerate(self.layers):
            own = _shared(self.box, layer.box)
            yield from layer.points(own)
            if not layer.is_plain:
                under = [below for below in self.layers[:at] if meets(below.box, own) and any(below.most.values())]
                for below in sorted(under, key=lambda each: -sum(each.most.values()))[:_NEIGHBOURS]:
                    yield from layer.points(_shared(own, below.box))

    def over(self, point: Point) -> list[InkLayer]:
        """The layers that lie on a point, from the last that hides all under it."""
        found: list[InkLayer] = []
        for layer in reversed(self.layers):
            if holds(layer.box, point) and layer.covers(point):
                found.append(layer)
                if layer.is_plain and layer.at(point) is not None:
                    break
        return found[::-1]


def _adds(layer: InkLayer) -> bool:
    """Whether it can make a plate heavier than it and what is under it are."""
    return any(blend not in NORMAL for blend in (layer.mark.state.blend, *(g.blend for g in layer.mark.state.groups)))


def _shared(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
