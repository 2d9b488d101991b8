"""Orders and minutes: what clauses 10.2 and 10.3 say of them that a file can show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.rule import Deviation, FormRule, figure, known, of_file, of_form, on
from mzdocs.gbt9704.type_asked import THIRD, WantedType, of_type
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Run

_SLACK, _ONE_LINE = 0.3, 26
"""Characters; so many fit on the first line."""
_SERIAL = re.compile("第[1-9][0-9]*号")
_PRESENT = re.compile("(出席|请假|列席)(人员|人|单位)?[：:]?")


def order_number(form: MeasuredDocx) -> Iterator[Deviation]:
    """第 and 号 round Arabic figures, in the middle (10.2)."""
    of_form(form, "命令")
    found = form.of("令号")
    if not found and not form.of("发文字号"):
        yield of_file("没有令号", "missing")
    for paragraph in found:
        if not _SERIAL.fullmatch(paragraph.words):
            yield on(paragraph, f"写成“{paragraph.words}”", f"written {paragraph.words}")
        elif paragraph.align != "center" and paragraph.story == "正文":
            yield on(paragraph, f"{paragraph.aligned}", f"aligned {paragraph.align}")


def lists_of_those_present(form: MeasuredDocx) -> tuple[MeasuredParagraph, ...]:
    """The paragraphs that begin with a label such as 出席：, of minutes alone."""
    if form.format != "纪要":
        return ()
    return tuple(each for each in form.paragraphs if _PRESENT.match(each.words) and "：" in each.words[:6])


def those_present(form: MeasuredDocx) -> Iterator[WantedType]:
    """出席, 请假, 列席 in 黑体 of 3号, the names after them in 仿宋 (10.3)."""
    of_form(form, "纪要")
    for paragraph in known(lists_of_those_present(form), "出席人员名单", "list of those present"):
        pieces = list(label_and_names(paragraph))
        yield WantedType(paragraph, "黑体", THIRD, tuple(piece for piece, named in pieces if not named))
        yield WantedType(paragraph, "仿宋", THIRD, tuple(piece for piece, named in pieces if named))


def those_present_place(form: MeasuredDocx) -> Iterator[Deviation]:
    """Two characters in, lines that go on behind the colon (10.3)."""
    of_form(form, "纪要")
    for paragraph in known(lists_of_those_present(form), "出席人员名单", "list of those present"):
        edge, hung = paragraph.left + paragraph.first, paragraph.left
        behind = 2 + len(paragraph.words.partition("：")[0]) + 1
        if paragraph.align not in ("left", "both") or abs(edge - 2) > _SLACK:
            yield on(paragraph, f"左空 {figure(edge)} 字", f"{figure(edge)} characters in")
        elif len(paragraph.words) > _ONE_LINE and abs(hung - behind) > _SLACK:
            shown = figure(hung)
            yield on(paragraph, f"回行左空 {shown} 字，冒号后是 {behind} 字", f"goes on at {shown}, not at {behind}")


def label_and_names(paragraph: MeasuredParagraph) -> Iterator[tuple[Run, bool]]:
    """The runs of a list of those present, and whether each is of the names; one that holds both is of both."""
    end, place = paragraph.text.find("：") + 1, 0
    for piece in paragraph.pieces:
        start, place = place, place + len(piece.text)
        if start < end:
            yield piece, False
        if place > end:
            yield piece, True


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF80", "10.2", "国标规定",
        Sentence("令号", "the number of an order"),
        Sentence("居中，如“第1号”，用阿拉伯数字、不编虚位", "centred, like 第1号, in Arabic figures without leading zeros"),
        Sentence("写成“第1号”，居中。", "Write it like 第1号, and centre it."),
        order_number,
    ),
    FormRule(
        "MZF81", "10.3", "国标规定",
        Sentence("出席人员名单的字体", "the type of the list of those present"),
        Sentence("“出席”等用3号黑体，姓名用3号仿宋", "the labels in 黑体, the names in 仿宋, both of 16 pt"),
        Sentence("把“出席：”设成黑体，姓名设成仿宋。", "Set the labels in 黑体, the names in 仿宋."),
        of_type(those_present),
    ),
    FormRule(
        "MZF98", "10.3", "国标规定",
        Sentence("出席人员名单的位置", "the place of the list of those present"),
        Sentence("左空二字，回行与冒号后的首字对齐", "two characters in, lines that go on behind the colon"),
        Sentence("左缩进5字符、悬挂缩进3字符（“出席：”）。", "Indent it by 5 characters, hanging by 3."),
        those_present_place,
    ),
)  # fmt: skip
