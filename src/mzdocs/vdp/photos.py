"""Photos as they stand in a stamped file of screen colours."""

from __future__ import annotations

import io

from mzdocs.pdf.metadata import ImageStream, jpeg


def as_it_is(data: bytes) -> ImageStream:
    """A JPEG in screen colours, its bytes untouched."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as opened:
        return jpeg(data, *opened.size, "DeviceGray" if opened.mode == "L" else "DeviceRGB")
