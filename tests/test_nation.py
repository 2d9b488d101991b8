"""Many districts under one folder: which are found, how their tasks are carried out, and where each station stands."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from distributed import LocalCluster, Security

from mzdocs.core.problems import Exit, Stopped
from mzdocs.nation.cluster import OPEN_LINE, UNREACHED, Certificates, Cluster
from mzdocs.nation.districts import CLOSED_FOLDER, DistrictFolder, districts_under
from mzdocs.nation.engines import GRACE, Loss, Processes
from mzdocs.nation.fleet_run import run_fleet
from mzdocs.nation.running import MOST_GONE, SET_APART, Running
from mzdocs.nation.standing import NAME, OTHER_TABLE, Counts, standing
from mzdocs.nation.tasks import MOST_STATIONS, Asked, Task, tasks_of
from mzdocs.nation.work import STOP, Done, FoundCode, StationDone, carried_out
from mzdocs.publish.lock import BUSY, hold

from .incremental import little
from .sweeps.fleets import descendants
from .workspaces import Workspace

PLACES = ("东江省/滨海市/北城区", "东江省/滨海市/南城区", "西岭省/石泉县")
ASKED = Asked(("plaque",))


def workspace(root: Path, place: str, *slugs: str) -> Path:
    """The files by which a workspace and its stations are found, with nothing in them."""
    stations = root / place / "data" / "stations"
    stations.mkdir(parents=True)
    (root / place / "data" / "district.yaml").touch()
    for slug in slugs:
        (stations / f"{slug}.yaml").write_text("x" * len(slug))
    return stations


# districts


def test_districts_are_found_at_any_depth_with_their_stations_by_weight(tmp_path: Path) -> None:
    for place in reversed(PLACES):
        workspace(tmp_path, place, "a", "bb")
    stations = tmp_path / PLACES[0] / "data" / "stations"
    (stations / "bb-clients.csv").write_text("x" * 98)
    found = [*districts_under(tmp_path)]
    assert [each.place for each in found] == [*PLACES]
    assert found[0].weights == (("a", 1), ("bb", 100))


def test_a_folder_that_is_itself_a_workspace_is_one(tmp_path: Path) -> None:
    workspace(tmp_path, ".", "a")
    (district,) = districts_under(tmp_path)
    assert district == DistrictFolder(".", (("a", 1),))


@pytest.mark.parametrize("hidden", [".git/x", "output/x", "data/x", f"{PLACES[0]}/data/years/2025", f"{PLACES[0]}/x"])
def test_nothing_is_found_where_no_district_works(tmp_path: Path, hidden: str) -> None:
    workspace(tmp_path, PLACES[0], "a")
    workspace(tmp_path, hidden, "b")
    assert [each.place for each in districts_under(tmp_path)] == [PLACES[0]]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    workspace(tmp_path / "outside", "q", "a")
    (tmp_path / "root" / "p").mkdir(parents=True)
    (tmp_path / "root" / "p" / "up").symlink_to(tmp_path / "root")
    (tmp_path / "root" / "p" / "out").symlink_to(tmp_path / "outside")
    assert [*districts_under(tmp_path / "root")] == []


def test_a_district_without_stations_and_a_closed_folder_are_told_beside_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace(tmp_path, "p", "a")
    workspace(tmp_path, "q")
    (tmp_path / "r").mkdir()
    scandir = os.scandir

    def refusing(path: str) -> Any:
        if str(path) == str(tmp_path / "r"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = {each.place: each for each in districts_under(tmp_path)}
    assert found["p"].weights
    assert found["p"].problems == ()
    assert [problem.code for problem in found["q"].problems] == ["MZ1304"]
    assert [(problem.code, problem.location.file) for problem in found["r"].problems] == [(CLOSED_FOLDER.code, "r")]


def test_a_table_that_is_a_link_to_nothing_hides_no_district(tmp_path: Path) -> None:
    stations = workspace(tmp_path, "p", "a")
    (stations / "a-clients.csv").symlink_to(tmp_path / "nowhere")
    (found,) = districts_under(tmp_path)
    assert [slug for slug, _ in found.weights] == ["a"]


# tasks


def district(place: str, *weights: int) -> DistrictFolder:
    return DistrictFolder(place, tuple((f"{place}{number}", weight) for number, weight in enumerate(weights)))


def test_tasks_are_of_one_district_and_the_dearest_comes_first() -> None:
    tasks = tasks_of([district("p", 1, 2), district("q", 9), district("r", 2, 1)])
    assert [(task.place, task.slugs, task.weight) for task in tasks] == [
        ("q", ("q0",), 9), ("p", ("p0", "p1"), 3), ("r", ("r0", "r1"), 3),
    ]  # fmt: skip


@pytest.mark.parametrize(("stations", "sizes"), [(MOST_STATIONS, [50]), (MOST_STATIONS + 1, [50, 1])])
def test_a_district_is_cut_at_so_many_stations(stations: int, sizes: list[int]) -> None:
    assert [len(task.slugs) for task in tasks_of([district("p", *[1] * stations)])] == sizes


def test_what_an_engine_calls_a_task_says_nothing_and_is_another_at_each_try() -> None:
    task = Task("东江省/滨海市/北城区", ("taoyuan",), 1)
    again = replace(task, tried=1)
    assert task.key != again.key
    assert task.key != replace(task, slugs=("taoyua", "n")).key
    assert task.key.isalnum()
    assert task.key.isascii()


# an engine that is told what happens


class Scripted(AbstractContextManager["Scripted"]):
    """Answers at once, as its script says for a station: it is lost so often before it is made."""

    workers = 2

    def __init__(self, losses: dict[str, list[Loss]] | None = None) -> None:
        self.losses = losses or {}
        self.seen: list[Task] = []
        self.at_hand: list[tuple[Future[Done], Task]] = []
        self.most = 0

    def submit(self, task: Task) -> Future[Done]:
        future: Future[Done] = Future()
        self.seen.append(task)
        self.at_hand.append((future, task))
        self.most = max(self.most, len([one for one, _ in self.at_hand if not one.done()]))
        places = [each.place for one, each in self.at_hand if not one.done()]
        assert len(places) == len({*places}), "two tasks of one district at once"
        lost = next((self.losses[slug].pop() for slug in task.slugs if self.losses.get(slug)), None)
        if lost:
            future.set_exception(Lost(lost))
        else:
            future.set_result(Done(tuple(StationDone(slug, "made", f"sum of {slug}") for slug in task.slugs)))
        return future

    def loss(self, error: BaseException) -> Loss:
        if not isinstance(error, Lost):
            raise error
        return error.args[0]

    def __exit__(self, *_: object) -> None: ...


class Lost(Exception):
    pass


def answers(running: Running) -> Iterator[tuple[Task, Done]]:
    while (ended := running.ended()) is not None:
        yield from ended


def states(running: Running) -> dict[str, str]:
    return {each.slug: each.state for _, done in answers(running) for each in done.stations}


def test_every_station_is_answered_for_once() -> None:
    tasks = tasks_of([district(place, *[1] * 3) for place in "pqrstu"])
    slugs = [each.slug for _, done in answers(Running(tasks, Scripted(), 3)) for each in done.stations]
    assert sorted(slugs) == sorted(slug for task in tasks for slug in task.slugs)


def test_a_lost_worker_loses_its_own_task_only_and_that_is_tried_station_by_station() -> None:
    engine = Scripted({"q1": ["died"]})
    found = states(Running(tasks_of([district("p", 1, 1), district("q", 1, 1, 1)]), engine, 3))
    assert found == dict.fromkeys(["p0", "p1", "q0", "q1", "q2"], "made")
    assert sorted(task.slugs for task in engine.seen if task.place == "q" and len(task.slugs) == 1) == [
        ("q0",), ("q1",), ("q2",),
    ]  # fmt: skip


@pytest.mark.parametrize(("losses", "state"), [(MOST_GONE, "made"), (MOST_GONE + 3, "made"), (MOST_GONE + 4, "failed")])
def test_a_worker_that_is_gone_says_little_of_what_it_had(losses: int, state: str) -> None:
    engine = Scripted({"q1": ["gone"] * losses})
    running = Running(tasks_of([district("q", 1, 1)]), engine, 3)
    assert states(running) == {"q0": "made", "q1": state}
    assert [task.slugs for task in engine.seen[: MOST_GONE + 1]] == [("q0", "q1")] * (MOST_GONE + 1)
    assert len({task.key for task in engine.seen}) == len(engine.seen)


@pytest.mark.parametrize(("losses", "state"), [(3, "made"), (4, "failed")])
@pytest.mark.parametrize("how", ["died", "time"])
def test_a_station_that_ends_its_worker_so_often_is_set_apart(losses: int, state: str, how: Loss) -> None:
    engine = Scripted({"q1": [how] * losses})  # the first of them with the others of its task
    done = {
        each.slug: each
        for _, done in answers(Running(tasks_of([district("q", 1, 1)]), engine, 3))
        for each in done.stations
    }
    assert {slug: each.state for slug, each in done.items()} == {"q0": "made", "q1": state}
    expected = () if state == "made" else (FoundCode(SET_APART[how].code, "q/q1", exit=int(Exit.LIMIT)),)
    assert done["q1"].told == expected


def test_an_error_of_an_engine_that_lost_no_worker_is_not_swallowed() -> None:
    engine = Scripted()
    engine.loss = lambda error: (_ for _ in ()).throw(error)  # type: ignore[method-assign]
    running = Running(tasks_of([district("q", 1)]), engine, 3)
    engine.losses = {"q0": ["died"]}
    with pytest.raises(Lost):
        running.ended()


def test_what_has_not_begun_when_it_is_stopped_is_not_begun() -> None:
    engine = Scripted()
    running = Running(tasks_of([district(place, 1) for place in "abcdefghij"]), engine, 3)
    first = running.ended()
    running.stop()
    assert first
    assert len(engine.seen) < 10
    assert {task.place for task, _ in (*first, *answers(running))} == {task.place for task in engine.seen}


class Held(Scripted):
    """Answers nothing by itself."""

    def submit(self, task: Task) -> Future[Done]:
        self.at_hand.append((Future(), task))
        return self.at_hand[-1][0]


def test_after_a_stop_what_a_lost_worker_had_is_not_begun_again() -> None:
    engine = Held()
    running = Running(tasks_of([district("p", 1, 1)]), engine, 3)
    assert running.ended() == []
    running.stop()
    ((future, _),) = engine.at_hand
    future.set_exception(Lost("died"))
    assert running.ended() == []
    assert running.ended() is None
    assert len(engine.at_hand) == 1


def test_who_waits_and_who_looks_whether_anything_changed_loads_nothing_that_makes_files() -> None:
    """A worker of a fleet of which nothing changed, and the parent for as long as the fleet lasts."""
    code = "import sys, mzdocs.nation.work, mzdocs.nation.fleet_run; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "mzdocs.nation.standing" in loaded
    assert not {"mzdocs.build.pipeline", "mzdocs.checks", "mzdocs.preflight", "numpy", "weasyprint"}.intersection(
        loaded
    )


# where each stands


def entered(root: Path, *states: StationDone) -> list[tuple[Any, ...]]:
    with standing(root) as table:
        for each in states:
            table.enter(Task("p", (each.slug,), 1), Done((each,)))
    with sqlite3.connect(root / NAME) as base:
        return base.execute("SELECT slug, state, sum, seconds, told FROM station").fetchall()


FINDING = (FoundCode("MZ2101", "data/stations/a.yaml", 3),)


@pytest.mark.parametrize(
    ("before", "sum", "told", "seconds"),
    [
        (StationDone("a", "made", "1", seconds=7, told=FINDING), "1", FINDING, 7),
        (StationDone("a", "made", "1", seconds=7, told=FINDING), "2", (), 0),
        (StationDone("a", "failed", "1", seconds=7, told=FINDING), "1", (), 0),
    ],
)
def test_what_was_found_is_kept_while_nothing_changed(
    tmp_path: Path, before: StationDone, sum: str, told: tuple[FoundCode, ...], seconds: float
) -> None:
    ((_, state, kept, lasted, said),) = entered(tmp_path, before, StationDone("a", "same", sum))
    assert (state, kept, lasted) == ("same", sum, seconds)
    assert [FoundCode(*each) for each in json.loads(said)] == [*told]


def test_stations_that_are_gone_leave_the_table_and_the_others_stay(tmp_path: Path) -> None:
    entered(tmp_path, StationDone("p0", "made"), StationDone("p1", "failed", told=FINDING))
    with standing(tmp_path) as table:
        table.keep_only([district("p", 1)])
        assert table.counts([district("p", 1, 1)]) == Counts(1, 0, 0)
        table.keep_only([district("q", 1)])
        assert [*table.sums()] == []


@pytest.mark.parametrize("damage", ["version", "bytes"])
def test_a_table_of_another_version_and_a_damaged_one_are_refused(tmp_path: Path, damage: str) -> None:
    entered(tmp_path, StationDone("a", "made"))
    if damage == "version":
        with sqlite3.connect(tmp_path / NAME) as base:
            base.execute("PRAGMA user_version = 1")
    else:
        (tmp_path / NAME).write_bytes(b"no table" * 999)
    with pytest.raises(Stopped) as stopped, standing(tmp_path):
        pass
    assert [problem.code for problem in stopped.value.problems] == [OTHER_TABLE.code]


# processes of this machine


def poisoned(marks: str, task: Task) -> Done:
    """Ends its process at one station, takes too long at another, and makes the rest."""
    for slug in task.slugs:
        with (Path(marks) / slug).open("a") as mark:
            mark.write(f"{os.getpid()}\n")
        if slug == "p1":
            os.kill(os.getpid(), signal.SIGKILL)
        if slug == "q0":
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            signal.pause()
    return Done(tuple(StationDone(slug, "made") for slug in task.slugs))


def test_processes_that_are_killed_or_hang_take_nothing_else_with_them(tmp_path: Path) -> None:
    tasks = tasks_of([district("p", 1, 1, 1), district("q", 1), district("r", 1, 1)])
    with Processes(partial(poisoned, str(tmp_path)), 2) as engine:
        done = {each.slug: each for _, done in answers(Running(tasks, engine, 2)) for each in done.stations}
    made = {slug for slug, each in done.items() if each.state == "made"}
    assert made == {"p0", "p2", "r0", "r1"}
    assert {slug: done[slug].told[0].code for slug in done.keys() - made} == {
        "p1": SET_APART["died"].code, "q0": SET_APART["time"].code,
    }  # fmt: skip
    assert len((tmp_path / "p1").read_text().split()) == 3  # with the others of its task, then twice alone


@pytest.mark.parametrize("engine", [Processes, Cluster])
def test_processes_that_are_killed_while_they_wait_are_begun_anew(
    engine: Callable[..., Processes | Cluster], tmp_path: Path
) -> None:
    before = {*descendants(os.getpid())}
    with engine(partial(poisoned, str(tmp_path)), 1) as begun:
        assert states(Running(tasks_of([district("r", 1)]), begun, 3)) == {"r0": "made"}
        for pid in {*descendants(os.getpid())} - before:
            line = Path(f"/proc/{pid}/cmdline").read_bytes()
            if b"spawn_main" in line and not descendants(pid):  # one that carries out tasks
                os.kill(pid, signal.SIGKILL)
        assert states(Running(tasks_of([district("t", 1)]), begun, 3)) == {"t0": "made"}


def stopped_once(marks: str, task: Task) -> Done:
    """Stops its process for good at the first try: no signal of its own wakes it."""
    mark = Path(marks) / task.slugs[0]
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGSTOP)
    return Done(tuple(StationDone(slug, "made") for slug in task.slugs))


@pytest.mark.parametrize("engine", [Processes, Cluster])
def test_a_process_that_does_nothing_any_more_is_ended_by_who_waits_for_it(
    engine: Callable[..., Processes | Cluster], tmp_path: Path
) -> None:
    with engine(partial(stopped_once, str(tmp_path)), 1, seconds=2 - GRACE) as begun:
        assert states(Running(tasks_of([district("p", 1), district("q", 1)]), begun, 3)) == {"p0": "made", "q0": "made"}


@pytest.mark.parametrize("engine", [Processes, Cluster])
def test_an_interrupt_at_the_terminal_is_heard_by_no_process_from_its_first_moment_on(
    engine: Callable[..., Processes | Cluster], tmp_path: Path
) -> None:
    before = {*descendants(os.getpid())}
    with engine(partial(poisoned, str(tmp_path)), 1) as begun:
        new = [pid for pid in descendants(os.getpid()) if pid not in before]
        masks = [re.findall(r"Sig(?:Blk|Ign):\t([0-9a-f]+)", Path(f"/proc/{pid}/status").read_text()) for pid in new]
        assert new
        assert all(any(int(mask, 16) & 1 << signal.SIGINT - 1 for mask in each) for each in masks)
        for pid in new:
            os.kill(pid, signal.SIGINT)
        assert states(Running(tasks_of([district("r", 1)]), begun, 1)) == {"r0": "made"}
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


# the whole way, with true stations


@pytest.fixture(scope="module")
def begun_districts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three districts of one little station each, its plaques made once."""
    root = tmp_path_factory.mktemp("nation")
    first = little(root / PLACES[0])
    for place in PLACES[1:]:
        shutil.copytree(first.root, root / place)
    for place in PLACES:
        done = carried_out(str(root), ASKED, 600, Task(place, ("taoyuan",), 1))
        assert [each.state for each in done.stations] == ["made"]
    return root


@pytest.fixture
def root(begun_districts: Path, tmp_path: Path) -> Path:
    return shutil.copytree(begun_districts, tmp_path / "root", symlinks=True)


class Counting:
    """Hears every task; asks to stop after so many."""

    def __init__(self, most: int = 999) -> None:
        self.done: list[tuple[Task, Done]] = []
        self.most = most

    @property
    def stopping(self) -> bool:
        return len(self.done) >= self.most

    def on_task(self, task: Task, done: Done) -> None:
        self.done.append((task, done))


class Here(AbstractContextManager["Here"]):
    """Carries a task out in this process, one at a time."""

    workers = -1  # with the two that are held ahead: one

    def __init__(self, work: Callable[[Task], Done]) -> None:
        self.work = work

    def submit(self, task: Task) -> Future[Done]:
        future: Future[Done] = Future()
        future.set_result(self.work(task))
        return future

    def loss(self, error: BaseException) -> Loss:
        raise error

    def __exit__(self, *_: object) -> None: ...


def run(root: Path, most: int = 999) -> dict[str, StationDone]:
    found, counting = [*districts_under(root)], Counting(most)
    run_fleet(root, found, found, Here(partial(carried_out, str(root), ASKED, 600)), 3, counting)
    return {task.place: each for task, done in counting.done for each in done.stations}


def test_a_clock_that_is_wrong_changes_no_byte(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = run(root)[PLACES[0]]
    shutil.rmtree(root / PLACES[0] / "output")
    monkeypatch.setattr("time.time", lambda: 999_999_999.0)
    after = run(root)[PLACES[0]]
    assert (after.state, after.sum) == ("made", before.sum)


def test_what_stands_as_it_would_be_built_is_not_made_again(root: Path) -> None:
    assert {each.state for each in run(root).values()} == {"same"}
    station = Workspace(root / PLACES[1]).station
    station.write_text(station.read_text().replace("民政服务窗口", "便民服务窗口"))
    before = run(root)
    assert {place: each.state for place, each in before.items()} == {
        PLACES[0]: "same", PLACES[1]: "made", PLACES[2]: "same",
    }  # fmt: skip
    assert before[PLACES[1]].sum != before[PLACES[0]].sum == before[PLACES[2]].sum
    assert before[PLACES[0]].files > 5
    assert before[PLACES[0]].pages == 10


def test_of_each_station_a_row_of_numbers_stands_in_the_table_and_is_made_anew_with_its_data(root: Path) -> None:
    run(root)
    with sqlite3.connect(root / NAME) as base:
        before = base.execute("SELECT place, name, monitors, households, met FROM row ORDER BY place").fetchall()
        assert {row[1:] for row in before} == {("澄江区桃源街道民政工作站", *before[0][2:])}
        base.execute("UPDATE row SET monitors = 77")
    table = Workspace(root / PLACES[1]).table
    table.write_text(table.read_text("utf-8-sig").rsplit("\n", 2)[0] + "\n", "utf-8-sig")  # one household less
    run(root)
    with sqlite3.connect(root / NAME) as base:
        after = base.execute("SELECT place, monitors, households FROM row ORDER BY place").fetchall()
    assert [row[1] for row in after] == [77, before[1][2], 77]
    assert after[1][2] == before[1][3] - 1


def test_a_broken_district_is_told_and_the_others_go_on(root: Path) -> None:
    Workspace(root / PLACES[0]).district.write_text("区县: [\n")
    found = run(root)
    assert {place: each.state for place, each in found.items()} == {
        PLACES[0]: "failed", PLACES[1]: "same", PLACES[2]: "same",
    }  # fmt: skip
    with standing(root) as table:
        assert [row[:2] for row in table.failed([*districts_under(root)])] == [(PLACES[0], "taoyuan")]


def test_a_second_fleet_over_one_folder_is_told_to_wait(root: Path) -> None:
    with hold(root), pytest.raises(Stopped) as stopped:
        run(root)
    assert [problem.code for problem in stopped.value.problems] == [BUSY.code]


def test_it_stops_when_asked_and_a_second_run_goes_on(root: Path) -> None:
    first = run(root, most=1)
    assert 1 <= len(first) < 3
    assert not (root / STOP).exists()
    assert len(run(root)) == 3


def test_a_task_that_the_engine_had_already_is_not_begun_after_a_stop(tmp_path: Path) -> None:
    workspace(tmp_path, "p", "a")
    (tmp_path / STOP).touch()
    done = carried_out(str(tmp_path), ASKED, 600, Task("p", ("a",), 1))
    assert (done.stations, done.left, done.stopped) == ((), ("a",), True)


def test_a_fault_of_ours_is_told_without_its_text(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("王小明 110101199003074514")

    monkeypatch.setattr("mzdocs.nation.work.build_all", broken)
    done = carried_out(str(root), ASKED, 600, Task(PLACES[0], ("taoyuan",), 1))
    assert [(each.slug, each.state) for each in done.stations] == [("taoyuan", "failed")]
    assert [(told.code, told.exit) for told in done.told] == [("MZ9000", 70)]
    assert "王" not in repr(done)


def test_no_memory_leaves_the_stations_to_be_tried_one_by_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("mzdocs.nation.work.build_all", hungry)
    done = carried_out(str(root), ASKED, 600, Task(PLACES[0], ("taoyuan", "qinghuai"), 1))
    assert (done.left, done.stations) == (("taoyuan", "qinghuai"), ())


def test_the_command_builds_all_says_so_and_says_where_it_stands(root: Path) -> None:
    shutil.rmtree(root / PLACES[2] / "output")
    first = fleet(root, "--json", "-j", "1")
    assert (first.returncode, json.loads(first.stdout)["stations"]) == (
        0, {"made": 1, "same": 2, "part": 0, "failed": 0, "left": 0},
    )  # fmt: skip
    status = fleet(root, "--status")
    assert status.stdout == "3 个区 3 个工作站：做好 3，只做成一部分 0，没有做成 0，还没有做 0。\n"
    part = fleet(root, "--status", "--json", "--stations", f"{PLACES[0]}/*")
    assert json.loads(part.stdout) == {"stations": 1, "done": 1, "part": 0, "failed": 0, "left": 0, "first": []}
    with standing(root) as table:
        assert len({sum for _, _, sum in table.sums()}) == 1


def fleet(root: Path, *given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mzdocs", "fleet", str(root), "--only", "plaque", *given],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip


def test_a_folder_without_districts_is_told(tmp_path: Path) -> None:
    told = fleet(tmp_path)
    assert told.returncode == Exit.DATA
    assert "MZN01" in told.stderr


# a cluster of Dask


def test_a_cluster_loses_with_a_worker_that_is_killed_or_hangs_nothing_else(tmp_path: Path) -> None:
    tasks = tasks_of([district("p", 1, 1, 1), district("q", 1), district("r", 1, 1)])
    with Cluster(partial(poisoned, str(tmp_path)), 2) as engine:
        done = {each.slug: each for _, done in answers(Running(tasks, engine, 2)) for each in done.stations}
    assert {slug for slug, each in done.items() if each.state == "made"} == {"p0", "p2", "r0", "r1"}
    assert {slug: done[slug].told[0].code for slug in ("p1", "q0")} == {
        "p1": SET_APART["died"].code, "q0": SET_APART["time"].code,
    }  # fmt: skip


def test_a_cluster_of_this_machine_serves_nothing_by_http(tmp_path: Path) -> None:
    with Cluster(partial(poisoned, str(tmp_path)), 1) as engine:
        found = engine.client.scheduler_info(n_workers=-1)
        ports = [each["services"]["dashboard"] for each in (found, *found["workers"].values())]
        for port, path in itertools.product(ports, ("status", "health", "metrics", "info/main/workers.html")):
            asking = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            asking.request("GET", f"/{path}")
            assert asking.getresponse().status == HTTPStatus.NOT_FOUND
            asking.close()


def test_on_a_cluster_stations_are_made_as_they_are_here(root: Path) -> None:
    for place in PLACES[:2]:
        shutil.rmtree(root / place / "output")
    counting, found = Counting(), [*districts_under(root)]
    run_fleet(root, found, found, Cluster(partial(carried_out, str(root), ASKED, 600), 1), 3, counting)
    done = {task.place: each for task, done in counting.done for each in done.stations}
    assert {place: each.state for place, each in done.items()} == {
        PLACES[0]: "made", PLACES[1]: "made", PLACES[2]: "same",
    }  # fmt: skip
    assert len({each.sum for each in done.values()}) == 1


@pytest.mark.parametrize("address", ["tcp://10.0.0.1:8786", "tcp://scheduler:8786", "tcp://0.0.0.0:8786"])
def test_another_machine_is_reached_by_tls_only(address: str) -> None:
    with pytest.raises(Stopped) as stopped:
        Cluster(partial(poisoned, ""), 1, address)
    assert [problem.code for problem in stopped.value.problems] == [OPEN_LINE.code]


def test_a_scheduler_that_is_not_there_is_told() -> None:
    with pytest.raises(Stopped) as stopped, Cluster(partial(poisoned, ""), 1, "tcp://127.0.0.1:1"):
        pass
    assert [problem.code for problem in stopped.value.problems] == [UNREACHED.code]


def authority(folder: Path) -> Certificates:
    """A certificate that signs itself, for 127.0.0.1: both whom to believe and by what to be believed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "fleet")])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(7).not_valid_before(day).not_valid_after(day + timedelta(9999))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder.mkdir()
    files = Certificates(folder / "ca.pem", folder / "fleet.pem", folder / "fleet.key")
    files.authority.write_bytes(made.public_bytes(Encoding.PEM))
    files.certificate.write_bytes(made.public_bytes(Encoding.PEM))
    files.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


def test_by_tls_a_scheduler_is_reached_with_its_certificates_and_with_no_others(tmp_path: Path) -> None:
    ours, others = authority(tmp_path / "ours"), authority(tmp_path / "others")
    names = {f"tls_{role}_cert": str(ours.certificate) for role in ("scheduler", "worker", "client")}
    keys = {f"tls_{role}_key": str(ours.key) for role in ("scheduler", "worker", "client")}
    security = Security(tls_ca_file=str(ours.authority), require_encryption=True, **names, **keys)
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, security=security,
        protocol="tls://", host="127.0.0.1", silence_logs=50,
    ) as running:  # fmt: skip
        address = running.scheduler_address
        with Cluster(partial(poisoned, str(tmp_path)), 1, address, ours) as engine:
            assert engine.workers == 1
            assert states(Running(tasks_of([district("r", 1, 1)]), engine, 2)) == {"r0": "made", "r1": "made"}
        with pytest.raises(Stopped) as stopped, Cluster(partial(poisoned, str(tmp_path)), 1, address, others):
            pass
    assert [problem.code for problem in stopped.value.problems] == [UNREACHED.code]
