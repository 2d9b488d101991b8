"""What is painted over: text, pictures, art and codes that stand in the file and not on the print."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby, islice

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.pdf.graphics_state import IDENTITY, Mark
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.ink.ink_layers import InkLayer
from mzdocs.preflight.ink.page_ink import page_ink
from mzdocs.preflight.painted.covers import Cover, Covers, covers_of, hide
from mzdocs.preflight.painted.drawn_sides import sides
from mzdocs.preflight.painted.geometry import extent, meets
from mzdocs.preflight.painted.path_boxes import outlined_boxes
from mzdocs.preflight.painted.pieces import within
from mzdocs.preflight.painted.rule_pages import MOST, finder_in_points, not_passed, pages_to_look_at
from mzdocs.preflight.painted.seen_marks import Sight, sight_of
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile, Rect
from mzdocs.preflight.pictures.picture_pixels import is_code, is_tint
from mzdocs.preflight.rule import PreflightRule, preflight_problem

PAINTED_OVER = preflight_problem(
    "MZQ24",
    "第 {page} 页（{place}）{what}被后面画的东西盖住了，印不出来",
    "On page {page} ({place}) {what} is covered by what is painted later, and is not printed",
    "删掉盖在上面的色块；不要的内容从文件里删掉，不要遮住。",
    "Remove what lies over it; take what is not wanted out of the file instead of covering it.",
)
_PICTURE = Sentence("图片", "a picture")
_GRADIENT = Sentence("渐变", "a gradient")
_ART = Sentence("图形", "a piece of art")
_TEXT = Sentence("文字", "text")
_CODE = Sentence("二维码的一部分", "a part of a code")
_PAGE = Sentence("整页", "the whole page")

_OF_A_CODE = 40
"""Squares that one operator fills: so many are a code."""
_LARGEST_MODULE = 9.0
"""Points."""
_EDGE = 0.3
"""Points that may be left of the sheet."""
_UPRIGHT = 0.01
"""Points a side may lean."""
_RECTANGLE = 4
"""Pieces of its path, at least."""


def _covered(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for number in not_passed(pages_to_look_at(expectations, file), expectations):
        page = file.pages[number - 1]
        found = finder_in_points(page, location)
        covers = covers_of(file, page, expectations.unseen)
        hidden = _hidden(file.marks_of(number), page, sight_of(file, page), covers, page_ink(file, page).layers)
        yield from (found(PAINTED_OVER, box, what=what) for box, what in islice(hidden, MOST))


def _hidden(
    marks: Sequence[Mark], page: PageInFile, sight: Sight, covers: Covers, layers: Iterable[InkLayer]
) -> Iterator[tuple[Rect, Sentence]]:
    """The boxes of what is hidden, in points, and what it is."""
    white = {id(layer.mark) for layer in layers if layer.most and not any(layer.most.values())}
    sheets = (each for each in covers.panels if id(each.mark) in white and within(page.trim_box, each.box, -_EDGE))
    if any(_has_ink(marks[: sheet.order], white, sight) for sheet in sheets):
        yield page.trim_box, _PAGE
        return
    squares = _squares_of_codes(marks) if covers.may_hide(0) else frozenset()
    for order, mark in enumerate(marks):
        drawn = covers.may_hide(order) and mark.state.within in ("page", "annotation")
        box = sight.of(mark) if drawn else None
        over = covers.over(box, order) if box is not None else []
        what = _what_is_hidden(mark, box, over, sight) if box is not None and over else None
        if over and what is None and order in squares:
            what = _CODE
        if box is not None and what is not None:
            yield box, what


def _has_ink(marks: Sequence[Mark], white: Container[int], sight: Sight) -> bool:
    return any(id(mark) not in white and sight.of(mark) for mark in marks)


def _what_is_hidden(mark: Mark, box: Rect, over: Sequence[Cover], sight: Sight) -> Sentence | None:
    """What is lost of a mark under covers; drawings are made of shapes that lie over each other: of these, what lies
    under panels."""
    if mark.what == "text":
        return _TEXT if any(hide(over, letter) for letter in sight.letters(mark)) else None
    if mark.what == "image":
        if hide(over, box):
            return None if is_tint(mark.image) else _PICTURE
        return _CODE if is_code(mark.image) else None
    if mark.what == "shading":
        return _GRADIENT if hide(over, box) else None
    if _is_code(mark, over):
        return _CODE
    panels = [each for each in over if each.is_panel and each.mark.what == "fill"]
    return _ART if panels and hide(panels, box) and _is_drawn(mark) else None


def _is_code(mark: Mark, over: Sequence[Cover]) -> bool:
    """Whether one operator fills as many squares as a code has, and something lies on one of them."""
    if mark.what != "fill" or len(mark.path) < _OF_A_CODE * _RECTANGLE:
        return False
    pieces = outlined_boxes(mark.path, IDENTITY)
    if len(pieces) < _OF_A_CODE or not all(piece.upright for piece in pieces):
        return False
    return any(meets(each.box, piece.box) and not each.misses(piece.box) for each in over for piece in pieces)


def _squares_of_codes(marks: Sequence[Mark]) -> frozenset[int]:
    """The places of small boxes that are filled one after the other, as many as a code has."""
    found: list[int] = []
    at = 0
    for small, run in groupby(marks, _is_small_box):
        count = sum(1 for _ in run)
        found += range(at, at + count) if small and count >= _OF_A_CODE else ()
        at += count
    return frozenset(found)


def _is_small_box(mark: Mark) -> bool:
    if mark.what != "fill" or not _RECTANGLE <= len(mark.path) <= _RECTANGLE + 1:
        return False
    left, bottom, right, top = extent(mark)
    return max(right - left, top - bottom) <= _LARGEST_MODULE and not _is_drawn(mark)


def _is_drawn(mark: Mark) -> bool:
    """Whether it is more than upright boxes and rules."""
    drawn = sides(mark.path, closed=mark.what == "fill")
    return any(min(abs(x2 - x1), abs(y2 - y1)) > _UPRIGHT for (x1, y1), (x2, y2) in drawn)


RULES = (PreflightRule("P-COVER", PAINTED_OVER, _covered, ON_PRESS, "trade"),)
