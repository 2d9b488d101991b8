"""What is noted at a station between one inspection and the next: guidance, duty on holidays, checks, earlier years."""

from __future__ import annotations

from datetime import date, timedelta

from mzdocs.model.fields import ClockTime, Count, Day, Decimal, Facts, LongText, Name, Phone, Several, Text, Yes, key


class Guidance(Facts):
    """A visit of the bureau's to guide and train (业务指导)."""

    name: Text = key("记录", "记录的名称和编号，例如 业务指导记录（26-03）；评分表的检查依据照它印")
    held_on: Day = key("日期", "指导日期")
    who: Several[Text] = key("指导人", "谁来指导，例如 区民政局社会救助科 凌书平")
    asked: Several[LongText] = key("内容", "指导了什么、指出什么问题，一项一条")
    done: Several[LongText] = key("落实", "按指导意见做了什么，一项一条；还没有做的不写", default=())
    items: Several[Text] = key("条目", "这份记录可作哪几条评分的依据（条目编号），印在评分表的检查依据一栏", default=())


class Shift(Facts):
    """Who is on duty on one day of a holiday, from when to when."""

    day: Day = key("日期", "哪一天")
    start: ClockTime = key("起", "几点起，例如 9:00")
    end: ClockTime = key("止", "几点止，例如 17:00")
    leader: Name = key("带班", "带班的人：人员的代码，姓名不重复的也可写姓名")
    people: Several[Name] = key("人员", "值班的人，写法同带班")

    @property
    def everybody(self) -> tuple[str, ...]:
        """Everybody who is there: who leads the shift, and who is on it."""
        return (self.leader, *self.people)

    def overlaps(self, other: Shift) -> bool:
        """Whether a person cannot be on both."""
        return self.day == other.day and self.start < other.end and other.start < self.end


class DutyRoster(Facts):
    """How a holiday is covered (节假日值班)."""

    holiday: Text = key("节日", "例如 春节")
    start: Day = key("起", "放假首日")
    end: Day = key("止", "放假末日")
    phone: Phone = key("电话", "值班电话，印在公告上")
    published_on: Day = key("公告日期", "服务公告的日期")
    shifts: Several[Shift] = key("安排", "逐日的值班安排")

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the holiday, the first and the last included."""
        return tuple(self.start + timedelta(days=n) for n in range(max(0, (self.end - self.start).days + 1)))


class RoutineFinding(Facts):
    """What a check between inspections found under one line of the score sheet."""

    item: Text = key("条目", "评分条目编号")
    sound: Yes = key("合格", "是 或 否")
    note: Text = key("情况", "看到什么")
    due: Day | None = key("期限", "不合格的写整改期限", default=None)
    done_on: Day | None = key("完成日期", "整改完成的写日期；没有完成就不写", default=None)


class RoutineCheck(Facts):
    """A check between two inspections (日常检查)."""

    checked_on: Day = key("日期", "检查日期")
    who: Several[Text] = key("检查人", "谁检查")
    findings: Several[RoutineFinding] = key("结果", "逐条结果")


class EarlierYear(Facts):
    """The result of an earlier year's inspection."""

    year: Count = key("年度", "哪一年")
    points: Decimal = key("得分", "当年得分")
    level: Text = key("等次", "当年等次")
