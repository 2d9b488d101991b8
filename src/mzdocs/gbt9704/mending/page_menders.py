"""What a sheet should be: its size, its edges, its grid, its lines; and the rules drawn across it."""

from __future__ import annotations

from typing import Any

from mzdocs.core.units import mm
from mzdocs.gbt9704.head_rules import DESCENT, MARK_TOP, ink_top, rule_under
from mzdocs.gbt9704.imprint_rules import imprint_ends, rule_above, rule_below
from mzdocs.gbt9704.mending.docx_copy import DocxCopy
from mzdocs.gbt9704.mending.schema_order import child, dropped, put
from mzdocs.gbt9704.package import W, value
from mzdocs.gbt9704.page_rules import A4_HIGH, A4_WIDE, set_apart
from mzdocs.gbt9704.universal_measures import half_points
from mzdocs.gbt9704.values import MeasuredParagraph

_WIDE, _HIGH = "11906", "16838"
_EDGES = {"top": "1960", "bottom": "1847", "left": "1587", "right": "1474", "gutter": "0"}
"""Of GB/T 33476.2, which counts the leading of a word processor; in twips, as are all figures here."""
_HEADER, _FOOTER = "850", "1457"
_LINE = "589"
_BY_LINES = ("beforeLines", "afterLines", "beforeAutospacing", "afterAutospacing")
_CHARACTER = 15.793
"""Points: 28 of them stand in 156 mm."""
_THICK, _THIN = "8", "6"
"""Eighths of a point: 0.35 mm and 0.26 mm."""
_UNDER_NUMBER = 4.0
_RED = "FF0000"


def on_a4(copy: DocxCopy) -> None:
    """Sheets of another size, as they lie."""
    for section, page in copy.sections():
        short, long = sorted((page.width.mm, page.height.mm))
        if abs(short - A4_WIDE) > 1 or abs(long - A4_HIGH) > 1:
            wide, high = (_HIGH, _WIDE) if page.sideways else (_WIDE, _HIGH)
            put(section, "pgSz", w=wide, h=high)


def in_its_edges(copy: DocxCopy) -> None:
    """The edges of upright sheets; where header and footer stand is kept if it is said."""
    for section, page in copy.sections():
        if not page.sideways:
            edges = put(section, "pgMar", **_EDGES)
            for name, usual in (("header", _HEADER), ("footer", _FOOTER)):
                edges.set(W + name, value(edges, name) or usual)


def on_lines(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """22 lines a side; a paragraph with a picture needs the room it takes."""
    if not paragraph.drawn:
        spacing = put(copy.properties(paragraph), "spacing", line=_LINE, lineRule="exact")
        if set_apart(paragraph):
            dropped(put(spacing.getparent(), "spacing", before="0", after="0"), *_BY_LINES)


def on_grid(copy: DocxCopy) -> None:
    """28 characters a line, by a grid."""
    for section, page in copy.sections():
        if not page.sideways:
            space = (_CHARACTER - _default_size(copy)) * 4096
            put(section, "docGrid", type="linesAndChars", linePitch=_LINE, charSpace=f"{space:.0f}")
    for paragraph in copy.form.of("正文"):
        if not paragraph.spacing.on_grid:
            put(copy.properties(paragraph), "snapToGrid", val="1")


def _default_size(copy: DocxCopy) -> float:
    looks = copy.looks()
    return half_points(looks.run(looks.paragraph(None)[1], None).get("sz", {}).get("val", "20"), 20).pt


def mark_lowered(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """The mark as far down as the clause says, where its place follows from exact lines."""
    before = paragraph.spacing.before.mm + MARK_TOP - ink_top(paragraph, copy.form)
    if paragraph.framed is None and before >= 0:
        put(copy.properties(paragraph), "spacing", before=f"{mm(before).pt * 20:.0f}")


def ruled(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """A red rule under the number, as wide as the text, 4 mm below."""
    rule, holder = rule_under(paragraph, copy.form)
    below = rule is None or holder is paragraph
    line = paragraph.spacing.exact
    space = _UNDER_NUMBER - line.mm * 0.2 + paragraph.size.mm * DESCENT if line else _UNDER_NUMBER - 1
    if below:
        borders = child(copy.properties(paragraph), "pBdr")
        room = f"{min(max(mm(space).pt, 1), 31):.0f}"
        put(borders, "bottom", val="single", sz="12", space=room, color=_RED)
    elif holder is not None:
        for edge in child(copy.properties(holder), "pBdr"):
            edge.set(W + "color", _RED)


def imprint_ruled(copy: DocxCopy) -> None:
    """Thick rules above and below the imprint, a thin one between, of the cells it stands in or of its lines."""
    first, last = imprint_ends(copy.form)
    if last.above and first is not last:
        _edge(copy, last, "top", _THIN)
    if first.above or rule_above(first, copy.form) is None:
        _edge(copy, first, "top", _THICK)
    if last.below or rule_below(last, copy.form) is None:
        _edge(copy, last, "bottom", _THICK)


def _edge(copy: DocxCopy, paragraph: MeasuredParagraph, edge: str, size: str) -> None:
    cell = copy.place(paragraph).cell_element
    if cell is None:
        holders: list[Any] = [child(copy.properties(paragraph), "pBdr")]
    else:
        row = next(cell.iterancestors(W + "tr"))
        holders = [child(child(each, "tcPr"), "tcBorders") for each in row.iterchildren(W + "tc")]
    for holder in holders:
        put(holder, edge, val="single", sz=size, space="0" if cell is not None else "1", color="000000")
