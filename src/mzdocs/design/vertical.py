"""A line of text -> the cells of a vertical column, each upright, turned, or digits side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Form = Literal["upright", "turned", "digits"]

_RUNS = re.compile(r"[0-9]+|[A-Za-z][A-Za-z0-9&.]*(?:-[A-Za-z0-9&.]+)*|.", re.DOTALL)
_DASHES = {"—": "︱", "–": "︲", "…": "︙", "－": "︱", "-": "︲", "‐": "︲", "‑": "︲", "−": "︱"}
"""Marks whose vertical form fonts do not reach by the `vert` feature in every renderer (U+FE30 ff.)."""
_FULL = {mark: chr(ord(mark) + 0xFEE0) for mark in "()[]{}<>~!?,:;&"}
"""Half-width marks lie on their side only as full-width ones, which have a vertical form."""
_QUOTES = {"“": "﹃", "”": "﹄", "‘": "﹁", "’": "﹂"}
"""Simplified Chinese sets double quotes as the outer pair of corner brackets."""
_UPRIGHT = _DASHES | _FULL | _QUOTES
_NARROW_DIGITS = 2
"""So many digits stand side by side in one em (纵中横); longer numbers are set one under another."""


@dataclass(frozen=True)
class Cell:
    """What stands in one step of the column; `ems` is how many ems of its length it takes."""

    text: str
    form: Form
    ems: float = 1.0


def cells(text: str) -> list[Cell]:
    """Cut a line into cells. Latin words are turned as a whole; other characters, and single letters, stand upright."""
    return [cell for run in _RUNS.findall(text) for cell in _run(run)]


def _run(run: str) -> list[Cell]:
    if run[0] in "0123456789":
        if len(run) <= _NARROW_DIGITS:
            return [Cell(run, "digits")]
        return [Cell(digit, "digits") for digit in run]
    if run[0].isascii() and run[0].isalpha() and len(run) > 1:
        return [Cell(run, "turned", max(1.0, 0.66 * len(run)))]
    return [Cell(_UPRIGHT.get(run, run), "upright")]


def length_in_ems(text: str) -> float:
    """The length of the column in ems, set solid."""
    return sum(cell.ems for cell in cells(text))
