"""A PDF -> its layers: shown and hidden text, every string, name and stream, earlier revisions included."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from typing import Any

import pikepdf
import pypdfium2

from mzdocs.leaks.codes import FontMeanings, said_at_all, shown
from mzdocs.leaks.finder import APART, Layer
from mzdocs.leaks.packed import places
from mzdocs.leaks.png_layers import codes_of
from mzdocs.pdf import page_text
from mzdocs.pdf.filled_shapes import content_of

_END = re.compile(rb"%%EOF\r?\n?")
_STREAM = re.compile(rb"stream\r?\n")
_XML = re.compile(r"<[^>]*>")


def layers(data: bytes) -> Iterator[Layer]:
    """The whole file, what an update has replaced, and what lies in it without being referred to."""
    known = _Inflated()
    yield from _revision(data, "", known)
    ends = [found.end() for found in _END.finditer(data)]
    for number, end in enumerate(ends[:-1], 1):
        with suppress(pikepdf.PdfError):  # a linearized file ends once in its middle, where it is no file yet
            yield from _objects(data[:end], f"revision {number}: ", known)
    for content in known.others(data):
        yield Layer("compressed bytes", said_at_all(content), content)


class _Inflated:
    """Streams that were inflated, by how they stand in the file: each is inflated once."""

    def __init__(self) -> None:
        self._found: dict[bytes, list[bytes]] = {}

    def add(self, stream: Any) -> None:
        """Of a stream whose content is what inflating it alone gives."""
        if stream.get("/Filter") == pikepdf.Name.FlateDecode and "/DecodeParms" not in stream:
            raw = stream.read_raw_bytes()
            self._found.setdefault(raw[:_HEAD], []).append(raw)

    def others(self, data: bytes) -> Iterator[bytes]:
        """What else is compressed in a file, for no object is made of it alone."""
        for found in _STREAM.finditer(data):
            at = found.end()
            if not any(data.startswith(raw, at) for raw in self._found.get(data[at : at + _HEAD], ())):
                with suppress(zlib.error):
                    yield zlib.decompressobj().decompress(memoryview(data)[at:])


_HEAD = 32


def _revision(data: bytes, where: str, known: _Inflated) -> Iterator[Layer]:
    try:
        yield from _objects(data, where, known)
        yield from _shown(data, where)
    except (pikepdf.PdfError, pikepdf.PasswordError, pypdfium2.PdfiumError):
        yield Layer(f"{where}PDF", closed=True)


def _shown(data: bytes, where: str) -> Iterator[Layer]:
    """What a reader would copy out of each page."""
    for number, page in enumerate(page_text.page_texts(data), 1):
        yield Layer(f"{where}text of page {number}", page.whole)


def _objects(data: bytes, where: str, known: _Inflated) -> Iterator[Layer]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        codes, seen, pieces = FontMeanings(_fonts_of_pages(pdf)), set[tuple[str, str, bytes]](), list[str]()
        for page in pdf.pages:
            yield _content(f"{where}page content", page, page.obj.get("/Resources"), codes)
        for obj in [pdf.trailer, *pdf.objects]:
            if isinstance(obj, pikepdf.Stream):
                yield from _stream(obj, where, codes, known)
            for said in _strings(obj, "string"):
                if said[2]:
                    pieces.append(said[1])
                if said not in seen:  # the same few names stand in thousands of objects
                    seen.add(said)
                    key, text, raw = said
                    yield Layer(f"{where}{key}", text, raw)
        yield Layer(f"{where}strings", APART.join(pieces))
        crowded = [number for number, page in enumerate(pdf.pages) if _may_draw_a_code(page)]
    if crowded:
        yield from _drawn_codes(data, crowded, where)


def _may_draw_a_code(page: pikepdf.Page) -> bool:
    """Whether it is drawn with rows of squares enough for the smallest; what cannot be read is told elsewhere."""
    with suppress(pikepdf.PdfError):
        content = content_of(page)
        return sum(_is_row(content[max(at - _LONGEST, 0) : at].split()[-2:]) for at in places(content, b" re")) >= _CODE
    return False


def _is_row(sides: list[bytes]) -> bool:
    """Whether a rectangle is as wide as a whole number of squares."""
    with suppress(ValueError, ZeroDivisionError):
        squares = abs(float(sides[0]) / float(sides[-1]))
        return squares >= 1 - _SKEW and abs(squares - round(squares)) < _SKEW
    return False


_SKEW, _LONGEST = 0.005, 60
"""By so much squares may not be square, and bytes of two numbers."""
_CODE, _PIXELS = 60, 1_500
"""Rows of dark squares in the smallest code, and pixels along the longer edge of a page that is looked at for codes."""


def _drawn_codes(data: bytes, numbers: Sequence[int], where: str) -> Iterator[Layer]:
    with closing(pypdfium2.PdfDocument(data)) as view:
        for number in numbers:
            picture = view[number].render(scale=_PIXELS / max(view[number].get_size()), grayscale=True).to_pil()
            yield from (Layer(f"{where}code", said) for said in codes_of(picture))


def _fonts_of_pages(pdf: pikepdf.Pdf) -> dict[str, Any]:
    resources: Iterator[Any] = (page.obj.get("/Resources", {}) for page in pdf.pages)
    return {name: font for each in resources for name, font in each.get("/Font", {}).items()}


def _stream(stream: Any, where: str, codes: FontMeanings, known: _Inflated) -> Iterator[Layer]:
    try:
        content = stream.read_bytes()
        known.add(stream)
    except pikepdf.PdfError:
        content = stream.read_raw_bytes()
    kind = str(stream.get("/Type", stream.get("/Subtype", "stream")))
    yield Layer(f"{where}{kind}", data=content)
    if kind == "/Metadata":
        text = content.decode("utf-8", "replace")
        yield from (Layer(f"{where}{kind}", each) for each in (text, _XML.sub("", text)))
    elif b"beginbf" in content:
        yield Layer(f"{where}ToUnicode", "|".join(codes.meanings(content)))
    elif stream.get("/Resources") is not None or stream.get("/Subtype") == pikepdf.Name.Form:
        yield _content(f"{where}form", stream, stream.get("/Resources"), codes)
    elif stream.get("/Subtype") == pikepdf.Name.Image:
        with suppress(Exception):  # what no library makes a picture of shows no code
            yield from (Layer(f"{where}code", said) for said in _codes(content, stream))


_KNOWN: dict[bytes, list[str]] = {}
"""What the codes of a picture say, by the sum of its bytes: the same photographs stand in many files."""


def _codes(content: bytes, stream: Any) -> list[str]:
    key = sha256(content).digest()
    if key not in _KNOWN:
        _KNOWN[key] = codes_of(pikepdf.PdfImage(stream).as_pil_image())
    return _KNOWN[key]


def _content(where: str, container: Any, resources: Any, codes: FontMeanings) -> Layer:
    try:
        return Layer(where, shown(container, resources, codes))
    except pikepdf.PdfError:
        return Layer(where, closed=True)


def _strings(obj: Any, key: str) -> Iterator[tuple[str, str, bytes]]:
    """Every string and name that stands directly in an object, under the key it stands at."""
    if isinstance(obj, pikepdf.String):
        yield key, str(obj), bytes(obj)
    elif isinstance(obj, pikepdf.Name):
        yield key, str(obj), b""
    elif isinstance(obj, (pikepdf.Dictionary, pikepdf.Stream)):
        for name in obj.keys():  # noqa: SIM118 - a stream is not iterable itself
            yield "names", name, b""
            yield from _own_strings(obj[name], name)
    elif isinstance(obj, pikepdf.Array):
        for inner in obj:
            yield from _own_strings(inner, key)


def _own_strings(value: Any, key: str) -> Iterable[tuple[str, str, bytes]]:
    """Those of a value; none of a number, nor of an object of its own, which comes by itself."""
    return _strings(value, key) if isinstance(value, pikepdf.Object) and not value.is_indirect else ()
