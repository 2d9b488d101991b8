"""The bytes of a data file, YAML or workbook -> its tree, and the facts of it: the one way every data file goes."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from mzdocs.core.problems import Location, Problem, Stopped, problem_type
from mzdocs.load.first_bytes import kind_of
from mzdocs.load.tree_habits import bind_meant
from mzdocs.load.yaml_text import yamlfile
from mzdocs.load.yaml_tree import Tree

M = TypeVar("M", bound=BaseModel)
WORKBOOK = ".xlsx"
NOT_A_DATA_FILE = problem_type(
    "MZ1024",
    "这不是 .yaml 数据文件，而是{kind}",
    "This is no .yaml data file but {kind}",
    "数据文件是纯文本，用记事本存成 UTF-8；是工作簿的，扩展名改为 .xlsx。",
    "A data file is plain text in UTF-8; of a workbook the name ends in .xlsx.",
)


def read_tree(model: type[BaseModel], raw: bytes, file: str) -> tuple[Tree, list[Problem]]:
    """The tree of a data file of this model, by the ending of its name; the list has what did not keep it from that.

    Raises:
        Stopped: it cannot be read at all.
    """
    if file.endswith(WORKBOOK):
        from mzdocs.load.workbook import open_book
        from mzdocs.load.workbook.book_reading import tree_of_book

        return tree_of_book(open_book(raw, file), model)
    kind = kind_of(raw)
    if kind:
        raise Stopped([NOT_A_DATA_FILE.at(Location(file), kind=kind)])
    try:
        return yamlfile.read(raw, file, partial(misfits, model))
    except yamlfile.Refused as refused:
        raise Stopped(refused.problems) from None


def misfits(model: type[BaseModel], tree: Tree) -> int:
    """How many values of a tree are no facts of the model, or missing."""
    try:
        model.model_validate(tree.root)
    except ValidationError as error:
        return error.error_count()
    return 0


def facts_of(model: type[M], tree: Tree, file: str) -> tuple[M | None, list[Problem]]:
    """The facts of a tree and what was read otherwise, or what keeps them from being facts and was not told before.

    Every tree passes here on its way to the model.
    """
    facts, found = bind_meant(model, tree, file)
    return facts, [each for each in found if not tree.is_told(each.location)]
