"""Any value of a plan -> the sum of its canonical form: equal values of one type have one sum, others another."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

from mzdocs.core.digests import joined_sum
from mzdocs.core.theme_choice import OwnFolder

_PLAIN = (bool, int, float, date, time, Decimal)


class Sums:
    """Takes sums of values that share parts: each frozen part, and each text, is gone through once.

    Parts are known again by identity, and so kept alive as long as this is.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}
        self._texts: dict[str, bytes] = {}

    def of(self, value: object) -> bytes:
        """SHA-256, 32 bytes.

        Raises:
            TypeError: a type that has no canonical form: what it depends on cannot be told.
        """
        if isinstance(value, str):
            return self._text(value)
        if value is None or isinstance(value, _PLAIN):
            return _sum(_name(value), str(value).encode())
        if isinstance(value, Enum):
            return _sum(b"enum", _name(value), value.name.encode())
        return self._once(value)

    def _text(self, text: str) -> bytes:
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = _sum(b"str", text.encode("utf-8", "surrogatepass"))
        return found

    def _once(self, value: object) -> bytes:
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = (value, self._of_parts(value))
        return known[1]

    def _of_parts(self, value: Any) -> bytes:
        if isinstance(value, bytes):
            return _sum(b"bytes", value)
        if isinstance(value, OwnFolder):  # where it lies is no part of what it is
            return _sum(b"own", self.of(value.shown), self.of(value.sums))
        if dataclasses.is_dataclass(value):
            return self._named(value, (each.name for each in dataclasses.fields(value)))
        if isinstance(value, BaseModel):
            return self._named(value, type(value).model_fields)
        if isinstance(value, Mapping):
            return _sum(b"mapping", *(self.of(part) for pair in value.items() for part in pair))
        if isinstance(value, Set):
            return _sum(b"set", *sorted(map(self.of, value)))
        if isinstance(value, Sequence):
            return _sum(b"sequence", *map(self.of, value))
        raise TypeError(f"no canonical form: {type(value).__module__}.{type(value).__qualname__}")

    def _named(self, value: object, names: Iterable[str]) -> bytes:
        return _sum(_name(value), *(part for name in names for part in (name.encode(), self.of(getattr(value, name)))))


def _name(value: object) -> bytes:
    return type(value).__name__.encode()


def _sum(*parts: bytes) -> bytes:
    return joined_sum(parts)
