"""A score card -> the matters to be put right: what, on what ground, by what remedy, until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mzdocs.dossier import Dossier
from mzdocs.problems import Problem
from mzdocs.scoring import ItemScore, ScoreCard
from mzdocs.station import Judgment

UNSCORED = "其他"
"""The heading of findings that no line of the score sheet counts: they are told all the same."""


@dataclass(frozen=True)
class Matter:
    """One shortcoming; `item` is the line of the sheet that counts it, "" when none does."""

    aspect: str
    item: str
    method: str
    what: str
    evidence: str
    remedy: str
    due: date | None


def matters(dossier: Dossier, card: ScoreCard) -> tuple[Matter, ...]:
    """Every finding of the rules and every judgment with defects, in the order of the sheet."""
    last = _last_due(dossier)
    scored = (m for aspect in card.aspects for item in aspect.items for m in _of(aspect.aspect, item, last))
    return (*scored, *(_found(UNSCORED, "", problem, last) for problem in card.unscored))


def _of(aspect: str, item: ItemScore, last: date | None) -> Iterator[Matter]:
    """A rule's finding takes the day the inspectors set for its line, else the station's last one."""
    due = max((judgment.due for judgment in item.judgments if judgment.due), default=last)
    yield from (_found(aspect, item.item.code, problem, due) for problem in item.findings)
    yield from (_judged(aspect, item, judgment) for judgment in item.judgments if judgment.defects)


def _found(aspect: str, item: str, problem: Problem, due: date | None) -> Matter:
    return Matter(
        aspect, item, "数据", _bare(problem.message("zh")), _source(problem), _bare(problem.remedy("zh")), due
    )


def _judged(aspect: str, item: ItemScore, judgment: Judgment) -> Matter:
    evidence = "、".join(evidence.name for evidence in judgment.evidence)
    remedy = judgment.remedy or f"达到“{item.item.requirement}”的要求"
    return Matter(aspect, item.item.code, item.item.method, _bare(judgment.note), evidence, _bare(remedy), judgment.due)


def _source(problem: Problem) -> str:
    """`社区[3].监督员` → 工作站数据（社区）: a report names the section, the finding says the rest."""
    section = re.split(r"[.\[]", problem.place.path)[0]
    return f"工作站数据（{section}）" if section else "工作站数据"


def _last_due(dossier: Dossier) -> date | None:
    judgments = dossier.station.inspection.judgments
    return max((judgment.due for judgment in judgments if judgment.due), default=None)


def _bare(text: str) -> str:
    """Without its full stop: the sentence goes on, or stands in a table."""
    return text.strip().removesuffix("。")
