"""The metadata of a file (XMP, ISO 16684-1) -> its properties; the stream is read, and stays as it was."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

_PREFIXES = {
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def properties(packet: bytes) -> Mapping[str, str]:
    """The properties of the packet by their usual names, such as `xmp:CreateDate`; of a text in several languages the
    one for all. A packet that is no XML has none."""
    text = text_of(packet)
    if text is None:
        return {}
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError):
        return {}
    found = root.iter(f"{_RDF}RDF")
    return {name: text for rdf in found for about in rdf.iterfind(f"{_RDF}Description") for name, text in _said(about)}


def text_of(packet: bytes) -> str | None:
    """The packet as text; nothing where it is none, or declares what a reader would fetch or swell by."""
    try:
        text = packet.decode(_encoding(packet)).lstrip("\ufeff \r\n\t")
    except ValueError:
        return None
    return None if "<!DOCTYPE" in text else text


def _encoding(packet: bytes) -> str:
    return next((encoding for start, encoding in _STARTS if packet.startswith(start)), "utf-8")


_STARTS = (
    (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF32_LE, "utf-32-le"), (b"\0\0\0<", "utf-32-be"),
    (b"<\0\0\0", "utf-32-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"),
    (b"\0<", "utf-16-be"), (b"<\0", "utf-16-le"),
)  # fmt: skip
"""The order of bytes is marked before the packet, or within its head, where the first sign tells it."""


def _said(about: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """A simple property stands as an attribute or as an element (7.9.2)."""
    pairs = [*about.attrib.items(), *((element.tag, _text(element)) for element in about)]
    yield from ((name, text.strip()) for tag, text in pairs if (name := _name(tag)))


def _name(tag: str) -> str:
    space, _, name = tag.removeprefix("{").partition("}")
    return f"{_PREFIXES[space]}:{name}" if space in _PREFIXES else ""


def _text(element: ElementTree.Element) -> str:
    items = list(element.iter(f"{_RDF}li"))
    chosen = next((each for each in items if each.get(_LANGUAGE) == "x-default"), items[0] if items else element)
    return "".join(chosen.itertext()).strip()
