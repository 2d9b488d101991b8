"""A copy in outlines against the file it was made of: the same letters, lines, areas and pictures at their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.pdf.graphics_state import Paint
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.painted.letter_paths import GlyphOnSheet, SamePlaces, ShapeOnSheet
from mzdocs.preflight.painted.painted_page import PaintedPage
from mzdocs.preflight.painted.pieces import Box, Letter
from mzdocs.preflight.painted.rule_pages import not_passed
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PreflightRule, known, on_page, preflight_problem

NOT_THE_SAME = preflight_problem(
    "MZP81",
    "第 {page} 页与原文件不一样：{what}",
    "Page {page} is not what its source shows: {what}",
    "重新生成转曲文件；不要在成品文件里删改。",
    "Make the outlined file again; do not edit the finished one.",
)

_SLACK = 0.002
"""Millimetres: outlines are written with five decimals of a point."""
_Piece = tuple[str, Box, Paint]


def _same(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    source = known(expectations.source, "没有它的原文件可比", "the file it was made of is not there to compare with")
    places = SamePlaces()
    for number in not_passed(range(1, min(len(source.pages), len(file.pages)) + 1), expectations):
        try:
            due, found = (each.painted(number, expectations.unseen) for each in (source, file))
        except Inexact as error:
            raise NotRun(f"字形读不出来：{error.what.zh}", f"its glyphs cannot be read: {error.what.en}") from None
        what = _difference(due, found, places)
        if what:
            yield NOT_THE_SAME.at(on_page(location, number), page=number, what=what)


def _difference(due: PaintedPage, found: PaintedPage, places: SamePlaces) -> Sentence | None:
    there, here = _letters(due), _letters(found)
    if len(there) != len(here):
        return Sentence(
            f"应有 {len(there)} 个字，有 {len(here)} 个", f"{len(there)} letters are due, {len(here)} are there"
        )
    changed = sum(not _is_same(*pair, places) for pair in zip(there, here, strict=True))
    if changed:
        return Sentence(f"{changed} 个字换了、移了或变了颜色", f"{changed} letters are others, moved, or recoloured")
    if not all(a and b and _alike(a, b) for a, b in zip_longest(_things(due), _things(found))):
        return Sentence("线条、底色或图片变了", "its lines, areas or pictures have changed")
    return None


def _letters(page: PaintedPage) -> Sequence[tuple[Letter, Paint]]:
    return [(letter, line.paint) for line in page.texts for letter in line.letters]


def _is_same(due: tuple[Letter, Paint], found: tuple[Letter, Paint], places: SamePlaces) -> bool:
    """Whether every point of one outline lies where the other's does: 未 and 末 have one box, and begin alike."""
    (one, paint), (other, its) = due, found
    glyph, shape = one.segments, other.segments
    if isinstance(glyph, GlyphOnSheet) and isinstance(shape, ShapeOnSheet) and places.surely(glyph, shape, _SLACK / 2):
        return paint == its
    pairs = zip_longest(one.segments(), other.segments(), fillvalue=("", ()))
    return paint == its and all(a == b and _close(p, q) for (a, p), (b, q) in pairs)


def _close(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> bool:
    pairs = zip(one, other, strict=True)
    return all(abs(x - u) < _SLACK and abs(y - v) < _SLACK for (x, y), (u, v) in pairs)


def _things(page: PaintedPage) -> list[_Piece]:
    return [(thing.kind, thing.box, thing.paint) for thing in page.things]


def _alike(one: _Piece, other: _Piece) -> bool:
    near = all(abs(a - b) < _SLACK for a, b in zip(one[1], other[1], strict=True))
    return near and one[0] == other[0] and one[2] == other[2]


RULES = (PreflightRule("P-COPY", NOT_THE_SAME, _same, ("outlined",), "order"),)
