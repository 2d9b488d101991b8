"""The station: what one street's civil affairs work station is. Facts only, no reading of files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mzdocs.model.district import PaperFacts, PlaqueDesign, SheetPlan, SignSpec, SignStyle
from mzdocs.model.fields import (
    Count,
    Day,
    Decimal,
    Facts,
    FileName,
    FondsCode,
    IdentityNumber,
    LongText,
    Name,
    Phone,
    PostCode,
    Serial,
    Several,
    Slug,
    Text,
    Yes,
    key,
)

Establishment = Literal["行政编制", "事业编制", "编外聘用"]


class Phones(Facts):
    """Telephones of the station."""

    service: Phone = key("咨询", "对外服务电话，印在展板和胸牌上")
    fax: Phone | None = key("传真", "传真号码", default=None)
    complaint: Phone = key("监督", "街道监督电话")


class OpeningHours(Facts):
    """One line of opening hours."""

    days: Text = key("日期", "例如 周一至周五")
    hours: Text = key("时间", "例如 9:00—12:00，13:30—17:00")


class Hanging(Facts):
    """Where a door plaque hangs."""

    place: Text = key("地点", "例如 社会事务科、社区服务中心")
    spot: Text = key("位置", "具体位置，例如 正门右侧，下沿离地 1.6 米")
    style: SignStyle = key("式样", "横牌 或 竖牌")
    quantity: Count = key("数量", "块数")
    hung_on: Day | None = key("挂牌日期", "已挂牌的日期；没有挂就不写", default=None)


class RoomSign(Facts):
    """A plate beside a room's door."""

    name: Text = key("名称", "室名，例如 民政服务窗口")
    spot: Text = key("位置", "例如 一楼 102 室门右")
    quantity: Count = key("数量", "块数")


class Member(Facts):
    """A member of the staff."""

    name: Name = key("姓名", "姓名")
    post: Literal["站长", "副站长", "工作人员"] = key("职务", "在工作站的职务")
    concurrent_post: Text | None = key("兼任", "在街道的职务，例如 街道办事处副主任", default=None)
    leads_civil_affairs: Yes = key("分管民政", "是否为分管民政工作的街道领导", default=False)
    heads_social_affairs: Yes = key("社会事务科科长", "是否为社会事务科负责人", default=False)
    establishment: Establishment = key("编制", "行政编制、事业编制或编外聘用")
    in_post: Yes = key("在岗", "是否到岗", default=True)
    duty: Text = key("分工", "分管或承担的工作")


class Premises(Facts):
    """The station's rooms."""

    own: Yes = key("独立", "是否有独立的办公用房")
    address_note: Text = key("位置", "楼层和房间")
    area: Decimal = key("面积", "平方米")
    window: Yes = key("窗口", "是否设有社会救助服务窗口")
    visitor_facilities: Several[Text] = key("便民设施", "座椅、饮水、老花镜、无障碍通道等")


class Funding(Facts):
    """The station's money."""

    budgeted: Yes = key("列入预算", "工作经费是否列入街道（区）财政预算")
    year: Count = key("年度", "预算年度")
    amount: Count = key("金额", "元")
    document: Text | None = key("文号", "预算批复文号", default=None)


class Equipment(Facts):
    """One kind of equipment."""

    name: Text = key("名称", "例如 计算机、电话、传真机")
    quantity: Count = key("数量", "台、部")
    note: Text | None = key("说明", "型号或编号", default=None)


class Adoption(Facts):
    """A board of the district put up by the station."""

    board: Slug = key("展板", "展板代号，须是区数据文件中的一种")
    room: Text = key("房间", "挂在哪个房间；同一房间的展板字号统一")
    spot: Text = key("位置", "具体位置")
    quantity: Count = key("数量", "块数")
    posted_on: Day | None = key("上墙日期", "已上墙公开的日期；没有就不写", default=None)


class Term(Facts):
    """A term of service; both days count."""

    start: Day = key("起", "聘期首日")
    end: Day = key("止", "聘期末日")


class Monitor(Facts):
    """An information monitor."""

    name: Name = key("姓名", "姓名，印在胸牌上")
    serial: Serial = key("序号", "在本社区（村）的序号，2 位，例如 01")
    phone: Phone = key("工作电话", "印在胸牌上的工作电话，不用私人号码")
    photo: FileName = key("照片", "照片文件，相对于本数据文件，JPEG 或 PNG")
    term: Term = key("聘期", "聘期，印作胸牌有效期")


class Community(Facts):
    """A community or village of the street."""

    code: Serial = key("代码", "在本街道的代码，3 位")
    name: Text = key("名称", "例如 桃源社区、柳湾村")
    kind: Literal["社区", "村"] = key("类型", "社区 或 村")
    population: Count = key("人口", "常住人口")
    monitors: Several[Monitor] = key("监督员", "民政信息监督员", default=())


class Confidentiality(Facts):
    """How the client files are kept secret."""

    locked_cabinet: Yes = key("专柜加锁", "是否专柜存放并加锁")
    keeper: Name | None = key("保管人", "档案保管人", default=None)
    pledge: Yes = key("保密承诺", "经手人是否签订保密承诺书")
    access_log: Yes = key("查阅登记", "是否有查阅登记簿")


class ArchiveRecord(Facts):
    """How the station keeps its client files."""

    fonds_code: FondsCode = key("全宗号", "全宗号，4 位字母和数字")
    fonds_name: Text = key("全宗名称", "立档单位全称")
    client_files: FileName = key("客户档案", "客户档案表（.csv），相对于本数据文件")
    papers: FileName | None = key("户内材料", "户内材料表（.csv）：每户逐件材料；没有就不写", default=None)
    records: FileName | None = key("管理文件", "管理文件表（.csv）：日常管理和文书，按件；没有就不写", default=None)
    ledger: FileName | None = key(
        "装订台账", "装订台账（.csv）：已装订的案卷，装订后不再变动；没有就不写", default=None
    )
    consultations: FileName | None = key("查阅登记", "查阅登记表（.csv）；没有就不写", default=None)
    bound: Yes = key("装订成册", "客户档案是否已装订成册")
    system: Text | None = key("管理系统", "计算机管理用的系统名称；没有就不写", default=None)
    verified_on: Day | None = key("核对日期", "最近一次与实际情况核对的日期", default=None)
    confidentiality: Confidentiality = key("保密", "保密措施")
    arranged_by: Name = key("立卷人", "立卷人")
    checked_by: Name = key("检查人", "检查人")
    arranged_on: Day = key("立卷日期", "立卷日期")
    appraised_on: Day | None = key("鉴定日期", "保管期限算到哪一天；不写则按立卷日期", default=None)
    note: LongText = key("情况说明", "备考表中的本卷情况说明")


class Evidence(Facts):
    """What a finding or a judgment rests on."""

    kind: Literal["照片", "文件", "记录", "访谈"] = key("种类", "证据种类")
    name: Text = key("名称", "证据名称或编号")
    file: FileName | None = key("文件", "照片文件，相对于本数据文件，JPEG 或 PNG；印在报告里", default=None)


class Judgment(Facts):
    """What the inspectors noted for one line of the score sheet: one of four kinds of result."""

    item: Text = key("条目", "评分条目编号")
    defects: Count | None = key("问题数", "每处扣的条目：发现几处问题，0 表示符合要求", default=None)
    met: Yes | None = key("符合", "是否的条目：是 或 否", default=None)
    grade: Text | None = key("档次", "分档的条目：哪一档", default=None)
    measured: Decimal | None = key("数值", "分段的条目：测得多少", default=None)
    note: Text = key("情况", "检查情况")
    evidence: Several[Evidence] = key("证据", "证据；没有证据的条目不算核实", default=())
    remedy: Text | None = key("整改", "整改要求", default=None)
    due: Day | None = key("期限", "整改期限", default=None)
    owner: Text | None = key("责任人", "由谁整改；不写则为站长", default=None)


class Recheck(Facts):
    """Whether one matter was put right."""

    item: Text = key("条目", "评分条目编号")
    mended: Yes = key("已整改", "是 或 否")
    note: Text = key("情况", "复查情况")


class SecondLook(Facts):
    """The inspection of what had to be put right (复查)."""

    looked_on: Day = key("日期", "复查日期")
    group: Several[Text] = key("复查组", "复查组成员单位")
    results: Several[Recheck] = key("结果", "逐条复查结果")


class SelfScore(Facts):
    """What the station gives itself for one line."""

    item: Text = key("条目", "评分条目编号")
    points: Decimal = key("得分", "自评得分，不超过分值")
    note: Text | None = key("说明", "扣分原因", default=None)


class SelfInspection(Facts):
    """The station's own inspection before the district's."""

    inspected_on: Day = key("日期", "自查日期")
    scores: Several[SelfScore] = key("评分", "逐条自评得分；没有写的条目未自评")
    remedies: Several[Text] = key("整改打算", "怎样、何时整改，每条一句", default=())


class Inspection(Facts):
    """The inspection of the station."""

    inspected_on: Day = key("日期", "检查日期")
    group: Several[Text] = key("检查组", "检查组成员单位")
    serial: Count = key("序号", "报告发文字号中的序号")
    judgments: Several[Judgment] = key("记录", "逐条检查记录")
    achievements: Several[Text] = key("成效", "主要成效，每条一句")
    second_look: SecondLook | None = key("复查", "整改后的复查；还没有复查就不写", default=None)


class Training(Facts):
    """A training of staff or monitors."""

    title: Text = key("题目", "培训内容")
    held_on: Day = key("日期", "培训日期")
    place: Text = key("地点", "培训地点")
    speaker: Text = key("主讲", "主讲人或单位")
    whom: Literal["工作人员", "信息监督员", "全体"] = key("对象", "谁参加")


class Assessed(Facts):
    """One person's assessment."""

    whom: Literal["工作人员", "信息监督员"] = key("对象", "按哪一张考评表")
    name: Name = key("姓名", "姓名")
    points: Several[Decimal] = key("得分", "各条目的得分，按考评办法的次序")
    level: Text = key("等次", "考评等次，考评办法里的一种")


class Override(Facts):
    """What a station changes of the district's design; only parts the district left open."""

    theme: Slug | None = key("主题", "主题", default=None)
    plaques: PlaqueDesign | None = key("门牌", "门牌（通常由区里锁定）", default=None)
    board: SignSpec | None = key("展板", "展板尺寸与工艺", default=None)
    badge: SignSpec | None = key("胸牌", "胸牌尺寸与工艺", default=None)


class Station(Facts):
    """A station: everything its paper is made from, except the client files beside it."""

    street: Serial = key("街道代码", "区数据文件“街道”名册中的代码")
    name: Text = key("名称", "工作站名称，须与区名册一致")
    address: Text = key("地址", "地址")
    post_code: PostCode = key("邮编", "邮政编码")
    phones: Phones = key("电话", "电话")
    hours: Several[OpeningHours] = key("办公时间", "对外办公时间")
    hangings: Several[Hanging] = key("挂牌", "门牌挂在哪里、几块")
    rooms: Several[RoomSign] = key("科室牌", "科室牌", default=())
    staff: Several[Member] = key("人员", "工作人员")
    premises: Premises = key("场所", "办公场所")
    funding: Funding = key("经费", "工作经费")
    equipment: Several[Equipment] = key("设备", "办公设备")
    transport: Several[Equipment] = key("交通工具", "交通工具", default=())
    boards: Several[Adoption] = key("制度", "上墙的四类展板")
    communities: Several[Community] = key("社区", "社区和村")
    archive: ArchiveRecord = key("档案", "档案管理")
    inspection: Inspection = key("检查", "检查验收")
    self_inspection: SelfInspection | None = key("自查", "本站的自查自评；没有就不写", default=None)
    papers: Several[PaperFacts] = key("公文", "本站（街道）各份公文的文号、日期、签发人", default=())
    trainings: Several[Training] = key("培训", "培训", default=())
    assessed: Several[Assessed] = key("考评", "工作人员和监督员的考评结果；没有考评就不写", default=())
    issued_on: Day = key("制发日期", "展板、胸牌的制发日期，印在文件上")
    sheets: SheetPlan | None = key("胸牌拼版", "本站打印机的拼版；不写则用区里的", default=None)
    design: Override | None = key("设计", "本站对统一设计的改动，仅限开放的部分", default=None)


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


def badge_number(district_data: str, street: str, community: str, serial: str) -> str:
    """A monitor's number: region 6, street 3, community 3, serial 2; never an identity number."""
    return f"{district_data}-{street}-{community}-{serial}"


def columns(table: type[Facts]) -> tuple[str, ...]:
    """The head of a table whose rows are these facts."""
    return tuple(str(field.alias) for field in table.model_fields.values())
