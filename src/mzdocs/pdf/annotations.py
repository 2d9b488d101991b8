"""The annotations of a page -> what they draw, where, and whether it is printed (ISO 32000-1, 12.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

import pikepdf

from mzdocs.core.boxes import box_round_points
from mzdocs.pdf.graphics_state import IDENTITY, Matrix, moved
from mzdocs.pdf.optional_content import Layers, Visible
from mzdocs.pdf.printed_boxes import in_order

_HIDDEN, _PRINT, _NO_VIEW = 2, 4, 32


class Appearance(NamedTuple):
    """The form that an annotation draws, the space it is laid into, and where it is seen."""

    form: Any
    matrix: Matrix
    visible: Visible


def appearances(page: pikepdf.Page, layers: Layers) -> Iterator[Appearance]:
    """Of the annotations that draw anything, in their order."""
    for annotation in page.obj.get("/Annots", ()):
        form = _normal(annotation) if isinstance(annotation, pikepdf.Dictionary) else None
        if isinstance(form, pikepdf.Stream) and "/BBox" in form and "/Rect" in annotation:
            flags = int(annotation.get("/F", 0))
            drawn = not flags & _HIDDEN
            visible = Visible(bool(drawn and flags & _PRINT), bool(drawn and not flags & _NO_VIEW))
            yield Appearance(form, _laid(form, annotation.Rect), visible.and_also(layers.of(annotation.get("/OC"))))


def _normal(annotation: Any) -> Any:
    """The normal appearance, in the state the annotation is in."""
    said = annotation.get("/AP", {}).get("/N")
    if isinstance(said, pikepdf.Dictionary):
        return said.get(str(annotation.get("/AS", "/Off")))
    return said


def _laid(form: Any, rect: Any) -> Matrix:
    """What lays the form's box, moved by its matrix, into the rectangle (algorithm 8 of 12.5.5)."""
    left, bottom, right, top = map(float, form.BBox)
    inner = cast(Matrix, tuple(map(float, form.get("/Matrix", IDENTITY))))
    drawn = box_round_points([moved(inner, x, y) for x in (left, right) for y in (bottom, top)])
    place = in_order(tuple(map(float, rect)))
    wide, high = drawn[2] - drawn[0], drawn[3] - drawn[1]
    across, down = (place[2] - place[0]) / wide if wide else 1.0, (place[3] - place[1]) / high if high else 1.0
    return across, 0, 0, down, place[0] - across * drawn[0], place[1] - down * drawn[1]
