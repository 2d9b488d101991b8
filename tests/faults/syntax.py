"""Slips of the hand in the data file itself: marks, blanks, quotes, brackets, dashes, colons, levels."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

from collections.abc import Callable

from tests.faults import STATION, Fault, slip
from tests.workspaces import Workspace


def _bytes(change: Callable[[bytes], bytes]) -> Callable[[Workspace], object]:
    def spoil(workspace: Workspace) -> None:
        workspace.station.write_bytes(change(workspace.station.read_bytes()))

    return spoil


_PHONES = "电话:\n  咨询: 0999-5551001\n  监督: 0999-5551002\n  传真: 0999-5551003\n"
_ROOM = "  - { 名称: 谈心室, 位置: 一楼 105 室，面向门右侧, 数量: 1 }\n"
_SECOND = '  - 代码: "02"\n    姓名: 姚少峰\n'
_THIRD = '  - 代码: "03"\n    姓名: 邱立新\n'
_FACILITIES = "  便民设施: [座椅, 饮水机, 老花镜, 书写台, 无障碍通道]\n"
_LIST = "  便民设施:\n{}座椅\n{}饮水机\n{}老花镜\n{}书写台\n{}无障碍通道\n"
_HUNG = "  - 地点: 社会事务科\n    位置: 面向大门，门右侧墙面\n    式样: 横牌\n"

FAULTS = (
    # quotes
    slip("a quote left open", ('街道代码: "001"', '街道代码: "001'), "MZ1010", '街道代码: "001"'),
    slip("a quote left open in a list", ('- 代码: "03"', '- 代码: "03'), "MZ1010", '- 代码: "03"'),
    slip("a single quote left open", ("名称: 澄江区", "名称: '澄江区"), "MZ1010", "名称: '澄江区桃源街道民政工作站'"),
    slip("a quote left open in braces", ("{ 名称: 谈心室,", '{ 名称: "谈心室,'), "MZ1010", '名称: "谈心室",'),
    slip("a quote left open in brackets", ("[座椅, 饮水机", '[座椅, "饮水机'), "MZ1010", '"饮水机",'),
    slip("a quote that closes as another", ('街道代码: "001"', "街道代码: \"001'"), "MZ1010", '街道代码: "001"'),
    slip("a quote closed by a wide one", ('街道代码: "001"', '街道代码: "001”'), "MZ1010", '街道代码: "001"'),
    slip("wide quotes for YAML's", ('街道代码: "001"', "街道代码: “001”"), "MZ1016", '街道代码: "001"'),
    slip("wide quotes in a list", ('- 代码: "03"', "- 代码: “03”"), "MZ1016", '代码: "03"'),
    slip("words behind a quote", ("名称: 澄江区桃源街道民政工作站", '名称: "澄江区"桃源街道'), "MZ1017", "“澄江区”桃源街道"),
    # dashes
    slip("no blank behind a dash", ("  - 代码: \"02\"", "  -代码: \"02\""), "MZ1012", "- 代码"),
    slip("no blank behind the dash of a place", ("  - 地点: 社会事务科", "  -地点: 社会事务科"), "MZ1012", "- 地点"),
    slip("no blank behind the dash of braces", ("  - { 名称: 谈心室", "  -{ 名称: 谈心室"), "MZ1012", "- { 名称"),
    slip("no dash before the second person", (_SECOND, _SECOND.replace("  - ", "    "), '    代码: "02"'), "MZ1013", '- 代码: "02"'),
    slip("a dash's place left empty", (_THIRD, _THIRD.replace("  - ", "  "), '  代码: "03"'), "MZ1013", '- 代码: "03"'),
    slip("no dash before the first", (_HUNG, _HUNG.replace("  - ", "    "), "    地点: 社会事务科"), "MZ1013", "- 地点"),
    slip("a long dash", (_SECOND, _SECOND.replace("- ", "— ")), "MZ1015", '- 代码: "02"'),
    slip("a full-width dash", (_SECOND, _SECOND.replace("- ", "－ ")), "MZ1015", '- 代码: "02"'),
    slip("an en dash before braces", (_ROOM, _ROOM.replace("- ", "–")), "MZ1015", "- { 名称"),
    slip("bullets of Word", (_FACILITIES, _LIST.format(*["    • "] * 5), "• 座椅"), "MZ1015", "- 座椅"),
    slip("a numbered list of Word", (_FACILITIES, _LIST.format("    1. ", "    2. ", "    3. ", "    4. ", "    5. "), "1. 座椅"), "MZ1015", "- 座椅"),
    slip("numbers with a Chinese comma", (_FACILITIES, _LIST.format("    1、", "    2、", "    3、", "    4、", "    5、"), "1、座椅"), "MZ1015", "- 座椅"),
    slip("dashes without blanks", (_FACILITIES, _LIST.format(*["    -"] * 5), "-座椅"), "MZ1012", "- 座椅"),
    slip("a star for a dash", (_FACILITIES, _LIST.format(*["    * "] * 5), "* 座椅"), "MZ1015", "- 座椅"),
    slip("a star without a blank", (_FACILITIES, _LIST.format(*["    *"] * 5), "*座椅"), "MZ1015", "- 座椅"),
    slip("no dash before a text", ("    - 十个社区（村）监督员", "      十个社区（村）监督员"), "MZ1023", "- "),
    slip("a paragraph on two lines", ("情况说明: 本卷材料排列有序，", "情况说明: 本卷材料排列有序，\n    ", "页码连续"), "MZ1023", "接在上一行后面"),
    # colons
    slip("no blank behind a colon", ("邮编: 990103", "邮编:990103"), "MZ1012", "邮编: 990103"),
    slip("no blank behind a colon inside", ("    姓名: 姚少峰", "    姓名:姚少峰"), "MZ1012", "姓名: 姚少峰"),
    slip("no blank behind the first of a group", ("  咨询: 0999-5551001", "  咨询:0999-5551001"), "MZ1012", "咨询: 0999"),
    slip("no blank behind any colon of a group", (_PHONES, _PHONES.replace(": ", ":"), "  咨询:"), "MZ1012", "咨询: 0999"),
    slip("no blank behind a colon in braces", ("{ 名称: 谈心室", "{ 名称:谈心室"), "MZ1012", "名称: 谈心室"),
    slip("a full-width colon", ("邮编: 990103", "邮编：990103"), "MZ1002", "半角"),
    slip("a full-width colon in a group", ("  监督: 0999", "  监督：0999"), "MZ1002", "半角"),
    slip("a full-width colon in braces", ("{ 名称: 谈心室", "{ 名称：谈心室"), "MZ1002", "半角"),
    slip("full-width colons of a group", (_PHONES, _PHONES.replace(": ", "："), "  咨询："), "MZ1002", "半角"),
    slip("a colon forgotten", ("邮编: 990103", "邮编 990103"), "MZ1019", "邮编: 990103"),
    slip("an equals sign", ("邮编: 990103", "邮编=990103"), "MZ1019", "邮编: 990103"),
    slip("a semicolon", ("  监督: 0999", "  监督; 0999"), "MZ1019", "监督: 0999"),
    slip("a key of a group without its colon", ("电话:\n", "电话\n", "电话"), "MZ1019", "电话:"),
    slip("a colon inside a value", ("全宗名称: 澄江区", "全宗名称: 全宗: 澄江区"), "MZ1017", "全宗名称: '全宗: 澄江区"),
    # blanks
    slip("a full-width blank as indent", ("  监督: 0999", "　监督: 0999"), "MZ1014", "全角空格"),
    slip("two full-width blanks before a key", ("邮编: 990103", "　　邮编: 990103"), "MZ1014", "全角空格"),
    slip("a no-break space as indent", ("  监督: 0999", "\u00a0\u00a0监督: 0999"), "MZ1014", "不换行空格"),
    slip("a no-break space beside blanks", ("    姓名: 姚少峰", "  \u00a0 姓名: 姚少峰"), "MZ1014", "不换行空格"),
    slip("a tab as indent", ("  监督: 0999", "\t监督: 0999"), "MZ1014", "制表符"),
    slip("a full-width blank behind a dash", ("  - 地点: 社会事务科", "  -　地点: 社会事务科"), "MZ1014", "全角空格"),
    slip("a full-width blank behind a colon", ("    姓名: 姚少峰", "    姓名:　姚少峰"), "MZ1014", "全角空格"),
    slip("a zero-width blank before a key", ("邮编: 990103", "\u200b邮编: 990103"), "MZ1014", "零宽空格"),
    slip("no blank behind the colons of words", ("日期: 周一至周五, 时间: 9:00—12:00，13:30—17:00 }", "日期:周一至周五, 时间:上午 }", "周一至周五"), "MZ1012", "日期: 周一至周五, 时间: 上午"),
    # brackets
    slip("a bracket left open", ("老花镜, 书写台, 无障碍通道]", "老花镜, 书写台, 无障碍通道", "便民设施"), "MZ1011", "]"),
    slip("a brace left open", ("面向门右侧, 数量: 1 }\n  - { 名称: 救助", "面向门右侧, 数量: 1\n  - { 名称: 救助", "民政服务窗口"), "MZ1011", "}"),
    slip("the last brace left open", (_ROOM, _ROOM.replace(" }", "")), "MZ1011", "}"),
    slip("a bracket closed by a brace", ("书写台, 无障碍通道]", "书写台, 无障碍通道}", "便民设施"), "MZ1011", "]"),
    slip("a bracket closed twice", ("书写台, 无障碍通道]", "书写台, 无障碍通道]]", "便民设施"), "MZ1011", "]"),
    slip("a wide bracket", ("便民设施: [座椅", "便民设施: ［座椅"), "MZ1016", "[座椅"),
    slip("a wide bracket at the end", ("无障碍通道]", "无障碍通道］", "便民设施"), "MZ1016", "无障碍通道]"),
    slip("a wide comma in braces", ("谈心室, 位置", "谈心室，位置", "谈心室"), "MZ1016", "谈心室, 位置"),
    slip("no comma in braces", ("谈心室, 位置", "谈心室 位置", "谈心室"), "MZ1022", "谈心室, 位置"),
    # how far a line is set in
    slip("a key set in too far", ("邮编: 990103", "  邮编: 990103"), "MZ1018", "应是 0 个"),
    slip("a key of a group one blank short", ("  监督: 0999", " 监督: 0999"), "MZ1018", "应是 2 个"),
    slip("a key of a group one blank too far", ("  监督: 0999", "   监督: 0999"), "MZ1018", "应是 2 个"),
    slip("a key of a person one blank short", ("    姓名: 姚少峰", "   姓名: 姚少峰"), "MZ1018", "应是 4 个"),
    slip("a key of a person two blanks short", ("    姓名: 姚少峰", "  姓名: 姚少峰"), "MZ1018", "应是 4 个"),
    slip("a person one blank too far", ('  - 代码: "02"', '   - 代码: "02"'), "MZ1018", "应是 2 个"),
    slip("a whole group at the margin", (_PHONES, _PHONES.replace("\n  ", "\n"), "咨询: 0999"), "MZ1018", "应是 2 个"),
    slip("a key of a group at the margin", ("  传真: 0999-5551003", "传真: 0999-5551003"), "MZ1125", "电话"),
    slip("a needed key of a group at the margin", ("  监督: 0999-5551002\n  传真: 0999-5551003\n", "监督: 0999-5551002\n"), "MZ1125", "电话"),
    slip("a key in the group beside its own", ("邮编: 990103\n电话:\n", "电话:\n  邮编: 990103\n", "邮编"), "MZ1125", "最外一层"),
    # marks that begin a value
    slip("a value with an at sign", ("全宗名称: 澄江区", "全宗名称: @澄江区"), "MZ1017", "全宗名称: '@澄江区"),
    slip("a value with a grave accent", ("全宗名称: 澄江区", "全宗名称: `澄江区"), "MZ1017", "全宗名称: '`澄江区"),
    slip("a value with a percent sign", ("全宗名称: 澄江区", "全宗名称: %澄江区"), "MZ1017", "全宗名称: '%澄江区"),
    slip("a value with a bar", ("全宗名称: 澄江区", "全宗名称: |澄江区"), "MZ1017", "全宗名称: '|澄江区"),
    slip("a value with a star", ("全宗名称: 澄江区", "全宗名称: *澄江区"), "MZ1017", "全宗名称: '*澄江区"),
    slip("a value with an exclamation mark", ("全宗名称: 澄江区", "全宗名称: !澄江区"), "MZ1017", "全宗名称: '!澄江区"),
    slip("a value with an ampersand", ("全宗名称: 澄江区", "全宗名称: &澄江区"), "MZ1017", "全宗名称: '&澄江区"),
    slip("a value in brackets and more", ("全宗名称: 澄江区", "全宗名称: [旧]澄江区"), "MZ1017", "全宗名称: '[旧]澄江区"),
    slip("a number behind a mark of comments", ("楼服务大厅及相邻办公用房", " #2 楼"), "MZ1009", "引号"),
    slip("a value that is all comment", ("全宗名称: 澄江区", "全宗名称: #澄江区"), "MZ1017", "全宗名称: '#澄江区"),
    slip("a path of Windows in quotes", ("全宗名称: 澄江区桃源街道办事处", '全宗名称: "C:\\桃源"'), "MZ1017", "全宗名称: 'C:\\桃源'"),
    # keys
    slip("a key misspelt", ("邮编: 990103", "由编: 990103"), "MZ1102", "邮编"),
    slip("a key of like sound", ("电话:\n", "电活:\n"), "MZ1102", "“电话”"),
    slip("a key in traditional characters", ("电话:\n", "電話:\n"), "MZ1102", "“电话”"),
    slip("a key in English", ("名称: 澄江区", "name: 澄江区"), "MZ1102", "“名称”"),
    slip("another word for a key", ("电话:\n", "联系电话:\n"), "MZ1102", "“电话”"),
    slip("a key with a blank inside", ("地址: 云川市", "地 址: 云川市"), "MZ1102", "“地址”"),
    slip("a key of a person misspelt", ("    姓名: 姚少峰", "    性名: 姚少峰"), "MZ1102", "“姓名”"),
    slip("a key in wide quotes", ("邮编: 990103", "“邮编”: 990103"), "MZ1016", '"邮编": 990103'),
    # the file
    slip("marks of a merge", ("邮编: 990103\n", "<<<<<<< HEAD\n邮编: 990103\n=======\n邮编: 990104\n>>>>>>> b\n"), "MZ1020", "<<<<<<<"),
    slip("a group pasted twice", (_PHONES, _PHONES + _PHONES[4:].replace("0999", "0998"), "咨询: 0998"), "MZ1021", "咨询"),
    slip("a key written twice", ("邮编: 990103\n", "邮编: 990103\n邮编: 990104\n", "990104"), "MZ1003", "邮编"),
    Fault("saved as GBK", _bytes(lambda raw: raw.decode().encode("gb18030")), "MZ1004", f"{STATION}:3", "GBK"),
    Fault("saved as Unicode by Notepad", _bytes(lambda raw: raw.decode().encode("utf-16")), "MZ1004", f"{STATION}:1", "UTF-16"),
    Fault("saved empty", _bytes(lambda raw: b""), "MZ1005", f"{STATION}:1", "空"),
)  # fmt: skip
