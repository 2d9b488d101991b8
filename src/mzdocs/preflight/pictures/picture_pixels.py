"""The pixels of a picture in a file -> whether it is a tint, has tones, or is a code."""

from __future__ import annotations

from typing import Any

import pikepdf
import zxingcpp
from PIL import Image

_TINT = 4096
"""Pixels: a picture of no more that are all alike is a tint, however large it is shown."""
_SMALLEST_CODE, _LARGEST_CODE, _READABLE, _QUIET = 21, 600, 180, 16
"""Pixels of a side of what may be a picture of a code, those to which it is enlarged to be read, and those of white it
is given all round."""


def is_toned(picture: Any) -> bool:
    """Whether it has more than black and white; a JPEG 2000 does not say how many bits it has."""
    return int(picture.get("/BitsPerComponent", 1)) > 1 or "/JPXDecode" in str(picture.get("/Filter", ""))


def is_tint(picture: Any) -> bool:
    """Whether it shows one colour."""
    count = int(picture.Width) * int(picture.Height)
    if count > _TINT:
        return False
    pixels = pixels_of(picture)
    return count == 1 or (pixels is not None and len(pixels.convert("RGBA").getcolors() or ()) == 1)


def is_code(picture: Any) -> bool:
    """A picture of a code in black and white is made of squares: enlarged it is no coarser."""
    sides = int(picture.Width), int(picture.Height)
    may_be = min(sides) >= _SMALLEST_CODE and max(sides) <= _LARGEST_CODE and not is_toned(picture)
    pixels = pixels_of(picture) if may_be else None
    if pixels is None:
        return False
    times = max(1, _READABLE // pixels.width)
    large = pixels.convert("L").resize((pixels.width * times, pixels.height * times), Image.Resampling.NEAREST)
    framed = Image.new("L", (large.width + 2 * _QUIET, large.height + 2 * _QUIET), 255)
    framed.paste(large, (_QUIET, _QUIET))
    return bool(zxingcpp.read_barcodes(framed))


def pixels_of(picture: Any) -> Image.Image | None:
    """As it stands in the file; nothing of one within the content, or in a form that nobody here reads."""
    try:
        return pikepdf.PdfImage(picture).as_pil_image()
    except Exception:  # noqa: BLE001 - whatever a reader throws means: what it shows is not known
        return None
