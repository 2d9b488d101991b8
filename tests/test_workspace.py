"""Where data lies: found from any subfolder; pipes, folders, loops and links that lead out are refused, not waited for."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.core.problems import Exit, Problem, Stopped
from mzdocs.load import workspace, workspace_problems
from mzdocs.load.workspace import beneath, distinct, find, here, read_bytes

from . import workspaces
from .workspaces import Workspace


def only(stopped: pytest.ExceptionInfo[Stopped], code: str) -> Problem:
    assert [problem.code for problem in stopped.value.problems] == [code]
    return stopped.value.problems[0]


@pytest.mark.parametrize("below", [".", "data", "data/stations", "data/stations/photos"])
def test_a_workspace_is_found_from_any_folder_in_it(sample: Workspace, below: str) -> None:
    assert find(sample.root / below).root == sample.root


def test_the_nearest_workspace_is_taken(sample: Workspace) -> None:
    inner = workspaces.make(sample.root / "data" / "inner")
    assert find(inner.photos).root == inner.root


def test_without_a_workspace_the_folder_is_named_but_not_its_path(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Stopped) as stopped:
        find(tmp_path / "empty")
    problem = only(stopped, "MZ1301")
    assert "empty" in problem.message()
    assert str(tmp_path) not in problem.message()
    assert "mzdocs new" in problem.remedy()


def test_a_folder_named_like_the_district_file_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "data" / "district.yaml").mkdir(parents=True)
    with pytest.raises(Stopped):
        find(tmp_path)


def test_a_folder_that_was_deleted_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(Stopped) as stopped:
        here()
    only(stopped, "MZ1310")


def test_station_files_are_listed_by_name_without_what_editors_leave(sample: Workspace) -> None:
    stations = sample.station.parent
    for name in ("b.yaml", "a.yaml", ".#a.yaml", "._a.yaml", "a.yaml~", "a.yaml.bak", "notes.txt"):
        (stations / name).write_text("x")
    assert [path.name for path in load.Workspace(sample.root).station_files()] == ["a.yaml", "b.yaml", "taoyuan.yaml"]


@pytest.mark.parametrize("name", ["b.yml", "b.YAML", "b.Yml"])
def test_a_station_file_that_would_be_passed_over_is_told(sample: Workspace, name: str) -> None:
    (sample.station.parent / name).write_text("x")
    with pytest.raises(Stopped) as stopped:
        load.Workspace(sample.root).station_files()
    assert only(stopped, "MZ1308").location.file == f"data/stations/{name}"


def test_a_workspace_without_stations_is_told(sample: Workspace) -> None:
    sample.station.unlink()
    with pytest.raises(Stopped) as stopped:
        load.Workspace(sample.root).station_files()
    assert only(stopped, "MZ1304").location.file == "data/stations"


def test_a_file_is_named_from_the_workspace_and_outside_of_it_by_its_name_only(
    sample: Workspace, tmp_path: Path
) -> None:
    space = load.Workspace(sample.root)
    assert space.name(sample.station) == "data/stations/taoyuan.yaml"
    assert space.name(tmp_path / "elsewhere" / "x.yaml") == "x.yaml"


def test_a_file_is_taken_once_however_it_is_written(sample: Workspace) -> None:
    space = load.Workspace(sample.root)
    ways = [Path("data/stations/taoyuan.yaml"), sample.station, Path("data/../data/stations/taoyuan.yaml")]
    assert len(distinct(ways, space)) == 1
    other = sample.root / "taoyuan.yaml"
    other.write_bytes(sample.station.read_bytes())
    with pytest.raises(Stopped) as stopped:
        distinct([sample.station, other], space)
    assert only(stopped, "MZ1311").location.file == "taoyuan.yaml"


@pytest.mark.parametrize("name", ["..yaml", "...yaml", ".x.yaml", "a\nb.yaml", "a\x1b[2J.yaml"])
def test_a_station_whose_file_cannot_name_a_folder_is_told(sample: Workspace, name: str) -> None:
    """`...yaml` would be delivered to `output/..`, the workspace itself."""
    path = sample.station.rename(sample.station.with_name(name))
    with pytest.raises(Stopped) as stopped:
        distinct([path], load.Workspace(sample.root))
    assert only(stopped, "MZ1312").location.file == f"data/stations/{name}"


def refused(path: Path) -> Problem:
    with pytest.raises(Stopped) as stopped:
        read_bytes(path, "x")
    assert len(stopped.value.problems) == 1
    assert stopped.value.problems[0].location.file == "x"
    return stopped.value.problems[0]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "x").code == "MZ1302"
    (tmp_path / "dangling").symlink_to("nowhere")
    assert refused(tmp_path / "dangling").code == "MZ1302"


def test_a_pipe_a_folder_and_a_device_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "pipe", tmp_path / "folder", Path("/dev/zero")):
        problem = refused(path)
        assert problem.code == "MZ1303"
        assert problem.message() == "读不了这个文件：不是普通文件"
        assert problem.message("en") == "The file cannot be read: it is not a regular file"


def test_a_link_to_itself_a_name_too_long_and_a_file_as_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_text("x")
    assert "符号链接" in refused(tmp_path / "loop").message()
    assert "名称太长" in refused(tmp_path / ("站" * 100)).message()
    assert "不是文件夹" in refused(tmp_path / "file" / "x").message()


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as stream:
        stream.truncate(5_000_000_000)
    problem = refused(tmp_path / "huge")
    assert problem.code == "MZ1309"
    assert problem.problem_type.exit is Exit.LIMIT


@pytest.mark.parametrize("name", ["photos/a.png", "b.png"])
def test_a_file_beneath_its_folder_is_found(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x")
    assert beneath(tmp_path, name) == tmp_path / name


def test_a_link_that_stays_inside_is_followed_and_one_that_leads_out_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "stations"
    folder.mkdir()
    (tmp_path / "secret.png").write_text("x")
    (folder / "real.png").write_text("x")
    (folder / "inside.png").symlink_to("real.png")
    (folder / "outside.png").symlink_to("../secret.png")
    (folder / "whole").symlink_to("..")
    (folder / "loop.png").symlink_to("loop.png")
    assert beneath(folder, "inside.png") == folder / "real.png"
    for name in (
        "outside.png",
        "whole/secret.png",
        "../secret.png",
        str(tmp_path / "secret.png"),
        "loop.png",
        "whole",
        "none.png",
        "长" * 200,
    ):
        assert beneath(folder, name) is None


def test_a_year_that_is_not_kept_is_no_year(tmp_path: Path) -> None:
    kept = tmp_path / "data" / "years" / "2025"
    with pytest.raises(Stopped) as stopped:
        workspace.Workspace(tmp_path).of_year(2025)
    assert [problem.code for problem in stopped.value.problems] == ["MZ7151"]
    kept.mkdir(parents=True)
    (kept / "district.yaml").write_text("")
    assert workspace.Workspace(tmp_path).of_year(2025).data == kept


def test_a_district_has_one_data_file(sample: Workspace) -> None:
    (sample.district.with_suffix(".xlsx")).write_bytes(b"PK")
    with pytest.raises(Stopped) as stopped:
        load.load_district(load.Workspace(sample.root))
    assert "data/district.yaml" in only(stopped, "MZ1245").message()
    sample.district.unlink()
    assert load.Workspace(sample.root).district_file.name == "district.xlsx"


@pytest.mark.parametrize("name", ["liulin.xls", "liulin.et", "liulin.xlsm", "liulin.XLSX", "liulin.yml"])
def test_what_looks_like_a_station_is_not_passed_over(sample: Workspace, name: str) -> None:
    (sample.station.parent / name).write_bytes(b"x")
    with pytest.raises(Stopped) as stopped:
        load.Workspace(sample.root).station_files()
    only(stopped, "MZ1308")


@pytest.mark.parametrize(
    "name", ["taoyuan-clients.xlsx", "taoyuan-clients.xls", "~$taoyuan.xlsx", ".~lock.taoyuan.xlsx#"]
)
def test_tables_and_what_an_open_workbook_leaves_are_no_stations(sample: Workspace, name: str) -> None:
    (sample.station.parent / name).write_bytes(b"x")
    assert [path.name for path in load.Workspace(sample.root).station_files()] == ["taoyuan.yaml"]


def test_every_fault_of_workspaces_is_met_here_or_on_the_command_line() -> None:
    declared = {
        problem_type.code for problem_type in vars(workspace_problems).values() if hasattr(problem_type, "says")
    }
    met = Path(__file__).read_text("utf-8") + Path(__file__).with_name("test_cli.py").read_text("utf-8")
    assert [code for code in sorted(declared) if code not in met] == []
