"""What a catalogue of an archive is: tables whose columns say what may stand in them, and whose archive it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Value = str | int | date | None
Kind = Literal["text", "count", "year", "day"]
Row = tuple[Value, ...]
_MOST = 2**53
"""Whole numbers up to here are the same in every reader."""


@dataclass(frozen=True)
class CodeList:
    """The words a column may hold, each with its code, and who fixed the codes."""

    name: str
    source: str
    words: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Column:
    """What stands in a column, and how wide it is shown, in Latin letters.

    `form` is what a text must match as a whole. A column of `words` and one of their `codes` share a list. What is
    `required` stands in every row, what is `unique` in one only.
    """

    name: str
    kind: Kind
    width: int
    meaning: str = ""
    example: str = ""
    form: str = ""
    words: CodeList | None = None
    codes: CodeList | None = None
    required: bool = False
    unique: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """All that may stand there, where that is a list: words, or codes."""
        return tuple(self.words.words) if self.words else tuple(self.codes.words.values()) if self.codes else ()

    def allows(self, value: Value) -> bool:
        """Whether the value is one of this column: of its kind, in its form, one of its list."""
        if value is None:
            return not self.required
        if self.kind == "day":
            return isinstance(value, date)
        if self.kind in ("count", "year"):
            return type(value) is int and 0 <= value <= (9999 if self.kind == "year" else _MOST)
        if not isinstance(value, str) or not value:
            return False
        return (not self.choices or value in self.choices) and (not self.form or bool(re.fullmatch(self.form, value)))


@dataclass(frozen=True)
class Listing:
    """A table by name: each row has a value for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class About:
    """Whose archive it is, and the days it was arranged and its retention appraised."""

    station: str
    fonds_code: str
    fonds_name: str
    kind_code: str
    arranged_on: date
    appraised_on: date

    @property
    def facts(self) -> tuple[tuple[str, str | date], ...]:
        """The same as name and value, in the order they are printed."""
        return (
            ("工作站", self.station), ("全宗号", self.fonds_code), ("全宗名称", self.fonds_name),
            ("门类代码", self.kind_code), ("立卷日期", self.arranged_on), ("鉴定日期", self.appraised_on),
        )  # fmt: skip


@dataclass(frozen=True)
class Catalogue:
    """The items in binding order, and the volumes they lie in."""

    about: About
    items: Listing
    volumes: Listing
