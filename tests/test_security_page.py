"""SECURITY.md promises nothing that no test holds: every test and every long proof it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from .sweeps.__main__ import PROOFS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[a-z0-9_/]+\.py)::(test_[a-z0-9_]+)`", PAGE)))
PROMISES = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(("| What |", "|---"))]


def functions_of(module: Path) -> set[str]:
    tree = ast.parse(module.read_text("utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


@pytest.mark.parametrize(("module", "name"), TESTS, ids=[name for _, name in TESTS])
def test_a_test_that_is_named_exists(module: str, name: str) -> None:
    assert name in functions_of(ROOT / module)


def test_every_long_proof_is_named_and_no_other() -> None:
    assert set(re.findall(r"`tests\.sweeps\.([a-z_]+)`", PAGE)) == {*PROOFS} - {"names"}


@pytest.mark.parametrize("promise", PROMISES, ids=range(len(PROMISES)))
def test_every_promise_names_what_holds_it(promise: str) -> None:
    said, held = promise.strip("| ").split(" | ")
    assert said and re.search(r"`tests[./]", held)


def test_the_page_has_as_many_promises_as_it_had_at_least() -> None:
    assert len(PROMISES) >= 22
    assert len(TESTS) >= 40
