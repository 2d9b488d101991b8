"""Procedures of so many steps, as a test wants them, on the boards of the sample station."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mzdocs.build import pipeline
from mzdocs.model.boards import Board, Branch, Procedure, Step
from mzdocs.model.district import District
from mzdocs.model.fields import Facts
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document

WORDS = "查看材料办理核查授权手续齐备的予以受理入户邻里访问信息核对等调查核实提出初审意见，在申请人所在社区公示；"
WHO = ("街道", "区民政局", "本人或者家庭成员")


def text(dice: random.Random, least: int, most: int) -> str:
    """Words without sense."""
    length, start = dice.randint(least, most), dice.randrange(len(WORDS))
    said = (WORDS * 3)[start : start + length].strip("，；。")
    return said or "受理"


def procedure(count: int, dice: random.Random, like: Procedure) -> Procedure:
    """So many steps, each with none to three branches, of which every other goes back, mostly to its own step."""
    codes = [f"s{number}" for number in range(count)]
    return like.model_copy(update={"steps": tuple(_step(codes, number, dice) for number in range(count))})


def _step(codes: Sequence[str], number: int, dice: random.Random) -> Step:
    return _made(
        Step,
        代号=codes[number],
        名称=text(dice, 2, 5),
        办理=dice.choice(WHO),
        内容=text(dice, 8, 45),
        时限=dice.choice((None, "15个工作日")),
        依据=dice.choice((None, "办法第10条")),
        顺行=None if number == len(codes) - 1 else dice.choice((None, "无异议")),
        支线=tuple(_branch(codes, number, dice) for _ in range(dice.choice((0, 0, 0, 1, 1, 2, 3)))),
    )


def _branch(codes: Sequence[str], number: int, dice: random.Random) -> Branch:
    target = codes[number] if dice.random() < 0.6 else dice.choice(codes)
    return _made(
        Branch,
        情形=text(dice, 3, 10),
        处理=text(dice, 5, 22),
        时限=dice.choice((None, None, "3个工作日")),
        返回=dice.choice((None, target)),
    )


def _made(what: type[Facts], **facts: Any) -> Any:
    return what.model_validate({name: value for name, value in facts.items() if value is not None})


def board(count: int, seed: int, like: Board) -> Board:
    """A board of such a procedure."""
    assert like.procedure
    dice = random.Random(seed)
    return like.model_copy(update={"procedure": procedure(count, dice, like.procedure)})


def put_up(data: StationData, found: Board) -> StationData:
    """The station with this board alone on its walls."""
    district = data.district.model_copy(
        update={"boards": tuple(found if each.code == found.code else each for each in data.district.boards)}
    )
    adopted = tuple(each for each in data.station.boards if each.board == found.code)
    return replace(with_district(data, district), station=data.station.model_copy(update={"boards": adopted}))


def with_district(data: StationData, district: District) -> StationData:
    """The station in another district."""
    return replace(data, district=district)


def plans(data: StationData) -> list[Document]:
    """The plans of its boards of rules, without their copies outlined and in large print."""
    rules_alone = replace(data, station=data.station.model_copy(update={"notices": ()}))
    return [plan for plan in pipeline.plan(rules_alone, ("board",)) if plan.copyfitting]
