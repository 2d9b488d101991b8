"""版头: the mark and the red rule (7.2.4, 7.2.7)."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.rule import Deviation, FormRule, figure, headed, known, of_form, on
from mzdocs.gbt9704.sheet_values import Border, Page
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Run

_BASELINE, _INK = 0.8, 0.74
"""Share of an exact line above the baseline, and how far 小标宋 rises above that, in em."""
DESCENT = 0.14
"""How far Chinese type goes below the baseline, in em."""
MARK_TOP, _SLACK = 72.0, 1.0
"""Millimetres from the top of the sheet to the strokes of the mark."""


def _marks(form: MeasuredDocx) -> tuple[MeasuredParagraph, ...]:
    headed(form)
    return known(form.of("标志"), "发文机关标志", "mark")


def mark_red(form: MeasuredDocx) -> Iterator[Deviation]:
    """The mark is red (7.2.4)."""
    for mark in _marks(form):
        for piece in _said(mark):
            if not piece.red:
                shown = f"#{piece.colour}" if piece.colour else "黑色"
                yield on(mark, shown, shown if piece.colour else "black")
                break


def mark_centred(form: MeasuredDocx) -> Iterator[Deviation]:
    """The mark is centred; in a box or a table the program places it (7.2.4)."""
    for mark in _marks(form):
        if mark.story == "正文" and mark.align != "center":
            yield on(mark, f"{mark.aligned}", f"aligned {mark.align}")


def mark_face(form: MeasuredDocx) -> Iterator[Deviation]:
    """小标宋 is advised for the mark (7.2.4)."""
    for mark in _marks(form):
        if mark.main and mark.main.face != "小标宋":
            yield on(mark, mark.main.east or "未指定字体", mark.main.east or "no font")


def mark_top(form: MeasuredDocx) -> Iterator[Deviation]:
    """The upper edge of the strokes, where it follows from exact lines alone."""
    of_form(form, "文件", "纪要")
    mark = _marks(form)[0]
    top = ink_top(mark, form)
    if abs(top - MARK_TOP) > _SLACK:
        yield on(mark, f"距纸上边 {figure(top)} mm", f"{figure(top)} mm from the top of the sheet")


def ink_top(mark: MeasuredParagraph, form: MeasuredDocx) -> float:
    """Where the strokes of the mark begin, in millimetres from the top of the sheet.

    Raises:
        NotRun: that is for the program to say.
    """
    return base_line_of(mark, form) - mark.size.mm * _INK


def first_page(form: MeasuredDocx) -> Page:
    """The set-up of the first side; a file may leave it to whatever opens it.

    Raises:
        NotRun: it does.
    """
    if not form.pages:
        raise NotRun("没有页面设置，由打开它的软件定", "it has no page set-up: the program decides")
    return form.pages[0]


def base_line_of(paragraph: MeasuredParagraph, form: MeasuredDocx) -> float:
    """The base line of a paragraph of one exact line, in its frame or below what stands above it.

    Raises:
        NotRun: a line on the way is not exact, or stands in a box.
    """
    above = form.paragraphs[: form.paragraphs.index(paragraph)] if paragraph.framed is None else ()
    down_to = (*(each for each in above if each.framed is None), paragraph)
    exact = [each.spacing.exact.mm for each in down_to if each.spacing.exact]
    if any(each.story != "正文" or each.drawn for each in down_to) or len(exact) < len(down_to):
        raise NotRun(
            "行距不是固定值，或在文本框、表格里，位置由打开它的软件排出",
            "its line is not exact, or stands in a box, so its place is the program's",
        )
    *heights, line = exact
    spaces = sum(each.spacing.before.mm + each.spacing.after.mm for each in down_to[:-1]) + paragraph.spacing.before.mm
    start = first_page(form).top if paragraph.framed is None else paragraph.framed
    return start.mm + sum(heights) + spaces + line * _BASELINE


def red_rule(form: MeasuredDocx) -> Iterator[Deviation]:
    """Under the number, red, as wide as the text, 4 mm below."""
    of_form(form, "文件")
    numbers = known(form.of("发文字号"), "发文字号", "number")
    last = (*numbers, *form.of("签发人"))[-1]
    rule, holder = rule_under(last, form)
    if rule is None or holder is None:
        if any(each.drawn for each in _near(last, form)):
            raise NotRun("红线是图形，位置由打开它的软件排出", "the rule is a drawing, placed by the program")
        yield on(last, "没有红色分隔线", "no red rule")
    elif not Run("", "", "", last.size, False, rule.colour, False, False, "", False).red:
        yield on(last, f"分隔线颜色 {rule.colour}", f"a rule of colour {rule.colour}")
    elif not rule.plain:
        yield on(last, "不是一条实线", "not one whole line")
    elif abs(holder.left) + abs(holder.right) > 0.1 or holder.first < 0:
        yield on(last, "分隔线比版心窄", "a rule narrower than the text block")
    elif holder is last and last.spacing.exact and not 3 <= _gap(last, rule) <= 5:
        shown = figure(_gap(last, rule))
        yield on(last, f"在发文字号之下 {shown} mm", f"{shown} mm below the number")


def _gap(paragraph: MeasuredParagraph, rule: Border) -> float:
    line = paragraph.spacing.exact
    assert line is not None
    return line.mm * (1 - _BASELINE) - paragraph.size.mm * DESCENT + rule.space.mm


def _near(last: MeasuredParagraph, form: MeasuredDocx) -> tuple[MeasuredParagraph, ...]:
    place = form.paragraphs.index(last)
    return form.paragraphs[: place + 3]


def rule_under(last: MeasuredParagraph, form: MeasuredDocx) -> tuple[Border | None, MeasuredParagraph | None]:
    """A border below the number, or of the empty line after it, with the paragraph that has it."""
    if last.below:
        return last.below, last
    place = form.paragraphs.index(last)
    for each in form.paragraphs[place + 1 : place + 3]:
        if each.role not in ("", "标题") or (each.words and not each.above):
            break
        if each.above or each.below:
            return each.above or each.below, each
    return None, None


def _said(paragraph: MeasuredParagraph) -> list[Run]:
    return [piece for piece in paragraph.pieces if piece.text.strip()]


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF10", "7.2.4", "国标规定",
        Sentence("发文机关标志", "the mark"),
        Sentence("红色", "red"),
        Sentence("改成红色，例如 #FF0000。", "Make it red."),
        mark_red,
    ),
    FormRule(
        "MZF11", "7.2.4", "国标规定",
        Sentence("发文机关标志", "the mark"),
        Sentence("居中", "centred"),
        Sentence("段落对齐改为居中。", "Centre the paragraph."),
        mark_centred,
    ),
    FormRule(
        "MZF12", "7.2.4", "推荐",
        Sentence("发文机关标志", "the mark"),
        Sentence("小标宋体", "a 小标宋 font"),
        Sentence("改用方正小标宋简体等小标宋字体。", "Use a 小标宋 font."),
        mark_face,
    ),
    FormRule(
        "MZF13", "7.2.4", "国标规定",
        Sentence("发文机关标志上边缘", "the mark's upper edge"),
        Sentence("距纸上边 72±1 mm（距版心上边缘 35 mm）", "72±1 mm from the top of the sheet"),
        Sentence("改这一段的段前距离。", "Change the space before the paragraph."),
        mark_top,
    ),
    FormRule(
        "MZF17", "7.2.7", "国标规定",
        Sentence("版头分隔线", "the rule below the head"),
        Sentence("红色、与版心等宽、在发文字号之下4 mm", "red, as wide as the text block, 4 mm below the number"),
        Sentence("给发文字号一段加红色下框线，不缩进，距文字8磅。", "Give the number's paragraph a red lower border, no indent, 8 pt away."),
        red_rule,
    ),
)  # fmt: skip
