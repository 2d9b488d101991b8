"""Households and office records -> items (件): what a volume is made up of, in the order they are bound."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mzdocs.model.client_files import Household, HouseholdDocument, OfficeRecord
from mzdocs.model.district import ArchiveClass
from mzdocs.model.station_data import StationData


@dataclass(frozen=True)
class Item:
    """One item (件): a household's file, or one record of a class arranged by item."""

    archive_class: ArchiveClass
    key: str
    title: str
    responsible: str
    number: str | None
    dated: date
    pages: int
    documents: int = 1
    community: str = ""
    household: Household | None = None
    papers: tuple[date, date] | None = None
    """The days of its first and its last paper, where they are known."""

    @property
    def dates(self) -> tuple[date, date]:
        """The first and the last day of its papers; without a table of them its own day."""
        return self.papers or (self.dated, self.dated)


def items_of(data: StationData, archive_class: ArchiveClass) -> list[Item]:
    """All items of a class: households by community and day, records by day."""
    if archive_class.by_item:
        records = [record for record in data.clients.records if record.kind == archive_class.name]
        return sorted((_record(archive_class, record) for record in records), key=lambda item: (item.dated, item.key))
    order = {community.name: i for i, community in enumerate(data.station.communities)}
    days = _days(data.clients.papers)
    households = [h for h in data.clients.households if h.kind == archive_class.name]
    items = [_household(data, archive_class, h, days.get(h.number)) for h in households]
    return sorted(items, key=lambda item: (order.get(item.community, len(order)), item.dated, item.key))


Days = tuple[date, date]


def _days(papers: Iterable[HouseholdDocument]) -> dict[str, Days]:
    """By household number, the days of its first and its last paper."""
    found: dict[str, Days] = {}
    for paper in papers:
        first, last = found.get(paper.household, (paper.dated, paper.dated))
        found[paper.household] = min(first, paper.dated), max(last, paper.dated)
    return found


def _household(data: StationData, archive_class: ArchiveClass, household: Household, days: Days | None) -> Item:
    """The bureau answers for it: the number is that of its decision."""
    return Item(
        archive_class,
        household.number,
        f"{household.head}户{archive_class.file_title}",
        data.district.bureau.name,
        household.decision,
        household.decided_on,
        household.pages,
        household.documents,
        household.community,
        household,
        days,
    )


def _record(archive_class: ArchiveClass, record: OfficeRecord) -> Item:
    return Item(
        archive_class, record.number, record.title, record.responsible, record.document, record.dated, record.pages
    )
