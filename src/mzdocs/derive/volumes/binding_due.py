"""The ledger as of a day -> which households are bound, and which should be and are not."""

from __future__ import annotations

from datetime import date

from mzdocs.model.client_files import Household
from mzdocs.model.station_data import StationData


def bound_households(data: StationData, day: date) -> list[Household]:
    """The households that the ledger has as bound by this day."""
    codes = {each.code for each in data.district.archive.classes if not each.by_item}
    bound = {line.key for line in data.clients.bindings if line.class_code in codes and line.bound_on <= day}
    return [household for household in data.clients.households if household.number in bound]


def unbound_households(data: StationData, day: date) -> list[Household]:
    """The households that should be bound by this day and are not: the district says by the end of which year."""
    due_before = day.year - data.district.standard.binding_years
    bound = {household.number for household in bound_households(data, day)}
    return [each for each in data.clients.households if each.decided_on.year < due_before and each.number not in bound]
