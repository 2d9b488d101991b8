"""Of what a foreign letter is made: numbers, days, annexes, empty lines, and that nothing is set off (MZF07 to MZF98)."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import pytest

from mzdocs import gbt9704
from mzdocs.gbt9704.mending import mended

from .foreign_letters import CENTRE, FANG, HEI, KAI, LETTER, RIGHT, TITLE, UNDER, edge, file, ind, p, r, text
from .test_form_faults import MINUTES, told

Lines = dict[str, str]
DATED = f"{ind(right=5)}|{RIGHT}"
SENTENCE = "根据区政府安排，现将检查有关事项通知如下，请认真做好准备工作。"


def body(words: str) -> Lines:
    return {"body": text(words)}


def looked(look: str) -> Lines:
    """Some words of the text with another look."""
    return {"body": p("现将", r("检查有关事项", FANG, 16, look), "通知如下，请认真做好准备工作。", format=ind(2))}


def printed(words: str) -> Lines:
    return {"printed": p(r(words, FANG, 14), format=f"{edge('bottom')}|{ind(left=1, right=1)}")}


def headed(words: str) -> str:
    return p(r(words, HEI), format=ind(2))


def label(words: str) -> str:
    return p(r(words, HEI), format="<w:pageBreakBefore/>")


NO_ANNEX = {"label": "", "annex": "", "filled": "", "label2": "", "annex2": "", "filled2": ""}
FAULTS: tuple[tuple[str, Lines, str, str], ...] = (
    # numbers of headings
    ("⑴", {"four": text("⑴标牌按统一式样制作。")}, "MZF27", "写成“⑴标牌按统”"),
    ("㈠", {"two": p(r("㈠办公场所", KAI), format=ind(2))}, "MZF27", "写成“㈠办公场所”"),
    ("⒈", {"three": text("⒈办公用房独立，标牌齐全。")}, "MZF27", "写成“⒈办公用房”"),
    ("1.1", {"three": text("1.1办公用房独立，标牌齐全。")}, "MZF27", "写成“1.1办公”"),
    ("1)", {"four": text("1)标牌按统一式样制作。")}, "MZF27", "写成“1)标牌按”"),
    ("第一、", {"one": headed("第一、检查内容")}, "MZF27", "写成“第一、检查”"),
    ("Ⅰ、", {"one": headed("Ⅰ、检查内容")}, "MZF27", "写成“Ⅰ、检查内”"),
    ("壹、", {"one": headed("壹、检查内容")}, "MZF27", "写成“壹、检查内”"),
    ("A.", {"three": text("A.办公用房独立，标牌齐全。")}, "MZF27", "写成“A.办公用”"),
    ("[1]", {"four": text("[1]标牌按统一式样制作。")}, "MZF27", "写成“[1]标牌”"),
    ("❶", {"four": text("❶标牌按统一式样制作。")}, "MZF27", "写成“❶标牌按统”"),
    ("a)", {"four": text("a)标牌按统一式样制作。")}, "MZF27", "写成“a)标牌按”"),
    ("【一】", {"two": p(r("【一】办公场所", KAI), format=ind(2))}, "MZF27", "写成“【一】办公”"),
    ("a bullet", {"four": text("•标牌按统一式样制作，安装牢固。")}, "MZF27", "用了“•”"),
    ("（1） under 一、", {"two": "", "three": ""}, "MZF08", "“（1）”之上没有“1.”"),
    ("（1） under （一）", {"three": ""}, "MZF08", "“（1）”之上没有“1.”"),
    ("（一） without 一、", {"one": ""}, "MZF08", "“（一）”之上没有“一、”"),
    ("three levels without （一）", {"two": ""}, "MZF08", "“（1）”之上没有“（一）”"),
    ("一、 twice", {"more": headed("一、检查时间") + LETTER["more"]}, "MZF28", "序号1接在1之后"),
    ("（一） twice", {"three": "", "four": "", "more": p(r("（一）窗口", KAI), format=ind(2)) + LETTER["more"]}, "MZF28", "序号1接在1之后"),
    # days
    ("dated on 30 February", {"date": p("2026年2月30日", format=DATED)}, "MZF32", "写成“2026年2月30日”"),
    ("printed on 31 April", printed("云川市澄江区民政局　　2026年4月31日印发"), "MZF38", "2026年4月31日印发"),
    ("31 April", body("请于2026年4月31日前报送，检查有关事项通知如下。"), "MZF85", "“2026年4月31日”，没有这一天"),
    ("29 February of a common year", body("请于2027年2月29日前报送，检查有关事项通知如下。"), "MZF85", "“2027年2月29日”"),
    ("a thirteenth month", body("请于13月5日前报送，检查有关事项通知如下。"), "MZF85", "“13月5日”"),
    ("month 0", body("请于2026年0月前报送，检查有关事项通知如下。"), "MZF85", "“2026年0月”"),
    ("day 0 with points", body("请于2026.5.0前报送，检查有关事项通知如下。"), "MZF85", "“2026.5.0”"),
    ("another weekday", body("请于2026年3月5日（星期五）前报送，检查有关事项通知如下。"), "MZF85", "写成星期五，这一天是星期四"),
    ("another weekday, in short", body("请于2026年3月5日（周日）前报送，检查有关事项通知如下。"), "MZF85", "这一天是星期四"),
    ("hour 25", body("请于3月5日25时前报送，检查有关事项通知如下。"), "MZF85", "没有这个时刻"),
    ("minute 60", body("会议3月5日上午9:60开始，检查有关事项通知如下。"), "MZF85", "没有这个时刻"),
    ("it ends before it begins", body("检查时间为2026年5月10日至5月8日，检查有关事项通知如下。"), "MZF85", "止在起之前"),
    ("it ends years before", body("检查时间为2026年5月10日至2025年6月8日，检查有关事项通知如下。"), "MZF85", "止在起之前"),
    ("printed the day before", printed("云川市澄江区民政局　　2026年3月4日印发"), "MZF86", "2026年3月4日，早于成文日期"),
    ("numbered two years before", {"number": p("澄民〔2024〕5号", format=f"{UNDER}|{CENTRE}")}, "MZF86", "〔2024〕，成文日期在2026年"),
    ("numbered in the next year", {"number": p("澄民〔2027〕5号", format=f"{UNDER}|{CENTRE}")}, "MZF86", "〔2027〕"),
    ("30 February in Chinese figures", body("请于二〇二六年二月三十日前报送，检查有关事项通知如下。"), "MZF85", "“二月三十日”，没有这一天"),
    ("a seventh weekday", body("请于2026年3月5日（星期七）前报送，检查有关事项通知如下。"), "MZF85", "写成星期七"),
    ("another weekday, of no year", body("请于3月5日（星期二）前报送，检查有关事项通知如下。"), "MZF85", "写成星期二"),
    ("fifteen in the morning", body("会议3月5日上午15时开始，检查有关事项通知如下。"), "MZF85", "没有这个时刻"),
    ("printed years after", printed("云川市澄江区民政局　　2036年3月6日印发"), "MZF86", "晚一年以上"),
    # annexes
    ("an annex too few", {"label2": "", "annex2": "", "filled2": ""}, "MZF89", "列出的附件不在后面"),
    ("an annex too many", {"list": p("附件：检查内容表", format=ind(-3, 5)), "list2": ""}, "MZF89", "附件说明里没有"),
    ("annexes without a list", {"list": "", "list2": ""}, "MZF89", "附件说明里没有"),
    ("labels changed about", {"label": label("附件2"), "label2": label("附件1")}, "MZF89", "第1个附件标作“附件2”"),
    ("a label twice", {"label2": label("附件1")}, "MZF89", "第2个附件标作“附件1”"),
    ("a label without its number", {"label": label("附件")}, "MZF89", "第1个附件标作“附件”"),
    ("titles changed about", {"annex": LETTER["annex2"], "annex2": LETTER["annex"]}, "MZF34", "附件里没有同名标题"),
    ("an annex cited that is not", body("检查内容见附件3，检查有关事项通知如下，请做好准备。"), "MZF89", "引用了“附件3”"),
    # set off
    ("bold words", looked("<w:b/>"), "MZF07", "中的“检查有关事项”：文字的装饰现为加粗"),
    ("slanted words", looked("<w:i/>"), "MZF07", "倾斜"),
    ("underlined words", looked('<w:u w:val="single"/>'), "MZF07", "加下划线"),
    ("highlighted words", looked('<w:highlight w:val="yellow"/>'), "MZF07", "突出显示"),
    ("words struck through", looked("<w:strike/>"), "MZF07", "加删除线"),
    ("words on a ground", looked('<w:shd w:val="clear" w:fill="FFFF00"/>'), "MZF07", "加底纹"),
    ("narrow words", looked('<w:w w:val="80"/>'), "MZF07", "缩放"),
    ("raised words", looked('<w:position w:val="12"/>'), "MZF07", "提升或降低"),
    ("words above the line", looked('<w:vertAlign w:val="superscript"/>'), "MZF07", "上标或下标"),
    ("words in outline", looked("<w:outline/>"), "MZF07", "空心"),
    ("dotted words", looked('<w:em w:val="dot"/>'), "MZF07", "加着重号"),
    ("boxed words", looked('<w:bdr w:val="single"/>'), "MZF07", "加边框"),
    ("words that move", looked('<w:effect w:val="shimmer"/>'), "MZF07", "动态效果"),
    ("a ruled paragraph", {"body": p(SENTENCE, format=f"{edge('bottom')}|{ind(2)}")}, "MZF07", "段落加框线"),
    ("a bold title", {"title": p(r("关于开展街道民政工作站检查的通知", TITLE, 22, "<w:b/>"), format=CENTRE, line=34)}, "MZF07", "加粗"),
    ("a bold date", {"date": p(r("2026年3月5日", FANG, 16, "<w:b/>"), format=DATED)}, "MZF07", "加粗"),
    ("a bold label", {"label": p(r("附件1", HEI, 16, "<w:b/>"), format="<w:pageBreakBefore/>")}, "MZF07", "加粗"),
    ("bold copies", {"copies": p(r("抄送：云川市民政局。", FANG, 14, "<w:b/>"), format=f"{edge('top')}|{ind(-3, 4, 1)}")}, "MZF07", "加粗"),
    ("wide words", {"body": p(r(SENTENCE, FANG, 16, '<w:spacing w:val="60"/>'), format=ind(2))}, "MZF05", "磅一字"),
    ("text in the middle", {"body": p(SENTENCE, format=f"{ind(2)}|{CENTRE}")}, "MZF25", "居中"),
    ("text at the right", {"body": p(SENTENCE, format=f"{ind(2)}|{RIGHT}")}, "MZF25", "右对齐"),
    # order and parts
    ("the list before the text ends", {"more": p() + LETTER["list"] + LETTER["list2"] + LETTER["more"], "above list": "", "list": "", "list2": ""}, "MZF09", "正文在附件说明之后"),
    ("the same paragraph twice", {"more": LETTER["more"] * 2}, "MZF09", "与前一段相同"),
    ("two dates", {"date": LETTER["date"] * 2}, "MZF09", "写了两个成文日期"),
    ("two numbers", {"number": LETTER["number"] + p("澄民〔2026〕6号", format=CENTRE)}, "MZF09", "写了两个发文字号"),
    ("printing above the copies", {"copies": p(r("云川市澄江区民政局　　2026年3月6日印发", FANG, 14), format=f"{edge('top')}|{ind(left=1, right=1)}"), "printed": p(r("抄送：云川市民政局。", FANG, 14), format=f"{edge('bottom')}|{ind(-3, 4, 1)}")}, "MZF09", "抄送在印发之后"),
    ("no author", {"author": ""}, "MZF19", "没有发文机关署名"),
    ("no date", {"date": "", "author": ""}, "MZF19", "没有成文日期"),
    ("no addressee", {"to": ""}, "MZF19", "没有主送机关"),
    # empty lines
    ("a title right under the head", {"above title": ""}, "MZF18", "上空 0 行，不是 2 行"),
    ("a title one line under the head", {"above title": p()}, "MZF18", "上空 1 行，不是 2 行"),
    ("an addressee right under the title", {"above to": ""}, "MZF18", "不是 1 行"),
    ("two lines above the addressee", {"above to": p() * 2}, "MZF18", "上空 2 行"),
    ("a list right under the text", {"above list": ""}, "MZF18", "不是 1 行"),
    ("an annex's title right under its label", {"above annex": ""}, "MZF18", "不是 1 行"),
)  # fmt: skip


@pytest.mark.parametrize(("lines", "code", "said"), [each[1:] for each in FAULTS], ids=[each[0] for each in FAULTS])
def test_a_fault_is_told_by_one_rule(lines, code, said):
    messages = told(file(lines))
    assert list(messages) == [code]
    assert said in messages[code]


ONE = {
    "list": p("附件：检查内容表", format=ind(-3, 5)),
    "list2": "",
    "label": label("附件"),
    "label2": "",
    "annex2": "",
    "filled2": "",
}
LEGITIMATE: tuple[tuple[str, Lines], ...] = (
    ("two levels, the second 1.", {"two": "", "four": ""}),
    ("1. under one heading, （一） under another", {"more": headed("二、检查时间") + text("1.四月上旬检查，下旬通报。") + LETTER["more"]}),
    ("a fifth level", {"four": LETTER["four"] + text("①标牌完好，安装牢固。")}),
    ("a number that counts", {"more": text("1.1万平方米办公用房独立，标牌齐全。")}),
    ("a number that measures", {"more": text("1.5米以上的标牌安装牢固，齐全完好。")}),
    ("a class by a letter", {"more": text("A类单位要提高认识，加强领导，按时完成。")}),
    ("第一 with a comma", {"more": text("第一，各单位要提高认识，加强领导，按时完成。")}),
    ("一是", {"more": text("一是提高认识。二是加强领导，按时完成。")}),
    ("its weekday", body("请于2026年3月5日（星期四）前报送，检查有关事项通知如下。")),
    ("its weekday, in short", body("请于2026年3月8日（周日）前报送，检查有关事项通知如下。")),
    ("a Sunday by its other name", body("请于2026年3月8日（星期天）前报送，检查有关事项通知如下。")),
    ("its weekday, of no year", body("请于3月5日（星期四）前报送，检查有关事项通知如下。")),
    ("a weekday of the next year", body("请于1月5日（星期二）前报送，检查有关事项通知如下。")),
    ("fifteen in the afternoon", body("会议3月5日下午15时开始，检查有关事项通知如下。")),
    ("a dash before a point", {"more": text("——各单位要提高认识，加强领导，按时完成。")}),
    ("29 February of a leap year", body("请于2028年2月29日前报送，检查有关事项通知如下。")),
    ("29 February of some year", body("每年2月29日不单独统计，检查有关事项通知如下。")),
    ("hour 24", body("请于3月5日24时前报送，检查有关事项通知如下。")),
    ("minute 59", body("请于3月5日下午5:59前报送，检查有关事项通知如下。")),
    ("from a day to a later one", body("检查时间为2026年5月8日至10日，检查有关事项通知如下。")),
    ("over the end of the year", body("检查时间为2026年12月28日至1月5日，检查有关事项通知如下。")),
    ("a thirteenth month of pay", body("从第13月起停发，检查有关事项通知如下，请做好准备。")),
    ("a section with points", body("按标准第2026.1.40条执行，检查有关事项通知如下。".replace("2026", "12"))),
    ("printed on its day", printed("云川市澄江区民政局　　2026年3月5日印发")),
    ("a number of the year before", {"number": p("澄民〔2025〕205号", format=f"{UNDER}|{CENTRE}")}),
    ("annexes in other files", NO_ANNEX),
    ("an annex of another paper", body("按民发〔2021〕57号附件3执行，检查有关事项通知如下，请做好准备。")),
    ("one annex cited", ONE | body("检查内容见附件1，检查有关事项通知如下，请做好准备。")),
    ("weight taken away", {"body": p(r(SENTENCE, FANG, 16, '<w:b w:val="0"/>'), format=ind(2))}),
    ("no ground, no line", looked('<w:shd w:val="clear" w:color="auto" w:fill="auto"/><w:u w:val="none"/>')),
    ("an underlined address", {"body": p("请发送至", r("abc@example.com", FANG, 16, '<w:u w:val="single"/>'), "，检查有关事项通知如下。", format=ind(2))}),
    ("bold in an annex", {"filled": p(r("办公场所、工作人员、办公设施。", FANG, 16, "<w:b/>"), format=ind(2))}),
    ("lines as space before", {"above title": "", "title": LETTER["title"].replace('w:before="0"', 'w:before="1178"')}),
    ("lines as space after", {"above to": "", "title": LETTER["title"].replace('w:before="0"', 'w:before="0" w:after="589"')}),
    ("half a line too much", {"above to": p() + p(line=14)}),
)  # fmt: skip


@pytest.mark.parametrize("lines", [each[1] for each in LEGITIMATE], ids=[each[0] for each in LEGITIMATE])
def test_what_is_legitimate_is_not_blamed(lines):
    assert told(file(lines)) == {}


def test_regulations_count_by_their_articles():
    articles = {"one": text("第一条　检查内容包括下列各项，由街道办事处负责。"), "three": "", "four": ""}
    assert told(file(articles)) == {}
    again = {"more": text("第二条　检查时间按下列各项，由街道办事处负责。") + LETTER["two"] + LETTER["more"]}
    assert told(file(articles | again)) == {}


NAMED = "区委编办张某，区财政局李某，区民政局王某、赵某，各街道办事处负责人。"


@pytest.mark.parametrize(
    ("above", "format", "code", "said"),
    [
        (p(), ind(-3, 5), "", ""),
        ("", ind(-3, 5), "MZF18", "上空 0 行，不是 1 行"),
        (p(), ind(0), "MZF98", "左空 0 字"),
        (p(), ind(2), "MZF98", "回行左空 0 字，冒号后是 5 字"),
    ],
)
def test_those_present_stand_apart_and_behind_their_label(above, format, code, said):
    messages = told(file(MINUTES | {"remark": above + p(r("出席：", HEI), NAMED, format=format)}))
    assert messages.keys() & {"MZF18", "MZF25", "MZF98"} == ({code} if code else set())
    assert said in messages.get(code, "")


@pytest.mark.parametrize(
    "lines",
    [
        {"four": text("⑴标牌按统一式样制作。")}, {"two": p(r("㈠办公场所", KAI), format=ind(2))},
        {"three": text("⒈办公用房独立，标牌齐全。")}, {"above title": ""}, {"above annex": ""},
        *map(looked, ("<w:b/>", "<w:i/>", '<w:u w:val="single"/>', '<w:shd w:val="clear" w:fill="FFFF00"/>', '<w:w w:val="80"/>')),
    ],
)  # fmt: skip
def test_what_has_one_cure_is_mended(lines):
    assert told(mended(file(lines), "x.docx").data) == {}


@pytest.mark.parametrize("look", ["<w:strike/>", '<w:vertAlign w:val="superscript"/>'])
def test_what_may_say_something_is_left(look):
    found = mended(file(looked(look)), "x.docx")
    assert (dict(found.left), found.done) == ({"MZF07": 1}, {})
    assert "由人决定" in found.reasons["MZF07"].zh


def test_why_a_rule_did_not_run_is_said():
    reasons = {code: why.zh for code, why in gbt9704.check(file(NO_ANNEX), "x.docx").not_run}
    assert reasons["MZF89"] == "附件不在这个文件里"
    assert reasons["MZF98"] == "这份文件不是纪要格式"
