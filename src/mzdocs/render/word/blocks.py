"""The blocks of a paper -> XML of a Word document: text, tables, charts, photos, places to sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mzdocs.core.units import Length, mm
from mzdocs.model.form_blocks import Boxes, Sketches
from mzdocs.model.letter import Block, Chart, Heading, NewPage, Paragraph, Picture, Pictures, Signing, Table
from mzdocs.render.word import charts, signing_blocks
from mzdocs.render.word import ruled_tables as tables
from mzdocs.render.word import styled_text as words
from mzdocs.render.word.style_sheet import LINE, WIDTH, indent_xml

Inline = Callable[[Picture, Length, Length], str]
"""A photo so wide and high -> the XML of a run that holds it."""
KEPT = "公文结尾"
"""Running text that stays with what follows."""
_STYLES = {"left": "主送", "center": "居中", "right": "居右"}
_SIDEWAYS = {"left": "横页左", "center": "横页中", "right": "横页右"}
"""Over tables as wide as a sheet on its side, a size smaller."""


def blocks(found: Iterable[Block], inline: Inline, width: Length, last: str = "公文正文") -> str:
    """All blocks in order; the last paragraph of text takes the style `last`, one above a box stays with it."""
    parts = list(found)
    below = [*parts[1:], None]
    styles = [last if after is None else KEPT if isinstance(after, Boxes) else "公文正文" for after in below]
    return "".join(_block(block, inline, width, style) for block, style in zip(parts, styles, strict=True))


def _block(block: Block, inline: Inline, width: Length, style: str) -> str:
    match block:
        case Heading():
            return words.line(f"Heading {block.level}", block.text)
        case Paragraph():
            placed = _SIDEWAYS if width > WIDTH else _STYLES
            if block.label:
                return _labelled(block, style)
            return words.line(style if block.align is None else placed[block.align], block.text)
        case Table():
            return tables.ruled(block)
        case Chart():
            return charts.chart(block, width)
        case Pictures():
            return _pictures(block, inline)
        case Signing():
            return signing_blocks.signing(block, width)
        case Boxes():
            return signing_blocks.boxes(block)
        case Sketches():
            return signing_blocks.sketches(block)
        case NewPage():
            return _new_page(block)


def _labelled(block: Paragraph, style: str) -> str:
    """Lines that go on stand behind the label; above those present a line is left empty."""
    content = words.run(block.label, "hei") + words.run(block.text.removeprefix(block.label))
    above = words.before(LINE) if block.apart else ""
    return words.paragraph(style, content, above + indent_xml(2 + len(block.label), -len(block.label)))


def _new_page(block: NewPage) -> str:
    page = "<w:pageBreakBefore/>"
    if not block.title:
        return words.paragraph("空隙", properties=page)
    return words.line("Title", block.title, page + words.before(mm(2.42), mm(4.75)))


PICTURE = mm(75)


def _pictures(block: Pictures, inline: Inline) -> str:
    """Two beside each other, each over its caption, in the shape of 4 to 3."""
    rows = []
    for first in range(0, len(block.pictures), 2):
        pair = block.pictures[first : first + 2]
        cells = [_framed(picture, inline) for picture in pair]
        cells += [tables.cell(words.paragraph("空隙"), mm(78))] * (2 - len(cells))
        rows.append(tables.row(cells))
    return tables.grid([mm(78), mm(78)], rows, margins=tables.NO_MARGINS) + tables.gap(mm(3))


def _framed(picture: Picture, inline: Inline) -> str:
    shown = words.paragraph("照片", inline(picture, PICTURE, PICTURE * 0.75))
    return tables.cell(shown + words.line("小表中", picture.caption), mm(78))
