"""The sum of a large file is kept for as long as nobody touched it, and never longer."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from mzdocs.core import known_sums
from mzdocs.core.known_sums import known_sum


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that was not touched for a while: its sum may be kept."""
    monkeypatch.setenv("MZDOCS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(known_sums, "_SETTLED", -1.0)
    path = tmp_path / "font.otf"
    path.write_bytes(b"one")
    return path


def sum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_another_of_the_same_size_and_time_has_another_sum(file: Path) -> None:
    assert known_sum(file) == sum_of(b"one")
    before = file.stat()
    file.write_bytes(b"two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert known_sum(file) == sum_of(b"two")
    other = file.with_name("other")
    other.write_bytes(b"six")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)
    assert known_sum(file) == sum_of(b"six")


def test_it_is_kept_for_the_next_process_and_not_of_a_file_just_written(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert known_sum(file) and len([*(tmp_path / "cache").rglob("*")]) == 2
    monkeypatch.setattr(known_sums, "_SETTLED", 60.0)
    file.write_bytes(b"now")
    assert known_sum(file) == sum_of(b"now") and len([*(tmp_path / "cache").rglob("*")]) == 2


def test_what_is_not_there_has_none(tmp_path: Path) -> None:
    assert known_sum(tmp_path / "nothing") == known_sum(tmp_path) == ""
