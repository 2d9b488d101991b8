"""The signs a station orders: which, where each hangs, how many, since when."""

from __future__ import annotations

from typing import Literal

from mzdocs.model.fields import Count, Day, Facts, Several, Slug, Text, Yes, key
from mzdocs.model.unified_design import SignStyle

NoticeSubject = Literal["保障标准", "工作人员", "信息监督员"]


class Hanging(Facts):
    """Where a door plaque hangs."""

    place: Text = key("地点", "区数据文件“标准 · 挂牌地点”中的一处，一字不差；别处多挂的照实写，不计数")
    spot: Text | None = key("位置", "具体位置，例如 面向大门，门右侧墙面；还没有定就不写", default=None)
    style: SignStyle = key("式样", "横牌 或 竖牌")
    quantity: Count = key("数量", "块数")
    hung_on: Day | None = key("挂牌日期", "已挂牌的日期；没有挂就不写", default=None)


class RoomSign(Facts):
    """A plate beside a room's door."""

    name: Text = key("名称", "室名，例如 民政服务窗口")
    second_name: Several[Text] = key("民族文字", "室名的民族文字，由区里审定，一行或分几行；没有不写", default=())
    spot: Text = key("位置", "例如 一楼 102 室，面向门右侧")
    quantity: Count = key("数量", "块数")


class InfoPlate(Facts):
    """The plate at the entrance that says when the station is open, whom to call, and the way without steps."""

    spot: Text = key("位置", "挂在哪里，例如 大门入口左侧墙面")
    quantity: Count = key("数量", "块数")
    step_free: Text | None = key("无障碍通行", "不走台阶怎样进门，例如 大门东侧设坡道，门铃在坡道口", default=None)


class OnAWall(Facts):
    """Where a board hangs, how many of it, and since when."""

    room: Text = key("房间", "挂在哪个房间；同一房间的展板字号统一")
    wall: Text | None = key("墙面", "哪一面墙，例如 东墙；与 左起 一起写，画安装图用", default=None)
    place: Count | None = key("左起", "这面墙上从左数第几块", default=None)
    spot: Text | None = key("位置", "不挂在墙上成排的，写具体位置；写了 墙面、左起 就不写", default=None)
    quantity: Count = key("数量", "块数")
    posted_on: Day | None = key("上墙日期", "已上墙公开的日期；没有就不写", default=None)

    @property
    def where(self) -> str:
        """The room, and where in it; a rule has made sure that one of the two is said."""
        return f"{self.room}（{self.spot or f'{self.wall}左起第 {self.place} 块'}）"


class Adoption(OnAWall):
    """A board of the district put up by the station."""

    board: Slug = key("展板", "展板代号，须是区数据文件中的一种")
    large_print: Yes = key("大字版", "办事流程另出一份大字版（A4），放在窗口取用，本单位自印", default=False)


class Notice(OnAWall):
    """A board that shows facts of the station or of the district, not rules."""

    subject: NoticeSubject = key("内容", "公示什么：保障标准、工作人员 或 信息监督员")
