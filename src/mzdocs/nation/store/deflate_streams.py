"""A file's bytes <-> pieces: a deflated stream inflated, if it deflates back to the same bytes; the rest as it is."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

import deflate

AS_IT_IS = "as-it-is"
Piece: TypeAlias = tuple[str, bytes]
"""The writer that deflates it, or that it is as it is; and the bytes."""
WRITERS: Mapping[str, Callable[[bytes], bytes]] = {
    "zlib-9": lambda data: zlib.compress(data, 9),
    "zlib-6": lambda data: zlib.compress(data, 6),
    "libdeflate-6": lambda data: bytes(deflate.zlib_compress(data, 6)),
    "zlib-9-raw": lambda data: zlib.compress(data, 9, -zlib.MAX_WBITS),
    "zlib-6-raw": lambda data: zlib.compress(data, 6, -zlib.MAX_WBITS),
}
"""Whoever writes PDF, and, raw, DOCX, XLSX and OFD. What another wrote stays as it is."""
_START = re.compile(rb"stream\r?\n(?=\x78[\x01\x5e\x9c\xda])|PK\x03\x04.{4}\x08\0.{16}(..)(..)", re.DOTALL)
"""What stands before a stream of a PDF, and before a deflated entry of a zip: it ends with its name and extra field."""
_CHUNK, _LARGEST = 1 << 14, 1 << 26


class DeflateStreams:
    """Takes files apart and puts them together again; what many of them hold is deflated once."""

    def __init__(self) -> None:
        self._made = dict[Piece, bytes]()
        self._writers = [*WRITERS]

    def pieces(self, data: bytes) -> Iterator[Piece]:
        """The pieces of a file, in their order."""
        at = 0
        for found in _START.finditer(data):
            raw = found[1] is not None
            start = found.end() + (sum(int.from_bytes(each, "little") for each in found.groups()) if raw else 0)
            if start < at or not (stream := _inflated(data, start, raw)):
                continue
            plain, end = stream
            writer = self._writer(plain, data[start:end], raw)
            if writer:
                yield from [(AS_IT_IS, data[at:start]), (writer, plain)]
                at = end
        if at < len(data):
            yield AS_IT_IS, data[at:]

    def joined(self, pieces: Iterable[Piece]) -> bytes:
        """The file again."""
        return b"".join(data if writer == AS_IT_IS else self._deflated(writer, data) for writer, data in pieces)

    def _writer(self, plain: bytes, packed: bytes, raw: bool) -> str | None:
        """Who deflates to these bytes. Most likely it is who did the last time."""
        for name in self._writers:
            if name.endswith("-raw") == raw and self._deflated(name, plain) == packed:
                self._writers.remove(name)
                self._writers.insert(0, name)
                return name
        return None

    def _deflated(self, writer: str, data: bytes) -> bytes:
        piece = (writer, data)
        if piece not in self._made:
            self._made[piece] = WRITERS[writer](data)
        return self._made[piece]


def _inflated(data: bytes, start: int, raw: bool) -> tuple[bytes, int] | None:
    """What is deflated here, and where it ends; None where nothing is, or more than is worth to hold."""
    reader, plain, at = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS), bytearray(), start
    try:
        while not reader.eof and at < len(data) and len(plain) <= _LARGEST:
            plain += reader.decompress(data[at : at + _CHUNK])
            at += _CHUNK
    except zlib.error:
        return None
    end = min(at, len(data)) - len(reader.unused_data)
    return (bytes(plain), end) if reader.eof and len(plain) <= _LARGEST else None
