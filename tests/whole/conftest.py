"""Sample stations built once by the command line, for all tests of whole results."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.build.district_common import load_common
from mzdocs.build.preparation import Prepared, prepare
from mzdocs.build.settings import Settings
from tests.shared import made_once

DATA = Path(__file__).parents[2] / "data"
JOBS = str(len(os.sched_getaffinity(0)))
WHOLE = ("bailuhu", "taoyuan")
"""The longest name, the usual: all of it is made; `make gate` makes all eight."""
IN_PART = {"nanping": ("plaque", "badge", "paper"), "yanhu": ("plaque", "board", "badge")}
"""One that fell short, upright badges: what is otherwise there; of the other four the plaques."""


@dataclass(frozen=True)
class Built:
    """All of two stations and a part of the others, made by commands, and what was said of the two as JSON."""

    root: Path
    answer: dict

    @property
    def output(self) -> Path:
        return self.root / "output"

    def stations(self) -> list[str]:
        return [each["station"] for each in self.answer["stations"]]

    def files(self, pattern: str) -> list[Path]:
        found = sorted(self.output.glob(pattern))
        assert found, f"nothing matches {pattern}"
        return found


def run_cli(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mzdocs", *arguments],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Built once."""

    def make(root: Path) -> None:
        shutil.copytree(DATA, root / "data")
        others = {path.stem for path in (DATA / "stations").glob("*.yaml")} - {*WHOLE, *IN_PART}
        for kinds, made in [(("plaque",), sorted(others)), *((kinds, [name]) for name, kinds in IN_PART.items())]:
            part = run_cli(root, "build", "-q", "-j", JOBS, *(f"--only={kind}" for kind in kinds), *made)
            assert part.returncode == 0, part.stderr[-4000:]
        done = run_cli(root, "build", "--json", "-j", JOBS, *WHOLE)
        assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
        (root / "answer.json").write_text(done.stdout, encoding="utf-8")

    root = made_once(tmp_path_factory, "stations", make)
    return Built(root, json.loads((root / "answer.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def stations(built: Built) -> dict[str, Prepared]:
    """The facts the files of each were made from, of those that more than plaques were made of."""
    space = load.Workspace(built.root)
    common = load_common(space)
    files = [path for path in space.station_files() if path.stem in {*WHOLE, *IN_PART}]
    return {path.stem: prepare(path, space, common, Settings()) for path in files}
