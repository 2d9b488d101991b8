"""A model -> the sheets of its workbook: every value has one cell, and every cell a key path.

Scalars and single groups stand in sheets of pairs (项目, 内容), a list of groups in a table of its own; a list inside a
list is a table whose first columns name the entry above it (`PartSheet.parents`). A list of words is one cell, one word
a line; of numbers and codes, parted by 、.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mzdocs.model.fields import Name, PersonCode

MAIN = "基本情况"
"""The sheet of what stands at the top of the file."""
NONE_OF_LIST, NONE_OF_GROUP = "[]", "{}"
"""Written in the first cell: a list that is there and empty, a group that is there and says nothing."""
ValueKind = Literal["text", "number", "date", "clock", "yes", "choice"]
Keys = tuple[str, ...]
_BY_TYPE: dict[type, ValueKind] = {bool: "yes", int: "number", float: "number", date: "date", time: "clock"}


@dataclass(frozen=True)
class PartField:
    """One value of a sheet: its keys below what the sheet is of, what it means, and what may be written."""

    keys: Keys
    meaning: str
    kind: ValueKind
    choices: tuple[str, ...] = ()
    many: bool = False
    required: bool = True
    """Whether it must always be there."""
    group: str = ""
    """The group that need not be there, but of which nothing may be without this."""
    example: str = ""
    in_lines: bool = True
    """Of many: whether each is a line, for it may hold a 、 itself."""

    @property
    def label(self) -> str:
        """Its name for a clerk: `聘期·起`."""
        return "·".join(self.keys)

    @property
    def key(self) -> str:
        """Its name in the hidden row or column: `聘期.起`."""
        return ".".join(self.keys)


@dataclass(frozen=True)
class PartSheet:
    """One sheet: a table of a list's groups, or the pairs of single groups.

    `steps` are the keys from the top to what it is of, each with whether a list stands there.
    """

    steps: tuple[tuple[str, bool], ...]
    fields: tuple[PartField, ...]
    parents: tuple[PartSheet, ...] = ()
    required: bool = True

    @property
    def is_table(self) -> bool:
        """Whether each row is one group of a list."""
        return bool(self.steps) and self.steps[-1][1]

    @property
    def keys(self) -> Keys:
        """The keys from the top of the file."""
        return tuple(key for key, _ in self.steps)

    @property
    def name(self) -> str:
        """What the sheet is called: `检查·记录·证据`."""
        return "·".join(self.keys) or MAIN

    @property
    def key(self) -> str:
        """Its name in the hidden first cell: `检查.记录[].证据[]`."""
        return ".".join(key + "[]" * many for key, many in self.steps) or MAIN

    @property
    def parent_labels(self) -> tuple[str, ...]:
        """The heads of the columns that name what each row stands in."""
        return tuple(f"所属{parent.keys[-1]}（{parent.entry_name.label}）" for parent in self.parents)

    @property
    def entry_name(self) -> PartField:
        """The value by which a row is named in the tables below it."""
        needed = [each for each in self.fields if each.required and not each.many]
        return next((each for each in needed if each.keys[-1] in _NAMES), needed[0] if needed else self.fields[0])


_NAMES = ("代码", "代号", "编号", "条目")


@cache
def part_sheets(model: type[BaseModel]) -> tuple[PartSheet, ...]:
    """The sheets of a data file of this model, a parent before its children."""
    scalars: list[PartField] = []
    others: list[PartSheet] = []
    for info in model.model_fields.values():
        inner, many = _type_of(info.annotation)
        if not _is_group(inner):
            scalars.append(_field(info))
        elif not many and _is_flat(inner):
            scalars += _flattened(inner, (_alias(info),), _optional(info, ()))
        else:
            others += _of_group(inner, ((_alias(info), many),), (), info.is_required())
    return (PartSheet((), tuple(scalars)), *others)


def table_sheet(name: str, model: type[BaseModel]) -> PartSheet:
    """The sheet of a table beside the data file, such as that of client files."""
    return PartSheet(((name, True),), tuple(_flattened(model)), required=False)


def _of_group(
    model: type[BaseModel], steps: tuple[tuple[str, bool], ...], parents: tuple[PartSheet, ...], required: bool
) -> Iterator[PartSheet]:
    """The sheet of a group or of a list of groups, and those of all lists in it."""
    own = PartSheet(steps, tuple(_flattened(model)), parents, required)
    yield own
    above = (*parents, own) if own.is_table else parents
    yield from _lists_of(model, steps, above)


def _lists_of(
    model: type[BaseModel], steps: tuple[tuple[str, bool], ...], parents: tuple[PartSheet, ...]
) -> Iterator[PartSheet]:
    for info in model.model_fields.values():
        inner, many = _type_of(info.annotation)
        if _is_group(inner) and many:
            yield from _of_group(inner, (*steps, (_alias(info), True)), parents, info.is_required())
        elif _is_group(inner):
            yield from _lists_of(inner, (*steps, (_alias(info), False)), parents)


def _flattened(model: type[BaseModel], above: Keys = (), optional: Keys = ()) -> Iterator[PartField]:
    """The values of a group and of the single groups in it; lists of groups have sheets of their own.

    `optional` is the nearest of the groups they are in that need not be there.
    """
    for info in model.model_fields.values():
        inner, many = _type_of(info.annotation)
        if not _is_group(inner):
            yield _field(info, above, optional)
        elif not many:
            yield from _flattened(inner, (*above, _alias(info)), _optional(info, above) or optional)


def _optional(info: FieldInfo, above: Keys) -> Keys:
    """The keys of a group that need not be there."""
    return () if info.is_required() else (*above, _alias(info))


def _field(info: FieldInfo, above: Keys = (), optional: Keys = ()) -> PartField:
    inner, many = _type_of(info.annotation)
    choices = tuple(str(each) for each in get_args(inner)) if get_origin(inner) is Literal else ()
    kind = "choice" if choices else _BY_TYPE.get(inner, "text")
    in_lines = many and kind == "text" and not _is_code(info.annotation)
    needed = info.is_required()
    keys = (*above, _alias(info))
    options = ("是", "否") if kind == "yes" else choices
    group = "·".join(optional) if needed else ""
    meaning = str(info.description or "")
    return PartField(keys, meaning, kind, options, many, needed and not optional, group, _example(info), in_lines)


def _alias(info: FieldInfo) -> str:
    return str(info.alias)


def _type_of(annotation: Any) -> tuple[Any, bool]:
    """What a field holds without `Annotated` and `None`, and whether many of it."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _type_of(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return _type_of(next(each for each in get_args(annotation) if each is not type(None)))
    if origin is tuple:
        return _type_of(get_args(annotation)[0])[0], True
    return annotation, False


def _is_group(inner: Any) -> bool:
    return isinstance(inner, type) and issubclass(inner, BaseModel)


def _is_flat(model: type[BaseModel]) -> bool:
    return not any(_is_group(_type_of(info.annotation)[0]) for info in model.model_fields.values())


def _is_code(annotation: Any) -> bool:
    """Whether the words of a list are codes or names of people, which hold no mark that could part them."""
    return any(each in (PersonCode, Name) for each in _leaves(annotation))


def _leaves(annotation: Any) -> Iterator[Any]:
    yield annotation
    for each in get_args(annotation):
        yield from _leaves(each)


def _example(info: FieldInfo) -> str:
    """The example of a value's type, if there is one."""
    for each in _leaves_of_metadata(info):
        found = getattr(each, "json_schema", None) or {}
        if isinstance(found, dict) and found.get("examples"):
            return str(found["examples"][0])
    return ""


def _leaves_of_metadata(info: FieldInfo) -> Iterator[Any]:
    yield from info.metadata
    for each in _leaves(info.annotation):
        yield from getattr(each, "__metadata__", ())
