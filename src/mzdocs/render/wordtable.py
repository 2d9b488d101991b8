"""Tables -> ruled tables of fixed columns, as wide as the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml import parse_xml
from docx.shared import Mm

from mzdocs.document import Table
from mzdocs.render import wordstyle as ws
from mzdocs.render import wordtext as words
from mzdocs.units import Length, mm

DENSE_FROM = 5
"""Tables of so many columns are set in 五号: 3号 and 4号 would give three characters to a cell."""


def ruled(package: Any, block: Table) -> None:
    """Ruled; its head row stands again on every page, and no row is torn."""
    if block.title:
        words.add(package, "表题", block.title)
    small = "小" if len(block.head) >= DENSE_FROM else ""
    table = grid(package, 1 + len(block.rows), [mm(width) for width in block.widths])
    inside = [ws.border_xml(edge, mm(0.2)) for edge in ("insideH", "insideV")]
    outside = [ws.border_xml(edge, mm(0.35)) for edge in ("top", "left", "bottom", "right")]
    table_property(table, ws.borders_xml("tblBorders", [*outside, *inside]))
    margins(table, mm(1.3), mm(0.9))
    styles = [f"{small}表中" if centred else f"{small}表文" for centred in block.centred]
    for row, texts in zip(table.rows, (block.head, *block.rows), strict=True):
        _row_property(row, "cantSplit")
        fill(row, texts, styles if texts is not block.head else [f"{small}表头"] * len(texts))
    _row_property(table.rows[0], "tblHeader")
    words.add(package, "空隙").paragraph_format.space_after = Mm(4)


def fill(row: Any, texts: Sequence[str], styles: Sequence[str]) -> None:
    for cell, text, style in zip(row.cells, texts, styles, strict=True):
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        words.run(paragraph, text)


def grid(package: Any, rows: int, widths: Sequence[Length]) -> Any:
    """A table of fixed columns, exactly as wide as they are."""
    table = package.add_table(rows, len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width.mm)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width.mm)
    return table


_TABLE_ORDER = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW",
    "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook",
)  # fmt: skip


def table_property(table: Any, xml: str) -> None:
    """Add a table property where the schema wants it: Word refuses any other order."""
    properties, element = table._tbl.tblPr, parse_xml(xml)
    place = _TABLE_ORDER.index(element.tag.split("}")[1])
    after = [child for child in properties if _TABLE_ORDER.index(child.tag.split("}")[1]) > place]
    after[0].addprevious(element) if after else properties.append(element)


def margins(table: Any, sides: Length, ends: Length) -> None:
    edges = (("top", ends), ("left", sides), ("bottom", ends), ("right", sides))
    marks = "".join(f'<w:{edge} w:w="{ws.twips(length)}" w:type="dxa"/>' for edge, length in edges)
    table_property(table, f'<w:tblCellMar xmlns:w="{ws.W}">{marks}</w:tblCellMar>')


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(parse_xml(f'<w:{name} xmlns:w="{ws.W}"/>'))
