"""Two years in one workspace: the first is kept as it was, the second stands beside it, nothing of either is lost."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace as replaced
from datetime import date
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.build.reprint_files import JSON_FILE, XLSX_FILE
from mzdocs.core.problems import Stopped
from mzdocs.load.register_files import REGISTER_TABLE
from mzdocs.load.yaml_text import yamlfile
from mzdocs.load.yaml_text.data_text import DataText
from mzdocs.model.district import District
from mzdocs.model.people import Monitor
from mzdocs.model.station import Station
from mzdocs.publish import kept_year
from mzdocs.publish.record import RECORD
from mzdocs.publish.set_folders import set_folder

from . import workspaces
from .test_rules import sound
from .workspaces import SLUG, Ended, Workspace, listing, people, replace

Run = Callable[..., Ended]
PAPERS = ("monitors-register", "responsibility", "score-sheet", "work-plan", "basics")
LAPSING = "聘期: { 起: 2024-01-01, 止: 2026-12-31 }"


def few_papers(space: Workspace) -> None:
    """The bureau's own wordings: none of the others applies."""
    (space.root / "data" / "wording").mkdir()
    for path in load.house_wordings().glob("*.txt"):
        if path.stem not in PAPERS:
            head, _, body = path.read_text("utf-8").partition("\n====")
            head = re.sub("^条件：.*", "", head, flags=re.M) + "\n条件：否"
            (space.root / "data" / "wording" / path.name).write_text(f"{head}\n===={body}", "utf-8")


def of_next_year(path: Path, *keys: str) -> None:
    """What a clerk does: take the signs of comments away and write the new year's days."""
    text = path.read_text("utf-8")
    for key in keys:
        start = text.index(f"# {key}:\n")
        block = re.match(r"(#.*\n)+", text[start:])
        assert block
        entered = re.sub("^# ", "", block[0], flags=re.M).replace("2026", "2027")
        text = text[:start] + entered + text[start + block.end() :]
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, dict[str, str]]:
    """One station and its district with the papers of 2026 and of 2027; beside it what stood there in 2026."""
    from mzdocs.cli import main

    space = workspaces.make(tmp_path_factory.mktemp("years") / "district")
    few_papers(space)
    replace(space.station, _first_term(space), LAPSING)
    before = Path.cwd()
    os.chdir(space.root)
    try:
        assert main(["inspection", "-q", "-j", "1"]) == 0
        assert main(["district", "-q"]) == 0
        first = delivered(space.output)
        assert main(["new-year", "2027", "-q", "--renew", "2027-01-01", "2029-12-31"]) == 0
        of_next_year(space.district, "实施方案", "责任书", "公示")
        facts = "公文:\n  - { 代号: work-plan, 发文字号: 澄民〔2027〕9号, 主送机关: 各街道办事处, 发文机关: 云川市澄江区民政局, 发文机关标志: 云川市澄江区民政局文件, 抄送: [云川市民政局], 成文日期: 2027-03-01, 印发日期: 2027-03-01 }\n"
        space.district.write_text(space.district.read_text("utf-8") + facts, "utf-8")
        inspected = "检查:\n  日期: 2027-11-08\n  检查组: [区民政局]\n  序号: 7\n  记录: []\n  成效: []\n"
        space.station.write_text(space.station.read_text("utf-8") + inspected, "utf-8")
        assert main(["inspection", "-q", "-j", "1"]) == 0
        assert main(["district", "-q"]) == 0
    finally:
        os.chdir(before)
    return space, first


def _first_term(space: Workspace) -> str:
    found = re.search("聘期: {.*?}", space.station.read_text("utf-8"))
    assert found
    return found[0]


def delivered(output: Path) -> dict[str, str]:
    """The sets that stand there; what is kept beside them is of the last build."""
    beside = {RECORD, JSON_FILE, XLSX_FILE}
    found = {name: said for name, said in listing(output).items() if not name.startswith(".")}
    return {name: said for name, said in found.items() if name.rpartition("/")[2] not in beside}


@pytest.fixture
def walked(two_years: tuple[Workspace, dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.chdir(two_years[0].root)
    return two_years[0]


def test_papers_of_two_years_stand_side_by_side_and_the_first_are_untouched(
    two_years: tuple[Workspace, dict[str, str]],
) -> None:
    space, first = two_years
    now = delivered(space.output)
    assert first
    assert {name: now[name] for name in first} == first
    for owner, paper in ((SLUG, "responsibility.pdf"), ("district", "work-plan.docx")):
        for year in (2026, 2027):
            folder = set_folder(space.output / owner, "reports", year)
            assert (folder / paper).is_file()
            said = json.loads((folder / "manifest.json").read_text("utf-8"))
            assert (said["set"], said["year"]) == ("reports", year)
            assert said["station"] == ("澄江区桃源街道民政工作站" if owner == SLUG else "云川市澄江区")


def test_the_audit_of_both_years_agrees(walked: Workspace, run: Run) -> None:
    for asked in ([], ["--year", "2026"]):
        ended = run("audit", "--json", *asked)
        stations = json.loads(ended.out)["stations"]
        assert ended.code == 0, ended.said
        assert [each["station"] for each in stations] == [SLUG, "district"]
        outcomes = [file["outcome"] for each in stations for file in each["files"]]
        assert len(outcomes) >= 8
        assert set(outcomes) == {"passed"}
        assert [each["notices"] for each in stations] == [[], []]


def test_last_year_s_papers_are_made_again_from_what_was_kept(walked: Workspace, run: Run) -> None:
    before = delivered(walked.output)
    assert run("inspection", SLUG, "-q", "-j", "1", "--year", "2026").code == 0
    assert run("district", "-q", "--year", "2026").code == 0
    assert delivered(walked.output) == before


def test_a_word_file_of_last_year_is_compared_with_last_year_s_data(walked: Workspace, run: Run) -> None:
    file = str(walked.output / SLUG / "reports" / "2026" / "responsibility.docx")
    then, now = (
        json.loads(run("check-docx", file, "--station", SLUG, *asked, "--json").out)["files"][0]["changes"]
        for asked in (["--year", "2026"], [])
    )
    assert then == []
    assert "2026年度" in str([each["now"] for each in now])


def test_an_audit_sees_a_file_of_last_year_that_was_changed(walked: Workspace, tmp_path: Path, run: Run) -> None:
    shutil.copytree(walked.output, tmp_path / "output")
    path = tmp_path / "output" / SLUG / "reports" / "2026" / "responsibility.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    asked = ("audit", SLUG, "--output", str(tmp_path / "output"))
    assert run(*asked).code == 0
    ended = run(*asked, "--year", "2026")
    assert ended.code == 18
    assert [(told.code, told.location) for told in ended.errors] == [
        ("MZ8009", f"{SLUG}/reports/2026/responsibility.pdf")
    ]


def test_checks_of_a_closed_year_name_its_own_file(walked: Workspace, run: Run) -> None:
    kept = walked.root / "data" / "years" / "2026" / "stations" / f"{SLUG}.yaml"
    text = kept.read_text("utf-8")
    replace(kept, "邮编: 990103", "邮编: 九九")
    try:
        assert run("check", SLUG).errors == []
        told = run("check", f"data/stations/{SLUG}.yaml", "--year", "2026").errors
    finally:
        kept.write_text(text, "utf-8")
    assert [(each.code, each.location.split(":")[0]) for each in told] == [
        ("MZ1112", f"data/years/2026/stations/{SLUG}.yaml")
    ]


def test_a_renewed_monitor_keeps_number_and_history(two_years: tuple[Workspace, dict[str, str]]) -> None:
    space, _ = two_years
    monitor = load.load_facts(space.station, load.Workspace(space.root)).communities[0].monitors[0]
    assert monitor.serial == "01"
    assert [(str(term.start), str(term.end)) for term in monitor.terms] == [
        ("2024-01-01", "2026-12-31"),
        ("2027-01-01", "2029-12-31"),
    ]
    assert [monitor.serves_on(date(*day)) for day in ((2023, 12, 31), (2024, 1, 1), (2026, 12, 31), (2029, 12, 31), (2030, 1, 1))] == [False, True, True, True, False]  # fmt: skip


# ── what the command does to the data files ──


def test_nothing_but_what_is_of_the_year_is_touched(sample: Workspace, run: Run) -> None:
    register = sample.root / "data" / "register"
    register.mkdir()
    (register / "taoyuan.csv").write_text(",".join(REGISTER_TABLE.head) + "\n", "utf-8")
    old = {path: path.read_text("utf-8").splitlines() for path in (sample.district, sample.station)}
    others = {name: told for name, told in listing(sample.root / "data").items() if not name.endswith(".yaml")}
    assert run("new-year", "2027").code == 0
    now = listing(sample.root / "data")
    assert {name: now[name] for name in others} == others
    for path, lines in old.items():
        new = path.read_text("utf-8").splitlines()
        kept = [line for line in new if not line.startswith("# ") or line in lines]
        changed = ("年度: 2026", "    周期: 2026年度", "    周期: 2026年上半年")
        assert [line for line in kept if line not in lines] == [line.replace("2026", "2027") for line in lines if line in changed]  # fmt: skip
        comments = [line for line in lines if line.startswith("#")]
        assert [line for line in new if line in comments] == comments, "comments stay, in their order"
    station = sample.station.read_text("utf-8")
    for key in Station.OF_THE_YEAR:
        assert f"# {key}：2027 年的写在这里" in station
        assert f"\n{key}:" not in station
    district = sample.district.read_text("utf-8")
    for key in District.OF_THE_YEAR:
        assert f"\n# {key}:\n" in district
        assert f"\n{key}:" not in district
    ended = run("check")
    assert ended.errors == []
    assert [told.message for told in ended.told if told.code == "MZ7155"] == [
        f"2027 年的“{part}”还没有写，要用到它的公文不生成" for part in District.OF_THE_YEAR
    ]


def test_a_year_that_is_written_lacks_nothing(sample: Workspace, run: Run) -> None:
    assert "MZ7155" not in run("check").codes


@pytest.mark.parametrize(("year", "day"), [(2026, "2026-10-12"), (2027, "2027-01-01")])
def test_before_an_inspection_a_station_is_judged_as_of_its_year(year: int, day: str) -> None:
    data = sound()
    station = data.station.model_copy(update={"inspection": None})
    district = data.district.model_copy(update={"year": year})
    assert str(replaced(data, station=station, district=district).on) == day


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_written_by_another_editor_keeps_its_marks(sample: Workspace, run: Run, newline: str) -> None:
    for path in (sample.district, sample.station):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_text("utf-8").replace("\n", newline).encode())
    assert run("new-year", "2027", "-q").code == 0
    for path in (sample.district, sample.station):
        raw = path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\n") == raw.count(newline.encode())
    assert load.load_district(load.Workspace(sample.root))[0].year == 2027


def test_the_copy_is_whole_and_as_closed_as_the_data(sample: Workspace, run: Run) -> None:
    sample.photos.chmod(0o700)
    sample.table.chmod(0o600)
    wording = sample.root / "data" / "wording" / "own.txt"
    wording.parent.mkdir()
    wording.write_text("范围：引用\n版式：表单\n标题：甲\n====\n乙\n", "utf-8")
    before = listing(sample.root / "data")
    assert run("new-year", "2027").code == 0
    kept = listing(sample.root / "data" / "years" / "2026")
    assert kept == before
    assert [path.name for path in (sample.root / "data" / "years").iterdir()] == ["2026"]
    modes = {path.name: path.stat().st_mode & 0o777 for path in (sample.root / "data" / "years" / "2026").rglob("*")}
    assert (modes["photos"], modes[sample.table.name]) == (0o700, 0o600)


def test_what_is_to_be_done_is_listed_by_codes_and_without_anybody_s_name(
    sample: Workspace, run: Run, tmp_path: Path
) -> None:
    replace(sample.station, _first_term(sample), LAPSING)
    ended = run("new-year", "2027", "--list", str(tmp_path / "todo.md"))
    codes = set(ended.codes)
    assert {f"MZ71{number}" for number in (60, 62, 63, 64, 65, 66, 67, 68)} <= codes
    assert "MZ7161" not in codes
    assert "胸牌 990103-001-001-01 的聘期到 2026-12-31 为止" in ended.out
    cited = sample.district.read_text("utf-8").count("名称: 中华人民共和国社会救助法")
    assert f"《中华人民共和国社会救助法》上次核对原文是 2026-10-10（{cited} 处引用）" in ended.out
    listed = (tmp_path / "todo.md").read_text("utf-8")
    assert listed.count("- [ ] ") == len(ended.told)
    assert (tmp_path / "todo.md").stat().st_mode & 0o777 == 0o600
    assert [name for name in people(sample) if name in ended.said + listed] == []


@pytest.mark.parametrize(("end", "listed"), [("2027-12-31", True), ("2028-01-01", False)])
def test_a_badge_that_lapses_in_the_new_year_is_told(sample: Workspace, run: Run, end: str, listed: bool) -> None:
    replace(sample.station, _first_term(sample), f"聘期: {{ 起: 2026-01-01, 止: {end} }}")
    assert ("MZ7160" in run("new-year", "2027").codes) == listed


@pytest.mark.parametrize(("start", "renewed"), [("2026-12-31", False), ("2027-01-01", True)])
def test_only_who_is_out_of_term_by_then_is_renewed(sample: Workspace, run: Run, start: str, renewed: bool) -> None:
    replace(sample.station, _first_term(sample), LAPSING)
    ended = run("new-year", "2027", "--renew", start, "2029-12-31")
    assert ("MZ7161" in ended.codes) == renewed
    assert ("历次聘期: [{ 起: 2024-01-01, 止: 2026-12-31 }]" in sample.station.read_text("utf-8")) == renewed


def test_a_term_renewed_twice_goes_behind_the_first(sample: Workspace, run: Run) -> None:
    block = '聘期:\n          起: "2025-01-01"  # 二聘\n          止: 2026-12-31\n        历次聘期:\n          - { 起: 2023-01-01, 止: 2024-12-31 }'
    replace(sample.station, _first_term(sample), block)
    assert run("new-year", "2027", "-q", "--renew", "2027-01-01", "2029-12-31").code == 0
    monitor: Monitor = load.load_facts(sample.station, load.Workspace(sample.root)).communities[0].monitors[0]
    assert [term.start.year for term in monitor.terms] == [2023, 2025, 2027]
    assert '起: "2027-01-01"  # 二聘' in sample.station.read_text("utf-8")


# ── when it refuses, nothing is changed ──


def refused(sample: Workspace, run: Run, code: str, *arguments: str) -> Ended:
    before = listing(sample.root / "data")
    ended = run("new-year", *(arguments or ("2027",)))
    assert ended.codes[:1] == [code], ended.said
    assert listing(sample.root / "data") == before
    assert [name for name in people(sample) if name in ended.said] == []
    return ended


@pytest.mark.parametrize("year", ["2026", "2028"])
def test_only_the_next_year_begins(sample: Workspace, run: Run, year: str) -> None:
    refused(sample, run, "MZ7156", year)


def test_a_second_run_refuses(sample: Workspace, run: Run) -> None:
    assert run("new-year", "2027", "-q").code == 0
    refused(sample, run, "MZ7156")


def test_a_year_with_errors_is_not_closed(sample: Workspace, run: Run) -> None:
    replace(sample.station, "邮编: 990103", "邮编: 九九")
    refused(sample, run, "MZ1112")


def test_a_table_with_errors_is_told_without_the_number(sample: Workspace, run: Run) -> None:
    text = sample.table.read_text("utf-8")
    number = text.splitlines()[1].split(",")[2]
    sample.table.write_text(text.replace(number, number[:-1] + "A"), "utf-8")
    ended = refused(sample, run, "MZ1116")
    assert number[:14] not in ended.said


def test_a_folder_of_that_name_is_not_written_over(sample: Workspace, run: Run) -> None:
    (sample.root / "data" / "years" / "2026").mkdir(parents=True)
    refused(sample, run, "MZ7157")


def test_a_file_in_braces_is_not_edited(sample: Workspace, run: Run) -> None:
    lines = sample.station.read_text("utf-8")
    tree = yamlfile.read(lines.encode(), "x")[0].root
    sample.station.write_text(json.dumps(tree, ensure_ascii=False), "utf-8")
    refused(sample, run, "MZ7159")


def test_a_copy_that_cannot_be_made_leaves_no_half(
    sample: Workspace, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mzdocs.publish import kept_year

    def full(handle: int) -> None:
        raise OSError(28, "")

    sample.output.mkdir()
    monkeypatch.setattr(kept_year.os, "fsync", full)
    before = listing(sample.root / "data")
    ended = run("new-year", "2027")
    assert (ended.code, ended.codes) == (15, ["MZ7158"])
    assert "磁盘已满" in ended.said
    left = listing(sample.root / "data")
    left.pop("years")
    assert left == before


def test_a_killed_run_is_taken_up_again(sample: Workspace, run: Run, tmp_path: Path) -> None:
    """It had made the copy and written one file of two."""
    shutil.copytree(sample.root, tmp_path / "old")
    assert run("new-year", "2027", "-q").code == 0
    whole = listing(sample.root / "data")
    shutil.copy(tmp_path / "old" / "data" / "district.yaml", sample.district)
    assert run("new-year", "2027", "-q").code == 0
    assert listing(sample.root / "data") == whole
    shutil.copy(tmp_path / "old" / "data" / "district.yaml", sample.district)
    text = sample.table.read_bytes()
    sample.table.write_bytes(text + b"\r\n")
    assert refused(sample, run, "MZ7157").told[0].location == "data/stations/taoyuan-clients.csv"
    sample.table.write_bytes(text)
    sample.station.write_text(sample.station.read_text("utf-8") + "# 又写了字\n", "utf-8")
    refused(sample, run, "MZ7157")


def test_an_interrupted_run_leaves_no_half_of_a_kept_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise KeyboardInterrupt

    (tmp_path / "district.yaml").touch()
    monkeypatch.setattr(kept_year, "_copy", interrupted)
    with pytest.raises(KeyboardInterrupt):
        kept_year.keep(tmp_path, ["district.yaml"], tmp_path / "years" / "2026")
    assert [*(tmp_path / "years").iterdir()] == []


def test_a_year_that_is_not_kept_is_told(sample: Workspace, run: Run) -> None:
    for command in ("audit", "check", "inspection", "district"):
        assert run(command, "--year", "2025").codes == ["MZ7151"]


def test_a_folder_may_be_named_and_a_list_is_not_written_over(sample: Workspace, run: Run, tmp_path: Path) -> None:
    (tmp_path / "todo.md").write_text("", "utf-8")
    refused(sample, run, "MZ7531", "2027", "--list", str(tmp_path / "todo.md"))
    os.chdir(tmp_path)
    said = json.loads(run("new-year", "2027", "--dir", str(sample.root), "--json").out)
    assert (said["year"], said["kept"]) == (2027, "data/years/2026")


# ── the text of a data file ──

TEXT = "a: |\n  x\n\n# of b\nb:\n  - { k: 1, t: [] }  # one\n  - k: 2\n    t:\n      - 1\n      # two\nc: 'q' # three\n"


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (lambda text: text.replaced(("b", 1, "k"), "9"), "k: 2", "k: 9"),
        (lambda text: text.replaced(("c",), "r"), "'q'", "'r'"),
        (lambda text: text.added(("b", 0, "t"), "7"), "[]", "[7]"),
        (lambda text: text.added(("b", 1, "t"), "7"), "      - 1\n", "      - 1\n      - 7\n"),
        (lambda text: text.followed(("b", 0, "k"), "n", "5"), "k: 1,", "k: 1, n: 5,"),
        (lambda text: text.followed(("b", 1, "k"), "n", "5"), "k: 2\n", "k: 2\n    n: 5\n"),
        (lambda text: text.taken_out("a", "gone"), "a: |\n  x\n", "# gone\n"),
        (lambda text: text.commented_out("c", "note"), "c: 'q'", "# note\n# c: 'q'"),
    ],
)
def test_an_edit_changes_one_place(edit, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    text = DataText(TEXT.encode())
    assert text.with_edits([edit(text)]).decode() == TEXT.replace(old, new)


def test_a_text_that_would_not_be_read_is_refused() -> None:
    with pytest.raises(Stopped) as stopped:
        load.understood(District, b"a: [", "data/district.yaml")
    assert stopped.value.problems[0].code == "MZ1011"
    with pytest.raises(Stopped) as stopped:
        load.understood(District, "年度: 26".encode(), "data/district.yaml")
    assert "MZ7152" in [problem.code for problem in stopped.value.problems]


# ── what is of the year ──

LASTS = {
    District: {
        "胸牌公钥",
        "加密公钥",
        "第二文字",
        "样稿",
        "制作联系",
        "受理事项",
        "保障标准",
        "职责分工",
        "领导责任",
        "监督员职责",
        "监督员聘期",
        "政务热线",
        "行政区划代码",
        "救助热线",
        "设计",
        "展板",
        "档案",
        "评分表",
        "考评",
        "标准",
        "设备种类",
        "交通工具种类",
        "便民设施种类",
        "监督员双配人口",
    },
    Station: {
        "地址",
        "电话",
        "办公时间",
        "挂牌",
        "人员",
        "场所",
        "经费",
        "设备",
        "制度",
        "档案",
        "邮编",
        "社区",
        "交通工具",
        "科室牌",
        "作废胸牌",
        "胸牌拼版",
        "制作联系",
        "设计",
        "历年",
        "公示牌",
        "信息牌",
    },
}
"""The parts that need not be there and go on from year to year."""


@pytest.mark.parametrize("model", [District, Station])
def test_every_part_that_may_be_missing_is_of_the_year_or_lasts(model: type[District] | type[Station]) -> None:
    """A part that is new to the model: say here or in OF_THE_YEAR which of the two it is."""
    optional = {str(field.alias) for field in model.model_fields.values() if not field.is_required()}
    assert optional == {*model.OF_THE_YEAR, *LASTS[model]}
    assert not LASTS[model] & set(model.OF_THE_YEAR)


def test_what_a_workbook_loses_when_it_is_written_anew_is_told(sample: Workspace, run: Run) -> None:
    from .workbooks import as_book, with_parts

    path = as_book(sample)
    path.write_bytes(with_parts(path.read_bytes(), {"xl/charts/chart1.xml": b"<a/>"}))
    (told,) = [each for each in run("new-year", "2027").told if each.code == "MZ7192"]
    assert (told.location, "图表" in told.message) == ("data/stations/taoyuan.xlsx", True)
