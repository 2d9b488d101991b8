"""A picture -> its look, a few points wide: by it a photo is known again however it was cut, inked and rendered."""

from __future__ import annotations

import hashlib
import io
import math
from functools import cache, lru_cache
from operator import mul

from PIL import Image, ImageCms, ImageOps

from mzdocs.design import profiles

_ACROSS, _DOWN = 12, 16
_PIXELS = 192
"""Of the longer side, before it is made a look: a photo of millions is read no larger."""
_FLAT, _ALIKE = 2.0, 16
"""Shades of 255: what varies by less shows nothing, and is then known by its shade."""


def look(picture: Image.Image) -> bytes:
    """Its colours, row by row."""
    return picture.convert("RGB").resize((_ACROSS, _DOWN), Image.Resampling.BOX).tobytes()


def look_of(photo: bytes, size: tuple[float, float], in_inks: bool) -> bytes:
    """The same of a JPEG or PNG whose middle is shown in a place of this shape, on a press as its inks allow."""
    key = (hashlib.sha256(photo).digest(), size, in_inks)
    if key not in _LOOKS:
        _LOOKS[key] = _look_of(photo, size, in_inks)
    return _LOOKS[key]


_LOOKS: dict[tuple[bytes, tuple[float, float], bool], bytes] = {}
"""By the photos' sums: a card, its sheets and its copy in outlines show the same ones, which are not kept for this."""


def _look_of(photo: bytes, size: tuple[float, float], in_inks: bool) -> bytes:
    with Image.open(io.BytesIO(photo)) as opened:
        opened.draft("RGB", (_PIXELS, _PIXELS))
        width, height = (max(1, round(_PIXELS * side / max(size))) for side in size)
        fitted = ImageOps.fit(opened.convert("RGB"), (width, height))
    return look(_proof().apply(fitted) if in_inks else fitted)


@cache
def _proof() -> ImageCms.ImageCmsTransform:
    """Without it a portrait before bright red or blue, which no press prints, is hardly known again."""
    screen = ImageCms.createProfile("sRGB")
    press = ImageCms.getOpenProfile(io.BytesIO(profiles.read(profiles.OUTPUT)))
    return ImageCms.buildProofTransform(screen, screen, press, "RGB", "RGB", flags=ImageCms.Flags.SOFTPROOFING)


def likeness(one: bytes, other: bytes) -> float:
    """1 for the same picture in lighter or darker ink, about 0 for two that have nothing in common."""
    count = len(one)
    (mine, spread), (its, other_spread) = _sums(one), _sums(other)
    flat = [each < (_FLAT * count) ** 2 for each in (spread, other_spread)]
    if any(flat):
        return float(all(flat) and abs(mine - its) < _ALIKE * count)
    shared: int = sum(map(mul, one, other))
    return (count * shared - mine * its) / math.sqrt(spread * other_spread)


@lru_cache(maxsize=4_096)
def _sums(look: bytes) -> tuple[int, int]:
    """Its sum, and its variance times the square of how many shades it has: in whole numbers, for each photo of a set
    is compared with all others."""
    total = sum(look)
    return total, len(look) * sum(map(mul, look, look)) - total * total
