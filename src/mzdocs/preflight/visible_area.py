"""Marks and the trim -> where each shows: what is clipped away, transparent throughout or in the slug shows nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mzdocs.pdf.font_widths import Widths, length, widths_of
from mzdocs.pdf.graphics_state import Clip, Mark, Point, moved, times
from mzdocs.pdf.tiles import Box
from mzdocs.preflight.drawn_sides import Side, encloses, sides
from mzdocs.preflight.geometry import extent, holds

_INVISIBLE = (3, 7)
"""Text modes that lay no ink: not shown, and shown as a clip alone."""
_HAIR = 0.01
"""Points: what only touches the edge of the trim does not show."""
_UNDER, _OVER = -0.25, 0.95
"""Of an em: where the letters of a line lie about its base."""


@dataclass(frozen=True)
class _Opening:
    """What one clip leaves: a box, and the sides of a path that is no upright rectangle."""

    box: Box
    around: tuple[Side, ...]
    even_odd: bool

    def lets(self, point: Point) -> bool:
        return holds(self.box, point) and (not self.around or encloses(self.around, self.even_odd, point))


@dataclass
class VisibleArea:
    """The trim of one page. Clips are looked at once: marks share them."""

    trim: Box
    widths: dict[tuple[int, int], Widths] = field(default_factory=dict)
    _known: dict[int, tuple[Clip, _Opening]] = field(default_factory=dict)

    def box(self, mark: Mark) -> Box | None:
        """The box in which a mark shows within the trim, in page points; nothing if it shows nowhere."""
        if _is_clear(mark):
            return None
        left, bottom, right, top = self.trim
        whole = self._extent(mark)
        boxes = [whole, *(opening.box for opening in self._openings(mark))]
        found = (
            max(left, *(box[0] for box in boxes)), max(bottom, *(box[1] for box in boxes)),
            min(right, *(box[2] for box in boxes)), min(top, *(box[3] for box in boxes)),
        )  # fmt: skip
        if found[0] > found[2] or found[1] > found[3] or self._only_touches(found):
            return None
        odd = [opening for opening in self._openings(mark) if opening.around]
        return found if all(_reaches(opening, found) for opening in odd) else None

    def shows(self, mark: Mark, point: Point) -> bool:
        """Whether the trim and the clips of a mark let it show at a point."""
        return holds(self.trim, point) and all(opening.lets(point) for opening in self._openings(mark))

    def text_points(self, mark: Mark) -> Iterator[Point]:
        """Points along a line of text, half an em apart."""
        size, along = mark.state.size, self._along(mark)
        matrix = times(mark.text_matrix, mark.state.matrix)
        steps = min(_MOST, max(1, int(2 * abs(along) / abs(size)))) if size else 0
        for step in range(steps):
            yield moved(matrix, along * (step + 0.5) / steps, 0.35 * size + mark.state.rise)

    def _extent(self, mark: Mark) -> Box:
        if mark.what == "text":
            size, along = mark.state.size, self._along(mark)
            matrix = times(mark.text_matrix, mark.state.matrix)
            at = [moved(matrix, x, y * size + mark.state.rise) for x in (0, along) for y in (_UNDER, _OVER)]
            xs, ys = [x for x, _ in at], [y for _, y in at]
            return min(xs), min(ys), max(xs), max(ys)
        if mark.what == "shading":
            return self.trim
        box, by = extent(mark), mark.line_width / 2 if mark.what == "stroke" else 0.0
        return box[0] - by, box[1] - by, box[2] + by, box[3] + by

    def _along(self, mark: Mark) -> float:
        """The length of a text in its own space; of one without a font, or without widths, that of one letter."""
        font = mark.state.font
        return (length(mark, widths_of(font, self.widths)) if font is not None else 0.0) or mark.state.size

    def _only_touches(self, box: Box) -> bool:
        left, bottom, right, top = self.trim
        return box[2] < left + _HAIR or box[0] > right - _HAIR or box[3] < bottom + _HAIR or box[1] > top - _HAIR

    def _openings(self, mark: Mark) -> Iterator[_Opening]:
        for clip in mark.state.clips:
            if id(clip) not in self._known:
                self._known[id(clip)] = clip, _opening(clip)
            yield self._known[id(clip)][1]


_MOST = 24


def _is_clear(mark: Mark) -> bool:
    """Whether it lays no ink wherever it stands."""
    if not mark.alpha or any(not group.alpha for group in mark.state.groups):
        return True
    return mark.what == "text" and (mark.state.mode in _INVISIBLE or not any(mark.shown))


def _opening(clip: Clip) -> _Opening:
    around = tuple(sides(clip[0], closed=True))
    if not around:
        return _Opening((0, 0, -1, -1), (), clip[1])
    xs, ys = [x for side in around for x, _ in side], [y for side in around for _, y in side]
    upright = len(around) <= _SIDES_OF_BOX and all(a[0] == b[0] or a[1] == b[1] for a, b in around)
    return _Opening((min(xs), min(ys), max(xs), max(ys)), () if upright else around, clip[1])


_SIDES_OF_BOX = 5
_GRID = 8


def _reaches(opening: _Opening, box: Box) -> bool:
    """Whether a clip leaves anything of a box: one of its own corners, or a point of the box, lies in the other."""
    if any(holds(box, start) for start, _ in opening.around):
        return True
    wide, high = box[2] - box[0], box[3] - box[1]
    places = [(step + 0.5) / _GRID for step in range(_GRID)]
    return any(opening.lets((box[0] + x * wide, box[1] + y * high)) for x in places for y in places)
