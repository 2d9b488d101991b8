"""A rule on a paper's form: its clause, how binding that is, one check -> how it ended on a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mzdocs.core.outcomes import Basis, NotRun, Outcome, collected
from mzdocs.core.problems import Exit, Location, Problem, ProblemType, Sentence, Severity
from mzdocs.gbt9704.sheet_values import Page
from mzdocs.gbt9704.values import Format, MeasuredDocx, MeasuredParagraph

Binding = Literal["国标规定", "推荐", "实务"]
_SEVERITY: dict[Binding, Severity] = {
    "国标规定": Severity.ERROR, "推荐": Severity.FINDING, "实务": Severity.NOTICE,
}  # fmt: skip


@dataclass(frozen=True)
class Deviation:
    """Where it differs, and what stands there; the paragraph it is of, where it is of one."""

    at: Sentence
    mark: str
    found: Sentence
    paragraph: MeasuredParagraph | None = None


Check = Callable[[MeasuredDocx], Iterator[Deviation]]


@dataclass(frozen=True)
class FormRule:
    """`grave` is what must be put right although no standard names it."""

    code: str
    clause: str
    binding: Binding
    name: Sentence
    expected: Sentence
    remedy: Sentence
    check: Check
    grave: bool = False

    @cached_property
    def problem_type(self) -> ProblemType:
        """What a deviation is reported as: an error only where the standard rules, or the rule is grave."""
        says = Sentence("{at}：{name}现为{found}，应为{expected}", "{at}: {name} is {found}, should be {expected}")
        severity = Severity.ERROR if self.grave else _SEVERITY[self.binding]
        exit = Exit.PREFLIGHT if severity is Severity.ERROR else Exit.DATA
        return ProblemType(self.code, says, self.remedy, exit, severity)

    @property
    def basis(self) -> Basis:
        """Whether the standard rules or advises it, or our practice asks for it."""
        return "house" if self.binding == "实务" else "standard"

    @property
    def source(self) -> str:
        """The clause with its standard, or the practice."""
        return f"GB/T 9704-2012 {self.clause}" if self.binding != "实务" else self.clause


def checked(rules: Iterable[FormRule], form: MeasuredDocx, file: str) -> tuple[Outcome, ...]:
    """How each rule ended on what was measured of the file."""
    return tuple(_outcome(rule, form, file) for rule in rules)


def _outcome(rule: FormRule, form: MeasuredDocx, file: str) -> Outcome:
    found, not_run = collected(rule.check, form)
    problems = tuple(_problem(rule, alike, file) for alike in _alike(found))
    return Outcome(rule.code, problems, not_run, rule.basis, rule.source if rule.basis == "standard" else "")


def _alike(found: Iterable[Deviation]) -> list[list[Deviation]]:
    """A hundred paragraphs that are wrong in the same way are reported once."""
    groups: dict[Sentence, list[Deviation]] = {}
    for deviation in found:
        groups.setdefault(deviation.found, []).append(deviation)
    return list(groups.values())


def _problem(rule: FormRule, alike: list[Deviation], file: str) -> Problem:
    first, count = alike[0], len(alike)
    more = Sentence(f"等{count}处", f" and {count - 1} more") if count > 1 else Sentence("", "")
    at = Sentence(first.at.zh + more.zh, first.at.en + more.en)
    location = Location(file, path=first.mark)
    return rule.problem_type.at(location, at=at, name=rule.name, found=first.found, expected=rule.expected)


def on(paragraph: MeasuredParagraph, zh: str, en: str) -> Deviation:
    """A deviation of a paragraph: what is found there, in both languages."""
    return Deviation(paragraph.at, paragraph.mark, Sentence(zh, en), paragraph)


def on_words(paragraph: MeasuredParagraph, words: str, zh: str, en: str) -> Deviation:
    """A deviation of some words of a paragraph."""
    short = words.strip()[:_MOST_WORDS] + ("…" if len(words.strip()) > _MOST_WORDS else "")
    at = Sentence(f"{paragraph.at.zh}中的“{short}”", f"{paragraph.at.en}, the words “{short}”")
    return Deviation(at, paragraph.mark, Sentence(zh, en), paragraph)


_MOST_WORDS = 12


def of_page(page: Page, zh: str, en: str) -> Deviation:
    """A deviation of a section."""
    at = Sentence(f"第{page.number}节", f"section {page.number}")
    return Deviation(at, f"§{page.number}", Sentence(zh, en))


def of_file(zh: str, en: str) -> Deviation:
    """A deviation that has no place of its own."""
    return Deviation(Sentence("全文", "the whole file"), "", Sentence(zh, en))


def of_part(part: str, zh: str, en: str) -> Deviation:
    """Of a part that has no words of its own, such as a footer that is missing."""
    return Deviation(Sentence(part, part), part, Sentence(zh, en))


def headed(form: MeasuredDocx) -> None:
    """Let pass a paper with a red head.

    Raises:
        NotRun: the file has none.
    """
    if not form.official:
        raise NotRun("这份文件没有红头", "this file has no red head")


_SPECIAL = {
    "信函": ("信函格式，按第10.1条检查", "a letter, for which clause 10.1 has its own rules"),
    "命令": ("命令（令）格式，按第10.2条检查", "an order, for which clause 10.2 has its own rules"),
    "纪要": ("纪要格式，按第10.3条检查", "minutes, for which clause 10.3 has its own rules"),
}


def of_form(form: MeasuredDocx, *formats: Format) -> None:
    """Let pass a paper with a red head of one of these forms.

    Raises:
        NotRun: the file has no head, or another form.
    """
    headed(form)
    if form.format in formats:
        return
    if form.format in _SPECIAL and "文件" in formats:
        zh, en = _SPECIAL[form.format]
        raise NotRun(f"这是{zh}", f"this has the form of {en}")
    raise NotRun(f"这份文件不是{formats[0]}格式", f"this file has not the form of {_ENGLISH[formats[0]]}")


_ENGLISH: dict[Format, str] = {"文件": "a paper", "信函": "a letter", "命令": "an order", "纪要": "minutes"}


def written(form: MeasuredDocx) -> None:
    """Let pass a paper of sentences.

    Raises:
        NotRun: the file is a form, a list, a certificate.
    """
    if not form.prose:
        raise NotRun("这是表单，不是成文的公文", "this is a form, not a paper of sentences")
    if not form.chinese:
        raise NotRun("全文没有汉字", "there is no Chinese in it")


def upright(form: MeasuredDocx) -> tuple[Page, ...]:
    """The sheets that stand upright.

    Raises:
        NotRun: every sheet lies on its side, which clause 8 leaves to the table on it.
    """
    if not form.upright:
        raise NotRun("全部横放，版心不按公文排", "every page lies on its side, which the standard leaves free")
    return form.upright


def known(found: tuple[MeasuredParagraph, ...], zh: str, en: str) -> tuple[MeasuredParagraph, ...]:
    """The paragraphs to look at.

    Raises:
        NotRun: there is none.
    """
    if not found:
        raise NotRun(f"没有找到{zh}", f"there is no {en}")
    return found


def figure(value: float) -> str:
    """As people write it: 28.35, 16."""
    return f"{round(value, 2):g}"
