"""`mzdocs doctor`: every fault of a machine is told with its remedy, and a sound one is not blamed."""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from mzdocs.build import machine_checks, program_checks
from mzdocs.build.health import Health, health
from mzdocs.cli import main
from mzdocs.core.problems import Problem, Severity
from mzdocs.design import fontset
from mzdocs.design.fonts import FONT_CHANGED

Patch = pytest.MonkeyPatch
GB = 1_000_000_000


def told(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("found", "codes"),
    [
        ({}, []),
        ({"pillow": "12.3.0"}, []),
        ({"pillow": "12.2.9"}, ["MZD01"]),
        ({"pillow": "100.0"}, []),
        ({"jinja2": "3.1.6rc1"}, []),
        ({"jinja2": "3.1.5"}, ["MZD01"]),
        ({"weasyprint": "69.9"}, ["MZD01"]),
        ({"libqpdf": "11.10.1"}, ["MZD01"]),
        ({"libexpat": "2.4.0"}, ["MZD01"]),
        ({"pango": ""}, ["MZD02"]),
        ({"harfbuzz": "4.0.9", "pango": "1.43.9"}, ["MZD01", "MZD01"]),
    ],
)
def test_libraries_have_floors(monkeypatch: Patch, found: dict[str, str], codes: list[str]) -> None:
    monkeypatch.setattr(program_checks, "_versions", lambda: {**program_checks.FLOORS, **found})
    assert told(program_checks.libraries(Path())[1]) == codes


def test_the_libraries_here_are_known_and_none_is_too_old() -> None:
    said, problems = program_checks.libraries(Path())
    assert [part.split(" ")[0] for part in said.en.split(", ")] == [*program_checks.FLOORS]
    assert ("?" in said.en, problems) == (False, [])


@pytest.mark.parametrize(("free", "files", "codes"), [
    (500_000_000, 2_000, []), (499_999_999, 2_000, ["MZD05"]), (GB, 1_999, ["MZD05"]),
])  # fmt: skip
def test_space_is_bytes_and_names(monkeypatch: Patch, tmp_path: Path, free: int, files: int, codes: list[str]) -> None:
    monkeypatch.setattr(machine_checks.shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))
    monkeypatch.setattr(os, "statvfs", lambda folder: SimpleNamespace(f_files=9, f_favail=files))
    assert told(machine_checks.space(tmp_path)[1]) == codes


def test_a_disk_that_does_not_count_names_has_enough(monkeypatch: Patch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine_checks.shutil, "disk_usage", lambda folder: SimpleNamespace(free=GB))
    monkeypatch.setattr(os, "statvfs", lambda folder: SimpleNamespace(f_files=0, f_favail=0))
    assert machine_checks.space(tmp_path)[1] == []


def test_rights_are_tried_and_nothing_stays(monkeypatch: Patch, tmp_path: Path) -> None:
    assert (machine_checks.rights(tmp_path)[1], machine_checks.closed_folders(tmp_path)[1]) == ([], [])
    assert list(tmp_path.iterdir()) == []

    def read_only(**more: object) -> None:
        raise OSError(30, "")

    monkeypatch.setattr(tempfile, "TemporaryFile", read_only)
    (problem,) = machine_checks.rights(tmp_path)[1]
    assert (problem.code, problem.message()) == ("MZD06", "写不进去：磁盘是只读的")


def test_a_disk_without_permissions_is_found(monkeypatch: Patch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "chmod", lambda path, mode: os.fchmod(os.open(path, os.O_RDONLY), 0o755))
    (problem,) = machine_checks.closed_folders(tmp_path)[1]
    assert (problem.code, problem.facts, int(problem.problem_type.exit)) == ("MZD07", {"found": "0755"}, 14)


@pytest.mark.parametrize(
    ("name", "soft", "codes"),
    [
        ("RLIMIT_NOFILE", 256, []),
        ("RLIMIT_NOFILE", 255, ["MZD09"]),
        ("RLIMIT_FSIZE", GB, []),
        ("RLIMIT_FSIZE", GB - 1, ["MZD09"]),
        ("RLIMIT_AS", resource.RLIM_INFINITY, []),
        ("RLIMIT_AS", GB, ["MZD09"]),
    ],
)
def test_limits_of_the_system(monkeypatch: Patch, name: str, soft: int, codes: list[str]) -> None:
    known = {getattr(resource, name): soft}
    monkeypatch.setattr(
        machine_checks.resource, "getrlimit", lambda what: (known.get(what, resource.RLIM_INFINITY), -1)
    )
    assert told(machine_checks.limits(Path())[1]) == codes


@pytest.mark.parametrize(
    ("lines", "state"),
    [("MemAvailable: 976563 kB", "ok"), ("MemAvailable: 976562 kB", "fault"), ("MemFree: 1 kB", "not tried")],
)
def test_memory(monkeypatch: Patch, tmp_path: Path, lines: str, state: str) -> None:
    (tmp_path / "meminfo").write_text(lines + "\n")
    monkeypatch.setattr(machine_checks, "_MEMORY_FILE", tmp_path / "meminfo")
    assert states(tmp_path)["memory"].state == state


def test_a_clock_that_stands_is_found(monkeypatch: Patch) -> None:
    class Past(date):
        @classmethod
        def today(cls) -> date:
            return date(1970, 1, 1)

    monkeypatch.setattr(machine_checks, "date", Past)
    assert told(machine_checks.clock(Path())[1]) == ["MZD04"]


@pytest.mark.parametrize(("names", "screen", "count"), [
    ("utf-8", "UTF-8", 0), ("utf-8", "GB18030", 0), ("gb18030", "utf-8", 1), ("utf-8", "gbk", 1), ("ascii", "ascii", 2),
])  # fmt: skip
def test_encodings_that_have_no_chinese_or_another(monkeypatch: Patch, names: str, screen: str, count: int) -> None:
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: names)
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(encoding=screen))
    assert told(machine_checks.encodings(Path())[1]) == ["MZD03"] * count


def test_a_cache_that_cannot_be_used_is_only_slower(monkeypatch: Patch, tmp_path: Path) -> None:
    monkeypatch.setenv("MZDOCS_CACHE", str(tmp_path / "cache"))
    assert machine_checks.cache_state(Path())[1] == []
    (tmp_path / "cache").write_text("a file")
    (problem,) = machine_checks.cache_state(Path())[1]
    assert (problem.code, problem.severity) == ("MZD11", Severity.FINDING)


def states(folder: Path) -> dict[str, Health]:
    return {each.name.en: each for each in health(folder)}


def test_the_workspace_is_looked_at_where_there_is_one(tmp_path: Path) -> None:
    assert states(tmp_path)["workspace"].state == "not tried"
    _workspace(tmp_path)
    assert states(tmp_path)["workspace"].found.en == "1 stations"
    (tmp_path / "output" / ".staging-a-7").mkdir(parents=True)
    (problem,) = states(tmp_path)["workspace"].problems
    assert (problem.code, problem.facts) == ("MZD08", {"count": 1})
    (tmp_path / "data" / "stations" / "a.yaml").unlink()
    assert told(list(states(tmp_path)["workspace"].problems)) == ["MZ1304"]


def _workspace(root: Path) -> None:
    (root / "data" / "stations").mkdir(parents=True)
    (root / "data" / "district.yaml").write_text("名称: 区\n", encoding="utf-8")
    (root / "data" / "stations" / "a.yaml").write_text("名称: 站\n", encoding="utf-8")


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*words: str) -> tuple[int, str]:
        return main(["doctor", *words]), capsys.readouterr().out

    return ran


def test_the_command_names_no_folder_and_nobody_unless_asked(monkeypatch: Patch, tmp_path: Path, run: Run) -> None:
    home = tmp_path / "zhang_san"
    monkeypatch.setenv("MZDOCS_CACHE", str(home / "cache"))
    wrong = [FONT_CHANGED.at(files="A.otf", home=str(home / "fonts"))]
    monkeypatch.setattr(fontset, "differing_files", lambda: wrong)
    monkeypatch.chdir(tmp_path)
    code, said = run()
    assert (code, "MZ4002" in said, "zhang_san" in said) == (12, True, False)
    code, said = run("--paths")
    assert (code, said.count("zhang_san")) == (12, 2)
    code, said = run("--json")
    found = json.loads(said)
    assert (found["exit"], "zhang_san" in said) == (12, False)
    assert {each["name"]: each["state"] for each in found["health"]}["字体和色彩特性文件"] == "fault"


def test_a_sound_machine_is_well(monkeypatch: Patch, tmp_path: Path, run: Run) -> None:
    monkeypatch.setattr(fontset, "differing_files", list)
    monkeypatch.chdir(tmp_path)
    code, said = run("--json")
    found = json.loads(said)
    assert (code, [each for each in found["health"] if each["state"] == "fault"]) == (0, [])
