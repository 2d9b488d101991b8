"""A station's data -> its score card: what each line of the district's score sheet got, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from mzdocs.core.problems import Problem
from mzdocs.model.inspection import Evidence, Judgment
from mzdocs.model.score_sheet import Aspect, Level, ScoreAspect, ScoreItem, Way
from mzdocs.model.station import Station
from mzdocs.model.station_data import StationData

Proof = Literal["数据", "核实", "未核实"]
"""What an item's score rests on: the data, the inspectors' evidence, or nothing yet."""


@dataclass(frozen=True)
class ItemScore:
    """One line of the sheet: what the rules found for it, what the inspectors noted, what the station gave itself."""

    item: ScoreItem
    findings: tuple[Problem, ...] = ()
    judgment: Judgment | None = None
    own: Decimal | None = None
    records: tuple[Evidence, ...] = ()
    """What was noted at the station by then and speaks of this line."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the inspectors' result rests on: what they name, and the station's own records of that line."""
        return (*self.judgment.evidence, *self.records) if self.judgment else ()

    @property
    def proof(self) -> Proof:
        """An item nobody looked at, or without evidence, is not known to be good: it gets no points."""
        if self.item.rules:
            return "数据"
        return "核实" if self.evidence else "未核实"

    @property
    def defects(self) -> int:
        """How many defects count: those the rules found and those the inspectors noted."""
        return len(self.findings) + ((self.judgment and self.judgment.defects) or 0)

    @property
    def full(self) -> Decimal:
        """The most points the line gives."""
        return exact(self.item.points)

    @property
    def got(self) -> Decimal:
        """The points it has got; none while nobody has verified it."""
        return Decimal(0) if self.proof == "未核实" else _GIVEN[self.item.ways[0]](self)

    @property
    def lost(self) -> Decimal:
        """The points it has not got."""
        return self.full - self.got

    @property
    def failed(self) -> bool:
        """Whether something has to be put right: points were lost for a reason somebody saw."""
        return bool(self.lost) and self.proof != "未核实"

    @property
    def vetoes(self) -> bool:
        """Whether it decides the whole result: a line with a veto that got nothing for a reason somebody saw."""
        return self.item.veto and self.failed and not self.got

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why points were lost, a sentence each as papers say it; empty when none were."""
        found = tuple(problem.on_paper for problem in self.findings)
        return (*found, self.judgment.note) if self.judgment and self.judged_short else found

    @property
    def judged_short(self) -> bool:
        """Whether the inspectors themselves saw something wrong."""
        return self.judgment is not None and self.failed and bool(self.judgment.defects or not self.item.rules)


def _by_defect(score: ItemScore) -> Decimal:
    return max(Decimal(0), score.full - score.defects * exact(score.item.per_defect or 0))


def _yes_or_no(score: ItemScore) -> Decimal:
    met = score.judgment.met if score.judgment else bool(score.item.rules)
    return score.full if met and not score.findings else Decimal(0)


def _by_grade(score: ItemScore) -> Decimal:
    assert score.judgment
    share = next(grade.share for grade in score.item.grades if grade.name == score.judgment.grade)
    return score.full * exact(share) / 100


def _by_band(score: ItemScore) -> Decimal:
    """The points of the highest band the number reaches, whatever order the sheet lists them in."""
    assert score.judgment
    reached = [band for band in score.item.bands if band.least <= (score.judgment.measured or 0)]
    return exact(max(reached, key=lambda band: band.least).points) if reached else Decimal(0)


_GIVEN: Mapping[Way, Callable[[ItemScore], Decimal]] = {
    "每处扣": _by_defect,
    "是否": _yes_or_no,
    "分档": _by_grade,
    "分段": _by_band,
}


def _sum(points: Iterable[Decimal]) -> Decimal:
    return sum(points, Decimal(0))


def _sum_if_all(points: Iterable[Decimal | None]) -> Decimal | None:
    given = list(points)
    return None if None in given else _sum(filter(None, given))


@dataclass(frozen=True)
class AspectScore:
    """One of the six aspects with its lines."""

    aspect: Aspect
    items: tuple[ItemScore, ...]

    @property
    def full(self) -> Decimal:
        """The most points its lines give together."""
        return _sum(item.full for item in self.items)

    @property
    def got(self) -> Decimal:
        """The points its lines have got together."""
        return _sum(item.got for item in self.items)

    @property
    def lost(self) -> Decimal:
        """The points its lines have not got."""
        return self.full - self.got

    @property
    def own(self) -> Decimal | None:
        """What the station gave itself; nothing where it left out a line."""
        return _sum_if_all(item.own for item in self.items)


@dataclass(frozen=True)
class ScoreCard:
    """The whole sheet filled in; `unscored` are findings that no line of the sheet counts."""

    aspects: tuple[AspectScore, ...]
    level: Level
    unscored: tuple[Problem, ...] = ()

    @property
    def full(self) -> Decimal:
        """The most points the sheet gives."""
        return _sum(aspect.full for aspect in self.aspects)

    @property
    def total(self) -> Decimal:
        """The points the station has got, a veto not counted: it decides the level only."""
        return _sum(aspect.got for aspect in self.aspects)

    @property
    def own(self) -> Decimal | None:
        """What the station gave itself; nothing where it left out a line of the sheet."""
        return _sum_if_all(aspect.own for aspect in self.aspects)

    @property
    def items(self) -> tuple[ItemScore, ...]:
        """All lines of the sheet, in its order."""
        return tuple(item for aspect in self.aspects for item in aspect.items)

    @property
    def inspected(self) -> bool:
        """Whether anything of what the inspectors decide has been looked at; a sheet of the data's only always is."""
        theirs = [item for item in self.items if not item.item.rules]
        return any(item.judgment for item in theirs) or not theirs

    @property
    def unproved(self) -> tuple[ItemScore, ...]:
        """The lines nobody has verified yet."""
        return tuple(item for item in self.items if item.proof == "未核实")

    @property
    def vetoing(self) -> tuple[ItemScore, ...]:
        """The lines that decide the whole result by themselves."""
        return tuple(item for item in self.items if item.vetoes)


def score(data: StationData) -> ScoreCard:
    """Fill in the district's sheet for one station.

    Raises:
        NotGiven: the station has not filled in all that is judged.
        ValueError: the total is below the lowest level, so the sheet gives no result.
    """
    data.station.must_give(*Station.JUDGED)
    sheet = data.district.score_sheet
    aspects = tuple(_aspect(aspect, data) for aspect in sheet.aspects)
    total = _sum(aspect.got for aspect in aspects)
    vetoed = any(item.vetoes for aspect in aspects for item in aspect.items)
    counted = {rule for aspect in sheet.aspects for item in aspect.items for rule in item.rules}
    unscored = tuple(problem for problem in data.findings if problem.code not in counted)
    return ScoreCard(aspects, level_for(Decimal(0) if vetoed else total, sheet.levels), unscored)


def _aspect(aspect: ScoreAspect, data: StationData) -> AspectScore:
    return AspectScore(aspect.aspect, tuple(_item(item, data) for item in aspect.items))


def _item(item: ScoreItem, data: StationData) -> ItemScore:
    station = data.station
    given = station.self_inspection.scores if station.self_inspection else ()
    return ItemScore(
        item,
        tuple(problem for problem in data.findings if problem.code in item.rules),
        next((judgment for judgment in station.judgments if judgment.item == item.code), None),
        next((exact(own.points) for own in given if own.item == item.code), None),
        records_of(item.code, station),
    )


def records_of(item: str, station: Station) -> tuple[Evidence, ...]:
    """The records of guidance up to the inspection that say they speak of this line, as evidence."""
    return tuple(
        Evidence.model_validate({"种类": "记录", "名称": each.name})
        for each in station.guidance
        if item in each.items and each.held_on <= station.judged_on
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
