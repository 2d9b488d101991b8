"""What a station has -> the district's kinds it counts for: by an exact word, or for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mzdocs.model.standard import ThingKind
from mzdocs.model.station import Equipment
from mzdocs.model.station_data import StationData


@dataclass(frozen=True)
class Registered:
    """One entry of a list: where it stands, the words that say what it is, and how many there are of it."""

    path: tuple[str | int, ...]
    words: tuple[str, ...]
    quantity: int = 1


@dataclass(frozen=True)
class Inventory:
    """One list of a station beside the district's kinds of such things."""

    path: tuple[str, ...]
    entries: tuple[Registered, ...]
    kinds: tuple[ThingKind, ...]
    vocabulary: str
    """Where the district writes the kinds."""

    @property
    def missing(self) -> list[str]:
        """What there should be and is not: each necessary kind; where none is necessary, one of any kind."""
        had = {kind.name for kind in self.kinds if any(_is_one(entry, kind) for entry in self.entries)}
        necessary = [kind.name for kind in self.kinds if kind.necessary]
        return [name for name in necessary if name not in had] if necessary else [] if had else [self.path[-1]]

    @property
    def unknown(self) -> Iterator[tuple[Registered, str]]:
        """Each word that names none of the kinds: which kind is meant?"""
        return (
            (entry, word)
            for entry in self.entries
            for word in entry.words
            if not any(kind.is_called(word) for kind in self.kinds)
        )


def _is_one(entry: Registered, kind: ThingKind) -> bool:
    return entry.quantity > 0 and any(kind.is_called(word) for word in entry.words)


def equipment(data: StationData) -> Inventory:
    """Its office equipment."""
    return Inventory(("设备",), _things("设备", data.station.equipment), data.district.equipment_kinds, "设备种类")


def vehicles(data: StationData) -> Inventory:
    """Its means of transport."""
    things = _things("交通工具", data.station.transport)
    return Inventory(("交通工具",), things, data.district.vehicle_kinds, "交通工具种类")


def _things(key: str, things: Sequence[Equipment]) -> tuple[Registered, ...]:
    """What an entry says its kinds are counts; only where it says nothing, its name."""
    return tuple(Registered((key, i), each.kinds or (each.name,), each.quantity) for i, each in enumerate(things))


def facilities(data: StationData) -> Inventory:
    """What it has for visitors."""
    path = ("场所", "便民设施")
    entries = (Registered((*path, i), (word,)) for i, word in enumerate(data.station.premises.visitor_facilities))
    return Inventory(path, tuple(entries), data.district.facility_kinds, "便民设施种类")
