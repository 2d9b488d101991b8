"""The district's days -> those that cannot be or contradict each other, as errors, and what lapses, as notices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain, pairwise

from mzdocs.checks.dated_days import (
    DatedDay,
    DayOrder,
    closing_span,
    days_out_of_reason,
    disorder,
    making_span,
    numbers_of_another_year,
    out_of_span,
    paper_day,
    printing,
    since,
    weekends,
    year_span,
)
from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import AGREE, Rule, Violation, violation
from mzdocs.checks.time_problems import (
    ANOTHER_YEAR,
    CALENDAR,
    ISSUED,
    NUMBER_OF_ANOTHER_YEAR,
    OUT_OF_ORDER,
    OUT_OF_REASON,
    OUT_OF_SPAN,
    PRACTICE,
    WEEKEND,
)
from mzdocs.core.problems import Sentence, Severity, problem_type

LEAST_NOTICE = 7
"""Days a public notice stays up, the first and the last counted."""
_YEAR = re.compile("(?<![0-9])(?:19|20|21)[0-9]{2}(?![0-9])")


def year_is_that_of_most(data: DistrictFile) -> Iterator[Violation]:
    """A year other than that of most of what the file dates: then this is the cause, and nothing else is told of years."""
    year, count = _year_of_most(data)
    if _year_is_wrong(data):
        yield violation("年度", year=data.district.year, found=year, count=count)


def _year_is_wrong(data: DistrictFile) -> bool:
    year, count = _year_of_most(data)
    return year != data.district.year and 2 * count > len(_years(data))


def _year_of_most(data: DistrictFile) -> tuple[int, int]:
    return Counter(_years(data)).most_common(1)[0] if _years(data) else (data.district.year, 0)


def _years(data: DistrictFile) -> list[int]:
    """The years in which the district plans, writes and announces."""
    return [each.day.year for each in _of_the_year(data)]


def days_are_of_this_age(data: DistrictFile) -> Iterator[Violation]:
    """A day of the file that nobody means."""
    return days_out_of_reason(data.district, _latest(data))


def _latest(data: DistrictFile) -> date:
    """Days ahead are reckoned from here: a day that is asked for, or an early one, makes none of them wrong."""
    return max(data.on, data.district.issued_on, year_span(data.district).first)


def days_are_of_the_year(data: DistrictFile) -> Iterator[Violation]:
    """A paper, a phase, an agreement, a notice outside the district's year, or the weeks that close it."""
    if not _year_is_wrong(data):
        made = DatedDay(_MADE, data.district.issued_on, making_span(data.district), ("制发日期",))
        printed = (order.subject for order in printing(data.district.papers, closing_span(data.district)))
        yield from out_of_span(chain([made], _of_the_year(data), printed), _latest(data))


_MADE = Sentence("统一门牌、展板的制发日期", "the day plaques and boards were made")


def _of_the_year(data: DistrictFile) -> Iterator[DatedDay]:
    year = year_span(data.district)
    yield from _papers(data)
    for i, phase in enumerate(data.district.phases):
        for key, day in (("起", phase.start), ("止", phase.end)):
            yield DatedDay(_PHASE_DAY, day, year, ("实施方案", i, key))
    yield from _signed(data)
    yield from _announced(data)


_PHASE_DAY = Sentence("实施方案这个阶段的日期", "a day of this phase of the plan")


def _papers(data: DistrictFile) -> list[DatedDay]:
    return [paper_day(paper, i, closing_span(data.district)) for i, paper in enumerate(data.district.papers)]


def _signed(data: DistrictFile) -> Iterator[DatedDay]:
    agreement, name = data.district.responsibility, Sentence("责任书的签订日期", "the day the agreement is signed")
    if agreement:
        yield DatedDay(name, agreement.signed_on, year_span(data.district), ("责任书", "签订日期"))


def _announced(data: DistrictFile) -> tuple[DatedDay, ...]:
    """The first and the last day of the public notice, if there is one."""
    notice, span = data.district.announcement, closing_span(data.district)
    first, last = Sentence("公示首日", "the first day of the public notice"), Sentence("公示末日", "its last day")
    if notice is None:
        return ()
    return DatedDay(first, notice.start, span, ("公示", "起")), DatedDay(last, notice.end, span, ("公示", "止"))


def years_agree(data: DistrictFile) -> Iterator[Violation]:
    """An assessment whose period names another year than the district's."""
    district = data.district
    if _year_is_wrong(data):
        return
    for i, sheet in enumerate(district.assessments):
        for found in _YEAR.findall(sheet.period):
            if int(found) != district.year:
                yield violation("考评", i, "周期", name=_ASSESSMENT, found=found, year=district.year)


_ASSESSMENT = Sentence("考评的周期", "The assessments")


def agreement_is_of_the_year(data: DistrictFile) -> Iterator[Violation]:
    """An agreement with the streets for another year than the papers' one."""
    agreement = data.district.responsibility
    if agreement and agreement.year != data.district.year and not _year_is_wrong(data):
        yield violation("责任书", "年度", found=agreement.year, year=data.district.year)


def numbers_are_of_their_year(data: DistrictFile) -> Iterator[Violation]:
    """A paper's number that bears another year than its date."""
    return numbers_of_another_year(data.district.papers, closing_span(data.district))


def days_follow(data: DistrictFile) -> Iterator[Violation]:
    """Results that are put up before they are reported, told before they were put up, printed before they are dated."""
    return disorder(_orders(data), "must")


def _orders(data: DistrictFile) -> Iterator[DayOrder]:
    dated = {paper.code: day for paper, day in zip(data.district.papers, _papers(data), strict=True)}
    announced = _announced(data)
    circular = dated.get("circular")
    yield from printing(data.district.papers, closing_span(data.district))
    yield from since(circular, dated.get("inspection-report"))
    yield from since(circular, dated.get("rectification-notice"))
    if announced and announced[0].day <= announced[1].day:
        yield from since(announced[0], dated.get("inspection-report"))
        for each in announced:
            yield from since(circular, each)


def days_run_forward(data: DistrictFile) -> Iterator[Violation]:
    """A phase of the plan, or the public notice, that ends before it begins; days that cannot be are told by themselves."""
    year, closing = year_span(data.district), closing_span(data.district)
    for i, phase in enumerate(data.district.phases):
        if phase.start in year and phase.end in year and phase.end < phase.start:
            yield violation("实施方案", i, "止", name=phase.name)
    notice = data.district.announcement
    if notice and notice.start in closing and notice.end in closing and notice.end < notice.start:
        yield violation("公示", "止", name="公示")


def phases_follow(data: DistrictFile) -> Iterator[Violation]:
    """A phase that begins before the one above it is over; days that cannot be are told by themselves."""
    phases, year = data.district.phases, year_span(data.district)
    for i, (above, phase) in enumerate(pairwise(phases), 1):
        known = above.start <= above.end and above.end in year and phase.start in year
        if known and phase.start <= above.end:
            yield violation(
                "实施方案", i, "起", name=phase.name, day=phase.start, other=above.name, other_day=above.end
            )


def notices_stay_up(data: DistrictFile) -> Iterator[Violation]:
    """A public notice of fewer days than LEAST_NOTICE; days that cannot be are told by themselves."""
    notice, closing = data.district.announcement, closing_span(data.district)
    days = (notice.end - notice.start).days + 1 if notice else 0
    if notice and notice.start in closing and notice.end in closing and 0 < days < LEAST_NOTICE:
        yield violation("公示", "止", days=days, least=LEAST_NOTICE)


def offices_work_on_weekdays(data: DistrictFile) -> Iterator[Violation]:
    """A paper or an agreement signed on a Saturday or Sunday; which of these are worked is not known."""
    return weekends([*_papers(data), *_signed(data)])


DISTRICT_TIME_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(OUT_OF_REASON, AGREE, days_are_of_this_age),
    Rule(OUT_OF_SPAN, AGREE, days_are_of_the_year),
    Rule(ANOTHER_YEAR, AGREE, years_agree),
    Rule(NUMBER_OF_ANOTHER_YEAR, ISSUED, numbers_are_of_their_year),
    Rule(OUT_OF_ORDER, AGREE, days_follow),
    Rule(
        problem_type(
            "MZ7154", "责任书是 {found} 年度的，而这里写的是 {year} 年的文书", "The agreement is of {found}, the papers are of {year}",
            "改责任书的年度和签订日期；要看往年的，用 --year。", "Correct its year and day; papers of an earlier year are made with --year.",
        ),
        AGREE, agreement_is_of_the_year,
    ),
    Rule(
        problem_type(
            "MZ1521", "“{name}”的止日早于起日", "{name} ends before it begins", "核对日期。", "Check the days.",
        ),
        AGREE, days_run_forward,
    ),
    Rule(
        problem_type(
            "MZ1909", "“年度”写的是 {year} 年，实施方案、公文等的日期却有 {count} 个是 {found} 年的", "The year is {year}, and {count} days of the plan and its papers are of {found}",
            "改“年度”；已经过了年的，各处日期都换成新一年的。", "Change the year, or bring all days to the new one.",
        ),
        AGREE, year_is_that_of_most,
    ),
    Rule(
        problem_type(
            "MZ1910", "“{name}”从 {day} 开始，上一阶段“{other}”到 {other_day} 才结束", "{name} begins on {day}, before {other} is over on {other_day}",
            "各阶段按先后写，前后不重叠。", "List the phases in order; none overlaps the next.",
        ),
        AGREE, phases_follow,
    ),
    Rule(
        problem_type(
            "MZ1911", "公示只有 {days} 天（首日、末日都算），一般不少于 {least} 天", "The public notice stays up {days} days, its first and last counted; {least} are usual",
            "推迟公示末日；本区另有规定的，不用改。", "End it later; where the district has its own rule it stays.",
            severity=Severity.NOTICE,
        ),
        PRACTICE, notices_stay_up,
    ),
    Rule(WEEKEND, CALENDAR, offices_work_on_weekdays),
)  # fmt: skip
