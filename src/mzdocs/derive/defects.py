"""A score card -> the defects to be put right: what, on what ground, by what remedy, until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from mzdocs.core.problems import Problem
from mzdocs.derive.scoring import ItemScore, ScoreCard
from mzdocs.model.inspection import Judgment
from mzdocs.model.score_sheet import ScoreItem
from mzdocs.model.station_data import StationData

UNSCORED = "其他"
"""The heading of findings that no line of the score sheet counts: they are reported all the same."""


@dataclass(frozen=True)
class Defect:
    """One thing to be put right; `item` is the line of the sheet that counts it, "" when none does.

    `lost` are the points its line lost, `vetoed` says that the line decides the whole result by itself.
    """

    aspect: str
    item: str
    method: str
    what: str
    evidence: str
    remedy: str
    due: date | None
    owner: str = ""
    lost: Decimal = Decimal(0)
    vetoed: bool = False


def defects(data: StationData, card: ScoreCard) -> tuple[Defect, ...]:
    """Every finding of the rules and every judgment that cost points, in the order of the sheet."""
    due = _last_due(data)
    scored = (defect for aspect in card.aspects for item in aspect.items for defect in _of(aspect.aspect, item, due))
    return (*scored, *(_found(UNSCORED, problem, due) for problem in card.unscored))


FROM_DATA = "数据"
"""The method of a defect a rule found: nobody had to look."""
HEAD = "站长"
"""Who puts right what the inspectors gave to nobody: the post and no name."""


def _of(aspect: str, item: ItemScore, due: date | None) -> Iterator[Defect]:
    """A rule's finding takes the day and the owner the inspectors set for its line, else the station's."""
    judgment = item.judgment
    owner = (judgment and judgment.owner) or HEAD
    lost, vetoed = item.lost, item.vetoes
    for problem in item.findings:
        found = _found(aspect, problem, (judgment and judgment.due) or due, item.item)
        yield replace(found, owner=owner, lost=lost, vetoed=vetoed)
    if judgment and item.judged_short:
        yield replace(_judged(aspect, item, judgment), owner=owner, lost=lost, vetoed=vetoed)


def _found(aspect: str, problem: Problem, due: date | None, item: ScoreItem | None = None) -> Defect:
    what, remedy = _bare(problem.message("zh")), _bare(problem.remedy("zh"))
    code, record = (item.code, item.record or "") if item else ("", "")
    return Defect(aspect, code, FROM_DATA, what, record, remedy, due, HEAD)


def _judged(aspect: str, item: ItemScore, judgment: Judgment) -> Defect:
    evidence = "、".join(evidence.name for evidence in item.evidence)
    remedy = judgment.remedy or f"达到“{item.item.requirement}”的要求"
    what = _bare(judgment.note)
    return Defect(aspect, item.item.code, item.item.method, what, evidence, _bare(remedy), judgment.due)


def _last_due(data: StationData) -> date | None:
    judgments = data.station.judgments
    return max((judgment.due for judgment in judgments if judgment.due), default=None)


def _bare(text: str) -> str:
    """Without its full stop: the sentence goes on, or stands in a table."""
    return text.strip().removesuffix("。")
