"""The bureau's wordings and the facts -> papers. No sentence of a paper stands in the program."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    nodes,
)
from jinja2.meta import find_referenced_templates, find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mzdocs.core.problems import Location, Sentence, Stopped, problem_type
from mzdocs.model.letter import Paper, Wording, Wordings
from mzdocs.wording import markup
from mzdocs.wording.filters import FILTERS
from mzdocs.wording.head import Head, head_wrong
from mzdocs.wording.source_lines import escaped, numbered, unmarked
from mzdocs.wording.view import View, shown

__all__ = ["Scope", "View", "asked", "in_scope", "rules_out", "scope", "uses", "write"]

NOT_FILLED = problem_type(
    "MZ1602",
    "公文文字填不出来：{why}",
    "The wording cannot be filled: {why}",
    "花括号里只写 docs/wording.md 列出的词；可能没有的值先用 {{% if %}} 判断。",
    "In braces write the words of docs/wording.md only; ask with {{% if %}} for what may be missing.",
)
Scope = str
SCOPES: tuple[Scope, ...] = ("工作站", "区", "档案", "引用")
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
    """Whether the wording uses this word; prose that only has the same characters does not count."""
    try:
        return word in find_undeclared_variables(_environment({}).parse(wording.source))
    except TemplateSyntaxError:
        return True


def asked(wording: Wording, wordings: Wordings) -> frozenset[str]:
    """The words a wording and what it includes ask for, and of each word what is asked of it: 问题, 评分.得分."""
    tree = _environment({}).parse(wording.source)
    names = {node.name for node in tree.find_all(nodes.Name)}
    parts = {
        f"{node.node.name}.{node.attr}" for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name)
    }
    included = {wordings[name] for name in find_referenced_templates(tree) if name and name in wordings}
    return frozenset(names | parts).union(*(asked(each, wordings) for each in included - {wording}))


def rules_out(wording: Wording, facts: Mapping[str, object]) -> bool:
    """Whether its own condition fails by these facts and what is set above it; one that asks for more does not fail."""
    found = _CONDITION.search(wording.source)
    try:
        filled = _environment({}).from_string(wording.source[: found.end()]).render(facts) if found else ""
        return unmarked(filled).endswith("条件：否")
    except _FAILURES:
        return False


def write(wording: Wording, wordings: Wordings, facts: Mapping[str, object]) -> Paper | None:
    """The paper a wording makes of the facts; none if its own condition is not met.

    Raises:
        Stopped: the wording asks for what is not there, or is not written as it should be.
    """
    if rules_out(wording, facts):  # the rest may ask for what is not there
        return None
    draft = markup.read(_filled(wording, wordings, facts), wording.file)
    head = Head(wording, draft)
    return head.paper() if head.applies() else None


def _filled(wording: Wording, wordings: Wordings, facts: Mapping[str, object]) -> str:
    environment = _environment(wordings)
    try:
        return environment.get_template(wording.name).render(facts)
    except TemplateSyntaxError as error:
        location = Location(error.filename or wording.file, error.lineno)
        why = Sentence(f"写法不对（{error.message}）", f"syntax ({error.message})")
        raise Stopped([NOT_FILLED.at(location, why=why)]) from None
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


def _why(error: Exception) -> Sentence:
    """Names of words, never a value: it could be a person's."""
    if isinstance(error, TemplateNotFound):
        return Sentence(f"没有“{error.name}”这份文字", f"there is no wording {error.name}")
    if isinstance(error, TemplateError):
        return Sentence(str(error.message), str(error.message))
    if isinstance(error, ValueError) and str(error) == "NoneType":
        return Sentence("这里的值没有填写", "a value is missing here")
    return Sentence(f"这里的值用不上（{type(error).__name__}）", f"a value cannot be used ({type(error).__name__})")


def in_scope(wordings: Wordings, which: Scope) -> Iterator[Wording]:
    """The wordings of this scope by name; one that only others include says 范围：引用."""
    return (wordings[name] for name in sorted(wordings) if which in scope(wordings[name]))
