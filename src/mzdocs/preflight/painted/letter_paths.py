"""The path of a letter on the sheet, worked out when somebody asks for it; and whether two of them are one."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mzdocs.pdf.filled_shapes import PathShape, PlacedShape
from mzdocs.pdf.glyph_paths import Glyphs
from mzdocs.pdf.graphics_state import Matrix, Segment, moved, times


@dataclass(slots=True, eq=False)
class GlyphOnSheet:
    """A glyph of a font, by its code; `placed` puts an em where it stands in its line, `line` the line on the sheet."""

    glyphs: Glyphs
    code: int
    placed: Matrix
    line: Matrix

    def __call__(self) -> Iterator[Segment]:
        return on_sheet(self.glyphs.outline(self.code), self.matrix)

    @property
    def matrix(self) -> Matrix:
        """From font units to millimetres."""
        em = 1 / self.glyphs.units
        return times(times((em, 0, 0, em, 0, 0), self.placed), self.line)


@dataclass(frozen=True)
class ShapeOnSheet:
    """A filled path of a content stream."""

    path: PlacedShape
    to_sheet: Matrix

    def __call__(self) -> Iterator[Segment]:
        return on_sheet(self.path, self.to_sheet)

    @property
    def matrix(self) -> Matrix:
        """From the numbers of the path to millimetres."""
        return times(self.path.matrix, self.to_sheet)


def on_sheet(path: Iterable[Segment], matrix: Matrix) -> Iterator[Segment]:
    """A path, moved."""
    for operator, points in path:
        yield operator, tuple(moved(matrix, *point) for point in points)


class SamePlaces:
    """Whether a shape surely draws a glyph where the glyph stands: their own outlines are compared once."""

    def __init__(self) -> None:
        self._apart: dict[tuple[Glyphs, int, PathShape], float] = {}

    def surely(self, glyph: GlyphOnSheet, shape: ShapeOnSheet, by: float) -> bool:
        """Every point of one lies nearer than `by` millimetres across and down to that of the other."""
        box = shape.path.shape.box
        if box is None:
            return False
        key = glyph.glyphs, glyph.code, shape.path.shape
        if key not in self._apart:
            self._apart[key] = _apart(glyph.glyphs.outline(glyph.code), shape.path.shape)
        one, other, most = glyph.matrix, shape.matrix, max(map(abs, box))
        own = self._apart[key]
        a, b, c, d, e, f = (abs(p - q) for p, q in zip(one, other, strict=True))
        scale = max(abs(one[0]) + abs(one[2]), abs(one[1]) + abs(one[3]))
        return max(a, b) * most + max(c, d) * most + max(e, f) + scale * own < by


def _apart(outline: Iterable[Segment], shape: PathShape) -> float:
    """How far an outline is from a shape at most, in their own units; without end if their pieces differ."""
    if "".join([operator for operator, _ in outline]) != shape.operators:
        return float("inf")
    values = array("d", [value for _, points in outline for point in points for value in point])
    if values == shape.values:
        return 0.0
    return max(abs(one - other) for one, other in zip(values, shape.values, strict=True))
