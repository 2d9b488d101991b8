"""What no clause asks for: words set off from the text by their weight, a slant, a line, a ground."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Sentence
from mzdocs.core.text import is_han
from mzdocs.gbt9704.level_rules import LEVELS
from mzdocs.gbt9704.rule import Deviation, FormRule, of_page, on, on_words, written
from mzdocs.gbt9704.sheet_values import is_red
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Role, Run

_SHOWN = {
    "b": Sentence("加粗", "bold"), "i": Sentence("倾斜", "in italics"), "u": Sentence("加下划线", "underlined"),
    "strike": Sentence("加删除线", "struck through"), "dstrike": Sentence("加双删除线", "struck through twice"),
    "em": Sentence("加着重号", "dotted"), "highlight": Sentence("突出显示", "highlighted"),
    "shd": Sentence("加底纹", "shaded"), "bdr": Sentence("加边框", "boxed"), "outline": Sentence("空心", "in outline"),
    "shadow": Sentence("加阴影", "with a shadow"), "emboss": Sentence("阳文", "embossed"),
    "imprint": Sentence("阴文", "engraved"), "effect": Sentence("动态效果", "moving"), "w": Sentence("缩放", "stretched"),
    "position": Sentence("提升或降低", "raised or lowered"), "vertAlign": Sentence("上标或下标", "above or below the line"),
}  # fmt: skip
_BESIDE = {"lnNumType": ("印着行号", "the lines are numbered"), "pgBorders": ("加页面边框", "a frame round the page")}
_TITLES: tuple[Role, ...] = ("附件", "附件标题", "抄送", "印发")
"""Set as the paper is, wherever they stand; what an annex says may be set as its author likes."""
KEPT = {"strike", "dstrike", "vertAlign"}
"""What may say something of the words, so that only a person may take it away."""


def adorned(form: MeasuredDocx) -> Iterator[Deviation]:
    """Each way in which Chinese words of the paper are set off, and which words."""
    written(form)
    for paragraph in form.paragraphs:
        if paragraph.role not in ("", "标志") and (paragraph.part == 0 or paragraph.role in _TITLES):
            yield from _adorned(paragraph)
        if _is_text(paragraph) and _is_ruled(paragraph):
            yield on(paragraph, "段落加框线", "ruled")
        if _is_text(paragraph) and paragraph.shaded:
            yield on(paragraph, "段落加底纹", "shaded")
    for page in form.pages:
        yield from (of_page(page, *_BESIDE[name]) for name in page.adorned)


def _is_text(paragraph: MeasuredParagraph) -> bool:
    return paragraph.story == "正文" and paragraph.part == 0 and paragraph.role in ("正文", *LEVELS)


def _is_ruled(paragraph: MeasuredParagraph) -> bool:
    """Whether a paragraph has a rule above or below; the red one of the head is none."""
    return any(rule and not is_red(rule.colour) for rule in (paragraph.above, paragraph.below))


def _adorned(paragraph: MeasuredParagraph) -> Iterator[Deviation]:
    words: dict[str, str] = {}
    for piece in paragraph.pieces:
        for name in adornments(paragraph, piece):
            words[name] = words.get(name, "") + piece.text
    for name, text in words.items():
        shown = _SHOWN[name]
        whole = text.strip() == paragraph.text.strip()
        yield on(paragraph, shown.zh, shown.en) if whole else on_words(paragraph, text, shown.zh, shown.en)


def adornments(paragraph: MeasuredParagraph, piece: Run) -> tuple[str, ...]:
    """The properties that set a run off; the weight of a heading has a rule of its own."""
    if not any(map(is_han, piece.text)):
        return ()
    heading = paragraph.role in LEVELS and paragraph.lead is not None and paragraph.lead.bold
    weight = ("b",) if piece.bold and not heading else ()
    return weight + tuple(name for name in piece.adorned if name in _SHOWN)


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF07", "实务：GB/T 9704 用字体、字号区分，没有加粗、倾斜、下划线、底纹", "实务",
        Sentence("文字的装饰", "how words are set off"),
        Sentence("不加粗、不倾斜、没有下划线和底纹", "not at all: neither bold nor slanted, without lines or grounds"),
        Sentence("选中文字，清除加粗、倾斜、下划线、底纹；删除线先看清要不要这些字。", "Take it away; where words are struck through, see first whether they are meant."),
        adorned,
    ),
)  # fmt: skip
