"""Secrets -> a search for all of them at once, in text and in bytes, however they are written.

Of a long number the figures in their order are enough, whatever lies between: chance does not put seventeen figures
right. A name, and a number of few figures, is sought as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from mzdocs.leaks.figures import figures_in_bytes, figures_in_text, western

_HEAD = 6
"""Bytes by which secrets are grouped. Shorter ones are not sought in binary data: chance would find them."""
MARKS = r"-\x02\u00ad\u00b7\u200b-\u200f\u2010-\u2015\u2060-\u2064\u2212\ufeff\ufffe"
"""Of a pattern: hyphens and dashes, what a reader of PDFs says for them, and what is not seen."""
_UNSEEN = re.compile(rf"[{MARKS}\s]")
_LONG = re.compile("[0-9]{15,20}X?")
"""A number that is sought by its figures alone."""
_FEWEST = 15
"""Figures of the shortest of its spellings."""

APART = "  \n  "
"""Between texts that are of different places: further apart than the groups of a number that is not known."""


@dataclass(frozen=True)
class Layer:
    """One place of a file: text as it reads there, or its bytes. `closed`: it could not be opened."""

    where: str
    text: str = ""
    data: bytes = b""
    closed: bool = False

    @cached_property
    def plain(self) -> str:
        """Its text with the figures of all scripts as ASCII has them."""
        return western(self.text)

    @property
    def content(self) -> str:
        """Its text, or its bytes one character each."""
        return self.text or self.data.decode("latin-1")


class Finder:
    """Looks for secrets of one beginning together: thousands of numbers of a region cost little more than one."""

    def __init__(self, secrets: Iterable[str]) -> None:
        sought = {flat(secret) for secret in secrets if secret.strip()}
        long = set(filter(_LONG.fullmatch, sought))
        self._texts = _grouped(secret.encode() for secret in sought - long)
        self._bytes = _grouped(way for secret in sought - long for way in _written(secret) if len(way) >= _HEAD)
        self._figures = _grouped(way for secret in long for way in _spelt(secret))

    def sees(self, layer: Layer) -> bool:
        """Whether one of the secrets stands in the layer."""
        if self._texts and (_sees(self._texts, flat(layer.plain).encode()) or _sees(self._bytes, layer.data)):
            return True
        ways = (*figures_in_text(layer.plain), figures_in_bytes(layer.data))
        return any(_sees(self._figures, way) or _sees(self._figures, way[::-1]) for way in ways if len(way) >= _FEWEST)


_Groups = dict[bytes, dict[int, set[bytes]]]


def flat(text: str) -> str:
    """Without blanks, dashes, wide digits and invisible characters: how it is parted or broken does not matter."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).upper()


def _written(secret: str) -> Iterator[bytes]:
    """The ways a file may hold it: encoded, and the hexadecimal digits of that."""
    for spelt in {secret, secret.lower()}:
        for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
            yield spelt.encode(encoding)
        for encoding in ("utf-8", "utf-16-be"):
            digits = spelt.encode(encoding).hex()
            yield from (digits.encode(), digits.upper().encode())


_SPELLINGS = ("{0:c}", "{0:x}", "00{0:x}", "{0}", "{0:o}", "0{0:o}")
"""A figure as itself and as the figures of its code, hexadecimal in one byte or two, decimal and octal."""


def _spelt(number: str) -> Iterator[bytes]:
    """The figures of a number in each spelling, and as a spreadsheet rounds it; not its last, which may be a letter."""
    for spelling in _SPELLINGS:
        yield "".join(spelling.format(ord(figure)) for figure in number[:-1]).encode()
    if number.isdigit():
        for rounded in (f"{int(number):.14e}", repr(float(number))):
            yield figures_in_bytes(rounded.partition("e")[0].encode())


def _grouped(patterns: Iterable[bytes]) -> _Groups:
    groups: _Groups = defaultdict(lambda: defaultdict(set))
    for pattern in patterns:
        groups[pattern[:_HEAD]][len(pattern)].add(pattern)
    return groups


def _sees(groups: _Groups, data: bytes) -> bool:
    return any(_starts(data, head, lengths) for head, lengths in groups.items())


def _starts(data: bytes, head: bytes, lengths: dict[int, set[bytes]]) -> bool:
    at = data.find(head)
    while at >= 0:
        if any(data[at : at + length] in patterns for length, patterns in lengths.items()):
            return True
        at = data.find(head, at + 1)
    return False
