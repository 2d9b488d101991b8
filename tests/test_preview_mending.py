"""The page to look at: slips mended after a yes, pieces of large pages, and what a workspace may do to it."""

from __future__ import annotations

import io
import shutil
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from mzdocs.core.boxes import PageBox
from mzdocs.core.problems import Stopped
from mzdocs.load import Workspace as Space
from mzdocs.preview.downloads import papers_of, since_handed_over
from mzdocs.preview.page_mends import mended_by_hand, mends_shown
from mzdocs.preview.watching import watched
from mzdocs.preview.workbench import Workbench

from .workbooks import as_book, edit
from .workspaces import Workspace, listing, people, replace

PLATE = ("taoyuan", "plaque", "plaque-plate.pdf")


def bench_of(workspace: Workspace) -> Workbench:
    return Workbench(Space(workspace.root), "zh")


def codes(ask: Callable[[], object]) -> list[str]:
    with pytest.raises(Stopped) as found:
        ask()
    return [each.code for each in found.value.problems]


def test_a_slip_is_shown_line_by_line_and_written_as_it_was_shown(sample: Workspace) -> None:
    sound, before = sample.station.read_bytes(), listing(sample.root)
    replace(sample.station, "邮编: 990103", "邮编：990103")
    spoilt, bench = sample.station.read_bytes(), bench_of(sample)
    (shown,) = mends_shown(bench, 1, "taoyuan")
    (change,) = shown.changes
    assert (shown.file, change.line) == (
        "data/stations/taoyuan.yaml",
        sound.decode().split("\n").index("邮编: 990103") + 1,
    )
    assert (change.before, change.after) == ("邮编：990103", "邮编: 990103")
    assert mended_by_hand(bench, 1, "taoyuan", shown.file, shown.before, shown.after) == "taoyuan.yaml.bak1"
    assert sample.station.read_bytes() == sound
    assert sample.station.with_name("taoyuan.yaml.bak1").read_bytes() == spoilt
    assert {*listing(sample.root)} - {*before} == {"data/stations/taoyuan.yaml.bak1"}
    assert mends_shown(bench, 2, "taoyuan") == ()


def test_what_is_not_as_it_was_shown_is_not_written(sample: Workspace) -> None:
    replace(sample.station, "邮编: 990103", "邮编：990103")
    bench = bench_of(sample)
    (shown,) = mends_shown(bench, 1, "taoyuan")
    replace(sample.station, "街道代码", "# 另一个人刚写的\n街道代码")
    before = listing(sample.root)
    for given in (
        (shown.file, shown.before, shown.after),
        (shown.file, "0" * 64, shown.after),
        (shown.file, shown.before, "0" * 64),
        ("data/district.yaml", shown.before, shown.after),
        ("../../etc/passwd", shown.before, shown.after),
        ("", "", ""),
    ):
        assert codes(lambda given=given: mended_by_hand(bench, 1, "taoyuan", *given)) == ["MZ7930"]  # type: ignore[misc]
    assert codes(lambda: mended_by_hand(bench, 1, "nowhere", shown.file, shown.before, shown.after)) == ["MZ7900"]
    assert listing(sample.root) == before


def test_of_a_table_only_the_way_of_writing_is_shown_and_of_a_workbook_its_cell(sample: Workspace) -> None:
    rows = sample.table.read_text("utf-8").splitlines(keepends=True)
    day = next(each for each in rows[1].split(",") if each.startswith("20") and each.count("-") == 2)
    sample.table.write_text("".join([rows[0], rows[1].replace(day, day.replace("-", "/")), *rows[2:]]), "utf-8")
    (shown,) = mends_shown(bench_of(sample), 1, "taoyuan")
    assert shown.file.endswith("taoyuan-clients.csv") and shown.changes
    assert not any(each in repr(shown) for each in (*people(sample), day))
    book = as_book(sample)
    edit(book, lambda each: each["社区"].__setitem__("D3", "6,120人"))
    (shown,) = [each for each in mends_shown(bench_of(sample), 1, "taoyuan") if each.file.endswith(".xlsx")]
    assert [(each.cell, each.before, each.after) for each in shown.changes] == [("社区!D3", "6,120人", "6120")]


def test_a_piece_of_a_page_has_as_many_dots_as_the_whole_may_have(sample: Workspace) -> None:
    bench = bench_of(sample)
    whole = Image.open(io.BytesIO(bench.picture(1, *PLATE, 0, 1200))).convert("L")
    box = PageBox(1, 150, 100, 300, 200)
    part = Image.open(io.BytesIO(bench.piece(1, *PLATE, box, 2400))).convert("L")
    assert max(part.size) in range(2395, 2406)
    alike = whole.crop((300, 200, 900, 600))
    apart = ImageChops.difference(alike.resize((60, 40)), part.resize((60, 40)))
    assert ImageStat.Stat(apart).mean[0] < 4
    beyond = Image.open(io.BytesIO(bench.piece(1, *PLATE, PageBox(1, -50, 390, 9000, 9000), 600)))
    assert beyond.size[0] / beyond.size[1] == pytest.approx(600 / 10, rel=0.05)
    nan = float("nan")
    for box in (
        PageBox(1, 600, 0, 10, 10),
        PageBox(1, 0, 0, 0.5, 10),
        PageBox(1, 0, 0, -5, 5),
        PageBox(1, nan, 0, 5, 5),
        PageBox(2, 0, 0, 5, 5),
    ):
        with pytest.raises(IndexError):
            bench.piece(1, *PLATE, box, 600)


def test_papers_are_carried_off_as_delivered_or_not_at_all(begun: Workspace, tmp_path: Path) -> None:
    shutil.copytree(begun.root, tmp_path / "district")
    space = Workspace(tmp_path / "district")
    bench = bench_of(space)
    with zipfile.ZipFile(io.BytesIO(papers_of(bench, 1, "taoyuan"))) as found:
        (folder,) = (space.output / "taoyuan" / "reports").iterdir()
        listed = {each.name for each in folder.iterdir()} - {"manifest.json"}
        assert {*found.namelist()} == listed and "work-plan.pdf" not in listed
        assert all(found.read(name) == (folder / name).read_bytes() for name in listed)
    assert codes(lambda: papers_of(bench, 1, "district")) == ["MZ7932"]
    assert codes(lambda: papers_of(bench, 1, "..")) == ["MZ7900"]
    assert codes(lambda: since_handed_over(bench, 1, "taoyuan")) == ["MZ7404"]
    replace(space.station, "邮编: ", "邮编:  ")
    assert codes(lambda: papers_of(bench, 2, "taoyuan")) == ["MZ7933"]
    (folder / sorted(listed)[0]).write_bytes(b"x")
    assert codes(lambda: papers_of(bench, 2, "taoyuan")) == ["MZ7003"]


def test_what_all_stations_share_is_read_again_when_it_was_touched_and_only_then(sample: Workspace) -> None:
    bench = bench_of(sample)
    first = bench.common(1)
    replace(sample.station, "邮编: 990103", "邮编: 990104")
    assert bench.common(2) is first
    replace(sample.district, "主题: default", "主题: blue")
    assert bench.common(3).district.design.theme == "blue"
    away = sample.root / "elsewhere.yaml"
    sample.district.rename(away)
    sample.district.symlink_to(away)
    second = bench.common(4)
    replace(away, "主题: blue", "主题: default")
    assert bench.common(5).district.design.theme == "default" != second.district.design.theme


def test_a_page_no_pdf_can_have_and_a_file_of_two_megabytes_are_told(sample: Workspace) -> None:
    bench = bench_of(sample)
    replace(sample.district, "尺寸: 600×400 mm", "尺寸: 14000×9000 mm")
    told = bench.station(1, "taoyuan").problems
    assert [each.code for each in told if "14000" in each.location.line_text] == ["MZ1120"]
    replace(sample.district, "尺寸: 14000×9000 mm", "尺寸: 600×400 mm")
    sound = sample.station.read_text("utf-8")
    for more in ("# " + "字" * 700_000 + "\n", "说明: [" + "甲, " * 500_000 + "]\n"):
        sample.station.write_text(sound + more, "utf-8")
        assert [each.code for each in bench.station(2, "taoyuan").problems] == ["MZ1008"]
        assert codes(lambda: bench.proof(2, *PLATE)) == ["MZ1008"]
    sample.station.write_text(sound, "utf-8")
    assert bench.proof(3, *PLATE).leaves


def test_a_workspace_that_goes_away_is_told_and_one_that_comes_back_is_there(sample: Workspace, tmp_path: Path) -> None:
    bench = bench_of(sample)
    assert bench.proof(1, *PLATE).leaves
    (sample.root / "data").rename(tmp_path / "away")
    assert codes(lambda: bench.station(2, "taoyuan")) and codes(lambda: bench.proof(2, *PLATE))
    assert codes(lambda: mends_shown(bench, 2, "taoyuan"))
    (tmp_path / "away").rename(sample.root / "data")
    assert bench.proof(3, *PLATE).leaves


def test_a_thousand_saves_in_a_row_end_in_the_last_of_them(tmp_path: Path) -> None:
    file, seen, heard = tmp_path / "station.yaml", list[str](), threading.Event()
    file.write_text("0", "utf-8")

    def look() -> None:
        seen.append(file.read_text("utf-8"))
        if seen[-1] == "1000":
            heard.set()

    with watched(tmp_path, look):
        for number in range(1, 1001):
            file.write_text(str(number), "utf-8")
        assert heard.wait(20)
    assert len(seen) < 1000
