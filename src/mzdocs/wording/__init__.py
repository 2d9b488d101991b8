"""The bureau's wordings and the facts -> papers. No sentence of a paper stands in the program."""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, Undefined
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mzdocs.ids import DOCUMENT_NUMBER
from mzdocs.paper import FORMS, Form, Imprint, Paper, Table, Wording, Wordings
from mzdocs.problems import Place, Sentence, Stopped, fault
from mzdocs.text import chinese_number
from mzdocs.wording import markup
from mzdocs.wording.lines import Line, numbered, safe, tight
from mzdocs.wording.markup import Draft
from mzdocs.wording.titles import title_lines
from mzdocs.wording.view import View, seen, shown

__all__ = ["Scope", "View", "asks_for", "in_scope", "scope", "seen", "write"]

NOT_FILLED = fault(
    "MZ1602",
    "公文文字填不出来：{why}",
    "The wording cannot be filled: {why}",
    "花括号里只写 docs/wording.md 列出的词；可能没有的值先用 {{% if %}} 判断。",
    "In braces write the words of docs/wording.md only; ask with {{% if %}} for what may be missing.",
)
HEAD_WRONG = fault(
    "MZ1603",
    "公文抬头的“{key}”不对：{why}",
    "The head's {key} is wrong: {why}",
    "照 docs/wording.md 的写法改；取自数据的，改数据文件。",
    "Write it as docs/wording.md says; what comes from the data is corrected there.",
)

Scope = str
SCOPES: tuple[Scope, ...] = ("工作站", "区", "引用")
"""Whose paper it is; the last is only included by others."""
_SCOPE = re.compile(r"^范围：(.+)$", re.MULTILINE)


def scope(wording: Wording) -> Scope:
    """Whose paper it is, read before it is filled.

    Raises:
        Stopped: it does not say.
    """
    found = _SCOPE.search(wording.source)
    if not found or found[1] not in SCOPES:
        raise _head_wrong(wording, "范围", f"须是{'、'.join(SCOPES)}之一", f"it must be one of {', '.join(SCOPES)}")
    return found[1]


def asks_for(wording: Wording, word: str) -> bool:
    """Whether the wording uses this word; prose that only has the same characters does not count."""
    try:
        return word in find_undeclared_variables(_environment({}).parse(wording.source))
    except TemplateSyntaxError:
        return True


def _head_wrong(wording: Wording, key: str, zh: str, en: str, place: Place | None = None) -> Stopped:
    return Stopped([HEAD_WRONG.at(place or Place(wording.file), key=key, why=Sentence(zh, en))])


def write(wording: Wording, wordings: Wordings, facts: Mapping[str, object]) -> Paper | None:
    """The paper a wording makes of the facts; none if its own condition is not met.

    Raises:
        Stopped: the wording asks for what is not there, or is not written as it should be.
    """
    draft = markup.read(_filled(wording, wordings, facts), wording.file)
    head = _Head(wording, draft)
    return head.paper() if head.wanted() else None


def _filled(wording: Wording, wordings: Wordings, facts: Mapping[str, object]) -> str:
    environment = _environment(wordings)
    try:
        return environment.get_template(wording.name).render(facts)
    except TemplateSyntaxError as error:
        place = Place(error.filename or wording.file, error.lineno)
        why = Sentence(f"写法不对（{error.message}）", f"syntax ({error.message})")
        raise Stopped([NOT_FILLED.at(place, why=why)]) from None
    except _FAILURES as error:
        raise Stopped([NOT_FILLED.at(_place(error, wordings, wording), why=_why(error))]) from None


_FAILURES = (
    TemplateError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RecursionError,
)  # fmt: skip
"""What evaluating a wording may raise."""


def _environment(wordings: Wordings) -> ImmutableSandboxedEnvironment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = wordings.get(name)
        return (numbered(found), found.file, lambda: True) if found else None

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(_FILTERS)
    environment.globals.pop("lipsum")
    for name in ("random", "pprint", "tojson"):
        environment.filters.pop(name)
    return environment


def _finalized(value: object) -> str:
    """What a value becomes in the text; a word that is not there says so itself."""
    return safe(str(value) if isinstance(value, Undefined) else shown(value))


def _place(error: Exception, wordings: Wordings, wording: Wording) -> Place:
    """The line of the wording whose evaluation failed."""
    files = {each.file for each in wordings.values()}
    found = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    return Place(found[-1].filename, found[-1].lineno) if found else Place(wording.file)


def _why(error: Exception) -> Sentence:
    """Names of words, never a value: it could be a person's."""
    if isinstance(error, TemplateNotFound):
        return Sentence(f"没有“{error.name}”这份文字", f"there is no wording {error.name}")
    if isinstance(error, TemplateError):
        return Sentence(str(error.message), str(error.message))
    if isinstance(error, ValueError) and str(error) == "NoneType":
        return Sentence("这里的值没有填写", "a value is missing here")
    return Sentence(f"这里的值用不上（{type(error).__name__}）", f"a value cannot be used ({type(error).__name__})")


def _listed(words: Any) -> str:
    """甲、乙和丙."""
    found = [shown(word) for word in words]
    return f"{'、'.join(found[:-1])}和{found[-1]}" if len(found) > 1 else "".join(found)


def _ended(text: str) -> str:
    """With one full stop at its end."""
    return text if text[-1:] in "。！？" else f"{text}。"


def _bare(text: str) -> str:
    """Without its full stop: the sentence goes on, or stands in a table."""
    return text.strip().removesuffix("。")


def _joined(values: Any, between: str = "") -> str:
    return between.join(map(shown, values))


def _by_kind(things: Any, attribute: str, unit: str) -> str:
    """行政编制2名、事业编制4名: kinds in the order they come in, each with its number."""
    if attribute.startswith("_"):
        raise ValueError(attribute)
    return "、".join(f"{kind}{count}{unit}" for kind, count in Counter(getattr(t, attribute) for t in things).items())


def _grouped(things: Any, attribute: str) -> list[dict[str, object]]:
    """Neighbours of one kind together, in their order."""
    groups = groupby(things, key=lambda thing: thing[attribute])
    return [{"名称": name, "成员": list(members)} for name, members in groups]


_FILTERS: Mapping[str, Callable[..., object]] = {
    "中文数": chinese_number,
    "列举": _listed,
    "顿号": lambda words: "、".join(shown(word) for word in words),
    "整句": _ended,
    "不带句号": _bare,
    "短日期": lambda day: f"{day:%Y-%m-%d}",
    "分类": _by_kind,
    "join": _joined,
    "string": shown,
    "分组": _grouped,
}

_KEYS = (
    "版式", "范围", "标题", "机关标志", "发文字号", "签发人", "主送", "署名", "日期", "抄送", "印发", "纸张", "条件",
)  # fmt: skip
_MUST: Mapping[Form, tuple[str, ...]] = {
    "上行文": ("标题", "机关标志", "发文字号", "签发人", "主送", "署名", "日期", "印发"),
    "下行文": ("标题", "机关标志", "发文字号", "署名", "日期", "印发"),
    "表单": ("标题",),
    "证书": ("标题", "署名", "日期"),
}


MOST_PIECES, LEAST_COLUMN = 12, 5
"""Parts of a title, whose breaks are all tried; millimetres that hold a character."""


@dataclass(frozen=True)
class _Head:
    """A wording's head, with what each form must have."""

    wording: Wording
    draft: Draft

    def paper(self) -> Paper:
        form = self._form()
        self._complete(form)
        self._fit(form)
        return Paper(
            form=form,
            title=self._title(),
            body=tuple(self.draft.body),
            mark=self.text("机关标志"),
            number=self._number(),
            signer=self.text("签发人"),
            addressee=self.text("主送"),
            author=self.text("署名"),
            date=self.text("日期"),
            annexes=tuple(self.draft.annexes),
            imprint=self._imprint(),
            landscape=self.text("纸张") == "横",
        )

    def wanted(self) -> bool:
        if self.text("条件") not in ("", "是", "否"):
            raise self._wrong("条件", "只能得出“是”或“否”", "it must come to 是 or 否")
        return self.text("条件") != "否"

    def text(self, key: str) -> str:
        line = self.draft.head.get(key)
        return line.text if line else ""

    def _line(self, key: str) -> Line:
        return self.draft.head.get(key) or Line("", Place(self.wording.file))

    def _wrong(self, key: str, zh: str, en: str) -> Stopped:
        return _head_wrong(self.wording, key, zh, en, self._line(key).place)

    def _form(self) -> Form:
        found = next((form for form in FORMS if form == self.text("版式")), None)
        if found is None:
            raise self._wrong("版式", f"须是{'、'.join(FORMS)}之一", f"one of {', '.join(FORMS)}")
        return found

    def _complete(self, form: Form) -> None:
        """Nothing unknown, nothing missing: a report without a date stops here."""
        for key in self.draft.head:
            if key not in _KEYS:
                raise self._wrong(key, f"没有这一项；可写：{'、'.join(_KEYS)}", f"unknown; known: {', '.join(_KEYS)}")
        for key in _MUST[form]:
            if not self.text(key):
                raise self._wrong(key, f"{form}必须有这一项", f"the form {form} must have it")
        if self.text("纸张") not in ("", "横"):
            raise self._wrong("纸张", "只能写“横”；竖的不写", "write 横 for sideways, or nothing")

    def _fit(self, form: Form) -> None:
        """Every table is as wide as the text."""
        width = 247 if self.text("纸张") == "横" else 156
        blocks = [*self.draft.body, *(block for annex in self.draft.annexes for block in annex.body)]
        for table in (block for block in blocks if isinstance(block, Table) and form != "证书"):
            whole = sum(table.widths)
            if abs(whole - width) > 1 or min(table.widths) < LEAST_COLUMN:
                zh = f"表头“{table.head[0]}”的各栏宽合计{whole:g}，应为{width}，每栏不小于{LEAST_COLUMN}"
                raise _head_wrong(self.wording, "表", zh, f"the columns sum to {whole:g} and not {width}")

    def _title(self) -> tuple[str, ...]:
        pieces = [tight(piece) for piece in self._line("标题").pieces if piece]
        if not pieces or len(pieces) > MOST_PIECES:
            raise self._wrong("标题", f"须有 1 到 {MOST_PIECES} 段", f"it has 1 to {MOST_PIECES} parts")
        return title_lines(pieces)

    def _number(self) -> str:
        number = self.text("发文字号")
        if number and not DOCUMENT_NUMBER.fullmatch(number):
            raise self._wrong(
                "发文字号",
                f"“{number}”要写成 机关代字〔年份〕序号号，例如 澄民〔2026〕41号",
                f"{number} is not of the form 澄民〔2026〕41号",
            )
        return number

    def _imprint(self) -> Imprint | None:
        if not self.text("印发"):
            return None
        printer, *days = self._line("印发").pieces
        if len(days) != 1 or not days[0]:
            raise self._wrong("印发", "写成“印发机关｜印发日期”", "write the printer, ｜, the day")
        day = days[0]
        copies = tuple(filter(None, (part.strip() for part in self.text("抄送").split("，"))))
        return Imprint(copies, printer.strip(), day.strip())


def in_scope(wordings: Wordings, wanted: Scope) -> Iterator[Wording]:
    """The wordings of this scope by name; one that only others include says 范围：引用."""
    return (wordings[name] for name in sorted(wordings) if scope(wordings[name]) == wanted)
