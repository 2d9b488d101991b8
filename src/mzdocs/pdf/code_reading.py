"""Text shown in a composite font -> its codes, and the CID each stands for (ISO 32000-1, 9.7.5 and 9.7.6)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from mzdocs.pdf.cmap_text import HEX, blocks, digits_read
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.pdf.readable_names import readable

_PAIR = re.compile(HEX + rb"\s*" + HEX)
_RANGE = re.compile(HEX + rb"\s*" + HEX + rb"\s*(\d+)")
_CHAR = re.compile(HEX + rb"\s*(\d+)")
_IDENTITY = ("Identity-H", "Identity-V")


@dataclass
class CodeMap:
    """Which strings of bytes are codes, and which CIDs they stand for; ranges are `(first, last, CID of the first)` by
    the length of their codes. `undefined` are codes that nothing else maps, each range to one CID."""

    spaces: list[tuple[bytes, bytes]] = field(default_factory=list)
    singles: dict[bytes, int] = field(default_factory=dict)
    ranges: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    undefined: list[tuple[bytes, bytes, int]] = field(default_factory=list)

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
        return next((cid for first, last, cid in self.undefined if first <= code <= last), None)


def _within(shown: bytes, first: bytes, last: bytes) -> bool:
    """Every byte of a code lies between those of its space."""
    return len(shown) >= len(first) and all(a <= x <= b for a, x, b in zip(first, shown, last, strict=False))


_TWO_BYTES = CodeMap([(b"\0\0", b"\xff\xff")], ranges={2: [(0, 0xFFFF, 0)]})


def code_map(font: Any) -> CodeMap:
    """How a composite font reads its text.

    Raises:
        Inexact: by one of the maps that every reader brings with it, and that we do not.
    """
    said = font.get("/Encoding")
    if not isinstance(said, pikepdf.Stream):
        if (name := readable(said)) not in _IDENTITY:
            raise Inexact(f"编码 {name}", f"the encoding {name}")
        return _TWO_BYTES
    made = CodeMap()
    for each in reversed(_used(said)):
        if isinstance(each, pikepdf.Stream):
            made = _filled(made, each.read_bytes())
        elif readable(each) in _IDENTITY:
            made = CodeMap(list(_TWO_BYTES.spaces), ranges={2: [(0, 0xFFFF, 0)]})
        else:
            raise Inexact(f"编码 {readable(each)}", f"the encoding {readable(each)}")
    return made


def _used(said: Any) -> list[Any]:
    """A map, the one that it adds to, and so on."""
    found = [said]
    while len(found) < _MOST_USED and isinstance(found[-1], pikepdf.Stream) and "/UseCMap" in found[-1]:
        found.append(found[-1].UseCMap)
    return found


_MOST_USED = 8


def shown_codes(font: Any, shown: Iterable[bytes]) -> set[bytes]:
    """The codes of strings shown in a font; those of a simple font have one byte.

    Raises:
        Inexact: by one of the maps that we do not have.
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
            found = _RANGE.findall(block)
            made.undefined += [(digits_read(first), digits_read(last), int(cid)) for first, last, cid in found]
    for ranges in made.ranges.values():
        ranges.sort()
    made.spaces.sort(key=lambda space: len(space[0]))
    return made
