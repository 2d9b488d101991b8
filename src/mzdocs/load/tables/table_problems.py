"""What can be wrong with a table of persons, and what is read all the same: no message holds a cell."""

from __future__ import annotations

from mzdocs.core.problems import Exit, ProblemType, Severity, problem_type

TABLE_ENCODING = problem_type(
    "MZ1201",
    "读不懂这张表的编码，里面也找不到表头",
    "The encoding of this table cannot be told, and no head is found in it",
    "用 WPS 或 Excel 另存为“CSV UTF-8”；检查是不是放错了文件。",
    "Save it as CSV UTF-8; look whether it is the right file.",
)
TABLE_HEAD = problem_type(
    "MZ1202",
    "表头不对：{difference}",
    "Wrong table head: {difference}",
    "表头须有这些列{order}：{head}。",
    "Its head must have these columns{order}: {head}.",
)
TABLE_ROW = problem_type(
    "MZ1203",
    "这一行有 {found} 格，应有 {expected} 格",
    "This row has {found} cells instead of {expected}",
    "检查是否多了或少了逗号，引号是不是成对。",
    "Look for a comma too many or too few, and for a quote without its partner.",
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
    "表里只有表头，没有内容：当作还没有{rows}",
    "The table has a head and nothing below it: there are no {rows} yet",
    "确实没有的不用管；有的，检查是不是存错了文件。",
    "Leave it if there are none; if there are, look whether the right file was saved.",
    severity=Severity.NOTICE,
)
LONG_CELL = problem_type(
    "MZ1210",
    "这一格有 {length} 个字，最多 {limit} 个",
    "This cell has {length} characters, {limit} at most",
    "缩短这一格；检查前后有没有不配对的双引号。",
    "Shorten it; look for a double quote without its partner.",
    Exit.LIMIT,
)

OTHER_FORMS = problem_type(
    "MZ1251",
    "“{key}”有 {count} 格的写法与规范不同，已按规范读：{habits}（{rows}）",
    "{count} cells of {key} are written otherwise and were read as they mean it: {habits} ({rows})",
    "对的不用改；要改成规范写法，把整列设为“文本”格式再填。mzdocs check --strict 把它当作错误。",
    "Nothing need be done if that is right; mzdocs check --strict refuses it.",
    severity=Severity.NOTICE,
)
UNCLEAR_DAY = problem_type(
    "MZ1253",
    "分不清这里哪个是年、哪个是月、哪个是日",
    "It cannot be told which of these is the year, the month and the day",
    "年份写四位、写在最前面，例如 2026-11-20。",
    "Write the year in front with four digits, such as 2026-11-20.",
)
LOST_CHARACTER = problem_type(
    "MZ1254",
    "生僻字在另存时丢失，或者名字被遮盖：这一格里有“{mark}”",
    "A rare character was lost in saving, or the name was masked: there is a {mark} in this cell",
    "对照原件补上这个字，用 WPS 或 Excel 另存为“CSV UTF-8”或 .xlsx（不要存成 ANSI、GBK）。",
    "Put the character back from the original, and save as CSV UTF-8 or .xlsx, not as ANSI or GBK.",
)
MIXED_ENCODINGS = problem_type(
    "MZ1255",
    "一个文件里混用了两种编码：{rows}是 {few}，其余是 {most}",
    "Two encodings in one file: {rows} in {few}, the others in {most}",
    "用 WPS 或 Excel 打开，把这几行重新粘贴一遍（只粘贴文字），再另存为“CSV UTF-8”。",
    "Open it in a spreadsheet, paste these lines again as text, and save it as CSV UTF-8.",
)
ROUNDED_COLUMN = problem_type(
    "MZ1256",
    "“{key}”整列被表格软件按数字存过，第 15 位以后都成了 0：{count} 个以 000 结尾（{rows}），校验位恰好相符的也不可信",
    "A spreadsheet kept {key} to 15 digits: {count} end in 000 ({rows}), those whose check digit fits too",
    "原号码已丢失：把这一列设为“文本”格式，对照原件重新填写，再另存。",
    "The numbers are lost: set the column to text, type them again from the originals, and save.",
)
SERIAL_DAY = problem_type(
    "MZ1257",
    "这里是一个数字，可能是表格软件的日期序号；同一列里别的格不是，不敢认",
    "A bare number, perhaps a spreadsheet's serial day; others of this column are not, so it is not taken for one",
    "把整列设为日期格式 yyyy-mm-dd 再另存，或直接写成 2026-11-20。",
    "Give the whole column the date format yyyy-mm-dd and save again, or write it as 2026-11-20.",
)
PASSED_OVER = problem_type(
    "MZ1258",
    "{rows}是{what}，不当作数据",
    "{rows}: {what}, not taken for data",
    "是这样就不用管；如果是数据，改正后再检查。",
    "Nothing need be done if that is so; correct them if they are data.",
    severity=Severity.NOTICE,
)
MORE_COLUMNS = problem_type(
    "MZ1259",
    "表里多出的 {count} 列没有读：{columns}",
    "{count} columns more than the table has were not read: {columns}",
    "不需要的不用管；需要的，把表头改成规定的列名：{head}。",
    "Leave them if they are not needed; else give them the names of the table: {head}.",
    severity=Severity.NOTICE,
)
OTHER_NAMES = problem_type(
    "MZ1260",
    "表头的叫法不同，已按规定的列读：{names}",
    "Columns are called otherwise and were read as those of the table: {names}",
    "认得对就不用改。",
    "Nothing need be done if that is right.",
    severity=Severity.NOTICE,
)
NO_COLUMN = problem_type(
    "MZ1261",
    "没有“{columns}”，当作都空着",
    "There is no column {columns}: taken as empty",
    "有内容的，补上这一列。",
    "Add the column if there is something to say.",
    severity=Severity.NOTICE,
)
OTHER_FILE = problem_type(
    "MZ1262",
    "这个文件是{what}，已照样读了",
    "This file is {what}, and was read all the same",
    "不用改；再存时可选“CSV UTF-8”。",
    "Nothing need be done; next time it may be saved as CSV UTF-8.",
    severity=Severity.NOTICE,
)
TWO_COLUMNS = problem_type(
    "MZ1264",
    "有 {count} 列都像是“{key}”（第 {columns} 列），不知道该读哪一列",
    "{count} columns look like {key} (columns {columns}): it cannot be told which to read",
    "只留一列叫“{key}”，其余的改名或删去。",
    "Leave one column named {key}; rename or delete the others.",
)
FEW_CELLS = problem_type(
    "MZ1265",
    "这一行只填了 {found} 格，必填的有 {expected} 格",
    "Only {found} cells of this row are filled, of {expected} that must be",
    "是数据的，补全；是说明文字的，移到表外。",
    "Fill in the rest if it is data; move remarks out of the table.",
)
FORMULA_CELL = problem_type(
    "MZ1266",
    "这一格是公式，不是内容",
    "This cell is a formula, not a value",
    "复制后“选择性粘贴”为数值，再另存。",
    "Paste it as values, then save again.",
)
NUMBER_CELLS = problem_type(
    "MZ1267",
    "“{key}”有 {count} 格存成了数字，15 位以后已经丢失（{rows}）",
    "{count} cells of {key} are stored as numbers; what is beyond 15 digits is lost ({rows})",
    "把这一列设为“文本”格式，对照原件重新填写。",
    "Set the column to text and type the numbers again from the originals.",
)
SHORT_ROWS = problem_type(
    "MZ1271",
    "{rows}的末尾空着的格没有写出来，当作空着",
    "{rows}: the empty cells at the end are not written out, and were taken as empty",
    "表格软件这样存的，不用改；少了逗号的，补上。",
    "Leave it if a spreadsheet saved it so; add the comma if one is missing.",
    severity=Severity.NOTICE,
)
ONLY_TEXT = problem_type(
    "MZ1270",
    "“{table}”由程序续写，只能是 .csv，不能是工作簿",
    "The program adds to {table} itself: it must be a .csv, not a workbook",
    "用 WPS 或 Excel 另存为“CSV UTF-8”，并在数据文件里改文件名。",
    "Save it as CSV UTF-8 and name that file in the data file.",
)
HIDDEN_ROWS = problem_type(
    "MZ1263",
    "有 {count} 行隐藏着（可能是筛选），也读了：{rows}",
    "{count} rows are hidden, perhaps by a filter, and were read too: {rows}",
    "不该算的，取消隐藏后删去；该算的不用管。",
    "Show and delete those that do not count; leave the others.",
    severity=Severity.NOTICE,
)
SEVERAL_SHEETS = problem_type(
    "MZ1268",
    "工作簿里有 {count} 张工作表都像“{table}”：{sheets}",
    "{count} sheets of the workbook look like {table}: {sheets}",
    "只留一张，或者把要读的那张命名为“{table}”。",
    "Leave one, or give the one to be read the name {table}.",
)

TOLERATED: frozenset[ProblemType] = frozenset(
    {OTHER_FORMS, PASSED_OVER, MORE_COLUMNS, OTHER_NAMES, NO_COLUMN, OTHER_FILE, HIDDEN_ROWS, SHORT_ROWS}
)
"""What is read all the same and told; who asks for it strictly has it refused."""
