"""What a place above the districts sees -> the words its papers are written from; docs/fleet.md lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from mzdocs.core.declared_types import types_of
from mzdocs.core.explanation import without_facts
from mzdocs.core.problems import CRITERIA, ProblemType
from mzdocs.nation.earlier_report import COMPARED, EarlierReport
from mzdocs.nation.rollup import UNTOLD, RolledUp, Summary
from mzdocs.nation.small_numbers import parent_of
from mzdocs.wording import LEVELS

NOT_TOLD = "*"
_NEEDIEST = 10
_AROUND = re.compile(" *(〈[^〉]*〉) *")
_PEOPLE = {"人员": "staff", "监督员": "monitors", "在保户": "households", "一年内任期满": "ending", "任期已过": "ended"}


def levels_of(found: RolledUp) -> Mapping[str, str]:
    """The level of each place that is none of a district: what lies between it and the stations says it."""
    heights: dict[str, int] = {}
    for station in found.stations:
        place, height = parent_of(station.place), 0
        while place is not None:
            heights[place] = max(heights.get(place, 0), height)
            place, height = parent_of(place), height + 1
    return {place: LEVELS[min(height, len(LEVELS)) - 1] for place, height in sorted(heights.items()) if height}


def level_words(
    found: RolledUp, level: str, place: str, day: date, earlier: EarlierReport | None = None
) -> dict[str, object]:
    """Everything the papers of one place are written from."""
    above = {parent_of(each.place) for each in found.places}
    inside = [each for each in found.places if place in _around(each.place)]
    (own,) = (each for each in found.places if each.place == place)
    return {
        "地方": {"名称": own.name, "层级": level},
        "截至": day,
        "标准": list(CRITERIA),
        "上次": _earlier(earlier, place),
        "合计": {**_row(own, place), "名称": "合计"},
        "下级": [_row(each, place) for each in inside if parent_of(each.place) == place],
        "各区": [_row(each, place) for each in inside if each.place not in above],
        "最需要帮助": [_row(each, place) for each in _neediest(found, place)],
        "常见问题": [
            {"代码": code, "问题": said_of(code), "标准": _criterion(code), "站数": count}
            for code, count in own.failing
        ],
    }


def _around(place: str) -> Iterator[str]:
    above = parent_of(place)
    while above is not None:
        yield above
        above = parent_of(above)


def _earlier(earlier: EarlierReport | None, place: str) -> dict[str, object] | None:
    """What an earlier roll-up said of a place; nothing, where it was not in it."""
    if earlier is None or place not in earlier.rows:
        return None
    return {"日期": earlier.day, **dict(zip(COMPARED, earlier.rows[place], strict=True))}


def _neediest(found: RolledUp, place: str) -> list[Summary]:
    """The stations that miss most criteria, the lower score first."""
    inside = (each for each in found.stations if place in _around(each.place) and each.known and not each.complete)
    return sorted(inside, key=lambda each: (-sum(each.lacking), each.mean is None, each.mean))[:_NEEDIEST]


def _row(told: Summary, inside: str) -> dict[str, object]:
    return {
        "名称": told.name,
        "位置": told.place.removeprefix(f"{inside}/"),
        "工作站": told.stations,
        "已做好": told.done,
        "只做成一部分": told.part,
        "没有做成": told.failed,
        "数据可用": told.known,
        "数据不可用": told.stations - told.known,
        "全部达标": told.complete,
        "没有全部达标": told.stations - told.complete,
        "已检查": told.judged,
        "平均分": told.mean,
        "等次": [{"等次": level, "站数": count} for level, count in told.levels],
        "缺": dict(zip(CRITERIA, told.lacking, strict=True)),
        "没有达标的项": [name for name, count in zip(CRITERIA, told.lacking, strict=True) if count],
        **{word: _number(getattr(told.people, name)) for word, name in _PEOPLE.items()},
        "到期档案": told.appraisals,
    }


def _number(count: int | None) -> str:
    return "—" if count is None else NOT_TOLD if count == UNTOLD else str(count)


def said_of(code: str) -> str:
    """What a problem says, 〈a word〉 for what differs by station; of one this version does not know, its code."""
    found = _type_of(code)
    return _AROUND.sub(r"\1", without_facts(found.says).zh) if found else code


def _criterion(code: str) -> str:
    found = _type_of(code)
    return found.criterion or "" if found else ""


@cache
def _type_of(code: str) -> ProblemType | None:
    try:
        return types_of([code])[code]
    except KeyError:
        return None
