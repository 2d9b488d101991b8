"""Descriptions of metadata that PDF/A does not know by itself (ISO 19005-1, 6.7.8; ISO 19005-2, 6.6.2.3.3): whether
they are written as it asks, and what they add."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mzdocs.pdf.xmp_tree import XmpNode
from mzdocs.preflight.standards.metadata_values import StructureType, ValueTypes, shipped_types

_SPACE = "http://www.aiim.org/pdfa/ns/extension/"
_CATEGORIES = ("external", "internal")


@dataclass(frozen=True)
class _Shape:
    """One kind of description: the prefix that it must have, the texts it must give, and the lists it may hold, each of
    another kind."""

    prefix: str
    texts: tuple[str, ...]
    lists: Mapping[str, str] = field(default_factory=dict)

    @property
    def space(self) -> str:
        return f"http://www.aiim.org/pdfa/ns/{self.prefix.removeprefix('pdfa').lower()}#"


_SHAPES = {
    "schema": _Shape("pdfaSchema", ("schema", "namespaceURI", "prefix"), {"property": "property", "valueType": "type"}),
    "property": _Shape("pdfaProperty", ("name", "valueType", "category", "description")),
    "type": _Shape("pdfaType", ("type", "namespaceURI", "prefix", "description"), {"field": "field"}),
    "field": _Shape("pdfaField", ("name", "valueType", "description")),
}


def is_description(node: XmpNode) -> bool:
    """Whether a property of the metadata is the one that describes others."""
    return (node.space, node.name) == (_SPACE, "schemas")


def badly_described(node: XmpNode, part: int) -> Iterator[str]:
    """The fields that are missing, of another kind, in another namespace or under another prefix than they must be."""
    if node.form != "bag" or "pdfaExtension" not in node.prefixes:
        yield "pdfaExtension:schemas"
    for schema in node.kids:
        yield from _wrong(schema, "schema", _types_of(schema, part))


def _wrong(node: XmpNode, kind: str, types: ValueTypes) -> Iterator[str]:
    shape = _SHAPES[kind]
    for name in shape.texts:
        said = _field(node, shape, name)
        if said is None or said.form != "text" or shape.prefix not in said.prefixes:
            yield f"{shape.prefix}:{name}"
        elif (name == "valueType" and not types.knows(said.text)) or (
            name == "category" and said.text not in _CATEGORIES
        ):
            yield f"{shape.prefix}:{name} {said.text}"
    known = (*shape.texts, *shape.lists)
    yield from (each.name for each in node.kids if each.space != shape.space or each.name not in known)
    for name, inner in shape.lists.items():
        said = _field(node, shape, name)
        if said is not None and (said.form != "seq" or shape.prefix not in said.prefixes):
            yield f"{shape.prefix}:{name}"
        for each in said.kids if said is not None else ():
            yield from _wrong(each, inner, types)


def _field(node: XmpNode, shape: _Shape, name: str) -> XmpNode | None:
    return next((each for each in node.kids if (each.space, each.name) == (shape.space, name)), None)


Described = Mapping[tuple[str, str], tuple[str, ValueTypes]]
"""By namespace and name of a property its type, and the types that is one of."""


def described(nodes: tuple[XmpNode, ...], part: int) -> Described:
    """The properties that descriptions add."""
    found: dict[tuple[str, str], tuple[str, ValueTypes]] = {}
    for schema in (schema for node in nodes if is_description(node) for schema in node.kids):
        space, types = _text(schema, "schema", "namespaceURI"), _types_of(schema, part)
        for each in _listed(schema, "schema", "property"):
            name, kind = _text(each, "property", "name"), _text(each, "property", "valueType")
            if types.knows(kind):
                found[space, name] = kind, types
    return found


def _types_of(schema: XmpNode, part: int) -> ValueTypes:
    """Those that a schema may use: all that PDF/A knows, and its own."""
    own = {}
    for each in _listed(schema, "schema", "valueType"):
        fields = {
            _text(one, "field", "name"): _text(one, "field", "valueType") for one in _listed(each, "type", "field")
        }
        own[_text(each, "type", "type").lower()] = StructureType(_text(each, "type", "namespaceURI"), fields)
    return ValueTypes(part, {**shipped_types(part).structures, **own})


def _text(node: XmpNode, kind: str, name: str) -> str:
    said = _field(node, _SHAPES[kind], name)
    return said.text if said is not None else ""


def _listed(node: XmpNode, kind: str, name: str) -> tuple[XmpNode, ...]:
    said = _field(node, _SHAPES[kind], name)
    return said.kids if said is not None else ()
