"""The blocks of a paper -> XML of a Word document: text, tables, charts of shaded cells, photos, places to sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from mzdocs.core.units import Length, mm
from mzdocs.model.letter import Block, Chart, Heading, NewPage, Paragraph, Picture, Pictures, Signing, Table
from mzdocs.render.word import ruled_tables as tables
from mzdocs.render.word import style_sheet as ws
from mzdocs.render.word import styled_text as words

Inline = Callable[[Picture, Length, Length], str]
"""A photo so wide and high -> the XML of a run that holds it."""
_STYLES = {"left": "主送", "center": "居中", "right": "居右", None: "公文正文"}


def blocks(found: Iterable[Block], inline: Inline, width: Length, last: str = "公文正文") -> str:
    """All blocks in order; the last paragraph of text takes the style `last`."""
    parts = list(found)
    return "".join(
        _block(block, inline, width, last if number == len(parts) else "公文正文")
        for number, block in enumerate(parts, 1)
    )


def _block(block: Block, inline: Inline, width: Length, style: str) -> str:
    match block:
        case Heading():
            return words.line(f"Heading {block.level}", block.text)
        case Paragraph():
            return words.line(style if block.align is None else _STYLES[block.align], block.text)
        case Table():
            return tables.ruled(block)
        case Chart():
            return _chart(block, width)
        case Pictures():
            return _pictures(block, inline)
        case Signing():
            return _signing(block, width)
        case NewPage():
            return _new_page(block)


def _new_page(block: NewPage) -> str:
    page = "<w:pageBreakBefore/>"
    if not block.title:
        return words.paragraph("空隙", properties=page)
    return words.line("Title", block.title, page + words.before(mm(2.42), mm(4.75)))


BAR, TRACK, AXIS = ws.FRAME, "F6EDDC", "5A544D"
"""Colours of bars, of the track they lie in, and of the axis: primary, tint and ink-soft of the house."""


def _chart(chart: Chart, width: Length) -> str:
    """Bars are shaded cells between the places where any bar begins or ends: vectors, in every program."""
    label, text = (mm(each) for each in chart.widths)
    room = width - label - text
    places = sorted({0.0, 1.0, *(bar.start for bar in chart.bars), *(bar.end for bar in chart.bars), *dict(chart.axis)})
    columns = [room * (b - a) for a, b in pairwise(places)]
    rows: list[str] = []
    for bar in chart.bars:
        track = _track(places, room, [(0, bar.start, TRACK), (bar.start, bar.end, BAR), (bar.end, 1, TRACK)])
        ends = (tables.cell(words.line("小表右", bar.label), label), tables.cell(words.line("小表文", bar.text), text))
        rows += [tables.row([ends[0], *track, ends[1]], height=mm(5.2)), _space(label, room, text, len(columns))]
    rows.append(_axis(chart, places, room, label, text))
    title = words.line("表题", chart.title) if chart.title else ""
    return title + tables.grid([label, *columns, text], rows, margins=tables.NO_MARGINS) + tables.gap(mm(4))


def _track(places: list[float], room: Length, pieces: list[tuple[float, float, str]]) -> Iterator[str]:
    for start, end, fill in pieces:
        if end > start:
            span = places.index(end) - places.index(start)
            yield tables.cell(words.paragraph("空隙"), room * (end - start), span=span, fill=fill)


def _space(label: Length, room: Length, text: Length, columns: int) -> str:
    empty = words.paragraph("空隙")
    cells = (tables.cell(empty, label), tables.cell(empty, room, span=columns, fill=TRACK), tables.cell(empty, text))
    return tables.row(cells, height=mm(1.6))


def _axis(chart: Chart, places: list[float], room: Length, label: Length, text: Length) -> str:
    starts = [start for start, _ in chart.axis]
    edges = ws.borders_xml("tcBorders", [ws.border_xml("top", mm(0.25), AXIS), ws.border_xml("left", mm(0.25), AXIS)])
    cells = [tables.cell(words.paragraph("空隙"), label)]
    for (start, name), end in zip(chart.axis, [*starts[1:], 1.0], strict=True):
        span = places.index(end) - places.index(start)
        cells.append(tables.cell(words.line("图注", name), room * (end - start), borders=edges, span=span))
    return tables.row([*cells, tables.cell(words.paragraph("空隙"), text)])


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


def _signing(block: Signing, width: Length) -> str:
    """Labels, each with a ruled place after it."""
    each = width * (1 / len(block.labels))
    last = len(block.labels) - 1
    rule = ws.borders_xml("tcBorders", [ws.border_xml("bottom", mm(0.25))])
    cells, columns = [], []
    for number, label in enumerate(block.labels):
        text, between = mm(len(label) * 5.7), mm(4 if number < last else 0.2)
        space = each - text - between
        columns += [text, space, between]
        cells += [
            tables.cell(words.line("主送", label), text),
            tables.cell(words.paragraph("空隙"), space, borders=rule),
            tables.cell(words.paragraph("空隙"), between),
        ]
    return tables.gap(mm(3)) + tables.grid(columns, [tables.row(cells)], margins=tables.NO_MARGINS) + tables.gap(mm(1))
