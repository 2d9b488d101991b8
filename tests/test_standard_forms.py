"""Marks of Chinese text in their standard form: what is found, what it becomes, and what is no punctuation at all."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mzdocs.checks import check_wording
from mzdocs.core.standard_forms import nonstandard
from mzdocs.load.wording_files import house_wordings
from mzdocs.model.letter import Wording

from .workspaces import Workspace


def standardised(text: str) -> str:
    """The text with every mark in its standard form that has just one."""
    pieces, done = list[str](), 0
    for each in nonstandard(text):
        if each.standard:
            pieces += [text[done : each.start], each.standard]
            done = each.end
    return "".join([*pieces, text[done:]])


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("阿依古丽・买买提，迪丽•热巴", "阿依古丽·买买提，迪丽·热巴"),
        ("• 领取门牌 • 挂牌", "• 领取门牌 • 挂牌"),
        ('情况: 大厅整洁,"五公开"齐全(见照片);窗口3个.', "情况：大厅整洁，“五公开”齐全（见照片）；窗口3个。"),
        ("澄财预[2026]第11号", "澄财预〔2026〕11号"),
        ("澄民【2026】5号", "澄民〔2026〕5号"),
        ("澄民［2026］5号", "澄民〔2026〕5号"),
        ("民发（2021）57号", "民发〔2021〕57号"),
        ("民发〔2021〕第57号", "民发〔2021〕57号"),
        ("(1)按时", "（1）按时"),
        ("一.总则", "一、总则"),
        ("共3项...等", "共3项……等"),
        ("低保......特困", "低保……特困"),
        ("工作站--社区", "工作站——社区"),
        ("2026年--2027年", "2026年—2027年"),
        ("文件(PDF,DOCX),两种", "文件（PDF,DOCX），两种"),
        ("他说:'好'", "他说：‘好’"),
        ("好吗?", "好吗？"),
        ("共计 12,000元,其中", "共计 12,000元，其中"),
        ("QQ:张三", "QQ：张三"),
    ],
)
def test_a_mark_gets_its_standard_form(text: str, right: str) -> None:
    assert standardised(text) == right
    assert nonstandard(right) == ()


@pytest.mark.parametrize(
    "text",
    [
        "增长3.5%，10:30到，AB岗",
        "8:30—12:00",
        "上午9:30开门",
        "比例3:1",
        "共2,500.50元",
        "见 https://www.mca.gov.cn/a,b?x=1:2 首页",
        "邮箱 abc.d@example.cn",
        "电话(0999)5550101",
        "0999-5550101",
        "编码MZ-01、DB-D30",
        "The station is open: Monday (all day), 8:30.",
        'He said "open" and left...',
        "民政局, please come in",
        "the bureau's",
        "A,B岗",
        '24"显示器',
        "1.总则",
        "见 说明.docx",
        "台账.xlsx",
        "用{序号}代入",
        "民政部令（2026）第5号",
        "（2026）澄民初字第5号",
        "民发〔2021〕57号第19条",
        "《低保办法》（试行）……——“AB岗”",
        "600×400 mm",
        "-0.5 mm",
    ],
)
def test_what_is_no_chinese_punctuation_stays(text: str) -> None:
    assert nonstandard(text) == ()


def test_a_dot_between_two_characters_is_told_but_may_be_a_name() -> None:
    (found,) = nonstandard("买买提.艾合买提")
    assert (found.start, found.found, found.standard) == (3, ".", "")


@given(st.text(alphabet="民政a1 ,.:;()[]\"'-〔〕2026号第！，", max_size=40))
def test_only_marks_change_and_a_second_look_finds_nothing_new(text: str) -> None:
    letters = re.compile(r"[民政a1号]")
    assert letters.findall(standardised(text)) == letters.findall(text)
    found = nonstandard(text)
    assert all(text[each.start : each.end].startswith(each.found) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_long_hostile_text_takes_no_time() -> None:
    for text in ('"', "中,", "(", "a.", "{", "a@"):
        nonstandard(text * 20_000)


# at gate 1


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_board_with_a_wrong_mark_is_an_error_at_its_line(sample: Workspace, run) -> None:
    text = sample.district.read_text(encoding="utf-8")
    line = next(number for number, each in enumerate(text.split("\n"), 1) if "导语" in each)
    old = text.split("\n")[line - 1]
    replace(sample.district, old, old.replace("，", ",", 1))
    told = run("check").only("MZ1651")
    assert told.location.startswith(f"data/district.yaml:{line}") and "展板" in told.location
    assert "“,”改为“，”" in told.message


def test_a_foreign_dot_in_a_name_on_a_badge_is_an_error(sample: Workspace, run) -> None:
    name = re.search("姓名: (.+)", sample.station.read_text(encoding="utf-8").partition("\n社区:")[2])
    assert name
    replace(sample.station, f"{name[0]}\n", f"{name[0]}・买买提\n")
    replace(sample.station, f", {name[0]},", ",")
    told = run("check").only("MZ1651")
    assert "社区" in told.location and "“・”改为“·”" in told.message


def test_other_texts_are_findings_that_the_inspected_station_is_not_marked_down_for(sample: Workspace, run) -> None:
    station = sample.station.read_text(encoding="utf-8")
    old = re.search("情况: (.+)", station)
    assert old
    replace(sample.station, old[0], "情况: 大厅整洁,窗口3个.")
    ended = run("check")
    assert {"MZ2651"} <= set(ended.codes) <= {"MZ2622", "MZ1412", "MZ2105", "MZ2651"}, ended.said
    assert "“,”改为“，”，“.”改为“。”" in ended.out
    assert not any(each.code == "MZ2651" for each in sample.station_data().findings)


def test_the_districts_findings_are_told_once(sample: Workspace, run) -> None:
    replace(sample.district, "工艺: 双面热转印，", "工艺: 双面热转印,")
    told = [each for each in run("check").told if each.code == "MZ2651"]
    assert len(told) == 1 and told[0].location.startswith("data/district.yaml")


# the words of the bureau's own papers


def test_the_papers_of_the_house_have_no_such_mark() -> None:
    assert not [
        each
        for path in sorted(house_wordings().parent.glob("*wording/*.txt"))
        for each in checked(path.read_text("utf-8"))
    ]


def checked(source: str) -> list[str]:
    return [str(each.location) for each in check_wording(Wording("x", "x.txt", source))]


@pytest.mark.parametrize(
    "line",
    [
        "现将有关情况报告如下.",
        "{{ 街道.办事处 }},请整改",
        "澄民[{{ 本文.年份 }}]{{ 本文.序号 }}号",
        '< "五公开"齐全',
        "| 甲 | 见(附件) |",
    ],
)
def test_a_wrong_mark_between_values_is_told(line: str) -> None:
    assert checked(f"{{# 说明,\n   第二行 #}}\n标题：甲\n====\n{line}") == ["x.txt:5"]


@pytest.mark.parametrize(
    "line",
    [
        "{% if 站.经费, 1 %}有{% endif %}。", "{{ loop.index }}.{{ 项.情况 }}", "{{ 日期 }}至{{ 日期 }}", "# 基本情况",
        "{{ {'现场': '查看,现场'}[项.方式] }}", "澄民〔{{ 年 }}〕{{ 号 }}号", "{#\n 一,二 #}甲",
    ],
)  # fmt: skip
def test_what_stands_in_a_tag_is_no_word_of_the_paper(line: str) -> None:
    assert not checked(line)


def test_the_check_tells_it_at_the_file_of_the_bureau(sample: Workspace, run) -> None:
    own = sample.root / "data" / "wording" / "summary.txt"
    own.parent.mkdir(exist_ok=True)
    own.write_text(
        (house_wordings() / "summary.txt").read_text("utf-8").rstrip("\n") + "\n< 填表要求:如实填写.\n", "utf-8"
    )
    (told,) = (each for each in run("check").told if each.code == "MZ2651")
    assert told.location.startswith("data/wording/summary.txt:") and "“:”改为“：”" in told.message
