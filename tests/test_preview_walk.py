"""The page as a clerk walks it: a new district, ten faults in its workbook, each told at its cell, mended, signed.

The workbook is filled in as one does by hand; nothing is made that the README does not name.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from mzdocs.load import Workspace as Space
from mzdocs.preview import previewed

from .page_browser import chromium, drop, page_of, serious
from .workbooks import column_of, row_of
from .workspaces import DATA, Workspace

Book = Any
NO_FONT_HAS = "\U0003134a"
DAY = "2026-12-01"


@dataclass(frozen=True)
class Desk:
    """A clerk's folder, and the page that is open beside it."""

    page: Page
    address: str
    workspace: Workspace
    book: Path

    def told(self, book: Path) -> list[tuple[str, str]]:
        """What the page says of a workbook that is dropped on it: each place, and the whole text."""
        drop(self.page, book)
        expect(self.page.locator("#status")).to_have_text("已是最新")
        expect(self.page.locator("#panel h3")).to_have_text(book.name)
        found = self.page.locator("#panel .problem").all()
        return [(each.locator(".place b").inner_text(), each.inner_text()) for each in found]

    def spoilt(self, name: str, *faults: Callable[[Book], None]) -> Path:
        """A copy of the sound workbook beside the workspace, with faults in it."""
        spoilt = openpyxl.load_workbook(self.book)
        for fault in faults:
            fault(spoilt)
        path = self.workspace.root.parent / f"{name}.xlsx"
        spoilt.save(path)
        return path


# the workbooks of a new district, filled in


def write(sheet: Any, **values: str) -> None:
    """The items of a sheet of pairs; "·" is part of some names, and is written as "_" here."""
    for label, value in values.items():
        sheet.cell(row_of(sheet, label.replace("_", "·")), 3).value = value


def fill(sheet: Any, *rows: dict[str, str]) -> None:
    """The rows of a table, below its headings."""
    for number, row in enumerate(rows, 3):
        for label, value in row.items():
            sheet.cell(number, column_of(sheet, label)).value = value


def district_filled(book: Book) -> None:
    write(book["基本情况"], 民政局_监督电话="0999-5550112", 监督员双配人口="2500")
    write(
        book["标准"], 依据_名称="区对基层民政组织建设的意见", 依据_核对日期="2026-10-10", 人数下限="3", 人数上限="7",
        行政编制下限="1", 行政编制含兼职站长="是", 挂牌地点="社会事务科", 装订年数="1",
    )  # fmt: skip
    write(book["档案"], 门类代码="MZ", 类目名称="社会救助", 每张厚度="0.105 mm", 卷脊规格="10 mm", 装订余量="1.5 mm")
    fill(
        book["档案·类别"],
        {"代码": "DB", "名称": "最低生活保障", "题名": "最低生活保障审核确认材料",
         "保管期限": "10年（本区确定）", "期限代码": "D10", "年限": "10"},
    )  # fmt: skip


_STAFF = (
    ("01", "刘菊", "站长", "行政编制"),
    ("02", "姚少峰", "副站长", "事业编制"),
    ("03", "邱立新", "工作人员", "事业编制"),
)
_MONITORS = (("001", "石青", "01"), ("001", "郝根生", "02"), ("002", "傅浩然", "01"))
_CLIENT = {
    "户号": "DB-2026-0001", "户主": "林梦洁", "身份证号": "990103197406010846", "类别": "最低生活保障",
    "社区": "花径社区", "人数": "1", "金额": "400", "确认日期": "2026-09-02", "文号": "澄民低保〔2026〕245号",
    "件数": "12", "页数": "17", "状态": "在保",
}  # fmt: skip


def station_filled(book: Book) -> None:
    write(book["基本情况"], 地址="云川市澄江区桃溪路 26 号", 电话_咨询="0999-5551001", 电话_监督="0999-5551002")
    fill(
        book["人员"],
        *(
            {"代码": n, "姓名": name, "职务": post, "编制": kind, "到岗": "2026-03-06"}
            for n, name, post, kind in _STAFF
        ),
    )
    fill(
        book["社区"],
        {"代码": "001", "名称": "桃溪社区", "类型": "社区", "人口": "6120"},
        {"代码": "002", "名称": "花径社区", "类型": "社区", "人口": "2385"},
    )
    term = {"工作电话": "0999-5551101", "聘期·起": DAY, "聘期·止": "2029-11-30"}
    fill(
        book["社区·监督员"],
        *(
            {"所属社区（代码）": of, "姓名": name, "序号": n, "照片": f"photos/{of}-{n}.png", **term}
            for of, name, n in _MONITORS
        ),
    )  # fmt: skip
    write(
        book["档案"], 全宗号="Z101", 全宗名称="澄江区桃园街道办事处", 装订成册="否", 保密_专柜加锁="是",
        保密_保密承诺="是", 保密_查阅登记="是", 立卷人="邱立新", 检查人="姚少峰", 立卷日期="2026-11-06",
        情况说明="本卷材料排列有序，页码连续。",
    )  # fmt: skip
    clients = book.create_sheet("客户档案")
    clients.append([*_CLIENT])
    clients.append([*_CLIENT.values()])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def desk(browser: Browser, run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A new district as workbooks, filled in without a fault."""
    monkeypatch.chdir(tmp_path)
    names = ("--city", "云川市", "--district", "澄江区", "--code", "990103", "--street", "桃园街道")
    assert run("new", "我的区", *names, "--on", DAY, "--yes", "--workbook").code == 0
    workspace = Workspace(tmp_path / "我的区")
    book = workspace.root / "data" / "stations" / "taoyuan.xlsx"
    for path, filled in ((book, station_filled), (workspace.root / "data" / "district.xlsx", district_filled)):
        opened = openpyxl.load_workbook(path)
        filled(opened)
        opened.save(path)
    for of, _, number in _MONITORS:
        portrait = DATA / "stations" / "photos" / f"001-{of}-{number}.png"
        shutil.copy(portrait, workspace.root / "data" / "stations" / "photos" / f"{of}-{number}.png")
    monkeypatch.chdir(workspace.root)
    with previewed(Space(workspace.root), "zh") as address, page_of(browser) as page:
        page.goto(address)
        yield Desk(page, address, workspace, book)


# the faults: what is told of each, and where


@dataclass(frozen=True)
class Slip:
    """A fault in the workbook, the place the page gives, and words of what it says."""

    make: Callable[[Book], None]
    place: str
    words: str


def cell(sheet: str, name: str, value: str | None) -> Callable[[Book], None]:
    return lambda book: book[sheet].__setitem__(name, value)


READING = {
    "a telephone": Slip(cell("基本情况", "C6", "0999-555100x"), "基本情况!C6", "电话号码格式不对"),
    "a code twice": Slip(cell("社区", "A4", "001"), "社区·监督员!A3", "有 2 个（A3、A4）"),
    "no such column": Slip(lambda book: book["挂牌"].delete_cols(3), "挂牌!", "缺少“式样”一栏"),
    "a day in words": Slip(cell("人员", "H3", "2026年3月6号上午"), "人员!H3", "是不是 2026-03-06"),
    "an identity number": Slip(cell("客户档案", "C2", "990103197406010845"), "客户档案!C2", "校验码对不上"),
    "no such word": Slip(cell("人员", "G4", "正式工"), "人员!G4", "行政编制、事业编制、编外聘用"),
    "merged cells": Slip(lambda book: book["人员"].merge_cells("I3:I4"), "人员!I3", "合并的单元格"),
}
"""What keeps the data from being read whole."""
JUDGING = {
    "two monitors": Slip(cell("社区", "D4", "2501"), "社区!A4", "应有监督员 2 名，实有 1 名"),
    "nobody on the state's list": Slip(cell("人员", "G3", "事业编制"), "人员!A2", "行政编制 0 名，至少应有 1 名"),
    "no glyph": Slip(cell("人员", "B5", f"邱{NO_FONT_HAS}新"), "人员!B5", "没有字体能显示这些字"),
}
"""What is found in data that can be read."""


def test_ten_faults_are_told_at_their_cells_mended_signed_and_carried_off(
    desk: Desk, run: Callable[..., Any], tmp_path: Path
) -> None:
    for name, slips in (("桃园 第一次", READING), ("桃园 第二次", JUDGING)):
        told = desk.told(desk.spoilt(name, *(slip.make for slip in slips.values())))
        for called, slip in slips.items():
            assert [text for place, text in told if place.startswith(slip.place) and slip.words in text], (called, told)
        assert "改好这些再查一遍" in desk.page.locator("#panel").inner_text()
        assert not serious(desk.page)
    _marked(desk, [slip.place for slip in JUDGING.values()])
    desk.told(desk.spoilt("taoyuan"))
    expect(desk.page.locator("#panel .of-error")).to_have_count(0)
    expect(desk.page.locator("#panel")).to_contain_text("把它存进工作站的数据文件夹 data/stations")
    _mended_by_the_page(desk)
    assert run("build-signage").code == 0
    _looked_at_and_signed(desk)
    _carried_off(desk, run, tmp_path)


def _marked(desk: Desk, places: list[str]) -> None:
    with desk.page.expect_download() as download:
        desk.page.click("text=下载标注的副本")
    assert download.value.suggested_filename == "桃园 第二次-标注.xlsx"
    marked = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    for sheet, name in (place.split("!") for place in places):
        assert marked[sheet][name].comment is not None, (sheet, name)


def _mended_by_the_page(desk: Desk) -> None:
    """A number written with its unit: the page shows the cell, and writes it after a yes."""
    slip = desk.spoilt("2,385人", cell("社区", "D4", "2,385人"))
    shutil.copy(slip, desk.book)
    desk.page.click("#tab-problems")
    desk.page.locator("#panel button.mend").first.click()
    expect(desk.page.locator("dialog .change")).to_contain_text("社区!D4")
    expect(desk.page.locator("dialog .change ins")).to_contain_text("2385")
    desk.page.click("dialog[open] button.write")
    expect(desk.page.locator("dialog[open]")).to_have_count(0)
    expect(desk.page.locator("#panel button.mend")).to_have_count(0)
    assert openpyxl.load_workbook(desk.book)["社区"]["D4"].value == "2385"


def _looked_at_and_signed(desk: Desk) -> None:
    page = desk.page
    page.evaluate("dispatchEvent(new Event('focus'))")  # the clerk comes back from the terminal
    expect(page.locator("#approval-state")).to_have_text("还没有签样。")
    for file in ("plaque-plate.pdf", "badges.pdf"):
        page.locator(f'[data-file="{file}"]').first.click()
        expect(page.locator("#approval-state")).to_have_text("还没有签样。")
        expect(page.locator("#seen")).not_to_be_checked()
        expect(page.locator("figure img").first).to_have_js_property("complete", True)
        page.check("#seen")
    page.click("#approve")
    expect(page.locator("#approval-files li")).to_have_count(2)
    page.fill("#approval-by", "李主任")
    page.keyboard.press("Enter")
    expect(page.locator("#approval-state")).to_contain_text("已签样：李主任")


def _carried_off(desk: Desk, run: Callable[..., Any], tmp_path: Path) -> None:
    desk.page.click("#tab-hand")
    with desk.page.expect_download() as download:
        desk.page.click("#panel .carry-bundle")
    carried = tmp_path / download.value.suggested_filename
    download.value.save_as(carried)
    assert run("verify", str(carried)).code == 0
    with zipfile.ZipFile(carried) as packed:
        assert {"制作单.xlsx", "SHA256SUMS.txt", "说明.txt"} <= {*packed.namelist()}
        delivered = desk.workspace.output / "taoyuan" / "signage" / "badges.pdf"
        assert packed.read("印刷文件/badges.pdf") == delivered.read_bytes()
        with packed.open("制作单.xlsx") as file:
            said = {str(each) for sheet in openpyxl.load_workbook(file) for row in sheet.values for each in row}
    assert any("已签样 李主任" in each for each in said)
