"""页码: digits between dashes, their type, their side, their height (7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.rule import Deviation, FormRule, figure, of_page, of_part, on, upright
from mzdocs.gbt9704.sheet_values import Page
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, typeface

_WRITTEN = re.compile("[—–―－] *[0-9]+ *[—–―－]")
_PAGE = re.compile(r"\bPAGE\b")
_FOURTH, _SLACK = 14.0, 0.6
_BELOW_BASELINE, _DASH_RISE = 0.2, 0.265
"""Share of an exact line below the baseline, and how far the dash stands above it, in em."""
_DASH_HEIGHT, _TOLERANCE = 269.0, 1.0
"""Millimetres from the top of the sheet."""


def _numbered(form: MeasuredDocx) -> list[tuple[Page, str, MeasuredParagraph]]:
    """The page numbers of upright sheets, each with its page and the kind of footer it stands in."""
    found = [
        (page, kind, paragraph)
        for page in upright(form)
        for kind, key in page.footers.items()
        for paragraph in form.footers.get(key, ())
        if _PAGE.search(paragraph.fields.upper()) and kind in ("default", "even")
    ]
    if not found:
        raise NotRun("没有页码", "there is no page number")
    return found


def there(form: MeasuredDocx) -> Iterator[Deviation]:
    """Digits between two dashes, on every side of every upright section."""
    for page in upright(form):
        if page.numbers not in ("", "decimal"):
            yield of_page(page, f"编号格式 {page.numbers}", f"in the figures {page.numbers}")
        numbered = {kind: _page_numbers(form, page, kind) for kind in sides(form, page)}
        if not any(numbered.values()):
            above = form.numbered_above
            yield of_page(page, "页码在页眉里" if above else "没有页码", "in the header" if above else "missing")
            continue
        for kind, found in numbered.items():
            if not found:
                yield of_page(page, f"{_SIDES[kind].zh}没有页码", f"missing on {_SIDES[kind].en}")
            for paragraph in found:
                shown = (paragraph.paged or paragraph.words).strip()
                if not _WRITTEN.fullmatch(shown):
                    yield on(paragraph, f"写成“{shown}”", f"written {shown}")


_SIDES = {
    "default": Sentence("单页", "odd pages"),
    "even": Sentence("双页", "even pages"),
    "first": Sentence("首页", "the first page"),
}


def _page_numbers(form: MeasuredDocx, page: Page, kind: str) -> list[MeasuredParagraph]:
    held = form.footers.get(page.footers.get(kind, ""), ())
    return [each for each in held if _PAGE.search(each.fields.upper())]


def sides(form: MeasuredDocx, page: Page) -> Iterator[str]:
    """The kinds of footer its sides have; a letter's first side bears no number, nor need a cover."""
    yield "default"
    if form.even_and_odd:
        yield "even"
    if page.first_differs and form.official and form.format != "信函":
        yield "first"


def kind(form: MeasuredDocx) -> Iterator[Deviation]:
    """宋体 of 4号 for the figures (7.5)."""
    for _, _, paragraph in _numbered(form):
        for piece in paragraph.pieces:
            if not any(char.isdigit() for char in piece.text):
                continue
            if abs(piece.size.pt - _FOURTH) > _SLACK or typeface(piece.latin) != "宋体":
                shown = f"{piece.latin or '未指定字体'} {figure(piece.size.pt)}磅"
                yield on(paragraph, shown, f"{piece.latin or 'no font'} {figure(piece.size.pt)} pt")


def side(form: MeasuredDocx) -> Iterator[Deviation]:
    """Odd pages at the right, even ones at the left, one character in."""
    numbered = _numbered(form)
    if not form.even_and_odd:
        yield of_part("页脚", "单双页相同", "the same on odd and even pages")
        return
    for _, which, paragraph in numbered:
        if paragraph.aside or paragraph.story == "文本框" or "\t" in paragraph.text:
            raise NotRun(
                "页码在图文框、文本框里，或用制表位定位，左右由打开它的软件排出",
                "the page number stands in a frame or behind a tab, so its place is the program's",
            )
        expected = "right" if which == "default" else "left"
        edge = paragraph.right if expected == "right" else paragraph.left + max(paragraph.first, 0)
        if paragraph.align != expected:
            yield on(paragraph, f"{paragraph.aligned}", f"aligned {paragraph.align}")
        elif not 0.75 <= edge <= 1.3:
            yield on(paragraph, f"空 {figure(edge)} 字", f"{figure(edge)} characters in")


def height(form: MeasuredDocx) -> Iterator[Deviation]:
    """The dash's middle, where it follows from an exact line at the foot."""
    for page, which, paragraph in _numbered(form):
        line = paragraph.spacing.exact
        if (
            line is None
            or paragraph.story == "文本框"
            or paragraph.aside
            or form.footers[page.footers[which]][-1] is not paragraph
        ):
            raise NotRun(
                "页码的行距不是固定值，或者下面还有空段，高低由打开它的软件排出",
                "the line of the page number is not exact, or more stands below it, so its height is the program's",
            )
        foot = page.height.mm - page.footer.mm - paragraph.spacing.after.mm
        dash = foot - line.mm * _BELOW_BASELINE - paragraph.size.mm * _DASH_RISE
        if abs(dash - _DASH_HEIGHT) > _TOLERANCE:
            yield on(paragraph, f"一字线距纸上边 {figure(dash)} mm", f"its dash is {figure(dash)} mm from the top")


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF40", "7.5", "国标规定",
        Sentence("页码", "the page number"),
        Sentence("阿拉伯数字，左右各一条一字线，如— 1 —", "Arabic figures between two dashes, like — 1 —"),
        Sentence("在页脚插入页码，两边各加一条一字线。", "Insert the page number with a dash at each side."),
        there,
    ),
    FormRule(
        "MZF41", "7.5（条文用“一般”）", "国标规定",
        Sentence("页码字体字号", "the page number's type"),
        Sentence("4号（14磅）半角宋体数字", "宋体 of 14 pt, half-width"),
        Sentence("西文字体也改为宋体，四号。", "Set the Latin font to 宋体 as well, 14 pt."),
        kind,
    ),
    FormRule(
        "MZF42", "7.5", "国标规定",
        Sentence("页码的位置", "the page number's place"),
        Sentence("单页码居右空一字，双页码居左空一字", "odd: one character in from the right; even: from the left"),
        Sentence("勾选“奇偶页不同”，分别设右、左对齐，各缩进1字符。", "Let odd and even pages differ; align right and left, 1 character in."),
        side,
    ),
    FormRule(
        "MZF43", "7.5", "国标规定",
        Sentence("页码一字线的高低", "the height of the page number's dash"),
        Sentence("版心下边缘之下7 mm，即距纸上边 269±1 mm", "7 mm below the text block: 269±1 mm from the top of the sheet"),
        Sentence("改页脚距边界的距离。", "Change the footer's distance from the edge."),
        height,
    ),
)  # fmt: skip
