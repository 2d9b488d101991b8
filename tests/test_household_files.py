"""Household files: papers in the prescribed order, pages of the volume, numbers that agree with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mzdocs.derive.volumes import HouseholdFile, household_files, volumes
from mzdocs.kinds import household as kind
from mzdocs.model.client_files import HouseholdDocument
from mzdocs.model.station_data import StationData

from .test_ledger import archived, one_more, plain, tables


def kinds() -> tuple[str, ...]:
    """As the district prescribes them for the class of the first household."""
    return next(each for each in plain().district.archive.classes if each.code == "DB").papers


def paper(kind: str, day: int = 1, pages: int = 1, title: str = "材料") -> HouseholdDocument:
    facts = {
        "户号": plain().clients.households[0].number,
        "材料": kind,
        "题名": title,
        "责任者": "桃源街道办事处",
        "日期": date(2021, 8, day).isoformat(),
        "页数": str(pages),
    }
    return HouseholdDocument.model_validate(facts)


def filed(*papers: HouseholdDocument) -> HouseholdFile:
    """The first household's file with just these papers."""
    first = plain().clients.households[0]
    return next(f for f in household_files(tables(plain(), papers=papers)) if f.household is first)


def shown(file: HouseholdFile) -> list[tuple[int, str, str]]:
    return [(each.order, each.paper.kind, each.paper.title) for each in file.papers]


def test_papers_stand_in_the_prescribed_order_whatever_the_table_has() -> None:
    assert kinds()[:4] == ("审核确认表", "诚信承诺书", "入户调查表", "申请书")
    backward = [paper(kind) for kind in kinds()[::-1]]
    assert [kind for _, kind, _ in shown(filed(*backward))] == list(kinds())


def test_papers_of_one_kind_stand_by_day_then_as_in_the_table() -> None:
    file = filed(paper("申请书", 9, title="三"), paper("申请书", 2, title="一"), paper("申请书", 2, title="二"))
    assert shown(file) == [(1, "申请书", "一"), (2, "申请书", "二"), (3, "申请书", "三")]


def test_pages_of_papers_are_those_of_the_volume() -> None:
    first = plain().clients.households[0]
    entry = next(e for volume in volumes(plain()) for e in volume.entries if e.item.household is first)
    file = filed(paper("申请书", pages=3), paper("审核确认表", pages=2))
    assert [(each.first_page, each.last_page) for each in file.papers] == [
        (entry.first_page, entry.first_page + 1),
        (entry.first_page + 2, entry.first_page + 4),
    ]


def agrees(station_data: StationData) -> None:
    """Whatever is said of a household is said once: volume, contents and its own list have equal numbers."""
    files = household_files(station_data)
    entries = [(v, e) for v in volumes(station_data) for e in v.entries if e.item.household]
    assert len(files) == len(entries) == len(station_data.clients.households)
    for file, (volume, entry) in zip(files, entries, strict=True):
        assert file.household is entry.item.household
        assert (file.number, file.volume.number) == (volume.item_number(entry), volume.number)
        assert file.archive_class == volume.archive_class
        assert len(file.papers) == entry.item.documents
        assert (file.papers[0].first_page, file.papers[-1].last_page) == (entry.first_page, entry.last_page)
        for before, after in zip(file.papers, file.papers[1:], strict=False):
            assert after.first_page == before.last_page + 1


def test_household_files_agree_with_their_volumes_bound_or_not() -> None:
    agrees(archived())
    agrees(one_more())
    agrees(replace(archived(), clients=replace(archived().clients, bindings=(), binding_rows=())))


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_tables_changes_nothing(dice: Any) -> None:
    papers, households = list(archived().clients.papers), list(archived().clients.households)
    dice.shuffle(papers)
    dice.shuffle(households)
    files = household_files(tables(archived(), papers=tuple(papers), households=tuple(households)))
    assert [(file.number, file.household.number) for file in files] == [
        (file.number, file.household.number) for file in household_files(archived())
    ]


def test_without_a_table_of_papers_a_file_has_no_list() -> None:
    assert {file.papers for file in household_files(plain())} == {()}


def test_records_are_no_household_files() -> None:
    assert len(household_files(archived())) == len(archived().clients.households)


@pytest.mark.parametrize("most", [1, 5, 1000])
def test_very_many_households_are_in_several_files_in_binding_order(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    (whole, blank) = kind.plan(plain())
    monkeypatch.setattr(kind, "MOST_IN_A_FILE", most)
    *files, last = kind.plan(plain())
    count = len(household_files(plain()))
    assert len(files) == -(-count // most)
    assert (last, len({each.name for each in files})) == (blank, len(files))
    for at in (0, 1):
        parted = [record for each in files for record in each.parts[at].records]
        assert parted == list(whole.parts[at].records)
    assert {len(each.parts[0].records) for each in files[:-1]} <= {most}
    assert tuple(text for each in files for text in each.expects) == whole.expects
