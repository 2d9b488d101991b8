"""The columns of a catalogue's two tables, published in docs/catalogue.md and beside every catalogue."""

from __future__ import annotations

from mzdocs.plan.catalogue_values import CodeList, Column

VERSION = 3
"""Of the columns: another one where a column is added, dropped or means something else."""

SECRECY = CodeList(
    "密级", "GB/T 7156-2003", {"公开": "GK", "限制": "XZ", "秘密": "MM", "机密": "JM", "绝密": "UM"}
)  # fmt: skip
OPENNESS = CodeList(
    "开放标识", "DA/T 18-2022 的四种，代码自定", {"开放": "KF", "控制": "KZ", "延期开放": "YQ", "未审核": "WS"}
)
LANGUAGES = CodeList(
    "语种", "GB/T 4880.1-2005（ISO 639-1）",
    {"汉语": "zh", "藏语": "bo", "维吾尔语": "ug", "朝鲜语": "ko", "壮语": "za", "彝语": "ii", "蒙古语": "mn"},
)  # fmt: skip
CARRIERS = CodeList("载体", "代码自定", {"纸质": "ZZ"})
CODE_LISTS = (SECRECY, OPENNESS, LANGUAGES, CARRIERS)

ITEM_NUMBER, VOLUME_NUMBER = "档号", "案卷档号"
"""What names an item, and which of its columns names the volume it lies in."""
RETENTION_CODE = r"Y|D[1-9][0-9]{0,2}"
_VOLUME_FORM = rf"[A-Z0-9]{{4}}-\S+-(?:{RETENTION_CODE})-[0-9]{{3,}}"
_ITEM_FORM = rf"{_VOLUME_FORM}-[0-9]{{4,}}"
_IDENTITY = r"[0-9]{17}[0-9X]"
_CLASS = (
    Column("类别代码", "text", 9, "档号中的类别代码", "DB", required=True),
    Column("类别", "text", 16, "救助类别或文书类别，相当于“机构或问题”", "最低生活保障", required=True),
)
_SPAN = (
    Column("起始日期", "day", 11, "最早一份材料的形成日期", "2021-09-02", required=True),
    Column("终止日期", "day", 11, "最晚一份材料的形成日期", "2021-09-20", required=True),
)
_RETENTION = (
    Column("保管期限", "text", 26, "区里写的保管期限，括号里是理由", "10年（本区确定）", required=True),
    Column("期限代码", "text", 9, "永久 Y，定期 D 加年数（DA/T 13-2022）", "D10", RETENTION_CODE, required=True),
)
_CONTROL = (
    Column("密级", "text", 7, "没有定密的空着", "秘密", words=SECRECY),
    Column("密级代码", "text", 9, "密级的代码", "MM", codes=SECRECY),
    Column("开放标识", "text", 9, "开放审核的结果", "未审核", words=OPENNESS, required=True),
    Column("开放标识代码", "text", 13, "开放标识的代码", "WS", codes=OPENNESS, required=True),
    Column("全宗号", "text", 7, "立档单位的代码", "Z101", "[A-Z0-9]{4}", required=True),
    Column("立档单位", "text", 26, "全宗名称，立档单位的全称", "桃源街道办事处", required=True),
    Column("语种", "text", 7, "材料所用的语言", "汉语", words=LANGUAGES, required=True),
    Column("语种代码", "text", 9, "语种的代码", "zh", codes=LANGUAGES, required=True),
    Column("载体", "text", 7, "案卷是纸的", "纸质", words=CARRIERS, required=True),
    Column("载体代码", "text", 9, "载体的代码", "ZZ", codes=CARRIERS, required=True),
)
_BOUND = Column("装订", "text", 9, "已装订，或 未装订（本次新编）", "已装订", "已装订|未装订", required=True)

ITEM_COLUMNS = (
    Column("序号", "count", 7, "装订次序", "1", required=True, unique=True),
    Column(ITEM_NUMBER, "text", 28, "件的档号", "Z101-MZ·DB-D10-001-0001", _ITEM_FORM, required=True, unique=True),
    Column(VOLUME_NUMBER, "text", 23, "所在案卷的档号", "Z101-MZ·DB-D10-001", _VOLUME_FORM, required=True),
    *_CLASS,
    Column("年度", "year", 7, "形成年度", "2021", required=True),
    Column("案卷号", "count", 8, "卷在本类别中的顺序号", "1", required=True),
    Column("件号", "count", 7, "件在本卷中的顺序号", "1", required=True),
    Column("文号", "text", 26, "发文字号；没有的空着", "澄民低保〔2021〕263号"),
    Column("责任者", "text", 26, "形成材料的单位或人", "云川市澄江区民政局", required=True),
    Column("题名", "text", 44, "件的题名", "单守信户最低生活保障审核确认材料", required=True),
    Column("日期", "day", 11, "形成日期；户为审核确认日期", "2021-09-20", required=True),
    *_SPAN,
    Column("页数", "count", 7, "有字迹的页面数", "22", required=True),
    Column("首页", "count", 7, "在本卷中的起始页号", "1", required=True),
    Column("末页", "count", 7, "在本卷中的终止页号", "22", required=True),
    Column("材料份数", "count", 9, "户内材料的份数；按件的是 1", "7", required=True),
    Column("社区", "text", 18, "社区或村；按件的空着", "桃溪社区"),
    Column("户号或编号", "text", 16, "户号；按件的是编号", "DB-2021-0004", required=True),
    Column("户主", "text", 12, "户主姓名；按件的空着", "单守信"),
    Column("身份证号", "text", 21, "户主身份证号，18 位（GB 11643-1999）；按件的空着", "", _IDENTITY),
    Column("人数", "count", 7, "保障人数；按件的空着", "4"),
    Column("金额", "count", 9, "月保障金额，元；一次性救助为总额；按件的空着", "1800"),
    Column("状态", "text", 8, "在保，或 已退出；按件的空着", "已退出", "在保|已退出"),
    Column("退出日期", "day", 11, "退出救助的日期；在保的、按件的空着", "2022-12-21"),
    *_RETENTION,
    *_CONTROL,
    Column("可鉴定日期", "day", 11, "保管年限届满的日期；永久的、还没有起算的空着", "2032-12-22"),
    _BOUND,
)  # fmt: skip
"""First what DA/T 22-2015 lists of an item, in its order, then what a household's file has, then how it is kept."""

VOLUME_COLUMNS = (
    Column("档号", "text", 23, "案卷的档号", "Z101-MZ·DB-D10-001", _VOLUME_FORM, required=True, unique=True),
    *_CLASS,
    Column("案卷号", "count", 8, "卷在本类别中的顺序号", "1", required=True),
    Column("题名", "text", 44, "案卷题名", "桃源街道办事处最低生活保障审核确认材料（第1卷）", required=True),
    *_SPAN,
    Column("件数", "count", 7, "卷内的件数", "31", required=True),
    Column("页数", "count", 7, "卷内的页数", "640", required=True),
    Column("材料份数", "count", 9, "卷内材料的份数", "214", required=True),
    *_RETENTION,
    *_CONTROL,
    Column("脊厚毫米", "count", 9, "卷脊的厚度，毫米", "20", required=True),
    _BOUND,
)
