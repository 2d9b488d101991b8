"""Tables -> the XML of ruled tables of fixed columns, as wide as the text.

A table is written as text and parsed once: added cell by cell it takes the library forty times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from mzdocs.core.units import Length, mm
from mzdocs.design import fonts
from mzdocs.design.cell_lines import cell_lines, needs_breaks, room
from mzdocs.design.fonts import Face, Role
from mzdocs.model.letter import MERGED, Grade, Table
from mzdocs.render.word import style_sheet as ws
from mzdocs.render.word import styled_text as words

THIN, THICK = mm(0.2), mm(0.35)


def ruled(block: Table) -> str:
    """Ruled; its head row stands again on every page, and no row is torn."""
    small = _STYLES[block.grade]
    widths = [mm(width) for width in block.widths]
    styles = [f"{small}表{_place(block, column)}" for column in range(len(widths))]
    heads = (words.line(f"{small}表头", text) for text in _parted(block.head, block, "hei"))
    rows = [row([cell(*each) for each in zip(heads, widths, strict=True)], head=True)]
    heights = [HAND if block.signed else AWAITS if block.awaits(row) else None for row in block.rows]
    texts = [_parted(row, block, "fang") for row in block.rows]
    rows += [
        _row(row, styles, widths, below, height)
        for (row, below), height in zip(pairwise((*texts, ())), heights, strict=True)
    ]
    title = words.line("表题", block.title) if block.title else gap(mm(1.5))
    return title + grid(widths, rows, ws.borders_xml("tblBorders", _rules()), _margins(*_PADDING[small])) + gap(mm(4))


_STYLES: Mapping[Grade, str] = {"": "", "dense": "小", "small": "密"}


def _place(block: Table, column: int) -> str:
    return "中" if block.centred[column] else "右" if block.at_right(column) else "文"


def _parted(texts: Sequence[str], block: Table, role: Role) -> list[str]:
    """The texts of a row, parted where Word would part a word or leave a character over."""
    rooms = (room(width, block.grade) for width in block.widths)
    return [_lines(text, ems, fonts.CHAINS[role, False][0]) for text, ems in zip(texts, rooms, strict=True)]


def _lines(text: str, ems: float, face: Face) -> str:
    return "\n".join(cell_lines(text, ems, face)) if needs_breaks(text, ems, face) else text


def gap(after: Length) -> str:
    """What keeps two tables apart: Word would make them one."""
    return words.paragraph("空隙", properties=words.before(ws.NOTHING, after))


def _rules() -> list[str]:
    outside = [ws.border_xml(edge, THICK) for edge in ("top", "left", "bottom", "right")]
    return [*outside, *(ws.border_xml(edge, THIN) for edge in ("insideH", "insideV"))]


HAND, AWAITS = mm(11), mm(9)
"""A row to sign in, and one to write a few figures in by hand."""
_PADDING = {"": (mm(1.3), mm(0.9)), "小": (mm(1.3), mm(0.9)), "密": (mm(0.9), mm(0.5))}


def _row(
    texts: Sequence[str], styles: Sequence[str], widths: Sequence[Length], below: Sequence[str], height: Length | None
) -> str:
    """A row; where the one below shares a cell with it, both stay on one page."""
    kept = "<w:keepNext/>" if MERGED in below else ""
    merges = [_merge(text, below[number] if below else "") for number, text in enumerate(texts)]
    shown = ["" if text == MERGED else text for text in texts]
    lines = [words.line(style, text, kept) for style, text in zip(styles, shown, strict=True)]
    cells = [cell(*each) for each in zip(lines, widths, merges, strict=True)]
    return row(cells, height=height, rule="atLeast")


def _merge(text: str, below: str) -> str:
    if text == MERGED:
        return "<w:vMerge/>"
    return '<w:vMerge w:val="restart"/>' if below == MERGED else ""


def row(cells: Iterable[str], head: bool = False, height: Length | None = None, rule: str = "exact") -> str:
    """A table row of these cells that no page break parts; a `head` is repeated on each page."""
    tall = f'<w:trHeight w:val="{ws.twips(height)}" w:hRule="{rule}"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def shading(colour: str, pattern: str = "clear") -> str:
    """What fills a cell, as a property: a colour, `RRGGBB`, or a pattern of it on white."""
    of, under = ("auto", colour) if pattern == "clear" else (colour, "FFFFFF")
    return f'<w:shd w:val="{pattern}" w:color="{of}" w:fill="{under}"/>'


def cell(
    content: str, width: Length, merge: str = "", borders: str = "", span: int = 1, upright: str = "center"
) -> str:
    """A table cell of this width; `merge` and `borders` are properties as XML, the second with any shading.

    `upright` is where its text stands: `top`, `center` or `bottom`.
    """
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{ws.twips(width)}" w:type="dxa"/>{wide}{merge}{borders}'
        f'<w:vAlign w:val="{upright}"/></w:tcPr>{content}</w:tc>'
    )


def grid(widths: Sequence[Length], rows: Iterable[str], borders: str = "", margins: str = "", place: str = "") -> str:
    """A table of fixed columns, exactly as wide as they are."""
    columns = "".join(f'<w:gridCol w:w="{ws.twips(width)}"/>' for width in widths)
    whole = sum(ws.twips(width) for width in widths)
    return (
        f'<w:tbl><w:tblPr>{place}<w:tblW w:w="{whole}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f"{margins}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _margins(sides: Length, ends: Length) -> str:
    edges = (("top", ends), ("left", sides), ("bottom", ends), ("right", sides))
    marks = "".join(f'<w:{edge} w:w="{ws.twips(length)}" w:type="dxa"/>' for edge, length in edges)
    return f"<w:tblCellMar>{marks}</w:tblCellMar>"


NO_MARGINS = _margins(mm(0), mm(0))
