"""What changed since an earlier roll-up: read back, on the page, in the papers; numbers of stations only."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from mzdocs.core.problems import Stopped
from mzdocs.core.text import squeezed
from mzdocs.nation.earlier_report import COMPARED, NO_REPORT, EarlierReport, earlier_report
from mzdocs.nation.level_papers import PAPERS_FOLDER, write_level_papers
from mzdocs.nation.report import write_report
from mzdocs.nation.report_files import PAGE, SCHEMA, TABLE
from mzdocs.nation.rollup import RolledUp

from .test_level_papers import rolled, text_of
from .test_nation_rollup import browser_page

__all__ = ["browser_page"]
THEN, NOW = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The roll-up of November: of one district, in which a station missed what it does not now, and one the reverse."""
    found = rolled(tmp_path / "滨海市", "北城区")
    turned = {
        "北城区/a": {"complete": 0}, "北城区/b": {"complete": 1}, "": {"mean": 80.0, "complete": 0},
    }  # fmt: skip
    places, stations = (
        tuple(replace(each, **turned.get(each.place, {})) for each in part)  # type: ignore[arg-type]
        for part in (found.places, found.stations)
    )
    write_report(RolledUp(places, stations), THEN, tmp_path / "before")
    return tmp_path / "before"


@pytest.fixture
def now(tmp_path: Path, before: Path) -> RolledUp:
    return rolled(tmp_path / "滨海市", "北城区", "南城区")


def test_what_was_written_is_read_back_without_anybody(before: Path) -> None:
    found = earlier_report(before)
    assert found.day == THEN
    assert found.rows[""] == (3, 2, 0, 80.0)
    assert found.rows["北城区/c"] == (1, 0, 0, None)
    assert not {"人员", "监督员", "在保户", "一年内任期满", "任期已过"} & {*COMPARED}


@pytest.mark.parametrize(
    ("file", "text"),
    [(TABLE, None), (SCHEMA, None), (SCHEMA, "{}"), (SCHEMA, "[]"), (TABLE, "place,工作站\n,3\n"), (TABLE, "x\n1\n")],
)
def test_what_is_no_roll_up_is_not_compared_with(before: Path, file: str, text: str | None) -> None:
    (before / file).unlink() if text is None else (before / file).write_text(text, "utf-8")
    with pytest.raises(Stopped) as stopped:
        earlier_report(before)
    assert [problem.code for problem in stopped.value.problems] == [NO_REPORT.code]


def test_the_page_says_what_changed_and_of_which_stations(
    before: Path, now: RolledUp, tmp_path: Path, browser_page: Page
) -> None:
    write_report(now, NOW, tmp_path / "now", earlier_report(before))
    browser_page.goto((tmp_path / "now" / PAGE).as_uri())
    said = browser_page.locator("#changes")
    assert said.inner_text() == "比 2026-11-01 的汇总：工作站 +3，数据可用 +2，全部达标 +2，平均分 +2.5"
    assert browser_page.locator("#changed li").all_inner_texts() == [
        "新达标 1 个：甲街道民政工作站", "不再达标 1 个：乙街道民政工作站",
        "新来的 3 个：甲街道民政工作站、乙街道民政工作站、c",
    ]  # fmt: skip
    browser_page.locator("#rows").get_by_role("button", name="南城区").click()
    assert said.inner_text() == "比 2026-11-01 的汇总：那时还没有这里"


def test_a_page_with_nothing_to_compare_with_says_nothing_of_it(
    now: RolledUp, tmp_path: Path, browser_page: Page
) -> None:
    write_report(now, NOW, tmp_path / "now")
    browser_page.goto((tmp_path / "now" / PAGE).as_uri())
    assert not browser_page.locator("#changes-part").is_visible()


@pytest.mark.parametrize(
    ("earlier", "said"),
    [
        ((3, 2, 0, 80.0), "比2026年11月1日：全部达标的增加2个，平均分提高2.5分；那时有工作站3个。"),
        ((6, 4, 3, 90.0), "比2026年11月1日：全部达标的减少1个，平均分降低7.5分。"),
        ((6, 4, 2, 82.5), "比2026年11月1日：全部达标的没有变化，平均分没有变化。"),
        ((6, 4, 2, None), "比2026年11月1日：全部达标的没有变化。"),
        (None, ""),
    ],
)
def test_a_paper_says_what_changed(
    now: RolledUp, tmp_path: Path, earlier: tuple[float | None, ...] | None, said: str
) -> None:
    report = EarlierReport(THEN, {"": earlier} if earlier else {})
    write_level_papers(now, tmp_path / "滨海市", NOW, tmp_path / "now", report)
    text = text_of(tmp_path / "now" / PAPERS_FOLDER / "level-summary.pdf")
    assert squeezed(said) in text
    assert ("比2026年11月1日" in text) == bool(said)


def test_the_day_of_a_roll_up_stands_in_its_description(before: Path) -> None:
    assert json.loads((before / SCHEMA).read_text("utf-8"))["created"] == "2026-11-01T00:00:00Z"
