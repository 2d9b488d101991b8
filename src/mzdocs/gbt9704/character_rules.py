"""What practice asks of the characters themselves: none that a search, a printer or a reader stumbles over."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.rule import Check, Deviation, FormRule, on
from mzdocs.gbt9704.values import MeasuredDocx, Role
from mzdocs.gbt9704.written_characters import unsuited

OWN_RULES: dict[str, tuple[Role, ...]] = {
    "MZF70": ("成文日期", "印发"),
    "MZF73": ("附件说明",),
    "MZF58": ("签发人", "发文字号"),
}
"""Roles whose form has a rule of its own, by the code of the general one."""
_NAMES = {
    " ": Sentence("空格", "a blank"), "\xa0": Sentence("不间断空格", "a no-break space"),
    "\ufeff": Sentence("字节序标记", "a byte order mark"), "\u00ad": Sentence("软连字符", "a soft hyphen"),
}  # fmt: skip


def _check(code: str) -> Check:
    """Each kind of deviation of a paragraph once, with what should stand there where that is certain."""

    def check(form: MeasuredDocx) -> Iterator[Deviation]:
        for paragraph in form.paragraphs:
            if paragraph.role in OWN_RULES.get(code, ()):
                continue
            found = unsuited(code, paragraph.text)
            for wrong, standard in dict.fromkeys((each.found, each.standard) for each in found):
                shown, wanted = _shown(wrong), f"（不是“{standard}”）" if standard else ""
                yield on(paragraph, f"{shown.zh}{wanted}", f"{shown.en}{f' for {standard}' if standard else ''}")

    return check


def _shown(wrong: str) -> Sentence:
    """As a reader can see it: by its name or its number where there is nothing to see."""
    char = wrong[0]
    if char in _NAMES:
        return _NAMES[char]
    if not char.isprintable() or (ord(char) >= 0xE000 and not 0xFF00 <= ord(char) <= 0xFFEF):
        return Sentence(f"U+{ord(char):04X}", f"U+{ord(char):04X}")
    return Sentence(f"“{wrong}”", wrong)


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF57", "实务：造字、表情、部首字形换一台电脑就变，也搜不到", "实务",
        Sentence("文字里的字符", "a character of the text"),
        Sentence("通用的汉字和符号", "a common one"),
        Sentence("删去或改成通用字；造字请用输入法重新打。", "Delete it, or type the common character."),
        _check("MZF57"),
    ),
    FormRule(
        "MZF58", "实务：汉字之间不空格", "实务",
        Sentence("汉字之间", "what stands between Chinese characters"),
        Sentence("没有空格", "no blank"),
        Sentence("删去空格；要隔开的用全角空格或顿号。", "Delete it; to set apart, use a wide blank or a mark."),
        _check("MZF58"),
    ),
    FormRule(
        "MZF59", "实务：数字按 GB/T 15835-2011，用半角", "实务",
        Sentence("数字和字母", "figures and letters"),
        Sentence("半角", "half-width"),
        Sentence("用 --fix 写出改好的副本。", "Let --fix write a corrected copy."),
        _check("MZF59"),
    ),
    FormRule(
        "MZF70", "实务：月、日不编虚位，与成文日期一致", "实务",
        Sentence("文字里的日期", "a date in the text"),
        Sentence("月、日前不加0", "without leading zeros"),
        Sentence("用 --fix 写出改好的副本。", "Let --fix write a corrected copy."),
        _check("MZF70"),
    ),
    FormRule(
        "MZF71", "实务：连接号按 GB/T 15834-2011 第4.13条", "实务",
        Sentence("起止之间的符号", "the mark between two ends"),
        Sentence("数值用“～”，日期用“—”", "～ between amounts, — between dates"),
        Sentence("用 --fix 写出改好的副本。", "Let --fix write a corrected copy."),
        _check("MZF71"),
    ),
    FormRule(
        "MZF72", "实务：引号、括号、书名号要成对", "实务",
        Sentence("成对的标点", "marks that go in pairs"),
        Sentence("前后成对", "both there"),
        Sentence("补上缺的一半，或删去多的一半。", "Add the one that is missing, or delete the other."),
        _check("MZF72"),
    ),
    FormRule(
        "MZF73", "实务：两个句内标点不连用", "实务",
        Sentence("连用的标点", "two marks together"),
        Sentence("一个", "one"),
        Sentence("留下对的一个；相同的用 --fix 改。", "Keep the right one; --fix makes one of two alike."),
        _check("MZF73"),
    ),
    FormRule(
        "MZF74", "实务：省略号按 GB/T 15834-2011 第4.11条，占两个字", "实务",
        Sentence("省略号", "what shows that words are left out"),
        Sentence("六个点“……”", "six dots: ……"),
        Sentence("用 --fix 写出改好的副本。", "Let --fix write a corrected copy."),
        _check("MZF74"),
    ),
)  # fmt: skip
