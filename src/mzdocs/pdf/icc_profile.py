"""A colour profile -> what its own bytes say (ICC.1:2010, 7.2): its size, its kind, its channels, its sum, its name."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER, _ENTRY, _MOST_TAGS = 128, 12, 200
_MAGIC = b"acsp"
_ALIGNED = 3
"""Bytes that may follow a profile, to fill a word up."""
_CHANNELS = {b"GRAY": 1, b"RGB ": 3, b"Lab ": 3, b"XYZ ": 3, b"CMYK": 4, b"CMY ": 3, b"HSV ": 3, b"HLS ": 3}
_CHANNELS |= {f"{number:X}CLR".encode(): number for number in range(2, 16)}
_NOT_SUMMED = ((44, 48), (64, 68), (84, 100))
"""What the sum leaves out (7.2.18): the flags, the rendering intent, the sum itself."""


@dataclass(frozen=True)
class IccProfile:
    """A profile's bytes, and what they say of themselves."""

    data: bytes

    @property
    def whole(self) -> bool:
        """Whether it is a profile, and as long as it says."""
        said = int.from_bytes(self.data[:4])
        long_enough = len(self.data) > _HEADER and said <= len(self.data) <= said + _ALIGNED
        return long_enough and self.data[36:40] == _MAGIC

    @property
    def kind(self) -> str:
        """What it is for: `prtr` a press, `mntr` a screen, `scnr` a scanner, `spac` a space."""
        return self.data[12:16].decode("latin-1")

    @property
    def space(self) -> str:
        """The colours it takes, such as `CMYK`."""
        return self.data[16:20].decode("latin-1").strip()

    @property
    def channels(self) -> int | None:
        """How many components its colours have; nothing where it names no space there is."""
        return _CHANNELS.get(self.data[16:20])

    @property
    def altered(self) -> bool:
        """Whether it bears a sum, and its bytes have another."""
        said = self.data[84:100]
        if not any(said):
            return False
        summed = bytearray(self.data[: int.from_bytes(self.data[:4])])
        for start, stop in _NOT_SUMMED:
            summed[start:stop] = bytes(stop - start)
        return hashlib.md5(summed, usedforsecurity=False).digest() != said

    @property
    def description(self) -> str:
        """The name it gives itself, in all languages it gives it in."""
        return " ".join(_words(self.data))


def _words(data: bytes) -> Iterator[str]:
    for number in range(min(int.from_bytes(data[_HEADER : _HEADER + 4]), _MOST_TAGS)):
        entry = data[_HEADER + 4 + number * _ENTRY :][:_ENTRY]
        if len(entry) < _ENTRY:
            return
        tag, at, size = struct.unpack(">4sII", entry)
        if tag == b"desc":
            text = data[at : at + size]
            yield (
                _in_many(text) if text[:4] == b"mluc" else text[12 : 12 + int.from_bytes(text[8:12])].decode("latin-1")
            )


def _in_many(text: bytes) -> str:
    """Of a text in several languages, all (10.13)."""
    records = (text[16 + 12 * number : 28 + 12 * number] for number in range(min(int.from_bytes(text[8:12]), 100)))
    spans = (struct.unpack(">4xII", record) for record in records if len(record) == _ENTRY)
    return " ".join(text[at : at + size].decode("utf-16-be", "replace") for size, at in spans)
