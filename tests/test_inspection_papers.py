"""What the papers of inspection say: each thing once, as a secretary would; drafts say that they are drafts."""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pypdfium2
import pytest

from mzdocs import gbt9704
from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.produce import make_files
from mzdocs.kinds import paper as kind
from mzdocs.model.inspection import Judgment
from mzdocs.model.letter import MERGED, Paper, texts
from mzdocs.model.letter import Table as PaperTable
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document
from mzdocs.render import render
from mzdocs.wording.source_lines import set_solid

from .test_papers import FAULTY, REPORT, docx_text, paper, plain, plans, written
from .test_scoring import station_data, with_judgments

ITEMS_OF_FAULTY = [
    set_solid(each.note)
    for each in station_data(FAULTY).station.inspection.judgments
    if each.defects or each.met is False or each.remedy
]


def test_a_problem_is_said_in_the_body_or_in_the_annex_and_not_in_both() -> None:
    """What stands out is named in the body; all the rest stands in the annex alone."""
    for name in (REPORT, "rectification-notice"):
        body = "".join(text for block in paper(FAULTY, name).body for text in texts(block))
        told = [each for each in ITEMS_OF_FAULTY if each in body]
        assert len(told) <= (6 if name == REPORT else 3)
        tables = [b for annex in paper(FAULTY, name).annexes for b in annex.body if isinstance(b, PaperTable)]
        cells = [cell for row in tables[-1].rows for cell in row]
        assert [cells.count(each) for each in ITEMS_OF_FAULTY] == [1] * len(ITEMS_OF_FAULTY)


@pytest.mark.parametrize("count", [0, 1, 3, 4, 11])
def test_up_to_three_problems_stand_in_the_body_and_more_in_an_annex(count: int) -> None:
    subject = station_data("wanghe")
    faults = {each.item for each in subject.station.inspection.judgments[:count]}
    spoilt = [_spoilt(each) if each.item in faults else each for each in subject.station.inspection.judgments]
    found = {plan.file: plan for plan in kind.plan(with_judgments(subject, spoilt))}
    assert ("rectification-notice.pdf" in found) == (count > 0)
    report = found[f"{REPORT}.pdf"].fields["paper"]
    assert isinstance(report, Paper)
    assert ("问题清单" in [annex.name for annex in report.annexes]) == (count > 3)
    if count:
        notice = found["rectification-notice.pdf"].fields["paper"]
        assert isinstance(notice, Paper)
        assert len(notice.annexes) == (count > 3)
        body = "".join(text for block in notice.body for text in texts(block))
        assert f"发现问题{count}项" in body
        assert body.count("整改要求：") == (count if count <= 3 else 0)


def _spoilt(judgment: Judgment) -> Judgment:
    worse = {"defects": 1} if judgment.defects is not None else {"met": False} if judgment.met is not None else {}
    worse = worse or ({"grade": "差"} if judgment.grade else {"measured": 1.0})
    return judgment.model_copy(update={**worse, "remedy": "整改", "due": date(2026, 12, 15)})


def test_papers_speak_of_no_data_file_and_no_program() -> None:
    for station in (FAULTY, "taoyuan"):
        for plan in plans(station).values():
            found = plan.fields["paper"]
            assert isinstance(found, Paper)
            blocks = [*found.body, *(block for annex in found.annexes for block in annex.body)]
            told = "".join([*found.title, *(text for block in blocks for text in texts(block))])
            assert not [word for word in ("数据", "程序判定", "规则编号", "MZ2", "示例") if word in told], plan.file


def score_sheet(subject: StationData) -> PaperTable:
    plan = next(plan for plan in kind.plan(subject) if plan.file == "score-sheet.pdf")
    (table,) = (block for block in plan.fields["paper"].body if isinstance(block, PaperTable))  # type: ignore[attr-defined]
    return table


def test_the_score_sheet_tells_which_record_was_checked_and_what_people_saw() -> None:
    (table,) = (block for block in paper(FAULTY, "score-sheet").body if isinstance(block, PaperTable))
    rows = {row[1]: row for row in table.rows}
    assert rows["1.1"][3:9] == ("核对", "符合得满分", "5", "5", "5", "办公用房登记")
    assert rows["1.4"][3:9] == ("现场", "每处扣0.5分", "3", rows["1.4"][6], "1.5", "问题照片（47-01）")
    assert rows["2.6"][4] == "90以上2分、80以上1.5分、60以上1分"
    assert [row[0] for row in table.rows].count(MERGED) == len(table.rows) - 7


def test_the_points_of_every_aspect_are_summed_and_sum_to_the_total() -> None:
    (table,) = (block for block in paper(FAULTY, "score-sheet").body if isinstance(block, PaperTable))
    sums = [row for row in table.rows if row[1] == "小计"]
    total = next(row for row in table.rows if row[0] == "合计")
    assert len(sums) == 6
    for column in (5, 6, 7):
        assert sum(float(row[column]) for row in sums) == float(total[column])


def test_an_item_without_evidence_is_told_as_not_verified() -> None:
    judgments = station_data("wanghe").station.inspection.judgments
    rows = {row[1]: row for row in score_sheet(with_judgments(station_data("wanghe"), judgments[1:])).rows}
    assert (rows["1.4"][7], rows["1.4"][9]) == ("未核实", "没有记录或者证据")


def test_a_sheet_nothing_is_noted_on_is_filled_in_by_hand() -> None:
    """What only people can see is left free, in rows to write in; nothing is reported before that."""
    subject = with_judgments(station_data("wanghe"), ())
    table = score_sheet(subject)
    rows = {row[1]: row for row in table.rows}
    assert (rows["1.1"][7], rows["1.4"][7:]) == ("5", ("", "", ""))
    assert (table.awaits(rows["1.1"]), table.awaits(rows["1.4"])) == (False, True)
    assert table.rows[-1][5:] == ("100", "100", "", "等次：", "")
    assert {plan.name for plan in kind.plan(subject)} & {REPORT, "rectification-notice"} == set()


def test_rows_that_wait_for_a_hand_are_nine_millimetres_high() -> None:
    empty = with_judgments(station_data("wanghe"), ())
    plan = next(plan for plan in kind.plan(empty) if plan.file == "score-sheet.docx")
    document = docx.Document(io.BytesIO(render(plan, {})))
    rows = {row.cells[1].text: row for row in document.tables[0].rows}
    assert rows["1.4"].height is not None
    assert rows["1.4"].height.mm == pytest.approx(9, abs=0.02)
    assert rows["1.1"].height is None


def test_the_score_sheet_of_a_station_stands_on_few_sides() -> None:
    """That of a station with a remark in every other line has one more."""
    for station, sides in (("taoyuan", 2), (FAULTY, 3)):
        assert len(pypdfium2.PdfDocument(written(station, "score-sheet")["pdf"])) == sides


def test_a_second_look_leaves_room_for_what_it_left_out() -> None:
    """The sample's second look says nothing of 2.6."""
    listed, summed = (block for block in paper(FAULTY, "recheck").body if isinstance(block, PaperTable))
    rows = {row[1]: row for row in listed.rows}
    assert (rows["1.4"][4:], rows["2.6"][4:]) == (("已整改", "现场查看，已经整改到位"), ("", ""))
    assert (listed.awaits(rows["1.4"]), listed.awaits(rows["2.6"])) == (False, True)
    assert summed.rows == (("13项", "9项", "2项", "2项", "继续复查"),)


def test_before_the_second_look_its_record_is_empty() -> None:
    subject = station_data(FAULTY)
    look = subject.station.inspection.model_copy(update={"second_look": None})
    fresh = replace(subject, station=subject.station.model_copy(update={"inspection": look}))
    plan = next(plan for plan in kind.plan(fresh) if plan.file == "recheck.pdf")
    listed, summed = (block for block in plan.fields["paper"].body if isinstance(block, PaperTable))  # type: ignore[attr-defined]
    assert all(row[4:] == ("", "") and listed.awaits(row) for row in listed.rows)
    assert summed.rows == ((f"{len(listed.rows)}项", "", "", "", ""),)


def test_the_street_answers_the_notice_problem_by_problem() -> None:
    found = paper(FAULTY, "rectification-report")
    assert (found.form, found.addressee) == ("上行文", "云川市澄江区民政局")
    text = plain(docx_text(written(FAULTY, "rectification-report")["docx"]), FAULTY, "rectification-report")
    assert "按照《云川市澄江区民政局关于限期整改南屏街道民政工作站建设问题的通知》（澄民整〔2026〕47号）要求" in text
    assert "已经完成整改10项，尚未完成2项，本次没有报告1项。" in text
    assert "没有完成的原因：参加人员分散，年底前须分两批组织，第一批已经完成。预计2026年12月31日前完成。" in text
    (table,) = (block for annex in found.annexes for block in annex.body if isinstance(block, PaperTable))
    assert Counter(row[3] for row in table.rows) == {"已完成": 10, "未完成": 2, "未报告": 1}
    assert table.rows[0][1:] == (
        "三间办公室未装科室牌，只贴打印纸", "按统一式样安装科室牌", "已完成", "科室牌照片", "2026年11月25日",
    )  # fmt: skip


def test_a_street_that_reported_nothing_has_no_such_paper() -> None:
    assert "rectification-report.pdf" not in plans("taoyuan")


def drafts(station: str) -> dict[str, Document]:
    subject = station_data(station)
    district = subject.district.model_copy(update={"draft": True})
    return {plan.file: plan for plan in kind.plan(replace(subject, district=district))}


@pytest.mark.parametrize(
    ("station", "name", "sides"),
    [
        *(
            (FAULTY, name, ("default", "even"))
            for name in ("rectification-notice", "score-sheet", "appointment-001-01")
        ),
        ("shiqiao", "staffing-letter", ("first", "default", "even")),
    ],
)
def test_a_draft_says_so_on_every_side_and_passes_the_gate(station: str, name: str, sides: tuple[str, ...]) -> None:
    plans = [drafts(station)[f"{name}.{format}"] for format in ("pdf", "docx")]
    assert all(plan.title.endswith("（样稿）") for plan in plans)
    pdf, word = past_gate_2(make_files(plans))
    for page in pypdfium2.PdfDocument(pdf.data):
        assert 26 in {_alpha(each) for each in page.get_objects([2], max_depth=4)}
    section = docx.Document(io.BytesIO(word.data)).sections[0]
    assert section.different_first_page_header_footer == ("first" in sides)
    headers = {"default": section.header, "even": section.even_page_header, "first": section.first_page_header}
    assert all('string="样稿"' in headers[kind].part.blob.decode() for kind in sides)
    assert ("wps:wsp" in section.first_page_header.part.blob.decode()) == ("first" in sides), "the rules of a letter"
    assert gbt9704.check(word.data, "x.docx").failed == 0


def _alpha(thing: Any) -> int:
    red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
    pypdfium2.raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    return alpha.value


def test_what_is_no_draft_does_not_say_so() -> None:
    assert "样稿" not in plans(FAULTY)["score-sheet.pdf"].title
    with zipfile.ZipFile(io.BytesIO(written(FAULTY, "score-sheet")["docx"])) as package:
        assert not [name for name in package.namelist() if "header" in name]


@pytest.mark.parametrize(
    ("points", "passed", "said"), [(2, False, "扣2分"), (None, False, "酌情扣分"), (0, False, ""), (None, True, "")]
)
def test_points_off_are_said_as_the_score_sheet_says_them(points: float | None, passed: bool, said: str) -> None:
    subject = station_data("taoyuan")
    sheet = subject.district.score_sheet
    first, *others = sheet.levels
    levels = (first.model_copy(update={"deduction": points, "passed": passed, "outcome": "由区政府通报"}), *others)
    district = subject.district.model_copy(update={"score_sheet": sheet.model_copy(update={"levels": levels})})
    found = {plan.file: plan for plan in kind.plan(replace(subject, district=district))}
    told = f"由区政府通报{f'，并在年终目标考评中{said}' if said else ''}。"
    for name, before in (("responsibility", "检查验收为优秀的，"), (REPORT, "等次为优秀，建议")):
        paper = found[f"{name}.pdf"].fields["paper"]
        assert isinstance(paper, Paper)
        assert before + told in "".join(text for block in paper.body for text in texts(block))
