"""Blocks of forms that people sign -> XML: lines to sign on, boxes for opinions and seals, schematics of seals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mzdocs.core.units import Length, mm
from mzdocs.model.form_blocks import SIGNED_ROOM, Box, Boxes, Sketch, Sketches, closing_height, is_sealed
from mzdocs.model.letter import Signing
from mzdocs.render.seal_sketches import SKETCH_HEIGHT, SKETCH_WIDTH, shapes
from mzdocs.render.word import ruled_tables as tables
from mzdocs.render.word import style_sheet as ws
from mzdocs.render.word import styled_text as words
from mzdocs.render.word import vector_shapes

KEPT = "<w:keepNext/>"
TO_SIGN = mm(11)
"""How high a line to sign on is."""


def signing(block: Signing, width: Length) -> str:
    """Labels, each with a ruled place after it."""
    rule = ws.borders_xml("tcBorders", [ws.border_xml("bottom", mm(0.25))])
    room, last = mm(block.room(width.mm)), len(block.labels) - 1
    cells, columns = [], []
    for number, label in enumerate(block.labels):
        text, between = mm(block.told(label)), mm(block.BETWEEN if number < last else 0.2)
        columns += [text, room, between]
        cells += [
            tables.cell(words.line("主送", label), text),
            tables.cell(words.paragraph("空隙"), room, borders=rule),
            tables.cell(words.paragraph("空隙"), between),
        ]
    line = tables.row(cells, height=TO_SIGN)
    return _apart(mm(2)) + tables.grid(columns, [line], margins=tables.NO_MARGINS) + tables.gap(mm(1))


def _apart(after: Length) -> str:
    """What keeps this table from the one above, on whose page it stays."""
    return words.paragraph("空隙", properties=KEPT + words.before(ws.NOTHING, after))


def boxes(block: Boxes) -> str:
    """Each box is two rows without a rule between them: what is written, and what is signed and sealed."""
    widths = [mm(width) for width in block.widths]
    rows = [row for beside in block.rows for row in _beside(beside, widths, beside is block.rows[-1])]
    outside = ws.borders_xml("tblBorders", list(_outside()))
    return _apart(mm(2)) + tables.grid(widths, rows, outside, tables.NO_MARGINS) + tables.gap(mm(4))


def _outside() -> Iterator[str]:
    yield from (ws.border_xml(edge, tables.THICK) for edge in ("top", "left", "bottom", "right"))
    yield ws.border_xml("insideV", tables.THIN)


def _beside(row: Sequence[Box], widths: Sequence[Length], last: bool) -> Iterator[str]:
    foot = max(box.foot for box in row)
    above = ws.borders_xml("tcBorders", [ws.border_xml("top", tables.THIN)])
    pairs = list(zip(row, widths, strict=True))
    yield tables.row(
        [tables.cell(_written(box), width, borders=above, upright="top") for box, width in pairs],
        height=mm(row[0].height - foot - 2),
    )
    yield tables.row(
        [tables.cell(_closed(box, last), width, upright="top") for box, width in _lower(pairs, foot)],
        height=mm(foot + 2),
    )


def _lower(pairs: Sequence[tuple[Box, Length]], foot: float) -> Iterator[tuple[tuple[Box, float], Length]]:
    yield from (((box, foot - box.foot), width) for box, width in pairs)


def _written(box: Box) -> str:
    label = words.line("框名", box.label, KEPT + words.before(mm(1)))
    return label + (words.line("框文", box.text, KEPT) if box.text else "")


def _closed(closing: tuple[Box, float], last: bool) -> str:
    """Its lines at the foot, each so high as it wants; all but the last row stay with what follows."""
    box, above = closing
    kept = "" if last else KEPT
    lines = [
        words.line(
            "框末", text,
            kept + words.exact(mm(closing_height(text)), mm(above if number == 0 else 0)) + _inward(text),
        )
        for number, text in enumerate(box.closing)
    ]  # fmt: skip
    return "".join(lines) or words.paragraph("空隙", properties=kept)


def _inward(text: str) -> str:
    """From the right edge: room to sign in behind a label, and the place of a seal over the day."""
    inset = mm(2 + (SIGNED_ROOM if text.endswith("：") else 14 if is_sealed(text) else 0))
    return f'<w:ind w:right="{ws.twips(inset)}" w:rightChars="0"/>'


def sketches(block: Sketches) -> str:
    """Two beside each other, each over its caption."""
    rows = []
    for first in range(0, len(block.sketches), 2):
        pair = block.sketches[first : first + 2]
        cells = [_sketch(sketch, first + number) for number, sketch in enumerate(pair, 1)]
        cells += [tables.cell(words.paragraph("空隙"), mm(78))] * (2 - len(cells))
        rows.append(tables.row(cells))
    return tables.grid([mm(78), mm(78)], rows, margins=tables.NO_MARGINS) + tables.gap(mm(3))


def _sketch(sketch: Sketch, number: int) -> str:
    drawn = vector_shapes.inline(shapes(sketch.place), mm(SKETCH_WIDTH), mm(SKETCH_HEIGHT), number, sketch.caption)
    return tables.cell(words.paragraph("照片", drawn) + words.line("小表中", sketch.caption), mm(78))
