"""What some stations cost -> what the nation would, by its extents; and an interval, over districts drawn again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import mean

import numpy as np
from numpy.typing import NDArray

CLASSES = ((0, 300), (300, 1_000), (1_000, 3_000), (3_000, 20_000))
"""From so many files of households up to so many."""
_DRAWS = 1_000
_Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Extents:
    """Of some stations together: how many there are, their files of households, and their monitors."""

    stations: int
    files: int
    monitors: int

    @property
    def row(self) -> tuple[int, int, int]:
        """The numbers by which cost grows."""
        return self.stations, self.files, self.monitors


@dataclass(frozen=True)
class Cost:
    """One station as it was built: of which district, how large, processor seconds, bytes, pages, files."""

    place: str
    extents: Extents
    seconds: float
    size: int
    pages: int
    made: int


@dataclass(frozen=True)
class Estimate:
    """The middle, and between which values nineteen of twenty draws lie."""

    value: float
    low: float
    high: float


def estimate(costs: Sequence[Cost], of: Extents, what: str) -> Estimate:
    """What stations of such extents cost of `seconds` or `size`."""
    by_place = defaultdict[str, list[Cost]](list)
    for each in costs:
        by_place[each.place].append(each)
    places, dice = sorted(by_place), Random(0)
    drawn = []
    for _ in range(_DRAWS):
        again = [cost for place in dice.choices(places, k=len(places)) for cost in by_place[place]]
        drawn.append(float(np.dot(_shares(again, what), of.row)))
    low, high = np.percentile(drawn, (2.5, 97.5))
    return Estimate(float(np.dot(_shares(costs, what), of.row)), float(low), float(high))


def shares(costs: Sequence[Cost], what: str) -> tuple[float, float, float]:
    """What a station costs by itself, and each file and each monitor beside."""
    return tuple(_shares(costs, what))


def _shares(costs: Sequence[Cost], what: str) -> _Numbers:
    """By least squares, relative to what each costs; what would be less than nothing is nothing."""
    rows = np.array([each.extents.row for each in costs], float)
    values = np.array([getattr(each, what) for each in costs], float)
    weights = 1 / np.sqrt(values)
    found, free = np.zeros(3), [0, 1, 2]
    while free:
        part = np.linalg.lstsq(rows[:, free] * weights[:, None], values * weights, rcond=None)[0]
        if (part >= 0).all():
            found[free] = part
            break
        del free[int(part.argmin())]
    return found


@dataclass(frozen=True)
class SizeClass:
    """Stations of about one size, each with the mean of its numbers."""

    least: int
    most: int
    stations: int
    files: float
    seconds: float
    megabytes: float
    pages: float


def by_class(costs: Sequence[Cost]) -> list[SizeClass]:
    """The stations by how many files of households they keep."""
    found = []
    for least, most in CLASSES:
        some = [each for each in costs if least <= each.extents.files < most]
        if some:
            rows = [(each.extents.files, each.seconds, each.size / 1e6, each.pages) for each in some]
            found.append(SizeClass(least, most, len(some), *(mean(column) for column in zip(*rows, strict=True))))
    return found
