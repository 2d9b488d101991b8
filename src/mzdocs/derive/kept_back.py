"""Facts -> what of clients may not stand in what goes to readers, or to everyone.

What an audience may see anyway is no secret from it: a number that is also a monitor's, a name that is also an adult's,
one of the staff's or a piece of a place's. No finished file could tell the one from the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain

from mzdocs.derive.audience import FREE_TEXT, is_minor
from mzdocs.derive.masking import contacts
from mzdocs.model.client_files import Clients, Household
from mzdocs.model.fields import Facts
from mzdocs.model.secret_texts import KeptBack, SecretKind, SecretTexts
from mzdocs.model.station_data import StationData

_SEVERED = "\n"
"""Between two texts: no name and no number goes over it."""


def kept_back(data: StationData) -> KeptBack:
    """What nobody may learn from the finished files of a station whose client files are open."""
    households = data.clients.households
    numbers = tuple(household.identity_number for household in households)
    found = sorted({number for text in _free_texts(data.clients) for number in contacts(text)})
    minors = [household.head for household in households if _is_minor(household, data)]
    adults = (household.head for household in households if not _is_minor(household, data))
    keys = _figures(_SEVERED.join(_other_texts(data.clients))) if found else ""
    told = KeptBack(
        _of("identity", numbers) + _of("contact", [number for number in found if number not in keys]),
        _of("identity", numbers) + _of("contact", found) + _of("minor", sorted(set(minors) - {*adults})),
    )
    return beside(told, [data])


def beside(kept: KeptBack, stations: Iterable[StationData]) -> KeptBack:
    """The same without what stations and their district tell everyone themselves."""
    if all(each.kind == "identity" for each in chain(kept.from_readers, kept.from_everyone)):
        return kept
    told = _Told(fact for data in stations for each in (data.station, data.district) for fact in _facts(each))
    return KeptBack(_untold(kept.from_readers, told), _untold(kept.from_everyone, told))


def _untold(some: Iterable[SecretTexts], told: _Told) -> tuple[SecretTexts, ...]:
    knows = {"identity": lambda _: False, "contact": told.number, "minor": told.name}
    return tuple(part for one in some for part in _of(one.kind, [t for t in one.texts if not knows[one.kind](t)]))


class _Told:
    """What public facts tell on purpose; what one of them only happens to mention is not told but given away."""

    def __init__(self, facts: Iterable[tuple[str, str]]) -> None:
        found = {*facts}
        self._whole = frozenset(re.sub(r"\s", "", text) for _, text in found)
        self._numbers = frozenset(number for _, text in found for number in contacts(text) if _is_public(number, text))
        self._names = _SEVERED.join(text for field, text in found if field == "name")

    def number(self, figures: str) -> bool:
        return figures in self._numbers

    def name(self, name: str) -> bool:
        """Whether it is somebody's of the staff, or a piece of the name of a place or a body."""
        return name in self._whole or name in self._names


def _is_public(number: str, text: str) -> bool:
    """A telephone told as such, and one of an office wherever it stands: clients have mobile ones."""
    return number.startswith("0") or not any(char.isalpha() for char in text)


def together(kept: Iterable[KeptBack]) -> KeptBack:
    """What several stations keep back, as that of one."""
    every = tuple(kept)
    return KeptBack(_merged(each.from_readers for each in every), _merged(each.from_everyone for each in every))


def _merged(parts: Iterable[tuple[SecretTexts, ...]]) -> tuple[SecretTexts, ...]:
    by_kind: dict[SecretKind, list[str]] = {}
    for each in chain.from_iterable(parts):
        by_kind.setdefault(each.kind, []).extend(each.texts)
    return tuple(SecretTexts(kind, tuple(texts)) for kind, texts in by_kind.items())


def _of(kind: SecretKind, texts: Iterable[str]) -> tuple[SecretTexts, ...]:
    found = tuple(texts)
    return (SecretTexts(kind, found),) if found else ()


def _is_minor(household: Household, data: StationData) -> bool:
    """Whether its head is to be named by the surname alone, also where there is no list."""
    publication = data.station.archive.publication if data.station.gives("archive") else None
    day = publication.published_on if publication else data.on
    return household.identity_number[6:14].isdecimal() and is_minor(household.identity_number, day)


def _tables(clients: Clients) -> Iterator[tuple[str, str]]:
    """Every text of the client files beside the name of its column."""
    for table in fields(clients):
        for row in getattr(clients, table.name):
            if isinstance(row, Facts):
                yield from ((name, value) for name, value in vars(row).items() if isinstance(value, str))


def _free_texts(clients: Clients) -> Iterator[str]:
    return (text for name, text in _tables(clients) if name in FREE_TEXT)


def _other_texts(clients: Clients) -> Iterator[str]:
    return (text for name, text in _tables(clients) if name not in FREE_TEXT)


def _figures(text: str) -> str:
    """Its figures, those of each line by themselves."""
    return "".join(char for char in text if "0" <= char <= "9" or char == _SEVERED)


def _facts(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Every text of facts, with the field it stands in."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Facts):
        yield from chain.from_iterable(_facts(inner, name) for name, inner in vars(value).items())
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(_facts(inner, field) for inner in chain(value, value.values()))
    elif isinstance(value, (tuple, list)):
        yield from chain.from_iterable(_facts(inner, field) for inner in value)
