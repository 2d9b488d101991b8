"""Same data, same version, same bytes: whatever the folder, the clock, the hash seed, the jobs or the locale."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from mzdocs.publish.record import RECORD
from tests.strange import generated
from tests.workspaces import SLUG

from .conftest import run_cli


def test_two_builds_give_the_same_bytes(begun, tmp_path):
    """Of a little station, in one process and in two; `make gate` builds eight."""
    root = tmp_path / "另一个 文件夹"
    shutil.copytree(begun.root / "data", root / "data")
    (tmp_path / "locales").mkdir()
    strange = {**generated(tmp_path / "locales"), "MZDOCS_CACHE": str(tmp_path / "cache")}
    done = run_cli(root, "build", "-q", "-j", "2", **strange)
    assert (done.returncode, done.stdout) == (0, "")
    assert [*differing(root / "output" / SLUG, begun.output / SLUG)] == []


def differing(one: Path, other: Path) -> Iterator[str]:
    """Files of a station that are others in another folder; the sums of a record are keyed by chance."""
    files = [path for path in sorted(one.rglob("*.*")) if path.name != RECORD]
    assert len(files) > 30
    for path in files:
        if path.read_bytes() != (other / path.relative_to(one)).read_bytes():
            yield path.name
