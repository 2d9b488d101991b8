"""Marks of a page -> its ink in millimetres: letters one by one, rules, frames, panels, pictures.

A fill whose space is finer than the page's is a letter turned to outlines. A border is written as a ring of two
rectangles even where only one side of it has a width: the sides that have one are rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pikepdf

from mzdocs.core.boxes import box_round_boxes
from mzdocs.core.units import POINT
from mzdocs.pdf.content_stream import BrokenContent
from mzdocs.pdf.filled_shapes import PlacedShape
from mzdocs.pdf.glyph_paths import Glyphs
from mzdocs.pdf.graphics_state import Mark, Matrix, Paint, Segment, moved, scale, times
from mzdocs.pdf.printed_boxes import box_of
from mzdocs.preflight.painted.clips import Clips
from mzdocs.preflight.painted.letter_paths import ShapeOnSheet, on_sheet
from mzdocs.preflight.painted.path_boxes import Contour, outlined_boxes
from mzdocs.preflight.painted.pieces import Box, Letter, Painted, PaintedKind, TextLine, touch, within
from mzdocs.preflight.painted.text_reading import corners, shown_text, shows_whole

_FINE = 0.7
"""Outlined letters are drawn in font units: in a space so much finer than the page's."""
_THIN, _LONG = 1.5, 4.0
"""Millimetres a rule is thick at most, and how many times longer it is than thick."""
_HAIR = 0.005
_FAINT, _PLAIN = 0.1, 0.5
"""Text of so much ink, between nothing and plain type, is a watermark."""
_VEIL = 0.15
_GRADIENT = Paint("/Pattern", ())
_PIECES = 16
"""Segments a drawn line is cut into pieces of: each piece has a small box."""


@dataclass
class PageReading:
    """Reads the marks of one page. `unseen` names the inks that mark or underlie and are not seen."""

    page: pikepdf.Page
    unseen: frozenset[str]
    fonts: Callable[[Any], Glyphs]
    texts: list[TextLine] = field(default_factory=list)
    things: list[Painted] = field(default_factory=list)
    hidden: list[tuple[str, Box]] = field(default_factory=list)
    veils: list[Painted] = field(default_factory=list)
    inkless: list[Box] = field(default_factory=list)
    cut_away: list[Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        left, bottom, right, top = box_of(self.page.obj, "/TrimBox", "/CropBox", "/MediaBox")
        self.size = ((right - left) * POINT, (top - bottom) * POINT)
        if min(self.size) <= 0:
            raise BrokenContent(self.size)
        self._to_sheet: Matrix = (POINT, 0, 0, POINT, -left * POINT, -bottom * POINT)
        self._clips = Clips(self._to_sheet)

    def read(self, marks: Iterable[Mark]) -> None:
        """Sort every visible mark into letters and things.

        Raises:
            Inexact: text in a font whose glyphs cannot be read.
        """
        for order, mark in enumerate(marks):
            if mark.what == "text":
                if not _FAINT <= mark.alpha < _PLAIN:
                    self._text(mark, order)
            elif mark.paint.ink in self.unseen:
                self._hidden(mark)
            elif mark.transparent:
                self._veil(mark, order)
            else:
                self._thing(mark, order)

    def _thing(self, mark: Mark, order: int) -> None:
        if mark.what == "image":
            self._add("picture", corners(times(mark.state.matrix, self._to_sheet), (0, 0, 1, 1)), order, mark)
        elif mark.what == "shading":
            self._add("panel", self._clips.of(mark).box, order, mark, paint=_GRADIENT)
        elif mark.path:
            self._path(mark, order)

    def _hidden(self, mark: Mark) -> None:
        if mark.what == "stroke":
            self.hidden += [(str(mark.paint.ink), each.box) for each in outlined_boxes(mark.path, self._to_sheet)]

    def _veil(self, mark: Mark, order: int) -> None:
        """Something that what is under it shows through; what hardly shows is none."""
        before = len(self.things)
        if mark.alpha > _VEIL or mark.state.masked or mark.state.blend not in ("/Normal", "/Compatible"):
            self._thing(mark, order)
        self.veils += self.things[before:]
        del self.things[before:]

    def _text(self, mark: Mark, order: int) -> None:
        if mark.state.font is None or not mark.shown:
            return
        glyphs = self.fonts(mark.state.font)
        shown = shown_text(mark, order, glyphs, self._to_sheet, self._clips.of(mark))
        unseen = mark.paint.ink in self.unseen
        if shown.line is not None:
            if unseen:
                self.inkless += [letter.box for letter in shown.line.letters]
            else:
                self.texts.append(shown.line)
        self.inkless += shown.inkless
        self.cut_away += shown.cut_away

    def _path(self, mark: Mark, order: int) -> None:
        fine = scale(mark.state.matrix) < _FINE
        if fine and isinstance(mark.path, PlacedShape) and (whole := mark.path.box(self._to_sheet)):
            self._outlined_letter(whole, mark, order)
            return
        pieces = outlined_boxes(mark.path, self._to_sheet)
        if not pieces:
            return
        if mark.what == "stroke":
            self._strokes(pieces, mark, order)
            return
        boxes, plain = [piece.box for piece in pieces], all(piece.upright for piece in pieces)
        if fine:
            self._outlined_letter(box_round_boxes(boxes), mark, order)
        elif plain and len(boxes) == 2 and mark.even_odd and (within(boxes[0], boxes[1]) or within(boxes[1], boxes[0])):
            inner, outer = sorted(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
            self._ring(inner, outer, order, mark)
        elif plain and not _overlap(boxes):
            for box in boxes:
                thin, long = sorted((box[2] - box[0], box[3] - box[1]))
                self._add("rule" if thin <= _THIN and long >= _LONG * thin else "panel", box, order, mark)
        else:
            self._add("shape", box_round_boxes(boxes), order, mark, self._segments(mark), even_odd=mark.even_odd)

    def _outlined_letter(self, whole: Box, mark: Mark, order: int) -> None:
        clip, segments = self._clips.of(mark), self._segments(mark)
        box, lost = clip.cut(whole)
        if box is None or not shows_whole(segments, clip):
            self.cut_away.append(whole)
            return
        size = scale(mark.state.matrix) * 1000 * POINT
        base = moved(times(mark.state.matrix, self._to_sheet), 0, 0)[1]
        letter = Letter(box, (box[0], box[2]), "", lost, segments, mark.even_odd)
        self.texts.append(TextLine((letter,), size, base, mark.paint, order, keeps=mark.keeps))

    def _strokes(self, pieces: Sequence[Contour], mark: Mark, order: int) -> None:
        half = mark.line_width * POINT / 2
        for piece in pieces:
            left, bottom, right, top = piece.box
            outer = left - half, bottom - half, right + half, top + half
            if piece.straight and right - left < 2 * _HAIR:
                self._add("rule", (outer[0], bottom, outer[2], top), order, mark)
            elif piece.straight and top - bottom < 2 * _HAIR:
                self._add("rule", (left, outer[1], right, outer[3]), order, mark)
            elif piece.upright and piece.closed:
                self._ring((left + half, bottom + half, right - half, top - half), outer, order, mark)
            else:
                for box, segments in piece.parts(_PIECES):
                    around = box[0] - half, box[1] - half, box[2] + half, box[3] + half
                    self._add("line", around, order, mark, partial(iter, segments), width=2 * half)

    def _ring(self, inner: Box, outer: Box, order: int, mark: Mark) -> None:
        sides = [
            (outer[0], outer[1], outer[2], inner[1]), (outer[0], inner[3], outer[2], outer[3]),
            (outer[0], outer[1], inner[0], outer[3]), (inner[2], outer[1], outer[2], outer[3]),
        ]  # fmt: skip
        drawn = [side for side in sides if min(side[2] - side[0], side[3] - side[1]) > _HAIR]
        if len(drawn) == 4:
            self._add("frame", outer, order, mark, width=inner[1] - outer[1])
        for side in drawn:
            self._add("rule", side, order, mark, joint=len(drawn) == 4)

    def _add(
        self, kind: PaintedKind, box: Box, order: int, mark: Mark,
        segments: Callable[[], Iterable[Segment]] | None = None, **more: Any,
    ) -> None:  # fmt: skip
        seen, lost = self._clips.of(mark).cut(box)
        if seen is not None:
            more.setdefault("paint", mark.paint)
            more.setdefault("keeps", mark.keeps)
            at = len(self.things)
            self.things.append(Painted(kind, seen, order, segments=segments, clipped=lost, at=at, **more))

    def _segments(self, mark: Mark) -> Callable[[], Iterable[Segment]]:
        if isinstance(mark.path, PlacedShape):
            return ShapeOnSheet(mark.path, self._to_sheet)
        return partial(on_sheet, mark.path, self._to_sheet)


def _overlap(boxes: Sequence[Box]) -> bool:
    """Whether some of a few rectangles of one path lie over each other; a path of many is a code."""
    few = len(boxes) <= _PIECES
    return few and any(touch(one, other, -_HAIR) for at, one in enumerate(boxes) for other in boxes[:at])
