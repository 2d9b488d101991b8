"""`mzdocs preflight`: any file gets a sentence and an exit code, never a traceback."""

from __future__ import annotations

import io
import json
import os
import random
import re
import runpy
import signal
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from mzdocs.core.child_process import Limits
from mzdocs.core.problems import Exit
from mzdocs.preflight import PROFILES, RULES, allowance, entry_of
from mzdocs.preflight.any_file import examine_file
from mzdocs.preflight.delivered.file_bytes import LARGEST
from mzdocs.preflight.delivered.manifest_beside import MANIFEST_RULES
from mzdocs.preflight.rules import RULE_SETS
from mzdocs.preflight.tracks.contour_files import TRACK_RULES

from .test_preflight import OUTLINED, PLAN, act, archive, changed, drawn, each_font, nothing, press, program, turned

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plate.pdf").write_bytes(press())
    return tmp_path


def noted(folder: Path, **entry: object) -> None:
    said = {"file": "plate.pdf", "size": str(PLAN.sheet.size), "pages": 1, **entry_of(PLAN), **entry}
    (folder / "manifest.json").write_text(json.dumps({"files": [said]}), encoding="utf-8")


def test_a_good_file_passes_and_what_was_not_run_is_told_with_its_reason(folder, run):
    ended = run("preflight", str(folder / "plate.pdf"))
    assert (ended.code, ended.codes, ended.err) == (0, [], "")
    assert "（印刷，" in ended.out
    assert "没有检查 P-SPOT：没有订单" in ended.out


def test_a_failure_is_told_with_its_page_and_remedy(folder, run):
    bad = folder / "bad.pdf"
    bad.write_bytes(changed(press(), drawn("1 0 0 rg 60 60 9 9 re f")))
    ended = run("preflight", str(folder / "plate.pdf"), str(bad))
    told = ended.only("MZP24")
    assert (ended.code, told.location) == (Exit.PREFLIGHT, f"{bad} p1")
    assert told.remedy


def test_the_manifest_beside_a_file_says_what_was_ordered(folder, run):
    noted(folder, size="90×60 mm", order={"inks": ["四色", "烫金", "刀线"]})
    ended = run("preflight", str(folder / "plate.pdf"))
    ended.only("MZP02")
    assert "P-SPOT" not in ended.out


@pytest.mark.parametrize("text", ["", "[]", '{"files": [{}]}', '{"files": 3}', "[" * 100_000])
def test_a_manifest_nobody_can_read_says_nothing(folder, run, text):
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    assert run("preflight", str(folder / "plate.pdf")).code == 0


@pytest.mark.parametrize(("data", "profile"), [(press, "press"), (turned, "outlined"), (archive, "archive")])
def test_a_file_is_judged_as_what_it_claims_to_be(folder, run, data, profile):
    (folder / "any.pdf").write_bytes(data())
    ended = run("preflight", "--json", str(folder / "any.pdf"))
    (told,) = json.loads(ended.out)["files"]
    assert (ended.code, told["profile"], told["failed"]) == (0, profile, [])
    assert told["passed"] and told["not_run"]


def test_a_file_can_be_judged_as_something_else(folder, run):
    assert run("preflight", "--profile", "outlined", str(folder / "plate.pdf")).codes == ["MZP30"]
    assert entry_of(OUTLINED)["profile"] == "outlined"


def locked() -> bytes:
    return changed(press(), nothing, encryption=pikepdf.Encryption(user="secret", owner="secret"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: press()[: len(press()) // 3], "MZP"),
        (lambda: b"", "MZP93"),
        (lambda: b"\x89PNG not a PDF", "MZP93"),
        (lambda: b"%PDF-1.7\n%%EOF\n", "MZP93"),
        (locked, "MZP18"),
        (lambda: changed(press(), act), "MZP19"),
    ],
    ids=["truncated", "empty", "picture", "hollow", "encrypted", "javascript"],
)
def test_a_bad_file_gets_a_sentence(folder, run, data, code):
    (folder / "bad.pdf").write_bytes(data())
    ended = run("preflight", str(folder / "bad.pdf"))
    assert ended.code == Exit.PREFLIGHT
    assert ended.codes and all(told.startswith(code) for told in ended.codes)
    assert "Traceback" not in ended.said


def test_a_huge_file_is_refused_before_it_is_read(folder, run):
    with (folder / "huge.pdf").open("wb") as huge:
        huge.truncate(4 * LARGEST)
    ended = run("preflight", str(folder / "huge.pdf"))
    ended.only("MZP92")
    assert ended.code == Exit.LIMIT


def test_what_is_no_file_is_not_waited_for(folder, run):
    os.mkfifo(folder / "pipe.pdf")
    for name in ("none.pdf", "pipe.pdf", ".", "x" * 300):
        ended = run("preflight", str(folder / name))
        ended.only("MZP91")
        assert ended.code == Exit.DATA


def test_a_file_that_failed_outweighs_one_that_is_missing(folder, run):
    (folder / "bad.pdf").write_bytes(b"no")
    assert run("preflight", str(folder / "none.pdf"), str(folder / "bad.pdf")).code == Exit.PREFLIGHT


def test_a_page_that_draws_itself_ends(folder, run):
    def endless(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"/F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        drawn("/F Do", "/XObject", F=form)(pdf)

    (folder / "loop.pdf").write_bytes(changed(press(), endless))
    assert run("preflight", str(folder / "loop.pdf")).code in (0, Exit.PREFLIGHT)


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_file_ends_in_a_sentence(folder, run, seed):
    chance, data = random.Random(seed), bytearray(press())
    for _ in range(40):
        data[chance.randrange(len(data))] = chance.randrange(256)
    (folder / "bad.pdf").write_bytes(data)
    assert run("preflight", str(folder / "bad.pdf")).code in (0, Exit.PREFLIGHT)


def test_a_file_with_no_page_is_judged(folder, run):
    with pikepdf.new() as pdf:
        out = io.BytesIO()
        pdf.save(out)
    (folder / "none.pdf").write_bytes(out.getvalue())
    assert run("preflight", str(folder / "none.pdf")).code == Exit.PREFLIGHT


def test_no_file_is_a_wrong_command_line(run):
    assert run("preflight").code == Exit.USAGE


# By whose rules.


def stranger(pdf: pikepdf.Pdf) -> None:
    """Made by another program, in a language it does not say."""
    del pdf.Root["/Lang"]
    pdf.docinfo["/Producer"] = pdf.docinfo["/Creator"] = "Some Layout 1.0"
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"mzdocs ", b"layout "))


def edited(pdf: pikepdf.Pdf) -> None:
    """Made here, and saved by another program."""
    del pdf.Root["/Lang"]
    with pdf.open_metadata() as metadata:
        metadata["xmp:Label"] = "checked"


def values(run, *arguments: str) -> dict:
    (told,) = json.loads(run("preflight", "--json", *arguments).out)["files"]
    return told


def rules_of(told: dict, basis: str) -> set[str]:
    """The rules of one basis that were run."""
    return {rule.id for rule in RULES if rule.basis == basis} & ({*told["passed"]} | failed(told))


def failed(told: dict) -> set[str]:
    return {each["rule"] for each in told["failed"]}


def test_a_strangers_file_is_not_held_to_our_house_and_what_was_left_out_is_told(folder, run):
    (folder / "other.pdf").write_bytes(changed(press(), stranger))
    ended = run("preflight", str(folder / "other.pdf"))
    assert (ended.code, ended.codes) == (0, [])
    assert "标准和行业惯例的规则" in ended.out
    assert re.search("没有检查 [^\n]*F-LANG[^\n]*：本所的规定，这次没有要求查（--rules all）", ended.out)
    told = values(run, str(folder / "other.pdf"))
    assert told["rules"] == "trade" and told["failed"] == []
    assert {rule.id for rule in RULES if rule.basis == "house" and "press" in rule.profiles} <= {*told["not_run"]}


@pytest.mark.parametrize("change", [lambda pdf: pdf.Root.__delitem__("/Lang"), edited])
def test_our_own_file_is_held_to_our_house_whoever_saved_it(folder, run, change):
    (folder / "ours.pdf").write_bytes(changed(press(), change))
    told = values(run, str(folder / "ours.pdf"))
    assert (told["rules"], failed(told)) == ("all", {"F-LANG"})
    assert told["failed"][0]["basis"] == "house"


@pytest.mark.parametrize(
    ("asked", "set", "found"),
    [
        ("standard", "standard", {"X-ID"}),
        ("标准", "standard", {"X-ID"}),
        ("trade", "trade", {"X-ID", "P-HAIR"}),
        ("标准和行业惯例", "trade", {"X-ID", "P-HAIR"}),
        ("house", "house", {"F-LANG"}),
        ("本所", "house", {"F-LANG"}),
        ("all", "all", {"X-ID", "P-HAIR", "F-LANG"}),
        ("全部", "all", {"X-ID", "P-HAIR", "F-LANG"}),
    ],
)
def test_each_set_of_rules_finds_its_own(folder, run, asked, set, found):
    def spoil(pdf: pikepdf.Pdf) -> None:
        stranger(pdf)
        drawn("0 0 0 1 K 0.1 w 60 60 m 90 60 l S")(pdf)

    data = changed(press(), spoil)
    (folder / "other.pdf").write_bytes(data.replace(b"/ID [", b"/Id ["))
    told = values(run, "--rules", asked, str(folder / "other.pdf"))
    assert (told["rules"], failed(told)) == (set, found)
    asked_for = RULE_SETS[set]
    assert all(bool(rules_of(told, basis)) == (basis in asked_for) for basis in ("standard", "trade", "house"))


def test_each_failure_says_who_asks_for_it(folder, run):
    def spoil(pdf: pikepdf.Pdf) -> None:
        drawn("0 0 0 1 K 0.1 w 60 60 m 90 60 l S")(pdf)
        del pdf.Root["/Lang"]

    data = changed(press(), spoil)
    (folder / "bad.pdf").write_bytes(data.replace(b"/ID [", b"/Id ["))
    noted(folder, file="bad.pdf", pages=2)
    said = run("preflight", str(folder / "bad.pdf")).out
    for line in ("ISO 15930-7（X-ID）", "行业惯例（P-HAIR）", "本所规定（F-LANG）", "订单和清单（P-PAGES）"):
        assert f"    依据：{line}" in said
    assert "不通过 4（标准 1、行业惯例 1、订单和清单 1、本所规定 1）" in said


def test_what_passed_is_never_told_without_what_was_not_run(folder, run):
    for arguments in ((), ("--rules", "standard"), ("--rules", "house")):
        said = run("preflight", *arguments, str(folder / "plate.pdf")).out
        passed, unrun = re.search("通过 ([0-9]+)，不通过 0，没有检查 ([0-9]+)", said).groups()
        listed = [each for line in re.findall("^    没有检查 ([^：]+)：", said, re.M) for each in line.split("、")]
        assert len(set(listed)) == int(unrun) > 0 < int(passed)
    first = run("preflight", str(folder / "plate.pdf")).out.splitlines()[1]
    assert first.startswith("    没有检查 A-VERA：")


def test_every_rule_of_a_standard_names_it_and_no_other_does():
    assert {bool(rule.standard) == (rule.basis == "standard") for rule in RULES} == {True}
    assert {rule.basis for rule in RULES} == {"standard", "trade", "order", "house"}


# Files by what they hold.


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return out.getvalue()


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9mm" height="9mm" viewBox="0 0 9 9">'
    b'<g id="ENGRAVE"><path d="M2 2H4V4H2Z"/></g><g id="CUT"/></svg>'
)


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("a.docx", packed("word/document.xml"), "MZQ68", "check-docx"),
        ("a.DOCX", packed("[Content_Types].xml", "word/document.xml"), "MZQ68", "check-docx"),
        ("a.pdf", packed("word/document.xml"), "MZQ68", "check-docx"),
        ("a.xlsx", packed("xl/workbook.xml"), "MZP93", "XLSX 工作簿"),
        ("a.zip", packed("plate.pdf"), "MZP93", "ZIP 压缩包"),
        ("a.zip", packed(), "MZP93", "ZIP 压缩包"),
        ("a.zip", b"PK\x03\x04 broken", "MZP93", "ZIP 压缩包"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "MZP93", "旧版 Office 或 WPS 文档"),
        ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0", "MZP93", "PostScript 或 EPS"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "MZP93", "PNG 图片"),
        ("a.pdf", b"\xff\xd8\xff\xe0", "MZP93", "JPEG 图片"),
        ("a.tif", b"II*\0", "MZP93", "TIFF 图片"),
        ("a.html", b"<!DOCTYPE html><svg></svg>", "MZP93", "网页"),
        ("a.xml", b"<?xml version='1.0'?><a/>", "MZP93", "XML 文件"),
        ("a.json", b'{"a": "<svg "}', "MZP93", "JSON 数据"),
        ("a.txt", "民政".encode("gb18030"), "MZP93", "文字文件"),
        ("a", b"\0\1\2", "MZP93", "不认识的文件"),
        ("a.pdf", b"", "MZP93", "空文件"),
        ("a.pdf", b"%PDF-1.7\nnothing", "MZP93", "开头是 PDF，里面读不下去"),
    ],
)
def test_what_is_not_judged_is_told_by_what_it_is(tmp_path, run, name, data, code, said):
    (tmp_path / name).write_bytes(data)
    ended = run("preflight", str(tmp_path / name))
    told = ended.only(code)
    assert said in told.message + told.remedy
    assert ended.code == Exit.PREFLIGHT


@pytest.mark.parametrize("name", ["a.PDF", "A.Pdf", "a.ai", "a", "a.pdf.bak", "a.pdf"])
def test_a_pdf_is_one_under_any_name_that_promises_no_other(tmp_path, run, name):
    (tmp_path / name).write_bytes(press())
    assert run("preflight", str(tmp_path / name)).codes == []


@pytest.mark.parametrize("name", ["a.svg", "a.SVG", "a.Svg", "a"])
def test_a_drawing_is_judged_under_capitals_too(tmp_path, run, name):
    (tmp_path / name).write_bytes(SVG)
    told = values(run, str(tmp_path / name))
    assert "E-READ" in told["passed"] and "MZQ67" not in {each["code"] for each in told["failed"]}


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.dxf", press, "PDF"), ("a.svg", press, "PDF"), ("a.docx", press, "PDF"), ("a.pdf", lambda: SVG, "SVG"),
        ("a.DXF", lambda: SVG, "SVG"), ("a.SVG", lambda: b"  0\nSECTION\n  2\nHEADER\n", "DXF"),
    ],
)  # fmt: skip
def test_a_name_that_promises_another_kind_is_told(tmp_path, run, name, data, kind):
    (tmp_path / name).write_bytes(data())
    told = values(run, str(tmp_path / name))
    (found,) = [each for each in told["failed"] if each["rule"] == "X-NAME"]
    assert (found["code"], found["basis"]) == ("MZQ67", "trade")
    assert kind in found["message"]


def test_a_folder_is_told_to_be_one(tmp_path, run):
    assert "文件夹" in run("preflight", str(tmp_path)).only("MZP91").message


# What a library cannot read.


def test_a_library_that_breaks_down_in_one_rule_is_not_the_files_fault(folder, run, monkeypatch):
    def broken(*_: object) -> list:
        raise UnicodeDecodeError("gb18030", b"", 0, 1, "no")

    spoilt = [
        replace(rule, check=broken) if rule.id == "X-FONT" else rule for rule in RULES if "press" in rule.profiles
    ]
    monkeypatch.setattr("mzdocs.preflight.any_file.of_profile", lambda profile: spoilt)
    told = values(run, str(folder / "plate.pdf"))
    assert told["failed"] == []
    assert told["not_run"]["X-FONT"] == "程序读不懂这里，说不出对错"
    assert "X-READ" in told["passed"]


def test_a_file_that_is_damaged_inside_is_told_so_once(folder, run):
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"x", Filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].Contents.write(b"not deflated at all", filter=pikepdf.Name.FlateDecode)

    (folder / "bad.pdf").write_bytes(changed(press(), spoil))
    told = values(run, str(folder / "bad.pdf"))
    assert [each["code"] for each in told["failed"] if each["rule"] == "X-READ"] == ["MZP90"]
    assert sum(each["code"] == "MZP90" for each in told["failed"]) == 1
    assert "Error" not in json.dumps(told)


# veraPDF.


def test_the_engine_is_asked_and_named(folder, run):
    (folder / "paper.pdf").write_bytes(archive())
    ended = run("preflight", "--engine", "verapdf", str(folder / "paper.pdf"))
    assert re.search(r"另请 veraPDF 1\.[0-9.]+ 检验", ended.out)
    assert "没有检查 A-VERA" not in ended.out
    assert ended.code == 0


def test_the_engine_refuses_by_clause(folder, run):
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/OutputIntents"]
        drawn("1 0 0 rg 60 60 9 9 re f")(pdf)

    (folder / "paper.pdf").write_bytes(changed(archive(), spoil))
    told = values(run, "--engine", "verapdf", str(folder / "paper.pdf"))
    clauses = [each["message"] for each in told["failed"] if each["rule"] == "A-VERA"]
    assert any("按 PDF/A-3A 检验不合格：第 6.2.4.3-" in each for each in clauses)
    assert told["engine"].startswith("veraPDF 1.")


def test_the_engine_has_nothing_to_say_of_a_file_that_claims_nothing_it_knows(folder, run):
    told = values(run, "--engine", "verapdf", str(folder / "plate.pdf"))
    assert told["not_run"]["A-VERA"].startswith("文件没有标明 PDF/A")


def test_without_the_engine_it_is_said_how_to_get_it(folder, run, monkeypatch):
    assert "mzdocs[verapdf]" in values(run, str(folder / "plate.pdf"))["not_run"]["A-VERA"]
    monkeypatch.setattr("mzdocs.preflight.standards.verapdf_engine.installed", lambda: False)
    ended = run("preflight", "--engine", "verapdf", str(folder / "plate.pdf"))
    assert ended.only("MZQ74").remedy.startswith("运行 pip install 'mzdocs[verapdf]'")
    assert ended.code == Exit.USAGE


# A file that takes too much.


def busy(*_: object) -> None:
    while True:
        pass


def hungry(*_: object) -> None:
    held = [bytearray(50_000_000) for _ in range(1_000)]
    assert not held


def crashing(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def faulty(*_: object) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("limits", "reader", "code", "said"),
    [
        (Limits(1, 2_000_000_000), busy, "MZQ70", "1 秒"),
        (Limits(60, 600_000_000), hungry, "MZQ71", "600 MB"),
        (Limits(60, 2_000_000_000), crashing, "MZQ72", "崩溃"),
        (Limits(60, 2_000_000_000), faulty, "MZQ72", "崩溃"),
    ],
)
def test_a_file_that_takes_too_much_gets_a_sentence_and_the_next_is_judged(
    folder, run, monkeypatch, limits, reader, code, said
):
    def examined(path: Path, *asked: object) -> object:
        return reader() if path.name == "bad.pdf" else examine_file(path, *asked)

    monkeypatch.setattr("mzdocs.preflight.guarded.examine_file", examined)
    monkeypatch.setattr("mzdocs.preflight.guarded.reading_limits", lambda _: limits)
    (folder / "bad.pdf").write_bytes(press())
    ended = run("preflight", str(folder / "bad.pdf"), str(folder / "plate.pdf"))
    assert said in ended.only(code).message
    assert ended.code == Exit.LIMIT
    assert "plate.pdf（印刷" in ended.out and "Traceback" not in ended.said


def test_one_child_judges_all_files_of_a_run(folder, run, monkeypatch):
    """And another those behind one that it died of."""

    def examined(path: Path, *asked: object) -> object:
        with (folder / "children").open("a", encoding="ascii") as file:
            file.write(f"{os.getpid()} ")
        return crashing() if path.name == "3.pdf" else examine_file(path, *asked)

    monkeypatch.setattr("mzdocs.preflight.guarded.examine_file", examined)
    files = [folder / f"{number}.pdf" for number in range(1, 6)]
    for file in files:
        file.write_bytes(press())
    ended = run("preflight", *map(str, files), str(folder / "plate.pdf"))
    assert ended.code == Exit.LIMIT and ended.codes == ["MZQ72"]
    one, two, three, again, four, *rest = (folder / "children").read_text("ascii").split()
    assert one == two == three != again
    assert four not in (one, again, str(os.getpid()))
    assert rest == [four, four]


def test_of_many_faults_of_one_kind_a_hundred_are_told_and_the_rest_counted(folder, run):
    def many(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        pdf.pages.extend([page] * 149)
        page.contents_coalesce()
        said = page.Contents.read_bytes()
        for each in pdf.pages:
            each.Contents = pdf.make_stream(said)

    (folder / "many.pdf").write_bytes(changed(changed(press(), many), lambda pdf: [
        page.obj.__setitem__("/ArtBox", page.trimbox) for page in pdf.pages
    ]))  # fmt: skip
    told = values(run, "--rules", "standard", str(folder / "many.pdf"))
    found = [each for each in told["failed"] if each["rule"] == "X-TRIM"]
    assert [each["code"] for each in found] == ["MZP21"] * 100 + ["MZQ73"]
    assert "还有 50 处" in found[-1]["message"]


def test_what_is_equal_on_several_pages_is_said_once_with_its_pages(folder, run):
    def without_trim(pdf: pikepdf.Pdf) -> None:
        pdf.pages.extend([pdf.pages[0]] * 2)
        for page in (pdf.pages[0], pdf.pages[2]):
            page.obj.ArtBox = page.trimbox

    path = folder / "three.pdf"
    path.write_bytes(changed(press(), without_trim))
    ended = run("preflight", "--rules", "standard", str(path))
    assert ended.out.count("错误 MZP21") == 1 and "（2 页：第 1、3 页）" in ended.out
    assert [each["path"] for each in values(run, "--rules", "standard", str(path))["failed"]] == ["p1", "p3"]


def test_our_papers_for_an_office_are_not_taken_for_the_press(folder, run):
    def paper(pdf: pikepdf.Pdf) -> None:
        stranger(pdf)
        pdf.docinfo["/Author"] = "mzdocs"

    (folder / "order.pdf").write_bytes(changed(press(), paper))
    assert values(run, str(folder / "order.pdf"))["profile"] == "plain"


# The page that says what is judged.


def test_the_page_on_preflight_lists_every_rule_as_it_is():
    made = runpy.run_path(str(ROOT / "scripts" / "codes_page.py"))
    page = (ROOT / "docs" / "preflight.md").read_text("utf-8")
    assert page == made["rules_page"](), "make codes"
    rows = re.findall(r"^\| ([A-Z]-[A-Z0-9-]+) \|", page, re.M)
    assert rows == [*MANIFEST_RULES, *(rule.id for rule in (*RULES, *TRACK_RULES))]
    assert all(f"`{name}`" in page for name in (*RULE_SETS, *PROFILES))
    reading, seconds = allowance.READING, (allowance.READING.seconds, allowance.RULES, allowance.PAGE)
    said = *(f"{each} 秒" for each in seconds), f"{reading.memory // 1_000_000} MB", f"第 {allowance.MOST_PAGES} 页"
    assert all(each in page for each in said)


def test_what_several_standards_ask_for_is_named_by_the_one_the_file_claims(folder, run):
    def bare(pdf: pikepdf.Pdf) -> None:
        each_font(lambda _, font: program(font).__delitem__("/FontFile3"))(pdf)

    for data, standard in ((press(), "ISO 15930-7"), (archive(), "ISO 19005")):
        (folder / "bare.pdf").write_bytes(changed(data, bare))
        found = {each["rule"]: each["standard"] for each in values(run, str(folder / "bare.pdf"))["failed"]}
        assert found["X-FONT"] == standard
