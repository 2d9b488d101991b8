"""The metadata of a file (XMP, ISO 16684-1) -> its properties; the stream is read, and stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

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
    try:
        root = etree.fromstring(packet.strip(b"\0 \r\n\t"), _parser())
    except (etree.XMLSyntaxError, ValueError):
        return {}
    return {name: text for about in root.iter(f"{_RDF}Description") for name, text in _said(about)}


def _parser() -> etree.XMLParser:
    """A stranger's packet names no file to be read, and none to be fetched."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _said(about: Any) -> Iterator[tuple[str, str]]:
    """A simple property stands as an attribute or as an element (7.9.2)."""
    if about.getparent() is not None and about.getparent().tag != f"{_RDF}RDF":
        return
    for tag, text in about.attrib.items():
        if name := _name(tag):
            yield name, text.strip()
    for element in about.iterchildren(tag=etree.Element):
        if name := _name(element.tag):
            yield name, _text(element)


def _name(tag: str) -> str:
    space, _, name = tag.removeprefix("{").partition("}")
    return f"{_PREFIXES[space]}:{name}" if space in _PREFIXES else ""


def _text(element: Any) -> str:
    items = list(element.iter(f"{_RDF}li"))
    chosen = next((each for each in items if each.get(_LANGUAGE) == "x-default"), items[0] if items else element)
    return "".join(chosen.itertext()).strip()
