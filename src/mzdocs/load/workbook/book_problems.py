"""What can be wrong with a workbook that is to be a data file: one cause is one problem, at its cell."""

from __future__ import annotations

from mzdocs.core.problems import Severity, problem_type

FORMULA_CELL = problem_type(
    "MZ1227",
    "{cells}是公式，不是内容",
    "{cells}: a formula, not a value",
    "复制这些格，在原处“选择性粘贴”为“数值”（文本），再保存；文件换了地方公式会变，所以不读公式。",
    "Copy them and paste them as values in place, then save: what a formula is worth may change elsewhere.",
)
NO_PARENT_TABLE = problem_type(
    "MZ1273",
    "{cells}属于“{table}”表的行，可是没有“{table}”表，或它是空的",
    "{cells}: rows of the sheet {table}, which is gone or empty",
    "把“{table}”表补回来：从原来的文件或 mzdocs template 写的模板复制这张工作表，表名不改。",
    "Put the sheet {table} back, from the file before or a template, under its own name.",
)
PICTURE_CELL = problem_type(
    "MZ1272",
    "{cells}里嵌着图片，不是文件名",
    "{cells}: a picture, not the name of a file",
    "把图片另存为 .jpg 文件，放进 photos 文件夹，这一格写它的文件名，例如 photos/001-01.jpg。",
    "Save the picture as a .jpg file in the folder photos and write its name here, photos/001-01.jpg for example.",
)
FAULT_CELL = problem_type(
    "MZ1228",
    "{cells}是表格软件的错误值“{value}”",
    "{cells}: the spreadsheet's own error {value}",
    "改正公式引用的内容，或直接写上内容。",
    "Mend what the formula refers to, or write the value itself.",
)
NUMBER_CELL = problem_type(
    "MZ1229",
    "{cells}应是文字，却存成了数字：开头、末尾如有 0，第 15 位以后如有数字，都已经丢失",
    "{cells}: text is expected but a number is kept; zeros at either end and digits beyond the 15th, if any, are lost",
    "把这一列（格）设为“文本”格式，再照原件重新输入{example}；已经变成数字的不能只改格式。",
    "Set the format of the column or cell to text and type it again{example}; changing the format alone is not enough.",
)
DAY_CELL = problem_type(
    "MZ1230",
    "{cells}应是文字，却被表格软件改成了日期（{value}）",
    "{cells}: text is expected but the spreadsheet made a date of it ({value})",
    "把这一列（格）设为“文本”格式，再照原件重新输入{example}。",
    "Set the format of the column or cell to text and type it again{example}.",
)
MERGED_CELLS = problem_type(
    "MZ1231",
    "{cells}是合并的单元格，合并掉的格里没有内容",
    "{cells} are merged: only the first of them holds anything",
    "取消合并，每一格都写上内容。",
    "Unmerge them and fill in each cell.",
)
HIDDEN_CELLS = problem_type(
    "MZ1232",
    "{what}隐藏着，一样读",
    "{what} hidden, and read all the same",
    "核对隐藏的内容；不要的删去，要的取消隐藏。",
    "Look at what is hidden: delete it if it is not wanted, else unhide it.",
    severity=Severity.NOTICE,
)
OTHER_SHEETS = problem_type(
    "MZ1233",
    "工作表{names}不是数据，没有读{hint}",
    "Sheets {names} are no data and were not read{hint}",
    "自己用的工作表可以留着；应读的照模板改表名（mzdocs template 生成模板）。",
    "Sheets of your own may stay; one that should be read takes its name from the template (mzdocs template).",
    severity=Severity.NOTICE,
)
OTHER_COLUMNS = problem_type(
    "MZ1234",
    "{cells}不是数据，没有读{hint}",
    "{cells} are no data and were not read{hint}",
    "自己加的栏目可以留着；应读的照模板改名称。",
    "Columns and rows of your own may stay; one that should be read takes its name from the template.",
    severity=Severity.NOTICE,
)
NO_HEADINGS = problem_type(
    "MZ1235",
    "工作表里找不到表头",
    "No row of headings is found in the sheet",
    "表头写在最上面，栏目名称照模板：{known}。",
    "Put the headings on top, named as in the template: {known}.",
)
OTHER_ROWS = problem_type(
    "MZ1236",
    "{rows}不是数据，没有读",
    "{rows} are no data and were not read",
    "表题、合计、说明可以留着；其实是数据的，改第一格。",
    "Titles, sums and remarks may stay; correct the first cell of one that is data.",
    severity=Severity.NOTICE,
)
NO_PARENT = problem_type(
    "MZ1237",
    "{cells}的“{value}”在“{table}”表里没有{hint}",
    "{cells}: {value} is not in the sheet {table}{hint}",
    "照“{table}”表的“{label}”一栏写：{known}。",
    "Write it as the column {label} of the sheet {table} has it: {known}.",
)
UNCLEAR_PARENT = problem_type(
    "MZ1238",
    "{cells}的“{value}”在“{table}”表里有 {count} 个（{cells_above}），不知是哪一个",
    "{cells}: {value} stands {count} times in the sheet {table} ({cells_above})",
    "写明第几个，例如 {value}#2；或把“{table}”表里的“{label}”改成不重复的。",
    "Say which, for example {value}#2; or make the column {label} of the sheet {table} unique.",
)
NO_PARENT_NAMED = problem_type(
    "MZ1239",
    "{cells}空着，不知属于“{table}”表的哪一行",
    "{cells} empty: to which row of the sheet {table} does it belong?",
    "每一行都写，和上一行相同的也要写。",
    "Fill it in on every row, also where it is the same as above.",
)
SAME_SHEET = problem_type(
    "MZ1240",
    "“{name}”和“{other}”是同一张数据表",
    "The sheets {name} and {other} are of the same data",
    "只留一张；复制来备查的，移到别的文件。",
    "Keep one of them; move a copy to another file.",
)
SAME_COLUMN = problem_type(
    "MZ1241",
    "“{label}”有两栏：{first} 和这里",
    "{label} stands twice: in {first} and here",
    "删去其中一栏，或改成自己的栏目名称。",
    "Delete one of them, or give it a name of your own.",
)
NO_DATA_SHEETS = problem_type(
    "MZ1242",
    "工作簿里没有一张数据表",
    "No sheet of the workbook is of the data",
    "用 mzdocs template 生成模板，填在模板里。",
    "Make a template with mzdocs template and fill it in.",
)
NO_COLUMN = problem_type(
    "MZ1243",
    "缺少“{label}”一栏{hint}",
    "The column {label} is missing{hint}",
    "在表头补上这一栏（{meaning}）。",
    "Add it to the headings.",
)
MISSPELT_HEADING = problem_type(
    "MZ1244",
    "不认识“{found}”，您是不是想写“{label}”？",
    "Unknown heading {found}; did you mean {label}?",
    "改成“{label}”；自己加的栏目换一个不相近的名称。",
    "Write {label}; a column of your own needs a name less like it.",
)
TWO_TABLES = problem_type(
    "MZ1246",
    "“{table}”写了文件名，工作簿里又有“{table}”表",
    "{table} is named as a file, and the workbook has a sheet of it too",
    "只用一处：清空这一格，或删去工作表里的内容。",
    "Use one of them: empty this cell, or the sheet.",
)
STRUCK_CELLS = problem_type(
    "MZ1247",
    "{cells}画了删除线，一样读",
    "{cells}: struck through, and read all the same",
    "不要的，删去内容（整行）；要的，去掉删除线。",
    "Delete what is not wanted, a whole row as such; else take the line away.",
    severity=Severity.NOTICE,
)
