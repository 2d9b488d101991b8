"""What can be wrong with where the data files lie, and with their names."""

from __future__ import annotations

from mzdocs.core.problems import Exit, problem_type

NO_WORKSPACE = problem_type(
    "MZ1301",
    "从 {folder} 往上都没有找到 data/district.yaml",
    "No data/district.yaml was found from {folder} upward",
    "进入工作目录再运行；还没有的，用 mzdocs new 新建自己的区，或用 mzdocs new --sample 生成样例。",
    "Run it inside a workspace; mzdocs new begins one of your own, or with --sample the sample.",
)
NO_FILE = problem_type(
    "MZ1302",
    "没有这个文件{hint}",
    "There is no such file{hint}",
    "检查文件名；数据文件放在 data/stations/ 下。",
    "Check the name; station files lie in data/stations/.",
)
UNREADABLE = problem_type(
    "MZ1303",
    "读不了这个文件：{reason}",
    "The file cannot be read: {reason}",
    "检查文件权限，或关闭正在占用它的程序。",
    "Check its permissions, or close the program that uses it.",
)
NO_STATIONS = problem_type(
    "MZ1304",
    "data/stations/ 下没有数据文件（*.yaml、*.xlsx）",
    "There are no data files (*.yaml, *.xlsx) in data/stations/",
    "为每个工作站放一个数据文件。",
    "Put one data file for each station there.",
)
NO_PHOTO = problem_type(
    "MZ1305",
    "这里写的照片不存在{hint}",
    "The photo written here does not exist{hint}",
    "把照片放到数据文件旁的这个位置，或改正文件名。",
    "Put the photo at this place beside the data file, or correct the name.",
    Exit.ASSET,
)
WRONG_ENDING = problem_type(
    "MZ1308",
    "这个文件不会被读取：扩展名须是小写的 .yaml 或 .xlsx",
    "This file would not be read: its name must end in .yaml or .xlsx",
    "数据文件的扩展名改为 .yaml，记事本加上的 .txt 删去；表格另存为 .xlsx；不用的文件移出 data/stations/。",
    "Rename a data file to .yaml, without .txt behind it; save a spreadsheet as .xlsx; move out the others.",
)
TOO_LARGE_FILE = problem_type(
    "MZ1309",
    "文件超过 {limit} MB",
    "The file is larger than {limit} MB",
    "确认没有放错文件；照片请缩小，表格请按年度拆开。",
    "Make sure that it is the right file; shrink photos, split tables by year.",
    Exit.LIMIT,
)
NO_FOLDER = problem_type(
    "MZ1310",
    "当前文件夹已经不存在，或不能进入",
    "The current folder is gone, or may not be entered",
    "回到工作目录再运行。",
    "Go to a workspace and run it again.",
)
SAME_NAME = problem_type(
    "MZ1311",
    "另有一个同名的数据文件，两个站会写进同一个文件夹",
    "Another data file has the same name: both stations would go into one folder",
    "改一个文件名；同一个站的 .yaml 和 .xlsx 只留一个。",
    "Rename one of them; of .yaml and .xlsx of one station keep one.",
)
WRONG_NAME = problem_type(
    "MZ1312",
    "这个文件名不能用作成品文件夹的名称",
    "This file name cannot name the folder of its output",
    "改为不以点开头、不含控制字符、也不叫 district 的文件名，例如 taoyuan.yaml。",
    "Use a name that does not begin with a dot, has no control characters, and is not district: taoyuan.yaml, say.",
)

TWO_DISTRICTS = problem_type(
    "MZ1245",
    "区数据文件有两个，另一个是 {other}",
    "There are two data files of the district; the other is {other}",
    "只留一个；先核对哪一个是新的。",
    "Keep one of them; see first which is newer.",
)
NO_SUCH_YEAR = problem_type(
    "MZ7151",
    "没有留存 {year} 年的数据（data/years/{year}），留存的年度：{kept}",
    "No data of {year} are kept (data/years/{year}); years that are: {kept}",
    "看今年的不写 --year；往年的数据由 mzdocs new-year 在换年度时留存。",
    "Leave --year out for this year's; mzdocs new-year keeps the data of a year when it closes it.",
    Exit.USAGE,
)
