"""The bar moves within a station, whoever makes it; and a shell completes what a station, kind or theme is called."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Sequence

import pytest

from mzdocs.build import fleet, forked_calls, pipeline
from mzdocs.build.files_made import FileCount, FilesMade, OnFile, ProgressBoard
from mzdocs.build.settings import Settings
from mzdocs.cli.progress import Progress, share_made, step_shown
from mzdocs.core.problems import Stopped
from mzdocs.kinds import KINDS

from .workspaces import Ended, Workspace

Run = Callable[..., Ended]


def made_slowly(item: str, _space: object, _settings: object, on_file: OnFile) -> str:
    """In the place of `make`: five files of a kind."""
    count = FileCount(on_file, 5).of("badge")
    for _ in range(5):
        time.sleep(0.02)
        count()
    return item


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], tuple[list[str], list[list[FilesMade]]]]:
    monkeypatch.setattr(pipeline, "make", made_slowly)
    monkeypatch.setattr(forked_calls, "_TICK", 0.01)
    handle = os.open(os.devnull, os.O_RDONLY)

    def run(stations: int, jobs: int) -> tuple[list[str], list[list[FilesMade]]]:
        heard: list[list[FilesMade]] = []
        names = [f"s{number}" for number in range(stations)]
        then = (lambda made: made, None)
        made, _ = fleet._make_all(names, None, Settings(jobs=jobs), then, handle, lambda now: heard.append([*now]))  # type: ignore[arg-type]
        return sorted(made), heard  # type: ignore[type-var]

    return run


@pytest.mark.parametrize(("stations", "jobs"), [(1, 1), (2, 1), (3, 2)])
def test_files_are_told_while_a_station_is_made(quick: Callable[..., tuple], stations: int, jobs: int) -> None:
    made, heard = quick(stations, jobs)
    assert made == [f"s{number}" for number in range(stations)]
    shares = [share_made(now) for now in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len({share for share in shares if 0 < share < 1}) >= 3, shares
    assert {each.kind for now in heard for each in now if each.planned} == {"badge"}


def test_the_share_counts_stations_alike_and_those_not_begun_as_nothing() -> None:
    assert share_made([]) == 0
    assert share_made([FilesMade("badge", 5, 10), FilesMade()]) == 0.25
    assert share_made([FilesMade("badge", 10, 10), FilesMade("board", 1, 1)]) == 1


def test_the_step_names_the_kind_or_the_stations() -> None:
    assert step_shown([FilesMade("badge", 3, 40)], 0) == "胸牌，文件 3/40"
    stations = [FilesMade("badge", 3, 40), FilesMade("paper", 5, 5, 1), FilesMade(station=2)]
    assert step_shown(stations, 1) == "工作站 1/3，文件 8/45"
    kinds = [FilesMade("badge", 3, 7), FilesMade("board", 32, 32), FilesMade("paper", 0, 102), FilesMade()]
    assert step_shown(kinds, 0) == "胸牌、公文，文件 35/141"
    assert step_shown([FilesMade("badge", 7, 7), FilesMade("board", 3, 3)], 0) == "展板，文件 10/10"


def test_a_board_keeps_what_was_written_last() -> None:
    board = ProgressBoard(2)
    assert board.seen() == [FilesMade(), FilesMade(station=1)]
    for kind in KINDS:
        board.writer(1)(kind, 7, 99_999)
        assert board.seen() == [FilesMade(), FilesMade(kind, 7, 65_535, 1)]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_the_step_and_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with Progress(1, silent=False) as progress:
        assert progress.on_files
        for made in range(0, 11, 5):
            progress._shown_at = 0
            progress.on_files([FilesMade("badge", made, 10)])
    said = terminal.getvalue()
    assert all(
        step in said for step in ("胸牌，文件 0/10", "胸牌，文件 5/10", "胸牌，文件 10/10", "50%", "100%", "还要")
    )


def test_without_a_terminal_there_is_no_bar_to_move() -> None:
    for silent in (False, True):
        with Progress(1, silent) as progress:
            assert progress.on_files is None


def test_a_plan_that_stops_is_told_with_its_kind(sample: Workspace, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from mzdocs.build.pipeline import NOTHING, planned

    def stopped(prepared: object, settings: object, kinds: Sequence[str] = ()) -> object:
        if kinds == ("board",):
            raise Stopped([NOTHING.at()])
        return planned(prepared, settings, kinds)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "planned", stopped)
    ended = run("build-signage", "--only", "board", "-j", "1")
    assert ended.codes == ["MZ7005"]


# completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(shell: str, run: Run) -> None:
    ended = run("completion", shell)
    assert (ended.code, ended.err) == (0, "")
    assert f"_MZDOCS_COMPLETE={shell}_complete" in ended.out


def test_another_shell_is_refused(run: Run) -> None:
    assert run("completion", "tcsh").err.startswith("命令写错了：bash|zsh|fish 的值不对：可选 bash、zsh、fish")


def completed(sample: Workspace, *words: str) -> list[str]:
    ended = sample.spawn(
        COMP_WORDS="\n".join(["mzdocs", *words]).replace("\n", " "), COMP_CWORD=str(len(words)),
        _MZDOCS_COMPLETE="bash_complete",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    return ended.out.split()


def test_a_shell_completes_commands_stations_kinds_and_themes(sample: Workspace) -> None:
    assert completed(sample, "che") == ["plain,check", "plain,check-docx"]
    assert completed(sample, "check", "ta") == ["plain,taoyuan"]
    assert completed(sample, "audit", "桃") == ["plain,桃源街道"]
    assert completed(sample, "check", "data/st") == ["file,data/st"]
    assert completed(sample, "build", "--only", "胸") == ["plain,胸牌"]
    assert completed(sample, "build", "--theme", "b") == ["plain,blue"]


def test_a_shell_outside_a_workspace_completes_files(sample: Workspace) -> None:
    sample.district.unlink()
    assert completed(sample, "check", "ta") == ["file,ta"]
    assert completed(sample, "build", "--theme", "d") == ["plain,default"]
