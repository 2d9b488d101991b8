"""Days of a person, of a binding or of a reading -> rows where they cannot be true, as errors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mzdocs.checks.dated_days import reason_span
from mzdocs.checks.ledger_rules import CONSULTATIONS, LEDGER, Shelf, lines
from mzdocs.checks.rule import AGREE, Rule, Violation, cell
from mzdocs.checks.table_rules import CLIENTS, FIRST_DAY, IDENTITY, households
from mzdocs.core.problems import Sentence, problem_type
from mzdocs.model.client_files import Household
from mzdocs.model.station_data import StationData

OLDEST = 120
"""Years; nobody on record became much older."""


def heads_are_alive_and_born(data: StationData) -> Iterator[Violation]:
    """A birthday after the day of deciding, or OLDEST years before it; a day before FIRST_DAY is reported at its own cell."""
    for row, household in households(data):
        born, decided = _birthday(household), household.decided_on
        if decided >= FIRST_DAY and not born <= decided <= _of_age(born, OLDEST):
            yield cell(CLIENTS, row, "身份证号", why=_UNBORN if born > decided else _TOO_OLD)


_UNBORN = Sentence("晚于确认日期", "is after the day of deciding")
_TOO_OLD = Sentence(f"比确认日期早 {OLDEST} 年以上", f"is more than {OLDEST} years before it was decided")


def _birthday(household: Household) -> date:
    number = household.identity_number
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def _of_age(born: date, years: int) -> date:
    return date(min(born.year + years, date.max.year), born.month, min(born.day, 28))


def files_are_bound_after_they_are_made(data: StationData) -> Iterator[Violation]:
    """A day of binding before the file was made; one before FIRST_DAY or after arranging is reported elsewhere."""
    shelf, arranged = Shelf(data), data.station.archive.arranged_on
    for row, line in lines(data):
        item = shelf.item(line)
        if item is None or line.bound_on < FIRST_DAY:
            continue
        made = item.decided_on if isinstance(item, Household) else item.dated
        if line.bound_on < made <= arranged:
            yield cell(LEDGER, row, "装订日期", made=made)


def readings_are_past(data: StationData) -> Iterator[Violation]:
    """A reading, or a return, years after the day of arranging and all others the data are of."""
    last = reason_span(max(data.on, data.station.archive.arranged_on)).last
    for row, reading in zip(data.clients.consultation_rows, data.clients.consultations, strict=True):
        for key, day in (("日期", reading.read_on), ("归还日期", reading.returned_on)):
            if day and day > last:
                yield cell(CONSULTATIONS, row, key, last=last)


PERSON_RULES = (
    Rule(
        problem_type(
            "MZ1436", "身份证号里的出生日期不可能：{why}", "The birthday in the identity number cannot be: it {why}",
            "对照原件改正身份证号或确认日期。", "Compare with the original; correct the number or the day.",
        ),
        IDENTITY, heads_are_alive_and_born,
    ),
    Rule(
        problem_type(
            "MZ1437", "装订日期早于这一户（件）形成的日期 {made}", "It was bound before it was made, {made}",
            "核对两个日期。", "Check both days.",
        ),
        AGREE, files_are_bound_after_they_are_made,
    ),
    Rule(
        problem_type(
            "MZ1991", "日期晚于 {last}，还没有到", "The day lies after {last} and is still to come",
            "核对年份。", "Check the year.",
        ),
        AGREE, readings_are_past,
    ),
)  # fmt: skip
