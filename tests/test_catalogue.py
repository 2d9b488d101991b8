"""The catalogue: each item once with its numbers; its files open safely, say the same, and are the same bytes again."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mzdocs.derive.catalogue import Catalogue, Column, Listing, catalogue
from mzdocs.derive.volumes import due
from mzdocs.render.catalogue_files import FORMATS, write
from mzdocs.render.catalogue_files.csvfile import guarded, read, written

from .catalogues import NAMES, NUMBERS, by_name, items, known, sample, station_data

WAKING = ("=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "＝1", " =1")
COUNTED = (
    "990103197406010846",
    "0010",
    "1E5",
    "2021-09-02",
    "9/1",
    "2021年9月",
    "1,000",
    "５００",
    "MAR1",
    "1-Mar",
    "true",
    "3.10",
)
PLAIN = (
    "99010319610527793X",
    "Z101-MZ·DB-D10-001-0001",
    "单守信",
    "DB-2021-0001",
    "澄民低保〔2021〕244号",
    "10年（本区确定）",
)
HARD = (*WAKING, *COUNTED, *PLAIN, '引"号,逗号', "两\n行", "_x0041_", "<b>&amp;", "𬭎")


def hard() -> Catalogue:
    """The known catalogue with each hard text once as a title."""
    first, names = known().rows[0], [column.name for column in known().columns]
    title, number, order = names.index("题名"), names.index("档号"), names.index("序号")
    rows = []
    for location, text in enumerate(HARD, 1):
        row = list(first)
        row[order], row[number], row[title] = location, f"Z101-{location:04}", text
        rows.append(tuple(row))
    return replace(known(), rows=tuple(rows))


# what stands in it


def test_a_bound_household_stands_with_all_its_numbers() -> None:
    assert items()[0] == {
        "序号": 1, "档号": "Z101-MZ·DB-D10-001-0001", "案卷档号": "Z101-MZ·DB-D10-001", "类别代码": "DB",
        "类别": "最低生活保障", "年度": 2021, "案卷号": 1, "件号": 1, "文号": "澄民低保〔2021〕245号",
        "责任者": sample().district.bureau.name, "题名": "万春生户最低生活保障审核确认材料", "日期": date(2021, 3, 2),
            "起始日期": date(2021, 3, 2), "终止日期": date(2021, 3, 2),
        "页数": 11, "首页": 1, "末页": 11, "材料份数": 4, "社区": sample().station.communities[0].name,
        "户号或编号": "DB-2021-0002", "户主": "万春生", "身份证号": NUMBERS[1], "人数": 2, "金额": 501,
        "状态": "已退出", "退出日期": date(2024, 2, 29), "保管期限": "10年", "可鉴定日期": date(2027, 3, 1),
        "装订": "已装订",
    }  # fmt: skip


def test_what_is_filed_by_item_has_nothing_of_a_household() -> None:
    found = next(item for item in items() if item["类别"] == "日常管理")
    assert [found[name] for name in ("社区", "户主", "身份证号", "人数", "金额", "状态", "退出日期", "文号")] == [
        None
    ] * 8
    assert (found["户号或编号"], found["日期"], found["页数"], found["可鉴定日期"]) == (
        "日常管理-1",
        date(2022, 6, 1),
        3,
        date(2027, 6, 2),
    )


def test_what_has_no_end_yet_and_what_is_kept_for_ever_fall_due_never() -> None:
    due = {item["户号或编号"]: item["可鉴定日期"] for item in items()}
    assert due["DB-2021-0001"] is None and due["文书-3"] is None
    assert due["DB-2021-0004"] == date(2028, 5, 7)


def test_what_is_due_is_what_the_appraisal_lists() -> None:
    day, base = date(2027, 6, 2), station_data()
    archive = base.station.archive.model_copy(update={"appraised_on": day})
    checked = replace(base, station=base.station.model_copy(update={"archive": archive}))
    listed = [each.entry.item.key for each in due(checked)]
    assert listed == ["DB-2021-0002", "日常管理-1"]
    assert [item["户号或编号"] for item in items() if item["可鉴定日期"] and item["可鉴定日期"] <= day] == listed
    assert catalogue(checked).about.appraised_on == day


def test_every_item_stands_once_and_its_pages_follow_on() -> None:
    found = items()
    assert sorted(str(item["户号或编号"]) for item in found) == sorted(
        [*(f"DB-2021-{n:04}" for n in range(1, 7)), "日常管理-1", "日常管理-2", "文书-3"]
    )
    assert len({item["档号"] for item in found}) == len(found) == 9
    assert [item["序号"] for item in found] == list(range(1, 10))
    for before, after in pairwise(found):
        assert after["首页"] == (before["末页"] + 1 if after["案卷档号"] == before["案卷档号"] else 1)
    assert all(item["末页"] - item["首页"] + 1 == item["页数"] for item in found)


def test_volumes_sum_up_their_items() -> None:
    for row in known().volume_rows:
        volume = dict(zip((column.name for column in known().volume_columns), row, strict=True))
        inside = [item for item in items() if item["案卷档号"] == volume["档号"]]
        assert (volume["件数"], volume["页数"]) == (len(inside), sum(item["页数"] for item in inside))
        assert (volume["起始日期"], volume["终止日期"]) == (
            min(i["日期"] for i in inside),
            max(i["日期"] for i in inside),
        )
        assert volume["材料份数"] == sum(item["材料份数"] for item in inside)
    assert [row[0] for row in known().volume_rows] == list(dict.fromkeys(item["案卷档号"] for item in items()))


def test_a_station_without_files_has_an_empty_catalogue() -> None:
    empty = catalogue(replace(station_data(), clients=type(station_data().clients)()))
    assert (empty.rows, empty.volume_rows) == ((), ())
    assert json.loads(write(empty, "json"))["items"] == []
    assert read(write(empty, "csv"), empty.columns) == ()
    assert openpyxl.load_workbook(io.BytesIO(write(empty, "xlsx")))["档案目录"].max_row == 1


# all files


@pytest.mark.parametrize("format", FORMATS)
def test_equal_catalogues_are_equal_bytes(format: str) -> None:
    assert write(known(), format) == write(catalogue(station_data()), format)
    assert write(known(), format) != write(hard(), format)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        write(known(), "ods")


# XLSX


def sheet_of(found: Catalogue, name: str = "档案目录"):
    return openpyxl.load_workbook(io.BytesIO(write(found, "xlsx")))[name]


def test_the_workbook_says_what_the_catalogue_says() -> None:
    head, *rows = sheet_of(known()).iter_rows(values_only=True)
    assert list(head) == [column.name for column in known().columns]
    shown = [tuple(f"{v:%Y%m%d}" if isinstance(v, date) else v for v in row) for row in known().rows]
    assert rows == shown
    volumes = list(sheet_of(known(), "案卷目录").iter_rows(values_only=True))
    assert [row[0] for row in volumes[1:]] == [row[0] for row in known().volume_rows]


def test_no_cell_is_a_formula_and_long_numbers_are_text() -> None:
    sheet, titles = sheet_of(hard()), []
    names = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        cells = dict(zip(names, row, strict=True))
        titles.append(cells["题名"])
        assert {cell.data_type for cell in row if cell.value is not None} == {"s", "n"}
        for name in ("身份证号", "档号", "文号", "日期", "题名"):
            assert (cells[name].data_type, cells[name].number_format) == ("s", "@"), name
        assert isinstance(cells["页数"].value, int)
    quoted = {cell.value for cell in titles if cell.quotePrefix}
    assert {text for text in WAKING if text != "\r=1"} <= quoted and not quoted & {*COUNTED, *PLAIN}


def test_the_workbook_spells_what_xml_or_excel_would_read_otherwise() -> None:
    with zipfile.ZipFile(io.BytesIO(write(hard(), "xlsx"))) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    assert ">_x005F_x0041_<" in xml and ">_x000D_=1<" in xml and ">&lt;b&gt;&amp;amp;<" in xml and ">两\n行<" in xml
    assert "<f>" not in xml and "<f " not in xml


def test_the_workbook_can_be_used_and_printed() -> None:
    sheet = sheet_of(known())
    assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref == "A1:AC10" == sheet.dimensions
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$B")
    assert sheet.column_dimensions["V"].width >= 20 and sheet["V1"].value == "身份证号"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth == 2


def test_the_workbook_tells_nothing_of_who_or_what_wrote_it() -> None:
    with zipfile.ZipFile(io.BytesIO(write(known(), "xlsx"))) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(package.read(name) for name in package.namelist())
    assert not re.search(rb"openpyxl|Microsoft Excel|AppVersion|mzdocs", everything)
    assert known().about.fonds_name.encode() in everything and b"2026-" in everything


# CSV


def test_csv_is_what_spreadsheets_take_for_utf_8_with_every_field_quoted() -> None:
    data = write(known(), "csv")
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    lines = data.decode("utf-8-sig").split("\r\n")[:-1]
    assert len(lines) == 10 and all(re.fullmatch(r'"[^"]*"(,"[^"]*")*', line) for line in lines)


@pytest.mark.parametrize("text", [*WAKING, *COUNTED])
def test_what_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    assert guarded(text) == f"\t{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_what_it_leaves_alone_is_not(text: str) -> None:
    assert guarded(text) == text


def test_csv_gives_back_exactly_what_it_was_given() -> None:
    assert read(write(known(), "csv"), known().columns) == known().rows
    assert read(write(hard(), "csv"), hard().columns) == hard().rows


COLUMNS = (Column("文", "text", 9), Column("数", "count", 9), Column("日", "day", 9))
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.sampled_from(HARD)
rows = st.tuples(st.none() | texts, st.none() | st.integers(0, 10**12), st.none() | st.dates())


@settings(max_examples=300, deadline=None)
@given(st.lists(rows, max_size=5))
def test_csv_gives_back_any_row_and_wakes_nothing(drawn: list) -> None:
    data = written(Listing("表", COLUMNS, tuple(drawn)))
    assert read(data, COLUMNS) == tuple(drawn)
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        assert not re.match(r"\s*[=+\-@]|\d{12,}\Z", row[0]) or row[0][0] == "\t"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("档号", "编号"),
        ('"已装订"\r\n', '"已装订",""\r\n'),
        (',"已装订"\r\n', "\r\n"),
        ('"20210302"', '"20210230"'),
        ('"501"', '"五百"'),
    ],
)
def test_a_csv_that_was_changed_is_refused(old: str, new: str) -> None:
    text = write(known(), "csv").decode()
    assert old in text
    with pytest.raises(ValueError):
        read(text.replace(old, new, 1).encode(), known().columns)


def test_a_second_program_reads_the_same_from_workbook_and_csv(tmp_path: Path) -> None:
    """LibreOffice, told to guess what it can."""
    for format in ("xlsx", "csv"):
        (tmp_path / f"{format}-in.{format}").write_bytes(write(known(), format))
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    target = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    for arguments in (["xlsx-in.xlsx"], ["--infilter=CSV:44,34,76,1,,0,false,true", "csv-in.csv"]):
        subprocess.run(
            [*office, "--convert-to", target, "--outdir", tmp_path / "out", *arguments],
            cwd=tmp_path, check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    want = read(write(known(), "csv"), known().columns)
    for name in ("xlsx-in", "csv-in"):
        assert read((tmp_path / "out" / f"{name}.csv").read_bytes(), known().columns) == want


# JSON


def test_json_says_whose_archive_it_is_and_every_item_in_order() -> None:
    said = json.loads(write(known(), "json"))
    assert list(said) == ["schema", "station", "columns", "items", "volume_columns", "volumes"] and said["schema"] == 2
    assert said["station"]["工作站"] == sample().station.name and said["station"]["全宗号"] == "Z101"
    assert [column["name"] for column in said["columns"]] == list(said["items"][0])
    plain = [{name: str(v) if isinstance(v, date) else v for name, v in item.items()} for item in items()]
    assert said["items"] == plain
    assert [volume["档号"] for volume in said["volumes"]] == [row[0] for row in known().volume_rows]
    assert write(known(), "json").count(b"\n") == len(items()) + len(known().volume_rows) + 10


# SQLite


def test_the_database_holds_the_same_in_tables() -> None:
    with closing(sqlite3.connect(":memory:")) as book:
        book.deserialize(write(known(), "sqlite"))
        book.row_factory = sqlite3.Row
        found = [dict(row) for row in book.execute("SELECT * FROM item ORDER BY 序号")]
        assert found == json.loads(write(known(), "json"))["items"]
        assert [row[0] for row in book.execute("SELECT 档号 FROM volume")] == [row[0] for row in known().volume_rows]
        assert book.execute("SELECT 工作站 FROM station").fetchone()[0] == sample().station.name
        assert book.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert book.execute("PRAGMA foreign_key_check").fetchall() == []
        assert book.execute("PRAGMA freelist_count").fetchone()[0] == 0


def test_no_archive_number_is_given_twice() -> None:
    with pytest.raises(sqlite3.IntegrityError):
        write(replace(known(), rows=(*known().rows, (99, *known().rows[0][1:]))), "sqlite")


def test_names_are_what_the_test_data_say() -> None:
    assert sorted(str(by_name(row)["户主"]) for row in known().rows if by_name(row)["户主"]) == sorted(NAMES)
