"""The texts of wall boards: rules as articles, procedures as steps; matters and standards. Facts only."""

from __future__ import annotations

from typing import Literal, get_args

from mzdocs.model.fields import Day, Decimal, Facts, LongText, Several, Slug, Text, WebAddress, key

Category = Literal["工作制度", "工作职责", "服务承诺", "办事流程", "行为规范"]
CATEGORIES: tuple[Category, ...] = get_args(Category)


class Legal(Facts):
    """Where a rule or a time limit comes from, and when that was last checked."""

    title: Text = key("名称", "法律、规章或文件的名称")
    number: Text | None = key("文号", "发文字号或施行日期", default=None)
    short: Text | None = key("简称", "步骤的依据里怎样称呼它，例如 办法；展板上第一次出现时印全称", default=None)
    articles: Text | None = key("条款", "条、款", default=None)
    checked_on: Day = key("核对日期", "最近一次核对原文的日期")


class Article(Facts):
    """One numbered article of a text board."""

    heading: Text = key("标题", "条目小标题，2—8 字")
    text: LongText = key("内容", "条目正文")


class Branch(Facts):
    """A way out of a step to the side: what leads there, what happens, where it goes on."""

    when: Text = key("情形", "什么情形走这条支线，例如 材料不全")
    action: Text = key("处理", "怎样处理")
    limit: Text | None = key("时限", "办理时限，注明 工作日 或 天", default=None)
    back_to: Slug | None = key("返回", "处理后回到哪一步（步骤代号）；不写即到此结束", default=None)


class Step(Facts):
    """One step of a procedure."""

    code: Slug = key("代号", "步骤代号，供支线返回时引用")
    title: Text = key("名称", "步骤名称")
    who: Text = key("办理", "由谁办理")
    action: Text = key("内容", "做什么")
    limit: Text | None = key("时限", "办理时限，注明 工作日 或 天", default=None)
    source: Text | None = key("依据", "本步骤的条款，以来源的简称开头，例如 办法第15条", default=None)
    onward: Text | None = key("顺行", "不走支线时印在向下箭头旁的字，例如 无异议", default=None)
    branches: Several[Branch] = key("支线", "其他情形", default=())


class Procedure(Facts):
    """A procedure as data: who may apply, with what papers, in which steps, on what ground."""

    matter: Text | None = key("事项", "申请的是什么，印在受理通知书等文书上；不写则用展板标题", default=None)
    who_may: Text = key("对象", "申请对象和条件")
    where: Text = key("受理", "在哪里申请")
    papers: Several[Text] = key("材料", "需要的材料，一项一条")
    total_limit: Text = key("总时限", "全程时限")
    steps: Several[Step] = key("步骤", "按先后排列的步骤")
    remedy: Text = key("救济", "对决定不服怎么办")
    guide: WebAddress | None = key("办事指南", "网上办事指南的网址，印成二维码；没有不写", default=None)


class Board(Facts):
    """One wall board: either articles or a procedure."""

    code: Slug = key("代号", "展板代号，用作文件名，例如 gong-zuo-zhi-du")
    category: Category = key("类别", "五类之一；服务承诺就是建设标准里的服务措施")
    title: Text = key("标题", "展板大标题")
    intro: LongText | None = key("导语", "标题下的一段话", default=None)
    articles: Several[Article] = key("条文", "条文式展板的各条", default=())
    procedure: Procedure | None = key("流程", "流程图展板的结构化步骤", default=None)
    sources: Several[Legal] = key("依据", "法律依据和核对日期")


class Matter(Facts):
    """A matter the stations take applications for, as the duty board says, and the board of its procedure."""

    name: Text = key("名称", "受理的事项，例如 高龄津贴")
    board: Slug | None = key("展板", "它的办事流程展板的代号；还没有就不写", default=None)


class Standard(Facts):
    """What is paid of one kind of benefit, from which day on, and by which document: public by law."""

    name: Text = key("类别", "保障类别，例如 最低生活保障（城市）")
    remark: Text | None = key("说明", "印在类别下面，例如 按差额或者分档发放", default=None)
    amount: Decimal = key("标准", "金额，元")
    unit: Text = key("单位", "例如 元/人·月", default="元/人·月")
    since: Day = key("起执行日期", "从哪一天起按这个标准")
    document: Text = key("文件", "规定标准的文件名称")
    number: Text | None = key("文号", "文件的发文字号", default=None)
