"""The pictures of a PDF -> files an OFD holds: JPEG as it is, without what it says of its camera; all else PNG."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from mzdocs.pdf.glyph_paths import Inexact

_KEPT = frozenset({0xE0, 0xE2, 0xEE})
"""Of a JPEG's application segments: its frame, its profile, how its colours are meant."""


class StoredPictures:
    """Each picture once, under a number and a name."""

    def __init__(self, number: Callable[[], int]) -> None:
        self._number = number
        self._numbers: dict[bytes, int] = {}
        self.stored: list[tuple[int, str, bytes]] = []

    def of(self, image: Any) -> int:
        """The number of a picture.

        Raises:
            Inexact: it is see-through, a stencil, or written within the page.
        """
        if not isinstance(image, pikepdf.Stream) or any(key in image for key in ("/SMask", "/Mask", "/Decode")):
            raise Inexact("透明、带蒙版或写在页面里的图片", "a picture that is see-through, masked, or inline")
        if image.get("/ImageMask"):
            raise Inexact("蒙版图片", "a stencil")
        format, data = _file(image)
        key = hashlib.sha256(data).digest()
        if key not in self._numbers:
            self._numbers[key] = self._number()
            self.stored.append((self._numbers[key], f"image_{self._numbers[key]}.{format}", data))
        return self._numbers[key]


def _file(image: pikepdf.Stream) -> tuple[str, bytes]:
    if image.get("/Filter") == "/DCTDecode" and image.get("/ColorSpace") in ("/DeviceRGB", "/DeviceGray"):
        return "jpg", b"".join(_without_private(image.read_raw_bytes()))
    picture = pikepdf.PdfImage(image).as_pil_image()
    if picture.mode not in ("1", "L", "P", "RGB"):
        raise Inexact(f"{picture.mode} 颜色的图片", f"a picture in {picture.mode}")
    out = io.BytesIO()
    picture.convert("RGB" if picture.mode == "P" else picture.mode).save(out, "PNG", optimize=True)
    return "png", out.getvalue()


def _without_private(data: bytes) -> Iterator[bytes]:
    """A JPEG without comments and application data, which OFD-A does not keep (GB/T 42133-2022, 6.2.6f)."""
    at = 2
    yield data[:2]
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        marker = data[at + 1]
        if marker in _KEPT or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            yield data[at:end]
        at = end
    yield data[at:]
