"""Points of a PDF page -> millimetres as OFD writes them: boxes, paths, pens and colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mzdocs.core.boxes import box_round_points
from mzdocs.core.units import POINT
from mzdocs.pdf.glyph_paths import Inexact, number
from mzdocs.pdf.graphics_state import Mark, Paint, Point, Segment

PLACES = 3
"""Decimals of a millimetre: finer than any printer."""
_CAPS, _JOINS = ("Butt", "Round", "Square"), ("Miter", "Round", "Bevel")
_LETTERS = {"m": "M", "l": "L", "c": "B", "h": "C"}


@dataclass(frozen=True)
class PagePlace:
    """Where a page lies in the space of its PDF: its upper left corner in points; its size in millimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def size(self) -> str:
        """Width and height."""
        return f"{written(self.width)} {written(self.height)}"

    def moved(self, point: Point) -> Point:
        """A point in millimetres from the upper left corner."""
        return (point[0] - self.left) * POINT, (self.top - point[1]) * POINT

    def boxed(self, points: Sequence[Point], margin: float = 0.0) -> tuple[str, Point, list[Point]]:
        """The box round points of the PDF, its corner, and the points themselves in millimetres of the page."""
        placed = [self.moved(point) for point in points]
        box, corner = written_box(placed, margin)
        return box, corner, placed

    def pen(self, mark: Mark) -> dict[str, str]:
        """How a stroke is drawn."""
        a, b, c, d, _, _ = mark.state.matrix
        if abs(a * c + b * d) > 1e-6 or abs((a * a + b * b) - (c * c + d * d)) > 1e-6:
            raise Inexact("横竖粗细不同的线", "a line that is thicker one way than the other")
        state, scale = mark.state, math.hypot(a, b) * POINT
        said = {"LineWidth": written(mark.line_width * POINT)}
        if state.cap:
            said["Cap"] = _CAPS[state.cap]
        if len(mark.path) > 2:
            said |= {"Join": _JOINS[state.join], "MiterLimit": written(state.miter)}
        if state.dashes:
            said["DashPattern"] = " ".join(number(length * scale, 5) for length in _paired(state.dashes))
            said |= {"DashOffset": written(state.dash_phase * scale)} if state.dash_phase else {}
        return said


def _paired(dashes: tuple[float, ...]) -> tuple[float, ...]:
    """What is drawn and what is left out by turns; PDF goes through an odd number of lengths twice."""
    return dashes * (1 + len(dashes) % 2)


def written(value: float) -> str:
    """A number of millimetres, or a share."""
    return number(value, PLACES) if abs(value) >= 0.0005 else "0"


def written_box(points: Sequence[Point], margin: float) -> tuple[str, Point]:
    """The box round points, and its upper left corner as it is written; OFD cuts off what lies beyond it."""
    first, high, last, low = box_round_points(points)
    left, top = _down(first - margin), _down(high - margin)
    width, height = last + margin - left, low + margin - top
    return f"{written(left)} {written(top)} {written(width + 0.001)} {written(height + 0.001)}", (left, top)


def _down(value: float) -> float:
    return (value * 1000 // 1) / 1000


def path_data(path: Sequence[Segment], place: PagePlace, margin: float = 0.0) -> tuple[str, str]:
    """The box of a path, and the path from the box's corner on (GB/T 33190, 9.1, AbbreviatedData)."""
    box, (left, top), points = place.boxed([point for _, points in path for point in points], margin)
    rest = iter(points)
    pieces = []
    for operator, taken in path:
        numbers = [value for x, y in (next(rest) for _ in taken) for value in (x - left, y - top)]
        pieces.append(" ".join([_LETTERS[operator], *map(written, numbers)]))
    return box, " ".join(pieces)


def flat_colour(paint: Paint) -> str:
    """Red, green and blue, 0 to 255.

    Raises:
        Inexact: it is no colour of a screen.
    """
    if paint.space == "/DeviceGray" and len(paint.values) == 1:
        shares = paint.values * 3
    elif paint.space == "/DeviceRGB" and len(paint.values) == 3:
        shares = paint.values
    else:
        raise Inexact(f"{paint.space} 颜色", f"a colour of {paint.space}")
    return " ".join(str(round(255 * share)) for share in shares)
