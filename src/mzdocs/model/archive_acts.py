"""What is done with files: kept secret, published, appraised, handed over. Facts only, no reading of files."""

from __future__ import annotations

from datetime import date

from mzdocs.model.fields import Count, Day, Facts, Name, Several, Text, Yes, key


class Confidentiality(Facts):
    """How the client files are kept secret."""

    locked_cabinet: Yes = key("专柜加锁", "是否专柜存放并加锁")
    keeper: Name | None = key("保管人", "档案保管人", default=None)
    pledge: Yes = key("保密承诺", "经手人是否签订保密承诺书")
    access_log: Yes = key("查阅登记", "是否有查阅登记簿")


class Publication(Facts):
    """The public list: the day it goes up, and the days whose one-time aid it tells of; both of these count."""

    published_on: Day = key("公布日期", "名单公布的日期，印在名单上；年龄算到这一天")
    first: Day = key("期间起", "公示周期的首日；一次性救助只公布期间内确认的")
    last: Day = key("期间止", "公示周期的末日，不晚于公布日期")

    def tells_of(self, decided_on: date) -> bool:
        """Whether one-time aid that was decided on this day stands on the list."""
        return self.first <= decided_on <= self.last


class AppraisalResult(Facts):
    """How the appraisal of what was due ended: what it does not keep is to be destroyed."""

    panel: Several[Name] = key("鉴定小组", "鉴定小组成员")
    kept: Several[Text] = key("续存", "到期而鉴定为继续保存的户号、编号，一项一个；没有不写", default=())
    manner: Text | None = key("销毁方式", "例如 由两名监销人押运，送定点单位化浆；没有定不写", default=None)


class Transfer(Facts):
    """Bound volumes handed over to another keeper."""

    receiver: Text = key("接收单位", "接收档案的单位全称")
    handed_on: Day | None = key("日期", "移交日期；没有定不写，由双方手填", default=None)
    classes: Several[Text] = key("类别", "移交哪些类别，写类别代码，例如 DB；全部移交的不写", default=())
    until: Count | None = key("截至年度", "只移交这一年度及以前的案卷，例如 2023；不分年度的不写", default=None)
