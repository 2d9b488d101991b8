"""What clerks of yet other places wrote, and what they meant by it: values, groups, names, files, and kinds of files."""

# ruff: noqa: E501 - one fault a line

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.faults import STATION, Fault, slip
from tests.faults.facts import DISTRICT, TABLE, Where, at, at_district, cells, district, everywhere
from tests.workbooks import NAME, as_book, edit, with_parts
from tests.workspaces import Workspace, replace

Spoil = Callable[[Workspace], object]
_PHOTO = "photos/001-001-01.png"
_AT_PHOTO = at("001-001-01")
_PHONES = "电话:\n  咨询: 0999-5551001\n  监督: 0999-5551002\n  传真: 0999-5551003\n"
_HOURS = "办公时间:\n  - { 日期: 周一至周五, 时间: 9:00—12:00，13:30—17:00 }\n"
_TERM = "聘期: { 起: 2026-10-15, 止: 2029-10-14 }"
_REMARK = "# ── 科室牌 ──"
_CLIENTS = "客户档案: taoyuan-clients.csv"


def _named(word: str) -> Spoil:
    return everywhere("姓名: 廖亚男", f"姓名: {word}")


def _table(name: str, spoil: Spoil, code: str, column: int, intended: str, row: int = 2) -> Fault:
    return Fault(name, spoil, code, f"{TABLE}:{row}:{column}", intended)


def _moved(old: Callable[[Workspace], Path], new: str) -> Spoil:
    return lambda workspace: old(workspace).rename(old(workspace).with_name(new))


def _photo(raw: bytes) -> Spoil:
    return lambda workspace: (workspace.photos / "001-001-01.png").write_bytes(raw)


def _bytes(raw: bytes) -> Spoil:
    return lambda workspace: workspace.station.write_bytes(raw)


def _book(change: Callable[[bytes], bytes]) -> Spoil:
    def spoil(workspace: Workspace) -> None:
        path = as_book(workspace)
        path.write_bytes(change(path.read_bytes()))

    return spoil


def _cell(sheet: str, cell: str, value: object) -> Spoil:
    return lambda workspace: edit(as_book(workspace), lambda book: book[sheet].__setitem__(cell, value))


def _called_yaml(workspace: Workspace) -> None:
    as_book(workspace).rename(workspace.station)


def _of_zip(**parts: bytes) -> Callable[[bytes], bytes]:
    return lambda _: with_parts(b"PK\x05\x06" + bytes(18), {name.replace("_", "/"): raw for name, raw in parts.items()})


def _strictly(raw: bytes) -> bytes:
    return with_parts(raw, {"xl/workbook.xml": b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'})


def _photos_elsewhere(workspace: Workspace) -> None:
    (workspace.photos.parent / "照片").mkdir()
    (workspace.photos / "001-001-01.png").rename(workspace.photos.parent / "照片" / "001-001-01.png")


def _bad_photo(name: str, raw: bytes, intended: str) -> Fault:
    return Fault(f"a photo that is {name}", _photo(raw), "MZ1306", _AT_PHOTO, intended, exit=11)


def _no_photo(name: str, spoil: Spoil, intended: str) -> Fault:
    return Fault(name, spoil, "MZ1305", _AT_PHOTO, intended, exit=11)


def _no_table(name: str, written: str, intended: str) -> Fault:
    return slip(name, (_CLIENTS, f"客户档案: {written}"), "MZ1302", intended)


def _sheet_gone(workspace: Workspace) -> None:
    edit(as_book(workspace), lambda book: book.remove(book["社区"]))


def _in_the_station(name: str, old: str, new: str, code: str, intended: str, where: Where | None = None) -> Fault:
    return Fault(name, lambda w: replace(w.station, old, new), code, where or at(new), intended)


GROUPS = (
    slip("a term as a sentence", (_TERM, "聘期: 2026-10-15 至 2029-10-14"), "MZ1104", "{ 起: 2026-10-15, 止: 2029-10-14 }"),
    slip("a term of Chinese days", (_TERM, "聘期: 2026年10月15日至2029年10月14日"), "MZ1104", "{ 起: 2026-10-15, 止: 2029-10-14 }"),
    slip("a term in one of its days", (_TERM, "聘期: { 起: 2026-10-15—2029-10-14 }"), "MZ1109", "2026-10-15 / 2029-10-14"),
    slip("one telephone for a group of them", (_PHONES, "电话: 0999-5551001\n"), "MZ1104", "{ 咨询: 0999-5551001, 监督: … }"),
    slip("hours as a sentence", (_HOURS, "办公时间: 周一至周五 9:00—12:00\n"), "MZ1106", "[{ 日期: 周一至周五, 时间: 9:00—12:00 }]"),
    slip("hours without a list around them", (_HOURS, "办公时间: { 日期: 周一至周五, 时间: 9:00—12:00 }\n"), "MZ1106", "[{ 日期: 周一至周五, 时间: 9:00—12:00 }]"),
    slip("a plain comma within braces", ("9:00—12:00，13:30—17:00", "9:00-12:00,13:30-17:00"), "MZ1102", '时间: "9:00-12:00,13:30-17:00"'),
    slip("a remark behind a wide hash", (_REMARK, "＃ 科室牌"), "MZ1025", "# 科室牌"),
    slip("a remark behind strokes", (_REMARK, "// 科室牌"), "MZ1025", "# 科室牌"),
    slip("a remark behind nothing", (_REMARK, "以下是科室牌"), "MZ1025", "# 以下是科室牌"),
    slip("a drawn line", (_REMARK, "=============="), "MZ1025", "# =="),
    slip("a line of dashes and words", (_REMARK, "—————科室牌—————"), "MZ1025", "# —"),
    slip("two keys on one line", ("邮编: 990103", "邮编: 990103 传真: 0999-5551003"), "MZ1026", "“传真”另起一行"),
    slip("a key at the end of the line before", ("邮编: 990103\n电话:", "邮编: 990103 电话:"), "MZ1026", "“电话”另起一行"),
)  # fmt: skip
VALUES = (
    slip("an area about right", ("面积: 113", "面积: 约113平米"), "MZ1108", "是不是 113"),
    slip("a count in words with its unit", ("问题数: 1", "问题数: 一处"), "MZ1107", "是不是 1"),
    slip("a remark glued to a number", ("人口: 6120", "人口: 6120# 去年"), "MZ1107", "是不是 6120"),
    slip("a remark in brackets behind a number", ("人口: 6120", "人口: 6120（户籍）"), "MZ1107", "是不是 6120"),
    slip("money in ten thousands", ("金额: 68000", "金额: 6.8万"), "MZ1107", "是不是 68000"),
    slip("a serial as one says it", ("序号: 41", "序号: 第41号"), "MZ1107", "是不是 41"),
    slip("a place in a row as one says it", ("左起: 2\n", "左起: 第2块\n"), "MZ1107", "是不是 2"),
    slip("a day with its weekday", ("公告日期: 2027-01-29", "公告日期: 2027-01-29（星期五）"), "MZ1109", "是不是 2027-01-29"),
    slip("a day with a letter O", ("公告日期: 2027-01-29", "公告日期: 2027-O1-29"), "MZ1109", "是不是 2027-01-29"),
    slip("a day in Chinese figures", ("公告日期: 2027-01-29", "公告日期: 二〇二七年一月二十九日"), "MZ1109", "是不是 2027-01-29"),
    slip("a monitor's serial of one digit", ('郝根生\n        序号: "02"', '郝根生\n        序号: "2"', '序号: "2"'), "MZ1114", "是不是 02"),
    slip("a photo with strokes of Windows", (_PHOTO, r"photos\001-001-01.png"), "MZ1118", f"是不是 {_PHOTO}"),
    slip("an administrative post cut short", ("编制: 行政编制", "编制: 公务员"), "MZ1103", "是不是想写“行政编制”"),
    Fault("a credit code with a letter O", district("11990103MY55012032", "1199O103MY55012032"), "MZ1117", at_district("1199O"), "是不是 11990103MY55012032"),
    Fault("a telephone with the country's code", district("0999-5550112", "+86 0999 5550112"), "MZ1111", at_district("+86"), "是不是 0999-5550112"),
    Fault("two telephones in one", district("0999-5550112", "0999-5550112、0999-5550113"), "MZ1111", at_district("5550113"), "是不是 0999-5550112"),
    Fault("a year in Chinese figures", district("年度: 2026", "年度: 二〇二六"), "MZ7152", f"{DISTRICT}:14:", "是不是 2026"),
    Fault("a year of two digits", district("年度: 2026", "年度: 26"), "MZ7152", f"{DISTRICT}:14:", "是不是 2026"),
    Fault("must for yes", district("必备: 是", "必备: 必须"), "MZ1110", f"{DISTRICT}:56:", "是不是想写“是”"),
)  # fmt: skip
PRINTED = (
    Fault("a monitor who is not appointed yet", _named("待定"), "MZ1993", at("姓名: 待定"), "先不写"),
    Fault("a monitor who is none", _named("无"), "MZ1993", at("姓名: 无"), "先不写"),
    Fault("a stroke for a name", _named("/"), "MZ1993", at("姓名: /"), "先不写"),
    Fault("crosses for a name", _named("XXX"), "MZ1993", at("姓名: XXX"), "先不写"),
    Fault("a name with a telephone", _named("廖亚男13900000000"), "MZ1993", at("廖亚男1390"), "里面有数字"),
    Fault("two people in one name", _named("廖亚男、郝小根"), "MZ1993", at("廖亚男、"), "分成两项"),
    Fault("a name in wide quotes", _named("“廖亚男”"), "MZ1993", at("“廖亚男”"), "引号"),
    Fault("a name with a sex", _named("廖亚男（女）"), "MZ2850", at("廖亚男（女）"), "不写在姓名里", "提示"),
    _in_the_station("a community in wide quotes", "名称: 桃溪社区", "名称: “桃溪社区”", "MZ1993", "引号"),
    _in_the_station("an address as above", "地址: 云川市澄江区桃溪路 26 号街道便民服务中心一楼", "地址: 同上", "MZ1993", "先不写"),
    Fault("a head of a household not yet known", cells(2, 户主="待补"), "MZ1993", f"{TABLE}:2:2", "先不写"),
    Fault("two heads of a household", cells(2, 户主="林梦洁/林某"), "MZ1993", f"{TABLE}:2:2", "分成两项"),
    Fault("a head of a household who died", cells(2, 户主="林梦洁（已故）"), "MZ2850", f"{TABLE}:2:2", "不写在姓名里", "提示"),
)  # fmt: skip
FILES = (
    _no_photo("a photo without its folder", lambda w: replace(w.station, _PHOTO, "001-001-01.png"), f"“{_PHOTO}”"),
    _no_photo("a photo by its whole way", lambda w: replace(w.station, _PHOTO, f"data/stations/{_PHOTO}"), "在“photos”里"),
    _no_photo("a photo in another folder", _photos_elsewhere, "“照片/001-001-01.png”"),
    _no_photo("a photo saved twice", _moved(lambda w: w.photos / "001-001-01.png", "001-001-01 (1).png"), "001-001-01 (1).png"),
    _bad_photo("of a telephone", b"\0\0\0\x18ftypheic" + bytes(99), "HEIC"),
    _bad_photo("of a page of the web", b"RIFF\x24\0\0\0WEBPVP8 " + bytes(99), "WebP"),
    _bad_photo("a PDF", b"%PDF-1.4\n", "PDF"),
    _bad_photo("a document", bytes.fromhex("d0cf11e0a1b11ae1"), "Office 文档"),
    _bad_photo("empty", b"", "空文件"),
    _no_table("a client table misspelt", "taoyuan-client.csv", "“taoyuan-clients.csv”"),
    _no_table("a client table with another stroke", "taoyuan_clients.csv", "“taoyuan-clients.csv”"),
    _no_table("a client table of another ending", "taoyuan-clients.xlsx", "“taoyuan-clients.csv”"),
    Fault("a client table copied", _moved(lambda w: w.table, "taoyuan-clients - 副本.csv"), "MZ1302", at(_CLIENTS), "副本.csv"),
    Fault("a client table with a name of its own", _moved(lambda w: w.table, "桃源客户档案.csv"), "MZ1302", at(_CLIENTS), "“桃源客户档案.csv”"),
    Fault("a station's file saved by Notepad", _moved(lambda w: w.station, "taoyuan.yaml.txt"), "MZ1308", "data/stations/taoyuan.yaml.txt", ".txt 删去"),
    Fault("a station's file of WordPad", _bytes(b"{\\rtf1\\ansi"), "MZ1024", STATION, "RTF"),
    Fault("a workbook called .yaml", _called_yaml, "MZ1024", STATION, "扩展名改为 .xlsx"),
    Fault("an .ods renamed", _book(_of_zip(**{"content.xml": b"<a/>"})), "MZ1221", NAME, ".ods"),
    Fault("a Word document renamed", _book(_of_zip(**{"word_document.xml": b"<a/>"})), "MZ1221", NAME, "Word 文档"),
    Fault("a picture renamed", _book(lambda _: b"\xff\xd8\xff\xe0"), "MZ1221", NAME, "JPEG"),
    Fault("a workbook of the strict format", _book(_strictly), "MZ1221", NAME, "严格 Open XML"),
)  # fmt: skip
CELLS = (
    _table("a class as one says it", cells(2, 类别="低保"), "MZ1408", 4, "是不是“最低生活保障”"),
    _table("a class of another age", cells(2, 类别="五保"), "MZ1408", 4, "是不是“特困人员救助供养”"),
    _table("a class by its code", cells(2, 类别="DB"), "MZ1408", 4, "是不是“最低生活保障”"),
    _table("a community by its code", cells(2, 社区="002"), "MZ1409", 5, "是不是“花径社区”"),
    _table("a status of help that goes on", cells(2, 状态="正常"), "MZ1103", 12, "是不是想写“在保”"),
    _table("a status of help that ended", cells(3, 状态="停保"), "MZ1103", 12, "是不是想写“已退出”", 3),
    _table("a number of 17 digits", cells(2, 身份证号="99010319740601084"), "MZ1116", 3, "有 17 位"),
    _table("a number with a letter O", cells(2, 身份证号="99O103197406010846"), "MZ1116", 3, "字母"),
    _table("a number with a wrong digit", cells(2, 身份证号="990103197406010847"), "MZ1116", 3, "校验码对不上"),
    _table("a number of no day of birth", cells(2, 身份证号="990103197413010846"), "MZ1116", 3, "出生日期不存在"),
    _table("an identity number left out", cells(2, 身份证号=""), "MZ1116", 3, "这里空着"),
    _table("a day without the day", cells(2, 确认日期="2021年9月"), "MZ1109", 8, "少了日"),
    _table("a day with a stop", cells(2, 确认日期="2021-09-02。"), "MZ1109", 8, "别的字或符号"),
    _table("an amount for a month", cells(2, 金额="400元/月"), "MZ1107", 7, "数字以外的字"),
    _table("an amount left out", cells(2, 金额=""), "MZ1107", 7, "这里空着"),
    Fault("a picture in a cell", _cell("社区·监督员", "E3", '=DISPIMG("ID_1",1)'), "MZ1272", f"{NAME} 社区·监督员!E3", "photos/001-01.jpg"),
    Fault("a sheet of communities deleted", _sheet_gone, "MZ1273", f"{NAME} 社区·监督员!A3", "补回来"),
    Fault("a community by a bare number", _cell("社区·监督员", "A3", "1"), "MZ1237", f"{NAME} 社区·监督员!A3", "是不是“001”"),
    Fault("a row of one cell", _cell("社区·监督员", "A19", "001"), "MZ1126", f"{NAME} 社区·监督员!B19", "删去"),
)  # fmt: skip
HABITS = (
    Fault("a stroke in an empty day of leaving", cells(2, 退出日期="/"), "MZ1251", f"{TABLE}:2:13", "空着的格里画了记号", "提示"),
    Fault("none in an empty day of leaving", cells(2, 退出日期="无"), "MZ1251", f"{TABLE}:2:13", "空着的格里画了记号", "提示"),
    _table("a name for a number", cells(2, 身份证号="林梦洁"), "MZ1116", 3, "像是姓名"),
    Fault("the client table for that of papers", lambda w: replace(w.station, "材料: taoyuan-papers", "材料: taoyuan-clients"), "MZ1202", f"{TABLE}:1", "这是“客户档案”的表"),
)  # fmt: skip
COMMANDS = (
    Fault("the name of what is made for a station's", lambda w: None, "MZ7171", "工作站", "--only 胸牌", command=("build", "胸牌"), exit=2),
)  # fmt: skip
FAULTS = (*GROUPS, *VALUES, *PRINTED, *FILES, *CELLS, *HABITS, *COMMANDS)
