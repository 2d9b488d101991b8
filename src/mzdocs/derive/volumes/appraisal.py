"""Volumes and a day -> what is due for appraisal (到期鉴定): what was kept as long as its class asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mzdocs.derive.volumes.arrangement import volumes
from mzdocs.derive.volumes.items import Item
from mzdocs.derive.volumes.volume import Entry, Volume
from mzdocs.model.station_data import StationData


@dataclass(frozen=True)
class Due:
    """An item whose years are over: it may be appraised, nothing more is said of it."""

    entry: Entry
    volume: Volume
    ended_on: date
    due_on: date


def due(data: StationData) -> list[Due]:
    """What is due on the day of appraisal, in binding order; what has no end yet is not."""
    archive = data.station.archive
    day = archive.appraised_on or archive.arranged_on
    found = (each for volume in volumes(data) for each in _ending(volume))
    return [each for each in found if each.due_on <= day]


def _ending(volume: Volume) -> Iterator[Due]:
    years = volume.archive_class.keep_years
    for entry in volume.entries:
        ended = ended_on(entry.item)
        if ended and years is not None:
            yield Due(entry, volume, ended, after_years(ended, years))


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
