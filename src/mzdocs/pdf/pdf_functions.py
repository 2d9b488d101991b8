"""A function as a PDF writes it -> its values (ISO 32000-1, 7.10): sampled, exponential, stitched, calculated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np
import pikepdf

from mzdocs.pdf.calculator import calculated

Values = tuple[float, ...]
PdfFunction = Callable[[Sequence[float]], Values]


def function(said: Any) -> PdfFunction:
    """The function of one, or of several with one value each.

    Raises:
        ValueError, KeyError: it is none that the standard knows.
    """
    if isinstance(said, pikepdf.Array):
        parts = [function(each) for each in said]
        return lambda given: tuple(value for part in parts for value in part(given))
    return _within(said, _KINDS[int(said.FunctionType)](said))


def _within(said: Any, inner: PdfFunction) -> PdfFunction:
    """What is given lies in the domain, what comes of it in the range, if it has one."""
    domain, limits = _pairs(said.Domain), _pairs(said.get("/Range", ()))

    def clipped(given: Sequence[float]) -> Values:
        found = inner([_clip(value, pair) for value, pair in zip(given, domain, strict=False)])
        return tuple(_clip(value, pair) for value, pair in zip(found, limits, strict=False)) if limits else found

    return clipped


def _sampled(said: Any) -> PdfFunction:
    sizes, domain, limits = [int(n) for n in said.Size], _pairs(said.Domain), _pairs(said.Range)
    bits, count = int(said.BitsPerSample), len(limits)
    encode = _pairs(said.get("/Encode", [edge for size in sizes for edge in (0, size - 1)]))
    decode = _pairs(said.get("/Decode", said.Range))
    samples = _samples(said.read_bytes(), bits, int(np.prod(sizes)) * count).reshape((*reversed(sizes), count))

    def value(given: Sequence[float]) -> Values:
        at = [
            _clip(_between(x, pair, code), (0, size - 1))
            for x, pair, code, size in zip(given, domain, encode, sizes, strict=True)
        ]
        found = _interpolated(samples, at) / (2**bits - 1)
        return tuple(low + float(share) * (high - low) for share, (low, high) in zip(found, decode, strict=True))

    return value


def _samples(data: bytes, bits: int, count: int) -> Any:
    if bits in (8, 16, 32):
        return np.frombuffer(data, f">u{bits // 8}", count).astype(float)
    every = np.unpackbits(np.frombuffer(data, np.uint8))[: count * bits].reshape(count, bits)
    return every @ (2.0 ** np.arange(bits - 1, -1, -1))


def _interpolated(samples: Any, at: Sequence[float]) -> Any:
    """Linear in each direction; the samples' axes stand in the opposite order."""
    found: Any = 0.0
    for corner in product((0, 1), repeat=len(at)):
        place, weight = [], 1.0
        for x, up in zip(at, corner, strict=True):
            low = min(int(x), int(x + 1) - 1)
            weight *= x - low if up else 1 - (x - low)
            place.append(low + up)
        if weight:
            found = found + weight * samples[tuple(reversed(place))]
    return found


def _exponential(said: Any) -> PdfFunction:
    first = [float(value) for value in said.get("/C0", (0,))]
    last = [float(value) for value in said.get("/C1", (1,))]
    power = float(said.N)
    return lambda given: tuple(a + given[0] ** power * (b - a) for a, b in zip(first, last, strict=True))


def _stitched(said: Any) -> PdfFunction:
    parts = [function(each) for each in said.Functions]
    low, high = _pairs(said.Domain)[0]
    bounds, encode = [float(value) for value in said.Bounds], _pairs(said.Encode)
    edges = [low, *bounds, high]

    def value(given: Sequence[float]) -> Values:
        at = sum(given[0] >= bound for bound in bounds)
        return parts[at]([_between(given[0], (edges[at], edges[at + 1]), encode[at])])

    return value


def _calculating(said: Any) -> PdfFunction:
    return calculated(said.read_bytes().decode("ascii", "replace"))


_KINDS: dict[int, Callable[[Any], PdfFunction]] = {0: _sampled, 2: _exponential, 3: _stitched, 4: _calculating}


def _pairs(said: Any) -> list[tuple[float, float]]:
    values = [float(value) for value in said]
    return list(zip(values[::2], values[1::2], strict=True))


def _clip(value: float, pair: tuple[float, float]) -> float:
    return min(max(value, pair[0]), pair[1])


def _between(x: float, one: tuple[float, float], other: tuple[float, float]) -> float:
    """The place in the other interval."""
    wide = one[1] - one[0]
    return other[0] + (x - one[0]) / wide * (other[1] - other[0]) if wide else other[0]
