"""Text shown in a composite font -> its codes, and the CID each stands for (ISO 32000-1, 9.7.5 and 9.7.6)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pikepdf

from mzdocs.pdf.cmap_text import HEX, blocks, digits_read
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.pdf.readable_names import readable
from mzdocs.pdf.stock_cmaps import stock_cmap

_PAIR = re.compile(HEX + rb"\s*" + HEX)
_RANGE = re.compile(HEX + rb"\s*" + HEX + rb"\s*(\d+)")
_CHAR = re.compile(HEX + rb"\s*(\d+)")
_IDENTITY = ("Identity-H", "Identity-V")
_MOST_USED = 8
_GOES_ON = re.compile(rb"/([0-9A-Za-z-]+)\s+usecmap\b")


@dataclass
class CodeMap:
    """Which strings of bytes are codes, and which CIDs they stand for; ranges are `(first, last, CID of the first)` by
    the length of their codes. What it has no word for, the map it goes on from may have."""

    spaces: list[tuple[bytes, bytes]] = field(default_factory=list)
    singles: dict[bytes, int] = field(default_factory=dict)
    ranges: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    base: CodeMap | None = None
    blanks: list[tuple[bytes, bytes, int]] = field(default_factory=list)
    """Codes that all stand for one CID, where nothing else is said of them."""

    def codes(self, shown: bytes) -> Iterator[bytes]:
        """One code after the other; bytes that begin none are taken by the length of the shortest."""
        if self.spaces == _TWO_BYTES.spaces:
            yield from (shown[at : at + 2] for at in range(0, len(shown), 2))
            return
        shortest, at = min((len(first) for first, _ in self.spaces), default=1), 0
        while at < len(shown):
            size = next((len(first) for first, last in self.spaces if _within(shown[at:], first, last)), shortest)
            yield shown[at : at + size]
            at += size

    def cid(self, code: bytes) -> int | None:
        """What a code stands for; nothing where the map has no word for it."""
        if code in self.singles:
            return self.singles[code]
        ranges, value = self.ranges.get(len(code), []), int.from_bytes(code)
        at = bisect_right(ranges, (value, float("inf"))) - 1
        first, last, cid = ranges[at] if at >= 0 else (1, 0, 0)
        if first <= value <= last:
            return cid + value - first
        said = None if self.base is None else self.base.cid(code)
        return said if said is not None else self._blank(code)

    def _blank(self, code: bytes) -> int | None:
        alike = (cid for first, last, cid in self.blanks if len(first) == len(code) and _within(code, first, last))
        return next(alike, None)


def _within(shown: bytes, first: bytes, last: bytes) -> bool:
    """Every byte of a code lies between those of its space."""
    return len(shown) >= len(first) and all(a <= x <= b for a, x, b in zip(first, shown, last, strict=False))


_TWO_BYTES = CodeMap([(b"\0\0", b"\xff\xff")], ranges={2: [(0, 0xFFFF, 0)]})


def code_map(font: Any) -> CodeMap:
    """How a composite font reads its text.

    Raises:
        Inexact: by one of the maps that every reader brings with it, and that this machine does not have.
    """
    return _map(font.get("/Encoding"), _MOST_USED)


def _map(said: Any, most: int) -> CodeMap:
    """A map that stands in the file with those it adds to, so many of them at most; or one by its name."""
    if not isinstance(said, pikepdf.Stream):
        return _named(readable(said))
    base = said.get("/UseCMap") if most else None
    return _going_on(None if base is None else _map(base, most - 1), said.read_bytes())


@lru_cache(maxsize=16)
def _named(name: str) -> CodeMap:
    """One of the maps that every reader brings with it."""
    if name in _IDENTITY:
        return _TWO_BYTES
    said = stock_cmap(name)
    if said is None:
        raise Inexact(f"编码 {name}", f"the encoding {name}")
    found = _GOES_ON.search(said)
    return _going_on(_named(found[1].decode("ascii")) if found and found[1].decode() != name else None, said)


def _going_on(base: CodeMap | None, said: bytes) -> CodeMap:
    return _filled(CodeMap([] if base is None else list(base.spaces), base=base), said)


def shown_codes(font: Any, shown: Iterable[bytes]) -> set[bytes]:
    """The codes of strings shown in a font; those of a simple font have one byte.

    Raises:
        Inexact: by one of the maps that this machine does not have.
    """
    if font.get("/Subtype") != "/Type0":
        return {bytes([byte]) for text in shown for byte in text}
    reading = code_map(font)
    return {code for text in shown for code in reading.codes(text)}


def _filled(made: CodeMap, said: bytes) -> CodeMap:
    for kind, block in blocks(said):
        if kind == b"codespacerange":
            made.spaces += [(digits_read(first), digits_read(last)) for first, last in _PAIR.findall(block)]
        elif kind == b"cidchar":
            made.singles |= {digits_read(code): int(cid) for code, cid in _CHAR.findall(block)}
        elif kind == b"cidrange":
            for first, last, cid in _RANGE.findall(block):
                code = digits_read(first)
                span = int.from_bytes(code), int.from_bytes(digits_read(last)), int(cid)
                made.ranges.setdefault(len(code), []).append(span)
        elif kind == b"notdefrange":
            spans = _RANGE.findall(block)
            made.blanks += [(digits_read(first), digits_read(last), int(cid)) for first, last, cid in spans]
    for ranges in made.ranges.values():
        ranges.sort()
    made.spaces.sort(key=lambda space: len(space[0]))
    return made
