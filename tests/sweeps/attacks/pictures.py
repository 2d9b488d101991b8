"""Pictures in the place of a monitor's photo, and pictures of codes: bombs, lies, loops, files that are two things."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from tests.sweeps.attacks.attack import Attack, attacks
from tests.sweeps.attacks.packages import zipped
from tests.sweeps.attacks.pdf_writing import paged


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    wide: int,
    high: int,
    data: bytes | None = None,
    bits: int = 8,
    colour: int = 0,
    before: bytes = b"",
    after: bytes = b"",
    repeated: int = 1,
) -> bytes:
    """A PNG that says this of itself."""
    rows = zlib.compress(bytes((wide * max(bits, 8) // 8 + 1) * high), 9) if data is None else data
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, bits, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + before + _chunk(b"IDAT", rows) * repeated + after + _chunk(b"IEND", b"")


def saved(format: str, mode: str = "RGB", wide: int = 300, high: int = 400, **how: object) -> bytes:
    """A picture on which something can be seen."""
    picture = Image.new(mode if mode != "I;16" else "I;16", (wide, high))
    other = Image.new(
        mode,
        (wide // 2, high // 2),
        {
            "RGB": "white",
            "CMYK": (255, 255, 255, 0),
            "L": 255,
            "P": 1,
            "I;16": 65_535,
            "1": 1,
            "RGBA": (255, 255, 255, 255),
            "LA": (255, 255),
        }.get(mode, 1),
    )
    picture.paste(other, (9, 9))
    out = io.BytesIO()
    picture.save(out, format, **how)
    return out.getvalue()


def _jpeg(wide: int, high: int, segments: bytes = b"", scans: int = 1) -> bytes:
    made = bytearray(saved("JPEG", progressive=scans > 1))
    at = next(made.index(mark) for mark in (b"\xff\xc0", b"\xff\xc2") if mark in made)
    made[at + 5 : at + 9] = struct.pack(">HH", high, wide)
    return bytes(made[:2]) + segments + bytes(made[2:])


def _scans(count: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    made = saved("JPEG", progressive=True, wide=1_000, high=1_000)
    last = made[made.rindex(b"\xff\xda") : -2]
    return made[:-2] + last * count + b"\xff\xd9"


def _exif(directory: bytes, count: int = 1) -> bytes:
    data = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", count) + directory
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data


_ITSELF = struct.pack(">HHII", 0x8769, 4, 1, 8) + struct.pack(">I", 8)
_LONG = struct.pack(">HHII", 0x0112, 3, 2**32 - 1, 2**31) + struct.pack(">I", 0)


def _tiff(entries: int, following: int) -> bytes:
    rows = struct.pack("<HHII", 256, 4, 1, 60_000) + struct.pack("<HHII", 257, 4, 1, 60_000)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", entries) + rows + struct.pack("<I", following)


def _gif(wide: int) -> bytes:
    return (
        b"GIF89a"
        + struct.pack("<HH", wide, wide)
        + b"\x80\0\0\0\0\0\xff\xff\xff"
        + b","
        + struct.pack("<HHHHB", 0, 0, wide, wide, 0)
        + b"\x02\x02\x44\x01\0;"
    )


def _bmp(wide: int) -> bytes:
    return (
        b"BM"
        + struct.pack("<IHHI", 54, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, wide, wide, 1, 24, 0, 0, 0, 0, 0, 0)
    )


def _webp(wide: int) -> bytes:
    body = b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + struct.pack("<I", wide - 1)[:3] * 2
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _avif() -> bytes:
    return b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + struct.pack(">I", 2**32 - 1) + b"meta" + bytes(99)


_ICC = zlib.compress(bytes(80_000_000), 9)
_MADE = {
    "a PNG of 170 million pixels": lambda: png(13_000, 13_000),
    "a PNG of 39 million pixels": lambda: png(6_200, 6_200),
    "a PNG of 39 million pixels of 16 bits": lambda: png(6_200, 6_200, bits=16),
    "a PNG of 39 million clear pixels": lambda: png(6_200, 6_200, zlib.compress(bytes((6_200 * 4 + 1) * 6_200), 9), colour=6),
    "a PNG of 2^31 pixels each way": lambda: png(2**31 - 1, 2**31 - 1, b"aaaa"),
    "a PNG of 2^31 pixels in one row": lambda: png(2**31 - 1, 1, b"aaaa"),
    "a PNG of no pixel": lambda: png(0, 0, b""),
    "a PNG of fewer rows than it says": lambda: png(900, 900, zlib.compress(bytes(999))),
    "a PNG of more rows than it says": lambda: png(300, 400, zlib.compress(bytes(300_000_000), 9)),
    "a PNG of a profile that unpacks to 80 MB": lambda: png(300, 400, before=_chunk(b"iCCP", b"a\0\0" + _ICC)),
    "a PNG of a text that unpacks to 80 MB": lambda: png(300, 400, before=_chunk(b"zTXt", b"a\0\0" + _ICC)),
    "a PNG of a text of its language that unpacks to 80 MB": lambda: png(300, 400, after=_chunk(b"iTXt", b"a\0\1\0\0\0" + _ICC)),
    "a PNG of 100,000 chunks": lambda: png(300, 400, before=_chunk(b"tEXt", b"a\0b") * 100_000),
    "a PNG of a chunk of 4 GB": lambda: png(300, 400, before=b"\xff\xff\xff\xfftEXt"),
    "a PNG of 10,000 palettes": lambda: png(300, 400, colour=3, before=_chunk(b"PLTE", bytes(768)) * 10_000),
    "a PNG without a palette": lambda: png(300, 400, colour=3),
    "a PNG of 10^9 moments": lambda: png(300, 400, before=_chunk(b"acTL", struct.pack(">II", 999_999_999, 0)) + _chunk(b"fcTL", bytes(26))),
    "a PNG that turns itself": lambda: png(300, 400, after=_chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\x01" + _ITSELF)),
    "a PNG of a bit a pixel": lambda: saved("PNG", "1"),
    "a PNG that is cut": lambda: saved("PNG")[:500],
    "a PNG of 21 MB": lambda: saved("PNG") + bytes(21_000_000),
    "a JPEG of 65,500 each way": lambda: _jpeg(65_500, 65_500),
    "a JPEG of 6,200 each way of nothing": lambda: _jpeg(6_200, 6_200),
    "a JPEG of no height": lambda: _jpeg(300, 0),
    "a JPEG of 3,000 scans": lambda: _scans(3_000),
    "a JPEG that turns itself": lambda: _jpeg(300, 400, _exif(_ITSELF)),
    "a JPEG turned by 2^31": lambda: _jpeg(300, 400, _exif(_LONG)),
    "a JPEG of 65,535 facts": lambda: _jpeg(300, 400, _exif(_ITSELF * 4_000, 65_535)),
    "a JPEG of 250 pieces of a profile": lambda: _jpeg(300, 400, b"".join(b"\xff\xe2\xff\xffICC_PROFILE\0" + bytes((n % 256, 255)) + bytes(65_519) for n in range(250))),
    "a JPEG of 20,000 remarks": lambda: _jpeg(300, 400, b"\xff\xfe\0\x04ab" * 20_000),
    "a JPEG that is cut": lambda: saved("JPEG")[:900],
    "a JPEG and a PDF": lambda: saved("JPEG")[:-900] + paged(),
    "a JPEG of four inks cut short": lambda: saved("JPEG", "CMYK")[:-600],
    "a TIFF of 60,000 each way": lambda: _tiff(2, 0),
    "a TIFF that comes after itself": lambda: _tiff(2, 8),
    "a TIFF of 65,535 facts": lambda: _tiff(65_535, 8),
    "a TIFF": lambda: saved("TIFF"),
    "a GIF of 65,535 each way": lambda: _gif(65_535),
    "a GIF that moves": lambda: saved("GIF", "P", save_all=True),
    "a BMP of 2^31": lambda: _bmp(2**31 - 1),
    "a BMP upside down": lambda: _bmp(-(2**31)),
    "a WebP of 16 million each way": lambda: _webp(2**24),
    "a WebP": lambda: saved("WEBP"),
    "an AVIF of 4 GB": _avif,
    "an SVG of entities": lambda: b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>',
    "a script": lambda: b"#!/bin/sh\ntouch /tmp/evil\n",
    "a zip": lambda: zipped({"a": b"b"}),
    "nothing": lambda: b"",
    "a byte": lambda: b"\xff",
}  # fmt: skip
_TAKEN = {
    "a PNG of 9,900 each way": lambda: png(9_900, 9_900),
    "a PNG of 6,000 each way of 16 bits": lambda: png(6_000, 6_000, bits=16),
    "a PDF of 401 pages": lambda: paged().replace(b"[3 0 R]", b"[" + b"3 0 R " * 401 + b"]"),
    "a PDF of 399 large pages": lambda: paged(b"0 0 9 9 re f", box=b"/MediaBox [0 0 3000 3000]").replace(b"[3 0 R]", b"[" + b"3 0 R " * 399 + b"]"),
    "a PDF of a million squares": lambda: paged(b"0 0 900 900 re f " * 300_000, box=b"/MediaBox [0 0 3000 3000]"),
    "a text of 60 MB": lambda: b"MZ1:" * 15_000_000,
    "a text that is a number": lambda: b"9" * 5_000_000,
    "a text of garbage": lambda: b"MZ:" + bytes(range(9, 127)) * 999,
}  # fmt: skip


def _of_codes() -> list[Attack]:
    """Some of them where people hold a badge before a camera."""
    some = {name: make for name, make in _MADE.items() if "PNG" in name or "JPEG" in name}
    return attacks("code", "x.png", "badge verify {file}", {11, 17, 18}, {**some, **_TAKEN}, in_workspace=True)


_FINE = {
    "a PNG of a bit a pixel", "a JPEG of 3,000 scans", "a JPEG that turns itself", "a JPEG of 250 pieces of a profile",
    "a JPEG of 20,000 remarks",
}  # fmt: skip
"""Of which only the pixels travel on."""
PHOTO = "data/stations/photos/001-staff-01.png"
ATTACKS = [*attacks("photo", PHOTO, "check taoyuan", {11, 17}, _MADE, in_workspace=True, fine=_FINE), *_of_codes()]
