"""A version and level of QR code -> its modules, and those that each byte of a text turns over (ISO/IEC 18004)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import getitem
from typing import Any, TypeAlias

QUIET_ZONE = 4
"""Modules kept clear on every side."""
Module: TypeAlias = tuple[int, int]
"""Row and column of a module, from the upper left corner of the code."""


def stride(side: int) -> int:
    """Bytes of a row of the picture: the code and its quiet zone, one bit a module."""
    return (side + 2 * QUIET_ZONE + 7) // 8


def picture(modules: Iterable[Module], side: int) -> int:
    """The picture of a code with these dark modules, as one number: the first row stands highest."""
    size, width = side + 2 * QUIET_ZONE, stride(side) * 8
    corner = size * width - 1 - QUIET_ZONE * (width + 1)
    return sum(1 << corner - y * width - x for y, x in modules)


def _in_corner(at: Module, side: int) -> bool:
    """In one of the three finders, its separator or the format information round it."""
    y, x = at
    return (x < 9 and y < 9) or (x < 9 and y >= side - 8) or (x >= side - 8 and y < 9)


def _in_version(at: Module, side: int) -> bool:
    """In one of the two blocks that hold the version, which small codes lack."""
    low, high = sorted(at)
    return side > 41 and low < 6 and side - 11 <= high < side - 8


def is_information(at: Module, side: int) -> bool:
    """Holds the format or the version, or is the one module that is always dark beside them."""
    return (_in_corner(at, side) and 8 in at and 6 not in at) or _in_version(at, side)


def _is_data(at: Module, side: int, aligned: Container[Module]) -> bool:
    return not (_in_corner(at, side) or 6 in at or _in_version(at, side) or at in aligned)


def _alignment(centres: Sequence[int], side: int) -> frozenset[Module]:
    """The modules of the patterns round these centres, in either direction, but for where the finders are."""
    round_one = [(y, x) for y in range(-2, 3) for x in range(-2, 3)]
    middles = ((y, x) for y in centres for x in centres if not _in_corner((y, x), side))
    return frozenset((y + down, x + across) for y, x in middles for down, across in round_one)


def _places(version: int) -> list[int]:
    """One module each, in the order the bits of the message go into them: up and down in columns of two."""
    from segno.consts import ALIGNMENT_POS

    side = version * 4 + 17
    aligned = _alignment(ALIGNMENT_POS[version - 2] if version > 1 else (), side)
    rights = [right - (right <= 6) for right in range(side - 1, 0, -2)]
    turns = [range(side - 1, -1, -1) if n % 2 == 0 else range(side) for n in range(len(rights))]
    walk = ((y, x) for right, ys in zip(rights, turns, strict=True) for y in ys for x in (right, right - 1))
    return [picture([at], side) for at in walk if _is_data(at, side, aligned)]


@dataclass(frozen=True)
class _Block:
    data: int  # words of the text
    check: int  # words of error correction


def _blocks(version: int, level: str) -> list[_Block]:
    from segno.consts import ECC, ERROR_MAPPING

    table: Any = ECC
    groups = table[version][ERROR_MAPPING[level]]
    return [_Block(x.num_data, x.num_total - x.num_data) for x in groups for _ in range(x.num_blocks)]


def _seats(blocks: Sequence[_Block]) -> list[list[int]]:
    """For each block the places of its words in the message: the blocks take turns, checks after all data."""
    longest = max(block.data for block in blocks)
    order = [(n, i) for i in range(longest) for n, block in enumerate(blocks) if i < block.data]
    order += [(n, block.data + i) for i in range(blocks[0].check) for n, block in enumerate(blocks)]
    seat = {word: at for at, word in enumerate(order)}
    return [[seat[n, i] for i in range(block.data + block.check)] for n, block in enumerate(blocks)]


def turns_of_bytes(version: int, level: str) -> list[list[int]]:
    """For each place of a byte in the text, the modules that each of its bits turns over, highest bit first."""
    places, blocks = _places(version), _blocks(version, level)
    words = [places[at : at + 8] for at in range(0, len(places) - 7, 8)]
    own = [[words[seat] for seat in seats] for seats in _seats(blocks)]
    bits = list(chain.from_iterable(map(_turns_of_bits, blocks, own)))
    head = 4 + (8 if version < 10 else 16)  # mode and length stand before the text
    return [bits[at : at + 8] for at in range(head, len(bits) - 7, 8)]


def _turns_of_bits(block: _Block, words: Sequence[Sequence[int]]) -> list[int]:
    """The modules each bit of the block's data turns over: its own, and those of the check words it changes."""
    turns, checks = [], [_turns_of_values(word) for word in words[block.data :]]
    for word, values in zip(words, _remainders(block), strict=False):
        changed = (sum(map(getitem, checks, doubled)) for doubled in _doublings(values))
        bits = [own + places for own, places in zip(reversed(word), changed, strict=True)]
        turns += bits[::-1]
    return turns


def _turns_of_values(word: Sequence[int]) -> list[int]:
    """The modules that each value of a word turns over."""
    turns = [0]
    for place in reversed(word):
        turns += [before + place for before in turns]
    return turns


def _doublings(values: Sequence[int]) -> Iterable[Sequence[int]]:
    for _ in range(8):
        yield values
        values = [_double(value) for value in values]


def _remainders(block: _Block) -> list[list[int]]:
    """The check words of 1 at each place of the block, by the Reed-Solomon code of ISO/IEC 18004, 7.5.2."""
    generator = _generator(block.check)
    found = [generator]
    for _ in range(block.data - 1):
        first, *rest = found[-1]
        found.append([a ^ _times(first, b) for a, b in zip([*rest, 0], generator, strict=True)])
    return found[::-1]


def _generator(degree: int) -> list[int]:
    """The product of (x - 2^n), without its leading 1."""
    polynomial, root = [1], 1
    for _ in range(degree):
        polynomial = [a ^ _times(b, root) for a, b in zip([*polynomial, 0], [0, *polynomial], strict=True)]
        root = _double(root)
    return polynomial[1:]


def _double(value: int) -> int:
    """Twice a number of GF(256)."""
    return value << 1 ^ (0x11D if value & 0x80 else 0)


@cache
def _times(a: int, b: int) -> int:
    return 0 if b == 0 else (a if b & 1 else 0) ^ _times(_double(a), b >> 1)
