"""A JPEG 2000 picture -> what its boxes and its codestream say of its colours (ISO/IEC 15444-1, annexes A and I)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_CODESTREAM, _SIZE = b"\xff\x4f", b"\xff\x51"
_COLOUR, _SEVERAL = 0, 255
"""The type of a channel that is one of a colour and not of opacity; what a head says of several depths."""


@dataclass(frozen=True)
class ColourBox:
    """One of the ways in which a picture says its colour space: the method, whether it is the exact one (1), and the
    number of the space where it is one of a list."""

    method: int
    approximation: int
    listed: int | None


@dataclass(frozen=True)
class Jpeg2000:
    """A picture by its bytes, bare or in a file of boxes."""

    data: bytes

    @cached_property
    def boxes(self) -> tuple[tuple[bytes, bytes], ...]:
        """The boxes of its head, each with its kind."""
        if self.data.startswith(_CODESTREAM):
            return ()
        return tuple(inner for kind, said in _boxes(self.data) if kind == b"jp2h" for inner in _boxes(said))

    def _box(self, name: bytes) -> bytes | None:
        return next((said for kind, said in self.boxes if kind == name), None)

    @cached_property
    def depths(self) -> frozenset[int]:
        """The bits of its channels, as its codestream has them and as its head says; 255 there is what differs."""
        said = self._box(b"ihdr") or b""
        head = [bits for bits in said[10:11] if bits != _SEVERAL]
        return frozenset((bits & 127) + 1 for bits in (*self._sizes[::3], *head))

    @cached_property
    def _sizes(self) -> bytes:
        at = self.data.find(_SIZE)
        count = int.from_bytes(self.data[at + 38 : at + 40]) if at >= 0 else 0
        return self.data[at + 40 : at + 40 + 3 * count] if at >= 0 else b""

    @property
    def channels(self) -> int:
        """How many of its channels are of colours."""
        said, head = self._box(b"cdef"), self._box(b"ihdr")
        if said is None:
            return int.from_bytes(head[8:10]) if head else len(self._sizes) // 3
        kinds = [int.from_bytes(said[at + 2 : at + 4]) for at in range(2, len(said), 6)]
        return kinds.count(_COLOUR)

    @property
    def differs_in_depth(self) -> bool:
        """Whether a box of its own tells the bits of each channel."""
        return self._box(b"bpcc") is not None

    @property
    def colours(self) -> tuple[ColourBox, ...]:
        """All the ways in which it says its colour space."""
        said = [box for kind, box in self.boxes if kind == b"colr" and len(box) >= 3]
        return tuple(ColourBox(box[0], box[2], int.from_bytes(box[3:7]) if box[0] == 1 else None) for box in said)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size, head = int.from_bytes(data[at : at + 4]), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16]), 16
        end = at + size if size else len(data)
        if end < at + head:
            return
        yield data[at + 4 : at + 8], data[at + head : end]
        at = end
