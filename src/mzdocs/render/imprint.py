"""Where an official paper's 版记 goes: on its last side, an even one (GB/T 33476.2-2016; GB/T 9704-2012, 7.4).

A letter's stands on whatever side is its last (10.1).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from mzdocs.core.theme_choice import Theme
from mzdocs.model.letter import Paper
from mzdocs.plan.document import Document
from mzdocs.render.engine import Laid
from mzdocs.render.layout_boxes import boxes

Turn = Literal["", "next", "blank"]
"""It stands where the text ends, on the next side, or behind a blank side; then neither bears a number (7.5)."""
_TURNS: dict[tuple[Paper, Theme], Turn] = {}


def turn(document: Document, lay_out: Callable[[Document], Laid]) -> Turn:
    """Laid out once to see on which side the text ends; Word and PDF then agree."""
    paper = document.fields.get("paper")
    if not isinstance(paper, Paper) or paper.imprint is None or paper.form == "函":
        return ""
    key = (paper, document.theme)
    if key not in _TURNS:
        _TURNS[key] = _turn(lay_out(document))
    return _TURNS[key]


def _turn(laid: Laid) -> Turn:
    last = max(box.page for box in boxes(laid, "data-part"))
    (end,) = boxes(laid, "data-end")
    if end.page % 2:
        return ""
    return "next" if end.page == last else "blank"
