"""Numbers of people too small to be told: nor do they follow from any others, at any level or in any table."""

from __future__ import annotations

import csv
import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from mzdocs.nation.report import COLUMNS, write_report
from mzdocs.nation.report_files import BOOK, TABLE
from mzdocs.nation.rollup import UNTOLD, People, RolledUp, rolled_up
from mzdocs.nation.small_numbers import SMALLEST, bounds, not_told, parent_of
from mzdocs.nation.standing import standing
from mzdocs.nation.station_rows import StationRow
from mzdocs.nation.tasks import Task
from mzdocs.nation.work import Done, StationDone

DAY = date(2026, 12, 1)


def below(*numbers: int) -> dict[str, int]:
    """A whole, and places right below it."""
    return {"": sum(numbers)} | {str(at): number for at, number in enumerate(numbers)}


@pytest.mark.parametrize(
    ("counts", "kept"),
    [
        (below(SMALLEST, 9, 0), set()),
        (below(SMALLEST - 1, 9, 7, 0), {"0", "2"}),  # alone it would follow from the sum
        (below(1, 9), {"0", "1"}),
        (below(1, 1, 9), {"0", "1", "2"}),  # of a sum of 2, or of 3 of two, each would be known to be small
        (below(2, 2, 2), {"0", "1", "2"}),
        (below(1, 2), {"", "0", "1"}),  # the sum itself would tell
        (below(2), {"", "0"}),
        ({"": 11, "p": 2, "q": 9, "p/a": 2, "q/a": 4, "q/b": 5}, {"p", "p/a", "q", "q/a"}),  # q from what lies in it
        ({"": 9, "p": 9, "p/a": 1, "p/b": 8}, {"p/a", "p/b"}),
    ],
)
def test_the_small_ones_and_as_few_others_as_they_follow_from_are_not_told(
    counts: Mapping[str, int], kept: set[str]
) -> None:
    assert not_told(counts) == kept


def tree(chance: random.Random, depth: int, place: str = "") -> dict[str, int]:
    """Numbers that add up, three levels deep at most."""
    if depth == 0:
        return {place: chance.choice([0, 0, 1, 2, 3, 4, 5])}
    parts = [tree(chance, depth - 1, f"{place}/{at}".lstrip("/")) for at in range(chance.randint(1, 3))]
    found = {name: number for part in parts for name, number in part.items()}
    return found | {place: sum(number for name, number in found.items() if parent_of(name) == place)}


def worlds(counts: Mapping[str, int], kept: Sequence[str], most: int) -> Iterator[dict[str, int]]:
    """Every way in which numbers could be that are not told, where those told are as they are: by trying them all."""
    parents = {parent_of(place) for place in counts}
    order = sorted(counts, key=lambda place: (place == "", -place.count("/")))
    free = [place for place in kept if place not in parents]
    for numbers in itertools.product(range(1, most + 1), repeat=len(free)):
        found = {place: counts[place] for place in counts if place not in parents} | dict(
            zip(free, numbers, strict=True)
        )
        for place in (place for place in order if place in parents):
            found[place] = sum(number for name, number in found.items() if parent_of(name) == place)
        if all(found[place] == counts[place] for place in counts if place not in kept):
            yield found


def test_whoever_tries_every_way_in_which_it_could_be_knows_no_small_number() -> None:
    tried = 0
    for seed in range(400):
        counts = tree(random.Random(seed), 1 + seed % 3)
        kept = not_told(counts)
        if not kept or sum(place not in {parent_of(one) for one in counts} for place in kept) > 3:
            continue
        tried += 1
        possible = [*worlds(counts, sorted(kept), 10)]
        for place in kept:
            values = {found[place] for found in possible}
            assert len(values) > 1, (seed, place)
            assert max(values) >= SMALLEST, (seed, place)
    assert tried > 100


def test_the_attack_sees_a_number_that_follows() -> None:
    counts = below(1, 9)
    assert {found["0"] for found in worlds(counts, ["0"], 10)} == {1}
    assert bounds(counts, {"0"})["0"].close
    assert not bounds(counts, {"0", "1"})["0"].close


# in what is written


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[RolledUp, dict[str, People]]:
    """A nation of two provinces with small numbers in many places; with the true numbers of each place."""
    root, chance = tmp_path_factory.mktemp("nation"), random.Random(7)
    with standing(root) as table:
        for province, city, district in itertools.product("甲乙", "子丑", "ab"):
            rows = [
                StationRow(
                    f"s{at}", "001", f"{at}站", None, (0,) * 7,
                    staff=chance.choice([1, 4, 5]), monitors=8, households=chance.choice([0, 1, 2, 5, 60]),
                    terms={"2026-11": chance.choice([0, 0, 1, 4]), "2027-03": chance.choice([0, 2, 3])},
                )
                for at in range(3)
            ]  # fmt: skip
            done = tuple(StationDone(each.slug, "made") for each in rows)
            place = f"{province}省/{province}{city}市/{district}区"
            table.enter(Task(place, tuple(each.slug for each in rows), 1), Done(done, rows=tuple(rows)))
        told = rolled_up(table, DAY, "全国")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("mzdocs.nation.rollup.not_told", lambda counts: ())
            true = rolled_up(table, DAY, "全国")
    return told, {each.place: each.people for each in (*true.places, *true.stations)}


def test_no_small_number_follows_from_all_tables_together(
    found: tuple[RolledUp, dict[str, People]], tmp_path: Path
) -> None:
    told, true = found
    write_report(told, DAY, tmp_path / "report")
    head, *rows = csv.reader((tmp_path / "report" / TABLE).read_text("utf-8-sig").splitlines())
    (sheet,) = openpyxl.load_workbook(tmp_path / "report" / BOOK).worksheets
    book = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4)]
    for column, name in {
        "人员": "staff",
        "在保户": "households",
        "一年内任期满": "ending",
        "任期已过": "ended",
    }.items():
        at = head.index(column)
        counts = {place: getattr(people, name) for place, people in true.items()}
        kept = {row[0] for row in rows if row[at] == str(UNTOLD)}
        assert kept
        assert kept == {line[0] or "" for line in book if line[at] == "*"}
        assert kept >= {place for place, count in counts.items() if 0 < count < SMALLEST}
        assert {row[0]: int(row[at]) for row in rows if row[0] not in kept} == {
            place: count for place, count in counts.items() if place not in kept
        }
        assert [place for place, known in bounds(counts, kept).items() if place in kept and known.close] == []


def test_what_a_paper_says_is_what_the_table_says(found: tuple[RolledUp, dict[str, People]]) -> None:
    from mzdocs.nation.level_words import NOT_TOLD, level_words, levels_of

    told, _ = found
    shown = {each.place: each.people for each in told.places}
    for place, level in levels_of(told).items():
        words = level_words(told, level, place, DAY)
        for row in (*words["下级"], *words["各区"], {**words["合计"], "位置": place}):  # type: ignore[misc,dict-item]
            for column, name in {"人员": "staff", "在保户": "households", "任期已过": "ended"}.items():
                whole = f"{place}/{row['位置']}" if place and row["名称"] != "合计" else str(row["位置"])
                count = getattr(shown[whole], name)
                assert row[column] == (NOT_TOLD if count == UNTOLD else str(count))
    assert len(COLUMNS) == 24
