"""Client files -> volumes: every household once, classes apart, nothing thicker than its spine, pages without a gap."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mzdocs.core.units import mm
from mzdocs.derive.volumes import Volume, new_bindings, spine_for, thickness, volumes
from mzdocs.kinds.archive_labels import boxes
from mzdocs.model.client_files import Binding, Clients, Household, OfficeRecord
from mzdocs.model.district import ArchiveClass
from mzdocs.model.station_data import StationData

from . import workspaces


@cache
def station_data() -> StationData:
    with TemporaryDirectory() as folder:
        return workspaces.make(Path(folder) / "district").station_data()


def by_household() -> list[ArchiveClass]:
    return [each for each in station_data().district.archive.classes if not each.by_item]


def household(number: int, pages: int, kind: int = 0, community: int = 0, day: int = 0) -> Household:
    classes, communities = by_household(), station_data().station.communities
    return station_data().clients.households[0].model_copy(
        update={
            "number": f"DB-{number:04}", "pages": pages, "kind": classes[kind % len(classes)].name,
            "community": communities[community % len(communities)].name, "decided_on": date(2021, 1, 1) + timedelta(days=day),
        }
    )  # fmt: skip


def bound(*households: Household) -> list[Volume]:
    return volumes(replace(station_data(), clients=Clients(households, tuple(range(2, len(households) + 2)))))


def most_leaves() -> int:
    """How many leaves go under the widest spine."""
    design = station_data().district.archive
    return int((max(design.spines).mm - design.allowance.mm) / design.leaf_thickness.mm + 1e-9)


files = st.lists(st.tuples(st.integers(1, 300), st.integers(0, 9), st.integers(0, 9), st.integers(0, 900)), max_size=60)


@settings(max_examples=80, deadline=None)
@given(files)
def test_volumes_keep_every_promise(drawn: list[tuple[int, int, int, int]]) -> None:
    households = [household(number, *facts) for number, facts in enumerate(drawn)]
    made = bound(*households)
    design = station_data().district.archive
    entries = [entry for volume in made for entry in volume.entries]
    assert sorted(entry.item.key for entry in entries) == sorted(each.number for each in households)
    for volume in made:
        assert {entry.item.archive_class.name for entry in volume.entries} == {volume.archive_class.name}
        assert volume.thickness <= volume.spine <= max(design.spines)
        assert volume.thickness == thickness([entry.item for entry in volume.entries], design)
        assert [entry.order for entry in volume.entries] == list(range(1, len(volume.entries) + 1))
        assert volume.entries[0].first_page == 1
        assert all(after.first_page == before.last_page + 1 for before, after in pairwise(volume.entries))
        assert volume.pages == sum(entry.item.pages for entry in volume.entries)
    assert len({volume.number for volume in made}) == len({volume.name for volume in made}) == len(made)


@settings(max_examples=40, deadline=None)
@given(files)
def test_a_volume_is_closed_only_when_the_next_file_would_not_go_in(drawn: list[tuple[int, int, int, int]]) -> None:
    made = bound(*(household(number, *facts) for number, facts in enumerate(drawn)))
    for before, after in pairwise(made):
        if before.archive_class == after.archive_class:
            assert after.serial == before.serial + 1
            files = [entry.item for entry in (*before.entries, after.entries[0])]
            assert spine_for(thickness(files, station_data().district.archive), station_data().district.archive) is None


def test_files_stand_by_community_then_day_then_number() -> None:
    volume = bound(
        household(4, 2, 0, 1, 0), household(3, 2, 0, 0, 5), household(2, 2, 0, 0, 1), household(1, 2, 0, 0, 5)
    )[0]
    assert [entry.item.key for entry in volume.entries] == ["DB-0002", "DB-0001", "DB-0003", "DB-0004"]
    names = [community.name for community in station_data().station.communities]
    assert volume.communities == (names[0], names[1])
    assert volume.dates == (date(2021, 1, 1), date(2021, 1, 6))


def test_the_last_leaf_still_goes_in_and_one_more_opens_a_volume() -> None:
    leaves = most_leaves()
    assert len(bound(household(1, 2 * (leaves - 1)), household(2, 2))) == 1
    assert [volume.pages for volume in bound(household(1, 2 * (leaves - 1)), household(2, 3))] == [2 * (leaves - 1), 3]


def test_a_file_begins_on_a_leaf_of_its_own() -> None:
    design = station_data().district.archive
    assert thickness([household(1, 1), household(2, 1)], design) == thickness([household(1, 4)], design)
    assert thickness([household(1, 3)], design).mm == pytest.approx(design.allowance.mm + 2 * design.leaf_thickness.mm)


def test_the_narrowest_spine_is_taken() -> None:
    design = station_data().district.archive
    spines = sorted(design.spines)
    for below, spine in pairwise([mm(0), *spines]):
        assert spine_for(spine, design) == spine
        assert spine_for(below + mm(0.01), design) == spine
    assert spine_for(spines[-1] + mm(0.01), design) is None


def test_a_number_names_fonds_class_period_and_volume() -> None:
    found = station_data().district.archive
    volume = bound(household(1, 2, 0))[0]
    first = found.classes[0]
    assert volume.number == f"Z101-{found.kind_code}·{first.code}-{first.retention_code}-001"
    assert volume.name == f"{first.code.lower()}-001"


def record(number: int, day: date, pages: int = 4, kind: str = "日常管理") -> OfficeRecord:
    facts = {
        "编号": f"RC-{number:03}", "类别": kind, "题名": "走访记录", "责任者": "桃源街道办事处", "日期": day.isoformat(), "页数": str(pages),
    }  # fmt: skip
    return OfficeRecord.model_validate(facts)


def test_records_stand_by_day_and_years_are_kept_apart() -> None:
    records = (
        record(1, date(2023, 5, 1)),
        record(2, date(2022, 12, 31)),
        record(3, date(2023, 1, 1)),
        record(4, date(2022, 3, 1), kind="文书"),
    )
    found = volumes(replace(station_data(), clients=Clients(records=records, record_rows=(2, 3, 4, 5))))
    assert [(volume.name, [entry.item.key for entry in volume.entries], volume.years) for volume in found] == [
        ("rc-001", ["RC-002"], (2022, 2022)),
        ("rc-002", ["RC-003", "RC-001"], (2023, 2023)),
        ("ws-001", ["RC-004"], (2022, 2022)),
    ]
    assert found[1].documents == 2
    assert found[1].communities == ()
    assert found[1].retention == "5年（本区确定；不少于5年）"


def test_an_item_has_the_number_of_its_volume_and_four_digits() -> None:
    volume = bound(household(2, 2), household(1, 3))[0]
    assert [volume.item_number(entry) for entry in volume.entries] == [f"{volume.number}-0001", f"{volume.number}-0002"]


def test_no_number_holds_anything_of_a_person() -> None:
    first = bound(household(1, 2))[0]
    person = household(1, 2).model_copy(update={"head": "欧阳静舒", "identity_number": "11010119740601084X"})
    other = bound(person)[0]
    assert (other.number, other.item_number(other.entries[0])) == (first.number, first.item_number(first.entries[0]))


def test_no_files_make_no_volumes() -> None:
    assert bound() == []


# ── communities apart (一村一盒) ──


def apart(*households: Household, bindings: tuple[Binding, ...] = ()) -> StationData:
    design = station_data().district.archive.model_copy(update={"by_community": True})
    district = station_data().district.model_copy(update={"archive": design})
    rows = tuple(range(2, len(households) + 2))
    return replace(station_data(), district=district, clients=Clients(households, rows, bindings=bindings))


def test_no_volume_holds_two_communities_where_each_is_kept_by_itself() -> None:
    mixed = [household(number, 10, community=number % 3, day=number) for number in range(1, 13)]
    assert [len(volume.communities) for volume in bound(*mixed)] == [3]
    made = volumes(apart(*mixed))
    assert [len(volume.communities) for volume in made] == [1, 1, 1]
    assert [volume.serial for volume in made] == [1, 2, 3]


def test_what_was_bound_with_two_communities_stays_and_has_a_box_of_its_own() -> None:
    old = [household(1, 10, community=0), household(2, 10, community=1)]
    ledger = new_bindings(replace(station_data(), clients=Clients(tuple(old), (2, 3))))
    made = volumes(apart(*old, household(3, 10, community=0), bindings=ledger))
    assert [(volume.bound, len(volume.communities)) for volume in made] == [(True, 2), (False, 1)]
    assert [len(box.volumes) for box in boxes(made, by_community=True)] == [1, 1]
    assert [len(box.volumes) for box in boxes(made, by_community=False)] == [2]


def test_a_box_of_a_community_is_filled_before_another_and_none_is_numbered_anew() -> None:
    first = [household(number, 200, community=number % 2) for number in range(1, 5)]
    assert {volume.spine for volume in volumes(apart(*first))} == {mm(15)}
    before = boxes(volumes(apart(*first)), by_community=True)
    assert [[volume.serial for volume in box.volumes] for box in before] == [[1, 2], [3, 4]]
    data = apart(*first)
    later = apart(*first, household(9, 10, community=0, day=9), bindings=new_bindings(data))
    after = boxes(volumes(later), by_community=True)
    assert [[volume.serial for volume in box.volumes] for box in after] == [[1, 2, 5], [3, 4]]
    assert [box.serial for box in after] == [1, 2]
    assert all(len({volume.communities for volume in box.volumes}) == 1 for box in after)


def test_records_have_no_community_and_are_boxed_as_before() -> None:
    records = tuple(record(number, date(2025 + number % 2, 1, number)) for number in range(1, 9))
    design = apart().district
    data = replace(station_data(), district=design, clients=Clients(records=records))
    made = volumes(data)
    assert boxes(made, by_community=True) == boxes(made, by_community=False)
