"""What is wrong with a text in a file that is made is told at the value of the data that says it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mzdocs import load
from mzdocs.build.text_places import place_of, texts_said
from mzdocs.core.problems import NOWHERE, Location, Problem
from mzdocs.core.units import Length, mm
from mzdocs.design.fitting import LINE_TOO_LONG
from mzdocs.render import engine
from mzdocs.render.copyfitting import BOX_OVERFLOWS, stop_at_overflow
from mzdocs.render.layout_boxes import LayoutBox, boxes

from .workspaces import Workspace, line_of


@pytest.fixture
def loaded(sample: Workspace) -> load.Loaded:
    return load.load_station(sample.station, load.Workspace(sample.root))


def found(text: str, loaded: load.Loaded, sample: Workspace) -> Location | None:
    district = load.load_district(load.Workspace(sample.root))[1]
    return place_of(text, texts_said([loaded.source, district], sample.station_data()))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("云锦社区", "社区[4].名称"),
        ("云锦 社区", "社区[4].名称"),
        ("桃溪路26号街道便民服务中心", "地址"),
        ("地址：云川市澄江区桃溪路 26 号街道便民服务中心一楼（邮编）", "地址"),
        ("姚少峰", "人员[2].姓名"),
        ("人员姚少峰，社会事务科科长", "人员[2].兼任"),
    ],
)
def test_a_text_is_found_where_the_data_says_it(text: str, path: str, loaded: load.Loaded, sample: Workspace) -> None:
    place = found(text, loaded, sample)
    assert place is not None
    assert place.path == path
    assert place.file == "data/stations/taoyuan.yaml"


@pytest.mark.parametrize("text", ["", "天", "天气晴朗"])
def test_what_the_data_does_not_say_is_found_nowhere(text: str, loaded: load.Loaded, sample: Workspace) -> None:
    assert found(text, loaded, sample) is None


def test_a_text_of_a_table_is_found_at_its_cell_and_shows_no_line(loaded: load.Loaded, sample: Workspace) -> None:
    head = sample.station_data().clients.households[2].head
    place = found(head, loaded, sample)
    assert place is not None
    assert (place.file, place.line, place.path) == ("data/stations/taoyuan-clients.csv", 4, "户主")
    assert place.line_text == ""


def test_of_two_files_the_first_is_asked_first(sample: Workspace, loaded: load.Loaded) -> None:
    place = found("澄江区桃源街道民政工作站", loaded, sample)
    assert place is not None
    assert place.line == line_of(sample.station, "名称: 澄江区桃源街道民政工作站")


def test_a_problem_says_in_which_file_it_was_seen_and_never_its_text() -> None:
    problem = LINE_TOO_LONG.of("某人的名字", Location("badges.pdf"), what="姓名", least="3.0", over="1.2")
    told = replace(problem, location=Location("x.yaml", 3, 1), seen_in="badges.pdf")
    assert told.message("zh").endswith("（见 badges.pdf）")
    assert told.message("en").endswith("(seen in badges.pdf)")
    assert "某人" not in told.message() + told.remedy() + repr(told)


def _box(text: str, over: float) -> LayoutBox:
    zero: Length = mm(0)
    return LayoutBox("正文", 0, zero, zero, mm(100), mm(50), mm(100), mm(50 + over), text=text)


def test_the_text_of_the_fullest_box_is_the_one_at_fault(station_document) -> None:
    from mzdocs.core.problems import Stopped

    with pytest.raises(Stopped) as stopped:
        stop_at_overflow(station_document, [_box("甲", 1), _box("乙", 9), _box("丙", 0)])
    (problem,) = stopped.value.problems
    assert isinstance(problem, Problem)
    assert (problem.problem_type, problem.text, problem.facts["over"]) == (BOX_OVERFLOWS, "乙", "9.0")


@pytest.fixture
def station_document(sample: Workspace):
    from mzdocs.kinds import KINDS

    return next(iter(KINDS["plaque"].plan(sample.station_data())))


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("width: 30mm; height: 90mm", "很长很长很长很长很长"),
        ("width: 80mm; height: 2mm", "甲乙很长很长很长很长很长"),
    ],
)
def test_what_goes_too_far_is_known_by_its_text(style: str, text: str) -> None:
    html = f'<html lang="zh-CN"><title>页</title><body><div data-box="栏" style="{style}">'
    html += '<p>甲乙</p><p style="white-space: nowrap">很长很长很长很长很长</p></div>'
    styles = "@page { size: 100mm 100mm; margin: 5mm } body { font: 12pt FandolFang }"
    (box,) = boxes(engine.lay_out(html, styles, {}, NOWHERE))
    assert box.overflow.mm > 0
    assert box.text == text
