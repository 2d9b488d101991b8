"""On which side each text begins, as the program that saved the file last noted; until it is seen that this is stale.

Who edits a file without laying it out leaves the notes of before in it. They are not believed from where a side begins
by order without a note, or where more stands between two notes than a side can hold.
"""

from __future__ import annotations

import math
import re
from typing import Any

from mzdocs.gbt9704.package import W, value
from mzdocs.gbt9704.sheet_values import Page
from mzdocs.gbt9704.values import MeasuredParagraph, Run
from mzdocs.gbt9704.walk import runs, said

_NOTE = W + "lastRenderedPageBreak"
_SKIPPING = ("evenPage", "oddPage")
"""Sections before which a side may be left blank, and is not noted."""
_FULL = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
"""Characters that are never set narrower than their size; of all others no width is certain."""


class SavedSides:
    """Reads paragraphs in the order of the file."""

    def __init__(self) -> None:
        self._turns, self._filled = 0, 0.0
        self._worded = self._due = self._stale = False

    def of(self, element: Any, held: MeasuredParagraph, page: Page | None) -> int:
        """The side on which its text begins, from 1; 0 where no note stands before it, or the notes are stale."""
        self._due = self._due or (held.new_side and self._worded)
        turned, begins = self._turns, self._read(element)
        height = self._filled + _least_height(held, page)
        if page:
            too_much = height > page.text_height.pt * (self._turns - turned + 1)
            self._stale = self._stale or too_much or (self._worded and page.begins in _SKIPPING)
        self._filled = 0.0 if self._turns > turned else height
        self._worded = self._worded or bool(held.words)
        return begins + 1 if begins and not self._stale else 0

    def _read(self, element: Any) -> int:
        """How many sides were noted to have begun before its first word."""
        if next(element.iter(_NOTE, W + "br"), None) is None:
            self._stale = self._stale or (self._due and bool("".join(map(said, runs(element))).strip()))
            return self._turns
        before: int | None = None
        for each in (child for run in runs(element) for child in run):
            if each.tag == _NOTE:
                self._turns, self._due = self._turns + 1, False
            elif each.tag == W + "br" and value(each, "type") == "page":
                self._due = True
            elif said([each]).strip():
                before = self._turns if before is None else before
                self._stale = self._stale or self._due
        return self._turns if before is None else before


def _least_height(held: MeasuredParagraph, page: Page | None) -> float:
    """Points that a paragraph of the running text takes at least; those of cells, boxes, frames stand beside others."""
    shown = [piece for piece in held.pieces if not piece.hidden]
    if held.story != "正文" or held.aside or held.framed is not None or page is None or not shown:
        return 0.0
    lines = max(1, math.ceil(sum(map(_least_width, shown)) / max(page.text_width.pt, 1.0)))
    exact = held.spacing.exact
    return lines * (exact.pt if exact else held.size.pt)


def _least_width(piece: Run) -> float:
    if "w" in piece.adorned:
        return 0.0
    return len(_FULL.findall(piece.text)) * max(piece.size.pt + piece.tracking.pt, 0.0)
