"""An outlined page -> the area that ends up in ink, as closed contours in millimetres that never cross."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pathops
import pikepdf
from pathops import PathOp

from mzdocs.core.problems import Sentence
from mzdocs.core.units import POINT
from mzdocs.pdf import content_stream
from mzdocs.pdf.graphics_state import Mark, Segment
from mzdocs.plan.document import Sheet

_CRUMB = 1e-3
"""Square millimetres: smaller than any tool, left where edges meet."""
_ROUND = 0.5523
"""The handle of a Bézier quarter circle, in radii."""


class NotEngravable(Exception):
    """Something on the page that has no contour."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.what = Sentence(zh, en)


def inked(page: pikepdf.Page, sheet: Sheet, unprinted: Collection[str]) -> pathops.Path:
    """All that is painted in a printing ink and not covered by white later, inside the finished edge.

    Millimetres, right and up from the lower left corner of the trim. Outer contours and holes wind opposite ways.
    `unprinted` names the inks that mark or underlie and are not seen.

    Raises:
        NotEngravable: a line, picture, gradient, live text or transparency in a printing ink.
    """
    area = pathops.Path()
    for mark in content_stream.marks(page):
        effect = _effect(mark, unprinted)
        if effect is not None:
            area = _op(area, _shape(mark), effect)
    placed = area.transform(*_to_sheet(page))
    return _clean(_op(placed, trimmed(sheet), PathOp.INTERSECTION))


def _effect(mark: Mark, unprinted: Collection[str]) -> PathOp | None:
    """Ink adds to the area, process white takes from it; white that overprints by mode 1 is no ink at all."""
    paint = mark.paint
    if paint.ink is not None:
        seen = paint.ink not in unprinted and any(paint.values)
        return _plain(mark, PathOp.UNION) if seen else None
    if paint.cmyk is None:
        raise NotEngravable("没有分色的颜色", "a colour not made of inks")
    if any(paint.cmyk):
        return _plain(mark, PathOp.UNION)
    if mark.overprints and mark.state.overprint_mode == 1:
        return None
    return _plain(mark, PathOp.DIFFERENCE)


_KINDS = {
    "stroke": Sentence("描边", "a stroked line"),
    "text": Sentence("没有转曲的文字", "live text"),
    "image": Sentence("图片", "a picture"),
    "shading": Sentence("渐变", "a gradient"),
}


def _plain(mark: Mark, effect: PathOp) -> PathOp:
    if mark.what != "fill":
        raise NotEngravable(_KINDS[mark.what].zh, _KINDS[mark.what].en)
    if mark.state.transparent:
        raise NotEngravable("透明效果", "transparency")
    return effect


def _shape(mark: Mark) -> pathops.Path:
    shape = _path(mark.path, mark.even_odd)
    for path, even_odd in mark.state.clips:
        shape = _op(shape, _path(path, even_odd), PathOp.INTERSECTION)
    return shape


def _path(segments: Iterable[Segment], even_odd: bool = False) -> pathops.Path:
    rule = pathops.FillType.EVEN_ODD if even_odd else pathops.FillType.WINDING
    path = pathops.Path(fillType=rule)
    add = {"m": path.moveTo, "l": path.lineTo, "c": path.cubicTo, "h": path.close}
    for operator, points in segments:
        add[operator](*(value for point in points for value in point))
    return path


def _op(one: pathops.Path, two: pathops.Path, operator: PathOp) -> pathops.Path:
    return pathops.op(one, two, operator, fix_winding=True)


def _to_sheet(page: pikepdf.Page) -> tuple[float, float, float, float, float, float]:
    left, bottom, *_ = (float(value) for value in page.trimbox)
    return POINT, 0, 0, POINT, -left * POINT, -bottom * POINT


def trimmed(sheet: Sheet) -> pathops.Path:
    """The finished outline, its corners within a thousandth of their radius."""
    width, height, radius = sheet.size.width.mm, sheet.size.height.mm, sheet.corner.mm
    handle = radius * (1 - _ROUND)
    path = pathops.Path()
    path.moveTo(radius, 0)
    path.lineTo(width - radius, 0)
    path.cubicTo(width - handle, 0, width, handle, width, radius)
    path.lineTo(width, height - radius)
    path.cubicTo(width, height - handle, width - handle, height, width - radius, height)
    path.lineTo(radius, height)
    path.cubicTo(handle, height, 0, height - handle, 0, height - radius)
    path.lineTo(0, radius)
    path.cubicTo(0, handle, handle, 0, radius, 0)
    path.close()
    return path


def drilled(sheet: Sheet) -> Iterator[tuple[float, float]]:
    """The middle of each hole in millimetres; the same from any corner."""
    if sheet.holes:
        inset = sheet.holes.inset.mm
        for x in (inset, sheet.size.width.mm - inset):
            for y in (inset, sheet.size.height.mm - inset):
                yield x, y


def cut_contours(sheet: Sheet) -> Iterator[pathops.Path]:
    """What is cut through: each hole and then the outline, as curves."""
    for x, y in drilled(sheet):
        assert sheet.holes
        yield _rounded(x, y, sheet.holes.diameter.mm / 2)
    yield trimmed(sheet)


def _rounded(x: float, y: float, radius: float) -> pathops.Path:
    """A circle, within a thousandth of its radius."""
    handle = radius * _ROUND
    path = pathops.Path()
    path.moveTo(x + radius, y)
    path.cubicTo(x + radius, y + handle, x + handle, y + radius, x, y + radius)
    path.cubicTo(x - handle, y + radius, x - radius, y + handle, x - radius, y)
    path.cubicTo(x - radius, y - handle, x - handle, y - radius, x, y - radius)
    path.cubicTo(x + handle, y - radius, x + radius, y - handle, x + radius, y)
    path.close()
    return path


def _clean(area: pathops.Path) -> pathops.Path:
    kept = pathops.Path()
    for contour in area.contours:
        if abs(contour.area) >= _CRUMB:
            kept.addPath(contour)
    return kept
