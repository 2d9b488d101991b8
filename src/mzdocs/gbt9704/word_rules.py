"""What practice asks of the words themselves: marks in their standard form, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Sentence
from mzdocs.core.standard_forms import nonstandard
from mzdocs.gbt9704.rule import Deviation, FormRule, on
from mzdocs.gbt9704.values import MeasuredDocx

_FIGURE = 4
"""Characters of a heading that its figure may take up, as in `（十二）`."""


def standard_marks(form: MeasuredDocx) -> Iterator[Deviation]:
    """Each kind of mark of a paragraph that is not in its standard form, with the form that is.

    The number, the addressee, the list of annexes, a heading's own figure and the brackets of a remark have rules of
    their own.
    """
    for paragraph in form.paragraphs:
        if paragraph.role not in ("发文字号", "主送", "附件说明"):
            own = _FIGURE if paragraph.role in ("一级", "二级", "三级", "四级") else 0
            first, last = (1, len(paragraph.text) - 1) if paragraph.role == "附注" else (own, len(paragraph.text))
            found = (each for each in nonstandard(paragraph.text) if first <= each.start < last)
            for mark, standard in dict.fromkeys((each.found, each.standard) for each in found):
                wanted = Sentence(f"（不是“{standard}”）", f" for {standard}") if standard else Sentence("", "")
                yield on(paragraph, f"“{mark}”{wanted.zh}", f"{mark}{wanted.en}")


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF60", "实务：标点按 GB/T 15834-2011，引用文件的字号用六角括号、不加“第”", "实务",
        Sentence("文字里的标点", "a mark in the text"),
        Sentence("规范写法", "in its standard form"),
        Sentence("用 --fix 写出改好的副本；没有写明应为什么的，对照原意改。", "Let --fix write a corrected copy; where no form is named, see what is meant."),
        standard_marks,
    ),
)  # fmt: skip
