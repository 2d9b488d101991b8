"""What is painted over: text, pictures, art and codes that stand in the file and not on the print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.pdf.graphics_state import IDENTITY, Mark
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.painted.covers import Cover, Covers, covers_of, hide
from mzdocs.preflight.painted.drawn_sides import sides
from mzdocs.preflight.painted.geometry import meets
from mzdocs.preflight.painted.path_boxes import outlined_boxes
from mzdocs.preflight.painted.pieces import within
from mzdocs.preflight.painted.rule_pages import MOST, finder_in_points, pages_to_look_at
from mzdocs.preflight.painted.seen_marks import Sight, leaves_no_ink, sight_of
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
_EDGE = 0.3
"""Points that may be left of the sheet."""
_UPRIGHT = 0.01
"""Points a side may lean."""
_RECTANGLE = 4
"""Pieces of its path, at least."""


def _covered(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for number in pages_to_look_at(expectations, file):
        page = file.pages[number - 1]
        found = finder_in_points(page, location)
        covers = covers_of(file, page, expectations.unseen)
        hidden = _hidden(file.marks_of(number), page, sight_of(file, page), covers)
        yield from (found(PAINTED_OVER, box, what=what) for box, what in islice(hidden, MOST))


def _hidden(marks: Sequence[Mark], page: PageInFile, sight: Sight, covers: Covers) -> Iterator[tuple[Rect, Sentence]]:
    """The boxes of what is hidden, in points, and what it is."""
    if any(_is_white_sheet(each, page) and any(map(sight.of, marks[: each.order])) for each in covers.panels):
        yield page.trim_box, _PAGE
        return
    for order, mark in enumerate(marks):
        drawn = covers.may_hide(order) and mark.state.within in ("page", "annotation")
        box = sight.of(mark) if drawn else None
        over = covers.over(box, order) if box is not None else []
        what = _what_is_hidden(mark, box, over, sight) if box is not None and over else None
        if box is not None and what is not None:
            yield box, what


def _is_white_sheet(cover: Cover, page: PageInFile) -> bool:
    return leaves_no_ink(cover.mark) and within(page.trim_box, cover.box, -_EDGE)


def _what_is_hidden(mark: Mark, box: Rect, over: Sequence[Cover], sight: Sight) -> Sentence | None:
    """What is lost of a mark under covers; drawings are made of shapes that lie over each other: of these, what lies
    under panels."""
    if mark.what == "text":
        return _TEXT if any(hide(over, letter) for letter in sight.letters(mark)) else None
    if mark.what == "image":
        if hide(over, box):
            return None if is_tint(mark.image) else _PICTURE
        return _CODE if not mark.image.get("/ImageMask") and is_code(mark.image) else None
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


def _is_drawn(mark: Mark) -> bool:
    """Whether it is more than upright boxes and rules."""
    drawn = sides(mark.path, closed=mark.what == "fill")
    return any(min(abs(x2 - x1), abs(y2 - y1)) > _UPRIGHT for (x1, y1), (x2, y2) in drawn)


RULES = (PreflightRule("P-COVER", PAINTED_OVER, _covered, ON_PRESS, "trade"),)
