"""What is noted at the left above the head, and in brackets under the date (7.2.1 to 7.2.3, 7.3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.head_roles import number_text
from mzdocs.gbt9704.rule import Deviation, FormRule, figure, headed, known, on, written
from mzdocs.gbt9704.type_asked import THIRD, WantedType, of_type
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Role

_COPY_NUMBER = re.compile("[0-9]{6}")
_SECRECY = re.compile("(绝密|机密|秘密)(★([1-9][0-9]?年|[1-9][0-9]?个月|长期))?")
_URGENCY = re.compile("特提|特急|加急|平急")
_ORDER: tuple[Role, ...] = ("份号", "密级", "紧急程度")
_USUAL: tuple[Role, ...] = ("发文字号", "主送", "附件说明", "署名", "成文日期", "附注")
_FLUSH, _TWO = 0.2, 2.0
"""Characters."""


def _noted(form: MeasuredDocx, role: Role, en: str) -> tuple[MeasuredParagraph, ...]:
    headed(form)
    return known(form.of(role), role, en)


def copy_number(form: MeasuredDocx) -> Iterator[Deviation]:
    """Six Arabic figures of 3号, flush left (7.2.1)."""
    for paragraph in _noted(form, "份号", "copy number"):
        yield from _flush(paragraph)
        if not _COPY_NUMBER.fullmatch(paragraph.words):
            yield on(paragraph, f"写成“{paragraph.words}”", f"written {paragraph.words}")
        for piece in paragraph.pieces:
            if piece.text.strip() and abs(piece.size.pt - THIRD) > 0.6:
                yield on(paragraph, f"{figure(piece.size.pt)}磅", f"{figure(piece.size.pt)} pt")


def secrecy(form: MeasuredDocx) -> Iterator[Deviation]:
    """黑体 of 3号, flush left; a star before the period, which is in Arabic figures (7.2.2)."""
    yield from _labelled(form, "密级", "degree of secrecy", _SECRECY)


def urgency(form: MeasuredDocx) -> Iterator[Deviation]:
    """黑体 of 3号, flush left, below what else is noted there (7.2.3)."""
    yield from _labelled(form, "紧急程度", "degree of urgency", _URGENCY)
    noted = [paragraph.role for paragraph in form.of(*_ORDER)]
    if noted != sorted(noted, key=_ORDER.index):
        yield on(form.of("紧急程度")[0], "、".join(noted), "not in the order of copy number, secrecy, urgency")


def _labelled(form: MeasuredDocx, role: Role, en: str, words: re.Pattern[str]) -> Iterator[Deviation]:
    for paragraph in _noted(form, role, en):
        yield from WantedType(paragraph, "黑体", THIRD).deviations()
        yield from _flush(paragraph)
        if not words.fullmatch(paragraph.words):
            yield on(paragraph, f"写成“{paragraph.words}”", f"written {paragraph.words}")


def _flush(paragraph: MeasuredParagraph) -> Iterator[Deviation]:
    if paragraph.story != "文本框" and (
        paragraph.align not in ("left", "both") or abs(paragraph.left + paragraph.first) > _FLUSH
    ):
        yield on(paragraph, "没有顶格", "not flush left")


def remark(form: MeasuredDocx) -> Iterator[Deviation]:
    """In round brackets, two characters in, on the line below the date (7.3.6)."""
    written(form)
    for paragraph in known(form.of("附注"), "附注", "remark"):
        edge = paragraph.left + paragraph.first
        if not (paragraph.words.startswith("（") and paragraph.words.endswith("）")):
            shown = paragraph.words[0] + "…" + paragraph.words[-1]
            yield on(paragraph, f"写成“{shown}”", f"written {shown}")
        elif abs(edge - _TWO) > _FLUSH or paragraph.align not in ("left", "both"):
            yield on(paragraph, f"左空 {figure(edge)} 字", f"{figure(edge)} characters in")
        elif _above_date(paragraph, form):
            yield on(paragraph, "在成文日期之上", "above the date")


def _above_date(paragraph: MeasuredParagraph, form: MeasuredDocx) -> bool:
    dates = form.of("成文日期")
    return bool(dates) and form.paragraphs.index(paragraph) < form.paragraphs.index(dates[-1])


def usual_types(form: MeasuredDocx) -> Iterator[WantedType]:
    """仿宋 of 3号 for all that no other clause names (5.2.2); what stands beside a number has rules of its own."""
    written(form)
    for paragraph in known(form.of(*_USUAL), "、".join(_USUAL), "number, addressee, author or date"):
        pieces = paragraph.pieces
        if paragraph.role == "发文字号":
            pieces = tuple(piece for piece in pieces if piece.text.strip() in number_text(paragraph))
        yield WantedType(paragraph, "仿宋", THIRD, pieces)


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF44", "7.2.1（条文用“一般”）", "国标规定",
        Sentence("份号", "the copy number"),
        Sentence("6位阿拉伯数字，3号，顶格", "six Arabic figures of 16 pt, flush left"),
        Sentence("写成“000001”，顶格，三号。", "Write it like 000001, flush left, 16 pt."),
        copy_number,
    ),
    FormRule(
        "MZF45", "7.2.2（条文用“一般”）", "国标规定",
        Sentence("密级和保密期限", "the degree of secrecy"),
        Sentence("3号黑体，顶格，如“机密★1年”，期限用阿拉伯数字", "黑体 of 16 pt, flush left, like 机密★1年"),
        Sentence("照“机密★1年”的写法改，三号黑体，顶格。", "Write it like 机密★1年, in 黑体 of 16 pt, flush left."),
        secrecy,
    ),
    FormRule(
        "MZF46", "7.2.3（条文用“一般”）", "国标规定",
        Sentence("紧急程度", "the degree of urgency"),
        Sentence("3号黑体，顶格，写“特急”或“加急”，在份号、密级之下", "黑体 of 16 pt, flush left, 特急 or 加急, below the other notes"),
        Sentence("写成“特急”，三号黑体，顶格，排在份号、密级之下。", "Write 特急 in 黑体 of 16 pt, flush left, below the other notes."),
        urgency,
    ),
    FormRule(
        "MZF48", "7.3.6", "国标规定",
        Sentence("附注", "the remark"),
        Sentence("加圆括号，左空二字，在成文日期下一行", "in round brackets, two characters in, on the line below the date"),
        Sentence("写成“（联系人：张某，电话：…）”，放在成文日期下一行，首行缩进2字符。", "Put it into round brackets below the date, first line 2 characters in."),
        remark,
    ),
    FormRule(
        "MZF84", "5.2.2（条文用“如无特殊说明”）", "国标规定",
        Sentence("其他要素的字体字号", "the type of what no other clause names"),
        Sentence("3号（16磅）仿宋", "仿宋 of 16 pt"),
        Sentence("改为仿宋、三号。", "Set it in 仿宋, 16 pt."),
        of_type(usual_types),
    ),
)  # fmt: skip
