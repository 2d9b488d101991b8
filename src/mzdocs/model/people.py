"""The people of a station: records with a code and days, so that the past is judged by who was there then."""

from __future__ import annotations

from datetime import date
from typing import Literal

from mzdocs.model.fields import (
    Day,
    Decimal,
    Facts,
    FileName,
    Name,
    PersonCode,
    PersonSerial,
    Phone,
    Several,
    Text,
    Yes,
    key,
)

Establishment = Literal["行政编制", "事业编制", "编外聘用"]
Whom = Literal["工作人员", "信息监督员"]
"""Whose assessment or training it is: that of the staff or that of the monitors."""


class Leaving(Facts):
    """That somebody gave up a post: the last day in it, why, who came after, what was handed over."""

    last_day: Day = key("日期", "在岗的最后一天")
    reason: Literal["辞任", "解聘", "期满", "调离", "退休", "其他"] = key("事由", "为什么离岗")
    document: Text | None = key("文号", "免职或解聘文件的文号；没有就不写", default=None)
    successor: PersonCode | None = key("接任", "接任的人的代码；还没有定就不写", default=None)
    handed_over: Several[Text] = key("移交", "移交了什么，一项一条；印在交接清单上", default=())


class Member(Facts):
    """A member of the staff."""

    code: PersonSerial = key("代码", "本站人员的代码，2 位，例如 01；一人一个，人走了也不给别人")
    name: Name = key("姓名", "姓名")
    post: Literal["站长", "副站长", "工作人员"] = key("职务", "在工作站的职务")
    concurrent_post: Text | None = key("兼任", "在街道的职务，例如 街道办事处副主任", default=None)
    leads_civil_affairs: Yes = key("分管民政", "是否为分管民政工作的街道领导", default=False)
    heads_social_affairs: Yes = key("社会事务科科长", "是否为社会事务科负责人", default=False)
    establishment: Establishment = key("编制", "行政编制、事业编制或编外聘用")
    since: Day | None = key("到岗", "到岗日期；还没有到岗就不写", default=None)
    document: Text | None = key("任职文号", "任职文件的文号；没有就不写", default=None)
    leaving: Leaving | None = key("离岗", "已经离岗的写；人留在名单里，历史不变", default=None)
    duty: Text | None = key("分工", "分管或承担的工作", default=None)
    window: Text | None = key("窗口", "在哪个窗口、哪间办公室，例如 2 号窗口；印在公示栏上", default=None)
    phone: Phone | None = key("工作电话", "印在公示栏和工作牌上的工作电话；不写则用对外服务电话", default=None)
    photo: FileName | None = key("照片", "照片文件，印在公示栏和工作牌上；没有不写", default=None)
    card: Yes = key("工作牌", "给本人做一张工作牌，要有照片；不做就不写", default=False)

    def known_on(self, day: date) -> bool:
        """Whether the person is one of the station's on this day, come or not yet; the last day counts."""
        return (self.since is None or self.since <= day) and not has_left(self.leaving, day)

    def in_post_on(self, day: date) -> bool:
        """Whether the person works at the station on this day; the first and the last day count."""
        return self.since is not None and self.known_on(day)


class Term(Facts):
    """A term of service; both days count."""

    start: Day = key("起", "聘期首日")
    end: Day = key("止", "聘期末日")


class Monitor(Facts):
    """An information monitor."""

    name: Name = key("姓名", "姓名，印在胸牌上")
    serial: PersonSerial = key("序号", "在本社区（村）的序号，2 位，例如 01；后任用下一个序号")
    phone: Phone = key("工作电话", "印在胸牌上的工作电话，不用私人号码")
    photo: FileName = key("照片", "照片文件，相对于本数据文件，JPEG 或 PNG")
    term: Term = key("聘期", "聘期，印作胸牌有效期")
    earlier_terms: Several[Term] = key("历次聘期", "续聘以前的聘期，由先到后；没有续聘过就不写", default=())
    leaving: Leaving | None = key("离任", "聘期未满而离任的写；人留在名单里，历史不变", default=None)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms, the present one last."""
        return (*self.earlier_terms, self.term)

    def appointed_on(self, day: date) -> bool:
        """Whether the monitor is there on this day, though the term may have run out; the last day counts."""
        return self.terms[0].start <= day and not has_left(self.leaving, day)

    def serves_on(self, day: date) -> bool:
        """Whether the monitor is there on this day and in term; the first and the last day count."""
        return self.appointed_on(day) and any(term.start <= day <= term.end for term in self.terms)


def has_left(leaving: Leaving | None, day: date) -> bool:
    """Whether the last day in post is over."""
    return leaving is not None and leaving.last_day < day


class Assessed(Facts):
    """One person's assessment, by the person's code, or by the name where only one bears it."""

    whom: Whom = key("对象", "按哪一张考评表")
    code: PersonCode | None = key("代码", "人员的代码；监督员写 社区代码-序号，例如 001-01", default=None)
    name: Name | None = key("姓名", "姓名；写了代码的可以不写", default=None)
    period: Text | None = key("周期", "考评办法的周期；这类对象只有一份考评办法的不写", default=None)
    points: Several[Decimal] = key("得分", "各条目的得分，按考评办法的次序")
    level: Text = key("等次", "考评等次，考评办法里的一种")
