"""Words in cells: a line of a table's cell ends where a word does, and the last is never one character.

A text of up to four characters is told once, as a whole. Only what could have been avoided is told: not a cell that is
narrower than a word, a number or a reference of its text, nor a text set downwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from mzdocs.core.problems import Problem
from mzdocs.core.words import LONGEST, han, whole_words
from mzdocs.design import fonts
from mzdocs.design.cell_lines import cell_lines, holds
from mzdocs.preflight.expectations import Expectations, Profile
from mzdocs.preflight.painted.painted_page import PaintedPage
from mzdocs.preflight.painted.rule_pages import Found, on_every_page
from mzdocs.preflight.painted.table_cells import TableCell
from mzdocs.preflight.rule import PreflightRule, preflight_problem

LONE_CHARACTER = preflight_problem(
    "MZP75",
    "第 {page} 页（{place}）格里“{text}”的末行只有一个字",
    "On page {page} ({place}) the last line of a cell, “{text}”, is one character",
    "加宽这一栏，或改字数。",
    "Widen the column or change the words.",
)
UNEVEN = preflight_problem(
    "MZP76",
    "第 {page} 页（{place}）格里“{text}”没有分成两行各两个字",
    "On page {page} ({place}) the cell “{text}” is not two lines of two characters",
    "加宽这一栏，或在中间换行。",
    "Widen the column, or break it in the middle.",
)
WORD_PARTED = preflight_problem(
    "MZP77",
    "第 {page} 页（{place}）格里的“{word}”拆在两行：“{text}”",
    "On page {page} ({place}) the word “{word}” of a cell stands on two lines: “{text}”",
    "加宽这一栏，或换一种说法。",
    "Widen the column or use other words.",
)
IN_TABLES: tuple[Profile, ...] = ("archive", "plain")
"""Signs have no tables: their boxes hold running text."""
SHORT = 12
"""Chinese characters of a cell that is seen at a glance."""
_MOST_LINES = 6
"""A cell of more lines is running text in a frame."""


def _broken(page: PaintedPage) -> Iterator[TableCell]:
    """The cells of several lines that could have been broken otherwise."""
    for cell in page.cells:
        downwards = all(len(line) == 1 for line in cell.lines)
        if 1 < len(cell.lines) <= _MOST_LINES and cell.alike and not downwards and cell.room > 1:
            yield cell


_FACE = fonts.CHAINS["fang", False][0]


def _holding(page: PaintedPage) -> Iterator[TableCell]:
    """Those of them whose words, numbers and references all go into a line of theirs."""
    return (cell for cell in _broken(page) if holds(cell.text, cell.room, _FACE))


def _lone(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    for cell in _holding(page):
        lone = len(cell.lines[-1]) == han(cell.lines[-1]) == 1
        if lone and han(cell.text) <= SHORT and len(cell.text) > LONGEST and _ends_well(cell):
            yield found(LONE_CHARACTER, cell.ink, text=_shown(cell))


def _ends_well(cell: TableCell) -> bool:
    """Whether its text can end in more than one character: 乌鲁木齐市 with room for two cannot."""
    return len(cell_lines(cell.text, cell.room, _FACE)[-1]) > 1


def _uneven(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    for cell in _broken(page):
        if han(cell.text) == len(cell.text) <= LONGEST and [*map(len, cell.lines)] != [2, 2] and _fits(cell):
            yield found(UNEVEN, cell.ink, text=_shown(cell))


def _fits(cell: TableCell) -> bool:
    """Whether it could be one line, or two of two characters."""
    return len(cell.text) in (LONGEST, *range(cell.room + 1))


def _words(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    for cell in _holding(page):
        ends = set(accumulate(map(len, cell.lines)))
        for start, end in whole_words(cell.text):
            if end - start <= cell.room and any(start < at < end for at in ends) and len(cell.text) > LONGEST:
                yield found(WORD_PARTED, cell.ink, text=_shown(cell), word=cell.text[start:end])


def _shown(cell: TableCell) -> str:
    return "／".join(cell.lines)


RULES = (
    PreflightRule("G-LONE", LONE_CHARACTER, on_every_page(_lone), IN_TABLES, "house"),
    PreflightRule("G-EVEN", UNEVEN, on_every_page(_uneven), IN_TABLES, "house"),
    PreflightRule("G-WORD", WORD_PARTED, on_every_page(_words), IN_TABLES, "house"),
)
