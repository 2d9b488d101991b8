"""Laid-out pages of a template -> refused if a slot could move with a text, or grow over what stands beside it.

A template is laid out with one line in each slot; here it is laid out again with as many as each slot may hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, zip_longest
from typing import Any

from mzdocs.vdp.box_tree import Unsupported, kind_of, lines_of
from mzdocs.vdp.compiled_template import TextSlot
from mzdocs.vdp.slots import ROWS, SLOT, elements, page_slots

_CLOSE = 1e-4
"""Pixels: the rounding of a layout that is done again."""
_ASCENT, _DESCENT = 0.88, 0.12
"""Of the em square that ideographs fill, above and below the base line."""
Extent = tuple[str, float, float, float, float]
"""What covers a part of the page: its name, left, top, right and bottom in pixels."""


def longest_texts(pages: Sequence[Any], char: str) -> dict[str, str]:
    """For each text slot of the pages a text of one character that takes all its lines; two characters in one line."""
    slots = [laid.slot for page in pages for laid in page_slots(page).texts if laid.slot.format is None]
    return {slot.name: char * _count(slot) for slot in slots}


def check_steady(pages: Sequence[Any], full: Sequence[Any]) -> None:
    """Nothing on the pages may stand elsewhere where every slot is full of text.

    Raises:
        Unsupported: something does, named.
    """
    if len(pages) != len(full):
        raise Unsupported("data-slot that makes pages more")
    for page, again in zip(pages, full, strict=True):
        filled = {box.element.get(SLOT): box for box in elements(again) if box.element.get(SLOT) is not None}
        laid = page_slots(page)
        for text in laid.texts:
            if not _stands(text.slot, filled[text.slot.name]):
                raise Unsupported(f"data-slot={text.slot.name} that moves")
        for picture in laid.pictures:
            slot, box = picture.slot, filled[picture.slot.name]
            if not _alike((slot.x, slot.top), (box.content_box_x(), box.content_box_y())):
                raise Unsupported(f"data-slot={slot.name} that moves")
        for one, other in zip_longest(_static(page._page_box), _static(again._page_box)):
            if one is None or other is None or not _alike(one[1:], other[1:]):
                raise Unsupported(f"“{(one or other)[0]}” that moves")


def check_apart(page: Any) -> None:
    """No slot, with all lines it may hold, may lie over another one, or over text of the design.

    Raises:
        Unsupported: one does, named with the other.
    """
    laid = page_slots(page)
    slots = [_extent(text.slot) for text in laid.texts]
    pictures = [_named(each.slot.name, each.slot.x, each.slot.top, each.slot.width, each.slot.height)
                for each in laid.pictures]  # fmt: skip
    static = list(_static(page._page_box))
    pairs = [*combinations([*slots, *pictures], 2), *((slot, text) for slot in [*slots, *pictures] for text in static)]
    for one, other in pairs:
        if one[0] != other[0] and _meet(one, other):
            raise Unsupported(f"{one[0]} over {other[0]}")


def _named(name: str, x: float, top: float, width: float, height: float) -> Extent:
    return f"data-slot={name}", x, top, x + width, top + height


def _wraps(slot: TextSlot) -> bool:
    return slot.style.wraps and slot.max_lines > 1


def _count(slot: TextSlot) -> int:
    """How many ideographs take all lines of a slot; where there is but one line, two where they have room."""
    style = slot.style
    em = style.size + style.spacing
    if not _wraps(slot):
        return 2 if not style.wraps or 2 * em + style.indent <= slot.width else 1
    first, others = (max(1, int((slot.width - before) / em)) for before in (style.indent, 0.0))
    return first + others * (slot.max_lines - 2) + 1


def _first_line(slot: TextSlot, lines: int) -> float:
    """Where the first of so many lines begins: as they are set for a record."""
    return slot.top + slot.valign * (slot.height - lines * slot.style.line_height)


def _stands(slot: TextSlot, box: Any) -> bool:
    """Whether the slot's full box begins where a record's lines would be set."""
    lines = lines_of(box)
    expected = slot.x, slot.width, _first_line(slot, len(lines))
    return bool(lines) and _alike(expected, (box.content_box_x(), box.width, lines[0].position_y))


def _extent(slot: TextSlot) -> Extent:
    """What a slot's ideographs may cover: all its lines, in the first face that its texts are tried in."""
    style, lines = slot.style, slot.max_lines if _wraps(slot) else 1
    first = _first_line(slot, lines) + style.faces[0][1]
    (top, _), (_, bottom) = (_em(first + at * style.line_height, style.size) for at in (0, lines - 1))
    return _named(slot.name, slot.x, top, slot.width, bottom - top)


def _em(base_line: float, size: float) -> tuple[float, float]:
    return base_line - _ASCENT * size, base_line + _DESCENT * size


def _static(root: Any) -> Iterator[Extent]:
    """Every line of the design's own text: what stands neither in a slot nor in a table of rows."""
    for child in getattr(root, "children", ()):
        box = getattr(child, "_box", child)
        element = getattr(box, "element", None)
        if element is not None and (element.get(SLOT) is not None or element.get(ROWS) is not None):
            continue
        if kind_of(box) == "TextBox" and box.text.strip():
            top, bottom = _em(box.position_y + box.baseline, float(box.style["font_size"]))
            yield box.text.strip(), box.position_x, top, box.position_x + box.width, bottom
        yield from _static(box)


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) < _CLOSE for a, b in zip(one, other, strict=True))


def _meet(one: Extent, other: Extent) -> bool:
    """Whether two parts of a page share an area, by more than the rounding."""
    wide = min(one[3], other[3]) - max(one[1], other[1])
    high = min(one[4], other[4]) - max(one[2], other[2])
    return wide > _CLOSE and high > _CLOSE
