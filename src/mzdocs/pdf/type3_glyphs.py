"""Text in a Type 3 font -> the procedures that draw its glyphs, and the space each is drawn in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import pikepdf

from mzdocs.pdf.graphics_state import IDENTITY, Mark, Matrix, times

_BLANK = 32


class DrawnFont:
    """A Type 3 font: its procedures by code, its widths, and the matrix of its glyphs."""

    def __init__(self, font: Any) -> None:
        self.matrix = cast(Matrix, tuple(map(float, font.get("/FontMatrix", IDENTITY))))
        self._procedures = procedures(font)
        first = int(font.get("/FirstChar", 0))
        self._widths = {first + i: float(width) for i, width in enumerate(font.get("/Widths", ()))}

    def glyphs(self, mark: Mark) -> Iterator[tuple[int, Any, Matrix]]:
        """Each glyph of a text that is drawn: its code, its procedure, and its space in page points."""
        state, along = mark.state, 0.0
        own = times(self.matrix, (state.size * state.wide, 0, 0, state.size, 0, state.rise))
        on_page = times(mark.text_matrix, state.matrix)
        for part in mark.shown:
            if not isinstance(part, bytes):
                along -= part / 1000 * state.size * state.wide
                continue
            for code in part:
                if code in self._procedures:
                    yield code, self._procedures[code], times(times(own, (1, 0, 0, 1, along, 0)), on_page)
                blank = state.word_spacing if code == _BLANK else 0.0
                width = self._widths.get(code, 0.0) * self.matrix[0] * state.size
                along += (width + state.spacing + blank) * state.wide


def procedures(font: Any) -> Mapping[int, Any]:
    """What draws each code of a Type 3 font."""
    drawn, encoding = font.get("/CharProcs", {}), font.get("/Encoding")
    said = encoding.get("/Differences", ()) if isinstance(encoding, pikepdf.Dictionary) else ()
    found: dict[int, Any] = {}
    code = 0
    for each in said:
        if isinstance(each, pikepdf.Name):
            if str(each) in drawn:
                found[code] = drawn[str(each)]
            code += 1
        else:
            code = int(each)
    return found
