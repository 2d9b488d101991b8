"""Many stations in parallel: what is left when the build, or one of its workers, is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import click
import pytest

from mzdocs.build.fleet import _as_it_is, _gather
from mzdocs.build.pipeline import Made
from mzdocs.cli.exit_handling import ended
from mzdocs.core.problems import Exit
from mzdocs.publish.sets import locked

from .workspaces import DATA, Workspace, listing

TWO = ("build-signage", "taoyuan", "qinghuai", "-j", "2", "-q")


@pytest.fixture
def district(tmp_path: Path) -> Workspace:
    shutil.copytree(DATA, tmp_path / "district" / "data")
    return Workspace(tmp_path / "district")


def until(true: Callable[[], object], seconds: float) -> bool:
    """Whether it became true in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def lives(process: int) -> bool:
    """Whether it still does anything: a zombie waits only to be counted."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def build(district: Workspace) -> Iterator[subprocess.Popen[bytes]]:
    """A build of two stations whose workers are at work; nothing of it stays after the test."""
    running = subprocess.Popen([sys.executable, "-m", "mzdocs", *TWO], cwd=district.root)
    workers: list[int] = []
    try:
        assert until(lambda: len(children(running.pid)) == 2, 60)
        workers = children(running.pid)
        time.sleep(0.5)
        yield running
    finally:
        running.kill()
        running.wait()
        for worker in filter(lives, workers):
            os.kill(worker, signal.SIGKILL)


def test_a_killed_build_leaves_no_worker_and_no_lock(district: Workspace, build: subprocess.Popen[bytes]) -> None:
    workers = children(build.pid)
    build.kill()
    build.wait()
    with locked(district.output):
        pass
    assert until(lambda: not any(map(lives, workers)), 60)
    done = district.spawn("build-signage", "taoyuan", "--only", "plaque", "-q")
    assert done.code == Exit.DONE, done.said
    assert {path.split("/")[0] for path in listing(district.output)} == {"taoyuan"}
    assert {path.name for path in district.output.glob("*/.*")} == {".record.json"}


ONLY_PLAQUES = ("build-signage", "taoyuan", "qinghuai", "--only", "plaque", "-j", "1", "-q")


def test_a_station_that_cannot_be_put_in_place_keeps_no_other_back_and_what_was_replaced_is_said(
    district: Workspace,
) -> None:
    district.output.mkdir()
    (district.output / "qinghuai").write_text("my notes")
    for more, words in (
        ((), "2 个工作站中 1 个已经换新。另有 1 个工作站没有生成，原有的成品没有改动。"),
        (("--all-or-none",), "没有做完；已经换新 1 个：taoyuan；别的原有的成品没有改动。"),
    ):
        done = district.spawn(*ONLY_PLAQUES, *more)
        assert (done.code, done.only("MZ7001").location) == (Exit.OUTPUT, "qinghuai")
        assert words in done.err
        assert (district.output / "qinghuai").read_text() == "my notes"
        shutil.rmtree(district.output / "taoyuan")


def test_all_or_none_leaves_everything_where_one_cannot_be_made(district: Workspace) -> None:
    path = district.root / "data" / "stations" / "qinghuai.yaml"
    path.write_text(path.read_text("utf-8").replace("街道代码:", "街道代码号:"), "utf-8")
    done = district.spawn(*ONLY_PLAQUES, "--all-or-none")
    assert done.code == Exit.DATA
    assert listing(district.output) == {}
    done = district.spawn(*ONLY_PLAQUES)
    assert done.code == Exit.DATA
    assert "2 个工作站中 1 个已经换新。" in done.err
    assert sorted(path.name for path in district.output.iterdir()) == [".mzdocs.lock", "taoyuan"]


def test_who_finds_the_folder_busy_is_told_by_whom(district: Workspace, build: subprocess.Popen[bytes]) -> None:
    done = district.spawn(*TWO, MZDOCS_LANG="en")
    assert done.code == Exit.BUSY
    assert f"(process {build.pid}, since 20" in done.only("MZ7002").message


def test_a_worker_whose_parent_is_gone_already_does_nothing() -> None:
    serve = "import os; from mzdocs.build.forked_calls import _serve;_serve({parent}, os.dup(1), []); print('at work')"
    for parent, code, said in (("os.getppid()", 0, b"at work\n"), ("os.getpid()", Exit.INTERNAL, b"")):
        line = [sys.executable, "-c", serve.format(parent=parent)]
        done = subprocess.run(line, capture_output=True, check=False, timeout=60)
        assert (done.returncode, done.stdout) == (code, said)


def test_want_of_memory_is_no_fault_of_ours_and_stops_only_its_station(capsys: pytest.CaptureFixture[str]) -> None:
    def short() -> Made:
        raise MemoryError

    def died() -> Made:
        raise BrokenProcessPool

    made, problems = _gather([short, died], _as_it_is, None)
    assert made == []
    assert [(each.code, each.problem_type.exit) for each in problems] == [
        ("MZ9002", Exit.LIMIT),
        ("MZ9001", Exit.LIMIT),
    ]
    assert ended(click.Command("x", callback=short), []) == Exit.LIMIT
    assert "MZ9002" in capsys.readouterr().err
