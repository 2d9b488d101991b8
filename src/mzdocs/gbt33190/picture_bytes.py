"""The bytes of a picture -> its format by what it is, not by what it is called, and what else it carries."""

from __future__ import annotations

from collections.abc import Iterator

_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"BM": "BMP", b"II*\x00": "TIFF", b"MM\x00*": "TIFF",
    b"\x97JB2\r\n\x1a\n": "JBIG2", b"\x00\x00\x00\x0cjP  \r\n\x87\n": "JPEG2000", b"\xff\x4f\xff\x51": "JPEG2000",
}  # fmt: skip
_ENDINGS = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9"}
_DRAWN = frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD hIST pHYs sPLT cICP acTL fcTL fdAT".split())
"""Chunks of a PNG that say how it is drawn; others say something else."""
_FRAME = {0xE0: b"JF", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}
"""Application segments of a JPEG that say how it is drawn, and how they begin."""


def picture_format(data: bytes) -> str | None:
    """Its format, if it is one that an archive takes and the file is whole."""
    for beginning, format in _BEGINNINGS.items():
        if data.startswith(beginning):
            return format if _ENDINGS.get(format, b"") in data[-64:] else None
    return None


def private_data(data: bytes) -> str:
    """The first thing in it that is not needed to draw it, "" where there is none (GB/T 42133-2022, 6.2.6f)."""
    if data.startswith(b"\x89PNG"):
        return next((name for name in _chunks(data) if name.encode("latin-1") not in _DRAWN), "")
    return next(_foreign_segments(data), "") if data.startswith(b"\xff\xd8") else ""


def _chunks(data: bytes) -> Iterator[str]:
    at = 8
    while at + 8 <= len(data):
        yield data[at + 4 : at + 8].decode("latin-1")
        at += 12 + int.from_bytes(data[at : at + 4])


def _foreign_segments(data: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (0xDA, 0xD9):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xFE or (0xE0 <= marker <= 0xEF and not data.startswith(_FRAME.get(marker, b"\x00"), at + 4)):
            yield "COM" if marker == 0xFE else f"APP{marker - 0xE0}"
        at += 2 + length
