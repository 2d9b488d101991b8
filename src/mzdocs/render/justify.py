"""Laid-out lines of Chinese -> lines flush on both sides: the room left is shared between the characters.

WeasyPrint justifies by widening spaces only, and Chinese has none. Lines break where they broke
before; nothing but the letter spacing of a line changes. A mark at the end hangs its blank half over
the edge, so that the ink of all lines ends there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from mzdocs.core.unbreakable import JOINER
from mzdocs.design.squeezing import CLOSING, OPENING
from mzdocs.render.engine import Laid

MOST = 2.0
"""Ems of room a line may have left: more is a line that was cut short on purpose."""
TIGHTEST, LOOSEST = 0.02, 0.2
"""Ems between characters: joiners take up letter spacing that is not drawn; looser, a short line looks better."""
LOOSEST_FIGURES = 0.125
"""Ems between the figures of a number: set looser, they are read as two."""
_FIGURES = re.compile(f"[0-9]{JOINER}?[0-9]")
_PIECE = re.compile(f"[{re.escape(OPENING)}]*(?:[0-9.,]+|.)(?:{JOINER}(?:[0-9.,]+|.))+")
_HANGING = CLOSING.replace("！", "").replace("？", "")
"""These two stand in the middle of their cells in some faces."""


def justify(laid: Laid) -> Laid:
    """The same pages, with every justified line spread that is not the last of its paragraph."""
    for page in laid.pages.pages:
        for block, line, after in _lines(page._page_box):
            if block.style["text_align_all"] == "justify" and line.resume_at is not None:
                _spread(line, block.content_box_x() + block.width, MOST + _in_one_piece(after))
    return laid


def _lines(box: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Each line with the block it stands in, and the line that follows it there."""
    children = list(getattr(box, "children", ()))
    for child, after in zip_longest(children, children[1:]):
        if type(child).__name__ == "LineBox":
            yield box, child, after
        else:
            yield from _lines(child)


def _in_one_piece(line: Any) -> int:
    """How many characters at the beginning of a line had to stay together, and so left more room before them."""
    texts = [] if line is None else [child.text for child in line.children if type(child).__name__ == "TextBox"]
    found = _PIECE.match(texts[0]) if texts else None
    return len(found[0]) if found else 0


def _spread(line: Any, right: float, most: float) -> None:
    """Lines of one piece only: a line with marked-up words in it is left as it is; `most` in ems."""
    texts = [child for child in line.children if type(child).__name__ == "TextBox"]
    if len(line.children) != 1 or len(texts) != 1 or len(texts[0].text.strip(JOINER)) < 2:
        return
    text = texts[0]
    size, spacing = text.style["font_size"], text.style["letter_spacing"]
    spacing = 0.0 if spacing == "normal" else spacing
    letters = len(text.text.replace(JOINER, ""))
    width = text.width - spacing * (len(text.text) - letters)
    left = right - text.position_x - width
    room = left + (size / 2 if text.text[-1] in _HANGING else 0.0)
    share = room / (letters - 1)
    loosest = LOOSEST_FIGURES if _FIGURES.search(text.text) else LOOSEST
    if left < most * size and -TIGHTEST * size < share < loosest * size:
        text.style = text.style.copy()
        text.style["letter_spacing"] = spacing + share
        text.width = width + room
