"""Facts that are each well written and cannot be true together: of people, days, places, numbers, tables."""

# ruff: noqa: E501 - one fault a line

from __future__ import annotations

from collections.abc import Callable

from tests.faults import Fault
from tests.workspaces import Workspace, line_of, replace

Spoil = Callable[[Workspace], None]
Where = Callable[[Workspace], str]
STATION, DISTRICT, TABLE = "data/stations/taoyuan.yaml", "data/district.yaml", "data/stations/taoyuan-clients.csv"
FIRST_COMMUNITY = '  - 代码: "001"\n    名称: 桃溪社区\n'


def station(old: str, new: str) -> Spoil:
    return lambda workspace: replace(workspace.station, old, new)


def everywhere(old: str, new: str) -> Spoil:
    """Among the people and in the assessments."""
    return lambda workspace: replace(workspace.station, old, new, 2)


def district(old: str, new: str) -> Spoil:
    return lambda workspace: replace(workspace.district, old, new)


def at(text: str) -> Where:
    """The first line of the station's file that says this."""
    return lambda workspace: f"{STATION}:{line_of(workspace.station, text)}:"


def at_district(text: str) -> Where:
    return lambda workspace: f"{DISTRICT}:{line_of(workspace.district, text)}:"


def cells(row: int, **values: str) -> Spoil:
    """Cells of a row of the client table, counted with its head from 1; `=3` is the cell of row 3."""

    def spoil(workspace: Workspace) -> None:
        rows = [line.split(",") for line in workspace.table.read_text("utf-8").splitlines()]
        head = [cell.lstrip("\ufeff") for cell in rows[0]]
        for name, value in values.items():
            column = head.index(name)
            rows[row - 1][column] = rows[int(value[1:]) - 1][column] if value.startswith("=") else value
        workspace.table.write_text("\n".join(map(",".join, rows)) + "\n", "utf-8")

    return spoil


def _community_copied(workspace: Workspace) -> None:
    text = workspace.station.read_text("utf-8")
    first = FIRST_COMMUNITY + text.split(FIRST_COMMUNITY)[1].split('  - 代码: "002"\n    名称: 花径')[0]
    workspace.station.write_text(text.replace(first, first * 2), "utf-8")


def _second_community(text: str) -> Where:
    def where(workspace: Workspace) -> str:
        lines = workspace.station.read_text("utf-8").splitlines()
        return f"{STATION}:{[n for n, line in enumerate(lines, 1) if text in line][1]}:"

    return where


PEOPLE = (
    Fault("one photo for two monitors", station("photos/001-001-02.png", "photos/001-001-01.png"), "MZ1611", _second_community("photos/001-001-01.png"), "社区[1].监督员[1]", exit=11),
    Fault("one photo for two of the staff", station("photos/001-staff-02.png", "photos/001-staff-01.png"), "MZ1832", _second_community("photos/001-staff-01.png"), "人员[1]", exit=11),
    Fault("one code for two of the staff", station('代码: "02"\n    姓名: 姚', '代码: "01"\n    姓名: 姚'), "MZ1951", f"{STATION}:51:", "一人一个代码"),
    Fault("one serial for two monitors", station('郝根生\n        序号: "02"', '郝根生\n        序号: "01"'), "MZ1405", f"{STATION}:245:", "例如 02"),
    Fault("one mobile for two monitors", lambda w: replace(w.station, "工作电话: 0999-5551101", "工作电话: 13800000000", 2), "MZ2836", _second_community("13800000000"), "社区[1].监督员[1]", "提示"),
    Fault("a monitor of two communities", everywhere("姓名: 傅浩然", "姓名: 廖亚男"), "MZ1958", f"{STATION}:254:", "社区[1].监督员[1]", "提示"),
    Fault("a name with a full-width blank", station("姓名: 姚少峰", "姓名: 姚　少峰"), "MZ1982", at("姚　少峰"), "删去空格"),
    Fault("a monitor's name with a blank", station("姓名: 曾芬", "姓名: 曾 芬"), "MZ1982", at("曾 芬"), "两个字的姓名也不用空格对齐"),
    Fault("a name with a dot of another script", everywhere("姓名: 欧阳静舒", "姓名: 阿依古丽•买买提"), "MZ1651", at("阿依古丽•"), "改为“·”"),
    Fault("a name with a full-width stop for a dot", everywhere("姓名: 欧阳静舒", "姓名: 阿依古丽．买买提"), "MZ1651", at("阿依古丽．"), "改为“·”"),
    Fault("assessed under a misspelt name", station('代码: "02", 姓名: 姚少峰', "姓名: 姚少锋"), "MZ1681", at("姚少锋"), "人员[2]（代码 02）"),
    Fault("assessed under another's code", station('代码: "03", 姓名: 邱立新', '代码: "04", 姓名: 邱立新'), "MZ1955", f"{STATION}:527:", "这个姓名的代码是 03"),
    Fault("assessed under nobody's code", station('代码: "03", 姓名: 邱立新', '代码: "13", 姓名: 邱立新'), "MZ1681", at('代码: "13"'), "代码是 03"),
    Fault("assessed with a level there is not", station("等次: 称职 }", "等次: 不称职的 }"), "MZ1467", at("不称职的"), "是不是“不称职”"),
    Fault("assessed with more points than there are", station("得分: [20, 25, 27, 13, 9]", "得分: [20, 25, 37, 13, 9]"), "MZ1466", at("[20, 25, 37"), "超过分值 30"),
    Fault("assessed twice", station('代码: "04", 姓名: 孟建国', '代码: "03", 姓名: 邱立新'), "MZ1468", f"{STATION}:528:", "考评[3]"),
    Fault("on duty under a misspelt name", station('带班: "02", 人员: ["05", "06"]', '带班: 姚少锋, 人员: ["05", "06"]'), "MZ1858", at("带班: 姚少锋"), "只差一个字的是代码 02"),
    Fault("arranged by a misspelt name", station("立卷人: 邱立新", "立卷人: 丘立新"), "MZ2843", at("丘立新"), "人员[3]", "提示"),
)  # fmt: skip
PLACES = (
    Fault("one community under the name of another", station("名称: 花径社区", "名称: 桃溪社区"), "MZ1975", _second_community("名称: 桃溪社区"), "社区[1]"),
    Fault("a community copied whole", _community_copied, "MZ1975", _second_community("名称: 桃溪社区"), "整段写了两次"),
    Fault("one code for two communities", station('代码: "002"\n    名称: 花径', '代码: "001"\n    名称: 花径'), "MZ1405", f"{STATION}:249:", "例如 011"),
    Fault("a population with two noughts too many", station("人口: 6120", "人口: 612000"), "MZ2839", at("612000"), "多写", "提示"),
    Fault("a population of nobody", station("人口: 6120", "人口: 0"), "MZ2839", at("人口: 0"), "漏写", "提示"),
    Fault("a plaque at a misspelt place", station("地点: 社会事务科", "地点: 社会事物科"), "MZ1985", at("社会事物科"), "社会事务科"),
    Fault("an address in another street", station("澄江区桃溪路 26 号", "澄江区柳林街道 26 号"), "MZ2837", at("柳林街道"), "桃源街道", "提示"),
    Fault("complaints to the station itself", station("监督: 0999-5551002", "监督: 0999-5551001"), "MZ2838", at("监督: 0999"), "街道监督部门", "提示"),
    Fault("hours that run backward", station("时间: 9:00—12:00，13:30—17:00", "时间: 12:00—9:00"), "MZ1981", at("12:00—9:00"), "9:00—12:00"),
    Fault("an afternoon of 12 hours", station("13:30—17:00", "1:30—5:00"), "MZ1981", at("1:30—5:00"), "13:30—17:00"),
    Fault("hours there are not", station("13:30—17:00", "13:30—17:60"), "MZ1981", at("17:60"), "17:60"),
    Fault("a room's plate twice", station("名称: 救助受理室, 位置: 一楼 102 室", "名称: 民政服务窗口, 位置: 一楼 101 室"), "MZ1976", _second_community("一楼 101 室"), "科室牌[1]"),
    Fault("facilities with full-width commas", station("[座椅, 饮水机, 老花镜, 书写台, 无障碍通道]", "[座椅，饮水机，老花镜]"), "MZ2840", at("座椅，饮水机"), "[座椅, 饮水机, 老花镜]", "提示"),
    Fault("a facility twice", station("[座椅, 饮水机, 老花镜,", "[座椅, 饮水机, 座椅,"), "MZ1977", at("座椅, 饮水机, 座椅"), "座椅"),
    Fault("inspectors with full-width commas", station("[区民政局, 区委编办, 区人力资源和社会保障局, 区财政局]", "[区民政局，区委编办，区财政局]"), "MZ1854", at("区民政局，区委"), "3 项写成了一项"),
    Fault("an inspector's unit misspelt", station("[区民政局, 区委编办,", "[区民政局, 区编委办,"), "MZ1854", at("区编委办"), "区委编办"),
    Fault("a thing of a misspelt kind", station("名称: 传真机", "名称: 传真基"), "MZ1957", at("传真基"), "是不是“传真机”", "提示"),
    Fault("a board under a misspelt code", station("展板: xing-wei-gui-fan", "展板: xing-wei-gui-fang"), "MZ1403", at("gui-fang"), "xing-wei-gui-fan"),
)  # fmt: skip
DAYS = (
    Fault("last year's file", lambda w: w.station.write_text(w.station.read_text("utf-8").replace("2026-", "2025-"), "utf-8"), "MZ1992", at("制发日期: 2025-10-12"), "2025 年的文件"),
    Fault("a year with a digit wrong", station("到岗: 2026-03-06", "到岗: 1026-03-06"), "MZ1901", at("1026"), "是不是 2026-03-06？"),
    Fault("a year with figures changed", station("核对日期: 2026-10-20", "核对日期: 2062-10-20"), "MZ1901", at("2062-10-20"), "是不是 2026-10-20？"),
    Fault("a term that runs backward", station("聘期: { 起: 2026-10-15, 止: 2029-10-14 }", "聘期: { 起: 2029-10-14, 止: 2026-10-15 }"), "MZ1406", at("起: 2029-10-14"), "写颠倒"),
    Fault("a term of two hundred years", station("止: 2029-10-14", "止: 2206-10-14"), "MZ1901", at("2206"), "核对年份"),
    Fault("a second look before the first", station("日期: 2026-12-18", "日期: 2026-11-08"), "MZ1905", at("2026-11-08"), "早于检查日期"),
    Fault("due before the inspection", station("期限: 2026-11-30", "期限: 2026-10-30"), "MZ1905", at("期限: 2026-10-30"), "早于检查日期"),
    Fault("duty announced in the holiday", station("公告日期: 2027-01-29", "公告日期: 2027-02-09"), "MZ1905", at("2027-02-09"), "晚于放假首日"),
    Fault("monitors trained before there were any", station("日期: 2026-10-20\n    地点", "日期: 2026-01-20\n    地点"), "MZ2844", at("2026-01-20"), "信息监督员", "提示"),
    Fault("appointed by a document of another age", station("任职文号: 桃源街办〔2026〕5号", "任职文号: 桃源街办〔2062〕5号"), "MZ2841", at("2062"), "2062", "提示"),
    Fault("the district's year with a digit wrong", district("年度: 2026", "年度: 2206"), "MZ1909", at_district("年度: 2206"), "2026 年"),
)  # fmt: skip
PAPERS = (
    Fault("an office misspelt in a paper", station("发文机关: 澄江区桃源街道办事处", "发文机关: 澄江区桃圆街道办事处"), "MZ2849", at("发文机关: 澄江区桃圆"), "澄江区桃源街道办事处", "提示"),
    Fault("the bureau misspelt in a paper", station("主送机关: 云川市澄江区民政局", "主送机关: 云川市登江区民政局"), "MZ2849", at("登江区"), "云川市澄江区民政局", "提示"),
    Fault("a number in round brackets", station("桃源街办〔2026〕31号", "桃源街办（2026）第031号"), "MZ1469", at("（2026）第031号"), "是不是“桃源街办〔2026〕31号”？"),
    Fault("a number of the district's in square brackets", district("发文字号: 澄民〔2026〕", "发文字号: 澄民[2026]"), "MZ1517", at_district("澄民[2026]"), "是不是“澄民〔2026〕"),
    Fault("a street's code there is not", station('街道代码: "001"', '街道代码: "101"'), "MZ1401", f"{STATION}:4:", "按名称应是 001"),
    Fault("a street's code of another", station('街道代码: "001"', '街道代码: "002"'), "MZ1402", f"{STATION}:5:", "街道代码 001 的"),
    Fault("a period in other words", district("周期: 2026年度", "周期: 2026 年全年度"), "MZ1960", at_district("2026 年全年度"), "是不是“2026年度”？"),
    Fault("a judgment of another way", station("数值: 96", "符合: 是"), "MZ1463", f"{STATION}:4", "数值"),
    Fault("a paper under a misspelt code", station("代号: self-inspection", "代号: self-inspect"), "MZ1983", at("self-inspect"), "self-inspection"),
    Fault("a paper of the district's under a misspelt code", district("代号: circular", "代号: circlar"), "MZ1983", at_district("circlar"), "circular"),
    Fault("a score sheet of 101 points", district('要求: 有独立的办公用房, 分值: 5', '要求: 有独立的办公用房, 分值: 6'), "MZ1986", at_district("  方面:"), "加起来是 101"),
    Fault("a level nobody reaches", district("不低于: 95", "不低于: 950"), "MZ1987", at_district("不低于: 950"), "满分 100"),
    Fault("a score item with a full-width dot", station('- 条目: "1.4"', '- 条目: "1．4"'), "MZ1411", at("1．4"), "是不是“1.4”"),
    Fault("an unknown theme", district("主题: default", "主题: defualt"), "MZ1988", at_district("defualt"), "default"),
    Fault("an unknown ink", district("油墨: [黑, 底板, 刀线]", "油墨: [黑, 底版, 刀线]"), "MZ1989", at_district("底版"), "底板"),
    Fault("a street twice", district("名称: 柳林街道", "名称: 桃源街道"), "MZ1505", f"{DISTRICT}:", "桃源街道"),
)  # fmt: skip
TABLES = (
    Fault("one number of two people", cells(3, 身份证号="=2"), "MZ1979", f"{TABLE}:3:3", "第 2 行"),
    Fault("one person twice in one class", cells(4, 身份证号="=2", 户主="=2"), "MZ2661", f"{TABLE}:4:3", "第 2 行", "问题"),
    Fault("a household of nobody", cells(2, 人数="0"), "MZ1980", f"{TABLE}:2:6", "至少 1"),
    Fault("a household of hundreds", cells(2, 人数="100"), "MZ2831", f"{TABLE}:2:6", "100 人", "提示"),
    Fault("an amount with a nought too many", cells(2, 金额="4000"), "MZ2832", f"{TABLE}:2:7", "多写了一位", "提示"),
    Fault("an amount of nothing", cells(2, 金额="0"), "MZ2832", f"{TABLE}:2:7", "同类的其他户都有", "提示"),
    Fault("a number of another make", cells(2, 户号="DB2021-0001"), "MZ1420", "data/stations/taoyuan-papers.csv:2:1", "第 2 行"),
    Fault("a misspelt community", cells(2, 社区="花径社驱"), "MZ1409", f"{TABLE}:2:5", "花径社区"),
    Fault("a community without its last word", cells(2, 社区="花径"), "MZ1409", f"{TABLE}:2:5", "花径社区"),
    Fault("a misspelt class", cells(2, 类别="最低生活保证"), "MZ1408", f"{TABLE}:2:4", "最低生活保障"),
    Fault("left before it was admitted", cells(3, 退出日期="2020-01-10"), "MZ1417", f"{TABLE}:3:13", "核对两个日期"),
    Fault("left without a day", cells(3, 退出日期=""), "MZ1416", f"{TABLE}:3:13", "没有写退出日期"),
    Fault("a day of leaving of one who stays", cells(2, 退出日期="2025-01-10"), "MZ1416", f"{TABLE}:2:13", "状态写 在保"),
    Fault("a decision numbered in another age", cells(2, 文号="澄民低保〔2012〕245号"), "MZ2841", f"{TABLE}:2:9", "2012", "提示"),
    Fault("a name of a table with a blank", cells(2, 户主="林 梦"), "MZ1982", f"{TABLE}:2:2", "删去空格"),
)  # fmt: skip
FAULTS = (*PEOPLE, *PLACES, *DAYS, *PAPERS, *TABLES)
