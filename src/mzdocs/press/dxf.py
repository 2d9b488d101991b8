"""Routes and the finished sheet -> DXF (R2010 or R12, millimetres): closed polylines on ENGRAVE and CUT, lines MARK."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator

import ezdxf
import pathops
from ezdxf import units
from ezdxf.document import Drawing
from ezdxf.layouts import Modelspace

from mzdocs.plan.document import Sheet
from mzdocs.press.contours import cut_contours, drilled
from mzdocs.press.corners import flattened
from mzdocs.press.routes import Line, Routes

_QUARTER = 0.414213562373095
"""The bulge of a quarter circle: the tangent of a quarter of its angle."""
_ENGRAVE, _CUT, _MARK = "ENGRAVE", "CUT", "MARK"
_COLOURS = {_ENGRAVE: 7, _CUT: 5, _MARK: 1}


def written(routes: Routes, sheet: Sheet, cut: bool, old: bool = False) -> bytes:
    """Right and up from the lower left corner of the finished sheet; an `old` release has straight pieces only."""
    ezdxf.options.reset()  # type: ignore[no-untyped-call]  # it has read an ezdxf.ini of the user's or of this folder
    ezdxf.options.write_fixed_meta_data_for_testing = True  # or every run would have its own dates and ids
    drawing = ezdxf.new("R12" if old else "R2010")
    if not old:  # which has no place for it
        drawing.units = units.MM
    for name, colour in _COLOURS.items():
        if name != _MARK or routes.lines:
            drawing.layers.add(name, color=colour)
    space = drawing.modelspace()
    if old:
        _straight(space, routes.area, sheet, cut)
    else:
        _curved(space, routes.area, sheet, cut)
    _marked(space.add_polyline2d if old else space.add_lwpolyline, routes.lines)
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


def _straight(space: Modelspace, area: pathops.Path, sheet: Sheet, cut: bool) -> None:
    for layer, contours in ((_ENGRAVE, area.contours), (_CUT, cut_contours(sheet) if cut else ())):
        for contour in contours:
            space.add_polyline2d(flattened(contour), close=True, dxfattribs={"layer": layer})


def _curved(space: Modelspace, area: pathops.Path, sheet: Sheet, cut: bool) -> None:
    for contour in area.contours:
        space.add_lwpolyline(flattened(contour), close=True, dxfattribs={"layer": _ENGRAVE})
    if cut:
        _cut(space, sheet)


def _marked(add: Callable[..., object], lines: Iterable[Line]) -> None:
    for line in lines:
        ring = line[0] == line[-1]
        add(line[:-1] if ring else line, close=ring, dxfattribs={"layer": _MARK})


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
