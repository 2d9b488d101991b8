"""Rules of time: both sides of every limit, one cause one message, and the day that is asked for."""

# ruff: noqa: E501 - one limit a line

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mzdocs import load
from mzdocs.checks import DISTRICT_FILE_RULES, check
from mzdocs.checks.dated_days import Span, closing_span, years_after
from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.district_time_rules import DISTRICT_TIME_RULES
from mzdocs.checks.rule import KeyPath
from mzdocs.checks.source_rules import SOURCE_RULES
from mzdocs.checks.time_rules import TIME_RULES
from mzdocs.core.problems import Exit, Location, Problem
from mzdocs.load.yaml_tree import spell
from mzdocs.model.district import District
from mzdocs.model.fields import Facts
from mzdocs.model.people import Leaving
from mzdocs.model.station_data import StationData

from . import test_bureau as bureau
from .test_rules import (
    changed,
    first_monitor,
    longest_term,
    looked_again,
    monitor,
    paper,
    part,
    sound,
    station,
    trained,
)
from .workspaces import DATA, Ended, Workspace

DAY = timedelta(days=1)
INSPECTED, REPORTED = date(2026, 11, 9), date(2026, 11, 20)
WEEKEND = "MZ1918"
PLAN, CIRCULAR, LETTER = (bureau.place(code) for code in ("work-plan", "circular", "inspection-letter"))
CIRCULAR_DAY, CIRCULAR_NUMBER = (spell(("公文", CIRCULAR, key)) for key in ("成文日期", "发文字号"))


def put(facts: Any, path: KeyPath, day: Any) -> Any:
    """The facts with another value at a key path."""
    if not path:
        return day
    step, *rest = path
    if isinstance(facts, tuple):
        assert isinstance(step, int)
        return (*facts[:step], put(facts[step], tuple(rest), day), *facts[step + 1 :])
    assert isinstance(facts, Facts)
    name = next(name for name, field in type(facts).model_fields.items() if field.alias == step)
    return changed(facts, **{name: put(getattr(facts, name), tuple(rest), day)})


def moved(path: KeyPath, day: date) -> StationData:
    return replace(sound(), station=put(sound().station, path, day))


def moved_of_district(path: KeyPath, day: date) -> District:
    found = put(sound().district, path, day)
    assert isinstance(found, District)
    return found


def told(subject: StationData | District, as_of: date | None = None) -> list[tuple[str, str]]:
    """What the rules of time tell, weekends apart."""
    if isinstance(subject, District):
        data = DistrictFile(subject, as_of=as_of)
        rules = [rule for rule in DISTRICT_FILE_RULES if rule.problem_type.code.startswith(("MZ19", "MZ1521"))]
        found = [(rule, each) for rule in rules for each in rule.check(data)]
        return [(rule.problem_type.code, spell(each.path)) for rule, each in found if rule.problem_type.code != WEEKEND]
    return [
        (rule.problem_type.code, spell(each.path))
        for rule in TIME_RULES
        for each in rule.check(replace(subject, as_of=as_of))
        if rule.problem_type.code != WEEKEND
    ]


STATION_DAYS: dict[KeyPath, tuple[date, date]] = {
    ("检查", "日期"): (date(2026, 10, 30), REPORTED),
    ("自查", "日期"): (date(2026, 1, 1), date(2026, 10, 30)),
    ("检查", "复查", "日期"): (date(2026, 11, 30), date(2026, 12, 21)),
    ("检查", "记录", 0, "期限"): (REPORTED, date(2026, 12, 18)),
    ("公文", 0, "成文日期"): (date(2026, 10, 30), date(2026, 10, 30)),
    ("公文", 0, "印发日期"): (date(2026, 10, 30), date(2027, 2, 28)),
    ("挂牌", 0, "挂牌日期"): (date(2026, 10, 12), INSPECTED),
    ("制度", 0, "上墙日期"): (date(2026, 10, 12), INSPECTED),
    ("档案", "核对日期"): (date(2000, 1, 1), INSPECTED),
    ("制发日期",): (date(2000, 1, 1), min(each.posted_on for each in sound().station.boards if each.posted_on)),
    ("培训", 0, "日期"): (date(2000, 1, 1), date(2031, 11, 9)),
    ("档案", "立卷日期"): (date(2000, 1, 1), date(2031, 11, 9)),
}
"""Days of the sample's station, and from when to when each may lie while all others stay."""
DISTRICT_DAYS: dict[KeyPath, tuple[date, date]] = {
    ("公示", "起"): (REPORTED, date(2026, 12, 21)),
    ("公示", "止"): (date(2026, 12, 27), date(2026, 12, 28)),
    ("公文", CIRCULAR, "成文日期"): (date(2026, 12, 27), date(2026, 12, 28)),
    ("公文", CIRCULAR, "印发日期"): (date(2026, 12, 28), date(2027, 2, 28)),
    ("公文", PLAN, "成文日期"): (date(2026, 1, 1), date(2026, 3, 3)),
    ("公文", LETTER, "成文日期"): (date(2026, 1, 1), date(2026, 12, 31)),
    ("责任书", "签订日期"): (date(2026, 1, 1), date(2026, 12, 31)),
    ("实施方案", 1, "起"): (date(2026, 5, 1), date(2026, 10, 31)),
    ("实施方案", 0, "止"): (date(2026, 3, 2), date(2026, 4, 30)),
    ("实施方案", 2, "止"): (date(2026, 11, 1), date(2026, 12, 31)),
    ("展板", 0, "依据", 0, "核对日期"): (date(2025, 10, 12), date(2026, 10, 12)),
}
PARTNERS: dict[KeyPath, tuple[KeyPath, ...]] = {
    ("检查", "日期"): (("自查", "日期"),),
    ("自查", "日期"): (("公文", 0, "成文日期"),),
    ("公文", 0, "成文日期"): (("公文", 0, "印发日期"),),
    ("检查", "记录", 0, "期限"): (("检查", "复查", "日期"),),
    ("公示", "起"): (("公示", "止"), ("公文", CIRCULAR, "成文日期")),
    ("公示", "止"): (("公文", CIRCULAR, "成文日期"),),
    ("公文", PLAN, "成文日期"): (("公文", PLAN, "印发日期"),),
    ("公文", CIRCULAR, "成文日期"): (("公文", CIRCULAR, "印发日期"),),
    ("公文", LETTER, "成文日期"): (("公文", LETTER, "发文字号"),),
    ("实施方案", 0, "止"): (("实施方案", 1, "起"),),
    ("实施方案", 1, "起"): (("实施方案", 1, "止"),),
}
"""Where it may be told too: of two days that contradict each other alone nobody knows which is wrong."""


def told_once(path: KeyPath, found: list[tuple[str, str]]) -> bool:
    return [place for _, place in found] in [[spell(each)] for each in (path, *PARTNERS.get(path, ()))]


@pytest.mark.parametrize("path", STATION_DAYS, ids=spell)
@given(days=st.integers(1, 900), later=st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_day_moved_out_of_its_slack_is_told_once_at_its_line(path: KeyPath, days: int, later: bool) -> None:
    first, last = STATION_DAYS[path]
    day = last + days * DAY if later else first - days * DAY
    assert told_once(path, told(moved(path, day)))


@pytest.mark.parametrize("path", STATION_DAYS, ids=spell)
@given(share=st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_a_day_moved_within_its_slack_is_right(path: KeyPath, share: float) -> None:
    first, last = STATION_DAYS[path]
    assert told(moved(path, first + int((last - first).days * share) * DAY)) == []


@pytest.mark.parametrize("path", DISTRICT_DAYS, ids=spell)
@given(days=st.integers(1, 900), later=st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_day_of_the_district_moved_out_of_its_slack_is_told_once(path: KeyPath, days: int, later: bool) -> None:
    first, last = DISTRICT_DAYS[path]
    day = last + days * DAY if later else first - days * DAY
    assert told_once(path, told(moved_of_district(path, day)))


@pytest.mark.parametrize("path", DISTRICT_DAYS, ids=spell)
@given(share=st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_a_day_of_the_district_moved_within_its_slack_is_right(path: KeyPath, share: float) -> None:
    first, last = DISTRICT_DAYS[path]
    assert told(moved_of_district(path, first + int((last - first).days * share) * DAY)) == []


def test_the_sample_breaks_no_rule_of_time() -> None:
    space = load.find_workspace(DATA.parent) if hasattr(load, "find_workspace") else load.Workspace(DATA.parent)
    district, _ = load.load_district(space)
    data = DistrictFile(district)
    assert [each for rule in (*DISTRICT_TIME_RULES, *SOURCE_RULES) for each in rule.check(data)] == []
    files = space.station_files()
    assert len(files) == 8
    for path in files:
        subject = StationData(district, load.load_station(path, space, False).station)
        assert [(path.stem, each) for rule in TIME_RULES for each in rule.check(subject)] == []


def closing(day: date, number: str = "澄政办〔2027〕3号") -> District:
    return bureau.papers(CIRCULAR, issued_on=day, printed_on=None, number=number)


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        (lambda: closing(date(2027, 1, 5)), []),
        (lambda: closing(date(2027, 2, 28)), []),
        (lambda: closing(date(2027, 3, 1)), [("MZ1902", CIRCULAR_DAY)]),
        (lambda: closing(date(2027, 1, 5), "澄政办〔2026〕58号"), [("MZ1904", CIRCULAR_NUMBER)]),
        (lambda: closing(date(2026, 12, 31), "澄政办〔2026〕58号"), []),
        (lambda: closing(date(2026, 12, 31)), [("MZ1904", CIRCULAR_NUMBER)]),
    ],
)  # fmt: skip
def test_a_paper_that_closes_the_year_is_numbered_in_the_year_it_is_dated(
    subject: Callable[[], District], found: Any
) -> None:
    assert told(subject()) == found


@pytest.mark.parametrize(("year", "last"), [(2026, date(2027, 2, 28)), (2027, date(2028, 2, 29))])
def test_february_closes_a_year_to_its_last_day(year: int, last: date) -> None:
    assert closing_span(bureau.district(year=year)) == Span(date(year, 1, 1), last)


def term(start: date, end: date) -> StationData:
    return monitor(term=changed(first_monitor().term, start=start, end=end))


def of_longest(subject: StationData) -> StationData:
    return replace(subject, district=changed(subject.district, monitor_term=3))


LIMITS: dict[str, tuple[Callable[[], StationData | District], Callable[[], StationData | District], str]] = {
    "first day there is": (lambda: trained(date(2000, 1, 1)), lambda: trained(date(1999, 12, 31)), "MZ1901"),
    "5 years ahead": (lambda: trained(date(2031, 11, 9)), lambda: trained(date(2031, 11, 10)), "MZ1901"),
    "a term to 10 years ahead": (lambda: term(INSPECTED, date(2036, 11, 9)), lambda: term(INSPECTED, date(2036, 11, 10)), "MZ1901"),
    "last day of the year": (lambda: looked_again(date(2026, 12, 21)), lambda: part("inspection", inspected_on=date(2027, 1, 1)), "MZ1902"),
    "inspected on the day of the report": (lambda: part("inspection", inspected_on=REPORTED), lambda: part("inspection", inspected_on=REPORTED + DAY), "MZ1905"),
    "seen again when it was due": (lambda: looked_again(date(2026, 11, 30)), lambda: looked_again(date(2026, 11, 29)), "MZ1907"),
    "seen again the day of the notice": (lambda: looked_again(date(2026, 12, 21)), lambda: looked_again(date(2026, 12, 22)), "MZ1908"),
    "seen again the day of the circular": (sound, lambda: looked_again(date(2026, 12, 29)), "MZ1905"),
    "printed on its day": (sound, lambda: paper(printed_on=date(2026, 10, 29)), "MZ1905"),
    "a term of 3 years": (lambda: longest_term(3), lambda: of_longest(term(date(2026, 10, 15), date(2029, 10, 15))), "MZ1912"),
    "a term that ends in 61 days": (lambda: term(date(2026, 1, 1), INSPECTED + 61 * DAY), lambda: term(date(2026, 1, 1), INSPECTED + 60 * DAY), "MZ1913"),
    "a term that ends today": (lambda: term(date(2026, 1, 1), INSPECTED - DAY), lambda: term(date(2026, 1, 1), INSPECTED), "MZ1913"),
    "made in the year": (lambda: bureau.district(issued_on=date(2026, 10, 20)), lambda: bureau.district(issued_on=date(2027, 1, 1)), "MZ1902"),
    "compared within a year": (lambda: bureau.compared(checked_on=date(2025, 10, 12)), lambda: bureau.compared(checked_on=date(2025, 10, 11)), "MZ1914"),
    "compared before it was made": (lambda: bureau.compared(checked_on=date(2026, 10, 12)), lambda: bureau.compared(checked_on=date(2027, 2, 28)), "MZ1916"),
    "compared on a day that has been": (lambda: bureau.compared(checked_on=date(2026, 10, 12)), lambda: bureau.compared(checked_on=date(2027, 3, 1)), "MZ1915"),
    "in force when made": (lambda: bureau.compared(number="2026年10月12日起施行"), lambda: bureau.compared(number="2026年10月13日起施行"), "MZ1917"),
    "no day of force": (lambda: bureau.compared(number="2026年2月30日起施行"), lambda: bureau.compared(number="2030年1月1日起施行"), "MZ1917"),
    "7 days of notice": (sound_district := lambda: sound().district, lambda: bureau.announced(date(2026, 12, 22), date(2026, 12, 27)), "MZ1911"),
    "a phase after the other": (sound_district, lambda: bureau.phases(end=date(2026, 5, 1)), "MZ1910"),
    "of the year of most": (sound_district, lambda: bureau.district(year=2025), "MZ1909"),
    "a year that cannot be": (sound_district, lambda: bureau.district(year=999_999), "MZ1909"),
    "a period of the year": (lambda: bureau.district(assessments=(changed(sound().district.assessments[0], period="2026年第一季度"),)), lambda: bureau.district(assessments=(changed(sound().district.assessments[0], period="2025年第一季度"),)), "MZ1903"),
}  # fmt: skip


@pytest.mark.parametrize("limit", LIMITS)
def test_just_inside_a_limit_no_rule_of_time_is_broken_and_just_outside_one_is(limit: str) -> None:
    inside, outside, code = LIMITS[limit]
    assert told(inside()) == []
    assert {found for found, _ in told(outside())} == {code}


@pytest.mark.parametrize(("days", "found"), [(0, []), (1, ["自查.日期"]), (2, ["自查.日期"]), (3, [])])
def test_a_saturday_and_a_sunday_are_told(days: int, found: list[str]) -> None:
    """From Friday the 23rd to Monday the 26th of October 2026."""
    subject = part("self_inspection", inspected_on=date(2026, 10, 23) + days * DAY)
    rule = next(rule for rule in TIME_RULES if rule.problem_type.code == WEEKEND)
    assert [spell(each.path) for each in rule.check(subject)] == found


def test_a_day_that_contradicts_many_is_told_once_with_both_days() -> None:
    (problem,) = [
        each for each in checked(part("inspection", inspected_on=date(2026, 12, 30))) if each.code == "MZ1905"
    ]
    assert problem.location.path == "检查.日期"
    assert "2026-12-30" in problem.message()
    assert "2026-11-20" in problem.message()
    assert "2026-11-20" in problem.message("en")


def test_two_days_that_are_wrong_are_told_each() -> None:
    first, second, *others = sound().station.hangings
    early = date(2026, 10, 1)
    subject = station(hangings=(changed(first, hung_on=early), changed(second, hung_on=early), *others))
    places = [place for _, place in told(subject)]
    assert places == ["挂牌[1].挂牌日期"], "one of them is told with the day all were made"


def test_one_source_that_stands_on_many_boards_is_told_once() -> None:
    (_, *_), subject = sound().district.boards, sound().district
    found = [each for rule in SOURCE_RULES for each in rule.check(DistrictFile(subject, as_of=date(2027, 10, 11)))]
    titles = [(each.facts["title"], each.facts["count"]) for each in found]
    assert len({title for title, _ in titles}) == len(titles)
    assert sum(int(str(count)) for _, count in titles) == sum(len(board.sources) for board in subject.boards)


def test_a_term_is_told_with_how_many_end_with_it() -> None:
    ends = first_monitor().term.end
    (found,) = [
        each
        for rule in TIME_RULES
        if rule.problem_type.code == "MZ1913"
        for each in rule.check(replace(sound(), as_of=ends - 10 * DAY))
    ]
    monitors = [each for community in sound().station.communities for each in community.monitors]
    assert found.facts == {"on": ends - 10 * DAY, "count": len(monitors), "day": ends, "days": 10}


def test_who_has_left_needs_no_new_term() -> None:
    leaving = Leaving.model_validate({"日期": "2026-12-01", "事由": "辞任"})
    subject = monitor(term=changed(first_monitor().term, end=INSPECTED + 30 * DAY), leaving=leaving)
    assert told(subject) == []


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [(date(2024, 2, 29), 1, date(2025, 2, 28)), (date(2024, 2, 29), 4, date(2028, 2, 29)), (date(2026, 3, 31), 5, date(2031, 3, 31)), (date(9998, 1, 1), 5, date(9999, 1, 1))],
)  # fmt: skip
def test_so_many_years_later(day: date, years: int, later: date) -> None:
    assert years_after(day, years) == later


# the day that is asked for


def checked(subject: StationData) -> list[Problem]:
    return check(subject, lambda violation: Location("x", path=spell(violation.path)))


def not_inspected() -> StationData:
    return station(inspection=None)


def test_what_was_hung_later_counts_from_its_day_on() -> None:
    late = put(sound().station, ("挂牌", 0, "挂牌日期"), date(2026, 12, 2))
    subject = replace(sound(), station=late)
    found = {None: True, date(2026, 12, 1): True, date(2026, 12, 2): False}
    assert {on: "MZ2202" in [each.code for each in checked(replace(subject, as_of=on))] for on in found} == found


def test_before_an_inspection_all_that_hangs_counts() -> None:
    assert {"MZ2202", "MZ2502", "MZ2604"}.isdisjoint(each.code for each in checked(not_inspected()))
    early = replace(not_inspected(), as_of=date(2026, 10, 1))
    assert {"MZ2202", "MZ2502", "MZ2604"} <= {each.code for each in checked(early)}


def test_what_is_so_only_on_the_day_asked_for_says_so() -> None:
    subject = replace(sound(), as_of=date(2026, 3, 1))
    found = {each.code: each for each in checked(subject)}
    assert found["MZ2103"].message().endswith("（按 2026-03-01 判断才有）")
    assert found["MZ2103"].message("en").endswith(" (only as of 2026-03-01)")
    kept = [
        each for each in checked(replace(part("premises", own=False), as_of=date(2026, 3, 1))) if each.code == "MZ2201"
    ]
    assert [each.as_of for each in kept] == [None]


def test_the_day_of_inspection_is_called_so_and_another_by_its_date() -> None:
    subject = monitor(term=changed(first_monitor().term, start=date(2020, 1, 1), end=INSPECTED - DAY))
    (said,) = [each.message() for each in checked(subject) if each.code == "MZ2702"]
    assert said.startswith("检查当日，")
    (said,) = [each.message() for each in checked(replace(subject, as_of=INSPECTED + DAY)) if each.code == "MZ2702"]
    assert said.startswith("按 2026-11-10 看，")


def test_what_was_put_right_is_judged_as_of_the_inspection(sample: Workspace, run: Callable[..., Ended]) -> None:
    for code in ("MZ1724", "MZ1727"):
        assert code not in [each.code for each in checked(replace(sound(), as_of=date(2030, 1, 1)))]


def test_check_says_as_of_which_day(sample: Workspace, run: Callable[..., Ended]) -> None:
    ended = run("check", "--on", "2029-09-01")
    assert ended.code == Exit.DONE
    assert "按 2029-09-01 判断，不影响评分和公文。" in ended.out
    assert {"MZ1913", "MZ1914"} <= set(ended.codes)
    values = json.loads(run("check", "--on", "2029-09-01", "--json").out)
    assert values["on"] == {"taoyuan": "2029-09-01"}
    assert json.loads(run("check", "--json").out)["on"] == {"taoyuan": "2026-11-09"}
    assert "判断" not in run("check").out


def test_check_says_as_of_which_day_a_station_is_judged_that_was_not_inspected(
    sample: Workspace, run: Callable[..., Ended]
) -> None:
    text = sample.station.read_text("utf-8")
    begin, end = text.index("\n检查:"), text.index("\n# ── 本站自查")
    sample.station.write_text(text[:begin] + text[end:], "utf-8")
    ended = run("check")
    assert "其中 1 个工作站没有填检查验收（检查），按 2026-10-12（制发日期）判断" in ended.out
    assert json.loads(run("check", "--json").out)["on"] == {"taoyuan": "2026-10-12"}


def test_a_day_that_is_none_is_refused(sample: Workspace, run: Callable[..., Ended]) -> None:
    assert run("check", "--on", "2026-13-01").code == Exit.USAGE


def test_the_brief_year_too_late_is_one_error(sample: Workspace, run: Callable[..., Ended]) -> None:
    text = sample.station.read_text("utf-8")
    assert text.count("\n检查:\n  日期: 2026-11-09") == 1
    sample.station.write_text(text.replace("\n检查:\n  日期: 2026-11-09", "\n检查:\n  日期: 2027-11-09"), "utf-8")
    assert run("check").only("MZ1902").location.endswith("检查.日期")
