"""What a slip of the hand in a data file is told as."""

from __future__ import annotations

from mzdocs.core.problems import problem_type

UNCLOSED_QUOTE = problem_type(
    "MZ1010",
    "从这里开始的引号 {mark} 没有另一半",
    "The quote {mark} that opens here is not closed",
    "在值的末尾补上 {mark}：{mended}",
    "Add {mark} behind the value: {mended}",
)
UNCLOSED_BRACKET = problem_type(
    "MZ1011",
    "从这里开始的括号 {mark} 没有配对",
    "The bracket {mark} here has no partner",
    "把括号配成一对：{mended}",
    "Make it a pair: {mended}",
)
NO_BLANK = problem_type(
    "MZ1012",
    "“{mark}”后面少了一个空格",
    "A blank is missing after {mark}",
    "在“{mark}”后面加一个空格：{mended}",
    "Put a blank after {mark}: {mended}",
)
NO_DASH = problem_type(
    "MZ1013",
    "这里看来是列表的另一项，前面少了“- ”",
    "Another item of the list seems to begin here: the dash before it is missing",
    "在这一行前面加“- ”：{mended}",
    "Put a dash and a blank before it: {mended}",
)
ODD_BLANK = problem_type(
    "MZ1014",
    "这里的空白是{name}，不是普通空格",
    "The blank here is {name}, not a plain one",
    "删去它，换成半角空格：{mended}",
    "Replace it by plain blanks: {mended}",
)
NOT_A_DASH = problem_type(
    "MZ1015",
    "列表项前面写的是{mark}，不是“- ”",
    "{mark} stands before the item, not a dash and a blank",
    "改成半角减号加一个空格：{mended}",
    "Write a plain dash and a blank: {mended}",
)
WIDE_MARK = problem_type(
    "MZ1016",
    "{mark} 是全角符号，这里要用半角的 {plain}",
    "{mark} is a full-width mark; a plain {plain} is wanted here",
    "改成半角：{mended}",
    "Write the plain one: {mended}",
)
QUOTES_NEEDED = problem_type(
    "MZ1017",
    "值里的“{mark}”有特殊含义，整个值要加引号",
    "{mark} means something else here: the whole value needs quotes",
    "给值加上单引号：{mended}",
    "Put the value in single quotes: {mended}",
)
WRONG_INDENT = problem_type(
    "MZ1018",
    "缩进不对：前面有 {found} 个空格，应是 {right} 个",
    "Wrong indentation: {found} blanks, {right} are right",
    "与同一组的其他行左边对齐：前面留 {right} 个空格。",
    "Align it with the other lines of its group: {right} blanks.",
)
NO_COLON = problem_type(
    "MZ1019",
    "键后面少了冒号和空格“: ”",
    "The colon and blank after the key are missing",
    "在键和值之间写“: ”：{mended}",
    "Write a colon and a blank: {mended}",
)
NO_COMMA = problem_type(
    "MZ1022",
    "括号里两项之间少了逗号",
    "A comma is missing between two entries",
    "补上逗号：{mended}",
    "Put a comma: {mended}",
)
FULL_WIDTH_COLON = problem_type(
    "MZ1002",
    "这里用了全角冒号“：”，键和值之间没有分开",
    "A full-width colon stands between key and value here",
    "把“：”改成半角冒号加一个空格“: ”。",
    "Replace it by a plain colon and a space.",
)
NOT_A_REMARK = problem_type(
    "MZ1025",
    "这一行不是“键: 值”，看来是写给人看的话",
    "This line is no key and value; it seems to be a remark",
    "说明的话前面加半角的“# ”：{mended}",
    "Put a plain # and a blank before a remark: {mended}",
)
TWO_KEYS = problem_type(
    "MZ1026",
    "一行里写了两项，“{key}”接在前一项的值后面",
    "Two entries stand on one line: {key} behind the value of the other",
    "“{key}”另起一行，与这一行左边对齐；其实是一段话的，整个值加引号。",
    "Put {key} on a line of its own, aligned with this one, or the value in quotes if it is one text.",
)
