"""What is noted between two inspections -> the words for it: who is on duty when, which records speak of which line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from mzdocs.model.people import Member
from mzdocs.model.station import Station
from mzdocs.model.year_round import Shift
from mzdocs.wording import View

WEEKDAYS = "一二三四五六日"


def staff_by_call(station: Station) -> Mapping[str, Member]:
    """Everybody of the staff under the code, and under the name where nobody else has it."""
    names = [member.name for member in station.staff]
    by_name = {member.name: member for member in station.staff if names.count(member.name) == 1}
    return {**by_name, **{member.code: member for member in station.staff}}


def duty_words(station: Station) -> Mapping[str, object]:
    """The shifts of the holiday in the order of their days and hours; empty without a roster."""
    roster = station.duty
    if roster is None:
        return {}
    shifts = sorted(roster.shifts, key=lambda shift: (shift.day, shift.start))
    told = {"节日": roster.holiday, "天数": len(roster.days), "恢复": _open_again(roster.end)}
    return {**told, "逐班": [_shift(station, shift) for shift in shifts]}


def _open_again(end: date) -> date | str:
    """The day after a holiday; "" where it falls on a weekend, which only the year's calendar can tell to be worked."""
    after = end + timedelta(days=1)
    return after if after.weekday() < len("一二三四五") else ""


def _shift(station: Station, shift: Shift) -> Mapping[str, object]:
    called = staff_by_call(station)
    return {
        "日期": shift.day,
        "星期": WEEKDAYS[shift.day.weekday()],
        "起": shift.start,
        "止": shift.end,
        "带班": View(called[shift.leader]),
        "人员": [View(called[person]) for person in shift.people],
    }
