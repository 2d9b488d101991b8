"""A gate -> the mutants of its code: every place cosmic-ray changes, without those that cannot change what it does."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cosmic_ray.commands import init
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec

from tests.mutants.gates import NOISE, ROOT, Gate


@dataclass(frozen=True)
class Mutant:
    """One change of one module, as cosmic-ray names it."""

    gate: Gate
    change: MutationSpec

    @property
    def name(self) -> str:
        operator = self.change.operator_name.removeprefix("core/")
        return f"{self.change.module_path}:{self.change.start_pos[0]} {operator}"


def mutants(gate: Gate) -> list[Mutant]:
    """In the order of the code."""
    with use_db(":memory:", WorkDB.Mode.create) as base:
        init(gate.modules, base, {})
        changes = [change for item in base.work_items for change in item.mutations]
    still = {module: list(_still(ast.parse((ROOT / module).read_text(encoding="utf-8")))) for module in gate.modules}
    return [Mutant(gate, each) for each in changes if not _is_noise(each, still[each.module_path])]


_Span = tuple[tuple[int, int], tuple[int, int]]


def _is_noise(change: MutationSpec, still: Sequence[_Span]) -> bool:
    if change.operator_name.endswith(NOISE):
        return True
    return any(start <= change.start_pos < end for start, end in still)


def _still(tree: ast.Module) -> Iterator[_Span]:
    """Where a change changes nothing at run time: annotations, `frozen=True`, and what only makes it fast."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield _span(node.annotation)
        elif isinstance(node, ast.FunctionDef) and node.returns:
            yield _span(node.returns)
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield from (_marked(each) for each in node.decorator_list if _is_still(each))


def _is_still(decorator: ast.expr) -> bool:
    return ast.unparse(decorator).startswith(("cache", "lru_cache", "total_ordering", "dataclass(frozen=True)"))


def _marked(decorator: ast.expr) -> _Span:
    """With the @ before it."""
    (line, column), end = _span(decorator)
    return (line, column - 1), end


def _span(node: ast.expr) -> _Span:
    assert node.end_lineno and node.end_col_offset
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def sample(every: Sequence[Mutant], asked: str, seed: int) -> list[Mutant]:
    """So many, drawn without putting back; the same ones for the same seed and code."""
    if asked == "all" or int(asked) >= len(every):
        return list(every)
    return random.Random(seed).sample(every, int(asked))
