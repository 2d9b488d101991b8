"""What the shop receives: what is in the zips, what the order says, and what stops a hand-over."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat

from mzdocs import bundle, load
from mzdocs.build.fleet import build_all
from mzdocs.build.settings import Settings
from mzdocs.bundle import colour_targets, drawings, order_sheets, proof, shop_papers, signage_set
from mzdocs.bundle.trial_piece import piece
from mzdocs.core.problems import Exit, Stopped
from mzdocs.core.units import Size, mm
from mzdocs.kinds import SHOP
from mzdocs.leaks import leaked
from mzdocs.pdf.raster import pictures, region
from mzdocs.pdf.type_boxes import TypeBox, type_boxes
from mzdocs.plan.document import Holes, Hung, Order
from mzdocs.plan.frame import Frame, HangPoints
from mzdocs.plan.order_values import order_from, order_values
from mzdocs.plan.sums import Sums
from mzdocs.publish.manifest import MANIFEST
from mzdocs.publish.record import RECORD
from mzdocs.publish.seal import sealed
from mzdocs.render.spreadsheet import Grid, workbook

from . import workspaces
from .test_rules import sound
from .workspaces import Ended, Workspace, listing, replace

Run = Callable[..., Ended]
ZIP = "taoyuan/bundle/taoyuan.zip"
DISTRICT_ZIP = "district/bundle/district.zip"


@pytest.fixture(autouse=True, scope="module")
def laid_out_once() -> Iterator[None]:
    """What is made of the same data is made, and searched, once; a process of its own makes all anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle, "leaked", cache(lambda where, data: [*leaked(where, data)]))
        for step in (region, type_boxes):
            patch.setattr(shop_papers, step.__name__, cache(step))
        patch.setattr(bundle, "finished_page", once(bundle.finished_page, lambda plan: Sums().of(plan)))
        patch.setattr(proof, "sheet_pictures", cache(proof.sheet_pictures))
        yield


def once(make: Callable[[Any], Any], key: Callable[[Any], bytes]) -> Callable[[Any], Any]:
    known: dict[bytes, Any] = {}

    def made(value: Any) -> Any:
        found = key(value)
        if found not in known:
            known[found] = make(value)
        return known[found]

    return made


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A district of one station, its signage built and bundled once."""
    made = workspaces.make(tmp_path_factory.mktemp("packed") / "district")
    for sign in ("横牌", "竖牌", "科室牌", "信息牌"):  # all of it in the street's one zip
        replace(made.district, f"    {sign}:\n", f"    {sign}:\n      制作方: 街道办事处\n")
    space = load.Workspace(made.root)
    build_all([made.station], space, Settings(SHOP))
    bundle.bundle_all([made.station], space, space.output)
    return made


@pytest.fixture(scope="module")
def few(begun: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A station of a few signs, bundled once: for what does not depend on how many there are."""
    return handed_over(begun, tmp_path_factory.mktemp("few") / "district", "街道办事处")


@pytest.fixture(scope="module")
def parted(begun: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The same where the bureau has the plaques made."""
    return handed_over(begun, tmp_path_factory.mktemp("parted") / "district", "区民政局")


def handed_over(begun: Workspace, root: Path, maker: str) -> Workspace:
    space = copied(begun, root)
    spoil_manifest(lambda said: [
        entry["order"].update(maker=maker) for entry in said["files"] if entry["kind"] == "plaque" and "order" in entry
    ])(space)  # fmt: skip
    bundle.bundle_all([space.station], load.Workspace(space.root), space.output)
    return space


def copied(space: Workspace, root: Path) -> Workspace:
    shutil.copytree(space.root, root)
    return Workspace(root)


@pytest.fixture
def copy(few: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The few signs, to be spoilt."""
    monkeypatch.chdir(copied(few, tmp_path / "district").root)
    return Workspace(tmp_path / "district")


@pytest.fixture
def split(parted: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.chdir(copied(parted, tmp_path / "district").root)
    return Workspace(tmp_path / "district")


@pytest.fixture
def many(packed: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """All signs, to be spoilt."""
    monkeypatch.chdir(copied(packed, tmp_path / "district").root)
    return Workspace(tmp_path / "district")


@pytest.fixture(scope="module")
def contents(packed: Workspace) -> dict[str, bytes]:
    return opened(packed.output / ZIP)


@pytest.fixture(scope="module")
def signage(packed: Workspace) -> signage_set.Signage:
    return signage_set.signage(packed.station, load.Workspace(packed.root), packed.output)


def opened(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def manifest(space: Workspace) -> dict:
    return json.loads((space.output / "taoyuan" / "signage" / MANIFEST).read_text("utf-8"))


def rows(data: bytes, sheet: str) -> list[list[object]]:
    return [
        [cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(min_row=3)
    ]


def title_of(data: bytes) -> object:
    return openpyxl.load_workbook(io.BytesIO(data))["制作单"]["A1"].value


def text_of(pdf: bytes) -> str:
    view = pdfium.PdfDocument(pdf)
    try:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in view)
    finally:
        view.close()


# what is in it


def test_the_zip_holds_the_papers_and_every_delivered_file_in_its_folder(packed: Workspace, contents: dict) -> None:
    names = list(contents)
    assert names[:6] == ["制作单.xlsx", "制作单.pdf", "图纸.pdf", "试印.pdf", "样稿.pdf", "样稿-01.png"]
    assert names[-3:] == ["manifest.json", "说明.txt", "SHA256SUMS.txt"]
    folders = [name.partition("/")[0] for name in names if "/" in name]
    assert folders == sorted(folders, key=["印刷文件", "转曲文件", "雕刻切割", "单位自印"].index)
    files = {Path(name).name: data for name, data in contents.items() if "/" in name}
    listed = {entry["file"]: entry for entry in manifest(packed)["files"]}
    assert {name: hashlib.sha256(data).hexdigest() for name, data in files.items()} == {
        name: entry["sha256"] for name, entry in listed.items()
    }
    for name in names:
        ends = {"转曲文件": "-outlined.pdf", "雕刻切割": (".svg", ".dxf"), "印刷文件": ".pdf", "单位自印": ".pdf"}
        assert "/" not in name or name.endswith(ends[name.partition("/")[0]])


def test_its_manifest_says_of_each_file_what_was_ordered_and_nothing_of_people(
    packed: Workspace, contents: dict[str, bytes]
) -> None:
    said = json.loads(contents[MANIFEST])
    whole = {entry["file"]: entry for entry in manifest(packed)["files"]}
    assert {*said} == {"format", "station", "set", "versions", "files", "seal"}, "not who is to be called, nor where"
    assert {entry["file"] for entry in said["files"]} == {name for name in contents if "/" in name}
    for entry in said["files"]:
        was = whole[Path(entry["file"]).name]
        assert {**was, "file": entry["file"], "made_from": entry.get("made_from")} == {"made_from": None, **entry}
        assert "made_from" not in was or Path(entry["made_from"]).name == was["made_from"]
        assert "made_from" not in was or entry["made_from"] in contents


def test_the_sums_hold_as_sha256sum_reads_them(contents: dict, packed: Workspace, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed.output / ZIP) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS.txt"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(contents) - 1


def test_names_are_utf8_and_nothing_bears_the_time_of_day(packed: Workspace) -> None:
    with zipfile.ZipFile(packed.output / ZIP) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert all(entry.flag_bits & 0x800 for entry in entries if not entry.filename.isascii())
    assert not [entry.filename for entry in entries if entry.filename.startswith("/") or ".." in entry.filename]


def test_the_same_signage_gives_the_same_bytes(copy: Workspace) -> None:
    before = (copy.output / ZIP).read_bytes()
    ended = copy.spawn("bundle", "-q")
    assert (ended.code, ended.out) == (0, "")
    assert (copy.output / ZIP).read_bytes() == before


def test_the_manifest_beside_tells_the_zip_and_what_it_holds(packed: Workspace, contents: dict) -> None:
    folder = packed.output / "taoyuan" / "bundle"
    told = json.loads((folder / MANIFEST).read_text("utf-8"))
    (entry,) = told["files"]
    assert entry["file"] == "taoyuan.zip"
    assert entry["sha256"] == hashlib.sha256((folder / "taoyuan.zip").read_bytes()).hexdigest()
    assert entry["contents"] == list(contents)
    assert "made_from" not in told, "what it was made from is for nobody else"


def test_the_read_me_explains_every_ink_ordered(contents: dict, signage: signage_set.Signage) -> None:
    said = contents["说明.txt"].decode("utf-8-sig")
    for _, order in signage.ordered:
        assert all(f"{ink}（" in said for ink in order.inks)
    assert "不印刷" in said and "1:1" in said
    assert "certutil -hashfile 文件名 SHA256" in said and "sha256sum -c" in said


def test_each_maker_has_a_zip_of_its_own_and_every_file_is_in_one_of_them(parted: Workspace, few: Workspace) -> None:
    street, bureau = opened(parted.output / ZIP), opened(parted.output / DISTRICT_ZIP)
    made = {"板": set(), "牌": set()}
    for name, files in (("板", street), ("牌", bureau)):
        made[name] = {Path(file).name for file in files if re.search("(印刷文件|转曲文件|雕刻切割|单位自印)/", file)}
    assert {"board-gong-zuo-zhi-ze.pdf", "badges.pdf", "badges-calibration.pdf"} < made["板"]
    assert {"plaque-plate.pdf", "room-01.dxf", "info-plate.pdf"} < made["牌"]
    assert not made["板"] & made["牌"]
    assert made["板"] | made["牌"] == {
        Path(file).name
        for file in opened(few.output / ZIP)
        if re.search("(印刷文件|转曲文件|雕刻切割|单位自印)/", file)
    }
    assert title_of(street["制作单.xlsx"]) == "制作单（街道办事处）"
    folder = "01-澄江区桃源街道民政工作站/"
    assert title_of(bureau[f"{folder}制作单.xlsx"]) == "制作单（区民政局）"
    items = [row[1] for row in rows(bureau["总制作单.xlsx"], "汇总") if row[1]]
    assert "科室牌" in items and not [item for item in items if item.startswith(("展板", "胸牌"))]


def test_without_anything_of_the_bureaus_it_has_no_zip(packed: Workspace) -> None:
    assert not (packed.output / DISTRICT_ZIP).exists()


def test_who_made_it_by_the_standard_is_the_default() -> None:
    design = sound().district.design
    assert {spec.made_by for spec in (design.plaques.plate, design.plaques.board, design.plaques.room)} == {"区民政局"}
    assert {design.board.made_by, design.badge.made_by} == {"街道办事处"}


def test_the_bureaus_zip_has_a_folder_a_station_and_the_sum_of_all(parted: Workspace) -> None:
    whole = opened(parted.output / DISTRICT_ZIP)
    assert [name for name in whole if "/" not in name] == [
        "总制作单.xlsx",
        "总制作单.pdf",
        "说明.txt",
        "SHA256SUMS.txt",
    ]
    ordered = [
        entry["order"]["quantity"]
        for entry in manifest(parted)["files"]
        if entry["kind"] == "plaque" and "order" in entry and "step" not in entry
    ]
    (total,) = [row for row in rows(whole["总制作单.xlsx"], "汇总") if row[1] == "合计"]
    assert total[-1] == sum(ordered)
    plates = [row for row in rows(whole["总制作单.xlsx"], "汇总") if row[1] == "科室牌"]
    asked = [str(row[0]) for row in rows(whole["总制作单.xlsx"], "汇总") if str(row[0]).startswith(("联系人", "电话"))]
    assert len(asked) == 2 and all(text.partition("：")[2] for text in asked), "whom to call stands on the sum, too"
    assert len(plates) == 1, "room plates that differ in their words only are one line"
    assert "总制作单" in text_of(whole["总制作单.pdf"])


def test_one_station_of_several_makes_no_district(copy: Workspace, run: Run) -> None:
    shutil.copy(copy.station, copy.station.with_name("second.yaml"))
    assert run("bundle", "taoyuan", "-q").code == 0
    assert not (copy.output / "district").exists()


# the order


def test_the_order_sheet_says_what_the_manifest_says(packed: Workspace, contents: dict) -> None:
    head, *below = rows(contents["制作单.xlsx"], "制作单")
    lines = [line for line in below if isinstance(line[0], int)]
    (total,) = [line for line in below if line[1] == "合计"]
    entries = {entry["file"]: entry for entry in manifest(packed)["files"]}
    heads = [entry for entry in entries.values() if "order" in entry and "step" not in entry]
    assert head[:8] == ["序号", "项目", "成品尺寸", "材料", "厚度", "工艺", "油墨（版）", "数量"]
    assert len(lines) == len(heads)
    for entry in heads:
        order = entry["order"]
        (line,) = [line for line in lines if f"印刷 {entry['file']} {entry['sha256'][:8]}" in str(line[10])]
        size = "\n".join(filter(None, (order["size"], *order["shape"].split(" / "))))
        assert line[1:4] == [order["item"], size, order["material"]]
        thick, *weighs = str(line[4]).splitlines()
        assert thick.replace(" ", "") == order["thickness"]
        assert weighs == ([f"约 {order['weight']:g} kg"] if "weight" in order else [])
        assert line[5:8] == [order["process"], "\n".join(order["inks"]), order["quantity"]]
        assert line[8:10] == ["\n".join(order["places"]), order["mounting"]]
    assert total[7] == sum(entry["order"]["quantity"] for entry in heads)
    assert all(isinstance(line[0], int) and isinstance(line[7], int) for line in lines)


def test_every_file_stands_in_the_workbook_with_its_whole_sum(contents: dict) -> None:
    _, *lines = rows(contents["制作单.xlsx"], "文件校验")
    assert {line[2]: line[6] for line in lines} == {
        name: hashlib.sha256(data).hexdigest() for name, data in contents.items() if "/" in name
    }


def test_derived_files_stand_with_what_they_were_made_of(signage: signage_set.Signage) -> None:
    (plate,) = [item for item in signage.items if item.parts[0].file == "plaque-plate.pdf"]
    assert [(part.use, part.file) for part in plate.parts] == [
        ("印刷", "plaque-plate.pdf"), ("转曲", "plaque-plate-outlined.pdf"),
        ("雕刻切割", "plaque-plate.dxf"), ("雕刻切割", "plaque-plate.svg"),
    ]  # fmt: skip
    cards = [item for item in signage.items if item.kind == "badge" and item.order]
    assert [part.file for item in cards for part in item.laid] == ["badges-a4.pdf", "staff-cards-a4.pdf"]


def test_the_cards_of_the_staff_are_ordered_beside_the_monitors_badges(
    contents: dict, signage: signage_set.Signage
) -> None:
    staff = sum(each.card for each in sound().station.staff)
    [(_, order)] = [each for each in signage.ordered if each[0].shown.file.startswith("staff-cards")]
    assert staff > 1 and (order.item, order.quantity, order.maker) == ("工作牌（工作人员）", staff, "街道办事处")
    assert {"印刷文件/staff-cards.pdf", "转曲文件/staff-cards-outlined.pdf", "单位自印/staff-cards-a4.pdf"} <= set(
        contents
    )
    assert "工作牌（工作人员）" in text_of(contents["制作单.pdf"])


def test_the_page_of_the_order_says_the_same(contents: dict, signage: signage_set.Signage) -> None:
    said = text_of(contents["制作单.pdf"])
    for item, order in signage.ordered:
        assert "".join(order.item.split()) in said
        assert all(part.short in said for part in item.parts)


def test_a_workbook_never_holds_a_formula() -> None:
    wild = ("=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x")', "\t=1")
    grid = Grid("表", "=题", "@注", ("=头", *wild[1:]), (wild, ("甲", 3, "乙", "丙", "丁", "戊")), (8,) * 6)
    data = workbook([grid], "题", "mzdocs", "2026-10-12")
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(data))["表"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}
    assert [cell.value for cell in cells if isinstance(cell.value, int)] == [3]
    assert not re.search(rb"<f>|<f ", zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml"))
    assert workbook([grid], "题", "mzdocs", "2026-10-12") == data


def test_the_workbook_prints_across_a4_with_its_head_on_every_page(contents: dict) -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(contents["制作单.xlsx"])).worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0), "one across is not written"
        assert sheet.freeze_panes == "A4" and sheet.print_title_rows == "$3:$3"


def test_a_second_reader_opens_the_workbook(contents: dict, tmp_path: Path) -> None:
    (tmp_path / "order.xlsx").write_bytes(contents["制作单.xlsx"])
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", tmp_path, tmp_path / "order.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    said = (tmp_path / "order.csv").read_text("utf-8")
    assert "门牌（横牌）" in said and "600×400 mm" in said and "plaque-plate-outlined.pdf" in said


# the proof sheet


def pictures_on(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
    """Left, top, width and height of every picture of every page, in mm, as the finished file has them."""
    pages = []
    with pdfium.PdfDocument(pdf) as view:
        for page in view:
            high = page.get_height()
            boxes = [each.get_bounds() for each in page.get_objects((pdfium.raw.FPDF_PAGEOBJ_IMAGE,))]
            pages.append([(MM * x, MM * (high - y2), MM * (x2 - x), MM * (y2 - y)) for x, y, x2, y2 in boxes])
    return pages


MM = 25.4 / 72


def near(size: tuple[float, float]) -> object:
    return pytest.approx(size, abs=0.05)


def signs_of(signage: signage_set.Signage) -> list[list[proof.ProofSign]]:
    return [list(sheet) for sheet in proof.proof_sheet(signage).fields["sheets"]]


def test_every_sign_stands_on_the_proof_with_scale_size_material_quantity_and_place(contents: dict, signage) -> None:
    said = text_of(contents["样稿.pdf"])
    for number, (_, order) in enumerate(signage.ordered, 1):
        each = order.item.startswith(("胸牌", "工作牌"))
        quantity = 1 if each else order.quantity
        assert "".join(f"第{number}项数量{quantity}".split()) in said
        for text in (
            order.item,
            str(order.size),
            order.material,
            order.process,
            *(() if each else (*order.places, order.mounting)),
        ):
            assert "".join(text.split()) in said
    pages = len(pdfium.PdfDocument(contents["样稿.pdf"]))
    for text in ("校对意见", "签字", "日期"):
        assert said.count(text) >= pages, "every page can be signed"
    assert "1∶3" in said and "1∶1（实际大小）" in said
    assert len([name for name in contents if re.fullmatch(r"样稿-[0-9]{2}\.png", name)]) == pages


def test_badges_are_at_their_real_size_both_sides_beside_each_other_several_a_page(contents: dict, signage) -> None:
    sheets = signs_of(signage)
    found = pictures_on(contents["样稿.pdf"])
    badges = [(n, sign) for n, sheet in enumerate(sheets) for sign in sheet if "第" in sign.name and sign.cut]
    ordered = sum(order.quantity for item, order in signage.ordered if item.kind == "badge")
    assert len(badges) == ordered and len({n for n, _ in badges}) <= -(-ordered // 4)
    for n in {n for n, _ in badges}:
        boxes = found[n]
        assert len(boxes) == 2 * len(sheets[n])
        for front, back in zip(boxes[::2], boxes[1::2], strict=True):
            assert front[2:] == near((85.6, 54)) and back[2:] == near((85.6, 54))
            assert front[1] == pytest.approx(back[1], abs=0.05) and back[0] > front[0] + 85.6
    assert {sign.factor for _, sign in badges} == {1}


def test_a_board_has_a_sheet_of_its_own_on_which_its_text_is_two_millimetres_high(contents: dict, signage) -> None:
    sheets, found = signs_of(signage), pictures_on(contents["样稿.pdf"])
    boards = [n for n, sheet in enumerate(sheets) if sheet[0].name.startswith("展板")]
    assert len(boards) == sum(order.item.startswith("展板") for _, order in signage.ordered) > 6
    for n in boards:
        (sign,), (box,) = sheets[n], found[n]
        assert box[2:] == near((200, 300)) and sign.factor == 3
        assert 1500 / 250 / sign.factor >= 2, "type that is read from 1.5 m is 6 mm high at least"


def test_picture_ruler_and_cut_outline_have_one_scale(signage: signage_set.Signage) -> None:
    for sign in (sign for sheet in signs_of(signage) for sign in sheet):
        real = sign.order.size if sign.cut else Size.parse("210×297 mm")
        assert all(abs(picture.size.width.mm * sign.factor - real.width.mm) < 1e-6 for picture in sign.pictures)
        assert abs(sign.ruler.length.mm * sign.factor - sign.ruler.shows) < 1e-6
        assert sign.small(sign.order.corner).mm * sign.factor == pytest.approx(sign.order.corner.mm)
        place = proof.IN_A_ROW if sign.in_row else proof.ALONE
        assert sum(picture.size.width.mm for picture in sign.pictures) <= place.width.mm
        assert sign.pictures[0].size.height <= place.height


def test_rows_end_above_the_line_to_sign(signage: signage_set.Signage) -> None:
    for sheet in signs_of(signage):
        assert len(sheet) == 1 or sum(sign.height.mm for sign in sheet) <= proof.ROWS.mm < 386 - 32


def test_artwork_is_clipped_to_its_rounded_corners(contents: dict, signage: signage_set.Signage) -> None:
    """The red of a room plate does not reach into the corner its cut takes off."""
    n, sheet = next((n, each) for n, each in enumerate(signs_of(signage)) if each[0].name.startswith("科室牌"))
    left, top, wide, high = pictures_on(contents["样稿.pdf"])[n][0]
    data = region(contents["样稿.pdf"], n, (mm(left).pt, mm(top).pt), (mm(wide).pt, mm(high).pt), 600)
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    corner = sheet[0].small(sheet[0].order.corner).mm / 25.4 * 600
    inside, outside = round(corner), round(corner * 0.08)
    assert picture.getpixel((2 * inside, picture.height - inside))[1] < 80, "red"
    assert min(picture.getpixel((outside, picture.height - 1 - outside))) > 200, "paper"


def test_two_things_at_least_stand_above_the_lines_to_sign(contents: dict, signage: signage_set.Signage) -> None:
    with pdfium.PdfDocument(contents["制作单.pdf"]) as view:
        last = "".join(view[len(view) - 1].get_textpage().get_text_bounded().split())
    two = ["".join(order.item.split()) for _, order in signage.ordered][-2:]
    assert all(item in last for item in (*two, *order_sheets.SIGNED))


# walls, holes, colours, pieces


def drawn(signage: signage_set.Signage) -> dict[str, drawings.Drawing]:
    return {drawing.name: drawing for drawing in drawings.drawings(signage)}


def test_a_wall_shows_which_board_hangs_where_to_scale(contents: dict, signage: signage_set.Signage) -> None:
    found = drawn(signage)
    assert [name for name in found if "立面" in name] == [
        "服务大厅 东墙立面", "服务大厅 北墙立面", "服务大厅 南墙立面", "服务大厅 西墙立面",
        "便民信息牌 安装立面图", "门牌（横牌） 安装立面图", "门牌（竖牌） 安装立面图", "科室牌 安装立面图",
    ]  # fmt: skip
    east = found["服务大厅 东墙立面"]
    assert east.scale == "1∶20"
    lefts = [shown.at[0] for shown in east.thumbnails]
    assert [b - a for a, b in pairwise(lefts)] == [pytest.approx((640 + 150) / 20)] * 3
    assert all(shown.at[2:] == pytest.approx((30, 45)) for shown in east.thumbnails)
    floor = next(stroke.at[1] for stroke in east.strokes if stroke.style == "floor")
    assert floor - (east.thumbnails[0].at[1] + 45) == pytest.approx((1100 + 20) / 20)
    said = [caption.text for caption in east.captions]
    first = next(n for n, (_, order) in enumerate(signage.ordered, 1) if order.item == "展板 工作制度")
    assert [text for text in said if "左起" in text] == [f"左起 {n + 1}　第 {first + n} 项" for n in range(4)]
    assert [said.count(size) for size in ("640", "150", "3010", "940", "1100", "2040")] == [4, 3, 1, 1, 1, 1]
    hanging = {order.hung.wall: 0 for _, order in signage.ordered if order.hung}
    for _, order in signage.ordered:
        if order.hung:
            hanging[order.hung.wall] += 1
    assert {wall: len(found[f"服务大厅 {wall}立面"].thumbnails) for wall in hanging} == hanging
    assert "间距和离地都量到边框外沿（框外 640×940 mm），框内可见 600×900 mm" in "".join(east.notes)
    (boxes, *_) = pictures_on(contents["图纸.pdf"])
    assert [box[2:] for box in boxes] == [near((30, 45))] * 4
    assert all(
        text in text_of(contents["图纸.pdf"]) for text in ("服务大厅东墙立面", "1∶20", "工作人员行为规范", "3010")
    )


def test_a_wall_without_gap_or_height_in_the_data_says_so(signage: signage_set.Signage) -> None:
    items = tuple(
        dataclasses.replace(item, order=dataclasses.replace(item.order, gap=None, lower_edge=None))
        if item.order
        else item
        for item in signage.items
    )
    east = drawn(dataclasses.replace(signage, items=items))["服务大厅 东墙立面"]
    assert "间距没有写在数据里" in "".join(east.notes) and "离地高度没有写在数据里" in "".join(east.notes)
    assert not {"150", "1100", "2040"} & {caption.text for caption in east.captions}


def test_a_wall_of_many_boards_keeps_its_numbers_and_names_them_below(signage: signage_set.Signage) -> None:
    board = next(item for item, order in signage.ordered if order.hung)
    many = tuple(
        dataclasses.replace(board, order=dataclasses.replace(board.order, hung=Hung("大厅", "东墙", n), item=f"展板 {'甲' * 20}"))
        for n in range(1, 15)
    )  # fmt: skip
    crowded = dataclasses.replace(signage, items=many)
    wall = drawn(crowded)["大厅 东墙立面"]
    said = [caption.text for caption in wall.captions]
    assert wall.scale == "1∶60" and "甲" * 20 not in said and "第 14 项" in said
    assert f"左起 14：第 14 项 {'甲' * 20}" in wall.notes[1]
    assert shop_papers.drawing_sheets(crowded).pages == 3, "the wall, the back of the boards, the colours"


def test_holes_are_drawn_to_scale_with_what_a_drill_is_set_by(contents: dict, signage: signage_set.Signage) -> None:
    plate = drawn(signage)["门牌（横牌） 外形和钻孔图"]
    (edge,) = [stroke.at for stroke in plate.strokes if stroke.shape == "rect"]
    holes = [stroke.at for stroke in plate.strokes if stroke.shape == "circle"]
    assert (edge[2] * plate.factor, edge[3] * plate.factor, edge[4] * plate.factor) == pytest.approx((600, 400, 6))
    middles = {(round((x - edge[0]) * plate.factor), round((y - edge[1]) * plate.factor)) for x, y, _ in holes}
    assert middles == {(30, 30), (570, 30), (30, 370), (570, 370)}
    assert [round(radius * plate.factor, 6) for _, _, radius in holes] == [3, 7] * 4, "each hole in its cap"
    said = {caption.text for caption in plate.captions}
    assert {"600", "400", "540", "340", "30", "4-φ6 通孔", "R6（四角）"} == said
    assert "4-φ6通孔" in text_of(contents["图纸.pdf"])
    assert "科室牌 外形图" in drawn(signage), "what is rounded alike is one drawing"


def test_the_cap_of_a_screw_is_drawn_where_the_data_say_how_wide_it_is(signage: signage_set.Signage) -> None:
    plaque = next(item for item in signage.items if item.order and item.order.item == "门牌（横牌）")
    others = [item for item in signage.items if item is not plaque]
    for cap, radii, said in ((mm(16), [8] * 4, "钉帽不大于 φ16"), (None, [], "各 30；孔口")):
        capped = dataclasses.replace(plaque.order, holes=Holes(mm(6), mm(30), cap))
        made = dataclasses.replace(signage, items=(dataclasses.replace(plaque, order=capped), *others))
        plate = drawn(made)["门牌（横牌） 外形和钻孔图"]
        hidden = [stroke.at[2] * plate.factor for stroke in plate.strokes if stroke.style == "hidden"]
        assert hidden == pytest.approx(radii) and said in plate.notes[1]


def test_colours_stand_with_their_inks_and_what_they_measure(contents: dict, signage: signage_set.Signage) -> None:
    targets = {target.use: target for target in colour_targets.colour_targets(signage)}
    primary = targets["主色（标题栏、编号）"]
    assert primary.inks == ("22", "100", "95", "16") and not primary.derived
    assert primary.lab == pytest.approx((37, 51, 31), abs=3)
    assert targets["金线"].named == "烫金" and targets["金色（四色印时）"].named == ""
    assert targets["正文黑"].lab == pytest.approx((16, 0, 0), abs=2), "ISO 12647-2: black on coated paper is L* 16"
    said = text_of(contents["图纸.pdf"])
    assert "#a51d24221009516" in said and "FOGRA39" in said and "ΔE00" in said
    assert "色卡上最接近的" not in said and "四色来历" not in said, "nothing would stand there"


def test_the_nearest_of_the_shops_card_is_said_to_be_nearest(signage: signage_set.Signage, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "themes" / "ours"
    folder.mkdir(parents=True)
    (folder / "palette.toml").write_text('[card]\n"红 12" = [36, 52, 30]\n"蓝 3" = [31, 2, -34]\n', "utf-8")
    ours = load.load_themes(load.Workspace(tmp_path))["ours"]
    targets = {t.use: t.nearest for t in colour_targets.colour_targets(dataclasses.replace(signage, theme=ours))}
    assert re.fullmatch(r"红 12（ΔE [01]\.[0-9]）", targets["主色（标题栏、编号）"])
    assert re.fullmatch(r"蓝 3（ΔE 0\.[0-9]）", targets["蓝（办理单位）"])
    assert {target.nearest for target in colour_targets.colour_targets(signage)} == {""}


def test_a_piece_of_each_large_design_is_printed_at_its_real_size(contents: dict, signage: signage_set.Signage) -> None:
    pages, made = pictures_on(contents["试印.pdf"]), pieces(signage)
    assert [box[2:] for (box,) in pages] == [near((p.printed.width.mm, p.printed.height.mm)) for p in made]
    assert {p.name.partition("　")[2]: p.turned for p in made} == {
        "便民信息牌": False, "门牌（横牌）": False, "门牌（竖牌）": False, "科室牌 民政服务窗口": True,
        "展板 工作制度": False, "展板 最低生活保障办理流程": False, "展板 保障标准公示": False,
    }  # fmt: skip
    upright, turned = [p for p in made if not p.turned], [p for p in made if p.turned]
    assert all(130 <= p.size.width.mm <= 180 for p in upright) and all(p.size.width.mm > 180 for p in turned)
    large = {item.template for item, order in signage.ordered if item.kind != "badge"}
    assert len(large) == len(made), "one piece a design"
    said = text_of(contents["试印.pdf"])
    assert all("".join(p.name.split()) in said for p in made)
    assert [f"视距{distance}米处" in said for distance in ("3", "10", "2", "1.5")] == [True] * 4
    articles = next(p for p in made if "工作制度" in p.name)
    board = next(item for item, order in signage.ordered if order.item == "展板 工作制度")
    corner, size = (articles.left.pt, articles.top.pt), (articles.size.width.pt, articles.size.height.pt)
    found = Image.open(io.BytesIO(region(board.shown.data, 0, corner, size, 72)))
    whole = Image.open(io.BytesIO(pictures(board.shown.data, (0,), round(mm(900).pt))[0]))
    left, top = round(corner[0]), round(corner[1])
    there = whole.crop((left, top, left + found.width, top + found.height)).convert("L")
    assert found.size == pytest.approx(size, abs=1.5)
    apart = ImageStat.Stat(ImageChops.difference(found.convert("L"), there)).mean[0]
    assert apart < 12, "the same piece, to a pixel's rounding"


def pieces(signage: signage_set.Signage) -> list[shop_papers.Piece]:
    trial = shop_papers.trial_sheets(signage)
    assert trial
    return list(trial.fields["pieces"])


def test_a_piece_holds_the_smallest_type_of_its_sign_and_cuts_no_line_of_a_board(signage: signage_set.Signage) -> None:
    shown = {f"制作单第 {n} 项　{order.item}": item for n, (item, order) in enumerate(signage.ordered, 1)}
    for made in pieces(signage):
        boxes = type_boxes(shown[made.name].parts[0].data)
        assert boxes, made.name
        left, top = made.left.pt, made.top.pt
        right, bottom = left + made.size.width.pt, top + made.size.height.pt
        least = min(box.size for box in boxes)
        within = [b for b in boxes if left <= b.left and b.right <= right and top <= b.top and b.bottom <= bottom]
        assert least in {box.size for box in within}, made.name
        seen = [b for b in boxes if left < b.left and b.right < right]
        if "展板" in made.name:
            assert not [b for b in seen if b.top < top < b.bottom or b.top < bottom < b.bottom], made.name


def test_a_piece_is_moved_to_where_it_cuts_no_letter() -> None:
    row = [TypeBox(x, y, x + 10, y + 10, 10) for y in range(20, 2000, 20) for x in range(100, 1600, 15)]
    small = [TypeBox(x, 2010, x + 4, 2014, 4) for x in range(900, 1000, 6)]
    sign = Size(mm(600), mm(900))
    corner, size = piece([*row, *small], sign, shop_papers.PIECE)
    left, top = corner.width.pt, corner.height.pt
    right, bottom = left + size.width.pt, top + size.height.pt
    assert top < 2010 and bottom > 2014 and left < 900 < right
    assert not [b for b in row if b.left < left < b.right or b.left < right < b.right or b.top < top < b.bottom]
    corner, size = piece([], sign, shop_papers.PIECE)
    assert (corner.width.mm, corner.height.mm) == (0, 0) and size.width.mm == pytest.approx(180)


def test_a_station_without_large_signs_has_no_trial(signage: signage_set.Signage) -> None:
    small = tuple(item for item in signage.items if item.kind == "badge")
    assert shop_papers.trial_sheets(dataclasses.replace(signage, items=small)) is None


# who orders, in which order


def test_boards_are_ordered_by_room_wall_and_place(many: Workspace) -> None:
    def items() -> list[str]:
        found = signage_set.signage(many.station, load.Workspace(many.root), many.output)
        return [order.item for _, order in found.ordered if order.item.startswith("展板")]

    before = items()
    assert before == [f"展板 {title}" for title in (
        "工作制度", "工作职责", "工作人员行为规范", "服务承诺", "最低生活保障办理流程", "特困人员救助供养办理流程", "临时救助办理流程",
        "保障标准公示", "人员岗位公示栏", "民政信息监督员公示", "残疾人两项补贴办理流程", "高龄津贴办理流程", "事实无人抚养儿童保障办理流程",
    )]  # fmt: skip
    spoil_manifest(lambda said: [
        entry["order"]["hung"].update(place=0) for entry in said["files"] if "行为规范" in entry["title"] and "order" in entry
    ])(many)  # fmt: skip
    assert items() == [before[2], before[0], before[1], *before[3:]]


def test_who_orders_stands_on_the_page_and_in_the_workbook_with_lines_to_sign(contents: dict) -> None:
    cells = [str(row[0]) for row in rows(contents["制作单.xlsx"], "制作单") if row[0]]
    for said in ("联系人：凌书平", "电话：0999-5550116", "交货（安装）地址：云川市澄江区", "交货日期："):
        assert [cell for cell in cells if cell.startswith(said)], said
    last = [cell for cell in rows(contents["制作单.xlsx"], "制作单")[-1] if cell]
    assert last == [f"{who}：" for who in order_sheets.SIGNED]
    said = text_of(contents["制作单.pdf"])
    assert all(text in said for text in ("凌书平", "0999-5550116", "委托单位（盖章）"))


def test_an_order_is_kept_and_read_back_whole() -> None:
    whole = Order(
        "门牌", Size.parse("600×400 mm"), "圆角", "钢", mm(1.2), "蚀刻", ("黑", "刀线"), "镜钉", 2, ("大门",),
        mm(6), Holes(mm(6), mm(30), mm(14)), mm(1600), mm(150), Hung("大厅", "东墙", 2, 1), Frame(mm(6), mm(20), "哑银"),
        HangPoints(2, mm(400), mm(10), Size.parse("60×12 mm"), down=True), mm(30), mm(100), 2.3, mm(10000), "区民政局",
    )  # fmt: skip
    points = HangPoints(1, mm(0), mm(10))
    less = dataclasses.replace(whole, holes=None, lower_edge=None, gap=None, hung=None, hangs_by=points)
    for order in (whole, less, dataclasses.replace(less, frame=None, hangs_by=None, weight=None, distance=None)):
        assert order_from(json.loads(json.dumps(order_values(order)))) == order


def test_a_zip_is_small_enough_to_send(packed: Workspace) -> None:
    assert (packed.output / ZIP).stat().st_size < 25_000_000


# what is made again

SUPPLEMENT = "taoyuan/bundle/taoyuan-supplement-1.zip"


def given(change: Callable[[dict], object], space: Workspace, whose: str = "taoyuan") -> None:
    """Let a shop have been handed something else before."""
    path = space.output / whose / "bundle" / MANIFEST
    said = json.loads(path.read_text("utf-8"))
    change(said["handed_over"]["taoyuan"]["files"])
    del said["seal"]
    path.write_bytes(sealed(said, 2))


def other_page(files: dict, name: str, page: int) -> None:
    files[name]["sha256"] = "0" * 64
    files[name]["page_hashes"][page - 1] = "00000000"


def test_the_manifest_of_a_bundle_keeps_what_the_shop_has(packed: Workspace) -> None:
    told = json.loads((packed.output / "taoyuan" / "bundle" / MANIFEST).read_text("utf-8"))["handed_over"]["taoyuan"]
    listed = {entry["file"]: entry for entry in manifest(packed)["files"]}
    assert {name: one["sha256"] for name, one in told["files"].items()} == {
        name: entry["sha256"] for name, entry in listed.items()
    }
    assert told["files"]["badges.pdf"]["cards"] == listed["badges.pdf"]["cards"]
    assert told["files"]["badges.pdf"]["page_hashes"] == listed["badges.pdf"]["page_hashes"]


def test_where_nothing_changed_nothing_is_packed(copy: Workspace, run: Run) -> None:
    before = listing(copy.output)
    ended = run("bundle", "--changed")
    assert (ended.code, "没有要补做的" in ended.out) == (0, True)
    assert listing(copy.output) == before


def test_who_was_handed_nothing_is_told_what_to_do(copy: Workspace, run: Run) -> None:
    before = listing(copy.output)
    shutil.rmtree(copy.output / "taoyuan" / "bundle")
    told = run("bundle", "--changed").only("MZ7404")
    assert told.location == "taoyuan/bundle" and "不带 --changed" in told.remedy
    assert listing(copy.output) == {name: sum for name, sum in before.items() if "/bundle" not in name}


def test_a_bundle_in_memory_is_the_one_that_is_delivered_and_hands_nothing_over(copy: Workspace) -> None:
    space, before = load.Workspace(copy.root), listing(copy.root)
    assert bundle.bundle_bytes("taoyuan", space, space.output) == (copy.output / ZIP).read_bytes()
    assert bundle.made_again("taoyuan", space, space.output) == ()
    assert listing(copy.root) == before
    given(lambda files: other_page(files, "badges.pdf", 1), copy)
    assert bundle.made_again("taoyuan", space, space.output)[:1] == ("胸牌（民政信息监督员）",)
    spoil_manifest(_all_the_bureaus)(copy)
    with pytest.raises(Stopped) as found:
        bundle.bundle_bytes("taoyuan", space, space.output)
    assert [each.code for each in found.value.problems] == ["MZ7931"]
    replace(copy.station, "邮编: ", "邮编:  ")
    for asked in (bundle.bundle_bytes, bundle.made_again):
        with pytest.raises(Stopped) as found:
            asked("taoyuan", space, space.output)
        assert [each.code for each in found.value.problems] == ["MZ7402"]


def _all_the_bureaus(said: dict) -> None:
    for entry in said["files"]:
        entry.get("order", {}).update(maker="区民政局")


def test_only_what_changed_is_packed_and_ordered(many: Workspace, run: Run) -> None:
    def before(files: dict) -> None:
        other_page(files, "badges.pdf", 4)
        other_page(files, "badges-outlined.pdf", 4)
        del files["board-fu-wu-cheng-nuo.pdf"], files["board-fu-wu-cheng-nuo-outlined.pdf"]
        files["notice-staff.pdf"]["order"]["material"] = "纸"
        files["board-old.pdf"] = {
            **files["notice-staff.pdf"],
            "order": {**files["notice-staff.pdf"]["order"], "item": "展板 旧的"},
        }

    given(before, many)
    numbers = json.loads(json.dumps(manifest(many)["files"]))
    second = next(entry for entry in numbers if entry["file"] == "badges.pdf")["cards"][1]
    assert run("bundle", "--changed", "-q").code == 0
    again = opened(many.output / SUPPLEMENT)
    printed = {name for name in again if name.startswith("印刷文件/")}
    assert printed == {f"印刷文件/{name}.pdf" for name in ("badges", "board-fu-wu-cheng-nuo", "notice-staff")}
    lines = [line for line in rows(again["制作单.xlsx"], "制作单") if isinstance(line[0], int)]
    assert {(line[1], line[7]) for line in lines} == {
        ("展板 服务承诺", 1), ("展板 人员岗位公示栏", 1), ("胸牌（民政信息监督员）", 1),
    }  # fmt: skip
    assert str(title_of(again["制作单.xlsx"])).startswith("补做制作单")
    for said in (text_of(again["制作单.pdf"]), again["说明.txt"].decode("utf-8-sig")):
        said = "".join(said.split())
        assert "补做单：只做本单列出的" in said and f"换新，旧的收回：{second}" in said
        assert "撤下，不再做：展板旧的（board-old.pdf）" in said
    assert f"补做{second}：文件第3–4页" in text_of(again["制作单.pdf"])
    assert "第1次补做单" in text_of(again["制作单.pdf"]) and "自印用拼版" not in text_of(again["制作单.pdf"])
    proofs = text_of(again["样稿.pdf"])
    assert "拼版" not in proofs, "who signs for one card does not sign for all"
    assert "第2张，共16张" in proofs and "第1张，共16张" not in proofs and "工作制度" not in proofs
    drawn_again = text_of(again["图纸.pdf"])
    assert "东墙立面" in drawn_again and "科室牌安装" not in drawn_again and "北墙立面" not in drawn_again
    assert {line.split("  ")[1] for line in again["SHA256SUMS.txt"].decode().splitlines()} == {*again} - {
        "SHA256SUMS.txt"
    }
    assert run("bundle", "--changed").out.count("没有要补做的") == 1, "it was handed over now"


def test_what_is_only_withdrawn_or_hung_elsewhere_is_said_without_a_file_to_print(copy: Workspace, run: Run) -> None:
    def before(files: dict) -> None:
        files["board-old.pdf"] = {**files["notice-staff.pdf"], "cards": ["990103-001-001-09"]}
        files["notice-staff.pdf"]["order"]["places"] = ["门厅"]

    given(before, copy)
    assert run("bundle", "--changed", "-q").code == 0
    again = opened(copy.output / SUPPLEMENT)
    assert {*again} == {"制作单.xlsx", "制作单.pdf", "说明.txt", "SHA256SUMS.txt"}
    said = text_of(again["制作单.pdf"])
    assert "收回：990103-001-001-09" in said and "不重做，安装有改动：门厅→" in said


def test_of_cards_the_sheets_to_print_are_said_and_each_supplement_has_a_number(copy: Workspace, run: Run) -> None:
    def before(files: dict) -> None:
        other_page(files, "badges.pdf", 4)
        other_page(files, "badges-a4.pdf", 1)
        other_page(files, "badges-a4.pdf", 2)

    for number in (1, 2):
        given(before, copy)
        assert run("bundle", "--changed", "-q").code == 0
        made = copy.output / "taoyuan" / "bundle" / f"taoyuan-supplement-{number}.zip"
        again = opened(made)
        for said in (text_of(again["制作单.pdf"]), again["说明.txt"].decode("utf-8-sig")):
            assert f"第{number}次补做单" in said.replace(" ", "")
        assert "自印用拼版第1、2页" in text_of(again["制作单.pdf"])
        assert "门牌、展板、胸牌补做文件" in again["说明.txt"].decode("utf-8-sig")
    assert run("bundle", "-q").code == 0
    given(before, copy)
    assert run("bundle", "--changed", "-q").code == 0
    assert (copy.output / SUPPLEMENT).exists(), "after a whole bundle they are counted anew"


def test_of_boards_made_again_no_distance_to_each_other_is_drawn(signage: signage_set.Signage) -> None:
    east = drawn(dataclasses.replace(signage, notes=("第 1 次补做单",)))["服务大厅 东墙立面"]
    said = [caption.text for caption in east.captions]
    assert not {"150", "3010"} & {*said} and said.count("640") == 4
    assert "挂回原处" in "".join(east.notes) and "左右居中" not in "".join(east.notes)


def test_of_the_bureaus_plaques_only_those_that_changed_are_packed(split: Workspace, run: Run) -> None:
    def before(files: dict) -> None:
        for name in ("info-plate.pdf", "info-plate-outlined.pdf"):
            other_page(files, name, 1)
        files["plaque-old.pdf"] = {
            **files["info-plate.pdf"],
            "order": {**files["info-plate.pdf"]["order"], "item": "旧牌"},
        }

    given(before, split, "district")
    assert run("bundle", "--changed", "-q").code == 0
    assert not (split.output / SUPPLEMENT).exists(), "of the street nothing changed"
    again = opened(split.output / "district" / "bundle" / "district-supplement-1.zip")
    (folder,) = {
        name.partition("/")[0]
        for name in opened(split.output / "district" / "bundle" / "district-supplement-1.zip")
        if "/" in name
    }
    assert folder.startswith("01-")
    assert {name for name in again if "文件/" in name} == {
        f"{folder}/印刷文件/info-plate.pdf", f"{folder}/转曲文件/info-plate-outlined.pdf",
    }  # fmt: skip
    (total,) = [row for row in rows(again["总制作单.xlsx"], "汇总") if row[1] == "合计"]
    assert total[-1] == 1
    for said in (
        text_of(again["总制作单.pdf"]), again["说明.txt"].decode("utf-8-sig"),
        str(openpyxl.load_workbook(io.BytesIO(again["总制作单.xlsx"]))["汇总"]["A2"].value),
    ):  # fmt: skip
        said = said.replace(" ", "")
        assert "第1次补做单" in said and "撤下，不再做：旧牌（plaque-old.pdf）" in said
    assert run("bundle", "--changed").out.count("没有要补做的") == 1, "it was handed over now"


def test_a_stations_folder_has_the_name_it_had_and_its_notes_bear_its_name(signage: signage_set.Signage) -> None:
    told = ("第 2 次补做单：甲。", "撤下：乙。")
    second, third = (dataclasses.replace(signage, slug=name, station=f"{name}站", notes=told) for name in "bc")
    files = bundle.district_files([second, third], {"b": {"x": b""}, "c": {"x": b""}}, ["a", "b", "c"])
    assert [name for name in files if name.endswith("/x")] == ["02-b站/x", "03-c站/x"]
    assert order_sheets.notes_of([second, third]) == ("第 2 次补做单：甲。", "b站：撤下：乙。", "c站：撤下：乙。")


# nothing private


def readable(name: str, data: bytes) -> str:
    """All text a file of the zip holds, whatever its form."""
    if name.endswith(".pdf"):
        return text_of(data) + data.decode("latin-1")
    if name.endswith(".xlsx"):
        return "".join(part.decode("utf-8", "replace") for part in opened_bytes(data))
    return data.decode("utf-8", "replace")


def opened_bytes(data: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield from (package.read(name) for name in package.namelist())


def test_no_household_is_in_any_file(packed: Workspace, contents: dict) -> None:
    lines = packed.table.read_text("utf-8").splitlines()[1:]
    secrets = {cell for line in lines for cell in (line.split(",")[0], line.split(",")[1], line.split(",")[2])}
    head = packed.table.read_text("utf-8-sig").splitlines()[0].split(",")
    secrets |= {line.split(",")[head.index("文号")] for line in lines} - {""}
    assert len(secrets) > 3 * len(lines)
    for name, data in contents.items():
        said = name + readable(name, data)
        assert not [number for number, secret in enumerate(sorted(secrets)) if secret in said], name


WATCH = """
import sys
opened = []
sys.addaudithook(lambda event, facts: opened.append(str(facts[0])) if event in ("open", "os.listdir", "os.scandir") else None)
from mzdocs.cli import main
code = main(["bundle", "-q"])
wrong = [path for path in opened if "-clients" in path or "/archive" in path or "/reports" in path or "photos" in path]
inside = [path for path in opened if path.startswith(sys.argv[1])]
print(code, len(inside), [path for path in wrong if path in inside])
"""


def test_client_files_archive_and_reports_are_never_opened(copy: Workspace) -> None:
    for name in ("archive", "reports"):
        (copy.output / "taoyuan" / name).mkdir(exist_ok=True)
        (copy.output / "taoyuan" / name / "private.pdf").write_bytes(b"%PDF private")
    done = subprocess.run([sys.executable, "-c", WATCH, copy.root], cwd=copy.root, capture_output=True, text=True)
    code, seen, wrong = done.stdout.strip().split(" ", 2)
    assert (code, wrong) == ("0", "[]"), done.stderr
    assert int(seen) > 20, "the hook saw the files that were read"


def test_what_only_lies_in_the_folder_does_not_get_in(copy: Workspace, run: Run) -> None:
    (copy.output / "taoyuan" / "signage" / "clients.pdf").write_bytes(b"private")
    assert run("bundle", "-q").code == 0
    assert not [name for name in opened(copy.output / ZIP) if "clients" in name]


# what stops it


def spoil_manifest(change: Callable[[dict], object]) -> Callable[[Workspace], None]:
    def spoil(space: Workspace) -> None:
        said = manifest(space)
        change(said)
        del said["seal"]
        (space.output / "taoyuan" / "signage" / MANIFEST).write_bytes(sealed(said, 2))

    return spoil


def in_signage(name: str, act: Callable[[Path], object]) -> Callable[[Workspace], None]:
    return lambda space: act(space.output / "taoyuan" / "signage" / name) and None


def link_out(path: Path) -> None:
    shutil.move(path, path.parent.parent / "elsewhere.pdf")
    path.symlink_to(path.parent.parent / "elsewhere.pdf")


STOPS = {
    "nothing is built": (lambda space: shutil.rmtree(space.output / "taoyuan" / "signage"), "MZ7401", Exit.VERIFY),
    "the station changed": (lambda space: replace(space.station, "邮编: '990103'", "邮编: '990104'"), "MZ7402", Exit.VERIFY),
    "the district changed": (lambda space: space.district.write_text(space.district.read_text("utf-8") + "\n", "utf-8"), "MZ7402", Exit.VERIFY),
    "the data were never told": (lambda space: (space.output / "taoyuan" / RECORD).unlink(), "MZ7402", Exit.VERIFY),
    "a file changed": (in_signage("plaque-plate.pdf", lambda path: path.write_bytes(path.read_bytes() + b" ")), "MZ7003", Exit.VERIFY),
    "a file is gone": (in_signage("badges.pdf", Path.unlink), "MZ7003", Exit.VERIFY),
    "a file is a link": (in_signage("badges.pdf", link_out), "MZ7403", Exit.VERIFY),
    "the manifest is torn": (in_signage(MANIFEST, lambda path: path.write_bytes(path.read_bytes()[:900])), "MZ7003", Exit.VERIFY),
    "the manifest is a list": (in_signage(MANIFEST, lambda path: path.write_text("[]")), "MZ7003", Exit.VERIFY),
    "an entry of another kind": (spoil_manifest(lambda said: said["files"][0].update(kind="archive")), "MZ7403", Exit.VERIFY),
    "an entry of another form": (spoil_manifest(lambda said: said["files"][0].update(file="x.docx")), "MZ7403", Exit.VERIFY),
    "an entry that leads out": (spoil_manifest(lambda said: said["files"][0].update(file="../archive/x.pdf")), "MZ7003", Exit.VERIFY),
    "an entry without an order's word": (spoil_manifest(lambda said: next(e for e in said["files"] if "order" in e and "step" not in e)["order"].pop("material")), "MZ7003", Exit.VERIFY),
    "files made of each other": (spoil_manifest(lambda said: [e.update(made_from="badges.pdf", step="outlined") for e in said["files"] if e["file"] == "badges.pdf"]), "MZ7003", Exit.VERIFY),
    "a station has the district's name": (lambda space: space.station.rename(space.station.with_name("district.yaml")), "MZ1312", Exit.DATA),
}  # fmt: skip


@pytest.mark.parametrize("name", STOPS)
def test_what_stops_a_hand_over(name: str, copy: Workspace, run: Run) -> None:
    spoil, code, exit = STOPS[name]
    spoil(copy)
    before = listing(copy.output)
    ended = run("bundle")
    assert ended.code == exit, ended.said
    assert code in ended.codes, ended.said
    assert listing(copy.output) == before, "what was there before is unchanged"


def test_one_station_that_stops_stops_all(copy: Workspace, run: Run) -> None:
    shutil.copy(copy.station, copy.station.with_name("second.yaml"))
    before = listing(copy.output)
    assert run("bundle").only("MZ7401").location == "second/signage"
    assert listing(copy.output) == before


def test_a_failure_on_the_way_leaves_nothing(split: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "district_files", lambda *_: 1 / 0)
    before = listing(split.output)
    with pytest.raises(ZeroDivisionError):
        bundle.bundle_all([split.station], load.Workspace(split.root), split.output)
    assert listing(split.output) == before


# the command


def test_the_command_tells_each_zip(copy: Workspace, run: Run) -> None:
    ended = run("bundle", "--json")
    told = json.loads(ended.out)
    assert [each["zip"] for each in told["bundles"]] == [f"output/{ZIP}"]
    assert told["bundles"][0]["bytes"] == (copy.output / ZIP).stat().st_size
    said = run("bundle", "taoyuan")
    assert f"output/{ZIP}" in said.out and "共 1 个 zip" in said.out


def test_another_output_folder_is_read_and_written(copy: Workspace, run: Run) -> None:
    copy.output.rename(copy.root / "out")
    assert run("bundle", "--output", "out", "-q").code == 0
    assert not (copy.output / "taoyuan").exists()


def test_order_sheets_name_families_of_signs() -> None:
    assert [order_sheets.family(item) for item in ("展板 工作制度", "门牌（横牌）")] == ["展板", "门牌（横牌）"]


def test_one_kind_made_anew_does_not_make_the_others_of_today(copy: Workspace, run) -> None:
    """Boards that bear yesterday's telephone do not go to the shop because the plaques were made again."""
    workspaces.replace(copy.station, "邮编: '990103'", "邮编: '990104'")
    assert run("build-signage", "--only", "plaque", "-q").code == 0
    assert run("bundle", "-q").only("MZ7402").location == "taoyuan/signage"
    assert run("build-signage", "-q").code == 0
    assert run("bundle", "-q").code == 0
