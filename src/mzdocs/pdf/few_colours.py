"""Pictures of flat designs -> the same in the 256 colours they have: a third of the bytes, and every edge as sharp.

A picture with the many colours of a photo stays true to them; it is packed as a photo where that is smaller.
"""

from __future__ import annotations

import io
from typing import Any

import deflate
import pikepdf
from PIL import Image

FLAT = 4096
"""Colours of a design with its softened edges, at most; photos have tens of thousands."""
_COLOURS = 256
_QUALITY = 90
_LEVEL = 8


def flat_png(png: bytes) -> bytes:
    """A picture for a screen in 256 colours; what a photo has more is mixed of them."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(_COLOURS)
    if picture.getcolors(FLAT) is None:
        few = picture.quantize(palette=few, dither=Image.Dither.FLOYDSTEINBERG)
    written = io.BytesIO()
    few.save(written, "PNG")
    return written.getvalue()


def with_few_colours(data: bytes) -> bytes:
    """A PDF whose pictures are stored so; the same pages give the same bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream) and _is_true_colour(each):
                _packed(each)
        saved = io.BytesIO()
        pdf.save(saved, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return saved.getvalue()


def _is_true_colour(stream: Any) -> bool:
    return bool(
        stream.get("/Subtype") == "/Image"
        and stream.get("/Filter") == "/FlateDecode"
        and stream.get("/ColorSpace") == "/DeviceRGB"
        and stream.get("/BitsPerComponent") == 8
        and "/SMask" not in stream
    )


def _packed(stream: Any) -> None:
    picture = Image.frombytes("RGB", (int(stream.Width), int(stream.Height)), stream.read_bytes())
    before = len(stream.read_raw_bytes())
    if picture.getcolors(FLAT) is None:
        photo = io.BytesIO()
        picture.save(photo, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
        if len(photo.getvalue()) < before:
            stream.write(photo.getvalue(), filter=pikepdf.Name.DCTDecode)
        return
    few = picture.quantize(_COLOURS)
    colours = bytes(few.getpalette() or ())
    packed = deflate.zlib_compress(few.tobytes(), _LEVEL)
    if len(packed) + len(colours) < before:
        stream.write(bytes(packed), filter=pikepdf.Name.FlateDecode)
        last = len(colours) // 3 - 1
        stream.ColorSpace = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, last, pikepdf.String(colours)])
