"""What a rule is: one function, its fault, where it comes from and how binding that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from mzdocs.core.problems import Exit, ProblemType, Severity, problem_type
from mzdocs.model.station_data import StationData

KeyPath = tuple[str | int, ...]
Tier = Literal["建设标准", "法律", "国家标准", "行业标准", "通行做法", "数据一致"]
Binding = Literal["规定", "一般", "推荐"]


@dataclass(frozen=True)
class Provenance:
    """Where a rule comes from. Only what the source's own text says is called 规定."""

    tier: Tier
    text: str
    binding: Binding


@dataclass(frozen=True)
class Violation:
    """One place that breaks a rule: a key path, or a cell in a row of one of the tables."""

    path: KeyPath = ()
    facts: dict[str, object] = field(default_factory=dict)
    row: int | None = None
    table: str = "客户档案"


def violation(*path: str | int, **facts: object) -> Violation:
    return Violation(path, facts)


def cell(table: str, row: int, key: str, /, **facts: object) -> Violation:
    """A cell of one of the tables beside the data file."""
    return Violation((key,), facts, row, table)


Check = Callable[[StationData], Iterator[Violation]]


@dataclass(frozen=True)
class Rule:
    problem_type: ProblemType
    provenance: Provenance
    check: Check


def finding(code: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> ProblemType:
    """A fault that is reported, scored and printed, but does not stop the signs from being made."""
    return problem_type(code, zh, en, remedy_zh, remedy_en, Exit.DATA, Severity.FINDING)
