"""A PostScript calculator function of a PDF -> its values (ISO 32000-1, 7.10.5)."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Sequence
from typing import Any

_TOKEN = re.compile(r"[{}]|[^\s{}]+")
_MOST = 10_000
"""Words of a program that is followed."""
_Block = list[Any]


def calculated(text: str) -> Callable[[Sequence[float]], tuple[float, ...]]:
    """The function that a program is.

    Raises:
        ValueError: it is none: a brace without its other, a word that is not known.
    """
    words = _TOKEN.findall(re.sub(r"%[^\r\n]*", "", text))
    if len(words) > _MOST or words[:1] != ["{"]:
        raise ValueError(text[:20])
    block, rest = _block(words, 1)
    if rest != len(words):
        raise ValueError(text[:20])

    def value(given: Sequence[float]) -> tuple[float, ...]:
        stack: list[Any] = list(given)
        _run(block, stack)
        return tuple(map(float, stack))

    return value


def _block(words: list[str], at: int) -> tuple[_Block, int]:
    found: _Block = []
    while at < len(words):
        word, at = words[at], at + 1
        if word == "}":
            return found, at
        if word == "{":
            inner, at = _block(words, at)
            found.append(inner)
        else:
            found.append(word if word in _WORDS or word in ("if", "ifelse") else float(word))
    raise ValueError("}")


def _run(block: _Block, stack: list[Any]) -> None:
    for each in block:
        if each == "if":
            then, told = stack.pop(), stack.pop()
            if told:
                _run(then, stack)
        elif each == "ifelse":
            other, then, told = stack.pop(), stack.pop(), stack.pop()
            _run(then if told else other, stack)
        elif isinstance(each, str):
            _WORDS[each](stack)
        else:
            stack.append(each)


def _takes(count: int, made: Callable[..., Any]) -> Callable[[list[Any]], None]:
    def act(stack: list[Any]) -> None:
        given = stack[-count:]
        del stack[-count:]
        stack.append(made(*given))

    return act


def _copy(stack: list[Any]) -> None:
    count = int(stack.pop())
    stack.extend(stack[-count:] if count else ())


def _roll(stack: list[Any]) -> None:
    by, count = int(stack.pop()), int(stack.pop())
    if count:
        part = stack[-count:]
        by %= count
        stack[-count:] = part[-by:] + part[:-by] if by else part


def _exchange(stack: list[Any]) -> None:
    stack[-2:] = stack[:-3:-1]


def _both(logical: Callable[[bool, bool], bool], bits: Callable[[int, int], int]) -> Callable[[Any, Any], Any]:
    return lambda a, b: logical(a, b) if isinstance(a, bool) else bits(int(a), int(b))


_WORDS: dict[str, Callable[[list[Any]], None]] = {
    "add": _takes(2, operator.add), "sub": _takes(2, operator.sub), "mul": _takes(2, operator.mul),
    "div": _takes(2, lambda a, b: a / b if b else 0.0), "idiv": _takes(2, lambda a, b: int(a / b) if b else 0),
    "mod": _takes(2, lambda a, b: math.fmod(a, b) if b else 0), "neg": _takes(1, operator.neg),
    "abs": _takes(1, abs), "ceiling": _takes(1, math.ceil), "floor": _takes(1, math.floor),
    "round": _takes(1, lambda a: math.floor(a + 0.5)), "truncate": _takes(1, math.trunc), "cvi": _takes(1, math.trunc),
    "cvr": _takes(1, float), "sqrt": _takes(1, lambda a: math.sqrt(max(a, 0))),
    "sin": _takes(1, lambda a: math.sin(math.radians(a))), "cos": _takes(1, lambda a: math.cos(math.radians(a))),
    "atan": _takes(2, lambda a, b: math.degrees(math.atan2(a, b)) % 360), "exp": _takes(2, lambda a, b: a**b),
    "ln": _takes(1, math.log), "log": _takes(1, math.log10),
    "eq": _takes(2, operator.eq), "ne": _takes(2, operator.ne), "gt": _takes(2, operator.gt),
    "ge": _takes(2, operator.ge), "lt": _takes(2, operator.lt), "le": _takes(2, operator.le),
    "and": _takes(2, _both(operator.and_, operator.and_)), "or": _takes(2, _both(operator.or_, operator.or_)),
    "xor": _takes(2, _both(operator.xor, operator.xor)),
    "not": _takes(1, lambda a: not a if isinstance(a, bool) else ~int(a)),
    "bitshift": _takes(2, lambda a, by: int(a) << int(by) if by >= 0 else int(a) >> -int(by)),
    "true": lambda stack: stack.append(True), "false": lambda stack: stack.append(False),
    "pop": lambda stack: stack.pop(), "exch": _exchange, "dup": lambda stack: stack.append(stack[-1]), "copy": _copy,
    "index": lambda stack: stack.append(stack[-1 - int(stack.pop())]), "roll": _roll,
}  # fmt: skip
