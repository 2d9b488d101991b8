"""A volume (案卷): its items with their pages, its thickness, its number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from mzdocs.core.ids import archive_number
from mzdocs.core.units import Length
from mzdocs.derive.volumes.items import Item
from mzdocs.model.district import ArchiveClass, ArchiveDesign
from mzdocs.model.station_data import StationData


@dataclass(frozen=True)
class Entry:
    """One item inside a volume, with the volume's page numbers it takes."""

    order: int
    item: Item
    first_page: int

    @property
    def last_page(self) -> int:
        """The page of the volume it ends on."""
        return self.first_page + self.item.pages - 1


@dataclass(frozen=True)
class Volume:
    """One bound volume: items of one class and one retention period only (DA/T 22-2015, 6.4)."""

    archive_class: ArchiveClass
    serial: int
    number: str
    entries: tuple[Entry, ...]
    thickness: Length
    spine: Length
    bound: bool = False

    @property
    def name(self) -> str:
        """What its files are called, such as `db-001`."""
        return f"{self.archive_class.code.lower()}-{self.serial:03}"

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.entries[-1].last_page

    @property
    def documents(self) -> int:
        """Papers in all items; an item of a class arranged by item is one."""
        return sum(entry.item.documents for entry in self.entries)

    @property
    def dates(self) -> tuple[date, date]:
        """The first and the last day of its papers: all that says when says these (GB/T 9705-2008)."""
        spans = [entry.item.dates for entry in self.entries]
        return min(first for first, _ in spans), max(last for _, last in spans)

    @property
    def years(self) -> tuple[int, int]:
        """Of the same days: by these it is shelved."""
        first, last = self.dates
        return first.year, last.year

    @property
    def communities(self) -> tuple[str, ...]:
        """The communities its items are from, in their order; each once."""
        return tuple(dict.fromkeys(entry.item.community for entry in self.entries if entry.item.community))

    @property
    def retention(self) -> str:
        """How long it is kept, in the district's words."""
        return self.archive_class.retention

    def item_number(self, entry: Entry) -> str:
        """The item's own archive number: the volume's with four digits behind it (DA/T 13-2022)."""
        return archive_number(self.number, f"{entry.order:04}")


def volume_number(data: StationData, archive_class: ArchiveClass, serial: int) -> str:
    """The archive number of a volume; nothing in it comes from a person's data."""
    return archive_number(
        data.station.archive.fonds_code,
        f"{data.district.archive.kind_code}·{archive_class.code}",
        archive_class.retention_code,
        f"{serial:03}",
    )


class Paged(Protocol):
    """Whatever has pages of its own."""

    @property
    def pages(self) -> int:
        """How many pages it has."""


def leaves(item: Paged) -> int:
    """An item begins on a new leaf; a leaf has two pages."""
    return -(-item.pages // 2)


def thickness(items: Iterable[Paged], design: ArchiveDesign) -> Length:
    """Of the bound volume, covers included."""
    return design.leaf_thickness * sum(map(leaves, items)) + design.allowance


def spine_for(thick: Length, design: ArchiveDesign) -> Length | None:
    """The narrowest spine that takes the volume (GB/T 9705-2008, 3.1.1), or None."""
    return next((spine for spine in sorted(design.spines) if thick.mm <= spine.mm), None)


def volume_community(data: StationData, volume: Volume) -> str:
    """The one it is of, where the district keeps each by itself (一村一盒); one bound before that may be of many."""
    found = volume.communities if data.district.archive.by_community else ()
    return found[0] if len(found) == 1 else ""


def title_lines(data: StationData, volume: Volume) -> tuple[str, ...]:
    """The volume's title: responsible body, community, content, which of them it is."""
    community, content = volume_community(data, volume), volume.archive_class.file_title
    return tuple(filter(None, (data.street.office, community, content, f"（第{volume.serial}卷）")))


def volume_title(data: StationData, volume: Volume) -> str:
    """The same in one line."""
    return "".join(title_lines(data, volume))
