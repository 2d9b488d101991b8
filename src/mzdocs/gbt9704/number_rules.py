"""发文字号 and 签发人: how they are written, where they stand, in which type (7.2.5, 7.2.6)."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.head_roles import NUMBER, SIGNER, number_text
from mzdocs.gbt9704.rule import Deviation, FormRule, figure, headed, known, of_file, of_form, on
from mzdocs.gbt9704.type_asked import THIRD
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Run

_SLACK = 0.6


def number_form(form: MeasuredDocx) -> Iterator[Deviation]:
    """代字〔2026〕5号: hexagonal brackets, the year whole, no 第, no leading zero (7.2.5)."""
    of_form(form, "文件", "信函")
    found = form.of("发文字号")
    if not found:
        yield of_file("没有发文字号", "missing")
    for paragraph in found:
        for zh, en in _wrong_number(number_text(paragraph)):
            yield on(paragraph, zh, en)


def signer_colon(form: MeasuredDocx) -> Iterator[Deviation]:
    """签发人 and a full-width colon (7.2.6)."""
    headed(form)
    if not _signed(form):
        raise NotRun("没有签发人，不是上行文", "there is no signer: not an upward paper")
    for paragraph in (*form.of("发文字号"), *form.of("签发人")):
        label = SIGNER.search(paragraph.words)
        if label and label[0] != "签发人：":
            yield on(paragraph, f"写成“{label[0]}”", f"written {label[0]}")


def _wrong_number(text: str) -> Iterator[tuple[str, str]]:
    parts = NUMBER.fullmatch(text)
    if parts is None:
        return
    _, first, opening, year, closing, second, serial, end = parts.groups()
    if (opening, closing) != ("〔", "〕"):
        yield f"年份用了{opening}{closing}", f"the year stands in {opening}{closing}"
    if len(year) != 4:
        yield f"年份写成{year}", f"the year is {year}"
    if first or second:
        yield "加了“第”字", "it has 第"
    if serial.startswith("0"):
        yield f"序号编了虚位（{serial}）", f"its serial has a leading zero ({serial})"
    if not end:
        yield "没有“号”字", "without 号"
    if any(blank in text for blank in (" ", "\u3000", "\xa0")):
        yield "中间有空格", "there are blanks in it"


def number_place(form: MeasuredDocx) -> Iterator[Deviation]:
    """Centred; of an upward paper, one character in from the left."""
    of_form(form, "文件")
    upward = _signed(form)
    for paragraph in known(form.of("发文字号"), "发文字号", "number"):
        if upward and not _one_in(paragraph):
            yield on(paragraph, "有签发人，但没有居左空一字", "not one character in although there is a signer")
        elif not upward and paragraph.story == "正文" and paragraph.align != "center":
            yield on(paragraph, f"没有签发人，{paragraph.aligned}", f"no signer, aligned {paragraph.align}")


def _signed(form: MeasuredDocx) -> bool:
    return bool(form.of("签发人")) or any(SIGNER.search(each.text) for each in form.of("发文字号"))


def _one_in(paragraph: MeasuredParagraph) -> bool:
    if paragraph.align not in ("left", "both"):
        return False
    if paragraph.text.startswith("\t"):
        first = paragraph.tabs[0][0].mm / paragraph.size.mm if paragraph.tabs and paragraph.size.mm else 0
        return abs(first - 1) < 0.25
    return abs(paragraph.left + paragraph.first - 1) < 0.25


def signer_faces(form: MeasuredDocx) -> Iterator[Deviation]:
    """The label in 仿宋, the name in 楷体, both of 3号 (7.2.6)."""
    headed(form)
    if not _signed(form):
        raise NotRun("没有签发人，不是上行文", "there is no signer: not an upward paper")
    for paragraph in (*form.of("发文字号"), *form.of("签发人")):
        for piece, named in after_label(paragraph):
            expected = "楷体" if named else "仿宋"
            if piece.face != expected or abs(piece.size.pt - THIRD) > _SLACK:
                part, size = ("姓名", "name") if named else ("“签发人”", "label"), figure(piece.size.pt)
                shown = f"{part[0]}用{piece.east or '未指定字体'} {size}磅"
                yield on(paragraph, shown, f"the {part[1]} in {piece.east or 'no font'} {size} pt")


def after_label(paragraph: MeasuredParagraph) -> Iterator[tuple[Run, bool]]:
    """The pieces from the label on, and whether each is of the name."""
    label = SIGNER.search(paragraph.text)
    if label is None:
        return
    place = 0
    for piece in paragraph.pieces:
        start, place = place, place + len(piece.text)
        if not piece.text.strip() or place <= label.start():
            continue
        if start < label.end():
            yield piece, False
        if place > label.end() and piece.text[max(0, label.end() - start) :].strip():
            yield piece, True


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF14", "7.2.5", "国标规定",
        Sentence("发文字号", "the number"),
        Sentence("机关代字〔年份〕序号号：六角括号、四位年份、不加“第”、不编虚位", "代字〔2026〕5号: hexagonal brackets, whole year, no 第, no leading zero"),
        Sentence("照“澄民〔2026〕5号”的写法改。", "Write it like 澄民〔2026〕5号."),
        number_form,
    ),
    FormRule(
        "MZF15", "7.2.5", "国标规定",
        Sentence("发文字号的位置", "the number's place"),
        Sentence("下行文、平行文居中；上行文居左空一字", "centred; in an upward paper one character in from the left"),
        Sentence("没有签发人的居中，有签发人的左空一字。", "Centre it, or with a signer put it one character in."),
        number_place,
    ),
    FormRule(
        "MZF16", "7.2.6", "国标规定",
        Sentence("签发人字体", "the signer's type"),
        Sentence("“签发人”用3号仿宋，姓名用3号楷体", "the label in 仿宋, the name in 楷体"),
        Sentence("只把姓名改成楷体。", "Set the name alone in 楷体."),
        signer_faces,
    ),
    FormRule(
        "MZF87", "7.2.6", "国标规定",
        Sentence("“签发人”的写法", "the signer's label"),
        Sentence("“签发人：”，全角冒号", "签发人： with a full-width colon"),
        Sentence("写成“签发人：张某”。", "Write it like 签发人：张某."),
        signer_colon,
    ),
)  # fmt: skip
