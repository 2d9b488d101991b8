"""What stations and kinds may be called on the command line; what is none is `tests/faults/names`, or told here."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from mzdocs.cli.named_choice import NamedChoice, chosen
from mzdocs.cli.stations import asked_for
from mzdocs.core.problems import Sentence
from mzdocs.kinds import KINDS

from .workspaces import Ended, Workspace

Run = Callable[..., Ended]


@pytest.mark.parametrize(
    "word",
    ["taoyuan", "taoyuan.yaml", "data/stations/taoyuan.yaml", "data/stations/taoyuan", "桃源街道", "桃源", "001",
     "澄江区桃源街道民政工作站", "桃源街道民政工作站"],
)  # fmt: skip
def test_a_station_has_many_names(word: str, sample: Workspace) -> None:
    space, paths = asked_for([Path(word)])
    assert [path.resolve() for path in paths] == [sample.station]
    assert space.root == sample.root


def test_a_folder_of_a_stations_name_is_no_obstacle(sample: Workspace) -> None:
    (sample.root / "taoyuan").mkdir()
    assert asked_for([Path("taoyuan")])[1][0].resolve() == sample.station


def test_an_exact_name_goes_before_a_part_of_another(sample: Workspace, run: Run) -> None:
    other = sample.station.with_name("zz-桃源.yaml")
    shutil.copy(sample.station, other)
    assert run("check", "桃源街道民政").code == 2  # a part of both names
    assert [path.name for path in asked_for([Path("zz-桃源")])[1]] == ["zz-桃源.yaml"]


def test_a_station_is_known_by_what_can_be_read_of_broken_neighbours(sample: Workspace) -> None:
    sample.station.with_name("broken.yaml").write_text("名称：甲\n", "utf-8")
    sample.district.write_text(sample.district.read_text("utf-8").replace("\n区: 澄江区", "\n区：澄江区"), "utf-8")
    assert asked_for([Path("001")])[1][0].resolve() == sample.station


def test_no_file_is_blamed_for_the_command_line(sample: Workspace, run: Run) -> None:
    for line in (["check", "taoyaun"], ["build", "--theme", "红色"], ["check", "data/stations/taoyuan-clients.csv"]):
        ended = run(*line)
        assert ended.code == 2
        assert ".yaml:" not in ended.said


@pytest.mark.parametrize(
    ("word", "kinds"),
    [
        ("badge", {"badge"}), ("胸牌", {"badge"}), ("胸", {"badge"}), ("档案", {"archive", "household"}),
        ("案卷", {"archive"}), ("公示名单", {"public-list"}), ("公示", {"public-list"}), ("一户", {"household"}),
        ("public", {"public-list"}), ("paper", {"paper"}), ("门牌、展板、胸牌", {"plaque", "board", "badge"}),
    ],
)  # fmt: skip
def test_a_kind_has_many_names(word: str, kinds: set[str]) -> None:
    from mzdocs.cli.build_command import build

    context = build.make_context("build", ["--only", word, "--only", "badge"])
    assert set(context.params["only"]) == kinds | {"badge"}
    assert set(KINDS) >= kinds


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("匈牌", "没有“匈牌”，您是不是想写“胸牌”？"), ("牌", "“牌”可以是 门牌、胸牌，请写全"),
        ("胸卡", "您是不是想写“胸牌”"),
        ("", "没有“”；可选 门牌、展板、胸牌"), ("plakat", "您是不是想写“plaque”"),
        ("xyzzyxyzzy", "没有“xyzzyxyzzy”；可选 门牌"),
        ("門牌", "您是不是想写“门牌”"),
    ],
)  # fmt: skip
def test_a_kind_that_is_none_is_told_with_the_nearest(word: str, said: str, run: Run) -> None:
    ended = run("build", "--only", word)
    assert ended.code == 2
    assert ended.err.startswith(f"命令写错了：--only 的值不对：{said}") or said in ended.err.splitlines()[0]
    assert "用 mzdocs build -h 查看用法" in ended.err


def test_other_choices_are_written_in_chinese_too(sample: Workspace, run: Run) -> None:
    assert run("check", "--fail-on", "问题", "-q").code == run("check", "--fail-on", "finding", "-q").code
    assert "可选 印刷、转曲、归档、一般" in run("preflight", "x.pdf", "--profile", "彩色").err
    assert "可选 内部、阅览室、公众" in run("archive-index", "--audience", "谁").err


def test_a_choice_names_what_is_meant_only_if_one_is() -> None:
    choice = NamedChoice({"a": Sentence("甲乙", "ab"), "b": Sentence("乙丙", "bc")}, {"全部": ("a", "b")})
    assert [choice.convert(word, None, None) for word in ("a", "甲", "丙", " b ", "全部")] == [
        "a",
        "a",
        "b",
        "b",
        "a b",
    ]
    assert chosen(["a b", "b"]) == ("a", "b")
    with pytest.raises(click.BadParameter, match="甲乙、乙丙"):
        choice.convert("乙", None, None)


@pytest.mark.parametrize("year", ["20226", "1999", "3000", "二〇二六"])
def test_a_year_that_is_none_is_told(year: str, run: Run) -> None:
    ended = run("check", "--year", year)
    assert (ended.code, ended.err.splitlines()[0]) == (2, "命令写错了：--year 的值不对：应是 2000 至 2999 的整数")
