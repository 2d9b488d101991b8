"""What the building standard asks for in numbers, places and kinds of things: the district's word, with its source."""

from __future__ import annotations

from mzdocs.model.boards import Legal
from mzdocs.model.fields import Count, Facts, Several, Text, Yes, key


class BuildingStandard(Facts):
    """The numbers of the building standard, and what its text leaves to the district."""

    source: Legal = key("依据", "这些数出自哪个文件，以及核对日期")
    least_staff: Count = key("人数下限", "在岗在编的工作人员至少几名（含本数）")
    most_staff: Count = key("人数上限", "在岗在编的工作人员至多几名（含本数）")
    least_administrative: Count = key("行政编制下限", "其中行政编制至少几名（含本数）")
    head_counts: Yes = key(
        "行政编制含兼职站长", "街道领导兼任的站长算不算这几名行政编制；文件没有写明，由区里定，没有默认值"
    )
    places: Several[Text] = key("挂牌地点", "每个站都须挂门牌的地点，一处一条；各站“挂牌 · 地点”照此写，一字不差")
    binding_years: Count = key(
        "装订年数", "以户为单位的档案，审核确认后第几年年底前装订成册：0 是当年，1 是次年；由区里定"
    )


class ThingKind(Facts):
    """A kind of things a station has: what else it is called, and whether each station must have one."""

    name: Text = key("种类", "这一种的名称，例如 计算机")
    also: Several[Text] = key("又称", "还可以怎样写，例如 电脑；写在几种下面的词，一件各种都算", default=())
    necessary: Yes = key("必备", "是否每个站都要有", default=False)
    source: Text | None = key("依据", "必备的，出自哪里，例如 意见：配备计算机、电话、传真等办公设备", default=None)

    def is_called(self, word: str) -> bool:
        """Whether a thing of exactly this name is one of the kind."""
        return word == self.name or word in self.also
