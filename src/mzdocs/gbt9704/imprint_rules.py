"""版记: its rules, its type, the copies, the day of printing (7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.date_rules import day_in
from mzdocs.gbt9704.end_rules import DAY
from mzdocs.gbt9704.rule import Deviation, FormRule, figure, headed, known, of_file, of_form, on
from mzdocs.gbt9704.sheet_values import Border
from mzdocs.gbt9704.type_asked import FOURTH, WantedType, of_type
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph

_PRINTED = re.compile(rf"{DAY.pattern}\s*印发$")
_THICK, _THIN, _SLACK = 0.35, 0.25, 0.06
"""Millimetres."""


def _imprint(form: MeasuredDocx) -> tuple[MeasuredParagraph, ...]:
    headed(form)
    printed = form.of("印发", "抄送")
    rows = {each.row for each in printed if each.row}
    beside = tuple(p for p in form.paragraphs if p.row in rows and p.words and p not in printed)
    return known((*printed, *beside), "版记", "imprint")


def imprint_types(form: MeasuredDocx) -> Iterator[WantedType]:
    """仿宋 of 4号 for all of the imprint (7.4.2, 7.4.3)."""
    yield from (WantedType(each, "仿宋", FOURTH) for each in _imprint(form))


def printed_on(form: MeasuredDocx) -> Iterator[Deviation]:
    """The day of printing, its month and day without leading zeros (7.4.3)."""
    of_form(form, "文件")
    _imprint(form)
    found = form.of("印发")
    if not found:
        yield of_file("没有印发日期", "missing")
    for paragraph in found:
        if not _PRINTED.search(paragraph.words) or day_in(paragraph.words) is None:
            shown = paragraph.words[-14:]
            yield on(paragraph, f"写成“{shown}”", f"written {shown}")


def copies(form: MeasuredDocx) -> Iterator[Deviation]:
    """抄送： with a full-width colon, a full stop at its end (7.4.2)."""
    headed(form)
    for paragraph in known(form.of("抄送"), "抄送机关", "copies"):
        if not (paragraph.words.startswith("抄送：") and paragraph.words.endswith("。")):
            text = paragraph.words
            yield on(paragraph, f"写成“{text[:3]}…{text[-1]}”", f"written {text[:3]}…{text[-1]}")


def imprint_rules(form: MeasuredDocx) -> Iterator[Deviation]:
    """A rule above its first line and one below its last."""
    first, last = imprint_ends(form)
    above, below = rule_above(first, form), rule_below(last, form)
    if not (above and below) and any(each.drawn for each in _near(first, form) + _near(last, form)):
        raise NotRun("分隔线是图形，位置由打开它的软件排出", "the rules are drawings, placed by the program")
    if above is None:
        yield on(first, "没有首条分隔线", "no rule above")
    if below is None:
        yield on(last, "没有末条分隔线", "no rule below")


def rule_above(first: MeasuredParagraph, form: MeasuredDocx) -> Border | None:
    """The border above the imprint, or of an empty line above it."""
    empty = next((each for each in _near(first, form)[:1] if each is not first and not each.words), None)
    return first.above if first.above or empty is None else empty.below or empty.above


def rule_below(last: MeasuredParagraph, form: MeasuredDocx) -> Border | None:
    """The border below the imprint, or of an empty line below it."""
    empty = next((each for each in _near(last, form)[-1:] if each is not last and not each.words), None)
    return last.below if last.below or empty is None else empty.above or empty.below


def _near(paragraph: MeasuredParagraph, form: MeasuredDocx) -> tuple[MeasuredParagraph, ...]:
    """A paragraph with those before and after it."""
    place = form.paragraphs.index(paragraph)
    return form.paragraphs[max(place - 1, 0) : place + 2]


def imprint_widths(form: MeasuredDocx) -> Iterator[Deviation]:
    """0.35 mm for the outer rules, 0.25 mm for the one between (7.4.1)."""
    first, last = imprint_ends(form)
    yield from _wide(first, first.above, "首条", _THICK)
    yield from _wide(last, last.below, "末条", _THICK)
    if first is not last and last.above:
        yield from _wide(last, last.above, "中间", _THIN)


def _wide(paragraph: MeasuredParagraph, rule: Border | None, which: str, expected: float) -> Iterator[Deviation]:
    if rule and abs(rule.width.mm - expected) > _SLACK:
        shown = figure(rule.width.mm)
        yield on(paragraph, f"{which}分隔线 {shown} mm", f"a rule of {shown} mm")
    elif rule and not (rule.plain and rule.colour.upper() in ("AUTO", "000000")):
        yield on(paragraph, f"{which}分隔线不是一条黑色实线", "a rule that is not one whole black line")


def imprint_ends(form: MeasuredDocx) -> tuple[MeasuredParagraph, MeasuredParagraph]:
    """The first and the last line, by their rows or their places."""
    of_form(form, "文件")
    _imprint(form)
    found = form.of("抄送", "印发")
    first, last = found[0], found[-1]
    return first, first if first.row and first.row == last.row else last


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF35", "7.4.1", "国标规定",
        Sentence("版记分隔线", "the rules of the imprint"),
        Sentence("首条、末条都有", "one above and one below"),
        Sentence("给版记表格首行加上框线、末行加下框线。", "Give the table of the imprint an upper and a lower border."),
        imprint_rules,
    ),
    FormRule(
        "MZF36", "7.4.1", "推荐",
        Sentence("版记分隔线粗细", "the width of the imprint's rules"),
        Sentence("首末0.35 mm，中间0.25 mm", "0.35 mm outside, 0.25 mm between"),
        Sentence("框线设1磅和0.75磅。", "Set borders of 1 pt and 0.75 pt."),
        imprint_widths,
    ),
    FormRule(
        "MZF37", "7.4.2、7.4.3（条文用“一般”）", "国标规定",
        Sentence("版记字体字号", "the imprint's type"),
        Sentence("4号（14磅）仿宋", "仿宋 of 14 pt"),
        Sentence("改为仿宋、四号。", "Set it in 仿宋, 14 pt."),
        of_type(imprint_types),
    ),
    FormRule(
        "MZF38", "7.4.3", "国标规定",
        Sentence("印发日期", "the day of printing"),
        Sentence("如2026年3月5日印发，月日不编虚位", "like 2026年3月5日印发, no leading zeros"),
        Sentence("照“2026年3月5日印发”的写法改。", "Write it like 2026年3月5日印发."),
        printed_on,
    ),
    FormRule(
        "MZF39", "7.4.2", "国标规定",
        Sentence("抄送机关", "the copies"),
        Sentence("“抄送：”用全角冒号，最后加句号", "抄送： with a full-width colon, a full stop at its end"),
        Sentence("照“抄送：甲，乙。”的写法改。", "Write it like 抄送：甲，乙。"),
        copies,
    ),
)  # fmt: skip
