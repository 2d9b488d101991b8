"""One show operator -> a line of letters, and those of its letters that leave no ink or are cut away."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pathops

from mzdocs.core.boxes import box_round_points
from mzdocs.core.units import POINT
from mzdocs.pdf.glyph_paths import Glyphs
from mzdocs.pdf.graphics_state import Mark, Matrix, Paint, Segment, moved, times
from mzdocs.pdf.text_modes import EDGES_ALONE, FILLED_AND_EDGED, INKLESS
from mzdocs.preflight.painted.clips import ClipArea
from mzdocs.preflight.painted.letter_paths import GlyphOnSheet
from mzdocs.preflight.painted.pieces import Box, Letter, TextLine, grown

"""Millimetres."""
_WIDENED = (*EDGES_ALONE, *FILLED_AND_EDGED)
"""Text modes: those that leave no ink, those that draw the edges alone, and those that draw edges at all."""
_FAINT = 0.1
"""Text of less ink than this share is no text."""
_WHOLE = 0.99
_SQUARE = 2.0
"""Degrees a line may be off the sheet's axes, and a letter off upright."""


@dataclass(frozen=True)
class ShownText:
    """What one operator shows: its line if it has ink, and the boxes of letters without it, or cut away whole."""

    line: TextLine | None
    inkless: tuple[Box, ...]
    cut_away: tuple[Box, ...]


def shown_text(mark: Mark, order: int, glyphs: Glyphs, to_sheet: Matrix, clip: ClipArea) -> ShownText:
    """The letters of a mark.

    Raises:
        Inexact: text in a font whose glyphs cannot be read.
    """
    matrix = times(times(mark.text_matrix, mark.state.matrix), to_sheet)
    inkless, cut_away, letters = list[Box](), list[Box](), list[Letter]()
    no_ink = _leaves_no_ink(mark)
    widened = mark.line_width * POINT / 2 if mark.state.mode in _WIDENED else 0.0
    for box, pen, character, segments in _letters(mark, glyphs, matrix):
        whole = grown(box, widened) if widened else box
        seen, lost = clip.cut(whole)
        if no_ink:
            inkless.append(whole)
        elif seen is None or not shows_whole(segments, clip):
            cut_away.append(whole)
        else:
            letters.append(Letter(seen, pen, character, lost, segments))
    line = None
    if letters:
        line = TextLine(tuple(letters), *_measures(mark, matrix), _paint(mark), order, _is_askew(matrix), mark.keeps)
    return ShownText(line, tuple(inkless), tuple(cut_away))


def _letters(
    mark: Mark, glyphs: Glyphs, matrix: Matrix
) -> Iterator[tuple[Box, tuple[float, float], str, GlyphOnSheet]]:
    """Every letter with ink: its box, where its pen begins and ends, what it stands for, its path."""
    state, along = mark.state, 0.0
    a, b, c, d, e, f = matrix
    upright = not b and not c and a > 0 and d > 0
    em = state.size * state.wide
    for part in mark.shown:
        if isinstance(part, float):
            along -= part / 1000 * em
            continue
        for code, extent, width, character in glyphs.extents(part):
            if extent is not None:
                left, bottom = along + em * extent[0], state.rise + state.size * extent[1]
                right, top = along + em * extent[2], state.rise + state.size * extent[3]
                if upright:
                    box = a * left + e, d * bottom + f, a * right + e, d * top + f
                else:
                    box = corners(matrix, (left, bottom, right, top))
                placed = em, 0.0, 0.0, state.size, along, state.rise
                pen = a * along + e, a * (along + width * em) + e
                yield box, pen, character, GlyphOnSheet(glyphs, code, placed, matrix)
            along += width * em + state.spacing * state.wide


def _measures(mark: Mark, matrix: Matrix) -> tuple[float, float]:
    """The size of the type, the smaller of its height and its width, and where its base line stands."""
    high = math.hypot(matrix[2], matrix[3]) * mark.state.size
    wide = math.hypot(matrix[0], matrix[1]) * mark.state.size * mark.state.wide
    return min(abs(high), abs(wide)), moved(matrix, 0, mark.state.rise)[1]


def _is_askew(matrix: Matrix) -> bool:
    """Whether the line leaves the sheet's axes, or its letters do not stand at right angles to it."""
    along, up = math.atan2(matrix[1], matrix[0]), math.atan2(matrix[3], matrix[2])
    off = abs((math.degrees(along) + 45) % 90 - 45)
    between = abs(abs(math.degrees(up - along)) % 180 - 90)
    return max(off, between) > _SQUARE


def _paint(mark: Mark) -> Paint:
    return mark.state.stroke if mark.state.mode in EDGES_ALONE else mark.state.fill


def _leaves_no_ink(mark: Mark) -> bool:
    """Text that is invisible by its mode, all but transparent, or white that overprints and takes nothing away."""
    paint = _paint(mark)
    white = not any(paint.values if paint.ink is not None else paint.cmyk or (1,))
    return mark.state.mode in INKLESS or mark.state.alpha < _FAINT or (white and mark.keeps == "unpainted")


def shows_whole(segments: Callable[[], Iterable[Segment]], clip: ClipArea) -> bool:
    """Whether no clip that is not a rectangle takes a part of the letter."""
    if not clip.odd:
        return True
    letter = Letter((0, 0, 0, 0), (0, 0), "", 0.0, segments).area
    whole = abs(letter.area)
    seen = (pathops.op(letter, each, pathops.PathOp.INTERSECTION, fix_winding=True) for each in clip.odd)
    return all(abs(each.area) >= _WHOLE * whole for each in seen)


def corners(matrix: Matrix, box: Box) -> Box:
    """The box round a box that a matrix has moved."""
    return box_round_points([moved(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])])
