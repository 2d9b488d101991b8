"""The gates, the fast tests of each, and the mutants that change nothing, each with its reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEED = 9704
LEAST_SCORE = 0.9


@dataclass(frozen=True)
class Gate:
    """A room or module, and the test modules that are asked whether they see a mutant of it."""

    name: str
    tests: tuple[str, ...]

    @property
    def files(self) -> list[str]:
        return [f"tests/{test}.py" for test in self.tests]

    @property
    def modules(self) -> list[Path]:
        place = Path("src/mzdocs") / self.name
        return [place] if place.suffix else sorted(each.relative_to(ROOT) for each in (ROOT / place).glob("*.py"))


GATES = (
    Gate("checks", ("test_rules", "test_ledger", "test_bureau")),
    Gate("preflight", ("test_preflight_limits", "test_preflight", "test_preflight_cli", "test_geometry")),
    Gate("preflight/painted", ("test_geometry",)),
    Gate("gbt9704", ("test_form_limits", "test_form", "test_form_faults", "test_form_fix")),
    Gate("leaks", ("test_leaks",)),
    Gate("derive/audience.py", ("test_audience",)),
    Gate("derive/masking.py", ("test_masking",)),
)

NOISE = ("Is_Eq", "IsNot_NotEq", "Eq_Is", "NotEq_IsNot")
"""Operators left out: for small values identity and equality are the same but for the interpreter's bookkeeping."""


Known = dict[tuple[str, str, str], str]
"""Module, lines before, lines after -> why no test can see the difference."""


def equivalents() -> Known:
    """What is listed in `equivalent.toml`."""
    listed = tomllib.loads((Path(__file__).parent / "equivalent.toml").read_text(encoding="utf-8"))
    return {(each["module"], each["was"], each["now"]): each["why"] for each in listed["mutant"]}
