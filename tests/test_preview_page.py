"""The page to look at as a person uses it: opened, read, turned, enlarged, broken and mended, in a real Chromium."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import openpyxl
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect

from mzdocs.load import Workspace as Space
from mzdocs.pdf.raster import pictures
from mzdocs.preview import previewed
from mzdocs.preview.workbench import OPEN, Workbench

from . import workspaces
from .page_browser import chromium, drop, page_of, serious, too_wide
from .test_fleet import until
from .workspaces import SLUG, Workspace


@dataclass(frozen=True)
class Opened:
    """The page, and the workspace it shows."""

    page: Page
    address: str
    workspace: Workspace

    def show(self, kind: str, file: str) -> None:
        """Choose a document, and wait until its first page is there."""
        self.page.goto(f"{self.address}#taoyuan/{kind}/{file}")
        expect(self.page.locator(f'[data-file="{file}"]').first).to_have_attribute("aria-current", "true")
        expect(self.image(0)).to_have_js_property("complete", True)

    def image(self, page: int) -> Any:
        return self.page.locator("figure img").nth(page)

    def sums(self) -> list[str]:
        """Which picture of each page is asked for."""
        return [each.get_attribute("data-source") or "" for each in self.page.locator("figure img").all()]

    @property
    def status(self) -> Any:
        return self.page.locator("#status")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    workspace = workspaces.make(tmp_path_factory.mktemp("preview") / "district")
    with previewed(Space(workspace.root), "zh") as address, page_of(browser) as page:
        yield Opened(page, address, workspace)


def test_it_opens_on_the_first_document_with_its_pages_and_what_is_wrong(opened: Opened) -> None:
    opened.page.goto(opened.address)
    expect(opened.page.locator('[data-file="plaque-plate.pdf"]')).to_have_attribute("aria-current", "true")
    expect(opened.page.locator("figcaption")).to_contain_text("600 × 400 毫米")
    expect(opened.page.locator("#panel")).to_contain_text("MZ2622")
    expect(opened.status).to_have_text("已是最新")


def test_more_tabs_than_a_browser_has_connections_all_see_a_save(opened: Opened, browser: Browser) -> None:
    """It gives one server six; and a tab that listened for the others may be closed."""
    context = browser.new_context()
    tabs = [context.new_page() for _ in range(8)]
    for tab in tabs:
        tab.goto(f"{opened.address}#taoyuan/plaque/room-01.pdf")
        expect(tab.locator("figure img").first).to_have_attribute("data-source", re.compile("sum="))
    for old, new in (("民政服务窗口", "民政服务大厅"), ("民政服务大厅", "民政服务窗口")):
        before = tabs[-1].locator("figure img").first.get_attribute("data-source") or ""
        workspaces.replace(opened.workspace.station, f"名称: {old}", f"名称: {new}")
        for tab in tabs:
            expect(tab.locator("figure img").first).not_to_have_attribute("data-source", before)
        tabs.pop(0).close()
    context.close()


def test_a_page_is_enlarged_to_its_real_size_with_a_ruler(opened: Opened) -> None:
    opened.show("badge", "badges.pdf")
    opened.page.click("#real")
    box = opened.page.locator("figure .sheet").first.bounding_box()
    assert box and round(box["width"] / 96 * 25.4, 1) == 85.6
    opened.page.click("#ruler")
    numbers = opened.page.locator("figure:first-of-type .ruler text").all_text_contents()
    assert {"20", "40", "60", "80"} <= set(numbers)
    opened.page.click("#ruler")
    opened.page.click("#fit")


def test_pages_are_turned_and_enlarged_by_keyboard(opened: Opened) -> None:
    opened.show("badge", "badges.pdf")
    opened.page.locator("#pages").focus()
    opened.page.keyboard.press("ArrowRight")
    expect(opened.page.locator("#place")).to_have_text(re.compile("^2 / "))
    opened.page.keyboard.press("End")
    expect(opened.page.locator("#place")).to_have_text(re.compile(r"^(\d+) / \1$"))
    opened.page.keyboard.press("Home")
    opened.page.keyboard.press("1")
    expect(opened.page.locator("#zoom")).to_have_text("100%")
    opened.page.keyboard.press("0")
    expect(opened.page.locator("#fit")).to_have_attribute("aria-pressed", "true")


def test_everything_is_reached_by_tab_and_done_by_enter(opened: Opened) -> None:
    opened.page.goto("about:blank")
    opened.page.goto(opened.address)
    expect(opened.page.locator('[data-file="plaque-plate.pdf"]')).to_be_visible()
    reached: list[str] = []
    for _ in range(200):
        opened.page.keyboard.press("Tab")
        now = opened.page.evaluate(
            "document.activeElement.id || document.activeElement.dataset.file || document.activeElement.className"
        )
        if reached and now == reached[0]:
            break
        reached.append(now)
        if now == "board-gong-zuo-zhi-du.pdf":
            opened.page.keyboard.press("Enter")
    assert {"skip", "station", "larger", "real", "ruler", "pages", "tab-problems", "panel"} <= set(reached)
    expect(opened.page.locator('[data-file="board-gong-zuo-zhi-du.pdf"]').first).to_have_attribute(
        "aria-current", "true"
    )


@pytest.mark.parametrize("way", ["in place", "by rename"])
def test_a_save_shows_the_new_page_and_leaves_the_others(opened: Opened, way: str) -> None:
    opened.show("badge", "badges.pdf")
    before = opened.sums()
    station = opened.workspace.station
    sound = station.read_text("utf-8")
    name = opened.workspace.station_data().station.communities[0].monitors[0].name
    changed = sound.replace(f"姓名: {name}", f"姓名: {name[0]}若水")
    assert changed != sound
    if way == "in place":
        station.write_text(changed, "utf-8")
    else:
        beside = station.with_name(".taoyuan.yaml.swp")
        beside.write_text(changed, "utf-8")
        beside.replace(station)
    expect(opened.image(0)).not_to_have_attribute("data-source", before[0])
    assert opened.sums()[2:] == before[2:]
    assert opened.page.locator("figure").count() == len(before)
    station.write_text(sound, "utf-8")
    expect(opened.image(0)).to_have_attribute("data-source", before[0])


def test_while_the_data_are_broken_the_last_page_stays_and_the_line_is_shown(opened: Opened) -> None:
    opened.show("plaque", "plaque-plate.pdf")
    before = opened.sums()
    station = opened.workspace.station
    sound = station.read_text("utf-8")
    station.write_text(sound.replace("\n社区:", "\n社区：", 1), "utf-8")
    expect(opened.status).to_have_text("数据有错，暂时显示上一次的页面")
    expect(opened.page.locator("#panel .error pre").first).to_contain_text("社区：")
    assert opened.sums() == before
    _says_what_it_does_not_know(opened)
    station.write_text(sound, "utf-8")
    expect(opened.status).to_have_text("已是最新")
    expect(opened.page.locator("#panel .error")).to_have_count(0)


def _says_what_it_does_not_know(opened: Opened) -> None:
    """Of data that cannot be read nothing is said to be met or made; whoever comes now is told why there is no page."""
    page = opened.page
    page.click("#tab-standard")
    expect(page.locator("#panel")).to_contain_text("数据有错误，有的还没有检查")
    expect(page.locator("#panel .met")).to_have_count(0)
    page.click("#tab-again")
    expect(page.locator("#panel .problem.error")).not_to_have_count(0)
    expect(page.locator("#panel .met")).to_have_count(0)
    page.goto("about:blank")
    page.goto(opened.address)
    expect(page.locator("#pages")).to_contain_text("还没有页面可看：数据有错误")
    page.goto("about:blank")
    page.goto(f"{opened.address}#taoyuan/plaque/plaque-plate.pdf")
    expect(page.locator("#pages")).to_contain_text("这一份还做不出来")


def test_a_document_that_is_gone_gives_way_to_another_of_its_kind(opened: Opened) -> None:
    opened.page.goto(f"{opened.address}#taoyuan/badge/nobody-has-this.pdf")
    expect(opened.page.locator('[data-file="badges.pdf"]')).to_have_attribute("aria-current", "true")
    expect(opened.page.locator("figcaption").first).to_contain_text("85.6 × 54 毫米")


def test_the_list_is_walked_and_skipped_and_a_workbook_chosen_by_keyboard_alone(opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    page.goto("about:blank")
    opened.show("badge", "badges.pdf")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#pages")).to_be_focused()
    expect(page.locator('[data-file="badges.pdf"]')).to_have_attribute("aria-current", "true")
    page.locator('[data-file="badges.pdf"]').focus()
    for key, file in (
        ("Home", "plaque-plate.pdf"),
        ("ArrowDown", "plaque-plate-outlined.pdf"),
        ("ArrowUp", "plaque-plate.pdf"),
    ):
        page.keyboard.press(key)
        expect(page.locator(f'#documents [data-file="{file}"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator('[data-file="plaque-plate.pdf"]')).to_have_attribute("aria-current", "true")
    page.locator("#tab-problems").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#tab-book")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    photo = tmp_path / "合影.xlsx"
    photo.write_bytes(b"no workbook")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(photo)
    expect(page.locator("#panel .error")).to_contain_text("另存为“Excel 工作簿（*.xlsx）”")
    page.locator("#panel .why summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel .why")).to_contain_text("对的")


def test_what_was_delivered_is_compared_where_there_is_something(opened: Opened) -> None:
    opened.show("plaque", "plaque-plate.pdf")
    opened.page.click("#before")
    expect(opened.page.locator("#pages")).to_have_text("成品文件夹里还没有这一份，没有可以对比的。")
    opened.page.click("#now")
    expect(opened.page.locator("figcaption")).to_contain_text("600 × 400 毫米")


def test_the_standard_is_gone_through_criterion_by_criterion(opened: Opened) -> None:
    opened.show("plaque", "plaque-plate.pdf")
    opened.page.click("#tab-standard")
    heads = opened.page.locator("#panel h3").all_text_contents()
    assert heads == ["编制", "场所", "经费", "设施设备", "规章制度", "文档资料", "信息员队伍"]
    opened.page.keyboard.press("ArrowLeft")
    expect(opened.page.locator("#tab-problems")).to_have_attribute("aria-selected", "true")


def test_a_dropped_workbook_is_checked_and_its_marked_copy_downloaded(
    opened: Opened, run: Callable[..., Any], tmp_path: Path
) -> None:
    book = tmp_path / "taoyuan.xlsx"
    assert run("convert", str(opened.workspace.station), str(book)).code == 0
    filled = openpyxl.load_workbook(book)
    cell = next(each for row in filled["基本情况"].iter_rows() for each in row if each.value == "0999-5551001")
    cell.value = "0999-555100x"
    filled.save(book)
    opened.show("plaque", "plaque-plate.pdf")
    drop(opened.page, book)
    expect(opened.page.locator("#panel .error")).to_contain_text(f"基本情况!{cell.coordinate}")
    with opened.page.expect_download() as download:
        opened.page.click("text=下载标注的副本")
    assert download.value.suggested_filename == "taoyuan-标注.xlsx"
    marked = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert marked.sheetnames[0] == "检查结果"


@pytest.fixture
def built(browser: Browser, begun: Workspace, tmp_path: Path) -> Iterator[Opened]:
    """The page of a station that was built, in a theme of the bureau's own that was spoilt since."""
    workspace = Workspace(tmp_path / "district")
    shutil.copytree(begun.root, workspace.root)
    with previewed(Space(workspace.root), "zh") as address, page_of(browser) as page:
        yield Opened(page, address, workspace)


def test_what_is_wrong_is_drawn_mended_and_what_was_delivered_carried_off(built: Opened) -> None:
    page, workspace = built.page, built.workspace
    _carries_off(built)
    _shows_the_place(built)
    sound = workspace.station.read_text("utf-8")
    spoilt = re.sub("^邮编: ", "邮编：", sound, flags=re.M)
    assert spoilt != sound
    workspace.station.write_text(spoilt, "utf-8")
    page.locator("#panel .error button.mend").click()
    expect(page.locator("dialog .change del")).to_contain_text("邮编：")
    expect(page.locator("dialog .change ins")).to_contain_text("邮编: ")
    assert not serious(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert workspace.station.read_text("utf-8") == spoilt
    page.locator("#panel .error button.mend").focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog button", has_text="不改")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .error")).to_have_count(0)
    expect(page.locator("button.mend")).to_have_count(0)
    assert workspace.station.read_text("utf-8") == sound
    assert workspace.station.with_name("taoyuan.yaml.bak1").read_text("utf-8") == spoilt


def test_what_was_delivered_stands_beside_what_would_be_made_and_the_difference_is_framed(built: Opened) -> None:
    built.show("plaque", "info-plate.pdf")
    before = built.sums()[0]
    workspaces.replace(built.workspace.station, "咨询: 0999-5551001", "咨询: 0999-5551881")
    expect(built.image(0)).not_to_have_attribute("data-source", before)
    now, was, framed = (_looked_at(built, view) for view in ("now", "before", "difference"))
    changed = ImageChops.difference(now, was).convert("L").point(lambda tone: 255 * (tone > 64)).getbbox()
    apart = ImageChops.difference(framed, Image.new("RGB", framed.size, (200, 0, 60)))
    frame = apart.convert("L").point(lambda tone: 255 * (tone == 0)).getbbox()
    assert changed and frame
    assert frame[0] <= changed[0] and frame[1] <= changed[1] and frame[2] >= changed[2] and frame[3] >= changed[3]
    assert (frame[2] - frame[0]) * (frame[3] - frame[1]) < now.width * now.height / 4
    delivered = (built.workspace.output / SLUG / "signage" / "info-plate.pdf").read_bytes()
    longest = re.search(r"longest=(\d+)", built.sums()[0])
    assert longest
    made = Image.open(io.BytesIO(pictures(delivered, [0], int(longest[1]))[0])).convert("RGB")
    assert made.tobytes() == was.tobytes()


def _looked_at(built: Opened, view: str) -> Image.Image:
    """The first page as it is seen in one of the views."""
    built.page.click(f"#{view}")
    expect(built.page.locator(f"#{view}")).to_have_attribute("aria-pressed", "true")
    address = {"now": "^leaf/", "before": "^before-leaf/", "difference": "^difference/"}[view]
    expect(built.image(0)).to_have_attribute("src", re.compile(address))
    source = urljoin(built.address, built.image(0).get_attribute("src") or "")
    return Image.open(io.BytesIO(built.page.request.get(source).body())).convert("RGB")


def test_a_double_click_opens_the_page_in_the_browser(browser: Browser, tmp_path: Path) -> None:
    folder, asked, opener = tmp_path / "我们的区", tmp_path / "asked", tmp_path / "opener"
    subprocess.run([sys.executable, "-m", "mzdocs", "new", folder, "--sample"], check=True, capture_output=True)
    opener.write_text(f'#!/bin/sh\necho "$1" >"{asked}.new" && mv "{asked}.new" "{asked}"\n', "utf-8")
    opener.chmod(0o755)
    surroundings = {**os.environ, "BROWSER": f"{opener} %s"}
    started = subprocess.Popen([folder / "预览.sh"], cwd="/", env=surroundings, start_new_session=True)
    try:
        assert until(asked.exists, 60)
        with page_of(browser) as page:
            page.goto(asked.read_text("utf-8").strip())
            expect(page.locator("figure img").first).to_have_js_property("complete", True)
            expect(page.locator("#documents")).to_contain_text("门牌")
    finally:
        os.killpg(started.pid, signal.SIGINT)
        started.wait(60)


def _carries_off(built: Opened) -> None:
    page = built.page
    page.goto(f"{built.address}#taoyuan//")
    page.click("#tab-hand")
    expect(page.locator("#panel")).to_contain_text("没有打过完整的包")
    for what, name in (("papers", "taoyuan-公文.zip"), ("bundle", "taoyuan.zip")):
        with page.expect_download() as download:
            page.click(f"#panel .carry-{what}")
        assert download.value.suggested_filename == name
        assert zipfile.ZipFile(download.value.path()).testzip() is None


def _shows_the_place(built: Opened) -> None:
    """A sign whose text stands at a slant: its box and its words show each other."""
    page, district = built.page, built.workspace.district
    style = built.workspace.root / "data" / "themes" / "odd" / "plaque" / "plaque.css"
    style.parent.mkdir(parents=True)
    style.write_text(".room .name { transform: rotate(4deg); }", "utf-8")
    district.write_text(district.read_text("utf-8").replace("主题: default", "主题: odd"), "utf-8")
    built.show("plaque", "room-01.pdf")
    spot = page.locator("figure .spot")
    expect(spot).to_have_count(1)
    assert "是斜的" in (spot.get_attribute("aria-label") or "")
    box, sheet = spot.bounding_box(), page.locator("figure .sheet").bounding_box()
    assert box and sheet
    place = [round(300 / sheet["width"] * each) for each in (box["x"] - sheet["x"], box["y"] - sheet["y"])]
    assert f"左起 {place[0]}、上起 {place[1]} mm" in page.locator("figcaption").inner_text()
    page.locator("figcaption .see").first.focus()
    expect(spot).to_have_class(re.compile("lit"))
    page.keyboard.press("Enter")
    expect(spot).to_be_focused()
    expect(page.locator("figcaption .problem").first).to_have_class(re.compile("lit"))
    assert not serious(page)
    page.click("#tab-hand")
    page.click("#panel .carry-bundle")
    expect(page.locator("#panel .refused")).to_contain_text("又改动过")
    page.click("#tab-problems")
    for _ in range(20):
        page.click("#larger")
    expect(page.locator("img.piece")).to_have_js_property("complete", True)
    page.click("#fit")
    expect(page.locator("img.piece")).to_have_count(0)


def test_the_whole_district_stands_side_by_side(built: Opened) -> None:
    page, first = built.page, built.workspace.station
    shutil.copy(first, first.with_name("second.yaml"))
    page.goto(f"{built.address}#*//")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator('td[data-slug="taoyuan"]')).to_contain_text("没有打过完整的包")
    expect(page.locator('td[data-slug="second"]')).to_contain_text("还没有生成")
    assert not serious(page)
    page.set_viewport_size({"width": 700, "height": 450})
    expect(page.locator("tbody tr")).to_have_count(2)
    page.locator("p.carry .carry-papers").click()
    expect(page.locator("#pages .refused")).to_contain_text("mzdocs district")
    assert not serious(page) and not too_wide(page)
    expect(page.locator("#tab-standard")).to_be_hidden()
    expect(page.locator("#panel")).to_contain_text("没有达标的见左边的表")
    third = first.with_name("third.yaml")
    third.write_text(first.read_text("utf-8").replace("\n社区:", "\n社区：", 1), "utf-8")
    expect(page.locator("tbody tr")).to_have_count(3)
    assert page.locator("#station option").count() == 4
    assert page.locator("tbody tr").nth(2).locator("td").nth(2).inner_text() == "—"
    third.unlink()
    expect(page.locator("tbody tr")).to_have_count(2)


@pytest.mark.parametrize("enlarged", [1, 2])
def test_nothing_serious_keeps_anybody_from_using_it(opened: Opened, enlarged: int) -> None:
    opened.page.set_viewport_size({"width": 1400 // enlarged, "height": 900 // enlarged})
    opened.show("plaque", "plaque-plate.pdf")
    for tab in ("problems", "standard", "again", "hand", "book"):
        opened.page.click(f"#tab-{tab}")
        expect(opened.page.locator("#panel")).not_to_contain_text("正在和")
        assert not serious(opened.page), tab
        assert not too_wide(opened.page), tab
    opened.page.set_viewport_size({"width": 1400, "height": 900})


def test_an_exported_page_opens_from_its_folder_without_a_server(
    browser: Browser, run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    new = ("new", "own", "--city", "云川市", "--district", "澄江县", "--street", "桃园街道", "--yes")
    assert run(*new).code == 0
    monkeypatch.chdir(tmp_path / "own")
    ended = run("preview", "--export", "../u盘 1")
    assert ended.code == 0, ended.said
    assert run("preview", "--export", "../u盘 1").only("MZ7904")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "u盘 1" / "index.html").as_uri())
    expect(page.locator('[data-file="plaque-plate.pdf"]')).to_have_attribute("aria-current", "true")
    expect(page.locator("figcaption")).to_contain_text("600 × 400 毫米")
    assert page.evaluate("document.querySelector('figure img').naturalWidth") > 1500
    assert {url.partition(":")[0] for url in asked} == {"file"}
    assert not page.locator("#before").is_visible() and not page.locator("#tab-book").is_visible()
    page.locator("#panel .why summary").first.click()
    expect(page.locator("#panel .why").first).to_contain_text("对的")
    page.close()


def test_nothing_private_is_exported(run: Callable[..., Any], sample: Workspace) -> None:
    bench = Workbench(Space(sample.root), "zh", public=True)
    assert {each.kind for each in bench.station(0, "taoyuan").documents} == set(OPEN)


def test_when_the_server_is_gone_that_is_said(browser: Browser, sample: Workspace) -> None:
    page = browser.new_page()
    with previewed(Space(sample.root), "en") as address:
        page.goto(address)
        expect(page.locator("#status")).to_have_text("Up to date")
        assert page.title() == "district"
    expect(page.locator("#status")).to_contain_text("mzdocs preview is not there any more")
    page.route("**/workbook?*", lambda route: route.abort())
    drop(page, sample.station)
    expect(page.locator("#panel [role=alert]")).to_contain_text("run it again")
    page.close()
