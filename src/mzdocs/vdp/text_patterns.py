"""Many texts at once -> their patterns: characters that break and measure alike are one letter there.

Texts of one pattern are laid out alike. A codec of the standard library makes the patterns: the characters it has no
byte for become one byte, and those are ideographs.
"""

from __future__ import annotations

import re
from codecs import charmap_build, charmap_encode
from collections.abc import Sequence
from typing import NamedTuple

from mzdocs.vdp.shaping import TextShaper

_IDEOGRAPHS = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_IDEOGRAPH = "?"
"""What the codec puts for characters it has no byte for; a text with this one itself has no pattern."""
_ASCII = "".join(map(chr, range(128)))
_MOST_SIGNS = 128
_DIGITS = "0123456789"


def are_ideographs(text: str) -> bool:
    """Whether a text is of ideographs alone, which may be parted anywhere."""
    return _IDEOGRAPHS.fullmatch(text) is not None


class CharacterClasses(dict[int, str]):
    """Characters that break and measure alike -> one letter: 中 for plain ideographs, 0 for plain digits."""

    def __init__(self, shaper: TextShaper) -> None:
        self._shaper = shaper

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kept = char
        if self._shaper.is_plain(char):
            wide = self._shaper.advance(char)
            if _IDEOGRAPHS.match(char) and wide == self._shaper.units:
                kept = "中"
            elif char.isascii() and char.isdigit() and wide == self._shaper.advance("0"):
                kept = "0"
        self[code] = kept
        return kept


class Patterns(NamedTuple):
    """The pattern of each text, and the characters all of them have."""

    each: list[bytes]
    characters: set[str]


class TextPatterns:
    """The patterns of the texts that are set in one face; it learns characters as it meets them.

    Characters of one letter are plain in the same surroundings, too: a text is shown as the others of its pattern are.
    """

    def __init__(self, shaper: TextShaper) -> None:
        self._shaper, self._classes = shaper, CharacterClasses(shaper)
        self._known: set[str] = {"\n"}
        self._signs = ""
        self._codec = charmap_build(_ASCII)
        alike = len({(self._classes[ord(digit)], shaper.surroundings(digit)) for digit in _DIGITS}) == 1
        self._digits = bytes.maketrans(_DIGITS.encode(), b"0" * 10) if alike else None

    def of(self, texts: Sequence[str]) -> Patterns | None:
        """Nothing where a text has a character that no pattern has a letter for."""
        joined = "\n".join(texts)
        used = set(joined)
        if not used <= self._known and not self._learned(used - self._known):
            return None
        each = charmap_encode(joined, "replace", self._codec)[0].translate(self._digits).split(b"\n")
        used.discard("\n")
        return Patterns(each, used) if len(each) == len(texts) else None

    def _learned(self, new: set[str]) -> bool:
        """Whether patterns now have a letter for each of these."""
        if not all(char < "\ud800" or "\ue000" <= char < "\ufffe" for char in new) or _IDEOGRAPH in new:
            return False
        signs = [char for char in new if not char.isascii() and not self._is_ideograph(char)]
        if signs:
            if len(self._signs) + len(signs) > _MOST_SIGNS:
                return False
            self._signs += "".join(signs)
            self._codec = charmap_build(_ASCII + self._signs)
        self._known |= new
        return True

    def _is_ideograph(self, char: str) -> bool:
        return self._classes[ord(char)] == "中" and self._shaper.surroundings(char) == (True, True)
