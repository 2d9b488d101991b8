"""Volumes and a day -> what is due for appraisal (到期鉴定): what was kept as long as its class asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mzdocs.derive.volumes.arrangement import volumes
from mzdocs.derive.volumes.items import Item, items_of
from mzdocs.derive.volumes.volume import Entry, Volume
from mzdocs.model.station_data import StationData


@dataclass(frozen=True)
class Due:
    """An item whose years are over: it may be appraised, nothing more is said of it."""

    entry: Entry
    volume: Volume
    ended_on: date
    due_on: date


def due(data: StationData, day: date | None = None) -> list[Due]:
    """What is due by a day, else by that of appraisal, in binding order; what has no end yet is not."""
    by = day or appraised_on(data)
    found = (each for volume in volumes(data) for each in _ending(volume))
    return [each for each in found if each.due_on <= by]


def due_keys(data: StationData) -> frozenset[str]:
    """The numbers of what is due, bound or not: asked of tables that need not be sound."""
    items = (item for each in data.district.archive.classes for item in items_of(data, each))
    days = ((item.key, due_on(item)) for item in items)
    return frozenset(key for key, day in days if day and day <= appraised_on(data))


def appraised_on(data: StationData) -> date:
    """The day up to which periods are counted."""
    return data.station.archive.appraised_on or data.station.archive.arranged_on


def _ending(volume: Volume) -> Iterator[Due]:
    for entry in volume.entries:
        ended, day = ended_on(entry.item), due_on(entry.item)
        if ended and day:
            yield Due(entry, volume, ended, day)


def due_on(item: Item) -> date | None:
    """The first day it may be appraised; none as long as its end has not come, or if it is kept for ever."""
    ended, years = ended_on(item), item.archive_class.keep_years
    return after_years(ended, years) if ended and years is not None else None


def ended_on(item: Item) -> date | None:
    """The day the class counts from, if it has come."""
    if item.archive_class.clock == "退出之日":
        return item.household.left_on if item.household else None
    return item.dated


def after_years(day: date, years: int) -> date:
    """The day after the last one of a period of years; the day of the event is not counted.

    A period ends with the same day of its last year, or the month's last where there is none
    (Civil Code, art. 201 and 202).
    """
    try:
        last = day.replace(year=day.year + years)
    except ValueError:
        last = day.replace(year=day.year + years, day=28)
    return last + timedelta(days=1)
