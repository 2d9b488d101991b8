"""The sample district is as varied as a real one, wholly invented, and not stale."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from mzdocs import load
from mzdocs.build.district_common import load_common
from mzdocs.build.preparation import Prepared, prepare
from mzdocs.build.settings import Settings
from mzdocs.core import ids
from mzdocs.derive.volumes import due, household_files, volumes
from mzdocs.load import sample
from mzdocs.model.boards import CATEGORIES

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"


@pytest.fixture(scope="module")
def stations() -> dict[str, Prepared]:
    space = load.Workspace(ROOT)
    common = load_common(space)
    return {p.stem: prepare(p, space, common, Settings()) for p in space.station_files()}


def codes(prepared: Prepared) -> set[str]:
    return {problem.code for problem in prepared.problems}


def test_the_script_writes_what_is_committed(tmp_path):
    subprocess.run([sys.executable, DATA / "invent.py", tmp_path], check=True, capture_output=True)
    written = {p.relative_to(tmp_path) for p in tmp_path.rglob("*.*") if p.is_file()}
    committed = {p.relative_to(DATA) for p in (DATA / "stations").rglob("*.*") if p.is_file()}
    assert written == committed
    for name in written:
        if name.suffix == ".png":
            with Image.open(tmp_path / name) as new, Image.open(DATA / name) as old:
                assert ImageChops.difference(new.convert("RGB"), old.convert("RGB")).getbbox() is None
        else:
            assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name


@pytest.mark.parametrize("name", ["district", "station"])
def test_the_schemas_are_not_stale_and_describe_every_field(name):
    text = (DATA / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert text == sample.schema(name)
    for line in text.splitlines():
        assert "description" not in line or len(line) > 20


def test_every_data_file_names_its_schema_by_a_relative_path():
    for path in [DATA / "district.yaml", *sorted((DATA / "stations").glob("*.yaml"))]:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).is_file(), path.name


def test_eight_stations_of_eight_to_fourteen_communities_and_two_hundred_households(stations):
    assert len(stations) == 8
    for prepared in stations.values():
        assert 8 <= len(prepared.station_data.station.communities) <= 14
        assert len(prepared.station_data.clients.households) >= 200


def test_populations_stand_on_both_sides_of_the_threshold(stations):
    populations = {c.population for p in stations.values() for c in p.station_data.station.communities}
    assert {2499, 2500, 2501} <= populations


def test_shortfalls_are_where_they_were_put(stations):
    assert "MZ2103" in codes(stations["bailuhu"])
    assert "MZ2104" in codes(stations["shiqiao"])
    assert {"MZ2202", "MZ2701"} <= codes(stations["nanping"])
    assert {"MZ2401", "MZ2502"} <= codes(stations["liulin"])
    assert all(codes(stations[name]) == {"MZ1412"} for name in ("taoyuan", "qinghuai", "wanghe", "yanhu"))


def test_names_are_as_hard_as_real_ones(stations):
    streets = [p.station_data.street.name for p in stations.values()]
    assert max(map(len, streets)) >= 12
    assert any("䶮" in name for name in streets)
    monitors = [m.name for p in stations.values() for c in p.station_data.station.communities for m in c.monitors]
    assert any("·" in name for name in monitors)
    for char in "㛃𬭎䶮":
        assert any(char in name for name in monitors)


def test_identity_numbers_have_a_right_check_digit_and_an_unissued_region(stations):
    for prepared in stations.values():
        for household in prepared.station_data.clients.households:
            assert ids.identity_number_error(household.identity_number) is None
            assert not ids.region_is_issued(household.identity_number[:6])


def test_every_station_has_bound_and_new_volumes_of_every_class(stations):
    for prepared in stations.values():
        found = volumes(prepared.station_data)
        codes = {each.code for each in prepared.station_data.district.archive.classes}
        for bound in (True, False):
            assert {volume.archive_class.code for volume in found if volume.bound is bound} == codes
        bindings = prepared.station_data.clients.bindings
        assert len({line.bound_on for line in bindings}) == 2
        assert len(bindings) == sum(len(volume.entries) for volume in found if volume.bound)
        assert 40 <= len(prepared.station_data.clients.records) <= 70


def test_every_household_has_its_papers_in_a_varied_number(stations):
    for prepared in stations.values():
        files = household_files(prepared.station_data)
        assert [len(file.papers) for file in files] == [file.household.documents for file in files]
        assert {len(file.papers) for file in files} == set(range(4, 13))
        for file in files:
            days = [each.paper.dated for each in file.papers]
            assert max(days) == file.household.decided_on
            assert (max(days) - min(days)).days >= 18
            assert file.papers[0].paper.number == file.household.decision


def test_something_is_due_and_something_was_read_in_every_station(stations):
    for prepared in stations.values():
        assert {each.volume.archive_class.code for each in due(prepared.station_data)} >= {"LS", "RC"}
        readings = prepared.station_data.clients.consultations
        assert 4 <= len(readings) <= 7
        assert all(reading.number.startswith(prepared.station_data.station.archive.fonds_code) for reading in readings)
    returned = [reading.returned_on for p in stations.values() for reading in p.station_data.clients.consultations]
    assert None in returned


def test_the_sample_stays_small():
    files = [path for path in DATA.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert sum(path.stat().st_size for path in files) < 3_100_000


def test_the_score_sheet_has_a_hundred_points_and_is_the_districts_own(stations):
    district = stations["taoyuan"].station_data.district
    sheet = district.score_sheet
    assert sum(item.points for aspect in sheet.aspects for item in aspect.items) == 100
    assert not sheet.example and not district.draft and "示例" not in sheet.title


def test_boards_of_all_five_kinds_with_sources_checked_on_a_day(stations):
    boards = stations["taoyuan"].station_data.district.boards
    assert {board.category for board in boards} == set(CATEGORIES)
    procedures = {board.title for board in boards if board.procedure}
    assert procedures >= {"残疾人两项补贴办理流程", "高龄津贴办理流程", "事实无人抚养儿童保障办理流程"}
    assert all(board.sources for board in boards)


def test_boards_use_the_words_of_the_law_in_force(stations):
    text = (DATA / "district.yaml").read_text(encoding="utf-8")
    for old in ("五保", "流浪乞讨", "低保审批", "医疗救助"):
        assert old not in text
