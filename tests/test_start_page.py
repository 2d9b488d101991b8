"""docs/start.md, done as it is written: from an empty folder to a plaque, a badge and a volume."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from .workspaces import DATA, Ended

PAGE = Path(__file__).parents[1] / "docs" / "start.md"
TEXT = PAGE.read_text("utf-8")
spec = spec_from_file_location("gallery", PAGE.with_name("gallery.py"))
assert spec and spec.loader
gallery = module_from_spec(spec)
spec.loader.exec_module(gallery)
Run = Callable[..., Ended]


def commands() -> list[str]:
    """The lines of the page that run the program."""
    blocks = re.findall(r"```sh\n(.*?)```", TEXT, re.S)
    return [line for block in blocks for line in block.splitlines() if line.startswith("mzdocs")]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    monkeypatch.chdir(tmp_path)
    (command,) = [line for line in commands() if "--yes" in line]
    assert run(*shlex.split(command)[1:], "--on", "2026-11-30").code == 0
    monkeypatch.chdir(tmp_path / "我的区")
    return tmp_path / "我的区"


def test_the_page_is_right_from_the_empty_folder_to_the_volume(own: Path, run: Run) -> None:
    gallery.fill_in(own, TEXT)
    stations = own / "data" / "stations"
    shutil.copy(DATA / "stations" / "photos" / "001-001-01.png", stations / "photos" / "001-01.png")
    head, *rows = (DATA / "stations" / "taoyuan-clients.csv").read_text("utf-8-sig").splitlines()
    rows = [row for row in rows if row.startswith("DB") and ",桃溪社区," in row][:3]
    (stations / "taoyuan-clients.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
    ended = run("build")
    assert ended.code == 0, ended.said
    made = {path.relative_to(own / "output" / "taoyuan").as_posix() for path in (own / "output").rglob("*.pdf")}
    assert {"signage/plaque-plate.pdf", "signage/badges.pdf", "signage/badges-a4.pdf", "archive/name-index.pdf"} <= made
    assert any(name.startswith("archive/volume-db") for name in made)
    assert "没有做展板、公文" in ended.out


def test_every_command_and_picture_of_the_page_is_there(run: Run) -> None:
    for line in commands():
        words = shlex.split(line)[1:]
        assert not words or run(words[0], "--help").code == 0, line
    for picture in re.findall(r"\]\((gallery/[^)]+)\)", TEXT):
        assert (PAGE.parent / picture).is_file(), picture
