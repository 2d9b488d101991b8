"""Types of values in metadata, by the names that PDF/A and XMP give them: whether a value is of one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mzdocs.pdf.xmp_tree import XmpNode

_SHIPPED = Path(__file__).parent / "metadata_schemas.toml"
_TEXTS = {
    name: re.compile("(?s).*")
    for name in ("text", "propername", "agentname", "rational", "renditionclass", "locale", "uri", "url", "xpath")
}
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_DAY = r"-?\d+(?:-\d+(?:-\d+)?)?"
_HOUR = r"\d+:\d+(?::\d+(?:\.\d+)?)?(?:Z|[+-]\d+(?::\d+)?)?"
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    **_TEXTS,
    "boolean": re.compile("True|False"),
    "integer": re.compile(r"[+-]?\d+"),
    "real": _NUMBER,
    "mimetype": re.compile(r"[-\w+.]+/[-\w+.]+"),
    "date": re.compile(rf"(?:(?:{_DAY})?T?{_HOUR}|{_DAY}(?:T{_HOUR})?)?"),
}
"""By type what a text of it looks like; lists of words that a value is chosen from are not looked into."""
_COORDINATES = (re.compile(r"\d{2},\d{2}[,.]\d{2}[NSEW]"), re.compile(r"\d{1,3},\d{1,2}(?:,\d{1,2}|\.\d+)[NSEW]"))
_CHOICE = re.compile(r"(?:open |closed )?(?:choice |choice$)(?:of )?")
_LISTS, _IN_LANGUAGES, _ANY = ("bag", "seq", "alt"), "lang alt", "any"


@dataclass(frozen=True)
class StructureType:
    """A structure: the namespace of its fields, and the type of each by its name; of no fields, a plain text."""

    space: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class ValueTypes:
    """The types that a part of PDF/A knows, with those that a description adds."""

    part: int
    structures: Mapping[str, StructureType]

    def knows(self, name: str) -> bool:
        """Whether there is such a type, or a list of it."""
        kind = _simple(name)
        while (first := kind.partition(" ")[0]) in _LISTS and kind != _IN_LANGUAGES:
            kind = kind.removeprefix(first).strip()
        return kind in (*_PATTERNS, *self.structures, _IN_LANGUAGES, _ANY, "gpscoordinate")

    def has(self, name: str, node: XmpNode) -> bool:
        """Whether a value is of a type."""
        kind = _simple(name)
        first, _, rest = kind.partition(" ")
        if kind == _ANY:
            return True
        if kind == _IN_LANGUAGES:
            return node.form == "alt" and (not node.kids or any(each.spoken for each in node.kids))
        if first in _LISTS and rest:
            return node.form == first and all(self.has(rest, each) for each in node.kids)
        if kind in self.structures and self.structures[kind].fields:
            return self._is_structure(self.structures[kind], node)
        return node.form == "text" and self._is_text(kind, node.text)

    def _is_text(self, kind: str, text: str) -> bool:
        if kind in self.structures:
            return True
        pattern = _COORDINATES[self.part > 1] if kind == "gpscoordinate" else _PATTERNS.get(kind)
        return pattern is not None and bool(pattern.fullmatch(text))

    def _is_structure(self, kind: StructureType, node: XmpNode) -> bool:
        return node.form == "struct" and all(
            each.space == kind.space and each.name in kind.fields and self.has(kind.fields[each.name], each)
            for each in node.kids
        )


def _simple(name: str) -> str:
    """A type's name without what it says of a choice; a list of nothing said is one of texts."""
    kind = _CHOICE.sub("", name.lower()).strip() or "text"
    return f"{kind} text" if kind in _LISTS else kind


@cache
def shipped_types(part: int) -> ValueTypes:
    """Those that a part of PDF/A knows by itself."""
    known = (each for each in _shipped()["type"] if _is_of(each, part))
    structures = {each["name"]: StructureType(each["uri"], _by_name(each["fields"])) for each in known}
    return ValueTypes(part, structures)


@cache
def shipped_properties(part: int) -> Mapping[tuple[str, str], str]:
    """The properties that a part of PDF/A knows by itself, by namespace and name: the type of each."""
    known = [each for each in _shipped()["schema"] if _is_of(each, part)]
    return {(each["uri"], name): kind for each in known for name, kind in _by_name(each["properties"]).items()}


def _is_of(said: Mapping[str, Any], part: int) -> bool:
    return bool(said.get("parts", min(part, 2)) == min(part, 2))


def _by_name(said: Mapping[str, str]) -> Mapping[str, str]:
    return {name: kind for kind, names in said.items() for name in names.split()}


@cache
def _shipped() -> Mapping[str, Any]:
    return tomllib.loads(_SHIPPED.read_text(encoding="utf-8"))
