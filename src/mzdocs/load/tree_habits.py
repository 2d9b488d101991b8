"""A tree of text -> facts, once more where only one thing can have been meant: the one way from a tree to facts.

What was read otherwise is told once a key, and stands in the tree as it was read, so that whoever looks at the texts of
a file sees what its facts say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from mzdocs.core.problems import Problem, Sentence, Severity, problem_type
from mzdocs.core.text import quotable
from mzdocs.load import binding, habits
from mzdocs.load.habits import Meant
from mzdocs.load.tables.table_problems import LOST_CHARACTER, UNCLEAR_DAY
from mzdocs.load.yaml_tree import KeyPath, Tree

M = TypeVar("M", bound=BaseModel)

OTHER_FORM = problem_type(
    "MZ1252",
    "“{key}”的写法与规范不同，已按规范读：{before} → {after}{more}",
    "{key} is written otherwise and was read as it means it: {before} → {after}{more}",
    "读得对就不用改。mzdocs check --strict 把它当作错误。",
    "Nothing need be done if that is right; mzdocs check --strict refuses it.",
    severity=Severity.NOTICE,
)
NAMES = frozenset({"姓名", "保管人", "立卷人", "检查人", "联系人", "带班"})
"""Keys of people's names."""


def bind_meant(model: type[M], tree: Tree, file: str) -> tuple[M | None, list[Problem]]:
    """The facts with what was read otherwise, or every problem that keeps them from being facts."""
    lost = list(_lost_characters(tree, file))
    facts, problems, told = _facts(model, tree.root), list[Problem](), list[Problem]()
    if facts is None:
        told = list(_told(tree, file, read_anew(model, tree.root)))
        facts, problems = binding.bind(model, tree, file)
        unclear = {tree.location(file, path) for path in _unclear_days(model, tree.root)}
        problems = [UNCLEAR_DAY.at(each.location) if each.location in unclear else each for each in problems]
    return None if lost else facts, [*lost, *problems, *told]


def _facts(model: type[M], root: Any) -> M | None:
    try:
        return model.model_validate(root)
    except ValidationError:
        return None


def read_anew(model: type[BaseModel], root: Any) -> dict[KeyPath, tuple[str, Meant]]:
    """What was meant where the model refused what is written, put in its place if the model then takes it."""
    meant = {path: (text, read) for path, text, read in _otherwise(root, _refused(model, root))}
    for path, (_, read) in meant.items():
        _put(root, path, read.text)
    for path, _ in _refused(model, root) if meant else ():
        if path in meant:
            _put(root, path, meant.pop(path)[0])
    return meant


def _refused(model: type[BaseModel], root: Any) -> list[tuple[KeyPath, str]]:
    """Where the model refuses a tree, and what it says should stand there."""
    try:
        model.model_validate(root)
    except ValidationError as error:
        return [(tuple(each["loc"]), each["type"]) for each in error.errors(include_url=False, include_input=False)]
    return []


def _otherwise(root: Any, refused: list[tuple[KeyPath, str]]) -> Iterator[tuple[KeyPath, str, Meant]]:
    for path, kind in refused:
        text = _at(root, path)
        if kind in habits.AGAIN and isinstance(text, str):
            key = next((step for step in reversed(path) if isinstance(step, str)), "")
            read = habits.as_meant(kind, key, text)
            if read.habits:
                yield path, text, read


def _at(root: Any, path: KeyPath) -> Any:
    for step in path:
        if not isinstance(root, dict | list):
            return None
        root = root.get(step) if isinstance(root, dict) else root[int(step)]
    return root


def _put(root: Any, path: KeyPath, text: str) -> None:
    *above, last = path
    _at(root, tuple(above))[last] = text


def _unclear_days(model: type[BaseModel], root: Any) -> Iterator[KeyPath]:
    for path, kind in _refused(model, root):
        text = _at(root, path)
        if kind == "date_wrong" and isinstance(text, str) and habits.day_is_unclear(text):
            yield path


def _lost_characters(tree: Tree, file: str) -> Iterator[Problem]:
    """Names in which a character was lost."""
    for path, text in tree.texts():
        of_a_name = any(step in NAMES for step in path[-1:])
        mark = habits.lost_character(text, "person") if of_a_name else None
        if mark:
            yield LOST_CHARACTER.at(tree.location(file, path), mark=mark)


def _told(tree: Tree, file: str, meant: Mapping[KeyPath, tuple[str, Meant]]) -> Iterator[Problem]:
    """Once for each key, wherever it stands."""
    alike: dict[object, list[KeyPath]] = {}
    for path in meant:
        alike.setdefault(tuple(step for step in path if isinstance(step, str)), []).append(path)
    for paths in alike.values():
        (before, read), more = meant[paths[0]], len(paths)
        key = next(step for step in reversed(paths[0]) if isinstance(step, str))
        count = Sentence(f"（共 {more} 处）", f" ({more} places)") if more > 1 else ""
        yield OTHER_FORM.at(
            tree.location(file, paths[0]), key=key, before=quotable(before), after=quotable(read.text), more=count
        )
