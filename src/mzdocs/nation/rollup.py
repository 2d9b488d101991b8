"""The table of a fleet -> what each level sees: nation, provinces, cities, districts, and the stations themselves."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from mzdocs.core.problems import CRITERIA
from mzdocs.nation.small_numbers import not_told, parent_of
from mzdocs.nation.standing import Standing

UNTOLD = -1
"""In the place of a number of people that is not told."""
_MONTHS = 12
"""For so many months ahead it is told whose term ends."""
_MOST_CODES = 10


@dataclass(frozen=True)
class People:
    """Numbers of people; None where one is not known, `UNTOLD` where it is not told (`small_numbers`).

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
    part: int
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
        self.stations = self.done = self.part = self.failed = self.known = self.complete = self.judged = (
            self.appraisals
        ) = 0
        self.points: dict[str, float] = defaultdict(float)
        self.levels: Counter[str] = Counter()
        self.lacking = [0] * len(CRITERIA)
        self.failing: Counter[str] = Counter()
        self.people = People()

    def add(self, station: Summary) -> None:
        """One station more."""
        for name in ("stations", "done", "part", "failed", "known", "complete", "judged", "appraisals"):
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
            place, place.rpartition("/")[2], self.stations, self.done, self.part, self.failed, self.known,
            self.complete, self.judged, mean, tuple(levels), tuple(self.lacking), tuple(failing),
            self.people, self.appraisals,
        )  # fmt: skip


def _added(before: int | None, more: int | None) -> int | None:
    return before if more is None else more + (before or 0)


@dataclass(frozen=True)
class RolledUp:
    """Every place above the stations, the whole first, and the stations; both in the order of districts' codes."""

    places: tuple[Summary, ...]
    stations: tuple[Summary, ...]


def rolled_up(table: Standing, day: date, name: str) -> RolledUp:
    """What each level sees, the whole under its name; numbers by which somebody could be known are told at none."""
    sums: dict[str, _Sums] = defaultdict(_Sums)
    order = _Order(table)
    each = sorted(stations(table, day), key=order.of)
    for station in each:
        for place in _above(station.place):
            sums[place].add(station)
    for district, codes in table.districts():
        if codes and district not in sums:  # there is none of its stations to say so
            sums[district].failing.update(dict.fromkeys(codes, 0))
            for place in _above(district):
                sums[place]  # what it lies in is there too
    found = (sums[place].summary(place) for place in sums)
    places = sorted((each if each.place else replace(each, name=name) for each in found), key=order.of)
    told = _told([*places, *each])
    return RolledUp(tuple(told[: len(places)]), tuple(told[len(places) :]))


class _Order:
    """Places as their districts' codes have them, and stations by their own; what has none comes after, by name."""

    def __init__(self, table: Standing) -> None:
        self._least: dict[str, str] = {"": ""}
        for row in table.rows():
            place = f"{row['place']}/{row['slug']}"
            self._least[place] = row["street"] or _LAST
            for above in _above(place):
                self._least[above] = min(self._least.get(above, _LAST), row["region"] or _LAST)

    def of(self, each: Summary) -> tuple[tuple[str, str], ...]:
        """By the least code below each place it lies in, from above."""
        around = [each.place, *_above(each.place)]
        return tuple((self._least.get(place, _LAST), place) for place in reversed(around))


_LAST = "~"


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
        f"{row['place']}/{row['slug']}", row["name"] or row["slug"], 1,
        int(row["state"] in ("made", "same")), int(row["state"] == "part"), int(row["state"] == "failed"),
        int(known), int(known and not any(lacking)), int(row["level"] is not None),
        row["points"], ((row["level"], 1),) if row["level"] else (), lacking,
        tuple((code, 1) for code in dict.fromkeys([*_errors(row["told"]), *told.get("finding", {})])),
        People(row["staff"], row["monitors"], row["households"], ending, ended), due,
    )  # fmt: skip


def _errors(told: str) -> Iterator[str]:
    """The codes of what keeps something of a station from being made."""
    return (code for code, _, _, _, exit_ in json.loads(told) if exit_)


def _above(place: str) -> Iterator[str]:
    """The places a station counts for: its district, and all it lies in."""
    above = parent_of(place)
    while above is not None:
        yield above
        above = parent_of(above)


def _told(every: Sequence[Summary]) -> list[Summary]:
    told = {each.place: each.people for each in every}
    for name in _COUNTED:
        counts = {place: getattr(people, name) for place, people in told.items()}
        for place in not_told({place: count for place, count in counts.items() if count is not None}):
            told[place] = replace(told[place], **{name: UNTOLD})
    return [replace(each, people=told[each.place]) for each in every]
