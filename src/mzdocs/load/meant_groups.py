"""A text where a group or a list should stand -> how that is written, with what the text says put under its keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from mzdocs.core.problems import Sentence
from mzdocs.core.text import quotable
from mzdocs.load.meant_keys import model_at
from mzdocs.load.meant_values import NO_HINT, days_in
from mzdocs.load.yaml_tree import KeyPath, Tree, looked_up

_PARTED_BY = (r"\s+", r"\s*[，、,;；/]\s*", r"\s*(?:[至到~～]|—+|–|-{2,})\s*")
_BETWEEN_ITEMS = "[、，,；; 　]+"
_MOST_SHOWN = 80


def group_meant(model: type[BaseModel], path: KeyPath, written: object) -> Sentence:
    """The group that should stand at a path, holding what somebody wrote as one text."""
    return _written_as(_flow(_under_keys(model_at(model, path), written)))


def list_meant(model: type[BaseModel], path: KeyPath, written: object) -> Sentence:
    """The list that should stand at a path: of groups, or of the words somebody wrote behind each other."""
    group = _group_at(model, path)
    if group:
        values = written if isinstance(written, dict) else _under_keys(group, written)
        return _written_as(f"[{_flow(values)}]")
    items = [item for item in re.split(_BETWEEN_ITEMS, str(written or "")) if item]
    return _written_as(f"[{', '.join(items)}]") if items and isinstance(written, str) else NO_HINT


def value_parted(tree: Tree, path: KeyPath) -> Sentence:
    """The value a comma parted inside braces: what stands behind it was read as a key that has no colon."""
    key, group = str(path[-1]), looked_up(tree.root, path[:-1])
    line = tree.location("", path).line
    behind = tree.lines[line - 1].partition(key)[2] if line and tree.lines else ""
    if not isinstance(group, dict) or not re.match(r"\s*[,}]", behind):
        return NO_HINT
    keys = list(group)
    before = keys[keys.index(key) - 1]
    whole = f'{before}: "{group[before]},{key}"'
    zh = f"，是不是“{before}”的一部分？值里有半角逗号的，整个值加引号：{quotable(whole, _MOST_SHOWN)}"
    return Sentence(zh, f"; is it part of {before}? Put a value with a comma in quotes: {quotable(whole, _MOST_SHOWN)}")


def _written_as(example: str) -> Sentence:
    shown = quotable(example, _MOST_SHOWN)
    return Sentence(f"，例如写成 {shown}", f", for example {shown}")


def _group_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    try:
        return model_at(model, path)
    except StopIteration:
        return None


def _under_keys(group: type[BaseModel], written: object) -> Mapping[str, Any]:
    """The pieces of a text under the keys they fit; dots where something must stand that is not written."""
    needed = [str(field.alias) for field in group.model_fields.values() if field.is_required()]
    keys = needed or [str(field.alias) for field in group.model_fields.values()][:1]
    for pieces in _pieces(written):
        found = dict(zip(keys, pieces, strict=False))
        if len(pieces) == len(keys) and not _refused(group, found):
            return found
    blank = dict.fromkeys(keys, "…")
    fit = (key for key in keys if isinstance(written, str) and key not in _refused(group, {key: written}))
    return blank | dict.fromkeys(list(fit)[:1], written)


def _pieces(written: object) -> Iterator[Sequence[str]]:
    if isinstance(written, str):
        yield days_in(written)
        yield from (re.split(mark, written.strip()) for mark in _PARTED_BY)


def _refused(group: type[BaseModel], values: Mapping[str, Any]) -> set[object]:
    try:
        group.model_validate(values)
    except ValidationError as error:
        return {each["loc"][0] for each in error.errors(include_url=False, include_input=False)}
    return set()


def _flow(values: Mapping[str, Any]) -> str:
    """A group on one line, as a data file has it."""
    return f"{{ {', '.join(f'{key}: {_quoted(str(value))}' for key, value in values.items())} }}"


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[,\[\]{}#]|: ", value) else value
