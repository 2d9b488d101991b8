"""A tree of text -> facts, once more where only one thing can have been meant: the one way from a tree to facts.

What was read otherwise is told once a key, and stands in the tree as it was read, so that whoever looks at the texts of
a file sees what its facts say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from mzdocs.core.problems import Problem, Severity, problem_type
from mzdocs.load import binding, habits
from mzdocs.load.binding import quotable
from mzdocs.load.habits import Meant
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


def bind(model: type[M], tree: Tree, raw: bytes, file: str) -> tuple[M | None, list[Problem]]:
    """The facts and what was read otherwise, or every problem that keeps them from being facts."""
    facts, problems = binding.bind(model, tree, raw, file)
    if facts is not None:
        return facts, problems
    ...
