"""The mended copy of any DOCX: what leaves no choice is right in it, all else is as it was, and it says what it did."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import io
import json
import re
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from mzdocs import gbt9704
from mzdocs.core.problems import Exit, Stopped
from mzdocs.gbt9704.mending import mended
from mzdocs.gbt9704.mending.menders import MENDERS, why_left

from .foreign_letters import FANG, HEI, LETTER, SECTION, field, file, foot, ind, p, r, strict, text
from .test_form import DOWN, FORM, LEAF, LIST, MAIN, OTHERS, STANDARD, UP, edited, letter, planned, sound
from .test_form_faults import ASIDE, BODY, FAULTS, FEET, MINUTES, NUMBERING, listed_lines, noted, told
from .zip_parts import packed, parts

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEFT_TO_A_PERSON = {
    "MZF08", "MZF09", "MZF19", "MZF28", "MZF34", "MZF47", "MZF49", "MZF53", "MZF54", "MZF55", "MZF72", "MZF79", "MZF82", "MZF83",
    "MZF85", "MZF86", "MZF89",
}  # fmt: skip
UNSURE = {"a private character", "a little picture", "a soft hyphen", "a blank in a sentence", "a comma and a stop",
          "a shaded paragraph", "a line broken by hand", "a circle for a number", "a bullet", "抄报",
          "紧急程度 of another word", "date of a short year", "紧急程度 above 密级", "remark above the date"}  # fmt: skip
"""Faults of mendable rules in which only a reader knows what is meant."""


def words(data: bytes) -> list[str]:
    return [each.text for each in gbt9704.measured(data, "x.docx").paragraphs]


def untold(data: bytes) -> set[str]:
    return set(told(data))


SURE = [each for each in FAULTS if each[2] in MENDERS and each[0] not in UNSURE]


@pytest.mark.parametrize(("lines", "code"), [each[1:3] for each in SURE], ids=[each[0] for each in SURE])
def test_a_fault_that_leaves_no_choice_is_mended(lines, code):
    copy = mended(file(lines), "x.docx")
    assert told(copy.data) == {}
    assert copy.done[code] >= 1 and copy.left == {}
    again = mended(copy.data, "x.docx")
    assert (again.data, again.done) == (copy.data, {})


@pytest.mark.parametrize("name", sorted(UNSURE))
def test_a_fault_only_a_reader_can_mend_is_left_as_it_is(name):
    _, lines, code, _ = next(each for each in FAULTS if each[0] == name)
    copy = mended(file(lines), "x.docx")
    assert list(copy.left) == [code] == list(told(copy.data))
    assert copy.reasons[code] == why_left(code)
    assert words(copy.data) == words(file(lines))


@pytest.mark.parametrize(("held", "code"), [each[1:3] for each in FEET], ids=[each[0] for each in FEET])
def test_a_page_number_is_mended_on_odd_and_even_sides(held, code):
    copy = mended(file(**held), "x.docx")
    assert told(copy.data) == {} and copy.done[code] >= 1
    feet = [
        line.words for foot in gbt9704.measured(copy.data, "x.docx").footers.values() for line in foot if line.words
    ]
    assert set(feet) <= {"— 1 —", "—  —", "— 7 —"} and len(feet) >= 2
    assert mended(copy.data, "x.docx").data == copy.data


@pytest.mark.parametrize(
    ("code", "part", "edit"),
    [each[:3] for each in (*STANDARD, *OTHERS) if each[0] in MENDERS and each[0] != "MZF60"],
    ids=[each[0] for each in (*STANDARD, *OTHERS) if each[0] in MENDERS and each[0] != "MZF60"],
)
def test_a_deviation_in_one_of_our_papers_is_mended(code, part, edit):
    faulty = edited(sound(UP), edit, part)
    copy = mended(faulty, "x.docx")
    assert code in told(faulty) and told(copy.data) == {}
    assert len(words(copy.data)) == len(words(sound(UP)))


@pytest.mark.parametrize("name", [UP, DOWN, FORM, LEAF, LIST, "self-inspection", "responsibility"])
def test_nothing_is_done_to_our_own_papers(name):
    copy = mended(sound(name), "x.docx")
    assert (copy.data, copy.done, copy.left) == (sound(name), {}, {})


def test_nothing_is_done_to_our_own_letters():
    assert mended(letter(), "x.docx").data == letter()
    assert len(planned()) > 40


def test_what_no_rule_can_mend_is_left_with_a_reason():
    assert {rule.code for rule in gbt9704.RULES} - set(MENDERS) - LEFT_TO_A_PERSON == {
        "MZF61", "MZF62", "MZF63", "MZF64", "MZF65", "MZF67", "MZF68", "MZF69",
    }  # fmt: skip
    reasons = {code: why_left(code) for code in LEFT_TO_A_PERSON}
    assert all(re.search("[a-z]", why.en) and not re.search("[\u4e00-\u9fff]", why.en) for why in reasons.values())


# A paper of a word processor as it comes.


@cache
def raw(*extra: str) -> bytes:
    """Of python-docx's own template: Letter paper, theme fonts, English, everything flush left."""
    paper = docx.Document()
    paper.add_paragraph("云川市澄江区民政局文件").runs[0].font.size = Pt(36)
    paper.add_paragraph("澄民[2026]05号")
    paper.add_heading("关于开展检查的通知", 0)
    lines = (
        "各街道办事处:",
        "  为做好“民政”工作,现将有关事项通知如下。",
        "一.提高认识",
        "(一)加强领导",
        "1、按时报送情况。",
    )
    for line in (*lines, "请于2026年03月05日前报送，联系１２３４５。", *extra, "附件:1、名单。", "2、表格"):
        paper.add_paragraph(line)
    for line in (
        "区民政局",
        "二〇二六年三月五日",
        "（联系人：张某，电话：12345678）",
        "附件1：",
        "名单",
        "附件2：",
        "表格",
    ):
        paper.add_paragraph(line)
    paper.add_paragraph("抄送:区政府办")
    paper.add_paragraph("区民政局\t2026年03月06日印发")
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


MENDED_WORDS = [
    "云川市澄江区民政局文件", "澄民〔2026〕5号", "关于开展检查的通知", "各街道办事处：", "为做好“民政”工作，现将有关事项通知如下。",
    "一、提高认识", "（一）加强领导", "1.按时报送情况。", "请于2026年3月5日前报送，联系12345。", "附件：1.名单", "2.表格", "区民政局",
    "2026年3月5日", "（联系人：张某，电话：12345678）", "附件1", "名单", "附件2", "表格", "抄送：区政府办。", "区民政局\t2026年3月6日印发",
]  # fmt: skip


def test_a_paper_of_a_word_processor_is_mended_as_a_whole():
    copy = mended(raw(), "x.docx")
    assert len(told(raw())) > 35 and set(told(copy.data)) == {"MZF53"} == set(copy.left)
    assert words(copy.data) == MENDED_WORDS
    form = gbt9704.measured(copy.data, "x.docx")
    (page,) = form.pages
    assert (round(page.width.mm), round(page.left.mm), round(page.top.mm, 1)) == (210, 28, 34.6)
    looks = {each.role: (each.pieces[0].face, each.size.pt, each.align) for each in form.paragraphs}
    assert looks["标题"] == ("小标宋", 22, "center") and looks["一级"] == ("黑体", 16, "left")
    assert looks["二级"] == ("楷体", 16, "left") and looks["正文"] == ("仿宋", 16, "left")
    assert looks["抄送"] == ("仿宋", 14, "left") and looks["成文日期"] == ("仿宋", 16, "right")
    assert mended(copy.data, "x.docx").data == copy.data


def test_a_paper_nobody_can_place_is_opened_and_read_as_before():
    copy = docx.Document(io.BytesIO(mended(raw(), "x.docx").data))
    assert [each.text for each in copy.paragraphs] == MENDED_WORDS


def test_only_the_parts_that_change_are_written():
    before, after = parts(raw()), parts(mended(raw(), "x.docx").data)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        MAIN, "word/styles.xml", "word/settings.xml", "word/_rels/document.xml.rels", "[Content_Types].xml",
    }  # fmt: skip
    assert {name for name in after if name not in before} == {"word/footer1.xml", "word/footer2.xml"}
    small = file({"body": text("现有１２个工作站，检查有关事项通知如下，请做好准备工作。")})
    one = parts(mended(small, "x.docx").data)
    assert {name for name, data in parts(small).items() if one[name] != data} == {MAIN}


# What is kept.

KEPT = {
    "body": p(
        "现将", '<w:ins w:id="1" w:author="x"><w:r><w:t>检查</w:t></w:r></w:ins>',
        '<w:del w:id="2" w:author="x"><w:r><w:delText>旧文</w:delText></w:r></w:del>',
        '<w:commentRangeStart w:id="0"/>', r("有关事项"), '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        '<w:r><w:footnoteReference w:id="1"/></w:r>', "通知如下,请认真做好准备工作。",
        '<w:bookmarkStart w:id="5" w:name="a"/><w:bookmarkEnd w:id="5"/>', format=ind(0),
    ),
    "filled": "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>１号</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    + '<w:p><w:r><w:drawing><inline xmlns="x"><blip/></inline></w:drawing></w:r></w:p>',
}  # fmt: skip


def test_changes_comments_notes_tables_and_pictures_stay():
    copy = mended(file(KEPT), "x.docx")
    before, after = (parts(each)[MAIN].decode() for each in (file(KEPT), copy.data))
    for kept in (
        "w:ins ",
        "w:del ",
        "w:delText",
        "commentReference",
        "footnoteReference",
        "w:tbl>",
        "drawing>",
        "w:bookmarkStart",
    ):
        assert before.count(kept) == after.count(kept) > 0, kept
    assert "通知如下，请" in after and ">1号<" in after
    assert "MZF54" in copy.left and "人接受" in copy.reasons["MZF54"].zh


def test_a_header_on_both_sides_stays_on_both():
    headed = SECTION.replace("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>')
    copy = mended(file(section=headed, settings="", header1="<w:p><w:r><w:t>内部资料</w:t></w:r></w:p>"), "x.docx")
    main = parts(copy.data)[MAIN].decode()
    assert re.findall(r'headerReference w:type="(\w+)" r:id="rId5"', main) == ["default", "even"]
    assert "evenAndOddHeaders" in parts(copy.data)["word/settings.xml"].decode()
    assert told(copy.data) == {}


def test_a_footer_keeps_what_else_it_holds():
    held = foot("内部资料", format="") + foot("- ", field(), " -", format=ASIDE)
    copy = mended(file(footer1=held), "x.docx")
    form = gbt9704.measured(copy.data, "x.docx")
    assert [line.words for line in form.footers["rId1"]] == ["内部资料", "— 1 —"]
    mixed = file(footer1=foot("澄民 第", field(), "页", format=ASIDE))
    assert "MZF40" in mended(mixed, "x.docx").left
    assert mended(mixed, "x.docx").data == mixed


def test_a_page_number_in_the_header_is_left():
    headed = SECTION.replace("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>')
    data = file(section=headed, footer1="<w:p/>", footer2="<w:p/>", header1=f"<w:p>{field()}</w:p>")
    assert list(mended(data, "x.docx").left) == ["MZF40"]


def test_white_words_on_a_dark_ground_stay_white():
    cell = '<w:tc><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr><w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>合计</w:t></w:r></w:p></w:tc>'
    data = file({"filled": f"<w:tbl><w:tblPr/><w:tr>{cell}</w:tr></w:tbl><w:p/>"})
    copy = mended(data, "x.docx")
    assert 'w:val="FFFFFF"' in parts(copy.data)[MAIN].decode() and "MZF06" in copy.left


def test_a_line_with_a_picture_keeps_its_room():
    data = file({"body": p("检查现场如图，请认真做好准备工作。", "<w:r><w:drawing/></w:r>", format=ind(2), line=40)})
    assert 'w:line="800"' in parts(mended(data, "x.docx").data)[MAIN].decode()


def test_a_number_of_a_list_is_left_to_the_list():
    data = file(listed_lines(), numbering=NUMBERING.replace("（%2）", "（%2）、"))
    copy = mended(data, "x.docx")
    assert list(copy.left) == ["MZF27"] and copy.data == data


@pytest.mark.parametrize("face", [FANG, HEI])
def test_those_present_are_parted_from_their_label(face):
    """And what stands in runs behind them keeps its face."""
    line = p(r("出席：区委编办张某，", face), r("区财政局李某。", face), format=ind(2))
    data = file(MINUTES | {"remark": line})
    copy = mended(data, "x.docx").data
    assert not {"MZF24", "MZF81"} & untold(copy)
    assert words(copy) == words(data)
    found = next(each for each in docx.Document(io.BytesIO(copy)).paragraphs if each.text.startswith("出席"))
    assert [(run.text, 'eastAsia="黑体"' in run._r.xml) for run in found.runs] == [
        ("出席：", True), ("区委编办张某，", False), ("区财政局李某。", False)
    ]  # fmt: skip
    assert mended(copy, "x.docx").data == copy


def test_the_name_of_a_signer_is_parted_from_its_label():
    run = r("签发人：张某", FANG)
    number = p("澄民〔2026〕5号", "<w:r><w:tab/></w:r>", run, format=f"{ind(1)}")
    copy = mended(file({"number": number}), "x.docx")
    held = next(each for each in gbt9704.measured(copy.data, "x.docx").paragraphs if "签发人" in each.text)
    assert [(each.text, each.face) for each in held.pieces[-2:]] == [("签发人：", "仿宋"), ("张某", "楷体")]
    assert told(copy.data) == {}


def test_a_strict_file_stays_strict():
    usual = file(
        {
            "title": p(r("关于检查的通知", HEI, 22)),
            "body": BODY.replace("<w:spacing", '<w:snapToGrid w:val="0"/><w:spacing'),
        }
    )
    copy, other = mended(strict(usual), "x.docx"), mended(usual, "x.docx")
    assert told(copy.data) == {} and (copy.done, copy.left) == (other.done, other.left)
    assert set(copy.done) >= {"MZF05", "MZF20", "MZF21"}
    assert b"http://purl.oclc.org/ooxml/wordprocessingml/main" in parts(copy.data)[MAIN]
    assert not any(b"schemas.openxmlformats.org/wordprocessingml" in data for data in parts(copy.data).values())


def test_notes_above_the_head_are_mended_together():
    lines = {"mark": noted(p("№12"), p("秘密 一年"), p("【特急】"))}
    copy = mended(file(lines), "x.docx")
    assert words(copy.data)[:3] == ["000012", "秘密★1年", "特急"] and told(copy.data) == {}


# The command.


def signed_package() -> bytes:
    unsigned = parts(file({"title": p(r("关于检查的通知", HEI, 22))}))
    return packed({**unsigned, "_xmlsignatures/sig1.xml": b"<a/>"})


def test_a_signed_file_is_judged_but_not_mended(tmp_path: Path, run):
    path = tmp_path / "a.docx"
    path.write_bytes(signed_package())
    ended = run("check-docx", str(path), "--fix")
    assert {"MZF20", "MZF97"} <= set(ended.codes) and ended.code == Exit.PREFLIGHT
    assert [each.name for each in tmp_path.iterdir()] == ["a.docx"]
    with pytest.raises(Stopped):
        mended(signed_package(), "a.docx")


def test_the_command_says_what_it_did_and_what_it_left(tmp_path: Path, run):
    path = tmp_path / "a.docx"
    path.write_bytes(raw())
    ended = run("check-docx", str(path), "--fix")
    assert f"写出 {tmp_path / 'a-fixed.docx'}：改好 " in ended.out
    assert "改好 MZF20 标题字体字号：1 处" in ended.out and "留下 MZF53 文档属性：" in ended.out
    assert path.read_bytes() == raw() and told((tmp_path / "a-fixed.docx").read_bytes()).keys() == {"MZF53"}
    assert run("check-docx", str(path), "--fix").codes == ["MZ7531"]


def test_programs_read_what_was_mended(tmp_path: Path, run):
    path = tmp_path / "a.docx"
    path.write_bytes(raw())
    (told_file,) = json.loads(run("check-docx", str(path), "--fix", "--json").out)["files"]
    assert told_file["fixed"]["file"] == str(tmp_path / "a-fixed.docx")
    assert told_file["fixed"]["done"]["MZF20"] == 1 and "检查文档" in told_file["fixed"]["left"]["MZF53"]
    assert {each["basis"] for each in told_file["failed"]} == {"standard", "house"}


def test_nothing_to_mend_writes_no_copy(tmp_path: Path, run):
    path = tmp_path / "a.docx"
    path.write_bytes(
        file(
            {
                "label2": p(r("附件2", HEI), format="<w:pageBreakBefore/>"),
                "annex2": LETTER["annex2"].replace("检查时间表", "检查安排表"),
            }
        )
    )
    ended = run("check-docx", str(path), "--fix")
    assert "留下 MZF34 附件名称" in ended.out and "写出" not in ended.out
    assert [each.name for each in tmp_path.iterdir()] == ["a.docx"]


def test_a_stranger_may_ask_for_the_rules_of_the_standard_alone(tmp_path: Path, run):
    path = tmp_path / "a.docx"
    path.write_bytes(raw())
    ended = run("check-docx", str(path), "--rules", "standard")
    assert "MZF20" in ended.codes
    assert {rule.basis for rule in gbt9704.RULES if rule.code in ended.codes} == {"standard"}
    practice = run("check-docx", str(path), "--rules", "实务")
    assert {rule.basis for rule in gbt9704.RULES if rule.code in practice.codes} == {"house"}
