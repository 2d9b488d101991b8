"""What Excel and WPS make of a workbook, and what a clerk does to one."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date
from typing import Any

from openpyxl.styles import Font, PatternFill

from tests.faults import Fault, Grade
from tests.workbooks import NAME, Book, as_book, column_of, district_as_book, edit, row_of, with_parts
from tests.workspaces import Workspace

_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def _raw(change: Callable[[bytes], bytes]) -> Callable[[Workspace], object]:
    def spoil(workspace: Workspace) -> None:
        path = as_book(workspace)
        path.write_bytes(change(path.read_bytes()))

    return spoil


def _edited(change: Callable[[Book], object]) -> Callable[[Workspace], object]:
    def spoil(workspace: Workspace) -> None:
        edit(as_book(workspace), change)

    return spoil


def _cell(sheet: str, cell: str, value: object) -> Callable[[Workspace], object]:
    def change(book: Book) -> None:
        assert book[sheet][cell].value != value
        book[sheet][cell] = value

    return _edited(change)


def _pair(sheet: str, label: str, value: object) -> Callable[[Workspace], object]:
    def change(book: Book) -> None:
        book[sheet].cell(row_of(book[sheet], label), 3).value = value

    return _edited(change)


def _column(sheet: str, label: str, made: Callable[[int, str], object]) -> Callable[[Workspace], object]:
    def change(book: Book) -> None:
        column = column_of(book[sheet], label)
        for row in range(3, book[sheet].max_row + 1):
            cell = book[sheet].cell(row, column)
            if cell.value is not None:
                cell.value = made(row, cell.value)

    return _edited(change)


def _row(sheet: str, row: int, *values: str) -> Callable[[Workspace], object]:
    def change(book: Book) -> None:
        book[sheet].insert_rows(row)
        for column, value in enumerate(values, 1):
            book[sheet].cell(row, column).value = value

    return _edited(change)


def _sum_below(book: Book) -> None:
    sheet = book["社区"]
    sheet.cell(13, 1).value, sheet.cell(13, 4).value = "合计", "34290"


def _merged(book: Book) -> None:
    book["社区·监督员"].merge_cells("A3:A4")


def _hide(kind: str) -> Callable[[Book], object]:
    def change(book: Book) -> None:
        sheet = book["社区"]
        if kind == "row":
            sheet.row_dimensions[5].hidden = True
        elif kind == "column":
            sheet.column_dimensions["D"].hidden = True
        else:
            sheet.sheet_state = "hidden"

    return change


def _struck(book: Book) -> None:
    for cell in book["社区"][5]:
        cell.font = Font(strike=True)


def _beside_pair(book: Book) -> None:
    book["基本情况"]["E4"] = "又写一个地址"


def _own_sheet(book: Book) -> None:
    sheet = book.create_sheet("我的统计")
    sheet["A1"], sheet["B1"] = "合计", "=1+1"


def _own_column(book: Book) -> None:
    book["社区"]["F2"], book["社区"]["F3"] = "备用电话", "无"


def _unheaded(book: Book) -> None:
    book["社区"]["F4"] = "新楼盘"


def _copied(book: Book) -> None:
    book.copy_worksheet(book["社区"]).title = "社区 (2)"


def _without_column(book: Book) -> None:
    book["社区"].delete_cols(2)


def _misspelt(book: Book) -> None:
    book["社区"]["D1"], book["社区"]["D2"] = None, "常住人口数"


def _misspelt_optional(book: Book) -> None:
    sheet = book["人员"]
    column = column_of(sheet, "工作电话")
    sheet.cell(1, column).value, sheet.cell(2, column).value = None, "工做电话"
    sheet.cell(3, column).value = "0999-5551001"


def _misspelt_pair(book: Book) -> None:
    sheet = book["基本情况"]
    row = row_of(sheet, "邮编")
    sheet.cell(row, 1).value, sheet.cell(row, 2).value = None, "邮偏"


def _twice(book: Book) -> None:
    sheet = book["社区"]
    for row in range(2, 13):
        sheet.cell(row, 5).value = sheet.cell(row, 4).value


def _head_gone(book: Book) -> None:
    book["社区"].delete_rows(1, 2)


def _two_alike(book: Book) -> None:
    checks, results = book["日常检查"], book["日常检查·结果"]
    checks["A4"] = checks["A3"].value
    for row in range(3, 11):
        results.cell(row, 1).value = checks["A3"].value


def _no_sheets(book: Book) -> None:
    for name in book.sheetnames:
        del book[name]
    book.create_sheet("Sheet1")["A1"] = "户号"


_CLIENT = (
    "H1",
    "某甲",
    "990103199001011234",
    "最低生活保障（城市）",
    "桃溪社区",
    "2",
    "400",
    "2026-01-05",
    "甲〔2026〕1号",
    "3",
    "9",
    "在保",
)


def _client_sheet(book: Book) -> None:
    sheet = book.create_sheet("客户档案")
    sheet.append(
        ("户号", "户主", "身份证号", "类别", "社区", "人数", "金额", "确认日期", "文号", "件数", "页数", "状态")
    )
    sheet.append(_CLIENT)


def _bad_client(book: Book) -> None:
    _client_sheet(book)
    for label in ("客户档案", "户内材料"):
        book["档案"].cell(row_of(book["档案"], label), 3).value = None


def _far_right(book: Book) -> None:
    book["社区"].cell(7, 200).value = "x"


def _yellow(book: Book) -> None:
    """Colours and fonts of a clerk's own are nobody's fault; the population is."""
    sheet = book["社区"]
    for cell in sheet[4]:
        cell.fill = PatternFill("solid", fgColor="FFFFFF00")
        cell.font = copy(sheet["A2"].font)
    sheet["D4"] = "四千"


def _beside(name: str, raw: bytes = b"PK") -> Callable[[Workspace], object]:
    return lambda workspace: (workspace.station.parent / name).write_bytes(raw)


def _both(workspace: Workspace) -> None:
    text = workspace.station.read_bytes()
    as_book(workspace)
    workspace.station.write_bytes(text)


def _two_districts(workspace: Workspace) -> None:
    text = workspace.district.read_bytes()
    district_as_book(workspace)
    workspace.district.write_bytes(text)


def _fault(
    name: str,
    spoil: Callable[[Workspace], Any],
    code: str,
    cell: str = "",
    intended: str = "",
    grade: Grade = "错误",
    exit: int = 10,
) -> Fault:
    return Fault(name, spoil, code, f"{NAME} {cell}".rstrip(), intended, grade, exit=exit)


FAULTS = (
    # what is no workbook
    _fault(
        "a workbook saved as .xls and renamed",
        _raw(lambda raw: _OLE + "Workbook".encode("utf-16-le")),
        "MZ1221",
        intended=".xls",
    ),
    _fault(
        "a workbook with a password",
        _raw(lambda raw: _OLE + "EncryptedPackage".encode("utf-16-le")),
        "MZ1222",
        intended="去掉打开密码",
    ),
    _fault("a CSV renamed .xlsx", _raw(lambda raw: "代码,名称\n".encode("gb18030")), "MZ1221", intended="CSV"),
    _fault("a web page renamed .xlsx", _raw(lambda raw: b"<html><table><tr><td>1"), "MZ1221", intended="网页"),
    _fault("an empty file", _raw(lambda raw: b""), "MZ1221", intended="空文件"),
    _fault(
        "a workbook with macros",
        _raw(lambda raw: with_parts(raw, {"xl/vbaProject.bin": b"x"})),
        "MZ1223",
        intended="不选“启用宏”",
    ),
    _fault(
        "a workbook with links",
        _raw(lambda raw: with_parts(raw, {"xl/externalLinks/externalLink1.xml": b"<a/>"})),
        "MZ1224",
        intended="断开链接",
    ),
    _fault("a workbook half copied", _raw(lambda raw: raw[: len(raw) // 2]), "MZ1226", intended="打开并修复"),
    _fault(
        "a workbook with a document type",
        _raw(lambda raw: with_parts(raw, {"xl/styles.xml": b"<!DOCTYPE a><a/>"})),
        "MZ1226",
    ),
    _fault("a cell far to the right", _edited(_far_right), "MZ1225", "社区!GR7", exit=17),
    _fault("a workbook without data", _edited(_no_sheets), "MZ1242", intended="mzdocs template"),
    Fault("an ending in capitals", _beside("liulin.XLSX"), "MZ1308", "data/stations/liulin.XLSX", ".xlsx"),
    Fault(
        "an old spreadsheet among the stations",
        _beside("liulin.xls", _OLE),
        "MZ1308",
        "data/stations/liulin.xls",
        "另存为 .xlsx",
    ),
    Fault("a station as YAML and as workbook", _both, "MZ1311", "data/stations/taoyuan.yaml", "只留一个"),
    Fault("two files of the district", _two_districts, "MZ1245", "data/district.xlsx", "只留一个"),
    # cells a spreadsheet changed
    _fault("a code that became a number", _cell("社区", "A12", 10), "MZ1229", "社区!A12", "例如 001"),
    _fault(
        "a column of codes that became numbers",
        _column("社区·监督员", "序号", lambda row, text: int(text)),
        "MZ1229",
        "社区·监督员!C3",
        "16 格",
    ),
    _fault(
        "a telephone that became a number",
        _pair("基本情况", "电话·咨询", 9995551001),
        "MZ1229",
        "基本情况!C6",
        "0999-5550101",
    ),
    _fault("a post code that became a number", _pair("基本情况", "邮编", 990103), "MZ1229", "基本情况!C5"),
    _fault("a line of the sheet that became a number", _cell("检查·记录", "A3", 1.4), "MZ1229", "检查·记录!A3", "文本"),
    _fault(
        "a serial that became a day",
        _cell("社区·监督员", "C3", date(2026, 1, 1)),
        "MZ1230",
        "社区·监督员!C3",
        "例如 01",
    ),
    _fault("a formula for a number", _cell("社区", "D3", "=3000+3120"), "MZ1227", "社区!D3", "选择性粘贴"),
    _fault(
        "a column of formulas", _column("社区", "人口", lambda row, text: f"={text}+0"), "MZ1227", "社区!D3", "10 格"
    ),
    _fault("a formula that names the telephone above", _cell("社区·监督员", "D4", "=D3"), "MZ1227", "社区·监督员!D4"),
    _fault("an error of the spreadsheet", _cell("社区", "D3", "#REF!"), "MZ1228", "社区!D3", "#REF!"),
    _fault("TRUE for yes", _pair("基本情况", "场所·窗口", True), "MZ1110", "基本情况!C13", "是"),
    _fault("a line break in a name", _cell("社区", "B3", "桃溪\n社区"), "MZ1122", "社区!B3", "写成一行"),
    _fault("a character of nobody's", _cell("社区", "B3", "桃溪\ue000社区"), "MZ1007", "社区!B3"),
    _fault("a text without end", _pair("档案", "情况说明", "长" * 4001), "MZ1008", "档案!C", exit=17),
    # cells a clerk filled in
    _fault("a cell left empty", _cell("社区", "B3", None), "MZ1101", "社区!B3", "名称"),
    _fault("a word that is no choice", _cell("社区", "C4", "小区"), "MZ1103", "社区!C4", "村"),
    _fault("a number in words", _cell("社区", "D3", "六千"), "MZ1107", "社区!D3", "例如 2500"),
    _fault("a number in words, in a row of own colours", _edited(_yellow), "MZ1107", "社区!D4"),
    _fault("a telephone of one digit too few", _pair("基本情况", "电话·监督", "0999-555102"), "MZ1111", "基本情况!C8"),
    _fault("a day that does not exist", _cell("社区·监督员", "F3", "2026-02-30"), "MZ1109", "社区·监督员!F3"),
    _fault("cells merged", _edited(_merged), "MZ1231", "社区·监督员!A3", "取消合并"),
    _fault("a community nobody has", _cell("社区·监督员", "A3", "0011"), "MZ1237", "社区·监督员!A3", "是不是“001”"),
    _fault(
        "a community left out", _cell("社区·监督员", "A4", None), "MZ1239", "社区·监督员!A4", "和上一行相同的也要写"
    ),
    _fault("two checks of one day", _edited(_two_alike), "MZ1238", "日常检查·结果!A3", "2026-07-07#2"),
    _fault("a sheet copied beside", _edited(_copied), "MZ1240", "社区 (2)!A1", "只留一张"),
    _fault("a column of a data sheet twice", _edited(_twice), "MZ1241", "社区!E2", "D2"),
    _fault("a column deleted", _edited(_without_column), "MZ1243", "社区!", "名称"),
    _fault("a heading misspelt", _edited(_misspelt), "MZ1244", "社区!D2", "人口"),
    _fault("a heading of what need not be there misspelt", _edited(_misspelt_optional), "MZ1244", "人员!", "工作电话"),
    _fault("a name of a pair misspelt", _edited(_misspelt_pair), "MZ1244", "基本情况!B5", "邮编"),
    _fault("headings deleted", _edited(_head_gone), "MZ1235", "社区!A1", "人口"),
    _fault(
        "a day with strokes", _cell("社区·监督员", "F3", "2026/10/15"), "MZ1252", "社区·监督员!F3", "2026-10-15", "提示"
    ),
    _fault("a number with its unit", _cell("社区", "D3", "6,120人"), "MZ1252", "社区!D3", "6120", "提示"),
    _fault("digits of full width", _cell("社区", "D3", "６１２０"), "MZ1252", "社区!D3", "6120", "提示"),
    _fault("a number that is bad in a sheet of clients", _edited(_bad_client), "MZ1116", "客户档案!C2"),
    _fault("a table both in the workbook and beside it", _edited(_client_sheet), "MZ1246", "档案!C4", "只用一处"),
    # what is told and read all the same
    _fault("a hidden row", _edited(_hide("row")), "MZ1232", "社区!A5", "取消隐藏", "提示"),
    _fault("a hidden column", _edited(_hide("column")), "MZ1232", "社区!A1", "D 列", "提示"),
    _fault("a hidden sheet", _edited(_hide("sheet")), "MZ1232", "社区!A1", "工作表", "提示"),
    _fault("a sheet of one's own", _edited(_own_sheet), "MZ1233", "我的统计", "我的统计", "提示"),
    _fault("a column of one's own", _edited(_own_column), "MZ1234", "社区!F2", "备用电话", "提示"),
    _fault("a column without a heading", _edited(_unheaded), "MZ1234", "社区!F2", "没有表头", "提示"),
    _fault("a title above the headings", _row("社区", 2, "桃源街道社区名册"), "MZ1236", "社区!A2", "表题", "提示"),
    _fault("a row of sums", _edited(_sum_below), "MZ1236", "社区!A13", "合计", "提示"),
    _fault("a remark below", _row("社区", 13, "注：人口按七普"), "MZ1236", "社区!A13", "说明", "提示"),
    _fault(
        "the headings once more",
        _row("社区", 8, "代码", "名称", "类型", "人口"),
        "MZ1236",
        "社区!A8",
        "又一次表头",
        "提示",
    ),
    _fault("a row struck through", _edited(_struck), "MZ1247", "社区!A5", "去掉删除线", "提示"),
    _fault("something beside a pair", _edited(_beside_pair), "MZ1234", "基本情况!E4", "又写一个", "提示"),
)
