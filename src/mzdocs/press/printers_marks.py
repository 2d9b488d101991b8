"""Lines a shop works by: the cut line in its own ink, marks and a slug on every plate, outside the bleed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf

from mzdocs.core.units import mm
from mzdocs.design import fonts, glyphs
from mzdocs.design.theme import CUT, Ink
from mzdocs.plan.document import Document, Sheet
from mzdocs.plan.frame import grown
from mzdocs.press.inks import resource_name, space
from mzdocs.press.page_boxes import margin

HAIRLINE = 0.25
"""Points: the thinnest line a press holds."""
MARK_LOOK = (0.0, 0.0, 0.0, 1.0)
"""What the colour of all plates looks like where there are no plates."""
MARK_OFFSET, MARK_LENGTH, TARGET = mm(3), mm(5), mm(2)
_SLUG = mm(2.4)
_ROUND = 0.5523
"""The handle of a Bézier quarter circle, in radii."""


def cut(pdf: pikepdf.Pdf, page: pikepdf.Page, sheet: Sheet, inks: Mapping[str, Ink]) -> None:
    """The finished outline and its holes, where the order asks for them in an ink of their own."""
    if CUT not in inks:
        return
    name = resource_name(inks[CUT])
    page.obj.Resources.ColorSpace[name] = space(pdf, inks[CUT].name, inks[CUT].look)
    drawn = " ".join(f"{path} S" for path in outlines(sheet))
    page.contents_add(f"q /OverFS gs {name} CS 1 SCN {HAIRLINE} w {drawn} Q".encode("ascii"))


def outlines(sheet: Sheet) -> Iterator[str]:
    """Closed paths in page points: the trimmed edge with its corners, then each hole and slot."""
    edge, width, height = margin(sheet).pt, sheet.size.width.pt, sheet.size.height.pt
    yield _rounded(edge, edge, width, height, sheet.corner.pt)
    if sheet.holes:
        radius, inset = sheet.holes.diameter.pt / 2, sheet.holes.inset.pt
        for x in (edge + inset, edge + width - inset):
            for y in (edge + inset, edge + height - inset):
                yield _rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius)
    if sheet.slot:
        wide, high = sheet.slot.size.width.pt, sheet.slot.size.height.pt
        below = edge + height - sheet.slot.inset.pt - high
        yield _rounded(edge + (width - wide) / 2, below, wide, high, min(wide, high) / 2)


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A rectangle with rounded corners, counter-clockwise from the lower left; a circle if they meet."""
    if not radius:
        return f"{x:.4f} {y:.4f} {width:.4f} {height:.4f} re"
    right, top, handle = x + width, y + height, radius * (1 - _ROUND)
    corners = (
        ((right - radius, y), (right - handle, y), (right, y + handle), (right, y + radius)),
        ((right, top - radius), (right, top - handle), (right - handle, top), (right - radius, top)),
        ((x + radius, top), (x + handle, top), (x, top - handle), (x, top - radius)),
        ((x, y + radius), (x, y + handle), (x + handle, y), (x + radius, y)),
    )
    drawn = [f"{x + radius:.4f} {y:.4f} m"]
    for start, *curve in corners:
        drawn.append(f"{start[0]:.4f} {start[1]:.4f} l")
        drawn.append(" ".join(f"{px:.4f} {py:.4f}" for px, py in curve) + " c")
    return " ".join([*drawn, "h"])


def marks(pdf: pikepdf.Pdf, page: pikepdf.Page, document: Document) -> None:
    """Corner marks, centre targets and the slug, on every plate, outside the bleed."""
    if not document.sheet.marks:
        return
    page.obj.Resources.ColorSpace["/All"] = space(pdf, "All", MARK_LOOK)
    drawn = [f"q /All CS /All cs 1 SCN 1 scn {HAIRLINE} w"]
    drawn += [f"{x1:.4f} {y1:.4f} m {x2:.4f} {y2:.4f} l S" for x1, y1, x2, y2 in mark_lines(document.sheet)]
    page.contents_add(" ".join([*drawn, _slug(document), "Q"]).encode("ascii"))


def mark_lines(sheet: Sheet) -> Iterator[tuple[float, float, float, float]]:
    """Each mark from point to point, in page points: where the sheet is cut, which a frame puts beyond what is seen."""
    edge, width, height = margin(sheet).pt, sheet.size.width.pt, sheet.size.height.pt
    near = sheet.bleed.pt + MARK_OFFSET.pt
    far, arm = near + MARK_LENGTH.pt, TARGET.pt
    lip = sheet.lip.pt
    left, bottom, right, top = edge - lip, edge - lip, edge + width + lip, edge + height + lip
    near, far = near - lip, far - lip
    for x in (left, right):
        yield x, bottom - near, x, bottom - far
        yield x, top + near, x, top + far
    for y in (bottom, top):
        yield left - near, y, left - far, y
        yield right + near, y, right + far, y
    middle = (near + far) / 2
    for x, y in (
        ((left + right) / 2, bottom - middle), ((left + right) / 2, top + middle),
        (left - middle, (bottom + top) / 2), (right + middle, (bottom + top) / 2),
    ):  # fmt: skip
        yield x - arm, y, x + arm, y
        yield x, y - arm, x, y + arm


def _slug(document: Document) -> str:
    """One line below the sheet, left of the target: what this is, how large, in which inks; in outlines."""
    sheet, order = document.sheet, document.order
    inks = "、".join(order.inks) if order else ""
    text = f"{document.title}　{_sizes(sheet)}　1:1　版：{inks}　{document.issued}"
    room = sheet.size.width.pt / 2 - MARK_LENGTH.pt - 2 * TARGET.pt
    face = fonts.face_for(text, "hei")
    size = min(_SLUG.pt, room / fonts.advance(text, face))
    x = margin(sheet).pt + mm(3).pt
    y = margin(sheet).pt - sheet.bleed.pt - MARK_OFFSET.pt - MARK_LENGTH.pt / 2 - size / 2
    return f"q {size:.4f} 0 0 {size:.4f} {x:.4f} {y:.4f} cm {_filled(glyphs.outline(text, face))} Q"


def _sizes(sheet: Sheet) -> str:
    return f"可见 {sheet.size}　下料 {grown(sheet.size, sheet.lip)}" if sheet.lip.mm else f"成品 {sheet.size}"


def _filled(path: glyphs.Outline) -> str:
    pieces = (" ".join([*(f"{x:.4f} {y:.4f}" for x, y in points), operator]) for operator, points in path)
    return " ".join([*pieces, "f"])
