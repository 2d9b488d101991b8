"""A picture -> its layers: what is said beside its pixels, the pixels as bytes, and the codes that are read in it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from mzdocs.leaks.finder import Layer

_SIGNATURE = 8
_LARGEST = 64_000_000
_MOST_PICTURES = 20
"""Of one that moves."""
_MOST_PIXELS = 4_000_000
"""Of a picture that is looked through for codes: a photograph of a page has more than a code wants."""


def layers(data: bytes) -> Iterator[Layer]:
    """Of a PNG: each compressed chunk unpacked, its pixels, and its codes."""
    for kind, body in _chunks(data):
        if kind in _PACKED:
            yield Layer(kind.decode(), data=_inflated(body[_PACKED[kind](body) :]))
    with suppress(Exception):  # a picture that cannot be opened says nothing to a camera, either
        from PIL import Image, ImageSequence

        with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
            for picture in islice(ImageSequence.Iterator(opened), _MOST_PICTURES):
                yield Layer("pixels", data=picture.tobytes())
                yield from (Layer("code", said) for said in codes_of(picture))


def codes_of(picture: Any) -> list[str]:
    """What the QR codes and bar codes of a picture say."""
    if picture.width * picture.height > _MOST_PIXELS:
        return []
    import zxingcpp

    grey = picture.convert("L")
    return [code.text for code in zxingcpp.read_barcodes(grey, try_rotate=False, try_downscale=False, try_invert=False)]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = _SIGNATURE
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8 : at + 8 + size]
        at += 12 + size


def _after_name(body: bytes) -> int:
    """Behind the name, its end and the method."""
    return body.find(b"\0") + 2


def _after_languages(body: bytes) -> int:
    """Behind the keyword, the two flags, and the language and the keyword in it."""
    flags = body.find(b"\0") + 3
    return body.find(b"\0", body.find(b"\0", flags) + 1) + 1


_PACKED = {b"zTXt": _after_name, b"iCCP": _after_name, b"iTXt": _after_languages}


def _inflated(data: bytes) -> bytes:
    with suppress(zlib.error):
        return zlib.decompressobj().decompress(data, _LARGEST)
    return b""
