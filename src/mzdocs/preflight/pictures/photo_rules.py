"""Declared photos: each is painted at its place, in its shape, and looks like the photo that was handed in."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.units import POINT
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.preflight.expectations import Expectations, ExpectedPicture
from mzdocs.preflight.painted.pieces import Box
from mzdocs.preflight.pdf_measures import MeasuredPdf, Rect
from mzdocs.preflight.pictures.picture_looks import likeness, look
from mzdocs.preflight.rule import PreflightRule, known, on_page, preflight_problem

PHOTO_MISSING = preflight_problem(
    "MZP80",
    "有照片不对：{why}",
    "A photo is wrong: {why}",
    "按原来的设计重新生成；不要在成品文件里移动、删除或替换照片。",
    "Build again; do not move, remove or replace photos in the finished file.",
)

_OFF = 0.2
"""Millimetres a picture may be off its place, on every side."""
_LEAST = 0.9
"""Of likeness: inks and rendering cost a photo 0.015 at most, before the brightest blue."""
_SURE = 0.004
"""Another photo that is liker by so much is the one that is shown."""
Shown = Sequence[tuple[Box, bytes]]
"""The pictures of a page: where each stands, from its upper left corner down, and how it looks when it is rendered."""


def _photos(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    expected = known(expectations.pictures, "不知道应有哪些照片", "which photos should stand in it is not known")
    due = _due(expected, expectations.passed)
    numbers = {each.at[0] for each in due if each.at} or range(1, len(file.pages) + 1 if due else 1)
    shown = {number: _shown(number, expectations, file) for number in numbers if number <= len(file.pages)}
    for picture in due:
        why = _wrong(picture, expected, shown)
        if why:
            yield PHOTO_MISSING.at(on_page(location, picture.at[0]) if picture.at else location, why=why)


def _due(expected: Sequence[ExpectedPicture], passed: Container[int]) -> Sequence[ExpectedPicture]:
    """All but those on pages that passed; where one may stand on any page, all."""
    if not all(each.at for each in expected):
        return expected
    return [each for each in expected if each.at and each.at[0] not in passed]


def _wrong(
    picture: ExpectedPicture, expected: Sequence[ExpectedPicture], shown: Mapping[int, Shown]
) -> Sentence | None:
    pages = [shown.get(picture.at[0], ())] if picture.at else shown.values()
    there = [seen for page in pages for box, seen in page if _is_placed(box, picture)]
    if not there:
        return Sentence("不在它的位置，或没有印出来", "it is not at its place, or not printed")
    if any(_is_known(seen, picture, expected) for seen in there):
        return None
    return Sentence("它的位置上印的不是这张照片", "what is printed at its place is not this photo")


def _is_placed(box: Box, picture: ExpectedPicture) -> bool:
    left, top, right, bottom = box
    found, due = [right - left, bottom - top], [*picture.size]
    if picture.at:
        found, due = [left, top, right, bottom], [*picture.at[1:], *map(sum, zip(picture.at[1:], due, strict=True))]
    return all(abs(one - other) <= _OFF for one, other in zip(found, due, strict=True))


def _is_known(seen: bytes, picture: ExpectedPicture, expected: Sequence[ExpectedPicture]) -> bool:
    own = likeness(seen, picture.look)
    return own >= _LEAST and all(likeness(seen, other.look) <= own + _SURE for other in expected)


def _shown(number: int, expectations: Expectations, file: MeasuredPdf) -> Shown:
    """Every picture of a page as a reader sees it, with all that is painted over it.

    Raises:
        NotRun: a font of the page cannot be read.
    """
    try:
        page = file.painted(number, expectations.unseen)
    except Inexact as error:
        raise NotRun(f"字形读不出来：{error.what.zh}", f"its glyphs cannot be read: {error.what.en}") from None
    high = page.size[1]
    boxes = [(box[0], high - box[3], box[2], high - box[1]) for box in (each.box for each in page.of("picture"))]
    return [(box, look(file.rendered(number, _points(box)))) for box in boxes]


def _points(box: Box) -> Rect:
    left, top, right, bottom = box
    return left / POINT, top / POINT, right / POINT, bottom / POINT


RULES = (PreflightRule("P-PHOTO", PHOTO_MISSING, _photos, ("press", "outlined", "plain"), "order"),)
