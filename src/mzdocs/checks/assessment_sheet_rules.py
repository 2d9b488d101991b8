"""The district's forms of assessment -> periods that cannot be told apart, and what does not go on its one side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.likely import likely
from mzdocs.checks.rule import AGREE, Provenance, Rule, Violation, repeated, violation
from mzdocs.core.problems import problem_type
from mzdocs.derive.periods import period
from mzdocs.derive.scoring import exact
from mzdocs.model.district import Assessment, Criterion, District

ONE_SIDE = Provenance("通行做法", "考评表一人一面，意见和印章与得分同在一面", "一般")
ROOM, ROW, LINE = 77.0, 1.8, 5.2
"""Millimetres the criteria have on the sheet (`assessment-sheet.txt`), and what a row and each of its lines take."""
BOX_CHARACTERS, BOX_LINE = 13.9, 7.0
"""Characters in a line of a box's label, and the millimetres of each."""
NAME_LINE, STANDARD_LINE, TITLE_LINE = 5, 22, 20
"""Characters in a line of the sheet's columns, and of its title, whose every further line takes 12 mm."""


def periods_are_read(data: DistrictFile) -> Iterator[Violation]:
    """A period that does not say from which day to which."""
    for i, sheet in enumerate(data.district.assessments):
        if period(sheet.period) is None:
            year = re.search("[0-9]{4}", sheet.period)
            forms = [f"{year[0]}年{part}" for part in _PARTS] if year else []
            yield violation("考评", i, "周期", period=sheet.period, meant=likely(sheet.period, forms))


_PARTS = ("度", "上半年", "下半年", "第一季度", "第二季度", "第三季度", "第四季度")


def criteria_add_up(data: DistrictFile) -> Iterator[Violation]:
    """Criteria whose points do not sum to the full points of their form."""
    for i, sheet in enumerate(data.district.assessments):
        total = float(sum(exact(criterion.points) for criterion in sheet.criteria))
        if total != sheet.full:
            yield violation("考评", i, "条目", title=sheet.title, total=f"{total:g}", full=f"{sheet.full:g}")


def sheets_differ(data: DistrictFile) -> Iterator[Violation]:
    """Two forms for the same people and period: one of them would never be filled in."""
    told = [(sheet.whom, sheet.period) for sheet in data.district.assessments]
    return (violation("考评", i, "周期", whom=told[i][0], period=told[i][1]) for i in repeated(told))


def sheets_fit_one_side(data: DistrictFile) -> Iterator[Violation]:
    """Criteria that would push the boxes for opinions and seals to a second side."""
    room = ROOM - _boxes_grow(data.district)
    for i, sheet in enumerate(data.district.assessments):
        over = _taken(sheet) - room
        if over > 0:
            yield violation("考评", i, "条目", title=sheet.title, over=f"{over:.0f}", lines=str(ceil(over / LINE)))


def _boxes_grow(district: District) -> float:
    """Millimetres by which the boxes of opinions are higher for the name of an office on more than two lines."""
    names = [district.bureau.name, *(street.office for street in district.streets)]
    return BOX_LINE * max(0, ceil((max(map(len, names)) + len("意见")) / BOX_CHARACTERS) - 2)


def _taken(sheet: Assessment) -> float:
    levels = ceil(len("、".join(sheet.levels)) / STANDARD_LINE) - 1
    title = ceil(len(sheet.title) / TITLE_LINE) - 1
    return sum(ROW + LINE * _lines(each) for each in sheet.criteria) + LINE * levels + 12 * title


def _lines(criterion: Criterion) -> int:
    return max(ceil(len(criterion.name) / NAME_LINE), ceil(len(criterion.standard) / STANDARD_LINE))


ASSESSMENT_SHEET_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZ1990", "《{title}》各条分值加起来是 {total}，满分是 {full}", "The criteria of {title} sum to {total}, the full points are {full}",
            "改分值，使它们加起来是 {full}；满分另有规定的，在这份办法写 满分: {total}。", "Make the points sum to {full}, or write the full points, {total}, into the form.",
        ),
        AGREE, criteria_add_up,
    ),
    Rule(
        problem_type(
            "MZ1731", "《{title}》一面排不下：条目多出 {over} 毫米，约 {lines} 行",
            "{title} does not go on one side: its criteria take {over} mm too much, about {lines} lines",
            "合并或精简条目和标准；标准每行 22 字，一行一条的最多 11 条。",
            "Join or shorten criteria: 22 characters a line, and 11 criteria of one line at most.",
        ),
        ONE_SIDE, sheets_fit_one_side,
    ),
    Rule(
        problem_type(
            "MZ1960", "看不出考评周期“{period}”是从哪天到哪天{meant}", "The period {period} does not say from which day to which it runs{meant}",
            "写成 2026年度、2026年上半年、2026年下半年、2026年第一季度 或 2026年3月。",
            "Name a year, one of its halves or quarters, or a month, as docs/inspection.md shows.",
        ),
        AGREE, periods_are_read,
    ),
    Rule(
        problem_type(
            "MZ1961", "{whom}在{period}有两份考评办法", "There are two forms for the {whom} in {period}",
            "一类对象一个周期只写一份；另一份改写它的周期。", "Write one form for each period; correct the other's period.",
        ),
        AGREE, sheets_differ,
    ),
)  # fmt: skip
