"""Papers of the year's work: who meets, leads, inspects, is on duty and checks; registers with names in them."""

# ruff: noqa: E501 - one sentence a line

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pypdfium2
import pytest

from mzdocs import gbt9704
from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.produce import make_files
from mzdocs.checks.inspection_rules import items_have_evidence
from mzdocs.derive.scoring import score
from mzdocs.kinds import paper as kind
from mzdocs.model.district_data import DistrictData
from mzdocs.model.form_blocks import Boxes
from mzdocs.model.letter import Paper, Table, texts
from mzdocs.model.station_data import StationData
from mzdocs.model.year_round import DutyRoster, EarlierYear, Guidance, RoutineCheck
from mzdocs.plan.document import Document
from mzdocs.render import render

from .test_papers import boxes
from .test_scoring import station_data

STATION = "taoyuan"
REGISTERS = (
    "first-contact-register", "duty-register", "study-record", "equipment-register", "pledge-register", "meeting-record",
)  # fmt: skip


def changed(facts: Any, **update: object) -> Any:
    assert set(update) <= set(type(facts).model_fields)
    return facts.model_copy(update=update)


def with_station(subject: StationData, **update: object) -> StationData:
    return replace(subject, station=changed(subject.station, **update))


def with_district(subject: StationData, **update: object) -> StationData:
    return replace(subject, district=changed(subject.district, **update))


def papers(subject: StationData) -> dict[str, Paper]:
    return {each.name: each.fields["paper"] for each in kind.plan(subject)}  # type: ignore[misc]


@cache
def sample(name: str = STATION) -> dict[str, Paper]:
    return papers(station_data(name))


def of_district(**update: object) -> dict[str, Document]:
    subject = station_data(STATION)
    district = changed(subject.district, **update)
    whole = DistrictData(district, {"001": replace(subject, district=district)}, {}, subject.wordings)
    return {each.file: each for each in kind.plan_district(whole)}


@cache
def district_sample() -> dict[str, Document]:
    return of_district()


def in_district(name: str) -> Paper:
    return district_sample()[f"{name}.pdf"].fields["paper"]  # type: ignore[return-value]


def said(found: Paper) -> str:
    return "\n".join(text for block in found.blocks for text in texts(block))


def table(found: Paper, number: int = 0) -> Table:
    return [block for block in found.blocks if isinstance(block, Table)][number]


def sides(document: Document) -> list[str]:
    pages = pypdfium2.PdfDocument(render(document, {}))
    return ["".join(char for char, *_ in boxes(page) if char.strip()) for page in pages]


# The meeting and the team.


def test_the_invitation_tells_when_where_what_and_whom_to_call() -> None:
    found = in_district("kickoff-notice")
    assert (found.form, found.number, found.date) == ("下行文", "澄民〔2026〕19号", "2026年3月4日")
    text = said(found)
    assert "2026年3月10日上午9:00，澄江区民政局三楼会议室。" in text
    assert "区委编办、区人力资源和社会保障局、区财政局和区民政局有关负责同志。" in text
    assert "（联系人：凌书平，联系电话：0999-5550116）" in text
    assert len(sides(district_sample()["kickoff-notice.pdf"])) == 2


def test_everybody_asked_has_a_line_to_sign_on() -> None:
    rows = table(in_district("kickoff-sign-in")).rows
    assert rows[0][:3] == ("1", "区委编办", "许立川")
    streets = [row[1] for row in rows if row[1].endswith("街道办事处")]
    assert len(streets) == 2 * 8 and len(set(streets)) == 8
    assert [row[1:] for row in rows[-4:]] == [("", "", "", "")] * 4


def test_minutes_have_the_mark_of_minutes_and_neither_name_nor_seal_at_the_end() -> None:
    found = in_district("kickoff-minutes")
    assert (found.form, found.mark, found.author, found.signer) == ("纪要", "云川市澄江区民政局会议纪要", "", "")
    text = said(found)
    assert "出席：区委编办许立川，" in text and "列席：区人民政府办公室费若川。" in text and "记录：尹秋白。" in text
    assert "请假" not in text
    assert text.count("2026年4月30日前") == 3
    first, last = sides(district_sample()["kickoff-minutes.pdf"])
    assert first.startswith("云川市澄江区民政局会议纪要澄民纪〔2026〕2号街道民政工作站")
    assert last.endswith("2026年3月12日印发—2—")


@pytest.mark.parametrize("name", ["kickoff-notice", "kickoff-minutes", "team-notice", "work-plan"])
def test_a_paper_with_a_red_head_keeps_to_the_standard(name: str) -> None:
    assert gbt9704.check(render(district_sample()[f"{name}.docx"], {}), "x.docx").failed == 0


def test_who_was_there_is_labelled_in_minutes_alone() -> None:
    labels = {
        name: {
            block.label: block.text
            for block in district_sample()[f"{name}.docx"].fields["paper"].body
            if getattr(block, "label", "")
        }
        for name in ("kickoff-minutes", "kickoff-notice")
    }
    assert set(labels["kickoff-minutes"]) >= {"出席："} and labels["kickoff-notice"] == {}
    assert all(text.startswith(label) for label, text in labels["kickoff-minutes"].items())


def test_minutes_wait_for_what_was_resolved() -> None:
    meeting = changed(station_data(STATION).district.kickoff, resolved=())
    names = {document.name for document in of_district(kickoff=meeting).values()}
    assert "kickoff-minutes" not in names and {"kickoff-notice", "kickoff-sign-in"} <= names


def test_without_a_meeting_a_team_and_an_agreement_there_are_no_papers_of_them() -> None:
    names = {each.name for each in of_district(kickoff=None, team=None, city_agreement=None).values()}
    assert (
        names & {"kickoff-notice", "kickoff-sign-in", "kickoff-minutes", "team-notice", "city-responsibility"} == set()
    )


def test_the_team_is_founded_with_names_posts_and_tasks() -> None:
    found = in_district("team-notice")
    rows = table(found).rows
    assert rows[0] == ("组长", "陆静远", "区民政局副局长", "主持检查，审定评分")
    assert [row[0] for row in rows] == ["组长", "副组长", "成员", "成员", "成员", "成员"]
    assert "对整改事项逐项复查销号。" in said(found)
    assert len(sides(district_sample()["team-notice.pdf"])) == 2


# Who leads, who does what.


def test_the_plan_names_leader_and_person_in_charge_and_each_unit_s_duty() -> None:
    found = in_district("work-plan")
    assert "区民政局副局长陆静远分管这项工作，区民政局社会救助科科长凌书平为责任人（联系电话：0999-5550116）。" in said(
        found
    )
    duties = next(each for each in found.blocks if isinstance(each, Table) and each.title == "职责分工")
    assert [row[0] for row in duties.rows] == [
        "区民政局", "区委编办", "区人力资源和社会保障局", "区财政局", "各街道办事处",
    ]  # fmt: skip
    assert found.imprint and "澄江区人力资源和社会保障局" in found.imprint.copies


def test_the_agreement_names_the_persons_in_charge_of_both() -> None:
    assert table(sample()["responsibility"]).rows == (
        ("甲方", "副局长陆静远", "社会救助科科长凌书平"),
        ("乙方", "街道办事处副主任刘菊", "社会事务科科长姚少峰"),
    )


def test_without_leaders_and_duties_plan_and_agreement_say_nothing_of_them() -> None:
    subject = with_district(station_data(STATION), leadership=None, unit_duties=())
    assert "分管领导" not in said(papers(subject)["responsibility"])
    plan = of_district(leadership=None, unit_duties=())["work-plan.pdf"].fields["paper"]
    assert isinstance(plan, Paper)
    assert "组织领导" not in said(plan) and "职责分工" not in said(plan)


def test_city_and_district_agree_on_goals_of_their_own() -> None:
    found = in_district("city-responsibility")
    assert "乙方负责本区8个街道民政工作站的建设和管理，2026年度达到以下目标：" in said(found)
    sealed = [box.label for block in found.body if isinstance(block, Boxes) for row in block.rows for box in row]
    assert sealed == ["甲方：云川市民政局", "乙方：云川市澄江区民政局"]
    assert "自2026年2月27日签订之日起生效" in said(found)


# Assessed together with the street.

TOGETHER = (
    "区民政局会同街道办事处每年对工作站工作人员和民政信息监督员进行考评，考评结果列入街道办事处年度目标责任考核的内容。"
)


@pytest.mark.parametrize("name", ["staff-assessment-2026", "monitor-assessment-2026"])
def test_street_and_bureau_both_seal_an_assessment(name: str) -> None:
    found = [block for block in sample()[name].body if isinstance(block, Boxes)]
    sealed = {box.label for block in found for row in block.rows for box in row if box.sealed}
    assert sealed == {"澄江区桃源街道办事处意见", "云川市澄江区民政局意见"}


def test_the_head_is_not_judged_by_the_head() -> None:
    first, _, third, *_ = [block for block in sample()["staff-assessment-2026"].body if isinstance(block, Boxes)]
    assert [box.label for row in first.rows for box in row] == ["被考评人意见"]
    assert [box.label for row in third.rows for box in row] == ["被考评人意见", "工作站意见"]


def test_the_assessment_counts_for_the_street_in_agreement_plan_and_circular() -> None:
    assert TOGETHER in said(sample()["responsibility"])
    assert TOGETHER in said(in_district("circular")) and TOGETHER in said(in_district("work-plan"))
    assert any("会同街道考评" in cell for row in table(sample()["score-sheet"]).rows for cell in row)
    agreement = changed(station_data(STATION).district.responsibility, assessed=None)
    assert TOGETHER not in said(
        papers(with_district(station_data(STATION), responsibility=agreement))["responsibility"]
    )


# Guidance is noted once, and proves its line of the score sheet.


def guidance(day: str, *items: str) -> Guidance:
    told = {"记录": "业务指导记录（9）", "日期": day, "指导人": ["某科"], "内容": ["看台账"], "条目": list(items)}
    return Guidance.model_validate(told)


def test_a_record_of_guidance_tells_what_was_asked_and_done_and_for_which_line() -> None:
    text = said(sample()["guidance-record"])
    assert "（001-2）" in text
    assert "抽查入户调查表，指出签字不全的当场补正。" in text and "9月24日对今年以来的入户调查表逐份核对。" in text
    assert "抽查10户，档案材料齐全，与管理系统一致（5.5）。" in text.replace(" ", "")
    open_one = with_station(station_data(STATION), guidance=(guidance("2026-06-01"),))
    assert "尚待落实，结果另行补记。" in said(papers(open_one)["guidance-record"])


def test_the_score_sheet_names_the_record_its_line_rests_on() -> None:
    rows = {row[1]: row for row in table(sample()["score-sheet"]).rows}
    assert rows["5.5"][8].endswith("；业务指导记录（001-2）")
    assert "业务指导" not in rows["4.3"][8]


@pytest.mark.parametrize(
    ("day", "items", "proved"),
    [("2026-11-09", ("4.4",), True), ("2026-11-10", ("4.4",), False), ("2026-11-09", ("4.3",), False)],
)
def test_guidance_up_to_the_inspection_is_evidence_of_its_line(day: str, items: tuple[str, ...], proved: bool) -> None:
    subject = station_data(STATION)
    judged = tuple(
        changed(each, evidence=()) if each.item == "4.4" else each for each in subject.station.inspection.judgments
    )
    inspection = changed(subject.station.inspection, judgments=judged)
    subject = with_station(subject, inspection=inspection, guidance=(guidance(day, *items),))
    line = next(each for each in score(subject).items if each.item.code == "4.4")
    assert (line.proof, line.lost == 0) == (("核实", True) if proved else ("未核实", False))
    assert [each.facts["code"] for each in items_have_evidence(subject)] == ([] if proved else ["4.4"])


# Duty on holidays.


def test_the_roster_has_every_day_with_names_and_hours() -> None:
    rows = table(sample()["duty-roster"]).rows
    assert [row[0] for row in rows] == [f"2月{day}日" for day in range(5, 12)]
    assert rows[0] == ("2月5日", "五", "9:00—17:00", "邱立新、孟建国", "刘菊")


def test_the_public_is_told_hours_and_telephones_and_no_name() -> None:
    found, subject = sample()["holiday-notice"], station_data(STATION)
    assert (found.author, found.date) == ("澄江区桃源街道办事处", "2027年1月29日")
    text = said(found)
    assert "2027年2月5日至2月11日放假7天，窗口不办理日常业务，每天9:00至17:00有人值班。" in text
    assert "值班时间拨打值班电话：0999-5551001；值班时间以外，拨打社会救助热线：0999-5512349。" in text
    assert "2月12日起恢复办公。" in text
    assert not [member.name for member in subject.station.staff if member.name in text]


def test_hours_that_differ_stand_in_a_table() -> None:
    roster = station_data(STATION).station.duty
    assert roster
    early = DutyRoster.model_validate(
        {"节日": "春节", "起": "2027-02-05", "止": "2027-02-06", "电话": "0999-5551001", "公告日期": "2027-01-29",
         "安排": [
             {"日期": day, "起": start, "止": end, "带班": "刘菊", "人员": ["孟建国"]}
             for day, start, end in (("2027-02-06", "9:00", "12:00"), ("2027-02-05", "13:00", "17:30"),
                                     ("2027-02-05", "9:00", "12:00"))
         ]}
    )  # fmt: skip
    rows = table(papers(with_station(station_data(STATION), duty=early))["holiday-notice"]).rows
    assert [row[2] for row in rows] == ["9:00—12:00", "13:00—17:30", "9:00—12:00"]
    assert rows[0][0] == "2月5日" and rows[1][0] != "2月5日" and rows[2][0] == "2月6日"


def test_without_a_roster_nothing_is_told_of_a_holiday() -> None:
    found = papers(with_station(station_data(STATION), duty=None))
    assert {"duty-roster", "holiday-notice"} & set(found) == set()
    assert all(not any(row[1:]) for row in table(found["duty-register"]).rows)


# Checks between inspections.


def test_a_check_tells_what_is_wrong_until_when_and_whether_it_was_mended() -> None:
    first, second = (table(sample("liulin")["routine-check"], number).rows for number in (0, 1))
    assert first[2] == (
        "4.4", "首问、值班、学习等制度执行有记录", "不合格", "值班登记有一天漏记", "2026-07-22", "2026-07-20",
    )  # fmt: skip
    assert second[0][2:] == ("不合格", "无障碍坡道口停放电动车", "2026-10-28", "未完成")
    assert "检查4项，合格3项，不合格1项，已整改1项。" in said(sample("liulin")["routine-check"])


def test_the_year_s_paper_sums_the_checks_and_compares_the_years() -> None:
    mended, subject = sample("liulin")["trend"], station_data("liulin")
    look = subject.station.inspection
    assert look and "截至：2026年12月18日" in said(mended)
    assert "日常检查2次共8项，发现不合格2项，都已完成整改。" in said(mended), "the second look found it put right"
    assert table(mended).rows[-1] == ("合计2次", "8", "2", "2", "0")
    before = papers(with_station(subject, inspection=look.model_copy(update={"second_look": None})))["trend"]
    text = said(before)
    assert "2026年度得分98.5分，等次为优秀，比2025年度高10分。" in text
    assert (
        "日常检查2次共8项，发现不合格2项，已整改1项，到2026年11月9日未完成1项：无障碍坡道口停放电动车（条目1.5，期限2026年10月28日）。"
        in text
    )
    assert "条目1.5日常检查已经指出，检查验收时仍有问题" in text
    assert table(before).rows[-1] == ("合计2次", "8", "2", "1", "1")
    assert "2024、2025年工作站还没有挂牌" in text
    assert "历年检查验收" not in said(sample()["trend"])


@pytest.mark.parametrize(("points", "says"), [("99.5", "没有变化"), ("99", "高0.5分"), ("100", "低0.5分")])
def test_a_year_is_compared_with_the_one_before(points: str, says: str) -> None:
    years = tuple(
        EarlierYear.model_validate({"年度": year, "得分": got, "等次": "优秀"})
        for year, got in (("2025", points), ("2024", "60"))
    )
    assert f"比2025年度{says}。" in said(papers(with_station(station_data(STATION), earlier_years=years))["trend"])


def test_without_checks_and_years_there_is_no_paper_of_them() -> None:
    bare = papers(with_station(station_data(STATION), routine_checks=(), earlier_years=(), guidance=()))
    assert {"routine-check", "trend", "guidance-record"} & set(bare) == set()
    empty = RoutineCheck.model_validate({"日期": "2026-07-01", "检查人": ["某科"], "结果": []})
    text = said(papers(with_station(station_data(STATION), routine_checks=(empty,)))["trend"])
    assert "日常检查1次共0项，没有发现不合格。" in text


# Monitors.


def test_monitors_are_told_what_to_do_and_whom_to_tell() -> None:
    found = sample()["monitor-duties"]
    text, subject = said(found), station_data(STATION)
    assert all(duty in text for duty in subject.district.monitor_duties)
    assert "反映群众的呼声和意见" in text and "监督救助对象公示" in text
    phones = [row[2] for row in table(found).rows]
    assert phones == ["0999-5551001", "0999-5551001", "0999-5512349", "0999-5551002", "0999-5550112"]


def test_a_monitor_s_report_asks_for_no_identity_number() -> None:
    text = said(sample()["monitor-report"])
    assert "（不写身份证号）" in text and "□群众呼声" in text and "站长签字" in text
    assert text.count("身份证") == 1


# Registers.


@pytest.mark.parametrize("name", REGISTERS)
@pytest.mark.parametrize("station", [STATION, "bailuhu"])
def test_a_register_lies_sideways_and_has_rows_to_write_in(station: str, name: str) -> None:
    found = sample(station)[name]
    assert found.landscape
    rows = table(found, -1)
    blank = [row for row in rows.rows if rows.awaits(row) and not any(row[1:])]
    assert len(blank) >= 3


def test_registers_know_who_is_there_and_what() -> None:
    subject, found = station_data(STATION), sample()
    staff = "、".join(member.name for member in subject.station.staff)
    assert f"首问责任人：{staff}" in said(found["first-contact-register"])
    assert table(found["study-record"]).rows[0][1:6:4] == ("2026-09-08", "7")
    assert table(found["duty-register"]).rows[0][:4] == ("1", "2027-02-05 9:00—17:00", "邱立新、孟建国", "刘菊")
    assert said(found["duty-register"]).count("2027年度") == 1
    named = [row[1] for row in table(found["pledge-register"]).rows if row[1]]
    assert len(named) == 7 + 16 and named[0] == "刘菊"
    assert "承诺书由邱立新保管" in said(found["pledge-register"])
    assert "刘菊" not in said(found["meeting-record"]), "who is to come depends on which meeting it is"


def test_the_register_of_equipment_lists_what_there_is() -> None:
    subject, found = station_data(STATION), sample()["equipment-register"]
    things = (*subject.station.equipment, *subject.station.transport)
    tables = [block for block in found.body if isinstance(block, Table)]
    assert [each.title for each in tables] == ["办公设备", "交通工具", "便民设施"]
    listed = [row[1:3] for each in tables[:2] for row in each.rows if row[1]]
    assert listed == [(each.name, str(each.quantity)) for each in things]
    assert [row[1] for row in tables[2].rows if row[1]] == list(subject.station.premises.visitor_facilities)


@pytest.mark.parametrize("monitors", [0, 1, 4, 5, 6, 8, 9])
def test_a_pledge_register_of_any_length_is_signed_beside_its_last_lines(monitors: int) -> None:
    """Whoever signs sees lines of it on that side."""
    subject = station_data(STATION)
    communities = tuple(
        changed(each, monitors=each.monitors[:1] if number < monitors else ())
        for number, each in enumerate(subject.station.communities)
    )
    found = {each.file: each for each in kind.plan(with_station(subject, communities=communities))}
    (made,) = past_gate_2(make_files([found["pledge-register.pdf"]]))
    *_, last = pypdfium2.PdfDocument(made.data)
    text = last.get_textpage().get_text_bounded()
    assert "登记人：" in text
    assert len(re.findall(r"^\d+\b", text, re.M)) >= 3
