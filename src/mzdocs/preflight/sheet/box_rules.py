"""Boxes, sizes and pages: the sheet is the one ordered, and a press finds its edges."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Any

import pikepdf

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.units import mm, pt
from mzdocs.pdf.graphics_state import IDENTITY, Matrix, Point, moved, times
from mzdocs.plan.document import Imposition
from mzdocs.preflight.expectations import ANY_NUMBER, ON_PRESS, PROFILES, Expectations
from mzdocs.preflight.painted.geometry import SLACK, inside
from mzdocs.preflight.painted.pieces import grown
from mzdocs.preflight.painted.seen_marks import sight_of
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile
from mzdocs.preflight.rule import PDF, X4, PreflightRule, known, on_page, preflight_problem

WRONG_PAGES = preflight_problem(
    "MZP01",
    "页数是 {found}，应为 {expected}",
    "It has {found} pages instead of {expected}",
    "文字可能溢出到下一页：缩短文字或加大尺寸。",
    "Text may have run over: shorten it or enlarge the sheet.",
)
WRONG_SIZE = preflight_problem(
    "MZP02",
    "第 {page} 页成品尺寸是 {found}，应为 {expected}",
    "Page {page} trims to {found} instead of {expected}",
    "检查模板的页面尺寸。",
    "Check the page size of the template.",
)
NO_BLEED = preflight_problem(
    "MZP03",
    "第 {page} 页出血只有 {found} mm，应为 {expected} mm",
    "Page {page} has {found} mm of bleed instead of {expected} mm",
    "检查模板的出血设置。",
    "Check the bleed of the template.",
)
TEXT_AT_EDGE = preflight_problem(
    "MZP04",
    "第 {page} 页有文字离裁切边只有 {found} mm，至少应为 {least} mm",
    "On page {page} text stands {found} mm from the trimmed edge, at least {least} mm is needed",
    "把文字移进安全区，或缩短文字。",
    "Move the text inwards or shorten it.",
)
NO_TRIM = preflight_problem(
    "MZP21",
    "没有裁切框（TrimBox），或另有作品框（ArtBox）",
    "There is no TrimBox, or an ArtBox beside it",
    "导出时写上裁切框，不写作品框。",
    "Export with a TrimBox and without an ArtBox.",
)
NOT_NESTED = preflight_problem(
    "MZP22",
    "页面框不是一层套一层：裁切框在出血框内，出血框在介质框内",
    "The boxes do not nest: TrimBox inside BleedBox inside MediaBox",
    "导出时重设页面框。",
    "Set the page boxes anew.",
)
CROPPED = preflight_problem(
    "MZP23",
    "显示框（CropBox）切掉了出血",
    "The CropBox cuts the bleed off",
    "去掉显示框，或放大到介质框。",
    "Remove the CropBox or widen it to the MediaBox.",
)
OFF_ORIGIN = preflight_problem(
    "MZP27",
    "页面不从 0,0 开始（{x}, {y}），有的软件会整页移位",
    "The page does not start at 0,0 ({x}, {y}); some programs shift it",
    "导出时让介质框从 0,0 开始。",
    "Let the MediaBox start at 0,0.",
)
NOT_AS_IT_LOOKS = preflight_problem(
    "MZP69",
    "第 {page} 页设了{what}，有的软件不照着做，印出来和看到的不一样",
    "Page {page} has {what}, which some programs ignore: what is printed differs from what is seen",
    "去掉这些设置再导出。",
    "Export without them.",
)
TOO_BIG = preflight_problem(
    "MZP28",
    "页面边长 {found} m，超过 PDF 的上限 5.08 m",
    "A side of {found} m is beyond the 5.08 m of PDF",
    "按 1:10 出图，并在版外注明比例。",
    "Draw it at 1:10 and say so outside the trim.",
)
OUT_OF_REGISTER = preflight_problem(
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


def _pages(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    expected = known(expectations.pages, "不知道应有几页", "how many pages there should be is not known")
    if expected != ANY_NUMBER and len(file.pages) != expected:
        yield WRONG_PAGES.at(location, found=len(file.pages), expected=expected)


def _trimmed(file: MeasuredPdf) -> tuple[PageInFile, ...]:
    """The pages, if each says where it is cut; pages of an office file are cut where the paper ends."""
    if "PDF/X" in file.claims and not all(page.trimmed for page in file.pages):
        raise NotRun("有的页没有裁切框", "a page has no TrimBox")
    return file.pages


def _sizes(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    expected = known(expectations.size, "不知道订的成品尺寸", "the ordered size is not known")
    for page in _trimmed(file):
        off = max(abs(page.trim.width.mm - expected.width.mm), abs(page.trim.height.mm - expected.height.mm))
        if off > _TOLERANCE:
            yield WRONG_SIZE.at(
                on_page(location, page.number), page=page.number, found=str(page.trim), expected=str(expected)
            )


def _bleed(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    expected = known(expectations.bleed, "不知道应有多少出血", "the bleed ordered is not known")
    for page in _trimmed(file):
        if page.bleed.mm < expected.mm - _TOLERANCE:
            facts = {"found": f"{page.bleed.mm:.1f}", "expected": f"{expected.mm:g}"}
            yield NO_BLEED.at(on_page(location, page.number), page=page.number, **facts)


def _edges(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    least = known(expectations.safe, "不知道文字应离边多远", "the clear edge is not known").mm
    for page in _trimmed(file):
        near = page.clearance is not None and page.clearance.mm < least - _TOLERANCE
        if page.clearance is not None and near and _is_seen(page, file, least):
            facts = {"found": f"{page.clearance.mm:.1f}", "least": f"{least:g}"}
            yield TEXT_AT_EDGE.at(on_page(location, page.number), page=page.number, **facts)


def _is_seen(page: PageInFile, file: MeasuredPdf, least: float) -> bool:
    """Whether some text near the edge has ink: what a reader of the file finds there may be invisible or clipped."""
    sight, clear = sight_of(file, page), grown(page.trim_box, -mm(least).pt)
    texts = (mark for mark in file.marks_of(page.number) if mark.what == "text")
    seen = ((box, mark.text_size) for mark in texts if (box := sight.of(mark)))
    return any(not inside(grown(box, about), clear) for box, about in seen)


def _trim(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in file.pages:
        if not page.trimmed or "/ArtBox" in page.dictionary:
            yield NO_TRIM.at(on_page(location, page.number))


def _nesting(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in _trimmed(file):
        if not (inside(page.trim_box, page.bleed_box) and inside(page.bleed_box, page.media)):
            yield NOT_NESTED.at(on_page(location, page.number))


def _crop(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in file.pages:
        if page.crop != page.media and not inside(page.bleed_box, page.crop):
            yield CROPPED.at(on_page(location, page.number))


def _origin(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in file.pages:
        x, y, *_ = page.media
        if max(abs(x), abs(y)) > SLACK:
            yield OFF_ORIGIN.at(on_page(location, page.number), x=f"{x:g}", y=f"{y:g}")


def _big(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in file.pages:
        left, bottom, right, top = page.media
        longest = max(right - left, top - bottom) / page.unit
        if longest > _MOST_UNITS:
            yield TOO_BIG.at(on_page(location, page.number), found=f"{pt(longest).mm / 1000:.2f}")


def _register(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """Card i of a back lies behind card i of its front, seen through the sheet, but for the ordered shift."""
    plan = expectations.imposition
    if plan is None:
        return
    sides = [(page, _cards(page.dictionary)) for page in file.pages]
    for (front_page, fronts), (back_page, backs) in list(pairwise(sides))[::2]:
        for number, (front, back) in enumerate(zip_longest(fronts, backs), 1):
            off = math.dist(_behind(front, front_page, plan), back) if front and back else math.inf
            if pt(off).mm > _TOLERANCE:
                yield OUT_OF_REGISTER.at(on_page(location, back_page.number), card=number, found=f"{pt(off).mm:.1f}")


def _behind(at: Point, page: PageInFile, plan: Imposition) -> Point:
    """Where the back of a card lies on the back's own page, by the plan's shift too."""
    left, bottom, right, top = page.trim_box
    x, y = (left + right - at[0], at[1]) if plan.sideways else (at[0], bottom + top - at[1])
    across, down = plan.back_shift
    return x + across.pt, y - down.pt


def _cards(page: Any) -> list[Point]:
    """The middles of the forms a sheet draws, in their order."""
    matrix, stack, found = IDENTITY, list[Matrix](), list[Point]()
    operations: Any = pikepdf.parse_content_stream(pikepdf.Page(page), "q Q cm Do")
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


def _views(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in file.pages:
        if page.turn:
            yield NOT_AS_IT_LOOKS.at(on_page(location, page.number), page=page.number, what=_ROTATED)
        if page.unit != 1:
            yield NOT_AS_IT_LOOKS.at(on_page(location, page.number), page=page.number, what=_SCALED)
    if _layers_off(file.pdf.Root.get("/OCProperties", pikepdf.Dictionary())):
        yield NOT_AS_IT_LOOKS.at(on_page(location, 1), page=1, what=_LAYERED)


def _layers_off(said: Any) -> bool:
    default = said.get("/D", pikepdf.Dictionary())
    if len(default.get("/OFF", pikepdf.Array())):
        return True
    kept_on = {each.objgen for each in default.get("/ON", pikepdf.Array())}
    return default.get("/BaseState") == "/OFF" and any(
        each.objgen not in kept_on for each in said.get("/OCGs", pikepdf.Array())
    )


_ROTATED, _SCALED = Sentence("旋转", "a turn"), Sentence("放大单位", "a larger unit")
_LAYERED = Sentence("关着的图层", "layers that are off")


RULES = (
    PreflightRule("X-VIEW", NOT_AS_IT_LOOKS, _views, ON_PRESS, "trade"),
    PreflightRule("P-PAGES", WRONG_PAGES, _pages, PROFILES, "order"),
    PreflightRule("P-SIZE", WRONG_SIZE, _sizes, PROFILES, "order"),
    PreflightRule("P-BLEED", NO_BLEED, _bleed, PROFILES, "order"),
    PreflightRule("P-SAFE", TEXT_AT_EDGE, _edges, PROFILES, "order"),
    PreflightRule("X-TRIM", NO_TRIM, _trim, ON_PRESS, "standard", X4),
    PreflightRule("X-NEST", NOT_NESTED, _nesting, ON_PRESS, "standard", X4),
    PreflightRule("X-CROP", CROPPED, _crop, ON_PRESS, "trade"),
    PreflightRule("P-ORIGIN", OFF_ORIGIN, _origin, ON_PRESS, "house"),
    PreflightRule("P-BIG", TOO_BIG, _big, ON_PRESS, "standard", PDF),
    PreflightRule("P-DUP", OUT_OF_REGISTER, _register, ON_PRESS, "order"),
)
