"""Which tables there are beside a station's file, what a row of each is, and what their columns are also called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar

from mzdocs.core.problems import Location
from mzdocs.load.habits import Whose
from mzdocs.model.client_files import (
    Binding,
    Consultation,
    Household,
    HouseholdDocument,
    OfficeRecord,
    columns,
)
from mzdocs.model.fields import Facts

MAX_ROWS, MAX_CLIENTS = 2_000_000, 200_000
"""Of any table; of client files fewer, for each has papers and is bound and printed: more than a street has."""
T = TypeVar("T", bound=Facts)


@dataclass(frozen=True)
class TableFormat(Generic[T]):
    """One kind of table: what a row is, which columns no two rows share, and where it goes in `Clients`.

    `written` are tables the program itself adds rows to: their head stands as it wrote it, with no column more.
    `exact` ones are written by nobody else: no value in them is read as anything but what it is.
    """

    name: str
    model: type[T]
    facts: str
    rows: str
    unique: tuple[str, ...] = ()
    most: int = MAX_ROWS
    persons: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    """Columns of people's names, and of bodies' (or of either): a character lost there is printed for all to see."""
    identities: tuple[str, ...] = ()
    """Columns of identity numbers."""
    also: Mapping[str, str] = field(default_factory=dict)
    """What offices call its columns -> their names."""
    written: bool = False
    exact: bool = False

    @property
    def head(self) -> tuple[str, ...]:
        """The names of its columns, in their order."""
        return columns(self.model)

    def whose(self, key: str) -> Whose:
        """Whose names stand in a column, if any do."""
        return "person" if key in self.persons else "body" if key in self.bodies else "other"

    @property
    def required(self) -> frozenset[str]:
        """The columns of which no cell may stay empty."""
        return _required(self.model)


@cache
def _required(table: type[Facts]) -> frozenset[str]:
    return frozenset(str(each.alias) for each in table.model_fields.values() if each.is_required())


def _also(**names: str) -> dict[str, str]:
    return {other: name for name, others in names.items() for other in others.split()}


_OF_HOUSEHOLDS = _also(
    户号="户编号 家庭编号 档案编号 客户编号",
    户主="姓名 户主姓名 申请人 申请人姓名 救助对象 救助对象姓名 客户姓名",
    身份证号="身份证 身份证号码 公民身份号码 公民身份证号码 居民身份证号 居民身份证号码 户主身份证号 证件号码",
    类别="救助类别 救助类型 保障类别 对象类别 档案类别 类型",
    社区="村社区 村(社区) 社区(村) 社区/村 村/社区 社区名称 所属社区 所在社区 村居",
    人数="保障人数 保障人口 享受人数",
    金额="保障金额 月保障金额 救助金额 月救助金额 补助金额 发放金额 低保金",
    确认日期="审核确认日期 审批日期 批准日期 确认时间 审批时间 审核确认时间",
    文号="确认文号 审核确认文号 审批文号 批准文号",
    件数="材料件数",
    页数="材料页数 总页数",
    状态="保障状态 在保状态 救助状态 当前状态",
    退出日期="退出时间 停保日期 停保时间 退保日期 退出救助日期",
)
_OF_PAPERS = _also(
    户号="户编号 家庭编号 档案编号 客户编号", 材料="材料种类 材料类别", 题名="材料题名 文件题名 标题",
    责任者="责任人 形成单位", 文号="发文字号", 日期="形成日期 材料日期 成文日期", 页数="材料页数", 备注="附注 说明",
)  # fmt: skip
_OF_RECORDS = _also(
    编号="文件编号", 类别="文件类别 档案类别", 题名="文件题名 文件名称 标题", 责任者="责任人 形成单位", 文号="发文字号",
    日期="形成日期 文件日期 成文日期", 页数="文件页数", 备注="附注 说明",
)  # fmt: skip

CLIENT_TABLE = TableFormat(
    "客户档案", Household, "households", "rows", ("户号",), MAX_CLIENTS,
    persons=("户主",), bodies=("社区",), identities=("身份证号",), also=_OF_HOUSEHOLDS,
)  # fmt: skip
PAPER_TABLE = TableFormat("户内材料", HouseholdDocument, "papers", "paper_rows", bodies=("责任者",), also=_OF_PAPERS)
RECORD_TABLE = TableFormat(
    "管理文件", OfficeRecord, "records", "record_rows", ("编号",), bodies=("责任者",), also=_OF_RECORDS
)
LEDGER_TABLE = TableFormat("装订台账", Binding, "bindings", "binding_rows", written=True)
CONSULTATION_TABLE = TableFormat(
    "查阅登记",
    Consultation,
    "consultations",
    "consultation_rows",
    ("序号",),
    persons=("查阅人", "批准人"),
    written=True,
)
TABLES: tuple[TableFormat[Any], ...] = (CLIENT_TABLE, PAPER_TABLE, RECORD_TABLE, LEDGER_TABLE, CONSULTATION_TABLE)
BY_NAME = {table.name: table for table in TABLES}


@dataclass(frozen=True)
class TablePlace:
    """Where a table stands: its file, the key over each of its columns ("" where it is not read).

    In a workbook also its sheet, and which table it is: nothing else tells it from a station's own workbook.
    """

    file: str
    head: tuple[str, ...] = ()
    sheet: str = ""
    table: str = ""

    def cell(self, row: int, key: str) -> Location:
        """A cell: row and column from 1, and the key of its column; in a workbook its name, and the table's."""
        column = self.head.index(key) + 1 if key in self.head else None
        if not self.sheet:
            return Location(self.file, row, column, key)
        from mzdocs.load.workbook.book_cells import cell_name

        name = cell_name(row, column) if column else ""
        return Location(self.file, row, column, f"{self.table}.{key}", self.sheet, name)

    @property
    def whole(self) -> Location:
        """All of it."""
        return Location(self.file, path=self.table, sheet=self.sheet)

    def row(self, row: int) -> Location:
        """A whole row, from 1."""
        if not self.sheet:
            return Location(self.file, row, path=self.table)
        from mzdocs.load.workbook.book_cells import cell_name

        return Location(self.file, row, None, self.table, self.sheet, cell_name(row, 1))


def cell_location(file: str, row: int, key: str, head: tuple[str, ...]) -> Location:
    """Where a cell of a table of text stands: row and column counted from 1, and the head of its column."""
    return TablePlace(file, head).cell(row, key)
