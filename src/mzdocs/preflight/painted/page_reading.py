"""Marks of a page -> its ink in millimetres: letters one by one, rules, frames, panels, pictures.

A fill whose space is finer than the page's is a letter turned to outlines. A border is written as a ring of two
rectangles even where only one side of it has a width: the sides that have one are rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pikepdf

from mzdocs.pdf.glyph_paths import Glyphs
from mzdocs.pdf.graphics_state import Mark, Matrix, Segment, moved, scale, times
from mzdocs.preflight.painted.path_boxes import Contour, outlined_boxes
from mzdocs.preflight.painted.pieces import Box, Letter, Painted, PaintedKind, TextLine, round_all, within

_POINT = 25.4 / 72
_FINE = 0.7
"""Outlined letters are drawn in font units: in a space so much finer than the page's."""
_THIN, _LONG = 1.5, 4.0
"""Millimetres a rule is thick at most, and how many times longer it is than thick."""
_HAIR = 0.005
_INVISIBLE = 3
"""The text mode that paints nothing."""
_EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)


@dataclass
class PageReading:
    """Reads the marks of one page. `unseen` names the inks that mark or underlie and are not seen."""

    page: pikepdf.Page
    unseen: frozenset[str]
    fonts: Callable[[Any], Glyphs]
    texts: list[TextLine] = field(default_factory=list)
    things: list[Painted] = field(default_factory=list)
    hidden: list[tuple[str, Box]] = field(default_factory=list)
    lost: list[Box] = field(default_factory=list)
    _clips: dict[int, tuple[object, Box]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        left, bottom, right, top = (float(value) for value in self.page.trimbox)
        self.size = ((right - left) * _POINT, (top - bottom) * _POINT)
        self._to_sheet: Matrix = (_POINT, 0, 0, _POINT, -left * _POINT, -bottom * _POINT)

    def read(self, marks: Iterable[Mark]) -> None:
        """Sort every visible mark into letters and things.

        Raises:
            Inexact: text in a font whose glyphs cannot be read.
        """
        for order, mark in enumerate(marks):
            if mark.paint.ink in self.unseen and mark.what == "stroke":
                outlines = outlined_boxes(mark.path, self._to_sheet)
                self.hidden += [(str(mark.paint.ink), outline.box) for outline in outlines]
            if mark.what == "shading" or mark.paint.ink in self.unseen or (mark.state.transparent and mark.state.alpha):
                continue
            if mark.what == "text":
                self._text(mark, order)
            elif mark.what == "image":
                self._add("picture", _corners(times(mark.state.matrix, self._to_sheet), (0, 0, 1, 1)), order, mark)
            elif mark.path:
                self._path(mark, order)

    def _text(self, mark: Mark, order: int) -> None:
        state = mark.state
        if state.font is None or not mark.text_size:
            return
        glyphs, along, found = self.fonts(state.font), 0.0, list[Letter]()
        a, b, c, d, e, f = matrix = times(times(mark.text_matrix, state.matrix), self._to_sheet)
        upright, clip = not b and not c and a > 0 and d > 0, self._clip(mark)
        size, base = mark.text_size * _POINT, moved(matrix, 0, state.rise)[1]
        em = state.size * state.wide
        for part in mark.shown:
            if isinstance(part, float):
                along -= part / 1000 * em
                continue
            for code, extent, width, character in glyphs.extents(part):
                if extent is not None:
                    left, bottom, right, top = (
                        along + em * extent[0], state.rise + state.size * extent[1],
                        along + em * extent[2], state.rise + state.size * extent[3],
                    )  # fmt: skip
                    if upright:
                        whole = a * left + e, d * bottom + f, a * right + e, d * top + f
                    else:
                        whole = _corners(matrix, (left, bottom, right, top))
                    box, lost = _unclipped(whole, clip)
                    if box is None or _leaves_no_ink(mark):
                        self.lost.append(whole)
                    else:
                        placed = em, 0.0, 0.0, state.size, along, state.rise
                        pen = a * along + e, a * (along + width * em) + e
                        outline = partial(_outlined, glyphs, code, placed, matrix)
                        found.append(Letter(box, pen, character, lost, outline))
                along += width * em + state.spacing * state.wide
        if found:
            self.texts.append(TextLine(tuple(found), size, base, state.fill, order))

    def _path(self, mark: Mark, order: int) -> None:
        pieces = outlined_boxes(mark.path, self._to_sheet)
        if not pieces:
            return
        if mark.what == "stroke":
            self._strokes(pieces, mark, order)
            return
        boxes, plain = [piece.box for piece in pieces], all(piece.upright for piece in pieces)
        if scale(mark.state.matrix) < _FINE:
            self._outlined_letter(boxes, mark, order)
        elif plain and len(boxes) == 2 and mark.even_odd and (within(boxes[0], boxes[1]) or within(boxes[1], boxes[0])):
            inner, outer = sorted(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
            self._ring(inner, outer, order, mark)
        elif plain:
            for box in boxes:
                thin, long = sorted((box[2] - box[0], box[3] - box[1]))
                self._add("rule" if thin <= _THIN and long >= _LONG * thin else "panel", box, order, mark)
        else:
            self._add("shape", round_all(boxes), order, mark, self._segments(mark), even_odd=mark.even_odd)

    def _outlined_letter(self, boxes: list[Box], mark: Mark, order: int) -> None:
        box, lost = _unclipped(round_all(boxes), self._clip(mark))
        if box is not None:
            size = scale(mark.state.matrix) * 1000 * _POINT
            base = moved(times(mark.state.matrix, self._to_sheet), 0, 0)[1]
            letter = Letter(box, (box[0], box[2]), "", lost, self._segments(mark), mark.even_odd)
            self.texts.append(TextLine((letter,), size, base, mark.paint, order))

    def _strokes(self, pieces: Sequence[Contour], mark: Mark, order: int) -> None:
        half = mark.line_width * _POINT / 2
        for piece in pieces:
            left, bottom, right, top = piece.box
            outer = left - half, bottom - half, right + half, top + half
            if piece.straight and right - left < 2 * _HAIR:
                self._add("rule", (outer[0], bottom, outer[2], top), order, mark)
            elif piece.straight and top - bottom < 2 * _HAIR:
                self._add("rule", (left, outer[1], right, outer[3]), order, mark)
            elif piece.upright:
                self._ring((left + half, bottom + half, right - half, top - half), outer, order, mark)
            else:
                self._add("line", outer, order, mark, partial(piece.segments), width=2 * half)

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
        seen, lost = _unclipped(box, self._clip(mark))
        if seen is not None:
            self.things.append(
                Painted(kind, seen, order, mark.paint, segments, clipped=lost, at=len(self.things), **more)
            )

    def _clip(self, mark: Mark) -> Box:
        """What all clips leave, as a box; a page's marks share their clips."""
        clips = mark.state.clips
        if id(clips) not in self._clips:
            boxes = [_EVERYWHERE]
            for path, _ in clips:
                boxes.append(round_all([piece.box for piece in outlined_boxes(path, self._to_sheet)] or [(0, 0, 0, 0)]))
            lefts, bottoms, rights, tops = zip(*boxes, strict=True)
            self._clips[id(clips)] = clips, (max(lefts), max(bottoms), min(rights), min(tops))
        return self._clips[id(clips)][1]

    def _segments(self, mark: Mark) -> Callable[[], Iterable[Segment]]:
        return partial(_on_sheet, mark.path, self._to_sheet)


def _leaves_no_ink(mark: Mark) -> bool:
    """Text that is invisible by its mode, wholly transparent, or white that overprints and so takes nothing away."""
    white = mark.paint.cmyk is not None and not any(mark.paint.cmyk)
    overprints = mark.overprints and mark.state.overprint_mode == 1
    return mark.state.mode == _INVISIBLE or not mark.state.alpha or (white and overprints)


def _unclipped(box: Box, clip: Box) -> tuple[Box | None, float]:
    """The box as far as no clip hides it, and by how much one does; nothing if all of it is hidden."""
    if box[0] >= clip[0] and box[1] >= clip[1] and box[2] <= clip[2] and box[3] <= clip[3]:
        return box, 0.0
    left, bottom = max(box[0], clip[0]), max(box[1], clip[1])
    right, top = min(box[2], clip[2]), min(box[3], clip[3])
    if right < left or top < bottom:
        return None, 0.0
    return (left, bottom, right, top), max(left - box[0], bottom - box[1], box[2] - right, box[3] - top)


def _corners(matrix: Matrix, box: Box) -> Box:
    points = [moved(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return round_all((x, y, x, y) for x, y in points)


def _outlined(glyphs: Glyphs, code: int, placed: Matrix, to_sheet: Matrix) -> Iterator[Segment]:
    em = 1 / glyphs.units
    return _on_sheet(glyphs.outline(code), times(times((em, 0, 0, em, 0, 0), placed), to_sheet))


def _on_sheet(path: Iterable[Segment], matrix: Matrix) -> Iterator[Segment]:
    for operator, points in path:
        yield operator, tuple(moved(matrix, *point) for point in points)
