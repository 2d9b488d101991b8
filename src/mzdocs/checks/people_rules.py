"""Records of people, and where the data name them -> codes, days and names that cannot be true."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date, timedelta
from itertools import pairwise

from mzdocs.checks.coherence_rules import badge_numbers_differ
from mzdocs.checks.rule import AGREE, KeyPath, Rule, Violation, repeated, violation
from mzdocs.checks.time_rules import days_are_of_this_age
from mzdocs.core.problems import Sentence, Severity, problem_type
from mzdocs.derive.people_words import trained
from mzdocs.derive.persons import Person, everybody, monitors, people
from mzdocs.model.people import Leaving
from mzdocs.model.station import Station, Training
from mzdocs.model.station_data import StationData


def staff_codes_differ(data: StationData) -> Iterator[Violation]:
    """Two of the staff with one code."""
    codes = [member.code for member in data.station.staff]
    return (violation("人员", i, "代码", code=codes[i]) for i in repeated(codes))


def nobody_leaves_before_coming(data: StationData) -> Iterator[Violation]:
    """A last day before the first, or the last day of somebody who never came."""
    for i, member in enumerate(data.station.staff):
        if member.leaving and (member.since is None or member.leaving.last_day < member.since):
            yield violation("人员", i, "离岗", "日期")
    for c, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            if monitor.leaving and not monitor.term.start <= monitor.leaving.last_day <= monitor.term.end:
                yield violation("社区", c, "监督员", m, "离任", "日期")


def earlier_terms_come_first(data: StationData) -> Iterator[Violation]:
    """An earlier term that ends before it begins, or not before the next one begins."""
    for c, community in enumerate(data.station.communities):
        for m, monitor in enumerate(community.monitors):
            for t, (term, later) in enumerate(pairwise(monitor.terms)):
                if not term.start <= term.end < later.start:
                    yield violation("社区", c, "监督员", m, "历次聘期", t)


def successors_are_there(data: StationData) -> Iterator[Violation]:
    """A successor whose code nobody else of the same kind has."""
    for person, leaving, path in _leaving(data.station):
        others = [each.code for each in people(data.station, person.whom) if each.code != person.code]
        if leaving.successor is not None and leaving.successor not in others:
            yield violation(*path, "接任", code=leaving.successor)


def _leaving(station: Station) -> Iterator[tuple[Person, Leaving, KeyPath]]:
    """Everybody who left, and where that stands."""
    for person, member in zip(people(station, "工作人员"), station.staff, strict=True):
        if member.leaving:
            yield person, member.leaving, (*person.path, "离岗")
    all_monitors = (monitor for community in station.communities for monitor in community.monitors)
    for person, monitor in zip(monitors(station), all_monitors, strict=True):
        if monitor.leaving:
            yield person, monitor.leaving, (*person.path, "离任")


def successors_come_later(data: StationData) -> Iterator[Violation]:
    """A successor who came before the one succeeded, or who succeeds two at once."""
    firsts = {person.code: first for person, first in _firsts(data.station)}
    left = [(person, leaving.successor, path) for person, leaving, path in _leaving(data.station)]
    again = set(repeated(successor or person.code for person, successor, _ in left))
    for i, (person, successor, path) in enumerate(left):
        came, follows = firsts[person.code], firsts.get(successor or "")
        if i in again:
            yield violation(*path, "接任", code=successor, why=_TWO)
        elif came and follows and follows <= came:
            yield violation(*path, "接任", code=successor, why=_EARLIER)


_TWO = Sentence("已经接了另一个人的任", "succeeds another already")
_EARLIER = Sentence("比离任的人来得早", "came before the one succeeded")


def receivers_have_come(data: StationData) -> Iterator[Violation]:
    """A successor who comes later than the day after, though there is a list of what was handed over to him."""
    firsts = {person.code: first for person, first in _firsts(data.station)}
    for _, leaving, path in _leaving(data.station):
        came = firsts.get(leaving.successor or "")
        if came and leaving.handed_over and came > leaving.last_day + timedelta(days=1):
            yield violation(*path, "接任", code=leaving.successor, day=came, last=leaving.last_day)


def _firsts(station: Station) -> Iterator[tuple[Person, date | None]]:
    """Everybody with the first day in post."""
    yield from zip(people(station, "工作人员"), (member.since for member in station.staff), strict=True)
    starts = (monitor.term.start for community in station.communities for monitor in community.monitors)
    yield from zip(people(station, "信息监督员"), starts, strict=True)


def who_attends_is_there(data: StationData) -> Iterator[Violation]:
    """Somebody named for a training who is none of those it is for and in post on its day, or named twice."""
    for i, training in enumerate(data.station.trainings):
        there = {code for code, _, _ in trained(data.station, training)}
        again = set(repeated(training.attended))
        known = {person.code for person in everybody(data.station)}
        for n, code in enumerate(training.attended):
            if code not in there or n in again:
                yield violation("培训", i, "参加", n, code=code, why=_why_not(code, training, known, n in again))


def _why_not(code: str, training: Training, known: Container[str], again: bool) -> Sentence:
    if again:
        return Sentence("在这里写了两次", "is named twice")
    if code not in known:
        return Sentence("不是本站任何人的代码", "is nobody's code")
    day, whom = training.held_on, training.whom
    return Sentence(
        f"{day} 不在岗，或者不是培训对象（{whom}）", f"was not in post on {day}, or is none of those it is for ({whom})"
    )


def trainings_are_of_somebody(data: StationData) -> Iterator[Violation]:
    """A training on a day when none of those it is for is in post: its list to sign would be empty."""
    for i, training in enumerate(data.station.trainings):
        if not any(trained(data.station, training)):
            yield violation("培训", i, "日期", day=training.held_on, whom=training.whom)


_CODE = re.compile("[0-9]{2,3}(-[0-9]{2,3})?")


def owners_are_there(data: StationData) -> Iterator[Violation]:
    """A code in the place of who puts a matter right that nobody has."""
    codes = {person.code for person in everybody(data.station)}
    for i, judgment in enumerate(data.station.judgments):
        if judgment.owner and _CODE.fullmatch(judgment.owner) and judgment.owner not in codes:
            yield violation("检查", "记录", i, "责任人", code=judgment.owner)


CODES_DIFFER = (staff_codes_differ, badge_numbers_differ)
"""While two people have one code, whoever is named by it may be either: that alone is told."""

PEOPLE_RULES = (
    Rule(
        problem_type(
            "MZ2844", "培训那天（{day}）没有一个在岗的{whom}，签到表是空的", "None of the {whom} was in post on the day of the training ({day}): its list is empty",
            "核对培训日期，和到岗日期、聘期；确是先培训后聘任的，签到表手填。", "Check the day and those in post; where people were trained first, the list is filled by hand.",
            severity=Severity.NOTICE,
        ),
        AGREE, trainings_are_of_somebody, after=(days_are_of_this_age,),
    ),
    Rule(
        problem_type(
            "MZ1951", "人员代码“{code}”写了两次", "The code {code} is given to two of the staff",
            "一人一个代码；离岗的人的代码也不再给别人。", "Give each a code of his own; one who left keeps his.",
        ),
        AGREE, staff_codes_differ,
    ),
    Rule(
        problem_type(
            "MZ1952", "离任的日期不在这个人任职的日子里", "The last day is none of the days this person was in post",
            "核对到岗（聘期）和离岗（离任）的日期。", "Compare the first day or the term with the last day.",
        ),
        AGREE, nobody_leaves_before_coming,
    ),
    Rule(
        problem_type(
            "MZ7153", "这一次聘期的止日早于起日，或不早于下一次的起日", "This term ends before it begins, or not before the next begins",
            "历次聘期由先到后写，前一次止了，后一次才起。", "Write earlier terms in order; one ends before the next begins.",
        ),
        AGREE, earlier_terms_come_first,
    ),
    Rule(
        problem_type(
            "MZ1953", "接任的人“{code}”不在名单里", "The successor {code} is not among the people",
            "先把接任的人写进名单，再写他的代码。", "Enter the successor first.",
        ),
        AGREE, successors_are_there, after=CODES_DIFFER,
    ),
    Rule(
        problem_type(
            "MZ1962", "参加培训的“{code}”{why}", "{code}, who attends the training, {why}",
            "核对代码、对象和到岗、离岗的日期；都参加的不写。",
            "Compare the code, whom it is for and the days in post; where all attend write nothing.",
        ),
        AGREE, who_attends_is_there, after=CODES_DIFFER,
    ),
    Rule(
        problem_type(
            "MZ1963", "接任的“{code}”{why}", "The successor {code} {why}",
            "核对接任的人的代码和到岗、聘期的日期；没有专人接任的不写。",
            "Compare the successor's code and first day; where nobody in particular succeeds write nothing.",
        ),
        AGREE, successors_come_later, after=CODES_DIFFER,
    ),
    Rule(
        problem_type(
            "MZ1968", "接任的“{code}”{day} 才来，离任的人 {last} 就走了，移交清单没有接收人",
            "The successor {code} comes on {day}, who left was there until {last}: nobody receives what is handed over",
            "核对两个日期；由别人代收的，不写 接任，接收人手填。",
            "Compare both days; if somebody else received it, drop the successor and let the receiver sign by hand.",
            severity=Severity.NOTICE,
        ),
        AGREE, receivers_have_come, after=CODES_DIFFER,
    ),
    Rule(
        problem_type(
            "MZ1965", "责任人的代码“{code}”不是本站任何人的", "Nobody of the station has the code {code} of who is to put it right",
            "改为人员名单里的代码，或写职务。", "Use the code of one of the people, or write the post.",
        ),
        AGREE, owners_are_there, after=CODES_DIFFER,
    ),
)  # fmt: skip
