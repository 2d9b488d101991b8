"""Layers of ink on a page -> the most ink on one spot: worked out, not rendered.

One question is asked of the page, then of each of its squares, then of each layer and those under it: can anything be
too heavy here, even if all that lets others show lay on it? Where it can, layers are followed to points on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

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
    for square in _squares(layers, trim, _suspects(layers, limit, dry)):
        for layer, point in square.points(limit, dry):
            under = square.over(layer, point)
            sums = [_sum(stacked(under, point, veil), dry) for veil in _veils(under)]
            certain, possible = max(certain, min(sums)), max(possible, *sums)
    return InkLoad(certain, possible)


def _veils(layers: Sequence[InkLayer]) -> tuple[float, ...]:
    """How much of what is vague is taken to show: nothing of it, and all."""
    return (0.0, 1.0) if any(layer.is_vague for layer in layers) else (1.0,)


def _suspects(layers: Sequence[InkLayer], limit: float, dry: frozenset[str]) -> list[InkLayer]:
    """The layers that can be too heavy: by themselves, or as the ground of all those that mix.

    Colours that hide or veil each other are no heavier than the heaviest of them; what mixes with them makes no plate
    heavier than it, and what adds to it, are. The letters of a text are not followed: it is no ground.
    """
    mixing = [layer for layer in layers if layer.mixes]
    added, adds = _mixed(mixing), any(layer.adds for layer in mixing)
    more = _sum(added, dry)

    def is_suspect(layer: InkLayer) -> bool:
        at_most = layer.heaviest_sum(dry) + (0 if layer.mark.what == "text" else more)
        return at_most > limit and _sum(_over(layer.most, added, adds), dry) > limit

    return [layer for layer in layers if is_suspect(layer)]


def _mixed(layers: Iterable[InkLayer]) -> Inks:
    """What they cannot exceed over each other, plate by plate."""
    found: Inks = {}
    for layer in layers:
        found = _over(found, layer.at_most, layer.adds)
    return found


def _over(under: Inks, over: Inks, adds: bool) -> Inks:
    made = dict(under)
    for plate, share in over.items():
        before = made.get(plate, 0.0)
        made[plate] = 1 - (1 - before) * (1 - share) if adds else max(before, share)
    return made


def _squares(layers: Iterable[InkLayer], trim: Box, suspects: Sequence[InkLayer]) -> Iterator[_Square]:
    """The pieces of the page that suspects reach into."""
    wide, high = max(trim[2] - trim[0], 1) / _SQUARES, max(trim[3] - trim[1], 1) / _SQUARES
    suspected = frozenset(suspects)
    reaching: dict[tuple[int, int], list[InkLayer]] = defaultdict(list)
    for layer in layers if suspects else ():
        left, bottom, right, top = layer.box
        across = _numbers((left - trim[0]) / wide, (right - trim[0]) / wide)
        for at in product(across, _numbers((bottom - trim[1]) / high, (top - trim[1]) / high)):
            reaching[at].append(layer)
    for (x, y), found in reaching.items():
        if not suspected.isdisjoint(found):
            left, bottom = trim[0] + x * wide, trim[1] + y * high
            yield _Square((left, bottom, left + wide, bottom + high), found)


def _numbers(low: float, high: float) -> range:
    """Those of the squares from one place to another."""
    return range(min(int(low), _SQUARES - 1), min(int(high), _SQUARES - 1) + 1)


def _sum(inks: Inks, dry: frozenset[str]) -> float:
    return sum(share for plate, share in inks.items() if plate not in dry)


@dataclass
class _Square:
    """A piece of the page, and the layers that reach into it, in their order."""

    box: Box
    layers: list[InkLayer]

    def points(self, limit: float, dry: frozenset[str]) -> Iterator[tuple[InkLayer, Point]]:
        """Points on each layer that is too heavy or mixes with others: on it, and where it meets those under it."""
        suspects = frozenset(_suspects(self.layers, limit, dry))
        for at, layer in enumerate(self.layers) if suspects else ():
            own = shared_box(self.box, layer.box)
            under = self._under(at, own) if layer.mixes else []
            near = (each for each in [*under, layer] if each in suspects)
            heavy = any(each is layer or each.reaches(own) for each in near)
            grounds = _suspects([*under, layer], limit, dry) if heavy else []
            if grounds:
                partly = [each for each in grounds if each is not layer and not within(own, each.box)]
                heaviest = sorted(partly, key=lambda each: -each.heaviest_sum(dry))[:_NEIGHBOURS]
                enough = 1 if layer.is_flat and all(each.is_flat and each.is_box for each in under) else None
                for box in (own, *(shared_box(own, each.box) for each in heaviest)):
                    yield from ((layer, point) for point in islice(layer.points(box), enough))

    def _under(self, at: int, box: Box) -> list[InkLayer]:
        """The layers under one within a box, but for letters, from the last that hides all there."""
        found: list[InkLayer] = []
        for layer in reversed(self.layers[:at]):
            if layer.mark.what != "text" and meets(layer.box, box):
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
