"""Letters that others wrote: every fault is told by the one rule it breaks, and what is legitimate is not blamed."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from mzdocs import gbt9704
from mzdocs.core.problems import Stopped
from mzdocs.core.units import pt
from mzdocs.gbt9704.mending import mended

from .foreign_letters import (
    CENTRE,
    FANG,
    HEI,
    KAI,
    LETTER,
    RED,
    RIGHT,
    SECTION,
    SONG,
    TITLE,
    UNDER,
    edge,
    field,
    file,
    foot,
    ind,
    p,
    r,
    strict,
    text,
)
from .test_form import LETTERS, OTHERS, STANDARD, report
from .test_form_limits import form, found, para, run

BODY = LETTER["body"]
SENTENCE = "根据区政府安排，现将检查有关事项通知如下，请认真做好准备工作。"


def told(data: bytes) -> dict[str, str]:
    """Each code with all its messages."""
    messages: dict[str, str] = {}
    for problem in report(data).problems:
        messages[problem.code] = messages.get(problem.code, "") + problem.message()
    return messages


def roles(data: bytes) -> dict[str, str]:
    """The role of each line by its first words."""
    return {each.words[:8]: each.role for each in gbt9704.measured(data, "x.docx").paragraphs if each.words}


def signed(words: str, label: str = FANG, name: str = KAI) -> str:
    """The number of an upward paper with its signer behind a tab."""
    head, _, who = words.partition("：")
    format = f'{UNDER}|<w:tabs><w:tab w:val="right" w:pos="8528"/></w:tabs>|{ind(1)}'
    return p(
        r("澄民〔2026〕5号"),
        "<w:r><w:tab/></w:r>",
        r(head + ("：" if who else ""), label),
        *([r(who, name)] if who else []),
        format=format,
    )


def noted(*lines: str) -> str:
    """The mark with lines above it, as far down as without them."""
    return "".join(lines) + LETTER["mark"].replace('w:before="1934"', f'w:before="{1934 - 589 * len(lines)}"')


Lines = dict[str, str]
FAULTS: tuple[tuple[str, Lines, str, str], ...] = (
    # the head
    ("份号 of four figures", {"mark": noted(p("0012"))}, "MZF44", "写成“0012”"),
    ("份号 with a sign", {"mark": noted(p("№000012"))}, "MZF44", "写成“№000012”"),
    ("份号 centred", {"mark": noted(p("000012", format=CENTRE))}, "MZF44", "没有顶格"),
    ("份号 small", {"mark": noted(p(r("000012", FANG, 12)))}, "MZF44", "12磅"),
    ("密级 without its star", {"mark": noted(p(r("机密1年", HEI)))}, "MZF45", "写成“机密1年”"),
    ("密级 in Chinese figures", {"mark": noted(p(r("机密★一年", HEI)))}, "MZF45", "写成“机密★一年”"),
    ("密级 in 仿宋", {"mark": noted(p("秘密★1年"))}, "MZF45", "仿宋_GB2312 16磅"),
    ("密级 indented", {"mark": noted(p(r("秘密", HEI), format=ind(2)))}, "MZF45", "没有顶格"),
    ("紧急程度 in brackets", {"mark": noted(p(r("【特急】", HEI)))}, "MZF46", "写成“【特急】”"),
    ("紧急程度 at the right", {"mark": noted(p(r("特急", HEI), format=RIGHT))}, "MZF46", "没有顶格"),
    ("紧急程度 in 宋体", {"mark": noted(p(r("加急", SONG)))}, "MZF46", "宋体 16磅"),
    ("紧急程度 above 密级", {"mark": noted(p(r("特急", HEI)), p(r("秘密", HEI)))}, "MZF46", "紧急程度、密级"),
    ("number in round brackets", {"number": p("澄民（2026）5号", format=f"{UNDER}|{CENTRE}")}, "MZF14", "年份用了（）"),
    ("number in black brackets", {"number": p("澄民【2026】5号", format=f"{UNDER}|{CENTRE}")}, "MZF14", "年份用了【】"),
    ("number with 第", {"number": p("澄民〔2026〕第5号", format=f"{UNDER}|{CENTRE}")}, "MZF14", "加了“第”字"),
    ("number with a zero", {"number": p("澄民〔2026〕05号", format=f"{UNDER}|{CENTRE}")}, "MZF14", "编了虚位"),
    ("number with blanks", {"number": p("澄民 〔2026〕 5号", format=f"{UNDER}|{CENTRE}")}, "MZF14", "中间有空格"),
    ("number at the left", {"number": p("澄民〔2026〕5号", format=UNDER)}, "MZF15", "左对齐"),
    ("number in 宋体", {"number": p(r("澄民〔2026〕5号", SONG), format=f"{UNDER}|{CENTRE}")}, "MZF84", "宋体 16磅"),
    ("signer with a narrow colon", {"number": signed("签发人：张某").replace("签发人：", "签发人:")}, "MZF87", "写成“签发人:”"),
    ("signer without a colon", {"number": signed("签发人：张某").replace("签发人：", "签发人　")}, "MZF87", "写成“签发人"),
    ("signer's name in 仿宋", {"number": signed("签发人：张某", name=FANG)}, "MZF16", "姓名用仿宋_GB2312"),
    ("signer's label in 楷体", {"number": signed("签发人：张某", label=KAI)}, "MZF16", "楷体_GB2312"),
    # title and text
    ("title with a stop", {"title": p(r("关于开展街道民政工作站检查的通知。", TITLE, 22), format=CENTRE, line=34)}, "MZF75", "末尾有“。”"),
    ("a word of the title in 黑体", {"title": p(r("关于开展", TITLE, 22), r("街道民政工作站检查", HEI, 22), r("的通知", TITLE, 22), format=CENTRE, line=34)}, "MZF20", "中的“街道民政工作站检查”"),
    ("second line of the title small", {"title": p(r("关于开展街道民政工作站", TITLE, 22), format=CENTRE, line=34) + p(r("检查的通知", TITLE, 18), format=CENTRE, line=34)}, "MZF20", "18磅"),
    ("addressee in 黑体", {"to": p(r("各街道办事处：", HEI))}, "MZF84", "黑体 16磅"),
    ("addressee without its colon", {"to": p("各街道办事处")}, "MZF22", "以“处”结尾"),
    ("a run of the text in 黑体", {"body": p("现将", r("检查有关事项", HEI), "通知如下，请认真做好准备工作。", format=ind(2))}, "MZF24", "中的“检查有关事项”：正文字体字号现为黑体 16磅"),
    ("a run of the text small", {"body": p("现将", r("检查有关事项", FANG, 14), "通知如下，请认真做好准备工作。", format=ind(2))}, "MZF24", "仿宋_GB2312 14磅"),
    ("figures of the text small", {"body": p("现有", r("23", FANG, 12), "个工作站，检查有关事项通知如下。", format=ind(2))}, "MZF24", "中的“23”"),
    ("text on narrow lines", {"body": p("根据区政府安排，现将检查有关事项通知如下，请认真做好准备工作。", format=ind(2), line=25)}, "MZF04", "每行 25 磅"),
    ("a heading on narrow lines", {"one": p(r("一、检查内容", HEI), format=ind(2), line=20)}, "MZF04", "每行 20 磅"),
    ("text not indented", {"body": text("根据区政府安排，现将检查有关事项通知如下，请认真做好准备工作。", format=ind(0))}, "MZF25", "首行缩进 0 字"),
    ("text indented by blanks", {"body": text("　　根据区政府安排，现将检查有关事项通知如下，请认真做好准备工作。", format=ind(0))}, "MZF56", "用空格缩进"),
    ("heading with a wide comma", {"one": p(r("一，检查内容", HEI), format=ind(2))}, "MZF27", "写成“一，检查内"),
    ("heading in narrow brackets", {"two": p(r("(一)办公场所", KAI), format=ind(2))}, "MZF27", "写成“(一)办"),
    ("heading 1、", {"three": text("1、办公用房独立，标牌齐全。")}, "MZF27", "写成“1、办公用"),
    ("heading skipped", {"two": p(r("（二）办公场所", KAI), format=ind(2))}, "MZF28", "序号2接在0之后"),
    # where it ends
    ("annexes with a narrow colon", {"list": p("附件:1.检查内容表", format=ind(-4, 6))}, "MZF30", "写成“附件:1.检"),
    ("an annex's name with a stop", {"list2": p("2.检查时间表。", format=ind(-1, 6))}, "MZF30", "名称后有“。”"),
    ("an annex of another name", {"annex2": p(r("检查安排表", TITLE, 22), format=CENTRE, line=34)}, "MZF34", "附件里没有同名标题"),
    ("date with a zero", {"date": p("2026年03月05日", format=f"{ind(right=5)}|{RIGHT}")}, "MZF32", "写成“2026年03月05日”"),
    ("date in Chinese figures", {"date": p("二〇二六年三月五日", format=f"{ind(right=5)}|{RIGHT}")}, "MZF32", "写成“二〇二六年三月五日”"),
    ("date with points", {"date": p("2026.3.5", format=f"{ind(right=5)}|{RIGHT}")}, "MZF32", "写成“2026.3.5”"),
    ("date of a short year", {"date": p("26年3月5日", format=f"{ind(right=5)}|{RIGHT}")}, "MZF32", "写成“26年3月5日”"),
    ("date in the middle", {"date": p("2026年3月5日", format=CENTRE)}, "MZF77", "居中"),
    ("date at the left", {"date": p("2026年3月5日", format=ind(2))}, "MZF77", "左空 2 字"),
    ("date at the very edge", {"date": p("2026年3月5日", format=RIGHT)}, "MZF77", "右空 0 字"),
    ("date in 宋体", {"date": p(r("2026年3月5日", SONG), format=f"{ind(right=5)}|{RIGHT}")}, "MZF84", "宋体 16磅"),
    ("remark without brackets", {"remark": p("联系人：张某，电话：12345678", format=ind(2))}, "MZF48", "写成“联…8”"),
    ("remark in narrow brackets", {"remark": p("(联系人：张某，电话：12345678)", format=ind(2))}, "MZF48", "写成“(…)”"),
    ("remark flush left", {"remark": p("（联系人：张某，电话：12345678）")}, "MZF48", "左空 0 字"),
    ("remark above the date", {"remark": "", "author": LETTER["remark"] + LETTER["author"]}, "MZF48", "在成文日期之上"),
    ("remark in 楷体", {"remark": p(r("（此件公开发布）", KAI), format=ind(2))}, "MZF84", "楷体_GB2312 16磅"),
    ("annex with a colon", {"label": p(r("附件1：", HEI), format="<w:pageBreakBefore/>")}, "MZF33", "写成“附件1：”"),
    ("annex in 仿宋", {"label": p("附件1", format="<w:pageBreakBefore/>")}, "MZF33", "仿宋_GB2312 16磅"),
    ("annex where the text ends", {"label": p(r("附件1", HEI))}, "MZF76", "没有另面编排"),
    ("an annex's title at the left", {"annex": LETTER["annex"].replace(CENTRE, "")}, "MZF88", "左对齐"),
    ("subject words", {"copies": p("主题词：民政　检查　通知") + LETTER["copies"]}, "MZF49", "写了主题词"),
    ("a side without text", {"author": p("（此页无正文）", format=ind(2)) + LETTER["author"]}, "MZF49", "此页无正文"),
    # the imprint
    ("copies flush left", {"copies": p(r("抄送：云川市民政局。", FANG, 14), format=edge("top"))}, "MZF78", "左空 0 字、右空 0 字"),
    ("copies without a stop", {"copies": p(r("抄送：云川市民政局", FANG, 14), format=f"{edge('top')}|{ind(-3, 4, 1)}")}, "MZF39", "写成“抄送：…局”"),
    ("imprint in 宋体", {"copies": p(r("抄送：云川市民政局。", SONG, 14), format=f"{edge('top')}|{ind(-3, 4, 1)}")}, "MZF37", "宋体 14磅"),
    ("printed on a day with a zero", {"printed": p(r("澄江区民政局　　2026年03月06日印发", FANG, 14), format=f"{edge('bottom')}|{ind(left=1, right=1)}")}, "MZF38", "03月06日印发"),
    ("imprint without its last rule", {"printed": p(r("澄江区民政局　　2026年3月6日印发", FANG, 14), format=ind(left=1, right=1))}, "MZF35", "没有末条分隔线"),
    ("text after the imprint", {"printed": LETTER["printed"] + text("请各单位抓紧办理，按时报送。")}, "MZF79", "在版记之后"),
    # characters
    ("a part of a character", {"body": text("根据区⼈民政府安排，现将检查有关事项通知如下，请做好准备工作。")}, "MZF57", "（不是“人”）"),
    ("a double of an old code page", {"body": text("根据区政府安排，現更有关事项通知如下，请做好准备工作。".replace("更", "\uf901"))}, "MZF57", "U+F901"),
    ("a private character", {"body": text("张\ue81a负责检查，现将检查有关事项通知如下，请做好准备工作。")}, "MZF57", "U+E81A"),
    ("a little picture", {"body": text("检查有关事项通知如下😀，请认真做好准备工作。")}, "MZF57", "U+1F600"),
    ("a soft hyphen", {"body": text("检查有关事\u00ad项通知如下，请认真做好准备工作。")}, "MZF57", "软连字符"),
    ("a blank in a sentence", {"body": text("根据区政府 安排，现将检查有关事项通知如下，请做好准备工作。")}, "MZF58", "现为空格"),
    ("a blank after a comma", {"body": text("根据区政府安排， 现将检查有关事项通知如下，请做好准备工作。")}, "MZF58", "“， ”"),
    ("a blank before a stop", {"body": text("现将检查有关事项通知如下，请做好准备工作 。")}, "MZF58", "“作 ”"),
    ("figures of full width", {"body": text("现有１２个工作站，检查有关事项通知如下，请做好准备工作。")}, "MZF59", "“１２”（不是“12”）"),
    ("letters of full width", {"body": text("按ＡＢ两类分级，检查有关事项通知如下，请做好准备工作。")}, "MZF59", "“ＡＢ”"),
    ("a zero in a month", {"body": text("请于2026年03月15日前报送，检查有关事项通知如下。")}, "MZF70", "“03月15日”（不是“3月15日”）"),
    ("a zero in a day", {"body": text("请于2026年12月05日前报送，检查有关事项通知如下。")}, "MZF70", "“12月05日”"),
    ("a zero without a day", {"body": text("2026年03月开展检查，检查有关事项通知如下。")}, "MZF70", "“03月”"),
    ("a narrow wave", {"body": text("检查用3~5天，检查有关事项通知如下，请做好准备工作。")}, "MZF71", "“~”（不是“～”）"),
    ("a hyphen between years", {"body": text("执行2024年-2026年计划，检查有关事项通知如下。")}, "MZF71", "“-”（不是“—”）"),
    ("a quotation left open", {"body": text("做好“一站式服务，检查有关事项通知如下，请做好准备工作。")}, "MZF72", "““”"),
    ("a book title left open", {"body": text("按照《社会救助法的规定，检查有关事项通知如下。")}, "MZF72", "“《”"),
    ("quotation marks turned round", {"body": text("做好”一站式“服务，检查有关事项通知如下，请做好准备工作。")}, "MZF72", "“””"),
    ("two commas", {"body": text("根据区政府安排，，现将检查有关事项通知如下，请做好准备工作。")}, "MZF73", "“，，”（不是“，”）"),
    ("a comma and a stop", {"body": text("现将检查有关事项通知如下，。请做好准备工作。")}, "MZF73", "“，。”"),
    ("stops for dots", {"body": text("桌椅、电脑、档案柜。。。检查有关事项通知如下。")}, "MZF74", "“。。。”（不是“……”）"),
    ("three dots", {"body": text("桌椅、电脑、档案柜…等，检查有关事项通知如下。")}, "MZF74", "“…”"),
    ("straight quotes", {"body": text('做好"一站式"服务，检查有关事项通知如下，请做好准备工作。')}, "MZF60", "“\"”（不是“"),
    ("a number cited in square brackets", {"body": text("按照民发[2021]57号文件，检查有关事项通知如下。")}, "MZF60", "[2021]"),
    # the sheet, and what is set apart
    ("a shaded paragraph", {"body": BODY.replace("<w:spacing", '<w:shd w:val="clear" w:fill="FFFF00"/><w:spacing')}, "MZF07", "段落加底纹"),
    ("text set in from the right", {"body": p(SENTENCE, format=ind(2, 0, 3))}, "MZF25", "整段右缩进 3 字"),
    ("a line broken by hand", {"body": p(r("现将检查有关事项通知如下："), "<w:r><w:br/></w:r>", r("请认真做好准备工作。"), format=ind(2))}, "MZF25", "段内手动换行"),
    ("a paragraph set apart", {"body": p(SENTENCE, format=ind(2), before=240)}, "MZF04", "段前段后 12 磅"),
    ("a colour of the theme", {"body": p(r(SENTENCE, FANG, 16, '<w:color w:val="000000" w:themeColor="accent1"/>'), format=ind(2))}, "MZF06", "主题色accent1"),
    ("a double rule under the number", {"number": LETTER["number"].replace('w:val="single"', 'w:val="double"')}, "MZF17", "不是一条实线"),
    ("a red rule of the imprint", {"copies": LETTER["copies"].replace("000000", "FF0000")}, "MZF36", "不是一条黑色实线"),
    ("printed at the very edge", {"printed": LETTER["printed"].replace(ind(left=1, right=1), "")}, "MZF78", "左空 0 字、右空 0 字"),
    ("a circle for a number", {"four": text("①标牌按统一式样制作。")}, "MZF27", "用了“①”"),
    ("a bullet", {"four": text("●标牌按统一式样制作，悬挂在醒目位置。")}, "MZF27", "用了“●”"),
    ("a number twice", {"three": LETTER["three"] + text("1.窗口单独设置，有人值守。")}, "MZF28", "序号1接在1之后"),
    ("抄报", {"copies": LETTER["copies"].replace("抄送", "抄报")}, "MZF39", "写成“抄报：…。”"),
    ("紧急程度 of another word", {"mark": noted(p(r("急", HEI)))}, "MZF46", "写成“急”"),
    ("commas of half width", {"body": text("根据区政府安排,现将检查有关事项通知如下。")}, "MZF60", "“,”（不是“，”）"),
)  # fmt: skip


@pytest.mark.parametrize(("lines", "code", "said"), [each[1:] for each in FAULTS], ids=[each[0] for each in FAULTS])
def test_a_fault_of_a_foreign_letter_is_told_by_one_rule(lines, code, said):
    messages = told(file(lines))
    assert list(messages) == [code]
    assert said in messages[code]


LEGITIMATE: tuple[tuple[str, Lines], ...] = (
    ("as it is", {}),
    ("份号, 密级 and 紧急程度", {"mark": noted(p("000012"), p(r("机密★1年", HEI)), p(r("特急", HEI)))}),
    ("密级 for long", {"mark": noted(p(r("绝密★长期", HEI)))}),
    ("密级 alone", {"mark": noted(p(r("秘密", HEI)))}),
    ("紧急程度 alone", {"mark": noted(p(r("加急", HEI)))}),
    ("two offices", {"mark": p(r("云川市澄江区民政局", TITLE, 36, RED), format=CENTRE, line=45, before=1934) + p(r("云川市澄江区财政局文件", TITLE, 36, RED), format=CENTRE, line=45)}),
    ("an upward paper", {"number": signed("签发人：张某")}),
    ("two signers", {"number": signed("签发人：张某　李某")}),
    ("a title in two lines", {"title": p(r("云川市澄江区民政局", TITLE, 22), format=CENTRE, line=34) + p(r("关于开展检查的通知", TITLE, 22), format=CENTRE, line=34)}),
    ("a title in one paragraph of two lines", {"title": p(r("云川市澄江区民政局", TITLE, 22), "<w:r><w:br/></w:r>", r("关于开展检查的通知", TITLE, 22), format=CENTRE, line=34)}),
    ("a title with a book's", {"title": p(r("关于印发《民政工作站管理办法》的通知", TITLE, 22), format=CENTRE, line=34)}),
    ("a line under the title", {"title": LETTER["title"] + p(r("（2026年3月1日局务会议通过）", KAI), format=CENTRE)}),
    ("a draft", {"title": LETTER["title"] + p(r("（征求意见稿）", KAI), format=CENTRE)}),
    ("several addressees", {"to": p("各街道办事处，区人力资源和社会保障局、区财政局：")}),
    ("addressees on two lines", {"to": p("各街道办事处，") + p("区直各单位：")}),
    ("a telephone in the text", {"body": text("联系电话：0931-1234567，检查有关事项通知如下，请认真做好准备工作。")}),
    ("two remarks", {"remark": LETTER["remark"] + p("（此件公开发布）", format=ind(2))}),
    ("numbers cited", {"body": text("贯彻民发〔2021〕57号和民办发〔2019〕10号文件精神，检查有关事项通知如下。")}),
    ("an address", {"body": text("请发送至abc@example.com，网址http://www.example.com/a，检查有关事项通知如下。")}),
    ("小标宋 of another maker", {"title": LETTER["title"].replace(TITLE, "华康小标宋")}),
    ("仿宋 of another name", {"body": BODY.replace(FANG, "方正仿宋_GBK")}),
    ("figures in Times New Roman", {"body": p("现有", r("23", "Times New Roman"), "个工作站，检查有关事项通知如下。", format=ind(2))}),
    ("inserted under track changes' end", {"body": BODY.replace("<w:r>", "<w:smartTag w:element='x'><w:r>").replace("</w:r>", "</w:r></w:smartTag>")}),
    ("in a content control", {"body": f"<w:sdt><w:sdtContent>{BODY}</w:sdtContent></w:sdt>"}),
    ("a heading that runs on", {"two": p(r("（一）办公场所。", KAI), "办公用房独立，标牌齐全，按统一式样制作，由各街道办事处负责。", format=ind(2))}),
    ("a number counted on", {"three": LETTER["three"] + text("2.窗口单独设置，有人值守。")}),
    ("1） within the text", {"body": text("有下列情形的：1）没有标牌的；2）没有窗口的，都要改正到位。")}),
    ("one annex alone", {"list": p("附件：检查内容表", format=ind(-3, 5)), "list2": "", "label2": "", "annex2": "", "filled2": "", "label": p(r("附件", HEI), format="<w:pageBreakBefore/>")}),
    ("an annex after a page break", {"filled": LETTER["filled"] + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>", "label2": p(r("附件2", HEI))}),
    ("an annex in a section of its own", {"filled": LETTER["filled"] + f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>", "label2": p(r("附件2", HEI))}),
    ("a date under its author", {"author": p("云川市澄江区民政局", format=f"{CENTRE}|{ind(left=13)}"), "date": p("2026年3月5日", format=f"{CENTRE}|{ind(left=13)}")}),
    ("a date set aside by wide blanks", {"date": p("2026年3月5日　　　　", format=RIGHT)}),
    ("a date two in, without a seal", {"date": p("2026年3月5日", format=f"{ind(right=2)}|{RIGHT}")}),
    ("two authors", {"author": p("云川市澄江区民政局", format=f"{ind(right=4)}|{RIGHT}") + p("云川市澄江区财政局", format=f"{ind(right=4)}|{RIGHT}")}),
    ("no remark", {"remark": ""}),
    ("open to all", {"remark": p("（此件公开发布）", format=ind(2))}),
    ("no copies", {"copies": "", "printed": LETTER["printed"].replace("<w:pBdr>", '<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="000000"/>')}),
    ("rules of empty lines", {"copies": p(format=edge("bottom"), line=1) + p(r("抄送：云川市民政局。", FANG, 14), format=ind(-3, 4, 1)), "printed": p(r("澄江区民政局　　2026年3月6日印发", FANG, 14), format=ind(left=1, right=1)) + p(format=edge("top"), line=1)}),
    ("rules that are drawn", {"copies": p("<w:r><w:drawing/></w:r>") + p(r("抄送：云川市民政局。", FANG, 14), format=ind(-3, 4, 1)), "printed": p(r("澄江区民政局　　2026年3月6日印发", FANG, 14), format=ind(left=1, right=1))}),
    ("two names apart", {"filled": text("张某 李某")}),
    ("blanks to write in", {"filled": text("签名：   　　年 月 日")}),
    ("twelve dots", {"body": text("…………现将检查有关事项通知如下，请认真做好准备工作。")}),
    ("English in brackets", {"body": text("实行一站式（one-stop）服务，检查有关事项通知如下。")}),
    ("a time and a score", {"body": text("上午9:30开始，比分3:2，检查有关事项通知如下。")}),
    ("a rare but true name", {"body": text("张𬭎负责检查，现将检查有关事项通知如下，请做好准备工作。")}),
    ("quotes within quotes", {"body": text("做好“落实‘四有’要求”的工作，检查有关事项通知如下。")}),
    ("～ between amounts", {"body": text("检查用3～5天，检查有关事项通知如下，请做好准备工作。")}),
    ("a rule of one thick line", {"number": LETTER["number"].replace('w:val="single"', 'w:val="thick"')}),
    ("the black of the theme", {"body": p(r(SENTENCE, FANG, 16, '<w:color w:val="000000" w:themeColor="text1"/>'), format=ind(2))}),
    ("a line left empty by its space", {"above list": "", "list": LETTER["list"].replace('w:before="0"', 'w:before="589"')}),
    ("circles under （1）", {"four": LETTER["four"] + text("①标牌按统一式样制作。") + text("②窗口单独设置，有人值守。")}),
    ("1. again behind a sentence", {"four": text("同时做好下列工作，务必落实到位。") + text("1.人员配备到位。")}),
    ("printed behind a tab", {"printed": p(r("区民政局", FANG, 14), "<w:r><w:tab/></w:r>", r("2026年3月6日印发", FANG, 14), format=f'{edge("bottom")}|<w:tabs><w:tab w:val="right" w:pos="8528"/></w:tabs>|{ind(left=1)}')}),
    ("a picture in the text", {"filled": LETTER["filled"] + "<w:p><w:r><w:drawing/></w:r></w:p>"}),
)  # fmt: skip


@pytest.mark.parametrize(("lines", "code", "said"), [each[1:] for each in FAULTS[::9]])
def test_a_fault_is_told_of_a_strict_file_as_well(lines, code, said):
    assert told(strict(file())) == {}
    messages = told(strict(file(lines)))
    assert list(messages) == [code] and said in messages[code]


@pytest.mark.parametrize("lines", [each[1] for each in LEGITIMATE], ids=[each[0] for each in LEGITIMATE])
def test_what_is_legitimate_is_not_blamed(lines):
    assert told(file(lines)) == {}


def test_the_tables_are_as_long_as_they_should_be():
    assert len({each[0] for each in FAULTS}) == len(FAULTS) >= 60
    assert len({each[0] for each in LEGITIMATE}) == len(LEGITIMATE) >= 30


ROLES: tuple[tuple[str, Lines, str, str], ...] = (
    ("a remark", {}, "（联系人：张某，", "附注"),
    ("a remark that names an office", {"remark": p("（联系单位：区民政局）", format=ind(2))}, "（联系单位：区民", "附注"),
    ("a second author", {"author": p("区民政局", format=f"{ind(right=4)}|{RIGHT}") + p("区财政局", format=f"{ind(right=4)}|{RIGHT}")}, "区民政局", "署名"),
    ("the last words of the text", {"list": "", "list2": "", "more": text("特此通知。")}, "特此通知。", ""),
    ("a second mark", LEGITIMATE[5][1], "云川市澄江区财政", "标志"),
    ("a line under the title", {"title": LETTER["title"] + p(r("（送审稿）", KAI), format=CENTRE)}, "（送审稿）", "题注"),
    ("a heading that ends with 印发", {"one": p(r("一、认真做好文件印发", HEI), format=ind(2))}, "一、认真做好文件", "一级"),
    ("secrecy", {"mark": noted(p(r("机密★1年", HEI)))}, "机密★1年", "密级"),
    ("a copy number", {"mark": noted(p("000012"))}, "000012", "份号"),
    ("a short title of a small size", {"title": p(r("关于检查的通知", TITLE, 16), format=CENTRE)}, "关于检查的通知", "标题"),
)  # fmt: skip


@pytest.mark.parametrize(("lines", "words", "role"), [each[1:] for each in ROLES], ids=[each[0] for each in ROLES])
def test_a_line_has_its_role(lines, words, role):
    assert roles(file(lines))[words] == role


# Other forms of papers.

ORDER = {
    "mark": p(r("云川市澄江区人民政府令", TITLE, 36, RED), format=CENTRE, line=45, before=1934),
    "number": p("第1号", format=CENTRE), "title": "", "to": "",
}  # fmt: skip
MINUTES = {
    "mark": p(r("云川市澄江区民政局办公会议纪要", TITLE, 30, RED), format=CENTRE, line=45, before=1950),
    "number": p("第3期", format=CENTRE), "to": "",
    "remark": p(r("出席：", HEI), "张某、李某。", format=ind(2)),
}  # fmt: skip


def not_run(data: bytes) -> dict[str, str]:
    return {code: why.zh for code, why in report(data).not_run}


@pytest.mark.parametrize(("lines", "name", "clause"), [(ORDER, "命令（令）", "10.2"), (MINUTES, "纪要", "10.3")])
def test_an_order_and_minutes_are_told_to_have_another_form(lines, name, clause):
    data = file(lines)
    why = not_run(data)
    assert {why[code] for code in ("MZF14", "MZF15", "MZF17", "MZF35")} == {f"这是{name}格式，按第{clause}条检查"}
    assert not {"MZF14", "MZF15", "MZF17"} & told(data).keys()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ({"number": p("第001号", format=CENTRE)}, "写成“第001号”"),
        ({"number": p("第一号", format=CENTRE)}, "写成“第一号”"),
        ({"number": p("第1号")}, "左对齐"),
        ({"number": ""}, "没有令号"),
    ],
)
def test_the_number_of_an_order_is_judged(lines, said):
    assert "MZF80" not in told(file(ORDER))
    assert said in told(file(ORDER | lines))["MZF80"]


def test_those_present_are_named_behind_their_label():
    assert "MZF81" not in told(file(MINUTES))
    sentence = p(r("出席：", HEI), "区委编办张某，区财政局李某，区民政局王某、赵某。", format=ind(2))
    assert not {"MZF24", "MZF81"} & told(file(MINUTES | {"remark": sentence})).keys()
    assert "中的“出席：”" in told(file({"body": sentence}))["MZF24"]
    whole = p(r("出席：区委编办张某，区财政局李某，区民政局王某、赵某。", HEI), format=ind(2))
    assert "黑体 16磅" in told(file(MINUTES | {"remark": whole}))["MZF81"]
    wrong = told(file(MINUTES | {"remark": p("出席：张某、李某。", format=ind(2))}))
    assert "仿宋_GB2312 16磅" in wrong["MZF81"]
    names = p(r("列席：", HEI), r("王某。", HEI), format=ind(2))
    assert (
        "中的“王某" in told(file(MINUTES | {"remark": names}))["MZF81"]
        or "黑体" in told(file(MINUTES | {"remark": names}))["MZF81"]
    )


# Page numbers.

ASIDE, INSIDE = f"{ind(right=1)}|{RIGHT}", ind(left=1)
FEET: tuple[tuple[str, dict[str, str], str, str], ...] = (
    ("hyphens", {"footer1": foot("- ", field(), " -", format=ASIDE)}, "MZF40", "写成“- 1 -”"),
    ("bare", {"footer1": foot(field(), format=ASIDE)}, "MZF40", "写成“1”"),
    ("第1页", {"footer1": foot("第", field(), "页", format=ASIDE)}, "MZF40", "写成“第1页”"),
    ("of how many", {"footer1": foot("— ", field(), "/", field("NUMPAGES", "2"), " —", format=ASIDE)}, "MZF40", "写成“— 1/2 —”"),
    ("Roman", {"footer1": foot("— ", field("PAGE \\* ROMAN"), " —", format=ASIDE)}, "MZF40", "写成“— I —”"),
    ("none on even pages", {"footer2": "<w:p/>"}, "MZF40", "双页没有页码"),
    ("none on odd pages", {"footer1": "<w:p/>"}, "MZF40", "单页没有页码"),
    ("small", {"footer1": foot("— ", field().replace('"28"', '"21"'), " —", format=ASIDE)}, "MZF41", "宋体 10.5磅"),
    ("in the middle", {"footer1": foot("— ", field(), " —", format=CENTRE)}, "MZF42", "居中"),
    ("at the very edge", {"footer2": foot("— ", field(), " —", format=ind())}, "MZF42", "空 0 字"),
    ("the same on both sides", {"settings": ""}, "MZF42", "单双页相同"),
    ("in Times New Roman", {"footer1": foot("— ", field().replace(SONG, "Times New Roman"), " —", format=ASIDE)}, "MZF41", "Times New Roman 14磅"),
    ("too high", {"footer1": foot("— ", field(), " —", format=ASIDE, line=30)}, "MZF43", "一字线距纸上边"),
)  # fmt: skip


@pytest.mark.parametrize(("parts", "code", "said"), [each[1:] for each in FEET], ids=[each[0] for each in FEET])
def test_a_page_number_is_wrong_in_many_ways(parts, code, said):
    messages = told(file(**parts))
    assert list(messages) == [code]
    assert said in messages[code]


RIGHT_FEET: tuple[tuple[str, dict[str, str]], ...] = (
    ("a simple field", {"footer1": foot("— ", f'<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT ">{r("7", SONG, 14)}</w:fldSimple>', " —", format=ASIDE)}),
    ("a field that has shown nothing yet", {"footer1": foot("— ", field(shown=""), " —", format=ASIDE)}),
    ("without blanks", {"footer2": foot("—", field(), "—", format=INSIDE)}),
    ("in a content control", {"footer1": f"<w:sdt><w:sdtContent>{foot('— ', field(), ' —', format=ASIDE)}</w:sdtContent></w:sdt>"}),
    ("with an empty line above", {"footer1": "<w:p/>" + foot("— ", field(), " —", format=ASIDE)}),
)  # fmt: skip


@pytest.mark.parametrize("parts", [each[1] for each in RIGHT_FEET], ids=[each[0] for each in RIGHT_FEET])
def test_a_page_number_is_right_in_many_ways(parts):
    assert told(file(**parts)) == {}


def test_a_page_number_in_a_frame_is_placed_by_the_program():
    framed = foot(
        "— ",
        field(),
        " —",
        format='<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="outside" w:y="1"/>',
    )
    data = file(footer1=framed, footer2=framed)
    assert told(data) == {}
    assert "图文框" in not_run(data)["MZF42"] and "行距" in not_run(data)["MZF43"]


def test_a_page_number_in_a_text_box_is_read_there():
    box = f'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{foot("- ", field(), " -", format=ASIDE)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    messages = told(file(footer1=f"<w:p>{box}</w:p>"))
    assert "写成“- 1 -”" in messages["MZF40"] and "写成“”" not in messages["MZF40"]


@pytest.mark.parametrize(
    ("section", "said"),
    [
        (SECTION.replace("<w:docGrid", '<w:pgNumType w:fmt="upperRoman"/><w:docGrid'), "编号格式 upperRoman"),
        (SECTION.replace("<w:docGrid", "<w:titlePg/><w:docGrid"), "首页没有页码"),
    ],
)
def test_a_section_numbers_all_its_sides_in_arabic_figures(section, said):
    assert said in told(file(section=section))["MZF40"]


def test_a_page_number_in_the_header_is_told():
    headed = SECTION.replace("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>')
    data = file(section=headed, footer1="<w:p/>", footer2="<w:p/>", header1=f"<w:p>{field()}</w:p>")
    assert "页码在页眉里" in told(data)["MZF40"]


# Sections, lengths with a unit, numbers of lists, traces, the side of the imprint.


def test_a_section_on_its_side_is_left_to_its_table():
    sideways = SECTION.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"').replace(
        "1960", "1000"
    )
    data = file(
        {"filled": LETTER["filled"] + f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>", "label2": p(r("附件2", HEI))},
        section=sideways,
    )
    assert told(data) == {}
    wrong = told(
        file(
            {
                "filled": LETTER["filled"] + f"<w:p><w:pPr>{SECTION.replace('1587', '1700')}</w:pPr></w:p>",
                "label2": p(r("附件2", HEI)),
            },
            section=sideways,
        )
    )
    assert "第1节" in wrong["MZF02"] and "第2节" not in wrong["MZF02"]


def test_lengths_may_bear_a_unit_as_the_strict_form_writes_them():
    units = {'w:w="11906" w:h="16838"': 'w:w="210mm" w:h="29.7cm"', 'w:top="1960"': 'w:top="98pt"', 'w:left="1587"': 'w:left="1.102in"', 'w:footer="1457"': 'w:footer="25.7mm"'}  # fmt: skip
    section = SECTION
    for bare, unit in units.items():
        assert bare in section
        section = section.replace(bare, unit)
    big = LETTER["title"].replace('w:val="44"', 'w:val="22pt"')
    assert told(file({"title": big}, section=section)) == {}
    assert "左 30 mm" in told(file(section=SECTION.replace('w:left="1587"', 'w:left="30mm"')))["MZF02"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
)  # fmt: skip


def counted(level: int, words: str, face: str) -> str:
    format = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>|{ind(2)}'
    return p(r(words, face), format=format)


def listed_lines() -> Lines:
    return {
        "one": counted(0, "检查内容", HEI), "two": counted(1, "办公场所", KAI) + counted(1, "工作人员", KAI),
        "three": counted(2, "办公用房独立，标牌齐全。", FANG), "four": counted(0, "检查时间", HEI) + counted(1, "上旬", KAI),
    }  # fmt: skip


def test_numbers_that_the_program_makes_are_read_as_they_are_shown():
    data = file(listed_lines(), numbering=NUMBERING)
    shown = [each.words for each in gbt9704.measured(data, "x.docx").paragraphs if each.counted]
    assert shown == [
        "一、检查内容",
        "（一）办公场所",
        "（二）工作人员",
        "1.办公用房独立，标牌齐全。",
        "二、检查时间",
        "（一）上旬",
    ]
    assert told(data) == {}


def test_a_list_in_the_wrong_form_is_told():
    wrong = told(file(listed_lines(), numbering=NUMBERING.replace("（%2）", "（%2）、")))
    assert list(wrong) == ["MZF27"] and "写成“（一）、办”" in wrong["MZF27"]


def test_macros_and_links_are_told():
    data = gbt9704.measured(file(), "x.docx")
    assert found("MZF82", replace(data, traces=replace(data.traces, macros=True))) == ["有宏"]
    assert found("MZF83", replace(data, traces=replace(data.traces, linked=("image",)))) == ["从文件外取 image"]
    assert found("MZF82", data) == found("MZF83", data) == []


@pytest.mark.parametrize(("begins", "code"), [("oddPage", ["MZF47"]), ("evenPage", [])])
def test_the_side_of_the_imprint_follows_from_its_section(begins, code):
    last = SECTION.replace("<w:pgSz", f'<w:type w:val="{begins}"/><w:pgSz')
    lines = {"filled2": LETTER["filled2"] + f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"}
    data = file(lines, section=last)
    assert list(told(data)) == code and "MZF47" not in not_run(data)
    assert "换页由打开它的软件排出" in not_run(file())["MZF47"]


TURN = "<w:r><w:lastRenderedPageBreak/></w:r>"


def saved_on(side: int) -> dict[str, str]:
    """The letter as it was saved with its imprint on a side: sides turn before its annexes and within its text."""
    first = LETTER["body"].replace("<w:r>", TURN * (side - 3) + "<w:r>", 1)
    return {"body": first} | {name: LETTER[name].replace("<w:r>", TURN + "<w:r>", 1) for name in ("label", "label2")}


def test_the_side_it_was_saved_on_shows_a_fault_and_proves_nothing():
    assert "上次保存时在第5面" in told(file(saved_on(5)))["MZF47"]
    assert told(file(saved_on(4))) == {} and "MZF47" in not_run(file(saved_on(4)))


@pytest.mark.parametrize(
    ("said", "code", "found"),
    [
        ('<w:lnNumType w:countBy="1"/>', "MZF07", "印着行号"),
        ('<w:pgBorders><w:top w:val="single" w:sz="8"/></w:pgBorders>', "MZF07", "加页面边框"),
        ('<w:cols w:num="2"/>', "MZF05", "分2栏"),
        ('<w:textDirection w:val="tbRl"/>', "MZF05", "竖排"),
    ],
)
def test_what_is_wrong_with_a_side_is_told_and_left_to_a_person(said, code, found):
    data = file(section=SECTION.replace("<w:docGrid", f"{said}<w:docGrid"))
    assert list(told(data)) == [code] and found in told(data)[code]
    copy = mended(data, "x.docx")
    assert (copy.done, list(copy.left)) == ({}, [code])


PLAIN_SIDES = '<w:cols w:space="425"/><w:textDirection w:val="lrTb"/>'


def test_lines_across_one_column_are_not_blamed():
    data = file(section=SECTION.replace("<w:docGrid", f"{PLAIN_SIDES}<w:docGrid"))
    assert told(data) == {}
    annex = {"annex": f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>" + LETTER["annex"]}
    assert told(file(annex, section=SECTION.replace("<w:docGrid", '<w:cols w:num="2"/><w:docGrid'))) == {}


EVEN_SECTION = SECTION.replace("<w:pgSz", '<w:type w:val="evenPage"/><w:pgSz')
BEGUN = LETTER["filled2"] + f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"
"""The last text before a section of the imprint."""
FULL_SIDE = text("根据区政府安排，现将检查有关事项通知如下，请认真做好准备工作。" * 20)


@pytest.mark.parametrize(
    ("lines", "section"),
    [
        ({"filled2": BEGUN + LETTER["filled2"]}, EVEN_SECTION),
        ({"filled2": BEGUN + p() + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'}, EVEN_SECTION),
        ({"filled2": BEGUN + p() * 19}, EVEN_SECTION),
        ({"filled2": BEGUN + p(), "copies": LETTER["copies"].replace("<w:pPr>", "<w:pPr><w:pageBreakBefore/>")}, EVEN_SECTION),
        ({"filled2": BEGUN}, EVEN_SECTION.replace("<w:docGrid", '<w:pgNumType w:start="1"/><w:docGrid')),
        ({"filled2": BEGUN.replace("<w:docGrid", '<w:pgNumType w:start="2"/><w:docGrid')}, EVEN_SECTION),
        ({"filled2": BEGUN + LETTER["filled2"]}, EVEN_SECTION.replace("evenPage", "oddPage")),
        (saved_on(5) | {"more": text("请认真做好准备工作。").replace("<w:pPr>", "<w:pPr><w:pageBreakBefore/>")}, SECTION),
        (saved_on(5) | {"more": p(r("请"), '<w:r><w:br w:type="page"/></w:r>', r("认真做好准备工作。"), format=ind(2))}, SECTION),
        (saved_on(5) | {"more": FULL_SIDE}, SECTION),
        (saved_on(5) | {"more": text("请认真做好准备工作。") * 30}, SECTION),
        (saved_on(5) | {"filled2": BEGUN}, EVEN_SECTION.replace("evenPage", "nextPage")),
    ],
)  # fmt: skip
def test_a_side_nobody_laid_out_is_not_told(lines, section):
    """More text in its section, other numbers, and notes of sides that an edit has made stale."""
    data = file(lines, section=section)
    assert "MZF47" not in told(data) and "换页由打开它的软件排出" in not_run(data)["MZF47"]


@pytest.mark.parametrize(
    ("lines", "section", "wrong"),
    [
        ({"filled2": BEGUN + p() * 18}, EVEN_SECTION, False),
        ({"filled2": BEGUN.replace("<w:docGrid", '<w:pgNumType w:start="1"/><w:docGrid')}, EVEN_SECTION, False),
        (saved_on(5) | {"more": text("请认真做好准备工作。") * 12}, SECTION, True),
        (saved_on(5) | {"more": p(r("请"), '<w:r><w:br w:type="page"/></w:r>', TURN * 2, r("认真做好准备工作。"), format=ind(2))}, SECTION, True),
    ],
)  # fmt: skip
def test_what_leaves_no_doubt_of_its_side_is_told(lines, section, wrong):
    data = file(lines, section=section)
    assert "MZF47" not in not_run(data) and ("MZF47" in told(data)) is wrong


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"{\\rtf1 \\ansi", "MZF90", "其实是 RTF"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html>", "MZF90", "其实是网页"),
        (b"MIME-Version: 1.0\n", "MZF90", "其实是 MHT 网页"),
        (b"%PDF-1.7", "MZF90", "其实是 PDF"),
        (b'<?xml version="1.0"?><pkg:package/>', "MZF90", "其实是 XML"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "MZF91", "旧格式的 .doc、.wps"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "MZF96", "加了密码"),
    ],
)
def test_what_only_bears_the_name_of_a_docx_is_told_what_it_is(data, code, said):
    with pytest.raises(Stopped) as stopped:
        report(data)
    (problem,) = stopped.value.problems
    assert problem.code == code and said in problem.message()


@pytest.mark.parametrize(("part", "said"), [("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "演示文稿"), ("content.xml", "ODT"), ("OFD.xml", "OFD")])  # fmt: skip
def test_another_package_is_told_what_it_is(part, said):
    with pytest.raises(Stopped) as stopped:
        report(_packed(part))
    assert stopped.value.problems[0].code == "MZF90" and said in stopped.value.problems[0].message()


def _packed(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr(part, "<a/>")
    return out.getvalue()


# Limits of what is measured, and that every rule has a fault.


def ending(**more: object) -> list[str]:
    return found("MZF77", form(para("2026年3月5日", "成文日期", **more)))


@pytest.mark.parametrize(("right", "wrong"), [(1.49, True), (1.5, False), (4, False), (8.5, False), (8.51, True)])
def test_a_date_stands_so_far_from_the_right(right, wrong):
    assert bool(ending(align="right", right=right)) is wrong


@pytest.mark.parametrize(("left", "wrong"), [(7.9, True), (8, False), (13, False)])
def test_a_date_may_be_set_aside_by_its_indent(left, wrong):
    assert bool(ending(align="center", left=left)) is bool(ending(align="left", left=left)) is wrong


@pytest.mark.parametrize(("left", "right", "wrong"), [(1, 1, False), (0.71, 1.29, False), (0.69, 1, True), (1.31, 1, True), (1, 0.69, True), (1, 1.31, True)])  # fmt: skip
def test_copies_stand_one_character_in(left, right, wrong):
    assert bool(found("MZF78", form(para("抄送：市民政局。", "抄送", left=left, right=right)))) is wrong


@pytest.mark.parametrize(("first", "wrong"), [(1.79, True), (1.81, False), (2.19, False), (2.21, True)])
def test_a_remark_stands_two_characters_in(first, wrong):
    assert bool(found("MZF48", form(para("（此件公开发布）", "附注", first=first)))) is wrong


@pytest.mark.parametrize(("points", "wrong"), [(15.39, True), (15.41, False), (16.59, False), (16.61, True)])
def test_what_no_clause_names_is_set_in_the_usual_size(points, wrong):
    assert bool(found("MZF84", form(para("各街道：", "主送", size=pt(points))))) is wrong
    assert bool(found("MZF44", form(para("000012", "份号", size=pt(points))))) is wrong
    assert bool(found("MZF45", form(para("秘密", "密级", runs=(run("秘密", east="黑体", size=pt(points)),))))) is wrong


def test_every_rule_has_its_seeded_deviation():
    first = {each[0] for each in (*STANDARD, *OTHERS, *LETTERS)}
    here = {each[2] for each in FAULTS} | {each[2] for each in FEET}
    made_of = {"MZF07", "MZF08", "MZF09", "MZF18", "MZF19", "MZF85", "MZF86", "MZF89", "MZF98"}
    assert first | here | made_of | {"MZF47", "MZF80", "MZF81", "MZF82", "MZF83"} == {
        rule.code for rule in gbt9704.RULES
    }


def test_what_the_standard_rules_is_told_apart_from_practice():
    basis = {rule.code: rule.basis for rule in gbt9704.RULES}
    assert {code for code, each in basis.items() if each == "house"} == {
        rule.code for rule in gbt9704.RULES if rule.source.startswith("实务")
    }
    assert (basis["MZF12"], basis["MZF14"], basis["MZF58"]) == ("standard", "standard", "house")
