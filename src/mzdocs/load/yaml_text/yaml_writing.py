"""A tree of text -> YAML as a clerk reads it: a part below another in the order of the model, codes in quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import yaml
from pydantic import BaseModel

from mzdocs.load.yaml_text.yaml_comments import Note

_IN_BRACKETS = 60
_WIDTH = 10_000
"""No line is broken: what a person searches for stands in one."""


class _Dumper(yaml.SafeDumper):
    """Lists are set in below their key, short ones of words in brackets; only codes that begin with 0 need quotes."""

    def increase_indent(self, flow: bool = False, *_: object, **__: object) -> None:
        super().increase_indent(flow, False)


def _listed(dumper: _Dumper, words: list[Any]) -> yaml.SequenceNode:
    short = all(isinstance(each, str) for each in words) and sum(map(len, words)) <= _IN_BRACKETS
    return dumper.represent_sequence("tag:yaml.org,2002:seq", words, flow_style=short)


_Dumper.add_representer(list, _listed)
_Dumper.yaml_implicit_resolvers = {"0": [("tag:yaml.org,2002:int", re.compile("0[0-9]+$"))]}


def yaml_text(root: Mapping[str, Any], notes: Sequence[Note] = ()) -> str:
    """The file that reads as this tree, each comment above the part of the file it belongs to."""
    left = list(notes)
    pieces = []
    for key, value in root.items():
        own = [note for note in left if re.split(r"[.\[]", note[0])[0] == key]
        left = [note for note in left if note not in own]
        pieces += [_comment(text) for _, text in own]
        pieces.append(yaml.dump({key: _copy(value)}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH))
    return "".join([*pieces, *(_comment(text) for _, text in left)])


def _copy(node: Any) -> Any:
    """Every list and group once: YAML would write one that stands twice by a name."""
    if isinstance(node, dict):
        return {key: _copy(value) for key, value in node.items()}
    return [_copy(each) for each in node] if isinstance(node, list) else node


def _comment(text: str) -> str:
    return f"# {text}\n"


def in_order(model: type[BaseModel], node: Any) -> Any:
    """The same tree, the keys of each group in the order of the model."""
    if isinstance(node, list):
        return [in_order(model, each) for each in node]
    if not isinstance(node, dict):
        return node
    models = {str(info.alias): next(_models(info.annotation), model) for info in model.model_fields.values()}
    return {key: in_order(models[key], node[key]) for key in models if key in node}


def _models(annotation: Any) -> Any:
    """The models a field holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in get_args(annotation):
        yield from _models(each)
