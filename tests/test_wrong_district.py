"""A district file with errors hides no error of a station's own file, photos and tables: `check` tells both at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.build.settings import Settings
from mzdocs.build.stations_prepared import prepare_all
from mzdocs.core.problems import Stopped

from .workspaces import DATA

STATIONS = ("taoyuan", "yanhu", "liulin")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    change(tmp_path / "data/stations/taoyuan.yaml", "制发日期: 2026-10-12", "制发日期: 2026-02-30")
    change(tmp_path / "data/stations/yanhu.yaml", "照片: photos/004-001-01.png", "照片: photos/none.png")
    change(tmp_path / "data/stations/liulin-clients.csv", "2026-", "2026/")
    return tmp_path / "data"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def told(data: Path) -> dict[str, list[str]]:
    """The codes that stop `check`, by file."""
    paths = [data / f"stations/{name}.yaml" for name in STATIONS]
    with pytest.raises(Stopped) as stopped:
        prepare_all(paths, load.Workspace(data.parent), Settings())
    found: dict[str, list[str]] = {}
    for problem in stopped.value.problems:
        found.setdefault(problem.location.file.removeprefix("data/"), []).append(problem.code)
    return found


def test_the_stations_are_looked_at_all_the_same(data: Path) -> None:
    right = told(data)
    assert set(right) == {"stations/taoyuan.yaml", "stations/yanhu.yaml", "stations/liulin-clients.csv"}
    change(data / "district.yaml", "市: 云川市", "城市: 云川市")
    wrong = told(data)
    assert wrong.pop("district.yaml")
    assert wrong == right


def test_nor_does_one_that_cannot_be_read_at_all(data: Path) -> None:
    right = told(data)
    (data / "district.yaml").write_text("市: [", "utf-8")
    wrong = told(data)
    assert len(wrong.pop("district.yaml")) == 1
    assert wrong == right
