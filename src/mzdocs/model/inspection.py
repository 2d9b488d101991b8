"""The inspection of a station: what the inspectors noted, the second look, what the station gives itself."""

from __future__ import annotations

from typing import Literal

from mzdocs.model.fields import Count, Day, Decimal, Facts, FileName, Several, Text, Yes, key


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
    owner: Text | None = key("责任人", "由谁整改，写人员的代码、姓名或职务；不写则为站长", default=None)


class Rectified(Facts):
    """What the street reports on one line of the sheet: put right on a day, or not yet, why, and until when."""

    item: Text = key("条目", "评分条目编号")
    measure: Text = key("措施", "采取的整改措施")
    done_on: Day | None = key("完成日期", "已经完成的写完成日期", default=None)
    evidence: Several[Evidence] = key("证据", "佐证材料；照片写“文件”的，附在报告后面", default=())
    why_not: Text | None = key("未完成原因", "没有完成的写原因", default=None)
    expected: Day | None = key("预计", "没有完成的写预计完成的日期", default=None)


class Recheck(Facts):
    """Whether one defect was put right."""

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
    rectified: Several[Rectified] = key("整改", "街道报告的整改情况，逐条；还没有报告就不写", default=())
    second_look: SecondLook | None = key("复查", "整改后的复查；还没有复查就不写", default=None)
