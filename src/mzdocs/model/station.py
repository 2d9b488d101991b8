"""The station: what one street's civil affairs work station is. Facts only, no reading of files."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal, TypeVar

from mzdocs.model.archive_acts import AppraisalResult, Confidentiality, Publication, Transfer
from mzdocs.model.district import PaperFacts, VoidNumber
from mzdocs.model.fields import (
    BadgeNumber,
    Count,
    Day,
    Decimal,
    Facts,
    FileName,
    FondsCode,
    LongText,
    Name,
    PersonCode,
    Phone,
    PostCode,
    Serial,
    Several,
    Slug,
    Text,
    Yes,
    key,
)
from mzdocs.model.inspection import Inspection, Judgment, Rectified, SecondLook, SelfInspection
from mzdocs.model.partial_facts import PartialFacts, may_wait
from mzdocs.model.people import Assessed, Member, Monitor
from mzdocs.model.signs_ordered import Adoption, Hanging, InfoPlate, Notice, RoomSign
from mzdocs.model.unified_design import BadgeSpec, BoardSpec, OrderContact, PlaqueDesign, SheetPlan
from mzdocs.model.year_round import DutyRoster, EarlierYear, Guidance, RoutineCheck


class Phones(Facts):
    """Telephones of the station."""

    service: Phone = key("咨询", "对外服务电话，印在展板和胸牌上")
    fax: Phone | None = key("传真", "传真号码", default=None)
    complaint: Phone = key("监督", "街道监督电话")


class OpeningHours(Facts):
    """One line of opening hours."""

    days: Text = key("日期", "例如 周一至周五")
    hours: Text = key("时间", "例如 9:00—12:00，13:30—17:00")


class Premises(Facts):
    """The station's rooms."""

    own: Yes = key("独立", "是否有独立的办公用房")
    record: Text | None = key("登记", "证明办公用房独立的材料，例如 办公用房登记表第 3 号；没有就不写", default=None)
    address_note: Text = key("位置", "楼层和房间")
    area: Decimal = key("面积", "平方米")
    window: Yes = key("窗口", "是否设有社会救助服务窗口")
    visitor_facilities: Several[Text] = key("便民设施", "区数据文件“便民设施种类”中的种类或又称，一项一条")
    facilities_record: Text | None = key(
        "设施登记", "便民设施的登记台账，例如 便民设施台账（2026 年）；没有就不写", default=None
    )


class Funding(Facts):
    """The station's money."""

    budgeted: Yes = key("列入预算", "工作经费是否列入街道（区）财政预算")
    year: Count = key("年度", "预算年度")
    amount: Count = key("金额", "元")
    document: Text | None = key("文号", "预算批复的文号，例如 澄财预〔2026〕11号；没有批复就不写", default=None)


class Equipment(Facts):
    """One entry of equipment or vehicles."""

    name: Text = key("名称", "例如 计算机、电话、传真机；与区里写的种类或又称一字不差的，不必再写种类")
    kinds: Several[Text] = key(
        "种类", "算哪一种，区数据文件里的种类；一件顶几种的都写，例如 [传真机, 复印机]", default=()
    )
    quantity: Count = key("数量", "台、部")
    note: Text | None = key("说明", "型号或编号", default=None)


class VoidBadge(VoidNumber):
    """A badge that is no longer good before its term ends, and why."""

    reason: Literal["遗失", "解聘", "辞任", "更换", "其他"] = key("事由", "为什么作废")
    returned_on: Day | None = key("收回", "胸牌交回工作站的日期；没有收回的不写", default=None)
    replaced_by: BadgeNumber | None = key("换发", "换发的新证件编号；没有换发就不写", default=None)


class Community(PartialFacts):
    """A community or village of the street."""

    code: Serial = key("代码", "在本街道的代码，3 位")
    name: Text = key("名称", "例如 桃源社区、柳湾村")
    kind: Literal["社区", "村"] = key("类型", "社区 或 村")
    population: Count = may_wait("人口", "常住人口；公文和验收用")
    monitors: Several[Monitor] = key("监督员", "民政信息监督员，离任的也留着", default=())

    @property
    def current(self) -> tuple[Monitor, ...]:
        """Those who have not left: badges are made for them."""
        return tuple(monitor for monitor in self.monitors if monitor.leaving is None)

    def monitors_on(self, day: date) -> tuple[Monitor, ...]:
        """Its monitors on this day, those whose term ran out unrenewed among them."""
        return tuple(monitor for monitor in self.monitors if monitor.appointed_on(day))


class ArchiveRecord(Facts):
    """How the station keeps its client files."""

    fonds_code: FondsCode = key("全宗号", "全宗号，4 位字母和数字")
    fonds_name: Text = key("全宗名称", "立档单位全称")
    client_files: FileName | None = key(
        "客户档案", "客户档案表（.csv、.xlsx），相对于本数据文件；没有就不写", default=None
    )
    papers: FileName | None = key("户内材料", "户内材料表（.csv、.xlsx）：每户逐件材料；没有就不写", default=None)
    records: FileName | None = key(
        "管理文件", "管理文件表（.csv、.xlsx）：日常管理和文书，按件；没有不写", default=None
    )
    ledger: FileName | None = key("装订台账", "装订台账（.csv）：已装订的案卷，不再变动；没有就不写", default=None)
    consultations: FileName | None = key("查阅登记", "查阅登记表（.csv）；没有就不写", default=None)
    bound: Yes = key("装订成册", "客户档案是否已装订成册")
    system: Text | None = key("管理系统", "计算机管理用的系统名称；没有就不写", default=None)
    verified_on: Day | None = key("核对日期", "最近一次与实际情况核对的日期", default=None)
    confidentiality: Confidentiality = key("保密", "保密措施")
    arranged_by: Name = key("立卷人", "立卷人")
    checked_by: Name = key("检查人", "检查人")
    arranged_on: Day = key("立卷日期", "立卷日期")
    appraised_on: Day | None = key("鉴定日期", "保管期限算到哪一天；不写则按立卷日期", default=None)
    publication: Publication | None = key("公示名单", "公布救助对象名单；没有写的不做名单", default=None)
    note: LongText = key("情况说明", "备考表中的本卷情况说明")
    history: LongText | None = key("沿革", "立档单位的沿革，写进全宗介绍；没有就不写", default=None)
    verdict: AppraisalResult | None = key("鉴定结果", "到期档案的鉴定结果；写了才编销毁清册", default=None)
    transfer: Transfer | None = key("移交", "案卷移交给谁、移交哪些；不写则清单列全部已装订的，其余手填", default=None)


class Training(Facts):
    """A training of staff or monitors."""

    title: Text = key("题目", "培训内容")
    held_on: Day = key("日期", "培训日期")
    place: Text = key("地点", "培训地点")
    speaker: Text = key("主讲", "主讲人或单位")
    whom: Literal["工作人员", "信息监督员", "全体"] = key("对象", "谁参加")
    attended: Several[PersonCode] = key("参加", "参加的人的代码；那一天在岗的都参加就不写", default=())


class Override(Facts):
    """What a station changes of the district's design; only parts the district left open."""

    theme: Slug | None = key("主题", "主题", default=None)
    plaques: PlaqueDesign | None = key("门牌", "门牌（通常由区里锁定）", default=None)
    board: BoardSpec | None = key("展板", "展板尺寸与工艺", default=None)
    badge: BadgeSpec | None = key("胸牌", "胸牌尺寸与工艺", default=None)


Sign = TypeVar("Sign", Hanging, Adoption)


class Station(PartialFacts):
    """A station: everything its paper is made from, except the client files beside it.

    What a product needs that is not made yet may wait.
    """

    OF_THE_YEAR: ClassVar[tuple[str, ...]] = ("检查", "自查", "公文", "培训", "考评", "业务指导", "日常检查", "值班")
    """The parts each year writes anew; none of them need be there."""
    JUDGED: ClassVar[tuple[str, ...]] = (
        "hangings", "staff", "premises", "funding", "equipment", "boards", "communities", "archive",
    )  # fmt: skip
    """What the building standard asks about."""

    street: Serial = key("街道代码", "区数据文件“街道”名册中的代码")
    name: Text = key("名称", "工作站名称，须与区名册一致")
    address: Text = may_wait("地址", "地址；便民信息牌、公文和送货用")
    post_code: PostCode | None = key("邮编", "邮政编码", default=None)
    phones: Phones = may_wait("电话", "电话；展板、工作牌、公示名单和公文用")
    hours: Several[OpeningHours] = may_wait("办公时间", "对外办公时间；展板、信息牌和公文用")
    hangings: Several[Hanging] = key("挂牌", "门牌挂在哪里、几块；还没有定就不写", default=())
    rooms: Several[RoomSign] = key("科室牌", "科室牌", default=())
    staff: Several[Member] = key("人员", "工作人员；工作牌、公文和验收用，还没有填就不写", default=())
    premises: Premises = may_wait("场所", "办公场所；公文和验收用")
    funding: Funding = may_wait("经费", "工作经费；公文和验收用")
    equipment: Several[Equipment] = key("设备", "办公设备；公文和验收用，还没有填就不写", default=())
    transport: Several[Equipment] = key("交通工具", "交通工具", default=())
    boards: Several[Adoption] = key("制度", "上墙的五类展板；还没有就不写", default=())
    notices: Several[Notice] = key("公示牌", "另外上墙的公示牌；没有不写", default=())
    info_plate: InfoPlate | None = key("信息牌", "入口的便民信息牌：办公时间、电话、无障碍通行；没有不写", default=None)
    communities: Several[Community] = key("社区", "社区和村；没有监督员、没有客户档案的不写", default=())
    void_badges: Several[VoidBadge] = key("作废胸牌", "聘期未满而作废的胸牌；没有就不写", default=())
    archive: ArchiveRecord = may_wait("档案", "档案管理；没有客户档案的站不写")
    inspection: Inspection | None = key("检查", "检查验收；还没有检查就不写", default=None)
    self_inspection: SelfInspection | None = key("自查", "本站的自查自评；没有就不写", default=None)
    papers: Several[PaperFacts] = key("公文", "本站（街道）各份公文的文号、日期、签发人", default=())
    trainings: Several[Training] = key("培训", "培训", default=())
    assessed: Several[Assessed] = key("考评", "工作人员和监督员的考评结果；没有考评就不写", default=())
    guidance: Several[Guidance] = key("业务指导", "区民政局来站指导和培训的记录；没有就不写", default=())
    routine_checks: Several[RoutineCheck] = key("日常检查", "两次检查验收之间的检查；没有就不写", default=())
    earlier_years: Several[EarlierYear] = key("历年", "以前各年的验收结果；没有就不写", default=())
    duty: DutyRoster | None = key("值班", "节假日值班安排；没有就不写", default=None)
    issued_on: Day = key("制发日期", "展板、胸牌的制发日期，印在文件上")
    sheets: SheetPlan | None = key("胸牌拼版", "本站打印机的拼版；不写则用区里的", default=None)
    contact: OrderContact | None = key("制作联系", "本站自己的制作联系人；不写则用区里的", default=None)
    design: Override | None = key("设计", "本站对统一设计的改动，仅限开放的部分", default=None)

    @property
    def unfilled(self) -> frozenset[str]:
        """The keys the building standard asks about and the file says nothing of: nobody can tell how that is."""
        unsaid = [name for name in self.JUDGED if not self.gives(name)]
        beside = ["transport"] if "equipment" in unsaid and not self.gives("transport") else []
        return frozenset(str(type(self).model_fields[name].alias) for name in (*unsaid, *beside))

    def staff_on(self, day: date) -> tuple[Member, ...]:
        """The staff on this day, those who are expected and have not come yet among them."""
        return tuple(member for member in self.staff if member.known_on(day))

    def as_of(self, day: date) -> Station:
        """The station as it was on a day: nobody in it who had left or was still to come, no sign up that was to be."""
        communities = tuple(
            community.model_copy(update={"monitors": community.monitors_on(day)}) for community in self.communities
        )
        hangings = tuple(_by(day, "hung_on", each) for each in self.hangings)
        boards = tuple(_by(day, "posted_on", each) for each in self.boards)
        there = {"staff": self.staff_on(day), "communities": communities, "hangings": hangings, "boards": boards}
        return self.model_copy(update={name: part for name, part in there.items() if self.gives(name)})

    @property
    def judged_on(self) -> date:
        """The day on which it is held against the standard: that of the inspection, before one that of its signs."""
        return self.inspection.inspected_on if self.inspection else self.issued_on

    @property
    def judgments(self) -> tuple[Judgment, ...]:
        """What the inspectors noted; nothing before an inspection."""
        return self.inspection.judgments if self.inspection else ()

    @property
    def rectified(self) -> tuple[Rectified, ...]:
        """What the street reports to have put right; nothing before an inspection."""
        return self.inspection.rectified if self.inspection else ()

    @property
    def second_look(self) -> SecondLook | None:
        """The second look at what had to be put right, if there was one."""
        return self.inspection.second_look if self.inspection else None


def _by(day: date, name: str, sign: Sign) -> Sign:
    """A sign as it was on a day: one that was put up later has no day yet."""
    done = getattr(sign, name)
    return sign.model_copy(update={name: None}) if done and done > day else sign


def badge_number(region: str, street: str, community: str, serial: str) -> str:
    """A monitor's number: region 6, street 3, community 3, serial 2; never an identity number."""
    return f"{region}-{street}-{community}-{serial}"
