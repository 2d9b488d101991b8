"""A shading where it is painted -> its inks at a point of the page, and at points that show its extremes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import cast

from mzdocs.pdf.graphics_state import IDENTITY, Mark, Matrix, Point, times
from mzdocs.pdf.ink_plates import Inks, inks
from mzdocs.pdf.meshes import vertex_colours
from mzdocs.pdf.pdf_functions import Values, function
from mzdocs.pdf.pen import numbers
from mzdocs.pdf.printed_boxes import Box
from mzdocs.pdf.tiles import back

_BY_FUNCTION, _AXIAL, _RADIAL = 1, 2, 3
_GRID = 16
"""Points looked at across and down; along an axis as many again between its ends."""


class Shading:
    """The shading that a mark paints; a mesh is known by the colours of its corners alone.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: it is written as the standard does not know it.
    """

    def __init__(self, mark: Mark) -> None:
        self._said = mark.paint.pattern
        self._kind = int(self._said.ShadingType)
        self._space = self._said.ColorSpace
        self._function = function(self._said.Function) if "/Function" in self._said else None
        own = cast(Matrix, tuple(map(float, self._said.get("/Matrix", IDENTITY))))
        self._matrix = times(own, mark.state.matrix) if self._kind == _BY_FUNCTION else mark.state.matrix

    @property
    def is_mesh(self) -> bool:
        """Whether only its corners are known, and not what lies where."""
        return self._kind > _RADIAL

    def at(self, point: Point) -> Inks | None:
        """The inks at a point; nothing where it paints none. Of a mesh, those of its heaviest corner."""
        if self.is_mesh:
            return max(self._corners, key=lambda each: sum(each.values()), default=None)
        place = back(self._matrix, *point)
        given = self._given(place) if place is not None else None
        return None if given is None else self._inks(given)

    def samples(self, area: Box) -> Iterator[tuple[Point | None, Inks]]:
        """Inks at points of an area; of a mesh those of its corners, whose place is not told."""
        if self.is_mesh:
            yield from ((None, each) for each in self._corners)
            return
        for row in range(_GRID + 1):
            for column in range(_GRID + 1):
                point = _between(area[0], area[2], column), _between(area[1], area[3], row)
                found = self.at(point)
                if found is not None:
                    yield point, found

    def _inks(self, given: Sequence[float]) -> Inks | None:
        return inks(self._space, self._function(given) if self._function else tuple(given))

    @cached_property
    def _corners(self) -> list[Inks]:
        colours = vertex_colours(self._said, self._function is not None)
        found = (self._inks(colour) for colour in dict.fromkeys(colours))
        return [each for each in found if each is not None]

    def _given(self, place: Point) -> Values | None:
        """What the function is given at a place of the shading's own space."""
        if self._kind == _BY_FUNCTION:
            x1, x2, y1, y2 = map(float, self._said.get("/Domain", (0, 1, 0, 1)))
            return place if x1 <= place[0] <= x2 and y1 <= place[1] <= y2 else None
        along = self._along(place)
        if along is None:
            return None
        low, high = self._domain
        return (low + along * (high - low),)

    @cached_property
    def _domain(self) -> tuple[float, ...]:
        return numbers(self._said.get("/Domain", (0, 1)))

    @cached_property
    def _goes_on(self) -> tuple[bool, ...]:
        return tuple(map(bool, self._said.get("/Extend", (False, False))))

    @cached_property
    def _coords(self) -> tuple[float, ...]:
        return numbers(self._said.Coords)

    def _along(self, place: Point) -> float | None:
        """How far from the beginning, 0 to 1; beyond the ends only where the shading goes on."""
        before, after = self._goes_on
        on_axis = self._kind == _AXIAL
        found = _on_axis(self._coords, place) if on_axis else _on_cone(self._coords, place, before, after)
        if found is None or (found < 0 and not before) or (found > 1 and not after):
            return None
        return min(max(found, 0.0), 1.0)


def _between(low: float, high: float, step: int) -> float:
    return low + (high - low) * (step + _HAIR) / (_GRID + 2 * _HAIR)


_HAIR = 0.001
"""Of a step: points stand just within the edges."""


def _on_axis(coords: Sequence[float], place: Point) -> float | None:
    x1, y1, x2, y2 = coords
    long = (x2 - x1) ** 2 + (y2 - y1) ** 2
    return ((place[0] - x1) * (x2 - x1) + (place[1] - y1) * (y2 - y1)) / long if long else None


def _on_cone(coords: Sequence[float], place: Point, before: bool, after: bool) -> float | None:
    """The last of the circles through the place, of those that are drawn."""
    x1, y1, r1, x2, y2, r2 = coords
    dx, dy, dr, px, py = x2 - x1, y2 - y1, r2 - r1, place[0] - x1, place[1] - y1
    a, b, c = dx * dx + dy * dy - dr * dr, px * dx + py * dy + r1 * dr, px * px + py * py - r1 * r1
    if abs(a) < 1e-12:
        roots = [c / (2 * b)] if b else []
    else:
        under = b * b - a * c
        roots = [(b + sign * math.sqrt(under)) / a for sign in (1, -1)] if under >= 0 else []
    drawn = [t for t in roots if r1 + t * dr >= 0 and (before or t >= 0) and (after or t <= 1)]
    return max(drawn, default=None)
