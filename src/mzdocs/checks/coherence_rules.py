"""A station's facts -> those that contradict each other or the district's file, as errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, count

from mzdocs.checks.likely import NO_HINT, likely
from mzdocs.checks.rule import AGREE, KeyPath, Rule, Violation, repeated, violation
from mzdocs.checks.twice_rules import communities_differ
from mzdocs.core.problems import Sentence, problem_type
from mzdocs.load.yaml_tree import spell
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import LOCKABLE

LAST_DAY = date(2199, 12, 31)
"""Retention is reckoned from days of the archive: none may lie where the calendar ends."""


def street_is_known(data: StationData) -> Iterator[Violation]:
    """A street code that is not in the district's register."""
    if data.district.street(data.station.street) is None:
        known = "、".join(f"{street.code}（{street.name}）" for street in data.district.streets)
        own = [street.code for street in data.district.streets if street.station == data.station.name]
        meant = Sentence(f"；按名称应是 {own[0]}", f"; by its name it is {own[0]}") if own else NO_HINT
        yield violation("街道代码", code=data.station.street, meant=meant, known=known)


def name_is_the_legal_one(data: StationData) -> Iterator[Violation]:
    """A station's name that is not the register's."""
    street = data.district.street(data.station.street)
    if street and street.station != data.station.name:
        others = [each.code for each in data.district.streets if each.station == data.station.name]
        zh, en = (
            (f"；这个名称是街道代码 {others[0]} 的", f"; it is that of the street {others[0]}") if others else ("", "")
        )
        yield violation("名称", found=data.station.name, legal=street.station, meant=Sentence(zh, en))


def signs_are_in_the_series(data: StationData) -> Iterator[Violation]:
    """A style of plaque the register does not list for the street, so that the series was fitted without it."""
    street = data.district.street(data.station.street)
    for i, hanging in enumerate(data.station.hangings):
        if street and hanging.style not in street.signs:
            yield violation("挂牌", i, "式样", style=hanging.style)


def boards_are_known(data: StationData) -> Iterator[Violation]:
    """A board the district does not have."""
    known = "、".join(board.code for board in data.district.boards)
    for i, adoption in enumerate(data.station.boards):
        if data.district.board(adoption.board) is None:
            meant = likely(adoption.board, [board.code for board in data.district.boards])
            yield violation("制度", i, "展板", code=adoption.board, meant=meant, known=known)


def boards_differ(data: StationData) -> Iterator[Violation]:
    """A board adopted twice."""
    adopted = [adoption.board for adoption in data.station.boards]
    return (violation("制度", i, "展板", code=adopted[i]) for i in repeated(adopted))


def badge_numbers_differ(data: StationData) -> Iterator[Violation]:
    """Codes of communities, or serials of monitors in one, that would give two people one badge number."""
    communities = data.station.communities
    codes = [community.code for community in communities]
    yield from _same(codes, [("社区", i, "代码") for i in range(len(codes))])
    for i, community in enumerate(communities):
        serials = [monitor.serial for monitor in community.monitors]
        yield from _same(serials, [("社区", i, "监督员", m, "序号") for m in range(len(serials))])


def _same(codes: Sequence[str], places: Sequence[KeyPath]) -> Iterator[Violation]:
    """Each code that stands a second time, with the place of the first and a number that is free."""
    used = set(map(int, codes))
    free = next(n for n in chain([max(used, default=0) + 1], count(1)) if n not in used and n < 1000)
    for i in repeated(codes):
        first = spell(places[codes.index(codes[i])])
        yield violation(*places[i], code=codes[i], first=first, free=f"{free:0{len(codes[i])}d}")


def terms_run_forward(data: StationData) -> Iterator[Violation]:
    """A monitor's term that ends before it begins."""
    for i, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            if monitor.term.end < monitor.term.start:
                yield violation("社区", i, "监督员", m, "聘期", "止", start=monitor.term.start, end=monitor.term.end)


def locks_are_kept(data: StationData) -> Iterator[Violation]:
    """A part of the design the district has not opened, changed by the station or by `--theme`."""
    override = data.station.design
    if data.theme_asked not in (None, data.district.design.theme) and "主题" not in data.district.design.open:
        yield violation("设计", part="主题", open="、".join(data.district.design.open))
    if override is None:
        return
    chosen = dict(zip(LOCKABLE, (override.plaques, override.board, override.badge, override.theme), strict=True))
    for part, value in chosen.items():
        if value is not None and part not in data.district.design.open:
            yield violation("设计", part, part=part, open="、".join(data.district.design.open))


def appraisal_is_of_this_age(data: StationData) -> Iterator[Violation]:
    """A day of appraisal after LAST_DAY; it may be asked for years ahead."""
    day = data.station.archive.appraised_on
    if day and day > LAST_DAY:
        yield violation("档案", "鉴定日期", last=LAST_DAY)


COHERENCE_RULES = (
    Rule(
        problem_type(
            "MZ1401", "区名册里没有街道代码 {code}{meant}", "The district has no street {code}{meant}",
            "改为名册里的代码：{known}。", "Use a code of the district: {known}.",
        ),
        AGREE, street_is_known,
    ),
    Rule(
        problem_type(
            "MZ1402", "工作站名称“{found}”与区名册的法定名称“{legal}”不一致{meant}", "The name {found} differs from the legal name {legal}{meant}",
            "改成“{legal}”；街道代码写错了的改代码；名称确有变更的，先改区数据文件。", "Use {legal}, or mend the street's code; a new name goes into the district's register first.",
        ),
        AGREE, name_is_the_legal_one,
    ),
    Rule(
        problem_type(
            "MZ1414", "区名册里本站没有“{style}”，全区门牌字号没有把它算进去", "The district's register has no {style} for this station, so the series was fitted without it",
            "请区民政局在名册“门牌式样”里补上，或改用名册里的式样。", "Have the bureau add it to the register, or use a style that is there.",
        ),
        AGREE, signs_are_in_the_series,
    ),
    Rule(
        problem_type(
            "MZ1403", "没有代号为“{code}”的展板{meant}", "There is no board {code}{meant}",
            "可用的展板：{known}。", "Known boards: {known}.",
        ),
        AGREE, boards_are_known,
    ),
    Rule(
        problem_type(
            "MZ1404", "展板“{code}”选用了两次", "The board {code} is adopted twice",
            "只留一条，用“数量”写块数。", "Keep one entry and use the quantity.",
        ),
        AGREE, boards_differ,
    ),
    Rule(
        problem_type(
            "MZ1405", "{code} 与 {first} 的相同，胸牌编号会相同", "The code {code} is that of {first}: badge numbers would be equal",
            "改为没有用过的，例如 {free}；整条写了两次的，删去一条。", "Use one that never was used, such as {free}; of an entry that stands twice delete one.",
        ),
        AGREE, badge_numbers_differ, after=(communities_differ,),
    ),
    Rule(
        problem_type(
            "MZ1406", "聘期止 {end} 早于聘期起 {start}", "The term ends on {end}, before it begins on {start}",
            "核对聘书上的日期；看看是不是写颠倒了。", "Compare with the letter of appointment: they may have changed places.",
        ),
        AGREE, terms_run_forward,
    ),
    Rule(
        problem_type(
            "MZ1407", "“{part}”由区里统一，本站不能改", "{part} is decided by the district and may not be changed here",
            "删去这一项；可改的只有：{open}。", "Delete it; open to change: {open}.",
        ),
        AGREE, locks_are_kept,
    ),
    Rule(
        problem_type(
            "MZ1438", "日期晚于 {last}", "The day lies after {last}",
            "核对年份。", "Check the year.",
        ),
        AGREE, appraisal_is_of_this_age,
    ),
)  # fmt: skip
