"""Telephones and accounts -> a search for all of them at once: too short for chance not to set their figures right.

A number begins and ends where figures do: part of a longer one is none. In text little may stand between its figures,
and neither a letter nor a comma; in bytes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mzdocs.leaks.figures import figures_in_bytes, with_chinese_figures
from mzdocs.leaks.finder import Finder, Layer

_LONG = 15
"""Figures that are enough in their order, whatever lies between."""
_FEW = 50
"""Numbers that are sought faster one by one."""
_RUN = re.compile("[0-9]+")
_CHINESE = re.compile("[〇○零一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖]")
_ABROAD = ("86", "0086")
"""What stands before a telephone without a mark."""


class ShortNumbers:
    """Looks for numbers given as figures alone; those of fifteen and more as a `Finder` does."""

    def __init__(self, numbers: Iterable[str]) -> None:
        every = {*numbers}
        short = {number for number in every if len(number) < _LONG}
        self._long = Finder(every - short) if every - short else None
        self._sought = short | {number[::-1] for number in short}
        self._lengths = sorted({len(number) for number in short})
        self._least = min(self._lengths, default=1)
        self._stretch = re.compile(rf"[0-9](?:(?:[^\w,]|_){{0,3}}[0-9]){{{self._least - 1},}}")
        self._few = [number.encode() for number in self._sought] if len(self._sought) <= _FEW else []

    def sees(self, layer: Layer) -> bool:
        """Whether one of the numbers stands in the layer."""
        if self._long and self._long.sees(layer):
            return True
        return bool(self._sought) and (self._in_text(layer.plain) or self._in_bytes(layer.data))

    def _in_text(self, plain: str) -> bool:
        ways = [plain]
        if not plain.isascii() and len(_CHINESE.findall(plain)) >= self._lengths[0]:
            ways.append(with_chinese_figures(plain))
        return any(
            self._stands(stretch[0])
            for way in ways
            if self._may_stand(way.encode("ascii", "ignore"))
            for stretch in self._stretch.finditer(way)
        )

    def _may_stand(self, text: bytes) -> bool:
        """Whether it is worth a look: a few numbers are sought in the figures alone at once."""
        figures = figures_in_bytes(text)
        return len(figures) >= self._least and (not self._few or any(number in figures for number in self._few))

    def _stands(self, stretch: str) -> bool:
        """Whether figures of a stretch, from where some begin to where some end, are one of the numbers."""
        runs = _RUN.findall(stretch)
        figures = "".join(runs)
        ends, at = {0}, 0
        for run in runs:
            at += len(run)
            ends.add(at)
        return any(
            start + length in ends and figures[start : start + length] in self._sought
            for start in _starts(figures, ends)
            for length in self._lengths
        )

    def _in_bytes(self, data: bytes) -> bool:
        if not self._may_stand(data):
            return False
        found = re.findall(rb"[0-9]{%d,}" % self._least, data.translate(None, b"\0"))
        return any(self._stands(number.decode()) for number in found)


def _starts(figures: str, ends: set[int]) -> Iterator[int]:
    for start in ends:
        yield start
        yield from (start + len(prefix) for prefix in _ABROAD if figures.startswith(prefix, start))
