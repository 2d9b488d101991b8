"""A laid-out page -> its slots: where texts, pictures and rows go; or which feature of it is not supported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from mzdocs.vdp import compiled_template
from mzdocs.vdp.box_tree import (
    VALIGN,
    Unsupported,
    below,
    check_plain,
    inset,
    kind_of,
    lines_of,
    rows_of,
    style_of,
    table_of,
    texts_of,
)
from mzdocs.vdp.compiled_template import Occurrence, PictureSlot, TableSlot, TextSlot, TextStyle

SLOT, ROWS, LINES, FORMAT, ON, LABEL = "data-slot", "data-rows", "data-lines", "data-format", "data-on", "data-label"
_CLOSE = 1e-6
S = TypeVar("S", TextSlot, PictureSlot)


@dataclass(frozen=True)
class LaidSlot(Generic[S]):
    """A slot as far as its layout says, and the engine's box, which its marked content is known by."""

    slot: S
    box: Any


@dataclass(frozen=True)
class PageSlots:
    """The slots of a page; `cells` are the text boxes of its rows, `scopes` what each head of its table is head of."""

    texts: tuple[LaidSlot[TextSlot], ...]
    pictures: tuple[LaidSlot[PictureSlot], ...]
    table: TableSlot | None
    cells: tuple[Any, ...]
    scopes: tuple[str, ...]


def has_rows(pages: Sequence[Any]) -> bool:
    """Whether any of the pages has a table of rows."""
    return any(box.element.get(ROWS) is not None for page in pages for box in elements(page))


def page_slots(page: Any) -> PageSlots:
    """The slots of one page.

    Raises:
        Unsupported: a slot or a table of it has a style that is not known here.
    """
    found = list(elements(page))
    texts = [_text(box) for box in found if _is_slot(box) and not _is_picture(box)]
    pictures = [_picture(box) for box in found if _is_slot(box) and _is_picture(box)]
    names = [*(laid.slot.name for laid in texts), *(laid.slot.name for laid in pictures)]
    if len(names) > len(set(names)):
        raise Unsupported(f"data-slot={max(names, key=names.count)} twice on a page")
    tables = [box for box in found if box.element.get(ROWS) is not None and kind_of(box) == "TableBox"]
    if len(tables) > 1:
        raise Unsupported(ROWS)
    table = table_of(tables[0], page._page_box) if tables else None
    _check_totals([laid.slot for laid in texts], table)
    cells = tuple(text for row in rows_of(tables[0]) for text in texts_of(row)) if tables else ()
    scopes = tuple(box.element.get("scope", "col") for box in found if box.element_tag == "th")
    return PageSlots(tuple(texts), tuple(pictures), table, cells, scopes)


def _check_totals(texts: Sequence[TextSlot], table: TableSlot | None) -> None:
    columns = len(table.columns) if table else 0
    for slot in texts:
        if any(column >= columns for column in slot.totalled):
            raise Unsupported(f"{FORMAT}={slot.format}")


def _is_slot(box: Any) -> bool:
    return box.element.get(SLOT) is not None


def _is_picture(box: Any) -> bool:
    return "Replaced" in kind_of(box)


def elements(page: Any) -> Iterator[Any]:
    """The box of every element of a page, pseudo-elements and anonymous boxes left out, in the order of the tree."""
    seen: set[int] = set()
    for box in below(page._page_box):
        element = getattr(box, "element", None)
        if element is None or "::" in box.element_tag or kind_of(box) in ("TextBox", "LineBox"):
            continue
        wrapper = element.tag == "table" and kind_of(box) != "TableBox"
        if id(element) not in seen and not wrapper:
            seen.add(id(element))
            yield box


def _text(box: Any) -> LaidSlot[TextSlot]:
    element = box.element
    format = element.get(FORMAT)
    if format is not None and not compiled_template.FORMAT.fullmatch(format):
        raise Unsupported(f"{FORMAT}={format}")
    on = element.get(ON, "every")
    if on not in get_args(Occurrence):
        raise Unsupported(f"{ON}={on}")
    check_plain(box, format is not None)
    lines, texts = lines_of(box), texts_of(box)
    if len(lines) != 1 or len(texts) != 1:
        raise Unsupported(f"data-slot={element.get(SLOT)}")
    style = style_of(texts[0].style, box)
    if abs(lines[0].height - style.line_height) > _CLOSE:
        raise Unsupported("line-height")
    top, height, valign = _vertical(box, lines[0], style)
    slot = TextSlot(
        name=element.get(SLOT),
        label=element.get(LABEL, element.get(SLOT)),
        x=box.content_box_x(),
        top=top,
        width=box.width,
        height=height,
        valign=valign,
        max_lines=int(element.get(LINES, "1")),
        style=style,
        format=format,
        on=on,
    )
    return LaidSlot(slot, texts[0])


def _vertical(box: Any, line: Any, style: TextStyle) -> tuple[float, float, float]:
    """Top of the content, the height from there, and the share of what is left of it that goes above the lines."""
    if kind_of(box) != "TableCellBox":
        height = box.height if box.style["height"] != "auto" else style.line_height
        return line.position_y, height, 0.0
    above, below = inset(box, "top"), inset(box, "bottom")
    top, height = box.border_box_y() + above, box.border_height() - above - below
    align = box.style["vertical_align"]
    if align in VALIGN:
        return top, height, VALIGN[align]
    return line.position_y, style.line_height, 0.0


def _picture(box: Any) -> LaidSlot[PictureSlot]:
    fit = box.style["object_fit"]
    if fit not in ("fill", "cover", "contain"):
        raise Unsupported(f"object-fit: {fit}")
    slot = PictureSlot(box.element.get(SLOT), box.content_box_x(), box.content_box_y(), box.width, box.height, fit)
    return LaidSlot(slot, box)
