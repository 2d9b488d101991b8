"""A slot's text -> its lines: by what is sure, else as the layout engine breaks it, remembered by pattern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from mzdocs.design.fonts import Face
from mzdocs.vdp.compiled_template import TextStyle
from mzdocs.vdp.shaping import NotSure, Setter, scaled

Pattern = tuple[tuple[int, int], ...]
"""Where each line of a text begins and ends."""
_LOOSE = re.compile(r"^ | $|  ")
"""Blanks that are not shown: at the ends, and more than one."""
_BLANKS = re.compile(r"[ \t\n]+")
_MOST = 5_000
_STARRED = "\x01"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_IDEOGRAPHS = re.compile(f"[{_HAN}]+")


class Oracle(Protocol):
    """Who knows where lines break, and how wide they are, when it is not sure."""

    def lines(self, text: str, style: TextStyle, face: Face, width: float, indent: float) -> list[str]: ...

    def width(self, text: str, style: TextStyle, face: Face) -> float: ...


class Breaker:
    """Breaks the texts of one slot in one face."""

    def __init__(self, setter: Setter, style: TextStyle, width: float, oracle: Oracle) -> None:
        self._setter, self._style, self._oracle = setter, style, oracle
        self._wide = _Widths(setter, style.size)
        self.width_limit = width
        self._classes = _Classes(setter)
        self.known: dict[str, Pattern] = {}
        self.em = style.size
        self.sure = 0 if style.spacing or style.indent else int(width / style.size + 1e-9)

    def broken(self, text: str) -> list[str]:
        """The lines; text that does not wrap is one line, however wide."""
        if not self._style.keeps_breaks or "\n" not in text:
            return self._paragraph(text, self._style.indent)
        first, *rest = text.split("\n")
        lines = self._paragraph(first, self._style.indent)
        for paragraph in rest:
            lines += self._paragraph(paragraph, 0.0)
        return lines

    def width(self, line: str) -> float:
        """Of a line, in pixels: the sum of what each advance is rounded to."""
        if self._setter.is_plain(line):
            return self.plain_width(line)
        size, units = self._style.size, self._setter.units
        try:
            advances = self._setter.shape(line).advances
        except NotSure:
            return self._oracle.width(line, self._style, self._setter.face)
        total = sum(scaled(advance * 1000 // units, size) for advance in advances)
        return total / 1024 + self._style.spacing * len(line)

    def is_one_line(self, text: str) -> bool:
        """Whether a plain text surely is one line as it stands."""
        if " " in text and _LOOSE.search(text):
            return False
        return len(text) <= self.sure or (len(text) <= 2 * self.sure and self.plain_width(text) <= self.width_limit)

    def plain_width(self, line: str) -> float:
        """The same for a line of plain characters."""
        return sum(map(self._wide.__getitem__, line)) / 1024 + self._style.spacing * len(line)

    def plain_widths(self, texts: Sequence[str], characters: str) -> list[float]:
        """Of lines of plain characters, all of them among these; where those are alike it is a matter of counting."""
        each = {self._wide[char] for char in characters}
        if len(each) > 1:
            return [self.plain_width(text) for text in texts]
        wide = each.pop() / 1024 + self._style.spacing
        return [wide * len(text) for text in texts]

    def _paragraph(self, text: str, indent: float) -> list[str]:
        if " " in text or "\t" in text or "\n" in text:
            text = _BLANKS.sub(" ", text).strip(" ")
        if not self._style.wraps or len(text) <= self.sure:
            return [text]
        return self._by_pattern(text, indent)

    def _fits(self, text: str, indent: float) -> bool:
        if len(text) * self.em > 8 * self.width_limit:
            return False
        return self.width(text) <= self.width_limit - indent

    def _cut(self, text: str, indent: float) -> list[str]:
        """Ideographs alone may be parted anywhere."""
        em = self.width(text[0])
        first, others = int((self.width_limit - indent) / em + 1e-9), max(1, int(self.width_limit / em + 1e-9))
        starts = [0, *range(max(1, first), len(text), others), len(text)]
        return [text[a:b] for a, b in pairwise(starts)]

    def _by_pattern(self, text: str, indent: float) -> list[str]:
        key = text.translate(self._classes)
        if indent:
            key += _STARRED
        known = self.known.get(key)
        if known is None:
            if self._fits(text, indent):
                return [text]
            if not self._style.spacing and _IDEOGRAPHS.fullmatch(text) and self._setter.is_plain(text):
                return self._cut(text, indent)
            if len(self.known) > _MOST:
                self.known.clear()
            known = self.known[key] = _pattern(
                text, self._oracle.lines(text, self._style, self._setter.face, self.width_limit, indent)
            )
        return [text[a:b] for a, b in known]

    @property
    def key(self) -> str:
        """What breaks depend on but for the text."""
        return repr(
            (self._setter.face.pdf_name, self._style.size, self.width_limit, self._style.spacing, self._style.indent)
        )


class _Widths(dict[str, int]):
    """Plain characters -> their width at a size, in 1024ths of a pixel."""

    def __init__(self, setter: Setter, size: float) -> None:
        self._setter, self._size = setter, size

    def __missing__(self, char: str) -> int:
        wide = self[char] = scaled(self._setter.advance(char) * 1000 // self._setter.units, self._size)
        return wide


class _Classes(dict[int, str]):
    """Characters that break and measure alike -> one letter: 中 for plain ideographs, 0 for plain digits."""

    def __init__(self, setter: Setter) -> None:
        self._setter = setter

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kept = char
        if self._setter.is_plain(char):
            wide = self._setter.advance(char)
            if _IDEOGRAPHS.match(char) and wide == self._setter.units:
                kept = "中"
            elif char.isascii() and char.isdigit() and wide == self._setter.advance("0"):
                kept = "0"
        self[code] = kept
        return kept


def is_whole(key: str, pattern: Pattern) -> bool:
    """Whether lines that break so show all of a text of this kind, but for blanks."""
    edges = [0, *(edge for span in pattern for edge in span), len(key.removesuffix(_STARRED))]
    between = [key[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return edges == sorted(edges) and not "".join(between).strip()


def _pattern(text: str, lines: list[str]) -> Pattern:
    spans, at = [], 0
    for line in lines:
        at = text.index(line, at)
        spans.append((at, at + len(line)))
        at += len(line)
    return tuple(spans)
