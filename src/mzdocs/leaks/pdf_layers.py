"""A PDF -> its layers: shown and hidden text, every string, name and stream, earlier revisions included."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pikepdf
import pypdfium2

from mzdocs.leaks.codes import FontMeanings, shown
from mzdocs.leaks.finder import Layer
from mzdocs.pdf import page_text

_END = re.compile(rb"%%EOF\r?\n?")
_STREAM = re.compile(rb"stream\r?\n")
_XML = re.compile(r"<[^>]*>")


def layers(data: bytes) -> Iterator[Layer]:
    """The whole file, what an update has replaced, and what lies in it without being referred to."""
    yield from _revision(data, "")
    ends = [found.end() for found in _END.finditer(data)]
    for number, end in enumerate(ends[:-1], 1):
        with suppress(pikepdf.PdfError):  # a linearized file ends once in its middle, where it is no file yet
            yield from _objects(data[:end], f"revision {number}: ")
    yield Layer("compressed bytes", data=b"\n".join(_inflated(data)))


def _inflated(data: bytes) -> Iterator[bytes]:
    """Whatever is compressed, whether or not an object of the file is made of it."""
    for found in _STREAM.finditer(data):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[found.end() :])


def _revision(data: bytes, where: str) -> Iterator[Layer]:
    try:
        yield from _objects(data, where)
        yield from _shown(data, where)
    except (pikepdf.PdfError, pikepdf.PasswordError, pypdfium2.PdfiumError):
        yield Layer(f"{where}PDF", closed=True)


def _shown(data: bytes, where: str) -> Iterator[Layer]:
    """What a reader would copy out of each page."""
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, 1):
            yield Layer(f"{where}text of page {number}", page_text.read(page.get_textpage(), outside=True))
    finally:
        document.close()


def _objects(data: bytes, where: str) -> Iterator[Layer]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        codes = FontMeanings()
        for page in pdf.pages:
            yield _content(f"{where}page content", page, page.obj.get("/Resources"), codes)
        for obj in [pdf.trailer, *pdf.objects]:
            if isinstance(obj, pikepdf.Stream):
                yield from _stream(obj, where, codes)
            yield from (Layer(f"{where}{key}", text, raw) for key, text, raw in _strings(obj, "string"))


def _stream(stream: Any, where: str, codes: FontMeanings) -> Iterator[Layer]:
    try:
        content = stream.read_bytes()
    except pikepdf.PdfError:
        content = stream.read_raw_bytes()
    kind = str(stream.get("/Type", stream.get("/Subtype", "stream")))
    yield Layer(f"{where}{kind}", data=content)
    if kind == "/Metadata":
        text = content.decode("utf-8", "replace")
        yield from (Layer(f"{where}{kind}", each) for each in (text, _XML.sub("", text)))
    elif b"beginbf" in content:
        yield Layer(f"{where}ToUnicode", "|".join(codes.meanings(content)))
    elif stream.get("/Resources") is not None:
        yield _content(f"{where}form", stream, stream.Resources, codes)


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
            if not _elsewhere(obj[name]):
                yield from _strings(obj[name], name)
    elif isinstance(obj, pikepdf.Array):
        for inner in obj:
            if not _elsewhere(inner):
                yield from _strings(inner, key)


def _elsewhere(value: Any) -> bool:
    """An object of its own, which comes by itself."""
    return isinstance(value, pikepdf.Object) and value.is_indirect
