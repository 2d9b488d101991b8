"""Any DOCX against GB/T 9704-2012: ours pass, a seeded deviation is caught by one rule, a nasty file gets a sentence."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

import docx
import pytest

from mzdocs import gbt9704
from mzdocs.build.district_common import load_common
from mzdocs.build.preparation import prepare
from mzdocs.build.settings import Settings
from mzdocs.core.outcomes import Report
from mzdocs.core.problems import Exit, Stopped
from mzdocs.gbt9704.compare import Change, changes
from mzdocs.gbt9704.mending import mended
from mzdocs.gbt9704.mending.menders import MENDERS
from mzdocs.gbt9704.package import MOST_BYTES, MOST_PARTS
from mzdocs.kinds import paper as papers
from mzdocs.load import Workspace
from mzdocs.model.letter import Paper
from mzdocs.plan.document import Document
from mzdocs.render import render

from . import workspaces

STATION = "nanping"
UP, DOWN, FORM, LEAF, LIST = (
    "inspection-report",
    "rectification-notice",
    "score-sheet",
    "appointment-001-01",
    "monitors-register",
)
MAIN = "word/document.xml"
Edit = Callable[[str], str]


@cache
def planned() -> Mapping[str, Document]:
    """Every paper of a station, to be made as a DOCX."""
    space = Workspace(workspaces.DATA.parent)
    path = space.root / "data" / "stations" / f"{STATION}.yaml"
    prepared = prepare(path, space, load_common(space), Settings(kinds=("paper",)))
    word = (each for each in papers.plan(prepared.station_data) if each.format == "docx")
    return {each.name: each for each in word}


@cache
def letter(*notes: tuple[str, str]) -> bytes:
    """The Word file of a letter of a street office, with what stands at the left under its head."""
    space = Workspace(workspaces.DATA.parent)
    path = space.root / "data" / "stations" / "shiqiao.yaml"
    prepared = prepare(path, space, load_common(space), Settings(kinds=("paper",)))
    found = next(each for each in papers.plan(prepared.station_data) if each.file == "staffing-letter.docx")
    paper = replace(cast(Paper, found.fields["paper"]), notes=notes)
    return render(replace(found, fields={**found.fields, "paper": paper}), {})


@cache
def sound(name: str) -> bytes:
    return render(planned()[name], {})


def paper(name: str) -> Paper:
    return cast(Paper, planned()[name].fields["paper"])


def edited(data: bytes, edit: Edit, part: str = MAIN) -> bytes:
    """The same package with one part edited, as somebody's word processor would."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            old = source.read(name)
            new = edit(old.decode()).encode() if name == part else old
            assert name != part or new != old, f"the edit of {part} changes nothing"
            target.writestr(name, new)
    return out.getvalue()


def swap(old: str, new: str, count: int = 1) -> Edit:
    return lambda xml: xml.replace(old, new, count)


def within(text: str, old: str, new: str, last: bool = False) -> Edit:
    """Replace in the first (or last) paragraph that holds a text."""

    def edit(xml: str) -> str:
        found = [each for each in re.finditer(r"<w:p>.*?</w:p>", xml, re.S) if text in each[0]]
        location = found[-1 if last else 0]
        assert old in location[0], f"{old} is not in {location[0][:300]}"
        return xml[: location.start()] + location[0].replace(old, new, 1) + xml[location.end() :]

    return edit


def both(*edits: Edit) -> Edit:
    def edit(xml: str) -> str:
        for each in edits:
            xml = each(xml)
        return xml

    return edit


def looked(text: str, properties: str, last: bool = False) -> Edit:
    """Direct formatting of the runs of a paragraph."""
    return within(text, '<w:rFonts w:hint="eastAsia"/>', properties, last)


def placed(text: str, properties: str) -> Edit:
    """Direct formatting of a paragraph, before its text."""
    return within(text, "</w:pPr>", f"{properties}</w:pPr>")


def font(name: str) -> str:
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'


def report(data: bytes) -> Report:
    return gbt9704.check(data, "x.docx")


def codes(data: bytes) -> dict[str, str]:
    """Each code with its first message."""
    found: dict[str, str] = {}
    for problem in report(data).problems:
        found.setdefault(problem.code, problem.message())
    return found


BODY, MARK, NUMBER, HEADING = "根据区政府关于", "民政局文件", "澄民〔", "一、基本情况"
FOOT = "word/footer1.xml"
BINDING = {rule.code: rule.binding for rule in gbt9704.RULES}
STANDARD: tuple[tuple[str, str, Edit, str, str], ...] = (
    ("MZF01", MAIN, both(swap('w:w="11906"', 'w:w="12240"'), swap('w:right="1474"', 'w:right="1808"')), "215.9×297 mm", "第1节"),
    ("MZF02", MAIN, both(swap('w:left="1587" w:header', 'w:left="1700" w:header'), swap('w:right="1474"', 'w:right="1361"')), "左 29.99 mm", "第1节"),
    ("MZF03", MAIN, swap('w:right="1474"', 'w:right="1700"'), "152.03×229.85 mm", "第1节"),
    ("MZF04", MAIN, placed(BODY, '<w:spacing w:line="560" w:lineRule="exact"/>'), "每行 28 磅", "第5段“根据区政府关于街道民政工…”"),
    ("MZF05", MAIN, looked(BODY, '<w:rFonts w:hint="eastAsia"/><w:spacing w:val="0"/>'), "每行 27 字", "第5段"),
    ("MZF06", MAIN, looked(BODY, '<w:rFonts w:hint="eastAsia"/><w:color w:val="FF0000"/>'), "#FF0000", "第5段"),
    ("MZF10", MAIN, looked(MARK, '<w:rFonts w:hint="eastAsia"/><w:color w:val="000000"/>'), "#000000", "第1段"),
    ("MZF11", MAIN, placed(MARK, '<w:jc w:val="left"/>'), "左对齐", "第1段"),
    ("MZF13", MAIN, within(MARK, 'w:before="1939"', 'w:before="1700"'), "距纸上边 68.", "第1段"),
    ("MZF14", MAIN, both(within(NUMBER, "〔", "["), within("澄民[", "〕", "]")), "年份用了[]", "第2段"),
    ("MZF15", MAIN, within(NUMBER, 'w:pos="316"', 'w:pos="900"'), "没有居左空一字", "第2段"),
    ("MZF16", MAIN, within(NUMBER, 'w:eastAsia="楷体_GB2312"', 'w:eastAsia="仿宋_GB2312"'), "姓名用仿宋_GB2312", "第2段"),
    ("MZF17", MAIN, within(NUMBER, 'w:color="E60012"', 'w:color="000000"'), "分隔线颜色 000000", "第2段"),
    ("MZF20", MAIN, looked("检查验收情况的报告", font("黑体")), "黑体 22磅", "第3段"),
    ("MZF21", MAIN, placed("检查验收情况的报告", '<w:jc w:val="left"/>'), "左对齐", "第3段"),
    ("MZF22", MAIN, within("区人民政府：", "区人民政府：", "区人民政府:"), "以“:”结尾", "第4段"),
    ("MZF23", MAIN, placed("区人民政府：", '<w:ind w:firstLineChars="200"/>'), "缩进 2 字", "第4段"),
    ("MZF24", MAIN, looked(BODY, font("宋体")), "宋体 16磅", "第5段"),
    ("MZF25", MAIN, placed(BODY, '<w:ind w:firstLine="0" w:firstLineChars="0"/>'), "首行缩进 0 字", "第5段"),
    ("MZF26", MAIN, looked(HEADING, font("仿宋_GB2312")), "仿宋_GB2312 16磅", "第6段"),
    ("MZF27", MAIN, within(HEADING, "一、", "一."), "写成“一.基本情”", "第6段"),
    ("MZF30", MAIN, within("附件：1.", "附件：1.", "附件:1."), "写成“附件:1.逐”", "“附件:1.逐条评分表”"),
    ("MZF31", MAIN, within("附件：1.", 'w:hangingChars="400"', 'w:hangingChars="600"'), "左空 0 字", "“附件：1.逐条评分表”"),
    ("MZF32", MAIN, within(">2026年11月20日<", "11月20日", "11月02日"), "写成“2026年11月02日”", "“2026年11月02日”"),
    ("MZF33", MAIN, within(">附件1<", "附件1", "附件1："), "写成“附件1：”", "“附件1：”"),
    ("MZF34", MAIN, within(">问题清单<", "问题清单", "存在问题清单"), "附件里没有同名标题", "“2.问题清单”"),
    ("MZF35", MAIN, lambda xml: re.sub(r'<w:bottom w:val="single" w:sz="8"[^>]*/></w:tcBorders>', "</w:tcBorders>", xml), "没有末条分隔线", "第2行第2格“2026年11月20日印…”"),
    ("MZF37", MAIN, looked("日印发", font("宋体")), "宋体 14磅", "第6个表格"),
    ("MZF38", MAIN, within("日印发", "11月20日印发", "12月02日印发"), "2026年12月02日印发", "表格"),
    ("MZF39", MAIN, within("抄送：", "。</w:t>", "</w:t>"), "写成“抄送：…", "“抄送："),
    ("MZF40", FOOT, swap("— ", "- "), "写成“- 1 —”", "页脚"),
    ("MZF41", FOOT, swap("<w:r><w:t>1", '<w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t>1'), "宋体 10.5磅", "页脚"),
    ("MZF42", FOOT, swap('<w:jc w:val="right"/>', '<w:jc w:val="center"/>'), "居中", "页脚"),
    ("MZF43", MAIN, swap('w:footer="1457"', 'w:footer="992"'), "277.21 mm", "页脚"),
)  # fmt: skip
HEADER, SENDER, LETTER_NUMBER = "word/header1.xml", ">澄江区石桥街道办事处<", "街办函〔"
OF_LETTERS = {f"MZF6{number}" for number in range(1, 10)}
NOT_IN_IT = {"MZF44", "MZF45", "MZF46", "MZF47", "MZF48", "MZF80", "MZF81", "MZF98"}
"""What an upward report has not: notes above its head, a remark, an order's number; and the side its imprint is on."""
LETTERS: tuple[tuple[str, str, Edit, str, str], ...] = (
    ("MZF61", MAIN, within(SENDER, "办事处<", "办事处文件<"), "“澄江区石桥街道办事处文件”", "第1段"),
    ("MZF62", MAIN, within(SENDER, 'w:y="1497"', 'w:y="1538"'), "距纸上边 31.02 mm", "第1段"),
    ("MZF63", HEADER, lambda xml: xml.replace("<wp:posOffset>720000<", "<wp:posOffset>800000<", 2), "第一条双线偏离纸中线 2.22 mm", "全文"),
    ("MZF64", HEADER, both(swap(">1722729<", ">1747929<"), swap(">1773129<", ">1798329<")), "双线在标志之下 5.06 mm", "第1段"),
    ("MZF65", HEADER, both(swap(">9910800<", ">9838800<"), swap(">9936000<", ">9864000<")), "距纸下边 22 mm", "全文"),
    ("MZF66", MAIN, within(LETTER_NUMBER, '"right" w:pos="8844"', '"right" w:pos="8600"'), "右制表位 151.69 mm", "第2段"),
    ("MZF67", MAIN, within(LETTER_NUMBER, 'w:before="934"', 'w:before="1100"'), "在双线之下 7.", "第2段"),
    ("MZF68", MAIN, swap("<w:titlePg/>", ""), "首页有页码", "第1节"),
    ("MZF69", MAIN, within("抄送：", "</w:pPr>", '<w:pBdr><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/></w:pBdr></w:pPr>'), "有分隔线", "抄送"),
)  # fmt: skip
OTHERS: tuple[tuple[str, str, Edit, str], ...] = (
    ("MZF12", MAIN, looked(MARK, font("黑体")), "黑体"),
    ("MZF28", MAIN, within(">四、存在问题<", "四、", "五、"), "序号5接在3之后"),
    ("MZF29", MAIN, looked("1.办公场所方面", '<w:rFonts w:hint="eastAsia"/><w:b/>'), "三级标题加粗"),
    ("MZF36", MAIN, lambda xml: xml.replace('w:sz="6" w:space="0"', 'w:sz="18" w:space="0"'), "中间分隔线 0.79 mm"),
    ("MZF50", MAIN, looked(BODY, '<w:rFonts w:hint="eastAsia" w:asciiTheme="minorHAnsi"/>'), "主题字体"),
    ("MZF51", MAIN, looked(BODY, '<w:rFonts w:hint="eastAsia"/><w:lang w:eastAsia="en-US"/>'), "en-US"),
    ("MZF52", MAIN, both(within(BODY, BODY, "“报”" + BODY), looked("“报”", '<w:rFonts w:hint="default" w:ascii="Times New Roman"/>')), "按西文字体 Times New Roman"),
    ("MZF53", "docProps/core.xml", swap("<dc:creator>云川市澄江区民政局", "<dc:creator>某某某"), "有作者或最后保存者"),
    ("MZF54", MAIN, within(BODY, "<w:r>", '<w:del w:id="1" w:author="x"><w:r><w:delText>旧</w:delText></w:r></w:del><w:r>'), "有1处修订痕迹"),
    ("MZF55", MAIN, within(BODY, "<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r>"), "有隐藏文字"),
    ("MZF56", MAIN, both(placed(BODY, '<w:ind w:firstLine="0" w:firstLineChars="0"/>'), within(BODY, BODY, "\u3000\u3000" + BODY)), "用空格缩进"),
    ("MZF60", MAIN, within(BODY, BODY, '"两张表"' + BODY), "现为“\"”（不是"),
)  # fmt: skip

HIDDEN = next(each for each in OTHERS if each[0] == "MZF55")


@pytest.mark.parametrize("name", [UP, DOWN, FORM, LEAF, LIST, "self-inspection", "responsibility", "recheck"])
def test_our_own_papers_pass(name):
    assert codes(sound(name)) == {}


def test_every_rule_but_those_of_letters_is_run_on_an_upward_report():
    assert {rule for rule, _ in report(sound(UP)).not_run} == OF_LETTERS | NOT_IN_IT


def test_a_letter_is_judged_by_its_own_clause():
    told = {rule: why.zh for rule, why in report(letter()).not_run}
    assert codes(letter()) == {}
    others = {rule for rule, why in told.items() if why == "这是信函格式，按第10.1条检查"}
    assert others == {"MZF13", "MZF15", "MZF17", "MZF35", "MZF36", "MZF38", "MZF47"}
    assert OF_LETTERS.isdisjoint(told)


NOTED = (("份号", "000001"), ("密级", "秘密★1年"), ("紧急程度", "特急"))


def test_a_letter_may_bear_copy_number_secrecy_and_urgency():
    assert codes(letter(*NOTED)) == codes(letter(NOTED[2])) == {}
    lines = [each.words for each in gbt9704.measured(letter(*NOTED), "x.docx").paragraphs if each.words]
    assert lines[:4] == ["澄江区石桥街道办事处", "000001\t石桥街办函〔2026〕6号", "秘密★1年", "特急"]


@pytest.mark.parametrize(("code", "part", "edit", "found", "at"), LETTERS, ids=[each[0] for each in LETTERS])
def test_one_deviation_of_a_letter_is_caught_by_one_rule(code, part, edit, found, at):
    told = codes(edited(letter(), edit, part))
    assert list(told) == [code]
    assert found in told[code] and at in told[code]


def test_a_letter_without_its_rules_is_one_still():
    bare = edited(letter(), lambda xml: re.sub(r"<w:r><mc:.*</w:r>", "", xml), "word/header1.xml")
    assert sorted(codes(bare)) == ["MZF63", "MZF65"]
    told = {rule: why.zh for rule, why in report(bare).not_run}
    assert told["MZF64"] == told["MZF67"] == "没有第一条红色双线"


def test_a_letter_without_a_page_set_up_has_no_places_to_judge():
    bare = edited(letter(), lambda xml: re.sub("<w:sectPr.*?</w:sectPr>", "", xml, flags=re.DOTALL))
    told = {rule: why.zh for rule, why in report(bare).not_run}
    assert told["MZF66"] == "没有页面设置，由打开它的软件定"


def test_rules_that_hang_on_the_text_have_no_place_to_judge():
    loose = edited(
        letter(),
        lambda xml: xml.replace('<wp:positionV relativeFrom="page">', '<wp:positionV relativeFrom="paragraph">'),
        "word/header1.xml",
    )
    assert codes(loose) == {}
    told = {rule: why.zh for rule, why in report(loose).not_run}
    assert {told[code] for code in ("MZF63", "MZF64", "MZF65", "MZF67")} == {"红色双线的位置由打开它的软件排出"}


def test_a_red_border_may_be_the_rule_for_all_one_can_tell():
    border = '<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="11" w:color="E60012"/></w:pBdr>'
    header = edited(letter(), lambda xml: re.sub(r"<w:r><mc:.*</w:r>", "", xml), "word/header1.xml")
    told = {rule: why.zh for rule, why in report(edited(header, placed(SENDER, border))).not_run}
    assert told["MZF63"] == told["MZF65"] == "红色双线的位置由打开它的软件排出"


def test_a_rule_drawn_as_one_compound_line_is_a_double_one():
    """As word processors draw it: one line of two strokes, placed by its middle."""

    def compound(xml: str) -> str:
        bars = re.findall(r"<w:r><mc:.*?</mc:AlternateContent></w:r>", xml, re.S)
        for bar, kind in zip(bars[::2], ("thickThin", "thinThick"), strict=True):
            line = re.sub(
                r"<a:solidFill>.*?</a:ln>",
                f'<a:ln w="61200" cmpd="{kind}"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>',
                bar,
            )
            line = re.sub(
                r"(<wp:positionV.*?<wp:posOffset>)(\d+)", lambda found: f"{found[1]}{int(found[2]) + 30600}", line
            )
            xml = xml.replace(bar, re.sub(r'cy="\d+"', 'cy="0"', line))
        for bar in bars[1::2]:
            xml = xml.replace(bar, "")
        return xml

    drawn = edited(letter(), compound, "word/header1.xml")
    assert codes(drawn) == {}
    assert [rule.order for rule in gbt9704.measured(drawn, "x.docx").double_rules] == ["上粗下细", "上细下粗"]
    assert codes(edited(drawn, swap("thickThin", "dbl"), "word/header1.xml")) != {}


def test_a_mark_with_the_word_paper_and_a_number_at_the_right_is_no_letter():
    """It is a paper of the usual form whose number stands wrong."""
    edit = within("澄民整〔", "</w:pPr>", '<w:jc w:val="right"/></w:pPr>')
    assert list(codes(edited(sound(DOWN), edit))) == ["MZF15"]


@pytest.mark.parametrize(("code", "part", "edit", "found", "at"), STANDARD, ids=[each[0] for each in STANDARD])
def test_one_deviation_is_caught_by_one_rule(code, part, edit, found, at):
    told = codes(edited(sound(UP), edit, part))
    assert list(told) == [code]
    assert found in told[code] and at in told[code]


@pytest.mark.parametrize(("code", "part", "edit", "found"), OTHERS, ids=[each[0] for each in OTHERS])
def test_what_is_advised_or_practice_is_told_and_breaks_no_standard(code, part, edit, found):
    told = report(edited(sound(UP), edit, part))
    binding = {each.rule: BINDING[each.rule] for each in told.outcomes if each.problems}
    assert list(binding) == [code] and binding[code] != "国标规定"
    assert found in told.problems[0].message()


def test_the_users_page_lists_every_rule_as_it_is():
    page = (workspaces.DATA.parent / "docs" / "check-docx.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| (MZF\d\d) \|.*\| (国标规定|推荐|实务)[^|]*\| (?:改|—) \|$", page, re.M))
    assert listed == {rule.code: rule.binding for rule in gbt9704.RULES}
    mended = set(re.findall(r"^\| (MZF\d\d) \|.*\| 改 \|$", page, re.M))
    assert mended == set(MENDERS)


def test_every_rule_names_its_clause_and_speaks_both_languages():
    for rule in gbt9704.RULES:
        assert re.match(r"GB/T 9704-2012 ([5-7]|10)\.|实务：", rule.source), rule.code
        for sentence in (rule.name, rule.expected, rule.remedy):
            assert sentence.zh and re.search("[A-Za-z]", sentence.en)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("澄民（2026）47号", "年份用了（）"),
        ("澄民【2026】47号", "年份用了【】"),
        ("澄民〔26〕47号", "年份写成26"),
        ("澄民〔2026〕第47号", "加了“第”字"),
        ("澄民〔2026〕047号", "编了虚位（047）"),
        ("澄民〔2026〕47", "没有“号”字"),
    ],
)
def test_a_number_is_wrong_in_many_ways(wrong, told):
    edit = within(NUMBER, "澄民〔2026〕47号", wrong)
    assert [told in message for message in codes(edited(sound(UP), edit)).values()] == [True]


@pytest.mark.parametrize("wrong", ["二〇二六年十一月二十日", "2026年 11月20日", "2026年1月05日", "2026年13月1日"])
def test_a_date_is_wrong_in_many_ways(wrong):
    told = codes(edited(sound(DOWN), within(">2026年11月20日<", "2026年11月20日", wrong)))
    assert list(told) == ["MZF32"] and f"写成“{wrong}”" in told["MZF32"]


def test_a_downward_paper_has_its_number_in_the_middle():
    told = codes(edited(sound(DOWN), within("澄民整〔", '<w:jc w:val="center"/>', '<w:jc w:val="left"/>')))
    assert list(told) == ["MZF15"] and "没有签发人" in told["MZF15"]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (within(NUMBER, 'w:space="8"', 'w:space="20"'), "8."),
        (lambda xml: re.sub(r"<w:pBdr>.*?</w:pBdr>", "", xml, count=1), "没有红色分隔线"),
        (placed(NUMBER, '<w:ind w:right="600"/>'), "比版心窄"),
    ],
)
def test_the_red_rule_is_wrong_in_many_ways(edit, told):
    found = codes(edited(sound(UP), edit))
    assert list(found) == ["MZF17"] and told in found["MZF17"]


@pytest.mark.parametrize(
    ("old", "new"), [("（一）机构", "（一）、机构"), ("（一）机构", "(一)机构"), ("1.办公场所", "1、办公场所")]
)
def test_a_heading_number_is_wrong_in_many_ways(old, new):
    assert list(codes(edited(sound(UP), within(old, old, new)))) == ["MZF27"]


def test_a_form_on_its_side_has_no_head_to_judge():
    told = {rule: why.zh for rule, why in report(sound(FORM)).not_run}
    assert told["MZF10"] == told["MZF17"] == "这份文件没有红头"
    assert told["MZF02"] == "全部横放，版心不按公文排"
    assert told["MZF24"] == "这是表单，不是成文的公文"
    assert report(sound(FORM)).problems == []


def test_the_margins_of_9704_itself_are_right_as_well():
    """37 and 35 mm; the mark then begins 35 mm below, and the footer stands as before."""
    edit = both(
        swap('w:top="1960" w:right="1474" w:bottom="1847"', 'w:top="2098" w:right="1474" w:bottom="1984"'),
        within(MARK, 'w:before="1939"', 'w:before="1783"'),
    )
    assert codes(edited(sound(UP), edit)) == {}


def test_the_same_deviation_is_told_once_with_its_count():
    data = edited(
        sound(UP),
        swap('w:name w:val="公文正文"/><w:basedOn w:val="s0"/>', 'w:name w:val="公文正文"/>'),
        "word/styles.xml",
    )
    assert codes(data) == {}
    data = edited(
        sound(UP),
        lambda xml: re.sub(r'(w:styleId="s5">.*?)<w:sz w:val="32"/>', r'\1<w:sz w:val="28"/>', xml),
        "word/styles.xml",
    )
    told = codes(data)
    assert re.search(r"第5段“根据区政府关于街道民政工…”等\d\d处：正文字体字号现为仿宋_GB2312 14磅", told["MZF24"])


def test_what_takes_effect_is_found_through_styles_defaults_and_theme():
    """A heading by a style based on another, by the theme's font, by the defaults."""
    sheet = swap('<w:pStyle w:val="s7"/>', '<w:pStyle w:val="own"/>', 99)
    styles = swap(
        "</w:styles>", '<w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="s7"/></w:style></w:styles>'
    )
    data = edited(edited(sound(UP), sheet), styles, "word/styles.xml")
    assert codes(data) == {}
    loop = swap('w:styleId="own"><w:basedOn w:val="s7"/>', 'w:styleId="own"><w:basedOn w:val="own"/>')
    assert "MZF26" in codes(edited(data, loop, "word/styles.xml"))


def test_a_paper_of_plain_python_docx_gets_a_list_and_no_crash():
    paper = docx.Document()
    paper.add_heading("关于开展检查的通知", 0)
    paper.add_paragraph("各街道办事处:")
    for text in (
        "为做好“民政”工作，现将有关事项通知如下。",
        "各单位要提高认识，加强领导，落实责任。",
        "1、按时报送情况。",
    ):
        paper.add_paragraph(text)
    paper.add_paragraph("附件:名单。")
    paper.add_paragraph("区民政局")
    paper.add_paragraph("二〇二六年三月五日")
    out = io.BytesIO()
    paper.save(out)
    told = codes(out.getvalue())
    assert "215.9×279.4 mm" in told["MZF01"] and "宋体 26磅" in told["MZF20"] and "以“:”结尾" in told["MZF22"]
    assert "首行缩进 0 字" in told["MZF25"] and "写成“1、按时报”" in told["MZF27"] and "没有页码" in told["MZF40"]
    assert "写成“附件:名单。”" in told["MZF30"] and "写成“二〇二六年三月五日”" in told["MZF32"]
    assert {"MZF50", "MZF51", "MZF52", "MZF53"} <= set(told)


def test_the_main_part_may_bear_another_name():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound(UP))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name).replace(b"word/document.xml", b"word/document2.xml")
            target.writestr(name.replace("document.xml", "document2.xml"), text)
    assert codes(out.getvalue()) == {}
    assert {rule for rule, _ in report(out.getvalue()).not_run} == OF_LETTERS | NOT_IN_IT


def test_an_empty_document_is_judged():
    out = io.BytesIO()
    docx.Document().save(out)
    assert set(codes(out.getvalue())) == {"MZF01", "MZF02", "MZF03", "MZF40", "MZF53"}


# Files nobody should send.


def package(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name.replace("__", "/") + ".xml", text)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        target.writestr(MAIN, "<a/>")
        with target.open("word/media/a.png", "w") as part:
            for _ in range(MOST_BYTES // 10_000_000 + 1):
                part.write(bytes(10_000_000))
    return out.getvalue()


ENTITY = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c SYSTEM "file:///etc/hostname">]><a>&b;&c;</a>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: b"", "MZF90"),
        (lambda: b"%PDF-1.7", "MZF90"),
        (lambda: sound(DOWN)[:900], "MZF90"),
        (lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "MZF91"),
        (bomb, "MZF92"),
        (lambda: package(**{f"n{number}": "" for number in range(MOST_PARTS + 1)}), "MZF92"),
        (lambda: package(word__other="<a/>"), "MZF93"),
        (lambda: package(word__document="<w:document"), "MZF94"),
        (lambda: package(word__document=ENTITY), "MZF94"),
        (lambda: package(word__document="<a>" * 400 + "</a>" * 400), "MZF94"),
    ],
    ids=["empty", "pdf", "truncated", "ole", "bomb", "parts", "no-main", "broken", "entity", "deep"],
)
def test_a_nasty_file_gets_a_sentence(data, code):
    with pytest.raises(Stopped) as stopped:
        report(data())
    assert [problem.code for problem in stopped.value.problems] == [code]
    assert stopped.value.exit == (Exit.LIMIT if code == "MZF92" else Exit.PREFLIGHT)


def ended(data: bytes) -> set[str]:
    """Why a file could not be judged; nothing if it was."""
    try:
        report(data)
    except Stopped as stopped:
        return {problem.code for problem in stopped.problems}
    return set()


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_file_is_judged_or_gets_a_sentence(seed):
    chance, data = random.Random(seed), bytearray(sound(DOWN))
    for _ in range(8):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert ended(bytes(data)) <= {"MZF90", "MZF92", "MZF93", "MZF94"}


def test_a_main_part_without_text_is_judged_and_one_that_is_no_document_refused():
    empty = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    assert report(package(word__document=empty)).outcomes
    with pytest.raises(Stopped) as stopped:
        report(package(word__document="<a/>"))
    assert [problem.code for problem in stopped.value.problems] == ["MZF94"]


# The text against the data.


def differences(name: str, edit: Edit) -> list[Change]:
    return changes(paper(name), edited(sound(name), edit))


@pytest.mark.parametrize("name", [UP, DOWN, FORM, LEAF, LIST, "self-inspection", "recheck", "staff-assessment-2026"])
def test_a_paper_nobody_touched_says_what_the_data_say(name):
    assert changes(paper(name), sound(name)) == []


def test_a_changed_telephone_is_found_with_its_place():
    phone = re.search(r">(1\d{10}|0\d{2,3}-\d{7,8})<", zipfile.ZipFile(io.BytesIO(sound(LIST))).read(MAIN).decode())
    assert phone
    (told,) = differences(LIST, swap(f">{phone[1]}<", ">0451-00000000<"))
    assert (told.kind, told.was, told.now) == ("changed", phone[1], "0451-00000000")
    assert re.fullmatch(r"第1个表格第\d+行第\d+格", told.at.zh)


def test_an_added_paragraph_is_found_with_its_place():
    added = '<w:p><w:pPr><w:pStyle w:val="s5"/></w:pPr><w:ins w:id="1" w:author="x"><w:r><w:t>另行补充一段。</w:t></w:r></w:ins></w:p>'
    (told,) = differences(UP, lambda xml: re.sub(r"(?=<w:p><w:pPr><w:pStyle w:val=\"s8\"/>)", added, xml, count=1))
    assert (told.kind, told.now, told.at.zh) == ("added", "另行补充一段。", "第7段“另行补充一段。”")


def test_a_removed_row_is_found_with_its_place():
    def without(xml: str) -> str:
        row = next(each for each in re.finditer(r"<w:tr>(?:(?!<w:tr>).)*?</w:tr>", xml, re.S) if "后岭村" in each[0])
        return xml[: row.start()] + xml[row.end() :]

    (told,) = differences(DOWN, without)
    assert (told.kind, told.at.zh, told.now) == ("removed", "附件第1个表格第12行", "")
    assert told.was.startswith("11 | 后岭村（1310人）应有监督员1名，实有0名 | ")


def test_what_was_deleted_under_track_changes_is_removed():
    edit = within("特此报告。", "<w:r>", '<w:del w:id="1" w:author="x"><w:r>')
    (told,) = differences(UP, lambda xml: re.sub(r"(特此报告。</w:t></w:r>)", r"\1</w:del>", edit(xml)))
    assert (told.kind, told.was) == ("removed", "特此报告。")


# The command.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (UP, DOWN):
        (tmp_path / f"{name}.docx").write_bytes(sound(name))
    (tmp_path / "bad.docx").write_bytes(edited(sound(UP), within(HEADING, "一、", "一.")))
    (tmp_path / "advised.docx").write_bytes(edited(sound(UP), looked(MARK, font("黑体"))))
    return tmp_path


def test_a_sound_paper_passes_and_what_was_not_run_is_told(folder, run):
    ended = run("check-docx", str(folder / f"{DOWN}.docx"))
    assert (ended.code, ended.codes, ended.err) == (0, [], "")
    assert "没有检查 MZF16、MZF87：没有签发人，不是上行文" in ended.out


def test_a_deviation_is_told_with_clause_binding_and_remedy(folder, run):
    ended = run("check-docx", str(folder / "bad.docx"))
    told = ended.only("MZF27")
    assert (ended.code, told.location) == (Exit.PREFLIGHT, f"{folder / 'bad.docx'} ¶6")
    assert told.remedy and "依据：GB/T 9704-2012 7.3.3（国标规定）" in ended.out


def test_advice_counts_only_when_asked_to(folder, run):
    assert run("check-docx", str(folder / "advised.docx")).code == 0
    assert run("check-docx", "--strict", str(folder / "advised.docx")).code == Exit.PREFLIGHT


def test_hidden_text_must_go(tmp_path, run):
    (tmp_path / "x.docx").write_bytes(edited(sound(UP), HIDDEN[2]))
    assert run("check-docx", str(tmp_path / "x.docx")).code == Exit.PREFLIGHT


def test_programs_read_the_same(folder, run):
    ended = run("check-docx", "--json", "--lang", "zh", str(folder / "bad.docx"), str(folder / "none.docx"))
    values = json.loads(ended.out)
    bad, none = values["files"]
    assert values["exit"] == ended.code == Exit.PREFLIGHT
    (failed,) = bad["failed"]
    assert (failed["code"], failed["path"], failed["binding"]) == ("MZF27", "¶6", "国标规定")
    assert failed["source"] == "GB/T 9704-2012 7.3.3" and "MZF26" in bad["passed"]
    assert [each["code"] for each in none["failed"]] == ["MZP91"] and none["passed"] == []


def test_a_file_that_is_none_gets_a_sentence(folder, run):
    (folder / "old.docx").write_bytes(bytes.fromhex("D0CF11E0") + bytes(99))
    ended = run("check-docx", str(folder / "old.docx"))
    ended.only("MZF91")
    assert ended.code == Exit.PREFLIGHT and "Traceback" not in ended.said


def test_what_was_changed_by_hand_is_told_beside_the_data(folder, run, monkeypatch):
    monkeypatch.chdir(workspaces.DATA.parent)
    path = folder / f"{UP}.docx"
    assert run("check-docx", "--strict", "--station", STATION, str(path)).code == 0
    path.write_bytes(edited(sound(UP), within("特此报告。", "特此报告。", "特此汇报。")))
    ended = run("check-docx", "--station", STATION, str(path))
    assert ended.code == 0 and "数据：特此报告。\n    文件：特此汇报。" in ended.out
    assert f"来自 {UP}.txt:" in ended.out and "程序自带的底稿；要改，先抄到 data/wording/" in ended.out
    assert run("check-docx", str(path), "--carry").code == Exit.USAGE
    assert run("check-docx", "--strict", "--station", STATION, str(path)).code == Exit.PREFLIGHT
    told = run("check-docx", "--station", STATION, str(folder / "bad.docx")).only("MZF95")
    assert UP in told.remedy


# the marks of the words


UNSOUND = '情况: 大厅整洁,"五公开"齐全(见照片);窗口3个. 参见澄财预[2026]第11号...买买提.艾合买提'
SOUND = "情况：大厅整洁，“五公开”齐全（见照片）；窗口3个。参见澄财预〔2026〕11号……买买提.艾合买提"


def test_the_marks_of_a_paper_are_told_and_a_copy_has_them_right():
    faulty = edited(sound(UP), within(BODY, BODY, UNSOUND + BODY))
    fixed = mended(faulty, "x.docx").data
    texts = [each.text for each in gbt9704.measured(fixed, "x.docx").paragraphs]
    assert [each.replace(SOUND, "") for each in texts] == [
        each.text for each in gbt9704.measured(sound(UP), "x.docx").paragraphs
    ]
    told = [each.message() for each in report(fixed).problems]
    assert len(told) == 1 and "“.”" in told[0]  # only a reader knows what it is


def test_a_mark_is_corrected_over_runs_and_nothing_else_of_the_file_changes():
    halves = "</w:t></w:r><w:r><w:t>".join(("参见澄财预[20", "26]第", "11号", BODY))
    faulty = edited(sound(UP), within(BODY, BODY, halves))
    fixed = mended(faulty, "x.docx").data
    paragraph = next(each for each in gbt9704.measured(fixed, "x.docx").paragraphs if BODY in each.text)
    assert paragraph.text.startswith("参见澄财预〔2026〕11号" + BODY)
    with zipfile.ZipFile(io.BytesIO(faulty)) as old, zipfile.ZipFile(io.BytesIO(fixed)) as new:
        assert old.namelist() == new.namelist()
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == [MAIN]


def test_a_file_without_a_fault_stays_as_it_is():
    untouched = mended(sound(UP), "x.docx")
    assert (untouched.data, untouched.done, untouched.left) == (sound(UP), {}, {})


def test_the_command_writes_the_copy_beside_and_never_over_a_file(tmp_path, run):
    path = tmp_path / "a.docx"
    path.write_bytes(edited(sound(UP), within(BODY, BODY, UNSOUND + BODY)))
    before = path.read_bytes()
    ended = run("check-docx", str(path), "--fix")
    assert "改好 MZF60 文字里的标点：" in ended.out and "留下 MZF60 文字里的标点：要对照原意改" in ended.out
    assert path.read_bytes() == before
    assert "MZF60" in ended.codes
    again = run("check-docx", str(path), "--fix")
    assert again.codes == ["MZ7531"]
    assert run("check-docx", str(tmp_path / "a-fixed.docx"), "--json").code == Exit.DONE


def test_a_sound_file_gets_no_copy(tmp_path, run):
    path = tmp_path / "a.docx"
    path.write_bytes(sound(UP))
    assert run("check-docx", str(path), "--fix").code == Exit.DONE
    assert [each.name for each in tmp_path.iterdir()] == ["a.docx"]


def test_word_sets_lines_as_it_can_and_breaks_sides_where_the_pdf_does():
    """Marks squeezed and hung, quarter spaces, no lone line held back."""
    with zipfile.ZipFile(io.BytesIO(sound(UP))) as package:
        settings, styles = (package.read(f"word/{part}.xml").decode() for part in ("settings", "styles"))
    assert '<w:characterSpacingControl w:val="compressPunctuation"/>' in settings
    lines = '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/>'
    assert styles.count(lines) == styles.count('<w:style w:type="paragraph"') > 20
