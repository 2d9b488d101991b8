"""Values of declared types <-> JSON: what is read is of its type to the last value, or is none. Nothing becomes code.

A dataclass is an object of its fields, a tuple or a set a list, bytes are base64. Written out here, for the library
that reads data files takes longer to load than a file of records takes to make.
"""

from __future__ import annotations

import json
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Read = Callable[[Any], Any]


def stored(value: object) -> bytes:
    """A value as JSON."""
    return json.dumps(_written(value), allow_nan=False, separators=(",", ":")).encode("ascii")


def restored(kind: type[T], data: bytes | None) -> T | None:
    """The value of a type that was stored; nothing if this is none, whatever else it is.

    A dataclass may refuse, by a `ValueError` of its `__post_init__`, what its fields' types let pass.
    """
    try:
        return cast(T, _reader(cast(Any, kind))(json.loads(data or b"")))
    except (ValueError, OverflowError, RecursionError):
        return None


def _written(value: Any) -> Any:
    if isinstance(value, bytes):
        return b2a_base64(value, newline=False).decode("ascii")
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(map(_written, value))
    if isinstance(value, dict):
        return {name: _written(each) for name, each in value.items()}
    if is_dataclass(value):
        return {field.name: _written(getattr(value, field.name)) for field in fields(value)}
    return value


@cache
def _reader(kind: Any) -> _Read:
    """What reads a value of a type. A type that refers to itself is read by what is looked up when it is met."""
    of, inner = get_origin(kind), get_args(kind)
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if of is Literal:
        return lambda value: _one_of(inner, value)
    if of in (Union, UnionType):
        return lambda value: _first_of(inner, value)
    if of is tuple and inner[1:] == (...,):
        return lambda value: tuple(map(_reader(inner[0]), _of(list, value)))
    if of is frozenset:
        return lambda value: frozenset(map(_reader(inner[0]), _of(list, value)))
    if of is tuple:
        return lambda value: _fixed(inner, _of(list, value))
    if of is dict and inner[0] is str:
        return lambda value: {_text(name): _reader(inner[1])(each) for name, each in _of(dict, value).items()}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        named = {field.name: hints[field.name] for field in fields(kind)}
        return lambda value: _object(kind, named, _of(dict, value))
    raise TypeError(kind)


def _of(kind: type[T], value: object) -> T:
    if type(value) is not kind:
        raise ValueError(kind)
    return value


def _text(value: object) -> str:
    text = _of(str, value)
    text.encode("utf-8")  # half a character is none
    return text


def _number(value: object) -> float:
    number = float(value if type(value) is int else _of(float, value))
    if not isfinite(number):
        raise ValueError(value)
    return number


def _bytes(value: object) -> bytes:
    found = a2b_base64(_of(str, value).encode("ascii"), strict_mode=True)
    if _written(found) != value:
        raise ValueError(value)
    return found


_SIMPLE: dict[Any, _Read] = {
    str: _text, float: _number, bytes: _bytes, int: lambda value: _of(int, value), bool: lambda value: _of(bool, value),
    NoneType: lambda value: _of(NoneType, value),
}  # fmt: skip


def _one_of(values: tuple[Any, ...], value: object) -> Any:
    """Equal and of one type: 1 is neither True nor 1.0."""
    found = [each for each in values if type(each) is type(value) and each == value]
    if not found:
        raise ValueError(value)
    return found[0]


def _first_of(kinds: tuple[Any, ...], value: object) -> Any:
    for kind in kinds:
        try:
            return _reader(kind)(value)
        except ValueError:
            continue
    raise ValueError(value)


def _fixed(kinds: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    return tuple([_reader(kind)(value) for kind, value in zip(kinds, values, strict=True)])


def _object(kind: Callable[..., Any], named: dict[str, Any], value: dict[str, Any]) -> Any:
    if value.keys() != named.keys():
        raise ValueError(kind)
    return kind(**{name: _reader(of)(value[name]) for name, of in named.items()})
