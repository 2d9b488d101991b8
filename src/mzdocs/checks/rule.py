"""What a rule is: one function, what it finds, where it comes from and how binding that is."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from mzdocs.core.problems import ProblemType, Sentence, Severity, StandardCriterion

Data = TypeVar("Data")
"""What a rule looks at: a `StationData`, or the district's own file."""
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
    """What breaks a rule at a key path of a data file, and the facts its sentences name."""
    return Violation(path, facts)


def cell(table: str, row: int, key: str, /, **facts: object) -> Violation:
    """A cell of one of the tables beside the data file."""
    return Violation((key,), facts, row, table)


def repeated(values: Iterable[Hashable]) -> Iterator[int]:
    """The places, from 0, of what stands in a list a second time."""
    seen: set[Hashable] = set()
    for place, value in enumerate(values):
        if value in seen:
            yield place
        seen.add(value)


Check = Callable[[Data], Iterator[Violation]]


@dataclass(frozen=True)
class Rule(Generic[Data]):
    """One thing that is checked: what is said where it is broken, where it comes from, and what finds it.

    What it finds may only follow from something else that is wrong: while one of `after` finds that, it is told alone.
    """

    problem_type: ProblemType
    provenance: Provenance
    check: Check[Data]
    after: tuple[Check[Data], ...] = ()

    @property
    def criterion(self) -> StandardCriterion | None:
        """Which criterion of the building standard a station misses that breaks it; of most rules none."""
        return self.problem_type.criterion


def finding(
    code: str,
    criterion: StandardCriterion | None,
    zh: str,
    en: str,
    remedy_zh: str,
    remedy_en: str,
    lacks: str = "",
    on_paper: str = "",
    paper_remedy: str = "",
) -> ProblemType:
    """What is reported, scored and printed, but does not stop the signs from being made.

    Only what the standard itself asks for has a criterion: falling short of common practice does not count against it.
    The remedy is for the clerk and names the field; `paper_remedy` is for the street, and `on_paper` the sentence for
    it where the other speaks of the data.
    """
    return ProblemType(
        code, Sentence(zh, en), Sentence(remedy_zh, remedy_en), severity=Severity.FINDING,
        criterion=criterion, lacks=lacks, on_paper=on_paper, paper_remedy=paper_remedy,
    )  # fmt: skip


def standard(item: str) -> Provenance:
    """An item of the building standard 三有四全."""
    return Provenance("建设标准", f"区对基层民政组织建设的意见：{item}", "规定")


AGREE = Provenance("数据一致", "同一事实在各处须一致", "规定")
LEAVING = Provenance("行业标准", "低保档案管理通知：审批类档案的保管期限从退出之日起算", "规定")
