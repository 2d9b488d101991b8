"""A template -> its plate: laid out once with probes, brought to its standard once, parted into layer and slots."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pikepdf
from PIL import Image

from mzdocs.core.problems import Location
from mzdocs.plan.document import Document, Part
from mzdocs.render import engine
from mzdocs.render.engine import Laid
from mzdocs.render.justify import justify
from mzdocs.render.qr import code_address, code_png
from mzdocs.vdp import pdf_objects, slots
from mzdocs.vdp.box_tree import Unsupported
from mzdocs.vdp.compiled_template import (
    SIDES_OF_FLOW,
    ColumnSlot,
    CompiledTemplate,
    PictureSlot,
    Side,
    TableSlot,
    TextSlot,
)
from mzdocs.vdp.content_split import Cutter, Marks, PaintedSlot, Type
from mzdocs.vdp.pdf_objects import Carrier
from mzdocs.vdp.probing import PROBE, Ready, probed, styles
from mzdocs.vdp.slots import LaidPage
from mzdocs.vdp.table_layout import row_height


def compile_template(document: Document, part: Part, design: Mapping[str, object], ready: Ready) -> CompiledTemplate:
    """The plate of one design of a part.

    Raises:
        Stopped: the template has a feature stamping cannot honour, named; or the layout engine logged anything.
    """
    try:
        first = _laid(document, part, design, PROBE)
        if slots.flows(first.pages.pages):
            return _flowing(document, part, design, ready)
        _steady(first, _laid(document, part, design, PROBE * 2))
        return _plate(*_sides(document, first, ready))
    except Unsupported as refused:
        raise slots.stop(part.template, refused, document.file) from None


def _plate(sides: Sequence[Side], carrier: Carrier) -> CompiledTemplate:
    return CompiledTemplate(tuple(sides), tuple(one for one in carrier.carried if one is not None))


def _flowing(document: Document, part: Part, design: Mapping[str, object], ready: Ready) -> CompiledTemplate:
    """Rows over at least three pages: the first, a left one and a right one may differ."""
    few = slots.read(_laid(document, part, design, PROBE, rows=3).pages.pages[0])
    assert few.table
    count = int((few.table.bottom - few.table.top) / max(1.0, row_height(few.table, [1] * len(few.table.columns))))
    pages = _laid(document, part, design, PROBE, rows=(count + 2) * SIDES_OF_FLOW)
    sides, carrier = _sides(document, pages, ready)
    return _plate(sides[:SIDES_OF_FLOW], carrier)


def _laid(document: Document, part: Part, design: Mapping[str, object], probe: str, rows: int = 3) -> Laid:
    style, pictures = styles(document)
    html = probed(document, part, design, probe, rows)
    return justify(engine.lay_out(html, style, {**pictures, **_probe_pictures(probe)}, Location(document.file)))


def _probe_pictures(probe: str) -> dict[str, tuple[bytes, str]]:
    out = io.BytesIO()
    Image.new("L", (300, 420), 200).save(out, "JPEG")
    picture = (out.getvalue(), "image/jpeg")
    return {quote(probe): picture, code_address(probe): (code_png("PROBE"), "image/png")}


def _steady(one: Laid, other: Laid) -> None:
    """Nothing on the page may move because a text is longer."""
    for page, again in zip(one.pages.pages, other.pages.pages, strict=True):
        for slot, moved in zip(slots.read(page).texts, slots.read(again).texts, strict=True):
            if replace(slot, box=None) != replace(moved, box=None):
                raise Unsupported(f"data-slot={slot.name}")


class _Marks(dict[Any, int]):
    """The number of each box's marked content; what is drawn in a group has none on the page."""

    def __missing__(self, box: Any) -> int:
        raise Unsupported(f"opacity, or another group, round <{box.element_tag}>")


class _Found(dict[int, PaintedSlot]):
    """What each slot was painted with."""

    def __missing__(self, mark: int) -> PaintedSlot:
        raise Unsupported("opacity, or another group: a slot paints nothing on the page")


def _sides(document: Document, pages: Laid, ready: Ready) -> tuple[list[Side], Carrier]:
    """Every page cut; one carrier, for pages share what they are drawn with."""
    numbered, data = pages.write_marked(document.standard)
    marked = [_Marks(marks) for marks in numbered]
    read = [slots.read(page) for page in pages.pages.pages]
    carrier = Carrier()
    with pikepdf.open(io.BytesIO(data)) as tagged, pikepdf.open(io.BytesIO(ready(data, document))) as pdf:
        cells = [frozenset(marks[box] for box in page.cells) for page, marks in zip(read, marked, strict=True)]
        trees = pdf_objects.trees(tagged, cells, [page.scopes for page in read])
        sides = [
            _side(document, page, one, marks, rows, tree, carrier, _types(pages))
            for page, one, marks, rows, tree in zip(pdf.pages, read, marked, cells, trees, strict=True)
        ]
    return sides, carrier


def _types(pages: Laid) -> dict[str, Type]:
    found: dict[str, Type] = {}
    for font in pages.pages.fonts.values():
        name = font.name.decode("ascii").split("+", 1)[1]
        known = found.get(f"/{font.hash}")
        found[f"/{font.hash}"] = Type(name, {**(known.text if known else {}), **font.to_unicode})
    return found


def _side(
    document: Document,
    page: Any,
    read: LaidPage,
    marks: Mapping[Any, int],
    rows: frozenset[int],
    tree: tuple[Any, ...],
    carrier: Carrier,
    types: Mapping[str, Type],
) -> Side:
    tagged = pdf_objects.linked(tree)
    boxes = [*(slot.box for slot in read.texts), *(slot.box for slot in read.pictures)]
    slots = frozenset(marks[box] for box in boxes)
    cutter = Cutter(types, Marks(slots, rows, tagged, document.standard == "archival"))
    static, found = cutter.cut(page), _Found(cutter.found)
    return Side(
        boxes=_boxes(page),
        static=static,
        texts=tuple(_text_slot(slot, found[marks[slot.box]], marks, tagged) for slot in read.texts),
        pictures=tuple(_picture_slot(slot, found[marks[slot.box]], marks, tagged) for slot in read.pictures),
        table=_table_of(document, read, marks, found) if read.table else None,
        tree=tree,
        marks=max([*marks.values(), -1]) + 1 if document.standard == "archival" else 0,
        resources=carrier.resources(page, frozenset(cutter.pictures), cutter.states),
    )


def _exact(size: float) -> float:
    """A type size as the text library has it, in whole 1024ths; the file has six decimals of it."""
    return round(size * 1024) / 1024


def _boxes(page: Any) -> bytes:
    keys = ("/MediaBox", "/TrimBox", "/BleedBox")
    return b"".join(b"%s%s" % (key.encode("ascii"), page.obj[key].unparse()) for key in keys if key in page.obj)


def _text_slot(slot: slots.Text, found: PaintedSlot, marks: Mapping[Any, int], tagged: frozenset[int]) -> TextSlot:
    mark = marks[slot.box]
    if found.face != slot.style.faces[0][0]:
        raise Unsupported(f"font-family: {found.face}")
    return TextSlot(
        slot.name,
        slot.label,
        slot.x,
        slot.top,
        slot.width,
        slot.room,
        slot.sink,
        slot.lines,
        replace(slot.style, size=_exact(found.size)),
        found.way,
        found.state,
        mark if mark in tagged else None,
        slot.form,
        slot.on,
    )


def _picture_slot(
    slot: slots.PictureBox, found: PaintedSlot, marks: Mapping[Any, int], tagged: frozenset[int]
) -> PictureSlot:
    mark = marks[slot.box]
    return PictureSlot(
        slot.name,
        slot.x,
        slot.top,
        slot.width,
        slot.height,
        slot.fit,
        found.way,
        found.state,
        mark if mark in tagged else None,
    )


def _table_of(
    document: Document, read: LaidPage, marks: Mapping[Any, int], found: Mapping[int, PaintedSlot]
) -> TableSlot:
    assert read.table
    if document.standard == "press":
        raise Unsupported("data-rows on a press sheet")
    first = [found[marks[box]] for box in read.cells[: len(read.table.columns)]]
    columns = tuple(_column(column, at) for column, at in zip(read.table.columns, first, strict=True))
    return replace(read.table, columns=columns, way=first[0].way)


def _column(column: ColumnSlot, found: PaintedSlot) -> ColumnSlot:
    return replace(column, state=found.state, style=replace(column.style, size=_exact(found.size)))
