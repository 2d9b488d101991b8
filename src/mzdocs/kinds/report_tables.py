"""The report's three tables: the six aspects, every line of the sheet, the list of matters."""

from __future__ import annotations

from collections.abc import Sequence

from mzdocs.document import Table
from mzdocs.kinds.report_words import deadline
from mzdocs.rectification import Matter
from mzdocs.scoring import AspectScore, ItemScore, ScoreCard, spell


def aspects(card: ScoreCard) -> Table:
    rows = [(a.aspect, spell(a.full), spell(a.got), _verdict(a)) for a in card.aspects]
    return Table(
        title="检查验收得分表",
        head=("方面", "满分", "得分", "结论"),
        rows=(*rows, ("合计", spell(card.full), spell(card.total), card.level.name)),
        widths=(40, 26, 26, 64),
        centred=(True, True, True, True),
    )


def _verdict(aspect: AspectScore) -> str:
    if not aspect.defects:
        return "符合要求"
    failed = sum(bool(item.defects) for item in aspect.items)
    return f"{failed}项未达标，扣{spell(aspect.lost)}分"


def items(card: ScoreCard) -> Table:
    lost = spell(card.full - card.total)
    total = ("合计", "", "", spell(card.full), lost, spell(card.total), f"等次：{card.level.name}")
    return Table(
        title="",
        head=("编号", "要求", "方式", "分值", "扣分", "得分", "依据或者说明"),
        rows=(*(_row(item) for item in card.items), total),
        widths=(13, 50, 12, 12, 12, 12, 45),
        centred=(True, False, True, True, True, True, False),
    )


def _row(score: ItemScore) -> tuple[str, ...]:
    item = score.item
    numbers = (spell(score.full), spell(score.lost), spell(score.got))
    return (item.code, item.requirement, item.method, *numbers, _explained(score))


def _explained(score: ItemScore) -> str:
    """Why points were lost; else what the inspectors saw; else that the data bear it out."""
    notes = score.reasons or tuple(judgment.note for judgment in score.judgments)
    if notes:
        return "；".join(note.strip().removesuffix("。") for note in notes)
    return "数据核对符合要求" if score.examined else "检查组没有记录"


def matters(found: Sequence[Matter]) -> Table:
    return Table(
        title="",
        head=("序号", "问题", "依据或者证据", "整改要求", "期限"),
        rows=tuple((str(number), *_listed(matter)) for number, matter in enumerate(found, 1)),
        widths=(11, 42, 46, 35, 22),
        centred=(True, False, False, False, True),
    )


def _listed(matter: Matter) -> tuple[str, ...]:
    line = f"评分条目{matter.item}（{matter.method}）" if matter.item else matter.method
    ground = "；".join(filter(None, (line, matter.evidence)))
    return matter.what, ground, matter.remedy, deadline(matter.due)
