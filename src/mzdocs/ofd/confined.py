"""A mark within its clips -> what of it is seen: OFD-A wants no clip that changes nothing (GB/T 42133-2022, 6.3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pathops

from mzdocs.core.boxes import Box, box_round_points
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.pdf.graphics_state import Mark, Point, Segment

_SLACK = 0.01
"""Points by which a mark may reach beyond its clip: 0.004 mm."""
_POINTS = {"m": "moveTo", "l": "lineTo", "c": "cubicTo", "h": "close"}
_OPERATORS = {"moveTo": "m", "lineTo": "l", "curveTo": "c", "closePath": "h"}


def drawn(path: Sequence[Segment]) -> list[Segment]:
    """A path without moves that nothing is drawn from: they would widen its box."""
    following = [*path[1:], ("m", ())]
    return [each for each, then in zip(path, following, strict=True) if each[0] != "m" or then[0] != "m"]


def is_seen_whole(mark: Mark, width: float = 0.0, points: Sequence[Point] = ()) -> bool:
    """Whether the mark lies within each of its clips; `points` are its corners where it has no path."""
    corners = points or [point for _, found in drawn(mark.path) for point in found]
    left, bottom, right, top = box_round_points(corners)
    box = left - width / 2, bottom - width / 2, right + width / 2, top + width / 2
    return all(_holds(_rectangle(path), box) for path, _ in mark.state.clips)


def painted_area(mark: Mark) -> tuple[Sequence[Segment], bool]:
    """The area a fill covers, clips taken off, and whether the even-odd rule fills it; an empty one covers nothing."""
    path = drawn(mark.path)
    if not path:
        return (), False
    if is_seen_whole(mark):
        return path, mark.even_odd
    area = _area(mark.path, mark.even_odd)
    for clip, even_odd in mark.state.clips:
        area = pathops.op(area, _area(clip, even_odd), pathops.PathOp.INTERSECTION)
    area.convertConicsToQuads()
    return tuple(_segments(area)), area.fillType is pathops.FillType.EVEN_ODD


def _holds(rectangle: Box | None, box: Box) -> bool:
    if rectangle is None:
        return False
    left, bottom, right, top = rectangle
    return box[0] >= left - _SLACK and box[1] >= bottom - _SLACK and box[2] <= right + _SLACK and box[3] <= top + _SLACK


def _rectangle(path: Sequence[Segment]) -> Box | None:
    """The four edges of a path that is an upright rectangle."""
    points = [point for _, found in path for point in found]
    xs, ys = {round(x, 4) for x, _ in points}, {round(y, 4) for _, y in points}
    operators = "".join(operator for operator, _ in path).rstrip("h")
    closed = points[:4] if len(points) == 5 and points[0] == points[4] else points
    if operators not in ("mlll", "mllll") or len(closed) != 4 or len(xs) != 2 or len(ys) != 2:
        return None
    across = [abs(a[0] - b[0]) < 1e-4 or abs(a[1] - b[1]) < 1e-4 for a, b in pairwise(closed)]
    return (min(xs), min(ys), max(xs), max(ys)) if all(across) else None


def _area(path: Sequence[Segment], even_odd: bool) -> pathops.Path:
    area = pathops.Path(fillType=pathops.FillType.EVEN_ODD if even_odd else pathops.FillType.WINDING)
    for operator, points in path:
        getattr(area, _POINTS[operator])(*(value for point in points for value in point))
    return area


def _segments(area: pathops.Path) -> list[Segment]:
    found: list[Segment] = []
    for name, points in area.segments:
        if name == "qCurveTo":
            raise Inexact("被曲线裁切的图形", "a shape that is cut off by a curve")
        if name in _OPERATORS:
            found.append((_OPERATORS[name], tuple(points)))
    return found
