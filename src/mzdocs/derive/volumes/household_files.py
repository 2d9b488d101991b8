"""Volumes and the papers of each household -> household files, each paper with its page in the volume."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mzdocs.derive.volumes.arrangement import volumes
from mzdocs.derive.volumes.volume import Volume
from mzdocs.model.client_files import Household, HouseholdDocument
from mzdocs.model.district import ArchiveClass
from mzdocs.model.station_data import StationData


@dataclass(frozen=True)
class FiledPaper:
    """One paper in its place: pages are those of the volume, the only ones stamped on the sheets."""

    order: int
    paper: HouseholdDocument
    first_page: int

    @property
    def last_page(self) -> int:
        """The page of the volume it ends on."""
        return self.first_page + self.paper.pages - 1


@dataclass(frozen=True)
class HouseholdFile:
    """One household's file: its archive number, where it is bound, its papers in the prescribed order."""

    household: Household
    archive_class: ArchiveClass
    number: str
    volume: Volume
    papers: tuple[FiledPaper, ...]


def household_files(data: StationData) -> list[HouseholdFile]:
    """All household files in the order they are bound; without a table of papers their lists are empty."""
    papers: dict[str, list[HouseholdDocument]] = defaultdict(list)
    for paper in data.clients.papers:
        papers[paper.household].append(paper)
    return [file for volume in volumes(data) for file in _of_volume(volume, papers)]


def _of_volume(volume: Volume, papers: Mapping[str, list[HouseholdDocument]]) -> Iterator[HouseholdFile]:
    for entry in volume.entries:
        household = entry.item.household
        if household:
            filed = _filed(papers.get(household.number, ()), volume.archive_class, entry.first_page)
            yield HouseholdFile(household, volume.archive_class, volume.item_number(entry), volume, tuple(filed))


def _filed(papers: Sequence[HouseholdDocument], archive_class: ArchiveClass, page: int) -> Iterator[FiledPaper]:
    """In the prescribed order of kinds; within a kind by day, then as the table has them."""
    rank = {kind: i for i, kind in enumerate(archive_class.papers)}
    ordered = sorted(papers, key=lambda paper: (rank.get(paper.kind, len(rank)), paper.dated))
    for order, paper in enumerate(ordered, 1):
        yield FiledPaper(order, paper, page)
        page += paper.pages
