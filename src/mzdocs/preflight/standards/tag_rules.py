"""Tagged papers: elements that stand where they may (ISO 14289-1, 7), types that are known, languages that are some."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pikepdf

from mzdocs.pdf.actions import field_of, notes
from mzdocs.pdf.printed_boxes import in_order
from mzdocs.pdf.structure_tree import STANDARD_TYPES, StructureTree, TaggedElement
from mzdocs.pdf.tagged_tables import TaggedTable
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.painted.geometry import meets
from mzdocs.preflight.painted.rule_pages import pages_to_look_at
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile

_MOST_ELEMENTS, _OF_ONE_DESIGN = 20_000, 500
"""Elements of a file that are looked at; of papers of one design many times over, the first show how all are."""
_PARENTS: Mapping[str, frozenset[str]] = {
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    **dict.fromkeys(("THead", "TBody", "TFoot"), frozenset({"Table"})),
    **dict.fromkeys(("TH", "TD"), frozenset({"TR"})),
    "LI": frozenset({"L"}), "LBody": frozenset({"LI"}), "TOCI": frozenset({"TOC"}),
}  # fmt: skip
_KIDS: Mapping[str, frozenset[str]] = {
    "Table": frozenset({"TR", "THead", "TBody", "TFoot", "Caption"}),
    **dict.fromkeys(("THead", "TBody", "TFoot"), frozenset({"TR"})),
    "TR": frozenset({"TH", "TD"}), "L": frozenset({"L", "LI", "Caption"}), "LI": frozenset({"Lbl", "LBody"}),
    "TOC": frozenset({"TOC", "TOCI", "Caption"}),
}  # fmt: skip
_HEADING = re.compile("H([1-6])")


def untrue_types(tree: StructureTree, elements: list[TaggedElement]) -> Iterator[str]:
    """Types that no standard one stands behind, and standard ones that are made into others (ISO 19005-2, 6.7.3.4)."""
    yield from sorted({f"RoleMap {each.type}" for each in elements if each.type not in STANDARD_TYPES})
    yield from sorted(f"RoleMap {name}" for name in tree.roles if name in STANDARD_TYPES and tree.roles[name] != name)


def going_round(tree: StructureTree) -> Iterator[str]:
    """Types that are led back to themselves, also by one step (ISO 14289-1, 7.1)."""
    yield from sorted(f"RoleMap {name}" for name in tree.roles if tree.goes_round(name))


def misplaced(elements: list[TaggedElement]) -> Iterator[str]:
    """By ISO 14289-1: what stands in no table, list or heading as it may (7.2 to 7.5, 7.9), or says nothing of what it
    shows (7.3, 7.7)."""
    met = _Met()
    for each in elements:
        yield from _out_of_place(each)
        yield from _of_children(each)
        yield from met.faults(each)


def untold_content(expectations: Expectations, file: MeasuredPdf) -> Iterator[str]:
    """What pages paint is real content or an artifact, and not both (ISO 14289-1, 7.1)."""
    for number in pages_to_look_at(expectations, file):
        kinds = {kind for kind, _ in file.content_faults(number)}
        yield from (word for kind, word in _TOLD_OF_CONTENT.items() if kind in kinds)


_TOLD_OF_CONTENT: Mapping[str, str] = {"untold": "MCID", "mingled": "Artifact"}


def faulty_tables(tree: StructureTree, elements: list[TaggedElement]) -> Iterator[str]:
    """Rows of as many columns, spans that fit, and a header for every cell of data (ISO 14289-1, 7.2 and 7.5)."""
    for each in elements:
        if each.type == "Table":
            table = TaggedTable(each.dictionary, lambda said: tree.standard(str(said.get("/S", "/"))[1:]))
            if table.fault:
                yield f"Table {table.fault}"
            elif table.headless():
                yield "TH Scope"


def elements_of(expectations: Expectations, file: MeasuredPdf, tree: StructureTree) -> tuple[list[TaggedElement], bool]:
    """The first of a file's elements, and whether they are all."""
    most = _MOST_ELEMENTS if expectations.looked_at is None else _OF_ONE_DESIGN
    every = tree.elements(str(file.pdf.Root.get("/Lang", "")), most + 1)
    return list(islice(every, most)), next(every, None) is None


def _out_of_place(each: TaggedElement) -> Iterator[str]:
    if each.type in _PARENTS and each.parent not in _PARENTS[each.type]:
        yield f"{each.parent or 'StructTreeRoot'}/{each.type}"
    if each.type in ("Figure", "Formula") and not (_text(each, "/Alt") or "/ActualText" in each.dictionary):
        yield f"{each.type} Alt"
    if "/P" not in each.dictionary:
        yield f"{each.type} P"


def _text(each: TaggedElement, key: str) -> str:
    return str(each.dictionary.get(key, ""))


def _of_children(each: TaggedElement) -> Iterator[str]:
    allowed = _KIDS.get(each.type)
    if allowed is None:
        if each.kids.count("H") > 1:
            yield f"{each.type}/H"
        return
    yield from (f"{each.type}/{kid}" for kid in each.kids if kid not in allowed)
    count = Counter(each.kids)
    yield from (f"{each.type}/{kid}" for kid in ("THead", "TFoot", "Caption") if count[kid] > 1)
    if (count["THead"] or count["TFoot"]) and not count["TBody"]:
        yield f"{each.type}/TBody"
    edges = each.kids[:1] + (each.kids[-1:] if each.type == "Table" else ())
    if count["Caption"] and "Caption" not in edges:
        yield f"{each.type}/Caption"


@dataclass
class _Met:
    """What the elements before one were."""

    level: int = 0
    plain: bool = False
    notes: set[str] = field(default_factory=set)

    def faults(self, each: TaggedElement) -> Iterator[str]:
        if each.type == "Note":
            name = _text(each, "/ID")
            if not name or name in self.notes:
                yield "Note ID"
            self.notes.add(name)
        heading = _HEADING.fullmatch(each.type)
        if heading:
            level = int(heading[1])
            if level > self.level + 1:
                yield each.type
            self.level = level
        self.plain = self.plain or each.type == "H"
        if self.plain and self.level:
            yield "H, Hn"


_HOLDERS = {"/Link": "Link", "/Widget": "Form", "/PrinterMark": "", "/Popup": ""}
"""The element that an annotation hangs in; of the other kinds `Annot`."""
_HIDDEN = 2


def untold_notes(file: MeasuredPdf, elements: list[TaggedElement]) -> Iterator[str]:
    """Notes that hang in no element of their kind, or say nothing of themselves (ISO 14289-1, 7.18)."""
    pages = [(page, list(notes(page.dictionary))) for page in file.pages]
    told = any(held for _, held in pages)
    holders = {note: each for each in elements for note in _noted(each)} if told else {}
    for page, held in pages:
        if held and page.dictionary.get("/Tabs") != "/S":
            yield "Tabs"
        for note in held:
            if not int(note.get("/F", 0)) & _HIDDEN and _meets(note, page):
                yield from _untold(note, holders.get(note.objgen))


def _noted(each: TaggedElement) -> Iterator[tuple[int, int]]:
    said = each.dictionary.get("/K")
    for kid in said if isinstance(said, pikepdf.Array) else [said]:
        if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
            yield kid.Obj.objgen


def _meets(note: Any, page: PageInFile) -> bool:
    place = note.get("/Rect")
    return place is None or meets(in_order(tuple(map(float, place)), page.unit), page.crop)


def _untold(note: Any, holder: TaggedElement | None) -> Iterator[str]:
    kind = str(note.get("/Subtype", ""))
    if kind == "/TrapNet":
        yield "TrapNet"
    elif kind == "/Widget" and not str(field_of(note).get("/TU", "")) and not (holder and _text(holder, "/Alt")):
        yield "Widget TU"
    needed = _HOLDERS.get(kind, "Annot")
    if (holder.type if holder else "") != needed:
        yield f"{kind[1:]} StructParent"
    told = bool(str(note.get("/Contents", "")))
    if needed == "Annot" and not told and not (holder and _text(holder, "/Alt")):
        yield f"{kind[1:]} Contents"
    if kind == "/Link" and not told:
        yield "Link Contents"
