"""Client files -> bound volumes: sorted by class and community, split by thickness, numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mzdocs.district import ArchiveClass, ArchiveDesign
from mzdocs.dossier import Dossier
from mzdocs.ids import archive_number
from mzdocs.station import Household
from mzdocs.units import Length


@dataclass(frozen=True)
class Entry:
    """One client file inside a volume, with the volume's page numbers it takes."""

    order: int
    household: Household
    first_page: int

    @property
    def last_page(self) -> int:
        return self.first_page + self.household.pages - 1


@dataclass(frozen=True)
class Volume:
    """One bound volume: files of one class and one retention period only (DA/T 22-2015, 6.4)."""

    archive_class: ArchiveClass
    serial: int
    number: str
    entries: tuple[Entry, ...]
    thickness: Length
    spine: Length

    @property
    def name(self) -> str:
        return f"{self.archive_class.code.lower()}-{self.serial:03}"

    @property
    def pages(self) -> int:
        return self.entries[-1].last_page

    @property
    def dates(self) -> tuple[date, date]:
        days = [entry.household.decided_on for entry in self.entries]
        return min(days), max(days)

    @property
    def communities(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(entry.household.community for entry in self.entries))


def thickness(households: list[Household], design: ArchiveDesign) -> Length:
    """Of the bound volume, covers included. A file begins on a new leaf; a leaf has two pages."""
    leaves = sum(-(-household.pages // 2) for household in households)
    return design.leaf_thickness * leaves + design.allowance


def spine_for(thick: Length, design: ArchiveDesign) -> Length | None:
    """The narrowest spine that takes the volume (GB/T 9705-2008, 3.1.1), or None."""
    return next((spine for spine in sorted(design.spines) if thick.mm <= spine.mm), None)


def volumes(dossier: Dossier) -> list[Volume]:
    """All volumes of a station, class by class in the district's order.

    Files too thick for any spine are a problem of the data and stopped before this is asked.
    """
    return [
        volume for archive_class in dossier.district.archive.classes for volume in _of_class(dossier, archive_class)
    ]


def _of_class(dossier: Dossier, archive_class: ArchiveClass) -> Iterator[Volume]:
    order = {community.name: i for i, community in enumerate(dossier.station.communities)}
    files = [h for h in dossier.clients.households if h.kind == archive_class.name]
    files.sort(key=lambda h: (order[h.community], h.decided_on, h.number))
    for serial, members in enumerate(_split(files, dossier.district.archive), 1):
        yield _volume(dossier, archive_class, serial, members)


def _split(files: list[Household], design: ArchiveDesign) -> Iterator[list[Household]]:
    """Fill a volume until the next file would no longer go under its widest spine."""
    current: list[Household] = []
    for household in files:
        if current and spine_for(thickness([*current, household], design), design) is None:
            yield current
            current = []
        current.append(household)
    if current:
        yield current


def _volume(dossier: Dossier, archive_class: ArchiveClass, serial: int, members: list[Household]) -> Volume:
    design = dossier.district.archive
    thick = thickness(members, design)
    spine = spine_for(thick, design)
    assert spine is not None
    number = archive_number(
        dossier.station.archive.fonds_code,
        f"{design.kind_code}·{archive_class.code}",
        archive_class.retention_code,
        f"{serial:03}",
    )
    return Volume(archive_class, serial, number, tuple(_entries(members)), thick, spine)


def _entries(members: list[Household]) -> Iterator[Entry]:
    page = 1
    for order, household in enumerate(members, 1):
        yield Entry(order, household, page)
        page += household.pages
