"""What is noted between two inspections -> lines the score sheet does not have, days that do not follow, gaps in duty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mzdocs.checks.dated_days import FIRST_YEAR
from mzdocs.checks.item_codes import wrong_codes
from mzdocs.checks.likely import NO_HINT, mistyped
from mzdocs.checks.name_rules import names_are_whole
from mzdocs.checks.people_rules import CODES_DIFFER
from mzdocs.checks.rule import AGREE, KeyPath, Rule, Violation, repeated, violation
from mzdocs.core.problems import Sentence, problem_type
from mzdocs.derive.year_round_words import staff_by_call
from mzdocs.model.station import Station
from mzdocs.model.station_data import StationData
from mzdocs.model.year_round import DutyRoster, RoutineFinding, Shift


def lines_are_of_the_sheet(data: StationData) -> Iterator[Violation]:
    """A record of guidance or a routine check of a line the sheet does not have, or of one line twice."""
    lists: list[tuple[KeyPath, list[str], tuple[str, ...]]] = [
        *((("业务指导", i, "条目"), list(each.items), ()) for i, each in enumerate(data.station.guidance)),
        *(
            (("日常检查", i, "结果"), [found.item for found in each.findings], ("条目",))
            for i, each in enumerate(data.station.routine_checks)
        ),
    ]
    for path, codes, end in lists:
        for n, why in wrong_codes(data, codes):
            yield violation(*path, n, *end, code=codes[n], why=why)


def what_is_found_is_followed_up(data: StationData) -> Iterator[Violation]:
    """Something wrong without a day to mend it by, something right with one, or a day before the check."""
    for i, check in enumerate(data.station.routine_checks):
        for n, found in enumerate(check.findings):
            why = _follow_up(found, check.checked_on)
            if why:
                yield violation("日常检查", i, "结果", n, code=found.item, why=why)


def _follow_up(found: RoutineFinding, checked_on: date) -> Sentence | None:
    days = [day for day in (found.due, found.done_on) if day]
    if found.sound:
        return Sentence("合格，不用写期限和完成日期", "is sound and needs no days") if days else None
    if found.due is None:
        return Sentence("不合格，要写期限", "is not sound and has no day to mend it by")
    if min(days) < checked_on:
        return Sentence("的期限或者完成日期早于检查", "has a day before the check")
    return None


def people_on_duty_are_of_the_staff(data: StationData) -> Iterator[Violation]:
    """Somebody on duty who is nobody, is not in post that day, or is named where two have that name."""
    called = staff_by_call(data.station)
    for i, shift in _shifts(data):
        for key, name in _named(shift):
            member = called.get(name)
            if member is None:
                yield violation("值班", "安排", i, *key, why=_nobody(name, data.station))
            elif not member.in_post_on(shift.day):
                why = Sentence(f"{shift.day}不在岗", f"is not in post on {shift.day}")
                yield violation("值班", "安排", i, *key, why=why)


def _nobody(call: str, station: Station) -> Sentence:
    """Why a call means nobody of the staff, and whom it may mean; no name is told."""
    bears = [member.code for member in station.staff if member.name == call]
    if bears:
        codes = "、".join(bears)
        return Sentence(
            f"有 {len(bears)} 个同名的，要写代码：{codes}",
            f"is one of {len(bears)} of that name: write the code ({codes})",
        )
    names = {member.name: member.code for member in station.staff}
    near = names.get(mistyped(call, names) or "")
    hint = Sentence(f"；只差一个字的是代码 {near}", f"; a character off is code {near}") if near else NO_HINT
    return Sentence(f"不在“人员”里{hint.zh}", f"is not of the staff{hint.en}")


def _shifts(data: StationData) -> Iterator[tuple[int, Shift]]:
    return enumerate(data.station.duty.shifts if data.station.duty else ())


def _named(shift: Shift) -> Iterator[tuple[KeyPath, str]]:
    yield ("带班",), shift.leader
    for n, name in enumerate(shift.people):
        yield ("人员", n), name


def every_day_is_covered(data: StationData) -> Iterator[Violation]:
    """A day of the holiday without anybody on duty."""
    roster = data.station.duty
    covered = {shift.day for shift in roster.shifts if shift.people} if roster else set()
    for day in roster.days if roster else ():
        if day not in covered:
            yield violation("值班", "安排", day=day)


def shifts_lie_in_the_holiday(data: StationData) -> Iterator[Violation]:
    """A holiday that ends before it begins, a shift on another day, or one that ends before it begins."""
    roster = data.station.duty
    if roster and roster.end < roster.start:
        yield violation("值班", "止", why=Sentence("放假的止日早于起日", "the holiday ends before it begins"))
    for i, shift in _shifts(data):
        assert roster
        why = _out_of_place(shift, roster)
        if why:
            yield violation("值班", "安排", i, why=why)


def _out_of_place(shift: Shift, roster: DutyRoster) -> Sentence | None:
    if shift.end <= shift.start:
        return Sentence(
            "这一班的“止”不晚于“起”；过夜的分两天写", "the shift ends before it begins; split a night in two"
        )
    if roster.days and shift.day not in roster.days:
        return Sentence(f"{shift.day}不在放假的日子里", f"{shift.day} is no day of the holiday")
    return None


def nobody_is_on_duty_twice_at_once(data: StationData) -> Iterator[Violation]:
    """Somebody twice on one shift, or on two that overlap."""
    called, seen = staff_by_call(data.station), list[tuple[Shift, object]]()
    for i, shift in _shifts(data):
        for key, name in _named(shift):
            person = called.get(name, name)
            if any(person == other and shift.overlaps(earlier) for earlier, other in seen):
                yield violation("值班", "安排", i, *key, day=shift.day)
            seen.append((shift, person))


def earlier_years_are_earlier(data: StationData) -> Iterator[Violation]:
    """A year told twice, one that is not before the year of this inspection, or one before FIRST_YEAR."""
    years = [each.year for each in data.station.earlier_years]
    again = set(repeated(years))
    for i, year in enumerate(years):
        why = (
            Sentence("写了两次", "stands twice") if i in again
            else Sentence(f"不早于本年度 {data.district.year}", f"is not before {data.district.year}")
            if year >= data.district.year
            else Sentence(f"早于 {FIRST_YEAR} 年", f"is before {FIRST_YEAR}") if year < FIRST_YEAR else None
        )  # fmt: skip
        if why:
            yield violation("历年", i, "年度", year=year, why=why)


YEAR_ROUND_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1856", "条目“{code}”{why}", "The item {code} {why}",
            "改为评分表里的编号，一条只写一次。", "Use an item of the score sheet, once each.",
        ),
        AGREE, lines_are_of_the_sheet,
    ),
    Rule(
        problem_type(
            "MZ1857", "日常检查的条目 {code} {why}", "The item {code} of a check {why}", "核对合格与否和日期。", "Check the result and the days.",
        ),
        AGREE, what_is_found_is_followed_up,
    ),
    Rule(
        problem_type(
            "MZ1858", "值班的人{why}", "Who is on duty {why}", "写在岗人员的代码或者姓名，或者换人。", "Name somebody in post, or somebody else.",
        ),
        AGREE, people_on_duty_are_of_the_staff, after=(*CODES_DIFFER, names_are_whole),
    ),
    Rule(
        problem_type(
            "MZ1859", "{day} 没有人值班", "Nobody is on duty on {day}", "在“安排”里补上这一天。", "Add that day.",
        ),
        AGREE, every_day_is_covered,
    ),
    Rule(
        problem_type(
            "MZ1860", "值班安排不对：{why}", "The roster is wrong: {why}", "核对日期和钟点。", "Check days and hours.",
        ),
        AGREE, shifts_lie_in_the_holiday,
    ),
    Rule(
        problem_type(
            "MZ1861", "同一个人在 {day} 同一时间排了两次", "One person stands twice at one time on {day}",
            "换一个人，或者把时间错开。", "Take somebody else, or other hours.",
        ),
        AGREE, nobody_is_on_duty_twice_at_once, after=CODES_DIFFER,
    ),
    Rule(
        problem_type(
            "MZ1862", "历年的 {year} 年{why}", "The earlier year {year} {why}",
            "一年只写一次，只写以前的年度。", "Write each earlier year once.",
        ),
        AGREE, earlier_years_are_earlier,
    ),
)  # fmt: skip
