"""Where what ends a paper stands: the date, annexes on sides of their own, the imprint last (7.3.5, 7.3.7, 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Sentence
from mzdocs.core.units import pt
from mzdocs.gbt9704.rule import Deviation, FormRule, figure, headed, known, of_form, on, written
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph

_LEAST_RIGHT, _MOST_RIGHT, _HALF = 1.5, 8.5, 8.0
"""Characters from the right, and from the left of what is set to the right by its indent."""
_ONE, _SLACK = 1.0, 0.3
_TALL_LINE = pt(32)
_NO_TEXT = re.compile(r"[（(]?\s*此\s*页\s*无\s*正\s*文\s*[）)]?")


def date_place(form: MeasuredDocx) -> Iterator[Deviation]:
    """Four characters from the right under a seal, two or more without one (7.3.5.1 to 7.3.5.3)."""
    written(form)
    headed(form)
    for paragraph in known(form.of("成文日期"), "成文日期", "date"):
        found = _wrong_place(paragraph)
        if found:
            yield on(paragraph, *found)


def _wrong_place(paragraph: MeasuredParagraph) -> tuple[str, str] | None:
    if paragraph.align == "right":
        typed = len(paragraph.text) - len(paragraph.text.rstrip("\u3000")) + paragraph.text.count(" ") / 2
        right = paragraph.right + typed
        if _LEAST_RIGHT <= right <= _MOST_RIGHT:
            return None
        return f"右空 {figure(right)} 字", f"{figure(right)} characters from the right"
    edge = paragraph.left + paragraph.first
    if edge >= _HALF or "\t" in paragraph.text:
        return None
    if paragraph.align == "center":
        return "居中", "centred"
    return f"左空 {figure(edge)} 字", f"{figure(edge)} characters from the left"


def annex_side(form: MeasuredDocx) -> Iterator[Deviation]:
    """Each annex begins a side (7.3.7)."""
    headed(form)
    for paragraph in known(form.of("附件"), "附件", "annex"):
        if not paragraph.new_side:
            yield on(paragraph, "接在前文之后，没有另面编排", "it goes on where the text ends")


def annex_title(form: MeasuredDocx) -> Iterator[Deviation]:
    """The title of an annex is centred (7.3.7)."""
    headed(form)
    for paragraph in known(form.of("附件标题"), "附件标题", "title of an annex"):
        if paragraph.align != "center":
            yield on(paragraph, f"{paragraph.aligned}", f"aligned {paragraph.align}")


def imprint_place(form: MeasuredDocx) -> Iterator[Deviation]:
    """One character in from the left and from the right (7.4.2, 7.4.3); in cells the rows part office and day."""
    headed(form)
    known(form.of("抄送", "印发"), "版记", "imprint")
    printed = tuple(each for each in form.of("印发") if each.story == "正文" and form.format == "文件")
    for paragraph in (*form.of("抄送"), *printed):
        left, right = paragraph.left + paragraph.first, paragraph.right
        tabbed = "\t" in paragraph.text
        if abs(left - _ONE) > _SLACK or (abs(right - _ONE) > _SLACK and not tabbed):
            zh = f"左空 {figure(left)} 字、右空 {figure(right)} 字"
            yield on(paragraph, zh, f"{figure(left)} from the left, {figure(right)} from the right")


def imprint_last(form: MeasuredDocx) -> Iterator[Deviation]:
    """Nothing follows the imprint (7.4.1)."""
    headed(form)
    last = known(form.of("抄送", "印发"), "版记", "imprint")[-1]
    after = form.paragraphs[form.paragraphs.index(last) + 1 :]
    if following := next((each for each in after if each.words and each.row is None and each.story == "正文"), None):
        yield on(following, "在版记之后", "after the imprint")


def imprint_side(form: MeasuredDocx) -> Iterator[Deviation]:
    """On an even side, as far as a section's beginning tells, or the program that saved it last.

    That it stood on an even one then is no proof that it does now; nor does a section say more than of its first side.
    """
    of_form(form, "文件")
    first = known(form.of("抄送", "印发"), "版记", "imprint")[0]
    begins = _begun_by(first, form)
    if begins == "oddPage":
        yield on(first, "所在的节从单页开始", "its section begins on an odd page")
    elif begins != "evenPage" and first.side % 2:
        yield on(first, f"上次保存时在第{first.side}面", f"page {first.side} when it was saved last")
    elif begins != "evenPage":
        raise NotRun(
            "换页由打开它的软件排出，版记在单页还是双页，打印前要看一眼",
            "pages are broken by the program that opens it: look before printing on which side the imprint stands",
        )


def _begun_by(first: MeasuredParagraph, form: MeasuredDocx) -> str:
    """How the section begins that a paragraph is the first text of; nothing where it may be on a later side of it."""
    if any(each.counts_from and (each.number, each.counts_from) != (1, "1") for each in form.pages):
        return ""
    page = next((each for each in form.pages if each.number == first.section), None)
    section = [each for each in form.paragraphs if each.section == first.section]
    before = section[: section.index(first)]
    turned = bool(before) and any(each.breaks for each in (*before, first))
    if page is None or turned or any(each.words or each.drawn for each in before):
        return ""
    empty = sum((each.spacing.exact or page.pitch or _TALL_LINE).pt for each in before)
    return page.begins if empty <= page.text_height.pt - 3 * _TALL_LINE.pt else ""


def obsolete(form: MeasuredDocx) -> Iterator[Deviation]:
    """What papers of the edition before had: subject words, and the remark that a side has no text."""
    written(form)
    for paragraph in form.paragraphs:
        if paragraph.role == "主题词":
            yield on(paragraph, "写了主题词", "subject words")
        elif _NO_TEXT.fullmatch(paragraph.words):
            yield on(paragraph, "写了“此页无正文”", "a remark that this side has no text")


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF47", "实务：GB/T 33476.2-2016，版记在偶数页", "实务",
        Sentence("版记所在的面", "the side the imprint stands on"),
        Sentence("双页（偶数页）", "an even one"),
        Sentence("把版记所在节的起始位置改为偶数页。", "Let the section of the imprint begin on an even page."),
        imprint_side,
    ),
    FormRule(
        "MZF49", "实务：2012 年版不再有主题词，也不用“此页无正文”", "实务",
        Sentence("已经取消的内容", "what papers have no more"),
        Sentence("不写", "left out"),
        Sentence("删去。排不下时调整行距、字距。", "Delete it; where room is short, change the spacing."),
        obsolete,
    ),
    FormRule(
        "MZF76", "7.3.7", "国标规定",
        Sentence("附件的起页", "where an annex begins"),
        Sentence("另面编排", "on a side of its own"),
        Sentence("在“附件”前插入分页符，或设“段前分页”。", "Insert a page break before it."),
        annex_side,
    ),
    FormRule(
        "MZF88", "7.3.7", "国标规定",
        Sentence("附件标题的位置", "the place of an annex's title"),
        Sentence("居中", "centred"),
        Sentence("段落对齐改为居中，不缩进。", "Centre it, without an indent."),
        annex_title,
    ),
    FormRule(
        "MZF77", "7.3.5", "国标规定",
        Sentence("成文日期的位置", "the place of the date"),
        Sentence("居右：加盖印章右空四字，不加盖的右空二字以上", "at the right: four characters from the edge under a seal, two or more without one"),
        Sentence("右对齐，右缩进4字符。", "Align it right, 4 characters in from the right."),
        date_place,
    ),
    FormRule(
        "MZF78", "7.4.2、7.4.3", "国标规定",
        Sentence("版记的位置", "the place of the imprint"),
        Sentence("左右各空一字", "one character in from either side"),
        Sentence("左、右各缩进1字符，回行与冒号后对齐。", "Indent it by 1 character on either side."),
        imprint_place,
    ),
    FormRule(
        "MZF79", "7.4.1", "国标规定",
        Sentence("文字的位置", "the place of the text"),
        Sentence("版记在公文最后，其后没有文字", "before the imprint, which ends the paper"),
        Sentence("把这段文字移到版记之前。", "Move it before the imprint."),
        imprint_last,
    ),
)  # fmt: skip
