"""Bytes -> what is packed anywhere in them: compressed data, whole files behind the start of another, base64."""

from __future__ import annotations

import bz2
import lzma
import re
import struct
import zlib
from binascii import a2b_base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

_LARGEST, _SHORTEST = 256_000_000, 24
"""Bytes that are unpacked of one thing, and in which there may be one."""


def packed(data: bytes) -> Iterator[bytes]:
    """What can be unpacked, wherever it begins, and each file that begins behind the start of another."""
    if len(data) < _SHORTEST:
        return
    for magic, unpacked in _PACKERS.items():
        for at in places(data, magic):
            with suppress(*_DAMAGED):
                yield unpacked(memoryview(data)[at:])
    if data[:2] in _ZLIB:
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data, _LARGEST)
    for magic, is_file in _FILES.items():
        yield from (data[at:] for at in places(data, magic) if at and is_file.match(data, at))
    yield from _in_base64(data.translate(_OF_ADDRESSES, b"\r\n\t "))


def is_locked(data: bytes) -> bool:
    """Whether it begins as an archive that nothing here unpacks."""
    return data.startswith(_LOCKED)


def places(data: bytes, magic: bytes) -> Iterator[int]:
    """Where some bytes begin in others."""
    at = data.find(magic)
    while at >= 0:
        yield at
        at = data.find(magic, at + 1)


def lone_entries(data: bytes, known: Sequence[range]) -> Iterator[bytes]:
    """The entries of an archive that begin outside of those its directory names, by their own heads."""
    for at in places(data, b"PK\x03\x04"):
        if not any(at in each for each in known):
            with suppress(*_DAMAGED):
                yield _entry(data, at)


def _entry(data: bytes, at: int) -> bytes:
    method, size, name, extra = struct.unpack_from("<8xH8xI4xHH", data, at)
    start = at + 30 + name + extra
    if method == 8:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(memoryview(data)[start:], _LARGEST)
    return data[start : start + size]


_PACKERS: dict[bytes, Callable[[memoryview], bytes]] = {
    b"\x1f\x8b\x08": lambda rest: zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(rest, _LARGEST),
    b"BZh": lambda rest: bz2.BZ2Decompressor().decompress(rest, _LARGEST),
    b"\xfd7zXZ\x00": lambda rest: lzma.LZMADecompressor().decompress(rest, _LARGEST),
}
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_FILES = {
    b"%PDF-": re.compile(rb"%PDF-[12]\.[0-9]\s"),
    b"\x89PNG\r\n\x1a\n": re.compile(b""),
    b"SQLite format 3\x00": re.compile(b""),
    b"PK\x03\x04": re.compile(rb"PK\x03\x04[\x0a-\x3f]\x00"),
}
_LOCKED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18")
_DAMAGED = (zlib.error, OSError, EOFError, lzma.LZMAError, ValueError, struct.error)
_BEGIN_IN_BASE64 = (b"H4sI", b"UEsDB", b"QlpoO", b"/Td6WF", b"iVBORw0KGgo", b"JVBERi0", b"U1FMaXRl", b"eJ", b"eN")
"""How files, and what is compressed, begin in base64."""
_OF_ADDRESSES = bytes.maketrans(b"-_", b"+/")
_FIGURES = re.compile(rb"(?:[MNO][DTjz][AEIMQUYcgk][w-z0-5]){5,}")
"""Fifteen figures in a row, as base64 spells three by three."""
_SECOND = bytes(0x44 if byte in b"DTjz" else 0x20 for byte in range(256))
_SECONDS = re.compile(rb"D(?=...D...D...D...D)", re.DOTALL)
"""What only the second letters of these show: sought first, for that is fast."""
_RUN, _FOUR = re.compile(rb"[A-Za-z0-9+/]*"), re.compile(rb"[A-Za-z0-9+/]{4}")


def _in_base64(data: bytes) -> Iterator[bytes]:
    read = 0
    for second in _SECONDS.finditer(data.translate(_SECOND)):
        start = second.start() - 1
        if start >= read and (found := _FIGURES.match(data, start)):
            read, before = found.end(), data[max(start - 4, 0) : start]
            yield _decoded((before if _FOUR.fullmatch(before) else b"") + _run(data, start))
    for magic in _BEGIN_IN_BASE64:
        for at in places(data, magic):
            if len(run := _run(data, at)) >= _SHORTEST:
                yield _decoded(run)


def _run(data: bytes, at: int) -> bytes:
    found = _RUN.match(data, at)
    return found[0] if found else b""


def _decoded(run: bytes) -> bytes:
    """A letter alone at its end says nothing."""
    whole = run[:-1] if len(run) % 4 == 1 else run
    return a2b_base64(whole + b"=" * (-len(whole) % 4))
