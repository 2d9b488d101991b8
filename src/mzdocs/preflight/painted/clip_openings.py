"""The clips of marks -> whether a mark can show at a point; marks share their clips, each is worked out once."""

from __future__ import annotations

from dataclasses import dataclass

from mzdocs.core.boxes import box_round_points
from mzdocs.pdf.graphics_state import Clip, Mark, Point
from mzdocs.pdf.printed_boxes import Box
from mzdocs.preflight.painted.drawn_sides import Side, encloses, is_upright, sides
from mzdocs.preflight.painted.geometry import holds

_NOWHERE: Box = (0, 0, -1, -1)


@dataclass(frozen=True)
class _Opening:
    """What one clip leaves: a box, and the sides of a path that is no upright rectangle."""

    box: Box
    around: tuple[Side, ...]
    even_odd: bool

    def lets(self, point: Point) -> bool:
        return holds(self.box, point) and (not self.around or encloses(self.around, self.even_odd, point))


class ClipOpenings:
    """Those of one page."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Clip, _Opening]] = {}

    def let(self, mark: Mark, point: Point) -> bool:
        """Whether all clips of a mark let it show at a point."""
        return all(self._of(clip).lets(point) for clip in mark.state.clips)

    def are_boxes(self, mark: Mark) -> bool:
        """Whether all clips of a mark are upright rectangles."""
        return not any(self._of(clip).around for clip in mark.state.clips)

    def _of(self, clip: Clip) -> _Opening:
        if id(clip) not in self._known:
            self._known[id(clip)] = clip, _opening(clip)
        return self._known[id(clip)][1]


def _opening(clip: Clip) -> _Opening:
    around = tuple(sides(clip[0], closed=True))
    if not around:
        return _Opening(_NOWHERE, (), clip[1])
    box = box_round_points([point for side in around for point in side])
    return _Opening(box, () if is_upright(around) else around, clip[1])
