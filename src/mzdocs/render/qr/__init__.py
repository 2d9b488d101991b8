"""A short text -> a QR code as a PNG file or as one SVG path."""

from __future__ import annotations

import struct
import zlib

from mzdocs.render.qr.symbol import QUIET_ZONE
from mzdocs.render.qr.xor_tables import matrix

__all__ = ["CODES", "QUIET_ZONE", "code_address", "code_png", "payload", "qr_svg"]

CODES = "mz:///code/"


def code_address(payload: str) -> str:
    """Where a page finds the code of a text: the address holds the text, so nothing need be kept of it."""
    return CODES + payload.encode("utf-8").hex()


def payload(address: str) -> str:
    """The text an address of a code stands for."""
    return bytes.fromhex(address.removeprefix(CODES)).decode("utf-8")


def code_png(payload: str) -> bytes:
    """A grey picture of one bit a pixel with its quiet zone, PIXELS across a module; equal texts, equal bytes.

    Raises:
        ValueError: the payload is empty or holds half a character.
    """
    code = matrix(payload)
    digits, wide = code.picture(), (code.pixels + 7) // 8 * 2
    lines = bytes.fromhex("".join(f"00{digits[at : at + wide]}" for at in range(0, len(digits), wide)))
    header = struct.pack(">IIBBBBB", code.pixels, code.pixels, 1, 0, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(lines, 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def qr_svg(payload: str) -> str:
    """An SVG picture with its quiet zone, one filled path, one unit a module.

    Raises:
        ValueError: as code_png.
    """
    code = matrix(payload)
    path = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{length}v1h-{length}z"
        for y, row in enumerate(code.rows())
        for x, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.size} {code.size}" '
        f'role="img" aria-label="QR"><path d="{path}" fill="#000"/></svg>'
    )


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Start and length of each dark run: one rectangle instead of many leaves no hairlines."""
    runs: list[tuple[int, int]] = []
    start = None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append((start, x - start))
            start = None
    return runs
