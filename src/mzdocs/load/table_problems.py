"""What can be wrong with a table of persons: no message holds a cell."""

from __future__ import annotations

from mzdocs.core.problems import Exit, problem_type

TABLE_ENCODING = problem_type(
    "MZ1201",
    "读不懂这张表的编码，或表头不对",
    "The encoding of this table cannot be told, or its head is wrong",
    "用 WPS 或 Excel 另存为“CSV UTF-8”；第一行须是：{head}。",
    "Save it as CSV UTF-8; the first row must be: {head}.",
)
TABLE_HEAD = problem_type(
    "MZ1202",
    "表头不对：{difference}",
    "Wrong table head: {difference}",
    "第一行须是：{head}。",
    "The first row must be: {head}.",
)
TABLE_ROW = problem_type(
    "MZ1203",
    "这一行有 {found} 格，应有 {expected} 格",
    "This row has {found} cells instead of {expected}",
    "检查是否多了或少了逗号。",
    "Look for a comma too many or too few.",
)
ROUNDED_NUMBER = problem_type(
    "MZ1204",
    "长号码被表格软件改成了科学计数，原号码已丢失",
    "The spreadsheet turned a long number into scientific notation; the number is lost",
    "把这一列设为“文本”格式后重新填写，再另存。",
    "Set the column to text, type the numbers again, and save.",
)
REPEATED_NUMBER = problem_type(
    "MZ1205",
    "{key}重复，第 {first} 行已有",
    "This {key} is already in row {first}",
    "改为不重复的{key}。",
    "Use a {key} of its own.",
)
TABLE_CHARACTER = problem_type(
    "MZ1206",
    "有不能使用的字符 U+{code:04X}",
    "The character U+{code:04X} may not be used",
    "重新输入这一格。",
    "Type this cell again.",
)
TABLE_LONG = problem_type(
    "MZ1207",
    "表格超过 {limit} 行",
    "The table has more than {limit} rows",
    "按年度拆成几个文件。",
    "Split it by year.",
    Exit.LIMIT,
)
TABLE_QUOTES = problem_type(
    "MZ1208",
    "表格读到这里读不下去：引号没有配对，或有一格太长",
    "The table cannot be read beyond here: a quote without its partner, or a cell that is too long",
    "检查这一行前后的双引号；用 WPS 或 Excel 另存为“CSV UTF-8”。",
    "Look at the double quotes near this row; save it again as CSV UTF-8.",
)
EMPTY_TABLE = problem_type(
    "MZ1209",
    "表里只有表头，没有内容",
    "The table has a head and nothing below it",
    "填写内容；还没有内容的表，先从数据文件中删去这一项。",
    "Fill it in; a table not begun yet is left out of the data file.",
)
LONG_CELL = problem_type(
    "MZ1210",
    "这一格有 {length} 个字，最多 {limit} 个",
    "This cell has {length} characters, {limit} at most",
    "缩短这一格；检查前后有没有不配对的双引号。",
    "Shorten it; look for a double quote without its partner.",
    Exit.LIMIT,
)
