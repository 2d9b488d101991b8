"""Tables of clients as offices have them: saved in every way, with habits of every kind, and with something lost."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable

from mzdocs.load.tables.table_formats import CLIENT_TABLE
from tests.faults import Fault, Grade
from tests.workspaces import Workspace, replace

_TABLE = "data/stations/taoyuan-clients.csv"
_YAML = "data/stations/taoyuan.yaml"
_HEAD = CLIENT_TABLE.head
Rows = list[list[str]]


def _text(rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _edit(change: Callable[[Rows], Rows], separator: str = ",", encoding: str = "utf-8") -> Callable[[Workspace], None]:
    """The table with its rows changed, saved in another way."""

    def spoil(space: Workspace) -> None:
        rows = list(csv.reader(io.StringIO(space.table.read_text("utf-8"))))
        space.table.write_bytes(_text(change(rows), separator).encode(encoding))

    return spoil


def _cells(key: str, change: Callable[[str], str], rows: slice = slice(None)) -> Callable[[Workspace], None]:
    """A column with its cells changed, all or some."""
    place = _HEAD.index(key)

    def changed(table: Rows) -> Rows:
        for row in table[1:][rows]:
            row[place] = change(row[place]) if row[place] else ""
        return table

    return _edit(changed)


def _told(name: str, key: str, change: Callable[[str], str], habit: str, row: int = 2) -> Fault:
    where = f"{_TABLE}:{row}:{_HEAD.index(key) + 1} {key}"
    return Fault(name, _cells(key, change), "MZ1251", where, habit, "提示")


def _one(name: str, key: str, cell: str, code: str, intended: str = "") -> Fault:
    """One cell that is another."""
    where = f"{_TABLE}:4:{_HEAD.index(key) + 1} {key}"
    return Fault(name, _cells(key, lambda _: cell, slice(2, 3)), code, where, intended)


def _shape(
    name: str, change: Callable[[Rows], Rows], code: str, intended: str, grade: Grade = "提示", line: int = 1
) -> Fault:
    return Fault(name, _edit(change), code, f"{_TABLE}:{line}", intended, grade)


def _renamed(**names: str) -> Callable[[Rows], Rows]:
    return lambda rows: [[names.get(cell, cell) for cell in rows[0]], *rows[1:]]


def _without(key: str) -> Callable[[Rows], Rows]:
    place = _HEAD.index(key)
    return lambda rows: [row[:place] + row[place + 1 :] for row in rows]


def _alike(rows: Rows) -> Rows:
    head, *others = _renamed(户主="姓名")(rows)
    return [[*head, "申请人"], *([*row, ""] for row in others)]


def _all_helped(rows: Rows) -> Rows:
    return _without("退出日期")([rows[0], *([*row[:-2], "在保", ""] for row in rows[1:])])


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _day(form: str) -> Callable[[str], str]:
    return lambda day: form.format(*map(int, day.split("-")))


def _days_since_1900(day: str) -> str:
    from datetime import date

    return str((date.fromisoformat(day) - date(1899, 12, 30)).days)


def _mixed(space: Workspace) -> None:
    lines = space.table.read_text("utf-8").splitlines(keepends=True)
    space.table.write_bytes("".join(lines[:10]).encode() + "".join(lines[10:]).encode("gb18030"))


def _key(old: str, new: str) -> Callable[[Workspace], None]:
    return lambda space: replace(space.station, old, new)


def _all_numbers(space: Workspace) -> None:
    text = space.station.read_text("utf-8")
    space.station.write_text(re.sub(r"人口: ([0-9])([0-9]{3})\b", r"人口: \1,\2", text), "utf-8")


def _line(text: str) -> Callable[[Workspace], str]:
    def where(space: Workspace) -> str:
        lines = space.station.read_text("utf-8").splitlines()
        return f"{_YAML}:{next(number for number, line in enumerate(lines, 1) if text in line)}:"

    return where


def _kept(key: str, change: Callable[[str], str], habit: str, name: str) -> Fault:
    """A value of the station's own file that is read all the same."""
    return Fault(name, _of_key(key, change), "MZ1252", _line(f"{key}:"), habit, "提示")


def _of_key(key: str, change: Callable[[str], str]) -> Callable[[Workspace], None]:
    def spoil(space: Workspace) -> None:
        text = space.station.read_text("utf-8")
        space.station.write_text(re.sub(rf"(?<={key}: )(.*)", lambda found: change(found[1]), text, count=1), "utf-8")

    return spoil


FAULTS = (
    # days
    _told("days with slashes", "确认日期", _day("{}/{}/{}"), "2026/1/5"),
    _told("days with short numbers", "确认日期", _day("{}-{}-{}"), "2026-01-05"),
    _told("days with points", "确认日期", _day("{}.{}.{}"), "2026.1.5"),
    _told("days in Chinese", "确认日期", _day("{}年{}月{}日"), "2026年1月5日"),
    _told("days of eight digits", "确认日期", lambda day: day.replace("-", ""), "20260105"),
    _told("midnight behind days", "确认日期", lambda day: f"{day} 00:00:00", "0:00"),
    _told("days as a spreadsheet shows them", "确认日期", lambda day: f"{_day('{}/{}/{}')(day)} 0:00", "0:00"),
    _told("days as serials, all of them", "确认日期", _days_since_1900, "46000"),
    _one("a serial among days", "确认日期", "46000", "MZ1257", "yyyy-mm-dd"),
    _one("a day in American order", "确认日期", "03/04/2021", "MZ1253", "2026-11-20"),
    _one("a day with a short year", "确认日期", "03-04-21", "MZ1253", "2026-11-20"),
    _one("a day of a table that never was", "确认日期", "2021/2/30", "MZ1109", "真实的日期"),
    _one("a day with a time", "确认日期", "2021-09-02 14:30", "MZ1109", "2026-11-20"),
    _one("a month only", "确认日期", "2021年9月", "MZ1109", "2026-11-20"),
    Fault("all days in American order", _cells("确认日期", _day("{1:02}/{2:02}/{0}")), "MZ1253",
          f"{_TABLE}:2:8", "2026-11-20"),
    # numbers
    _told("amounts with their unit", "金额", lambda text: f"{text}元", "400元"),
    _told("amounts with cents", "金额", lambda text: f"{text}.00", "400.00"),
    _told("amounts with thousands", "金额", lambda text: f"{int(text) + 1000:,}", "1,200"),
    _told("amounts with a sign of money", "金额", lambda text: f"￥{text}", "400元"),
    _told("persons with their unit", "人数", lambda text: f"{text}人", "3人"),
    _told("full-width counts", "件数", _wide, "全角"),
    _one("an amount in cents", "金额", "400.50", "MZ1107", "2500"),
    _one("an amount in ten thousands", "金额", "0.04万", "MZ1107", "2500"),
    _one("the unit of another column", "金额", "3人", "MZ1107", "2500"),
    _one("thousands parted wrongly", "金额", "1,20", "MZ1107", "2500"),
    # numbers of persons
    _told("numbers wrapped against a spreadsheet", "身份证号", lambda text: f'="{text}"', "="),
    _told("numbers behind an apostrophe", "身份证号", lambda text: f"'{text}", "单引号"),
    _told("full-width numbers", "身份证号", _wide, "全角"),
    _told("numbers in groups", "身份证号", lambda text: f"{text[:6]} {text[6:14]} {text[14:]}", "空格"),
    _told("blanks around numbers", "身份证号", lambda text: f" {text}\u00a0", "空格"),
    Fault("numbers rounded to fifteen digits", _cells("身份证号", lambda text: text[:15] + "000"), "MZ1256",
          f"{_TABLE}:2:3 身份证号", "第 2—13 行"),
    Fault("wrapped numbers that were rounded before", _cells("身份证号", lambda text: f'="{text[:15]}000"'), "MZ1256",
          f"{_TABLE}:2:3 身份证号", "第 2—13 行"),
    Fault("half of the numbers rounded", _cells("身份证号", lambda text: text[:15] + "000", slice(0, 6)), "MZ1256",
          f"{_TABLE}:2:3 身份证号", "第 2—7 行"),
    Fault("numbers in scientific notation", _cells("身份证号", lambda _: "9.90103E+17"), "MZ1204",
          f"{_TABLE}:2:3 身份证号", "文本"),
    _one("a masked number", "身份证号", "990103********0846", "MZ1116", "18 位"),
    _one("a number of fifteen digits", "身份证号", "990103740601084", "MZ1116", "18 位"),
    # names
    _one("a name with a question mark", "户主", "林?", "MZ1254", "“?”"),
    _one("a name with a box", "户主", "林□", "MZ1254", "“□”"),
    _one("a name with the mark of printers", "户主", "林〓", "MZ1254", "“〓”"),
    _one("a name that describes its character", "户主", "林⿰王民", "MZ1254", "“⿰”"),
    _one("a name with a replaced character", "户主", "林\ufffd", "MZ1254", "生僻字"),
    _one("a masked name", "户主", "林*洁", "MZ1254", "遮盖"),
    # the shape
    _shape("a title", lambda rows: [["桃源街道客户档案"], [], *rows], "MZ1258", "标题"),
    _shape("a head of two rows", lambda rows: [["", "户主信息", "户主信息", *[""] * 10], *rows], "MZ1258", "标题"),
    _shape("a head parted over two rows", lambda rows: [
        ["户号", "户主信息", "", *_HEAD[3:]], ["", "户主", "身份证号", *[""] * 10], *rows[1:]
    ], "MZ1258", "两行表头"),
    _shape("sums at the end", lambda rows: [*rows, ["合计", "", "", "", "", "33", "9800", *[""] * 6]], "MZ1258",
           "合计", line=14),
    _shape("sums spelt wide", lambda rows: [*rows, ["", "合 计：", "", "", "", "33", "9800", *[""] * 6]], "MZ1258",
           "合计", line=14),
    _shape("a remark at the end", lambda rows: [*rows, ["制表人：林某", *[""] * 12]], "MZ1258", "说明", line=14),
    _shape("the head on every page", lambda rows: [*rows[:7], rows[0], *rows[7:]], "MZ1258", "表头", line=8),
    _shape("a column of serials in front", lambda rows: [
        ["序号", *rows[0]], *([str(number), *row] for number, row in enumerate(rows[1:], 1))
    ], "MZ1259", "“序号”"),
    _shape("a column of remarks behind", lambda rows: [[*rows[0], "备注"], *([*row, ""] for row in rows[1:])], "MZ1259",
           "“备注”"),
    _shape("words in a column without a name", lambda rows: [[*rows[0], ""], *([*row, "x"] for row in rows[1:])],
           "MZ1259", "第 14 列"),
    _shape("a name for the head of the household", _renamed(户主="姓名"), "MZ1260", "“姓名”当作“户主”"),
    _shape("names of other systems", _renamed(身份证号="公民身份号码", 金额="月保障金额（元）"), "MZ1260",
           "“公民身份号码”当作“身份证号”"),
    _shape("no column of days of leaving", _all_helped, "MZ1261", "退出日期"),
    _shape("a column missing", _without("类别"), "MZ1202", "缺少 类别", "错误"),
    _shape("a column misspelt", _renamed(户主="户住"), "MZ1202", "是不是“户主”", "错误"),
    _shape("a column of which nobody knows what it is", _renamed(人数="家庭情况"), "MZ1202", "缺少 人数", "错误"),
    _shape("a column twice", lambda rows: [[*row, row[1]] for row in rows], "MZ1264", "户主", "错误"),
    _shape("two columns called alike", _alike, "MZ1264", "户主", "错误"),
    _shape("the head sorted among the rows", lambda rows: [*rows[1:4], rows[0], *rows[4:]], "MZ1202",
           "排了序", "错误", 4),
    _shape("no head", lambda rows: rows[1:], "MZ1202", "没有找到表头", "错误"),
    _shape("another table", lambda _: [["户号", "材料", "题名"], ["DB-2021-0001", "申请书", "申请书"]], "MZ1202",
           "缺少", "错误"),
    _shape("a row almost empty", lambda rows: [*rows, ["DB-2029-0001", *[""] * 12]], "MZ1265", "补全", "错误", 14),
    _shape("a formula", lambda rows: [*rows[:2], [*rows[2][:8], "=I2", *rows[2][9:]], *rows[3:]], "MZ1266", "数值",
           "错误", 3),
    _shape("the end of rows not written", lambda rows: [rows[0], *(row if row[-1] else row[:-1] for row in rows[1:])],
           "MZ1271", "末尾", line=2),
    _shape("sums below every community", lambda rows: [
        *rows[:5], ["小计", *[""] * 4, "9", "4000", *[""] * 6], *rows[5:], ["小计", *[""] * 4, "9", "4000", *[""] * 6]
    ], "MZ1258", "第 6、15 行是合计", line=6),
    _shape("a comma lost", lambda rows: [*rows[:2], [*rows[2][:5], rows[2][5] + rows[2][6], *rows[2][7:]], *rows[3:]],
           "MZ1203", "逗号", "错误", 3),
    # the file
    Fault("saved as Unicode text", _edit(lambda rows: rows, "\t", "utf-16"), "MZ1262", _TABLE, "UTF-16", "提示"),
    Fault("parted by semicolons", _edit(lambda rows: rows, ";"), "MZ1262", _TABLE, "分号", "提示"),
    Fault("parted by tabs", _edit(lambda rows: rows, "\t"), "MZ1262", _TABLE, "制表符", "提示"),
    Fault("lines of two encodings", _mixed, "MZ1255", f"{_TABLE}:11", "第 11—13 行"),
    Fault("an old workbook renamed", lambda space: space.table.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99),
          "MZ1221", _TABLE, ".xls"),
    Fault("a page of the web", lambda space: space.table.write_text("<html><table></table></html>"), "MZ1221", _TABLE,
          "网页"),
    # strictly
    Fault("days with slashes, asked for strictly", _cells("确认日期", _day("{}/{}/{}")), "MZ1251",
          f"{_TABLE}:2:8 确认日期", "2026/1/5", command=("check", "--strict")),
    Fault("a population with thousands, asked for strictly", _all_numbers, "MZ1252", _line("人口:"), "6,120 → 6120",
          command=("check", "--strict")),
    # the station's own file
    Fault("populations with thousands", _all_numbers, "MZ1252", _line("人口:"), "共 ", "提示"),
    _kept("制发日期", lambda day: day.replace("-", "/"), "2026-10-12", "a day with slashes"),
    _kept("制发日期", lambda day: f"{day} 00:00:00", "2026-10-12", "midnight behind a day"),
    _kept("咨询", _wide, "0999-5551001", "a full-width telephone"),
    _kept("咨询", lambda number: number.replace("-", " "), "0999-5551001", "a telephone parted by a blank"),
    _kept("咨询", lambda number: f"{number}-802", "转802", "an extension behind a dash"),
    _kept("面积", lambda area: f"{area}平方米", "113", "an area with its unit"),
    _kept("邮编", _wide, "990103", "a full-width post code"),
    Fault("a day in American order in the station's file", _of_key("制发日期", lambda _: "03/04/2026"), "MZ1253",
          _line("制发日期:"), "2026-11-20"),
    Fault("a name in the station's file with a box", _of_key("姓名", lambda name: f"{name[:1]}□"), "MZ1254",
          _line("□"), "“□”"),
)  # fmt: skip
