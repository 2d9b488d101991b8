"""The shapes and transformations of SVG -> tracks in millimetres."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import cos, radians, sin, tan
from xml.etree.ElementTree import Element

from fontTools.svgLib.path.parser import parse_path

from mzdocs.core.boxes import Point
from mzdocs.pdf.graphics_state import Matrix, times
from mzdocs.preflight.tracks.machine_file import Track, track
from mzdocs.preflight.tracks.straightened import bezier

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_LENGTH = re.compile(rf"\s*({_NUMBER.pattern})\s*([a-zA-Z]*|%)\s*")
_TRANSFORM = re.compile(r"\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)[\s,]*")


def numbers(text: str) -> list[float]:
    """All numbers of an attribute."""
    return [float(each) for each in _NUMBER.findall(text)]


def transformed(said: str, to_sheet: Matrix) -> Matrix:
    """What a transform attribute does before the matrix it stands in.

    Raises:
        ValueError: it is none.
    """
    at = 0
    while at < len(said.rstrip()):
        found = _TRANSFORM.match(said, at)
        if found is None:
            raise ValueError(said)
        to_sheet = times(_TRANSFORMS[found[1]](*numbers(found[2])), to_sheet)
        at = found.end()
    return to_sheet


def _rotated(angle: float, x: float = 0, y: float = 0) -> Matrix:
    c, s = cos(radians(angle)), sin(radians(angle))
    return (c, s, -s, c, x - c * x + s * y, y - s * x - c * y)


_TRANSFORMS: dict[str, Callable[..., Matrix]] = {
    "matrix": lambda a, b, c, d, e, f: (a, b, c, d, e, f),
    "translate": lambda x, y=0.0: (1, 0, 0, 1, x, y),
    "scale": lambda x, y=None: (x, 0, 0, x if y is None else y, 0, 0),
    "rotate": _rotated,
    "skewX": lambda angle: (1, 0, tan(radians(angle)), 1, 0, 0),
    "skewY": lambda angle: (1, tan(radians(angle)), 0, 1, 0, 0),
}


class _Follower:
    """A pen that keeps where it went: one track for each stretch between two moves."""

    def __init__(self, layer: str, to_sheet: Matrix) -> None:
        self.found: list[Track] = []
        self._layer, self._to_sheet = layer, to_sheet
        self._points: list[Point] = []

    def moveTo(self, at: Point) -> None:  # noqa: N802 - fontTools calls its pens so
        self.end()
        self._points = [self._placed(at)]

    def lineTo(self, at: Point) -> None:  # noqa: N802
        self._points.append(self._placed(at))

    def curveTo(self, *handles: Point) -> None:  # noqa: N802
        self._points += bezier(self._points[-1], *map(self._placed, handles))

    qCurveTo = curveTo  # noqa: N815

    def closePath(self) -> None:  # noqa: N802
        start = self._points[:1]
        self._keep(closed=True)
        self._points = start

    def endPath(self) -> None:  # noqa: N802
        """An open stretch is kept where the next begins."""

    def end(self) -> None:
        """Keeps an open stretch."""
        self._keep(closed=False)

    def _keep(self, closed: bool) -> None:
        found = track(self._layer, self._points, closed)
        self.found += [found] if found else []

    def _placed(self, at: Point) -> Point:
        a, b, c, d, e, f = self._to_sheet
        return a * at[0] + c * at[1] + e, b * at[0] + d * at[1] + f


def followed(element: Element, tag: str, layer: str, to_sheet: Matrix) -> list[Track]:
    """The tracks of a shape.

    Raises:
        ValueError: its numbers are none.
    """
    pen = _Follower(layer, to_sheet)
    parse_path(_PATHS[tag](element), pen)
    pen.end()
    return pen.found


def user_units(said: str) -> float:
    """A length in user units, of which 96 are an inch; nothing said is none.

    Raises:
        ValueError: it is no length.
    """
    found = _LENGTH.fullmatch(said or "0")
    if found is None or found[2] not in USER_UNITS:
        raise ValueError(said)
    return float(found[1]) * USER_UNITS[found[2]]


USER_UNITS = {"": 1.0, "px": 1.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72, "pc": 16.0}


def _said(element: Element, *names: str) -> list[float]:
    return [user_units(element.get(name, "")) for name in names]


def _line(element: Element) -> str:
    return "M {} {} L {} {}".format(*_said(element, "x1", "y1", "x2", "y2"))


def _polyline(element: Element) -> str:
    points = " ".join(map(str, numbers(element.get("points", ""))))
    return f"M {points}" if points else ""


def _polygon(element: Element) -> str:
    return f"{_polyline(element)} Z"


def _circle(element: Element) -> str:
    x, y, radius = _said(element, "cx", "cy", "r")
    return _round(x, y, radius, radius)


def _ellipse(element: Element) -> str:
    return _round(*_said(element, "cx", "cy", "rx", "ry"))


def _round(x: float, y: float, across: float, down: float) -> str:
    half = f"A {across} {down} 0 0 1"
    return f"M {x - across} {y} {half} {x + across} {y} {half} {x - across} {y} Z" if across and down else ""


def _rectangle(element: Element) -> str:
    x, y, width, height, across, down = _said(element, "x", "y", "width", "height", "rx", "ry")
    across, down = min(across or down, width / 2), min(down or across, height / 2)
    right, bottom, turn = x + width, y + height, f"A {across} {down} 0 0 1"
    if not across:
        return f"M {x} {y} H {right} V {bottom} H {x} Z"
    return (
        f"M {x + across} {y} H {right - across} {turn} {right} {y + down} V {bottom - down} {turn} {right - across} "
        f"{bottom} H {x + across} {turn} {x} {bottom - down} V {y + down} {turn} {x + across} {y} Z"
    )


_PATHS: dict[str, Callable[[Element], str]] = {
    "path": lambda element: element.get("d", ""),
    "line": _line, "polyline": _polyline, "polygon": _polygon,
    "circle": _circle, "ellipse": _ellipse, "rect": _rectangle,
}  # fmt: skip
SHAPES = frozenset(_PATHS)
