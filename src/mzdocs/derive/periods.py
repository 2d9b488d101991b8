"""The period of an assessment as people write it -> its days, and the code its papers' files are named by."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile("([0-9]{4})年(度|上半年|下半年|第([一二三四])季度|(1[0-2]|[1-9])月)")
_HALVES = {"度": (1, 12, ""), "上半年": (1, 6, "-h1"), "下半年": (7, 12, "-h2")}


@dataclass(frozen=True)
class Period:
    """A year or part of it; both days count."""

    start: date
    end: date
    code: str


def period(written: str) -> Period | None:
    """2026年度, 2026年上半年, 2026年第一季度, 2026年3月; None for what is none of these."""
    found = _WRITTEN.fullmatch(written)
    if not found:
        return None
    year, part, quarter, month = int(found[1]), found[2], found[3], found[4]
    if quarter:
        number = "一二三四".index(quarter) + 1
        first, last, code = number * 3 - 2, number * 3, f"-q{number}"
    elif month:
        first, last, code = int(month), int(month), f"-{int(month):02d}"
    else:
        first, last, code = _HALVES[part]
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), f"{year}{code}")
