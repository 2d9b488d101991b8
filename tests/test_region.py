"""The district's own papers: every station is in them, also one without sound data."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.build.gathered import Gathered, gather
from mzdocs.build.settings import Settings
from mzdocs.checks import RULES
from mzdocs.core.problems import Stopped
from mzdocs.derive.district_context import district_words
from mzdocs.kinds.paper import plan_district
from mzdocs.model.letter import Chart, Paper, Table
from mzdocs.publish.record import made_from
from mzdocs.render import render

from . import workspaces
from .test_issued import short
from .test_papers import docx_text, pdf_text
from .workspaces import DATA, Ended, Workspace
from .zip_parts import packed, parts


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four streets' files of eight: one of them broken, four not there."""
    made = tmp_path_factory.mktemp("district")
    for slug in ("taoyuan", "nanping", "wanghe", "liulin"):
        for path in (DATA / "stations").glob(f"{slug}*"):
            (made / "data" / "stations").mkdir(parents=True, exist_ok=True)
            shutil.copy(path, made / "data" / "stations" / path.name)
    shutil.copytree(DATA / "stations" / "photos", made / "data" / "stations" / "photos")
    shutil.copy(DATA / "district.yaml", made / "data" / "district.yaml")
    broken = made / "data" / "stations" / "liulin.yaml"
    broken.write_text(broken.read_text(encoding="utf-8").replace("邮编: 990103", "邮编: 九九"), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def gathered(root: Path) -> Gathered:
    return gather(load.Workspace(root), Settings(("paper",)))


def papers(gathered: Gathered) -> dict[str, Paper]:
    return {plan.name: plan.fields["paper"] for plan in plan_district(gathered.district_data)}  # type: ignore[misc]


def tables(paper: Paper) -> list[Table]:
    blocks = [*paper.body, *(block for annex in paper.annexes for block in annex.body)]
    return [block for block in blocks if isinstance(block, Table)]


def test_a_station_without_sound_data_is_told_with_the_reason(gathered: Gathered) -> None:
    assert gathered.district_data.missing == {
        "002": "材料有误待更正",
        **dict.fromkeys(("003", "004", "005", "006"), "未报送材料"),
    }
    assert sorted(gathered.district_data.stations) == ["001", "007", "008"]


def test_every_street_stands_in_summary_and_matrix(gathered: Gathered) -> None:
    found = papers(gathered)
    for name in ("summary", "matrix"):
        text = "".join(cell for table in tables(found[name]) for row in table.rows for cell in row)
        for street in gathered.district_data.streets:
            assert street.station.removeprefix("澄江区") in text
    (table,) = tables(found["summary"])
    row = next(row for row in table.rows if row[1] == "柳林街道民政工作站")
    assert (row[0], row[-1]) == ("—", "材料有误待更正")


def test_the_ranking_goes_by_level_then_points(gathered: Gathered) -> None:
    words = district_words(gathered.district_data)
    ranked = [(row["名次"], row["站名"], float(row["评分"]["得分"])) for row in words["排名"]]  # type: ignore[attr-defined, index]
    assert ranked == [
        (1, "望河街道民政工作站", 100),
        (2, "桃源街道民政工作站", 99.5),
        (3, "南屏街道民政工作站", 81),
    ]


def test_equal_results_share_a_place(gathered: Gathered) -> None:
    twin = gathered.district_data.stations["008"]
    district_data = replace(gathered.district_data, stations={**gathered.district_data.stations, "003": twin})
    words = district_words(district_data)
    assert [(row["名次"], row["并列"]) for row in words["排名"]] == [(1, True), (1, True), (3, False), (4, False)]  # type: ignore[attr-defined]


def test_the_circular_commends_criticises_and_deducts(gathered: Gathered) -> None:
    found = papers(gathered)["circular"]
    text = "\n".join(getattr(block, "text", "") for block in found.body)
    assert found.form == "下行文"
    assert "望河街道和桃源街道民政工作站建设达到标准，对上述街道办事处予以通报表扬。" in text
    assert (
        "南屏街道民政工作站检查验收得分81分，没有达到85分的合格标准，等次为不合格，对南屏街道办事处予以通报批评。"
        in text
    )
    assert "根据检查验收结果，在年终目标考评中，对南屏街道办事处扣2分。" in text
    assert "南屏街道有13项整改事项，截至2026年12月18日已销号10项，尚有3项。" in text
    assert "柳林街道材料有误待更正，青槐街道未报送材料，" in text
    assert "数据" not in text and "MZ" not in text
    assert "完成检查验收3个，达到验收标准2个，没有达到1个" in text


def test_the_matrix_shows_the_seven_criteria(gathered: Gathered) -> None:
    table, lacking = tables(papers(gathered)["matrix"])
    assert table.head[2:] == (
        "有编制",
        "有场所",
        "有经费",
        "设施设备齐全",
        "规章制度齐全",
        "文档资料齐全",
        "信息员队伍齐全",
    )
    rows = {row[1]: row[2:] for row in table.rows}
    assert rows["望河街道民政工作站"] == ("有", "有", "有", "全", "全", "全", "全")
    assert rows["南屏街道民政工作站"] == ("有", "缺1项", "有", "全", "全", "全", "缺1项")
    assert rows["青槐街道民政工作站"] == ("未报送材料",) * 7
    told = ("7", "南屏街道民政工作站", "2条", "2项", "场所：社区服务中心门牌；信息员队伍：后岭村监督员")
    assert lacking.rows == (told,)


@pytest.mark.parametrize(("codes", "shown"), [((), "全"), (("MZ2702",), "全"), (("MZ2701", "MZ2702"), "缺1项")])
def test_common_practice_does_not_count_against_a_criterion(
    gathered: Gathered, codes: tuple[str, ...], shown: str
) -> None:
    types = {rule.problem_type.code: rule.problem_type for rule in RULES}
    facts = {"name": "桃园社区", "population": 2500, "needed": 2, "found": 1, "on": "检查当日"}
    stations = gathered.district_data.stations
    subject = replace(stations["008"], findings=tuple(types[code].at(**facts) for code in codes))
    together = replace(gathered.district_data, stations={**stations, "008": subject})
    paper = papers(replace(gathered, district_data=together))["matrix"]
    table, lacking = tables(paper)
    assert next(row for row in table.rows if row[1] == "望河街道民政工作站")[-1] == shown
    told = [row[-1] for row in lacking.rows if row[1] == "望河街道民政工作站"]
    assert told == (["信息员队伍：桃园社区监督员"] if shown != "全" else [])


def run(root: Path, *arguments: str) -> Ended:
    from mzdocs.cli import main

    before = Path.cwd()
    os.chdir(root)
    try:
        code = main(list(arguments))
    finally:
        os.chdir(before)
    return Ended(code, "", "")


def test_the_command_delivers_the_set_and_tells_what_is_broken(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "district", "--json").code == 0
    told = json.loads(capsys.readouterr().out)
    assert [problem["code"] for problem in told["problems"]] == ["MZ1112"]
    folder = root / "output" / "district" / "reports" / "2026"
    names = {path.name for path in folder.iterdir()}
    assert names == {"manifest.json"} | {
        f"{name}.{ending}"
        for name in (
            "circular",
            "city-responsibility",
            "district-seal-guide",
            "inspection-letter",
            "kickoff-minutes",
            "kickoff-notice",
            "kickoff-sign-in",
            "matrix",
            "public-notice",
            "summary",
            "team-notice",
            "work-plan",
        )
        for ending in ("pdf", "docx")
    }
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["station"] == "云川市澄江区"
    assert "data/stations/nanping.yaml" in (made_from(folder) or {})


def test_a_station_may_not_take_the_districts_folder(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "data" / "stations" / "district.yaml"
    path.write_text("名称: x\n", encoding="utf-8")
    try:
        assert run(root, "district").code == 10
    finally:
        path.unlink()
    assert "MZ1312" in capsys.readouterr().err


def test_a_paper_without_number_and_day_is_not_made_and_that_is_told(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "data" / "district.yaml"
    kept = path.read_text(encoding="utf-8")
    path.write_text(re.sub("  - 代号: circular\n(?:    .*\n)+", "", kept), encoding="utf-8")
    try:
        assert run(root, "district").code == 0
    finally:
        path.write_text(kept, encoding="utf-8")
    assert "".join(capsys.readouterr()).count("MZ1473") == 1
    assert not (root / "output" / "district" / "reports" / "2026" / "circular.pdf").exists()


def test_a_file_that_does_not_tell_whose_it_is_is_not_called_missing(root: Path) -> None:
    path = root / "data" / "stations" / "yanhu.yaml"
    path.write_bytes(b"")
    try:
        found = gather(load.Workspace(root), Settings(("paper",)))
    finally:
        path.unlink()
    assert found.district_data.missing["004"] == "没有可用的材料"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("t.txt", "范围：区\r\n版式：表单\r\n标题：甲\r\n====\r\n乙\r\n".encode(), None),
        ("t.txt", "范围：区\n版式：表单\n标题：甲\n====\n乙\x07\n".encode(), "MZ1606"),
        ("t.txt", "范围：区\n".encode("gbk"), "MZ1604"),
        ("甲.txt", b"", "MZ1605"),
        ("T.TXT", b"", "MZ1605"),
        ("._t.txt", b"\0", None),
    ],
)
def test_a_wording_of_the_bureau_is_read_or_refused(root: Path, name: str, data: bytes, code: str | None) -> None:
    folder = root / "data" / "wording"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    try:
        if code is None:
            assert load.load_wordings(load.Workspace(root))[0]["circular"]
        else:
            with pytest.raises(Stopped) as stopped:
                load.load_wordings(load.Workspace(root))
            assert stopped.value.problems[0].code == code
    finally:
        (folder / name).unlink()


def test_two_files_of_one_street_are_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stations = root / "data" / "stations"
    shutil.copy(stations / "wanghe.yaml", stations / "zwei.yaml")
    try:
        assert run(root, "district").code == 10
    finally:
        (stations / "zwei.yaml").unlink()
    assert "MZ1415" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    [
        "circular", "city-responsibility", "kickoff-minutes", "kickoff-notice", "kickoff-sign-in", "matrix",
        "public-notice", "summary", "team-notice", "work-plan",
    ],
)  # fmt: skip
def test_word_and_pdf_of_the_district_say_the_same(gathered: Gathered, name: str) -> None:
    found = {plan.format: plan for plan in plan_district(gathered.district_data) if plan.name == name}
    paper = found["pdf"].fields["paper"]
    assert isinstance(paper, Paper)
    heads = ["".join(table.head) for table in tables(paper)]

    def plain(text: str) -> list[str]:
        text = re.sub(r"\s", "", re.sub(r"— \d+ —", "", text))
        for head in heads:
            text = text.replace(head, "")
        return sorted(text)

    word, pdf = docx_text(render(found["docx"], {})), pdf_text(render(found["pdf"], {}))
    assert plain(word) == plain(pdf)
    assert len(plain(word)) > 200


def test_the_audit_reads_the_districts_papers_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = workspaces.make(tmp_path / "district").root
    assert run(root, "build", "-q", "--only", "public-list").code == 0
    assert run(root, "district", "-q").code == 0
    assert run(root, "audit").code == 0
    capsys.readouterr()
    changed(root / "output" / "district" / "reports" / "2026" / "circular.docx", "99.5", "89.5")
    assert run(root, "audit").code == 18
    told = capsys.readouterr()
    assert "district/reports/2026/circular.docx" in told.err + told.out
    assert "89.5" in told.err + told.out


def changed(path: Path, old: str, new: str) -> None:
    """The Word file with one text of its body changed by hand."""
    content = parts(path.read_bytes())
    content["word/document.xml"] = content["word/document.xml"].replace(old.encode(), new.encode())
    path.write_bytes(packed(content))


# ── many stations of one result, none that fails, all that fail ──


def together(gathered: Gathered, **stations: str) -> dict[str, Paper]:
    """The papers of a district where each street named has the data of another one's station."""
    kept = gathered.district_data.stations
    made = replace(gathered.district_data, stations={code[1:]: kept[of] for code, of in stations.items()}, missing={})
    return papers(replace(gathered, district_data=made))


def said(paper: Paper) -> str:
    return "\n".join(getattr(block, "text", "") for block in paper.body)


GOOD, FAIR, BAD = "008", "001", "007"


@pytest.mark.parametrize("name", ["circular", "summary", "public-notice"])
def test_equal_stations_rank_alike_in_every_paper(gathered: Gathered, name: str) -> None:
    found = together(gathered, s001=GOOD, s002=GOOD, s003=GOOD, s004=FAIR, s005=FAIR, s007=BAD)[name]
    ranks = [row[0] for row in tables(found)[0].rows if row[0]]
    assert ranks[:6] == ["并列1", "并列1", "并列1", "并列4", "并列4", "6"]


def test_each_office_that_is_criticised_is_named_with_its_reasons(gathered: Gathered) -> None:
    text = said(together(gathered, s006=BAD, s007=BAD, s008=GOOD)["circular"])
    assert "（一）石桥街道办事处" in text and "（二）南屏街道办事处" in text
    assert text.count("没有达到85分的合格标准，等次为不合格，对") == 2
    assert "对石桥街道办事处予以通报批评" in text
    assert "对石桥街道办事处扣2分，对南屏街道办事处扣2分。" in text
    assert text.count("1.抽查中五户入户调查表签字不全，扣2.5分。") == 2


def test_where_no_station_fails_nobody_is_criticised(gathered: Gathered) -> None:
    found = together(gathered, s001=FAIR, s008=GOOD)
    text = said(found["circular"])
    assert "本次检查验收没有予以通报批评的单位。" in text and "本次没有扣分的单位。" in text
    chart = next(block for block in found["matrix"].body if isinstance(block, Chart))
    assert [bar.mark for bar in chart.bars] == ["", ""]
    assert len(tables(together(gathered, s008=GOOD)["matrix"])) == 1
    assert "七条标准都已达到" in said(together(gathered, s008=GOOD)["matrix"])


def test_where_all_fail_nobody_is_commended_and_every_bar_is_marked(gathered: Gathered) -> None:
    found = together(gathered, s006=BAD, s007=BAD)
    assert "本次检查验收没有予以通报表扬的单位。" in said(found["circular"])
    chart = next(block for block in found["matrix"].body if isinstance(block, Chart))
    assert [bar.said for bar in chart.bars] == ["81分　不合格"] * 2
    assert chart.threshold and (chart.threshold.at, chart.threshold.name) == (0.85, "合格线85分")


def test_aspects_of_one_rate_are_named_together(gathered: Gathered) -> None:
    text = said(together(gathered, s008=GOOD)["circular"])
    assert "从六个方面看，平均得分率都是100%。" in text


@pytest.mark.parametrize(("deduction", "told"), [(2.0, "扣2分"), (0.5, "扣0.5分"), (None, "酌情扣分")])
def test_what_the_score_sheet_says_is_deducted_and_else_as_fits(
    gathered: Gathered, deduction: float | None, told: str
) -> None:
    district = gathered.district_data.district
    levels = tuple(
        level if level.passed else level.model_copy(update={"deduction": deduction})
        for level in district.score_sheet.levels
    )
    sheet = district.score_sheet.model_copy(update={"levels": levels})
    changed = district.model_copy(update={"score_sheet": sheet})
    stations = {"007": replace(gathered.district_data.stations["007"], district=changed)}
    made = replace(gathered.district_data, district=changed, stations=stations)
    text = said(papers(replace(gathered, district_data=made))["circular"])
    assert f"在年终目标考评中，对南屏街道办事处{told}。" in text


def test_the_plan_is_the_body_of_its_notice(gathered: Gathered) -> None:
    found = papers(gathered)["work-plan"]
    assert found.issued and found.issued.name == "澄江区街道民政工作站规范化建设实施方案"
    assert not found.annexes and len(found.body) == 1
    plan = {each.format: each for each in plan_district(gathered.district_data) if each.name == "work-plan"}
    word, pdf = docx_text(render(plan["docx"], {})), pdf_text(render(plan["pdf"], {}))
    for text in (word, pdf):
        assert "附件" not in text
        assert found.issued.name in re.sub(r"\s", "", text)


def test_the_notice_says_where_and_how_long(gathered: Gathered) -> None:
    text = said(papers(gathered)["public-notice"])
    where = "在澄江区人民政府网站和各街道办事处公示栏公布。"
    assert "公示期自2026年12月21日起至12月27日止，共7天，" + where in text


def test_every_shortcoming_of_a_criterion_has_a_short_name() -> None:
    of_criteria = [rule.problem_type for rule in RULES if rule.problem_type.criterion]
    assert len(of_criteria) == 28
    for each in of_criteria:
        assert 0 < len(each.lacks) <= 12 or "{" in each.lacks, each.code


@pytest.mark.parametrize(("options", "code"), [((), "MZ7008"), (("--discard-edits",), "MZ7009")])
def test_what_was_edited_among_the_districts_papers_is_set_aside_and_told_unless_it_is_not_wanted(
    sample: Workspace, run: Callable[..., Ended], options: tuple[str, ...], code: str
) -> None:
    short(sample)
    assert run("district", "-q").code == 0
    folder = sample.output / "district" / "reports" / "2026"
    (folder / "circular.docx").write_bytes(b"mine")
    ended = run("district", *options)
    assert (ended.code, ended.codes) == (0, [code])
    assert (folder / "circular.docx").read_bytes() != b"mine"
    aside = sample.output.glob("district/edited/*/reports/2026/circular.docx")
    assert [path.read_bytes() for path in aside] == [b"mine"] * (not options)
