"""A character -> the single lines an engraver writes it with: the middles of the strokes of the thinnest sans face.

The face is of the family signs are set in, so that every character they can bear is in it, figures and Latin letters
among them, and stands as wide and as high. Its strokes are a thirtieth of its size: to a tool they are lines.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mzdocs.core.problems import NOWHERE, Problem
from mzdocs.design import fonts
from mzdocs.design.fonts import Face
from mzdocs.design.glyphs import Line

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

PACKAGE = "fonts-noto-cjk-extra"
FACE = Face(
    "Noto Sans CJK SC Thin", False, "NotoSansCJK-Thin.ttc", 2, 0.03,
    "6efb3dfee32c261d6be3c2b1f89928afc1d18328499cddda4b1833338e7054b7", as_pinned=True,
)  # fmt: skip
_EM, _MARGIN = 320, 40
"""Pixels of an em, and round the cell a character stands in: its line is known to a five-hundredth of its size."""
_OFF = 0.5
"""Pixels a line may lie off the middle of its stroke."""
_THICK = 0.034
_HALF = 127


def verify(thorough: bool = False) -> list[Problem]:
    """What is wrong with the face; only districts that have small text engraved in single lines need it."""
    if not FACE.path.is_file():
        return [fonts.FONTS_MISSING.at(NOWHERE, files=FACE.file)]
    if fonts.sum_of(FACE, thorough) != FACE.sha256:
        return [fonts.FONT_CHANGED.at(NOWHERE, files=FACE.file, home=str(fonts.home()))]
    return []


def without_lines(text: str) -> str:
    """The characters the face has not, each once."""
    return "".join(char for char in dict.fromkeys(text) if not fonts.covers(FACE, char))


def width(character: str) -> float:
    """How far the character moves the line on, in em."""
    return fonts.advance(character, FACE)


@lru_cache(maxsize=8192)
def single_lines(character: str) -> tuple[Line, ...]:
    """Each line an engraver follows, its points in em from the character's origin, right and up."""
    import numpy as np  # what shows a page loads none of these
    from PIL import Image, ImageDraw

    from mzdocs.design.centre_lines import centre_lines

    picture = Image.new("L", (_EM * 2 + 2 * _MARGIN, _EM + _EM // 2 + 2 * _MARGIN))
    ImageDraw.Draw(picture).text((_MARGIN, _MARGIN + _EM), character, font=_drawn_in(), fill=255, anchor="ls")
    left, top, *_ = box = picture.getbbox() or (0, 0, 1, 1)
    found = centre_lines(np.asarray(picture.crop(box)) > _HALF, _THICK * _EM, _OFF)
    right, up = left + 0.5 - _MARGIN, _MARGIN + _EM - top - 0.5
    return tuple(tuple(((x + right) / _EM, (up - y) / _EM) for x, y in line) for line in found)


@cache
def _drawn_in() -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(FACE.path), _EM, index=FACE.index, layout_engine=ImageFont.Layout.BASIC)
