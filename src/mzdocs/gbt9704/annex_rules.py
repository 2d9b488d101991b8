"""The annexes a paper lists and those it bears: the same ones, in the same order, under the same names (7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.end_rules import FURTHER, LISTED
from mzdocs.gbt9704.level_rules import LEVELS
from mzdocs.gbt9704.rule import Deviation, FormRule, headed, known, on
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph

_CITED = re.compile(r"(?<![号〕》的其])附件\s*(\d+)")
"""Of this paper: what stands behind a number or a name belongs to another."""


def annex_names(form: MeasuredDocx) -> Iterator[Deviation]:
    """The names the paper lists and the titles the annexes bear are the same words."""
    headed(form)
    listed = known(form.of("附件说明"), "附件说明", "list of annexes")
    known(form.of("附件"), "附件", "annex")
    titles = _titles(form)
    for number, paragraph in enumerate(listed, 1):
        parts = (LISTED if number == 1 else FURTHER).match(paragraph.words)
        if parts and number in titles and _bare(parts[2]).rstrip("。；，") not in titles[number]:
            yield on(paragraph, "附件里没有同名标题", "no annex bears this title")


def _titles(form: MeasuredDocx) -> dict[int, set[str]]:
    """By the number of an annex its title: each line of it, and all of them together."""
    labels = form.of("附件")
    counts = [_number(label) or place for place, label in enumerate(labels, 1)]
    if counts != sorted(set(counts)):
        counts = list(range(1, len(labels) + 1))
    found = {}
    for count, label in zip(counts, labels, strict=True):
        lines = [_bare(each.words) for each in form.of("附件标题") if each.part == label.part]
        found[count] = {*lines, "".join(lines)}
    return found


def _number(label: MeasuredParagraph) -> int:
    figures = re.sub(r"\D", "", label.words)
    return int(figures) if figures else 0


def _bare(text: str) -> str:
    return re.sub(r"[\s《》]", "", text)


def annexes_listed(form: MeasuredDocx) -> Iterator[Deviation]:
    """What is listed is there, what is there is listed, both numbered from one; no other is cited."""
    headed(form)
    listed, there = form.of("附件说明"), form.of("附件")
    yield from _cited(form, max(len(listed), len(there)))
    if not there:
        raise NotRun("附件不在这个文件里", "there is no annex in this file")
    several = max(len(listed), len(there)) > 1
    for place, label in enumerate(there, 1):
        if _number(label) != (place if several else 0):
            yield on(label, f"第{place}个附件标作“{label.words}”", f"{label.words} over number {place}")
    for label in there[len(listed) :]:
        yield on(label, "附件说明里没有", "not in the list")
    for paragraph in listed[len(there) :]:
        yield on(paragraph, "列出的附件不在后面", "listed, but not there")


def _cited(form: MeasuredDocx, most: int) -> Iterator[Deviation]:
    for paragraph in form.of("正文", *LEVELS):
        for found in _CITED.finditer(paragraph.text if paragraph.part == 0 else ""):
            if int(found[1]) > most:
                yield on(paragraph, f"引用了“{found[0]}”，没有这个附件", f"{found[0]} is cited, which there is not")


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF34", "7.3.7", "国标规定",
        Sentence("附件名称", "the annex's name"),
        Sentence("附件标题与附件说明一致", "the same in the list and over the annex"),
        Sentence("把两处改成同样的文字。", "Use the same words in both places."),
        annex_names,
    ),
    FormRule(
        "MZF89", "7.3.7", "国标规定",
        Sentence("附件与附件说明", "the annexes and their list"),
        Sentence("个数、次序相同：列出的都有，有的都列出，从1编起", "as many and in the same order: all that are listed, none that is not, from 1 on"),
        Sentence("补上缺的附件，或改附件说明；附件序号从1依次编。", "Add the annex or mend the list, and number them from 1 on."),
        annexes_listed,
    ),
)  # fmt: skip
