"""Papers of the bound archive: numbers that reconcile, forms ruled to the foot, nothing of a person in a blank one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.build.produce import make_files
from mzdocs.core.problems import Location
from mzdocs.core.units import mm, pt
from mzdocs.derive.volumes import Volume, due, household_files, volumes
from mzdocs.kinds import (
    CLOSED_SETS,
    KINDS,
    archive_labels,
    archive_paper,
    archive_volume,
    household,
    opens_client_files,
)
from mzdocs.kinds.archive_forms import RULED as REGISTER
from mzdocs.kinds.archive_index import ORDERS, plan_index
from mzdocs.kinds.archive_labels import BOARD, SHEET, BoxLabel, boxes, plan_spines
from mzdocs.kinds.archive_lists import plan_register, sums_line
from mzdocs.kinds.archive_paper import OF_AN_INDEX, Ruled, deed_sizes, foot
from mzdocs.kinds.public_list import period
from mzdocs.model.client_files import Clients, Household
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Part, Record
from mzdocs.render import engine
from mzdocs.render.layout_boxes import boxes as measured
from mzdocs.render.templates import fill_part, style_sheets
from mzdocs.vdp.box_tree import lines_of
from mzdocs.vdp.slots import elements

ROOT = Path(__file__).parents[1]


@cache
def station_data() -> StationData:
    space = load.Workspace(ROOT)
    district, _ = load.load_district(space)
    found = load.load_station(ROOT / "data" / "stations" / "taoyuan.yaml", space)
    return StationData(district, found.station, found.clients)


def changed(**update: object) -> StationData:
    return replace(station_data(), clients=replace(station_data().clients, **update))


@cache
def plans() -> dict[str, Document]:
    return {
        plan.name: plan for kind in ("archive", "household", "public-list") for plan in KINDS[kind].plan(station_data())
    }


@cache
def found() -> list[Volume]:
    return volumes(station_data())


def rows(plan: Document, part: int = 0) -> list[tuple[str, ...]]:
    (record,) = plan.parts[part].records
    return [row for row in record.rows if any(row)]


def parts() -> Iterator[tuple[Document, Part]]:
    yield from ((plan, part) for plan in plans().values() for part in plan.parts)


def pages(plan: Document, part: Part, records: Iterable[Record]) -> int:
    html = fill_part(plan, part, list(records))
    return len(engine.lay_out(html, style_sheets(plan.kind, plan.theme), {}, Location(plan.file)).pages.pages)


# ── numbers ──


def test_the_line_at_the_foot_takes_two_where_it_is_long() -> None:
    said = ("局" * 31, "编制日期　2026年11月6日")
    assert foot(station_data(), *said) == "　　".join((*said, station_data().secrecy))
    assert foot(station_data(), *said, width=OF_AN_INDEX) == "\n".join(("　　".join(said), station_data().secrecy))


@pytest.mark.parametrize(("name", "size"), [(24, 12), (25, 11), (32, 9), (40, 9)])
def test_a_long_name_on_a_deed_is_set_smaller_as_far_as_it_is_readable(name: int, size: float) -> None:
    assert deed_sizes("局" * name, "馆") == {"size": pt(size)}


def test_every_volume_says_the_same_on_its_cover_in_its_contents_and_in_the_list() -> None:
    listed = {row[1]: row for row in rows(plans()["volume-list"])}
    for volume in found():
        plan = plans()[f"volume-{volume.name}"]
        (cover,), (contents,), (remarks,) = (part.records for part in plan.parts)
        filled = [row for row in contents.rows if any(row)]
        assert cover.values["number"] == remarks.values["number"] == volume.number
        assert contents.values["head"] == f"档号　{volume.number}"
        assert cover.values["extent"].startswith(f"本卷共 {len(filled)} 件")
        assert cover.values["extent"].endswith(f"{volume.pages} 页")
        assert f"共 {len(filled)} 件、{volume.pages} 页" in remarks.values["said"]
        assert listed[volume.number][4:7] == (str(len(filled)), str(volume.documents), str(volume.pages))
        assert [row[0] for row in filled] == [str(order) for order in range(1, len(filled) + 1)]
        assert filled[-1][5].replace("\n", "").split("—")[-1] == str(volume.pages)


def test_the_last_line_of_the_list_holds_the_sums() -> None:
    *lines, last = rows(plans()["volume-list"])
    assert last[2] == f"合　计　{len(found())} 卷"
    assert last[4:7] == tuple(str(sum(int(line[column]) for line in lines)) for column in (4, 5, 6))


def test_sums_stand_in_their_columns_up_to_their_width() -> None:
    widest = sums_line(1_000, 99_999, 999_999, 999_999)
    assert widest[4:7] == ("99999", "999999", "999999")
    for over in ((100_000, 9, 9), (9, 1_000_000, 9), (9, 9, 1_000_000)):
        line = sums_line(9_000, *over)
        assert line[4:7] == ("", "", "")
        assert line[2] == "合　计　9000 卷　{} 件　{} 份　{} 页".format(*over)
    plan = plans()["volume-list"]
    part = plan.parts[0]
    for line in (widest, sums_line(10_590, 200_000, 1_640_000, 4_000_000)):
        record = replace(part.records[0], rows=(*part.records[0].rows[:2], line))
        wide = replace(plan, parts=(replace(part, records=(record,)),), expects=())
        assert [file.pages for file in make_files([wide])] == [1]


def test_contents_have_the_columns_of_the_standard() -> None:
    volume = found()[0]
    entry, first = volume.entries[1], rows(plans()[f"volume-{volume.name}"], 1)[1]
    item = entry.item
    assert item.household and item.number
    assert first[0] == "2"
    assert first[1].replace("\n", "") == item.number
    assert first[2].replace("\n", "") == item.responsible
    assert first[3].replace("\n", "") == f"{item.title}（{item.community}）"
    assert item.dates[0] < item.dates[1]
    dated = "—\n".join(f"{day:%Y%m%d}" for day in item.dates)
    assert first[4:] == (dated, str(entry.first_page), f"{item.documents}份\n{item.household.number}")


def test_an_office_record_brings_its_own_note() -> None:
    records = tuple(each.model_copy(update={"note": f"注{each.number}"}) for each in station_data().clients.records)
    noted = {plan.name: plan for plan in KINDS["archive"].plan(changed(records=records))}
    volume = next(volume for volume in found() if volume.archive_class.by_item)
    keys = [entry.item.key for entry in volume.entries]
    assert [row[6].replace("\n", "") for row in rows(noted[f"volume-{volume.name}"], 1)] == [f"注{key}" for key in keys]


def test_a_bound_volume_keeps_the_day_it_was_bound_and_a_new_one_has_todays() -> None:
    bound = next(volume for volume in found() if volume.bound)
    new = next(volume for volume in found() if not volume.bound)
    location = (bound.archive_class.code, bound.serial)
    day = max(line.bound_on for line in station_data().clients.bindings if (line.class_code, line.serial) == location)
    said = [plans()[f"volume-{volume.name}"].parts[2].records[0].values["arranged_on"] for volume in (bound, new)]
    assert said == [archive_paper.day(day), archive_paper.day(station_data().station.archive.arranged_on)]
    assert said[0] != said[1]


# ── labels ──


def test_every_spine_is_as_wide_as_its_volume_is_thick() -> None:
    made = [(width, category.replace("\n", ""), serial) for width, _, category, _, serial in spines()]
    assert made == [(v.spine.mm, f"MZ·{v.archive_class.code}", f"{v.serial:03}") for v in found()]


def test_spines_stand_in_shelf_order_and_a_sheet_is_filled_before_the_next() -> None:
    sheets = [[label[0] for label in sheet.design["labels"]] for sheet in plans()["spines"].parts[0].records]  # type: ignore[attr-defined]
    assert all(sum(widths) <= SHEET.mm for widths in sheets)
    assert all(sum(widths) + after[0] > SHEET.mm for widths, after in pairwise(sheets))


def spines() -> list[tuple[float, str, str, str, str]]:
    sheets = plans()["spines"].parts[0].records
    labels = [(sheet, at, label) for sheet in sheets for at, label in enumerate(sheet.design["labels"])]  # type: ignore[arg-type, var-annotated]
    return [(*label, sheet.values[f"serial{at}"]) for sheet, at, label in labels]


def test_a_category_goes_in_two_lines_where_a_spine_is_too_narrow() -> None:
    classes = tuple(
        each.model_copy(update={"code": "DBWW"}) if each.code == "DB" else each
        for each in station_data().district.archive.classes
    )
    archive = station_data().district.archive.model_copy(update={"classes": classes})
    data = replace(changed(bindings=()), district=station_data().district.model_copy(update={"archive": archive}))
    sheets = plan_spines(data, volumes(data)).parts[0].records
    labels = {(label[0], label[2]) for sheet in sheets for label in sheet.design["labels"]}  # type: ignore[attr-defined]
    assert {category for _, category in labels if "WW" in category} == {"MZ·\nDBWW"}
    assert {category.count("\n") for _, category in labels if "WW" not in category} == {0}


def test_a_box_takes_its_volumes_and_no_thinner_one_would() -> None:
    made = boxes(found(), by_community=False)
    assert [volume for box in made for volume in box.volumes] == found()
    for box in made:
        thick = sum(volume.spine.mm for volume in box.volumes)
        assert len({volume.archive_class.code for volume in box.volumes}) == 1
        assert thick <= (box.thickness - BOARD).mm
        assert not box.archive_class.by_item or len({volume.years for volume in box.volumes}) == 1
        assert box.thickness == mm(20) or thick > (box.thickness - mm(10) - BOARD).mm
    for before, after in pairwise(made):
        if before.archive_class == after.archive_class:
            assert after.serial == before.serial + 1
            apart = after.volumes[0].archive_class.by_item and before.volumes[-1].years != after.volumes[0].years
            assert apart or sum(v.spine.mm for v in (*before.volumes, after.volumes[0])) > 48


def test_new_volumes_never_move_an_earlier_one_to_another_box() -> None:
    for count in range(1, len(found())):
        of_class = found()[0].archive_class.code
        whole = [volume for volume in found() if volume.archive_class.code == of_class]
        early = boxes(whole[:count], by_community=False)
        late = boxes(whole, by_community=False)
        where = {volume.number: box.serial for box in late for volume in box.volumes}
        assert all(where[volume.number] == box.serial for box in early for volume in box.volumes)


# ── lists of clients ──


def test_the_register_has_every_household_once_by_class_and_community() -> None:
    plan, communities = plans()["register"], [community.name for community in station_data().station.communities]
    *classes, _ = range(len(plan.parts))
    listed = [row[2] for part in classes for row in rows(plan, part) if row[0]]
    assert sorted(listed) == sorted(each.number for each in station_data().clients.households)
    for part in classes:
        places = [communities.index(row[1]) for row in rows(plan, part) if row[0]]
        assert places == sorted(places)
    for volume in found():
        for entry in volume.entries:
            if entry.item.household:
                row = next(r for p in plan.parts for r in p.records[0].rows if r[2] == entry.item.household.number)
                assert row[8] == volume.item_number(entry)
                assert row[9] == archive_paper.span(entry.first_page, entry.last_page)


def test_the_register_sums_up_each_class_and_all_of_them() -> None:
    plan, households = plans()["register"], station_data().clients.households
    *_, last = rows(plan, len(plan.parts) - 1)
    kept = [each for each in households if each.status == "在保"]
    assert last == ("", "合　计", *figures(households)[:2], "不合计", *figures(kept))
    for part, line in enumerate(rows(plan, len(plan.parts) - 1)[:-1]):
        _, name, *sums = line
        of_class = [each for each in households if each.kind == name]
        assert sums == [*figures(of_class), *figures([each for each in of_class if each in kept])]
        totals = [row for row in rows(plan, part) if not row[0]]
        told = {row[1]: (row[2].removesuffix(" 户"), row[4], row[5]) for row in totals}
        assert told.pop("合　计") == tuple(sums[:3])
        assert told == ({"其中在保": tuple(sums[3:])} if sums[3] != "0" else {})


def figures(households: Iterable[Household]) -> tuple[str, str, str]:
    counted = list(households)
    members, amount = sum(each.members for each in counted), sum(each.amount for each in counted)
    return str(len(counted)), str(members), f"{amount:,.2f}" if amount else "—"


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.name)
def test_an_index_has_everyone_in_order_and_each_heading_once(order) -> None:
    lines = rows(plans()[order.name])
    assert sorted(line[2] for line in lines) == sorted(each.number for each in station_data().clients.households)
    keys = [order.key(line[1]) for line in lines]
    assert keys == sorted(keys)
    headings = [line[0] for line in lines if line[0]]
    assert len(headings) == len(set(headings)) > 5
    heading = ""
    for line in lines:
        heading = line[0] or heading
        assert heading == order.heading(line[1])


def test_people_of_one_name_stand_in_the_order_of_their_numbers() -> None:
    twins = tuple(each.model_copy(update={"head": "苗青禾"}) for each in station_data().clients.households[:9])
    plan = plan_index(
        station_data(), volumes(replace(station_data(), clients=Clients(twins, tuple(range(2, 11))))), ORDERS[0]
    )
    numbers = [line[2] for line in rows(plan)]
    assert numbers == sorted(each.number for each in twins)
    assert [line[0] for line in rows(plan)] == ["M", *[""] * 8]


def test_what_is_due_is_listed_and_where_nothing_is_there_is_no_list() -> None:
    ended = due(station_data())
    assert [row[1] for row in rows(plans()["appraisal"])] == [each.volume.item_number(each.entry) for each in ended]
    archive = station_data().station.archive.model_copy(update={"appraised_on": date(2000, 1, 1)})
    early = replace(station_data(), station=station_data().station.model_copy(update={"archive": archive}))
    assert "appraisal" not in [plan.name for plan in KINDS["archive"].plan(early)]


# ── household files ──


def test_each_household_file_has_its_cover_and_its_contents_in_binding_order() -> None:
    covers, contents = plans()["household-files"].parts
    files = household_files(station_data())
    assert [record.values["number"] for record in covers.records] == [file.number for file in files]
    assert [record.values["number"] for record in contents.records] == [f"档号　{file.number}" for file in files]
    for file, cover, listed in zip(files, covers.records, contents.records, strict=True):
        first, last = file.papers[0].first_page, file.papers[-1].last_page
        assert cover.values["bound"] == f"{file.volume.number}　第 {archive_paper.span(first, last)} 页"
        assert cover.values["title"] == f"{file.household.head}\n{file.archive_class.name}档案"
        assert (cover.values["ended"] != "") == (file.household.status == "已退出")
        filled = [row for row in listed.rows if any(row)]
        assert [row[2] for row in filled] == [filed.paper.title for filed in file.papers]
        assert filled[0][4].split("—")[0] == str(first)
        assert filled[-1][4].split("—")[-1] == str(last)


def test_without_a_table_of_papers_the_form_is_left_to_be_written_on() -> None:
    plan = next(KINDS["household"].plan(changed(papers=(), paper_rows=())))
    covers, contents = plan.parts
    assert {record.values["applied"] for record in covers.records} == {""}
    assert all(not any(map(any, record.rows)) and len(record.rows) == 27 for record in contents.records)


def test_the_year_of_the_application_is_that_of_the_application() -> None:
    file = household_files(station_data())[0]
    moved = [
        paper.model_copy(update={"dated": date(1999, 5, 1)}) if household.APPLICATION in paper.kind else paper
        for paper in station_data().clients.papers
    ]
    cover = next(KINDS["household"].plan(changed(papers=tuple(moved)))).parts[0].records[0]
    assert cover.values["number"] == file.number
    assert cover.values["applied"] == "1999年"


# ── forms to write on ──


RULED = Ruled(3, 4, 10.0, {1: (5, 4.0)}, 1.0)


@pytest.mark.parametrize(("count", "lines"), [(0, 4), (1, 4), (4, 4), (5, 8), (8, 8)])
def test_a_form_is_ruled_to_the_foot(count: int, lines: int) -> None:
    filled = RULED.filled([("1", "字", "")] * count)
    assert len(filled) == lines
    assert {len(row) for row in filled} == {3}


def test_a_tall_row_costs_lines_and_never_a_page_more() -> None:
    tall = ("1", "槐" * 11, "")
    assert RULED.filled([tall])[1:] == [("", "", "")]
    assert [row[1].replace("\n", "") for row in RULED.filled([tall] * 2)] == ["槐" * 11] * 2
    assert RULED.filled([tall, ("1", "槐" * 10, "")])[2:] == []


FORMS = {"blank-forms": archive_volume.RULED, "household-blank": household.RULED, "blank-register": REGISTER}


@pytest.mark.parametrize("name", FORMS)
def test_style_sheets_rule_as_many_lines_as_plans_reckon_with(name: str) -> None:
    plan, ruled = plans()[name], FORMS[name]
    record = plan.parts[0].records[0]
    once = replace(record, rows=ruled.filled([("1",) + ("字",) * (ruled.columns - 1)] * ruled.lines))
    more = replace(record, rows=[*once.rows, *ruled.blank(1)])
    assert [pages(plan, plan.parts[0], [each]) for each in (record, once, more)] == [1, 1, 2]


TALL = [
    ("blank-forms", column, lines * ems) for column, ems in ((1, 7), (2, 5), (3, 16), (6, 6)) for lines in range(3, 8)
]
TALL += [
    ("household-blank", column, characters)
    for column, ems in ((1, 10), (2, 18), (5, 5))
    for characters in (ems, 2 * ems, 2 * ems + 1, 4 * ems)
]
TALL += [("blank-register", column, characters) for column in (3, 4) for characters in (11, 20, 28, 43, 60)]


@pytest.mark.parametrize(("name", "column", "characters"), TALL)
def test_blank_lines_after_tall_rows_never_make_a_page_more(name: str, column: int, characters: int) -> None:
    plan, ruled = plans()[name], FORMS[name]
    row = ["字"] * ruled.columns
    row[column] = "槐" * characters
    for count in (1, ruled.lines):
        filled = ruled.filled([tuple(row)] * count)
        alone = replace(plan.parts[0].records[0], rows=filled[:count])
        record = replace(alone, rows=filled)
        assert pages(plan, plan.parts[0], [record]) == pages(plan, plan.parts[0], [alone])


def test_the_consultation_register_goes_on_where_it_ended() -> None:
    entered = station_data().clients.consultations
    assert entered
    for count in (0, 1, len(entered)):
        again = changed(consultations=entered[:count])
        plan = next(plan for plan in KINDS["archive"].plan(again) if plan.name == "consultation-register")
        written = rows(plan)
        assert [row[5] for row in written] == [each.number for each in entered[:count]]
        lines = len(plan.parts[0].records[0].rows)
        assert lines % REGISTER.lines == 0
        assert lines - count >= REGISTER.lines // 2


def test_blank_forms_hold_nothing_of_anyone() -> None:
    station = station_data().station
    people = {each.head for each in station_data().clients.households} | {station.archive.arranged_by}
    for name in ("blank-forms", "blank-register", "household-blank"):
        for part in plans()[name].parts:
            html = fill_part(plans()[name], part, part.records)
            assert not [each for each in people if each in html]
            assert not any(map(any, part.records[0].rows))


def test_long_remarks_get_smaller_type_and_more_lines() -> None:
    nothing = {"number": "", "arranged_by": "", "checked_by": "", "arranged_on": ""}
    designs = [
        archive_volume.remarks({**nothing, "said": "字" * length}).records[0].design for length in (10, 600, 900, 5000)
    ]
    sizes = [round(design["size"].pt, 2) for design in designs]  # type: ignore[attr-defined]
    assert sizes == [14, 12, 10.5, 9]
    assert [design["lines"] for design in designs] == sorted(design["lines"] for design in designs)  # type: ignore[type-var]


# ── the public list ──


def test_the_public_list_holds_names_members_and_amounts_only() -> None:
    plan = plans()["public-list"]
    published = {each.name for each in station_data().district.archive.classes if each.published}
    assert published < {each.kind for each in station_data().clients.households}
    october = [date(2026, 10, day) for day in range(1, 32)]
    supported = [
        h
        for h in station_data().clients.households
        if h.kind in published and (h.decided_on in october if h.kind == "临时救助" else h.status == "在保")
    ]
    shown = [row for part in range(len(plan.parts)) for row in rows(plan, part)]
    told = sorted((each.members, f"{each.amount:,.2f}" if each.amount else "—") for each in supported)
    assert sorted((int(row[2]), row[3]) for row in shown) == told
    assert {len(row) for row in shown} == {4}
    everything = "\n".join(fill_part(plan, part, part.records) for part in plan.parts)
    for each in station_data().clients.households:
        for secret in (each.identity_number, each.number, each.decision):
            assert secret not in everything
        assert f">{each.head}<" not in everything or each.head in {h.head for h in supported}
    assert plan.set not in CLOSED_SETS
    assert (plan.set, KINDS["public-list"].set) == ("public", "public")


def test_the_public_list_goes_community_by_community_in_the_order_of_the_data() -> None:
    plan = plans()["public-list"]
    heads = [part.records[0].values["period"].partition("　　") for part in plan.parts]
    places = list(dict.fromkeys(place for place, _, _ in heads))
    assert places == [each.name for each in station_data().station.communities if each.name in places]
    assert len(places) > 5
    assert {said for _, _, said in heads} == {"公示周期　2026年10月"}
    for place in places:
        there = [part.fields["title"] for part, head in zip(plan.parts, heads, strict=True) if head[0] == place]
        assert len(there) == len(set(there))
    shown = {(head[0], row[1]) for part, head in zip(plan.parts, heads, strict=True) for row in part.records[0].rows}
    known = {(each.community, each.head) for each in station_data().clients.households}
    assert shown <= known


def test_the_public_list_is_of_a_day_of_its_own() -> None:
    plan = plans()["public-list"]
    assert plan.issued == "2026-11-10" != station_data().station.archive.arranged_on.isoformat()
    assert {part.records[0].values["published_on"] for part in plan.parts} == {"2026年11月10日"}


def test_without_its_days_there_is_no_public_list() -> None:
    archive = station_data().station.archive.model_copy(update={"publication": None})
    station = station_data().station.model_copy(update={"archive": archive})
    assert list(KINDS["public-list"].plan(replace(station_data(), station=station))) == []


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "2026年10月"),
        (date(2026, 7, 1), date(2026, 9, 30), "2026年7月至9月"),
        (date(2025, 12, 1), date(2026, 2, 28), "2025年12月至2026年2月"),
        (date(2026, 10, 1), date(2026, 10, 30), "2026年10月1日至10月30日"),
        (date(2026, 10, 2), date(2026, 10, 31), "2026年10月2日至10月31日"),
        (date(2026, 10, 2), date(2026, 10, 2), "2026年10月2日"),
    ],
)
def test_a_period_of_whole_months_is_said_in_months(first: date, last: date, said: str) -> None:
    assert period(first, last) == said


def test_a_sheet_of_the_public_list_has_22_lines() -> None:
    plan = plans()["public-list"]
    record = plan.parts[0].records[0]
    line = ("1", "欧阳青禾", "2", "880")
    assert [pages(plan, plan.parts[0], [replace(record, rows=[line] * count)]) for count in (22, 23)] == [1, 2]


def test_what_is_made_of_client_files_is_private() -> None:
    assert all(opens_client_files([name]) for name in ("archive", "household", "public-list"))
    assert all(plan.set in CLOSED_SETS for plan in plans().values() if plan.kind != "public-list")


# ── all of them ──


def test_every_part_can_be_laid_out_without_a_word_from_the_engine() -> None:
    seen = set()
    for plan, part in parts():
        if part.template not in seen:
            seen.add(part.template)
            assert pages(plan, part, part.records[:2]) >= 1
    assert len(seen) == 22


def test_no_head_and_no_word_of_four_characters_is_broken() -> None:
    for plan, part in {part.template: (plan, part) for plan, part in parts()}.values():
        records = [replace(record, rows=record.rows[:40]) for record in part.records[:4]]
        laid = engine.lay_out(
            fill_part(plan, part, records), style_sheets(plan.kind, plan.theme), {}, Location(plan.file)
        )
        for box in (box for page in laid.pages.pages for box in elements(page)):
            if box.element_tag in ("th", "td") and (words := list(box.element.itertext())):
                short = box.element_tag == "th" or len("".join(words)) <= 4
                assert not short or len(lines_of(box)) == len("\n".join(words).splitlines()), (part.template, words)


def test_a_slot_stands_once_on_a_page() -> None:
    for plan, part in {part.template: (plan, part) for plan, part in parts()}.values():
        html = fill_part(plan, part, part.records[:1])
        laid = engine.lay_out(html, style_sheets(plan.kind, plan.theme), {}, Location(plan.file))
        names = [box.name for box in measured(laid, "data-slot") if box.page == 0]
        assert len(names) == len(set(names)), part.template


def test_plates_are_few() -> None:
    """A design more is a layout more: what depends on a person's text goes by coarse steps."""
    covers, contents = plans()["household-files"].parts
    for part, most in ((covers, 12), (contents, 2)):
        assert len({repr(sorted(record.design.items())) for record in part.records}) <= most
    for plan, part in parts():
        assert "taoyuan" not in repr(part.fields)
        assert station_data().station.archive.fonds_name not in repr(part.fields), plan.name


def test_a_station_without_files_has_no_archive() -> None:
    empty = replace(station_data(), clients=Clients())
    assert [plan for kind in ("archive", "household") for plan in KINDS[kind].plan(empty)] == []


def test_a_station_that_helps_nobody_publishes_that() -> None:
    [plan] = KINDS["public-list"].plan(replace(station_data(), clients=Clients()))
    [part] = plan.parts
    [record] = part.records
    assert (list(record.rows), record.values["total"]) == ([], "共 0 户、0 人")


def test_what_is_expected_in_a_file_is_in_its_plan() -> None:
    """The gate looks for these words: one that no record holds would stop every build."""
    for plan in plans().values():
        said = "\n".join(fill_part(plan, part, part.records) for part in plan.parts).replace("\n", "")
        assert not [text for text in plan.expects if text not in said], plan.name


def test_a_register_says_what_applies_and_sums_up_several_classes_alone() -> None:
    households = [each for each in station_data().clients.households if each.kind == "最低生活保障"]
    kept = [each for each in households if each.status == "在保"][:3]
    left = [each for each in households if each.status == "已退出"][:2]
    for some, head, names in (
        (kept, "共 3 户，均在保", ["合　计"]),
        (left, "共 2 户", ["合　计"]),
        (kept + left, "共 5 户，其中在保 3 户", ["合　计", "其中在保"]),
    ):
        data = replace(station_data(), clients=Clients(tuple(some), tuple(range(2, len(some) + 2))))
        [part] = plan_register(data, volumes(data)).parts
        assert part.records[0].values["head"] == f"类别　最低生活保障　　{head}"  # type: ignore[index]
        assert [row[1] for row in part.records[0].rows if not row[0]] == names  # type: ignore[index]


def test_a_district_that_keeps_communities_apart_has_a_register_and_labels_of_each() -> None:
    archive = station_data().district.archive.model_copy(update={"by_community": True})
    data = replace(changed(bindings=()), district=station_data().district.model_copy(update={"archive": archive}))
    made = {plan.name: plan for plan in KINDS["archive"].plan(data)}
    listed = [
        row for part in range(len(made["community-register"].parts)) for row in rows(made["community-register"], part)
    ]
    assert sorted(row[2] for row in listed if row[0]) == sorted(each.number for each in data.clients.households)
    names = [community.name for community in data.station.communities]
    heads = [part.records[0].values["head"] for part in made["community-register"].parts]  # type: ignore[index]
    assert [head.split("　")[1] for head in heads] == names
    for volume in volumes(data):
        cover = made[f"volume-{volume.name}"].parts[0].records[0].values["title"].split("\n")  # type: ignore[index]
        assert cover[1:-2] == list(volume.communities)
        assert len(volume.communities) == (0 if volume.archive_class.by_item else 1)
    titles = [label[1] for sheet in made["spines"].parts[0].records for label in sheet.design["labels"]]  # type: ignore[attr-defined]
    assert {title.partition("　")[2] for title in titles} == {"", *names}
    labels = [sheet.values for sheet in made["box-labels"].parts[0].records]
    assert {values.get(f"community{at}", "") for values in labels for at in (0, 1)} == {"", *names}
    parts = made["box-forms"].parts
    contents, remarks = ([part.records[0] for part in parts[start::2]] for start in (0, 1))  # type: ignore[index]
    printed = [
        tuple(sheet.values[f"{name}{at}"] for name in ("community", "volumes", "serial"))
        for sheet in made["box-labels"].parts[0].records
        for at in (0, 1)
        if f"serial{at}" in sheet.values
    ]
    assert len(printed) == len(contents) == len(remarks)
    for (place, serials, serial), record in zip(printed, remarks, strict=True):
        assert f"本盒装{place}" in record.values["said"]
        assert f"案卷号 {serials}；" in record.values["said"]
        assert record.values["head"].endswith(f"盒号 {serial}")
    for register in made["community-register"].parts:
        kinds = {row[1] for row in register.records[0].rows if row[0]}  # type: ignore[index]
        *_, total = (row for row in register.records[0].rows if row[1] == "合　计")  # type: ignore[index]
        assert (total[5] == "不合计") is (len(kinds) > 1)
    assert "community-register" not in plans()


def test_a_box_of_volumes_that_do_not_follow_each_other_names_those_that_are_in_it() -> None:
    some = [volume for volume in found() if volume.archive_class.code == "DB"]
    box = BoxLabel(1, mm(50), (some[0], some[1], some[3]))
    assert archive_labels.serials(box) == "001—002、004"


def test_dates_and_numbers_as_the_forms_write_them() -> None:
    day = date(2026, 3, 5)
    assert archive_paper.day(day) == "2026年3月5日"
    assert archive_paper.compact(day) == "20260305"
    assert archive_paper.compact(None) == ""
    assert archive_paper.months((day, day + timedelta(days=60))) == "自 2026年3月 至 2026年5月"
    assert archive_paper.months((day, day)) == "2026年3月"
    assert archive_paper.days((day, day)) == "20260305"
    assert archive_paper.days((day, day + timedelta(days=1))) == "20260305—\n20260306"
    assert [archive_paper.money(amount) for amount in (0, 5, 1860)] == ["—", "5.00", "1,860.00"]
    assert archive_paper.years((2024, 2024)) == "2024"
    assert archive_paper.years((2024, 2026)) == "2024—2026"
    assert archive_paper.broken("澄民低保〔2026〕4号") == "澄民低保\n〔2026〕4号"
    assert archive_paper.broken("第4号") == "第4号"
    assert archive_paper.broken(None) == ""
    assert archive_paper.short("10年（本区确定）") == "10年"
