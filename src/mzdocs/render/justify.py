"""Laid-out lines of Chinese -> lines flush on both sides: the room left is shared between the characters.

WeasyPrint justifies by widening spaces only, and Chinese has none. Lines break where they broke
before; nothing but the letter spacing of a line changes. A mark at the end hangs its blank half over
the edge, so that the ink of all lines ends there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mzdocs.design.squeezing import CLOSING
from mzdocs.render.engine import Laid

MOST = 2.0
"""Ems of room a line may have left: more is a line that was cut short on purpose."""
_HANGING = CLOSING.replace("！", "").replace("？", "")
"""These two stand in the middle of their cells in some faces."""


def justify(laid: Laid) -> Laid:
    """The same pages, with every justified line spread that is not the last of its paragraph."""
    for page in laid.pages.pages:
        for block, line in _lines(page._page_box):
            if block.style["text_align_all"] == "justify" and line.resume_at is not None:
                _spread(line, block.content_box_x() + block.width)
    return laid


def _lines(box: Any) -> Iterator[tuple[Any, Any]]:
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "LineBox":
            yield box, child
        else:
            yield from _lines(child)


def _spread(line: Any, right: float) -> None:
    """Lines of one piece only: a line with marked-up words in it is left as it is."""
    texts = [child for child in line.children if type(child).__name__ == "TextBox"]
    if len(line.children) != 1 or len(texts) != 1 or len(texts[0].text) < 2:
        return
    text = texts[0]
    size = text.style["font_size"]
    room = right - text.position_x - text.width + (size / 2 if text.text[-1] in _HANGING else 0.0)
    if 0 < room < MOST * size:
        text.style = text.style.copy()
        spacing = text.style["letter_spacing"]
        text.style["letter_spacing"] = (0 if spacing == "normal" else spacing) + room / (len(text.text) - 1)
        text.width += room
