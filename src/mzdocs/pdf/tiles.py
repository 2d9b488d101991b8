"""A tiling pattern and the area it fills -> the cells that show whether all of it is as it should be."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from mzdocs.core.boxes import box_round_points
from mzdocs.pdf.graphics_state import Mark, Matrix, Point, Segment, moved, times
from mzdocs.pdf.printed_boxes import Box, in_order

_FEW = 2
"""Cells in a row that are all looked at; of more, one in the middle shows whole."""


def cells(pattern: Any, matrix: Matrix, area: Box) -> Iterator[Matrix]:
    """The spaces of some cells that reach into the area, in page points; `matrix` is the pattern's there."""
    corners = [at for x in area[::2] for y in area[1::2] if (at := back(matrix, x, y))]
    if not corners:
        return
    x1, y1, x2, y2 = in_order(tuple(map(float, pattern.BBox)))
    left, bottom, right, top = box_round_points(corners)
    across = _places(left, right, (x1, x2), float(pattern.get("/XStep", 0)))
    down = _places(bottom, top, (y1, y2), float(pattern.get("/YStep", 0)))
    for x in across:
        for y in down:
            yield times((1, 0, 0, 1, x, y), matrix)


def round_mark(mark: Mark) -> Box:
    """A box in page points that holds what a pattern fills: a path, a line, a stencil, or the beginning of a text."""
    if mark.what == "text":
        matrix = times(mark.text_matrix, mark.state.matrix)
        at = [moved(matrix, x, y) for x in (0, mark.state.size) for y in (0, mark.state.size)]
    elif mark.what == "image":
        at = [moved(mark.state.matrix, x, y) for x in (0, 1) for y in (0, 1)]
    else:
        at = [point for _, points in mark.path for point in points] or [(0.0, 0.0)]
    by = mark.line_width / 2 if mark.what == "stroke" else 0.0
    left, bottom, right, top = box_round_points(at)
    return left - by, bottom - by, right + by, top + by


def box_path(box: Box) -> tuple[Segment, ...]:
    """A box as a path."""
    x1, y1, x2, y2 = box
    return (("m", ((x1, y1),)), ("l", ((x2, y1),)), ("l", ((x2, y2),)), ("l", ((x1, y2),)), ("h", ()))


def back(matrix: Matrix, x: float, y: float) -> Point | None:
    """The point that the matrix moves to x, y; nothing of a matrix that makes all flat."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if not area:
        return None
    return moved((d / area, -b / area, -c / area, a / area, 0, 0), x - e, y - f)


def _places(low: float, high: float, cell: tuple[float, float], step: float) -> list[float]:
    """How far cells are put along one axis, of those that reach between low and high."""
    step = abs(step)
    if not step or not math.isfinite(low + high):
        return [0.0]
    first, last = math.floor((low - cell[1]) / step) + 1, math.ceil((high - cell[0]) / step) - 1
    if last - first >= _FEW:
        first = last = (first + last) // 2
    return [place * step for place in range(first, last + 1)]
