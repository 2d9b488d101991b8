"""The numbers that are taken -> the next one of each series and year."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"(.+〔[0-9]{4}〕)([1-9][0-9]*)号")


def next_numbers(taken: Iterable[str]) -> list[str]:
    """One more than the highest of each series and year: 澄民〔2026〕43号 → 澄民〔2026〕44号."""
    highest: dict[str, int] = {}
    for found in map(_NUMBER.fullmatch, taken):
        if found:
            highest[found[1]] = max(highest.get(found[1], 0), int(found[2]))
    return [f"{series}{last + 1}号" for series, last in sorted(highest.items())]
