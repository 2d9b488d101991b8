"""Same data, same version, same bytes: whatever the folder, the clock, the hash seed, the jobs or the locale."""

from __future__ import annotations

import shutil

from mzdocs.publish.record import RECORD
from tests.strange import generated

from .conftest import DATA, run_cli

STATIONS = ("taoyuan", "yanhu")


def test_two_builds_give_the_same_bytes(built, tmp_path):
    root = tmp_path / "另一个 文件夹"
    shutil.copytree(DATA, root / "data")
    (tmp_path / "locales").mkdir()
    strange = {**generated(tmp_path / "locales"), "MZDOCS_CACHE": str(tmp_path / "cache")}
    done = run_cli(root, "build", "-q", "-j", "1", *STATIONS, **strange)
    assert (done.returncode, done.stdout) == (0, "")
    for station in STATIONS:
        found = sorted((root / "output" / station).rglob("*.*"))
        files = [path for path in found if path.name != RECORD]  # its sums are keyed by chance
        assert len(files) > 30
        for path in files:
            other = built.output / path.relative_to(root / "output")
            assert path.read_bytes() == other.read_bytes(), path.name
