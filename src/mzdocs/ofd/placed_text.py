"""A shown text -> where each of its characters stands, as OFD says it: the first by X and Y, the others by DeltaX."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from mzdocs.core.units import POINT
from mzdocs.ofd.confined import is_seen_whole
from mzdocs.ofd.embedded_fonts import OfdFont, UsedGlyph
from mzdocs.ofd.written_numbers import PagePlace, written, written_box
from mzdocs.pdf.glyph_paths import Inexact, number
from mzdocs.pdf.graphics_state import Mark, Matrix, moved, times

_UP, _DOWN = 0.88, -0.12
"""Ems above and below the base line that a text takes at least: readers select it by its box."""


@dataclass(frozen=True)
class PlacedText:
    """One TextObject: its box on the page, its size in mm, its text and where that begins in the box.

    `steps` lead from each character to the next. `glyph` is the one that draws the whole text, where the cmap would not
    find it; `turned` is the CTM of what does not stand upright.
    """

    box: str
    size: str
    text: str
    x: str
    y: str
    steps: str = ""
    glyph: int | None = None
    turned: str = ""


_Placed = tuple[UsedGlyph, float]
"""A glyph, and how far along the line it begins, in millimetres."""


def placed_text(mark: Mark, font: OfdFont, place: PagePlace) -> Iterator[PlacedText]:
    """A text where it stands, in as many objects as it takes; none where it shows no ink.

    Raises:
        Inexact: it is outlined, invisible, skewed, mirrored, stretched, or cut off by a clip.
    """
    state = mark.state
    if state.mode != 0 or state.wide != 1:
        raise Inexact("描边、隐形或压扁的文字", "text that is outlined, invisible or stretched")
    line = times((1, 0, 0, 1, 0, state.rise), times(mark.text_matrix, state.matrix))
    scale = _scale(line)
    for glyphs in _apart(_without_blank_ends(list(_along(mark, font, scale)))):
        yield _object(mark, glyphs, line, scale, place)


def _object(mark: Mark, glyphs: Sequence[_Placed], line: Matrix, scale: float, place: PagePlace) -> PlacedText:
    em, start = mark.state.size * scale, glyphs[0][1]
    ink = _ink(glyphs, em)
    corners = [moved(line, x / scale / POINT, y / scale / POINT) for x in ink[::2] for y in ink[1::2]]
    if mark.state.clips and not is_seen_whole(mark, 0, corners):
        raise Inexact("被裁切的文字", "text that is cut off by a clip")
    box, (left, top) = written_box([place.moved(corner) for corner in corners], 0.0)
    x, y = place.moved(moved(line, start / scale / POINT, 0))
    text, glyph = "".join(used.text for used, _ in glyphs), glyphs[0][0]
    steps, chosen = _steps(glyphs), None if glyph.plain else glyph.number
    if line[1] == line[2] == 0 and line[0] > 0:
        return PlacedText(box, written(em * POINT), text, written(x - left), written(y - top), steps, chosen)
    cosine, sine = line[0] / scale, line[1] / scale
    turned = " ".join(number(value, 6) for value in (cosine, -sine, sine, cosine, x - left, y - top))
    return PlacedText(box, written(em * POINT), text, "0", "0", steps, chosen, turned)


def _scale(line: Matrix) -> float:
    """How much larger the line is than its text space, if it is only turned."""
    a, b, c, d, _, _ = line
    scale = math.hypot(a, b)
    if not scale or abs(a - d) > 1e-4 * scale or abs(b + c) > 1e-4 * scale:
        raise Inexact("倾斜、翻转或压扁的文字", "text that is skewed, mirrored or stretched")
    return scale


def _along(mark: Mark, font: OfdFont, scale: float) -> Iterator[_Placed]:
    state, x = mark.state, 0.0
    for part in mark.shown:
        if isinstance(part, float):
            x -= part / 1000 * state.size
            continue
        for glyph in font.read(part):
            if glyph.text:
                yield glyph, x * scale * POINT
            x += glyph.width * state.size + state.spacing


def _without_blank_ends(glyphs: list[_Placed]) -> list[_Placed]:
    """Readers strip blanks at the ends of a text, and then count the others wrong."""
    seen = [at for at, (glyph, _) in enumerate(glyphs) if glyph.extent or glyph.text.strip()]
    return glyphs[seen[0] : seen[-1] + 1] if seen else []


def _ink(glyphs: Sequence[_Placed], em: float) -> tuple[float, float, float, float]:
    """Left, lower, right and upper edge of what they paint, in millimetres from where the line begins."""
    size = em * POINT
    boxes = [(x, (0.0, _DOWN, glyph.width, _UP)) for glyph, x in glyphs]
    boxes += [(x, glyph.extent) for glyph, x in glyphs if glyph.extent]
    return (
        min(x + box[0] * size for x, box in boxes),
        min(box[1] * size for _, box in boxes),
        max(x + box[2] * size for x, box in boxes),
        max(box[3] * size for _, box in boxes),
    )


def _apart(glyphs: Sequence[_Placed]) -> Iterator[Sequence[_Placed]]:
    """A glyph that is chosen by its number, or whose character takes two places of UTF-16, has an object of its own:
    readers do not agree on how to count beside it."""
    for _, group in groupby(enumerate(glyphs), lambda each: -1 if _goes_with_others(each[1][0]) else each[0]):
        yield [each for _, each in group]


def _goes_with_others(glyph: UsedGlyph) -> bool:
    return glyph.plain and ord(glyph.text) < 0x10000


def _steps(glyphs: Sequence[_Placed]) -> str:
    """From one character to the next; many alike after one another are written once: `g 5 3.7` (GB/T 33190, 11.3)."""
    starts = [round(x, 3) for _, x in glyphs]
    pieces = []
    for step, alike in groupby(written(then - now) for now, then in pairwise(starts)):
        count = len(list(alike))
        pieces.append(f"g {count} {step}" if count > 3 else " ".join([step] * count))
    return " ".join(pieces)
