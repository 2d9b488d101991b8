"""A finished PDF -> a sum of every byte that each page is drawn by: what was found out about a page by itself holds for
any page of the same sum.

Unlike `page_hashes` nothing is taken for the same that is written in another way; only the numbers of objects do not
count, nor what leads from a page to others.
"""

from __future__ import annotations

import io
from collections.abc import Set
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from mzdocs.core.digests import joined_sum
from mzdocs.pdf.page_hashes import INHERITED, inherited

_LEADS_AWAY = {"/Parent", "/P"}
"""What a page and a note on it say of where they belong; resources may bear these names, too."""
_OF_ALL = ("/OCProperties", "/OutputIntents", "/AcroForm")
"""What the catalogue says that has a part in how any page is seen."""


class Circle(ValueError):
    """Something refers to itself: it has no sum."""


def page_sums(data: bytes) -> list[bytes]:
    """One sum for each page; none of a file in which something goes round in a circle."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sums = _Sums()
        try:
            pages = [sums.page(page.obj) for page in pdf.pages]
            shared = [key.encode() + sums.of(pdf.Root[key]) for key in _OF_ALL if key in pdf.Root]
        except Circle:
            return []
        return [joined_sum([page, *shared, b"fonts" if sums.fonts else b""]) for page in pages]


@dataclass
class _Sums:
    """Sums of the objects of one file, each made once; `fonts` is whether there was one among them."""

    made: dict[tuple[int, int], bytes | None] = field(default_factory=dict)
    fonts: bool = False

    def page(self, page: Any) -> bytes:
        above = {key: inherited(page, key) for key in INHERITED if key not in page}
        handed_down = [key.encode() + self.of(value) for key, value in above.items() if value is not None]
        notes = [self._dictionary(note, _LEADS_AWAY) for note in page.get("/Annots", ())]
        return joined_sum([*handed_down, self._dictionary(page, {*_LEADS_AWAY, "/Annots"}), *notes])

    def of(self, value: Any) -> bytes:
        """The sum of any value by all it refers to.

        Raises:
            Circle: that is itself.
        """
        if not isinstance(value, pikepdf.Object):
            return joined_sum([type(value).__name__.encode(), str(value).encode()])
        if not value.is_indirect:
            return self._made(value)
        number = value.objgen
        if number not in self.made:
            self.made[number] = None
            self.made[number] = self._made(value)
        found = self.made[number]
        if found is None:
            raise Circle(number)
        return found

    def _made(self, value: Any) -> bytes:
        if isinstance(value, pikepdf.Stream):
            return joined_sum([b"stream", value.read_raw_bytes(), self._dictionary(value)])
        if isinstance(value, pikepdf.Dictionary):
            self.fonts = self.fonts or value.get("/Type") == "/Font"
            return self._dictionary(value)
        if isinstance(value, pikepdf.Array):
            return joined_sum([b"array", *map(self.of, value)])
        if isinstance(value, pikepdf.String):
            return joined_sum([b"text", bytes(value)])
        return joined_sum([b"name", str(value).encode("utf-8", "surrogateescape")])

    def _dictionary(self, value: Any, leave: Set[str] = frozenset()) -> bytes:
        keys = sorted(value.keys() - leave)
        return joined_sum([b"dictionary", *(part for key in keys for part in (key.encode(), self.of(value[key])))])
