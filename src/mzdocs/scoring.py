"""A dossier -> its score card: what each line of the district's score sheet got, and why."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mzdocs.district import Aspect, Level, ScoreAspect, ScoreItem
from mzdocs.dossier import Dossier
from mzdocs.problems import Problem
from mzdocs.station import Judgment


@dataclass(frozen=True)
class ItemScore:
    """One line of the sheet: what the rules found for it and what the inspectors noted."""

    item: ScoreItem
    findings: tuple[Problem, ...] = ()
    judgments: tuple[Judgment, ...] = ()

    @property
    def defects(self) -> int:
        return len(self.findings) + sum(judgment.defects for judgment in self.judgments)

    @property
    def full(self) -> Decimal:
        return exact(self.item.points)

    @property
    def got(self) -> Decimal:
        return max(Decimal(0), self.full - self.defects * exact(self.item.per_defect))

    @property
    def lost(self) -> Decimal:
        return self.full - self.got

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why points were lost, a sentence each; empty when none were."""
        found = tuple(problem.message("zh") for problem in self.findings)
        return found + tuple(judgment.note for judgment in self.judgments if judgment.defects)

    @property
    def examined(self) -> bool:
        """Whether anybody looked: a line without rules that no inspector noted is not known to be good."""
        return bool(self.item.rules or self.judgments)


@dataclass(frozen=True)
class AspectScore:
    """One of the six aspects with its lines."""

    aspect: Aspect
    items: tuple[ItemScore, ...]

    @property
    def full(self) -> Decimal:
        return sum((item.full for item in self.items), Decimal(0))

    @property
    def got(self) -> Decimal:
        return sum((item.got for item in self.items), Decimal(0))

    @property
    def lost(self) -> Decimal:
        return self.full - self.got

    @property
    def defects(self) -> int:
        return sum(item.defects for item in self.items)


@dataclass(frozen=True)
class ScoreCard:
    """The whole sheet filled in; `unscored` are findings that no line of the sheet counts."""

    aspects: tuple[AspectScore, ...]
    level: Level
    unscored: tuple[Problem, ...] = ()

    @property
    def full(self) -> Decimal:
        return sum((aspect.full for aspect in self.aspects), Decimal(0))

    @property
    def total(self) -> Decimal:
        return sum((aspect.got for aspect in self.aspects), Decimal(0))

    @property
    def items(self) -> tuple[ItemScore, ...]:
        return tuple(item for aspect in self.aspects for item in aspect.items)


def score(dossier: Dossier) -> ScoreCard:
    """Fill in the district's sheet for one station.

    Raises:
        ValueError: the total is below the lowest level, so the sheet gives no result.
    """
    sheet = dossier.district.score_sheet
    aspects = tuple(_aspect(aspect, dossier) for aspect in sheet.aspects)
    total = sum((aspect.got for aspect in aspects), Decimal(0))
    counted = {rule for aspect in sheet.aspects for item in aspect.items for rule in item.rules}
    unscored = tuple(problem for problem in dossier.findings if problem.code not in counted)
    return ScoreCard(aspects, level_for(total, sheet.levels), unscored)


def _aspect(aspect: ScoreAspect, dossier: Dossier) -> AspectScore:
    return AspectScore(aspect.aspect, tuple(_item(item, dossier) for item in aspect.items))


def _item(item: ScoreItem, dossier: Dossier) -> ItemScore:
    judgments = dossier.station.inspection.judgments
    return ItemScore(
        item,
        tuple(problem for problem in dossier.findings if problem.code in item.rules),
        tuple(judgment for judgment in judgments if judgment.item == item.code),
    )


def level_for(total: Decimal, levels: tuple[Level, ...]) -> Level:
    """The highest level the total reaches, whatever order the sheet lists them in.

    Raises:
        ValueError: it reaches none.
    """
    reached = [level for level in levels if exact(level.least) <= total]
    if not reached:
        raise ValueError(f"no level for {total} points")
    return max(reached, key=lambda level: level.least)


def exact(points: float) -> Decimal:
    """Points as they are written in the data: sums of binary fractions print as 97.80000000000001."""
    return Decimal(str(points))


def spell(points: Decimal) -> str:
    """4.50 → 4.5, 10.0 → 10: never an exponent."""
    whole = points == points.to_integral_value()
    return f"{points.quantize(Decimal(1)) if whole else points.normalize():f}"
