"""Papers to be kept: metadata that every program can read, of properties that PDF/A knows or the file describes."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.readable_names import readable
from mzdocs.pdf.sound_streams import decoded
from mzdocs.pdf.xmp_tree import XmpNode, xmp_nodes
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PreflightRule, of_archives, preflight_problem
from mzdocs.preflight.standards.metadata_extensions import Described, badly_described, described, is_description
from mzdocs.preflight.standards.metadata_values import shipped_properties, shipped_types

UNKNOWN_METADATA = preflight_problem(
    "MZQ53",
    "归档文件的元数据不合 PDF/A：{names}",
    "The metadata of the file to be kept break PDF/A: {names}",
    "去掉这些属性，或者按 PDF/A 写上扩展架构（pdfaExtension）；值的类型要与架构所写的一致。",
    "Remove these properties, or describe them as PDF/A asks (pdfaExtension), with values of the types described.",
)
BAD_DESCRIPTION = preflight_problem(
    "MZQ54",
    "归档文件元数据的扩展架构没有按 PDF/A 写：{names}",
    "The descriptions of metadata in the file to be kept are not written as PDF/A asks: {names}",
    "按 PDF/A 写全扩展架构的各项，前缀用规定的。",
    "Give every field of the description, under the prefixes that PDF/A prescribes.",
)
_MOST_TOLD = 12


def _properties(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-1, 6.7.2, 6.7.9 and 6.7.11; ISO 19005-2, 6.6.2.3.1 and 6.6.4; ISO 14289-1, 5."""
    nodes, part = _nodes(file), file.kept_part
    names = [name for node in nodes for name in _misnamed(node)]
    if part:
        own = described(nodes, part)
        names += (name for node in nodes if not is_description(node) for name in _wrong(node, own, part))
        if part == 1 and "/Author" in file.info:
            names += (f"dc:{node.name}" for node in nodes if _is_of_many(node))
    if names:
        told = list(dict.fromkeys(names))[:_MOST_TOLD]
        yield UNKNOWN_METADATA.at(location, names="、".join(map(readable, told)))


def _is_of_many(node: XmpNode) -> bool:
    """Several creators, where the information of the file knows one author (ISO 19005-1, 6.7.3)."""
    return (node.space, node.name) == ("http://purl.org/dc/elements/1.1/", "creator") and len(node.kids) > 1


def _misnamed(node: XmpNode) -> Iterator[str]:
    """The prefix of what names a standard is fixed."""
    fixed = _FIXED.get(node.space)
    if fixed and node.prefixes != {fixed}:
        yield from (f"{prefix}:{node.name}" for prefix in sorted(node.prefixes - {fixed}))


_FIXED = {"http://www.aiim.org/pdfa/ns/id/": "pdfaid", "http://www.aiim.org/pdfua/ns/id/": "pdfuaid"}


def _wrong(node: XmpNode, own: Described, part: int) -> Iterator[str]:
    """Its name, where nothing knows it; with the type it should be of, where it is of another."""
    key, name = (node.space, node.name), f"{min(node.prefixes, default='')}:{node.name}"
    kind, types = own.get(key) or (shipped_properties(part).get(key), shipped_types(part))
    if kind is None:
        yield name
    elif not types.has(kind, node):
        yield f"{name} {kind}"


def _descriptions(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-1, 6.7.8; ISO 19005-2, 6.6.2.3.2 and 6.6.2.3.3."""
    told = (name for node in _nodes(file) if is_description(node) for name in badly_described(node, file.kept_part))
    names = dict.fromkeys(told)
    if names:
        yield BAD_DESCRIPTION.at(location, names="、".join(map(readable, [*names][:_MOST_TOLD])))


def _nodes(file: MeasuredPdf) -> tuple[XmpNode, ...]:
    stream = file.pdf.Root.get("/Metadata")
    return xmp_nodes(decoded(stream)) if isinstance(stream, pikepdf.Stream) else ()


_PROPERTIES = of_archives(_properties, or_accessible=True)
RULES = (
    PreflightRule("A-META", UNKNOWN_METADATA, _PROPERTIES, ("archive",), "standard", PDFA),
    PreflightRule("A-EXT", BAD_DESCRIPTION, of_archives(_descriptions), ("archive",), "standard", PDFA),
)
