"""Tables of clients in workbooks: cells of every kind, sheets, hidden rows; a workbook is read whatever its name is."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from mzdocs.build.withheld import shown_by
from mzdocs.core.problems import Problem
from mzdocs.load.book_template import template_of
from mzdocs.load.tables.client_tables import TableRead, read_table
from mzdocs.load.tables.table_formats import CLIENT_TABLE, LEDGER_TABLE
from mzdocs.model.client_files import Household

from .test_ids import VALID
from .test_tables import HEAD, OTHERS, ROW, of
from .workspaces import Ended, Workspace, replace

FILE = "data/stations/x-clients.xlsx"
Cell = str | int | float | date | None
OLD = bytes.fromhex("d0cf11e0a1b11ae1")


def row(number: int, **changed: Cell) -> list[Cell]:
    cells: dict[str, Cell] = dict(zip(HEAD, ROW, strict=True)) | {"户号": f"DB-{number}"}
    return list((cells | changed).values())


def book(*sheets: tuple[str, Sequence[Sequence[Cell]]], finish: Callable[[Any], None] = lambda _: None) -> bytes:
    """A workbook of these sheets: days as days, a text that begins with = as a formula."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    day = made.add_format({"num_format": "yyyy/m/d"})
    for name, rows in sheets:
        sheet = made.add_worksheet(name)
        for at, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, datetime(cell.year, cell.month, cell.day), day)
                elif cell is not None:
                    sheet.write(at, column, cell)
    finish(made)
    made.close()
    return out.getvalue()


def read(*rows: Sequence[Cell], name: str = "Sheet1", file: str = FILE, **more: Any) -> TableRead[Household]:
    return read_table(CLIENT_TABLE, book((name, [HEAD, *rows]), **more), file)


def only(found: TableRead[Household], code: str) -> Problem:
    assert [problem.code for problem in found.problems] == [code], [each.message() for each in found.problems]
    return found.problems[0]


def test_days_and_numbers_of_a_spreadsheet_are_days_and_numbers() -> None:
    found = read(
        row(1, 确认日期=date(2021, 9, 2), 金额=400, 人数=3.0), row(2, 状态="已退出", 退出日期=date(2024, 3, 8))
    )
    assert found.problems == []
    first, second = found.found.values()
    assert (first.decided_on, first.amount, first.members) == (date(2021, 9, 2), 400, 3)
    assert (first.identity_number, second.left_on) == (VALID, date(2024, 3, 8))
    assert list(found.found) == [2, 3]


def test_a_title_a_column_more_and_sums_by_formula_are_told_and_the_rest_is_read() -> None:
    rows = [
        ["某站客户档案"],
        [],
        [*HEAD, "年龄"],
        [*row(1), "=2026-1974"],
        ["合计", None, None, None, None, "=SUM(F4)"],
    ]
    found = read_table(CLIENT_TABLE, book(("Sheet1", rows)), FILE)
    assert [(each.code, each.location.cell) for each in found.problems] == [
        ("MZ1258", "A1"), ("MZ1259", "A3"), ("MZ1258", "A5"),
    ]  # fmt: skip
    assert list(found.found) == [4]


def test_identity_numbers_kept_as_numbers_are_one_fault_of_the_column() -> None:
    problem = only(read(*(row(each, 身份证号=int(VALID)) for each in range(5))), "MZ1267")
    assert str(problem.location) == f"{FILE} Sheet1!C2 客户档案.身份证号"
    assert "第 2—6 行" in problem.message()
    assert VALID[:14] not in problem.message()


def test_a_formula_in_a_row_is_refused_at_its_cell() -> None:
    problem = only(read(row(1), row(2, 金额="=G2*2")), "MZ1266")
    assert problem.location.cell == "G3"


def test_a_wrong_cell_is_told_at_its_cell() -> None:
    problem = only(read(row(1), row(2, 页数="很多")), "MZ1107")
    assert str(problem.location) == f"{FILE} Sheet1!K3 客户档案.页数"


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xff\xff\xfe\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9]
)
def test_a_workbook_that_cannot_be_read_keeps_back_only_what_shows_clients(raw: bytes) -> None:
    [problem] = read_table(CLIENT_TABLE, raw, FILE).problems
    assert (problem.location.file, problem.location.path) == (FILE, "客户档案")
    assert "plaque" not in shown_by(problem)


@pytest.mark.parametrize("name", ["x.csv", "x.XLSX", "x.xls", "x"])
def test_a_workbook_is_read_whatever_its_name_ends_in(name: str) -> None:
    found = read(row(1), file=name)
    assert len(found.found) == 1
    assert [each.code for each in found.problems] == ([] if name == "x.XLSX" else ["MZ1262"])


def test_of_several_sheets_the_one_that_looks_like_the_table_is_read() -> None:
    notes = ("说明", [["填表说明"], ["一户一行"]])
    found = read_table(CLIENT_TABLE, book(notes, ("名单", [HEAD, row(1)])), FILE)
    assert (len(found.found), found.problems, found.place.sheet) == (1, [], "名单")


def test_of_two_that_look_alike_the_one_of_its_name_is_read_or_neither() -> None:
    old, new = ("2025", [HEAD, row(1)]), ("2026", [HEAD, row(1), row(2)])
    problem = only(read_table(CLIENT_TABLE, book(old, new), FILE), "MZ1268")
    assert problem.facts["sheets"] == "“2025”、“2026”"
    named = read_table(CLIENT_TABLE, book(old, ("客户档案", new[1])), FILE)
    assert (len(named.found), named.problems) == (2, [])


def test_a_hidden_sheet_is_not_read_and_hidden_rows_are_told() -> None:
    def hide(made: Any) -> None:
        made.sheetnames["2026"].activate()
        made.sheetnames["2025"].hide()

    hidden = book(("2025", [HEAD, row(1)]), ("2026", [HEAD, row(1), row(2)]), finish=hide)
    assert len(read_table(CLIENT_TABLE, hidden, FILE).found) == 2
    some = read(row(1), row(2), finish=lambda made: made.sheetnames["Sheet1"].set_row(2, None, None, {"hidden": True}))
    assert only(some, "MZ1263").facts["count"] == 1
    assert len(some.found) == 2


@pytest.mark.parametrize("name", ["papers", "records"])
def test_every_table_of_a_clerk_may_stand_in_a_workbook(name: str) -> None:
    kind, good, _ = OTHERS[name]
    found = read_table(kind, book((kind.name, [kind.head, good.split(",")])), "x.xlsx")
    assert (list(found.found), found.problems) == ([2], [])
    assert found.found[2] == read_table(kind, of(kind, good), "x.csv").found[2]


def test_the_sheet_of_a_template_is_the_table() -> None:
    filled = openpyxl.load_workbook(io.BytesIO(template_of("x")))
    for column, cell in enumerate(ROW, 1):
        filled["客户档案"].cell(3, column, cell or None)
    out = io.BytesIO()
    filled.save(out)
    found = read_table(CLIENT_TABLE, out.getvalue(), FILE)
    assert (list(found.found), found.problems) == ([3], [])


def test_a_workbook_without_this_table_and_an_empty_one_have_no_head() -> None:
    assert only(read_table(CLIENT_TABLE, book(("Sheet1", [["填表说明"]])), FILE), "MZ1202").location.sheet == "Sheet1"
    only(read_table(CLIENT_TABLE, book(("Sheet1", [])), FILE), "MZ1202")


def test_a_table_the_program_adds_to_is_no_workbook() -> None:
    found = read_table(LEDGER_TABLE, book(("装订台账", [LEDGER_TABLE.head])), "x-ledger.xlsx")
    assert [each.code for each in found.problems] == ["MZ1270"]


def test_a_station_may_have_its_clients_in_a_workbook(sample: Workspace, run: Callable[..., Ended]) -> None:
    rows = [line.split(",") for line in sample.table.read_text("utf-8").splitlines()]
    workbook = sample.table.with_suffix(".xlsx")
    workbook.write_bytes(book(("客户", rows)))
    replace(sample.station, "taoyuan-clients.csv", "taoyuan-clients.xlsx")
    before = run("check")
    assert (before.code, before.errors) == (0, [])
    assert run("build", "--only", "public-list", "-q").code == 0
    rows[4][7] = rows[4][7].replace("-", "/")
    workbook.write_bytes(book(("客户", rows)))
    strict = run("build", "--only", "public-list", "--strict", "-q")
    assert (strict.code, strict.only("MZ1251").location.split()[1]) == (10, "客户!H5")
    rows[4][1] = "林?"
    workbook.write_bytes(book(("客户", rows)))
    ended = run("check")
    assert (ended.code, ended.only("MZ1254").location) == (
        10,
        "data/stations/taoyuan-clients.xlsx 客户!B5 客户档案.户主",
    )
    shutil.rmtree(sample.output)
    built = run("build", "--only", "public-list", "--only", "plaque", "-q")
    assert (built.code, [each.name for each in (sample.output / "taoyuan").iterdir() if each.is_dir()]) == (
        10,
        ["signage"],
    )
