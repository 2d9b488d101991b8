"""The district's score sheet (评分表): its lines by aspect, how each is scored, and the levels of the result."""

from __future__ import annotations

from typing import Literal, get_args

from mzdocs.model.fields import Decimal, Facts, Several, Text, Yes, key

Aspect = Literal["办公场所", "工作人员", "办公设施", "工作制度", "档案资料", "队伍建设"]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)


class Grade(Facts):
    """A state an item may be in, and the share of the points it gets."""

    name: Text = key("档次", "例如 A、B、C")
    share: Decimal = key("得分率", "得满分的百分之几，0 到 100")


class Band(Facts):
    """From which measured number on so many points are given."""

    least: Decimal = key("不低于", "达到多少")
    points: Decimal = key("得分", "得几分，不超过分值")


Way = Literal["每处扣", "是否", "分档", "分段"]


class ScoreItem(Facts):
    """One line of the score sheet. Exactly one of the four ways of scoring is written."""

    code: Text = key("编号", "评分条目编号，例如 1.1")
    requirement: Text = key("要求", "检查什么")
    points: Decimal = key("分值", "满分")
    method: Literal["现场", "资料", "访谈", "数据"] = key("方式", "检查方式")
    rules: Several[Text] = key("规则", "由哪些检查规则判定（规则编号）；现场评判的条目可不写", default=())
    per_defect: Decimal | None = key("每处扣", "每发现一处扣几分，扣完为止", default=None)
    yes_or_no: Yes = key("是否", "写 是：符合得满分，不符合不得分", default=False)
    grades: Several[Grade] = key("分档", "几种状态和各自的得分率", default=())
    bands: Several[Band] = key("分段", "按测得的数给分", default=())
    record: Text | None = key("核对材料", "查验什么台账、文件，例如 工作人员花名册；印在评分表的依据一栏", default=None)
    veto: Yes = key("一票否决", "写 是：这一条不得分，总评即为最低等次", default=False)

    @property
    def ways(self) -> tuple[Way, ...]:
        """How it is scored; a rule makes sure that it is one way."""
        written = (self.per_defect is not None, self.yes_or_no, bool(self.grades), bool(self.bands))
        named: tuple[Way, ...] = ("每处扣", "是否", "分档", "分段")
        return tuple(way for way, there in zip(named, written, strict=True) if there)


class ScoreAspect(Facts):
    """One of the six aspects."""

    aspect: Aspect = key("方面", "六个方面之一")
    items: Several[ScoreItem] = key("条目", "评分条目")


class Level(Facts):
    """A result level: from how many points, and what follows."""

    name: Text = key("等次", "例如 合格")
    least: Decimal = key("不低于", "达到多少分")
    passed: Yes = key("合格", "这一等次是否算验收合格")
    named: Literal["表扬", "批评", "不点名"] = key("通报", "通报里怎样点名")
    deduction: Decimal | None = key("年终扣分", "年终目标考评扣几分；不扣写 0；不合格而不写的，酌情扣分", default=None)
    outcome: Text = key("结果运用", "例如 由区政府通报表扬；扣分只写在“年终扣分”")


class ScoreSheet(Facts):
    """How the inspection scores: the district's decision, not a national standard."""

    title: Text = key("名称", "评分表名称")
    example: Yes = key("示例", "写 是：条目和分值是示例，还没有换成本区的", default=False)
    full: Decimal = key("满分", "各条分值加起来应是几分；不写即 100", default=100)
    aspects: Several[ScoreAspect] = key("方面", "六个方面的评分条目")
    levels: Several[Level] = key("等次", "由高到低的等次")
