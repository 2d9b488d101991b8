"""Papers of people who come and go: letters of their day, sheets of who was there, histories and registers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from mzdocs.core.problems import Stopped
from mzdocs.derive.issued_badges import BadgeEvent, issued_badges
from mzdocs.derive.judged_facts import of_people
from mzdocs.derive.people_words import seats_of
from mzdocs.derive.periods import period
from mzdocs.kinds import paper as kind
from mzdocs.kinds.planned_papers import station_papers
from mzdocs.model.issue_register import Register, RegisterEntry
from mzdocs.model.letter import MERGED, Paper, Table, Wording, texts
from mzdocs.model.people import Leaving
from mzdocs.model.station import Station, VoidBadge
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document
from mzdocs.wording import Copy, as_of, copies

from .test_rules import changed
from .test_scoring import station_data

REPLACED = "qinghuai"
"""The sample's station that one of the staff and one monitor left."""


@cache
def of_qinghuai() -> dict[str, Document]:
    return of(station_data(REPLACED))


def of(data: StationData, **update: Any) -> dict[str, Document]:
    subject = replace(data, station=changed(data.station, **update))
    return {plan.name: plan for plan in kind.plan(subject) if plan.format == "pdf"}


def paper(plan: Document) -> Paper:
    found = plan.fields["paper"]
    assert isinstance(found, Paper)
    return found


def said(plan: Document) -> str:
    return "".join(text for block in paper(plan).body for text in texts(block))


def rows(plan: Document, number: int = 0) -> list[tuple[str, ...]]:
    return list([block for block in paper(plan).body if isinstance(block, Table)][number].rows)


# ── one paper for each ──


def each(head: str, **words: object) -> list[Copy]:
    return copies(Wording("a", "a.txt", f"版式：表单\n{head}\n====\n每份：不是抬头\n"), words)


PEOPLE = [{"代码": "01", "姓名": "甲"}, {"代码": "001-02", "姓名": "甲"}]


def test_a_wording_makes_one_paper_or_one_for_each_of_a_list() -> None:
    assert each("标题：甲") == [Copy()]
    assert [(copy.code, copy.called) for copy in each("每份：人们", 人们=PEOPLE)] == [
        ("01", "甲 01"),
        ("001-02", "甲 001-02"),
    ]
    assert [copy.words for copy in each("每份：人们 | rejectattr('代码', 'equalto', '01')", 人们=PEOPLE)] == [
        {"人": PEOPLE[1]}
    ]
    assert each("每份：期们｜期", 期们=[{"代码": "2026", "周期": "2026年度"}])[0].words.keys() == {"期"}
    assert each("每份：期们｜期", 期们=[{"代码": "2026", "周期": "2026年度"}])[0].called == "2026年度"
    assert each("每份：人们", 人们=[]) == []


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("每份：没有这个词", "写的不是一份名单"),
        ("每份：一", "写的不是一份名单"),
        ("每份：人们 + 人们", "名单里每一个都要有自己的代码"),
        ("每份：无码", "名单里每一个都要有自己的代码"),
        ("每份：无码[0].甲.乙", ""),
        ("每份：人们 |", ""),
    ],
)
def test_a_list_that_is_none_stops_at_its_line(head: str, why: str) -> None:
    with pytest.raises(Stopped) as stopped:
        each(head, 人们=PEOPLE, 一="甲", 无码=[{"代码": "../x"}])
    (problem,) = stopped.value.problems
    assert (problem.code, problem.location.line) == ("MZ1603", 2)
    assert why in problem.message()


def test_a_head_says_of_what_day_its_words_are() -> None:
    wording = Wording("a", "a.txt", "截至：人.日 if 人\n====\n")
    assert as_of(wording, {"人": {"日": date(2026, 3, 5)}}) == date(2026, 3, 5)
    assert as_of(wording, {"人": None}) is None
    assert as_of(Wording("a", "a.txt", "标题：甲\n====\n截至：人\n"), {"人": 1}) is None
    with pytest.raises(Stopped) as stopped:
        as_of(wording, {"人": {"日": "2026年3月5日"}})
    assert stopped.value.problems[0].location.line == 1


# ── letters ──


def test_a_letter_is_of_the_day_the_term_begins_and_stays_when_its_monitor_has_left() -> None:
    """Nothing of it is of the station's day of issue."""
    assert {name for name in of_qinghuai() if name.startswith("appointment-002")} == {
        "appointment-002-01", "appointment-002-02", "appointment-002-03",
    }  # fmt: skip
    for code, day, issued in (("01", "2026年10月15日", "2026-10-15"), ("03", "2026年11月3日", "2026-11-03")):
        plan = of_qinghuai()[f"appointment-002-{code}"]
        assert (paper(plan).date, plan.issued) == (day, issued)
    assert of_qinghuai()["appointment-002-03"].title == "聘书（邵文渊 002-03）"
    assert "聘期：2026年11月3日至2029年10月14日。" in said(of_qinghuai()["appointment-002-03"])


def test_a_monitor_of_march_gets_a_letter_of_march() -> None:
    data = station_data("taoyuan")
    first, *others = data.station.communities
    one = first.monitors[0]
    early = changed(one, term=changed(one.term, start=date(2025, 3, 3)))
    plan = of(data, communities=(changed(first, monitors=(early, *first.monitors[1:])), *others))["appointment-001-01"]
    assert (paper(plan).date, plan.issued) == ("2025年3月3日", "2025-03-03")


def test_who_left_before_the_term_ran_out_gets_a_letter_of_the_last_day() -> None:
    plan = of_qinghuai()["dismissal-002-01"]
    assert (paper(plan).date, plan.issued) == ("2026年11月2日", "2026-11-02")
    assert "根据你本人的申请，自2026年11月3日起，你不再担任玉兰社区民政信息监督员。" in said(plan)
    assert [name for name in of_qinghuai() if name.startswith("dismissal")] == ["dismissal-002-01"]
    assert [name for name in of(station_data("taoyuan")) if name.startswith(("dismissal", "handover"))] == []


def test_a_term_that_ran_out_needs_no_letter() -> None:
    data = station_data(REPLACED)
    communities = list(data.station.communities)
    left, *others = communities[1].monitors
    over = changed(left, leaving=changed(left.leaving, reason="期满"))
    communities[1] = changed(communities[1], monitors=(over, *others))
    assert "dismissal-002-01" not in of(data, communities=tuple(communities))


def test_what_is_handed_over_is_listed_for_the_one_who_takes_it() -> None:
    plan = of_qinghuai()["handover-07"]
    first, second = rows(plan, 0), rows(plan, 1)
    assert first[0] == ("离岗日期", "2026年9月30日", "接收人", "高翠莲")
    assert (first[1][0], first[1][2]) == ("监交人", "交接日期")
    assert [row[1] for row in second] == list(station_data(REPLACED).station.staff[6].leaving.handed_over)  # type: ignore[union-attr]
    assert "玉兰社区信息监督员" in said(of_qinghuai()["handover-002-01"])
    labels = [
        box.label
        for block in paper(plan).body
        if hasattr(block, "widths") and hasattr(block.rows[0][0], "label")
        for box in block.rows[0]
    ]
    assert labels == ["移交人", "接收人", "监交人"]


# ── who was there ──


def test_a_sign_in_has_those_in_post_on_its_day() -> None:
    """魏长宁 left and 高翠莲 came between the trainings' days; so did 邵文渊 after 贺翠."""
    told = said(of_qinghuai()["training-sign-in"])
    assert ("魏长宁" in told, "高翠莲" in told, "贺翠" in told, "邵文渊" in told) == (True, False, True, False)


def test_only_who_is_named_for_a_training_signs() -> None:
    data = station_data(REPLACED)
    first, *_ = data.station.trainings
    plan = of(data, trainings=(changed(first, attended=("07", "01")),))["training-sign-in"]
    names = [name for row in rows(plan) for name in (row[1], row[5]) if name]
    assert names == ["魏长宁", data.station.staff[0].name]
    assert "应到2人" in said(plan)


def test_a_report_tells_who_was_there_on_the_day_it_is_about() -> None:
    """The self-inspection of 30 October is of before, the inspection of 10 November of after the change of monitors."""
    assert "邵文渊" in said(of_qinghuai()["monitors-register"])
    assert "贺翠" not in said(of_qinghuai()["monitors-register"])
    assert "截至：2026年11月10日" in said(of_qinghuai()["monitors-register"])
    data = station_data(REPLACED)
    own = changed(data.station.self_inspection, inspected_on=date(2026, 9, 1))
    told = said(of(data, self_inspection=own)["self-inspection"])
    assert "现有民政信息监督员0名" in told
    assert "在岗工作人员6名" in told


def test_a_paper_of_the_data_is_of_its_own_day() -> None:
    data = station_data(REPLACED)
    entry = changed(data.station.papers[0], code="staff-roster", number=None, issued_on=date(2026, 9, 15))
    plan = of(data, papers=(*data.station.papers, entry))["staff-roster"]
    assert plan.issued == "2026-09-15"
    assert "截至：2026年9月15日　　在岗6名，没有到岗0名，离岗0名" in said(plan)


def test_the_roster_has_who_left_with_day_number_and_reason() -> None:
    last = rows(of_qinghuai()["staff-roster"])[-1]
    assert last[2] == "魏长宁"
    assert last[6:] == ("2026-04-20", "", "2026-09-30", "青槐街办〔2026〕27号", "调离")
    assert "在岗6名，没有到岗0名，离岗1名" in said(of_qinghuai()["staff-roster"])


# ── histories ──


def test_a_seat_goes_from_one_to_the_next() -> None:
    told = rows(of_qinghuai()["post-history"])
    at = [row[1] for row in told].index("贺翠")
    assert told[at] == ("玉兰社区信息监督员（1）", "贺翠", "2026-10-15", "2026-11-02", "", "辞任")
    assert told[at + 1] == (MERGED, "邵文渊", "2026-11-03", "在任", "", "")
    assert told[at + 2][0] == "玉兰社区信息监督员（2）"
    assert [row[0] for row in told[:2]] == ["站长", "副站长"]


def test_heads_follow_each_other_by_their_days() -> None:
    data = station_data("taoyuan")
    head, *others = data.station.staff
    gone = Leaving.model_validate({"日期": "2026-06-30", "事由": "退休", "接任": "09"})
    after = changed(head, code="09", name="后任", since=date(2026, 7, 1), document="澄组〔2026〕3号")
    told = rows(of(data, staff=(after, changed(head, leaving=gone), *others))["post-history"])
    assert told[0] == ("站长", head.name, "2026-03-06", "2026-06-30", "桃源街办〔2026〕5号", "退休")
    assert told[1] == (MERGED, "后任", "2026-07-01", "在任", "澄组〔2026〕3号", "")


def test_who_is_yet_to_come_is_not_in_a_history() -> None:
    community = station_data(REPLACED).station.communities[1]
    codes = [[code for code, _ in seat] for seat in seats_of(community, date(2026, 11, 2))]
    assert codes == [["002-01"], ["002-02"]]
    codes = [[code for code, _ in seat] for seat in seats_of(community, date(2026, 11, 3))]
    assert codes == [["002-01", "002-03"], ["002-02"]]


# ── badges ──

LOST, NEW = "990103-001-001-09", "990103-001-001-01"


def badges(*events: BadgeEvent, day: date = date(2026, 12, 31), **update: Any) -> dict[str, Any]:
    data = station_data("taoyuan")
    station: Station = changed(data.station, **update)
    return {str(row["编号"]): row for row in issued_badges(data.district, station, day, events)}


def test_the_register_has_every_number_whose_it_is_and_why_it_is_void() -> None:
    told = rows(of_qinghuai()["badge-register"])
    of_number = {row[1]: row[2:] for row in told}
    assert of_number["990103-003-002-01"] == (
        "贺翠", "玉兰社区", "2026-10-15至2029-10-14", "", "2026-11-02", "2026-11-03", "辞任", "",
    )  # fmt: skip
    assert of_number["990103-003-002-03"][:3] == ("邵文渊", "玉兰社区", "2026-11-03至2029-10-14")
    assert [row[1] for row in told] == sorted(of_number)


def test_a_lost_badge_was_the_same_persons_as_the_new_one() -> None:
    entry = {"编号": LOST, "日期": "2026-10-20", "事由": "遗失"}
    unknown = badges(void_badges=(VoidBadge.model_validate(entry),))[LOST]
    assert (unknown["姓名"], unknown["社区"], unknown["事由"]) == ("", "桃溪社区", "遗失")
    known = badges(void_badges=(VoidBadge.model_validate({**entry, "换发": NEW}),))[LOST]
    assert known["姓名"] == badges()[NEW]["姓名"] != ""
    assert known["换发"] == NEW


def test_what_was_entered_is_merged_with_what_the_data_tell() -> None:
    day = date(2026, 11, 5)
    row = badges(
        BadgeEvent(NEW, date(2026, 10, 16), "发放"),
        BadgeEvent(NEW, day, "补发", "磨损"),
        BadgeEvent(LOST, date(2026, 10, 16), "发放"),
        BadgeEvent(LOST, day, "作废", "遗失", NEW),
    )
    assert (row[NEW]["发放"], row[NEW]["补发"], row[NEW]["作废"]) == (date(2026, 10, 16), day, "")
    assert (row[LOST]["作废"], row[LOST]["事由"], row[LOST]["换发"]) == (day, "遗失", NEW)
    assert LOST not in badges(BadgeEvent(LOST, day, "作废", "遗失"), day=date(2026, 11, 4))


# ── assessments ──


@pytest.mark.parametrize(
    ("written", "start", "end", "code"),
    [
        ("2026年度", (2026, 1, 1), (2026, 12, 31), "2026"),
        ("2026年上半年", (2026, 1, 1), (2026, 6, 30), "2026-h1"),
        ("2026年下半年", (2026, 7, 1), (2026, 12, 31), "2026-h2"),
        ("2027年第一季度", (2027, 1, 1), (2027, 3, 31), "2027-q1"),
        ("2027年第四季度", (2027, 10, 1), (2027, 12, 31), "2027-q4"),
        ("2028年2月", (2028, 2, 1), (2028, 2, 29), "2028-02"),
        ("2026年12月", (2026, 12, 1), (2026, 12, 31), "2026-12"),
    ],
)
def test_a_period_has_its_days_and_its_code(written: str, start: Any, end: Any, code: str) -> None:
    found = period(written)
    assert found
    assert (found.start, found.end, found.code) == (date(*start), date(*end), code)


@pytest.mark.parametrize(
    "written", ["2026", "2026年", "2026年0月", "2026年13月", "26年度", "2026年第五季度", "2026年度 "]
)
def test_what_is_no_period_is_not_read(written: str) -> None:
    assert period(written) is None


def test_the_assessments_of_a_year_stand_beside_each_other() -> None:
    """Each period has sheets and a summary of its own, of its own last day, and no result of the other's."""
    data = station_data("yanhu")
    made = of(data)
    for name, title, issued in (("2026-h1", "2026年上半年", "2026-06-30"), ("2026", "2026年度", "2026-12-31")):
        summary = made[f"assessment-summary-{name}"]
        assert summary.title == f"䶮湖街道民政工作站{title}考评汇总表"
        assert (summary.issued, made[f"staff-assessment-{name}"].issued) == (issued, issued)
        points = [
            sum(each.points) for each in data.station.assessed if each.whom == "工作人员" and each.period == title
        ]
        assert [row[4] for row in rows(summary)[:-1]] == [f"{each:g}" for each in points]
        assert f"{title}　　" in said(made[f"staff-assessment-{name}"])
    assert "信息监督员（2026年上半年）" not in said(made["assessment-summary-2026-h1"])


def test_a_period_in_which_nobody_was_assessed_has_empty_sheets_and_no_summary() -> None:
    assert "assessment-summary-2026-h1" not in of_qinghuai()
    assert [row[4] for row in rows(of_qinghuai()["staff-assessment-2026-h1"], 1)][:5] == [""] * 5


def test_who_was_there_at_the_end_of_the_period_is_assessed() -> None:
    """魏长宁 was there in June and not in December; 高翠莲 the other way round; a monitor's successor is."""
    june, december = said(of_qinghuai()["staff-assessment-2026-h1"]), said(of_qinghuai()["staff-assessment-2026"])
    assert ("魏长宁" in june, "高翠莲" in june) == (True, False)
    assert ("魏长宁" in december, "高翠莲" in december) == (False, True)
    monitors = said(of_qinghuai()["monitor-assessment-2026"])
    assert ("贺翠" in monitors, "邵文渊" in monitors) == (False, True)


def test_two_of_one_name_are_told_apart_by_their_codes() -> None:
    data = station_data("yanhu")
    first, second, *others = data.station.staff
    third, *more = others
    twins = (first, second, changed(third, name="张平"), changed(more[0], name="张平"), *more[1:])
    assessed = tuple(changed(each, name=None) for each in data.station.assessed)
    made = of(data, staff=twins, assessed=assessed)
    named = [row[1:3] for row in rows(made["assessment-summary-2026"]) if row[2] == "张平"]
    assert named == [("03", "张平"), ("04", "张平")]
    points = {each.code: each.points for each in assessed if each.period == "2026年度"}
    told = [row[4] for row in rows(made["assessment-summary-2026"]) if row[2] == "张平"]
    assert told == [f"{sum(points[code]):g}" for code in ("03", "04")]
    assert said(made["staff-assessment-2026"]).count("张平") == 2


# ── one card made again ──


def test_one_card_is_made_again_beside_the_set(sample: Any, run: Any) -> None:
    folder = sample.root / "output" / "taoyuan" / "signage"
    assert run("build-signage", "taoyuan", "--only", "badge").code == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run("build-signage", "taoyuan", "--monitor", "002-01").code == 0
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    new = {f"badge-002-01{end}.pdf" for end in ("", "-outlined", "-a4")}
    assert after.keys() == before.keys() | new
    assert all(after[name] == data for name, data in before.items() if name != "manifest.json")
    listed = {entry["file"]: entry for entry in json.loads(after["manifest.json"])["files"]}
    assert listed.keys() == after.keys() - {"manifest.json"}
    assert (listed["badge-002-01.pdf"]["pages"], "order" in listed["badge-002-01.pdf"]) == (2, False)
    assert run("preflight", str(folder / "badge-002-01.pdf"), str(folder / "badge-002-01-a4.pdf")).code == 0
    told = run("audit", "taoyuan")
    assert "不通过 0" in told.out


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("taoyuan", "--monitor", "001-77"), "MZ1966"),
        (("taoyuan", "--monitor", "001-01", "--only", "board"), "--monitor"),
        (("--monitor", "001-01"), "--monitor"),
    ],
)
def test_a_card_of_nobody_is_not_made(sample: Any, run: Any, asked: tuple[str, ...], code: str) -> None:
    ended = run("build-signage", *asked)
    assert ended.code != 0
    assert code in ended.said
    assert not (sample.root / "output" / "taoyuan").exists()


def test_a_lost_badge_is_not_made_again_with_its_number(sample: Any, run: Any) -> None:
    """Entered as void, the number stops the build until the monitor has another serial."""
    text = sample.station.read_text("utf-8")
    lost = "作废胸牌:\n  - { 编号: 990103-001-002-01, 日期: 2026-11-20, 事由: 遗失 }\n"
    sample.station.write_text(text + lost, "utf-8")
    assert "MZ1623" in run("build-signage", "taoyuan", "--monitor", "002-01").codes


# ── what went out, and what was entered ──


def test_a_paper_for_one_is_judged_by_that_one_alone() -> None:
    made = {each.name: each for each in station_papers(station_data(REPLACED))}
    told = {name: made[name].judged(made[name].asked) for name in ("appointment-002-01", "dismissal-002-01")}
    people = {name: {fact: said for fact, said in facts.items() if of_people(fact)} for name, facts in told.items()}
    term = {"监督员990103-003-002-01": "贺翠，玉兰社区，2026年10月15日至2029年10月14日"}
    assert people["appointment-002-01"] == term
    assert people["dismissal-002-01"] == term | {"002-01离任": "贺翠，2026年11月2日，辞任"}


def test_a_sheet_is_judged_by_its_own_period_alone() -> None:
    data = station_data("yanhu")
    made = {each.name: each for each in station_papers(data)}
    for name in ("staff-assessment-2026-h1", "assessment-summary-2026-h1"):
        facts = [fact for fact in made[name].judged(made[name].asked) if of_people(fact)]
        assert len(facts) == len(data.station.staff)
        assert all("2026年上半年" in fact for fact in facts)


def test_what_was_entered_of_badges_stands_in_their_register() -> None:
    data = station_data(REPLACED)
    common = {"年度": 2026, "代号": "badge", "文号或编号": "990103-003-002-03", "题名": "胸牌"}
    lines = [
        {"事项": "发放", "日期": "2026-11-04", "发给": "邵文渊"},
        {"事项": "补发", "日期": "2026-11-09", "事由": "磨损"},
    ]
    entries = tuple(RegisterEntry.model_validate({**common, **line}) for line in lines)
    plan = of(replace(data, register=Register(entries=entries)))["badge-register"]
    (row,) = [row for row in rows(plan) if row[1] == "990103-003-002-03"]
    assert (row[5], row[9]) == ("2026-11-04", "2026-11-09补发")
