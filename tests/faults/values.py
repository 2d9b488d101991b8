"""Values that are none: of the wrong form, not among the choices, too long, empty, of another shape."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

from tests.faults import slip

_TERM = "聘期: { 起: 2026-10-15, 止: 2029-10-14 }"
_ROOMS = ("数量: 1 }\n  - { 名称: 救助受理室", "数量: 一 }\n  - { 名称: 救助受理室")

FAULTS = (
    # days, times
    slip("a thirtieth of February", ("制发日期: 2026-10-12", "制发日期: 2026-02-30"), "MZ1109", "2026-02-30"),
    slip("a month too many", ("制发日期: 2026-10-12", "制发日期: 2026-13-01"), "MZ1109", "2026-13-01"),
    slip("a day that is a word", ("制发日期: 2026-10-12", "制发日期: 昨天"), "MZ1109", "昨天"),
    slip("a day of a month", ("制发日期: 2026-10-12", "制发日期: 2026-10"), "MZ1109", "2026-10"),
    slip("a time of day in words", ("起: 9:00", "起: 早上九点"), "MZ1851", "早上九点"),
    slip("an hour too many", ("起: 9:00", "起: 25:00"), "MZ1851", "25:00"),
    # numbers
    slip("a number in Chinese", _ROOMS, "MZ1107", "“一”"),
    slip("a number below zero", ("    人口: 6120", "    人口: -6120"), "MZ1107", "“-6120”"),
    slip("a number that is about right", ("    人口: 6120", "    人口: 约6120"), "MZ1107", "约6120"),
    slip("a number left out", ("    人口: 6120", "    人口:"), "MZ1107"),
    slip("an area in words", ("  面积: 113", "  面积: 一百一十三"), "MZ1108", "一百一十三"),
    # yes and no
    slip("yes by another word", ("  独立: 是", "  独立: 有"), "MZ1110", "您是不是想写“是”"),
    slip("yes in English", ("  独立: 是", "  独立: yes"), "MZ1110", "您是不是想写“是”"),
    slip("no by another word", ("  独立: 是", "  独立: 无"), "MZ1110", "您是不是想写“否”"),
    slip("yes as a tick", ("  独立: 是", "  独立: √"), "MZ1110", "您是不是想写“是”"),
    slip("neither yes nor no", ("  独立: 是", "  独立: 部分"), "MZ1110", "是 或 否"),
    # telephones, codes
    slip("a telephone without its area", ("  咨询: 0999-5551001", "  咨询: 5551001"), "MZ1111", "区号"),
    slip("a mobile number of ten digits", ("  咨询: 0999-5551001", "  咨询: 1390000000"), "MZ1111", "11 位"),
    slip("a post code of five digits", ("邮编: 990103", "邮编: 99010"), "MZ1112", "6 位"),
    slip("a code of one digit", ('街道代码: "001"', '街道代码: "1"'), "MZ1114", "001"),
    slip("a fonds code in small letters", ("全宗号: Z101", "全宗号: z1-01"), "MZ1123", "Z101"),
    slip("a board by its title", ("展板: gong-zuo-zhi-du", "展板: 工作制度"), "MZ1115", "小写字母"),
    slip("a person's code in words", ('- 代码: "03"', '- 代码: "三"'), "MZ1114", "2 至 3 位"),
    # choices
    slip("a choice cut short", ("    职务: 副站长", "    职务: 副站"), "MZ1103", "您是不是想写“副站长”"),
    slip("a choice of like sound", ("    编制: 事业编制", "    编制: 事业边制"), "MZ1103", "您是不是想写“事业编制”"),
    slip("a choice in traditional characters", ("    式样: 横牌", "    式样: 橫牌"), "MZ1103", "您是不是想写“横牌”"),
    slip("a choice with a blank inside", ("    式样: 竖牌", "    式样: 竖 牌"), "MZ1103", "您是不是想写“竖牌”"),
    slip("a choice of nobody's", ("    式样: 横牌", "    式样: 圆的"), "MZ1103", "横牌"),
    slip("a kind of community miswritten", ("    类型: 社区", "    类型: 社區"), "MZ1103", "您是不是想写“社区”"),
    # text
    slip("a text left out", ("地址: 云川市澄江区桃溪路 26 号街道便民服务中心一楼", "地址:"), "MZ1105"),
    slip("a text in quotes that hold nothing", ("地址: 云川市澄江区桃溪路 26 号街道便民服务中心一楼", '地址: ""'), "MZ1105"),
    slip("a text that is too long", ("全宗名称: 澄江区", "全宗名称: " + "澄江区" * 140), "MZ1121", "最多 400 字"),
    slip("a name that is too long", ("    姓名: 刘菊", "    姓名: " + "刘" * 61), "MZ1121", "61 字，最多 60 字"),
    slip("a text on two lines", ("全宗名称: 澄江区桃源街道办事处", '全宗名称: "澄江区\\n桃源"'), "MZ1122", "一行"),
    slip("a list for a text", ("全宗名称: 澄江区桃源街道办事处", "全宗名称: [澄江区]"), "MZ1105"),
    # lists and groups
    slip("a list without brackets", ("便民设施: [座椅, 饮水机, 老花镜, 书写台, 无障碍通道]", "便民设施: 座椅、饮水机、老花镜"), "MZ1106", "[座椅, 饮水机, 老花镜]"),
    slip("a list of one without brackets", ("便民设施: [座椅, 饮水机, 老花镜, 书写台, 无障碍通道]", "便民设施: 座椅"), "MZ1106", "[座椅]"),
    slip("a text for a group", (_TERM, "聘期: 三年"), "MZ1104", "键: 值"),
    slip("a list for a group", (_TERM, "聘期: [2026-10-15, 2029-10-14]"), "MZ1104", "键: 值"),
    slip("a file by its drive", ("照片: photos/001-001-01.png", "照片: D:\\照片\\廖.png"), "MZ1118", "盘符"),
    slip("a file above the folder", ("照片: photos/001-001-01.png", "照片: ../001-001-01.png"), "MZ1118", ".."),
    # keys of groups
    slip("a needed key left out", ("    类型: 社区\n    人口: 6120", "    人口: 6120", '- 代码: "001"'), "MZ1101", "类型"),
    slip("a needed key of braces misspelt", ("{ 起: 2026-10-15, 止: 2029-10-14 }", "{ 起: 2026-10-15, 至: 2029-10-14 }"), "MZ1102", "“止”"),
    slip("a needed key of a community misspelt", ("    人口: 6120", "    人囗: 6120"), "MZ1102", "“人口”"),
    slip("a key with its unit", ("    人口: 6120", "    人口（人）: 6120"), "MZ1102", "“人口”"),
    slip("a key of a monitor by another word", ("        工作电话: 0999-5551101", "        联系电话: 0999-5551101"), "MZ1102", "“工作电话”"),
)  # fmt: skip
