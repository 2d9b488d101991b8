"""The bureau's wordings and the facts -> papers. No sentence of a paper stands in the program."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from jinja2 import FunctionLoader, Template, TemplateSyntaxError, Undefined, nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mzdocs.core.kept_values import cache_folder, keep, kept, programs
from mzdocs.core.problems import Location, Stopped, problem_type
from mzdocs.core.typed_json import restored, stored
from mzdocs.model.letter import Paper, Wording, Wordings
from mzdocs.wording import markup
from mzdocs.wording.failures import FAILURES, AskedWord, why
from mzdocs.wording.fill_limits import refuse_long, within_limits
from mzdocs.wording.filters import FILTERS
from mzdocs.wording.head import Head, head_wrong
from mzdocs.wording.later import LaterContext
from mzdocs.wording.source_lines import AS_OF, CUT, EACH, escaped, numbered, unmarked
from mzdocs.wording.view import View, shown

__all__ = [
    "LEVELS", "Copy", "Scope", "View", "as_of", "asked", "copies", "in_scope", "rules_out", "scope", "uses", "write",
]  # fmt: skip

NOT_FILLED = problem_type(
    "MZ1602",
    "公文文字填不出来：{why}",
    "The wording cannot be filled: {why}",
    "花括号里只写 docs/wording.md 列出的词；可能没有的值先用 {{% if %}} 判断。",
    "In braces write the words of docs/wording.md only; ask with {{% if %}} for what may be missing.",
)
Scope = str
LEVELS: tuple[Scope, ...] = ("市", "省", "全国")
"""The levels above the districts, from below."""
SCOPES: tuple[Scope, ...] = ("工作站", "区", "档案", *LEVELS, "引用")
"""Whose paper it is; the last is only included by others. 工作站、区 is a paper of both."""
_SCOPE = re.compile(r"^范围：(.+)$", re.MULTILINE)
_CONDITION = re.compile(r"^条件：(.+)$", re.MULTILINE)


def scope(wording: Wording) -> tuple[Scope, ...]:
    """Whose paper it is, read before it is filled: of one, or of a station and the district both.

    Raises:
        Stopped: it does not say.
    """
    found = _SCOPE.search(wording.source)
    said = tuple(found[1].split("、")) if found else ()
    if not said or not set(said) <= set(SCOPES):
        raise head_wrong(wording, "范围", f"须是{'、'.join(SCOPES)}之一", f"it must be one of {', '.join(SCOPES)}")
    return said


def uses(wording: Wording, word: str) -> bool:
    """Whether the wording uses this word; prose that only has the same characters does not count.

    Raises:
        Stopped: it cannot be read, or asks for too much.
    """
    return word in _known(wording).undeclared


def asked(wording: Wording, wordings: Wordings) -> frozenset[str]:
    """The words a wording and what it includes ask for, and of each word what is asked of it: 问题, 评分.得分.

    Raises:
        Stopped: one of them cannot be read, or asks for too much.
    """
    found = _known(wording)
    included = {wordings[name] for name in found.included if name in wordings}
    return found.asked.union(*(asked(each, wordings) for each in included - {wording}))


def _known(wording: Wording) -> _Words:
    try:
        with within_limits(wording):
            return _words(wording.source)
    except TemplateSyntaxError as error:
        raise Stopped([NOT_FILLED.at(Location(wording.file, error.lineno), why=why(error))]) from None


@dataclass(frozen=True)
class _Words:
    """The words of a wording: those it does not set itself, and all with what is asked of them; what it includes."""

    undeclared: frozenset[str]
    asked: frozenset[str]
    included: frozenset[str]


@lru_cache(maxsize=512)
def _words(source: str) -> _Words:
    """Read once, whatever is asked of it, and kept: it takes longer than all else a check of a station does.

    Raises:
        TemplateSyntaxError: it cannot be read.
    """
    key = hashlib.sha256(f"{programs(('jinja2',), Path(__file__).parent)}\0{source}".encode()).hexdigest()
    path = cache_folder("wordings") / key
    found = restored(_Words, kept(path))
    if found is None:
        found = _read(source)
        keep(path, stored(found))
    return found


def _read(source: str) -> _Words:
    try:
        return _words_of(_environment(frozenset()).parse(source))
    except RecursionError:
        raise TemplateSyntaxError("nested without end", 1) from None


def _words_of(tree: nodes.Template) -> _Words:
    names = {node.name for node in tree.find_all(nodes.Name)}
    parts = {
        f"{node.node.name}.{node.attr}" for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name)
    }
    included = filter(None, find_referenced_templates(tree))
    return _Words(frozenset(find_undeclared_variables(tree)), frozenset(names | parts), frozenset(included))


def rules_out(wording: Wording, facts: Mapping[str, object]) -> bool:
    """Whether its own condition fails by these facts and what is set above it; one that asks for more does not fail.

    Raises:
        Stopped: it asks for too much.
    """
    found = _CONDITION.search(wording.source)
    try:
        with within_limits(wording):
            filled = _beginning(wording.source[: found.end()]).render(facts) if found else ""
        return unmarked(filled).endswith("条件：否")
    except FAILURES:
        return False


@lru_cache(maxsize=512)
def _beginning(source: str) -> Template:
    return _environment(frozenset()).from_string(source)


PERSON = "人"
"""The word for the one a copy is for, where the head gives it no name of its own."""
_CODE = re.compile("[0-9a-z]+(-[0-9a-z]+)*")


@dataclass(frozen=True)
class Copy:
    """One of the papers a wording makes: whom it is for, under the word the wording calls them by.

    `code` ends the names of its files, `called` the title of them; both are "" where there is one paper for all.
    """

    code: str = ""
    called: str = ""
    words: Mapping[str, object] = field(default_factory=dict)


def copies(wording: Wording, words: Mapping[str, object]) -> list[Copy]:
    """A copy for each of the list its head names (每份：监督员), or the only one there is.

    Raises:
        Stopped: the head names no list, or one in it without a code of its own.
    """
    asked = _asked(wording, EACH)
    if asked is None:
        return [Copy()]
    list_of, _, name = asked.partition(CUT)
    found = _value(wording, EACH, list_of, words)
    if not isinstance(found, Iterable) or isinstance(found, str):
        raise _asked_wrong(wording, EACH, "写的不是一份名单", "it is no list")
    made = [_copy(each, name.strip() or PERSON) for each in found]
    codes = [copy.code for copy in made]
    if len(set(codes)) < len(codes) or not all(map(_CODE.fullmatch, codes)):
        raise _asked_wrong(wording, EACH, "名单里每一个都要有自己的代码", "each in the list needs a code of its own")
    return made


def _copy(each: object, name: str) -> Copy:
    code, person = _told(each, "代码"), _told(each, "姓名")
    return Copy(code, f"{person} {code}" if person else _told(each, "周期") or code, {name: each})


def _told(each: object, key: str) -> str:
    found = each.get(key) if isinstance(each, Mapping) else getattr(each, key, None)
    return found if isinstance(found, str) else ""


def as_of(wording: Wording, words: Mapping[str, object]) -> date | None:
    """The day its head says its words are of (截至：人.聘期.起); none if it says nothing or finds no day.

    Raises:
        Stopped: what the head says comes to something else.
    """
    asked = _asked(wording, AS_OF)
    found = _value(wording, AS_OF, asked, words) if asked else None
    if found is not None and not isinstance(found, date):
        raise _asked_wrong(wording, AS_OF, "得出的不是日期", "it comes to no day")
    return found


def _asked(wording: Wording, key: str) -> str | None:
    """What the head's line says as it is written: an expression, read before the wording is filled."""
    head = wording.source.partition(markup.HEAD_ENDS)[0]
    found = re.search(f"^{key}：(.+)$", head, re.MULTILINE)
    return found[1] if found else None


def _value(wording: Wording, key: str, expression: str, words: Mapping[str, object]) -> object:
    try:
        with within_limits(wording):
            return _environment(frozenset()).compile_expression(expression)(**words)
    except FAILURES as error:
        said = why(error, words)
        raise _asked_wrong(wording, key, said.zh, said.en) from None


def _asked_wrong(wording: Wording, key: str, zh: str, en: str) -> Stopped:
    line = next(n for n, text in enumerate(wording.source.splitlines(), 1) if text.startswith(f"{key}："))
    return head_wrong(wording, key, zh, en, Location(wording.file, line))


def write(wording: Wording, wordings: Wordings, facts: Mapping[str, object]) -> Paper | None:
    """The paper a wording makes of the facts; none if its own condition is not met.

    Raises:
        Stopped: the wording asks for what is not there or for too much, or is not written as it should be.
    """
    if rules_out(wording, facts):  # the rest may ask for what is not there
        return None
    draft = markup.read(_filled(wording, wordings, facts), wording.file)
    head = Head(wording, draft)
    return head.paper() if head.applies() else None


def _filled(wording: Wording, wordings: Wordings, facts: Mapping[str, object]) -> str:
    try:
        with within_limits(wording):
            filled = _environment(frozenset(wordings.values())).get_template(wording.name).render(facts)
    except TemplateSyntaxError as error:
        location = Location(error.filename or wording.file, error.lineno)
        raise Stopped([NOT_FILLED.at(location, why=why(error))]) from None
    except FAILURES as error:
        raise Stopped([NOT_FILLED.at(_place(error, wordings, wording), why=why(error, facts))]) from None
    refuse_long(filled, wording)
    return filled


@lru_cache(maxsize=8)
def _environment(wordings: frozenset[Wording]) -> ImmutableSandboxedEnvironment:
    """What fills these wordings; each is compiled once, for every paper and every station."""
    by_name = {wording.name: wording for wording in wordings}

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = by_name.get(name)
        return (numbered(found), found.file, lambda: True) if found else None

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=AskedWord,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.context_class = LaterContext
    environment.filters.update(FILTERS)
    environment.globals.pop("lipsum")
    for name in ("random", "pprint", "tojson"):
        environment.filters.pop(name)
    return environment


def _finalized(value: object) -> str:
    """What a value becomes in the text; a word that is not there says so itself."""
    return escaped(str(value) if isinstance(value, Undefined) else shown(value))


def _place(error: Exception, wordings: Wordings, wording: Wording) -> Location:
    """The line of the wording whose evaluation failed."""
    files = {each.file for each in wordings.values()}
    found = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    return Location(found[-1].filename, found[-1].lineno) if found else Location(wording.file)


def in_scope(wordings: Wordings, which: Scope) -> Iterator[Wording]:
    """The wordings of this scope by name; one that only others include says 范围：引用."""
    return (wordings[name] for name in sorted(wordings) if which in scope(wordings[name]))
