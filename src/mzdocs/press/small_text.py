"""The letters of a page that are smaller than an engraver can rout -> the single lines it writes them with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pathops
import pikepdf
from pathops import PathOp

from mzdocs.core.boxes import box_round_points
from mzdocs.core.units import POINT, Length
from mzdocs.design import single_line_face
from mzdocs.pdf.glyph_paths import Extent, Glyphs
from mzdocs.pdf.graphics_state import Mark, Matrix, moved, times
from mzdocs.press.routes import Line
from mzdocs.press.written_lines import single_lines

_ROUNDED = 0.01
"""Points by which a size may be written too small."""
_CRUMB = 0.01
"""Square points that two shapes may share where they only meet."""
_FORM = 0.34
"""Ems an edge of a character's lines may lie off that of its printed ink: less than 0.3 in any upright face, 0.39 and
more where the form is that of a column."""


@dataclass(frozen=True)
class PrintedLetter:
    """A glyph where it is printed, in page points: what it covers, and its single lines if it can be written so."""

    shape: pathops.Path
    lines: tuple[Line, ...] = ()


class SmallText:
    """What is read of a page's text: letters below a height are kept as lines while they stand free."""

    def __init__(self, below: Length) -> None:
        self._below = below.mm / POINT
        self._fonts: dict[tuple[int, int], Glyphs] = {}
        self._letters: list[PrintedLetter] = []

    def outlined(self, mark: Mark, whole: bool) -> Iterator[pathops.Path]:
        """The shapes of a text's letters, but for those that are kept as lines; none is where it is not `whole`."""
        small = whole and not mark.state.clips and mark.text_size < self._below - _ROUNDED
        for letter in self._read(mark, small):
            if letter.lines:
                self._letters.append(letter)
            else:
                yield letter.shape

    def given_back(self, shape: pathops.Path) -> Iterator[pathops.Path]:
        """The letters that a shape touches, which are kept no more: what is left of them has an outline."""
        return self._let_go(lambda letter: _has_ink(letter.shape, shape, PathOp.INTERSECTION))

    def beyond(self, edge: pathops.Path) -> Iterator[pathops.Path]:
        """The letters that reach over the edge of the sheet, which are kept no more."""
        return self._let_go(lambda letter: _has_ink(letter.shape, edge, PathOp.DIFFERENCE))

    def lines(self, to_sheet: Matrix) -> tuple[Line, ...]:
        """The lines of the letters that were kept, as the sheet counts."""
        return tuple(_moved(line, to_sheet) for letter in self._letters for line in letter.lines)

    def _let_go(self, which: Callable[[PrintedLetter], bool]) -> Iterator[pathops.Path]:
        gone = {id(letter) for letter in self._letters if which(letter)}
        letters, self._letters = self._letters, [each for each in self._letters if id(each) not in gone]
        return (letter.shape for letter in letters if id(letter) in gone)

    def _read(self, mark: Mark, small: bool) -> Iterator[PrintedLetter]:
        state, along = mark.state, 0.0
        glyphs = self._glyphs(state.font)
        for part in mark.shown:
            if isinstance(part, float):
                along -= part / 1000 * state.size
                continue
            for code, box, width, character in glyphs.extents(part):
                matrix = times(
                    (state.size * state.wide, 0, 0, state.size, along * state.wide, state.rise),
                    times(mark.text_matrix, state.matrix),
                )
                if box:
                    lines = _lines(character, box, width) if small else ()
                    yield PrintedLetter(_outline(glyphs, code, matrix), tuple(_moved(line, matrix) for line in lines))
                along += width * state.size + state.spacing

    def _glyphs(self, font: pikepdf.Object) -> Glyphs:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = Glyphs(font)
        return self._fonts[font.objgen]


def _has_ink(shape: pathops.Path, other: pathops.Path, operator: PathOp) -> bool:
    return bool(abs(pathops.op(shape, other, operator).area) > _CRUMB)


def _lines(character: str, box: Extent, width: float) -> tuple[Line, ...]:
    """The lines of a character in em, as wide as it is printed; none where the face has it not, or in another form."""
    if len(character) != 1 or single_line_face.without_lines(character):
        return ()
    wide = width / single_line_face.width(character)
    lines = tuple(tuple((x * wide, y) for x, y in line) for line in single_lines(character))
    edges = box_round_points([point for line in lines for point in line])
    return lines if all(abs(one - other) <= _FORM for one, other in zip(edges, box, strict=True)) else ()


def _moved(line: Line, matrix: Matrix) -> Line:
    return tuple(moved(matrix, x, y) for x, y in line)


def _outline(glyphs: Glyphs, code: int, matrix: Matrix) -> pathops.Path:
    path = pathops.Path(fillType=pathops.FillType.WINDING)
    add = {"m": path.moveTo, "l": path.lineTo, "c": path.cubicTo, "h": path.close}
    for operator, points in glyphs.outline(code):
        add[operator](*(value / glyphs.units for point in points for value in point))
    return path.transform(*matrix)
