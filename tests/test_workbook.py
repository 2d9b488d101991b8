"""A data file as a workbook: read, written, converted, marked, without a word lost or changed."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from mzdocs import load
from mzdocs.build.reprint_files import JSON_FILE
from mzdocs.core.problems import Location, Problem, Stopped, errors
from mzdocs.load.conversion import converted
from mzdocs.load.workbook import open_book
from mzdocs.load.workbook.book_edits import BookEdits, edited_book
from mzdocs.load.workbook.book_layout import PartField, PartSheet, part_sheets
from mzdocs.load.workbook.book_looks import comment_on
from mzdocs.load.workbook.book_marking import marked
from mzdocs.load.workbook.book_reading import tree_of_book
from mzdocs.load.workbook.book_writing import BookContent, book_bytes
from mzdocs.load.workbook.cell_values import cell_of, words_of
from mzdocs.load.yaml_text import yamlfile
from mzdocs.model.client_files import NotRead
from mzdocs.model.district import District
from mzdocs.model.station import Station

from .workbooks import NAME, as_book, column_of, district_as_book, edit, row_of
from .workspaces import DATA, Ended, Workspace, line_of, people, replace

Run = Callable[..., Ended]
FILES = sorted((DATA / "stations").glob("*.yaml"))


def back(raw: bytes, model: type[Station] | type[District] = Station) -> tuple[dict[str, Any], list[Problem]]:
    tree, told = tree_of_book(open_book(raw, "a.xlsx"), model)
    return tree.root, told


# ── what is written reads as it was ──


@pytest.mark.parametrize("path", [*FILES, DATA / "district.yaml"], ids=lambda path: path.stem)
def test_every_sample_comes_back_from_a_workbook_whole(path: Path) -> None:
    model = District if path.stem == "district" else Station
    root = yamlfile.read(path.read_bytes(), path.name)[0].root
    assert back(book_bytes(BookContent(model, root)), model) == (root, [])


def test_the_same_facts_make_the_same_bytes() -> None:
    root = yamlfile.read(FILES[0].read_bytes(), "a.yaml")[0].root
    assert book_bytes(BookContent(Station, root)) == book_bytes(BookContent(Station, root))


_ANY = some.text(some.sampled_from("桃源、，；001a=+-@'\"#·（）[]{}<&> 𠮷É"), min_size=1, max_size=12)
_WORDS = _ANY.map(str.strip).filter(lambda text: text and text not in ("[]", "{}") and not text.startswith("mzdocs "))
_VALUES = {
    "number": some.integers(0, 10**12).map(str),
    "date": some.dates(date(1950, 1, 1)).map(str),
    "yes": some.sampled_from("是否"),
    "clock": some.times().map(lambda at: f"{at:%H:%M}"),
    "text": _WORDS,
}


def _value(field: PartField) -> some.SearchStrategy[Any]:
    one = some.sampled_from(field.choices) if field.choices else _VALUES[field.kind]
    return some.lists(one, max_size=3) if field.many else one


def _put(root: dict[str, Any], keys: tuple[str, ...], value: object) -> None:
    for key in keys[:-1]:
        root = root.setdefault(key, {})
    root[keys[-1]] = value


@some.composite
def trees(draw: some.DrawFn, model: type[Station] | type[District]) -> dict[str, Any]:
    """A tree of the model's shape, whatever its values say."""
    root: dict[str, Any] = {}
    nodes: dict[PartSheet, list[dict[str, Any]]] = {}
    parts = draw(some.sets(some.sampled_from(part_sheets(model)), min_size=1, max_size=6))
    for part in part_sheets(model):
        if part not in parts or any(parent not in nodes for parent in part.parents):
            continue
        above = nodes[part.parents[-1]] if part.parents else [root]
        start = len(part.parents[-1].steps) if part.parents else 0
        nodes[part] = []
        for node in above:
            for _ in range(draw(some.integers(0, 3)) if part.is_table else 1):
                made: dict[str, Any] = {}
                wanted = [part.entry_name, *draw(some.sets(some.sampled_from(part.fields), max_size=4))]
                for field in wanted:
                    if not (field.many and field == part.entry_name):
                        _put(made, field.keys, draw(_value(field)))
                nodes[part].append(made)
                _hang(node, part, start, made)
    return root


def _hang(node: dict[str, Any], part: PartSheet, start: int, made: dict[str, Any]) -> None:
    steps = part.steps[start:]
    for key, _ in steps[:-1] if part.is_table else steps:
        node = node.setdefault(key, {})
    if part.is_table:
        node.setdefault(steps[-1][0], []).append(made)
    else:
        node.update(made)


@pytest.mark.parametrize("model", [Station, District])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=some.data())
def test_any_tree_comes_back_from_a_workbook(model: type[Station], data: some.DataObject) -> None:
    root = data.draw(trees(model))
    found, told = back(book_bytes(BookContent(model, root)), model)
    assert (found, errors(told)) == (root, [])


@given(words=some.lists(_WORDS, max_size=4), in_lines=some.booleans())
def test_words_of_one_cell_come_apart_as_they_were(words: list[str], in_lines: bool) -> None:
    assert words_of(cell_of(words, in_lines), in_lines) == words


@pytest.mark.parametrize("text", ["20、25、27", "20，25，27", "20,25,27", "20；25；27", "20\n25\n27", "20、 25、27、"])
def test_numbers_of_one_cell_may_be_parted_as_people_part_them(text: str) -> None:
    assert words_of(text, False) == ["20", "25", "27"]


# ── convert ──


def test_yaml_to_workbook_and_back_loses_no_fact_and_no_comment(sample: Workspace, run: Run) -> None:
    before = yamlfile.read(sample.station.read_bytes(), "a")[0].root
    comments = re.findall("# ── (.*) ──", sample.station.read_text("utf-8"))
    there = run("convert", str(sample.station), "a.xlsx")
    assert (there.code, there.codes) == (0, ["MZ7194"])
    assert run("convert", "a.xlsx", "b.yaml").code == 0
    text = (sample.root / "b.yaml").read_text("utf-8")
    assert yamlfile.read(text.encode(), "b")[0].root == before
    assert sorted(re.findall("# ── (.*) ──", text)) == sorted(comments)
    assert '街道代码: "001"' in text or "街道代码: '001'" in text
    assert line_of(sample.root / "b.yaml", "── 办公场所和经费") == line_of(sample.root / "b.yaml", "场所:") - 1


def test_convert_overwrites_nothing_and_converts_nothing_with_errors(sample: Workspace, run: Run) -> None:
    (sample.root / "a.xlsx").write_bytes(b"mine")
    assert run("convert", str(sample.station), "a.xlsx").only("MZ7531")
    assert (sample.root / "a.xlsx").read_bytes() == b"mine"
    assert run("convert", str(sample.station), "b.csv").only("MZ7195")
    replace(sample.station, "邮编: 990103", "邮编: 99010")
    assert run("convert", str(sample.station), "c.xlsx").only("MZ1112")
    assert not (sample.root / "c.xlsx").exists()


def test_what_no_cell_can_hold_is_refused_by_name(sample: Workspace, tmp_path: Path) -> None:
    replace(sample.station, "分工: 主持工作站全面工作", '分工: "[]"')
    assert converted(sample.station, "a.yaml", tmp_path / "a.xlsx").data
    replace(sample.station, "位置: 一楼服务大厅及相邻办公用房", '位置: "mzdocs 检查"')
    assert converted(sample.station, "a.yaml", tmp_path / "a.xlsx").data
    replace(sample.station, "便民设施: [座椅, 饮水机", '便民设施: ["[]"')
    replace(sample.station, ", 老花镜, 书写台, 无障碍通道]", "]")
    with pytest.raises(Stopped) as stopped:
        converted(sample.station, "a.yaml", tmp_path / "a.xlsx")
    (problem,) = stopped.value.problems
    assert (problem.code, "场所" in problem.message()) == ("MZ7193", True)


# ── a workspace of workbooks ──


def test_check_says_the_same_of_a_workbook_as_of_the_yaml(sample: Workspace, run: Run) -> None:
    replace(sample.station, "人口: 6120", "人口: 612")
    replace(
        sample.station,
        "姓名: 姚少峰, 周期: 2026年度, 得分: [20, 24, 30",
        "姓名: 姚少峰, 周期: 2026年度, 得分: [20, 24, 300",
    )
    before = [(each.code, each.message) for each in run("check").told]
    as_book(sample)
    district_as_book(sample)
    ended = run("check")
    assert [(each.code, each.message) for each in ended.told] == before
    assert {each.location.split(" ")[0] for each in ended.told} <= {NAME, "data/district.xlsx"}


@pytest.mark.parametrize("name", ["taoyuan", NAME, "桃源街道"])
def test_a_station_of_a_workbook_is_called_as_any(sample: Workspace, run: Run, name: str) -> None:
    as_book(sample)
    ended = run("check", name)
    assert ended.code == 0, ended.said
    assert "检查了 1 个工作站" in ended.out


def test_real_numbers_days_and_times_are_read_as_what_they_are(sample: Workspace) -> None:
    path = as_book(sample)
    before = back(path.read_bytes())[0]

    def typed(book: Any) -> None:
        book["社区"]["D3"] = 6120
        book["社区·监督员"]["F3"] = date(2026, 10, 15)
        book["社区·监督员"]["F3"].number_format = 'yyyy"年"m"月"d"日"'
        book["自查·评分"].cell(6, column_of(book["自查·评分"], "得分")).value = 2.5
        book["值班·安排"].cell(3, column_of(book["值班·安排"], "止")).value = time(17, 0)

    edit(path, typed)
    assert back(path.read_bytes()) == (before, [])


def test_columns_are_found_by_their_names_in_any_order_and_without_the_hidden_row(sample: Workspace) -> None:
    path = as_book(sample)
    before = back(path.read_bytes())[0]

    def by_hand(book: Any) -> None:
        sheet = book["社区"]
        rows = [[cell.value for cell in row[:4]][::-1] for row in sheet.iter_rows(min_row=2, max_row=12)]
        del book["社区"]
        own = book.create_sheet(" 社区 ".strip())
        for row in rows:
            own.append([None, *row])

    edit(path, by_hand)
    assert back(path.read_bytes()) == (before, [])


def test_a_sheet_of_pairs_may_be_typed_by_hand(sample: Workspace) -> None:
    path = as_book(sample)
    before = back(path.read_bytes())[0]

    def by_hand(book: Any) -> None:
        rows = [(row[1].value, row[2].value) for row in book["检查"].iter_rows(min_row=2) if row[2].value]
        del book["检查"]
        own = book.create_sheet("检查")
        for label, value in reversed(rows):
            own.append([label.replace("·", "").rstrip("*"), value])

    edit(path, by_hand)
    found, told = back(path.read_bytes())
    assert (found, told) == (before, [])


def test_a_build_knows_a_changed_workbook_and_says_which_fact_changed(sample: Workspace, run: Run) -> None:
    path = as_book(sample)
    assert run("build-signage", "--only", "plaque", "-j", "1", "-q").code == 0
    assert "没有变化" in run("build-signage", "--only", "plaque", "-j", "1").out
    edit(path, lambda book: book["科室牌"].__setitem__("A3", "民政服务大厅窗口"))
    assert "民政服务大厅窗口" in run("build-signage", "--only", "plaque", "-j", "1", "--dry-run").out
    assert run("build-signage", "--only", "plaque", "-j", "1", "-q").code == 0
    changed = json.loads((sample.output / "taoyuan" / JSON_FILE).read_text("utf-8"))
    assert "科室牌[1].名称" in json.dumps(changed, ensure_ascii=False)


def test_what_excel_leaves_beside_an_open_workbook_and_marked_copies_are_no_stations(
    sample: Workspace, run: Run
) -> None:
    path = as_book(sample)
    (path.parent / "~$taoyuan.xlsx").write_bytes(b"lock")
    shutil.copy(path, path.parent / "taoyuan-clients-2025.xlsx")
    edit(path.parent / "taoyuan-clients-2025.xlsx", lambda book: book.create_sheet("检查结果"))
    assert "检查了 1 个工作站" in run("check").out


# ── template ──


def test_a_template_is_empty_closed_where_it_must_be_and_open_for_pasting(sample: Workspace, run: Run) -> None:
    assert run("template", "shiqiao").code == 0
    raw = (sample.root / "shiqiao.xlsx").read_bytes()
    assert back(raw) == ({}, [])
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert {part.name for part in part_sheets(Station)} <= set(book.sheetnames)
    assert {"客户档案", "户内材料", "管理文件"} <= set(book.sheetnames)
    sheet = book["社区·监督员"]
    assert sheet.protection.sheet
    assert [sheet[cell].protection.locked for cell in ("A2", "A3")] == [True, False]
    assert sheet["A3"].number_format == "@"
    normal = re.search(b"<cellXfs[^>]*><xf (.*?)</xf>", zipfile.ZipFile(io.BytesIO(raw)).read("xl/styles.xml"))
    assert normal
    assert b'numFmtId="49"' in normal[1]
    assert b'locked="0"' in normal[1]
    assert sheet.row_dimensions[1].hidden
    assert sheet.freeze_panes == "C3"
    assert {"起" in str(cell.value) for cell in sheet[2]} == {True, False}
    assert all(cell.comment for cell in sheet[2] if cell.value)
    assert book["选项"].sheet_state == "hidden"


def test_every_choice_has_a_list_to_choose_from() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_bytes(BookContent(Station))))
    for part in part_sheets(Station):
        rules = book[part.name].data_validations.dataValidation
        lists = [rule for rule in rules if str(rule.formula1).startswith("选项")]
        assert len(lists) == sum(bool(field.choices) and not field.many for field in part.fields), part.name
        for rule in lists:
            target = book.defined_names[rule.formula1].attr_text
            cells = next(iter(book.defined_names[rule.formula1].destinations))
            words = [cell[0].value for cell in book[cells[0]][cells[1]]] if ":" in cells[1] else []
            assert set(words) <= {word for field in part.fields for word in field.choices}, target


def test_parts_the_district_has_locked_are_closed(sample: Workspace, run: Run) -> None:
    assert run("template", "shiqiao").code == 0
    sheet = openpyxl.load_workbook(sample.root / "shiqiao.xlsx")["设计"]
    locked = {sheet.cell(row, 2).value: sheet.cell(row, 3).protection.locked for row in range(2, sheet.max_row + 1)}
    parts = set(yamlfile.read(sample.district.read_bytes(), "d")[0].root["设计"]["锁定"])
    assert parts
    assert {label.split("·")[0] for label, closed in locked.items() if closed} == parts & {
        "主题",
        "门牌",
        "展板",
        "胸牌",
    }


def test_what_is_needed_only_with_its_group_says_so() -> None:
    """`没有就空着` on a cell that `check` then misses would be a wrong promise."""
    sheets = {part.name: {each.label: each for each in part.fields} for part in part_sheets(Station)}
    place, left = sheets["基本情况"]["场所·位置"], sheets["社区·监督员"]["离任·日期"]
    assert [comment_on(each)[0].split("\n")[1] for each in (place, left)] == [
        "填了“场所”的其他项，这一项也要填。",
        "填了“离任”的其他项，这一项也要填。",
    ]
    assert sheets["社区·监督员"]["聘期·起"].required and not place.required
    assert "没有就空着" in comment_on(sheets["基本情况"]["场所·登记"])[0]
    serial = comment_on(sheets["社区·监督员"]["序号"])[0]
    assert "例如 01" in serial and "001" not in serial


def test_a_template_says_what_each_sheet_is_for_and_stands_on_paper_with_its_name(sample: Workspace, run: Run) -> None:
    assert run("template", "shiqiao").code == run("template", "district").code == 0
    station, district = (openpyxl.load_workbook(sample.root / f"{name}.xlsx") for name in ("shiqiao", "district"))
    told = {row[0].value: row[2].value for row in station["填写说明"].iter_rows(min_row=9)}
    assert told["社区·监督员"] == "“社区”的监督员，一行一个；前面写明属于“社区”表的哪一行"
    assert told["客户档案"].startswith("客户档案，可以直接填在这里")
    assert told["基本情况"].startswith("街道代码、名称、地址")
    row = next(row for row in district["填写说明"].iter_rows(values_only=True) if row[0] == "基本情况")
    assert row[2].startswith("市、区、行政区划代码")
    assert {sheet.oddFooter.left.text for sheet in station.worksheets if sheet.title != "选项"} == {"&A"}


def test_where_a_workbook_is_to_lie_and_that_a_station_has_one_file_is_said(sample: Workspace, run: Run) -> None:
    assert "填好后放进 data/stations/" in run("template", "shiqiao").out
    assert "填好后放进 data/，" in run("template", "district").out
    beside = run("template", "taoyuan", "--output", "data/stations/taoyuan.xlsx").out
    assert "旁边还有 taoyuan.yaml：两份只能留一份" in beside and "填好后运行 mzdocs check" in beside
    assert "两份只能留一份" not in run("convert", str(sample.station), "taoyuan.xlsx").out
    (sample.root / "data/stations/taoyuan.xlsx").unlink()
    assert "两份只能留一份" in run("convert", str(sample.station), "data/stations/taoyuan.xlsx").out


def test_a_template_overwrites_nothing(sample: Workspace, run: Run) -> None:
    (sample.root / "shiqiao.xlsx").write_bytes(b"mine")
    assert run("template", "shiqiao").only("MZ7531")
    assert run("template", "district").code == 0
    assert "街道" in openpyxl.load_workbook(sample.root / "district.xlsx").sheetnames


# ── check --mark ──


def spoilt(sample: Workspace) -> Path:
    path = as_book(sample)

    def change(book: Any) -> None:
        sheet = book["社区"]
        sheet["D3"], sheet["C4"] = "六千", "小区"
        sheet["C4"].fill = PatternFill("solid", fgColor="FF00FF00")
        sheet["C4"].comment = Comment("问过街道", "刘菊")
        sheet["F2"], sheet["F3"] = "备用电话", "0999"
        own = book.create_sheet("我的统计")
        own["A1"], own["A2"] = "=1+1", "'=不是公式"
        own.merge_cells("B1:C2")

    edit(path, change)
    return path


def values(path: Path) -> dict[tuple[str, str], object]:
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and sheet.title != "检查结果"
    }


def test_a_marked_copy_shows_every_fault_at_its_cell_and_changes_nothing_else(sample: Workspace, run: Run) -> None:
    path = spoilt(sample)
    before = path.read_bytes()
    ended = run("check", "taoyuan", "--mark", "out.xlsx")
    assert (ended.code, sorted(each.code for each in ended.errors)) == (10, ["MZ1103", "MZ1107"])
    assert path.read_bytes() == before
    assert values(sample.root / "out.xlsx") == values(path)
    book = openpyxl.load_workbook(sample.root / "out.xlsx")
    sheet, results = book["社区"], book.worksheets[0]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFB3AD"} == {
        "D3",
        "C4",
    }
    assert "例如 2500" in sheet["D3"].comment.text
    assert sheet["C4"].comment.text.startswith("问过街道")
    assert "村" in sheet["C4"].comment.text
    assert results.title == "检查结果"
    links = {row[4].value: row[1].hyperlink for row in results.iter_rows(min_row=3)}
    assert links["MZ1107"].location == "'社区'!D3"
    assert set(links) >= {"MZ1103", "MZ1107", "MZ1233", "MZ1234"}
    assert book["我的统计"].merged_cells.ranges
    assert len(sheet.data_validations.dataValidation) == 1


def test_a_marked_copy_that_was_mended_passes_and_loses_its_marks(sample: Workspace, run: Run) -> None:
    path = spoilt(sample)
    run("check", "taoyuan", "--mark", "out.xlsx")
    shutil.move(sample.root / "out.xlsx", path)
    assert sorted(each.code for each in run("check").errors) == ["MZ1103", "MZ1107"]

    def mend(book: Any) -> None:
        book["社区"]["D3"], book["社区"]["C4"] = "6120", "社区"

    edit(path, mend)
    ended = run("check", "taoyuan", "--mark", "again.xlsx")
    assert ended.code == 0, ended.said
    sheet = openpyxl.load_workbook(sample.root / "again.xlsx")["社区"]
    assert (sheet["D3"].comment, sheet["D3"].fill.fill_type) == (None, None)
    assert (sheet["C4"].comment.text, sheet["C4"].fill.fgColor.rgb) == ("问过街道", "FF00FF00")
    assert back((sample.root / "again.xlsx").read_bytes())[0]["社区"][0]["人口"] == "6120"


def test_a_mark_never_overwrites_and_wants_one_workbook(sample: Workspace, run: Run) -> None:
    ended = run("check", "taoyuan", "--mark", "out.xlsx")
    assert (ended.code, ".xlsx" in ended.said) == (2, True)
    path = as_book(sample)
    before = path.read_bytes()
    assert run("check", "taoyuan", "--mark", str(path)).only("MZ7531")
    assert path.read_bytes() == before
    assert run("check", "taoyuan", "--mark", "out.xls").code == 2


LOST_PARTS = (
    ("xl/charts/chart1.xml", b"<a/>", "图表"),
    ("xl/cellimages.xml", b"<a/>", "嵌入单元格的图片"),
    ("xl/media/image1.emf", b"x", "矢量图片"),
    ("xl/ctrlProps/ctrlProp1.xml", b"<a/>", "按钮、勾选框等控件"),
    ("xl/embeddings/a.docx", b"x", "嵌入的文件"),
    ("xl/threadedComments/threadedComment1.xml", b"<a/>", "批注下面的回复"),
    ("xl/slicers/slicer1.xml", b"<a/>", "切片器"),
    ("xl/drawings/drawing7.xml", b'<a xmlns:xdr="b"><xdr:sp macro=""/></a>', "图形、文本框"),
    ("xl/worksheets/sheet99.xml", b'<a xmlns:x14="b"><x14:dataValidation/></a>', "新式的下拉列表"),
    ("xl/worksheets/sheet99.xml", b'<a xmlns:x14="b"><x14:sparkline/></a>', "迷你图"),
)


def test_a_sheet_of_the_clerks_own_with_the_name_of_the_list_stays(sample: Workspace) -> None:
    from mzdocs.load.workbook import book_marking
    from mzdocs.load.workbook.book_problems import OTHER_SHEETS

    book = openpyxl.load_workbook(as_book(sample))
    book.create_sheet("检查结果")["B2"] = "自己记的"
    out = io.BytesIO()
    book.save(out)
    problem = OTHER_SHEETS.at(Location(NAME, sheet="社区"), names="x", hint="")
    raw = out.getvalue()
    for _ in range(2):  # the second time in a copy that is marked already
        raw, _ = book_marking.marked(raw, NAME, [problem])
        names = openpyxl.load_workbook(io.BytesIO(raw)).sheetnames
        assert [name for name in names if name.startswith("检查结果")] == ["检查结果1", "检查结果"]
        assert openpyxl.load_workbook(io.BytesIO(raw))["检查结果"]["B2"].value == "自己记的"
    again = openpyxl.load_workbook(io.BytesIO(book_marking.marked(raw, NAME, [])[0]))
    assert [name for name in again.sheetnames if name.startswith("检查结果")] == ["检查结果"]


def test_what_cannot_be_kept_in_a_marked_copy_is_told(sample: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from mzdocs.load.workbook import book_marking

    from .workbooks import with_parts

    raw = as_book(sample).read_bytes()
    for name, data, what in LOST_PARTS:
        (lost,) = book_marking.marked(with_parts(raw, {name: data}), NAME, [])[1]
        assert (lost.code, lost.message().partition("：")[2]) == ("MZ7192", what)
    assert book_marking.marked(raw, NAME, [])[1] == []
    monkeypatch.setattr(book_marking, "MAX_MARKED_CELLS", 10)
    with pytest.raises(Stopped) as stopped:
        book_marking.marked(raw, NAME, [])
    assert [each.code for each in stopped.value.problems] == ["MZ7191"]


# ── other programs ──


def test_what_libreoffice_saves_reads_the_same(sample: Workspace, tmp_path: Path) -> None:
    path = as_book(sample)
    before = back(path.read_bytes())[0]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    found, told = back((tmp_path / path.name).read_bytes())
    assert (found, told) == (before, [])


_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Fill(source As String, target As String)
  Dim opened(0) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden"
  opened(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, opened())
{edits}
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL(ConvertToURL(target), saved())
  doc.close(True)
  StarDesktop.terminate()
End Sub
</script:module>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>"""


def typed(source: Path, target: Path, work: Path, cells: dict[tuple[str, str], str | int]) -> None:
    """A workbook filled in by LibreOffice through its own interface: text as typed text, numbers as numbers."""
    basic = work / "profile" / "user" / "basic" / "Standard"
    profile = f"-env:UserInstallation=file://{work}/profile"
    if not basic.is_dir():
        subprocess.run(["soffice", profile, "--headless", "--terminate_after_init"], check=True, timeout=180)
    edits = [
        f'  doc.Sheets.getByName("{sheet}").getCellRangeByName("{cell}")'
        + (f'.setString("{value}")' if isinstance(value, str) else f".setValue({value})")
        for (sheet, cell), value in cells.items()
    ]
    (basic / "Module1.xba").write_text(_MACRO.replace("{edits}", "\n".join(edits)), "utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, "utf-8")
    call = f"macro:///Standard.Module1.Fill({source},{target})"
    subprocess.run(["soffice", profile, "--headless", call], check=True, capture_output=True, timeout=180)


def test_what_is_filled_in_with_libreoffice_is_read_as_it_was_typed(sample: Workspace, tmp_path: Path) -> None:
    path, target = as_book(sample), tmp_path / "filled.xlsx"
    expected = back(path.read_bytes())[0]
    new = {"A13": "011", "B13": "新桥社区", "C13": "社区", "D13": "2400"}
    cells: dict[str, str | int] = {"D3": "6121", "D4": 4386, **new}
    typed(path, target, tmp_path, {("社区", cell): value for cell, value in cells.items()})
    expected["社区"][0]["人口"], expected["社区"][1]["人口"] = "6121", "4386"
    expected["社区"].append({"代码": "011", "名称": "新桥社区", "类型": "社区", "人口": "2400"})
    assert back(target.read_bytes()) == (expected, [])


def test_faults_typed_in_libreoffice_are_told_marked_mended_there_and_the_signs_made(
    sample: Workspace, tmp_path: Path, run: Run
) -> None:
    path, marked = as_book(sample), sample.root / "标注.xlsx"
    was = {
        (sheet, cell): openpyxl.load_workbook(path)[sheet][cell].value
        for sheet, cell in (("社区", "A3"), ("社区", "C3"))
    }
    typed(path, tmp_path / "filled.xlsx", tmp_path, {("社区", "A3"): 1, ("社区", "C3"): "社区居委"})
    path.write_bytes((tmp_path / "filled.xlsx").read_bytes())
    ended = run("check", str(path), "--mark", str(marked))
    assert ended.code == 10
    assert {told.location.split()[1] for told in ended.errors} == {"社区!A3", "社区!C3"}
    typed(marked, tmp_path / "mended.xlsx", tmp_path, was)
    path.write_bytes((tmp_path / "mended.xlsx").read_bytes())
    assert run("check", str(path)).code == 0
    assert run("build-signage", str(path), "--only", "plaque", "-q").code == 0
    assert (sample.output / "taoyuan" / "signage" / "plaque-plate.pdf").read_bytes().startswith(b"%PDF")


def test_a_row_of_pairs_is_found_where_it_was_moved(sample: Workspace) -> None:
    path = as_book(sample)
    before = back(path.read_bytes())[0]
    edit(path, lambda book: book["档案"].insert_rows(row_of(book["档案"], "立卷人"), 2))
    assert back(path.read_bytes()) == (before, [])


# ── a new year ──


def test_a_new_year_blanks_the_parts_of_the_year_and_renews_terms(sample: Workspace, run: Run) -> None:
    replace(sample.station, "聘期: { 起: 2026-10-15, 止: 2029-10-14 }", "聘期: { 起: 2024-01-01, 止: 2026-12-31 }")
    path, district = as_book(sample), district_as_book(sample)
    edit(path, lambda book: book["社区"].__setitem__("F3", "自己的"))
    before = back(path.read_bytes())[0]
    ended = run("new-year", "2027", "--renew", "2027-01-01", "2029-12-31")
    assert ended.code == 0, ended.said
    assert (sample.root / "data" / "years" / "2026" / "stations" / "taoyuan.xlsx").is_file()
    after = back(path.read_bytes())[0]
    kept = {key: value for key, value in before.items() if key not in Station.OF_THE_YEAR}
    first = kept["社区"][0]["监督员"][0]
    first["历次聘期"], first["聘期"] = [first["聘期"]], {"起": "2027-01-01", "止": "2029-12-31"}
    assert after == kept
    assert back(district.read_bytes(), District)[0]["年度"] == "2027"
    assert not set(District.OF_THE_YEAR) & set(back(district.read_bytes(), District)[0])
    assert openpyxl.load_workbook(path)["社区"]["F3"].value == "自己的"
    assert run("check").code == 0
    assert any(each.location.startswith("data/stations/taoyuan.xlsx") for each in ended.told)


def test_a_list_without_a_sheet_cannot_be_added_to(sample: Workspace) -> None:
    path = as_book(sample)
    edit(path, lambda book: book.remove(book["社区·监督员·历次聘期"]))
    edits = BookEdits(added=[(("社区", 0, "监督员", 0, "历次聘期"), {"起": "2024-01-01", "止": "2026-12-31"})])
    with pytest.raises(Stopped) as stopped:
        edited_book(path.read_bytes(), NAME, Station, edits)
    assert [each.code for each in stopped.value.problems] == ["MZ7196"]


def test_entries_are_added_below_those_that_are_there_and_name_the_right_one_of_two(sample: Workspace) -> None:
    replace(sample.station, "姓名: 郝根生", "姓名: 廖亚男")
    path = as_book(sample)
    term = {"起": "2020-01-01", "止": "2022-12-31"}
    added = [(("社区", 0, "监督员", number, "历次聘期"), term) for number in (1, 0, 1)]
    raw = edited_book(path.read_bytes(), NAME, Station, BookEdits(added=added))
    assert raw == edited_book(path.read_bytes(), NAME, Station, BookEdits(added=added))
    found, told = back(raw)
    assert told == []
    assert [len(each["历次聘期"]) for each in found["社区"][0]["监督员"]] == [1, 2]


# ── client files in the station's own workbook ──


def with_tables(sample: Workspace) -> Path:
    """The station's workbook with its client files in it, copied from the files beside it."""
    path = as_book(sample)

    def fill(book: Any) -> None:
        archive = book["档案"]
        for name, file in (("客户档案", "clients"), ("户内材料", "papers"), ("管理文件", "records")):
            beside = path.with_name(f"taoyuan-{file}.csv")
            sheet = book.create_sheet(name)
            for row in csv.reader(beside.read_text("utf-8-sig").splitlines()):
                sheet.append(row)
            archive.cell(row_of(archive, name), 3).value = None
            beside.unlink()

    edit(path, fill)
    return path


def test_client_files_may_stand_in_the_station_s_workbook(sample: Workspace, run: Run) -> None:
    before = sample.station_data().clients
    path = with_tables(sample)
    space = load.Workspace(sample.root)
    found = load.load_station(path, space)
    assert found.clients.households == before.households
    assert found.clients.papers == before.papers
    assert found.clients.records == before.records
    assert errors(found.problems) == []
    assert run("check").code == 0
    shop = load.load_station(path, space, private=False)
    with pytest.raises(NotRead):
        _ = shop.clients.households
    numbers = {each.identity_number for each in before.households}
    assert not any(number in str(shop.source.tree.root) for number in numbers)


def test_a_fault_of_a_client_is_told_and_marked_at_its_cell_and_names_nobody(sample: Workspace, run: Run) -> None:
    path = with_tables(sample)
    edit(path, lambda book: book["客户档案"].__setitem__("C3", book["客户档案"]["C3"].value[:17] + "?"))
    ended = run("check", "taoyuan", "--mark", "out.xlsx")
    (told,) = ended.errors
    assert (told.code, told.location.split(" ")[1]) == ("MZ1116", "客户档案!C3")
    assert not any(name in ended.said for name in people(sample))
    copied = openpyxl.load_workbook(sample.root / "out.xlsx")
    assert copied["客户档案"]["C3"].fill.fgColor.rgb == "FFFFB3AD"
    assert "客户档案!C3" in str(copied["检查结果"]["B3"].value)


def test_client_files_go_beside_the_yaml_and_come_back_the_same(sample: Workspace, run: Run) -> None:
    before = sample.station_data().clients
    path = with_tables(sample)
    shutil.move(path, sample.root / "old.xlsx")
    edit(sample.root / "old.xlsx", lambda book: None)
    assert run("convert", "old.xlsx", str(sample.station)).code == 0
    assert sample.table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert sample.station_data().clients == before
    assert run("convert", "old.xlsx", "other.yaml").code == 0
    assert run("convert", "old.xlsx", "other.yaml").only("MZ7531")


def test_numbers_of_clients_that_became_numbers_are_not_converted(sample: Workspace, run: Run) -> None:
    path = with_tables(sample)
    edit(path, lambda book: book["客户档案"].__setitem__("C3", 990103199001011000))
    shutil.move(path, sample.root / "old.xlsx")
    assert run("convert", "old.xlsx", "new.yaml").code == 10
    assert not (sample.root / "new.yaml").exists()


def test_a_table_is_in_the_workbook_or_beside_it(sample: Workspace, run: Run) -> None:
    path = with_tables(sample)
    edit(path, lambda book: book["档案"].cell(row_of(book["档案"], "客户档案"), 3, "taoyuan-clients.csv"))
    told = run("check").only("MZ1246")
    assert told.location.startswith(f"{NAME} 档案!C")


def test_a_fault_of_many_cells_is_one_line_and_every_cell_is_red(sample: Workspace, run: Run) -> None:
    path = as_book(sample)

    def numbers(book: Any) -> None:
        for row in (3, 5, 9):
            book["社区·监督员"].cell(row, 3).value = 1
        book["社区·监督员"]["C9"].fill = PatternFill("solid", fgColor="FF00FF00")

    edit(path, numbers)
    assert run("check", "taoyuan", "--mark", "out.xlsx").only("MZ1229")
    book = openpyxl.load_workbook(sample.root / "out.xlsx")
    red = [row for row in range(1, 20) if book["社区·监督员"].cell(row, 3).fill.fgColor.rgb == "FFFFB3AD"]
    assert red == [3, 5, 9]
    assert [book["检查结果"].cell(row, 5).value for row in range(3, book["检查结果"].max_row + 1)].count("MZ1229") == 1
    again = openpyxl.load_workbook(io.BytesIO(marked((sample.root / "out.xlsx").read_bytes(), NAME, [])[0]))
    fills = [again["社区·监督员"].cell(row, 3).fill for row in (3, 5, 9)]
    assert [fill.fgColor.rgb if fill.fill_type else None for fill in fills] == [None, None, "FF00FF00"]


def test_comments_on_cells_that_stay_behind_are_told(sample: Workspace, run: Run) -> None:
    path = as_book(sample)
    shutil.move(path, sample.root / "a.xlsx")
    assert run("convert", "a.xlsx", "b.yaml").codes == []
    edit(sample.root / "a.xlsx", lambda book: setattr(book["社区"]["D3"], "comment", Comment("待核", "刘菊")))
    (told,) = run("convert", "a.xlsx", "c.yaml").told
    assert (told.code, "1 条注释在单元格上" in told.message) == ("MZ7194", True)
