"""What judging a file of others may take: the more it is, and the more pages say something, the more."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import Any

import pikepdf

from mzdocs.core.child_process import Limits, ask_for
from mzdocs.core.time_budget import TimeBudget
from mzdocs.preflight.pdf_measures import MeasuredPdf

READING = Limits(seconds=4, memory=300_000_000)
"""What a small file may take, and bytes it may hold."""
RULES, EACH_RULE = 3.2, 0.7
"""Seconds of processor time for all rules on one page, and the share of them that one rule may take: far more than
they take on a heavy one."""
PAGE, MOST_PAGES = 0.2, 60
"""Seconds more for a page beside the first, and how many pages there may be for which there are some."""
_SMALL, _MORE = 5_000_000, 50_000_000
"""Bytes of a file that is small, and by how many more it may take once more as long."""
_MORE_OF_A_PHOTO = 1_000_000
"""By how many bytes more a photo may take once more as long."""
_PAGE_SEEN = 0.8
"""Seconds more for a page that is looked through for codes, as a scan is."""
_HELD, _HELD_A_PAGE, _MOST_HELD = 30, 1_000_000, 1_500_000_000
"""Bytes that may be held for each byte of a file and for each of its pages, and for all of it at most."""


def reading_limits(path: Path) -> Limits:
    """What a file may take that is of this size."""
    try:
        size = os.path.getsize(path)
    except (OSError, ValueError):  # who reads it says so
        size = 0
    memory = min(READING.memory + _HELD * size, _MOST_HELD)
    return Limits(READING.seconds * (1 + max(size - _SMALL, 0) / _MORE), memory)


def looking_limits(size: int, pages: int = 0) -> Limits:
    """What looking for codes may take in a photo of so many bytes, or in so many pages: each is enlarged."""
    more = _PAGE_SEEN * (pages - 1) if pages else READING.seconds * size / _MORE_OF_A_PHOTO
    return Limits(READING.seconds + more, min(READING.memory + _HELD * size, _MOST_HELD))


def judging_budget(path: Path, file: MeasuredPdf) -> TimeBudget:
    """What the rules on a PDF may take, from now on; the child that judges it may take as much more."""
    most, pages = reading_limits(path), own_pages(file.pdf, MOST_PAGES) - 1
    ask_for(Limits(most.seconds + PAGE * pages, min(most.memory + _HELD_A_PAGE * pages, _MOST_HELD)))
    whole = RULES * most.seconds / READING.seconds + PAGE * pages
    return TimeBudget(EACH_RULE * whole, whole)


def own_pages(pdf: pikepdf.Pdf, most: int) -> int:
    """How many of the first so many pages say something of their own, and one at least."""
    said = {_said(page.obj.get("/Contents")) for page in islice(pdf.pages, most)}
    return max(len(said - {(_NO_OBJECT, _NO_OBJECT)}), 1)


def _said(content: Any) -> tuple[_ObjectNumber, _ObjectNumber]:
    """The objects in which a page begins and ends to say something: pages of one design may begin, or end, alike."""
    parts = (content[0], content[-1]) if isinstance(content, pikepdf.Array) and len(content) else (content, content)
    first, last = (getattr(part, "objgen", _NO_OBJECT) for part in parts)
    return first, last


_ObjectNumber = tuple[int, int]
_NO_OBJECT = (0, 0)
