"""信函格式: the mark, the double rules, the number, the first side and the imprint of a letter (10.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.head_rules import DESCENT, base_line_of, first_page, ink_top
from mzdocs.gbt9704.rule import Deviation, FormRule, figure, known, of_file, of_form, of_page, of_part, on, upright
from mzdocs.gbt9704.sheet_values import DoubleRule, Order
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph

_MARK_TOP, _UNDER_MARK, _UNDER_RULE, _FROM_FOOT = 30.0, 4.0, 4.84, 20.0
"""Millimetres: from the sheet's top to the mark, from there to the rule, from there to the number, and from the foot."""
_LENGTH, _SLACK = 170.0, 1.0
_EM_TOP = 0.86
"""How far a character rises above the base line, in em."""
_AT_TAB = 1.0
_PAGE = re.compile(r"\bPAGE\b")


def _mark(form: MeasuredDocx) -> MeasuredParagraph:
    of_form(form, "信函")
    return known(form.of("标志"), "发文机关标志", "mark")[0]


def _number(form: MeasuredDocx) -> MeasuredParagraph:
    of_form(form, "信函")
    return known(form.of("发文字号"), "发文字号", "number")[0]


def letter_mark(form: MeasuredDocx) -> Iterator[Deviation]:
    """The mark is the name of the office alone."""
    mark = _mark(form)
    if mark.words.endswith("文件"):
        yield on(mark, f"“{mark.words}”", mark.words)


def letter_mark_top(form: MeasuredDocx) -> Iterator[Deviation]:
    """The upper edge of the strokes of the mark."""
    mark = _mark(form)
    top = ink_top(mark, form)
    if abs(top - _MARK_TOP) > _SLACK:
        yield on(mark, f"距纸上边 {figure(top)} mm", f"{figure(top)} mm from the top of the sheet")


def letter_number_place(form: MeasuredDocx) -> Iterator[Deviation]:
    """The number ends on the right edge of the text block."""
    number = _number(form)
    if number.story != "正文":
        raise NotRun(
            "发文字号在文本框或表格里，位置由打开它的软件排出", "the number stands in a box, placed by the program"
        )
    if not number.flush_right:
        yield on(number, f"{number.aligned}", f"aligned {number.align}")
    elif number.align == "right" and abs(number.right) > 0.1:
        yield on(number, f"右空 {figure(number.right)} 字", f"{figure(number.right)} characters in from the right")
    elif number.align != "right" and abs(number.tabs[0][0].mm - first_page(form).text_width.mm) > _AT_TAB:
        stop = figure(number.tabs[0][0].mm)
        yield on(number, f"右制表位 {stop} mm", f"a right tab stop at {stop} mm")


def _rules(form: MeasuredDocx) -> tuple[DoubleRule | None, DoubleRule | None]:
    """The upper and the lower double rule, each where it is."""
    of_form(form, "信函")
    if not form.double_rules and form.other_rules:
        raise NotRun("红色双线的位置由打开它的软件排出", "the place of the double rules is the program's")
    middle = first_page(form).height * 0.5
    upper = next((rule for rule in form.double_rules if rule.top < middle), None)
    return upper, next((rule for rule in reversed(form.double_rules) if rule.top > middle), None)


def upper_rule(form: MeasuredDocx) -> Iterator[Deviation]:
    """The double rule under the mark: 170 mm, centred, thick above thin."""
    yield from _shape(form, _rules(form)[0], "第一条", "上粗下细")


def lower_rule(form: MeasuredDocx) -> Iterator[Deviation]:
    """The double rule at the foot: 170 mm, centred, thin above thick, 20 mm from the lower edge of the sheet."""
    rule = _rules(form)[1]
    yield from _shape(form, rule, "第二条", "上细下粗")
    above_foot = first_page(form).height.mm - rule.bottom.mm if rule else _FROM_FOOT
    if abs(above_foot - _FROM_FOOT) > _SLACK:
        yield of_file(f"距纸下边 {figure(above_foot)} mm", f"{figure(above_foot)} mm from the foot of the sheet")


def _shape(form: MeasuredDocx, rule: DoubleRule | None, which: str, order: Order) -> Iterator[Deviation]:
    if rule is None:
        yield of_file(f"没有{which}红色双线", "missing")
        return
    if rule.order != order:
        yield of_file(f"{which}双线{rule.order}", f"in the order {rule.order}")
    if abs(rule.length.mm - _LENGTH) > _SLACK:
        yield of_file(f"{which}双线长 {figure(rule.length.mm)} mm", f"{figure(rule.length.mm)} mm long")
    aside = rule.left.mm + rule.length.mm / 2 - first_page(form).width.mm / 2
    if abs(aside) > _SLACK:
        yield of_file(f"{which}双线偏离纸中线 {figure(aside)} mm", f"{figure(aside)} mm off the middle of the sheet")


def rule_under_mark(form: MeasuredDocx) -> Iterator[Deviation]:
    """The double rule stands 4 mm below the strokes of the mark."""
    mark, rule = _mark(form), _placed_upper(form)
    gap = rule.top.mm - base_line_of(mark, form) - mark.size.mm * DESCENT
    if abs(gap - _UNDER_MARK) > _SLACK:
        yield on(mark, f"双线在标志之下 {figure(gap)} mm", f"the rule is {figure(gap)} mm below")


def number_under_rule(form: MeasuredDocx) -> Iterator[Deviation]:
    """The number, or what is the first beside it, stands seven eighths of a 3号 character below the double rule."""
    number, rule = _number(form), _placed_upper(form)
    gap = base_line_of(number, form) - number.size.mm * _EM_TOP - rule.bottom.mm
    if abs(gap - _UNDER_RULE) > _SLACK:
        yield on(number, f"在双线之下 {figure(gap)} mm", f"{figure(gap)} mm below the rule")


def _placed_upper(form: MeasuredDocx) -> DoubleRule:
    rule = _rules(form)[0]
    if rule is None:
        raise NotRun("没有第一条红色双线", "there is no upper double rule")
    return rule


def first_side(form: MeasuredDocx) -> Iterator[Deviation]:
    """The first side bears no page number."""
    of_form(form, "信函")
    page = upright(form)[0]
    kind = "first" if page.first_differs else "default"
    held = form.footers.get(page.footers.get(kind, ""), ())
    if any(_PAGE.search(each.fields.upper()) for each in held):
        if kind == "default":
            yield of_page(page, "首页有页码", "a page number on the first side")
        else:
            yield of_part("首页页脚", "有页码", "a page number on the first side")


def letter_imprint(form: MeasuredDocx) -> Iterator[Deviation]:
    """The imprint has neither a line of printing nor rules."""
    of_form(form, "信函")
    for paragraph in known(form.of("印发", "抄送"), "版记", "imprint"):
        if paragraph.role == "印发":
            yield on(paragraph, "写了印发机关或印发日期", "it names who printed it, or when")
        elif paragraph.above or paragraph.below:
            yield on(paragraph, "有分隔线", "it has rules")


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF61", "10.1", "国标规定",
        Sentence("信函的发文机关标志", "the mark of a letter"),
        Sentence("发文机关全称或者规范化简称，不加“文件”", "the name of the office, without 文件"),
        Sentence("删去“文件”二字。", "Delete 文件."),
        letter_mark,
    ),
    FormRule(
        "MZF62", "10.1", "国标规定",
        Sentence("信函标志上边缘", "the upper edge of a letter's mark"),
        Sentence("距纸上边 30±1 mm", "30±1 mm from the top of the sheet"),
        Sentence("标志放进图文框，按纸上边定位。", "Put the mark into a frame placed from the top of the sheet."),
        letter_mark_top,
    ),
    FormRule(
        "MZF63", "10.1", "国标规定",
        Sentence("第一条红色双线", "the upper double rule"),
        Sentence("长170 mm、居中，上粗下细", "170 mm, centred, thick above thin"),
        Sentence("按纸张定位重画这条双线。", "Draw it again, placed from the edges of the sheet."),
        upper_rule,
    ),
    FormRule(
        "MZF64", "10.1", "国标规定",
        Sentence("第一条双线的高低", "the height of the upper double rule"),
        Sentence("在标志之下 4±1 mm", "4±1 mm below the mark"),
        Sentence("移动这条双线。", "Move it."),
        rule_under_mark,
    ),
    FormRule(
        "MZF65", "10.1", "国标规定",
        Sentence("第二条红色双线", "the lower double rule"),
        Sentence("长170 mm、居中，上细下粗，距纸下边 20±1 mm", "170 mm, centred, thin above thick, 20±1 mm from the foot of the sheet"),
        Sentence("按纸张定位重画这条双线。", "Draw it again, placed from the edges of the sheet."),
        lower_rule,
    ),
    FormRule(
        "MZF66", "10.1", "国标规定",
        Sentence("信函发文字号的位置", "the place of a letter's number"),
        Sentence("顶格居版心右边缘", "flush with the right edge of the text block"),
        Sentence("改为右对齐，不缩进。", "Align it right, without an indent."),
        letter_number_place,
    ),
    FormRule(
        "MZF67", "10.1", "国标规定",
        Sentence("发文字号与第一条双线的距离", "the distance of the number from the upper double rule"),
        Sentence("3号字高的7/8，即 4.84±1 mm", "7/8 of a 3号 character: 4.84±1 mm"),
        Sentence("改这一段的段前距离。", "Change the space before the paragraph."),
        number_under_rule,
    ),
    FormRule(
        "MZF68", "10.1", "国标规定",
        Sentence("信函首页的页码", "the page number on a letter's first side"),
        Sentence("首页不显示页码", "none on the first side"),
        Sentence("勾选“首页不同”，首页页脚留空。", "Let the first page differ, and leave its footer empty."),
        first_side,
    ),
    FormRule(
        "MZF69", "10.1", "国标规定",
        Sentence("信函的版记", "the imprint of a letter"),
        Sentence("不加印发机关和印发日期、分隔线", "no line of printing, no rules"),
        Sentence("只留抄送机关，去掉框线。", "Keep the copies alone, and take its borders off."),
        letter_imprint,
    ),
)  # fmt: skip
