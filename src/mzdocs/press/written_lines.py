"""A character -> the single lines an engraver writes it with: the middles of the strokes of the single-line face."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from mzdocs.design.single_line_face import FACE
from mzdocs.press.centre_lines import centre_lines
from mzdocs.press.routes import Line

_EM, _MARGIN = 320, 40
"""Pixels of an em, and round the cell a character stands in: its line is known to a five-hundredth of its size."""
_OFF = 0.5
"""Pixels a line may lie off the middle of its stroke."""
_THICK = 0.034
_HALF = 127


@lru_cache(maxsize=8192)
def single_lines(character: str) -> tuple[Line, ...]:
    """Each line an engraver follows, its points in em from the character's origin, right and up."""
    picture = Image.new("L", (_EM * 2 + 2 * _MARGIN, _EM + _EM // 2 + 2 * _MARGIN))
    ImageDraw.Draw(picture).text((_MARGIN, _MARGIN + _EM), character, font=_drawn_in(), fill=255, anchor="ls")
    left, top, *_ = box = picture.getbbox() or (0, 0, 1, 1)
    found = centre_lines(np.asarray(picture.crop(box)) > _HALF, _THICK * _EM, _OFF)
    right, up = left + 0.5 - _MARGIN, _MARGIN + _EM - top - 0.5
    return tuple(tuple(((x + right) / _EM, (up - y) / _EM) for x, y in line) for line in found)


@cache
def _drawn_in() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FACE.path), _EM, index=FACE.index, layout_engine=ImageFont.Layout.BASIC)
