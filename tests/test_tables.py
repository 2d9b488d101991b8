"""The tables of files: encodings by trial, every cell text, and no person in any message."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mzdocs.core.problems import Exit, Problem
from mzdocs.load.tables import table_problems
from mzdocs.load.tables.client_tables import joined, read_table
from mzdocs.load.tables.table_formats import (
    CLIENT_TABLE,
    CONSULTATION_TABLE,
    LEDGER_TABLE,
    MAX_ROWS,
    PAPER_TABLE,
    RECORD_TABLE,
    TABLES,
    TableFormat,
)
from mzdocs.model.client_files import Clients, Household, columns

from .test_ids import VALID, with_check

FILE = "data/stations/x-clients.csv"
NAME = "欧阳静舒"
ROW = [
    "DB-2021-0001",
    NAME,
    VALID,
    "最低生活保障",
    "花径社区",
    "1",
    "400",
    "2021-09-02",
    "澄民低保〔2021〕245号",
    "12",
    "17",
    "在保",
    "",
]
HEAD = columns(Household)
HEADLINE = ",".join(HEAD)


def read_clients(raw: bytes, file: str) -> tuple[Clients, list[Problem]]:
    read = read_table(CLIENT_TABLE, raw, file)
    return joined({CLIENT_TABLE.name: read}), read.problems


def table(*rows: list[str]) -> str:
    return "\n".join([HEADLINE, *(",".join(row) for row in rows)]) + "\n"


def row(**changed: str) -> list[str]:
    return [changed.get(key, cell) for key, cell in zip(HEAD, ROW, strict=True)]


def rounded_rows(count: int) -> list[list[str]]:
    """Rows whose numbers a spreadsheet kept to fifteen digits: of some the check digit fits all the same."""
    return [
        row(户号=str(number), 身份证号=f"990103{1960 + number}0101{number % 10}00000"[:15] + "000")
        for number in range(count)
    ]


def problems(text: str | bytes) -> list[Problem]:
    return read_clients(text if isinstance(text, bytes) else text.encode(), FILE)[1]


def only(text: str | bytes, code: str) -> Problem:
    found = problems(text)
    assert [problem.code for problem in found] == [code], [problem.message() for problem in found]
    return found[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_table_is_read_in_every_encoding_an_office_saves(encoding: str, ending: str) -> None:
    clients, found = read_clients(table(ROW).replace("\n", ending).encode(encoding), FILE)
    assert found == []
    assert [household.head for household in clients.households] == [NAME]
    assert clients.households[0].identity_number == VALID
    assert clients.rows == (2,)


def test_blank_rows_do_not_count_and_outer_blanks_of_cells_are_told_once() -> None:
    clients, [problem] = read_clients(
        table([" " + cell + " " for cell in ROW], [""] * 13, [], row(户号="DB-2")).encode(), FILE
    )
    assert (problem.code, problem.facts["count"]) == ("MZ1251", 12)
    assert clients.rows == (2, 5)
    assert clients.households[0].number == ROW[0]


def test_a_cell_may_hold_a_quoted_comma() -> None:
    clients, found = read_clients(table(row(文号='"澄民〔2021〕1号,2号"')).encode(), FILE)
    assert found == []
    assert clients.households[0].decision == "澄民〔2021〕1号,2号"


def test_a_table_with_only_its_head_is_told_at_its_first_row() -> None:
    problem = only(HEADLINE + "\n", "MZ1209")
    assert str(problem.location) == f"{FILE}:2:1 户号"


WRONG_TABLES = {
    "nothing": (b"", "MZ1202", 1),
    "no head": (",".join(ROW).encode(), "MZ1202", 1),
    "a head with a slip": (HEADLINE.replace("户主", "戶主").encode(), "MZ1202", 1),
    "a head with another name in GBK": (table(ROW).replace("户主", "姓名").encode("gbk"), "MZ1260", 1),
    "a column of the head twice": (table(ROW).replace("户主", "姓名").replace("类别", "申请人").encode(), "MZ1264", 1),
    "semicolons": (table(ROW).replace(",", ";").encode(), "MZ1262", None),
    "UTF-16": (table(ROW).encode("utf-16"), "MZ1262", None),
    "noise": (b"\x89XYZ\r\n\x1a\n\xff\xff\xff", "MZ1201", 1),
    "two encodings": ((table(ROW) * 9).encode() + table(ROW).encode("gbk"), "MZ1255", 19),
    "days of another form": (table(ROW, row(户号="2", 确认日期="2021/9/2")), "MZ1251", 3),
    "a day nobody can tell": (table(row(确认日期="03/04/2021")), "MZ1253", 2),
    "a name with a character lost": (table(row(户主="欧?")), "MZ1254", 2),
    "numbers a spreadsheet rounded": (table(*rounded_rows(12)), "MZ1256", 2),
    "a serial among days": (table(ROW, row(户号="2", 确认日期="44441")), "MZ1257", 3),
    "a title": ("某站客户档案,,,\n" + table(ROW), "MZ1258", 1),
    "a column more": (table([*ROW, "x"]).replace("退出日期", "退出日期,经办"), "MZ1259", 1),
    "no column of what may be empty": (table(ROW[:-1]).replace(",退出日期", ""), "MZ1261", 1),
    "a row almost empty": (table(ROW, row(**dict.fromkeys(HEAD[1:8], ""), 户号="2")), "MZ1265", 3),
    "a formula": (table(row(文号="=A1&B1")), "MZ1266", 2),
    "GBK with one broken byte": (table(ROW).encode("gbk") + b"\xff\xff", "MZ1201", 1),
    "a row too short": (table(ROW[:-2]), "MZ1203", 2),
    "a row whose last cell is not written": (table(ROW, row(户号="2")[:-1]), "MZ1271", 3),
    "a comma lost before an empty end": (table(ROW, [*row(户号="2")[:5], "1400", *row()[7:]]), "MZ1203", 3),
    "a row too long": (table(row(户号="1"), [*ROW, "x"]), "MZ1203", 3),
    "a number a spreadsheet rounded": (table(row(身份证号="9.90103E+17")), "MZ1204", 2),
    "a household number a spreadsheet rounded": (table(row(户号="2.0210001E+11")), "MZ1204", 2),
    "a household twice": (table(ROW, row(户号="2"), ROW), "MZ1205", 4),
    "a zero byte": (table(row(户主="欧\x00阳")), "MZ1206", 2),
    "a turner of direction": (table(row(户主="欧\u202e阳")), "MZ1206", 2),
    "an accent over a character": (table(row(户主="欧\u030c阳")), "MZ1206", 2),
    "a self-made character": (table(row(户主="欧\ue000阳")), "MZ1206", 2),
    "a quote left open over much": (table(row(户主='"欧阳')) + "x" * 200_000, "MZ1208", 2),
    "a cell beyond all bounds": (table(row(户主="欧" * 200_000)), "MZ1208", 2),
    "a table with only its head": (HEADLINE + "\n\n" + "," * 12 + "\n", "MZ1209", 2),
    "a cell of ten thousand characters": (table(row(户号="1"), row(文号="欧阳静舒" * 2_500)), "MZ1210", 3),
    "a carriage return in a cell": (table(row(户主='"欧\r阳"')), "MZ1206", 2),
    "a day of leaving nobody wrote like that": (table(row(状态="已退出", 退出日期="2024年3月")), "MZ1109", 2),
    "a wrong check digit": (table(row(身份证号=VALID[:-1] + ("1" if VALID[-1] != "1" else "2"))), "MZ1116", 2),
    "a number of fifteen digits": (table(row(身份证号="990103740601084")), "MZ1116", 2),
    "a birthday that never was": (table(row(身份证号=with_check("99010319740631084"))), "MZ1116", 2),
    "no number": (table(row(身份证号="")), "MZ1116", 2),
    "no name": (table(row(户主="")), "MZ1105", 2),
    "a name that is too long": (table(row(户主="欧" * 61)), "MZ1121", 2),
    "a number of pages in words": (table(row(页数="十七")), "MZ1107", 2),
    "a status nobody knows": (table(row(状态="停保")), "MZ1103", 2),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(WRONG_TABLES))
def test_a_wrong_table_is_told_at_its_row(name: str) -> None:
    text, code, line = WRONG_TABLES[name]
    problem = only(text, code)
    assert (problem.location.file, problem.location.line) == (FILE, line)
    assert problem.problem_type.exit is (Exit.LIMIT if code == "MZ1210" else Exit.DATA)


@pytest.mark.parametrize("name", sorted(WRONG_TABLES))
def test_no_message_about_a_table_holds_a_person(name: str) -> None:
    for problem in problems(WRONG_TABLES[name][0]):
        said = " ".join(
            problem.message(language) + problem.remedy(language) + str(problem.location) for language in ("zh", "en")
        )
        assert NAME not in said
        assert VALID[6:14] not in said


def test_every_fault_of_tables_has_a_sample() -> None:
    declared = {
        problem_type.code
        for name, problem_type in vars(table_problems).items()
        if hasattr(problem_type, "says") and problem_type.code.startswith("MZ12")
    }
    in_workbooks = {"MZ1263", "MZ1267", "MZ1268", "MZ1270"}
    assert declared - {code for _, code, _ in WRONG_TABLES.values()} == {"MZ1207", *in_workbooks}


def test_a_table_of_very_many_rows_is_refused() -> None:
    few = replace(CLIENT_TABLE, most=2)
    assert read_table(few, table(*(row(户号=str(number)) for number in range(2))).encode(), FILE).problems == []
    [problem] = read_table(few, table(*(row(户号=str(number)) for number in range(3))).encode(), FILE).problems
    assert (problem.code, problem.facts["limit"], problem.problem_type.exit) == ("MZ1207", 2, Exit.LIMIT)


def test_equal_cells_of_a_large_table_are_held_once() -> None:
    text = table(*(row(户号=str(number)) for number in range(2)))
    one, other = read_table(CLIENT_TABLE, text.encode(), FILE).found.values()
    assert one.decision is other.decision and one.decided_on is other.decided_on
    assert one.model_fields_set is other.model_fields_set and one != other
    assert one.model_dump() | {"number": "1"} == other.model_dump()


def test_more_client_files_than_a_street_has_are_too_many() -> None:
    assert CLIENT_TABLE.most < PAPER_TABLE.most == MAX_ROWS


def test_a_cell_is_placed_by_row_column_and_key() -> None:
    problem = only(table(row(户号="1"), row(页数="x")), "MZ1107")
    assert str(problem.location) == f"{FILE}:3:11 页数"


def test_a_row_moved_by_one_cell_tells_no_person() -> None:
    moved = [*ROW[:1], *ROW[2:], NAME]
    found = problems(table(moved))
    assert {"MZ1103", "MZ1116"} <= {problem.code for problem in found}
    assert not any(NAME in problem.message() or VALID in problem.message() for problem in found)


def test_an_identity_number_as_household_number_is_not_told() -> None:
    problem = only(table(row(户号=VALID), row(户号=VALID)), "MZ1205")
    assert problem.message() == "户号重复，第 2 行已有"


def test_a_head_tells_what_it_lacks_always_in_the_same_words() -> None:
    problem = only("户号,姓名甲," + ",".join(HEAD[3:]), "MZ1202")
    assert problem.message("zh") == "表头不对：缺少 户主、身份证号"
    assert problem.message("en") == "Wrong table head: 户主、身份证号 missing"


def test_problems_of_all_rows_are_told_at_once() -> None:
    found = problems(table(row(户号="1", 页数="x", 状态="y"), row(户号="2")[:5], row(户号="3", 身份证号="9.9E+17")))
    assert [(problem.code, problem.location.line) for problem in found] == [
        ("MZ1107", 2),
        ("MZ1103", 2),
        ("MZ1203", 3),
        ("MZ1204", 4),
    ]


def test_a_cell_of_two_thousand_characters_is_not_too_long_for_a_table() -> None:
    assert only(table(row(文号="欧" * 2_000)), "MZ1121").location.column == 9
    problem = only(table(row(文号="欧" * 2_001)), "MZ1210")
    assert (problem.location.column, problem.message()) == (9, "这一格有 2001 个字，最多 2000 个")


def test_a_combining_mark_is_composed_wherever_it_stands() -> None:
    clients, found = read_clients(table(row(户主="Wa\u0308nyi"), row(户号="2", 户主="Wänyi")).encode(), FILE)
    assert found == []
    assert clients.households[0].head == clients.households[1].head == "W\u00e4nyi"


def test_an_empty_day_of_leaving_is_none_and_a_filled_one_a_day() -> None:
    clients, _ = read_clients(table(ROW, row(户号="2", 状态="已退出", 退出日期="2024-03-08")).encode(), FILE)
    assert [household.left_on and household.left_on.isoformat() for household in clients.households] == [
        None,
        "2024-03-08",
    ]


OTHERS: dict[str, tuple[TableFormat, str, dict[str, tuple[str, str, str]]]] = {
    # a good row, and of each spoiled cell: what stands there, the code, the column told
    "papers": (PAPER_TABLE, "DB-2021-0001,申请书,低保申请书,欧阳静舒,,2021-08-06,2,", {
        "户号": ("", "MZ1105", "户号"), "题名": ("", "MZ1105", "题名"), "日期": ("2021-02-30", "MZ1109", "日期"),
        "页数": ("两", "MZ1107", "页数"), "文号": ("5.1E+10", "MZ1204", "文号"), "备注": ("见\u200f", "MZ1206", "备注"),
    }),
    "records": (RECORD_TABLE, "RC-2021-001,日常管理,走访记录,桃源街道办事处,,2021-08-27,11,", {
        "编号": ("", "MZ1105", "编号"), "日期": ("20210227x", "MZ1109", "日期"), "页数": ("1.1E+01", "MZ1204", "页数"),
        "题名": ("记录" * 1_001, "MZ1210", "题名"), "类别": ("日\x07常", "MZ1206", "类别"),
    }),
    "ledger": (LEDGER_TABLE, "DB,1,1,DB-2021-0004,1,22,2024-03-15", {
        "类别代码": ("", "MZ1105", "类别代码"), "案卷号": ("001", "MZ1107", "案卷号"), "件号": ("-1", "MZ1107", "件号"),
        "首页": ("", "MZ1107", "首页"), "末页": ("二十二", "MZ1107", "末页"), "装订日期": ("", "MZ1109", "装订日期"),
    }),
    "consultations": (CONSULTATION_TABLE, "1,2026-01-02,欧阳静舒,澄江区审计局,年度抽查,Z101-MZ·DB-D10-002,林家旺,是,", {
        "日期": ("昨天", "MZ1109", "日期"), "查阅人": ("", "MZ1105", "查阅人"), "复制": ("有", "MZ1110", "复制"),
        "归还日期": ("2026-13-01", "MZ1109", "归还日期"), "序号": ("1E+00", "MZ1204", "序号"),
    }),
}  # fmt: skip


def of(kind: TableFormat, *rows: str) -> bytes:
    return "\n".join([",".join(kind.head), *rows]).encode()


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_every_table_is_read_whole(name: str) -> None:
    kind, good, _ = OTHERS[name]
    for encoding in ("utf-8-sig", "gb18030"):
        read = read_table(kind, of(kind, good).decode().encode(encoding), FILE)
        assert read.problems == []
        clients = joined({kind.name: read})
        assert getattr(clients, kind.rows) == (2,)
        written = getattr(clients, kind.facts)[0].model_dump(by_alias=True).values()
        spoken = {True: "是", False: "否", None: ""}
        assert [spoken[cell] if isinstance(cell, bool | None) else str(cell) for cell in written] == good.split(",")


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, (_, _, spoiled) in OTHERS.items() for key in spoiled])
def test_a_wrong_cell_of_any_table_is_told_at_its_row_and_column(name: str, key: str) -> None:
    kind, good, spoiled = OTHERS[name]
    cell, code, column = spoiled[key]
    cells = good.split(",")
    cells[kind.head.index(key)] = cell
    others = good.replace(good.split(",")[0], "9", 1)
    read = read_table(kind, of(kind, others, ",".join(cells)), FILE)
    told = [(problem.code, problem.location.line, problem.location.path) for problem in read.problems]
    assert told == [(code, 3, column)]
    for problem in read.problems:
        assert problem.location.column == kind.head.index(column) + 1
        assert NAME not in problem.message() + problem.remedy()
        assert not cell or cell not in problem.message()


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.name)
def test_only_books_that_begin_empty_may_be_empty(kind: TableFormat) -> None:
    codes = [problem.code for problem in read_table(kind, of(kind), FILE).problems]
    assert codes == ([] if kind in (LEDGER_TABLE, CONSULTATION_TABLE) else ["MZ1209"])


@pytest.mark.parametrize("name", ["records", "consultations"])
def test_a_number_used_twice_is_told_with_its_own_head(name: str) -> None:
    kind, good, _ = OTHERS[name]
    problem = read_table(kind, of(kind, good, good), FILE).problems[0]
    assert (problem.code, problem.location.line) == ("MZ1205", 3)
    assert problem.message() == f"{kind.head[0]}重复，第 2 行已有"


def test_one_table_is_not_taken_for_another() -> None:
    kind, good, _ = OTHERS["papers"]
    for other in TABLES:
        codes = [problem.code for problem in read_table(other, of(kind, good), FILE).problems]
        assert codes == ([] if other is kind else ["MZ1202"])


@settings(max_examples=60, deadline=None)
@given(
    st.permutations(HEAD),
    st.sampled_from([",", "\t", ";"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    st.booleans(),
    st.lists(st.sampled_from(["2021-09-02", "2021/9/2", "2021年9月2日", "20210902"]), min_size=1, max_size=4),
)
def test_in_every_order_and_form_a_table_is_the_same_households(
    order: list[str], separator: str, encoding: str, titled: bool, days: list[str]
) -> None:
    rows = [dict(zip(HEAD, row(户号=str(number), 确认日期=day), strict=True)) for number, day in enumerate(days)]
    lines = [separator.join(order), *(separator.join(each[key] for key in order) for each in rows)]
    lines = ["客户档案一览表" + separator * 12, *lines] if titled else lines
    clients, found = read_clients("\r\n".join(lines).encode(encoding), FILE)
    plain = table(*(row(户号=str(number)) for number in range(len(days))))
    assert clients.households == read_clients(plain.encode(), FILE)[0].households
    assert clients.rows == tuple(range(2 + titled, 2 + titled + len(days)))
    assert {each.code for each in found} <= {"MZ1251", "MZ1258", "MZ1262"}


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200)
    | st.lists(st.lists(st.text(max_size=8), max_size=13), max_size=3).map(
        lambda rows: table(*rows).encode("utf-8", "replace")
    )
)
def test_any_bytes_give_households_or_problems(raw: bytes) -> None:
    clients, found = read_clients(raw, FILE)
    assert len(clients.households) == len(clients.rows)
    for problem in found:
        assert problem.location.file == FILE
        assert problem.location.line is None or problem.location.line >= 1
        assert problem.message("zh")
        assert problem.message("en")
