"""Files that are put by come back as they were; a disk that takes none costs memory and nothing else."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mzdocs.build.spool import Contents, Spool, Spooled, data_of

from .workspaces import SLUG, Ended, Workspace


def test_what_there_is_no_room_for_is_put_by_and_comes_back_as_it_was(tmp_path: Path) -> None:
    spool = Spool(tmp_path, in_memory=10)
    files = {"a": b"12345", "b": b"", "c": b"67890", "d": b"!", "e": b"\0" * 70_000, "f": b"one more"}
    held = {name: spool.hold(data) for name, data in files.items()}
    assert [name for name, each in held.items() if isinstance(each, Spooled)] == ["d", "e", "f"]
    for _ in range(2):
        assert dict(Contents(held)) == files
    assert {name: len(each) for name, each in held.items()} == {name: len(data) for name, data in files.items()}


def test_what_is_put_by_has_no_name_and_is_gone_with_the_last_file_of_it(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    held = [Spool(tmp_path, in_memory=0).hold(b"secret")]
    assert list(tmp_path.iterdir()) == []
    assert len(os.listdir("/proc/self/fd")) == before + 1
    assert data_of(held[0]) == b"secret"
    held.clear()
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_disk_that_takes_nothing_more_costs_memory_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spool = Spool(tmp_path, in_memory=0)
    first = spool.hold(b"first")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "pwrite", full)
        assert spool.hold(b"second") == b"second"
    assert [data_of(each) for each in (first, spool.hold(b"third"))] == [b"first", b"third"]
    assert Spool(tmp_path / "absent", in_memory=0).hold(b"data") == b"data"


def test_a_disk_that_does_not_give_back_what_it_took_is_an_error(tmp_path: Path) -> None:
    held = Spool(tmp_path, in_memory=0).hold(b"secret")
    assert isinstance(held, Spooled)
    os.ftruncate(held._file.handle, 3)
    with pytest.raises(OSError, match="3 of 6"):
        data_of(held)


def test_a_station_whose_files_are_put_by_is_built_as_any_other(
    run: Callable[..., Ended], sample: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copies in outlines, engraving files, gate 2 and the manifest all read them again."""
    command = ("build", "--only", "plaque", "-j1", "--force", "-q")
    assert run(*command).code == 0
    signage = sample.output / SLUG / "signage"
    before = {path.name: path.read_bytes() for path in signage.iterdir()}
    monkeypatch.setattr(Spool.__init__, "__defaults__", (0,))
    assert run(*command).code == 0
    assert {path.name: path.read_bytes() for path in signage.iterdir()} == before
