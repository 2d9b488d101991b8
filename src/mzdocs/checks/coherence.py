"""Facts that must agree with each other before any paper is made: these give errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from mzdocs.checks.files import AGREE
from mzdocs.checks.rule import Hit, Rule, hit
from mzdocs.district import LOCKABLE
from mzdocs.dossier import Dossier
from mzdocs.problems import fault

LAST_DAY = date(2199, 12, 31)
"""Retention is reckoned from days of the archive: none may lie where the calendar ends."""


def street_is_known(dossier: Dossier) -> Iterator[Hit]:
    if dossier.district.street(dossier.station.street) is None:
        known = "、".join(street.code for street in dossier.district.streets)
        yield hit("街道代码", code=dossier.station.street, known=known)


def name_is_the_legal_one(dossier: Dossier) -> Iterator[Hit]:
    street = dossier.district.street(dossier.station.street)
    if street and street.station != dossier.station.name:
        yield hit("名称", found=dossier.station.name, legal=street.station)


def signs_are_in_the_series(dossier: Dossier) -> Iterator[Hit]:
    street = dossier.district.street(dossier.station.street)
    for i, hanging in enumerate(dossier.station.hangings):
        if street and hanging.style not in street.signs:
            yield hit("挂牌", i, "式样", style=hanging.style)


def boards_are_known(dossier: Dossier) -> Iterator[Hit]:
    known = "、".join(board.code for board in dossier.district.boards)
    for i, adoption in enumerate(dossier.station.boards):
        if dossier.district.board(adoption.board) is None:
            yield hit("制度", i, "展板", code=adoption.board, known=known)


def boards_differ(dossier: Dossier) -> Iterator[Hit]:
    seen: set[str] = set()
    for i, adoption in enumerate(dossier.station.boards):
        if adoption.board in seen:
            yield hit("制度", i, "展板", code=adoption.board)
        seen.add(adoption.board)


def badge_numbers_differ(dossier: Dossier) -> Iterator[Hit]:
    codes = Counter(community.code for community in dossier.station.communities)
    for i, community in enumerate(dossier.station.communities):
        if codes[community.code] > 1:
            yield hit("社区", i, "代码", code=community.code)
        serials = Counter(monitor.serial for monitor in community.monitors)
        for m, monitor in enumerate(community.monitors):
            if serials[monitor.serial] > 1:
                yield hit("社区", i, "监督员", m, "序号", code=monitor.serial)


def terms_run_forward(dossier: Dossier) -> Iterator[Hit]:
    for i, community in enumerate(dossier.station.communities):
        for m, monitor in enumerate(community.monitors):
            if monitor.term.end < monitor.term.start:
                yield hit("社区", i, "监督员", m, "聘期", "止")


def locks_are_kept(dossier: Dossier) -> Iterator[Hit]:
    override = dossier.station.design
    if dossier.theme not in (None, dossier.district.design.theme) and "主题" not in dossier.district.design.open:
        yield hit("设计", part="主题", open="、".join(dossier.district.design.open))
    if override is None:
        return
    chosen = dict(zip(LOCKABLE, (override.plaques, override.board, override.badge, override.theme), strict=True))
    for part, value in chosen.items():
        if value is not None and part not in dossier.district.design.open:
            yield hit("设计", part, part=part, open="、".join(dossier.district.design.open))


def arranging_is_of_this_age(dossier: Dossier) -> Iterator[Hit]:
    archive = dossier.station.archive
    for key, day in (("立卷日期", archive.arranged_on), ("鉴定日期", archive.appraised_on)):
        if day and day > LAST_DAY:
            yield hit("档案", key, last=LAST_DAY)


COHERENCE_RULES = (
    Rule(
        fault(
            "MZ1401", "区名册里没有街道代码 {code}", "The district has no street {code}",
            "改为名册里的代码：{known}。", "Use a code of the district: {known}.",
        ),
        AGREE, street_is_known,
    ),
    Rule(
        fault(
            "MZ1402", "工作站名称“{found}”与区名册的法定名称“{legal}”不一致", "The name {found} differs from the legal name {legal}",
            "改成“{legal}”；名称确有变更的，先改区数据文件。", "Use {legal}, or change the district's register first.",
        ),
        AGREE, name_is_the_legal_one,
    ),
    Rule(
        fault(
            "MZ1414", "区名册里本站没有“{style}”，全区门牌字号没有把它算进去", "The district's register has no {style} for this station, so the series was fitted without it",
            "请区民政局在名册“门牌式样”里补上，或改用名册里的式样。", "Have the bureau add it to the register, or use a style that is there.",
        ),
        AGREE, signs_are_in_the_series,
    ),
    Rule(
        fault(
            "MZ1403", "没有代号为“{code}”的展板", "There is no board {code}",
            "可用的展板：{known}。", "Known boards: {known}.",
        ),
        AGREE, boards_are_known,
    ),
    Rule(
        fault(
            "MZ1404", "展板“{code}”选用了两次", "The board {code} is adopted twice",
            "只留一条，用“数量”写块数。", "Keep one entry and use the quantity.",
        ),
        AGREE, boards_differ,
    ),
    Rule(
        fault(
            "MZ1405", "代码或序号 {code} 重复，胸牌编号会相同", "The code {code} is used twice, badge numbers would be equal",
            "改为不重复的代码。", "Use a code of its own.",
        ),
        AGREE, badge_numbers_differ,
    ),
    Rule(
        fault(
            "MZ1406", "聘期止早于聘期起", "The term ends before it begins",
            "核对聘书上的日期。", "Compare with the letter of appointment.",
        ),
        AGREE, terms_run_forward,
    ),
    Rule(
        fault(
            "MZ1407", "“{part}”由区里统一，本站不能改", "{part} is decided by the district and may not be changed here",
            "删去这一项；可改的只有：{open}。", "Delete it; open to change: {open}.",
        ),
        AGREE, locks_are_kept,
    ),
    Rule(
        fault(
            "MZ1438", "日期晚于 {last}", "The day lies after {last}",
            "核对年份。", "Check the year.",
        ),
        AGREE, arranging_is_of_this_age,
    ),
)  # fmt: skip
