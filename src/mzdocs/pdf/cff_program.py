"""A CFF font program, bare or in OpenType -> its glyphs by CID, and the bytes that draw each (technical note 5176)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_ESCAPE, _REAL = 12, 30
_CHARSET, _CHAR_STRINGS, _PRIVATE, _SUBROUTINES = 15, 17, 18, 19
_KEYED, _FONT_DICTS = 1230, 1236
"""Operators of a DICT; those behind an escape are counted from 1200."""
_PREDEFINED = 2
"""Offsets up to this one name a charset instead of pointing to it."""
_BARE = b"\1"
"""The first byte of a CFF program that stands in no OpenType font: the version of its form."""


class NotCff(ValueError):
    """No CFF program, and no OpenType font with one, or one that breaks off."""


@dataclass(frozen=True)
class _Index:
    """An INDEX of a table: pieces of data one after the other, and where the last one ends."""

    data: bytes
    count: int
    size: int
    at: int

    def __getitem__(self, number: int) -> bytes:
        start, stop = self._offset(number), self._offset(number + 1)
        return self.data[start:stop]

    def __iter__(self) -> Iterator[bytes]:
        return (self[number] for number in range(self.count))

    @property
    def end(self) -> int:
        return self._offset(self.count) if self.count else self.at

    def _offset(self, number: int) -> int:
        at = self.at + number * self.size
        return self.at + (self.count + 1) * self.size - 1 + int.from_bytes(self.data[at : at + self.size])


class CffProgram:
    """A font whose glyphs are CFF. `glyph_count` is how many it has; `keyed` is whether they have CIDs, `by_cid` their
    numbers by CID, nothing where the two are the same or the font has no CIDs.

    Raises:
        NotCff: it is none.
    """

    def __init__(self, program: bytes) -> None:
        try:
            self._read(program if program[:1] == _BARE else _table(program))
        except (IndexError, KeyError, struct.error) as error:
            raise NotCff(type(error).__name__) from None

    def _read(self, data: bytes) -> None:
        names = _index(data, data[2])
        tops = _index(data, names.end)
        shared = _index(data, _index(data, tops.end).end)
        top = _dictionary(tops[0])
        self._drawn = _index(data, top[_CHAR_STRINGS][0])
        self.glyph_count = self._drawn.count
        if self._drawn.end > len(data):
            raise NotCff("CharStrings")
        self.keyed = _KEYED in top
        dictionaries = map(_dictionary, _index(data, top[_FONT_DICTS][0])) if self.keyed else [top]
        self._alone = not shared.count and not any(_has_subroutines(data, each) for each in dictionaries)
        self.by_cid = _by_cid(data, top.get(_CHARSET, [0])[0], self.glyph_count) if self.keyed else None

    def drawn_by(self, glyph: int) -> bytes | None:
        """The bytes that alone decide a glyph's outline; nothing of one that may call others, or is not there."""
        return self._drawn[glyph] if self._alone and 0 <= glyph < self.glyph_count else None


def _table(program: bytes) -> bytes:
    for number in range(int.from_bytes(program[4:6])):
        tag, _, at, size = struct.unpack_from(">4sIII", program, 12 + 16 * number)
        if tag == b"CFF " and at + size <= len(program):
            return program[at : at + size]
    raise NotCff("CFF")


def _index(data: bytes, at: int) -> _Index:
    count = int.from_bytes(data[at : at + 2])
    return _Index(data, count, data[at + 2], at + 3) if count else _Index(data, 0, 1, at + 2)


def _dictionary(data: bytes) -> dict[int, list[int]]:
    """Operands by operator; of real numbers, which no offset is, 0."""
    found: dict[int, list[int]] = {}
    operands: list[int] = []
    at = 0
    while at < len(data):
        first = data[at]
        at += 1
        if first <= 21:
            if first == _ESCAPE:
                first = 1200 + data[at]
                at += 1
            found[first], operands = operands, []
        elif first == _REAL:
            while data[at] & 15 != 15 and data[at] >> 4 != 15:
                at += 1
            at += 1
            operands.append(0)
        else:
            size, number = _operand(data, at, first)
            at += size
            operands.append(number)
    return found


def _operand(data: bytes, at: int, first: int) -> tuple[int, int]:
    """How many more bytes an integer has, and the integer."""
    if first in (28, 29):
        size = 2 if first == 28 else 4
        return size, int.from_bytes(data[at : at + size], signed=True)
    if first <= 246:
        return 0, first - 139
    return 1, (first - 247) * 256 + data[at] + 108 if first <= 250 else -(first - 251) * 256 - data[at] - 108


def _has_subroutines(data: bytes, font: Mapping[int, list[int]]) -> bool:
    size, at = font.get(_PRIVATE, [0, 0])
    return _SUBROUTINES in _dictionary(data[at : at + size])


def _by_cid(data: bytes, at: int, count: int) -> Mapping[int, int] | None:
    if at <= _PREDEFINED:  # those have no CIDs: a font that names one means its glyphs in their order
        return None
    ranges = list(_ranges(data, at, count))
    if all(first == glyph for first, glyph, _ in ranges):
        return None
    found = {0: 0}
    for first, glyph, length in ranges:
        found.update(zip(range(first, first + length), range(glyph, glyph + length), strict=True))
    return found


def _ranges(data: bytes, at: int, count: int) -> Iterator[tuple[int, int, int]]:
    """First CIDs, each with its glyph and how many follow both one by one, until every glyph but the first has one."""
    size, glyph = data[at], 1
    at += 1
    while glyph < count:
        first, left = int.from_bytes(data[at : at + 2]), int.from_bytes(data[at + 2 : at + 2 + size])
        at += 2 + size
        length = min(left + 1, count - glyph)
        yield first, glyph, length
        glyph += length
