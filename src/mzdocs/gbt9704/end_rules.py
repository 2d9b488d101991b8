"""What ends a paper: the list of annexes, the date, the annexes themselves (7.3.4 to 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.date_rules import day_in
from mzdocs.gbt9704.rule import Deviation, FormRule, figure, headed, known, on, written
from mzdocs.gbt9704.type_asked import THIRD, WantedType, of_type
from mzdocs.gbt9704.values import MeasuredDocx

LISTED = re.compile(r"附件：(\d+[.．])?(?=[^\s：:])(.+)")
FURTHER = re.compile(r"(\d+)[.．](?=\S)(.+)")
DAY = re.compile(r"[0-9]{4}年([1-9]|1[0-2])月([1-9]|[12][0-9]|3[01])日")


def annex_list(form: MeasuredDocx) -> Iterator[Deviation]:
    """附件： before the first name, numbers where there are several, no mark after a name (7.3.4)."""
    written(form)
    found = known(form.of("附件说明"), "附件说明", "list of annexes")
    several = len(found) > 1
    for number, paragraph in enumerate(found, 1):
        for zh, en in _wrong_line(paragraph.words, number, several):
            yield on(paragraph, zh, en)


def _wrong_line(text: str, number: int, several: bool) -> Iterator[tuple[str, str]]:
    parts = (LISTED if number == 1 else FURTHER).match(text)
    if parts is None:
        yield f"写成“{text[:6]}”", f"written {text[:6]}"
        return
    counted = (parts[1] or "").rstrip(".．")
    if several and counted != str(number):
        yield f"第{number}个的序号是“{counted or '无'}”", f"number {counted or 'none'} on the {number}. annex"
    if not several and counted:
        yield "只有一个附件却编了序号", "numbered although there is one annex only"
    if text[-1] in "。；，,.;":
        yield f"名称后有“{text[-1]}”", f"a {text[-1]} after the name"


def annex_list_place(form: MeasuredDocx) -> Iterator[Deviation]:
    """The list of annexes begins two characters in (7.3.4)."""
    written(form)
    paragraph = known(form.of("附件说明"), "附件说明", "list of annexes")[0]
    edge = paragraph.left + paragraph.first
    if abs(edge - 2) > 0.2:
        yield on(paragraph, f"左空 {figure(edge)} 字", f"{figure(edge)} characters in")


def label_types(form: MeasuredDocx) -> Iterator[WantedType]:
    """附件 and its number in 黑体 of 3号 (7.3.7)."""
    yield from (WantedType(each, "黑体", THIRD) for each in form.of("附件"))


def annex_label(form: MeasuredDocx) -> Iterator[Deviation]:
    """附件 and its number stand flush left in 黑体 of 3号, without a colon (7.3.7)."""
    headed(form)
    yield from of_type(label_types)(form)
    for paragraph in known(form.of("附件"), "附件", "annex"):
        if not re.fullmatch(r"附件\d*", paragraph.words):
            yield on(paragraph, f"写成“{paragraph.words}”", f"written {paragraph.words}")
        elif paragraph.align not in ("left", "both") or abs(paragraph.left + paragraph.first) > 0.2:
            yield on(paragraph, "没有顶格", "not flush left")


def date(form: MeasuredDocx) -> Iterator[Deviation]:
    """The date in Arabic figures, the year whole, without leading zeros (7.3.5.4)."""
    written(form)
    for paragraph in known(form.of("成文日期"), "成文日期", "date"):
        if not DAY.fullmatch(paragraph.words) or day_in(paragraph.words) is None:
            yield on(paragraph, f"写成“{paragraph.words}”", f"written {paragraph.words}")


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF30", "7.3.4", "国标规定",
        Sentence("附件说明", "the list of annexes"),
        Sentence("“附件：”加名称，名称后不加标点；有几个的编1.2.3.", "附件：, the name, no mark after it; several are numbered 1. 2. 3."),
        Sentence("只有一个的写“附件：甲表”，有几个的写“附件：1.甲表”。", "One is written 附件：甲表, several 附件：1.甲表."),
        annex_list,
    ),
    FormRule(
        "MZF31", "7.3.4", "国标规定",
        Sentence("附件说明的位置", "the place of the list of annexes"),
        Sentence("左空二字", "two characters in"),
        Sentence("左缩进和首行缩进合起来是2字符。", "Left and first-line indent together make 2 characters."),
        annex_list_place,
    ),
    FormRule(
        "MZF32", "7.3.5.4", "国标规定",
        Sentence("成文日期", "the date"),
        Sentence("阿拉伯数字、四位年份、月日不编虚位，如2026年3月5日", "Arabic figures, whole year, no leading zeros: 2026年3月5日"),
        Sentence("照“2026年3月5日”的写法改。", "Write it like 2026年3月5日."),
        date,
    ),
    FormRule(
        "MZF33", "7.3.7", "国标规定",
        Sentence("附件序号", "the annex's label"),
        Sentence("3号黑体，顶格写“附件”或“附件1”，不加冒号", "黑体 of 16 pt, flush left, 附件 or 附件1 without a colon"),
        Sentence("顶格，三号黑体，去掉冒号。", "Flush left, 黑体, 16 pt, no colon."),
        annex_label,
    ),
)  # fmt: skip
