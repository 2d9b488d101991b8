"""Photo bytes -> clean pixels: only JPEG and PNG, bounded, upright, without any metadata."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from mzdocs.problems import Exit, Place, Problem, fault

BAD_PHOTO = fault(
    "MZ1306",
    "照片打不开：{reason}",
    "The photo cannot be used: {reason}",
    "换一张完整的 JPEG 或 PNG 证件照。",
    "Use a whole JPEG or PNG portrait.",
    Exit.ASSET,
)
SMALL_PHOTO = fault(
    "MZ1307",
    "照片太小：{width}×{height} 像素",
    "The photo is too small: {width}×{height} pixels",
    "换一张不小于 {least_width}×{least_height} 像素的证件照。",
    "Use one of at least {least_width}×{least_height} pixels.",
    Exit.ASSET,
)

MAX_BYTES, MAX_PIXELS = 20_000_000, 40_000_000
LEAST = (240, 336)
"""Pixels of a one-inch portrait (25 × 35 mm) at about 240 per inch."""


def check_photo(raw: bytes, place: Place) -> tuple[bytes, list[Problem]]:
    """The picture encoded anew from its pixels, so that no position or camera data travels on."""
    if len(raw) > MAX_BYTES:
        return b"", [BAD_PHOTO.at(place, reason="文件超过 20 MB")]
    try:
        picture = _pixels(raw)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning) as error:
        reason = "图片过大" if isinstance(error, Warning) else "不是完整的 JPEG 或 PNG"
        return b"", [BAD_PHOTO.at(place, reason=reason)]
    width, height = picture.size
    if width < LEAST[0] or height < LEAST[1]:
        facts = {"width": width, "height": height, "least_width": LEAST[0], "least_height": LEAST[1]}
        return b"", [SMALL_PHOTO.at(place, **facts)]
    return _encode(picture), []


def _pixels(raw: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise UserWarning("pixels")
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    return Image.frombytes("RGB", upright.size, upright.tobytes())


def _encode(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90, subsampling=0)
    return out.getvalue()
