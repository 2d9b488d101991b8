"""What goes wrong when a wording is read and filled -> why, in words of the wording; never the library's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.utils import missing

from mzdocs.core.nearest import nearest
from mzdocs.core.problems import Sentence
from mzdocs.core.text import quotable
from mzdocs.wording.filters import FILTERS
from mzdocs.wording.view import View, words_of

FAILURES = (
    TemplateError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RecursionError,
)  # fmt: skip
"""What reading or filling a wording may raise."""
_TAGS = ("if", "elif", "else", "endif", "for", "endfor", "set", "include")
_TESTS = ("defined", "none", "in", "odd", "even", "string", "number")


class NoSuchWord(UndefinedError):
    """A word was asked for that is not there; `of` is what it was asked of, `missing` where of nothing."""

    def __init__(self, word: str, of: object) -> None:
        super().__init__(word)
        self.word, self.of = word, of


class AskedWord(StrictUndefined):
    """A word that is not there: it remembers what it was asked of."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[Exception] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)  # type: ignore[arg-type]  # the library's own says less than it takes
        if hint is None:
            self._undefined_exception = lambda _: NoSuchWord(str(name), obj)  # type: ignore[assignment]  # it is only called


def why(error: Exception, words: Iterable[str] = ()) -> Sentence:
    """Why a wording cannot be read or filled with these words: never a value, which could be a person's.

    A word that is not there comes with the one that was probably meant.
    """
    if isinstance(error, NoSuchWord):
        return _no_word(error, words)
    if isinstance(error, TemplateNotFound):
        return Sentence(f"没有“{error.name}”这份文字", f"there is no wording {error.name}")
    if isinstance(error, TemplateSyntaxError):
        return _syntax(str(error.message))
    if isinstance(error, ValueError) and str(error) in _FORMLESS:
        return _FORMLESS[str(error)]
    return next((said for kind, said in _KINDS.items() if isinstance(error, kind)), _NO_USE)


_NO_USE = Sentence("这里的写法用不上", "this cannot be used here")
_A_LIST = Sentence("这里是一份名单，要用 for 逐个写，或加“|列举”", "a list cannot be written as it is")
_FORMLESS = {
    "NoneType": Sentence("这里的值没有填写", "a value is missing here"),
    "tuple": _A_LIST,
    "list": _A_LIST,
    "View": Sentence("这里是一组值，要写明是其中哪一项", "a group of values: say which of them"),
}
_KINDS: Mapping[type[Exception], Sentence] = {
    TypeError: Sentence("这里的值不能这样用（种类不对）", "a value cannot be used so: it is of another kind"),
    ZeroDivisionError: Sentence("这里除以了零", "a division by zero"),
    OverflowError: Sentence("这里的数太大", "a number is too large"),
    LookupError: Sentence("这里要的那一项没有", "an entry is not there"),
    AttributeError: Sentence("这里要的那一项没有", "an entry is not there"),
    RecursionError: Sentence("引用自己，或者套得太深，没有尽头", "it includes itself, or is nested, without end"),
}


def _no_word(error: NoSuchWord, words: Iterable[str]) -> Sentence:
    word = quotable(error.word)
    if error.of is None:
        return Sentence(f"“{word}”前面的值没有填写", f"what {word} is asked of is missing")
    if isinstance(error.of, (list, tuple)):
        return Sentence(f"“{word}”前面是一份名单，先用 for 逐个取", f"{word} is asked of a list")
    near = nearest(error.word, words if error.of is missing else _known(error.of))
    hint = (f"，您是不是想写“{near}”？", f"; did you mean {near}?") if near else ("", "")
    return Sentence(f"没有“{word}”这个词{hint[0]}", f"there is no word {word}{hint[1]}")


def _known(of: object) -> list[str]:
    return words_of(of) if isinstance(of, View) else [str(key) for key in of] if isinstance(of, Mapping) else []


_SYNTAX: tuple[tuple[str, str, str, Sequence[str]], ...] = (
    (r"No filter named '(.+)'", "没有“{0}”这种写法{1}", "there is no filter {0}{1}", tuple(FILTERS)),
    (r"No test named '(.+)'", "没有“{0}”这种判断{1}", "there is no test {0}{1}", _TESTS),
    (r"Encountered unknown tag '(.+?)'", "条件和循环里没有“{0}”这个词{1}", "there is no tag {0}{1}", _TAGS),
    (r"unexpected char '(.)'", "花括号里不能用“{0}”，标点和引号要用半角", "{0} may not stand in braces", ()),
    (r"unexpected '%'", "条件的两个标记没有配对", "the marks of a condition do not match", ()),
    (r"unexpected '.'", "括号没有配对", "brackets do not match", ()),
    (r"Expected an expression", "花括号里少了词", "a word is missing in the braces", ()),
    (r"expected token 'end of", "花括号里多了词，或少了连接的符号", "there is a word too many in the braces", ()),
    (
        r"[Uu]nexpected end of template",
        "花括号没有配对，或 if、for 没有用 endif、endfor 结束",
        "something is not ended",
        (),
    ),
    (r"Missing end of", "花括号没有配对", "braces do not match", ()),
)
"""A message of the library, what it means to who writes a wording, and the words of which one may have been meant."""


def _syntax(message: str) -> Sentence:
    for pattern, zh, en, known in _SYNTAX:
        found = re.match(pattern, message)
        if found:
            word = quotable(found[1]) if found.groups() else ""
            near = nearest(word, known)
            hint = (f"，您是不是想写“{near}”？", f"; did you mean {near}?") if near else ("", "")
            return Sentence(zh.format(word, hint[0]), en.format(word, hint[1]))
    return Sentence("花括号里的写法不对", "the braces are miswritten")
