"""Districts -> tasks: some stations of one district each, the dearest first; what travels is names and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from mzdocs.nation.districts import DistrictFolder

MOST_STATIONS = 50
"""Of one task: an engine's own cost is by the task, and what a death loses is one task."""


@dataclass(frozen=True)
class Asked:
    """What is asked of every station: the kinds to make, and whether what stands there is made again.

    Without kinds nothing is made: the data are read, for the roll-up.
    """

    kinds: tuple[str, ...]
    force: bool = False


@dataclass(frozen=True)
class Task:
    """Stations of the district at a place, how often it was tried before, and how often who had it was gone."""

    place: str
    slugs: tuple[str, ...]
    weight: int
    tried: int = 0
    known: tuple[str, ...] = ()
    """Keyed sums of the facts whose rows the parent has."""
    gone: int = 0

    @property
    def key(self) -> str:
        """What an engine may call it: no name of a place or a person, another at each try."""
        return sha256(f"{self.place}\0{self.slugs}\0{self.tried}\0{self.gone}".encode()).hexdigest()[:24]

    @property
    def again(self) -> Task:
        """The same, once more."""
        return replace(self, tried=self.tried + 1)

    @property
    def elsewhere(self) -> Task:
        """The same for another worker: it is not known that it did anything to the one that is gone."""
        return replace(self, gone=self.gone + 1)

    def one_by_one(self) -> Iterator[Task]:
        """A task for each station, so that the one that ends its worker is found."""
        weight = self.weight // len(self.slugs)
        return (replace(self, slugs=(slug,), weight=weight, tried=0) for slug in self.slugs)


def tasks_of(
    districts: Iterable[DistrictFolder], known: Mapping[str, tuple[str, ...]] = {}, most: int = MOST_STATIONS
) -> list[Task]:
    """The heaviest first, so that none is left alone at the end; `known` are sums of facts by place."""
    found = (replace(task, known=known.get(task.place, ())) for each in districts for task in _cut(each, most))
    return sorted(found, key=lambda task: (-task.weight, task.place, task.slugs))


def _cut(district: DistrictFolder, most: int) -> Iterator[Task]:
    for start in range(0, len(district.weights), most):
        part = district.weights[start : start + most]
        yield Task(district.place, tuple(slug for slug, _ in part), sum(weight for _, weight in part))
