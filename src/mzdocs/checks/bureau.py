"""The district's own file judged by itself, before any station is looked at: these give errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mzdocs.checks.rule import Hit, KeyPath, hit
from mzdocs.district import ASPECTS, Board, District, Procedure
from mzdocs.problems import Fault, fault

STEP_UNKNOWN = fault(
    "MZ1501", "支线要返回的步骤“{code}”不存在", "The step {code} a branch goes back to does not exist",
    "改为本流程里的步骤代号。", "Use the code of a step of this procedure.",
)  # fmt: skip
BOARD_SHAPE = fault(
    "MZ1502", "展板“{title}”须有条文或流程，二者择一", "The board {title} needs articles or a procedure, one of the two",
    "补上其中一种，删去另一种。", "Write one of them.",
)  # fmt: skip
ASPECTS_WRONG = fault(
    "MZ1503", "评分表须恰好有六个方面，各一次：{aspects}", "The score sheet must have the six aspects, once each: {aspects}",
    "按六个方面整理评分表。", "Arrange the sheet by the six aspects.",
)  # fmt: skip
RULE_UNKNOWN = fault(
    "MZ1504", "评分条目引用的规则“{code}”不存在", "The score item refers to an unknown rule {code}",
    "改为现有的规则编号（mzdocs check 会列出）。", "Use an existing rule code.",
)  # fmt: skip
CODE_TWICE = fault(
    "MZ1505", "代码“{code}”重复", "The code {code} is used twice", "改为不重复的代码。", "Use a code of its own.",
)  # fmt: skip
LOCK_CLASH = fault(
    "MZ1506", "“{part}”同时写在锁定和开放里", "{part} is both locked and open", "只留一处。", "Keep one of them.",
)  # fmt: skip
NO_SOURCE = fault(
    "MZ1507", "展板“{title}”没有写依据", "The board {title} names no source",
    "补上依据和核对日期。", "Add the source and when it was checked.",
)  # fmt: skip

Found = Iterator[tuple[Fault, Hit]]


def judge_district(district: District, rule_codes: frozenset[str]) -> Found:
    for i, board in enumerate(district.boards):
        yield from _board(board, ("展板", i))
    yield from _twice([board.code for board in district.boards], ("展板",))
    yield from _twice([street.code for street in district.streets], ("街道",))
    for part in set(district.design.locked) & set(district.design.open):
        yield LOCK_CLASH, hit("设计", "锁定", part=part)
    yield from _score_sheet(district, rule_codes)


def _board(board: Board, path: KeyPath) -> Found:
    if bool(board.articles) == bool(board.procedure):
        yield BOARD_SHAPE, hit(*path, title=board.title)
    if not board.sources:
        yield NO_SOURCE, hit(*path, title=board.title)
    if board.procedure:
        yield from _procedure(board.procedure, (*path, "流程", "步骤"))


def _procedure(procedure: Procedure, path: KeyPath) -> Found:
    codes = [step.code for step in procedure.steps]
    yield from _twice(codes, path)
    for s, step in enumerate(procedure.steps):
        for b, branch in enumerate(step.branches):
            if branch.back_to and branch.back_to not in codes:
                yield STEP_UNKNOWN, hit(*path, s, "支线", b, "返回", code=branch.back_to)


def _twice(codes: list[str], path: KeyPath) -> Found:
    for code, count in Counter(codes).items():
        if count > 1:
            last = len(codes) - 1 - codes[::-1].index(code)
            yield CODE_TWICE, hit(*path, last, code=code)


def _score_sheet(district: District, rule_codes: frozenset[str]) -> Found:
    aspects = district.score_sheet.aspects
    if sorted(aspect.aspect for aspect in aspects) != sorted(ASPECTS):
        yield ASPECTS_WRONG, hit("评分表", "方面", aspects="、".join(ASPECTS))
    for a, aspect in enumerate(aspects):
        for i, item in enumerate(aspect.items):
            for code in set(item.rules) - rule_codes:
                yield RULE_UNKNOWN, hit("评分表", "方面", a, "条目", i, "规则", code=code)
