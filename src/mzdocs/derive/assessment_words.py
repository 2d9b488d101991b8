"""The assessments of a station's people -> the words of their sheets and summaries, period by period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import get_args

from mzdocs.derive.periods import period
from mzdocs.derive.persons import Person, assessed_person, people
from mzdocs.derive.scoring import exact
from mzdocs.model.district import Assessment
from mzdocs.model.people import Assessed, Whom
from mzdocs.model.station_data import StationData
from mzdocs.wording import View

Words = Mapping[str, object]


def assessment_words(data: StationData) -> Mapping[str, list[Words]]:
    """For the staff and for the monitors their assessments, the earlier period first."""
    told = [_told(data, sheet) for sheet in data.district.assessments]
    return {whom: _in_order([each for each in told if each["对象"] == whom]) for whom in get_args(Whom)}


def period_words(assessments: Mapping[str, Sequence[Words]]) -> list[Words]:
    """The same by period: what a summary sets beside each other."""
    told = [each for of_whom in assessments.values() for each in of_whom]
    first = {each["代码"]: each for each in reversed(told)}
    return _in_order(
        [
            {**{key: each[key] for key in ("代码", "周期", "起", "止")}, "各表": _of(told, code)}
            for code, each in first.items()
        ]
    )


def _of(told: Sequence[Words], code: object) -> list[Words]:
    return [each for each in told if each["代码"] == code]


def _in_order(told: list[Words]) -> list[Words]:
    """By the day a period ends; of two that end on one day the shorter one first."""
    return sorted(sorted(told, key=itemgetter("起"), reverse=True), key=itemgetter("止"))


def _told(data: StationData, sheet: Assessment) -> Words:
    when = period(sheet.period)
    assert when is not None, "a rule has seen to it"
    return {
        "代码": when.code,
        "周期": sheet.period,
        "起": when.start,
        "止": when.end,
        "对象": sheet.whom,
        "办法": View(sheet),
        "人员": _people(data, sheet),
    }


def _people(data: StationData, sheet: Assessment) -> list[Words]:
    """Everybody there at the period's end, assessed or not yet, and who was assessed and had left by then."""
    when = period(sheet.period)
    assert when is not None
    done: dict[str, Assessed] = {}
    for each in data.station.assessed:
        person = assessed_person(data.station, each)
        if person and data.district.assessment(each.whom, each.period) == sheet:
            done[person.code] = each
    here = people(data.station.as_of(when.end), sheet.whom)
    gone = [each for each in people(data.station, sheet.whom) if each.code in done.keys() - {one.code for one in here}]
    return [
        *(_result(person, person.place, done.get(person.code)) for person in here),
        *(_result(person, f"{person.place}（已离岗）", done[person.code]) for person in gone),
    ]


def _result(person: Person, post: str, done: Assessed | None) -> Words:
    points = [exact(each) for each in done.points] if done else []
    return {
        "代码": person.code,
        "姓名": person.name,
        "岗位": post,
        "得分": points,
        "总分": sum(points, Decimal(0)) if done else None,
        "等次": done.level if done else "",
    }
