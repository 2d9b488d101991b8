"""Layers of ink on a page -> the most ink on one spot: worked out, not rendered.

A square of the page in which even all that is laid, plate by plate, is not too much is looked at no closer. In the
others the layers that are too heavy, or let others show, are followed to points that lie on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from mzdocs.core.boxes import shared_box
from mzdocs.pdf.graphics_state import Point
from mzdocs.pdf.ink_plates import Inks
from mzdocs.pdf.printed_boxes import Box
from mzdocs.preflight.ink.ink_layers import InkLayer
from mzdocs.preflight.ink.overlaps import stacked
from mzdocs.preflight.painted.geometry import meets
from mzdocs.preflight.painted.pieces import within

_SQUARES = 12
_NEIGHBOURS = 16
"""Layers under one that are looked for where they meet it, the heaviest first."""


@dataclass(frozen=True)
class InkLoad:
    """The most ink found on a spot, in shares; `possible` is what it would be if all that is masked showed."""

    certain: float = 0.0
    possible: float = 0.0


def ink_load(layers: Sequence[InkLayer], trim: Box, limit: float, dry: frozenset[str]) -> InkLoad:
    """The heaviest spot of a page; where none is over the limit, no more than that. `dry` are plates without ink."""
    certain = possible = 0.0
    for square in _heavy_squares(layers, trim, limit, dry):
        for layer, point in square.points(limit, dry):
            under = square.over(layer, point)
            sums = [_sum(stacked(under, point, veil), dry) for veil in _veils(under)]
            certain, possible = max(certain, min(sums)), max(possible, *sums)
    return InkLoad(certain, possible)


def _veils(layers: Sequence[InkLayer]) -> tuple[float, ...]:
    """How much of what is vague is taken to show: nothing of it, and all."""
    return (0.0, 1.0) if any(layer.is_vague for layer in layers) else (1.0,)


def _heavy_squares(layers: Sequence[InkLayer], trim: Box, limit: float, dry: frozenset[str]) -> Iterator[_Square]:
    """The squares that a spot over the limit can lie in, with the layers that reach into them.

    Colours that hide or veil each other are no heavier than the heaviest. Where others stay under one, no plate is
    heavier than the heaviest layer makes it, and those that add to it.
    """
    plates = {name: at for at, name in enumerate({name for layer in layers for name in layer.most} - dry)}
    by_plate, alone = np.zeros((_SQUARES, _SQUARES, len(plates))), np.zeros((_SQUARES, _SQUARES))
    mixed = np.zeros((_SQUARES, _SQUARES), bool)
    wide, high = max(trim[2] - trim[0], 1) / _SQUARES, max(trim[3] - trim[1], 1) / _SQUARES
    for layer in layers:
        left, bottom, right, top = layer.box
        part = (
            slice(int((left - trim[0]) / wide), int((right - trim[0]) / wide) + 1),
            slice(int((bottom - trim[1]) / high), int((top - trim[1]) / high) + 1),
        )
        own = np.array([layer.most.get(name, 0.0) for name in plates])
        under = by_plate[part]
        by_plate[part] = 1 - (1 - under) * (1 - own) if layer.adds else np.maximum(under, own)
        alone[part] = np.maximum(alone[part], layer.heaviest_sum(dry))
        mixed[part] |= layer.mixes
    boxes = np.array([layer.box for layer in layers]).reshape(-1, 4)
    for x, y in np.argwhere(np.where(mixed, by_plate.sum(axis=2), alone) > limit):
        corner = trim[0] + x * wide, trim[1] + y * high
        box = (*corner, corner[0] + wide, corner[1] + high)
        reach = (boxes[:, :2] <= box[2:]).all(axis=1) & (boxes[:, 2:] >= box[:2]).all(axis=1)
        yield _Square(box, [layers[int(at)] for at in np.flatnonzero(reach)])


def _most(layers: Sequence[InkLayer], dry: frozenset[str]) -> float:
    """What layers over each other cannot exceed."""
    if not any(layer.mixes for layer in layers):
        return max(layer.heaviest_sum(dry) for layer in layers)
    by_plate: dict[str, float] = {}
    for layer in layers:
        for plate, share in layer.most.items():
            before = by_plate.get(plate, 0.0)
            by_plate[plate] = 1 - (1 - before) * (1 - share) if layer.adds else max(before, share)
    return _sum(by_plate, dry)


def _sum(inks: Inks, dry: frozenset[str]) -> float:
    return sum(share for plate, share in inks.items() if plate not in dry)


@dataclass
class _Square:
    """A piece of the page, and the layers that reach into it, in their order."""

    box: Box
    layers: list[InkLayer]

    def points(self, limit: float, dry: frozenset[str]) -> Iterator[tuple[InkLayer, Point]]:
        """Points on each layer that is too heavy or mixes with others: on it, and where it meets those under it."""
        for at, layer in enumerate(self.layers):
            own = shared_box(self.box, layer.box)
            under = self._under(at, own) if layer.mixes else []
            if _most([*under, layer], dry) > limit:
                partly = [each for each in under if not within(own, each.box) and any(each.most.values())]
                heaviest = sorted(partly, key=lambda each: -each.heaviest_sum(dry))[:_NEIGHBOURS]
                enough = 1 if layer.is_flat and all(each.is_flat and each.is_box for each in under) else None
                for box in (own, *(shared_box(own, each.box) for each in heaviest)):
                    yield from ((layer, point) for point in islice(layer.points(box), enough))

    def _under(self, at: int, box: Box) -> list[InkLayer]:
        """The layers under one within a box, from the last that hides all there."""
        found: list[InkLayer] = []
        for layer in reversed(self.layers[:at]):
            if meets(layer.box, box):
                found.append(layer)
                if layer.is_plain and layer.is_box and within(box, layer.box):
                    break
        return found[::-1]

    def over(self, looked_at: InkLayer, point: Point) -> list[InkLayer]:
        """The layers that lie on a point of one of them, from the last that hides all under it."""
        found: list[InkLayer] = []
        for layer in reversed(self.layers):
            if layer is looked_at or layer.covers(point):
                found.append(layer)
                if layer.is_plain and layer.at(point) is not None:
                    break
        return found[::-1]
