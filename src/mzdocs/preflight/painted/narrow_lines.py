"""A mark -> how wide its narrowest line is, in points: strokes as they are scaled, and bars that are filled."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from mzdocs.pdf.filled_shapes import PathShape, PlacedShape
from mzdocs.pdf.graphics_state import IDENTITY, Mark, Matrix, Point, Segment, scale
from mzdocs.pdf.text_modes import EDGES_ALONE, FILLED_AND_EDGED
from mzdocs.preflight.pdf_measures import Rect

NO_LINE = math.inf
_LIKE = 1e-3
"""Share of its size by which a matrix may stretch and still be said to keep proportions."""
_LONG, _SLENDER = 2.0, 50.0
"""Points a filled bar is long at least; and how many times longer than wide what is no rectangle must be, to be a line:
the flat strokes of letters are up to forty times."""
_OBLONG, _ROUND = 4.0, 0.7
"""How many times longer than wide a bar is; and of its box, the share that a frame's edge holds, be it round."""
_FEW = 64
"""Pieces of a clip that may be a narrow slit: what has more is a drawing."""
_BESIDE_CURVES = 20.0
"""Points a bar is long in a drawing that has curves, too: strokes of letters are shorter."""
_MOST = 4_000
"""Shapes of which the narrowest bar is kept."""


def narrowest(mark: Mark) -> float:
    """Points; without end where the mark draws no line."""
    if mark.what == "stroke":
        return _of_stroke(mark)
    if mark.what == "fill":
        return _of_fill(mark.path)
    if mark.what == "image":
        return _bar(*_sides(mark.state.matrix))
    drawn = mark.state.mode in EDGES_ALONE or (
        mark.state.mode in FILLED_AND_EDGED and mark.state.fill != mark.state.stroke
    )
    return mark.line_width if mark.what == "text" and drawn else NO_LINE


def sliver(mark: Mark, seen: Rect) -> float:
    """The same of the box of what its clips leave of a mark, and of a clip that is askew."""
    left, bottom, right, top = seen
    askew = (_of_contours(path) for path, _ in mark.state.clips if len(path) <= _FEW)
    return min(_bar(right - left, top - bottom), *askew, NO_LINE)


def _sides(matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, *_ = matrix
    return math.hypot(a, b), math.hypot(c, d)


def _keeps_proportions(matrix: Matrix) -> bool:
    a, b, c, d, *_ = matrix
    size = max(abs(a), abs(b))
    return min(abs(a - d) + abs(b + c), abs(a + d) + abs(b - c)) <= _LIKE * size


def _of_stroke(mark: Mark) -> float:
    if _keeps_proportions(mark.state.matrix):
        return mark.line_width
    return min((_across(side, mark) for side in _drawn(mark.path)), default=NO_LINE)


def _drawn(path: Sequence[Segment]) -> Iterator[tuple[Point, Point]]:
    """The sides of a path; of a curve, those between its handles."""
    points: list[Point] = []
    for operator, at in [*path, ("m", ())]:
        if operator == "m":
            yield from pairwise(points)
            points = []
        points += points[:1] if operator == "h" else at


def _across(side: tuple[Point, Point], mark: Mark) -> float:
    """How wide a pen, round before it is scaled, draws this side (ISO 32000-1, 8.4.3.2)."""
    (x1, y1), (x2, y2) = side
    along = math.dist(*side)
    if not along:
        return NO_LINE
    a, b, c, d, *_ = mark.state.matrix
    x, y = (y1 - y2) / along, (x2 - x1) / along
    return mark.state.width * math.hypot(a * x + b * y, c * x + d * y)


def _of_fill(path: Sequence[Segment]) -> float:
    if isinstance(path, PlacedShape) and _keeps_proportions(path.matrix):
        return _of_shape(path.shape, scale(path.matrix))
    return _of_contours(path)


@lru_cache(maxsize=_MOST)
def _of_shape(shape: PathShape, size: float) -> float:
    """Of letters turned to outlines, which are drawn again and again in a few sizes."""
    if "c" in shape.operators and shape.operators.count("m") > 2:
        return NO_LINE
    return _of_contours([(name, tuple([(x * size, y * size) for x, y in at])) for name, at in shape.moved(IDENTITY)])


def _of_contours(path: Sequence[Segment]) -> float:
    """Of bars alone, of one shape, or of a border between two; in a drawing of many curves only long bars are lines."""
    contours = [_Contour(points) for points in _contours(path)]
    ring = _ring(*contours) if len(contours) == 2 else NO_LINE
    curved = len(contours) > 1 and any(operator == "c" for operator, _ in path)
    bars = (
        contour.wide
        for contour in contours
        if (contour.area or len(contours) == 1) and not (curved and contour.longer < _BESIDE_CURVES)
    )
    return min(ring, *bars, NO_LINE)


def _contours(path: Sequence[Segment]) -> Iterator[list[Point]]:
    """Those that more is drawn of than one line, of which filling makes nothing."""
    contour: list[Point] = []
    for operator, at in [*path, ("m", ())]:
        if operator == "m":
            if len(contour) > 2:
                yield contour
            contour = []
        contour += at


class _Contour:
    """A closed contour: its box, its area, and how wide it is, if it is a bar."""

    def __init__(self, points: list[Point]) -> None:
        around = [*points, points[0]]
        xs, ys = zip(*points, strict=True)
        self.box: Rect = min(xs), min(ys), max(xs), max(ys)
        self.area: float = abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(around))) / 2
        self._corners = len(set(points))
        self.wide = self._wide(sum(math.dist(*side) for side in pairwise(around)) / 2)

    def _wide(self, half: float) -> float:
        """Of the rectangle that has its area and the length of its edge: a bar may also be bent."""
        root = math.sqrt(max(half * half - 4 * self.area, 0.0))
        return _bar((half - root) / 2, (half + root) / 2, _OBLONG if self._corners <= 4 else _SLENDER)

    @property
    def shorter(self) -> float:
        left, bottom, right, top = self.box
        return min(right - left, top - bottom)

    @property
    def longer(self) -> float:
        """Of a bar of four corners; of what has more, none is a line beside curves."""
        left, bottom, right, top = self.box
        return max(right - left, top - bottom) if self._corners <= 4 else 0.0

    @property
    def fills_its_box(self) -> bool:
        left, bottom, right, top = self.box
        return self.area > _ROUND * (right - left) * (top - bottom)


def _bar(one: float, other: float, times: float = _OBLONG) -> float:
    wide, long = sorted((one, other))
    return wide if long >= max(_LONG, times * wide) else NO_LINE


def _ring(one: _Contour, other: _Contour) -> float:
    """A border that is filled between two contours: its thinnest side, but for those it does not have."""
    inner, outer = sorted((one, other), key=lambda each: each.area)
    (left, bottom, right, top), (x1, y1, x2, y2) = inner.box, outer.box
    sides = (left - x1, bottom - y1, x2 - right, y2 - top)
    if min(sides) < -_LIKE or not (inner.fills_its_box and outer.fills_its_box):
        return NO_LINE
    return min((_bar(side, inner.shorter, _SLENDER) for side in sides if side > _LIKE), default=NO_LINE)
