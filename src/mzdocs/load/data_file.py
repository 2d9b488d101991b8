"""The bytes of a data file, YAML or workbook -> its tree, and the facts of it: the one way every data file goes."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel

from mzdocs.core.problems import Problem, Stopped
from mzdocs.load import binding, yamlfile
from mzdocs.load.yaml_tree import Tree

M = TypeVar("M", bound=BaseModel)
WORKBOOK = ".xlsx"


def read_tree(model: type[BaseModel], raw: bytes, file: str) -> tuple[Tree, list[Problem]]:
    """The tree of a data file of this model, by the ending of its name; the list has what did not keep it from that.

    Raises:
        Stopped: it cannot be read at all.
    """
    if file.endswith(WORKBOOK):
        from mzdocs.load.workbook import open_book
        from mzdocs.load.workbook.book_reading import tree_of_book

        return tree_of_book(open_book(raw, file), model)
    try:
        return yamlfile.read(raw, file)
    except yamlfile.Refused as refused:
        raise Stopped(refused.problems) from None


def facts_of(model: type[M], tree: Tree, file: str) -> tuple[M | None, list[Problem]]:
    """The facts of a tree, or every problem that keeps them from being facts, those left out that were told before.

    Every tree passes here on its way to the model.
    """
    facts, found = binding.bind(model, tree, file)
    return facts, [each for each in found if not tree.is_told(each.location)]
