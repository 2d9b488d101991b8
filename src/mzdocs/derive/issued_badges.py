"""Monitors, void numbers and what happened to badges -> the register of badges, number by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from mzdocs.derive.reissue import badge_events
from mzdocs.model.district import District
from mzdocs.model.issue_register import Register
from mzdocs.model.station import Station, badge_number

Words = Mapping[str, object]
Happening = Literal["发放", "收回", "作废", "补发"]


@dataclass(frozen=True)
class BadgeEvent:
    """One thing that happened to the badge of a number; of a new one `replaced_by` is its number."""

    number: str
    day: date
    what: Happening
    why: str = ""
    replaced_by: str = ""
    to: str = ""


def entered(register: Register) -> Iterator[BadgeEvent]:
    """What the register has of badges: handed out, given back, made again under its number, void."""
    for entry in badge_events(register):
        what = next((each for each in get_args(Happening) if each == entry.event), None)
        if what and entry.number:
            yield BadgeEvent(entry.number, entry.day, what, entry.why or "", to=entry.to or "")


def issued_badges(district: District, station: Station, day: date, events: Iterable[BadgeEvent] = ()) -> list[Words]:
    """Every number there was until a day: whose, for what term, given out, given back, void, made again.

    What the station's own facts tell comes first; `events` add to it, and the later of two of one kind stands. Where
    nothing is told of a day it is "": the register is then filled in by hand.
    """
    told = sorted((*_void(station), *events), key=lambda event: event.day)
    last = {(event.number, event.what): event for event in told if event.day <= day}
    holders = dict(_holders(district, station, day))
    numbers = sorted({*holders, *(number for number, _ in last)})
    places = {community.code: community.name for community in station.communities}
    return [_row(number, _holder(number, holders, last), places, last) for number in numbers]


_Last = Mapping[tuple[str, Happening], BadgeEvent]


def _void(station: Station) -> Iterator[BadgeEvent]:
    for void in station.void_badges:
        yield BadgeEvent(void.number, void.since, "作废", void.reason, void.replaced_by or "")
        if void.returned_on:
            yield BadgeEvent(void.number, void.returned_on, "收回")


def _holders(district: District, station: Station, day: date) -> Iterator[tuple[str, Words]]:
    """Who was appointed until the day, by number."""
    for community in station.communities:
        for monitor in community.monitors:
            if monitor.term.start <= day:
                number = badge_number(district.code, station.street, community.code, monitor.serial)
                left = monitor.leaving.last_day if monitor.leaving else ""
                yield number, {"姓名": monitor.name, "社区": community.name, "起": monitor.term.start,
                               "止": monitor.term.end, "离任": left}  # fmt: skip


def _holder(number: str, holders: Mapping[str, Words], last: _Last) -> Words:
    """Whose a number is; one that was replaced was the same person's as the new one."""
    seen = {number}
    while number not in holders:
        void = last.get((number, "作废"))
        if void is None or not void.replaced_by or void.replaced_by in seen:
            return {}
        number = void.replaced_by
        seen.add(number)
    return holders[number]


def _row(number: str, holder: Words, places: Mapping[str, str], last: _Last) -> Words:
    given, back, void, again = (last.get((number, what)) for what in get_args(Happening))
    return {
        "编号": number,
        "姓名": holder.get("姓名", given.to if given else ""),
        "社区": holder.get("社区", places.get(number.split("-")[-2], "")),
        "起": holder.get("起", ""),
        "止": holder.get("止", ""),
        "离任": holder.get("离任", ""),
        "发放": given.day if given else "",
        "收回": back.day if back else "",
        "作废": void.day if void else "",
        "事由": void.why if void else "",
        "换发": void.replaced_by if void else "",
        "补发": again.day if again else "",
    }
