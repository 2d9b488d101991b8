"""Stamps, forms of a box, what is handed over or destroyed, and the two notes: every number is that of the volumes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pikepdf
import pytest

from mzdocs import load
from mzdocs.build.produce import make_files
from mzdocs.core.problems import Location
from mzdocs.derive.archive_context import archive_words
from mzdocs.derive.volumes import Volume, condemned, due, handed_over, volumes, years_kept
from mzdocs.kinds import KINDS, archive_destruction, archive_transfer
from mzdocs.kinds.archive_box_forms import RULED as LISTED
from mzdocs.kinds.archive_labels import boxes
from mzdocs.kinds.archive_notes import plan_notes
from mzdocs.kinds.archive_stamps import A_SHEET, plan_stamps
from mzdocs.leaks import leaked
from mzdocs.model.archive_acts import AppraisalResult, Transfer
from mzdocs.model.client_files import HouseholdDocument
from mzdocs.model.letter import texts
from mzdocs.model.secret_texts import SecretTexts
from mzdocs.model.station_data import StationData
from mzdocs.pdf.font_widths import Widths, widths_of
from mzdocs.plan.document import Document, Record
from mzdocs.preflight.pdf_measures import MeasuredPdf

from .test_archive_forms import ROOT, pages, plans, station_data
from .test_ledger import archived, tables


def with_archive(data: StationData, **update: Any) -> StationData:
    archive = data.station.archive.model_copy(update=update)
    return replace(data, station=data.station.model_copy(update={"archive": archive}))


def handing(**update: Any) -> Transfer:
    return Transfer.model_validate({"接收单位": "澄江区档案馆"}).model_copy(update=update)


def appraisal(*kept: str) -> AppraisalResult:
    return AppraisalResult.model_validate({"鉴定小组": ["姚少峰", "邱立新"], "续存": list(kept)})


def opinions(**update: Any) -> set[str]:
    """What the list of what is due says of the appraisal."""
    return {row[7] for row in planned(with_archive(station_data(), **update))["appraisal.pdf"].parts[0].records[0].rows}


def planned(data: StationData) -> dict[str, Document]:
    return {plan.file: plan for plan in KINDS["archive"].plan(data)}


@cache
def worded() -> StationData:
    return replace(station_data(), wordings=load.load_wordings(load.Workspace(ROOT))[0])


@cache
def found() -> list[Volume]:
    return volumes(station_data())


def written(record: Record) -> list[tuple[str, ...]]:
    return [row for row in record.rows if any(row)]


def sums(rows: Sequence[tuple[str, ...]], *columns: int) -> list[int]:
    return [sum(int(row[column]) for row in rows) for column in columns]


# ── stamps ──


def cells(plan: Document) -> list[list[str]]:
    """The values of each stamp of all sheets in their order, empty ones too."""
    sheets = plan.parts[0].records
    width = max(int(name.split("-")[1]) for name in sheets[0].values if name.startswith("cell")) + 1
    return [[sheet.values[f"cell{n}-{place}"] for place in range(width)] for sheet in sheets for n in range(A_SHEET)]


def test_every_item_has_its_stamp_in_the_order_of_filing() -> None:
    items = [(volume, entry) for volume in found() for entry in volume.entries]
    filed = [list(each) for each in cells(plans()["filing-stamps"]) if any(each)]
    assert filed == [
        ["Z101", str(entry.item.dated.year), f"{volume.serial:03}-{entry.order:04}", volume.archive_class.name,
         volume.retention.partition("（")[0], str(entry.item.pages)]
        for volume, entry in items if volume.archive_class.by_item
    ]  # fmt: skip
    numbered = ["-".join(each) for each in cells(plans()["number-stamps"]) if any(each)]
    assert numbered == [
        volume.item_number(entry).replace(f"-{volume.archive_class.retention_code}-", "-")
        for volume, entry in items
        if not volume.archive_class.by_item
    ]
    assert len({tuple(each) for each in filed}) == len(filed)


@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (A_SHEET, 1), (A_SHEET + 1, 2)])
def test_a_sheet_takes_48_and_what_is_left_over_is_empty(count: int, sheets: int) -> None:
    volume = max((each for each in found() if each.archive_class.by_item), key=lambda each: len(each.entries))
    many = replace(volume, entries=tuple(replace(volume.entries[0], order=n + 1) for n in range(count)))
    plan = next(plan_stamps(station_data(), [many]))
    assert (plan.pages, len(plan.parts[0].records)) == (sheets, sheets)
    assert [any(each) for each in cells(plan)] == [True] * count + [False] * (sheets * A_SHEET - count)
    assert plan.parts[0].records[-1].values["folio"] == f"第 {sheets} 张　共 {sheets} 张"


def test_a_station_without_households_has_no_number_stamps_but_the_drawing() -> None:
    by_item = [volume for volume in found() if volume.archive_class.by_item]
    assert [plan.name for plan in plan_stamps(station_data(), by_item)] == ["filing-stamps", "stamp-drawing"]


def test_the_drawing_of_the_stamps_tells_nothing_of_a_station() -> None:
    drawing = plans()["stamp-drawing"]
    assert station_data().station.archive.fonds_name not in repr((drawing.title, drawing.parts))


# ── boxes ──


def test_a_code_is_as_wide_as_what_its_encoding_says_it_stands_for() -> None:
    """Where a line is shown letter by letter, the next begins where the last one ends."""
    pdf = pikepdf.new()
    encoding = pdf.make_stream(b"1 begincidchar\n<0031> 7\nendcidchar")
    descendant = pikepdf.Dictionary(W=pikepdf.Array([7, pikepdf.Array([500])]), DW=1000)
    font = pikepdf.Dictionary(Subtype=pikepdf.Name.Type0, Encoding=encoding, DescendantFonts=[descendant])
    assert list(Widths(font).of_text(b"\x00\x31\x00\x32")) == [(0x31, 0.5), (0x32, 1.0)]
    known: dict[tuple[int, int], Widths] = {}
    assert widths_of(font, known) is not widths_of(font, known)
    own = pdf.make_indirect(font)
    assert widths_of(own, known) is widths_of(own, known)


def test_the_forms_of_a_box_say_what_is_in_it() -> None:
    made, parts = boxes(found(), by_community=False), plans()["box-forms"].parts
    assert len(parts) == 2 * len(made)
    listed = {row[1]: row for row in plans()["volume-list"].parts[0].records[0].rows}
    for box, contents, remarks in zip(made, parts[::2], parts[1::2], strict=True):
        *rows, last = written(contents.records[0])
        items, count = sum(len(volume.entries) for volume in box.volumes), sum(volume.pages for volume in box.volumes)
        assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
        assert last[4:6] == (str(items), str(count))
        assert [items, count] == sums(rows, 4, 5)
        said = remarks.records[0].values
        assert f"装{box.archive_class.name}材料 {len(box.volumes)} 卷" in said["said"]
        assert f"共 {items} 件、{count} 页" in said["said"]
        assert said["head"] == contents.records[0].values["head"]
        assert said["head"].endswith(f"盒号 {box.serial}")
        assert (said["arranged_by"], said["checked_on"]) == (station_data().station.archive.arranged_by, "")
        if box.archive_class.by_item:
            assert [row[1] for row in rows] == [v.item_number(e) for v in box.volumes for e in v.entries]
        else:
            assert [row[1] for row in rows] == [volume.number for volume in box.volumes]
            assert [row[4:6] for row in rows] == [(listed[row[1]][4], listed[row[1]][6]) for row in rows]


@pytest.mark.parametrize("column", [None, 2])
@pytest.mark.parametrize("count", [1, LISTED.lines, LISTED.lines + 1, 60])
def test_a_list_of_a_box_is_ruled_to_the_foot_of_its_pages(count: int, column: int | None) -> None:
    plan = plans()["box-forms"]
    row = tuple("字" * 44 if place == column else "1" for place in range(LISTED.columns))
    alone = replace(plan.parts[0].records[0], rows=[row] * count)
    filled = replace(alone, rows=LISTED.filled([row] * count))
    assert pages(plan, plan.parts[0], [filled]) == pages(plan, plan.parts[0], [alone])
    if column is None:
        more = replace(filled, rows=[*filled.rows, *LISTED.blank(1)])
        assert pages(plan, plan.parts[0], [more]) == pages(plan, plan.parts[0], [filled]) + 1


@pytest.mark.parametrize(
    ("name", "part", "ruled"),
    [
        ("blank-disposal", 0, archive_transfer.SUMMED),
        ("blank-disposal", 1, archive_transfer.LISTED),
        ("blank-disposal", 2, archive_destruction.SUMMED),
        ("blank-disposal", 3, archive_destruction.LISTED),
    ],
)
def test_blank_forms_are_one_page_each(name: str, part: int, ruled: Any) -> None:
    plan = plans()[name]
    record = plan.parts[part].records[0]
    assert pages(plan, plan.parts[part], [record]) == 1
    assert (len(record.rows), any(map(any, record.rows))) == (ruled.lines, False)


# ── handing over ──


def test_without_facts_all_bound_volumes_are_listed_and_the_rest_is_left_to_write() -> None:
    bound = [volume for volume in found() if volume.bound]
    deed, listed = plans()["transfer-list"].parts
    *rows, last = listed.records[0].rows
    assert [row[1] for row in rows] == [volume.number for volume in bound]
    assert last[2] == f"合　计　{len(bound)} 卷"
    ended = [each.volume.number for each in due(station_data())]
    assert [row[8] for row in rows] == [f"到期 {ended.count(v.number)} 件" if v.number in ended else "" for v in bound]
    assert set(ended) & {volume.number for volume in bound}
    assert [int(each) for each in last[4:7]] == sums(rows, 4, 5, 6)
    assert deed.records[0].values["receiver"] == ""
    assert "年　　　月" in deed.records[0].values["handed_on"]


def test_the_deed_has_the_sums_of_the_list() -> None:
    deed, listed = plans()["transfer-list"].parts
    *rows, total = deed.records[0].rows
    last = listed.records[0].rows[-1]
    assert total[4:7] == (str(len(listed.records[0].rows) - 1), last[4], last[6])
    assert [int(each) for each in total[4:7]] == sums(rows, 4, 5, 6)
    assert f"共 {total[4]} 卷、{total[5]} 件、{total[6]} 页" in deed.records[0].values["said"]


def test_facts_choose_classes_and_years_and_fill_the_deed() -> None:
    data = with_archive(station_data(), transfer=handing(classes=("DB", "RC"), until=2022, handed_on=date(2026, 12, 1)))
    chosen = handed_over(data, found())
    bound = [volume for volume in found() if volume.bound]
    assert chosen == [v for v in bound if v.archive_class.code in ("DB", "RC") and v.years[1] <= 2022]
    assert {volume.archive_class.code for volume in chosen} == {"DB", "RC"}
    deed, listed = planned(data)["transfer-list.pdf"].parts
    assert deed.records[0].values["receiver"] == "澄江区档案馆"
    assert deed.records[0].values["handed_on"] == "2026年12月1日"
    assert listed.records[0].values["head"].endswith("接收单位　澄江区档案馆")
    assert [row[1] for row in listed.records[0].rows[:-1]] == [volume.number for volume in chosen]


def test_nothing_bound_is_nothing_to_hand_over() -> None:
    loose = replace(station_data(), clients=replace(station_data().clients, bindings=(), binding_rows=()))
    assert "transfer-list.pdf" not in planned(loose)


@pytest.mark.parametrize(("count", "most"), [(1, 1), (60, 5)])
def test_one_volume_and_many_are_listed_whole(count: int, most: int) -> None:
    volume = next(volume for volume in found() if volume.bound)
    many = [replace(volume, serial=n, number=f"{volume.number[:-3]}{n:03}") for n in range(1, count + 1)]
    plan = next(archive_transfer.plan_transfer(station_data(), many))
    assert [row[1] for row in plan.parts[1].records[0].rows[:-1]] == [each.number for each in many]
    assert pages(plan, plan.parts[1], plan.parts[1].records) == most
    assert pages(plan, plan.parts[0], plan.parts[0].records) == 1


# ── destroying ──


def test_nothing_is_destroyed_before_the_appraisal() -> None:
    assert due(station_data())
    assert condemned(station_data()) == []
    assert "destruction-list" not in plans()


def test_what_the_appraisal_keeps_is_not_on_the_list() -> None:
    ended = due(station_data())
    kept = ended[1].entry.item.key
    plan = planned(with_archive(station_data(), verdict=appraisal(kept)))["destruction-list.pdf"]
    approval, listed = plan.parts
    *rows, last = listed.records[0].rows
    left = [each for each in ended if each.entry.item.key != kept]
    assert [row[1] for row in rows] == [each.volume.item_number(each.entry) for each in left]
    assert {row[7] for row in rows} == {"销毁"}
    count = sum(each.entry.item.pages for each in left)
    assert (last[2], last[6]) == (f"合　计　{len(left)} 件", str(count))
    *classes, total = approval.records[0].rows
    assert [int(each) for each in total[5:]] == sums(classes, 5, 6) == [len(left), count]
    assert approval.records[0].values["extent"] == f"{len(left)} 件，{count} 页"
    assert approval.records[0].values["panel"] == "姚少峰　邱立新"
    assert opinions(verdict=appraisal(kept)) == {"续存", "销毁"}
    assert opinions() == {""}


def test_a_list_of_nothing_is_not_made() -> None:
    everything = [each.entry.item.key for each in due(station_data())]
    assert "destruction-list.pdf" not in planned(with_archive(station_data(), verdict=appraisal(*everything)))
    assert opinions(verdict=appraisal(*everything)) == {"续存"}
    early = with_archive(station_data(), verdict=appraisal(), appraised_on=date(2000, 1, 1))
    assert "destruction-list.pdf" not in planned(early)


@pytest.mark.parametrize(
    ("day", "years"), [(date(2025, 3, 1), 4), (date(2025, 2, 28), 4), (date(2025, 2, 27), 3), (date(2021, 3, 1), 0)]
)
def test_years_are_full_ones(day: date, years: int) -> None:
    assert years_kept(replace(due(station_data())[0], ended_on=date(2021, 2, 28)), day) == years


# ── the notes ──


def test_the_words_of_the_archive_are_the_sums_of_its_volumes() -> None:
    words = archive_words(worded(), found())
    listed = plans()["volume-list"].parts[0].records[0].rows[-1]
    assert [words[key] for key in ("件数", "份数", "页数")] == [int(each) for each in listed[4:7]]
    assert words["卷数"] == len(found())
    for key in ("卷数", "件数", "份数", "页数"):
        assert sum(each[key] for each in words["类别"]) == words[key]  # type: ignore[attr-defined]
    for key in ("件数", "页数"):
        assert sum(each[key] for each in words["年度"]) == words[key]  # type: ignore[attr-defined]
    assert words["到期"] == len(due(worded()))


def noted(noted_papers: int, others: int) -> list[object]:
    """What the papers of one year have in common if so many bear a remark, and so many none."""
    paper = {"户号": "1", "材料": "申请书", "题名": "申请书", "责任者": "某人", "日期": "2024-05-01", "页数": "1"}
    papers = [HouseholdDocument.model_validate({**paper, "备注": "缺定稿"})] * noted_papers
    papers += [HouseholdDocument.model_validate(paper)] * others
    data = tables(worded(), papers=tuple(papers), records=(), bindings=(), consultations=())
    return archive_words(data, found())["共同情况"]  # type: ignore[return-value]


@pytest.mark.parametrize(("bear", "others", "shared"), [(3, 27, True), (3, 28, False), (3, 0, True), (2, 0, False)])
def test_a_remark_many_papers_of_a_year_bear_is_named(bear: int, others: int, shared: bool) -> None:
    year = {"年度": 2024, "份数": bear, "总数": bear + others}
    assert noted(bear, others) == ([{"备注": "缺定稿", "各年": [year]}] if shared else [])


def test_the_notes_are_drafts_in_word_and_pdf_and_name_no_client() -> None:
    plans = list(plan_notes(worded(), found()))
    assert [plan.file for plan in plans] == [
        "arrangement-note.pdf", "arrangement-note.docx", "fonds-introduction.pdf", "fonds-introduction.docx",
    ]  # fmt: skip
    assert {(plan.set, plan.standard) for plan in plans if plan.format == "pdf"} == {("archive", "archival")}
    for plan in plans:
        paper: Any = plan.fields["paper"]
        said = "\n".join(text for block in paper.body for text in texts(block))
        assert "草稿" in said
        assert f"{len(found())}卷" in said
        assert "注明“复印件”的材料" in said
        people = {each.head for each in worded().clients.households}
        assert not [each for each in people if re.search(rf"(?<![\u4e00-\u9fff]){each}(?![\u4e00-\u9fff])", said)]


def test_the_history_is_the_datas_own() -> None:
    told = with_archive(worded(), history="一九八六年设立")
    introductions = [next(p for p in plan_notes(d, found()) if "fonds" in p.name) for d in (worded(), told)]
    assert ["一九八六年设立。" in repr(each.fields["paper"]) for each in introductions] == [False, True]


# ── finished files ──


@pytest.fixture(scope="module")
def finished() -> dict[str, bytes]:
    """The new files of a few households and records, all bound but one."""
    data = with_archive(archived(), verdict=appraisal(), appraised_on=date(2027, 3, 2))
    chosen = ("volume-list", "box-forms", "transfer-list", "destruction-list", "filing-stamps", "number-stamps")
    wanted = (*chosen, "stamp-drawing", "fonds-introduction", "arrangement-note", "blank-disposal")
    documents = [replace(each, attached=()) for each in planned(data).values() if each.name in wanted]
    assert {each.name for each in documents} == set(wanted)
    return {file.document.file: file.data for file in make_files(documents)}


def text_of(data: bytes) -> str:
    with MeasuredPdf(data) as file:
        return file.text


def test_finished_files_agree_with_each_other(finished: dict[str, bytes]) -> None:
    all_volumes = volumes(archived())
    bound = [volume for volume in all_volumes if volume.bound]
    items, count = (sum(len(v.entries) for v in all_volumes), sum(v.pages for v in all_volumes))
    introduced, explained = text_of(finished["fonds-introduction.pdf"]), text_of(finished["arrangement-note.pdf"])
    assert f"共{len(all_volumes)}卷,{items}件,{count}页" in introduced
    assert f"共{len(all_volumes)}卷、{items}件、{count}页" in explained
    assert re.search(rf"合计{len(all_volumes)}卷{items}\d+{count}", text_of(finished["volume-list.pdf"]))
    handed, total = sum(len(v.entries) for v in bound), sum(v.pages for v in bound)
    transferred = text_of(finished["transfer-list.pdf"])
    assert f"上列档案共{len(bound)}卷、{handed}件、{total}页" in transferred
    assert re.search(rf"合计{len(bound)}卷{handed}\d+{total}", transferred)
    boxed = text_of(finished["box-forms.pdf"])
    assert sum(map(int, re.findall(r"共(\d+)件、\d+页,盒厚", boxed))) == items
    assert sum(map(int, re.findall(r"共\d+件、(\d+)页,盒厚", boxed))) == count
    condemned_text = text_of(finished["destruction-list.pdf"])
    assert "未经批准不得销毁" in condemned_text
    assert "1件,3页" in condemned_text
    assert all(volume.number.replace("-", "") in boxed.replace("-", "") for volume in all_volumes)


def test_no_identity_number_stands_in_them(finished: dict[str, bytes]) -> None:
    secrets = [SecretTexts("identity", tuple(each.identity_number for each in archived().clients.households))]
    for name, data in finished.items():
        assert list(leaked(Location(name), data, secrets)) == [], name


def test_stamps_are_as_large_as_they_say(finished: dict[str, bytes]) -> None:
    """45 × 16 mm, drawn as lines: nothing a shop would have to trace from a picture."""
    with MeasuredPdf(finished["stamp-drawing.pdf"]) as file:
        assert "image" not in {mark.what for mark in file.marks_of(1)}
        boxes = [thing.box for thing in file.painted(1, frozenset()).things]
    sizes = [(round(right - left, 1), round(top - bottom, 1)) for left, bottom, right, top in boxes]
    for scale in (1, 3):
        assert sizes.count((45.0 * scale, 16.0 * scale)) == 2
