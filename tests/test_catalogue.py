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
from typing import get_args

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mzdocs.core.problems import Location
from mzdocs.derive.catalogue import catalogue
from mzdocs.derive.volumes import due
from mzdocs.kinds.archive_catalogue import plan_catalogue
from mzdocs.model.district import Language, Openness, Secrecy
from mzdocs.plan.catalogue_columns import CODE_LISTS, ITEM_COLUMNS, LANGUAGES, OPENNESS, SECRECY, VOLUME_COLUMNS
from mzdocs.plan.catalogue_values import Catalogue, Column, Listing
from mzdocs.preflight.catalogues.catalogue_reading import ITEMS, ReadTable, read_tables
from mzdocs.preflight.catalogues.catalogue_tables import check_table
from mzdocs.render.catalogue_files import WRITERS, write
from mzdocs.render.catalogue_files.csvfile import written

from .catalogues import NAMES, NUMBERS, by_name, items, known, sample, station_data, with_items

HARD = (
    "=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "＝1", " =1", "990103197406010846", "0010", "1E5", "2021-09-02", "9/1",
    "1,000", "５００", "MAR1", "true", "3.10", "澄民〔2021〕244号", '引"号,逗号', "两\n行", "_x0041_", "<b>&amp;", "𬭎",
)  # fmt: skip
TABLES = ("catalogue.xlsx", "catalogue.csv", "catalogue.json", "catalogue.sqlite")


def hard() -> Catalogue:
    """The known catalogue with each hard text once as a title."""
    first, names = known().items.rows[0], [column.name for column in known().items.columns]
    title, number, order = names.index("题名"), names.index("档号"), names.index("序号")
    rows = []
    for location, text in enumerate(HARD, 1):
        row = list(first)
        row[order], row[number], row[title] = location, f"Z101-MZ·DB-D10-001-{location:04}", text
        rows.append(tuple(row))
    return with_items(rows)


def rows_of(found: Catalogue, file: str) -> tuple:
    """The items of a file, typed by the columns."""
    return read_tables(file.rpartition(".")[2], write(found, file))[ITEMS].listing(ITEMS).rows


# what stands in it


def test_a_bound_household_stands_with_all_its_numbers() -> None:
    fonds = sample().station.archive.fonds_name
    assert items()[0] == {
        "序号": 1, "档号": "Z101-MZ·DB-D10-001-0001", "案卷档号": "Z101-MZ·DB-D10-001", "类别代码": "DB",
        "类别": "最低生活保障", "年度": 2021, "案卷号": 1, "件号": 1, "文号": "澄民低保〔2021〕245号",
        "责任者": sample().district.bureau.name, "题名": "万春生户最低生活保障审核确认材料", "日期": date(2021, 3, 2),
        "起始日期": date(2021, 3, 2), "终止日期": date(2021, 3, 2), "页数": 11, "首页": 1, "末页": 11, "材料份数": 4,
        "社区": sample().station.communities[0].name, "户号或编号": "DB-2021-0002", "户主": "万春生",
        "身份证号": NUMBERS[1], "人数": 2, "金额": 501, "状态": "已退出", "退出日期": date(2024, 2, 29),
        "保管期限": "10年", "期限代码": "D10", "密级": None, "密级代码": None, "开放标识": "未审核",
        "开放标识代码": "WS", "全宗号": "Z101", "立档单位": fonds, "语种": "汉语", "语种代码": "zh", "载体": "纸质",
        "载体代码": "ZZ", "可鉴定日期": date(2027, 3, 1), "装订": "已装订",
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


def test_a_class_that_is_secret_and_was_judged_says_so_in_words_and_codes() -> None:
    found = next(item for item in items() if item["类别"] == "文书")
    coded = ("密级", "密级代码", "开放标识", "开放标识代码", "保管期限", "期限代码")
    assert [found[name] for name in coded] == ["秘密", "MM", "控制", "KZ", "永久", "Y"]


def test_another_language_stands_with_its_code() -> None:
    data = station_data()
    archive = data.district.archive.model_copy(update={"language": "藏语"})
    found = catalogue(replace(data, district=data.district.model_copy(update={"archive": archive})))
    places = [column.name for column in found.items.columns]
    assert {row[places.index("语种代码")] for row in found.items.rows} == {"bo"}


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


def test_volumes_sum_up_their_items_and_have_titles() -> None:
    rows = known().volumes.rows
    for row in rows:
        volume = dict(zip((column.name for column in known().volumes.columns), row, strict=True))
        inside = [item for item in items() if item["案卷档号"] == volume["档号"]]
        assert (volume["件数"], volume["页数"]) == (len(inside), sum(item["页数"] for item in inside))
        assert volume["起始日期"] == min(item["日期"] for item in inside)
        assert volume["终止日期"] == max(item["日期"] for item in inside)
        assert volume["材料份数"] == sum(item["材料份数"] for item in inside)
        assert str(volume["题名"]).startswith(sample().street.office)
        assert str(volume["题名"]).endswith(f"（第{volume['案卷号']}卷）")
    assert [row[0] for row in rows] == list(dict.fromkeys(item["案卷档号"] for item in items()))


def test_a_station_without_files_has_an_empty_catalogue() -> None:
    empty = catalogue(replace(station_data(), clients=type(station_data().clients)()))
    assert (empty.items.rows, empty.volumes.rows) == ((), ())
    for file in WRITERS:
        outcomes = check_table(file, write(empty, file), empty, Location(file))
        assert [outcome.rule for outcome in outcomes if outcome.problems] == [], file


# columns


def test_the_words_of_the_district_are_those_of_the_lists() -> None:
    assert set(get_args(Secrecy)) == {*SECRECY.words}
    assert set(get_args(Openness)) == {*OPENNESS.words}
    assert set(get_args(Language)) == {*LANGUAGES.words}
    assert all(len({*codes.words.values()}) == len(codes.words) for codes in CODE_LISTS)


@pytest.mark.parametrize("column", [*ITEM_COLUMNS, *VOLUME_COLUMNS], ids=lambda column: column.name)
def test_an_example_is_one_of_its_column(column: Column) -> None:
    assert column.meaning
    table = ReadTable([column.name], [[column.example]], typed=False)
    values = dict(zip([column.name], table.rows[0], strict=True))
    if column.kind in ("count", "year"):
        assert column.allows(int(values[column.name]))
    elif column.kind == "day":
        assert column.allows(date.fromisoformat(values[column.name]))
    else:
        assert not column.example or column.allows(column.example)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("身份证号", ["99010319610527793X", None], ["99010319610527793x", "\t99010319610527793X", 990103196105277930]),
        ("期限代码", ["Y", "D1", "D30", "D100"], ["D0", "D", "30", "永久", "d10", None]),
        ("年度", [2021, 0], ["2021", 10000, -1, None, True]),
        ("页数", [0, 22, 2**53], [-1, 2**53 + 1, 1.5, "22"]),
        ("日期", [date(2021, 3, 2), date(1949, 10, 1)], ["2021-03-02", 20210302, None]),
        ("密级代码", ["MM", None], ["秘密", "mm", ""]),
        ("档号", ["Z101-MZ·DB-D10-001-0001", "A1B2-MZ·DB-Y-1000-10000"], ["Z101-MZ·DB-D10-001", "Z101 MZ·DB-D10-1"]),
    ],
)  # fmt: skip
def test_a_column_knows_its_own(name: str, good: list, bad: list) -> None:
    column = next(each for each in ITEM_COLUMNS if each.name == name)
    assert [value for value in good if not column.allows(value)] == []
    assert [value for value in bad if column.allows(value)] == []


# all files


def test_what_is_planned_is_what_can_be_written() -> None:
    assert {document.file for document in plan_catalogue(station_data())} == {*WRITERS}


@pytest.mark.parametrize("file", WRITERS)
def test_equal_catalogues_are_equal_bytes(file: str) -> None:
    assert write(known(), file) == write(catalogue(station_data()), file)


@pytest.mark.parametrize("file", TABLES)
def test_other_items_are_other_bytes(file: str) -> None:
    assert write(known(), file) != write(hard(), file)


def test_an_unknown_file_is_refused() -> None:
    with pytest.raises(KeyError):
        write(known(), "catalogue.ods")


@pytest.mark.parametrize("file", TABLES)
def test_every_value_comes_back_as_it_was(file: str) -> None:
    assert rows_of(known(), file) == known().items.rows
    assert rows_of(hard(), file) == hard().items.rows


# XLSX


def sheet_of(found: Catalogue, name: str = "档案目录"):
    return openpyxl.load_workbook(io.BytesIO(write(found, "catalogue.xlsx")))[name]


def test_the_workbook_says_what_the_catalogue_says() -> None:
    head, *rows = sheet_of(known()).iter_rows(values_only=True)
    assert list(head) == [column.name for column in known().items.columns]
    assert rows == [tuple(str(v) if isinstance(v, date) else v for v in row) for row in known().items.rows]
    volumes = list(sheet_of(known(), "案卷目录").iter_rows(values_only=True))
    assert [row[0] for row in volumes[1:]] == [row[0] for row in known().volumes.rows]


def test_no_cell_is_a_formula_and_long_numbers_are_text() -> None:
    sheet, titles = sheet_of(hard()), []
    names = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        cells = dict(zip(names, row, strict=True))
        titles.append(cells["题名"].value)
        assert {cell.data_type for cell in row if cell.value is not None} == {"s", "n"}
        for name in ("身份证号", "档号", "文号", "日期", "题名"):
            assert (cells[name].data_type, cells[name].number_format) == ("s", "@"), name
        assert isinstance(cells["页数"].value, int)
    assert {*HARD} - {*titles} == {"_x0041_", "\r=1"}, "openpyxl leaves their spelling"


def test_the_workbook_spells_what_xml_or_excel_would_read_otherwise() -> None:
    with zipfile.ZipFile(io.BytesIO(write(hard(), "catalogue.xlsx"))) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    assert ">_x005F_x0041_<" in xml and ">_x000D_=1<" in xml and ">&lt;b&gt;&amp;amp;<" in xml and ">两\n行<" in xml
    assert "<f>" not in xml and "<f " not in xml


def test_the_workbook_can_be_used_and_printed() -> None:
    sheet = sheet_of(known())
    last = openpyxl.utils.get_column_letter(len(ITEM_COLUMNS))
    assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref == f"A1:{last}10" == sheet.dimensions
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$B")
    assert sheet.column_dimensions["V"].width >= 20 and sheet["V1"].value == "身份证号"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and int(sheet.page_setup.fitToWidth) == 2


def test_the_workbook_tells_nothing_of_who_or_what_wrote_it() -> None:
    with zipfile.ZipFile(io.BytesIO(write(known(), "catalogue.xlsx"))) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(package.read(name) for name in package.namelist())
    assert not re.search(rb"xlsxwriter|Microsoft Excel|AppVersion|mzdocs", everything, re.IGNORECASE)
    assert known().about.fonds_name.encode() in everything and b"2026-" in everything


# CSV


def test_csv_is_utf_8_with_a_mark_and_every_field_quoted() -> None:
    data = write(known(), "catalogue.csv")
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    lines = data.decode("utf-8-sig").split("\r\n")[:-1]
    assert len(lines) == 10 and all(re.fullmatch(r'"[^"]*"(,"[^"]*")*', line) for line in lines)


def test_no_number_has_anything_before_it() -> None:
    """A tab before an identity number joins with nothing."""
    found = list(csv.DictReader(io.StringIO(write(known(), "catalogue.csv").decode("utf-8-sig"), newline="")))
    assert [row["身份证号"] for row in found if row["身份证号"]] == [
        item["身份证号"] for item in items() if item["身份证号"]
    ]
    assert not re.search(rb'"[\t\' ]', write(known(), "catalogue.csv"))


def test_the_volumes_have_a_table_of_their_own() -> None:
    rows = list(csv.reader(io.StringIO(write(known(), "catalogue-volumes.csv").decode("utf-8-sig"), newline="")))
    assert rows[0] == [column.name for column in VOLUME_COLUMNS]
    assert [row[0] for row in rows[1:]] == [row[0] for row in known().volumes.rows]


COLUMNS = (Column("文", "text", 9), Column("数", "count", 9), Column("日", "day", 9))
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.sampled_from(HARD)
drawn_rows = st.tuples(st.none() | texts, st.none() | st.integers(0, 10**12), st.none() | st.dates())


@settings(max_examples=300, deadline=None)
@given(st.lists(drawn_rows, max_size=5))
def test_csv_holds_every_value_as_it_is(drawn: list) -> None:
    data = written(Listing("表", COLUMNS, tuple(drawn)))
    found = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert found[1:] == [["" if value is None else str(value) for value in row] for row in drawn]


def test_a_second_program_reads_the_same_from_workbook_and_csv(tmp_path: Path) -> None:
    """LibreOffice, told to guess what it can in the workbook, and in the CSV that every column is text."""
    for format in ("xlsx", "csv"):
        (tmp_path / f"{format}-in.{format}").write_bytes(write(known(), f"catalogue.{format}"))
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    target = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    text = "/".join(f"{number}/2" for number in range(1, len(ITEM_COLUMNS) + 1))
    for arguments in (["xlsx-in.xlsx"], [f"--infilter=CSV:44,34,76,1,{text},0,false,false", "csv-in.csv"]):
        subprocess.run(
            [*office, "--convert-to", target, "--outdir", tmp_path / "out", *arguments],
            cwd=tmp_path, check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    for name in ("xlsx-in", "csv-in"):
        table = read_tables("csv", (tmp_path / "out" / f"{name}.csv").read_bytes())[ITEMS]
        assert table.listing(ITEMS).rows == known().items.rows, name


# JSON


def test_json_says_whose_archive_it_is_and_every_item_in_order() -> None:
    said = json.loads(write(known(), "catalogue.json"))
    keys = ["$schema", "schema", "station", "columns", "items", "volume_columns", "volumes"]
    assert list(said) == keys and said["schema"] == 3
    assert said["station"]["工作站"] == sample().station.name and said["station"]["全宗号"] == "Z101"
    assert [column["name"] for column in said["columns"]] == list(said["items"][0])
    plain = [{name: str(v) if isinstance(v, date) else v for name, v in item.items()} for item in items()]
    assert said["items"] == plain
    assert [volume["档号"] for volume in said["volumes"]] == [row[0] for row in known().volumes.rows]
    assert write(known(), "catalogue.json").count(b"\n") == len(items()) + len(known().volumes.rows) + 11


# SQLite


def test_the_database_holds_the_same_in_tables() -> None:
    with closing(sqlite3.connect(":memory:")) as book:
        book.deserialize(write(known(), "catalogue.sqlite"))
        book.row_factory = sqlite3.Row
        found = [dict(row) for row in book.execute("SELECT * FROM item ORDER BY 序号")]
        assert found == json.loads(write(known(), "catalogue.json"))["items"]
        volumes = [row[0] for row in book.execute("SELECT 档号 FROM volume")]
        assert volumes == [row[0] for row in known().volumes.rows]
        assert book.execute("SELECT 工作站 FROM station").fetchone()[0] == sample().station.name
        assert book.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert book.execute("PRAGMA foreign_key_check").fetchall() == []
        assert book.execute("PRAGMA freelist_count").fetchone()[0] == 0


def test_no_archive_number_is_given_twice() -> None:
    first = known().items.rows[0]
    with pytest.raises(sqlite3.IntegrityError):
        write(with_items([*known().items.rows, (99, *first[1:])]), "catalogue.sqlite")


def test_names_are_what_the_test_data_say() -> None:
    heads = [by_name(row)["户主"] for row in known().items.rows]
    assert sorted(str(head) for head in heads if head) == sorted(NAMES)
