"""Pictures of a page -> pictures for the press: grey ones on black alone, the others in process inks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Name
from PIL import Image, ImageChops

from mzdocs.core.recent_results import RecentResults
from mzdocs.pdf.metadata import ImageStream, jpeg
from mzdocs.press.inks import NEUTRAL, transform

_QUALITY = 95
"""JPEG without halved colours: the loss cannot be seen, and the file is a tenth of the lossless one."""


def separate(pdf: pikepdf.Pdf) -> None:
    """Rewrite every picture that is in screen colours."""
    for picture in _screen_pictures(pdf):
        pixels = pikepdf.PdfImage(picture).as_pil_image().convert("RGB")
        for key in ("/DecodeParms", "/Decode", "/Intent"):
            if key in picture:
                del picture[key]
        if _is_grey(pixels):
            _write_grey(picture, pixels.getchannel("G"))
        else:
            _write_process(picture, transform().apply(pixels))
        picture.Interpolate = False


def _screen_pictures(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
            said = thing.get("/ColorSpace")
            profiled = isinstance(said, Array) and said[0] == Name.ICCBased and said[1].N == 3
            if said == Name.DeviceRGB or profiled:
                yield thing


def _process(pixels: Image.Image) -> bytes:
    """Shares of ink as a JPEG that holds them as they are.

    The library turns four colours round, as Adobe's own files have them; turned before, they need no `Decode`, which
    doubles what a viewer does for a page of photos.
    """
    out = io.BytesIO()
    ImageChops.invert(pixels).save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return out.getvalue()


def picture(data: bytes) -> ImageStream:
    """A photo for a file that is written page by page: in process inks, or on black alone."""
    return _PICTURES.of(data)


def _separated(data: bytes) -> ImageStream:
    with Image.open(io.BytesIO(data)) as opened:
        pixels = opened.convert("RGB")
    if not _is_grey(pixels):
        return jpeg(_process(transform().apply(pixels)), *pixels.size, "DeviceCMYK")
    out = io.BytesIO()
    pixels.getchannel("G").save(out, "JPEG", quality=_QUALITY, optimize=True)
    return jpeg(out.getvalue(), *pixels.size, "DeviceGray")


_PICTURES = RecentResults(_separated, lambda made: len(made.data))


def _is_grey(pixels: Image.Image) -> bool:
    red, green, blue = pixels.split()
    pairs = ((red, green), (green, blue))
    return not any(any(ImageChops.difference(a, b).histogram()[NEUTRAL + 1 :]) for a, b in pairs)


def _write_grey(picture: Any, grey: Image.Image) -> None:
    two = all(not count or shade in (0, 255) for shade, count in enumerate(grey.histogram()))
    pixels = grey.convert("1", dither=Image.Dither.NONE) if two else grey
    picture.write(pixels.tobytes())
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 1 if two else 8


def _write_process(picture: Any, pixels: Image.Image) -> None:
    picture.write(_process(pixels), filter=Name.DCTDecode)
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceCMYK, 8
