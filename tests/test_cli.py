"""What bad input gets: a sentence with place, cause and remedy, its exit code, no traceback, and output/ as it was."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import ast
import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from PIL import Image

import mzdocs.cli
from mzdocs import load
from mzdocs.build.pipeline import NOTHING
from mzdocs.cli import cli, show
from mzdocs.core.problems import Exit, Location
from mzdocs.kinds import KINDS, SHOP

from .test_ids import with_check
from .test_problems import HAN
from .workspaces import DATA, Ended, Workspace, line_of, listing, people, replace

Run = Callable[..., Ended]
ROOM = Path(mzdocs.cli.__file__).parent
SIGNS = ("build-signage", "--only", "plaque", "-j", "1")
FILES = ("archive-index", "-j", "1")
BADGES = ("build-signage", "--only", "badge", "-j", "1")
PAPERS = ("inspection", "-j", "1")
STATION, TABLE, DISTRICT = "data/stations/taoyuan.yaml", "data/stations/taoyuan-clients.csv", "data/district.yaml"
PHOTO = "photos/001-001-01.png"


@pytest.fixture
def delivered(sample: Workspace) -> Workspace:
    """A workspace where something was published before."""
    for name in ("signage", "archive"):
        folder = sample.output / "taoyuan" / name
        folder.mkdir(parents=True)
        (folder / "old.pdf").write_bytes(b"old")
        (folder / "manifest.json").write_text('{"files": []}')
    return sample


def in_gbk(path: Path) -> None:
    path.write_bytes(path.read_text("utf-8").encode("gbk", "replace"))


def in_place_of(path: Path, make: Callable[[Path], object]) -> None:
    path.unlink()
    make(path)


def one_colour(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 420), colour).save(out, "PNG")
    return out.getvalue()


def swap(path: str, *words: str) -> Callable[[Workspace], None]:
    """A file with words exchanged: old, new, and so on."""

    def swapped(space: Workspace) -> None:
        for old, new in zip(words[::2], words[1::2], strict=True):
            replace(space.root / path, old, new)

    return swapped


def write(path: str, data: bytes) -> Callable[[Workspace], None]:
    return lambda space: (space.root / path).write_bytes(data) and None


def become(path: str, make: Callable[[Path], object]) -> Callable[[Workspace], None]:
    return lambda space: in_place_of(space.root / path, make)


ROW = "DB-2021-0001,林梦洁,990103197406010846,"
PHOTO_LINE = "社区[1].监督员[1].照片"

# name: how the workspace is spoiled, the command, exit code, problem code, place (a number after # is the line that holds the text), a word

BAD = {
    # the files themselves
    "the district is missing": (lambda space: space.district.unlink(), SIGNS, Exit.DATA, "MZ1301", "", "district.yaml"),
    "the district is a folder": (become(DISTRICT, Path.mkdir), SIGNS, Exit.DATA, "MZ1301", "", "district.yaml"),
    "the district is empty": (write(DISTRICT, b""), SIGNS, Exit.DATA, "MZ1005", DISTRICT + ":1:1", "空"),
    "the district is GBK": (lambda space: in_gbk(space.district), SIGNS, Exit.DATA, "MZ1004", DISTRICT, "GBK"),
    "no station is there": (lambda space: space.station.unlink(), SIGNS, Exit.DATA, "MZ1304", "data/stations", "*.yaml"),
    "the station asked for is missing": (lambda space: None, (*SIGNS, "nobody"), Exit.USAGE, "MZ7171", "工作站", "nobody"),
    "the station is a folder": (become(STATION, Path.mkdir), SIGNS, Exit.DATA, "MZ1303", STATION, "不是普通文件"),
    "the station is a pipe": (become(STATION, os.mkfifo), SIGNS, Exit.DATA, "MZ1303", STATION, "不是普通文件"),
    "the station is a link to itself": (become(STATION, lambda path: path.symlink_to(path.name)), SIGNS, Exit.DATA, "MZ1303", STATION, "符号链接"),
    "the station leads nowhere": (become(STATION, lambda path: path.symlink_to("nowhere")), SIGNS, Exit.DATA, "MZ1302", "data/stations/", "没有"),
    "the station is empty": (write(STATION, b""), SIGNS, Exit.DATA, "MZ1005", STATION + ":1:1", "空"),
    "the station is GBK": (lambda space: in_gbk(space.station), SIGNS, Exit.DATA, "MZ1004", STATION + ":3", "GBK"),
    "the station is UTF-16": (write(STATION, "名称: 甲".encode("utf-16")), SIGNS, Exit.DATA, "MZ1004", STATION + ":1", "UTF-16"),
    "the station is a picture": (write(STATION, b"\x89PNG\r\n\x1a\n\0\xff"), SIGNS, Exit.DATA, "MZ1024", STATION, "PNG 图片"),
    "the station is a list": (write(STATION, b"- a\n"), SIGNS, Exit.DATA, "MZ1005", STATION + ":1:1", "键"),
    "the station is huge": (write(STATION, b"#" * 3_000_000), SIGNS, Exit.LIMIT, "MZ1008", STATION, "上限"),
    "the station has another ending": (lambda space: space.station.rename(space.station.with_suffix(".yml")), SIGNS, Exit.DATA, "MZ1308", "data/stations/taoyuan.yml", ".yaml"),
    # keys and values
    "a key twice": (swap(STATION, "邮编: 990103", "邮编: 990103\n邮编: 990104"), SIGNS, Exit.DATA, "MZ1003", STATION + ":#990104:1 邮编", "两次"),
    "an unknown key": (swap(STATION, "邮编: 990103", "邮箱: x"), SIGNS, Exit.DATA, "MZ1102", STATION + ":#邮箱:1 邮箱", "您是不是想写“邮编”"),
    "a key left out": (swap(STATION, "名称: 澄江区桃源街道民政工作站\n", ""), SIGNS, Exit.DATA, "MZ1101", STATION, "缺少“名称”"),
    "a full-width colon": (swap(STATION, "邮编: 990103", "邮编：990103"), SIGNS, Exit.DATA, "MZ1002", STATION + ":#邮编：:3", "全角冒号"),
    "a tab": (swap(STATION, "  监督: 0999", "\t监督: 0999"), SIGNS, Exit.DATA, "MZ1014", STATION + ":#\t监督:1", "制表符"),
    "a wrong day": (swap(STATION, "\n制发日期: ", "\n制发日期: 2026-02-30\n旧: "), SIGNS, Exit.DATA, "MZ1109", STATION + ":#2026-02-30:1 制发日期", "2026-02-30"),
    "an anchor": (swap(STATION, "邮编: 990103", "邮编: &a 990103"), SIGNS, Exit.DATA, "MZ1006", STATION + ":#&a:5", "锚点"),
    "a comment that swallows": (swap(STATION, "26 号街道", "26 号 # 街道"), SIGNS, Exit.DATA, "MZ1009", STATION + ":#26 号 #:20", "注释"),
    "a terminal code": (swap(STATION, "邮编: 990103", '邮编: "\\e[2J"'), SIGNS, Exit.DATA, "MZ1007", STATION + ":#\\e[2J:5", "U+001B"),
    "a size without a unit": (swap(DISTRICT, "尺寸: 600×400 mm", "尺寸: 600×400"), SIGNS, Exit.DATA, "MZ1120", DISTRICT + ":#尺寸: 600×400:7 设计.门牌.横牌.尺寸", "单位"),
    "an unknown street": (swap(STATION, '街道代码: "001"', '街道代码: "777"'), SIGNS, Exit.DATA, "MZ1401", STATION + ":#777:1 街道代码", "777"),
    # photos
    "a photo is missing": (lambda space: (space.photos / "001-001-01.png").unlink(), BADGES, Exit.ASSET, "MZ1305", STATION + f":#{PHOTO}:9 {PHOTO_LINE}", "不存在"),
    "evidence is missing": (lambda space: (space.photos / "inspection-001-1.4.png").unlink(), PAPERS, Exit.ASSET, "MZ1305", STATION + ":#inspection-001-1.4.png:38 检查.记录[1].证据[1].文件", "不存在"),
    "a report has no day": (swap(STATION, "\n    成文日期: 2026-10-30", ""), PAPERS, Exit.DATA, "MZ1101", STATION, "成文日期"),
    "a number has no year": (swap(STATION, "桃源街办〔2026〕31号", "桃源街办31号"), PAPERS, Exit.DATA, "MZ1469", STATION + ":#桃源街办31号:5 公文[1].发文字号", "桃源街办31号"),
    "a photo is a folder": (become(f"data/stations/{PHOTO}", Path.mkdir), BADGES, Exit.ASSET, "MZ1305", STATION, "不存在"),
    "a photo is empty": (write(f"data/stations/{PHOTO}", b""), BADGES, Exit.ASSET, "MZ1306", STATION + f":#{PHOTO}:9 {PHOTO_LINE}", "是空文件"),
    "a photo is white": (write(f"data/stations/{PHOTO}", one_colour("white")), BADGES, Exit.ASSET, "MZ1612", STATION + f":#{PHOTO}:9 {PHOTO_LINE}", "几乎是一片白"),
    "a photo is another's": (swap(STATION, "photos/001-001-02.png", "photos/001-001-01.png"), BADGES, Exit.ASSET, "MZ1611", STATION + ":247:9 社区[1].监督员[2].照片", "别的监督员"),
    "a name is too long for a badge": (swap(STATION, "姓名: 廖亚男\n", "姓名: " + "名" * 23 + "\n", "代码: 001-01, 姓名: 廖亚男", "代码: 001-01"), BADGES, Exit.FIT, "MZ1613", STATION + ":#" + "名" * 23 + ":9 社区[1].监督员[1].姓名", "23 个字"),
    "a photo is text": (write(f"data/stations/{PHOTO}", b"photo"), BADGES, Exit.ASSET, "MZ1306", STATION, "JPEG"),
    "a photo lies outside": (become(f"data/stations/{PHOTO}", lambda path: path.symlink_to("/etc/passwd")), BADGES, Exit.ASSET, "MZ1305", STATION, "不存在"),
    "a photo is named upward": (swap(STATION, PHOTO, "../../x.png"), BADGES, Exit.DATA, "MZ1118", STATION + f":#../../x.png:9 {PHOTO_LINE}", "文件名"),
    # glyphs and room
    "a smile no font has": (swap(STATION, "民政服务窗口", "民政服务窗口😀"), SIGNS, Exit.FONT, "MZ4003", STATION + ":#😀", "U+1F600"),
    "Tibetan no font has": (swap(STATION, "民政服务窗口", "བོད་"), SIGNS, Exit.FONT, "MZ4003", STATION + ":#བོད", "U+0F56"),
    "a room's name that cannot fit": (swap(STATION, "名称: 民政服务窗口", "名称: " + "民政服务窗口" * 12), SIGNS, Exit.FIT, "MZ1634", STATION + ":#民政服务窗口", "放不下"),
    # the client table
    "the table is missing": (lambda space: space.table.unlink(), FILES, Exit.DATA, "MZ1302", STATION + ":#客户档案: :3 档案.客户档案", "没有这个文件"),
    "the table is empty": (write(TABLE, b""), FILES, Exit.DATA, "MZ1202", TABLE + ":1", "表头"),
    "the table is a workbook": (write(TABLE, b"PK\x03\x04\xff\xff\xff"), FILES, Exit.DATA, "MZ1226", TABLE, "工作簿已经损坏"),
    "the table has a zero byte": (swap(TABLE, "林梦洁", "林\0梦洁"), FILES, Exit.DATA, "MZ1206", TABLE + ":2:2 户主", "U+0000"),
    "the table lost a comma": (swap(TABLE, "花径社区,1,400", "花径社区,1400"), FILES, Exit.DATA, "MZ1203", TABLE + ":2", "12 格"),
    "a household twice": (swap(TABLE, "DB-2021-0002", "DB-2021-0001"), FILES, Exit.DATA, "MZ1205", TABLE + ":3:1 户号", "第 2 行"),
    "a rounded number": (swap(TABLE, "990103197406010846", "9.90103E+17"), FILES, Exit.DATA, "MZ1204", TABLE + ":2:3 身份证号", "科学计数"),
    "a wrong check digit": (swap(TABLE, "990103197406010846", "990103197406010847"), FILES, Exit.DATA, "MZ1116", TABLE + ":2:3 身份证号", "校验码"),
    "an unknown class": (swap(TABLE, "最低生活保障", "别的"), FILES, Exit.DATA, "MZ1408", TABLE + ":2:4 类别", "不在区档案类别里"),
    "an unknown community": (swap(TABLE, "花径社区", "别的社区"), FILES, Exit.DATA, "MZ1409", TABLE + ":2:5 社区", "本站没有"),
    "a file no spine takes": (swap(TABLE, ",12,17,在保", ",12,99999,在保"), FILES, Exit.FIT, "MZ1410", TABLE + ":2", "卷脊"),
    "a file without pages": (swap(TABLE, ",12,17,在保", ",12,0,在保"), FILES, Exit.DATA, "MZ1413", TABLE + ":2", "0"),
    # the output
    "the output is a file": (lambda space: (space.root / "o").write_text("x"), (*SIGNS, "--output", "o/deeper"), Exit.OUTPUT, "MZ7001", "o/deeper", "不是文件夹"),
    "the theme leads out": (lambda space: None, (*SIGNS, "--theme", "../x"), Exit.USAGE, "MZ3101", "--theme", "../x"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input(name: str, delivered: Workspace, run: Run) -> None:
    spoil, command, exit, code, location, word = BAD[name]
    spoil(delivered)
    before = listing(delivered.output)
    ended = run(*command)
    assert ended.code == exit, ended.said
    assert code in ended.codes, ended.said
    told = next(told for told in ended.told if told.code == code)
    head, mark, tail = location.partition("#")
    if mark:
        text, _, rest = tail.rpartition(":") if tail.rpartition(":")[2][:1].isdigit() else (tail, "", "")
        location = f"{head}{line_of(delivered.root / head.rstrip(':'), text)}" + (f":{rest}" if rest else "")
    assert told.location.startswith(location)
    assert word in told.message
    assert HAN.search(told.message)
    assert HAN.search(told.remedy)
    assert "Traceback" not in ended.said
    assert "MZ9000" not in ended.said
    assert "改动" in ended.err
    assert ended.out == ""
    assert listing(delivered.output) == before
    assert not [each for each in people(delivered) if each in ended.said]
    assert str(delivered.root) not in ended.said


def test_all_errors_of_a_station_are_told_in_one_run(sample: Workspace, run: Run) -> None:
    (sample.photos / "001-001-01.png").unlink()
    (sample.photos / "001-002-01.png").write_bytes(b"x")
    replace(sample.table, "990103197406010846", "990103197406010847")
    ended = run("check")
    assert "MZ2622" in ended.codes
    assert [told.code for told in ended.errors] == ["MZ1305", "MZ1306", "MZ1116"]
    assert ended.code == Exit.ASSET
    assert ended.err.endswith("3 处错误。\n")
    replace(sample.station, "民政服务窗口", "民政服务窗口😀")
    assert [told.code for told in run("check").errors] == ["MZ1305", "MZ1306", "MZ1116", "MZ4003"]


def test_what_does_not_depend_on_a_wrong_value_is_told_beside_it(sample: Workspace, run: Run) -> None:
    (sample.photos / "001-001-01.png").unlink()
    replace(sample.station, "职务: 副站长", "职务: 副站")
    replace(sample.station, "民政服务窗口", "民政服务窗口😀")
    ended = run("check")
    assert [told.code for told in ended.errors] == ["MZ1103", "MZ1305", "MZ4003"]
    assert run("check", "-q").codes == ["MZ1103", "MZ1305", "MZ4003"]
    told = json.loads(run("check", "--json").out)["problems"]
    assert {"MZ2622", "MZ1103"} <= {problem["code"] for problem in told}


def test_a_wrong_table_hides_only_what_depends_on_it(sample: Workspace, run: Run) -> None:
    replace(sample.table, "990103197406010846", "990103197406010847")
    replace(sample.station, '街道代码: "001"', '街道代码: "777"')
    ended = run("check")
    assert [told.code for told in ended.errors] == ["MZ1116", "MZ1401"]
    assert not [told for told in ended.told if "clients.csv" in told.location and told.code != "MZ1116"]


def test_a_photo_that_is_blank_does_not_hide_one_used_twice(sample: Workspace, run: Run) -> None:
    (sample.root / "data/stations" / PHOTO).write_bytes(one_colour("white"))
    replace(sample.station, "photos/001-002-01.png", "photos/001-001-02.png")
    told = {each.code: each for each in run("check").errors}
    assert set(told) == {"MZ1612", "MZ1611"}
    assert "社区[1].监督员[2]" in told["MZ1611"].message


def test_equal_problems_of_a_table_are_folded_for_people(sample: Workspace, run: Run) -> None:
    lines = sample.table.read_text("utf-8").splitlines()
    name = lines[1].split(",")[4]
    rows = [number for number, line in enumerate(lines, 1) if f",{name}," in line]
    assert len(rows) > 1
    sample.table.write_text("\n".join(lines).replace(f",{name},", ",别的社区,") + "\n", "utf-8")
    ended = run("check")
    told = ended.only("MZ1409")
    assert told.location == f"{TABLE}:{rows[0]}:5 社区"
    assert f"（{len(rows)} 行：第 {'、'.join(map(str, rows))} 行）" in told.message
    assert f"{len(rows)} 处错误。" in ended.err
    values = json.loads(run("check", "--json").out)["problems"]
    assert [each["line"] for each in values if each["code"] == "MZ1409"] == rows


@pytest.mark.parametrize(("count", "end"), [(20, "20 行）"), (21, "20 行等）")])
def test_of_many_rows_the_first_are_named(count: int, end: str, capfd: pytest.CaptureFixture[str]) -> None:
    show.problems([NOTHING.at(Location("x.csv", row, 1, "社区")) for row in range(1, count + 1)])
    assert end in capfd.readouterr().out


def test_equal_problems_of_a_list_are_folded_and_others_are_not(capfd: pytest.CaptureFixture[str]) -> None:
    show.problems([NOTHING.at(Location("x.yaml", row, 1, f"社区[{row}].人口")) for row in (1, 2)])
    said = capfd.readouterr().out
    assert said.count("MZ7005") == 1
    assert "（2 处：第 1、2 行）" in said
    show.problems([NOTHING.at(Location("x.yaml", 1, 1, path)) for path in ("社区[1].人口", "社区[1].名称")])
    show.problems([NOTHING.at(Location(name, 1, 1, "人口")) for name in ("x.yaml", "y.yaml")])
    assert capfd.readouterr().out.count("MZ7005") == 4
    show.problems([NOTHING.at(Location("x.xlsx", sheet="社区", cell=cell)) for cell in ("C5", "C9")])
    assert "（2 处：C5、C9）" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("text", "column", "shown", "caret"),
    [
        ("邮编:990103", 4, "邮编:990103", 5),
        ("  电话: 1", 3, "  电话: 1", 2),
        ("\t电话: 1", 2, "    电话: 1", 4),
        ("\u00a0电话: 1", 2, "〔不换行空格〕电话: 1", 14),
        ("甲" * 60, 1, "甲" * 49 + "…", 0),
        ("甲" * 50, 1, "甲" * 50, 0),
        ("甲" * 60 + "乙", 61, "…" + "甲" * 40 + "乙", 81),
    ],
)  # fmt: skip
def test_a_line_is_shown_with_a_caret_under_its_column(text: str, column: int, shown: str, caret: int) -> None:
    first, second = show.excerpt(Location("x.yaml", 12, column, line_text=text))
    assert first == f"    12 │ {shown}"
    assert second == f"       │ {' ' * caret}^"


def test_no_line_is_shown_where_none_is_known(capfd: pytest.CaptureFixture[str]) -> None:
    show.problems([NOTHING.at(Location("x.csv", 3, 1, "户主"))])
    assert "│" not in capfd.readouterr().out


def test_a_problem_of_no_place_ends_with_its_code(capfd: pytest.CaptureFixture[str]) -> None:
    show.problems([NOTHING.at()])
    assert capfd.readouterr().out.splitlines()[0].endswith(" MZ7005")


def test_somebody_assessed_under_another_name_is_told_without_the_name(sample: Workspace, run: Run) -> None:
    first = load.load_station(sample.station, load.Workspace(sample.root)).station.assessed[0]
    before, after = sample.station.read_text("utf-8").split(f'代码: "{first.code}", 姓名: {first.name}', 1)
    sample.station.write_text(f"{before}姓名: {first.name[:-1]}某{after}", "utf-8")
    (told,) = [each for each in run("check").told if each.code == "MZ1681"]
    assert told.location.endswith("考评[1].姓名")
    assert "人员[1]" in told.message
    assert first.name not in told.message
    assert first.name[:-1] + "某" not in told.message


def test_all_errors_of_all_stations_are_told_in_one_run(sample: Workspace, run: Run) -> None:
    for name in ("a", "b"):
        (sample.station.parent / f"{name}.yaml").write_text("名称：甲\n", "utf-8")
    assert [(told.code, told.location) for told in run("check").errors] == [
        ("MZ1002", f"data/stations/{name}.yaml:1:3") for name in "ab"
    ]


def test_two_files_of_one_name_are_refused(sample: Workspace, run: Run) -> None:
    (sample.root / "taoyuan.yaml").write_bytes(sample.station.read_bytes())
    ended = run("check", STATION, "taoyuan.yaml")
    assert (ended.code, ended.only("MZ1311").location) == (Exit.DATA, "taoyuan.yaml")


def test_a_folder_that_is_gone_is_told(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    for command in ("check", "schema"):
        ended = run(command)
        assert (ended.code, ended.codes) == (Exit.DATA, ["MZ1310"])


def test_signs_for_a_shop_never_open_the_client_table(sample: Workspace, run: Run) -> None:
    sample.table.unlink()
    replace(sample.station, '街道代码: "001"', '街道代码: "777"')
    assert run(*SIGNS).codes == ["MZ1401"]


# one real build


def test_signs_are_made_and_a_changed_one_is_noticed(sample: Workspace, run: Run) -> None:
    ended = run(*SIGNS)
    assert (ended.code, ended.told) == (Exit.DONE, []), ended.said
    folder = sample.output / "taoyuan" / "signage"
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "manifest.json",
        *(
            f"{sign}{copy}"
            for sign in ("plaque-plate", "plaque-vertical", "info-plate", *(f"room-{n:02}" for n in range(1, 6)))
            for copy in (".pdf", "-outlined.pdf", ".svg", ".dxf")
        ),
    }
    before = listing(sample.output)
    assert run(*SIGNS, "--json").code == Exit.DONE
    assert listing(sample.output) == before
    (folder / "manifest.json").write_text("torn")
    before = listing(sample.output)
    ended = run("build-signage", "--only", "plaque")
    assert (ended.code, ended.only("MZ7003").location) == (Exit.VERIFY, "taoyuan/signage/manifest.json")
    assert listing(sample.output) == before


def test_a_running_build_is_not_disturbed(sample: Workspace, run: Run) -> None:
    from mzdocs.publish.sets import locked

    with locked(sample.output):
        ended = run(*SIGNS)
    assert (ended.code, ended.only("MZ7002").location) == (Exit.BUSY, "output")


# the command line itself


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["biuld"], "没有命令 biuld，您是不是想写 build？"),
        (["xyzzy"], "没有命令 xyzzy"),
        (["check", "--jsno"], "没有选项 --jsno，您是不是想写 --json、--on？"),
        (["check", "-x"], "没有选项 -x"),
        (["check", "--json=1"], "选项 --json 不带值"),
        (
            ["build", "--only", "plakat"],
            f"--only 的值不对：没有“plakat”，您是不是想写“plaque”？可选 {'、'.join(kind.title.zh for kind in KINDS.values())}",
        ),
        (["build-signage", "--only", "archive"], f"可选 {'、'.join(KINDS[kind].title.zh for kind in SHOP)}"),
        (["build", "--output"], "选项 --output 后面缺少值"),
        (["build", "--output", DISTRICT], "这里应是文件夹，现在是文件"),
        (["build", "-j", "0"], "应是 1 至 64 的整数"),
        (["build", "-j", "many"], "应是 1 至 64 的整数"),
        (["badge", "verify", "x", "--on", "1/1"], "--on 的值不对：写成 2030-01-01"),
        (["archive", "copy", "x", "--date", "2030-02-30"], "--date 的值不对：写成 2030-01-01"),
        (["check", "--lang", "fr"], "可选 zh、en"),
        (["check", "--fail-on", "notice"], "--fail-on 的值不对：没有“notice”；可选 错误、问题"),
        (["init"], "缺少 文件夹"),
        (["init", "a", "b"], "多写了参数 b"),
        (["fonts", "x"], "多写了参数 x"),
    ],
)
def test_a_mistyped_command_line_is_told_in_chinese(
    line: list[str], words: str, delivered: Workspace, run: Run
) -> None:
    before = listing(delivered.output)
    ended = run(*line)
    assert ended.code == Exit.USAGE
    assert ended.err.startswith(
        f"命令写错了：{words}" if "应" not in words and not words.startswith("可选") else "命令写错了："
    )
    assert words in ended.err
    assert re.search("用 mzdocs[a-z -]* -h 查看用法", ended.err)
    assert ended.out == ""
    assert listing(delivered.output) == before


def test_no_command_shows_the_help(run: Run, sample: Workspace) -> None:
    ended = run()
    assert ended.code == Exit.USAGE
    assert "inspection" in ended.err
    assert "命令写错了" not in ended.err


def commands_of(group: click.Group, before: str = "") -> dict[str, click.Command]:
    """Every command by all its words, those of the groups inside too, such as `archive copy`."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        inner = isinstance(command, click.Group)
        found |= commands_of(command, f"{before}{name} ") if inner else {before + name: command}
    return found


COMMANDS = commands_of(cli)


@pytest.mark.parametrize("command", ["", "archive", *sorted(COMMANDS)])
def test_the_help_of_every_command_has_an_example(command: str, run: Run) -> None:
    ended = run(*command.split(), "-h")
    assert ended.code == Exit.DONE
    assert f"例：\n    mzdocs {command}".rstrip() in ended.out
    assert HAN.search(ended.out.split("Options")[0])


def test_a_command_is_one_file_and_the_room_only_gathers_them() -> None:
    modules = {name: command.callback.__module__ for name, command in COMMANDS.items() if command.callback}
    assert modules == {name: f"mzdocs.cli.{re.sub('[ -]', '_', name)}_command" for name in COMMANDS}
    assert {f"mzdocs.cli.{path.stem}" for path in ROOM.glob("*_command.py")} == set(modules.values())
    assert len((ROOM / "__init__.py").read_text("utf-8").splitlines()) <= 80


def test_a_command_takes_only_what_it_reads() -> None:
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                taken = {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)} - {"self", "_"}
                read = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
                assert taken <= read, f"{path.name}: {node.name}"


def test_the_help_loads_neither_the_layout_nor_the_model() -> None:
    code = "import sys; from mzdocs.cli import main; main(['--help']); print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.splitlines()[-1].split())
    assert {"click", "mzdocs.cli.help_page"} < loaded
    assert not loaded & {"weasyprint", "pydantic", "pikepdf", "docx", "openpyxl", "PIL", "jinja2", "rich", "yaml"}


def test_every_option_says_in_chinese_what_it_is_for() -> None:
    options = [option for command in COMMANDS.values() for option in command.params if isinstance(option, click.Option)]
    assert len(options) > 70
    assert [option.name for option in options if not HAN.search(option.help or "")] == []


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out.startswith("mzdocs 0.")


# JSON

FIELDS = {
    "code", "severity", "file", "line", "column", "sheet", "cell", "path", "line_text", "message", "remedy", "source", "tier", "binding",
    "criterion", "on_page",
}  # fmt: skip


def test_json_of_a_sound_station_parses(sample: Workspace, run: Run) -> None:
    ended = run("check", "--json")
    told = json.loads(ended.out)
    assert (told["exit"], told["stations"], ended.err) == (0, 1, "")
    assert [problem["code"] for problem in told["problems"]] == ["MZ2622", "MZ1412"]
    assert set(told["problems"][0]) == FIELDS
    assert told["problems"][1]["source"].startswith("GB 11643")


def test_json_of_a_failure_parses(sample: Workspace, run: Run) -> None:
    replace(sample.station, "邮编: 990103", '邮编: "x\\e\\U000E0041\\t"')
    ended = run("check", "--json")
    told = json.loads(ended.out)
    assert ended.code == told["exit"] == Exit.DATA
    told["problems"] = [problem for problem in told["problems"] if problem["severity"] == "error"]
    assert [(p["code"], p["severity"], p["file"], p["column"]) for p in told["problems"]] == [
        ("MZ1007", "error", STATION, 5),
        ("MZ1112", "error", STATION, 1),
    ]
    assert "\U000e0041" in told["problems"][1]["message"]
    assert "\x1b" not in ended.out


# findings


@pytest.fixture
def lacking(sample: Workspace) -> Workspace:
    replace(sample.station, "    编制: 行政编制", "    编制: 编外聘用", 1)
    return sample


def test_a_finding_is_told_with_its_source_but_is_no_failure(lacking: Workspace, run: Run) -> None:
    ended = run("check")
    assert (ended.code, ended.codes) == (Exit.DONE, ["MZ2622", "MZ1472", "MZ1412", "MZ2105"])
    assert "依据：区对基层民政组织建设的意见" in ended.out
    assert "未达标 1 处，提示 3 条" in ended.out


def test_a_finding_fails_when_that_is_asked_for(lacking: Workspace, run: Run) -> None:
    assert run("check", "--fail-on", "finding").code == Exit.DATA
    assert run("check", "--fail-on", "finding", "-q").said == ""
    told = json.loads(run("check", "--fail-on", "finding", "--json").out)
    assert told["exit"] == Exit.DATA


def test_without_a_finding_nothing_fails(sample: Workspace, run: Run) -> None:
    assert run("check", "--fail-on", "finding").code == Exit.DONE


# faults of ours


def test_a_fault_of_ours_is_one_line_without_any_data(
    sample: Workspace, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("户主 林梦洁 990103197406010846")

    monkeypatch.setattr("mzdocs.build.stations_prepared.prepare_all", broken)
    ended = run("check")
    assert ended.code == Exit.INTERNAL
    assert ended.out == ""
    first, second = ended.err.splitlines()
    assert first.startswith("程序故障 MZ9000：RuntimeError 于 test_cli.py:")
    assert "报告维护者" in second
    assert not [each for each in people(sample) if each in ended.said]


@pytest.mark.parametrize(
    ("number", "code", "told"),
    [(errno.EDQUOT, 15, "MZ9003"), (errno.EMFILE, 15, "MZ9003"), (errno.ENOENT, 70, "MZ9000")],
)
def test_a_disk_that_fails_anywhere_is_no_fault_of_ours(
    sample: Workspace, run: Run, monkeypatch: pytest.MonkeyPatch, number: int, code: int, told: str
) -> None:
    def failed(*arguments: object) -> None:
        raise OSError(number, os.strerror(number), "林梦洁.pdf")

    monkeypatch.setattr("mzdocs.build.stations_prepared.prepare_all", failed)
    ended = run("check")
    assert (ended.code, told in ended.err) == (code, True)
    assert "林梦洁" not in ended.said


def test_an_interruption_has_its_own_code(sample: Workspace, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mzdocs.build.stations_prepared.prepare_all", stopped)
    ended = run("check")
    assert ended.code == Exit.INTERRUPTED
    assert "已中断" in ended.err


# init and schema


def test_a_sample_is_written_once_and_never_over_data(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "district").code == Exit.DONE
    before = listing(tmp_path / "district")
    assert {"data/district.yaml", "data/schema/station.schema.json"} <= set(before)
    assert not [name for name in before if name.endswith(".py")]
    ended = run("init", "district")
    assert (ended.code, ended.codes) == (Exit.USAGE, ["MZ7101"])
    assert listing(tmp_path / "district") == before


def test_to_whoever_copies_it_the_score_sheet_is_an_example_and_papers_are_drafts(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "district").code == Exit.DONE
    district = tmp_path / "district" / "data" / "district.yaml"
    its_own, for_others = (DATA / "district.yaml").read_text("utf-8"), district.read_text("utf-8")
    differing = [(a, b) for a, b in zip(its_own.splitlines(), for_others.splitlines(), strict=True) if a != b]
    assert differing == [("样稿: 否", "样稿: 是"), ("  示例: 否", "  示例: 是")]


def test_an_example_that_is_not_for_a_draft_is_told_at_its_line(sample: Workspace, run: Run) -> None:
    replace(sample.district, "  示例: 否", "  示例: 是")
    told = run("check").only("MZ1722")
    assert told.location.startswith(f"data/district.yaml:{line_of(sample.district, '  示例: 是')}")
    replace(sample.district, "样稿: 否", "样稿: 是")
    assert "MZ1722" not in run("check").codes


@pytest.mark.parametrize("spoil", ["a file", "a file's child", "a name too long", "a loop", "a link for data"])
def test_a_sample_that_cannot_be_written_is_told(
    spoil: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "data").symlink_to("nowhere")
    target = {
        "a file": "file",
        "a file's child": "file/x",
        "a name too long": "长" * 100,
        "a loop": "loop",
        "a link for data": "linked",
    }[spoil]
    ended = run("init", target)
    assert (ended.code, ended.codes) in [(Exit.OUTPUT, ["MZ7102"]), (Exit.USAGE, ["MZ7101"])]
    assert (tmp_path / "file").read_text() == "x"
    assert not (tmp_path / "nowhere").exists()


def test_schemas_are_written_into_the_workspace(sample: Workspace, run: Run) -> None:
    assert run("schema").code == Exit.DONE
    assert set(json.loads((sample.root / "data/schema/station.schema.json").read_text("utf-8"))["required"]) >= {
        "街道代码",
        "名称",
        "制发日期",
    }
    for path in (sample.root / "data" / "schema").iterdir():
        path.unlink()
    (sample.root / "data" / "schema").rmdir()
    (sample.root / "data" / "schema").write_text("x")
    ended = run("schema")
    assert (ended.code, ended.only("MZ7102").location) == (Exit.OUTPUT, "data/schema")


def test_the_samples_of_bad_input_hold_no_valid_number_of_a_person() -> None:
    assert with_check("99010319740601084") == "990103197406010846"


def test_a_photo_may_have_a_chinese_name_with_blanks(sample, run) -> None:
    photos = sample.root / "data" / "stations" / "photos"
    first = sorted(photos.iterdir())[0]
    first.rename(photos / "张 三 (1).png")
    station = sample.root / "data" / "stations" / "taoyuan.yaml"
    station.write_text(station.read_text("utf-8").replace(first.name, "张 三 (1).png"), "utf-8")
    assert run("build-signage", "taoyuan", "--only", "badge", "-q").code == 0


def test_a_long_minority_name_and_an_extension_fit_their_badge(sample, run) -> None:
    station = sample.root / "data" / "stations" / "taoyuan.yaml"
    text = station.read_text("utf-8")
    name = text.split("监督员:")[1].split("姓名: ")[1].split("\n")[0]
    text = text.replace("0999-5551101", "0999-5551101转123456").replace(
        "咨询: 0999-5551001", "咨询: 0999-55510011转802"
    )
    station.write_text(text.replace(f"姓名: {name}", "姓名: 阿卜杜热合曼·买买提艾力"), "utf-8")
    assert run("build-signage", "taoyuan", "--only", "badge", "-q").code == 0


def test_tables_of_heads_alone_are_a_station_without_clients(sample, run) -> None:
    for name in ("clients", "papers", "records"):
        table = sample.station.with_name(f"taoyuan-{name}.csv")
        table.write_text(table.read_text("utf-8-sig").splitlines()[0] + "\n", "utf-8-sig")
    checked = run("check")
    assert (checked.code, checked.codes.count("MZ1209"), "MZ2607" in checked.codes) == (Exit.DONE, 3, True)
    filed = run("archive-index", "--only", "archive", "--only", "household")
    assert (filed.code, filed.only("MZ7005").location) == (Exit.DATA, "taoyuan/archive")
    ended = run("archive-index")
    assert (ended.code, ended.only("MZ1269").location) == (Exit.DONE, "taoyuan/archive")
    assert "还没有客户" in ended.said
    assert (sample.output / "taoyuan" / "public" / "public-list.pdf").exists()
    assert not (sample.output / "taoyuan" / "archive").exists()


def test_a_station_without_clients_has_no_archive_but_an_old_one_is_not_left_standing(sample, run) -> None:
    assert run("build", "--only", "household", "--only", "plaque").code == Exit.DONE
    before = listing(sample.output)
    text = sample.station.read_text("utf-8")
    sample.station.write_text(re.sub(r"  \S+: taoyuan-\w+\.csv\n", "", text), "utf-8")
    ended = run("build", "--only", "household", "--only", "plaque", "--all-or-none")
    assert (ended.code, ended.codes) == (Exit.DATA, ["MZ7005"])
    assert listing(sample.output) == before
    shutil.rmtree(sample.output / "taoyuan" / "archive")
    assert run("build", "--only", "household", "--only", "plaque").code == Exit.DONE
    alone = run("build", "--only", "household")
    assert [each.location for each in alone.told] == ["taoyuan/archive"]


def test_what_an_error_does_not_concern_is_made_and_what_it_does_is_said(sample, run) -> None:
    (sample.photos / "001-001-01.png").unlink()
    ended = run("build-signage", "--only", "plaque", "--only", "badge", "-j", "1")
    assert (ended.code, ended.codes) == (Exit.ASSET, ["MZ1305"])
    assert "没有生成胸牌，这些原有的没有改动；其余已经换新" in ended.err
    made = {
        entry["kind"]
        for entry in json.loads((sample.output / "taoyuan" / "signage" / "manifest.json").read_text())["files"]
    }
    assert made == {"plaque"}


def test_a_part_that_is_no_facts_stops_only_what_shows_it(sample, run) -> None:
    replace(sample.station, "检查:\n  日期: 2026-11-09", "检查:\n  日期: 2026-13-09")
    ended = run("build", "--only", "plaque", "--only", "paper", "-j", "1")
    assert (ended.code, ended.codes) == (Exit.DATA, ["MZ1109"])
    assert (sample.output / "taoyuan" / "signage" / "manifest.json").exists()
    assert not (sample.output / "taoyuan" / "reports").exists()


def test_communities_that_cannot_be_read_leave_no_notice_without_its_monitors(sample, run) -> None:
    replace(sample.station, "人口: 6120", "人口: 很多")
    ended = run("build-signage", "--only", "plaque", "--only", "board", "-j", "1")
    assert (ended.code, ended.codes) == (Exit.DATA, ["MZ1107"])
    made = json.loads((sample.output / "taoyuan" / "signage" / "manifest.json").read_text())["files"]
    assert {entry["kind"] for entry in made} == {"plaque"}


def test_one_bad_station_does_not_keep_the_others_back(sample, run) -> None:
    shutil.copy(sample.station, sample.station.with_name("other.yaml"))
    replace(sample.station.with_name("other.yaml"), '街道代码: "001"', '街道代码: "002"')
    asked = ("build-signage", "--only", "plaque", "-j", "1")
    none = run(*asked, "--all-or-none")
    assert (none.code, none.codes) == (Exit.DATA, ["MZ1402"])
    assert not list(sample.output.glob("*/signage"))
    ended = run(*asked)
    assert (ended.code, ended.codes) == (Exit.DATA, ["MZ1402"])
    assert "2 个工作站中 1 个已经换新。另有 1 个工作站没有生成，原有的成品没有改动" in ended.err
    assert [path.parent.name for path in sample.output.glob("*/signage")] == ["taoyuan"]
    assert not (sample.output / "other").exists()


def test_two_stations_of_one_street_are_refused(sample, run) -> None:
    stations = sample.root / "data" / "stations"
    (stations / "other.yaml").write_bytes((stations / "taoyuan.yaml").read_bytes())
    ended = run("check")
    assert (ended.code, ended.codes.count("MZ1415")) == (10, 1)
    assert ended.only("MZ1415").location.endswith("taoyuan.yaml 街道代码")


def test_a_rare_character_in_the_table_is_told_at_its_cell(sample, run) -> None:
    table = sample.root / "data" / "stations" / "taoyuan-clients.csv"
    lines = table.read_text("utf-8-sig").splitlines()
    cells = lines[3].split(",")
    cells[1] = "王\U000323b0"
    lines[3] = ",".join(cells)
    table.write_text("\n".join(lines), "utf-8-sig")
    ended = run("check")
    assert ended.code == 12
    assert "MZ4003 data/stations/taoyuan-clients.csv:4:2 户主" in ended.err
