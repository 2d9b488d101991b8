"""Volumes and what was decided of them -> what is handed over, and what is to be destroyed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mzdocs.derive.volumes.appraisal import Due, due
from mzdocs.derive.volumes.volume import Volume
from mzdocs.model.client_files import Binding
from mzdocs.model.station_data import StationData


def handed_over(data: StationData, found: Iterable[Volume]) -> list[Volume]:
    """The bound volumes of the classes and years that are handed over; all bound ones where nothing is said."""
    transfer = data.station.archive.transfer
    bound = (volume for volume in found if volume.bound)
    if transfer is None:
        return list(bound)
    return [
        volume
        for volume in bound
        if (not transfer.classes or volume.archive_class.code in transfer.classes)
        and (transfer.until is None or volume.years[1] <= transfer.until)
    ]


def condemned(data: StationData) -> list[Due]:
    """What is due and was appraised as not to be kept; nothing before the appraisal."""
    verdict = data.station.archive.verdict
    if verdict is None:
        return []
    return [each for each in due(data) if each.entry.item.key not in verdict.kept]


def binding_days(bindings: Sequence[Binding]) -> Mapping[tuple[str, int], date]:
    """When each volume of the ledger was bound, by its class and serial: the last of its days."""
    days: dict[tuple[str, int], date] = {}
    for line in bindings:
        place = line.class_code, line.serial
        days[place] = max(line.bound_on, days.get(place, line.bound_on))
    return days


def bound_on(data: StationData, volume: Volume) -> date:
    """When it was bound; of one not yet bound, when the archive was arranged."""
    days = binding_days(data.clients.bindings)
    return days.get((volume.archive_class.code, volume.serial), data.station.archive.arranged_on)


def years_kept(found: Due, day: date) -> int:
    """Full years from the day the period counts from; the anniversary ends one."""
    since = found.ended_on
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))
