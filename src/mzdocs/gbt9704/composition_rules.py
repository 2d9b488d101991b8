"""Of what a paper is made: what must be there, once, in the order of the standard (7.3, 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.date_rules import day_in
from mzdocs.gbt9704.head_roles import NUMBER
from mzdocs.gbt9704.level_rules import LEVELS
from mzdocs.gbt9704.rule import Deviation, FormRule, known, of_file, of_form, on
from mzdocs.gbt9704.values import MeasuredDocx, Role

_ORDER: tuple[tuple[Role, ...], ...] = (
    ("标题",), ("主送",), ("正文", *LEVELS), ("附件说明",), ("署名",), ("成文日期",), ("抄送",), ("印发",),
)  # fmt: skip
_PLACES = {role: place for place, roles in enumerate(_ORDER) for role in roles}
_ADDRESSED = re.compile("(?:通知|请示|报告|批复|函)$")
"""Kinds of papers that are sent to somebody."""
_LEAST_WORDS = 6
"""Fewer may well be written twice, as names in a list."""


def order(form: MeasuredDocx) -> Iterator[Deviation]:
    """Each after what stands before it in the standard; nothing twice."""
    of_form(form, "文件", "信函")
    held = [each for each in form.of(*_PLACES) if each.part == 0 or each.role in ("抄送", "印发")]
    for before, each in pairwise(held):
        if _PLACES[each.role] < _PLACES[before.role] < _PLACES["抄送"] or (before.role, each.role) == ("印发", "抄送"):
            yield on(each, f"{each.role}在{before.role}之后", f"{each.role} after {before.role}")
        elif before.words == each.words and len(each.words) >= _LEAST_WORDS:
            yield on(each, "与前一段相同", "the same as the paragraph before")
    for again in form.of("", "正文", "署名"):
        if again.part == 0 and again.story == "正文" and NUMBER.fullmatch(again.words):
            yield on(again, "写了两个发文字号", "a second number")
    for signer in form.of("署名"):
        if day_in(signer.words):
            yield on(signer, "写了两个成文日期", "a second date")


def required(form: MeasuredDocx) -> Iterator[Deviation]:
    """An addressee, where the kind of paper has one; who wrote it, and when (7.3.2, 7.3.5)."""
    of_form(form, "文件", "信函")
    known(form.of("正文", *LEVELS), "正文", "body text")
    title = "".join(each.words for each in form.of("标题"))
    if _ADDRESSED.search(title) and not form.of("主送"):
        yield of_file("没有主送机关", "without an addressee")
    if not form.of("成文日期"):
        yield of_file("没有成文日期", "without a date")
    elif not [each for each in form.of("署名") if not day_in(each.words)]:
        yield of_file("没有发文机关署名", "without its author")


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF09", "7.3、7.4", "国标规定",
        Sentence("各要素的次序", "the order of its parts"),
        Sentence("标题、主送机关、正文、附件说明、署名、成文日期、抄送、印发，各一次", "title, addressee, text, list of annexes, author, date, copies, printing, each once"),
        Sentence("移到该在的位置；重复的删去一个。", "Move it where it belongs; delete what is written twice."),
        order,
    ),
    FormRule(
        "MZF19", "7.3.2、7.3.5", "国标规定",
        Sentence("必有的要素", "what must be there"),
        Sentence("主送机关、发文机关署名、成文日期齐全", "an addressee, its author, its date"),
        Sentence("补上。主送机关在标题下，署名在成文日期上一行。", "Add it: the addressee under the title, the author above the date."),
        required,
    ),
)  # fmt: skip
