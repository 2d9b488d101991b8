"""A station's client files, one value a row of its tables (.csv). Confidential; no reading of files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from mzdocs.model.fields import Count, Day, Facts, IdentityNumber, Name, Text, Yes, key


class Household(Facts):
    """One client file: a household's papers for one kind of help. Confidential."""

    number: Text = key("户号", "本站内唯一的户号")
    head: Name = key("户主", "户主姓名")
    identity_number: IdentityNumber = key("身份证号", "户主身份证号，18 位")
    kind: Text = key("类别", "救助类别，区数据文件“档案·类别”中的一种")
    community: Text = key("社区", "社区或村的名称")
    members: Count = key("人数", "保障人数")
    amount: Count = key("金额", "月保障金额，元；一次性救助为总额")
    decided_on: Day = key("确认日期", "审核确认日期")
    decision: Text = key("文号", "审核确认文号")
    documents: Count = key("件数", "材料件数")
    pages: Count = key("页数", "有字迹的页面数")
    status: Literal["在保", "已退出"] = key("状态", "在保 或 已退出")
    left_on: Day | None = key("退出日期", "退出救助的日期；在保的空着", default=None)


class HouseholdDocument(Facts):
    """One document in a household's file. Confidential."""

    household: Text = key("户号", "客户档案表中的户号")
    kind: Text = key("材料", "材料种类，区数据文件“档案·类别·材料”中的一种")
    title: Text = key("题名", "材料题名")
    responsible: Text = key("责任者", "形成材料的单位或人")
    number: Text | None = key("文号", "文号；没有就空着", default=None)
    dated: Day = key("日期", "材料形成日期")
    pages: Count = key("页数", "有字迹的页面数")
    note: Text | None = key("备注", "例如 复印件；没有就空着", default=None)


class OfficeRecord(Facts):
    """One item of daily management or office papers, filed by item."""

    number: Text = key("编号", "本站内唯一的编号")
    kind: Text = key("类别", "区数据文件中按件整理的一种类别")
    title: Text = key("题名", "文件题名")
    responsible: Text = key("责任者", "形成文件的单位")
    document: Text | None = key("文号", "发文字号；没有就空着", default=None)
    dated: Day = key("日期", "文件形成日期")
    pages: Count = key("页数", "有字迹的页面数")
    note: Text | None = key("备注", "没有就空着", default=None)


column = key
"""Under another name, for facts that have a key of their own."""


class Binding(Facts):
    """One file or item where it was bound; a line of the ledger never changes again."""

    class_code: Text = column("类别代码", "档号中的类别代码，例如 DB")
    serial: Count = column("案卷号", "卷在本类别中的顺序号，1、2、3……")
    order: Count = column("件号", "在本卷中的顺序号，1、2、3……")
    key: Text = column("户号或编号", "以户为单位的写户号，按件的写编号")
    first_page: Count = column("首页", "在本卷中的起始页号")
    last_page: Count = column("末页", "在本卷中的终止页号")
    bound_on: Day = column("装订日期", "装订日期")


class Consultation(Facts):
    """One reading of a file. Confidential."""

    serial: Count = key("序号", "登记顺序号")
    read_on: Day = key("日期", "查阅日期")
    reader: Name = key("查阅人", "查阅人姓名")
    unit: Text = key("单位", "查阅人单位")
    purpose: Text = key("目的", "查阅目的")
    number: Text = key("档号", "所查案卷或件的档号")
    approved_by: Name = key("批准人", "批准人姓名")
    copied: Yes = key("复制", "是否复制：是 或 否")
    returned_on: Day | None = key("归还日期", "归还日期；未归还的空着", default=None)


Rows = tuple[int, ...]


@dataclass(frozen=True)
class Clients:
    """The files of a station in the order of their tables, and the row each stands in."""

    households: tuple[Household, ...] = ()
    rows: Rows = ()
    papers: tuple[HouseholdDocument, ...] = ()
    paper_rows: Rows = ()
    records: tuple[OfficeRecord, ...] = ()
    record_rows: Rows = ()
    bindings: tuple[Binding, ...] = ()
    binding_rows: Rows = ()
    consultations: tuple[Consultation, ...] = ()
    consultation_rows: Rows = ()


class NotRead(Exception):
    """Client files were asked for that were not opened or could not be read: what is in them is not known."""


class UnreadClients(Clients):
    """Client files that were not opened, or of which a table has errors: whoever asks for anything of them hears so."""

    def __getattribute__(self, name: str) -> Any:
        """A field of the client files.

        Raises:
            NotRead: always.
        """
        if name in Clients.__dataclass_fields__:
            raise NotRead
        return super().__getattribute__(name)


@cache
def columns(table: type[Facts]) -> tuple[str, ...]:
    """The head of a table whose rows are these facts."""
    return tuple(str(field.alias) for field in table.model_fields.values())
