"""A few cases of the long sweep of papers; `make gate` takes them all."""

from __future__ import annotations

from mzdocs.model.station_data import StationData
from tests.sweeps.papers import CASES, with_items, with_monitors, wrong


def test_a_score_sheet_of_ninety_items_keeps_its_sides():
    assert list(wrong(with_items(90), ("score-sheet",))) == []


def test_a_register_of_sixty_monitors_keeps_its_sides():
    assert list(wrong(with_monitors(60), ("monitors-register",))) == []


def test_the_cases_are_what_they_say():
    def defects(data: StationData) -> int:
        return len(data.findings)

    assert [defects(CASES[f"{count} defects"]()) for count in (0, 1, 13, 40)] == [0, 1, 13, 40]
    assert [sum(len(each.monitors) for each in with_monitors(count).station.communities) for count in (1, 8, 60)] == [
        1,
        8,
        60,
    ]
    assert sum(len(each.items) for each in with_items(90).district.score_sheet.aspects) == 90
