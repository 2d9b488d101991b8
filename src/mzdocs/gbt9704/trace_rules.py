"""What practice asks of a file that leaves the room: nothing hidden, nothing left of its making."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Sentence
from mzdocs.core.text import is_han
from mzdocs.gbt9704.rule import Deviation, FormRule, of_part, on
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Run

MARKS = "“”‘’…—·"
"""Marks that a Latin font has as well, narrower."""


def _said(form: MeasuredDocx) -> Iterator[tuple[MeasuredParagraph, Run]]:
    for paragraph in form.paragraphs:
        yield from ((paragraph, piece) for piece in paragraph.pieces if piece.text.strip())


def themed(form: MeasuredDocx) -> Iterator[Deviation]:
    """Chinese text in a font that the theme of the next machine decides."""
    for paragraph, piece in _said(form):
        if piece.themed and any(map(is_han, piece.text)):
            yield on(paragraph, "主题字体", "a font of the theme")


def language(form: MeasuredDocx) -> Iterator[Deviation]:
    """Chinese text that is not marked as Chinese."""
    for paragraph, piece in _said(form):
        if piece.language != "zh-CN" and any(map(is_han, piece.text)):
            yield on(paragraph, piece.language or "未标明", piece.language or "not said")


def hinted(form: MeasuredDocx) -> Iterator[Deviation]:
    """Only where the Latin font is another: else the marks come from the same face either way."""
    for paragraph, piece in _said(form):
        if any(mark in piece.text for mark in MARKS) and not piece.hinted and piece.latin != piece.east:
            yield on(paragraph, f"按西文字体 {piece.latin or '未指定'} 显示", f"shown in {piece.latin or 'no font'}")


def makers(form: MeasuredDocx) -> Iterator[Deviation]:
    """Which properties tell of a maker; never what they tell. The paper's own body may be named."""
    traces, text = form.traces, "".join(each.words for each in form.paragraphs)
    if any(person not in text for person in traces.people):
        yield of_part("core.xml", "有作者或最后保存者", "an author or the last who saved it")
    if traces.company:
        yield of_part("app.xml", "有单位或主管", "a company or a manager")
    if traces.application or traces.template:
        yield of_part("app.xml", "有软件名或模板名", "the program or its template")


def revisions(form: MeasuredDocx) -> Iterator[Deviation]:
    """Tracked changes and comments that were left in."""
    if form.traces.tracked:
        count = form.traces.tracked
        yield of_part("document.xml", f"有{count}处修订痕迹", f"{count} tracked changes")
    if form.traces.comments:
        count = form.traces.comments
        yield of_part("comments.xml", f"有{count}条批注", f"{count} comments")


def hidden(form: MeasuredDocx) -> Iterator[Deviation]:
    """Text that is there but not shown."""
    for paragraph, piece in _said(form):
        if piece.hidden:
            yield on(paragraph, "有隐藏文字", "hidden text")


def macros(form: MeasuredDocx) -> Iterator[Deviation]:
    """Programs in the file, which run on the next machine."""
    if form.traces.macros:
        yield of_part("vbaProject.bin", "有宏", "macros")


def linked(form: MeasuredDocx) -> Iterator[Deviation]:
    """What is fetched from elsewhere when the file is opened, and tells there that it was."""
    for kind in form.traces.linked:
        yield of_part("document.xml.rels", f"从文件外取 {kind}", f"{kind} fetched from elsewhere")


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF50", "实务：主题字体随电脑而变", "实务",
        Sentence("字体", "the font"),
        Sentence("写明字体名", "named"),
        Sentence("全选，重新设中文字体和西文字体。", "Select all and set the fonts again."),
        themed,
    ),
    FormRule(
        "MZF51", "实务：语言不对，断行和标点就按外文处理", "实务",
        Sentence("文字的语言", "the language of the text"),
        Sentence("中文（zh-CN）", "zh-CN"),
        Sentence("全选，把校对语言设为中文（中国）。", "Select all and set the proofing language to Chinese."),
        language,
    ),
    FormRule(
        "MZF52", "实务：引号、破折号、省略号会变窄", "实务",
        Sentence("中文标点", "Chinese punctuation"),
        Sentence("按中文字体显示", "shown in the Chinese font"),
        Sentence("选中标点，把西文字体也改成正文的字体。", "Set the Latin font of the marks to that of the text."),
        hinted,
    ),
    FormRule(
        "MZF53", "实务：发出前清除文档属性", "实务",
        Sentence("文档属性", "the file's properties"),
        Sentence("只有发文机关，或空", "the issuing body only, or nothing"),
        Sentence("用“检查文档”删除文档属性和个人信息。", "Remove them by Inspect Document."),
        makers,
    ),
    FormRule(
        "MZF54", "实务：定稿不留修订和批注", "实务",
        Sentence("修订和批注", "tracked changes and comments"),
        Sentence("没有", "none"),
        Sentence("接受或拒绝全部修订，删除全部批注。", "Accept or reject all changes and delete all comments."),
        revisions,
    ),
    FormRule(
        "MZF55", "实务：隐藏文字会随文件一起传出去，必须清除", "实务",
        Sentence("文字", "the text"),
        Sentence("全部看得见", "all visible"),
        Sentence("显示隐藏文字后删除，或取消隐藏。", "Show it, then delete it or make it visible."),
        hidden,
        grave=True,
    ),
    FormRule(
        "MZF82", "实务：公文里不带宏，收文单位多半打不开", "实务",
        Sentence("宏", "programs in the file"),
        Sentence("没有", "none"),
        Sentence("另存为不含宏的 .docx。", "Save it as a .docx without macros."),
        macros,
    ),
    FormRule(
        "MZF83", "实务：链接的图片和模板换一台电脑就没有了", "实务",
        Sentence("图片和模板", "pictures and the template"),
        Sentence("都在文件里面", "within the file"),
        Sentence("断开链接，把图片嵌入文件；模板改为 Normal。", "Break the links, embed the pictures, and attach no template."),
        linked,
    ),
)  # fmt: skip
