"""A font of a PDF -> how far each code moves the pen on (ISO 32000-1, 9.2.4 and 9.7.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from mzdocs.pdf.embedded_program import descendant_of
from mzdocs.pdf.graphics_state import Mark

_BLANK = 32
"""The one-byte code that word spacing moves (9.3.3)."""


_BLOCK = re.compile(rb"begincidchar(.*?)endcidchar", re.DOTALL)
_PAIR = re.compile(rb"<([0-9a-f]{4})> (\d+)")


class Widths:
    """Widths in em by code; codes have two bytes in a composite font, one in any other."""

    def __init__(self, font: Any) -> None:
        self.bytes_of_code = 2 if font.get("/Subtype") == "/Type0" else 1
        said = font.get("/Encoding")
        self._cids = cids(said) if self.bytes_of_code == 2 and isinstance(said, pikepdf.Stream) else None
        if self.bytes_of_code == 2:
            descendant = descendant_of(font)
            self._widths = dict(_of_cids(list(descendant.get("/W", []))))
            self._default = float(descendant.get("/DW", 1000))
        else:
            first = int(font.get("/FirstChar", 0))
            self._widths = {first + i: float(width) for i, width in enumerate(font.get("/Widths", []))}
            self._default = float(font.get("/FontDescriptor", {}).get("/MissingWidth", 0))

    def of(self, code: int) -> float:
        """The width of one code; of a composite font, of a CID."""
        return self._widths.get(code, self._default) / 1000

    def of_text(self, shown: bytes) -> Iterator[tuple[int, float]]:
        """The codes of a shown text, each with the width of what it stands for."""
        step = self.bytes_of_code
        for at in range(0, len(shown), step):
            code = int.from_bytes(shown[at : at + step], "big")
            yield code, self.of(code if self._cids is None else self._cids.get(code, 0))


def widths_of(font: Any, known: dict[tuple[int, int], Widths]) -> Widths:
    """The widths of a font, read once if it is an object of its own."""
    number: tuple[int, int] = font.objgen
    if number == (0, 0):
        return Widths(font)
    if number not in known:
        known[number] = Widths(font)
    return known[number]


def cids(said: pikepdf.Stream) -> Mapping[int, int]:
    """CIDs by code, of an encoding that names each code alone."""
    blocks = b"".join(_BLOCK.findall(said.read_bytes()))
    return {int(code, 16): int(cid) for code, cid in _PAIR.findall(blocks)}


def length(mark: Mark, widths: Widths) -> float:
    """How far a shown text moves the pen on along its line, in text space."""
    state, along = mark.state, 0.0
    for part in mark.shown:
        if isinstance(part, float):
            along -= part / 1000 * state.size
            continue
        for code, width in widths.of_text(part):
            along += width * state.size + state.spacing
            along += state.word_spacing if code == _BLANK and widths.bytes_of_code == 1 else 0
    return along * state.wide


def pens(mark: Mark, widths: Widths) -> Iterator[tuple[int, float, float]]:
    """Each code that is shown, with where the pen stands before and after it on its line, in text space."""
    state, along = mark.state, 0.0
    for part in mark.shown:
        if isinstance(part, float):
            along -= part / 1000 * state.size
            continue
        for code, width in widths.of_text(part):
            start, along = along, along + width * state.size
            yield code, start * state.wide, along * state.wide
            along += state.spacing
            along += state.word_spacing if code == _BLANK and widths.bytes_of_code == 1 else 0


def _of_cids(said: list[Any]) -> Iterator[tuple[int, float]]:
    """Thousandths of an em by CID: `first [w w …]` or `first last w`."""
    rest = iter(said)
    for first in rest:
        then = next(rest)
        if isinstance(then, pikepdf.Array):
            yield from ((int(first) + i, float(width)) for i, width in enumerate(then))
        else:
            width = float(next(rest))
            yield from ((cid, width) for cid in range(int(first), int(then) + 1))
