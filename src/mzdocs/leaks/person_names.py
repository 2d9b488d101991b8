"""Names of people -> a search for all of them at once.

A name of three characters and more is sought wherever they follow each other. One of two is also a piece of many words,
and is found where it stands by itself (`core.text.by_itself`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from mzdocs.core.text import by_itself
from mzdocs.leaks.finder import Layer, flat

_HEAD, _BESIDE = 3, 4
"""Bytes by which names are grouped, and of a character beside one at most."""


class PersonNames:
    """Looks for names as they are written, in one line or broken over two."""

    def __init__(self, names: Iterable[str]) -> None:
        names = tuple(names)
        sought = {flat(name) for name in names}
        self._whole = tuple((frozenset(name), name) for name in sorted(sought) if len(name) > 2)
        self._alone = tuple((frozenset(name), by_itself(name)) for name in sorted(sought) if len(name) <= 2)
        self._bytes: dict[bytes, dict[bytes, re.Pattern[str] | None]] = defaultdict(dict)
        for way, alone in (way for name in names for way in _ways(name)):
            self._bytes[way[:_HEAD]][way] = alone

    def sees(self, layer: Layer) -> bool:
        """Whether one of the names stands in the layer."""
        if self._in_text(layer):
            return True
        return not layer.data.isascii() and any(self._in_bytes(layer.data, head) for head in self._bytes)

    def _in_text(self, layer: Layer) -> bool:
        if layer.text.isascii():
            return False
        letters = frozenset(layer.plain.upper())
        if any(pattern.search(layer.plain) for own, pattern in self._alone if own <= letters):
            return True
        whole = [name for own, name in self._whole if own <= letters]
        text = flat(layer.plain) if whole else ""
        return any(name in text for name in whole)

    def _in_bytes(self, data: bytes, head: bytes) -> bool:
        at = data.find(head)
        while at >= 0:
            if any(
                data.startswith(way, at) and _stands(data, at, way, only) for way, only in self._bytes[head].items()
            ):
                return True
            at = data.find(head, at + 1)
        return False


def _stands(data: bytes, at: int, way: bytes, alone: re.Pattern[str] | None) -> bool:
    """Whether bytes in the place of a name are one, and not a piece of a longer word."""
    text = data[max(at - _BESIDE, 0) : at + len(way) + _BESIDE].decode("utf-8", "ignore") if alone else ""
    return alone is None or alone.search(text) is not None


def _ways(name: str) -> Iterator[tuple[bytes, re.Pattern[str] | None]]:
    """How bytes hold a name, and how it stands there; what is shorter than six bytes chance would find."""
    for spelt in {name, flat(name)}:
        if len(spelt) > 2:
            yield from ((spelt.encode(each), None) for each in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"))
        elif len(spelt.encode()) >= 2 * _HEAD:
            yield spelt.encode(), by_itself(spelt)
