"""Ink on ink: no letter touches another, a line, the edge of its ground, or is covered or cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mzdocs.core.boxes import box_round_boxes
from mzdocs.core.problems import Problem, Sentence
from mzdocs.pdf.graphics_state import Paint
from mzdocs.preflight.expectations import ON_PRESS, PROFILES, Expectations
from mzdocs.preflight.painted.painted_page import PaintedPage, beginning, holds_line
from mzdocs.preflight.painted.pieces import Box, Letter, Painted, TextLine, shared_area, touch
from mzdocs.preflight.painted.rule_pages import Found, on_every_page
from mzdocs.preflight.rule import PreflightRule, preflight_problem

LETTERS_TOUCH = preflight_problem(
    "MZP50",
    "第 {page} 页（{place}）“{text}”与“{other}”印在了一起，重叠 {found} mm",
    "On page {page} ({place}) “{text}” is printed on “{other}”, by {found} mm",
    "缩短文字，或给它留出位置。",
    "Shorten the text or give it room.",
)
LINE_THROUGH_TEXT = preflight_problem(
    "MZP51",
    "第 {page} 页（{place}）有线条压在“{text}”上",
    "On page {page} ({place}) a line runs through “{text}”",
    "移开线条或文字。",
    "Move the line or the text.",
)
OFF_ITS_GROUND = preflight_problem(
    "MZP52",
    "第 {page} 页（{place}）“{text}”有一部分{what}",
    "On page {page} ({place}) a part of “{text}” {what}",
    "缩短文字，或移开挡住它的东西。",
    "Shorten the text, or move what is in its way.",
)
CUT_OFF = preflight_problem(
    "MZP53",
    "第 {page} 页（{place}）“{text}”被裁掉了 {found} mm",
    "On page {page} ({place}) {found} mm of “{text}” are cut off",
    "缩短文字，或加大它的框。",
    "Shorten the text or enlarge its box.",
)
LEAVES_NO_INK = preflight_problem(
    "MZP65",
    "第 {page} 页（{place}）有 {count} 个字写在文件里，却印不出来",
    "On page {page} ({place}) {count} letters stand in the file and leave no ink",
    "不用隐藏、全透明、套印白色或裁剪掉的文字。",
    "Use no text that is hidden, transparent, clipped away, or white that overprints.",
)
VEILED = preflight_problem(
    "MZP66",
    "第 {page} 页（{place}）“{text}”上面盖着半透明的东西",
    "On page {page} ({place}) something transparent lies over “{text}”",
    "去掉它，或放到文字下面。",
    "Remove it, or put it under the text.",
)
ASKEW = preflight_problem(
    "MZP67",
    "第 {page} 页（{place}）“{text}”是斜的",
    "On page {page} ({place}) “{text}” stands at a slant",
    "文字横平竖直；不用倾斜的字。",
    "Let text run along the sheet, and its letters stand upright.",
)

_NEAR = 0.01
_DEEP = 0.25
"""A letter of which so large a share lies in another line's letter is printed on it, whether strokes meet or not."""
_OF_LETTER = 0.0005
"""Shares of the square of the size: two outlines that share less only meet in a rounding."""
_SQUARE = 0.0005
"""Square millimetres."""
_SHARE = 0.01
_CUT = 0.05
"""Millimetres."""
_LIKE_PAPER = (
    Paint("/DeviceGray", (1.0,)), Paint("/DeviceRGB", (1.0, 1.0, 1.0)), Paint("/DeviceCMYK", (0.0, 0.0, 0.0, 0.0)),
)  # fmt: skip
"""On bare paper nobody sees where such an area ends."""
_WHOLE_PAGE = 0.8
"""A picture of so much of the page is the page: a scan."""


def _letters(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    for line, other in _near(page.lines):
        pairs = _neighbours(line) if line is other else _across(line, other)
        least = _OF_LETTER * line.size * other.size
        deep = line is not other and _is_deep(line, other)
        if deep or any(shared_area(*pair) > least for pair in pairs):
            across = min(line.box[2], other.box[2]) - max(line.box[0], other.box[0])
            down = min(line.box[3], other.box[3]) - max(line.box[1], other.box[1])
            facts = {"text": beginning(line), "other": beginning(other), "found": f"{min(across, down):.1f}"}
            yield found(LETTERS_TOUCH, line.box, **facts)


def _near(lines: Iterable[TextLine]) -> Iterator[tuple[TextLine, TextLine]]:
    """Every line with itself and with each other one whose box it meets; swept from the bottom up."""
    open_lines: list[TextLine] = []
    for line in sorted(lines, key=lambda each: each.box[1]):
        open_lines = [other for other in open_lines if other.box[3] > line.box[1]]
        yield line, line
        yield from ((line, other) for other in open_lines if touch(line.box, other.box, -_NEAR))
        open_lines.append(line)


def _neighbours(line: TextLine) -> Iterator[tuple[Letter, Letter]]:
    """Each letter with the one before it; one that was moved back, with all before it."""
    for at, letter in enumerate(line.letters[1:], 1):
        back = letter.box[0] < line.letters[at - 1].box[0]
        before = line.letters[:at] if back else line.letters[at - 1 : at]
        yield from ((other, letter) for other in before if _meet(other, letter))


def _across(line: TextLine, other: TextLine) -> Iterator[tuple[Letter, Letter]]:
    theirs = [letter for letter in other.letters if touch(letter.box, line.box, -_NEAR)]
    for letter in line.letters:
        if touch(letter.box, other.box, -_NEAR):
            yield from ((letter, its) for its in theirs if _meet(letter, its))


def _meet(one: Letter, other: Letter) -> bool:
    return touch(one.box, other.box, -_NEAR)


def _is_deep(line: TextLine, other: TextLine) -> bool:
    """Whether a letter of one lies deep in a letter of the other."""
    return any(_share_inside(one.box, its.box) > _DEEP for one, its in _across(line, other))


def _share_inside(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return across * down / smaller if smaller else 0.0


def _lines(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    for line in page.lines:
        ground = page.ground(line)
        under = ground.order if ground else -1
        for stroke in page.beside(line.box, 0, "rule", "line"):
            if stroke.order > under and any(_runs_through(letter, stroke) for letter in line.letters):
                yield found(LINE_THROUGH_TEXT, line.box, text=beginning(line))
                break


def _runs_through(letter: Letter, stroke: Painted) -> bool:
    return touch(letter.box, stroke.box) and shared_area(letter, stroke) > _SQUARE


def _grounds(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    for line in page.lines:
        own = page.ground(line)
        for area in page.beside(line.box, 0, "panel", "shape", "picture"):
            if area is not own and not _lies_under(area, line, own, page) and _covers_a_part(area, line):
                yield found(OFF_ITS_GROUND, line.box, text=beginning(line), what=_how(area, line))
                break


def _lies_under(area: Painted, line: TextLine, own: Painted | None, page: PaintedPage) -> bool:
    """Whether an area is behind the line's own ground, or behind all of the line, or cannot be told from its ground."""
    if area.order > line.order:
        return False
    if own is not None and area.order < own.order:
        return True
    if area.kind == "picture":
        return area.across * area.down > _WHOLE_PAGE * page.size[0] * page.size[1]
    if area.paint == own.paint if own is not None else area.paint in _LIKE_PAPER:
        return True
    return holds_line(area, line)


def _covers_a_part(area: Painted, line: TextLine) -> bool:
    met = (letter for letter in line.letters if touch(letter.box, area.box))
    return any(shared_area(letter, area) > _SHARE * max(abs(letter.area.area), 1e-9) for letter in met)


def _how(area: Painted, line: TextLine) -> Sentence:
    if area.order > line.order:
        return Sentence("被后面画的东西盖住", "is covered by what is painted later")
    if area.kind == "picture":
        return Sentence("压在图片上", "stands on a picture")
    return Sentence("伸出了自己的底色", "leaves its ground")


def _cuts(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    for line in page.lines:
        lost = max(letter.clipped for letter in line.letters)
        if lost > _CUT:
            yield found(CUT_OFF, line.box, text=beginning(line), found=f"{lost:.1f}")
    gone = [box for box in page.cut_away if touch(box, page.trim)]
    if gone:
        box = box_round_boxes(gone)
        yield found(CUT_OFF, box, text="□" * min(len(gone), 12), found=f"{box[2] - box[0]:.1f}")


def _inkless(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    inside = [box for box in page.inkless if touch(box, page.trim)]
    if inside:
        yield found(LEAVES_NO_INK, box_round_boxes(inside), count=len(inside))


def _veiled(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    for line in page.lines:
        over = [veil for veil in page.veils if veil.order > line.order and touch(line.box, veil.box)]
        if any(shared_area(letter, veil) > _SQUARE for veil in over for letter in line.letters):
            yield found(VEILED, line.box, text=beginning(line))


def _askew(page: PaintedPage, expectations: Expectations, found: Found) -> Iterator[Problem]:
    for line in page.lines:
        if line.askew:
            yield found(ASKEW, line.box, text=beginning(line))


RULES = (
    PreflightRule("G-TOUCH", LETTERS_TOUCH, on_every_page(_letters), PROFILES, "house"),
    PreflightRule("G-STRIKE", LINE_THROUGH_TEXT, on_every_page(_lines), PROFILES, "house"),
    PreflightRule("G-GROUND", OFF_ITS_GROUND, on_every_page(_grounds), PROFILES, "house"),
    PreflightRule("G-CUT", CUT_OFF, on_every_page(_cuts), PROFILES, "house"),
    PreflightRule("G-VEIL", VEILED, on_every_page(_veiled), ON_PRESS, "house"),
    PreflightRule("G-ASKEW", ASKEW, on_every_page(_askew), ("press",), "house"),
    PreflightRule("G-INK", LEAVES_NO_INK, on_every_page(_inkless), ON_PRESS, "house"),
)
