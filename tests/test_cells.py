"""A line of a cell ends where a word does: how it is chosen, in PDF and Word, and how gate 2 looks."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mzdocs.core.problems import NOWHERE, Location, Stopped
from mzdocs.core.unbreakable import JOINER, joined_page, words_joined
from mzdocs.core.words import han, whole_words
from mzdocs.design import fonts
from mzdocs.design.cell_lines import cell_lines, needs_breaks, room, too_wide
from mzdocs.kinds.archive_paper import in_cells
from mzdocs.model.letter import Paper, Table
from mzdocs.plan.document import A4, Document, Sheet
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.painted.table_cells import TableCell
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.placing.cell_rules import RULES
from mzdocs.preflight.rule import checked
from mzdocs.render import engine, word
from mzdocs.render.templates import cell_text

FANG = fonts.CHAINS["fang", False][0]


def told(text: str) -> list[str]:
    return [text[a:b] for a, b in whole_words(text)]


def test_a_word_is_what_a_reader_takes_for_one() -> None:
    assert told("桃源街道民政工作站") == ["桃源", "街道", "民政", "工作站"]
    assert told("工作人员") == ["工作", "人员"], "four characters that are two words"
    assert told("信息员队伍齐全") == ["信息员", "队伍", "齐全"]
    assert told("2026年12月3日，甲") == []


LINES = [  # text, ems, lines
    ("档案资料", 4.0, "档案资料"),
    ("档案资料", 3.9, "档案/资料"),
    ("工作人员", 3.2, "工作/人员"),
    ("设施设备齐全", 5.9, "设施设备/齐全"),
    ("信息员队伍齐全", 5.6, "信息员/队伍齐全"),
    ("南屏街道办事处", 5.0, "南屏街道/办事处"),
    ("桃源街道民政工作站", 8.9, "桃源街道/民政工作站"),
    ("白鹭湖生态旅游度假区街道民政工作站", 15.0, "白鹭湖生态旅游度假区/街道民政工作站"),
    ("维修设备，建立登记台账", 10.1, "维修设备，/建立登记台账"),
    ("古丽仙·艾合买提", 7.0, "古丽仙·/艾合买提"),
    ("2026年12月15日前", 7.5, "2026年/12月15日前"),
    ("熟悉社会救助政策、办理程序和时限，操作系统熟练", 15.2, "熟悉社会救助政策、办理程序和/时限，操作系统熟练"),
    ("客户资料按照第十九条核对，全部真实准确", 8.0, "客户资料按照/第十九条核对，/全部真实准确"),
    ("顺序号", 2.2, "顺/序号"),
    ("abcdefghijklmnopqrstuvwxyz", 5.0, None),
    ("民", 0.5, "民"),
    ("二龙山村", 3.0, "二龙/山村"),
    ("2026年11月24日", 2.7, "2026/年11/月/24日"),
]


@pytest.mark.parametrize(("text", "ems", "lines"), LINES)
def test_lines_end_between_words(text: str, ems: float, lines: str | None) -> None:
    found = cell_lines(text, ems, FANG)
    assert "".join(found) == text
    assert lines is None or "/".join(found) == lines


@given(st.text(alphabet="民政工作站档案资料，。（）《》第十九条2026年10月 abc·", max_size=40), st.floats(1.0, 20.0))
def test_no_character_is_lost_and_no_line_is_too_wide_but_one_that_cannot_be_parted(text: str, ems: float) -> None:
    lines = cell_lines(text, ems, FANG)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        wide = sum(1.0 if han(char) else fonts.advance(char, FANG) for char in line.strip())
        assert wide <= ems + 1e-9 or han(line) < 4


@pytest.mark.parametrize("count", range(13, 60))
@pytest.mark.parametrize("ems", [8.0, 11.5])
def test_no_long_cell_ends_in_a_lone_character(count: int, ems: float) -> None:
    text = ("民政工作站档案资料，" * 8)[:count]
    assert han(cell_lines(text, ems, FANG)[-1]) > 1


def test_word_is_told_the_lines_of_short_texts_and_where_it_would_leave_a_character_over() -> None:
    assert needs_breaks("档案资料", 3.5, FANG)
    long = "客户档案逐户核对，装订成册，录入管理系统"
    assert not needs_breaks(long, 8.0, FANG)
    assert needs_breaks(long, len(long) - 1.0, FANG), "its last line would be one character"
    assert not needs_breaks(long, len(long) - 2.0, FANG)


def test_cells_of_any_page_hold_their_words_and_slots_are_left_alone() -> None:
    assert joined_page("<td>办公场所<br>第3页</td>") == f"<td>办{JOINER}公场{JOINER}所<br>第{JOINER}3{JOINER}页</td>"
    assert joined_page("<th>2026</th>") == "<th>2026</th>"
    kept = '<table class="grid" data-rows><tr><th>办公场所</th><td>办公场所</td></tr></table>'
    assert joined_page(kept) == kept
    assert words_joined("12,000元").count(JOINER) == 1


def test_a_heading_keeps_its_references_and_bookmarks_have_no_joiners() -> None:
    assert joined_page("<h3>（一）10月12日</h3>").count(JOINER) == 3
    html = "<title>页</title><style>h2{font:16pt FandolFang}</style><h2>一、10月12日</h2>"
    laid = engine.lay_out(f'<html lang="zh-CN">{html}', "", {}, NOWHERE)
    data = laid.write("plain")
    assert [label for page in laid.pages.pages for _, label, *_ in page.bookmarks] == ["一、10月12日"]
    with MeasuredPdf(data) as file:
        assert JOINER not in file.text


def test_an_archive_list_parts_its_cells_between_words() -> None:
    assert in_cells(("1", "南屏街道办事处", "南屏街道办事处"), {1: 5}) == ("1", "南屏街道\n办事处", "南屏街道办事处")


@pytest.mark.parametrize(
    ("text", "em", "lines"),
    [
        ("阿依古丽·买买提江", 9, ["阿依古丽·买买提江"]),
        ("阿依古丽·买买提江", 8, ["阿依古丽·", "买买提江"]),
        ("古丽·阿卜杜热合曼", 7.2, ["古丽·", "阿卜杜热合曼"]),
        ("欧阳静舒", 7.2, ["欧阳静舒"]),
        ("某户最低生活保障审核确认材料（桃溪社区）", 16, ["某户最低生活保障审核确认材料", "（桃溪社区）"]),
        ("澄江区桃源街道办事处特困人员救助供养审核确认材料（第1卷）", 26.6,
         ["澄江区桃源街道办事处特困人员救助供养审核确认材料", "（第1卷）"]),
    ],
)  # fmt: skip
def test_an_archive_list_parts_names_at_their_dot_and_titles_before_their_bracket(text, em, lines):
    assert in_cells((text,), {0: em}) == ("\n".join(lines),)


HEADS = ("序号", "办公场所", "甲", "乙", "丙")
TABLE = Table("", HEADS, (("1", "南屏街道民政工作站", "", "", ""),), (20, 14, 40, 40, 42), (True,) * 5)


def test_word_gets_the_same_lines_as_the_pdf() -> None:
    paper = Paper("表单", ("题",), (TABLE,))
    document = Document(
        "paper", "x", "题", "reports", Sheet(A4), "2026-11-20", "docx", template="paper/paper.html",
        fields={"paper": paper, "leaves": (), "draft": False},
    )  # fmt: skip
    with zipfile.ZipFile(BytesIO(word.write(document))) as package:
        body = package.read("word/document.xml").decode()
    said = re.sub(r"<w:br/>", "/", body)
    assert '>办公</w:t>/<w:t xml:space="preserve">场所<' in said
    assert room(14, "dense") < 3.0 < room(15, "dense")


def test_a_name_with_a_rare_character_is_measured_by_the_faces_that_set_it() -> None:
    assert cell_text("阿古丽米䶮克·尔", 30.6, "dense") == "阿古丽米<br>䶮克·尔"


NARROW = [
    ("自评分", 14.0, "自评分"),
    ("自评分", 14.2, ""),
    ("办公场所", 10.5, ""),
    ("序号", 8.0, ""),
    ("信息员队伍", 14.0, "信息员"),
]


@pytest.mark.parametrize(("head", "width", "word"), NARROW)
def test_a_head_that_does_not_go_into_its_column_is_told(head: str, width: float, word: str) -> None:
    assert too_wide(head, room(width, "dense"), fonts.CHAINS["hei", False][0]) == word


def page(text: str, width: float = 20.0, size: float = 10.5, more: str = "") -> bytes:
    """A table of four cells, one of them with this text, in lines as they are written."""
    style = (
        "@page{size:100mm 90mm;margin:10mm} table{border-collapse:collapse;table-layout:fixed;width:40mm}"
        "td{box-sizing:border-box;border:.2mm solid #000;padding:1mm;white-space:pre;overflow-wrap:normal}"
        f"td{{font:{size}pt FandolFang}}"
    )
    cells = f'<tr><td style="width:{width}mm">{text}</td><td>甲{more}</td></tr><tr><td>乙</td><td>丙</td></tr>'
    html = f'<html lang="zh-CN"><title>页</title><style>{style}</style><table>{cells}</table>'
    return engine.lay_out(html, "", {}, Location("x")).write("plain")


def found(data: bytes) -> dict[str, str]:
    with MeasuredPdf(data) as file:
        outcomes = checked(RULES, Expectations(), file, Location("x"))
    return {problem.code: problem.message() for outcome in outcomes for problem in outcome.problems}


BROKEN = [  # lines, width of the cell in mm, what is told
    ("办公场<br>所", 20, {"MZP76"}),
    ("办公<br>场所", 20, set()),
    ("自<br>评分", 16, {"MZP76"}),
    ("自<br>评分", 13, set()),
    ("顺<br>序<br>号", 20, set()),
    ("桃源街道民政工作<br>站", 40, {"MZP75", "MZP77"}),
    ("桃源街道<br>民政工作站", 40, set()),
    ("赵钱孙李周吴郑王冯陈褚<br>卫", 60, {"MZP75"}),  # twelve
    ("赵钱孙李周吴郑王冯陈褚卫<br>蒋", 60, set()),
    ("蒋沈韩杨朱秦<br>尤。", 60, set()),
    ("抽查中五户入户调查表签<br>字不全", 60, {"MZP77"}),
    ("抽查中五户入户调查表<br>签字不全", 60, set()),
    ("客户有信息<br>员一名", 22, {"MZP77"}),
    ("<br>".join("档案资料装订整齐一二三四五六"[at : at + 2] for at in range(1, 13, 2)), 60, {"MZP77"}),
    ("<br>".join("档案资料装订整齐一二三四五六"[at : at + 2] for at in range(1, 14, 2)), 60, set()),
    ("好（空<br>缺）", 18.3, set()),  # room for three: the word and its brackets are four
    ("好（空<br>缺）", 18.5, {"MZP77"}),
    ("澄民〔2026〕7<br>号", 25.7, set()),  # for five: the number of a paper is five and a half
    ("澄民〔2026〕7<br>号", 25.9, {"MZP75"}),
    ("大大<br>大大<br>大", 10.5, set()),  # for two: five characters cannot end in two
    ('桃源街道民政工作<br><span style="font-size:12pt">站</span>', 40, set()),
]


@pytest.mark.parametrize(("lines", "width", "codes"), BROKEN)
def test_gate_2_sees_a_word_that_is_broken_and_could_stand_on_a_line(lines: str, width: float, codes: set[str]) -> None:
    assert set(found(page(lines, width))) == codes


@pytest.mark.parametrize(("wide", "ems"), [(14.49, 2), (14.51, 3), (3.0, 1)])
def test_a_cell_has_room_for_what_its_paddings_leave(wide: float, ems: int) -> None:
    cell = TableCell(("自", "评分"), (0, 0, wide, 10), (0, 0, 1, 1), 3.7, True)
    assert cell.room == ems


def test_a_problem_shows_where_the_lines_end() -> None:
    said = found(page("桃源街道民政工作<br>站", 40))
    assert said["MZP77"].endswith("格里的“工作站”拆在两行：“桃源街道民政工作／站”")
    assert re.match(r"第 1 页（左起 \d+、上起 \d+ mm）格里“桃源街道民政工作／站”的末行只有一个字", said["MZP75"])


def test_text_that_no_rules_enclose_is_in_no_cell() -> None:
    html = '<html lang="zh-CN"><title>页</title><style>p{font:12pt FandolFang}</style><p>办公场<br>所</p>'
    assert found(engine.lay_out(html, "", {}, Location("x")).write("plain")) == {}


def test_a_wording_with_a_head_too_narrow_is_stopped_at_its_line() -> None:
    from .test_wording import body

    with pytest.raises(Stopped) as stopped:
        body("甲。\n|表| | 14 35.5 35.5 35.5 35.5 | 中中中中中\n| 自评分 | 乙 | 丙 | 丁 | 戊\n| 1 | 2 | 3 | 4 | 5\n")
    (problem,) = stopped.value.problems
    assert (problem.code, problem.location.line) == ("MZ1711", 6)
    assert "自评分" in problem.message()
