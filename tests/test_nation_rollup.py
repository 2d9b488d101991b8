"""What each level sees of a fleet: sums, what is too small to be told, the page and the tables other programs open."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest
from playwright.sync_api import Page, sync_playwright

from mzdocs.core.problems import CRITERIA, Location, Stopped
from mzdocs.nation.districts import CLOSED_FOLDER, DistrictFolder
from mzdocs.nation.report import CANNOT_REPORT, COLUMNS, to_parquet, write_report
from mzdocs.nation.report_files import BOOK, PAGE, PARQUET, SCHEMA, TABLE
from mzdocs.nation.rollup import UNTOLD, Summary, rolled_up, stations
from mzdocs.nation.standing import NAME, standing
from mzdocs.nation.summaries import Result, StationRow
from mzdocs.nation.tasks import Task
from mzdocs.nation.work import Done, FoundCode, StationDone

from .page_browser import AXE, CHROMIUM

DAY = date(2026, 12, 1)
SOUND = (0,) * 7
TERMS = {"2026-11": 1, "2026-12": 4, "2027-11": 3, "2027-12": 2}


def row(
    slug: str, points: float | None = 90, level: str = "合格", lacking: tuple[int, ...] = SOUND, **more: object
) -> StationRow:
    result = Result(date(2026, 11, 9), points, 100, level) if points is not None else None
    people = {"staff": 5, "monitors": 10, "households": 100} | more
    return StationRow(slug, "001", f"{slug}街道民政工作站", result, lacking, **people)  # type: ignore[arg-type]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two provinces: one with two districts, of which a station failed; one with a county right below it."""
    with standing(tmp_path) as table:
        for place, rows in {
            "东江省/滨海市/北城区": [
                row(
                    "a",
                    95,
                    "优秀",
                    terms={"2026-11": 1, "2026-12": 4, "2027-11": 3, "2027-12": 2},
                    appraisals={"2026": 2, "2027": 9},
                ),
                row("b", 70, "不合格", (2, 0, 0, 1, 0, 0, 0), findings={"MZ2103": 2, "MZ2401": 1}),
            ],
            "东江省/滨海市/南城区": [
                row("c", None, findings={"MZ2103": 1}, lacking=(1, 0, 0, 0, 0, 0, 0), households=2)
            ],
            "西岭省/石泉县": [row("d", 85, households=None, staff=2)],
        }.items():
            done = tuple(StationDone(each.slug, "made", "x", 9) for each in rows)
            table.enter(Task(place, tuple(each.slug for each in rows), 1), Done(done, rows=tuple(rows)))
        table.enter(Task("东江省/滨海市/南城区", ("e",), 1), Done((StationDone("e", "failed"),)))
    return tmp_path


@pytest.fixture
def places(root: Path) -> dict[str, Summary]:
    with standing(root) as table:
        return {each.place: each for each in rolled_up(table, DAY, "全国").places}


def test_every_place_has_the_sums_of_what_lies_in_it(places: dict[str, Summary]) -> None:
    assert [*places] == [
        "", "东江省", "东江省/滨海市", "东江省/滨海市/北城区", "东江省/滨海市/南城区", "西岭省", "西岭省/石泉县",
    ]  # fmt: skip
    whole = places[""]
    assert (whole.stations, whole.done, whole.failed, whole.known, whole.complete, whole.judged) == (5, 4, 1, 4, 2, 3)
    assert whole.mean == 83.3
    assert whole.levels == (("优秀", 1), ("合格", 1), ("不合格", 1))
    assert whole.lacking == (2, 0, 0, 1, 0, 0, 0)
    assert whole.failing == (("MZ2103", 2), ("MZ2401", 1))
    assert (whole.people.monitors, whole.people.households) == (40, 202)
    assert (places["东江省"].stations, places["西岭省"].stations) == (4, 1)


def test_a_station_lacks_a_criterion_once_however_many_findings_it_has(places: dict[str, Summary]) -> None:
    assert places["东江省/滨海市/北城区"].lacking == (1, 0, 0, 1, 0, 0, 0)


def test_terms_and_periods_are_counted_from_the_day_asked_for(root: Path) -> None:
    with standing(root) as table:
        (a, *_) = stations(table, DAY)
        (later, *_) = stations(table, date(2027, 1, 1))
    assert (a.people.ended, a.people.ending, a.appraisals) == (1, 7, 2)
    assert (later.people.ended, later.people.ending, later.appraisals) == (5, 5, 11)


def test_what_is_not_known_adds_nothing_and_is_no_zero(places: dict[str, Summary]) -> None:
    assert places["西岭省/石泉县"].people.households is None
    assert places["东江省/滨海市/南城区"].known == 1


@pytest.fixture
def report(root: Path) -> Path:
    assert reported(root) == 7 + 5
    return root / "report"


def reported(root: Path) -> int:
    """How many rows were written into the folder `report`."""
    with standing(root) as table:
        found = rolled_up(table, DAY, "全国")
    return write_report(found, DAY, root / "report")


def test_the_table_is_the_same_in_each_form_and_as_its_schema_says(report: Path) -> None:
    assert to_parquet(report)
    head, *rows = csv.reader((report / TABLE).read_text("utf-8-sig").splitlines())
    assert head == [*COLUMNS]
    described = json.loads((report / SCHEMA).read_text())["resources"][0]["schema"]["fields"]
    assert [each["name"] for each in described] == head
    found = duckdb.sql(f"SELECT * FROM '{report / PARQUET}'").fetchall()
    types = {"string": str, "integer": int, "number": float}
    for written, read in zip(rows, found, strict=True):
        expected = [types[each["type"]](cell) if cell else None for each, cell in zip(described, written, strict=True)]
        assert expected == [*read]
    assert {row[0] for row in rows if row[head.index("在保户")] == str(UNTOLD)} == {
        "东江省/滨海市/北城区", "东江省/滨海市/北城区/a", "东江省/滨海市/南城区", "东江省/滨海市/南城区/c",
    }  # fmt: skip


def test_in_the_workbook_a_word_stands_for_what_is_not_known_or_not_told(report: Path) -> None:
    (sheet,) = openpyxl.load_workbook(report / BOOK).worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    head, found = rows[0], {row[0]: row for row in rows[1:]}
    assert head == ["位置", *COLUMNS[1:]]
    assert sheet.auto_filter.ref == f"A3:{openpyxl.utils.get_column_letter(len(COLUMNS))}{3 + 12}"
    assert (found[None][1], found[None][head.index("等次")]) == ("全国", "优秀 1\n合格 1\n不合格 1")
    assert sheet.row_dimensions[3].height >= 3 * 14  # a head that is long has room for all its lines
    south = dict(zip(head, found["东江省/滨海市/南城区"], strict=True))
    assert (south["在保户"], south["平均分"], south["工作站"], south["缺 编制"]) == ("*", "—", 2, 1)
    assert found["东江省/滨海市/北城区"][head.index("等次")] == "优秀 1\n不合格 1"


def test_a_name_never_becomes_a_formula(root: Path) -> None:
    with sqlite3.connect(root / NAME) as base:
        base.execute("UPDATE row SET name = '=1+1' WHERE slug = 'a'")
    reported(root)
    rows = csv.reader((root / "report" / TABLE).read_text("utf-8-sig").splitlines())
    assert [row[1] for row in rows if row[0].endswith("/a")] == ["'=1+1"]


def test_a_folder_that_is_there_is_not_written_into(root: Path, report: Path) -> None:
    before = (report / PAGE).read_bytes()
    with pytest.raises(Stopped) as stopped:
        reported(root)
    assert [problem.code for problem in stopped.value.problems] == [CANNOT_REPORT.code]
    assert (report / PAGE).read_bytes() == before


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        yield page
        browser.close()


def names(page: Page) -> list[str]:
    return [text.split("\n")[0] for text in page.locator("#rows th").all_inner_texts()]


@pytest.fixture
def opened(root: Path, browser_page: Page) -> Iterator[Page]:
    """The page of the report in a browser, as a file; it asks nobody and nothing of it fails."""
    with sqlite3.connect(root / NAME) as base:
        base.execute("UPDATE row SET name = '<!--<script></script><b>桃源' WHERE slug = 'a'")
    reported(root)
    wrong = list[str]()
    browser_page.on("pageerror", lambda error: wrong.append(str(error)))
    browser_page.on("request", lambda it: wrong.append(it.url) if not it.url.startswith("file:") else None)
    browser_page.goto((root / "report" / PAGE).as_uri())
    yield browser_page
    assert wrong == []


def test_on_the_page_one_goes_down_finds_sorts_and_sees_what_is_lacking(opened: Page) -> None:
    page = opened
    assert names(page) == ["合计", "东江省", "西岭省"]
    assert "MZ2103" in page.locator("#failing").inner_text()
    page.get_by_role("button", name="东江省").press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "东江省"  # who uses the keyboard is where he went
    page.get_by_role("button", name="滨海市").click()
    page.get_by_role("button", name="北城区").click()
    assert names(page) == ["合计", "<!--<script></script><b>桃源", "b街道民政工作站"]
    page.get_by_role("button", name="平均分").click()
    page.get_by_role("button", name="平均分").click()
    assert names(page) == ["合计", "b街道民政工作站", "<!--<script></script><b>桃源"]
    page.get_by_label("只看没有全部达标的").check()
    assert names(page) == ["合计", "b街道民政工作站"]
    page.locator("#rows").get_by_role("button", name="b街道民政工作站").click()
    assert names(page) == ["b街道民政工作站"]
    assert page.locator("#failing li").count() == 2
    assert page.locator("#failing-head").inner_text() == "这个工作站的问题"
    page.go_back()
    assert names(page) == ["合计", "b街道民政工作站"]
    assert page.locator("#path [aria-current]").inner_text() == "北城区"
    assert len(CRITERIA) == page.locator("th", has_text="缺 ").count()


def test_what_is_sought_is_found_inside_the_place_looked_at_with_where_it_lies(opened: Page) -> None:
    opened.get_by_label("查找").fill("街道")
    assert names(opened) == ["b街道民政工作站", "c街道民政工作站", "d街道民政工作站"]
    assert opened.locator("#rows small").all_inner_texts()[0] == "东江省 › 滨海市 › 北城区"
    opened.get_by_role("button", name="西岭省").or_(opened.get_by_role("button", name="d街道")).click()
    assert opened.title() == "d街道民政工作站：民政工作站建设情况"
    opened.get_by_role("button", name="西岭省").click()
    opened.get_by_label("查找").fill("街道")
    assert names(opened) == ["d街道民政工作站"]


def test_the_page_is_sound_for_axe_at_twice_its_size_and_on_paper(opened: Page) -> None:
    opened.set_viewport_size({"width": 640, "height": 450})
    opened.add_script_tag(path=AXE)
    assert opened.evaluate("axe.run().then((found) => found.violations.map((each) => each.id))") == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= 640
    opened.emulate_media(media="print")
    assert not opened.get_by_label("查找").is_visible()
    opened.set_viewport_size({"width": 1032, "height": 700})  # A4 across without its margins
    assert opened.locator(".wide").evaluate("(it) => it.scrollWidth <= it.clientWidth")
    opened.emulate_media(media="screen")


def test_stations_of_a_folder_that_is_itself_a_district_stand_below_it(tmp_path: Path, browser_page: Page) -> None:
    with standing(tmp_path) as table:
        table.enter(Task(".", ("a",), 1), Done((StationDone("a", "made"),), rows=(row("a"),)))
    assert reported(tmp_path) == 2
    browser_page.goto((tmp_path / "report" / PAGE).as_uri())
    assert names(browser_page) == ["合计", "a街道民政工作站"]


def test_stations_that_miss_most_come_first_of_those_that_need_help(opened: Page) -> None:
    needy = opened.locator("#neediest li")
    assert needy.all_inner_texts() == [
        "b街道民政工作站（东江省 › 滨海市 › 北城区）：编制、设施设备；70.0 分",
        "c街道民政工作站（东江省 › 滨海市 › 南城区）：编制",
    ]
    needy.first.get_by_role("button").click()
    assert opened.title() == "b街道民政工作站：民政工作站建设情况"
    assert not opened.locator("#neediest-part").is_visible()


def test_places_stand_by_the_codes_of_their_districts_and_stations_by_their_own(tmp_path: Path) -> None:
    with standing(tmp_path) as table:
        for place, region, streets in (
            ("丁省/乙市/甲区", "110101", ("002", "001")),
            ("甲省/丙市/丁区", "990202", ("001",)),
            ("甲省/甲市/丙区", "990301", ("001",)),
            ("甲省/丙市/乙区", "990201", ("001",)),
            ("乙省/甲市/甲区", "", ("001",)),
        ):
            rows = tuple(
                StationRow(f"{'ba'[at]}{region}", street, f"{street}站", None, SOUND, region=region)
                for at, street in enumerate(streets)
            )
            table.enter(Task(place, (), 1), Done(tuple(StationDone(each.slug, "made") for each in rows), rows=rows))
        found = rolled_up(table, DAY, "全国")
    assert [each.place for each in found.places if each.place.count("/") != 1] == [
        "", "丁省", "丁省/乙市/甲区", "甲省", "甲省/丙市/乙区", "甲省/丙市/丁区", "甲省/甲市/丙区", "乙省",
        "乙省/甲市/甲区",
    ]  # fmt: skip
    assert [each.name for each in found.stations[:2]] == ["001站", "002站"]


def test_what_is_wrong_with_data_is_told_of_the_station_and_of_a_district_that_has_none(root: Path) -> None:
    broken = FoundCode("MZ1019", "data/district.yaml", 3, 1, 10)
    closed = DistrictFolder("西岭省/山口县", problems=(CLOSED_FOLDER.at(Location("西岭省/山口县"), reason="…"),))
    with standing(root) as table:
        table.enter(Task("西岭省/石泉县", ("f",), 1), Done((StationDone("f", "read", told=(broken,)),)))
        table.keep_only([closed, *(DistrictFolder(place, ((slug, 1),)) for place, slug, _ in [*table.sums()])])
        found = rolled_up(table, DAY, "全国")
    of = {each.place: each for each in (*found.places, *found.stations)}
    assert of["西岭省/石泉县/f"].failing == (("MZ1019", 1),)
    assert ("MZ1019", 1) in of[""].failing
    assert (of["西岭省/山口县"].stations, of["西岭省/山口县"].failing) == (0, ((CLOSED_FOLDER.code, 0),))
    assert (of["西岭省"].stations, of["西岭省"].known, of["西岭省"].done) == (2, 1, 1)


def test_a_station_made_in_part_is_neither_done_nor_failed(root: Path) -> None:
    with standing(root) as table:
        table.enter(Task("西岭省/石泉县", ("d",), 1), Done((StationDone("d", "part"),)))
        (whole, *_) = rolled_up(table, DAY, "全国").places
    assert (whole.stations, whole.done, whole.part, whole.failed) == (5, 3, 1, 1)


def test_on_paper_the_table_is_as_small_as_the_rest(opened: Page) -> None:
    opened.emulate_media(media="print")
    sizes = opened.evaluate(
        "['body', 'table', '#rows td', '#failing']"
        ".map((each) => getComputedStyle(document.querySelector(each)).fontSize)"
    )
    opened.emulate_media(media="screen")
    assert len({*sizes}) == 1
