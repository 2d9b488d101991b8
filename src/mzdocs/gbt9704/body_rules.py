"""主体: title, addressee, text (7.3.1 to 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.rule import Deviation, FormRule, figure, known, on, written
from mzdocs.gbt9704.special_rules import lists_of_those_present
from mzdocs.gbt9704.type_asked import SECOND, THIRD, WantedType, of_type
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph

END_MARKS = "。，、；：.,;:"
"""Marks that end no title and no name in a list."""


def _titles(form: MeasuredDocx) -> tuple[MeasuredParagraph, ...]:
    written(form)
    return known(form.of("标题"), "标题", "title")


def title_types(form: MeasuredDocx) -> Iterator[WantedType]:
    """小标宋 of 2号 (7.3.1)."""
    yield from (WantedType(title, "小标宋", SECOND) for title in _titles(form))


def title_centred(form: MeasuredDocx) -> Iterator[Deviation]:
    """The title is centred (7.3.1)."""
    for paragraph in _titles(form):
        if paragraph.align != "center":
            yield on(paragraph, f"{paragraph.aligned}", f"aligned {paragraph.align}")


def title_end(form: MeasuredDocx) -> Iterator[Deviation]:
    """No mark ends a title, but one that closes a pair."""
    title = _titles(form)[-1].words
    if title[-1] in END_MARKS:
        yield on(_titles(form)[-1], f"末尾有“{title[-1]}”", f"a {title[-1]} at its end")


def addressee_colon(form: MeasuredDocx) -> Iterator[Deviation]:
    """A full-width colon ends the addressee (7.3.2)."""
    written(form)
    last = known(form.of("主送"), "主送机关", "addressee")[-1:]
    for paragraph in last:
        if not paragraph.words.endswith("："):
            yield on(paragraph, f"以“{paragraph.words[-1]}”结尾", f"ends with {paragraph.words[-1]}")


def addressee_flush(form: MeasuredDocx) -> Iterator[Deviation]:
    """The addressee begins at the edge of the text (7.3.2)."""
    written(form)
    for paragraph in known(form.of("主送"), "主送机关", "addressee"):
        edge = paragraph.left + max(paragraph.first, 0)
        if paragraph.align not in ("left", "both") or edge > 0.2:
            shown = figure(edge)
            yield on(paragraph, f"缩进 {shown} 字，{paragraph.aligned}", f"{shown} in, aligned {paragraph.align}")


def text_types(form: MeasuredDocx) -> Iterator[WantedType]:
    """The text before the annexes in 仿宋 of 3号 (7.3.3); lists of those present have a type of their own (10.3)."""
    written(form)
    text, listed = known(_text(form), "正文", "body text"), lists_of_those_present(form)
    yield from (WantedType(each, "仿宋", THIRD) for each in text if each not in listed)


def indent(form: MeasuredDocx) -> Iterator[Deviation]:
    """The first line is two characters in, the others flush (7.3.3)."""
    written(form)
    listed = lists_of_those_present(form)
    text = tuple(each for each in _text(form) + _numbered(form) if each not in listed)
    for paragraph in known(text, "正文", "body text"):
        first, left = paragraph.first, paragraph.left
        if paragraph.align in ("center", "right"):
            yield on(paragraph, paragraph.aligned, f"aligned {paragraph.align}")
            continue
        if abs(first + left - 2) > 0.2 or abs(left) > 0.2:
            hung = f"，整段左缩进 {figure(left)} 字" if abs(left) > 0.2 else ""
            yield on(
                paragraph, f"首行缩进 {figure(first)} 字{hung}", f"{figure(first)} characters, left {figure(left)}"
            )
        elif abs(paragraph.right) > 0.2:
            shown = figure(paragraph.right)
            yield on(paragraph, f"整段右缩进 {shown} 字", f"{shown} characters in from the right")
        elif "\n" in paragraph.words:
            yield on(paragraph, "段内手动换行，换行后没有左空二字", "a line broken by hand, flush left behind it")


def _text(form: MeasuredDocx) -> tuple[MeasuredParagraph, ...]:
    return tuple(each for each in form.of("正文") if each.part == 0)


def _numbered(form: MeasuredDocx) -> tuple[MeasuredParagraph, ...]:
    return tuple(each for each in form.of("一级", "二级", "三级", "四级") if each.part == 0)


def spaced(form: MeasuredDocx) -> Iterator[Deviation]:
    """Blanks typed at the beginning of a paragraph."""
    written(form)
    for paragraph in known(_text(form) + _numbered(form), "正文", "body text"):
        if paragraph.text[:1] in (" ", "\u3000", "\xa0"):
            yield on(paragraph, "用空格缩进", "indented by spaces")


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF20", "7.3.1（条文用“一般”）", "国标规定",
        Sentence("标题字体字号", "the title's type"),
        Sentence("2号（22磅）小标宋", "小标宋 of 22 pt"),
        Sentence("改用方正小标宋简体、二号，不加粗。", "Set it in 小标宋, 22 pt, not bold."),
        of_type(title_types),
    ),
    FormRule(
        "MZF21", "7.3.1", "国标规定",
        Sentence("标题的位置", "the title's place"),
        Sentence("居中", "centred"),
        Sentence("段落对齐改为居中，不缩进。", "Centre it, without an indent."),
        title_centred,
    ),
    FormRule(
        "MZF75", "实务：标题末尾不用标点", "实务",
        Sentence("标题末尾", "the title's end"),
        Sentence("没有标点", "without a mark"),
        Sentence("删去标题末尾的标点。", "Delete the mark."),
        title_end,
    ),
    FormRule(
        "MZF22", "7.3.2", "国标规定",
        Sentence("主送机关末尾", "the addressee's end"),
        Sentence("全角冒号“：”", "a full-width colon"),
        Sentence("在最后一个机关名称后加全角冒号。", "End it with a full-width colon."),
        addressee_colon,
    ),
    FormRule(
        "MZF23", "7.3.2", "国标规定",
        Sentence("主送机关的位置", "the addressee's place"),
        Sentence("居左顶格", "flush left"),
        Sentence("去掉缩进和行首空格。", "Take away the indent and the spaces."),
        addressee_flush,
    ),
    FormRule(
        "MZF24", "7.3.3、5.2.2（条文用“一般”）", "国标规定",
        Sentence("正文字体字号", "the text's type"),
        Sentence("3号（16磅）仿宋", "仿宋 of 16 pt"),
        Sentence("中文字体改为仿宋_GB2312 或仿宋，三号。", "Set it in 仿宋, 16 pt."),
        of_type(text_types),
    ),
    FormRule(
        "MZF25", "7.3.3", "国标规定",
        Sentence("自然段缩进", "the paragraph's indent"),
        Sentence("左空二字，回行顶格", "two characters in, later lines flush"),
        Sentence("首行缩进2字符，左缩进0。", "First line 2 characters in, left indent 0."),
        indent,
    ),
    FormRule(
        "MZF56", "实务：空格随字体、字号变宽变窄，改动后就不齐", "实务",
        Sentence("自然段缩进的做法", "how the paragraph is indented"),
        Sentence("段落格式里的首行缩进", "by its first line's indent"),
        Sentence("删去行首空格，在段落格式里设首行缩进2字符。", "Delete the spaces and set an indent of 2 characters."),
        spaced,
    ),
)  # fmt: skip
