"""Laid-out probe pages -> the sides of a compiled template: layer, slots, structure, and the objects all these need."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

from mzdocs.plan.document import Document
from mzdocs.render.engine import Laid
from mzdocs.vdp.box_tree import Unsupported
from mzdocs.vdp.compiled_template import (
    ROWS,
    ColumnSlot,
    CopiedObject,
    PictureSlot,
    Side,
    StructureElement,
    TableSlot,
    TextSlot,
    TextStyle,
)
from mzdocs.vdp.content_split import ContentSplitter, MarkedContent, PageFont, PaintedSlot
from mzdocs.vdp.slots import LaidSlot, PageSlots, page_slots

_OF_STREAMS = {"/Length", "/Filter", "/DecodeParms"}
_RESOURCES = ("/ExtGState", "/XObject", "/ColorSpace", "/Pattern", "/Shading")


def split_pages(
    document: Document, laid: Laid, ready: Callable[[bytes, Document], bytes]
) -> tuple[list[Side], list[CopiedObject]]:
    """Every page as a side, and the objects they refer to; copied once, for pages share what they are drawn with.

    Raises:
        Unsupported: a page has what a side cannot hold.
    """
    numbered, data = laid.write_marked(document.standard)
    mcids = [_Mcids(of_page) for of_page in numbered]
    read = [page_slots(page) for page in laid.pages.pages]
    fonts, copier = _page_fonts(laid), _ObjectCopier()
    with pikepdf.open(io.BytesIO(data)) as tagged, pikepdf.open(io.BytesIO(ready(data, document))) as pdf:
        cells = [frozenset(of_page[box] for box in slots.cells) for slots, of_page in zip(read, mcids, strict=True)]
        structures = _structures(tagged, cells, [slots.scopes for slots in read])
        sides = [
            _side(document, page, slots, of_page, rows, structure, copier, fonts)
            for page, slots, of_page, rows, structure in zip(pdf.pages, read, mcids, cells, structures, strict=True)
        ]
    return sides, [one for one in copier.objects if one is not None]


class _Mcids(dict[Any, int]):
    """The number of each box's marked content; what is drawn in a group has none on the page."""

    def __missing__(self, box: Any) -> int:
        raise Unsupported(f"opacity, or another group, round <{box.element_tag}>")


class _Painted(dict[int, PaintedSlot]):
    """What each slot was painted with."""

    def __missing__(self, mcid: int) -> PaintedSlot:
        raise Unsupported("opacity, or another group: a slot paints nothing on the page")


def _page_fonts(laid: Laid) -> dict[str, PageFont]:
    found: dict[str, PageFont] = {}
    for font in laid.pages.fonts.values():
        name = font.name.decode("ascii").split("+", 1)[1]
        known = found.get(f"/{font.hash}")
        found[f"/{font.hash}"] = PageFont(name, {**(known.text if known else {}), **font.to_unicode})
    return found


def _side(
    document: Document,
    page: Any,
    slots: PageSlots,
    mcids: Mapping[Any, int],
    rows: frozenset[int],
    structure: tuple[StructureElement, ...],
    copier: _ObjectCopier,
    fonts: Mapping[str, PageFont],
) -> Side:
    tagged = frozenset(mcid for element in structure for mcid in element.mcids()) - {ROWS}
    boxes = [*(laid.box for laid in slots.texts), *(laid.box for laid in slots.pictures)]
    in_slots = frozenset(mcids[box] for box in boxes)
    splitter = ContentSplitter(fonts, MarkedContent(in_slots, rows, tagged, document.standard == "archival"))
    static, painted = splitter.split(page), _Painted(splitter.painted)
    return Side(
        boxes=_boxes(page),
        static=static,
        texts=tuple(_text_slot(laid, mcids[laid.box], painted, tagged) for laid in slots.texts),
        pictures=tuple(_picture_slot(laid, mcids[laid.box], painted, tagged) for laid in slots.pictures),
        table=_table_slot(document, slots.table, [mcids[box] for box in slots.cells], painted) if slots.table else None,
        structure=structure,
        mcid_count=max([*mcids.values(), -1]) + 1 if document.standard == "archival" else 0,
        resources=copier.resources(page, frozenset(splitter.pictures), splitter.states),
    )


def _boxes(page: Any) -> bytes:
    keys = ("/MediaBox", "/TrimBox", "/BleedBox")
    return b"".join(b"%s%s" % (key.encode("ascii"), page.obj[key].unparse()) for key in keys if key in page.obj)


def _text_slot(laid: LaidSlot[TextSlot], mcid: int, painted: _Painted, tagged: frozenset[int]) -> TextSlot:
    slot, found = laid.slot, painted[mcid]
    if found.face != slot.style.faces[0][0]:
        raise Unsupported(f"font-family: {found.face}")
    return replace(
        slot,
        style=_exact(slot.style, found.size),
        transform=found.transform,
        state=found.state,
        mcid=mcid if mcid in tagged else None,
    )


def _picture_slot(laid: LaidSlot[PictureSlot], mcid: int, painted: _Painted, tagged: frozenset[int]) -> PictureSlot:
    found = painted[mcid]
    return replace(laid.slot, transform=found.transform, state=found.state, mcid=mcid if mcid in tagged else None)


def _table_slot(document: Document, table: TableSlot, cells: Sequence[int], painted: _Painted) -> TableSlot:
    if document.standard == "press":
        raise Unsupported("data-rows on a press sheet")
    first = [painted[mcid] for mcid in cells[: len(table.columns)]]
    columns = tuple(_column(column, found) for column, found in zip(table.columns, first, strict=True))
    return replace(table, columns=columns, transform=first[0].transform)


def _column(column: ColumnSlot, found: PaintedSlot) -> ColumnSlot:
    return replace(column, state=found.state, style=_exact(column.style, found.size))


def _exact(style: TextStyle, size: float) -> TextStyle:
    """With its size as the text library has it, in whole 1024ths of a pixel; the file has six decimals of it."""
    return replace(style, size=round(size * 1024) / 1024)


class _ObjectCopier:
    """Takes objects out of a file, each once, with all they refer to."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, int], int] = {}
        self.objects: list[CopiedObject | None] = []

    def resources(self, page: Any, without: frozenset[str], states: frozenset[str]) -> tuple[tuple[bytes, bytes], ...]:
        """A page's resources but for its fonts, which are embedded anew.

        `without` names pictures of slots, `states` the graphics states that are used.
        """
        parts = []
        for kind in _RESOURCES:
            named = page.Resources.get(kind, {})
            kept = {
                key: value
                for key, value in named.items()
                if key not in without and (kind != "/ExtGState" or key in states)
            }
            if kept:
                parts.append((kind.encode("ascii"), self._entries(kept)))
        return tuple(parts)

    def _value(self, thing: Any) -> bytes:
        """Its syntax; an indirect object by its number among those copied."""
        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            return b"\0%d\0" % self._copy(thing)
        return self._direct(thing)

    def _copy(self, thing: Any) -> int:
        if thing.objgen not in self._numbers:
            self._numbers[thing.objgen] = number = len(self.objects)
            self.objects.append(None)
            self.objects[number] = self._object(thing)
        return self._numbers[thing.objgen]

    def _object(self, thing: Any) -> CopiedObject:
        if not isinstance(thing, Stream):
            return CopiedObject(self._direct(thing), None)
        if "/Resources" in thing and "/Font" in thing.Resources and thing.get("/Subtype") == "/Form":
            raise Unsupported("text in a group (opacity, SVG text)")
        raw = thing.get("/Filter") == "/DCTDecode"
        entries = {key: value for key, value in thing.items() if key not in _OF_STREAMS}
        filtered = b"/Filter/DCTDecode" if raw else b""
        data = thing.read_raw_bytes() if raw else thing.read_bytes()
        return CopiedObject(self._entries(entries) + filtered, bytes(data))

    def _entries(self, entries: Mapping[str, Any]) -> bytes:
        return b"".join(
            b"%s %s " % (bytes(pikepdf.Name(key).unparse()), self._value(value))
            for key, value in sorted(entries.items())
        )

    def _direct(self, thing: Any) -> bytes:
        if isinstance(thing, Array):
            return b"[%s]" % b" ".join(self._value(each) for each in thing)
        if isinstance(thing, Dictionary):
            return b"<<%s>>" % self._entries(dict(thing.items()))
        if isinstance(thing, pikepdf.Object):
            return bytes(thing.unparse())
        return b"true" if thing is True else b"false" if thing is False else str(thing).encode("ascii")


def _structures(
    pdf: pikepdf.Pdf, cells: Sequence[frozenset[int]], scopes: Sequence[Sequence[str]]
) -> list[tuple[StructureElement, ...]]:
    """The structure of each page: its elements in order, with rows of a table left out and their place kept."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found: list[list[StructureElement]] = [[] for _ in pdf.pages]
    heads = [iter(of_page) for of_page in scopes]
    if "/StructTreeRoot" not in pdf.Root:
        return [() for _ in found]
    for element in _kids(pdf.Root.StructTreeRoot.K[0]):
        number = pages[element.Pg.objgen]
        copied = _element(element, cells[number], heads[number])
        if copied is not None:
            found[number].append(copied)
    return [tuple(elements) for elements in found]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [kids]


def _element(element: Any, cells: frozenset[int], heads: Iterator[str]) -> StructureElement | None:
    """An element with its kids; nothing where it is a row that is made anew."""
    tag = str(element.S)[1:]
    entries = _attributes(element, tag, heads)
    kids: list[StructureElement | int] = []
    left_out = False
    for kid in _kids(element):
        copied = int(kid) if isinstance(kid, int) else _element(kid, cells, heads)
        if copied is None or copied in cells:
            left_out = True
        else:
            kids.append(copied)
    if left_out and tag not in ("TBody", "Table"):
        return None if not kids else StructureElement(tag, entries, tuple(kids))
    return StructureElement(tag, entries, (*kids, ROWS) if left_out else tuple(kids))


def _attributes(element: Any, tag: str, heads: Iterator[str]) -> bytes:
    """Attributes worth keeping; heads of a table say what they head, which needs no names of cells."""
    if tag == "TH":
        scope = "Row" if next(heads) == "row" else "Column"
        return b"/A<</O/Table/Scope/%s>>" % scope.encode("ascii")
    parts = [b"/Alt" + bytes(element.Alt.unparse())] if "/Alt" in element else []
    if tag == "Figure" and "/A" in element:
        parts.append(b"/A" + bytes(element.A.unparse(resolved=True)))
    return b"".join(parts)
