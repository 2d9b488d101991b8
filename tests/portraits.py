"""Photos of nobody: heads before a ground, no two alike."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

SHAPE, PLACE = (12.5, 17.5), (54.0, 12.0)
"""Millimetres: of a photo on a page, and from its left and top."""
BLUE = (67, 142, 219)


def portrait(seed: int, ground: tuple[int, int, int] = BLUE) -> bytes:
    """A JPEG of 500 by 700."""
    dice = random.Random(seed)
    picture = Image.new("RGB", (500, 700), ground)
    draw = ImageDraw.Draw(picture)
    wide, at, low = dice.randint(110, 160), dice.randint(220, 280), dice.randint(450, 520)
    draw.ellipse((at - wide - 20, 100, at + wide + 20, low), fill=(30, 25, 25))
    draw.ellipse((at - wide, 150, at + wide, low), fill=(215, 180, 150))
    draw.rectangle((60, low + 40, 440, 700), fill=tuple(dice.randint(20, 240) for _ in range(3)))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92)
    return out.getvalue()
