"""The metadata of a file (XMP, ISO 16684-1) -> its properties as they are built: texts, lists and structures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree import ElementTree

from mzdocs.pdf.xmp_packet import text_of

XmpForm = Literal["text", "bag", "seq", "alt", "struct"]
_SYNTAX = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDF, _XML = f"{{{_SYNTAX}}}", "{http://www.w3.org/XML/1998/namespace}"
_LISTS: Mapping[str, XmpForm] = {f"{_RDF}Bag": "bag", f"{_RDF}Seq": "seq", f"{_RDF}Alt": "alt"}
_Scope = Mapping[str, frozenset[str]]
"""The prefixes that stand for each namespace where an element stands."""


@dataclass(frozen=True)
class XmpNode:
    """A property, a field of a structure, or an item of a list (which has no name).

    `prefixes` are those that stand for its namespace where it is written; `spoken` is one that says its language.
    """

    space: str
    name: str
    prefixes: frozenset[str]
    form: XmpForm
    text: str = ""
    kids: tuple[XmpNode, ...] = ()
    spoken: bool = False

    def kid(self, name: str) -> XmpNode | None:
        """The field of this name, in whatever namespace."""
        return next((each for each in self.kids if each.name == name), None)


def xmp_nodes(packet: bytes) -> tuple[XmpNode, ...]:
    """The properties of a packet, in their order; one that is no XML has none."""
    text = text_of(packet)
    if text is None:
        return ()
    try:
        root, scopes = _parsed(text)
    except (ElementTree.ParseError, ValueError):
        return ()
    reader = _Reader(scopes)
    abouts = (about for rdf in root.iter(f"{_RDF}RDF") for about in rdf.iterfind(f"{_RDF}Description"))
    return tuple(node for about in abouts for node in reader.fields(about))


def _parsed(text: str) -> tuple[ElementTree.Element, Mapping[ElementTree.Element, _Scope]]:
    """The root, and of every element what its prefixes are."""
    parser: Any = ElementTree.XMLPullParser(("start-ns", "end-ns", "start"))
    parser.feed(text)
    parser.close()
    opened, scope, scopes = list[tuple[str, str]](), dict[str, frozenset[str]](), dict[ElementTree.Element, _Scope]()
    for event, said in parser.read_events():
        if event == "start":
            scopes[said] = scope
        else:
            opened = [*opened, said] if event == "start-ns" else opened[:-1]
            scope = {uri: frozenset(prefix for prefix, named in opened if named == uri) for _, uri in opened}
    return next(iter(scopes)), scopes


@dataclass(frozen=True)
class _Reader:
    scopes: Mapping[ElementTree.Element, _Scope]

    def fields(self, holder: ElementTree.Element) -> Iterator[XmpNode]:
        """What an element holds: as attributes, or as elements."""
        for tag, value in holder.attrib.items():
            if not tag.startswith((_RDF, _XML)):
                yield self._node(tag, holder, "text", value.strip())
        yield from (self._property(each) for each in holder)

    def _node(
        self, tag: str, at: ElementTree.Element, form: XmpForm, text: str = "", kids: Iterable[XmpNode] = ()
    ) -> XmpNode:
        space, _, name = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
        spoken = f"{_XML}lang" in at.attrib
        return XmpNode(space, name, self.scopes[at].get(space, frozenset()), form, text, tuple(kids), spoken)

    def _property(self, element: ElementTree.Element) -> XmpNode:
        inner = next(iter(element), None)
        if f"{_RDF}resource" in element.attrib:
            return self._node(element.tag, element, "text", element.attrib[f"{_RDF}resource"])
        if inner is not None and inner.tag in _LISTS:
            return self._node(element.tag, element, _LISTS[inner.tag], kids=map(self._property, inner))
        held = inner if inner is not None and inner.tag == f"{_RDF}Description" else element
        if inner is None and not any(not tag.startswith((_RDF, _XML)) for tag in element.attrib):
            return self._node(element.tag, element, self._empty(element), (element.text or "").strip())
        return self._qualified(element, list(self.fields(held)))

    def _empty(self, element: ElementTree.Element) -> XmpForm:
        return "struct" if element.get(f"{_RDF}parseType") == "Resource" else "text"

    def _qualified(self, element: ElementTree.Element, fields: list[XmpNode]) -> XmpNode:
        """A structure; or a value, where the other fields only say more about it (7.8)."""
        value = next((each for each in fields if (each.space, each.name) == (_SYNTAX, "value")), None)
        if value is None:
            return self._node(element.tag, element, "struct", kids=fields)
        return self._node(element.tag, element, value.form, value.text, value.kids)
