"""Households and office records -> items (件): what a volume is made up of, in the order they are bound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mzdocs.district import ArchiveClass
from mzdocs.dossier import Dossier
from mzdocs.station import Household, OfficeRecord


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


def items_of(dossier: Dossier, archive_class: ArchiveClass) -> list[Item]:
    """All items of a class: households by community and day, records by day."""
    if archive_class.by_item:
        records = [record for record in dossier.clients.records if record.kind == archive_class.name]
        return sorted((_record(archive_class, record) for record in records), key=lambda item: (item.dated, item.key))
    order = {community.name: i for i, community in enumerate(dossier.station.communities)}
    items = [_household(dossier, archive_class, h) for h in dossier.clients.households if h.kind == archive_class.name]
    return sorted(items, key=lambda item: (order.get(item.community, len(order)), item.dated, item.key))


def _household(dossier: Dossier, archive_class: ArchiveClass, household: Household) -> Item:
    return Item(
        archive_class,
        household.number,
        f"{household.head}户{archive_class.file_title}",
        dossier.street.office,
        household.decision,
        household.decided_on,
        household.pages,
        household.documents,
        household.community,
        household,
    )


def _record(archive_class: ArchiveClass, record: OfficeRecord) -> Item:
    return Item(
        archive_class, record.number, record.title, record.responsible, record.document, record.dated, record.pages
    )
