"""Finished files against the data and each other: what was changed, by whomever, is named with its place."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.audit import file_texts
from mzdocs.audit.text_change import change
from mzdocs.audit.tokens import Token, tokens
from mzdocs.build.fleet import build_all
from mzdocs.build.settings import Settings
from mzdocs.core.nearest import closest, distance
from mzdocs.core.text import squeezed

from . import workspaces
from .workspaces import SLUG, Ended, Workspace, people, replace

Run = Callable[..., Ended]
KINDS = ("badge", "board", "paper", "archive", "household", "public-list")
PAPERS = ("inspection-report", "monitors-register")
ADDED_BOARD = "gong-zuo-zhi-du"
OLD, NEW = "0999-5551101", "0999-5551901"
TELLING = {
    "signage/badges.pdf",
    "signage/badges-a4.pdf",
    "signage/notice-monitors.pdf",
    "reports/monitors-register.pdf",
    "reports/monitors-register.docx",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One station, built once: badges, one board, two papers, the archive."""
    made = workspaces.make(tmp_path_factory.mktemp("audited") / "district")
    shutil.copytree(workspaces.DATA / "stations" / "photos", made.photos, dirs_exist_ok=True)
    (made.root / "data" / "wording").mkdir()
    for path in load.house_wordings().glob("*.txt"):
        if path.stem not in PAPERS and path.stem != "basics":
            head, _, body = path.read_text("utf-8").partition("\n====")
            head = re.sub("^条件：.*", "", head, flags=re.M) + "\n条件：否"
            (made.root / "data" / "wording" / path.name).write_text(f"{head}\n===={body}", "utf-8")
    build_all([made.station], load.Workspace(made.root), Settings(KINDS))
    return made


@pytest.fixture
def copy(built: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The same, to be spoilt."""
    shutil.copytree(built.root, tmp_path / "district")
    monkeypatch.chdir(tmp_path / "district")
    return Workspace(tmp_path / "district")


def delivered(space: Workspace, file: str) -> Path:
    """Where a file of a set lies, papers in the folder of their year."""
    return space.output / SLUG / file.replace("reports/", "reports/2026/")


def audited(run: Run) -> dict:
    ended = run("audit", SLUG, "--json")
    said = json.loads(ended.out)
    assert said["exit"] == ended.code
    (station,) = said["stations"]
    return {
        **station,
        "exit": ended.code,
        "by_file": {f"{file['set']}/{file['file']}": file for file in station["files"]},
    }


def failed(station: dict) -> set[str]:
    return {name for name, file in station["by_file"].items() if file["outcome"] == "failed"}


def messages(station: dict, file: str) -> list[str]:
    return [problem["message"] for problem in station["by_file"][file]["problems"]]


def codes(station: dict, file: str) -> list[str]:
    return [problem["code"] for problem in station["by_file"][file]["problems"]]


def rebuilt(space: Workspace, *kinds: str) -> None:
    build_all([space.station], load.Workspace(space.root), Settings(kinds))


def in_document(path: Path, old: str, new: str) -> None:
    """Change a Word document by hand: its text in the zip, nothing else."""
    with zipfile.ZipFile(path) as package:
        parts = {entry: package.read(entry) for entry in package.infolist()}
    with zipfile.ZipFile(path, "w") as package:
        for entry, data in parts.items():
            if entry.filename == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            package.writestr(entry, data)


def test_what_was_built_agrees_with_the_data(copy, run):
    station = audited(run)
    assert (station["exit"], failed(station), station["disagreements"]) == (0, set(), [])
    reasons = {file["file"]: file["not_run"] for file in station["files"] if file["outcome"] == "not run"}
    assert reasons["badges-outlined.pdf"] == "文字已转曲，没有可读的文字"
    assert {reasons[name] for name in reasons if not name.endswith("-outlined.pdf")} == {"还没有生成"}
    assert all(
        file["outcome"] == "passed"
        for name, file in station["by_file"].items()
        if name.startswith(("archive/", "reports/"))
    )
    assert len(station["files"]) > 40
    ended = run("audit")
    assert "没有检查" in ended.out and "通过" in ended.out and not ended.err
    assert run("audit", "-q").out == ""


def test_one_number_changed_in_the_data_is_found_in_every_file_that_tells_it(copy, run):
    replace(copy.station, OLD, NEW, times=-1)
    station = audited(run)
    assert station["exit"] == 18
    outlined = {name.replace(".pdf", "-outlined.pdf") for name in TELLING if name.startswith("signage/")}
    assert failed(station) == TELLING | (outlined - {"signage/badges-a4-outlined.pdf"})
    assert messages(station, "reports/monitors-register.docx")[0].endswith(
        f"电话 {OLD}，数据里是 {NEW}（社区[1].监督员[1].工作电话）"
    )
    assert "第 2 页：电话" in messages(station, "signage/badges.pdf")[0]
    assert {notice["code"] for notice in station["notices"]} == {"MZ8015"}
    rebuilt(copy, "badge", "board")
    station = audited(run)
    assert failed(station) == {name for name in TELLING if name.startswith("reports/")}
    (fact,) = station["disagreements"]
    assert (fact["path"], fact["data"]) == ("社区[1].监督员[1].工作电话", NEW)
    assert set(fact["files"]) == {name for name in TELLING if name.startswith("signage/")}
    assert {key: set(files) for key, files in fact["otherwise"].items()} == {OLD: failed(station)}
    rebuilt(copy, "paper")
    station = audited(run)
    assert (station["exit"], failed(station)) == (0, set())


def test_a_word_document_changed_by_hand_is_named_with_its_cell_and_the_value_of_the_data(copy, run):
    in_document(delivered(copy, "reports/monitors-register.docx"), OLD, "0999-5551801")
    station = audited(run)
    assert failed(station) == {"reports/monitors-register.docx"}
    assert codes(station, "reports/monitors-register.docx") == ["MZ8009", "MZ8001"]
    told = messages(station, "reports/monitors-register.docx")[1]
    assert re.fullmatch(
        rf"第 \d+ 个表第 \d+ 行第 \d+ 格：电话 0999-5551801，数据里是 {OLD}（社区\[1\].监督员\[1\].工作电话）", told
    )


def test_another_number_of_the_data_in_the_wrong_line_is_found(copy, run):
    in_document(delivered(copy, "reports/monitors-register.docx"), OLD, "0999-5551109")
    station = audited(run)
    assert codes(station, "reports/monitors-register.docx") == ["MZ8009", "MZ8003"]
    assert re.match(
        r"第 \d+ 个表第 2 行第 \d+ 格：写的是“.*5551109", messages(station, "reports/monitors-register.docx")[1]
    )


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("办公设备有计算机", "办公设备没有计算机", "MZ8003", "办公设备没有计算机"),
        ("澄民〔2026〕41号", "澄民〔2026〕14号", "MZ8001", "文号 〔2026〕14号，数据里是 〔2026〕41号"),
        ("面积113平方米", "面积130平方米", "MZ8001", "数 130平方米，数据里是 113平方米"),
        ("<w:body>", "<w:body><w:p><w:r><w:t>此件另行通知。</w:t></w:r></w:p>", "MZ8005", "第 1 段：“此件另行通知。”不是由数据来的"),
    ],
)  # fmt: skip
def test_whatever_a_hand_changed_in_a_report_is_found(copy, run, old, new, code, said):
    in_document(delivered(copy, "reports/inspection-report.docx"), old, new)
    station = audited(run)
    assert failed(station) == {"reports/inspection-report.docx"}
    assert codes(station, "reports/inspection-report.docx") == ["MZ8009", code]
    assert said in messages(station, "reports/inspection-report.docx")[1]


def test_a_name_changed_by_hand_is_found_and_not_told(copy, run):
    name = copy.station_data().station.communities[0].monitors[0].name
    in_document(delivered(copy, "reports/monitors-register.docx"), name, name[0] + "鑫")
    station = audited(run)
    assert codes(station, "reports/monitors-register.docx") == ["MZ8009", "MZ8003"]
    told = messages(station, "reports/monitors-register.docx")[1]
    assert (
        told.count(f"{name[0]}*") == 2
        and "（社区[1].监督员[1].姓名）" in told
        and name not in told
        and "鑫" not in told
    )


def test_a_pdf_of_other_data_is_named_with_its_page(copy, run, tmp_path):
    other = Workspace(tmp_path / "other")
    shutil.copytree(copy.root, other.root)
    replace(other.station, OLD, NEW)
    rebuilt(other, "badge")
    shutil.copy(delivered(other, "signage/badges.pdf"), delivered(copy, "signage/badges.pdf"))
    station = audited(run)
    assert failed(station) == {"signage/badges.pdf"}
    assert messages(station, "signage/badges.pdf")[1].startswith(f"第 2 页：电话 {NEW}，数据里是 {OLD}")


def test_files_gone_foreign_changed_and_damaged_are_told_apart(copy, run):
    delivered(copy, "reports/monitors-register.pdf").unlink()
    delivered(copy, "reports/monitors-register (2).pdf").write_bytes(b"%PDF-1.7")
    volume = delivered(copy, "archive/volume-db-001.pdf")
    volume.write_bytes(volume.read_bytes() + b"\n")
    outlined = delivered(copy, "signage/badges-outlined.pdf")
    outlined.write_bytes(outlined.read_bytes() + b"\n")
    delivered(copy, "public/public-list.pdf").write_bytes(b"%PDF-1.7 damaged")
    delivered(copy, "reports/inspection-report.docx").write_bytes(b"PK damaged")
    csv = delivered(copy, "archive/catalogue.csv")
    csv.write_text(csv.read_text("utf-8-sig").replace(",1,", ",2,", 1), "utf-8-sig", newline="")
    station = audited(run)
    assert {name: codes(station, name) for name in failed(station)} == {
        "reports/monitors-register.pdf": ["MZ8007"],
        "reports/monitors-register (2).pdf": ["MZ8008"],
        "archive/volume-db-001.pdf": ["MZ8009"],
        "signage/badges-outlined.pdf": ["MZ8009"],
        "public/public-list.pdf": ["MZ8009", "MZ8011"],
        "reports/inspection-report.docx": ["MZ8009", "MZ8011"],
        "archive/catalogue.csv": ["MZ8009", "MZ8012"],
    }


def test_a_board_taken_out_of_the_data_and_a_lost_manifest_are_told(copy, run):
    text = copy.station.read_text("utf-8")
    copy.station.write_text(re.sub(rf"  - 展板: {ADDED_BOARD}\n(    .*\n)+", "", text), "utf-8")
    delivered(copy, "public/manifest.json").write_text("[]", "utf-8")
    station = audited(run)
    assert codes(station, f"signage/board-{ADDED_BOARD}.pdf") == ["MZ8010"]
    assert codes(station, "public/manifest.json") == ["MZ8014"]


def test_no_client_is_named_and_no_number_told(copy, run):
    names = people(copy)
    lines = copy.table.read_text("utf-8").splitlines()
    cells = [line.split(",") for line in lines[1:]]
    for one, other in zip(cells[::2], cells[1::2], strict=True):
        one[1], one[2], other[1], other[2] = other[1], other[2], one[1], one[2]
    cells[0][6] = "987"
    copy.table.write_text("\n".join([lines[0], *map(",".join, cells)]) + "\n", "utf-8")
    station = audited(run)
    assert {
        "archive/catalogue.csv",
        "archive/register.pdf",
        "archive/name-index.pdf",
        "public/public-list.pdf",
    } <= failed(station)
    for ended in (run("audit"), run("audit", "--json"), run("audit", "--lang", "en")):
        assert not [name for name in names if name in ended.said]
        assert not re.search(r"[0-9]{17}[0-9X]", ended.said)


def test_nothing_built_is_told(sample, run):
    assert run("audit").only("MZ8016").location == SLUG


def test_readers_get_what_the_data_say_as_well(copy, run):
    assert run("archive-index", "--audience", "reading-room", "-q").code == 0
    station = audited(run)
    assert not failed(station)
    assert station["by_file"]["archive-reading-room/register.pdf"]["outcome"] == "passed"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("电话：0999-5551001。", "telephone", "0999-5551001"),
        ("0999-\n5551001", "telephone", "0999-5551001"),
        ("手机 13800138000", "telephone", "13800138000"),
        ("热线 12345", "telephone", "12345"),
        ("２０２６年３月\n5日", "day", "2026-03-05"),
        ("2026-03-05", "day", "2026-03-05"),
        ("1 20260305 2", "day", "2026-03-05"),
        ("2026.3.5—2029.3.4", "day", "2026-03-05"),
        ("澄民\n〔2026〕41 号", "number", "〔2026〕41号"),
        ("990103-001-001-01", "badge", "990103-001-001-01"),
        ("Z101-MZ·DB-\nD10-001-0007", "archive", "Z101-MZ·DB-D10-001-0007"),
        ("990103********0846", "identity", "990103********0846"),
    ],
)
def test_a_fact_is_read_however_it_is_set(text, kind, value):
    assert Token(kind, value) in set(tokens(text))


@pytest.mark.parametrize("text", ["20261399", "2026年13月1日", "5551001", "990103-001", "123456789012", "第12条"])
def test_what_is_no_fact_is_not_read_as_one(text):
    assert list(tokens(text)) == []


def test_figures_count_only_in_sentences():
    assert list(tokens("共 12 户，68000元")) == []
    assert set(tokens("共 12 户，68000元", counted=True)) == {Token("count", "12户"), Token("count", "68000元")}


def test_the_nearest_value_takes_the_fewest_changes():
    assert distance("0999-5551001", "0999-5551010") == 2
    assert closest("0999-5550103", ["0999-5559999", "0999-5550102", "0451-5550103"]) == "0999-5550102"
    assert closest("x", []) is None


def test_a_change_is_shown_with_a_little_on_both_sides():
    found = change("现有客户档案224户，其中在保148户", "第一段。现有客户档案242户，其中在保148户。第二段")
    assert (found.found, found.expected) == ("有客户档案242户，其中在保", "有客户档案224户，其中在保")
    assert change("完全不同的文字", "第一段") is None


def test_every_part_of_a_word_document_is_read(tmp_path):
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('正')}{run.format('文')}<w:ins>{run.format('插入')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>"
        f"<w:p/><w:tbl><w:tr><w:tc><w:p>{run.format('甲')}</w:p></w:tc><w:tc><w:p>{run.format('乙')}</w:p></w:tc></w:tr></w:tbl>"
        f"<w:p>{run.format('外')}<w:r><w:txbxContent><w:p>{run.format('框内')}</w:p></w:txbxContent></w:r></w:p>"
    )
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f"<w:document {w}><w:body>{body}</w:body></w:document>")
        package.writestr("word/header1.xml", f"<w:hdr {w}><w:p>{run.format('眉')}</w:p></w:hdr>")
        package.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="x/header" Target="header1.xml"/></Relationships>',
        )
    said = [(passage.where.zh, squeezed(passage.text)) for passage in file_texts.passages("docx", path.read_bytes())]
    assert said == [
        ("第 1 段", "正文插入"),
        ("第 1 个表第 1 行第 1 格", "甲"),
        ("第 1 个表第 1 行第 2 格", "乙"),
        ("第 3 段", "外"),
        ("第 3 段", "框内"),
        ("页眉第 1 段", "眉"),
    ]


@pytest.mark.parametrize(
    ("format", "data"), [("pdf", b""), ("pdf", b"%PDF-1.7"), ("docx", b""), ("docx", b"PK\x03\x04")]
)
def test_what_is_damaged_is_told_and_never_a_fault_of_ours(format, data):
    with pytest.raises(file_texts.Unreadable):
        list(file_texts.passages(format, data))
