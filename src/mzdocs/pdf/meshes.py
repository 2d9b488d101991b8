"""A shading of triangles or patches -> the colours at its corners: what lies between them is mixed of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_FREE, _LATTICE, _COONS, _TENSOR = 4, 5, 6, 7
_POINTS = {_COONS: (12, 8), _TENSOR: (16, 12)}
"""Points of a patch that stands alone, and of one that goes on from an edge of the one before."""
_COLOURS = (4, 2)


class _Bits:
    """A stream read bit by bit."""

    def __init__(self, data: bytes) -> None:
        self._number, self._left = int.from_bytes(data, "big"), 8 * len(data)

    def take(self, count: int) -> int:
        self._left -= count
        return (self._number >> self._left) & ((1 << count) - 1)

    def align(self) -> None:
        self._left -= self._left % 8

    def holds(self, count: int) -> bool:
        return self._left >= count


def vertex_colours(said: Any, by_function: bool) -> Iterator[tuple[float, ...]]:
    """The colour at every corner, as components of its space; or what a function is given there."""
    kind, bits = int(said.ShadingType), _Bits(bytes(said.read_bytes()))
    place, deep = 2 * int(said.BitsPerCoordinate), int(said.BitsPerComponent)
    decode = [float(value) for value in said.Decode][4:]
    pairs = list(zip(decode[::2], decode[1::2], strict=True))[: 1 if by_function else None]
    flag_bits = 0 if kind == _LATTICE else int(said.BitsPerFlag)
    least = flag_bits + place + deep * len(pairs)
    while bits.holds(least):
        flag = bits.take(flag_bits) & 3 if flag_bits else 0
        at = 1 if flag else 0
        points, colours = (_POINTS[kind][at], _COLOURS[at]) if kind in _POINTS else (1, 1)
        if not bits.holds(points * place + colours * deep * len(pairs)):
            return
        for _ in range(points):
            bits.take(place)
        for _ in range(colours):
            yield tuple(low + bits.take(deep) / (2**deep - 1) * (high - low) for low, high in pairs)
        if kind == _FREE:
            bits.align()
