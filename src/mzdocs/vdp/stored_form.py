"""Values -> JSON and back by their declared types alone: what a file says can become no other value, and no code.

Written here because it is read before anything is set: pydantic takes 55 ms to import where no data file is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import is_dataclass
from functools import cache, partial
from types import UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]
_MOST = 10**6
"""No number of a page is larger: not a glyph's, and no length."""


def written(value: object) -> bytes:
    """A value as JSON: a dataclass by its fields' names, bytes as the text of these code points."""
    return json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: Any) -> object:
    return value.decode("latin-1") if isinstance(value, bytes) else vars(value)


def read(kind: type[T], data: bytes | None) -> T | None:
    """The value of a declared type that was written; nothing if this is none, whatever else it is.

    A dataclass may refuse, by a `ValueError` of its `__post_init__`, what its fields' types let pass.
    """
    try:
        found: T = _reader(cast("Any", kind))(json.loads(data or b""))
    except (ValueError, RecursionError):
        return None
    return found


@cache
def _reader(hint: Any) -> Reader:
    """What reads a type: a dataclass, a tuple, a mapping of names, a choice, or plain bytes, text and numbers."""
    origin, args = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _fields(hint)
    if origin is tuple:
        return _all(args[0]) if args[1:] == (...,) else _each(args)
    if origin is dict:
        return _mapping(args[1])
    if origin in (Union, UnionType):
        return _first_of(args)
    if origin is Literal:
        return _one_of(args)
    return {bytes: _bytes, str: _text, int: _whole, float: _number}.get(hint) or partial(_exact, kind=hint)


def _fields(kind: Any) -> Reader:
    @cache
    def readers() -> dict[str, Reader]:  # only now, for a class may hold others of its own
        return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}

    def read_it(value: Any) -> Any:
        each = readers()
        if _exact(value, dict).keys() != each.keys():
            raise ValueError(kind)
        return kind(**{name: one(value[name]) for name, one in each.items()})

    return read_it


def _all(hint: Any) -> Reader:
    one = _reader(hint)
    return lambda value: tuple([one(each) for each in _exact(value, list)])


def _each(hints: tuple[Any, ...]) -> Reader:
    readers = [_reader(hint) for hint in hints]
    return lambda value: tuple([one(each) for one, each in zip(readers, _exact(value, list), strict=True)])


def _mapping(hint: Any) -> Reader:
    one = _reader(hint)
    return lambda value: {_text(name): one(each) for name, each in _exact(value, dict).items()}


def _first_of(hints: tuple[Any, ...]) -> Reader:
    readers = [_reader(hint) for hint in hints]

    def read_it(value: Any) -> Any:
        for one in readers:
            try:
                return one(value)
            except ValueError:
                continue
        raise ValueError(hints)

    return read_it


def _one_of(choices: tuple[Any, ...]) -> Reader:
    return lambda value: choices[choices.index(value)]


def _exact(value: Any, kind: type) -> Any:
    if type(value) is not kind:  # True is an int, too
        raise ValueError(kind)
    return value


def _bytes(value: Any) -> bytes:
    data: bytes = _exact(value, str).encode("latin-1")
    return data


def _text(value: Any) -> str:
    _exact(value, str).encode()  # half of a surrogate pair is no text
    return str(value)


def _whole(value: Any) -> int:
    if not -_MOST <= _exact(value, int) <= _MOST:
        raise ValueError(value)
    return int(value)


def _number(value: Any) -> float:
    """A whole number stays one; what is no number is not between two."""
    if type(value) is int:
        return _whole(value)
    if not -_MOST <= _exact(value, float) <= _MOST:
        raise ValueError(value)
    return float(value)
