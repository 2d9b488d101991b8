"""The ledger: what is bound is never renumbered, what it says is judged, and it reads back as it was written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mzdocs import load
from mzdocs.build import bind as ledger_room
from mzdocs.build import gate_1
from mzdocs.checks import check, check_district
from mzdocs.checks.district_rules import DistrictFile
from mzdocs.core.problems import Location, Severity
from mzdocs.derive.volumes import after_years, due, ledger_text, new_bindings, volumes
from mzdocs.load.tables.client_tables import read_table
from mzdocs.load.tables.table_formats import LEDGER_TABLE
from mzdocs.model.client_files import Clients, Consultation, Household, HouseholdDocument, OfficeRecord
from mzdocs.model.district import District
from mzdocs.model.station_data import StationData

from . import workspaces

TABLES = {"papers": "x", "records": "x", "ledger": "x", "consultations": "x"}


@cache
def plain() -> StationData:
    """The sample station with its first households, a ledger without a line, and none of the other tables."""
    with TemporaryDirectory() as folder:
        found = workspaces.make(Path(folder) / "district").station_data()
    archive = found.station.archive.model_copy(update={**dict.fromkeys(TABLES), "ledger": "x"})
    station = found.station.model_copy(update={"archive": archive})
    return replace(found, station=station, clients=Clients(found.clients.households, found.clients.rows))


@cache
def archived() -> StationData:
    """With every table: papers of each household, three records, all bound but the last household, one reading."""
    archive = plain().station.archive.model_copy(update=TABLES)
    whole = replace(plain(), station=plain().station.model_copy(update={"archive": archive}))
    papers = tuple(paper for each in whole.clients.households for paper in papers_of(whole, each))
    records = (
        record("RC-1", "日常管理", "2022-03-01"),
        record("RC-2", "日常管理", "2022-07-01"),
        record("WS-1", "文书", "2022-05-01"),
    )
    whole = tables(whole, papers=papers, records=records)
    first = tables(whole, households=whole.clients.households[:-1])
    bound = tables(whole, bindings=new_bindings(first))
    reading = consultation(volumes(bound)[0].number)
    return tables(bound, consultations=(reading,))


ROWS = {
    "households": "rows",
    "papers": "paper_rows",
    "records": "record_rows",
    "bindings": "binding_rows",
    "consultations": "consultation_rows",
}


def tables(station_data: StationData, **facts: tuple[Any, ...]) -> StationData:
    """With these tables in the place of its own, the first row of each being row 2."""
    rows = {ROWS[name]: tuple(range(2, len(items) + 2)) for name, items in facts.items()}
    return replace(station_data, clients=replace(station_data.clients, **facts, **rows))


def changed(station_data: StationData, table: str, number: int, **update: Any) -> StationData:
    items = list(getattr(station_data.clients, table))
    items[number] = items[number].model_copy(update=update)
    return tables(station_data, **{table: tuple(items)})


def papers_of(station_data: StationData, household: Household) -> list[HouseholdDocument]:
    """As many as its row says; the first takes all pages the others leave."""
    known = next(each for each in station_data.district.archive.classes if each.name == household.kind)
    several = household.documents
    pages = [household.pages - several + 1, *[1] * (several - 1)]
    return [
        HouseholdDocument.model_validate({
            "户号": household.number, "材料": known.papers[-1 - i % len(known.papers)], "题名": f"材料{i}",
            "责任者": "桃源街道办事处", "日期": household.decided_on.isoformat(), "页数": str(count),
        })
        for i, count in enumerate(pages)
    ]  # fmt: skip


def record(number: str, kind: str, day: str, pages: int = 3) -> OfficeRecord:
    facts = {"编号": number, "类别": kind, "题名": "记录", "责任者": "桃源街道办事处", "日期": day, "页数": str(pages)}
    return OfficeRecord.model_validate(facts)


def consultation(number: str) -> Consultation:
    return Consultation.model_validate({
        "序号": "1", "日期": "2026-01-05", "查阅人": "林家旺", "单位": "澄江区审计局", "目的": "抽查", "档号": number,
        "批准人": "姚少峰", "复制": "否", "归还日期": "2026-01-06",
    })  # fmt: skip


def one_more(**update: Any) -> StationData:
    """The household not bound yet, bound behind the others of its class, right but for what is changed."""
    lines = archived().clients.bindings
    last = max((line for line in lines if line.class_code == "DB"), key=lambda line: line.order)
    household = archived().clients.households[-1]
    right = {
        "order": last.order + 1,
        "key": household.number,
        "first_page": last.last_page + 1,
        "last_page": last.last_page + household.pages,
    }
    return tables(archived(), bindings=(*lines, last.model_copy(update=right | update)))


def codes(station_data: StationData) -> list[str]:
    """But for the notice that the sample's region is invented."""
    found = check(
        station_data, lambda violation: Location(violation.table, violation.row, path=str(violation.path[-1]))
    )
    return [problem.code for problem in found if problem.code != "MZ1412"]


def test_a_sound_archive_breaks_no_rule() -> None:
    assert codes(archived()) == []
    assert codes(one_more()) == []
    assert [len(each) for each in (archived().clients.bindings, archived().clients.records)] == [14, 3]


# ── never renumbered ────────────────────────────────────────────────────────────────────────────

drawn = st.lists(
    st.tuples(st.integers(1, 160), st.integers(0, 3), st.integers(0, 9), st.integers(0, 1500)), max_size=25
)


def households(numbers: list[tuple[int, int, int, int]], first: int = 0) -> tuple[Household, ...]:
    classes = [each for each in plain().district.archive.classes if not each.by_item]
    places = plain().station.communities
    return tuple(
        plain().clients.households[0].model_copy(
            update={
                "number": f"H-{first + i:03}", "pages": pages, "kind": classes[kind].name,
                "community": places[location].name, "decided_on": date(2021, 1, 1) + timedelta(days=day),
            }
        )
        for i, (pages, kind, location, day) in enumerate(numbers)
    )  # fmt: skip


def placed(station_data: StationData) -> dict[str, tuple[str, int, int]]:
    return {
        entry.item.key: (volume.item_number(entry), entry.first_page, entry.last_page)
        for volume in volumes(station_data)
        for entry in volume.entries
    }


@settings(max_examples=60, deadline=None)
@given(drawn, drawn)
def test_new_households_never_renumber_what_is_bound(old: list[Any], new: list[Any]) -> None:
    before = tables(plain(), households=households(old))
    bindings = new_bindings(before)
    assert [line.key for line in bindings] == list(placed(before))
    bound = tables(before, bindings=bindings)
    assert placed(bound) == placed(before)
    assert new_bindings(bound) == ()
    after = tables(bound, households=(*households(new, first=100), *households(old)))
    found = placed(after)
    assert {key: found[key] for key in placed(before)} == placed(before)
    assert set(found) == {household.number for household in after.clients.households}
    assert len({number for number, _, _ in found.values()}) == len(found)
    assert {volume.bound for volume in volumes(after)} <= {True, False}
    found = codes(tables(after, bindings=(*bindings, *new_bindings(after))))
    assert [code for code in found if code not in ("MZ2661", "MZ2841")] == ([] if old or new else ["MZ2607"])


def test_bound_volumes_come_first_and_new_ones_go_on_counting() -> None:
    found = [(volume.name, volume.bound, len(volume.entries)) for volume in volumes(archived())]
    assert found == [("db-001", True, 11), ("db-002", False, 1), ("rc-001", True, 2), ("ws-001", True, 1)]


def test_a_bound_volume_keeps_the_order_and_pages_of_the_ledger() -> None:
    """Whatever the sorting would be today."""
    lines = archived().clients.bindings
    first, second, *_ = [line for line in lines if line.class_code == "DB"]
    pages = second.last_page - second.first_page + 1
    swapped = {
        first.key: first.model_copy(update={"order": 2, "first_page": pages + 1, "last_page": pages + first.last_page}),
        second.key: second.model_copy(update={"order": 1, "first_page": 1, "last_page": pages}),
    }
    station_data = tables(archived(), bindings=tuple(swapped.get(line.key, line) for line in lines[::-1]))
    assert codes(station_data) == []
    one, two, *_ = volumes(station_data)[0].entries
    assert [(one.item.key, one.first_page, one.last_page), (two.item.key, two.first_page)] == [
        (second.key, 1, pages),
        (first.key, pages + 1),
    ]


def test_a_ledger_reads_back_as_it_was_written() -> None:
    bindings = new_bindings(plain())
    text = ledger_text(bindings)
    assert text.splitlines()[0] == "类别代码,案卷号,件号,户号或编号,首页,末页,装订日期"
    assert text.splitlines()[1].split(",")[-1] == plain().station.archive.arranged_on.isoformat()
    read = read_table(LEDGER_TABLE, text.encode("utf-8-sig"), "x")
    assert read.problems == []
    assert tuple(read.found.values()) == bindings


def test_what_would_be_bound_is_what_the_covers_say() -> None:
    for volume in volumes(plain()):
        lines = [
            line
            for line in new_bindings(plain())
            if (line.class_code, line.serial) == (volume.archive_class.code, volume.serial)
        ]
        assert [line.order for line in lines] == [entry.order for entry in volume.entries]
        assert lines[-1].last_page == volume.pages
        assert {line.bound_on for line in lines} == {plain().station.archive.arranged_on}


# ── what the ledger says ────────────────────────────────────────────────────────────────────────


def told(station_data: StationData) -> list[tuple[str, str, int | None, str]]:
    found = check(
        station_data, lambda violation: Location(violation.table, violation.row, path=str(violation.path[-1]))
    )
    return [(p.code, p.location.file, p.location.line, p.location.path) for p in found if p.code != "MZ1412"]


def test_a_problem_of_the_ledger_stands_at_its_row() -> None:
    assert told(one_more(key="没有")) == [("MZ1424", "装订台账", 16, "户号或编号")]
    assert told(changed(archived(), "bindings", 2, class_code="XX"))[0] == ("MZ1423", "装订台账", 4, "类别代码")


def test_a_record_under_a_class_of_households_is_not_there() -> None:
    assert told(one_more(key="RC-1")) == [("MZ1424", "装订台账", 16, "户号或编号")]


def test_pages_that_overlap_or_run_backward_are_told_once() -> None:
    line = one_more().clients.bindings[-1]
    overlap = one_more(first_page=line.first_page - 1, last_page=line.last_page - 1)
    assert told(overlap) == [("MZ1429", "装订台账", 16, "首页")]
    assert told(one_more(last_page=line.first_page - 2)) == [("MZ1429", "装订台账", 16, "末页")]


def test_a_household_whose_pages_changed_is_told_once_in_the_ledger() -> None:
    """Its table of papers grew with it: only the bound volume disagrees."""
    first = archived().clients.bindings[0]
    index = [household.number for household in archived().clients.households].index(first.key)
    papers = [paper.household for paper in archived().clients.papers].index(first.key)
    household, paper = archived().clients.households[index], archived().clients.papers[papers]
    grown = changed(archived(), "households", index, pages=household.pages + 2)
    grown = changed(grown, "papers", papers, pages=paper.pages + 2)
    assert told(grown) == [("MZ1430", "装订台账", 2, "末页")]


def test_a_volume_left_out_of_the_ledger_is_only_noticed() -> None:
    station_data = one_more(serial=3, order=1, first_page=1, last_page=archived().clients.households[-1].pages)
    found = check(station_data, lambda violation: Location())
    assert [(p.code, p.severity) for p in found if p.code != "MZ1412"] == [("MZ1433", Severity.NOTICE)]
    assert [volume.serial for volume in volumes(station_data)][:2] == [1, 3]


def test_nothing_is_numbered_from_nought() -> None:
    pages = archived().clients.households[-1].pages
    assert ("MZ1428", "装订台账", 16, "案卷号") in told(one_more(serial=0, order=1, first_page=1, last_page=pages))
    assert ("MZ1428", "装订台账", 16, "件号") in told(one_more(serial=2, order=0, first_page=1, last_page=pages))


def test_without_a_ledger_no_reading_is_blamed() -> None:
    archive = plain().station.archive.model_copy(update={"ledger": None})
    bare = replace(plain(), station=plain().station.model_copy(update={"archive": archive}))
    assert codes(tables(bare, consultations=(consultation("Z999"),))) == ["MZ2606"]


# ── appraisal ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "years", "after"),
    [
        ("2023-03-01", 3, "2026-03-02"),
        ("2024-02-29", 3, "2027-03-01"),
        ("2024-02-29", 4, "2028-03-01"),
        ("2023-12-31", 5, "2029-01-01"),
    ],
)
def test_a_period_of_years_ends_with_its_last_day(day: str, years: int, after: str) -> None:
    assert after_years(date.fromisoformat(day), years) == date.fromisoformat(after)


def left(day: str | None, kind: str = "临时救助") -> StationData:
    status = "已退出" if day else "在保"
    return changed(
        plain(),
        "households",
        0,
        kind=kind,
        status=status,
        left_on=day and date.fromisoformat(day),
        decided_on=date(2021, 9, 2),
    )


def appraised(station_data: StationData, day: str) -> StationData:
    archive = station_data.station.archive.model_copy(update={"appraised_on": date.fromisoformat(day)})
    return replace(station_data, station=station_data.station.model_copy(update={"archive": archive}))


@pytest.mark.parametrize(("day", "is_due"), [("2026-03-01", False), ("2026-03-02", True), ("2030-01-01", True)])
def test_a_file_is_due_when_its_years_after_leaving_are_over(day: str, is_due: bool) -> None:
    found = [each for each in due(appraised(left("2023-03-01"), day)) if each.volume.archive_class.code == "LS"]
    assert [(each.ended_on, each.due_on) for each in found] == (
        [(date(2023, 3, 1), date(2026, 3, 2))] if is_due else []
    )


def test_what_has_no_end_yet_is_never_due() -> None:
    assert [each for each in due(appraised(left(None), "2090-01-01")) if each.volume.archive_class.code == "LS"] == []


def test_the_day_of_arranging_is_the_day_of_appraisal_unless_told() -> None:
    assert plain().station.archive.arranged_on == date(2026, 11, 6)
    assert [each.entry.item.key for each in due(left("2023-11-05"))] == [plain().clients.households[0].number]
    assert due(left("2023-11-06")) == []


def test_records_are_due_five_years_after_they_were_written() -> None:
    records = (
        record("RC-1", "日常管理", "2021-11-05"),
        record("RC-2", "日常管理", "2021-11-06"),
        record("WS-1", "文书", "2001-01-01"),
    )
    assert [each.entry.item.key for each in due(tables(plain(), records=records))] == ["RC-1"]


def test_what_is_kept_for_ever_is_never_due() -> None:
    classes = tuple(each.model_copy(update={"keep_years": None}) for each in plain().district.archive.classes)
    archive = plain().district.archive.model_copy(update={"classes": classes})
    station_data = replace(left("1999-01-01"), district=plain().district.model_copy(update={"archive": archive}))
    assert due(appraised(station_data, "2099-01-01")) == []


def test_a_class_may_count_from_the_day_of_confirming() -> None:
    classes = tuple(
        each.model_copy(update={"clock": "确认之日"}) if each.code == "LS" else each
        for each in plain().district.archive.classes
    )
    archive = plain().district.archive.model_copy(update={"classes": classes})
    station_data = replace(left(None), district=plain().district.model_copy(update={"archive": archive}))
    assert [each.ended_on for each in due(station_data)] == [date(2021, 9, 2)]


def of_class(code: str, **update: Any) -> District:
    archive = plain().district.archive
    classes = tuple(each.model_copy(update=update) if each.code == code else each for each in archive.classes)
    return plain().district.model_copy(update={"archive": archive.model_copy(update={"classes": classes})})


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        (lambda: of_class("DB", clock="形成之日"), ("MZ1513", "起算")),
        (lambda: of_class("RC", clock="退出之日"), ("MZ1513", "起算")),
        (lambda: of_class("DB", keep_years=5), ("MZ1514", "期限代码")),
        (lambda: of_class("DB", keep_years=None), ("MZ1514", "期限代码")),
        (lambda: of_class("DB", retention="长期"), ("MZ1514", "期限代码")),
        (lambda: of_class("DB", keep_years=None, retention_code="Y", retention="永久"), None),
        (lambda: of_class("LS", keep_years=2, retention_code="D2", retention="2年"), ("MZ1515", "年限")),
        (lambda: of_class("LS", keep_years=2, retention_code="D2", retention="2年", clock="确认之日"), None),
        (lambda: of_class("LS", papers=("申请书", "审核确认表", "申请书")), ("MZ1505", "2")),
    ],
)  # fmt: skip
def test_a_class_has_one_period_and_a_fitting_clock(
    subject: Callable[[], District], told: tuple[str, str] | None
) -> None:
    found = check_district(DistrictFile(subject()), lambda violation: Location(path=str(violation.path[-1])))
    assert [(problem.code, problem.location.path) for problem in found] == ([told] if told else [])


# ── from files ──────────────────────────────────────────────────────────────────────────────────


def test_every_table_a_station_names_is_read_from_its_file(tmp_path: Path) -> None:
    space = workspaces.make(tmp_path / "district")
    number = space.station_data().clients.households[0].number
    name_tables(
        space,
        ledger="类别代码,案卷号,件号,户号或编号,首页,末页,装订日期\nDB,1,1,x,1,2,1948-01-01\n",
        papers=f"户号,材料,题名,责任者,文号,日期,页数,备注\n{number},申请书,申请书,本人,,2021-08-06,2,\n",
    )
    loaded = load.load_station(space.station, load.Workspace(space.root))
    assert [line.key for line in loaded.clients.bindings] == ["x"]
    assert [paper.household for paper in loaded.clients.papers] == [number]
    beside = {"clients.csv", "ledger.csv", "papers.csv"}
    assert {name.rpartition("-")[2] for name in loaded.source.sha256 if name.endswith(".csv")} == beside
    assert str(loaded.source.cell("装订台账", 2, "末页")) == "data/stations/taoyuan-ledger.csv:2:6 末页"


def test_every_table_is_looked_at_before_reading_stops(tmp_path: Path) -> None:
    space = workspaces.make(tmp_path / "district")
    name_tables(space, ledger="x\n", papers="x\n")
    (space.station.parent / "taoyuan-papers.csv").unlink()
    found = load.load_station(space.station, load.Workspace(space.root))
    assert [(problem.code, problem.location.path) for problem in found.problems] == [
        ("MZ1302", "档案.户内材料"),
        ("MZ1202", ""),
    ]


def test_a_character_no_font_has_is_told_in_every_table(tmp_path: Path) -> None:
    space = workspaces.make(tmp_path / "district")
    number = space.station_data().clients.households[0].number
    name_tables(
        space,
        papers=f"户号,材料,题名,责任者,文号,日期,页数,备注\n{number},申请书,申请书,本人,,2021-08-06,2,见😀\n",
        records="编号,类别,题名,责任者,文号,日期,页数,备注\nRC-1,日常管理,走访😀,街道,,2021-08-27,11,\n",
        consultations="序号,日期,查阅人,单位,目的,档号,批准人,复制,归还日期\n1,2026-01-05,林😀,局,抽查,Z101,姚少峰,否,\n",
    )
    found = load.load_station(space.station, load.Workspace(space.root))
    station_data = StationData(plain().district, found.station, found.clients, found.photos)
    told = [
        str(problem.location) for problem in gate_1.station_problems(station_data, found) if problem.code == "MZ4003"
    ]
    folder = "data/stations/taoyuan"
    assert told == [
        f"{folder}-papers.csv:2:8 备注",
        f"{folder}-records.csv:2:3 题名",
        f"{folder}-consultations.csv:2:3 查阅人",
    ]


def name_tables(space: workspaces.Workspace, **texts: str) -> None:
    """Name just these tables in the station's file and write them beside it."""
    words = {"papers": "户内材料", "records": "管理文件", "ledger": "装订台账", "consultations": "查阅登记"}
    lines = space.station.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.strip().startswith(tuple(f"{word}: taoyuan" for word in words.values()))]
    at = next(i for i, line in enumerate(kept) if line.startswith("  客户档案:")) + 1
    kept[at:at] = [f"  {words[name]}: taoyuan-{name}.csv" for name in texts]
    space.station.write_text("\n".join(kept) + "\n", encoding="utf-8")
    for name, text in texts.items():
        (space.station.parent / f"taoyuan-{name}.csv").write_text(text, encoding="utf-8")


def test_a_name_in_a_script_of_its_own_is_not_read_out(tmp_path: Path) -> None:
    space = workspaces.make(tmp_path / "district")
    number = space.station_data().clients.households[0].number
    name_tables(space, papers=f"户号,材料,题名,责任者,文号,日期,页数,备注\n{number},申请书,申请书,བདེ་,,2021-08-06,2,\n")
    found = load.load_station(space.station, load.Workspace(space.root))
    station_data = StationData(plain().district, found.station, found.clients, found.photos)
    [problem] = [problem for problem in gate_1.station_problems(station_data, found) if problem.code == "MZ4003"]
    assert problem.message().endswith("：U+0F0B、U+0F51、U+0F56、U+0F7A")
    assert "བ" not in problem.message() + problem.message("en")


def test_what_was_entered_meanwhile_is_not_lost(sample, run, monkeypatch) -> None:
    """Another program may save the ledger between our reading it and our writing."""
    folder = sample.root / "data" / "stations"
    ledger, table = folder / "own-ledger.csv", folder / "taoyuan.yaml"
    ledger.write_text("类别代码,案卷号,件号,户号或编号,首页,末页,装订日期\n", encoding="utf-8")
    text = re.sub("\n  (户内材料|管理文件|装订台账|查阅登记): .*", "", table.read_text(encoding="utf-8"))
    table.write_text(text.replace("\n  客户档案:", "\n  装订台账: own-ledger.csv\n  客户档案:"), encoding="utf-8")
    assert run("archive-index", "--only", "archive").code == 0
    planned = ledger_room.new_bindings

    def meanwhile(station_data: StationData) -> Any:
        ledger.write_text(ledger.read_text(encoding="utf-8") + "DB,1,1,DB-2021-0001,1,2,2026-01-01\n", encoding="utf-8")
        return planned(station_data)

    monkeypatch.setattr(ledger_room, "new_bindings", meanwhile)
    ended = run("archive", "bind")
    assert (ended.code, ended.codes) == (16, ["MZ1442"])
    assert ledger.read_text(encoding="utf-8").count("\n") == 2
    monkeypatch.undo()
