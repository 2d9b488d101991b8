"""Volumes and the papers of each household -> household files, each paper with its page in the volume."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mzdocs.district import ArchiveClass
from mzdocs.dossier import Dossier
from mzdocs.station import Household, Paper
from mzdocs.volumes.plan import volumes
from mzdocs.volumes.volume import Volume


@dataclass(frozen=True)
class FiledPaper:
    """One paper in its place: pages are those of the volume, the only ones stamped on the sheets."""

    order: int
    paper: Paper
    first_page: int

    @property
    def last_page(self) -> int:
        return self.first_page + self.paper.pages - 1


@dataclass(frozen=True)
class HouseholdFile:
    """One household's file: its archive number, where it is bound, its papers in the prescribed order."""

    household: Household
    archive_class: ArchiveClass
    number: str
    volume: Volume
    papers: tuple[FiledPaper, ...]


def household_files(dossier: Dossier) -> list[HouseholdFile]:
    """All household files in the order they are bound; without a table of papers their lists are empty."""
    papers: dict[str, list[Paper]] = defaultdict(list)
    for paper in dossier.clients.papers:
        papers[paper.household].append(paper)
    return [file for volume in volumes(dossier) for file in _of_volume(volume, papers)]


def _of_volume(volume: Volume, papers: Mapping[str, list[Paper]]) -> Iterator[HouseholdFile]:
    for entry in volume.entries:
        household = entry.item.household
        if household:
            filed = _filed(papers.get(household.number, ()), volume.archive_class, entry.first_page)
            yield HouseholdFile(household, volume.archive_class, volume.item_number(entry), volume, tuple(filed))


def _filed(papers: Sequence[Paper], archive_class: ArchiveClass, page: int) -> Iterator[FiledPaper]:
    """In the prescribed order of kinds; within a kind by day, then as the table has them."""
    rank = {kind: i for i, kind in enumerate(archive_class.papers)}
    ordered = sorted(papers, key=lambda paper: (rank.get(paper.kind, len(rank)), paper.dated))
    for order, paper in enumerate(ordered, 1):
        yield FiledPaper(order, paper, page)
        page += paper.pages
