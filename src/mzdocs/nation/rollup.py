"""The table of a fleet -> what each level sees: nation, provinces, cities, districts, and the stations themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from mzdocs.core.problems import CRITERIA
from mzdocs.nation.standing import Standing

SMALLEST, UNTOLD = 3, -1
"""A number of people below the first is not told, somebody could be known by it: the second stands in its place."""
_MONTHS = 12
"""For so many months ahead it is told whose term ends."""
_MOST_CODES = 5


@dataclass(frozen=True)
class People:
    """Numbers of people; None where one is not known, `UNTOLD` where it is too small to be told.

    `ending` are monitors whose term ends within a year, `ended` those whose term is over.
    """

    staff: int | None = None
    monitors: int | None = None
    households: int | None = None
    ending: int | None = None
    ended: int | None = None


_COUNTED = tuple(field.name for field in fields(People))


@dataclass(frozen=True)
class Summary:
    """What a place comes to; a station is one of one. Shares and means are of those whose data are sound (`known`).

    `lacking` are stations by criterion of 三有四全 in its order, `failing` the codes of findings most stations have;
    `appraisals` are files due.
    """

    place: str
    name: str
    stations: int
    done: int
    failed: int
    known: int
    complete: int
    judged: int
    mean: float | None
    levels: tuple[tuple[str, int], ...]
    lacking: tuple[int, ...]
    failing: tuple[tuple[str, int], ...]
    people: People
    appraisals: int


class _Sums:
    """What adds up on the way up."""

    def __init__(self) -> None:
        self.stations = self.done = self.failed = self.known = self.complete = self.judged = self.appraisals = 0
        self.points: dict[str, float] = defaultdict(float)
        self.levels: Counter[str] = Counter()
        self.lacking = [0] * len(CRITERIA)
        self.failing: Counter[str] = Counter()
        self.people = People()

    def add(self, station: Summary) -> None:
        """One station more."""
        for name in ("stations", "done", "failed", "known", "complete", "judged", "appraisals"):
            setattr(self, name, getattr(self, name) + getattr(station, name))
        for level, count in station.levels:
            self.levels[level] += count
            self.points[level] += station.mean or 0
        self.failing.update(code for code, _ in station.failing)
        self.lacking = [sum(pair) for pair in zip(self.lacking, station.lacking, strict=True)]
        self.people = People(*(_added(getattr(self.people, name), getattr(station.people, name)) for name in _COUNTED))

    def summary(self, place: str) -> Summary:
        """Of all that were added."""
        mean = round(sum(self.points.values()) / self.judged, 1) if self.judged else None
        levels = sorted(self.levels.items(), key=lambda pair: (-self.points[pair[0]] / pair[1], pair[0]))
        failing = sorted(self.failing.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_CODES]
        return Summary(
            place, place.rpartition("/")[2], self.stations, self.done, self.failed, self.known, self.complete,
            self.judged, mean, tuple(levels), tuple(self.lacking), tuple(failing),
            self.people, self.appraisals,
        )  # fmt: skip


def _added(before: int | None, more: int | None) -> int | None:
    return before if more is None else more + (before or 0)


def rolled_up(table: Standing, day: date) -> list[Summary]:
    """Every place above the stations, the whole first, then in the order of places; small numbers are not told."""
    sums: dict[str, _Sums] = defaultdict(_Sums)
    for station in stations(table, day):
        for place in _above(station.place):
            sums[place].add(station)
    return _untold([sums[place].summary(place) for place in sorted(sums)])


def stations(table: Standing, day: date) -> Iterator[Summary]:
    """Every station by itself, with all its numbers, in the order of places."""
    tallies = _tallies(table)
    ahead = f"{day.year + _MONTHS // 12}-{day.month:02}"
    for row in table.rows():
        told = tallies.get((row["place"], row["slug"]), {})
        yield _station(row, told, f"{day:%Y-%m}", ahead)


def _tallies(table: Standing) -> dict[tuple[str, str], dict[str, dict[str, int]]]:
    found: dict[tuple[str, str], dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for place, slug, what, which, count in table.tallies():
        found[place, slug][what][which] = count
    return found


def _station(row: dict[str, Any], told: dict[str, dict[str, int]], month: str, ahead: str) -> Summary:
    known = row["name"] is not None
    terms = told.get("term", {})
    ended = sum(count for which, count in terms.items() if which < month) if known else None
    ending = sum(count for which, count in terms.items() if month <= which < ahead) if known else None
    due = sum(count for which, count in told.get("appraisal", {}).items() if which <= month[:4])
    lacking = tuple(int(bool(row[criterion])) if known else 0 for criterion in CRITERIA)
    return Summary(
        f"{row['place']}/{row['slug']}", row["name"] or row["slug"], 1, int(row["state"] in ("made", "same")),
        int(row["state"] == "failed"), int(known), int(known and not any(lacking)), int(row["level"] is not None),
        row["points"], ((row["level"], 1),) if row["level"] else (), lacking,
        tuple((code, 1) for code in told.get("finding", {})),
        People(row["staff"], row["monitors"], row["households"], ending, ended), due,
    )  # fmt: skip


def _above(place: str) -> Iterator[str]:
    """The places a station counts for: its district, and all it lies in; the whole is called nothing."""
    parts = place.split("/")[:-1]
    yield from ("/".join(parts[:depth]) for depth in range(len(parts) + 1) if parts[:depth] != ["."])


def _untold(found: Sequence[Summary]) -> list[Summary]:
    return [told for group in _by_parent(found) for told in untold_small(group)]


def _by_parent(found: Iterable[Summary]) -> Iterator[list[Summary]]:
    """Those that add up to one place together."""
    groups: dict[str, list[Summary]] = defaultdict(list)
    for each in found:
        groups[each.place.rpartition("/")[0] if each.place else "/"].append(each)
    yield from groups.values()


def untold_small(group: Sequence[Summary]) -> list[Summary]:
    """Places that add up to one another: numbers of people below `SMALLEST` are not told.

    Nor is the next smallest, where one alone would follow from the sum.
    """
    told = list(group)
    for name in _COUNTED:
        counts = [(getattr(each.people, name), number) for number, each in enumerate(told)]
        small = [pair for pair in counts if pair[0] and pair[0] < SMALLEST]
        if len(small) == 1:
            small += sorted(pair for pair in counts if pair[0] and pair[0] >= SMALLEST)[:1]
        for _, number in small:
            told[number] = replace(told[number], people=replace(told[number].people, **{name: UNTOLD}))
    return told
