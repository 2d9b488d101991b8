"""A score card -> the defects to be put right: what, on what ground, by what remedy, until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mzdocs.core.problems import Problem
from mzdocs.derive.scoring import ItemScore, ScoreCard
from mzdocs.model.inspection import Judgment
from mzdocs.model.station_data import StationData

UNSCORED = "其他"
"""The heading of findings that no line of the score sheet counts: they are reported all the same."""


@dataclass(frozen=True)
class Defect:
    """One thing to be put right; `item` is the line of the sheet that counts it, "" when none does."""

    aspect: str
    item: str
    method: str
    what: str
    evidence: str
    remedy: str
    due: date | None
    owner: str = ""


def defects(data: StationData, card: ScoreCard) -> tuple[Defect, ...]:
    """Every finding of the rules and every judgment that cost points, in the order of the sheet."""
    terms = _Terms(_last_due(data), _head(data))
    scored = (defect for aspect in card.aspects for item in aspect.items for defect in _of(aspect.aspect, item, terms))
    return (*scored, *(_found(UNSCORED, "", problem, terms) for problem in card.unscored))


@dataclass(frozen=True)
class _Terms:
    """Until when, and by whom, where the inspectors set nothing."""

    due: date | None
    owner: str


def _of(aspect: str, item: ItemScore, terms: _Terms) -> Iterator[Defect]:
    """A rule's finding takes the day and the owner the inspectors set for its line, else the station's."""
    judgment = item.judgment
    if judgment:
        terms = _Terms(judgment.due or terms.due, judgment.owner or terms.owner)
    yield from (_found(aspect, item.item.code, problem, terms) for problem in item.findings)
    if judgment and item.judged_short:
        yield _judged(aspect, item, judgment, terms)


def _found(aspect: str, item: str, problem: Problem, terms: _Terms) -> Defect:
    what, remedy = _bare(problem.message("zh")), _bare(problem.remedy("zh"))
    return Defect(aspect, item, "数据", what, _source(problem), remedy, terms.due, terms.owner)


def _judged(aspect: str, item: ItemScore, judgment: Judgment, terms: _Terms) -> Defect:
    evidence = "、".join(evidence.name for evidence in judgment.evidence)
    remedy = judgment.remedy or f"达到“{item.item.requirement}”的要求"
    what = _bare(judgment.note)
    return Defect(aspect, item.item.code, item.item.method, what, evidence, _bare(remedy), judgment.due, terms.owner)


def _source(problem: Problem) -> str:
    """`社区[3].监督员` → 工作站数据（社区）: a report names the section, the finding says the rest."""
    section = re.split(r"[.\[]", problem.location.path)[0]
    return f"工作站数据（{section}）" if section else "工作站数据"


def _last_due(data: StationData) -> date | None:
    judgments = data.station.inspection.judgments
    return max((judgment.due for judgment in judgments if judgment.due), default=None)


def _head(data: StationData) -> str:
    return next((f"站长{member.name}" for member in data.station.staff if member.post == "站长"), "站长")


def _bare(text: str) -> str:
    """Without its full stop: the sentence goes on, or stands in a table."""
    return text.strip().removesuffix("。")
