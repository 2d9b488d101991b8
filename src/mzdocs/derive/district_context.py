"""A district's stations together -> the words a wording may use for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from mzdocs.core.problems import CRITERIA
from mzdocs.derive.defects import defects
from mzdocs.derive.scoring import ItemScore, ScoreCard, exact, score
from mzdocs.derive.station_context import Words, score_words, second_look_words, short_name
from mzdocs.model.district_data import DistrictData
from mzdocs.model.station_data import StationData
from mzdocs.wording import View

NOT_INSPECTED = "尚未检查"
"""What papers say in the place of the score of a station that was not inspected yet."""


def district_words(district_data: DistrictData) -> dict[str, object]:
    """Everything the district's papers are written from; docs/wording.md lists it."""
    cards = {code: score(data) for code, data in district_data.stations.items() if data.station.inspection}
    rows = [_street(district_data, street.code, cards) for street in district_data.streets]
    scored = sorted((row for row in rows if row["评分"]), key=_order)
    return {
        "区": View(district_data.district),
        "各站": rows,
        "排名": [{**row, "名次": _rank(row, scored), "并列": _shared(row, scored)} for row in scored],
        "缺报": [row for row in rows if not row["评分"]],
        "标准": list(CRITERIA),
        "方面平均": _averages(list(cards.values())),
        "总平均": _mean([card.total for card in cards.values()]),
    }


def _street(district_data: DistrictData, code: str, cards: Mapping[str, ScoreCard]) -> Words:
    street = district_data.district.street(code)
    data, card = district_data.stations.get(code), cards.get(code)
    assert street is not None
    return {
        "街道": View(street),
        "站名": short_name(data) if data else street.station.removeprefix(district_data.district.name),
        "站": View(data.station) if data else None,
        "缺因": district_data.missing.get(code, "" if card else NOT_INSPECTED),
        "评分": score_words(card) if card else None,
        "复查结果": second_look_words(data.station, defects(data, card)) if data and card else {},
        "达标": {criterion: len(lacking) for criterion, lacking in _lacking(data).items()} if data else {},
        "缺项": _lacking(data),
        "失分": _lost(card) if card else [],
    }


def _order(row: Words) -> tuple[Decimal, Decimal]:
    """The better level first, then more points: a veto counts before any total."""
    card = row["评分"]
    assert isinstance(card, Mapping)
    return -exact(card["等次"].不低于), -card["得分"]


def _rank(row: Words, scored: Sequence[Words]) -> int:
    """Equal results share a place."""
    return 1 + sum(_order(other) < _order(row) for other in scored)


def _shared(row: Words, scored: Sequence[Words]) -> bool:
    return sum(_order(other) == _order(row) for other in scored) > 1


def _lacking(data: StationData | None) -> Mapping[str, list[str]]:
    """What a station lacks under each criterion, each in a word; what no criterion asks for is not counted."""
    findings = data.findings if data else ()
    return {
        criterion: [problem.lacks for problem in findings if problem.problem_type.criterion == criterion]
        for criterion in CRITERIA
    }


def _lost(card: ScoreCard) -> list[Words]:
    """The items that cost points, the dearest first."""
    failed = sorted((item for item in card.items if item.failed), key=lambda item: -item.lost)
    return [_told(item) for item in failed]


def _told(item: ItemScore) -> Words:
    return {"编号": item.item.code, "要求": item.item.requirement, "扣分": item.lost, "原因": list(item.reasons)}


def _mean(numbers: Sequence[Decimal]) -> Decimal | None:
    return (sum(numbers, Decimal(0)) / len(numbers)).quantize(TENTH) if numbers else None


TENTH = Decimal("0.1")


def _averages(cards: Sequence[ScoreCard]) -> list[Words]:
    """By aspect over all stations that have a score, to a tenth."""
    if not cards:
        return []
    means = [
        (aspects[0], sum((each.got for each in aspects), Decimal(0)) / len(aspects))
        for aspects in zip(*(card.aspects for card in cards), strict=True)
    ]
    return [{"名称": a.aspect, "满分": a.full, "得分": got.quantize(TENTH),
             "得分率": (got / a.full * 100).quantize(TENTH)} for a, got in means]  # fmt: skip
