"""A year walked twice, by commands and edits of the data alone: kick-off, report, what happens later, the next year."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from hashlib import sha256

from .test_issued import OFFICIAL, office  # noqa: F401 - the fixture
from .test_new_year import of_next_year
from .workspaces import Ended, Workspace, replace

Run = Callable[..., Ended]
KICKOFF = OFFICIAL.replace("工作站", "区").format(
    condition="{{ '是' if 区.动员会 else '否' }}",
    title="部署会通知",
    body="定于{{ 区.动员会.日期 }}召开，监督电话{{ 区.民政局.监督电话 }}。",
)
LATER = (
    ("咨询: 0999-5551001", "咨询: 0999-555{n}"),
    ("面积: 113", "面积: 1{n}"),
    ("金额: 68000", "金额: 6{n}"),
    ("数量: 7, 说明: 其中 1 台专用于档案管理", "数量: 1{n}, 说明: 其中 1 台专用于档案管理"),
    ("负责日常工作，审查初审材料", "负责日常工作第 {n} 项"),
    ("监督: 0999-5551002", "监督: 0999-555{n}"),
    ("情况: 大厅整洁，通道畅通，有无障碍设施", "情况: 大厅整洁，第 {n} 次查看"),
    ("常住人口 2500 人以上的配两名监督员", "常住人口 2500 人以上的配两名监督员，注 {n}"),
)
"""What changes at a station after its papers went out, but for what they were judged by."""
JUDGED = (
    ("问题数: 1\n      情况: 档案室科室牌", "问题数: {n}\n      情况: 档案室科室牌", "得分"),
    ("到岗: 2026-04-20", "到岗: 2026-12-0{n}", "工作人员"),
    ("期限: 2026-11-30", "期限: 2026-12-0{n}", "1.4"),
)
"""What the inspection's papers were judged by, and the word the difference is told with."""


def sums(space: Workspace, year: int) -> dict[str, str]:
    """The papers of a year at the station and the bureau, but for the register's own form and the manifests."""
    return {
        f"{path.parent.parent.parent.name}/{path.name}": sha256(path.read_bytes()).hexdigest()
        for path in sorted(space.output.glob(f"[!.]*/reports/{year}/*"))
        if path.suffix in (".pdf", ".docx") and not path.name.startswith("issue-register")
    }


def made(run: Run) -> tuple[Ended, Ended]:
    return run("inspection", "-j", "1"), run("district")


def test_two_years_are_walked_and_what_went_out_stays(office: Workspace, run: Run) -> None:  # noqa: F811
    (office.root / "data" / "wording" / "kickoff-notice.txt").write_text(KICKOFF, "utf-8")
    assert [ended.code for ended in made(run)] == [0, 0]
    assert run("issue", "taoyuan", "district").code == 0
    issued = sums(office, 2026)
    assert {"taoyuan/inspection-report.pdf", "taoyuan/rectification-notice.docx", "district/kickoff-notice.pdf",
            "district/circular.docx"} <= issued.keys()  # fmt: skip

    dice = random.Random(20261129)
    text = before = office.station.read_text("utf-8")
    for number in range(1001, 1031):
        old, new, *told = dice.choice((*LATER, *JUDGED))
        found = re.search(re.escape(old), before)
        assert found, old
        figure = number if not told else number % 7 + 2
        changed = text.replace(old, new.format(n=figure), 1) if old in text else text
        office.station.write_text(changed, "utf-8")
        ended = run("inspection", "-j", "1")
        assert ended.code == (18 if told and changed != text else 0), ended.said
        if told and changed != text:
            assert told[0] in ended.only("MZ7103").message if len(ended.codes) == 1 else "MZ7103" in ended.codes
            office.station.write_text(text, "utf-8")  # the data are put right: the paper was not wrong
        else:
            text = changed
        assert {name: now for name, now in sums(office, 2026).items() if name in issued} == issued

    for path, old, new in (
        (office.station, "期限: 2026-11-30", "期限: 2026-12-05"),
        (office.district, "不低于: 95", "不低于: 99.9"),
    ):
        kept = path.read_text("utf-8")
        replace(path, old, new)
        ended = run("new-year", "2027")
        assert (ended.code, "MZ7103" in ended.codes) == (18, True), ended.said
        assert not (office.root / "data" / "years").exists()
        path.write_text(kept, "utf-8")
    assert [ended.code for ended in made(run)] == [0, 0]
    assert run("audit").code == 0
    assert run("new-year", "2027").code == 0
    of_next_year(office.district, "动员会")
    assert [ended.code for ended in made(run)] == [0, 0]
    assert sums(office, 2026) == issued
    assert not {name for name in sums(office, 2027) if name.startswith("taoyuan/inspection")}
    for asked in ((), ("--year", "2026")):
        ended = run("audit", *asked)
        assert ended.code == 0, ended.said
