"""How the district organises the work: who leads and answers for it, who does what, who meets and who inspects."""

from __future__ import annotations

from mzdocs.model.fields import Count, Day, Facts, LongText, Name, Phone, Several, Text, key


class Official(Facts):
    """A person in an office, as papers name people: unit, post, name."""

    name: Name = key("姓名", "姓名")
    unit: Text | None = key("单位", "所在单位的简称，例如 区民政局", default=None)
    post: Text = key("职务", "职务，例如 副局长")
    phone: Phone | None = key("电话", "工作电话，印在联系方式里", default=None)
    task: Text | None = key("分工", "在检查验收组里管什么", default=None)


class Leadership(Facts):
    """Who leads the work for the district and who answers for it day by day."""

    leader: Official = key("分管领导", "分管这项工作的领导，一名")
    responsible: Official = key("责任人", "具体负责的人，一名；电话印作联系电话")


class UnitDuty(Facts):
    """What one of the authorities that take part has to do."""

    unit: Text = key("单位", "单位全称或规范简称")
    duty: LongText = key("职责", "做什么")


class Delegation(Facts):
    """Who comes to a meeting from one unit."""

    unit: Text = key("单位", "单位")
    people: Several[Name] = key("人员", "参加的人；还没有名单就不写", default=())


class Kickoff(Facts):
    """The meeting that starts the work (动员部署会). All street offices are asked to it and need not be listed."""

    held_on: Day = key("日期", "开会日期")
    time: Text = key("时间", "例如 上午9:00")
    place: Text = key("地点", "开会地点")
    chair: Official = key("主持", "主持人")
    recorder: Name = key("记录", "记录人")
    agenda: Several[Text] = key("议题", "议题，一项一条")
    units: Several[Delegation] = key("参加单位", "街道办事处以外参加的单位；街道办事处都参加，不用列")
    listeners: Several[Delegation] = key("列席", "列席的单位；没有就不写", default=())
    absent: Several[Delegation] = key("请假", "请假的单位和人；没有就不写", default=())
    resolved: Several[LongText] = key("议定事项", "议定事项，一项一条；会后补写，写了才有会议纪要", default=())


class AcceptanceTeam(Facts):
    """The team that inspects all stations (检查验收组)."""

    head: Official = key("组长", "组长")
    deputies: Several[Official] = key("副组长", "副组长", default=())
    members: Several[Official] = key("成员", "成员")
    tasks: Several[LongText] = key("职责", "检查验收组做什么，一项一条")

    @property
    def units(self) -> tuple[str, ...]:
        """The units it is made up of, each once, in the order of its people."""
        people = (self.head, *self.deputies, *self.members)
        return tuple(dict.fromkeys(each.unit for each in people if each.unit))


class CityAgreement(Facts):
    """The agreement between city and district (市与区目标责任书)."""

    year: Count = key("年度", "责任年度")
    signed_on: Day = key("签订日期", "签订日期")
    city: Text = key("甲方", "市里签订的机关全称")
    district: Text = key("乙方", "区里签订的机关全称")
    goals: Several[LongText] = key("目标", "责任目标，一项一条")
    duties: Several[LongText] = key("甲方职责", "市里做什么，一项一条")
    consequences: Several[LongText] = key("考核", "怎样考核、结果怎样用，一项一条")
