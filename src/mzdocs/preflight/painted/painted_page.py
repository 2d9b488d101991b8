"""A page as it is painted: its lines of text, its blocks, and all else, in the order of painting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pikepdf

from mzdocs.core.boxes import box_round_boxes
from mzdocs.pdf.glyph_paths import Glyphs
from mzdocs.pdf.graphics_state import Mark
from mzdocs.preflight.painted.page_reading import PageReading
from mzdocs.preflight.painted.pieces import (
    Box,
    Letter,
    Painted,
    PaintedKind,
    TextLine,
    shared_area,
    touch,
    within,
)
from mzdocs.preflight.painted.table_cells import TableCell, table_cells

_SAME = 0.05
"""Millimetres two base lines differ at most, to be one."""
_PIECES = 4
"""A line of a block may stand in so many pieces."""
_WORD_GAP = 0.3
"""Real type goes on within this share of its size; beyond it stands another cell. Outlined letters may be set apart."""
_LEADING = 0.75
"""Lines of one size and colour that lie nearer than this share of their size are one block."""
_LARGEST_HOLE = 30.0
"""Millimetres."""
_TWICE = 0.05
"""A letter struck again so near, as a share of its size, is one letter made bold."""


@dataclass(frozen=True)
class Block:
    """Lines that belong together."""

    lines: tuple[TextLine, ...]
    box: Box

    @property
    def text(self) -> str:
        """How its first line begins."""
        return beginning(self.lines[0])


@dataclass(frozen=True)
class PaintedPage:
    """`size` is width and height of the trim; boxes are in millimetres from its lower left corner.

    `hidden` are the contours of inks that are not seen, each with its ink: what is cut and drilled. `veils` let show
    what is under them. `inkless` are letters that stand in the file and leave no ink, `cut_away` those a clip removes.
    """

    number: int
    size: tuple[float, float]
    texts: tuple[TextLine, ...]
    things: tuple[Painted, ...]
    hidden: tuple[tuple[str, Box], ...] = ()
    veils: tuple[Painted, ...] = ()
    inkless: tuple[Box, ...] = ()
    cut_away: tuple[Box, ...] = ()

    def holes(self, cut: str) -> list[Box]:
        """What is drilled out, by the ink of the cutting lines."""
        inside = (box for ink, box in self.hidden if ink == cut)
        return [box for box in inside if max(box[2] - box[0], box[3] - box[1]) < _LARGEST_HOLE]

    def of(self, *kinds: PaintedKind) -> tuple[Painted, ...]:
        """All ink of these kinds, in the order of painting."""
        return tuple(thing for thing in self.things if thing.kind in kinds)

    @property
    def trim(self) -> Box:
        """The trimmed page."""
        return 0.0, 0.0, *self.size

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        """Its lines of text that show inside the trim, in the order of painting; doubled letters count once."""
        return tuple(line for line in _once(self._joined_lines()) if touch(line.box, self.trim))

    @cached_property
    def cells(self) -> tuple[TableCell, ...]:
        """The cells of its tables that hold text."""
        return table_cells(self.of("rule"), self.lines)

    def _joined_lines(self) -> Iterator[TextLine]:
        """What one operator shows is a line; two are one if the second goes on where the first ended."""
        run: list[TextLine] = []
        for shown in self.texts:
            if run and not (_goes_on(run[-1], shown) and not self._parted(run[-1], shown)):
                yield _joined(run)
                run = []
            run.append(shown)
        if run:
            yield _joined(run)

    def _parted(self, last: TextLine, then: TextLine) -> bool:
        """Whether an area was painted between the two that only one of them stands on: two cells, or a marked word."""
        both = box_round_boxes((last.box, then.box))
        between = (area for area in self.beside(both, 0, "panel", "shape") if last.order < area.order < then.order)
        return any(touch(area.box, then.box) and not within(both, area.box) for area in between)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Its lines, those that belong together as one block."""
        found: list[list[TextLine]] = []
        for line in self.lines:
            near = next(
                (block for block in reversed(found) if any(_follows(line, last) for last in block[-_PIECES:])), None
            )
            if near is None:
                found.append([line])
            else:
                near.append(line)
        return tuple(Block(tuple(lines), box_round_boxes(line.box for line in lines)) for lines in found)

    def beside(self, box: Box, by: float, *kinds: PaintedKind) -> list[Painted]:
        """All ink of these kinds that overlaps a box or comes nearer than `by` mm, in the order of painting."""
        bands = range(_band(box[1] - by), _band(box[3] + by) + 1)
        met = {thing.at: thing for band in bands for thing in self._bands.get(band, ()) if thing.kind in kinds}
        return [met[at] for at in sorted(met) if touch(met[at].box, box, by)]

    @cached_property
    def _bands(self) -> Mapping[int, list[Painted]]:
        """The things that stand in each band across the page: a line of text only has to look at its own."""
        found: dict[int, list[Painted]] = {}
        for thing in self.things:
            low, high = max(thing.box[1], -_BAND), min(thing.box[3], self.size[1] + _BAND)
            for band in range(_band(low), _band(high) + 1):
                found.setdefault(band, []).append(thing)
        return found

    def ground(self, line: TextLine) -> Painted | None:
        """The topmost area painted before a line that holds the whole of it; nothing on bare paper."""
        if line.order not in self._grounds:
            areas = self.beside(line.box, _HAIR, "panel", "shape")
            under = (area for area in reversed(areas) if area.order < line.order and holds_line(area, line))
            self._grounds[line.order] = next(under, None)
        return self._grounds[line.order]

    def grounds(self, line: TextLine) -> list[Painted]:
        """Its ground, and before it those it lies on, from the lowest that still shows: what overprints hides none."""
        top = self.ground(line)
        if top is None or top.keeps == "nothing":
            return [top] if top else []
        areas = self.beside(line.box, _HAIR, "panel", "shape")
        under = [area for area in areas if area.order <= top.order and holds_line(area, line)]
        whole = [at for at, area in enumerate(under) if area.keeps == "nothing"]
        return under[whole[-1] :] if whole else under

    @cached_property
    def _grounds(self) -> dict[int, Painted | None]:
        return {}


_BAND, _HAIR, _EDGE = 10.0, 0.001, 0.1
"""Millimetres."""
_WHOLE = 0.99
"""A letter of which so large a share lies in a shape lies in it."""


def _band(y: float) -> int:
    return int(y // _BAND)


def holds_line(area: Painted, line: TextLine) -> bool:
    """Whether the whole of a line lies in an area, but for a hair: a panel by its box, a shape by its outline."""
    if not within(line.box, area.box, -_EDGE):
        return False
    return area.kind == "panel" or all(_is_inside(letter, area) for letter in line.letters)


def _is_inside(letter: Letter, area: Painted) -> bool:
    return shared_area(letter, area) >= _WHOLE * abs(float(letter.area.area))


def painted_page(
    number: int, page: pikepdf.Page, marks: Iterable[Mark], unseen: frozenset[str], fonts: dict[tuple[int, int], Glyphs]
) -> PaintedPage:
    """A page's marks, read; `fonts` keeps the glyphs of every font that was met.

    Raises:
        Inexact: text in a font whose glyphs cannot be read.
    """

    def glyphs(font: Any) -> Glyphs:
        if font.objgen not in fonts:
            fonts[font.objgen] = Glyphs(font)
        return fonts[font.objgen]

    reading = PageReading(page, unseen, glyphs)
    reading.read(marks)
    things = tuple(thing for thing in reading.things if touch(thing.box, (0, 0, *reading.size)))
    return PaintedPage(
        number,
        reading.size,
        tuple(reading.texts),
        things,
        tuple(reading.hidden),
        tuple(reading.veils),
        tuple(reading.inkless),
        tuple(reading.cut_away),
    )


def beginning(line: TextLine) -> str:
    """How a line begins, for a message; outlined letters are squares."""
    text = line.text.strip()
    return (text[:12] + "…" if len(text) > 12 else text) or "□" * min(len(line.letters), 12)


def _joined(run: list[TextLine]) -> TextLine:
    letters = tuple(letter for line in run for letter in line.letters)
    return run[0] if len(run) == 1 else replace(run[0], letters=letters)


def _goes_on(last: TextLine, then: TextLine) -> bool:
    alike = last.paint == then.paint and last.keeps == then.keeps
    same = alike and abs(last.base - then.base) < _SAME and abs(last.size - then.size) < _SAME / 5
    if last.text:  # the pen knows the blanks beside a dot, which the ink does not
        return same and abs(then.letters[0].pen[0] - last.letters[-1].pen[1]) < _WORD_GAP * last.size
    return same and -0.2 * last.size < then.letters[0].box[0] - last.letters[-1].box[2] < last.size


def _once(lines: Iterable[TextLine]) -> Iterator[TextLine]:
    """Without those struck again to look bold."""
    kept: dict[str, list[TextLine]] = {}
    for line in lines:
        alike = kept.setdefault(line.text or "□", [])
        if not any(_is_again(line, other) for other in alike):
            alike.append(line)
            yield line


def _is_again(line: TextLine, other: TextLine) -> bool:
    by = _TWICE * line.size
    if abs(line.box[0] - other.box[0]) >= by or abs(line.box[1] - other.box[1]) >= by:
        return False
    moved = max(abs(a - b) for a, b in zip(line.box, other.box, strict=True))
    return moved < by and len(line.letters) == len(other.letters) and line.paint == other.paint


def _follows(line: TextLine, last: TextLine) -> bool:
    """Whether a line stands under another one of its size and colour."""
    alike = abs(line.size - last.size) < _SAME / 2 and line.paint == last.paint
    beside = line.box[0] < last.box[2] and last.box[0] < line.box[2]
    return alike and beside and 0 <= last.box[1] - line.box[3] < _LEADING * line.size
