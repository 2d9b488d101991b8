"""A roll-up reads what was never built, and says of what was built what its data say now."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from mzdocs.core.problems import Exit
from mzdocs.nation.districts import districts_under
from mzdocs.nation.fleet_run import read_fleet
from mzdocs.nation.rollup import RolledUp, rolled_up
from mzdocs.nation.standing import standing
from mzdocs.nation.tasks import Asked, Task
from mzdocs.nation.work import Done, FoundCode, StationDone, carried_out
from mzdocs.publish.lock import hold

from .incremental import little
from .test_nation import Counting, Here
from .test_nation_rollup import DAY
from .workspaces import Workspace

PLACE = "东江省/滨海市/北城区"
WRONG = FoundCode("MZ1019", "data/stations/a.yaml", 3, 1, 10)
LAYOUT = FoundCode("MZ3201", "a/reports/2026/x.pdf", None, 1, 13)


@pytest.fixture
def district(tmp_path: Path) -> Workspace:
    """A district of one station that was never built."""
    return little(tmp_path / "root" / PLACE)


def read(root: Path) -> RolledUp:
    work = partial(carried_out, str(root), Asked(()), 600)
    read_fleet(root, [*districts_under(root)], Here(work), 3, Counting())
    with standing(root) as table:
        return rolled_up(table, DAY, root.name)


def test_a_station_that_was_never_built_is_in_the_roll_up_and_nothing_is_made(
    district: Workspace, tmp_path: Path
) -> None:
    root = tmp_path / "root"
    (station,) = read(root).stations
    assert (station.name, station.known, station.done, station.failed) == ("澄江区桃源街道民政工作站", 1, 0, 0)
    assert station.people.monitors
    assert not (root / PLACE / "output").exists()


def test_data_that_are_broken_since_count_no_more_until_they_are_mended(district: Workspace, tmp_path: Path) -> None:
    root, sound = tmp_path / "root", district.station.read_text("utf-8")
    read(root)
    district.station.write_text("站名: [\n", "utf-8")
    (station,) = read(root).stations
    assert (station.known, station.people.monitors, [code for code, _ in station.failing]) == (0, None, ["MZ1011"])
    district.station.write_text(sound, "utf-8")
    (station,) = read(root).stations
    assert station.known == 1
    assert "MZ1011" not in dict(station.failing)


def test_of_a_broken_district_every_station_says_why(district: Workspace, tmp_path: Path) -> None:
    district.district.write_text("区县: [\n", "utf-8")
    (station,) = read(tmp_path / "root").stations
    assert (station.known, [code for code, _ in station.failing]) == (0, ["MZ1011"])


def test_it_reads_while_a_fleet_builds(district: Workspace, tmp_path: Path) -> None:
    with hold(tmp_path / "root"):
        assert len(read(tmp_path / "root").stations) == 1


@pytest.mark.parametrize(
    ("before", "now", "state", "told"),
    [
        (None, (), "read", ()),
        (StationDone("a", "made", told=(WRONG,)), (), "made", ()),
        (StationDone("a", "made"), (WRONG,), "made", (WRONG,)),
        (StationDone("a", "failed", told=(LAYOUT,)), (), "failed", (LAYOUT,)),
        (StationDone("a", "part", told=(LAYOUT,)), (WRONG,), "part", (WRONG,)),
    ],
)
def test_who_reads_says_what_is_wrong_with_data_and_not_whether_it_was_made(
    tmp_path: Path, before: StationDone | None, now: tuple[FoundCode, ...], state: str, told: tuple[FoundCode, ...]
) -> None:
    with standing(tmp_path) as table:
        for each in (before, StationDone("a", "read", told=now)):
            if each:
                table.enter(Task("p", ("a",), 1), Done((each,)))
        (row,) = table.rows()
    assert row["state"] == state
    assert [FoundCode(*each) for each in json.loads(row["told"])] == [*told]


def report(root: Path, *given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mzdocs", "fleet", str(root), "--report", str(root.parent / "report"), *given]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def test_the_command_reads_all_and_tells_with_its_place_what_is_not_there(district: Workspace, tmp_path: Path) -> None:
    root = tmp_path / "root"
    empty = root / "东江省/滨海市/南城区/data"
    empty.mkdir(parents=True)
    (empty / "district.yaml").touch()
    done = report(root, "-j", "1")
    assert (done.returncode, done.stdout.split("，")[0]) == (Exit.DONE, "汇总了 6 行")
    assert "MZ1304 东江省/滨海市/南城区/data/stations" in done.stderr
    assert (tmp_path / "report" / "文书" / "东江省" / "滨海市" / "level-summary.pdf").is_file()


def test_a_roll_up_of_some_is_refused(district: Workspace, tmp_path: Path) -> None:
    done = report(tmp_path / "root", "--stations", "东江省/*")
    assert done.returncode == Exit.USAGE
    assert "--report 汇总全部" in done.stderr
    assert not (tmp_path / "report").exists()
