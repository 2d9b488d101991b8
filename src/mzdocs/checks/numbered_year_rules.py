"""The year in a document's number -> one far from the day that stands beside it, as a notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mzdocs.checks.rule import Provenance, Rule, Violation, cell, violation
from mzdocs.checks.table_rules import (
    CLIENTS,
    DOCUMENTS,
    RECORDS,
    days_are_of_this_age,
    days_are_past,
    documents,
    households,
    records,
)
from mzdocs.core.problems import Severity, problem_type
from mzdocs.model.station_data import StationData

NUMBERED = Provenance("通行做法", "发文字号里的年份是成文的那一年，跨年的相差一年", "一般")
APART = 1
"""Years a number and a day may differ by: what is numbered in December may take effect in January."""
_YEAR = re.compile("[〔\\[［（(]([0-9]{4})[〕\\]］）)]")


def numbers_are_of_their_day(data: StationData) -> Iterator[Violation]:
    """A number of a year that is not that of the day it belongs to, nor the one before or after."""
    yield from _of_people(data)
    funding = data.station.funding if data.station.gives("funding") else None
    if funding and _far(funding.document, funding.year):
        yield violation("经费", "文号", found=_year(funding.document), near=funding.year)
    yield from _of_tables(data)


def _of_people(data: StationData) -> Iterator[Violation]:
    for i, member in enumerate(data.station.staff):
        if member.since and _far(member.document, member.since.year):
            yield violation("人员", i, "任职文号", found=_year(member.document), near=member.since.year)
        left = member.leaving
        if left and _far(left.document, left.last_day.year):
            yield violation("人员", i, "离岗", "文号", found=_year(left.document), near=left.last_day.year)


def _of_tables(data: StationData) -> Iterator[Violation]:
    rows: list[tuple[str, int, str | None, date]] = [
        *((CLIENTS, row, each.decision, each.decided_on) for row, each in households(data)),
        *((DOCUMENTS, row, each.number, each.dated) for row, each in documents(data)),
        *((RECORDS, row, each.document, each.dated) for row, each in records(data)),
    ]
    for table, row, number, day in rows:
        if _far(number, day.year):
            yield cell(table, row, "文号", found=_year(number), near=day.year)


def _far(number: str | None, year: int) -> bool:
    found = _year(number)
    return found is not None and abs(found - year) > APART


def _year(number: str | None) -> int | None:
    found = _YEAR.search(number or "")
    return int(found[1]) if found else None


NUMBERED_YEAR_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ2841", "文号里的年份是 {found}，这里的日期（年度）是 {near} 年", "The number is of {found}, the day beside it of {near}",
            "核对文号和日期；引用以前文件的，不用改。", "Check both; where an earlier document is cited it stays.", severity=Severity.NOTICE,
        ),
        NUMBERED, numbers_are_of_their_day, after=(days_are_of_this_age, days_are_past),
    ),
)  # fmt: skip
