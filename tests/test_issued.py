"""What is issued stays issued: the register, the reprint, what differs, corrections, withdrawal, things made."""

# ruff: noqa: E501 - whole sentences

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mzdocs import load
from mzdocs.build.issue import house_of, issue
from mzdocs.build.issue_acts import Happening, enter_badge
from mzdocs.build.reprints import MOST_CHANGES, Reprints, reprints
from mzdocs.build.withheld import withheld
from mzdocs.core.problems import Location, Stopped
from mzdocs.derive.judged_facts import judged_facts
from mzdocs.derive.made_facts import differing
from mzdocs.derive.next_numbers import next_numbers
from mzdocs.derive.reissue import badge_events, register_words
from mzdocs.kinds.planned_papers import station_papers
from mzdocs.load.register_files import TAMPERED
from mzdocs.model.issue_register import IssuedRecord
from mzdocs.model.people import Leaving, Term
from mzdocs.model.station_data import StationData
from mzdocs.publish import event_log
from mzdocs.publish.manifest import FORMAT
from mzdocs.publish.record import RECORD, SetRecord, StationRecord
from mzdocs.publish.seal import sealed

from . import workspaces
from .workspaces import Ended, Workspace
from .workspaces import replace as swap

Run = Callable[..., Ended]
REPORT, NOTICE, CORRECTION = "澄民〔2026〕41号", "澄民整〔2026〕41号", "澄民〔2026〕60号"
OFFICIAL = """版式：下行文
范围：工作站
条件：{condition}
标题：{title}
机关标志：{{{{ 本文.发文机关标志 }}}}
发文字号：{{{{ 本文.发文字号 }}}}
主送：各街道办事处
署名：{{{{ 本文.发文机关 }}}}
日期：{{{{ 本文.成文日期 }}}}
印发：{{{{ 本文.发文机关 }}}}｜{{{{ 本文.印发日期 }}}}
====
{body}
"""
SHORT = {
    "inspection-report": OFFICIAL.format(
        condition="{{ '是' if 评分.已检查 else '否' }}",
        title="检查验收报告",
        body="得分{{ 评分.得分 }}分，等次{{ 评分.等次.等次 }}，在岗{{ 站.人员 | length }}名，问题{{ 问题 | length }}项，"
        "经费{{ 站.经费.金额 }}元，电话{{ 站.电话.咨询 }}。",
    ),
    "circular": OFFICIAL.replace("工作站", "区").format(
        condition="是",
        title="情况通报",
        body="{% for 行 in 排名 %}{{ 行.站名 }}第{{ 行.名次 }}名，{{ 行.评分.得分 }}分，电话{{ 行.站.电话.咨询 }}。{% endfor %}",
    ),
    "rectification-notice": OFFICIAL.format(
        condition="{{ '是' if 问题 else '否' }}",
        title="整改通知书",
        body="{% for 项 in 问题 %}{{ 项.情况 }}。{% endfor %}电话{{ 站.电话.咨询 }}。",
    ),
}
"""Three of the papers, in a few words: a build of them takes a second."""
OF_STATION = ("inspection-report", "rectification-notice")
NOT_MADE = "版式：表单\n范围：{scope}\n条件：否\n标题：无\n====\n无\n"


@pytest.fixture
def office(sample: Workspace) -> Workspace:
    """The sample workspace with two short papers, the register's own, and no other."""
    return short(sample)


def short(space: Workspace) -> Workspace:
    folder = space.root / "data" / "wording"
    folder.mkdir()
    for path in load.house_wordings().glob("*.txt"):
        head = path.read_text("utf-8").split("====")[0]
        found = re.search("^范围：(工作站|区)$", head, re.M)
        if found:
            text = SHORT.get(path.stem, NOT_MADE.format(scope=found[1]))
            (folder / path.name).write_text(text, encoding="utf-8")
    return space


def build(run: Run) -> Ended:
    return run("build", "--only", "paper")


def issued(run: Run, space: Workspace) -> dict[str, str]:
    """Both papers made and issued; the sums of their files."""
    assert build(run).code == 0
    ended = run("issue", "taoyuan")
    assert (ended.code, ended.out.count("印发")) == (0, 2), ended.said
    return sums(space)


def sums(space: Workspace) -> dict[str, str]:
    """The papers in the delivered set, but for the register's own form."""
    folder = space.output / "taoyuan" / "reports" / "2026"
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("*"))
        if path.name != "manifest.json" and not path.name.startswith("issue-register")
    }


def register(space: Workspace) -> Path:
    return space.root / "data" / "register" / "taoyuan.csv"


def lines(space: Workspace) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(register(space).read_text("utf-8-sig"))))


def correct(space: Workspace, number: str = CORRECTION, of: str = REPORT, file: Path | None = None) -> None:
    """Add a correction to the station's papers, or to the bureau's."""
    entry = (
        f"公文:\n  - {{ 代号: correction, 更正: {of}, 发文字号: {number}, 发文机关: 云川市澄江区民政局,"
        " 发文机关标志: 云川市澄江区民政局文件, 成文日期: 2026-12-01, 印发日期: 2026-12-01 }\n"
    )
    swap(file or space.station, "公文:\n", entry)


def test_what_is_issued_is_entered_with_its_files_and_its_record(office: Workspace, run: Run) -> None:
    before = issued(run, office)
    raw = register(office).read_bytes()
    assert raw.startswith(
        b"\xef\xbb\xbf" + "年度,事项,代号,文号或编号,日期,题名,发给,事由,更正文号,PDF,DOCX,记录\r\n".encode()
    )
    report, notice = lines(office)
    assert (report["年度"], report["事项"], report["代号"], report["文号或编号"]) == (
        "2026",
        "印发",
        "inspection-report",
        REPORT,
    )
    assert (report["日期"], report["题名"], report["发给"]) == ("2026-11-20", "检查验收报告", "各街道办事处")
    assert (report["PDF"], report["DOCX"]) == (before["inspection-report.pdf"], before["inspection-report.docx"])
    assert notice["文号或编号"] == NOTICE
    kept = register(office).parent / "files" / f"{report['记录']}.json"
    assert sha256(kept.read_bytes()).hexdigest() == report["记录"]
    assert (kept.stat().st_mode & 0o777, register(office).stat().st_mode & 0o777) == (0o644, 0o644)
    record = json.loads(kept.read_text("utf-8"))
    assert record["format"] == "mzdocs-issued-1"
    assert (record["facts"]["得分"], record["facts"]["站长"], record["facts"]["发文字号"]) == ("99.5", "刘菊", REPORT)
    assert record["facts"]["条目1.4问题"].startswith("档案室科室牌右下角松动")
    assert "在岗7名" in "".join(record["texts"])
    assert record["files"][0]["details"]["kind"] == "paper"


def test_other_words_do_not_change_what_was_issued_and_are_told_once(office: Workspace, run: Run) -> None:
    before = issued(run, office)
    swap(office.station, "咨询: 0999-5551001", "咨询: 0999-5559999")
    ended = build(run)
    assert (ended.code, sums(office)) == (0, before)
    assert [told.message for told in ended.told if told.code == "MZ7105"] == [
        f"照印发的原件重印，现在的文字有不同（电话、措辞等，不是评定的依据）：{REPORT}、{NOTICE}"
    ]
    assert run("check").code == 0


def test_facts_that_differ_are_told_and_the_issued_bytes_stay(office: Workspace, run: Run) -> None:
    before = issued(run, office)
    swap(office.station, "姓名: 刘菊", "姓名: 王芳", 2)
    swap(office.station, "问题数: 1\n", "问题数: 2\n")
    ended = build(run)
    assert (ended.code, sums(office)) == (18, before)
    told = next(each for each in ended.told if each.code == "MZ7103")
    assert told.message == (
        f"{REPORT} 已于 2026-11-20 印发，现在的数据不同：得分 99.5 → 99；办公场所得分 17.5 → 17；条目1.4得分 2.5 → 2；站长 刘菊 → 王芳"
    )
    assert "更正" in told.remedy
    assert "作废" in told.remedy
    assert told.location == "data/register/taoyuan.csv:2:4 文号或编号"
    made = sorted(office.output.glob("*/*"))
    checked = run("check")
    assert (checked.code, "MZ7103" in checked.codes) == (18, True)
    assert sorted(office.output.glob("*/*")) == made
    as_json = run("build", "--only", "paper", "--json")
    assert (as_json.code, json.loads(as_json.out)["exit"]) == (18, 18)
    assert "MZ7103" in as_json.out


def test_a_paper_that_is_planned_no_more_is_printed_again(office: Workspace, run: Run) -> None:
    before = issued(run, office)
    (office.root / "data" / "wording" / "rectification-notice.txt").write_text(
        NOT_MADE.format(scope="工作站"), encoding="utf-8"
    )
    ended = build(run)
    assert (ended.code, sums(office)) == (0, before)
    assert next(told.message for told in ended.told if told.code == "MZ7106").endswith(f"：{NOTICE}")


def test_matters_that_are_gone_are_a_difference_though_the_paper_is_planned_no_more(
    office: Workspace, run: Run
) -> None:
    before = issued(run, office)
    swap(office.station, "问题数: 1\n", "问题数: 0\n")
    ended = build(run)
    assert (ended.code, sums(office)) == (18, before)
    assert (
        f"{NOTICE} 已于 2026-11-20 印发，现在的数据不同：条目1.4问题 档案室科室牌右下角松动（2026年11月30日前、站长） → 无"
        in ended.err
    )


@pytest.mark.parametrize(("column", "ending"), [("PDF", "pdf"), ("DOCX", "docx"), ("记录", "json")])
@pytest.mark.parametrize("gone", [True, False])
def test_a_file_of_the_register_that_is_gone_or_tampered_with_is_named(
    office: Workspace, run: Run, column: str, ending: str, gone: bool
) -> None:
    enter(office)
    file = register(office).parent / "files" / f"{lines(office)[0][column]}.{ending}"
    if gone:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes() + b" ")
    told = build(run).only("MZ1802" if gone else "MZ1803")
    assert REPORT in told.message
    assert file.name in told.message
    assert told.location.startswith("data/register/taoyuan.csv:2:")
    assert run("issue", "--withdraw", REPORT, "--why", "原件毁损").code == 0
    assert "MZ180" not in run("check").said


def enter(space: Workspace) -> None:
    """Both papers entered as if built: files that stand for theirs, a set that says what it was made from."""
    there = load.Workspace(space.root)
    house = house_of(space.station, there)
    folder = space.output / "taoyuan" / "reports" / "2026"
    folder.mkdir(parents=True)
    files = []
    for name in OF_STATION:
        for ending in ("pdf", "docx"):
            data = f"{name} {ending}".encode()
            (folder / f"{name}.{ending}").write_bytes(data)
            details = {"kind": "paper", "title": "x", "pages": 1, "size": "210×297 mm", "issued": "2026-11-20"}
            files.append(
                {"file": f"{name}.{ending}", "sha256": sha256(data).hexdigest(), "bytes": len(data), **details}
            )
    (folder / "manifest.json").write_text(json.dumps({"format": FORMAT, "files": files}), encoding="utf-8")
    record = StationRecord("00" * 16, {"reports/2026": SetRecord(house.made_from)})
    (space.output / "taoyuan" / RECORD).write_bytes(record.to_bytes())
    assert len(issue([space.station], there)) == 2


def test_what_was_entered_is_not_entered_again(office: Workspace, run: Run) -> None:
    enter(office)
    before = register(office).read_bytes()
    assert "登记了 0 项" in run("issue", "taoyuan").out
    told = run("issue", "taoyuan", "--only", "inspection-report").only("MZ7113")
    assert REPORT in told.message
    run("issue", "taoyuan", "--only", "circular").only("MZ7112")
    assert register(office).read_bytes() == before


def test_a_draft_is_not_issued(office: Workspace, run: Run) -> None:
    swap(office.district, "样稿: 否", "样稿: 是")
    assert build(run).code == 0
    run("issue", "taoyuan").only("MZ7110")
    assert not register(office).exists()


def test_a_set_of_other_data_or_changed_on_the_disk_is_not_issued(office: Workspace, run: Run) -> None:
    run("issue", "taoyuan").only("MZ7111")
    enter(office)
    register(office).unlink()
    swap(office.station, "咨询: 0999-5551001", "咨询: 0999-5559999")
    assert run("issue", "taoyuan").only("MZ7111").location == "taoyuan/reports"
    swap(office.station, "咨询: 0999-5559999", "咨询: 0999-5551001")
    (office.output / "taoyuan" / "reports" / "2026" / "inspection-report.pdf").write_bytes(b"another")
    run("issue", "taoyuan").only("MZ7003")
    assert not register(office).exists()


def test_a_file_with_an_identity_number_is_not_entered(office: Workspace, run: Run) -> None:
    enter(office)
    register(office).unlink()
    folder = office.output / "taoyuan" / "reports" / "2026"
    number = next(row.split(",")[2] for row in office.table.read_text("utf-8-sig").splitlines()[1:])
    data = f"户主 {number}".encode()
    (folder / "inspection-report.pdf").write_bytes(data)
    said = json.loads((folder / "manifest.json").read_text("utf-8"))
    for each in said["files"]:
        if each["file"] == "inspection-report.pdf":
            each["sha256"] = sha256(data).hexdigest()
    (folder / "manifest.json").write_bytes(sealed(said, 2))
    ended = run("issue", "taoyuan")
    assert (ended.code, number in ended.said, register(office).exists()) == (14, False, False)


def test_a_withdrawn_paper_leaves_the_set_and_its_number_is_not_used_again(office: Workspace, run: Run) -> None:
    before = issued(run, office)
    assert run("issue", "--withdraw", NOTICE).only("MZ7124").message.endswith("--why 写明事由")
    run("issue", "--withdraw", "澄民整〔2026〕99号", "--why", "错发").only("MZ7118")
    assert run("issue", "--withdraw", NOTICE, "--why", "错发", "--date", "2026-11-25").code == 0
    last = lines(office)[-1]
    assert (last["事项"], last["文号或编号"], last["日期"], last["事由"]) == ("作废", NOTICE, "2026-11-25", "错发")
    ended = build(run)
    assert (ended.code, "MZ7107" in ended.codes) == (0, True)
    assert sums(office) == {name: sum for name, sum in before.items() if name.startswith("inspection")}
    run("issue", "--withdraw", NOTICE, "--why", "再来").only("MZ7118")
    swap(
        office.station, "公文:\n", f"公文:\n  - {{ 代号: staffing-letter, 发文字号: {NOTICE}, 成文日期: 2026-12-01 }}\n"
    )
    assert NOTICE in next(each for each in run("check").errors if each.code == "MZ1812").message
    swap(office.station, f"代号: staffing-letter, 发文字号: {NOTICE}, 成文日期: 2026-12-01", "代号: rectification-notice, 发文字号: 澄民整〔2026〕49号, 发文机关: 云川市澄江区民政局, 发文机关标志: 云川市澄江区民政局文件, 成文日期: 2026-11-26, 印发日期: 2026-11-26")  # fmt: skip
    assert build(run).code == 0
    assert "rectification-notice.pdf" in sums(office)
    assert sums(office)["rectification-notice.pdf"] != before["rectification-notice.pdf"]
    assert run("issue", "taoyuan").code == 0
    assert [line["事项"] for line in lines(office)] == ["印发", "印发", "作废", "印发"]


def test_a_correction_covers_what_it_says_and_no_further_change(office: Workspace, run: Run) -> None:
    before = issued(run, office)
    correct(office)
    assert "没有可更正的" in build(run).only("MZ1815").message
    swap(office.station, "姓名: 刘菊", "姓名: 王芳", 2)
    ended = build(run)
    assert ended.code == 0
    waiting = next(each for each in ended.told if each.code == "MZ7104")
    assert waiting.message.startswith(f"{REPORT} 已于 2026-11-20 印发，不同之处由更正 {CORRECTION} 写明")
    assert {"correction-60.pdf", "correction-60.docx"} <= set(sums(office))
    assert run("issue", "taoyuan").code == 0
    entry = lines(office)[-1]
    assert (entry["事项"], entry["文号或编号"], entry["更正文号"]) == ("更正", CORRECTION, REPORT)
    record = json.loads((register(office).parent / "files" / f"{entry['记录']}.json").read_text("utf-8"))
    assert record["corrected"] == {"站长": ["刘菊", "王芳"]}
    assert {"站长", "刘菊", "王芳"} <= set(record["texts"])
    whole = sums(office)
    ended = build(run)
    assert (ended.code, sums(office), "MZ7104" in ended.codes) == (0, whole, False)
    swap(office.station, "姓名: 王芳", "姓名: 李芳", 2)
    ended = build(run)
    assert (ended.code, sums(office)) == (18, whole)
    assert f"{REPORT} 已于 2026-11-20 印发，现在的数据不同：站长 王芳 → 李芳" in ended.err
    assert before.items() <= whole.items()


def test_the_circular_of_the_bureau_stays_and_its_ranking_is_held_against_the_data(office: Workspace, run: Run) -> None:
    assert run("district").code == 0
    assert run("issue", "district").code == 0
    folder = office.output / "district" / "reports" / "2026"
    before = {path.name: path.read_bytes() for path in folder.glob("circular.*")}
    assert set(before) == {"circular.pdf", "circular.docx"}
    swap(office.station, "咨询: 0999-5551001", "咨询: 0999-5559999")
    ended = run("district")
    assert (ended.code, "MZ7105" in ended.codes) == (0, True)
    swap(office.station, "问题数: 1\n", "问题数: 2\n")
    ended = run("district")
    assert ended.code == 18
    told = next(each for each in ended.told if each.code == "MZ7103")
    assert (
        told.message
        == "澄政办〔2026〕57号 已于 2026-12-28 印发，现在的数据不同：桃源街道 第1名，99.5分，优秀 → 第1名，99分，优秀"
    )
    assert {path.name: path.read_bytes() for path in folder.glob("circular.*")} == before
    assert (run("check").code, run("check", "taoyuan").code) == (18, 0)
    correct(office, of="澄政办〔2026〕57号", file=office.district)
    assert run("district").code == 0
    assert run("issue", "district", "--only", "correction-60").code == 0
    assert run("check").code == 0


def test_a_withdrawn_correction_covers_nothing_and_is_not_made_again(office: Workspace, run: Run) -> None:
    issued(run, office)
    correct(office)
    swap(office.station, "姓名: 刘菊", "姓名: 王芳", 2)
    assert (build(run).code, run("issue", "taoyuan").code, build(run).code) == (0, 0, 0)
    assert run("issue", "--withdraw", CORRECTION, "--why", "错发").code == 0
    ended = build(run)
    assert (ended.code, "correction-60.pdf" in sums(office)) == (18, False)
    assert {"MZ7103", "MZ7107"} <= set(ended.codes)


def test_what_went_out_last_year_is_not_put_into_the_sets_of_this_one(known: StationData) -> None:
    entries = tuple(entry.model_copy(update={"year": 2025}) for entry in known.register.entries)
    found = held(replace(known, register=replace(known.register, entries=entries)))
    assert (found.files, found.kept_out, found.problems) == ((), frozenset(), ())


def test_two_corrections_that_wait_would_say_the_same(office: Workspace, run: Run) -> None:
    enter(office)
    swap(office.station, "姓名: 刘菊", "姓名: 王芳", 2)
    correct(office)
    correct(office, "澄民〔2026〕61号")
    assert build(run).only("MZ1816").message.startswith(REPORT)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("代号: correction, 发文字号: 澄民〔2026〕60号, 成文日期: 2026-12-01", "MZ1813"),
        (f"代号: correction, 更正: {REPORT}, 成文日期: 2026-12-01", "MZ1813"),
        (f"代号: work-plan, 更正: {REPORT}, 发文字号: 澄民〔2026〕60号, 成文日期: 2026-12-01", "MZ1813"),
        ("代号: correction, 更正: 澄民〔2026〕99号, 发文字号: 澄民〔2026〕60号, 成文日期: 2026-12-01", "MZ1814"),
        ("代号: staffing-letter, 发文字号: 桃源街办〔2026〕31号, 成文日期: 2026-12-01", "MZ1811"),
        ("代号: staffing-letter, 发文字号: 澄政办〔2026〕57号, 成文日期: 2026-12-01", "MZ1811"),
        (f"代号: staffing-letter, 发文字号: {REPORT}, 成文日期: 2026-12-01", "MZ1811"),
    ],
)
def test_what_cannot_be_numbered_or_corrected_is_told_at_its_line(
    office: Workspace, run: Run, entry: str, code: str
) -> None:
    enter(office)
    swap(office.station, "公文:\n", f"公文:\n  - {{ {entry} }}\n")
    assert code in [told.code for told in run("check").errors]


def test_a_number_of_another_register_or_another_year_is_taken(office: Workspace, run: Run) -> None:
    enter(office)
    other = register(office).with_name("district.csv")
    other.write_bytes(register(office).read_bytes())
    told = [(told.code, told.location.split()[-1]) for told in run("check").errors]
    assert told == [("MZ1812", "检查.序号")] * 2  # both numbers come of the one serial
    other.unlink()
    register(office).write_text(register(office).read_text("utf-8-sig").replace("2026,印发", "2025,印发"), "utf-8-sig")
    assert {told.code for told in run("check").errors} == {"MZ1812"}


def test_the_next_numbers_follow_data_and_register(office: Workspace, run: Run) -> None:
    assert next_numbers(["甲〔2026〕9号", "甲〔2026〕10号", "甲〔2025〕3号", "乙〔2026〕1号", "无号"]) == [
        "乙〔2026〕2号",
        "甲〔2025〕4号",
        "甲〔2026〕11号",
    ]
    enter(office)
    assert "澄民整〔2026〕42号" in run("issue", "--numbers").out.splitlines()
    text = register(office).read_text("utf-8-sig")
    row = next(line for line in text.splitlines(keepends=True) if NOTICE in line).replace(NOTICE, "澄民整〔2026〕57号")
    void = "2026,作废,rectification-notice,澄民整〔2026〕57号,2026-12-01,整改通知书,,错发,,,,\r\n"
    register(office).write_text(text + row + void, "utf-8-sig")
    assert json.loads(run("issue", "--numbers", "--json").out)["next"].count("澄民整〔2026〕58号") == 1


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("2026,印发,inspection", "2026,收文,inspection", "MZ1103", ":2:2 事项"),
        ("2026,印发,inspection-report," + REPORT, "2026,收回,inspection-report," + REPORT, "MZ1805", ":2:2 事项"),
        (NOTICE, REPORT, "MZ1807", ":3:4 文号或编号"),
        (",各街道办事处,", ",", "MZ1203", ":2"),
        (r"[0-9a-f]{64}", "x", "MZ1801", ":2:10 PDF"),
        (r"[0-9a-f]{64}", "", "MZ1806", ":2:10 PDF"),
        ("年度,事项", "年度,事件", "MZ1202", ":1"),
    ],
)
def test_a_damaged_register_is_told_at_its_row(
    office: Workspace, run: Run, old: str, new: str, code: str, place: str
) -> None:
    enter(office)
    text, count = re.subn(old, new, register(office).read_text("utf-8-sig"), count=1)
    assert count == 1
    register(office).write_text(text, "utf-8-sig")
    told = next(each for each in run("check").errors if each.code == code)
    assert told.location == f"data/register/taoyuan.csv{place}"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("代号", "work-plan"),
        ("文号或编号", "澄民〔2026〕77号"),
        ("日期", "2026-11-21"),
        ("题名", "检查报告"),
        ("发给", "各社区"),
        ("PDF", ""),
        ("DOCX", ""),
    ],
)
def test_a_row_that_says_something_else_than_its_record_is_told_at_its_cell(
    office: Workspace, run: Run, column: str, value: str
) -> None:
    enter(office)
    report, notice = lines(office)
    text = register(office).read_text("utf-8-sig")
    register(office).write_text(text.replace(report[column], value or notice[column], 1), "utf-8-sig")
    (told,) = (each for each in run("check").errors if each.code == "MZ1808")
    assert f"“{column}”" in told.message
    head = list(report)
    assert told.location == f"data/register/taoyuan.csv:2:{head.index(column) + 1} {column}"


def test_files_of_a_row_that_was_deleted_are_told_once(office: Workspace, run: Run) -> None:
    enter(office)
    assert "MZ1809" not in run("check").codes
    report = lines(office)[0]
    whole = register(office).read_text("utf-8-sig").splitlines(keepends=True)
    register(office).write_text("".join([whole[0], whole[2]]), "utf-8-sig")
    told = sorted(each.location for each in run("check").told if each.code == "MZ1809")
    files = [f"{report['PDF']}.pdf", f"{report['DOCX']}.docx", f"{report['记录']}.json"]
    assert told == sorted(f"data/register/files/{name}" for name in files)


def test_a_number_that_stands_in_a_register_is_not_entered_again(office: Workspace, run: Run) -> None:
    enter(office)
    assert run("issue", "--withdraw", NOTICE, "--why", "错发").code == 0
    before = register(office).read_bytes()
    for more in ((), ("--only", "rectification-notice")):
        told = run("issue", "taoyuan", *more).only("MZ7125")
        assert (NOTICE in told.message, "rectification-notice" in told.message) == (True, True)
    assert register(office).read_bytes() == before
    assert "MZ1807" not in run("check").codes


def test_as_of_another_day_what_went_out_is_not_compared(office: Workspace, run: Run) -> None:
    enter(office)
    assert run("check", "taoyuan", "--on", "2027-06-01").code == run("check", "taoyuan").code == 0
    swap(office.station, "问题数: 1\n", "问题数: 2\n")
    assert "MZ7103" in run("check", "taoyuan").codes
    assert "MZ7103" not in run("check", "taoyuan", "--on", "2027-06-01").codes


def test_a_record_of_an_unknown_format_is_told(office: Workspace, run: Run) -> None:
    enter(office)
    entry = lines(office)[0]
    data = b'{"format": "mzdocs-issued-9"}'
    (register(office).parent / "files" / f"{sha256(data).hexdigest()}.json").write_bytes(data)
    text = register(office).read_text("utf-8-sig").replace(entry["记录"], sha256(data).hexdigest())
    register(office).write_text(text, "utf-8-sig")
    run("check").only("MZ1804")


def test_the_register_is_only_added_to_and_by_one_at_a_time(tmp_path: Path) -> None:
    path, head = tmp_path / "register" / "a.csv", ("甲", "乙")
    event_log.append(path, "", head, [("1", "a")], {"f.txt": b"x"})
    first = path.read_bytes()
    assert first == "\ufeff甲,乙\r\n1,a\r\n".encode()
    assert (path.parent / "files" / "f.txt").read_bytes() == b"x"
    with pytest.raises(Stopped, match="MZ7115"):
        event_log.append(path, "", head, [("2", "b")], {})
    with pytest.raises(Stopped, match="MZ7115"):
        event_log.append(path, sha256(b"older").hexdigest(), head, [("2", "b")], {})
    assert path.read_bytes() == first
    event_log.append(path, sha256(first).hexdigest(), head, [("2", "b")], {})
    assert path.read_bytes() == first + b"2,b\r\n"
    path.write_bytes(gb := "甲,乙\n1,中".encode("gb18030"))
    event_log.append(path, sha256(gb).hexdigest(), head, [("2", "文")], {})
    assert path.read_bytes().decode("gb18030") == "甲,乙\n1,中\r\n2,文\r\n"
    path.write_bytes(torn := b'a,b\n1,"open\n')
    with pytest.raises(Stopped, match="MZ7116"):
        event_log.append(path, sha256(torn).hexdigest(), head, [("2", "b")], {})
    assert path.read_bytes() == torn
    path.parent.chmod(0o500)
    (tmp_path / "b").write_bytes(b"")
    with pytest.raises(Stopped, match="MZ7114"):
        event_log.append(tmp_path / "b" / "c.csv", "", head, [("1", "a")], {})
    path.parent.chmod(0o700)


BADGE = "990103-001-001-01"


def test_a_badge_is_handed_out_comes_back_and_is_void_in_turn(office: Workspace, run: Run) -> None:
    space = load.Workspace(office.root)
    run("issue", "taoyuan", "--badge", "990103-001-001-99", "--event", "发放").only("MZ7122")
    run("issue", "taoyuan", "--badge", BADGE, "--event", "收回").only("MZ7123")
    run("issue", "taoyuan", "--badge", BADGE).only("MZ7124")
    run("issue", "--badge", BADGE, "--event", "发放").only("MZ7124")
    run("issue", "taoyuan", "--badge", BADGE, "--event", "发放", "--to", "甲\n乙").only("MZ7117")
    run("issue", "taoyuan", "--badge", BADGE, "--event", "发放", "--date", "2026-10-20")
    run("issue", "taoyuan", "--badge", BADGE, "--event", "作废").only("MZ7117")
    for event in get_args(Literal["补发", "收回", "作废"]):
        enter_badge(BADGE, event, Happening(date(2026, 10, 20), why="遗失"), office.station, space)
    found, problems = load.load_register(space, "taoyuan")
    assert problems == []
    assert [entry.event for entry in badge_events(found)] == ["发放", "补发", "收回", "作废"]
    assert {entry.to for entry in badge_events(found)} == {"廖亚男"}
    run("issue", "taoyuan", "--badge", BADGE, "--event", "发放").only("MZ7123")


def test_the_register_prints_how_each_paper_stands(office: Workspace, run: Run) -> None:
    enter(office)
    run("issue", "--withdraw", NOTICE, "--why", "错发")
    found, _ = load.load_register(load.Workspace(office.root), "taoyuan")
    assert [(row["文号"], row["事项"], row["状态"]) for row in register_words(found)] == [
        (REPORT, "印发", "有效"),
        (NOTICE, "印发", "已作废"),
        (NOTICE, "作废", ""),
    ]


def test_signs_that_were_made_are_told_when_they_would_be_others(office: Workspace, run: Run) -> None:
    assert run("build", "--only", "plaque").code == 0
    run("issue", "taoyuan", "--made", "--to", "云川标牌厂", "--only", "board-gong-zuo-zhi-du").only("MZ7121")
    assert run("issue", "taoyuan", "--made", "--to", "云川标牌厂", "--date", "2026-10-20").code == 0
    made = {line["代号"]: line for line in lines(office)}
    plate = made["plaque-plate"]
    assert (plate["事项"], plate["日期"], plate["发给"], plate["事由"]) == ("制作", "2026-10-20", "云川标牌厂", "1件")
    record = json.loads((register(office).parent / "files" / f"{plate['记录']}.json").read_text("utf-8"))
    folder = office.output / "taoyuan" / "signage"
    assert {each["file"]: each["sha256"] for each in record["files"]} == {
        path.name: sha256(path.read_bytes()).hexdigest() for path in folder.glob("plaque-plate*")
    }
    assert len(record["files"]) == 4
    assert "MZ7120" not in run("check").codes
    swap(office.station, "    式样: 横牌\n    数量: 1", "    式样: 横牌\n    数量: 2")
    swap(office.district, "横牌主行: 民政工作站", "横牌主行: 民政服务站")
    told = [told.message for told in run("check").told if told.code == "MZ7120"]
    assert told == ["澄江区桃源街道民政工作站 门牌（横牌） 已于 2026-10-20 制作，现在的不同：数量 1 → 2、文字"]


def prepared(space: Workspace) -> tuple[StationData, Path]:
    found, problems = load.load_register(load.Workspace(space.root), "taoyuan")
    assert problems == []
    return replace(space.station_data(), register=found), space.root


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> StationData:
    """A station of which both papers went out."""
    space = short(workspaces.make(tmp_path_factory.mktemp("known") / "district"))
    enter(space)
    return prepared(space)[0]


def held(data: StationData) -> Reprints:
    return reprints(data.register, data.district.year, station_papers(data))


PHONES = st.from_regex(r"\A0999-555[0-9]{4}\Z")
EDITS = st.fixed_dictionaries(
    {},
    optional={
        "address": st.text("甲乙丙丁", min_size=1),
        "phone": PHONES,
        "amount": st.integers(60_000, 90_000),
        "hours": st.just(()),
        "head": st.sampled_from(["王芳", "李芳"]),
        "defects": st.integers(2, 5),
        "leaves": st.integers(1, 400),
        "monitor": st.integers(1, 400),
    },
)
JUDGED = {"head", "defects"}


def later(data: StationData, days: int) -> str:
    """So many days after the last one that a paper that went out is of."""
    return (max(data.on, *(entry.day for entry in data.register.entries)) + timedelta(days=days)).isoformat()


def edited(data: StationData, edits: dict[str, Any]) -> StationData:
    station = data.station
    update: dict[str, Any] = {key: edits[key] for key in ("address", "hours") if key in edits}
    if "phone" in edits:
        update["phones"] = station.phones.model_copy(update={"service": edits["phone"]})
    if "amount" in edits:
        update["funding"] = station.funding.model_copy(update={"amount": edits["amount"]})
    if "head" in edits:
        update["staff"] = (station.staff[0].model_copy(update={"name": edits["head"]}), *station.staff[1:])
    if "defects" in edits:
        first, *others = station.inspection.judgments
        judged = (first.model_copy(update={"defects": edits["defects"]}), *others)
        update["inspection"] = station.inspection.model_copy(update={"judgments": judged})
    if "leaves" in edits:
        staff = update.get("staff", station.staff)
        leaving = Leaving.model_validate({"日期": later(data, edits["leaves"]), "事由": "调离"})
        update["staff"] = (*staff[:-1], staff[-1].model_copy(update={"leaving": leaving}))
    if "monitor" in edits:
        first, *others = station.communities
        term = Term.model_validate({"起": later(data, edits["monitor"]), "止": "2035-01-01"})
        newest = first.monitors[0].model_copy(update={"serial": "09", "name": "新人", "term": term})
        update["communities"] = (first.model_copy(update={"monitors": (*first.monitors, newest)}), *others)
    return replace(data, station=station.model_copy(update=update))


@settings(deadline=None, max_examples=40)
@given(edits=EDITS)
def test_whatever_is_edited_the_bytes_stay_and_only_judged_facts_stop(
    known: StationData, edits: dict[str, Any]
) -> None:
    found = held(edited(known, edits))
    assert found.sums == held(known).sums
    assert found.kept_out == {"inspection-report", "rectification-notice"}
    assert bool(found.differing) == bool(JUDGED & edits.keys())
    told = " ".join(problem.message() for problem in found.differing)
    assert ("站长 刘菊 → " in told) == ("head" in edits)
    assert ("得分 99.5 → " in told) == ("defects" in edits)


def changed(data: StationData, **update: object) -> str:
    """What differs when the station is another in this."""
    found = held(replace(data, station=data.station.model_copy(update=update)))
    return " ".join(problem.message() for problem in found.differing)


def test_people_of_one_name_are_told_apart_and_their_employment_counts(known: StationData) -> None:
    *others, last = known.station.staff
    twin = last.model_copy(update={"name": others[-1].name})
    assert f"工作人员{last.code} {last.name}（{last.establishment}） → {twin.name}（{last.establishment}）" in changed(
        known, staff=(*others, twin)
    )
    assert f"工作人员{last.code} {last.name}（{last.establishment}） → {last.name}（编外聘用）" in changed(
        known, staff=(*others, last.model_copy(update={"establishment": "编外聘用"}))
    )
    head = known.station.staff[0]
    assert f"站长编制 {head.establishment} → 编外聘用" in changed(
        known, staff=(head.model_copy(update={"establishment": "编外聘用"}), *known.station.staff[1:])
    )


def test_the_day_and_the_team_of_an_inspection_are_judged_by() -> None:
    words = {"站": SimpleNamespace(检查=SimpleNamespace(日期=date(2026, 11, 12), 检查组=("区民政局", "区财政局")))}
    assert judged_facts(frozenset({"站.检查"}), words, None) == {
        "检查日期": "2026年11月12日",
        "检查组": "区民政局、区财政局",
    }
    assert judged_facts(frozenset({"站.人员"}), {"站": SimpleNamespace(人员=(), 检查=None)}, None) == {}
    assert judged_facts(frozenset({"站.检查"}), {"站": SimpleNamespace(检查=None)}, None) == {}


def test_a_great_many_changes_are_counted(known: StationData) -> None:
    staff = tuple(
        member.model_copy(update={"name": f"甲{n}", "establishment": "编外聘用"})
        for n, member in enumerate(known.station.staff)
    )
    worse = edited(known, {"defects": 2}).station
    found = held(replace(known, station=worse.model_copy(update={"staff": staff})))
    said = found.differing[0].message()
    assert said.count(" → ") == MOST_CHANGES
    assert said.endswith(f"；等 {3 + 2 * 2 + 5} 处")


def test_a_thing_differs_by_what_is_counted_and_by_what_is_said() -> None:
    assert differing({"数量": "1", "文字": "a"}, {"数量": "2", "文字": "b", "990103-1": "c"}) == [
        "数量 1 → 2",
        "文字",
        "990103-1（新增）",
    ]
    assert differing({"990103-1": "c"}, {}) == ["990103-1（已不在）"]
    assert differing({"文字": "a"}, {"文字": "a"}) == []


def test_a_record_reads_back_as_it_was_written() -> None:
    record = IssuedRecord(
        code="a", title=("甲", "乙"), facts={"得分": "99"}, corrected={"站长": ("甲", "乙")}, files=()
    )
    assert IssuedRecord.model_validate_json(record.model_dump_json()) == record


def test_a_damaged_register_keeps_papers_from_being_made_and_nothing_else() -> None:
    problem = TAMPERED.at(Location("data/register/taoyuan.csv", 2, 10, "PDF"), shown=REPORT, what="PDF", file="x.pdf")
    assert withheld([problem]) == {"paper"}
