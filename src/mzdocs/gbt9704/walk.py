"""A part's XML -> its paragraphs in reading order: in the text, in tables, in text boxes; and the runs of one.

What was deleted under track changes is not there any more; what was inserted is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from mzdocs.gbt9704.package import W
from mzdocs.gbt9704.values import Story

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {W + "del", W + "moveFrom", _MC + "Fallback"}
_BOX = W + "txbxContent"
_SIMPLE = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "sym": "\ufffd",
}
_DEEPEST = 60
"""So deep nothing is nested but to do harm."""


@dataclass(frozen=True)
class WalkedParagraph:
    """A paragraph's element, what it stands in, and where: its number, or table, row and cell."""

    element: Any
    story: Story
    number: int = 0
    cell: tuple[int, int, int] | None = None
    table: Any = None
    cell_element: Any = None


class Walk:
    """Counts paragraphs and tables as it goes."""

    def __init__(self, story: Story) -> None:
        self._story, self._paragraphs, self._tables = story, 0, 0

    def through(self, parent: Any, inside: WalkedParagraph | None = None, depth: int = 0) -> Iterator[WalkedParagraph]:
        """Every paragraph under an element; `inside` is the cell or box it stands in, `depth` how deep that is."""
        if depth > _DEEPEST:
            return
        for child in parent.iterchildren():
            if child.tag == W + "p":
                yield from self._paragraph(child, inside, depth)
            elif child.tag == W + "tbl":
                self._tables += 1
                yield from self._table(child, self._tables, depth + 1)
            elif child.tag not in _GONE and isinstance(child.tag, str):
                yield from self.through(child, inside, depth + 1)

    def _paragraph(self, element: Any, inside: WalkedParagraph | None, depth: int) -> Iterator[WalkedParagraph]:
        if inside is None:
            self._paragraphs += 1
            found = WalkedParagraph(element, self._story, self._paragraphs)
        else:
            found = replace(inside, element=element)
        yield found
        for box in element.iter(_BOX):
            if not _within(box, element):
                yield from self.through(box, WalkedParagraph(None, "文本框", self._paragraphs), depth + 1)

    def _table(self, table: Any, number: int, depth: int) -> Iterator[WalkedParagraph]:
        rows = [row for row in table.iterdescendants(W + "tr") if _nearest(row, W + "tbl") is table]
        for place, row in enumerate(rows, 1):
            cells = [cell for cell in row.iterdescendants(W + "tc") if _nearest(cell, W + "tr") is row]
            for column, cell in enumerate(cells, 1):
                here = WalkedParagraph(None, "表格", self._paragraphs, (number, place, column), table, cell)
                yield from self.through(cell, here, depth + 1)


def _nearest(element: Any, tag: str) -> Any:
    return next(element.iterancestors(tag), None)


def _within(box: Any, paragraph: Any) -> bool:
    """In a copy for old programs, or in a box inside this box's paragraph, which is walked by itself."""
    for parent in box.iterancestors():
        if parent is paragraph:
            return False
        if parent.tag in (_BOX, _MC + "Fallback"):
            return True
    return True


def runs(parent: Any, depth: int = 0) -> Iterator[Any]:
    """The runs of a paragraph that stand in the text."""
    for child in parent.iterchildren():
        if child.tag == W + "r":
            yield child
        elif child.tag not in _GONE and child.tag != W + "pPr" and isinstance(child.tag, str) and depth < _DEEPEST:
            yield from runs(child, depth + 1)


def said(run: Any) -> str:
    """The text of a run."""
    return "".join(str(child.text or "") if child.tag == W + "t" else _SIMPLE.get(child.tag, "") for child in run)


def instructions(paragraph: Any) -> str:
    """What the fields of a paragraph ask for; a box in it has paragraphs of its own."""
    if next(paragraph.iter(W + "fldSimple", W + "instrText"), None) is None:
        return ""
    asked = (
        str(each.get(W + "instr", "")) if each.tag == W + "fldSimple" else each.text or ""
        for each in _within_paragraph(paragraph)
        if each.tag in (W + "fldSimple", W + "instrText")
    )
    return " ".join(asked)


def _within_paragraph(element: Any, depth: int = 0) -> Iterator[Any]:
    for child in element.iterchildren():
        if child.tag not in _GONE and child.tag not in (_BOX, W + "pPr") and isinstance(child.tag, str):
            yield child
            if depth < _DEEPEST:
                yield from _within_paragraph(child, depth + 1)


def paged(paragraph: Any) -> str:
    """What is read on the first of two pages, whatever its fields last showed; nothing if it has no page number."""
    if not _PAGE.search(instructions(paragraph).upper()):
        return ""
    shown, asked, open_fields = "", "", 0
    simple: Any = None
    for each in _within_paragraph(paragraph):
        kind = each.get(W + "fldCharType", "") if each.tag == W + "fldChar" else ""
        open_fields += {"begin": 1, "end": -1}.get(kind, 0)
        if each.tag == W + "fldSimple":
            simple, shown = each, shown + _figure(str(each.get(W + "instr", "")))
        elif kind == "end" and open_fields == 0:
            shown, asked = shown + _figure(asked), ""
        elif each.tag == W + "instrText":
            asked += each.text or ""
        elif open_fields == 0 and (simple is None or simple not in each.iterancestors()):
            shown += said([each])
    return shown


_PAGE = re.compile(r"\bPAGE\b")
_FIGURES = (("ARABICDASH", "- 1 -"), ("ROMAN", "I"), ("CHINESENUM", "一"), ("DBNUM", "一"), ("ALPHABETIC", "A"))


def _figure(asked: str) -> str:
    """What a field shows for the first of two pages."""
    words = asked.upper()
    if _PAGE.search(words):
        return next((figure for name, figure in _FIGURES if name in words), "1")
    return "2" if "PAGES" in words else ""


def drawn_picture(element: Any) -> bool:
    """Whether an element holds a picture or an object, and not only a box of words."""
    return next(element.iter("{*}blip", "{*}imagedata", W + "object"), None) is not None


def drawn(paragraph: Any) -> bool:
    """Whether a paragraph holds a drawing, a picture or an object."""
    return next(paragraph.iter(W + "drawing", W + "pict", W + "object"), None) is not None
