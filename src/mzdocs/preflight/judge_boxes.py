"""Boxes, sizes and pages: the sheet is the one ordered, and a press finds its edges."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Any

import pikepdf

from mzdocs.content import IDENTITY, Matrix, Point, moved, times
from mzdocs.document import Imposition
from mzdocs.preflight.measure import Measured, PageInFile
from mzdocs.preflight.place import SLACK, inside
from mzdocs.preflight.rule import NotRun, Rule, known, on_page, preflight_fault
from mzdocs.preflight.wanted import ANY_NUMBER, ON_PRESS, PROFILES, Wanted
from mzdocs.problems import Place, Problem
from mzdocs.units import pt

WRONG_PAGES = preflight_fault(
    "MZP01",
    "页数是 {found}，应为 {expected}",
    "It has {found} pages instead of {expected}",
    "文字可能溢出到下一页：缩短文字或加大尺寸。",
    "Text may have run over: shorten it or enlarge the sheet.",
)
WRONG_SIZE = preflight_fault(
    "MZP02",
    "第 {page} 页成品尺寸是 {found}，应为 {expected}",
    "Page {page} trims to {found} instead of {expected}",
    "检查模板的页面尺寸。",
    "Check the page size of the template.",
)
NO_BLEED = preflight_fault(
    "MZP03",
    "第 {page} 页出血只有 {found} mm，应为 {expected} mm",
    "Page {page} has {found} mm of bleed instead of {expected} mm",
    "检查模板的出血设置。",
    "Check the bleed of the template.",
)
TEXT_AT_EDGE = preflight_fault(
    "MZP04",
    "第 {page} 页有文字离裁切边只有 {found} mm，至少应为 {least} mm",
    "On page {page} text stands {found} mm from the trimmed edge, at least {least} mm is needed",
    "把文字移进安全区，或缩短文字。",
    "Move the text inwards or shorten it.",
)
NO_TRIM = preflight_fault(
    "MZP21",
    "没有裁切框（TrimBox），或另有作品框（ArtBox）",
    "There is no TrimBox, or an ArtBox beside it",
    "导出时写上裁切框，不写作品框。",
    "Export with a TrimBox and without an ArtBox.",
)
NOT_NESTED = preflight_fault(
    "MZP22",
    "页面框不是一层套一层：裁切框在出血框内，出血框在介质框内",
    "The boxes do not nest: TrimBox inside BleedBox inside MediaBox",
    "导出时重设页面框。",
    "Set the page boxes anew.",
)
CROPPED = preflight_fault(
    "MZP23",
    "显示框（CropBox）切掉了出血",
    "The CropBox cuts the bleed off",
    "去掉显示框，或放大到介质框。",
    "Remove the CropBox or widen it to the MediaBox.",
)
OFF_ORIGIN = preflight_fault(
    "MZP27",
    "页面不从 0,0 开始（{x}, {y}），有的软件会整页移位",
    "The page does not start at 0,0 ({x}, {y}); some programs shift it",
    "导出时让介质框从 0,0 开始。",
    "Let the MediaBox start at 0,0.",
)
TOO_BIG = preflight_fault(
    "MZP28",
    "页面边长 {found} m，超过 PDF 的上限 5.08 m",
    "A side of {found} m is beyond the 5.08 m of PDF",
    "按 1:10 出图，并在版外注明比例。",
    "Draw it at 1:10 and say so outside the trim.",
)
OUT_OF_REGISTER = preflight_fault(
    "MZP40",
    "反面第 {card} 张没有对准正面（差 {found} mm）",
    "On the back, card {card} does not lie behind its front (off by {found} mm)",
    "检查拼版的翻转方向和反面偏移。",
    "Check on which edge the sheet is turned and the offset of the back.",
)

_TOLERANCE = 0.1
"""Millimetres."""
_MOST_UNITS = 14_400
"""ISO 32000-1, annex C: units of a page's side."""


def _pages(wanted: Wanted, file: Measured, place: Place) -> Iterator[Problem]:
    expected = known(wanted.pages, "不知道应有几页", "how many pages there should be is not known")
    if expected != ANY_NUMBER and len(file.pages) != expected:
        yield WRONG_PAGES.at(place, found=len(file.pages), expected=expected)


def _trimmed(file: Measured) -> tuple[PageInFile, ...]:
    """The pages, if each says where it is cut; pages of an office file are cut where the paper ends."""
    if "PDF/X" in file.claims and not all(page.trimmed for page in file.pages):
        raise NotRun("有的页没有裁切框", "a page has no TrimBox")
    return file.pages


def _sizes(wanted: Wanted, file: Measured, place: Place) -> Iterator[Problem]:
    expected = known(wanted.size, "不知道订的成品尺寸", "the ordered size is not known")
    for page in _trimmed(file):
        off = max(abs(page.trim.width.mm - expected.width.mm), abs(page.trim.height.mm - expected.height.mm))
        if off > _TOLERANCE:
            yield WRONG_SIZE.at(
                on_page(place, page.number), page=page.number, found=str(page.trim), expected=str(expected)
            )


def _bleed(wanted: Wanted, file: Measured, place: Place) -> Iterator[Problem]:
    expected = known(wanted.bleed, "不知道应有多少出血", "the bleed ordered is not known")
    for page in _trimmed(file):
        if page.bleed.mm < expected.mm - _TOLERANCE:
            facts = {"found": f"{page.bleed.mm:.1f}", "expected": f"{expected.mm:g}"}
            yield NO_BLEED.at(on_page(place, page.number), page=page.number, **facts)


def _edges(wanted: Wanted, file: Measured, place: Place) -> Iterator[Problem]:
    least = known(wanted.safe, "不知道文字应离边多远", "the clear edge is not known").mm
    for page in _trimmed(file):
        if page.clearance is not None and page.clearance.mm < least - _TOLERANCE:
            facts = {"found": f"{page.clearance.mm:.1f}", "least": f"{least:g}"}
            yield TEXT_AT_EDGE.at(on_page(place, page.number), page=page.number, **facts)


def _trim(wanted: Wanted, file: Measured, place: Place) -> Iterator[Problem]:
    for page in file.pages:
        if not page.trimmed or "/ArtBox" in page.dictionary:
            yield NO_TRIM.at(on_page(place, page.number))


def _nesting(wanted: Wanted, file: Measured, place: Place) -> Iterator[Problem]:
    for page in _trimmed(file):
        if not (inside(page.trim_box, page.bleed_box) and inside(page.bleed_box, page.media)):
            yield NOT_NESTED.at(on_page(place, page.number))


def _crop(wanted: Wanted, file: Measured, place: Place) -> Iterator[Problem]:
    for page in file.pages:
        if page.crop != page.media and not inside(page.bleed_box, page.crop):
            yield CROPPED.at(on_page(place, page.number))


def _origin(wanted: Wanted, file: Measured, place: Place) -> Iterator[Problem]:
    for page in file.pages:
        x, y, *_ = page.media
        if max(abs(x), abs(y)) > SLACK:
            yield OFF_ORIGIN.at(on_page(place, page.number), x=f"{x:g}", y=f"{y:g}")


def _big(wanted: Wanted, file: Measured, place: Place) -> Iterator[Problem]:
    for page in file.pages:
        left, bottom, right, top = page.media
        longest = max(right - left, top - bottom)
        if longest > _MOST_UNITS:
            yield TOO_BIG.at(on_page(place, page.number), found=f"{pt(longest).mm / 1000:.2f}")


def _register(wanted: Wanted, file: Measured, place: Place) -> Iterator[Problem]:
    """Card i of a back lies behind card i of its front, seen through the sheet, but for the ordered shift."""
    plan = wanted.imposition
    if plan is None:
        return
    sides = [(page, _cards(page.dictionary)) for page in file.pages]
    for (front_page, fronts), (back_page, backs) in list(pairwise(sides))[::2]:
        for number, (front, back) in enumerate(zip_longest(fronts, backs), 1):
            off = math.dist(_behind(front, front_page, plan), back) if front and back else math.inf
            if pt(off).mm > _TOLERANCE:
                yield OUT_OF_REGISTER.at(on_page(place, back_page.number), card=number, found=f"{pt(off).mm:.1f}")


def _behind(at: Point, page: PageInFile, plan: Imposition) -> Point:
    """Where the back of a card lies on the back's own page, by the plan's shift too."""
    left, bottom, right, top = page.trim_box
    x, y = (left + right - at[0], at[1]) if plan.sideways else (at[0], bottom + top - at[1])
    across, down = plan.back_shift
    return x + across.pt, y - down.pt


def _cards(page: Any) -> list[Point]:
    """The middles of the forms a sheet draws, in their order."""
    matrix, stack, found = IDENTITY, list[Matrix](), list[Point]()
    operations: Any = pikepdf.parse_content_stream(pikepdf.Page(page))
    for operands, operator in operations:
        name = str(operator)
        if name == "q":
            stack.append(matrix)
        elif name == "Q" and stack:
            matrix = stack.pop()
        elif name == "cm":
            a, b, c, d, e, f = (float(value) for value in operands)
            matrix = times((a, b, c, d, e, f), matrix)
        elif name == "Do":
            found += _middle(page.Resources.XObject[str(operands[0])], matrix)
    return found


def _middle(form: Any, matrix: Matrix) -> Sequence[Point]:
    if form.get("/Subtype") != "/Form":
        return []
    left, bottom, right, top = (float(value) for value in form.BBox)
    return [moved(matrix, (left + right) / 2, (bottom + top) / 2)]


RULES = (
    Rule("P-PAGES", WRONG_PAGES, _pages, PROFILES),
    Rule("P-SIZE", WRONG_SIZE, _sizes, PROFILES),
    Rule("P-BLEED", NO_BLEED, _bleed, PROFILES),
    Rule("P-SAFE", TEXT_AT_EDGE, _edges, PROFILES),
    Rule("X-TRIM", NO_TRIM, _trim, ON_PRESS),
    Rule("X-NEST", NOT_NESTED, _nesting, ON_PRESS),
    Rule("X-CROP", CROPPED, _crop, ON_PRESS),
    Rule("P-ORIGIN", OFF_ORIGIN, _origin, ON_PRESS),
    Rule("P-BIG", TOO_BIG, _big, ON_PRESS),
    Rule("P-DUP", OUT_OF_REGISTER, _register, ON_PRESS),
)
