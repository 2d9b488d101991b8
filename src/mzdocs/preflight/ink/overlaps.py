"""Layers of ink over each other at a point -> the ink on paper there, plate by plate (ISO 32000-1, 8.6.7 and 11.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from mzdocs.pdf.graphics_state import Point, TransparencyGroup
from mzdocs.pdf.ink_plates import PROCESS_PLATES, Inks
from mzdocs.preflight.ink.ink_layers import NORMAL, UNSEPARABLE, InkLayer, is_whole


@dataclass
class Stack:
    """The ink at one point so far, and of how much of it the ground is covered: of a page, all."""

    inks: dict[str, float] = field(default_factory=dict)
    alpha: float = 1.0

    def lay(self, source: Inks, alpha: float, blend: str, kept: Callable[[str], bool]) -> None:
        """Put a colour on it. `kept` names the plates on which what is there stays as it is."""
        for plate in {*self.inks, *source}:
            under, over = self.inks.get(plate, 0.0), source.get(plate, 0.0)
            if not kept(plate):
                mixed = (1 - self.alpha) * over + self.alpha * _blended(blend, under, over)
                self.inks[plate] = (1 - alpha) * under + alpha * mixed
        self.alpha = self.alpha + alpha - self.alpha * alpha


def stacked(layers: Iterable[InkLayer], at: Point, veil: float) -> Inks:
    """The inks at a point that all the layers lie on, in their order; of what is vague, `veil` shows."""
    page = Stack()
    _lay(page, list(layers), at, veil, 0)
    return page.inks


def _lay(stack: Stack, layers: list[InkLayer], at: Point, veil: float, depth: int) -> None:
    for group, together in groupby(layers, key=lambda layer: _group(layer, depth)):
        members = list(together)
        if group is not None and group.knockout:
            members = _topmost(members, depth + 1)
        if group is None:
            for layer in members:
                _lay_one(stack, layer, at, veil)
        elif is_whole(group) and not group.isolated:
            _lay(stack, members, at, veil, depth + 1)
        else:
            inner = Stack(alpha=0.0)
            _lay(inner, members, at, veil, depth + 1)
            shown = inner.alpha * group.alpha * (veil if group.masked else 1.0)
            stack.lay(_without_ground(inner), shown, group.blend, _nothing)


def _group(layer: InkLayer, depth: int) -> TransparencyGroup | None:
    groups = layer.mark.state.groups
    return groups[depth] if depth < len(groups) else None


def _topmost(layers: list[InkLayer], depth: int) -> list[InkLayer]:
    """The last element of a knockout group: it is laid on what was there before the group (ISO 32000-1, 11.4.6)."""
    last = _group(layers[-1], depth)
    return layers[-1:] if last is None else [layer for layer in layers if _group(layer, depth) is last]


def _lay_one(stack: Stack, layer: InkLayer, at: Point, veil: float) -> None:
    source = layer.at(at)
    if source is not None:
        alpha = layer.mark.alpha * (veil if layer.is_vague else 1.0)
        stack.lay(source, alpha, layer.mark.state.blend, _kept(layer, source))


def _without_ground(inner: Stack) -> Mapping[str, float]:
    """The colour of a group by itself: on a ground of nothing its inks were mixed with no ink."""
    return {plate: share / inner.alpha for plate, share in inner.inks.items()} if inner.alpha else {}


def _nothing(plate: str) -> bool:
    return False


def _kept(layer: InkLayer, source: Inks) -> Callable[[str], bool]:
    """The plates that a colour leaves as they are: those it overprints."""
    mark = layer.mark
    if not mark.overprints:
        return _nothing
    if layer.picture is not None or mark.what == "shading":  # without a mode: what they name they paint, be it nothing
        of_process, named = source.keys() <= {*PROCESS_PLATES}, True
    else:
        of_process, named = mark.keeps == "named", mark.paint.ink is not None
    if of_process:
        return lambda plate: plate not in PROCESS_PLATES and plate not in source
    if named:
        return lambda plate: plate not in source
    return lambda plate: not source.get(plate)


def _blended(mode: str, under: float, over: float) -> float:
    """One plate, as shares of ink; the modes are written in light (11.3.5.2)."""
    return 1 - _MODES.get(mode, _over)(1 - under, 1 - over) if mode not in NORMAL else over


def _over(b: float, s: float) -> float:
    return s


def _multiply(b: float, s: float) -> float:
    return b * s


def _screen(b: float, s: float) -> float:
    return b + s - b * s


def _hard_light(b: float, s: float) -> float:
    return 2 * b * s if s <= 0.5 else _screen(b, 2 * s - 1)


def _soft_light(b: float, s: float) -> float:
    if s <= 0.5:
        return b - (1 - 2 * s) * b * (1 - b)
    d = ((16 * b - 12) * b + 4) * b if b <= 0.25 else b**0.5
    return b + (2 * s - 1) * (d - b)


_MODES: Mapping[str, Callable[[float, float], float]] = {
    "/Multiply": _multiply, "/Screen": _screen, "/Overlay": lambda b, s: _hard_light(s, b),
    "/Darken": min, "/Lighten": max, "/HardLight": _hard_light, "/SoftLight": _soft_light,
    "/ColorDodge": lambda b, s: min(1.0, b / (1 - s)) if s < 1 else float(b > 0),
    "/ColorBurn": lambda b, s: 1 - min(1.0, (1 - b) / s) if s > 0 else float(b >= 1),
    **dict.fromkeys(UNSEPARABLE, _multiply),  # no heavier, whatever the hues
    "/Difference": lambda b, s: abs(b - s), "/Exclusion": lambda b, s: b + s - 2 * b * s,
}  # fmt: skip
