"""The judge of catalogues: each rule has faults that it alone finds, in every file that can have them, and no more."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from mzdocs.core.problems import Location
from mzdocs.plan.catalogue_columns import ITEM_COLUMNS
from mzdocs.plan.catalogue_values import Catalogue, Value
from mzdocs.preflight.catalogues.catalogue_tables import check_table
from mzdocs.render.catalogue_files import WRITERS, write

from .catalogues import changed, known, with_items, with_volumes

TABLES = ("catalogue.xlsx", "catalogue.csv", "catalogue.json", "catalogue.sqlite")
NAMES = [column.name for column in ITEM_COLUMNS]


def failed(file: str, data: bytes, planned: Catalogue | None = None) -> list[str]:
    return [outcome.rule for outcome in check_table(file, data, planned, Location(file)) if outcome.problems]


def messages(file: str, data: bytes, planned: Catalogue | None = None) -> list[str]:
    outcomes = check_table(file, data, planned, Location(file))
    return [problem.message() for outcome in outcomes for problem in outcome.problems]


@pytest.mark.parametrize("file", WRITERS)
def test_our_own_files_pass_with_and_without_their_plan(file: str) -> None:
    assert failed(file, write(known(), file), known()) == []
    assert failed(file, write(known(), file)) == []


# values of a row

FAULTS: dict[str, tuple[str, dict[str, Value]]] = {
    "identity number of 17 digits": ("T-FORM", {"身份证号": "99010319610527793"}),
    "identity number a spreadsheet has rounded": ("T-FORM", {"身份证号": "990103196105277000"}),
    "identity number with two figures changed round": ("T-FORM", {"身份证号": "99010319610527739X"}),
    "identity number with a small x": ("T-FORM", {"身份证号": "99010319610527793x"}),
    "archive number with a blank inside": ("T-FORM", {"档号": "Z101-MZ·DB D10-001-0001"}),
    "archive number without its item": ("T-FORM", {"档号": "Z101-MZ·DB-D10-001"}),
    "day with strokes": ("T-FORM", {"退出日期": "2024/2/29"}),
    "day of eight digits": ("T-FORM", {"退出日期": "20240229"}),
    "day that is none": ("T-FORM", {"退出日期": "2023-02-29"}),
    "day with a time": ("T-FORM", {"退出日期": "2024-02-29T00:00:00"}),
    "month in the place of a day": ("T-FORM", {"退出日期": "2024-02"}),
    "amount in words": ("T-FORM", {"金额": "五百"}),
    "amount with a comma": ("T-FORM", {"金额": "1,800"}),
    "state that is not known": ("T-FORM", {"状态": "暂停"}),
    "retention code in words": ("T-FORM", {"期限代码": "10年"}),
    "no title": ("T-FORM", {"题名": None}),
    "tab before an identity number": ("T-HIDDEN T-FORM T-FORMULA", {"身份证号": "\t99010319610527793X"}),
    "blank after a name": ("T-HIDDEN", {"户主": "万春生 "}),
    "wide blank before a title": ("T-HIDDEN", {"题名": "\u3000万春生户材料"}),
    "blank that does not break": ("T-HIDDEN", {"题名": "万春生户材料\u00a0"}),
    "joiner inside a document number": ("T-HIDDEN", {"文号": "澄民低保\u200b〔2021〕245号"}),
    "mark of order": ("T-HIDDEN", {"户主": "\ufeff万春生"}),
    "line end in a title": ("T-HIDDEN", {"题名": "万春生户\n材料"}),
    "formula": ("T-FORMULA", {"题名": "=HYPERLINK(A1)"}),
    "formula after a wide sign": ("T-FORMULA", {"题名": "＝1+1"}),
    "formula of a plus": ("T-FORMULA", {"文号": "+86"}),
    "formula of a minus": ("T-FORMULA", {"文号": "-1"}),
    "formula of an at": ("T-FORMULA", {"责任者": "@SUM(A1)"}),
    "secrecy with another's code": ("T-CODE", {"密级": "秘密", "密级代码": "JM"}),
    "secrecy without its code": ("T-CODE", {"密级": "秘密"}),
    "openness with another's code": ("T-CODE", {"开放标识代码": "KF"}),
    "pages that are not counted": ("T-ORDER", {"末页": 12}),
    "span that ends before it begins": ("T-ORDER", {"起始日期": date(2021, 3, 3)}),
    "year of another day": ("T-ORDER", {"年度": 2020}),
}
"""What is done to the first item, and the rules that must find it."""


def seeded(values: dict[str, Value]) -> Catalogue:
    return changed(known(), 0, **values)


@pytest.mark.parametrize("file", TABLES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_rule(fault: str, file: str) -> None:
    rules, values = FAULTS[fault]
    assert {*failed(file, write(seeded(values), file))} == {*rules.split()}


@pytest.mark.parametrize("file", TABLES)
@pytest.mark.parametrize("fault", FAULTS)
def test_it_is_told_by_its_place_and_never_by_its_value(fault: str, file: str) -> None:
    _, values = FAULTS[fault]
    told = messages(file, write(seeded(values), file))
    assert all(each.startswith("档案目录第 1 行的“") for each in told)
    secret = str(next(iter(values.values()))).strip()
    assert len(secret) < 4 or not [each for each in told if secret in each]


LEGITIMATE: dict[str, dict[str, Value]] = {
    "a dash alone": {"文号": "-"},
    "a dash of its own width": {"文号": "——"},
    "an equals sign inside": {"题名": "关于 1+1=2 的通知"},
    "a title in brackets": {"题名": "[关于入户走访的记录]"},
    "a blank inside": {"责任者": "区民政局 区财政局"},
    "a name with a dot": {"户主": "买买提·吐尔逊"},
    "a rare character": {"户主": "𬭎雅琴"},
    "a joiner that Uyghur needs": {"户主": "ئا\u200cئا"},
    "not in any community": {"社区": None},
    "no end yet": {"退出日期": None, "可鉴定日期": None},
    "secret, with its code": {"密级": "秘密", "密级代码": "MM"},
    "open, with its code": {"开放标识": "开放", "开放标识代码": "KF"},
    "item of five digits": {"档号": "Z101-MZ·DB-D10-001-10001"},
    "for ever": {"期限代码": "Y", "保管期限": "永久"},
    "nothing": {"金额": 0},
}


@pytest.mark.parametrize("file", TABLES)
@pytest.mark.parametrize("variant", LEGITIMATE)
def test_what_may_stand_there_is_not_blamed(variant: str, file: str) -> None:
    assert failed(file, write(seeded(LEGITIMATE[variant]), file)) == []


def test_many_faults_of_a_column_are_one_problem_that_counts_them() -> None:
    rows = [(*row[:10], f"={row[10]}", *row[11:]) for row in known().items.rows]
    assert NAMES[10] == "题名"
    assert messages("catalogue.csv", write(with_items(rows), "catalogue.csv")) == [
        "档案目录第 1 行的“题名”会被表格软件当作公式（共 9 处）"
    ]


# rows and tables


def twice() -> Catalogue:
    rows = list(known().items.rows)
    at = NAMES.index("档号")
    rows[1] = (*rows[1][:at], rows[0][at], *rows[1][at + 1 :])
    return with_items(rows)


@pytest.mark.parametrize("file", ["catalogue.xlsx", "catalogue.csv", "catalogue.json"])
def test_a_number_that_stands_twice_is_found(file: str) -> None:
    assert failed(file, write(twice(), file)) == ["T-UNIQUE"]


def volumes_with(**values: Value) -> Catalogue:
    names = [column.name for column in known().volumes.columns]
    first, *others = known().volumes.rows
    return with_volumes([tuple(values.get(n, v) for n, v in zip(names, first, strict=True)), *others])


SUMS = [{"件数": 3}, {"页数": 20}, {"材料份数": 1}, {"起始日期": date(2021, 2, 28)}, {"终止日期": date(2021, 3, 3)}]


@pytest.mark.parametrize("values", SUMS, ids=lambda values: next(iter(values)))
@pytest.mark.parametrize("file", ["catalogue.xlsx", "catalogue.json", "catalogue.sqlite"])
def test_a_volume_that_says_other_than_its_items_is_found(file: str, values: dict[str, Value]) -> None:
    assert failed(file, write(volumes_with(**values), file)) == ["T-SUM"]


@pytest.mark.parametrize("file", ["catalogue.xlsx", "catalogue.json"])
def test_an_item_of_a_volume_that_is_not_listed_is_found(file: str) -> None:
    assert failed(file, write(with_volumes(known().volumes.rows[1:]), file)) == ["T-LINK"]


RECORDS = ("catalogue-ead3.xml", "catalogue-dat46.xml", "catalogue-dat18.xml")


OTHERS: list[dict[str, Value]] = [{"题名": "别的"}, {"文号": "民1号"}, {"责任者": "别处"}, {"日期": date(2021, 3, 9)}]


@pytest.mark.parametrize("values", OTHERS, ids=lambda values: next(iter(values)))
@pytest.mark.parametrize("file", RECORDS)
def test_a_record_that_says_other_than_was_planned_is_found(file: str, values: dict[str, Value]) -> None:
    data = write(changed(known(), 4, **values), file)
    assert failed(file, data, known()) == ["T-SAME"]
    assert messages(file, data, known()) == [f"档案目录第 5 行的“{next(iter(values))}”与数据不同"]
    assert failed(file, data) == []


@pytest.mark.parametrize("file", RECORDS[1:])
def test_a_period_is_said_without_the_reason_for_it_and_another_is_found(file: str) -> None:
    planned = changed(known(), 4, 保管期限="10年（本区确定；自退出保障之日起）")
    assert failed(file, write(planned, file), planned) == []
    assert failed(file, write(changed(planned, 4, 保管期限="30年（本区确定）"), file), planned) == ["T-SAME"]


@pytest.mark.parametrize("file", RECORDS)
def test_a_record_whose_number_stands_twice_is_found(file: str) -> None:
    assert failed(file, write(twice(), file)) == ["T-UNIQUE"]


def test_of_one_table_nothing_is_said_of_the_other() -> None:
    outcomes = check_table("catalogue.csv", write(known(), "catalogue.csv"), known(), Location("x"))
    assert [each.rule for each in outcomes if each.not_run] == ["T-LINK", "T-SUM"]


# against the plan


@pytest.mark.parametrize("file", TABLES)
def test_another_value_than_planned_is_found(file: str) -> None:
    data = write(changed(known(), 4, 文号="澄民低保〔2021〕1号"), file)
    assert failed(file, data, known()) == ["T-SAME"]
    assert messages(file, data, known()) == ["档案目录第 5 行的“文号”与数据不同"]
    assert failed(file, data) == []


@pytest.mark.parametrize(
    "file", [each for each in WRITERS if each not in ("catalogue.schema.json", "datapackage.json")]
)
def test_a_row_too_few_is_counted(file: str) -> None:
    fewer = replace(
        with_items(known().items.rows[:-1]), volumes=replace(known().volumes, rows=known().volumes.rows[:-1])
    )
    assert "T-COUNT" in failed(file, write(fewer, file), known())
    outcomes = check_table(file, write(fewer, file), None, Location(file))
    assert "T-COUNT" in [each.rule for each in outcomes if each.not_run]


# columns


def without_a_column(data: bytes) -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([row[:2] + row[3:] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def with_a_column(data: bytes) -> bytes:
    return data.replace(b"\r\n", b',"x"\r\n')


def renamed(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old.encode(), new.encode())


COLUMN_FAULTS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "one is gone": ("catalogue.csv", without_a_column, "案卷档号"),
    "one has another name": ("catalogue.csv", renamed("题名", "标题"), "题名"),
    "one has another name in JSON": ("catalogue.json", renamed('"题名"', '"标题"'), "题名"),
    "two changed places": ("catalogue.csv", renamed('"首页","末页"', '"末页","首页"'), "首页"),
    "one too many": ("catalogue.csv", with_a_column, "+1"),
    "no head, a client's line in its place": (
        "catalogue.csv", lambda data: b"\r\n".join(data.split(b"\r\n")[1:]), "档号",
    ),
    "the schema lacks one": ("catalogue.schema.json", renamed('"文号"', '"号"'), "文号"),
    "the package lacks one": ("datapackage.json", renamed('"文号"', '"号"'), "文号"),
}  # fmt: skip


@pytest.mark.parametrize("fault", COLUMN_FAULTS)
def test_other_columns_are_told_and_nothing_more_is_judged(fault: str) -> None:
    file, change, name = COLUMN_FAULTS[fault]
    outcomes = check_table(file, change(write(known(), file)), known(), Location(file))
    assert [each.rule for each in outcomes if each.problems] == ["T-HEAD"]
    told = next(each for each in outcomes if each.problems).problems[0].message()
    assert name in told and not re.search("[0-9]{6}|单守信|万春生", told)
    assert all(each.not_run for each in outcomes if each.rule not in ("T-READ", "T-HEAD"))


# files of other writers


def by_another_hand(change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """The workbook as another program would save it."""
    book = openpyxl.load_workbook(io.BytesIO(write(known(), "catalogue.xlsx")))
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_a_workbook_saved_by_another_program_is_read_the_same() -> None:
    assert failed("catalogue.xlsx", by_another_hand(lambda book: None), known()) == []


@pytest.mark.parametrize(
    ("cell", "value", "rules"),
    [
        ("I2", "=A1", ["T-FORMULA", "T-SAME"]),
        ("V2", 990103197406010846, ["T-FORM", "T-SAME"]),
        ("L2", date(2021, 3, 2), ["T-FORM", "T-SAME"]),
        ("O2", 10.5, ["T-FORM", "T-SUM", "T-SAME"]),
        ("B2", None, ["T-FORM", "T-SAME"]),
    ],
    ids=["a formula", "an identity number as a number", "a day as a number", "half a page", "an empty number"],
)
def test_what_a_spreadsheet_makes_of_a_cell_is_found(cell: str, value: object, rules: list[str]) -> None:
    data = by_another_hand(lambda book: book["档案目录"].__setitem__(cell, value))
    assert failed("catalogue.xlsx", data, known()) == rules


@pytest.mark.parametrize("said", ["11.0", "1.1e1"])
def test_what_equals_a_number_is_not_taken_for_it_or_the_other_way_round(said: str) -> None:
    sound = write(known(), "catalogue.json")
    faulty = sound.replace('"页数": 11,'.encode(), f'"页数": {said},'.encode(), 1)
    assert [failed("catalogue.json", data) for data in (sound, faulty, sound)] == [[], ["T-FORM", "T-SUM"], []]


def test_a_truth_value_is_no_number() -> None:
    data = write(known(), "catalogue.json").replace(
        b'"\xe5\xba\x8f\xe5\x8f\xb7": 1,', b'"\xe5\xba\x8f\xe5\x8f\xb7": true,'
    )
    assert "T-FORM" in failed("catalogue.json", data)


def other_workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("别的").write(0, 0, "别的")
    return out.getvalue()


def other_database() -> bytes:
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript("CREATE TABLE item (a); INSERT INTO item VALUES (1)")
        return base.serialize()


@pytest.mark.parametrize(
    ("file", "data"),
    [
        *((file, b"\xff\xfe\x00") for file in WRITERS),
        *((file, b"") for file in WRITERS),
        ("catalogue.xlsx", other_workbook()),
        ("catalogue.sqlite", other_database()),
        ("catalogue.json", b'{"items": [1]}'),
        ("catalogue.json", codecs.BOM_UTF8 + write(known(), "catalogue.json")),
        (
            "catalogue.json",
            write(known(), "catalogue.json").replace('"文号":'.encode(), '"文号": "x", "文号":'.encode()),
        ),
        ("catalogue-ead3.xml", write(known(), "catalogue-ead3.xml").replace(b"archivists.org", b"archivists.net")),
        ("catalogue-dat18.xml", b"<!DOCTYPE a>" + write(known(), "catalogue-dat18.xml").split(b"?>", 1)[1]),
        ("catalogue-dat46.xml", "<目录/>".encode()),
        ("catalogue.json", re.sub('"文号": [^,]*,'.encode(), b"", write(known(), "catalogue.json"), count=1)),
        ("catalogue-ead3.xml", b"<ead><c level='item'></ead>"),
    ],
)
def test_what_is_damaged_or_something_else_is_told_as_unreadable(file: str, data: bytes) -> None:
    assert failed(file, data, known()) == ["T-READ"]


def test_one_flipped_byte_in_the_packed_sheet_is_found() -> None:
    data = bytearray(write(known(), "catalogue.xlsx"))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        at = package.getinfo("xl/worksheets/sheet1.xml").header_offset
    data[at + 200] ^= 1
    assert failed("catalogue.xlsx", bytes(data), known()) == ["T-READ"]


def test_a_json_document_of_nothing_is_counted() -> None:
    said = json.loads(write(known(), "catalogue.json"))
    data = json.dumps({**said, "items": [], "volumes": []}, ensure_ascii=False).encode()
    assert failed("catalogue.json", data, known()) == ["T-COUNT"]
