"""The sources boards name -> whether they were compared lately, and in time, and were in force, as notices and errors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from mzdocs.checks.dated_days import closing_span, reason_span, year_span, years_after
from mzdocs.checks.district_rules import SOURCES, DistrictFile
from mzdocs.checks.rule import AGREE, KeyPath, Rule, Violation, violation
from mzdocs.core.problems import Severity, problem_type
from mzdocs.model.boards import Legal
from mzdocs.model.district import District

_IN_FORCE = re.compile("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日起施行")


def sources_are_looked_at_yearly(data: DistrictFile) -> Iterator[Violation]:
    """A text that was last compared with its source more than a year before the day."""
    for path, source, count in _sources(data):
        if years_after(source.checked_on, 1) < data.on:
            yield violation(*path, "核对日期", title=source.title, day=source.checked_on, on=data.on, count=count)


def sources_are_looked_at_already(data: DistrictFile) -> Iterator[Violation]:
    """A comparison on a day that is still to come: after the weeks that close the year, or the day that is asked for."""
    last = max(closing_span(data.district).last, data.on)
    latest = reason_span(max(data.on, data.district.issued_on, year_span(data.district).first)).last
    for path, source, _ in _sources(data):
        if last < source.checked_on <= latest:
            yield violation(*path, "核对日期", day=source.checked_on, last=last)


def sources_are_looked_at_first(data: DistrictFile) -> Iterator[Violation]:
    """A comparison after the boards were made on which its day is printed."""
    made, last = data.district.issued_on, closing_span(data.district).last
    for path, source, count in _sources(data):
        if path[0] == "展板" and made < source.checked_on <= last:
            yield violation(*path, "核对日期", title=source.title, day=source.checked_on, made=made, count=count)


def sources_are_in_force(data: DistrictFile) -> Iterator[Violation]:
    """A text that says itself that it comes into force after the boards were made."""
    for path, source, count in _sources(data):
        day = _in_force(source)
        if day and day > data.district.issued_on:
            yield violation(*path, "文号", title=source.title, day=day, made=data.district.issued_on, count=count)


def _in_force(source: Legal) -> date | None:
    said = _IN_FORCE.search(source.number or "")
    try:
        return date(*map(int, said.groups())) if said else None
    except ValueError:
        return None


def _sources(data: DistrictFile) -> Iterator[tuple[KeyPath, Legal, int]]:
    """Every source once for each day it was compared on: where it stands first, and on how many places."""
    places: dict[tuple[str, str | None, date], list[tuple[KeyPath, Legal]]] = defaultdict(list)
    for path, source in _places(data.district):
        places[source.title, source.number, source.checked_on].append((path, source))
    for found in places.values():
        yield *found[0], len(found)


def _places(district: District) -> Iterator[tuple[KeyPath, Legal]]:
    for i, board in enumerate(district.boards):
        for j, source in enumerate(board.sources):
            yield ("展板", i, "依据", j), source
    if district.second_script:
        yield ("第二文字", "依据"), district.second_script.source


SOURCE_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZ1914", "按 {on} 看，《{title}》的核对日期 {day} 已过一年（共 {count} 处）", "On {on} it is more than a year since {title} was compared with its source ({day}, in {count} places)",
            "重新核对原文，改核对日期；内容有变的，换展板。", "Compare it again and change the day; where the text has changed, make new boards.",
            severity=Severity.NOTICE,
        ),
        SOURCES, sources_are_looked_at_yearly,
    ),
    Rule(
        problem_type(
            "MZ1915", "核对日期 {day} 还没有到（晚于 {last}）", "The day of comparing, {day}, is still to come (after {last})",
            "写实际核对原文的日期。", "Write the day it was compared.",
        ),
        AGREE, sources_are_looked_at_already,
    ),
    Rule(
        problem_type(
            "MZ1916", "《{title}》的核对日期 {day} 晚于制发日期 {made}（共 {count} 处），两个日期都印在展板上", "{title} was compared on {day}, after the boards were made ({made}; in {count} places): both days are printed",
            "重新做展板的，改制发日期；不重做的，成品上还是原来的核对日期。", "For new boards change the day they are made; boards that hang bear the old day.",
            severity=Severity.NOTICE,
        ),
        SOURCES, sources_are_looked_at_first,
    ),
    Rule(
        problem_type(
            "MZ1917", "《{title}》自 {day} 起施行，晚于制发日期 {made}（共 {count} 处）：制发时还没有生效", "{title} is in force from {day}, after the boards were made ({made}; in {count} places)",
            "核对施行日期；提前制作的，施行以前不要挂出。", "Check the day; boards made in advance are not put up before it.",
            severity=Severity.NOTICE,
        ),
        SOURCES, sources_are_in_force,
    ),
)  # fmt: skip
