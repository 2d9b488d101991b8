"""Laid-out pages -> measured boxes: the one place that reads WeasyPrint's box tree.

The tree is not public API; the version is pinned and a test reads a known page with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mzdocs.core.units import Length, px
from mzdocs.render.engine import Laid


@dataclass(frozen=True)
class LayoutBox:
    """A box on a page, from the page's trimmed top left corner, and how far its content goes.

    `text` is what stands too far right in it, or all that stands in it.
    """

    name: str
    page: int
    x: Length
    y: Length
    width: Length
    height: Length
    content_right: Length
    content_bottom: Length
    gaps: int = 0
    text: str = ""

    @property
    def gap(self) -> Length:
        """What each of the box's gaps may take of the room left below its content."""
        left = self.y.mm + self.height.mm - self.content_bottom.mm - TOLERANCE
        return Length(max(0.0, left / self.gaps) if self.gaps else 0.0)

    @property
    def overflow(self) -> Length:
        """By how much the content is larger than the box, the worse of both directions; 0 if it fits."""
        over = max(
            self.content_bottom.mm - self.y.mm - self.height.mm,
            self.content_right.mm - self.x.mm - self.width.mm,
        )
        return Length(max(0.0, over) if over > TOLERANCE else 0.0)


@dataclass(frozen=True)
class LaidPiece:
    """A row of a table, or a line of text or of pictures, of the marked element `name`: where it stands on its page.

    `of` counts the rows of that element, or the elements with lines in them, from 0; head rows are none.
    """

    name: str
    row: bool
    of: int
    page: int
    top: float
    bottom: float


def pieces(laid: Laid, attribute: str) -> list[LaidPiece]:
    """Every row and line of the elements that bear the attribute, in millimetres, in the order of the pages."""
    counted: dict[tuple[str, bool], dict[int, int]] = {}
    found = []
    for number, page in enumerate(laid.pages.pages):
        for name, row, element, box in _pieces(page._page_box, attribute, ""):
            of = counted.setdefault((name, row), {}).setdefault(id(element), len(counted[name, row]))
            top, bottom = px(box.position_y).mm, px(box.position_y + box.height).mm
            found.append(LaidPiece(name, row, of, number, top, bottom))
    return found


def _pieces(node: Any, attribute: str, name: str) -> Iterator[tuple[str, bool, Any, Any]]:
    for box in getattr(node, "children", ()):
        element = getattr(box, "element", None)
        inside = element.get(attribute, name) if element is not None else name
        kind = type(box).__name__
        if kind == "TableRowGroupBox" and box.is_header:
            continue
        if inside and kind in ("TableRowBox", "LineBox"):
            yield inside, kind == "TableRowBox", element, box
        else:
            yield from _pieces(box, attribute, inside)


def text_area(laid: Laid, page: int) -> tuple[float, float]:
    """Where the text of a page begins and ends, in millimetres from the trimmed top."""
    box = laid.pages.pages[page]._page_box
    return px(box.content_box_y()).mm, px(box.content_box_y() + box.height).mm


TOLERANCE = 0.05
"""Millimetres: less than a hair, more than the rounding of the layout."""


def boxes(laid: Laid, attribute: str = "data-box") -> list[LayoutBox]:
    """Every element that bears the attribute, in document order."""
    return [
        _box(node, name, number)
        for number, page in enumerate(laid.pages.pages)
        for node, name in _marked(page._page_box, attribute)
    ]


def _marked(node: Any, attribute: str) -> Iterator[tuple[Any, str]]:
    seen: set[int] = set()
    for box in _descendants(node):
        element = getattr(box, "element", None)
        name = element.get(attribute) if element is not None and not box.element_tag.count("::") else None
        if name is not None and id(element) not in seen and hasattr(box, "children"):
            seen.add(id(element))
            yield box, name


def _descendants(node: Any) -> Iterator[Any]:
    for child in getattr(node, "children", ()):
        yield child
        yield from _descendants(child)


def _box(node: Any, name: str, page: int) -> LayoutBox:
    right, bottom = _extent(node)
    wide = right > node.border_box_x() + node.border_width()
    return LayoutBox(
        name,
        page,
        px(node.border_box_x()),
        px(node.border_box_y()),
        px(node.border_width()),
        px(node.border_height()),
        px(right),
        px(bottom),
        int(node.element.get("data-gaps") or 0),
        _text(node, right if wide else 0),
    )


def _text(node: Any, right: float) -> str:
    """The text of the pieces that go so far right."""
    pieces = (box for box in _descendants(node) if type(box).__name__ == "TextBox")
    return "".join(box.text for box in pieces if box.position_x + box.width >= right)


def _extent(node: Any) -> tuple[float, float]:
    """How far right and down the ink-bearing content goes: text, pictures, and boxes with a height."""
    right = bottom = 0.0
    for box in _descendants(node):
        kind = type(box).__name__
        if kind == "LineBox":
            bottom = max(bottom, box.position_y + box.height)
        elif kind == "TextBox":
            right = max(right, box.position_x + box.width)
        elif ("Replaced" in kind or kind in ("BlockBox", "TableBox")) and isinstance(box.height, (int, float)):
            bottom = max(bottom, box.border_box_y() + box.border_height())
    return right, bottom
