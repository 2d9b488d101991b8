"""What is known of each Han character: its reading, its strokes, its place in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple


class CollationTable(NamedTuple):
    """What is known of each Han character; a block is its first and last code point and where its data start."""

    blocks: tuple[tuple[int, int, int], ...]
    syllables: tuple[str, ...]
    order: dict[str, int]
    strokes: bytes
    readings: bytes

    def place(self, char: str) -> int | None:
        """The character's index into the table's columns, or None if the table has not got it."""
        code = ord(char)
        return next((at + code - first for first, last, at in self.blocks if first <= code <= last), None)

    def count(self, char: str) -> int:
        """How many strokes the character has; 0 if that is not known."""
        at = self.place(char)
        return 0 if at is None else self.strokes[at]

    def syllable(self, char: str) -> str:
        """The character's reading, a syllable with its tone such as `lü3`; empty if none is known."""
        at = self.place(char)
        half = len(self.strokes)
        return "" if at is None else self.syllables[self.readings[at] << 8 | self.readings[half + at]]


@cache
def table() -> CollationTable:
    """Made by scripts/collation_table.py; SOURCES.txt inside says from what."""
    import zipfile

    with zipfile.ZipFile(Path(__file__).with_name("collation.zip")) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    order = {char: at for at, char in enumerate(found["order.txt"].decode())}
    syllables = tuple(found["syllables.txt"].decode().split("\n"))
    blocks = tuple(_blocks(found["blocks.txt"].decode().splitlines()))
    return CollationTable(blocks, syllables, order, found["strokes.bin"], found["readings.bin"])


def _blocks(lines: Iterable[str]) -> Iterator[tuple[int, int, int]]:
    at = 0
    for line in lines:
        first, stop = (int(word, 16) for word in line.split())
        yield first, stop - 1, at
        at += stop - first
