"""The bytes of a PDF -> whether something in it unpacks to far more than it is, judged before any parser unpacks it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

LARGE, LARGE_PICTURE = 1_000_000, 100_000_000
"""Bytes that anything may unpack to, and a picture, which may be one blank sheet."""
DENSE, DENSE_PICTURE = 50, 500
"""Times what it is packed to. Instructions of drawings that people make come to fifteen times, at most."""
MOST = 1_000_000_000
"""Bytes that one thing may unpack to at all."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEAD, _CHUNK = 500, 1 << 20
_PACKED_AGAIN = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_PICTURE = re.compile(rb"/Subtype\s*/Image")


class Unpacks(ValueError):
    """A stream that unpacks to far more than it is; with the megabytes that were come to when it was left."""

    def __init__(self, found: int) -> None:
        self.megabytes = found // 1_000_000
        super().__init__(found)


def refuse_dense(data: bytes) -> None:
    """Look at everything that is deflated, whether or not a page leads to it; nothing of it is kept.

    Raises:
        Unpacks: it comes to more than `LARGE` bytes and `DENSE` times what it is.
    """
    for found in _STREAM.finditer(data):
        is_picture = _PICTURE.search(data, max(found.start() - _HEAD, 0), found.start())
        limits = (LARGE_PICTURE, DENSE_PICTURE) if is_picture else (LARGE, DENSE)
        _refuse_dense(memoryview(data)[found.end() :], *limits)


def _refuse_dense(rest: memoryview, large: int, dense: int) -> None:
    for packed, unpacked in _sizes(rest):
        if unpacked > MOST or (unpacked > large and unpacked > dense * packed):
            raise Unpacks(unpacked)
    if _start(rest)[:2] in _PACKED_AGAIN:
        _refuse_dense(memoryview(_start(rest, LARGE)), large, dense)


def _start(rest: memoryview, most: int = 2) -> bytes:
    try:
        return zlib.decompressobj().decompress(rest, most)
    except zlib.error:
        return b""


def _sizes(rest: memoryview) -> Iterator[tuple[int, int]]:
    """How much was packed into how much, a chunk after the other; of what is not deflated nothing."""
    reader, packed, unpacked = zlib.decompressobj(), 0, 0
    waiting: bytes | memoryview = rest[:_CHUNK]
    try:
        while len(waiting) and not reader.eof:
            unpacked += len(reader.decompress(waiting, _CHUNK))
            packed += len(waiting) - len(reader.unconsumed_tail) - len(reader.unused_data)
            yield packed, unpacked
            waiting = reader.unconsumed_tail or rest[packed : packed + _CHUNK]
    except zlib.error:
        return
