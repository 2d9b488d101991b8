"""层次序数: the faces of the four levels, the form of their numbers, and their order (7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.core.problems import Sentence
from mzdocs.core.text import chinese_number
from mzdocs.gbt9704.rule import Deviation, FormRule, known, on, written
from mzdocs.gbt9704.type_asked import THIRD, WantedType, of_type
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Role, Run, Typeface

_FACES: dict[Role, Typeface] = {"一级": "黑体", "二级": "楷体", "三级": "仿宋", "四级": "仿宋"}
LEVELS: tuple[Role, ...] = tuple(_FACES)
_RIGHT: dict[Role, re.Pattern[str]] = {
    "一级": re.compile(r"[一二三四五六七八九十]+、(?=\S)"),
    "二级": re.compile(r"（[一二三四五六七八九十]+）(?![、.．，,：:])"),
    "三级": re.compile(r"\d+[.．] ?(?=\S)"),
    "四级": re.compile(r"（\d+）(?![、.．，,：:])"),
}
_COUNT = re.compile(r"[（(]?([一二三四五六七八九十]+|\d+)")
_NUMBERS = {chinese_number(count): count for count in range(1, 100)}


def _headings(form: MeasuredDocx) -> tuple[MeasuredParagraph, ...]:
    written(form)
    found = tuple(each for each in form.of(*LEVELS) if each.story == "正文")
    return known(found, "带层次序数的段落", "numbered heading")


def heading_types(form: MeasuredDocx) -> Iterator[WantedType]:
    """Of a heading its whole; of one that runs on in the text, its first piece."""
    for paragraph in _headings(form):
        if paragraph.part == 0:
            yield WantedType(paragraph, _FACES[paragraph.role], THIRD, _heading(paragraph))


def _heading(paragraph: MeasuredParagraph) -> tuple[Run, ...]:
    """Numbered paragraphs of the third and fourth level are text as well, so all of them is looked at."""
    if paragraph.role in ("三级", "四级") or not _runs_on(paragraph):
        return paragraph.pieces
    return (paragraph.lead,) if paragraph.lead else ()


def _runs_on(paragraph: MeasuredParagraph) -> bool:
    return "。" in paragraph.words[:-1] or len(paragraph.words) > 50


def numbers(form: MeasuredDocx) -> Iterator[Deviation]:
    """一、 then （一） then 1. then （1） (7.3.3)."""
    for paragraph in _headings(form):
        if not _RIGHT[paragraph.role].match(paragraph.words):
            shown = paragraph.words[:5]
            yield on(paragraph, f"写成“{shown}”", f"written {shown}")


def order(form: MeasuredDocx) -> Iterator[Deviation]:
    """Each level counts on, or begins again at one; a gap is a paragraph lost or a number forgotten."""
    last: dict[Role, int] = {}
    part = 0
    for paragraph in _headings(form):
        if paragraph.part != part:
            part, last = paragraph.part, {}
        count, before = _counted(paragraph), last.get(paragraph.role, 0)
        if count not in (1, before + 1):
            yield on(paragraph, f"序号{count}接在{before}之后", f"{count} after {before}")
        last[paragraph.role] = count
        if paragraph.role == "一级":
            last.pop("二级", None)  # Arabic figures may count on through a paper


def _counted(paragraph: MeasuredParagraph) -> int:
    found = _COUNT.match(paragraph.words)
    text = found[1] if found else ""
    return int(text) if text.isdecimal() else _NUMBERS.get(text, 0)


def bold(form: MeasuredDocx) -> Iterator[Deviation]:
    """The face tells the level, so no heading is bold."""
    for paragraph in _headings(form):
        lead = paragraph.lead
        if lead and lead.bold:
            level = paragraph.role
            yield on(paragraph, f"{level}标题加粗", f"bold on level {LEVELS.index(level) + 1}")


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF26", "7.3.3（条文用“一般”）", "国标规定",
        Sentence("层次标题字体字号", "the heading's type"),
        Sentence("3号，第一层黑体、第二层楷体、第三第四层仿宋", "16 pt; 黑体, 楷体, then 仿宋 twice"),
        Sentence("按层次改字体，都用三号。", "Set the face of its level, all in 16 pt."),
        of_type(heading_types),
    ),
    FormRule(
        "MZF27", "7.3.3", "国标规定",
        Sentence("层次序数", "the heading's number"),
        Sentence("依次为“一、”“（一）”“1.”“（1）”，全角括号后不加标点", "一、 then （一） then 1. then （1）, nothing after a bracket"),
        Sentence("照“一、”“（一）”“1.”“（1）”改。", "Write 一、 （一） 1. （1）."),
        numbers,
    ),
    FormRule(
        "MZF28", "实务：序号跳号多半是漏了一段", "实务",
        Sentence("层次序数的次序", "the order of the numbers"),
        Sentence("从一开始，逐个相接", "from one, without a gap"),
        Sentence("核对有没有漏段，重编序号。", "Look for a lost paragraph and number again."),
        order,
    ),
    FormRule(
        "MZF29", "实务：7.3.3 只规定字体，没有要求加粗", "实务",
        Sentence("层次标题", "the heading"),
        Sentence("不加粗，靠字体区分层次", "not bold; the face tells the level"),
        Sentence("取消加粗。", "Take the bold away."),
        bold,
    ),
)  # fmt: skip
