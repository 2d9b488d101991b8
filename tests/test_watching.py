"""When a folder is told to be another: after each save, however it was saved, and whatever becomes of the folder."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

import pytest
from watchdog.observers import Observer

from mzdocs.preview import watching
from mzdocs.preview.watching import LONGEST, is_remote, watched

PATIENCE = 20


def _in_place(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def _by_rename(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def _copied_over(path: Path, text: str) -> None:
    beside = path.parents[2] / "elsewhere.txt"
    beside.write_text(text, "utf-8")
    shutil.copy(beside, path)


def _moved_away_first(path: Path, text: str) -> None:
    path.rename(path.with_name(f"{path.name}~"))
    path.write_text(text, "utf-8")


def _replaced_by_a_folder(path: Path, text: str) -> None:
    path.unlink()
    path.mkdir()


def _taken_away(path: Path, text: str) -> None:
    path.unlink()


def _renamed(path: Path, text: str) -> None:
    path.rename(path.with_name("another.yaml"))


def _one_more(path: Path, text: str) -> None:
    path.with_name("another.yaml").write_text(text, "utf-8")


def _rights_taken(path: Path, text: str) -> None:
    path.chmod(0)


def _clock_set_back(path: Path, text: str) -> None:
    os.utime(path, (0, 0))


def _clock_set_on(path: Path, text: str) -> None:
    os.utime(path, (4_000_000_000, 4_000_000_000))


def _linked(path: Path, text: str) -> None:
    beside = path.parents[2] / "elsewhere.txt"
    beside.write_text(text, "utf-8")
    path.unlink()
    path.symlink_to(beside)


def _folder_gone(path: Path, text: str) -> None:
    shutil.rmtree(path.parents[1])


def _folder_made_anew(path: Path, text: str) -> None:
    shutil.rmtree(path.parents[1])
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")


def _folder_put_in_its_place(path: Path, text: str) -> None:
    shutil.copytree(path.parents[1], path.parents[2] / "new")
    path.parents[1].rename(path.parents[2] / "old")
    (path.parents[2] / "new").rename(path.parents[1])


def _workspace_gone(path: Path, text: str) -> None:
    path.parents[2].rename(path.parents[3] / "away")


SAVES = (_in_place, _by_rename, _copied_over, _moved_away_first)
CHANGES = (
    _replaced_by_a_folder, _taken_away, _renamed, _one_more, _rights_taken, _clock_set_back, _clock_set_on, _linked,
    _folder_gone, _folder_made_anew, _folder_put_in_its_place, _workspace_gone,
)  # fmt: skip
"""After which the file may be gone, or there are others."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A station's file in a folder that is watched, in a workspace."""
    made = tmp_path / "district" / "data" / "stations" / "station.yaml"
    made.parent.mkdir(parents=True)
    made.write_text("名称: 甲\n", "utf-8")
    return made


@contextmanager
def heard(file: Path, polling: bool = False) -> Iterator[Queue[float]]:
    """The times at which the data folder was told to be another."""
    calls: Queue[float] = Queue()
    with watched(file.parents[1], lambda: calls.put(time.monotonic()), polling):
        yield calls


@pytest.mark.parametrize("polling", [False, True])
@pytest.mark.parametrize("save", [*SAVES, *CHANGES])
def test_every_way_of_saving_is_heard(file: Path, save: Callable[[Path, str], None], polling: bool) -> None:
    with heard(file, polling) as calls:
        save(file, "名称: 乙\n")
        assert calls.get(timeout=PATIENCE)


@pytest.mark.parametrize("polling", [False, True])
@pytest.mark.parametrize("change", [_folder_made_anew, _folder_put_in_its_place])
def test_a_folder_in_the_place_of_another_is_heard_of_as_well(
    file: Path, change: Callable[[Path, str], None], polling: bool
) -> None:
    with heard(file, polling) as calls:
        for number in range(2):
            change(file, f"名称: {number}\n")
            assert calls.get(timeout=PATIENCE)
            _until_silent(calls)
            file.write_text(f"名称: 丙{number}\n", "utf-8")
            assert calls.get(timeout=PATIENCE)
            _until_silent(calls)
            shutil.rmtree(file.parents[2] / "old", ignore_errors=True)


def test_a_path_that_leads_to_another_folder_is_heard(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "station.yaml").write_text(name, "utf-8")
    data, calls = tmp_path / "data", Queue[float]()
    data.symlink_to("one")
    with watched(data, lambda: calls.put(0)):
        (tmp_path / "beside").symlink_to("two")
        (tmp_path / "beside").replace(data)
        calls.get(timeout=PATIENCE)
        _until_silent(calls)
        (tmp_path / "two" / "station.yaml").write_text("three", "utf-8")
        calls.get(timeout=PATIENCE)


def test_a_workspace_that_comes_back_is_heard(file: Path) -> None:
    away = file.parents[3] / "away"
    with heard(file) as calls:
        file.parents[2].rename(away)
        calls.get(timeout=PATIENCE)
        _until_silent(calls)
        away.rename(file.parents[2])
        calls.get(timeout=PATIENCE)
        _until_silent(calls)
        _by_rename(file, "名称: 乙\n")
        calls.get(timeout=PATIENCE)


def test_what_is_written_without_end_is_told_all_the_same(file: Path) -> None:
    with heard(file) as calls:
        begun = time.monotonic()
        while calls.empty() and time.monotonic() < begun + PATIENCE:
            file.write_text(f"名称: {time.monotonic()}\n", "utf-8")
            time.sleep(0.005)
        assert calls.get_nowait() - begun >= LONGEST


def test_a_save_of_several_steps_is_told_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "QUIET", 1.0)
    monkeypatch.setattr(watching, "LONGEST", 60.0)
    with heard(file) as calls:
        for number in range(20):
            file.with_name(f"{number}.csv").write_text("x", "utf-8")
        calls.get(timeout=PATIENCE)
        assert _until_silent(calls) == 0


def test_where_the_system_has_no_more_to_give_it_looks_by_itself(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(_: object) -> None:
        raise OSError(28, "no more watches")

    monkeypatch.setattr(Observer, "start", none_left)
    with heard(file) as calls:
        _in_place(file, "名称: 乙丙\n")
        calls.get(timeout=PATIENCE)


def _until_silent(calls: Queue[float]) -> int:
    """How many calls come yet."""
    for count in range(100):
        try:
            calls.get(timeout=1.2)
        except Empty:
            return count
    raise AssertionError("it is never silent")


def test_files_that_are_not_read_and_looking_are_no_saves(file: Path) -> None:
    with heard(file) as calls:
        (file.parent / ".station.yaml.swp").write_text("x", "utf-8")
        (file.parent / "~$taoyuan.xlsx").write_text("x", "utf-8")
        file.read_text("utf-8")
        assert _until_silent(calls) == 0
        file.write_text("名称: 乙\n", "utf-8")
        assert calls.get(timeout=PATIENCE)


def test_a_disk_of_another_machine_is_known(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\n//office/data {tmp_path} cifs rw 0 0\n", "utf-8")
    assert is_remote(tmp_path / "district", str(mounts))
    assert not is_remote(Path("/"), str(mounts))
    assert not is_remote(tmp_path, str(tmp_path / "none"))
