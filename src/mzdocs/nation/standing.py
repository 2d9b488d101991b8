"""Where every station of a fleet stands: one table (docs/fleet.md) that a killed run leaves whole."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from mzdocs.core.problems import CRITERIA, Exit, Location, Sentence, Stopped, problem_type
from mzdocs.nation.districts import DistrictFolder
from mzdocs.nation.summaries import StationRow
from mzdocs.nation.tasks import Task
from mzdocs.nation.work import Done, StationDone

OTHER_TABLE = problem_type(
    "MZN05",
    "记着各站做到哪一步的表用不了：{reason}",
    "The table of where every station stands cannot be used: {reason}",
    "移走这个文件再运行一次：成品都在，会重新登记。",
    "Move the file away and run it again: what was made is there and is entered anew.",
    Exit.OUTPUT,
)
_WRONG_FORMAT = Sentence("是别的版本的", "it is of another version")
NAME = "fleet.sqlite"
_FORMAT = 2
_CRITERIA = ", ".join(f'"{criterion}" INTEGER NOT NULL' for criterion in CRITERIA)
_TABLES = f"""
CREATE TABLE IF NOT EXISTS station (
  place TEXT NOT NULL, slug TEXT NOT NULL, state TEXT NOT NULL, sum TEXT NOT NULL, files INTEGER NOT NULL,
  pages INTEGER NOT NULL, size INTEGER NOT NULL, seconds REAL NOT NULL, told TEXT NOT NULL,
  PRIMARY KEY (place, slug)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS row (
  place TEXT NOT NULL, slug TEXT NOT NULL, facts TEXT NOT NULL, region TEXT NOT NULL, street TEXT NOT NULL,
  name TEXT NOT NULL,
  judged_on TEXT, points REAL, full REAL, level TEXT, {_CRITERIA}, met INTEGER NOT NULL,
  staff INTEGER, monitors INTEGER, households INTEGER, PRIMARY KEY (place, slug)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tally (
  place TEXT NOT NULL, slug TEXT NOT NULL, what TEXT NOT NULL, which TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (place, slug, what, which)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS district (place TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID;
"""
# What was found when a station was made still holds while nothing of it changes.
_STILL = "excluded.state = 'same' AND station.state <> 'failed' AND station.sum = excluded.sum"
_ENTER = f"""
INSERT INTO station VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (place, slug) DO UPDATE SET
  state = excluded.state, sum = excluded.sum, files = excluded.files, pages = excluded.pages, size = excluded.size,
  seconds = CASE WHEN {_STILL} THEN station.seconds ELSE excluded.seconds END,
  told = CASE WHEN {_STILL} THEN station.told ELSE excluded.told END
"""
# Why it was not made is not taken back by data that are sound; whether it was made is not for who reads to say.
_ENTER_READ = """
INSERT INTO station VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (place, slug) DO UPDATE SET
  told = CASE WHEN station.state IN ('part', 'failed') AND NOT ? THEN station.told ELSE excluded.told END
"""


@dataclass(frozen=True)
class Counts:
    """How many stations are done, done but for kinds that an error stops, and not done."""

    done: int
    part: int
    failed: int


class Standing:
    """The table, while it is open."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def keep_only(self, districts: Iterable[DistrictFolder]) -> None:
        """Stations and districts that are not there any more go; of the others what is known stays."""
        with self._base:
            self._base.execute(
                "CREATE TEMP TABLE IF NOT EXISTS found (place TEXT, slug TEXT, PRIMARY KEY (place, slug))"
            )
            self._base.execute("DELETE FROM found")
            self._base.execute("DELETE FROM district")
            for each in districts:
                self._base.executemany(
                    "INSERT OR IGNORE INTO found VALUES (?, ?)", ((each.place, slug) for slug, _ in each.weights)
                )
                self._district(each.place, [(p.code, p.location.file, p.location.line) for p in each.problems])
            for table in ("station", "row", "tally"):
                self._base.execute(f"DELETE FROM {table} WHERE (place, slug) NOT IN (SELECT place, slug FROM found)")

    def enter(self, task: Task, done: Done) -> None:
        """How a task ended, at once and whole."""
        with self._base:
            for each in done.stations:
                self._station(task.place, each)
            facts = {each.slug: each.facts for each in done.stations}
            for slug in {each.slug for each in done.stations if each.state in ("read", "failed")}:
                self._forget_row(task.place, slug)  # an old one is not what its data say now
            for found in done.rows:
                self._row(task.place, found, facts.get(found.slug, ""))
            self._district(task.place, [(one.code, one.file, one.line) for one in done.told])

    def _station(self, place: str, each: StationDone) -> None:
        row = (place, each.slug, each.state, each.sum, each.files, each.pages, each.size, each.seconds)
        told = json.dumps([astuple(one) for one in each.told], ensure_ascii=False)
        if each.state == "read":
            self._base.execute(_ENTER_READ, (*row, told, any(one.exit for one in each.told)))
        else:
            self._base.execute(_ENTER, (*row, told))

    def _forget_row(self, place: str, slug: str) -> None:
        for table in ("row", "tally"):
            self._base.execute(f"DELETE FROM {table} WHERE place = ? AND slug = ?", (place, slug))

    def _row(self, place: str, row: StationRow, facts: str) -> None:
        result = row.result
        judged = (result.judged_on.isoformat(), result.points, result.full, result.level) if result else (None,) * 4
        values = (place, row.slug, facts, row.region, row.street, row.name, *judged, *row.lacking, row.met, row.staff,
                  row.monitors, row.households)  # fmt: skip
        self._forget_row(place, row.slug)
        self._base.execute(f"INSERT INTO row VALUES ({', '.join('?' * len(values))})", values)
        tallies = {"finding": row.findings, "term": row.terms, "appraisal": row.appraisals}
        self._base.executemany(
            "INSERT INTO tally VALUES (?, ?, ?, ?, ?)",
            [(place, row.slug, what, which, n) for what, found in tallies.items() for which, n in found.items()],
        )

    def known(self) -> dict[str, tuple[str, ...]]:
        """By place, the sums of facts whose rows stand in the table."""
        found: dict[str, tuple[str, ...]] = {}
        for place, facts in self._base.execute("SELECT place, facts FROM row WHERE facts <> ''"):
            found[place] = (*found.get(place, ()), facts)
        return found

    def counts(self, of: Iterable[DistrictFolder]) -> Counts:
        """How many of these stations are how far."""
        found = Counter(state for *_, state, _ in self._states(of))
        return Counts(found["made"] + found["same"], found["part"], found["failed"])

    def failed(self, of: Iterable[DistrictFolder]) -> list[tuple[str, str, str]]:
        """Place, station and first code of those of these stations that failed or were made in part."""
        return [(place, slug, code) for place, slug, state, code in self._states(of) if state in ("failed", "part")]

    def _states(self, of: Iterable[DistrictFolder]) -> Iterator[tuple[str, str, str, str]]:
        asked = {(each.place, slug) for each in of for slug, _ in each.weights}
        rows = self._base.execute(
            "SELECT place, slug, state, coalesce(json_extract(told, '$[0][0]'), '') FROM station ORDER BY place, slug"
        )
        yield from (row for row in rows if row[:2] in asked)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every station with its row, in the order of places: a value by its column, None where it is not known."""
        found = self._base.execute(
            "SELECT station.place, station.slug, state, told, row.* FROM station LEFT JOIN row USING (place, slug)"
            " ORDER BY station.place, station.slug"
        )
        names = [column[0] for column in found.description]
        for values in found:
            yield dict(zip(names[4:], values[4:], strict=True)) | dict(zip(names[:4], values[:4], strict=True))

    def tallies(self) -> Iterator[tuple[str, str, str, str, int]]:
        """Place, station, what is counted, of which kind or month, how many."""
        yield from self._base.execute("SELECT * FROM tally")

    def sums(self) -> Iterator[tuple[str, str, str]]:
        """Place, station, and the sum of all that was delivered to it."""
        yield from self._base.execute("SELECT place, slug, sum FROM station ORDER BY place, slug")

    def districts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every district that was found, with the codes of what is wrong with it."""
        for place, told in self._base.execute("SELECT place, told FROM district ORDER BY place"):
            yield place, tuple(dict.fromkeys(code for code, *_ in json.loads(told)))

    def _district(self, place: str, told: Iterable[tuple[str, str, int | None]]) -> None:
        said = json.dumps([*told], ensure_ascii=False)
        self._base.execute("INSERT OR REPLACE INTO district VALUES (?, ?)", (place, said))


@contextmanager
def standing(root: Path) -> Iterator[Standing]:
    """The table of a folder, made where there is none.

    Raises:
        Stopped: it is of another version, damaged, or cannot be written.
    """
    try:
        base = sqlite3.connect(root / NAME)
        try:
            (found,) = base.execute("PRAGMA user_version").fetchone()
            if found not in (0, _FORMAT):
                raise Stopped([OTHER_TABLE.at(Location(NAME), reason=_WRONG_FORMAT)])
            base.executescript(f"PRAGMA journal_mode = WAL; {_TABLES} PRAGMA user_version = {_FORMAT};")
            yield Standing(base)
        finally:
            base.close()
    except sqlite3.Error as error:
        raise Stopped([OTHER_TABLE.at(Location(NAME), reason=str(error))]) from None
