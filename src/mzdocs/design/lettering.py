"""A line of type as it will stand: how wide by the pen, how high by ink, and where that puts it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz as hb

from mzdocs.core.units import Length
from mzdocs.design import fonts, glyphs, own_fonts
from mzdocs.design.fonts import Face
from mzdocs.design.vertical import Cell, cells

EM_ABOVE_BASE = 0.88
"""How much of a cell of a column lies above the base line: the strut of `.cell` in the house's style."""


PLAIN = dict.fromkeys(("kern", "ccmp", "liga", "clig", "calt", "locl"), False)
"""What a browser applies to one run of script and not to the next, so that a line would be longer than reckoned.

The house's style switches the same off for `.set-line`: a bracket or a figure is then as wide wherever it stands.
"""


def pen_way(text: str, face: Face) -> float:
    """How far the pen goes along a line set plainly, in em."""
    return sum(_pen_way(run, own) for run, own in own_fonts.runs(text, face))


def _pen_way(text: str, face: Face) -> float:
    positions = fonts.shaped(text, face, PLAIN).glyph_positions
    return float(sum(position.x_advance for position in positions) / fonts.shaper(face).face.upem)


@dataclass(frozen=True)
class SetLine:
    """One line in one face; `gap` is added between two characters, never after the last."""

    text: str
    face: Face
    size: Length
    gap: Length = Length(0)

    @property
    def width(self) -> Length:
        """From where the pen starts to where it ends."""
        return self.size * pen_way(self.text, self.face) + self.gap * (len(self.text) - 1)

    @property
    def height(self) -> Length:
        """From the highest stroke to the lowest."""
        top, bottom = ink(self.text, self.face)
        return self.size * (top - bottom)

    def at(self, middle: Length, top: Length) -> PlacedLine:
        """The line with its pen's way centred on `middle` and its highest stroke at `top`."""
        above = fonts.base_line(self.face) - ink(self.text, self.face)[0]
        return PlacedLine(self, middle - self.width * 0.5, top - self.size * above)


@dataclass(frozen=True)
class PlacedLine:
    """A line and its box, which is as high as its type: left and top in millimetres of the trimmed sheet."""

    line: SetLine
    left: Length
    top: Length

    @property
    def spacing(self) -> Length:
        """The gap as the engine is told it: it cuts what it writes to whole thousandths, and 3 may be 2.9999."""
        return self.line.gap + self.line.size * _SPARE if self.line.gap.mm else self.line.gap

    @property
    def width(self) -> Length:
        """Of the box: the space a browser leaves after the last character belongs to it."""
        return self.line.width + self.line.gap + self.line.size * (_SPARE * len(self.line.text))


_SPARE = 0.0002


def stacked(lines: Sequence[SetLine], middle: Length, centre: Length, leading: Length) -> tuple[PlacedLine, ...]:
    """Lines one below the other, `leading` of clear space between their strokes, the ink of all centred on `centre`."""
    heights = [line.height for line in lines]
    top = centre - (sum(heights, leading * (len(lines) - 1))) * 0.5
    placed = []
    for line, height in zip(lines, heights, strict=True):
        placed.append(line.at(middle, top))
        top = top + height + leading
    return tuple(placed)


def spaced(text: str, face: Face, size: Length, most: float, width: Length) -> SetLine:
    """The line let out towards `width`, by at most `most` of its size between two characters.

    In whole thousandths of the size, as a PDF writes it: what is rounded there adds up along the line.
    """
    spare = width.mm / size.mm - pen_way(text, face)
    return SetLine(text, face, size, size * (int(1000 * max(0.0, min(most, spare / max(1, len(text) - 1)))) / 1000))


def ink_of_column(text: str, face: Face) -> tuple[float, float]:
    """Of a line set downwards, in em: from the top of its first cell to the first stroke, from the last to its foot."""
    (above, _), (_, below) = (_ink_of_cell(cell, face) for cell in (cells(text)[0], cells(text)[-1]))
    return above, below


def _ink_of_cell(cell: Cell, face: Face) -> tuple[float, float]:
    """Between the strokes and the upper and lower end of the cell; of a turned word, between the pen and them."""
    if cell.form == "turned":
        beside = (cell.ems - fonts.advance(cell.text, face)) / 2
        return beside, beside
    top, bottom = ink(cell.text, face, vertical=True)
    return EM_ABOVE_BASE - top, 1 - EM_ABOVE_BASE + bottom


@lru_cache(maxsize=4096)
def ink(text: str, face: Face, vertical: bool = False) -> tuple[float, float]:
    """Where the strokes of a line end above and below, in em over the base line: its curves, not their handles."""
    boxes = [
        (box, position.y_offset / fonts.shaper(own).face.upem)
        for run, own in own_fonts.runs(text, face)
        for info, position in _glyphs(fonts.shaped(run, own, PLAIN | {"vert": vertical}))
        if (box := glyphs.ink_box(own, info.codepoint))
    ]
    return max((box[3] + up for box, up in boxes), default=0.0), min((box[1] + up for box, up in boxes), default=0.0)


def _glyphs(buffer: hb.Buffer) -> Iterator[tuple[hb.GlyphInfo, hb.GlyphPosition]]:
    return zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
