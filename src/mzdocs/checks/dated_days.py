"""The days data files write down: which of them can be, and which one explains that others are out of order.

A day that cannot be is told by itself and compared with no other: one cause, one message.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from mzdocs.checks.rule import KeyPath, Violation, violation
from mzdocs.core.ids import DOCUMENT_NUMBER
from mzdocs.core.problems import Sentence
from mzdocs.model.district import District, PaperFacts
from mzdocs.model.fields import Facts
from mzdocs.model.partial_facts import waits

FIRST_DAY = date(2000, 1, 1)
FIRST_YEAR, LAST_YEAR = 2000, 2199
YEARS_AHEAD = 5
"""How far ahead a day may lie; the end of a term may lie as far again."""
_YEARS_BACK = 20
_TERM_ENDS = ("聘期", "止")
_ASKED_FOR = ("档案", "鉴定日期")
"""A day the archive is asked about, not one on which something was done; it has a rule of its own."""


@dataclass(frozen=True)
class Span:
    """Days from the first to the last; both count."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class DatedDay:
    """A day and what was done on it, where it stands in the file in hand (none: in the other file), and when it can be."""

    name: Sentence
    day: date
    span: Span
    path: KeyPath = ()


Grade = Literal["must", "counted", "due", "announced"]
"""Why a day comes before another: nothing else can be, or so that it counts, is due, is announced whole."""
GRADES: tuple[Grade, ...] = get_args(Grade)


@dataclass(frozen=True)
class DayOrder:
    """Of two days one does not come after the other; `subject` is told where either may be the wrong one."""

    subject: DatedDay
    other: DatedDay
    subject_first: bool
    grade: Grade = "must"

    @property
    def is_broken(self) -> bool:
        """Whether both can be and the later one is first."""
        early, late = (self.subject, self.other) if self.subject_first else (self.other, self.subject)
        return early.day in early.span and late.day in late.span and late.day < early.day


def until(subject: DatedDay | None, other: DatedDay | None, grade: Grade = "must") -> Iterator[DayOrder]:
    """That a day does not come after another, if there are both."""
    if subject and other:
        yield DayOrder(subject, other, True, grade)


def since(subject: DatedDay | None, other: DatedDay | None, grade: Grade = "must") -> Iterator[DayOrder]:
    """That a day does not come before another, if there are both."""
    if subject and other:
        yield DayOrder(subject, other, False, grade)


def disorder(orders: Iterable[DayOrder], grade: Grade) -> Iterator[Violation]:
    """What is out of order and no graver than `grade`: the fewest days that explain everything, each told once.

    A day that contradicts several others is itself the cause.
    """
    broken = [order for order in orders if order.is_broken]
    while broken:
        counted = Counter(day for order in broken for day in (order.subject, order.other))
        cause = counted.most_common(1)[0][0]
        its = [order for order in broken if cause in (order.subject, order.other)]
        gravest = min(its, key=lambda order: GRADES.index(order.grade))
        if gravest.grade == grade:
            yield _told(gravest, cause)
        broken = [order for order in broken if order not in its]


def _told(order: DayOrder, cause: DatedDay) -> Violation:
    """Told at the cause, or at what it contradicts where the cause stands in the other file."""
    both = (order.subject, order.other)
    here = cause if cause.path else next(day for day in both if day.path)
    other = both[1] if here == both[0] else both[0]
    relation = BEFORE if here.day < other.day else AFTER
    return violation(*here.path, name=here.name, day=here.day, relation=relation, other=other.name, other_day=other.day)


BEFORE, AFTER = Sentence("早于", "before"), Sentence("晚于", "after")


def year_span(district: District) -> Span:
    """The year the papers are of, from its first day to its last."""
    return Span(date(_year(district), 1, 1), date(_year(district), 12, 31))


def closing_span(district: District) -> Span:
    """The same and two months more: what closes a year is often done in the first weeks of the next."""
    return Span(date(_year(district), 1, 1), date(_year(district) + 1, 3, 1) - timedelta(days=1))


def making_span(district: District) -> Span:
    """When what still hangs may have been made: up to the end of the year."""
    return Span(FIRST_DAY, year_span(district).last)


def _year(district: District) -> int:
    """The district's year; one that cannot be is told by a rule of the district's."""
    return min(max(district.year, FIRST_YEAR), LAST_YEAR)


def years_after(day: date, years: int) -> date:
    """The same day so many years later, or the month's last where there is none."""
    year = min(day.year + years, date.max.year)
    leap = (day.month, day.day) == (2, 29) and not isleap(year)
    return day.replace(year=year, day=28) if leap else day.replace(year=year)


def reason_span(on: date, years: int = YEARS_AHEAD) -> Span:
    """From FIRST_DAY to so many years after a day."""
    return Span(FIRST_DAY, years_after(on, years))


def days_out_of_reason(facts: Facts, on: date) -> Iterator[Violation]:
    """Every day of a file that lies before FIRST_DAY or years after `on`."""
    for path, day in written_days(facts):
        years = 2 * YEARS_AHEAD if path[-2:] == _TERM_ENDS else YEARS_AHEAD
        span = reason_span(on, years)
        if path != _ASKED_FOR and day not in span:
            meant = Sentence("", "") if path[-2:] == _TERM_ENDS else _meant(day, span, on)
            yield violation(*path, day=day, meant=meant, first=span.first, last=span.last)


def _meant(day: date, span: Span, on: date) -> Sentence:
    """The same day of the nearest year that one slip of the hand makes into this: a figure, or two that changed places."""
    slips = [on.year + ahead for ahead in range(-_YEARS_BACK, YEARS_AHEAD + 1) if _one_slip(on.year + ahead, day.year)]
    year = min(slips, key=lambda year: abs(year - on.year), default=None)
    meant = years_after(day, year - day.year) if year else None
    return Sentence(f"，是不是 {meant}？", f"; did you mean {meant}?") if meant and meant in span else Sentence("", "")


def _one_slip(year: int, written: int) -> bool:
    one, other = f"{year:04}", f"{written:04}"
    wrong = [n for n in range(4) if one[n] != other[n]]
    return len(wrong) == 1 or (len(wrong) == 2 and sorted(one) == sorted(other))


def written_days(facts: Facts, path: KeyPath = ()) -> Iterator[tuple[KeyPath, date]]:
    """Every day anywhere in facts, with its key path."""
    for name, field in type(facts).model_fields.items():
        if waits(facts, name):
            continue
        yield from _days_in(getattr(facts, name), (*path, str(field.alias)))


def _days_in(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, date]]:
    if isinstance(value, date):
        yield path, value
    elif isinstance(value, Facts):
        yield from written_days(value, path)
    elif isinstance(value, tuple):
        for i, each in enumerate(value):
            yield from _days_in(each, (*path, i))


def out_of_span(days: Iterable[DatedDay], on: date) -> Iterator[Violation]:
    """A day outside its span; one that is out of reason is told there."""
    for each in days:
        if each.day in reason_span(on) and each.day not in each.span:
            yield violation(*each.path, name=each.name, day=each.day, first=each.span.first, last=each.span.last)


def paper_day(paper: PaperFacts, number: int, span: Span, name: Sentence | None = None) -> DatedDay:
    """The day a paper of the file's list is dated with."""
    named = name or Sentence(f"公文 {paper.code} 的成文日期", f"the date of the paper {paper.code}")
    return DatedDay(named, paper.issued_on, span, ("公文", number, "成文日期"))


def printing(papers: Sequence[PaperFacts], span: Span) -> Iterator[DayOrder]:
    """That a paper is not printed before the day it is dated with."""
    for i, paper in enumerate(papers):
        if paper.printed_on:
            name = Sentence(f"公文 {paper.code} 的印发日期", f"the day of printing of {paper.code}")
            printed = DatedDay(name, paper.printed_on, span, ("公文", i, "印发日期"))
            yield from since(printed, paper_day(paper, i, span))


def numbers_of_another_year(papers: Sequence[PaperFacts], span: Span) -> Iterator[Violation]:
    """A number whose year is not that of the paper's own date; a date that cannot be is told there."""
    for i, paper in enumerate(papers):
        number = (paper.number or "").replace("{序号}", "1")
        told = paper.issued_on not in span or (paper.printed_on or paper.issued_on) < paper.issued_on
        if DOCUMENT_NUMBER.fullmatch(number) and not told:
            year = int(re.findall("〔([0-9]{4})〕", number)[0])
            if year != paper.issued_on.year:
                yield violation("公文", i, "发文字号", found=year, day=paper.issued_on)


def weekends(days: Iterable[DatedDay]) -> Iterator[Violation]:
    """A Saturday or Sunday."""
    for each in days:
        if each.day.weekday() in _WEEKEND:
            yield violation(*each.path, name=each.name, day=each.day, weekday=_WEEKEND[each.day.weekday()])


_WEEKEND = {5: Sentence("星期六", "a Saturday"), 6: Sentence("星期日", "a Sunday")}
