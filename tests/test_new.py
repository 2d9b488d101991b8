"""`mzdocs new`: a few names -> files that check and build as they are, with nobody in them and nothing overwritten."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click import termui

from mzdocs.build import first_files
from mzdocs.build.first_files import FirstNames, problems_of, slugs, street_codes, texts
from mzdocs.derive.info_plate import info_table
from mzdocs.load import Workspace as Space
from mzdocs.load import load_district

from .beginnings import begun, with_a_monitor
from .workspaces import Ended, Workspace, listing

Run = Callable[..., Ended]
NAMES = ("--city", "云川市", "--district", "澄江县", "--street", "桃园街道", "--street", "石桥镇", "--yes")


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def named(*streets: str, **more: str) -> FirstNames:
    return FirstNames("云川市", "澄江区", streets, date(2026, 11, 30), **more)


def test_new_writes_files_that_check_as_they_are_and_says_what_is_next(empty: Path, run: Run, monkeypatch) -> None:
    ended = run("new", "own", "--on", "2026-11-30", *NAMES)
    assert ended.code == 0, ended.said
    assert "own/data/stations/shiqiao.yaml" in ended.out
    assert "cd own && mzdocs check && mzdocs build" in ended.out
    monkeypatch.chdir(empty / "own")
    assert run("check").code == 0
    district, _ = load_district(Space(empty / "own"))
    assert [street.office for street in district.streets] == ["澄江县桃园街道办事处", "澄江县石桥镇人民政府"]
    assert district.bureau.name == "澄江县民政局" and not district.gives("code")
    assert {path.name for path in (empty / "own" / "data" / "schema").iterdir()} == {
        "district.schema.json", "station.schema.json",
    }  # fmt: skip


def test_a_double_click_opens_the_preview(empty: Path, run: Run) -> None:
    """The script finds the folder it lies in, whatever it is called, and the program that wrote it."""
    ended = run("new", "我们 的'区", *NAMES)
    assert "预览.sh" in ended.out
    folder = empty / "我们 的'区"
    script = folder / "预览.sh"
    assert script.stat().st_mode & 0o111
    done = subprocess.run([script, "--help"], cwd="/", capture_output=True, text=True, check=True)
    assert "mzdocs preview" in done.stdout
    assert "预览.sh" in (folder / "预览.desktop").read_text("utf-8")
    assert b"\r\nwsl" in (folder / "预览.cmd").read_bytes()
    assert run("new", "样例", "--sample").code == 0
    assert {path.name for path in (empty / "样例").iterdir()} == {"data", "预览.sh", "预览.desktop", "预览.cmd"}


def test_what_cannot_be_written_whole_leaves_nothing_and_what_was_there(empty: Path, run: Run, monkeypatch) -> None:
    own = empty / "own" / "预览.cmd"
    own.parent.mkdir()
    own.write_text("mine", "utf-8")

    def full(folder: Path) -> None:
        raise OSError(28, "")

    monkeypatch.setattr(first_files, "write_schemas", full)
    assert run("new", "own", *NAMES).code == 15
    assert [path.name for path in own.parent.iterdir()] == [own.name]
    assert own.read_text("utf-8") == "mine"


def test_nobody_and_no_number_stands_in_the_first_files() -> None:
    for name, text in texts(named("桃园街道")).items():
        assert not re.search("姓名: *[^ \n]|[0-9]{7}|[0-9]{4}-[0-9]{7}", text), name
        assert "«" not in text, name


def test_what_is_commented_out_and_not_filled_in_is_refused(empty: Path, run: Run, monkeypatch) -> None:
    """A blank that somebody forgot is never printed."""
    run("new", "own", *NAMES)
    monkeypatch.chdir(empty / "own")
    path = empty / "own" / "data" / "stations" / "taoyuan.yaml"
    text = path.read_text("utf-8")
    begin = text.index("# 社区:")
    part = text[begin : text.index("#\n", begin)]
    path.write_text(text.replace(part, re.sub("^# ", "", part, flags=re.M)), "utf-8")
    ended = run("build")
    assert ended.code == 10
    blank = {told.location.rpartition(" ")[2] for told in ended.errors}
    assert {"社区[1].名称", "社区[1].监督员[1].姓名", "社区[1].监督员[1].工作电话"} <= blank, ended.said
    assert not list((empty / "own").glob("output/taoyuan/signage/badges*"))


def test_new_never_writes_over_data_that_are_there(empty: Path, run: Run) -> None:
    run("new", "own", *NAMES)
    before = listing(empty)
    assert run("new", "own", *NAMES).only("MZ7101").location == "own"
    assert listing(empty) == before


def test_what_is_not_given_and_cannot_be_asked_is_named(empty: Path, run: Run) -> None:
    told = run("new", "own", "--city", "云川市").only("MZ7145")
    assert told.message == "还缺：--district、--street"
    assert not (empty / "own").exists()


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--city", "云川"), "MZ7141", "“云川”不是市、州、盟、地区的全称"),
        (("--district", "澄江"), "MZ7141", "“澄江”不是区、县、县级市、旗的全称"),
        (("--district", "区"), "MZ7141", "“区”不是"),
        (("--street", "桃园"), "MZ7141", "“桃园”不是街道、镇、乡、苏木的全称"),
        (("--street", "桃 园街道"), "MZ7141", "“桃 园街道”不是"),
        (("--street", "石桥镇"), "MZ7143", "“石桥镇”写了两次"),
        (("--code", "99010"), "MZ7142", "“99010”不是区县的区划代码"),
        (("--code", "000000"), "MZ7142", "“000000”不是"),
        (("--code", "510101", "--province", "云南省"), "MZ7142", "“510101”不是云南省的区划代码"),
        (("--province", "云南"), "MZ7141", "“云南”不是省、自治区、直辖市的全称"),
        (("--slug", "one"), "MZ7144", "文件名“one”用不了"),
        (("--slug", "one", "--slug", "one"), "MZ7144", "文件名“one”用不了"),
        (("--slug", "one", "--slug", "district"), "MZ7144", "文件名“district”用不了"),
    ],
)
def test_a_name_that_cannot_be_one_is_refused_and_nothing_written(
    more: tuple[str, ...], code: str, said: str, empty: Path, run: Run
) -> None:
    told = run("new", "own", *NAMES, *more).only(code)
    assert told.message.startswith(said)
    assert not (empty / "own").exists()


def test_a_sound_code_of_its_province_and_file_names_of_ones_own_are_taken(empty: Path, run: Run) -> None:
    more = ("--code", "530102", "--province", "云南省", "--slug", "one", "--slug", "two")
    assert run("new", "own", *NAMES, *more).code == 0
    assert (empty / "own" / "data" / "stations" / "two.yaml").exists()
    assert load_district(Space(empty / "own"))[0].code == "530102"


def test_in_a_terminal_what_is_wrong_is_asked_for_again(empty: Path, run: Run, monkeypatch) -> None:
    answers = iter(["云川", "云川市", "澄江旗", "12", "", "", "桃园", "桃园街道、石桥镇 白河苏木"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(termui, "visible_prompt_func", lambda _: next(answers))
    ended = run("new", "own")
    assert ended.code == 0, ended.said
    assert "“云川”不是市、州、盟、地区的全称" in ended.said and "“12”不是区县的区划代码" in ended.said
    district, _ = load_district(Space(empty / "own"))
    assert [street.name for street in district.streets] == ["桃园街道", "石桥镇", "白河苏木"]
    assert district.bureau.name == "澄江旗民政局"
    assert next(answers, None) is None


def test_file_names_are_pinyin_and_differ() -> None:
    assert slugs(["桃园街道", "绿柳镇"]) == ("taoyuan", "lvliu")
    assert slugs(["桃园街道", "桃园镇"]) == ("taoyuanjiedao", "taoyuanzhen")
    assert slugs(["桃园街道", "陶源街道"]) == ("street-1", "street-2")
    assert slugs(["ᠮᠣᠩᠭᠣᠯ镇"]) == ("street-1",)


def test_codes_of_street_offices_towns_and_townships_are_apart() -> None:
    assert street_codes(["甲街道", "乙镇", "丙街道", "丁乡", "戊民族乡"]) == ("001", "100", "002", "200", "201")


def test_of_a_place_with_two_scripts_the_file_says_how() -> None:
    own = "第二文字"
    autonomous = FirstNames("云川自治州", "澄江县", ("桃园镇",), date(2026, 11, 30))
    assert own in texts(autonomous)["district.yaml"] and own not in texts(named("桃园街道"))["district.yaml"]
    assert not problems_of(autonomous)


def test_as_workbooks_they_hold_the_same_and_room_for_the_rest(empty: Path, run: Run, monkeypatch) -> None:
    assert run("new", "own", "--workbook", *NAMES).code == 0
    assert sorted(path.name for path in (empty / "own" / "data").rglob("*.*")) == [
        "district.xlsx", "shiqiao.xlsx", "taoyuan.xlsx",
    ]  # fmt: skip
    monkeypatch.chdir(empty / "own")
    ended = run("check")
    assert (ended.code, ended.codes) == (0, ["MZ2815", "MZ2812", "MZ2812"]), ended.said


def test_what_nobody_has_filled_in_is_not_told_as_what_an_error_stopped(empty: Path, run: Run, monkeypatch) -> None:
    workspace = begun(empty)
    with_a_monitor(workspace)
    (workspace.photos / "001-001-01.png").unlink()
    ended = run("build")
    assert (ended.code, ended.codes) == (11, ["MZ1305"])
    assert "没有生成胸牌，这些原有的没有改动" in ended.err
    assert "没有做展板、案卷" in ended.out and "胸牌" not in ended.out.split("没有做")[1]


def test_the_sample_is_written_by_either_name(empty: Path, run: Run) -> None:
    assert run("new", "one", "--sample").code == 0
    assert run("init", "two").code == 0
    assert listing(empty / "one") == listing(empty / "two")


@pytest.mark.parametrize(
    ("district", "street", "words"),
    [
        ("澄江区", "桃园街道", ("区民政局", "街道")),
        ("澄江县", "石桥镇", ("县民政局", "镇")),
        ("澄江市", "白河乡", ("市民政局", "乡")),
        ("乌兰旗", "查干苏木", ("旗民政局", "苏木")),
        ("云川彝族自治县", "龙潭民族乡", ("县民政局", "乡")),
        ("澄江林区", "高新园区", ("区民政局", "街道")),
    ],
)
def test_a_county_is_not_called_a_district_on_what_it_puts_up(
    district: str, street: str, words: tuple[str, str], sample: Workspace
) -> None:
    data = sample.station_data()
    named = data.street.model_copy(update={"name": street})
    told = replace(data, district=data.district.model_copy(update={"name": district, "streets": (named,)}))
    heads = [head for (head,), _ in info_table(told).rows]
    bureau, office = words
    assert f"{bureau}监督电话" in heads and f"{office}监督电话" in heads
