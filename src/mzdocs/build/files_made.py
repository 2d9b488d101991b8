"""How far each station is: files made of files planned, told by whoever makes them, even in another process."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Callable, Sequence
from typing import NamedTuple

from mzdocs.kinds import KINDS

_SLOT = struct.Struct("HHI")
_KINDS = tuple(KINDS)
_MOST = 0xFFFF
OnFile = Callable[[str, int, int], None]
"""Hears of which kind the files at hand are, how many of the station were made, and how many are planned."""


class FilesMade(NamedTuple):
    """A station that is being made: the kind at hand, files made and planned; none is planned before it begins.

    Of a station whose kinds are made side by side there is one for each of them.
    """

    kind: str = _KINDS[0]
    made: int = 0
    planned: int = 0
    station: int = 0


class FileCount:
    """Counts a station's files as they are made."""

    def __init__(self, on_file: OnFile, planned: int) -> None:
        self._on_file, self._planned, self._made = on_file, planned, 0

    def of(self, kind: str) -> Callable[[], None]:
        """What is to be called after each file of a kind."""
        self._on_file(kind, self._made, self._planned)

        def one_more() -> None:
            self._made += 1
            self._on_file(kind, self._made, self._planned)

        return one_more


def nobody(kind: str, made: int, planned: int) -> None:
    """Hears of files when nobody asked."""


class ProgressBoard:
    """One slot a station, in memory that processes forked from this one share: whoever writes never waits.

    With `of_one` each slot is for a kind of the same station.
    """

    def __init__(self, slots: int, of_one: bool = False) -> None:
        self._count, self._of_one = slots, of_one
        self._memory = mmap.mmap(-1, max(1, slots) * _SLOT.size)

    def writer(self, slot: int) -> OnFile:
        """What is to be called as the files of a slot are made."""

        def write(kind: str, made: int, planned: int) -> None:
            values = (_KINDS.index(kind), min(planned, _MOST), made)
            _SLOT.pack_into(self._memory, slot * _SLOT.size, *values)

        return write

    def seen(self) -> list[FilesMade]:
        """How far each is now."""
        slots = ((number, *_SLOT.unpack_from(self._memory, number * _SLOT.size)) for number in range(self._count))
        return [
            FilesMade(_KINDS[kind], made, planned, 0 if self._of_one else number)
            for number, kind, planned, made in slots
        ]

    def told(self, hears: Callable[[Sequence[FilesMade]], None] | None) -> Callable[[], None] | None:
        """What is to be called when whoever hears of it may hear; nothing where nobody does."""
        return (lambda: hears(self.seen())) if hears else None
