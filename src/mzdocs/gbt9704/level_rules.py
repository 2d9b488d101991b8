"""层次序数: the faces of the four levels, the form of their numbers, and their order (7.3.3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from mzdocs.core.outcomes import NotRun
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
    "三级": re.compile(r"\d+[.．](?: (?=\S)|(?=[^\s\d]))"),
    "四级": re.compile(r"（\d+）(?![、.．，,：:])"),
}
_COUNT = re.compile(r"[第（(]?([一二三四五六七八九十]+|\d+)")
_BULLET = re.compile(r"([•●○■□◆◇▪◦►▶√]|[-*](?= ))")
_CIRCLED = re.compile("([①-⑳])")
"""What counts on below the fourth level, where the standard has no number left."""
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+条")
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
    above: Role = ""
    for paragraph in (each for each in form.of("正文", *LEVELS) if each.part == 0):
        bullet = _BULLET.match(paragraph.words) or (None if above == "四级" else _CIRCLED.match(paragraph.words))
        if bullet and paragraph.role == "正文":
            yield on(paragraph, f"用了“{bullet[1]}”", f"{bullet[1]} for a number")
        above = above if paragraph.role == "正文" else paragraph.role


def order(form: MeasuredDocx) -> Iterator[Deviation]:
    """Each level counts on; a gap is a paragraph lost, a number that comes again one forgotten.

    Arabic figures may begin again at one under each paragraph that they belong to, Chinese ones under each article.
    """
    last: dict[Role, int] = {}
    worded = [each for each in form.paragraphs if each.words]
    following = {id(one): other for one, other in pairwise(worded) if one.role == other.role}
    part, follower = 0, None
    for paragraph in _headings(form):
        if paragraph.part != part:
            part, last = paragraph.part, {}
        count, before = _counted(paragraph), last.get(paragraph.role, 0)
        again = count == 1 and before and paragraph.role in ("一级", "二级") and not _articled(form)
        twice = count == before and paragraph is follower
        if count and (again or twice or count not in (1, before + 1)):
            yield on(paragraph, f"序号{count}接在{before}之后", f"{count} after {before}")
        last[paragraph.role] = count
        follower = following.get(id(paragraph))
        if paragraph.role == "一级":
            last.pop("二级", None)  # Arabic figures may count on through a paper


def _articled(form: MeasuredDocx) -> bool:
    """Whether it is parted into articles, as regulations are."""
    return any(_ARTICLE.match(each.words) for each in form.paragraphs)


def linked(form: MeasuredDocx) -> Iterator[Deviation]:
    """No level without the one above it; of two levels alone the second may be 1. (7.3.3)."""
    if _articled(form):
        raise NotRun("分条写的，层次按条款", "it is parted into articles, which have levels of their own")
    headings = [each for each in _headings(form) if each.part == 0]
    used, above = {each.role for each in headings}, set[Role]()
    for paragraph in headings:
        missing = _missing(paragraph.role, above, used)
        if missing:
            shown, lost = _SHAPES[paragraph.role], _SHAPES[missing]
            yield on(paragraph, f"“{shown}”之上没有“{lost}”", f"{shown} without {lost} above it")
        above = {each for each in above if LEVELS.index(each) < LEVELS.index(paragraph.role)} | {paragraph.role}


_SHAPES: dict[Role, str] = {"一级": "一、", "二级": "（一）", "三级": "1.", "四级": "（1）"}


def _missing(level: Role, above: set[Role], used: set[Role]) -> Role:
    """The level that should stand above one: 1. may stand right under 一、, and in a paper that has neither."""
    if level == "二级":
        return "" if "一级" in above else "一级"
    if level == "三级":
        return "" if {"一级", "二级"} & above or not {"一级", "二级"} & used else "二级"
    if level == "四级":
        return "三级" if "三级" not in above else "二级" if "一级" in above and "二级" not in above else ""
    return ""


def _counted(paragraph: MeasuredParagraph) -> int:
    """Which one it is; 0 where that cannot be read."""
    found = _COUNT.match(paragraph.words)
    if found is None:
        return int(unicodedata.numeric(paragraph.words[0], 0))
    return int(found[1]) if found[1].isdecimal() else _NUMBERS.get(found[1], 0)


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
        "MZF08", "7.3.3（条文用“可以”）", "推荐",
        Sentence("层次的衔接", "how the levels follow"),
        Sentence("“一、”之下是“（一）”，再下是“1.”“（1）”，不越级；只有两层的可以用“一、”“1.”", "一、 then （一） then 1. then （1）, none left out; of two levels alone the second may be 1."),
        Sentence("补上漏了的一层，或改成上一层之下该用的序数。", "Add the level that is missing, or write the number that comes under the one above."),
        linked,
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
