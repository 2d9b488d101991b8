"""A cell's text -> its lines: no word, reference or number with its unit is parted, and none ends in a lone character.

A short text is set in lines as even as can be (档案 / 资料); a long one fills its lines.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from mzdocs.core.text import is_han
from mzdocs.core.unbreakable import whole_pieces
from mzdocs.core.units import pt
from mzdocs.core.words import LONGEST, han, whole_words
from mzdocs.design import fonts
from mzdocs.design.fonts import Face

SHORT, NAME = 12, 18
"""Chinese characters of a text, and of one without marks, that is seen at a glance and so set in even lines."""
DOWNWARDS = 2.0
"""Ems: in a narrower column a text stands one character below the other."""
_GRADES = {"": (3.4, pt(14)), "dense": (3.0, pt(10.5)), "small": (2.2, pt(9))}
"""Millimetres that rules and paddings take of a column, in Word and in PDF, with a hair for rounding; its type."""
_MARKS = "，；。、："
_LONE, _AFTER_A_MARK, _AT_A_JOINT = 1000.0, 1.5, 100.0
"""What a last line with one Chinese character costs, and twice that if it has nothing else; what a break saves after a
mark, and at a name's dot or title's bracket."""


def room(width: float, grade: str) -> float:
    """Ems of a column so many millimetres wide, in a paper's table of this grade."""
    beside, size = _GRADES[grade]
    return (width - beside) / size.mm


def too_wide(text: str, ems: float, face: Face) -> str:
    """A word of the text that does not go into a column, nor its halves; set downwards, everything does."""
    if ems < DOWNWARDS:
        return ""
    inside = (text[a:b] for a, b in whole_words(text)) if len(text) >= LONGEST else [text]
    return next((word for word in inside if len(word) != LONGEST and _width(word, face) > ems), "")


@lru_cache(maxsize=8192)
def holds(text: str, room: float, face: Face) -> bool:
    """Whether no word, number or reference, with the marks that stay with it, is wider than so many ems."""
    places = _Places(text, room, face)
    return places.hold() and bool(places.best())


@lru_cache(maxsize=65536)
def cell_lines(text: str, room: float, face: Face) -> tuple[str, ...]:
    """The lines of a text in a cell with so many ems of room; what is one line by itself stays as it is."""
    return tuple(line for part in text.split("\n") for line in _paragraph(part, room, face))


def needs_breaks(text: str, room: float, face: Face) -> bool:
    """Whether a word processor, which parts words, must be told the lines: of short texts, and where one is left over.

    A long text is left to it: who edits the paper finds no breaks to take out.
    """
    ends = _filled(text, room, face)
    lone = len(ends) > 1 and han(text[ends[-2] :]) <= 1
    return "\n" not in text and (_is_short(text) or lone)


def _is_short(text: str) -> bool:
    return han(text) <= (SHORT if any(mark in text for mark in _MARKS) else NAME)


def _paragraph(text: str, room: float, face: Face) -> Sequence[str]:
    if len(text) <= room or not han(text) or _width(text, face) <= room:
        return [text]  # a number that is too wide is left to the engine, which tells it
    if len(text) == han(text) == LONGEST and room >= 2:
        return [text[:2], text[2:]]
    places = _Places(text, room, face)
    ends = places.best() or _filled(text, room, face)
    return [text[a:b].strip() for a, b in pairwise([0, *ends])]


@dataclass(frozen=True)
class _Places:
    """Where a text may be parted, and which of these places are the best."""

    text: str
    room: float
    face: Face

    def best(self) -> list[int]:
        """The ends of the fewest lines with the least cost; none if something is wider than the cell."""
        reached: dict[int, tuple[int, float, list[int]]] = {0: (0, 0.0, [])}
        for end in [*self._open(), len(self.text)]:
            ways = (
                (count + 1, cost + self._cost(start, end), [*ends, end])
                for start, (count, cost, ends) in reversed(reached.items())
                if self._measure(start, end) <= self.room
            )
            found = min(ways, default=None, key=lambda way: way[:2])
            if found:
                reached[end] = found
        return reached[len(self.text)][2] if len(self.text) in reached else []

    def hold(self) -> bool:
        """Whether each word, number and reference goes into a line."""
        return all(self._measure(*span) <= self.room for span in whole_pieces(self.text))

    def _measure(self, start: int, end: int) -> float:
        return _width(self.text[start:end].strip(), self.face)

    def _cost(self, start: int, end: int) -> float:
        last = end == len(self.text)
        spare = (self.room - self._measure(start, end)) ** 2
        if last and han(self.text[start:end]) <= 1 < han(self.text):
            return spare + _LONE * (2 if len(self.text[start:end].strip()) == 1 else 1)
        if last:
            return spare if _is_short(self.text) else 0.0
        if self._is_joint(end):
            return spare - _AT_A_JOINT
        return spare - (_AFTER_A_MARK if self.text[end - 1] in _MARKS else 0.0)

    def _is_joint(self, at: int) -> bool:
        """Between a name's parts, and before the bracket behind a title."""
        dot = self.text[at - 1] == "·" and is_han(self.text[at])
        return (dot or self.text[at] == "（") and not any(mark in self.text for mark in _MARKS)

    def _open(self) -> Iterator[int]:
        held = [span for span in whole_pieces(self.text) if self._measure(*span) <= self.room]
        return (at for at in range(1, len(self.text)) if self._may_part(at) and not any(a < at < b for a, b in held))

    def _may_part(self, at: int) -> bool:
        return _may_part(self.text[at - 1], self.text[at])


def _figure(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".,%-")


def _may_part(before: str, after: str) -> bool:
    """Closing marks stay with what they close, opening ones with what they open, figures with figures."""
    if unicodedata.category(after) in ("Pe", "Pf", "Po", "Pd", "Mn", "Me", "Mc"):
        return False
    return unicodedata.category(before) not in ("Ps", "Pi") and not (_figure(before) and _figure(after))


def _filled(text: str, room: float, face: Face) -> list[int]:
    """Where the lines end if each takes all it can, whatever it parts but marks: as a word processor sets them."""
    ends, start = [], 0
    while start + 1 < len(text) and _width(text[start:], face) > room:
        full = start + 1
        while _width(text[start : full + 1], face) <= room:
            full += 1
        start = next((at for at in range(full, start, -1) if _may_part(text[at - 1], text[at])), full)
        ends.append(start)
    return [*ends, len(text)]


def _width(text: str, face: Face) -> float:
    """In ems, character by character: squeezed marks only make it less."""
    return sum(map(_advances(face).__getitem__, text))


@cache
def _advances(face: Face) -> Mapping[str, float]:
    return _Advances(face)


class _Advances(dict[str, float]):
    """What each character of a face takes of a line, in ems, once it was asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> float:
        self[char] = 1.0 if is_han(char) else fonts.advance(char, self._face)
        return self[char]
