"""Contours and the finished sheet -> DXF (R2010, millimetres): closed polylines on the layers ENGRAVE and CUT."""

from __future__ import annotations

import io
from collections.abc import Iterator

import ezdxf
import pathops
from ezdxf import path, units
from ezdxf.document import Drawing
from ezdxf.layouts import Modelspace
from pathops import PathVerb

from mzdocs.plan.document import Sheet
from mzdocs.press.contours import drilled

TOLERANCE = 0.01
"""Millimetres a straight piece may lie off its curve: finer than any engraver moves."""
_QUARTER = 0.414213562373095
"""The bulge of a quarter circle: the tangent of a quarter of its angle."""
_ENGRAVE, _CUT = "ENGRAVE", "CUT"
_COLOURS = {_ENGRAVE: 7, _CUT: 5}


def written(area: pathops.Path, sheet: Sheet, cut: bool) -> bytes:
    """Right and up from the lower left corner of the finished sheet."""
    ezdxf.options.reset()  # type: ignore[no-untyped-call]  # it has read an ezdxf.ini of the user's or of this folder
    ezdxf.options.write_fixed_meta_data_for_testing = True  # or every run would have its own dates and ids
    drawing = ezdxf.new("R2010")
    drawing.units = units.MM
    for name, colour in _COLOURS.items():
        drawing.layers.add(name, color=colour)
    space = drawing.modelspace()
    for contour in area.contours:
        space.add_lwpolyline(flattened(contour), close=True, dxfattribs={"layer": _ENGRAVE})
    if cut:
        _cut(space, sheet)
    _extend(drawing, sheet)
    _put_classes_in_order(drawing)
    out = io.StringIO()
    drawing.write(out)
    return out.getvalue().encode("utf-8")


def _extend(drawing: Drawing, sheet: Sheet) -> None:
    """How far the drawing goes: some programs scale by it. The library leaves a corner at 0,0 out of the header."""
    least, most = (0, 0, 0), (sheet.size.width.mm, sheet.size.height.mm, 0)
    drawing.modelspace().reset_extents(least, most)
    drawing.header["$EXTMIN"], drawing.header["$EXTMAX"] = least, most


def _put_classes_in_order(drawing: Drawing) -> None:
    """The library declares them as a set of its gives them: another order in every process."""
    section = drawing.classes
    section.add_required_classes(drawing.dxfversion)
    for key in sorted(section.classes):
        section.classes.move_to_end(key)  # type: ignore[attr-defined]


def flattened(contour: pathops.Path) -> list[tuple[float, float]]:
    """The corners of a polygon that follows the contour within the tolerance, the first not said again."""
    line = path.Path()
    for verb, points in contour:
        if verb is PathVerb.MOVE:
            line = path.Path(points[0])
        elif verb is PathVerb.LINE:
            line.line_to(points[0])
        elif verb is PathVerb.QUAD:
            line.curve3_to(points[1], points[0])
        elif verb is PathVerb.CUBIC:
            line.curve4_to(points[2], points[0], points[1])
    corners = [(round(point.x, 5), round(point.y, 5)) for point in line.flattening(TOLERANCE, segments=2)]
    return [corner for corner, before in zip(corners, [corners[-1], *corners], strict=False) if corner != before]


def _cut(space: Modelspace, sheet: Sheet) -> None:
    space.add_lwpolyline(list(_edge(sheet)), format="xyb", close=True, dxfattribs={"layer": _CUT})
    for middle in drilled(sheet):
        radius = sheet.holes.diameter.mm / 2 if sheet.holes else 0
        space.add_circle(middle, radius, dxfattribs={"layer": _CUT})


def _edge(sheet: Sheet) -> Iterator[tuple[float, float, float]]:
    """Counter-clockwise; a corner's arc is the bulge of the point it begins at."""
    width, height, radius = sheet.size.width.mm, sheet.size.height.mm, sheet.corner.mm
    if not radius:
        yield from ((x, y, 0.0) for x, y in ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)))
        return
    yield from ((radius, 0, 0), (width - radius, 0, _QUARTER))
    yield from ((width, radius, 0), (width, height - radius, _QUARTER))
    yield from ((width - radius, height, 0), (radius, height, _QUARTER))
    yield from ((0, height - radius, 0), (0, radius, _QUARTER))
