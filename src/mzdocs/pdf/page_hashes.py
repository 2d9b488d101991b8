"""A finished PDF -> a short sum of what each page paints: pages of equal sums look alike, whatever else the file holds.

A sum covers the content with the resources it names, those by what they hold and not by how they are called, and the
boxes. Fonts count by name, without the tag of their subset: so two sums compare where the same fonts and libraries made
both files; else pictures of the pages are compared (`picture_hashes`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from mzdocs.core.digests import joined_sum
from mzdocs.pdf.glyph_paths import Glyphs, Inexact

DIGITS = 8
DOTS = 72
"""To the inch: at which pictures of pages are compared."""
_TAG = re.compile(r"^/?[A-Z]{6}\+")
_NAME = re.compile(rb"/([^\s/\[\]<>(){}%]+)")
_SELECTS = re.compile(rb"/([^\s/\[\]<>(){}%]+)(\s+[-+.\d]+\s+Tf\b)")
_STRING = re.compile(rb"\(((?:\\.|[^()\\])*)\)|<([0-9A-Fa-f\s]*)>(?!>)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_MEANS = re.compile(rb"<([0-9a-fA-F]{4})>\s*<((?:[0-9a-fA-F]{4})+)>")
_BOXES = ("/MediaBox", "/CropBox", "/Rotate")
INHERITED = (*_BOXES, "/Resources")
"""What a page may leave to a node above it to say."""
_OWN = ("/BleedBox", "/TrimBox", "/ArtBox", "/UserUnit", "/Group")
_UNSEEN = {
    "/Length", "/Parent", "/StructParents", "/StructParent", "/Metadata", "/PieceInfo", "/LastModified", "/Name",
}  # fmt: skip
_MANY = 8
"""Of codes that follow upon each other: the font was numbered anew for this file."""
_DEEPEST = 64
"""Of the tree of pages: as far up as what is inherited is looked for."""


def page_hashes(data: bytes) -> list[str]:
    """Eight hexadecimal digits for each page of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sums = _Sums()
        return [sums.page(page.obj)[: DIGITS // 2].hex() for page in pdf.pages]


def picture_hashes(data: bytes) -> list[str]:
    """As many digits for what each page looks like, and its boxes: where fonts or libraries are others."""
    with closing(pdfium.PdfDocument(data)) as view:
        return [_looks(page) for page in view]


def _looks(page: Any) -> str:
    bitmap = page.render(scale=DOTS / 72)
    try:
        boxes = repr((page.get_size(), tuple(page.get_trimbox())))
        return _sum(boxes.encode(), bytes(bitmap.buffer))[: DIGITS // 2].hex()
    finally:
        bitmap.close()
        page.close()


def _sum(*parts: bytes) -> bytes:
    return joined_sum(parts)


@dataclass
class _Sums:
    """Sums of the objects of one file, each made once."""

    made: dict[tuple[int, int], bytes] = field(default_factory=dict)
    fonts: dict[tuple[int, int], _Unsteady] = field(default_factory=dict)

    def page(self, page: Any) -> bytes:
        """What a page paints, and its boxes."""
        boxes = [self.of(value) for key in _BOXES if (value := inherited(page, key)) is not None]
        own = [key.encode() + self.of(page[key]) for key in _OWN if key in page]
        shown = [self.of(each["/AP"]) for each in page.get("/Annots", ()) if "/AP" in each]
        content = self._content(_read(page.get("/Contents")), inherited(page, "/Resources"))
        return _sum(content, *boxes, *own, *shown)

    def of(self, value: Any) -> bytes:
        """The sum of any value by all it refers to; one that refers to itself is cut there."""
        if not isinstance(value, pikepdf.Object):
            return f"{type(value).__name__} {value}".encode()
        if not value.is_indirect:
            return self._made(value)
        number = value.objgen
        if number not in self.made:
            self.made[number] = b"circle"
            self.made[number] = self._made(value)
        return self.made[number]

    def _made(self, value: Any) -> bytes:
        if isinstance(value, pikepdf.Stream):
            return self._stream(value)
        if isinstance(value, pikepdf.Dictionary):
            return self._font(value) if value.get("/Type") == "/Font" else self._dictionary(value)
        if isinstance(value, pikepdf.Array):
            return _sum(b"array", *(self.of(each) for each in value))
        if isinstance(value, pikepdf.String):
            return _sum(b"text", bytes(value))
        return _sum(b"name", str(value).encode())

    def _stream(self, stream: Any) -> bytes:
        if stream.get("/Subtype") == "/Form" or stream.get("/PatternType") == 1:
            content = self._content(stream.read_bytes(), stream.get("/Resources"))
            return _sum(b"form", content, self._dictionary(stream, leave=("/Resources", "/Filter", "/DecodeParms")))
        return _sum(b"stream", stream.read_raw_bytes(), self._dictionary(stream))

    def _dictionary(self, value: Any, leave: Sequence[str] = ()) -> bytes:
        keys = sorted(value.keys() - _UNSEEN - {*leave})
        return _sum(b"dictionary", *(part for key in keys for part in (key.encode(), self.of(value[key]))))

    def _font(self, font: Any) -> bytes:
        simple = () if font.get("/Subtype") == "/Type0" else ("/Encoding", "/FirstChar", "/Widths", "/CharProcs")
        name = _TAG.sub("", str(font.get("/BaseFont", "")))
        return _sum(b"font", name.encode(), *(self.of(font[key]) for key in simple if key in font))

    def _content(self, content: bytes, resources: Any) -> bytes:
        """Operators, with each name of a resource replaced by what it stands for."""
        named = set(_NAME.findall(content))
        fonts = {name: self._unsteady(font) for name, font in _members(resources, "/Font", named)}
        moved = {name: font for name, font in fonts.items() if font.shown_in(content)}
        parts = _NAME.split(_steadied(content, moved) if moved else content)
        known = self._resources(resources, named)
        parts[1::2] = [known.get(name, name) for name in parts[1::2]]
        return _sum(b"content", b"/".join(parts))

    def _resources(self, resources: Any, named: set[bytes]) -> Mapping[bytes, bytes]:
        known: dict[bytes, bytes] = {}
        for family in sorted(resources.keys()) if resources is not None else ():
            for name, value in _members(resources, family, named):
                known[name] = known.get(name, b"") + family.encode() + self.of(value)
        return known

    def _unsteady(self, font: Any) -> _Unsteady:
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = _unsteady(font)
        return self.fonts[font.objgen]


def _members(resources: Any, family: str, named: set[bytes]) -> Iterator[tuple[bytes, Any]]:
    """Those of a family of resources that are named: a shared dictionary lists what other pages use, too."""
    members = resources.get(family) if resources is not None else None
    if isinstance(members, pikepdf.Dictionary):
        for key in sorted(members.keys() & {f"/{name.decode(errors='surrogateescape')}" for name in named}):
            yield key[1:].encode(), members[key]


@dataclass(frozen=True)
class _Unsteady:
    """Codes of a font that stand for other glyphs in another file, with what they draw and how they may be written."""

    drawn: Mapping[int, bytes]
    written: tuple[bytes, ...]
    known: dict[bytes, bytes] = field(default_factory=dict)

    def shown_in(self, content: bytes) -> bool:
        """Whether one may be shown there: else nothing of it need be read."""
        return any(each in content for each in self.written)

    def steady(self, shown: re.Match[bytes]) -> bytes:
        """A string with what its unsteady codes draw in their place."""
        if shown[0] not in self.known:
            text = _literal(shown[1]) if shown[1] is not None else bytes.fromhex(shown[2].decode())
            pairs = (text[at : at + 2] for at in range(0, len(text), 2))
            self.known[shown[0]] = b"<%s>" % b"".join(self.drawn.get(int.from_bytes(each), each) for each in pairs)
        return self.known[shown[0]]


def _unsteady(font: Any) -> _Unsteady:
    """Of a font whose codes are characters, the other codes; of one that was numbered for its file, all.

    Where codes are the numbers of glyphs in the whole font there are none.
    """
    means = font.get("/ToUnicode")
    if font.get("/Subtype") != "/Type0" or not isinstance(means, pikepdf.Stream):
        return _Unsteady({}, ())
    said = {int(code, 16): int(text, 16) for code, text in _MEANS.findall(means.read_bytes())}
    other = [code for code, text in said.items() if code and code != text]
    renumbered = len(said) > _MANY and max(said) - min(said) < len(said)
    codes = other if 2 * len(other) < len(said) else list(said) if renumbered else []
    try:
        glyphs = Glyphs(font) if codes else None
        drawn = {code: _sum(repr(glyphs.outline(code)).encode()) for code in codes} if glyphs else {}
    except Inexact:
        drawn = {}
    return _Unsteady(drawn, tuple(each for code in drawn for each in _ways(code)))


def _ways(code: int) -> Iterator[bytes]:
    """How a code may be written in a string: as bytes, one of them perhaps spelt otherwise, or as digits."""
    pair = code.to_bytes(2)
    spelt = set(pair) & set(b"()\\\r\n\t\b\f")
    yield (b"\\" if spelt else pair)
    yield from (pair.hex().encode(), pair.hex().upper().encode())


def _steadied(content: bytes, unsteady: Mapping[bytes, _Unsteady]) -> bytes:
    """The same with the drawings of unsteady codes in the place of the codes."""
    parts = _SELECTS.split(content)
    for at in range(1, len(parts), 3):
        font, shown = unsteady.get(parts[at]), parts[at + 2]
        parts[at] = b"/" + parts[at]
        if font and font.shown_in(shown):
            parts[at + 2] = _STRING.sub(font.steady, shown)
    return b"".join(parts)


def _literal(said: bytes) -> bytes:
    """What a string in brackets holds."""
    if b"\\" not in said:
        return said
    return _ESCAPED.sub(
        lambda found: bytes([int(found[1], 8) & 255]) if found[1].isdigit() else _ESCAPES.get(found[1], found[1]), said
    )


def _read(contents: Any) -> bytes:
    if contents is None:
        return b""
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(stream.read_bytes() for stream in streams)


def inherited(page: Any, key: str) -> Any:
    """What a page says, or the nearest of the nodes above it that says it."""
    node = page
    for _ in range(_DEEPEST):
        if key in node or "/Parent" not in node:
            break
        node = node["/Parent"]
    return node.get(key)
