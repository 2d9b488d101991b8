"""A station's days, by themselves and against the district's -> those that cannot be, as errors, and what lapses, as notices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

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
    reason_span,
    since,
    until,
    weekends,
    year_span,
    years_after,
)
from mzdocs.checks.rule import AGREE, KeyPath, Rule, Violation, violation
from mzdocs.checks.time_problems import (
    CALENDAR,
    ISSUED,
    NOT_COUNTED,
    NUMBER_OF_ANOTHER_YEAR,
    OUT_OF_ORDER,
    OUT_OF_REASON,
    OUT_OF_SPAN,
    PRACTICE,
    WEEKEND,
)
from mzdocs.core.problems import Sentence, Severity, problem_type
from mzdocs.derive.station_context import paper_facts
from mzdocs.model.station_data import StationData

REPORT, NOTICE, SELF_REPORT, CIRCULAR = "inspection-report", "rectification-notice", "self-inspection", "circular"
_NAMES = {
    REPORT: Sentence("检查验收报告的成文日期", "the date of the inspection's report"),
    NOTICE: Sentence("整改通知书的成文日期", "the date of the rectification notice"),
    SELF_REPORT: Sentence("自查报告的成文日期", "the date of the station's own report"),
    CIRCULAR: Sentence("通报的成文日期", "the date of the circular"),
}
ENDS_SOON = timedelta(days=60)


def days_are_of_this_age(data: StationData) -> Iterator[Violation]:
    """A day of the file that nobody means."""
    return days_out_of_reason(data.station, _latest(data))


def days_of_people_are_of_this_age(data: StationData) -> Iterator[Violation]:
    """The same of days in post alone."""
    return (each for each in days_are_of_this_age(data) if each.path[0] in ("人员", "社区"))


def _latest(data: StationData) -> date:
    """Days ahead are reckoned from here: a day that is asked for, or an early one, makes none of them wrong."""
    return max(data.on, data.station.judged_on, year_span(data.district).first)


def file_is_of_the_year(data: StationData) -> Iterator[Violation]:
    """A file most of whose days are of another year than the district's: it is last year's, and all else follows."""
    days = [*_acts(data), *_own_papers(data), _made(data)]
    year, count = Counter(each.day.year for each in days).most_common(1)[0]
    if year != data.district.year and count > max(2, len(days) // 2):
        first = next(each for each in reversed(days) if each.day.year == year)
        yield violation(*first.path, found=year, count=count, year=data.district.year)


def signs_are_of_the_year(data: StationData) -> Iterator[Violation]:
    """The same where its signs too are said to be made in that year: then none is made."""
    return (each for each in file_is_of_the_year(data) if each.path == ("制发日期",))


def days_are_of_the_year(data: StationData) -> Iterator[Violation]:
    """An inspection, a paper, a making outside the district's year, or the weeks that close it."""
    printed = (order.subject for order in printing(data.station.papers, closing_span(data.district)))
    yield from out_of_span(chain(_acts(data), _own_papers(data), printed, [_made(data)]), _latest(data))


def numbers_are_of_their_year(data: StationData) -> Iterator[Violation]:
    """A paper's number that bears another year than its date."""
    return numbers_of_another_year(data.station.papers, closing_span(data.district))


def days_follow(data: StationData) -> Iterator[Violation]:
    """A day before one that comes first of necessity."""
    return disorder(_orders(data), "must")


def what_counts_was_there(data: StationData) -> Iterator[Violation]:
    """A sign hung, a board put up, files verified after the inspection: it could not count them."""
    return disorder(_orders(data), "counted")


def second_looks_wait(data: StationData) -> Iterator[Violation]:
    """A second look before a day until which it leaves time."""
    return disorder(_orders(data), "due")


def results_are_announced_whole(data: StationData) -> Iterator[Violation]:
    """A second look after the results were put up."""
    return disorder(_orders(data), "announced")


def _orders(data: StationData) -> Iterator[DayOrder]:
    """Which day of a station comes before which: signs, self-inspection, inspection, second look, papers."""
    inspected, own, looked = _inspected(data), _self_inspected(data), _looked(data)
    notice = _paper(data, NOTICE)
    made = DatedDay(_PLAQUES_MADE, data.district.issued_on, making_span(data.district))
    for hung in _hung(data):
        yield from since(hung, made)
    for posted in _posted(data):
        yield from since(posted, _made(data))
    yield from _holiday(data)
    yield from until(own, inspected)
    yield from since(_paper(data, SELF_REPORT), own)
    for later in (_paper(data, REPORT), notice, looked, _announced(data), _paper(data, CIRCULAR)):
        yield from until(inspected, later)
    for due in _due(data):
        yield from since(due, inspected)
        yield from since(due, notice)
    yield from since(looked, notice)
    yield from until(looked, _paper(data, CIRCULAR))
    yield from printing(data.station.papers, closing_span(data.district))
    for counted in chain(_hung(data), _posted(data), _verified(data)):
        yield from until(counted, inspected, "counted")
    for due in _due(data, answered=True):
        yield from since(looked, due, "due")
    yield from until(looked, _announced(data), "announced")


def _acts(data: StationData) -> list[DatedDay]:
    """What the file says was done on one day: self-inspection, inspection, second look."""
    return [day for day in (_self_inspected(data), _inspected(data), _looked(data)) if day]


def _inspected(data: StationData) -> DatedDay | None:
    inspection = data.station.inspection
    name = Sentence("检查日期", "the day of inspection")
    return DatedDay(name, inspection.inspected_on, year_span(data.district), ("检查", "日期")) if inspection else None


def _self_inspected(data: StationData) -> DatedDay | None:
    own = data.station.self_inspection
    name = Sentence("自查日期", "the day of its own inspection")
    return DatedDay(name, own.inspected_on, year_span(data.district), ("自查", "日期")) if own else None


def _looked(data: StationData) -> DatedDay | None:
    look = data.station.second_look
    name = Sentence("复查日期", "the day of the second look")
    return DatedDay(name, look.looked_on, closing_span(data.district), ("检查", "复查", "日期")) if look else None


def _announced(data: StationData) -> DatedDay | None:
    notice, name = data.district.announcement, Sentence("公示首日", "the first day of the public notice")
    return DatedDay(name, notice.start, closing_span(data.district)) if notice else None


def _made(data: StationData) -> DatedDay:
    name = Sentence("展板、胸牌的制发日期", "the day its boards and badges were made")
    return DatedDay(name, data.station.issued_on, making_span(data.district), ("制发日期",))


_PLAQUES_MADE = Sentence("统一门牌的制发日期", "the day the plaques were made")


def _hung(data: StationData) -> Iterator[DatedDay]:
    name = Sentence("挂牌日期", "the day it was hung")
    for i, hanging in enumerate(data.station.hangings):
        if hanging.hung_on:
            yield DatedDay(name, hanging.hung_on, reason_span(_latest(data)), ("挂牌", i, "挂牌日期"))


def _posted(data: StationData) -> Iterator[DatedDay]:
    name = Sentence("上墙日期", "the day it was put up")
    for key, boards in (("制度", data.station.boards), ("公示牌", data.station.notices)):
        for i, board in enumerate(boards):
            if board.posted_on:
                yield DatedDay(name, board.posted_on, reason_span(_latest(data)), (key, i, "上墙日期"))


def _holiday(data: StationData) -> Iterator[DayOrder]:
    """That who is on duty is announced before the holiday begins."""
    duty, span = data.station.duty, reason_span(_latest(data))
    if duty:
        told = DatedDay(
            Sentence("值班公告的日期", "the day of the notice"), duty.published_on, span, ("值班", "公告日期")
        )
        off = DatedDay(Sentence("放假首日", "the first day of the holiday"), duty.start, span, ("值班", "起"))
        yield from until(told, off)


def _verified(data: StationData) -> Iterator[DatedDay]:
    name, station = Sentence("档案的核对日期", "the day its files were verified"), data.station
    day = station.archive.verified_on if station.gives("archive") else None
    if day:
        yield DatedDay(name, day, reason_span(_latest(data)), ("档案", "核对日期"))


def _due(data: StationData, answered: bool = False) -> Iterator[DatedDay]:
    """The days until which something has to be put right; `answered` only those the second look answers."""
    look = data.station.second_look
    seen = {result.item for result in look.results} if look else set()
    for i, judgment in enumerate(data.station.judgments):
        if judgment.due and (not answered or judgment.item in seen):
            name = Sentence(f"条目 {judgment.item} 的整改期限", f"the day item {judgment.item} is due")
            yield DatedDay(name, judgment.due, reason_span(_latest(data)), ("检查", "记录", i, "期限"))


def _own_papers(data: StationData) -> Sequence[DatedDay]:
    span = closing_span(data.district)
    return [paper_day(paper, i, span, _NAMES.get(paper.code)) for i, paper in enumerate(data.station.papers)]


def _paper(data: StationData, code: str) -> DatedDay | None:
    """The day of a paper, where it stands in this file or else in the district's."""
    codes = [paper.code for paper in data.station.papers]
    if code in codes:
        return _own_papers(data)[codes.index(code)]
    found = paper_facts(code, data.district, data.station)
    return DatedDay(_NAMES[code], found.issued_on, closing_span(data.district)) if found else None


def terms_are_allowed(data: StationData) -> Iterator[Violation]:
    """A monitor's term longer than the district allows, where it does say how long."""
    most = data.district.monitor_term
    for i, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            if most is not None and monitor.term.end >= years_after(monitor.term.start, most):
                yield violation("社区", i, "监督员", m, "聘期", "止", most=most)


def terms_end_soon(data: StationData) -> Iterator[Violation]:
    """Terms that hold on the day and end within ENDS_SOON of it, once for each last day, at the first of them.

    A term that is over is told by the standard.
    """
    ending: dict[date, list[KeyPath]] = defaultdict(list)
    for i, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            soon = monitor.term.end - data.on <= ENDS_SOON
            if soon and monitor.serves_on(data.on) and monitor.leaving is None:
                ending[monitor.term.end].append(("社区", i, "监督员", m, "聘期", "止"))
    for day, paths in ending.items():
        yield violation(*paths[0], on=data.on, count=len(paths), day=day, days=(day - data.on).days)


def offices_work_on_weekdays(data: StationData) -> Iterator[Violation]:
    """An inspection or a paper of a Saturday or Sunday; which of these are worked is not known."""
    return weekends([*_acts(data), *_own_papers(data)])


OF_THE_YEAR = (file_is_of_the_year,)
"""What is said of days against the district's says no more, while the whole file is of another year."""
TIME_RULES = (
    Rule(OUT_OF_REASON, AGREE, days_are_of_this_age),
    Rule(
        problem_type(
            "MZ1992", "这个文件的日期有 {count} 个是 {found} 年的，区里的“年度”是 {year} 年：看来是 {found} 年的文件", "{count} days of the file are of {found}, the district's year is {year}: it seems to be the file of {found}",
            "照今年的填写；区里还没有换年度的，先改区数据文件的“年度”。", "Write those of this year, or change the district's year first.",
        ),
        AGREE, file_is_of_the_year,
    ),
    Rule(OUT_OF_SPAN, AGREE, days_are_of_the_year, after=OF_THE_YEAR),
    Rule(NUMBER_OF_ANOTHER_YEAR, ISSUED, numbers_are_of_their_year, after=OF_THE_YEAR),
    Rule(OUT_OF_ORDER, AGREE, days_follow, after=OF_THE_YEAR),
    Rule(NOT_COUNTED, AGREE, what_counts_was_there, after=OF_THE_YEAR),
    Rule(
        problem_type(
            "MZ1907", "{name}是 {day}，{relation}{other}（{other_day}）：期限还没有到", "{name} ({day}) is {relation} {other} ({other_day}): there was time left",
            "提前整改好的可以提前复查；不是的，核对日期。", "What was put right early may be seen early; else check the days.",
            severity=Severity.NOTICE,
        ),
        PRACTICE, second_looks_wait, after=OF_THE_YEAR,
    ),
    Rule(
        problem_type(
            "MZ1908", "{name}是 {day}，{relation}{other}（{other_day}）：公示时复查还没有结束", "{name} ({day}) is {relation} {other} ({other_day}): not all was seen when results were put up",
            "先复查后公示的，核对日期。", "Where the second look comes first, check the days.",
            severity=Severity.NOTICE,
        ),
        PRACTICE, results_are_announced_whole, after=OF_THE_YEAR,
    ),
    Rule(
        problem_type(
            "MZ1912", "聘期超过本区规定的 {most} 年", "The term is longer than the {most} years the district allows",
            "核对聘书上的日期；本区规定改了的，请区里改。", "Compare with the letter of appointment, or have the bureau change its limit.",
        ),
        AGREE, terms_are_allowed,
    ),
    Rule(
        problem_type(
            "MZ1913", "按 {on} 看，{count} 名监督员的聘期到 {day} 为止，还有 {days} 天", "On {on} the terms of {count} monitors end in {days} days, on {day}",
            "续聘或者另聘，换发胸牌。", "Renew the term or appoint another, and make a new badge.",
            severity=Severity.NOTICE,
        ),
        PRACTICE, terms_end_soon,
    ),
    Rule(WEEKEND, CALENDAR, offices_work_on_weekdays),
)  # fmt: skip
