"""Bytes -> output/: a station's folder is replaced whole or stays, and what is listed is what is there."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mzdocs.core.problems import Exit, Problem, Stopped
from mzdocs.publish import switch
from mzdocs.publish.manifest import MANIFEST, kept
from mzdocs.publish.set_folders import shown
from mzdocs.publish.sets import Delivery, StagedStation, discard, locked, put_in_place, stage_station

from .test_problems import HAN
from .workspaces import listing

OLD, NEW = {"a.pdf": b"old a", "b.pdf": b"old b"}, {"a.pdf": b"new a", "c.pdf": b"new c"}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def delivery(
    output: Path, files: dict[str, bytes], private: bool = False, kinds: dict[str, str] | None = None
) -> Delivery:
    details = {name: {"kind": (kinds or {}).get(name, "plaque")} for name in files}
    return Delivery(output / "taoyuan" / "signage", files, {"station": "桃源", "details": details}, private)


def stage(made: Delivery) -> StagedStation:
    return stage_station(made.folder.parents[1], "taoyuan", [made])


def deliver_now(output: Path, files: dict[str, bytes], **more: Any) -> Path:
    made = delivery(output, files, **more)
    with locked(output):
        put_in_place(stage(made))
    return made.folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MANIFEST}


def leftovers(output: Path) -> set[str]:
    """Everything but the set, the generation before it, and the lock."""
    found = {path.name for path in (*output.iterdir(), *(output / "taoyuan").glob("*"))}
    return found - {"taoyuan", ".old-taoyuan", ".mzdocs.lock", "signage"}


def only(stopped: pytest.ExceptionInfo[Stopped], code: str, exit: Exit) -> Problem:
    assert [problem.code for problem in stopped.value.problems] == [code]
    assert stopped.value.exit is exit
    assert HAN.search(stopped.value.problems[0].message())
    return stopped.value.problems[0]


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Both ways a set takes its place: in one step, and where the system cannot do that."""
    if request.param == "two renames":
        monkeypatch.setattr(switch, "_exchanged", lambda source, target: False)
    return request.param


def test_this_system_swaps_folders_in_one_step(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / MANIFEST).write_text(name)
    assert switch._exchanged(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / MANIFEST).read_text() == "b"


def test_a_set_is_replaced_whole(output: Path, way: str) -> None:
    folder = deliver_now(output, OLD)
    assert contents(folder) == OLD
    deliver_now(output, NEW)
    assert contents(folder) == NEW
    assert leftovers(output) == set()


def test_until_it_is_put_in_place_a_staged_set_touches_nothing(output: Path) -> None:
    folder = deliver_now(output, OLD)
    before = listing(folder)
    staged = stage(delivery(output, NEW))
    assert contents(staged.folder / "signage") == NEW
    assert listing(folder) == before
    discard(staged)
    assert leftovers(output) == set()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_the_old_set_survives_a_stage_that_fails_anywhere(
    output: Path, monkeypatch: pytest.MonkeyPatch, number: int, after: int
) -> None:
    folder = deliver_now(output, OLD)
    before = listing(output)
    calls = []
    sync = os.fsync

    def failing(handle: int) -> None:
        calls.append(handle)
        if len(calls) > after:
            raise OSError(number, os.strerror(number), "/home/张三")
        sync(handle)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(Stopped) as stopped:
        stage(delivery(output, NEW))
    problem = only(stopped, "MZ7001", Exit.OUTPUT)
    assert "张三" not in problem.message()
    assert problem.location.file == "taoyuan/signage"
    assert listing(output) == before
    assert contents(folder) == OLD


def test_a_disk_that_loses_bytes_is_noticed(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver_now(output, OLD)
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path)[:-1] if ".staging" in str(path) else read(path))
    with pytest.raises(Stopped) as stopped:
        stage(delivery(output, NEW))
    assert "磁盘读写出错" in only(stopped, "MZ7001", Exit.OUTPUT).message()


def test_the_old_set_survives_a_swap_that_fails(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = deliver_now(output, OLD)
    monkeypatch.setattr(switch, "_exchanged", lambda source, target: False)
    staged = stage(delivery(output, NEW))
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path == staged.folder:
            raise PermissionError(errno.EACCES, "in use")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(Stopped) as stopped:
        put_in_place(staged)
    assert "没有权限" in only(stopped, "MZ7001", Exit.OUTPUT).message()
    assert contents(folder) == OLD
    assert leftovers(output) == set()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/home/somebody/output/taoyuan/signage/badges.pdf", "taoyuan/signage/badges.pdf"),
        ("/home/somebody/output/taoyuan/reports/2026/circular.pdf", "taoyuan/reports/2026/circular.pdf"),
        ("/home/reports/output/taoyuan/reports/2026", "taoyuan/reports/2026"),
        ("/home/somebody/output", "somebody/output"),
    ],
)
def test_a_file_is_named_from_its_station_on(path: str, said: str) -> None:
    assert shown(Path(path)) == said


def test_what_a_killed_build_staged_is_swept_away(output: Path) -> None:
    deliver_now(output, OLD)
    stage(delivery(output, NEW))
    assert leftovers(output) == {f".staging-taoyuan-{os.getpid()}"}
    with locked(output):
        assert leftovers(output) == set()


def test_sweeping_touches_only_folders_of_ours(output: Path) -> None:
    """The output folder may be one where people keep other things, even a home folder."""
    for name in (
        ".old-backup",
        ".staging-area",
        ".staging-taoyuan-7",
        ".staging-taoyuan-notes",
        "project/.old-signage",
    ):
        (output / name).mkdir(parents=True)
        (output / name / "thesis.docx").write_text("years of work")
    (output / ".staging-taoyuan-8").symlink_to(".old-backup")
    (output / "project" / ".whole").write_text("../.old-backup\n\n")
    (output / ".staging-taoyuan-7" / ".whole").write_text(".staging-other-7\n\n")
    before = listing(output)
    with locked(output):
        pass
    assert listing(output) == before


def test_a_second_build_into_a_folder_is_told_to_wait(output: Path) -> None:
    with locked(output), pytest.raises(Stopped) as stopped, locked(output):
        pass
    problem = only(stopped, "MZ7002", Exit.BUSY)
    assert problem.location.file == "output"
    assert f"（进程 {os.getpid()}，20" in problem.message()


def test_a_lock_signed_by_nobody_is_a_lock_all_the_same(output: Path) -> None:
    with locked(output):
        (output / ".mzdocs.lock").write_bytes(b"\xff\x1b[2J")
        with pytest.raises(Stopped) as stopped, locked(output):
            pass
    assert "（进程 ?，" in only(stopped, "MZ7002", Exit.BUSY).message()


def test_who_has_just_taken_a_lock_is_waited_for_to_sign_it(output: Path) -> None:
    with locked(output):
        lock = output / ".mzdocs.lock"
        lock.write_bytes(b"")
        signing = threading.Timer(0.1, lock.write_bytes, [b"4711"])
        signing.start()
        with pytest.raises(Stopped) as stopped, locked(output):
            pass
        signing.join()
    assert "（进程 4711，" in only(stopped, "MZ7002", Exit.BUSY).message()


def test_what_a_link_in_the_place_of_the_lock_points_to_is_not_touched(output: Path) -> None:
    output.mkdir()
    (output / "notes").write_text("mine")
    (output / ".mzdocs.lock").symlink_to("notes")
    with pytest.raises(Stopped) as stopped, locked(output):
        pass
    only(stopped, "MZ7001", Exit.OUTPUT)
    assert (output / "notes").read_text() == "mine"


def test_a_lock_ends_with_the_process_that_held_it(output: Path) -> None:
    code = f"from mzdocs.publish.sets import locked\nfrom pathlib import Path\nimport os\nlocked(Path({str(output)!r})).__enter__(); os._exit(9)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    with locked(output):
        assert (output / ".mzdocs.lock").exists()


def test_a_failed_build_gives_the_lock_back(output: Path) -> None:
    with pytest.raises(KeyboardInterrupt), locked(output):
        raise KeyboardInterrupt
    with locked(output):
        pass


@pytest.mark.parametrize("spoil", ["a file", "below a file", "a locked lock", "a loop"])
def test_an_output_folder_that_cannot_be_written_is_told(output: Path, spoil: str) -> None:
    target = output
    if spoil == "a file":
        output.write_text("x")
    elif spoil == "below a file":
        output.write_text("x")
        target = output / "deeper"
    elif spoil == "a locked lock":
        (output / ".mzdocs.lock").mkdir(parents=True)
    else:
        output.symlink_to("output")
    with pytest.raises(Stopped) as stopped, locked(target):
        pass
    assert "改动" in only(stopped, "MZ7001", Exit.OUTPUT).remedy()


def test_a_read_only_disk_is_told(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = deliver_now(output, OLD)
    before = listing(output)

    def refuse(*arguments: object, **more: object) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        with pytest.raises(Stopped) as stopped, locked(output):
            pass
    problem = only(stopped, "MZ7001", Exit.OUTPUT)
    assert problem.message("zh") == "写不了输出文件夹：磁盘是只读的"
    assert problem.message("en") == "The output folder cannot be written: Read-only file system"
    assert listing(output) == before
    assert contents(folder) == OLD


def test_a_file_in_the_place_of_a_set_is_not_thrown_away(output: Path) -> None:
    (output / "taoyuan").mkdir(parents=True)
    (output / "taoyuan" / "signage").write_text("my notes")
    with pytest.raises(Stopped) as stopped:
        deliver_now(output, NEW)
    only(stopped, "MZ7001", Exit.OUTPUT)
    assert (output / "taoyuan" / "signage").read_text() == "my notes"
    assert leftovers(output) == set()


def test_the_manifest_lists_exactly_the_files_with_their_sums(output: Path) -> None:
    folder = deliver_now(output, OLD)
    told = json.loads((folder / MANIFEST).read_text("utf-8"))
    assert told["station"] == "桃源"
    assert {entry["file"] for entry in told["files"]} == {path.name for path in folder.iterdir()} - {MANIFEST}
    for entry in told["files"]:
        data = (folder / entry["file"]).read_bytes()
        assert (entry["sha256"], entry["bytes"], entry["kind"]) == (
            hashlib.sha256(data).hexdigest(),
            len(data),
            "plaque",
        )


def test_the_same_set_has_the_same_manifest(output: Path) -> None:
    first = (deliver_now(output, OLD) / MANIFEST).read_bytes()
    second = (deliver_now(output, dict(reversed(OLD.items()))) / MANIFEST).read_bytes()
    assert first == second


@pytest.mark.parametrize(("private", "folder_mode", "file_mode"), [(True, 0o700, 0o600), (False, 0o755, 0o644)])
def test_a_private_set_is_for_its_owner_only(output: Path, private: bool, folder_mode: int, file_mode: int) -> None:
    folder = deliver_now(output, OLD, private=private)
    assert folder.stat().st_mode & 0o777 == folder_mode
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {file_mode}


def test_a_private_set_is_never_readable_by_others_while_it_is_written(output: Path) -> None:
    staged = stage(delivery(output, OLD, private=True))
    assert staged.folder.stat().st_mode & 0o077 == 0
    assert (staged.folder / "signage").stat().st_mode & 0o077 == 0
    discard(staged)


# what --only keeps

KINDS = {"a.pdf": "plaque", "b.pdf": "board"}


def test_files_of_other_kinds_are_kept_with_their_entries(output: Path) -> None:
    folder = deliver_now(output, OLD, kinds=KINDS)
    files, details = kept(folder, frozenset({"plaque"}))
    assert files == {"b.pdf": b"old b"}
    assert details["b.pdf"]["kind"] == "board"


def test_where_nothing_was_delivered_nothing_is_kept(output: Path) -> None:
    assert kept(output / "taoyuan" / "signage", frozenset()) == ({}, {})
    (output / "taoyuan" / "signage").mkdir(parents=True)
    assert kept(output / "taoyuan" / "signage", frozenset()) == ({}, {})


SPOILS = {
    "a changed file": lambda folder: (folder / "b.pdf").write_bytes(b"changed"),
    "a file that is gone": lambda folder: (folder / "b.pdf").unlink(),
    "a folder in its place": lambda folder: ((folder / "b.pdf").unlink(), (folder / "b.pdf").mkdir()),
    "no manifest": lambda folder: (folder / MANIFEST).unlink(),
    "an empty manifest": lambda folder: (folder / MANIFEST).write_bytes(b""),
    "a torn manifest": lambda folder: (folder / MANIFEST).write_bytes((folder / MANIFEST).read_bytes()[:50]),
    "a manifest of bytes": lambda folder: (folder / MANIFEST).write_bytes(b"\xff\xfe\x00"),
    "a manifest of another shape": lambda folder: (folder / MANIFEST).write_text("[1, 2]"),
    "entries of another shape": lambda folder: (folder / MANIFEST).write_text('{"files": ["b.pdf"]}'),
    "entries without a sum": lambda folder: (folder / MANIFEST).write_text('{"files": [{"file": "b.pdf"}]}'),
    "a manifest without bottom": lambda folder: (folder / MANIFEST).write_text("[" * 100_000),
    "an entry that leads out": lambda folder: (folder / MANIFEST).write_text(json.dumps({"files": [{"file": "../../x", "sha256": hashlib.sha256(b"x").hexdigest()}]})),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SPOILS))
def test_a_delivered_set_that_was_changed_is_not_mixed_with_a_new_one(output: Path, name: str) -> None:
    folder = deliver_now(output, OLD, kinds=KINDS)
    (output / "x").write_bytes(b"x")
    SPOILS[name](folder)
    before = listing(output)
    with pytest.raises(Stopped) as stopped:
        kept(folder, frozenset({"plaque"}))
    problem = only(stopped, "MZ7003", Exit.VERIFY)
    assert problem.location.file.startswith("taoyuan/signage/")
    assert "--only" in problem.remedy()
    assert listing(output) == before
