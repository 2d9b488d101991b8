"""A key the model does not know -> the path it was meant to have: spelt otherwise, or written in another group."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any, get_args

from pydantic import BaseModel

from mzdocs.core.nearest import nearest
from mzdocs.load.yaml_tree import KeyPath, looked_up


def meant_path(
    model: type[BaseModel], root: Any, path: KeyPath, missing: Container[KeyPath], taken: Container[KeyPath | None] = ()
) -> KeyPath | None:
    """Where the value of an unknown key belongs, or None where nobody can tell.

    Something that is missing is meant before something that need not be there, and what is written already, or was
    `taken` for what another key means, is not.
    """
    group, key = path[:-1], str(path[-1])
    there = looked_up(root, group)
    absent = [each for each in keys_of(model, group) if each not in (there or {}) and (*group, each) not in taken]
    elsewhere = [
        (*other, str(key)) for other in _other_groups(model, root, group) if _takes(model, root, other, str(key))
    ]
    wanted = next((each for each in elsewhere if each in missing), None)
    if wanted:
        return wanted
    own = nearest(key, [each for each in absent if (*group, each) in missing]) or nearest(key, absent)
    return (*group, own) if own else next(iter(elsewhere), None)


def _takes(model: type[BaseModel], root: Any, group: KeyPath, key: str) -> bool:
    return key in keys_of(model, group) and key not in looked_up(root, group)


def _other_groups(model: type[BaseModel], root: Any, group: KeyPath) -> Iterator[KeyPath]:
    """The groups of the tree that stand nearest to one: in it, above it, beside it."""
    yield from _groups_in(model, root, group)
    for length in range(len(group) - 1, -1, -1):
        above = group[:length]
        if isinstance(looked_up(root, above), dict):
            yield above
            yield from (each for each in _groups_in(model, root, above) if each != group)


def _groups_in(model: type[BaseModel], root: Any, group: KeyPath) -> Iterator[KeyPath]:
    """Groups written under the keys of one; of a list of groups the last."""
    there = looked_up(root, group)
    for key in keys_of(model, group):
        child = there.get(key) if isinstance(there, dict) else None
        if isinstance(child, dict):
            yield (*group, key)
        elif isinstance(child, list) and child and isinstance(child[-1], dict):
            yield (*group, key, len(child) - 1)


def keys_of(model: type[BaseModel], group: KeyPath) -> list[str]:
    """The keys one may write in the group at a path."""
    return [str(field.alias) for field in model_at(model, group).model_fields.values()]


def choices_of(owner: type[BaseModel], key: str) -> list[str]:
    """The words one may write under a key."""
    annotation = next(f.annotation for f in owner.model_fields.values() if f.alias == key)
    return [word for word in _flatten(annotation) if isinstance(word, str)]


def model_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel]:
    """The model that stands at a path of the tree."""
    for step in path:
        if isinstance(step, str):
            field = next(f for f in model.model_fields.values() if f.alias == step)
            models = [leaf for leaf in _flatten(field.annotation) if isinstance(leaf, type)]
            model = next(leaf for leaf in models if issubclass(leaf, BaseModel))
    return model


def _flatten(annotation: Any) -> list[Any]:
    inner = get_args(annotation)
    return [leaf for arg in inner for leaf in _flatten(arg)] if inner else [annotation]
