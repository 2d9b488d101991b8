"""What is painted over: pictures, art and codes that stand in the file and not on the print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mzdocs.core.boxes import box_round_boxes
from mzdocs.core.problems import Problem, Sentence
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.painted.painted_page import PaintedPage
from mzdocs.preflight.painted.pieces import Box, Painted, PaintedKind, shared_area, touch, within
from mzdocs.preflight.painted.rule_pages import Found, on_every_page
from mzdocs.preflight.painted.seen_marks import is_blank
from mzdocs.preflight.rule import PreflightRule, preflight_problem

PAINTED_OVER = preflight_problem(
    "MZQ24",
    "第 {page} 页（{place}）{what}被后面画的东西盖住了，印不出来",
    "On page {page} ({place}) {what} is covered by what is painted later, and is not printed",
    "删掉盖在上面的色块；不要的内容从文件里删掉，不要遮住。",
    "Remove what lies over it; take what is not wanted out of the file instead of covering it.",
)
_PICTURE = Sentence("图片", "a picture")
_ART = Sentence("图形", "a piece of art")
_CODE = Sentence("二维码的一部分", "a part of a code")
_PAGE = Sentence("整页", "the whole page")

_OF_A_CODE = 40
"""Squares that one operator fills: so many are a code."""
_EDGE = 0.1
"""Millimetres."""
_BOXES: tuple[PaintedKind, ...] = ("panel", "rule")
"""What covers all of its box."""
_WHOLE = 0.99
"""Of a picture: what is left beyond is a hair of its edge."""


def _covered(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    whites = [each for each in page.of("panel") if is_blank(each.paint) and within(page.trim, each.box, -_EDGE)]
    if any(each.at and not _is_first(each, page) for each in whites):
        yield found(PAINTED_OVER, page.trim, what=_PAGE)
        return
    for thing in page.of("picture", "shape"):
        if any(_hides(over, thing) for over in _over(thing.box, thing.order, page)):
            yield found(PAINTED_OVER, thing.box, what=_PICTURE if thing.kind == "picture" else _ART)
    for order, code in _codes(page):
        if any(
            _meets(over, square) for over in _over(box_round_boxes(s.box for s in code), order, page) for square in code
        ):
            yield found(PAINTED_OVER, box_round_boxes(square.box for square in code), what=_CODE)


def _is_first(white: Painted, page: PaintedPage) -> bool:
    """Whether nothing but white lies under it."""
    under = (each for each in page.things[: white.at] if each.order < white.order)
    return all(is_blank(each.paint) for each in under) and all(line.order > white.order for line in page.lines)


def _over(box: Box, order: int, page: PaintedPage) -> list[Painted]:
    """The areas that are laid over a box later, and let nothing show."""
    areas = page.beside(box, 0, "panel", "rule", "shape", "line")
    return [each for each in areas if each.order > order and each.keeps == "nothing"]


def _hides(over: Painted, thing: Painted) -> bool:
    """Whether nothing of a thing is left to see; drawings are made of shapes that lie over each other."""
    if not within(thing.box, over.box, -_EDGE):
        return False
    if over.kind in _BOXES:
        return True
    return thing.kind == "picture" and shared_area(thing, over) >= _WHOLE * thing.across * thing.down


def _meets(over: Painted, square: Painted) -> bool:
    if not touch(square.box, over.box, -_EDGE):
        return False
    return over.kind in _BOXES or shared_area(square, over) > _EDGE * _EDGE


def _codes(page: PaintedPage) -> Iterator[tuple[int, list[Painted]]]:
    """The squares that one operator fills, where they are as many as a code has."""
    by_order: dict[int, list[Painted]] = defaultdict(list)
    for square in page.of("panel", "rule"):
        by_order[square.order].append(square)
    yield from ((order, squares) for order, squares in by_order.items() if len(squares) >= _OF_A_CODE)


RULES = (PreflightRule("P-COVER", PAINTED_OVER, on_every_page(_covered), ON_PRESS, "trade"),)
