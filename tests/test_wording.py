"""Wordings: marks become blocks, facts never become marks, and what is wrong is told at its line."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from mzdocs.core.problems import Stopped
from mzdocs.model.fields import Facts, Several, Text, key
from mzdocs.model.letter import (
    MERGED,
    Annex,
    Axis,
    Bar,
    Chart,
    Heading,
    Imprint,
    NewPage,
    Paper,
    Paragraph,
    Picture,
    Pictures,
    Signing,
    Table,
    Threshold,
    Wording,
    texts,
)
from mzdocs.wording import View, in_scope, uses, write

HEAD = "版式：表单\n范围：工作站\n标题：甲表\n====\n"
UP = (
    "版式：上行文\n范围：工作站\n标题：关于｜某事的｜报告\n机关标志：某局文件\n发文字号：某民〔2026〕1号\n签发人：某甲\n"
    "主送：某政府\n署名：某局\n日期：2026年3月5日\n抄送：甲，乙\n印发：某局｜2026年3月6日\n====\n正文。\n"
)


def paper(source: str, **facts: object) -> Paper:
    wording = Wording("a", "a.txt", source)
    found = write(wording, {"a": wording, **facts.pop("more", {})}, facts)  # type: ignore[dict-item]
    assert found
    return found


def body(text: str, **facts: object) -> tuple[object, ...]:
    return paper(HEAD + text, **facts).body


def refused(source: str, **facts: object) -> tuple[str, int | None, str]:
    with pytest.raises(Stopped) as stopped:
        paper(source, **facts)
    (problem,) = stopped.value.problems
    assert problem.location.file == "a.txt"
    for language in ("zh", "en"):
        assert "{" not in problem.message(language)
    return problem.code, problem.location.line, problem.message()


def test_lines_are_paragraphs_and_marks_are_blocks() -> None:
    assert body("甲乙。\n\n< 左\n= 中\n> 右\n~ 签字 | 日期\n---- 下页\n") == (
        Paragraph("甲乙。"), Paragraph("左", "left"), Paragraph("中", "center"), Paragraph("右", "right"),
        Signing(("签字", "日期")), NewPage("下页"),
    )  # fmt: skip


def test_headings_number_themselves_and_begin_anew_below_each_other() -> None:
    found = body("# 甲\n## 乙\n## 丙\n### 丁\n#### 戊\n# 己\n## 庚\n")
    assert [block.text for block in found if isinstance(block, Heading)] == [
        "一、甲", "（一）乙", "（二）丙", "1.丁", "（1）戊", "二、己", "（一）庚",
    ]  # fmt: skip


def test_points_begin_anew_at_a_heading_and_running_ones_at_a_chapter() -> None:
    found = body("# 甲\n## 子\n+ a\n++ x\n## 丑\n+ 9月\n++ y\n# 乙\n++ z\n")
    told = [block.text for block in found if isinstance(block, Paragraph)]
    assert told == ["1.a", "1.x", "1. 9月", "2.y", "1.z"]


def test_a_line_goes_on_after_a_backslash_and_figures_stand_solid() -> None:
    assert body("共 \\\n5 名，\\\n其中 2 名。\n") == (Paragraph("共5名，其中2名。"),)


def test_a_table_has_its_widths_and_shares_cells() -> None:
    (table,) = body("|表| 名 | 40 116 | 中左\n| 甲 | 乙\n| 一 | 二\n| ^ | |\n")
    assert table == Table("名", ("甲", "乙"), (("一", "二"), (MERGED, "")), (40, 116), (True, False))
    assert table.groups == ((("一", "二"), (MERGED, "")),)


def test_a_chart_measures_numbers_and_days() -> None:
    (bars,) = body("|图| 分 | 60 30 | 0 50\n| 甲 | 0 25 | 25分\n")
    assert bars == Chart(
        "分",
        (Bar("甲", 0, 0.5, "25分"),),
        Axis((0, 0.2, 0.4, 0.6, 0.8, 1), ("0", "10", "20", "30", "40", "50")),
        (60, 30),
    )
    (days,) = body("|图| 期 | 60 30 | 2026年1月1日 2026年1月10日\n| 甲 | 2026年1月1日 2026年1月5日 | 初\n")
    assert (days.bars[0].start, days.bars[0].end, days.axis) == (0, 0.5, Axis((0, 1), ("1月",)))


def test_photos_and_annexes() -> None:
    found = paper(HEAD + "甲。\n附件：乙\n丙。\n|照片|\n| 说明 | mz:///x\n")
    assert found.annexes == (Annex("乙", (Paragraph("丙。"), Pictures((Picture("mz:///x", "说明"),)))),)


@pytest.mark.parametrize(
    "value",
    [
        "# 甲",
        "| 甲 | 乙",
        "附件：甲",
        "----",
        "+ 甲",
        "~ 甲",
        "= 甲",
        "|表| a",
        "====",
        "{{ x }}",
        "{% raw %}",
        "^",
        "甲\\",
        "甲｜乙",
    ],
)
def test_what_the_data_say_is_never_a_mark(value: str) -> None:
    assert body("{{ x }}\n", x=value) == (Paragraph(value),)
    (table,) = body("|表| | 60 96 | 左左\n| 甲 | 乙\n| {{ x }} | 丁\n", x=value)
    assert table.rows == ((value, "丁"),)


def test_values_are_written_as_papers_write_them() -> None:
    assert body("{{ d }}、{{ n }}、{{ b }}、{{ i }}\n", d=date(2026, 3, 5), n=Decimal("4.50"), b=True, i=3) == (
        Paragraph("2026年3月5日、4.5、是、3"),
    )


class Shelf(Facts):
    name: Text = key("名称", "x")
    things: Several[Text] = key("物件", "x")


def test_facts_go_by_the_words_of_the_data_file_and_by_no_other() -> None:
    shelf = View(Shelf.model_validate({"名称": "架", "物件": ["甲", "乙", "丙"]}))
    assert body("{{ 架.名称 }}有{{ 架.物件 | 列举 }}\n", 架=shelf) == (Paragraph("架有甲、乙和丙"),)
    code, line, said = refused(HEAD + "\n{{ 架.name }}\n", 架=shelf)
    assert (code, line) == ("MZ1602", 6)
    assert "name" in said


def test_an_upward_paper_has_all_its_parts() -> None:
    found = paper(UP)
    assert (found.form, found.mark, found.number, found.signer) == ("上行文", "某局文件", "某民〔2026〕1号", "某甲")
    assert (found.title, found.addressee, found.author, found.date) == (
        ("关于某事的报告",),
        "某政府",
        "某局",
        "2026年3月5日",
    )
    assert found.imprint
    assert (found.imprint.copies, found.imprint.printer) == (("甲", "乙"), "某局")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("发文字号：某民〔2026〕1号", "发文字号：某民〔〕1号", "机关代字〔年份〕序号号"),
        ("发文字号：某民〔2026〕1号", "发文字号：某民[2026]1号", "机关代字〔年份〕序号号"),
        ("发文字号：某民〔2026〕1号", "发文字号：某民〔2026〕第1号", "机关代字〔年份〕序号号"),
        ("发文字号：某民〔2026〕1号", "发文字号：某民〔2026〕01号", "机关代字〔年份〕序号号"),
        ("日期：2026年3月5日\n", "日期：\n", "必须有这一项"),
        ("签发人：某甲\n", "", "必须有这一项"),
        ("版式：上行文", "版式：平行文", "之一"),
        ("印发：某局｜2026年3月6日", "印发：某局", "印发机关｜印发日期"),
        ("抄送：", "抄报：", "没有这一项"),
        ("署名：", "条件：也许\n署名：", "“是”或“否”"),
    ],
)
def test_a_head_that_is_not_right_is_told(old: str, new: str, says: str) -> None:
    assert old in UP
    code, _, said = refused(UP.replace(old, new))
    assert code == "MZ1603"
    assert says in said


LETTER = (
    UP.replace("上行文", "函")
    .replace("某局文件", "某局")
    .replace("签发人：某甲\n", "")
    .replace("印发：某局｜2026年3月6日\n", "")
)


def test_a_letter_has_notes_and_copies_and_no_line_of_printing() -> None:
    found = paper(LETTER.replace("署名：", "紧急程度：特急\n份号：000001\n署名："))
    assert (found.form, found.mark, found.signer) == ("函", "某局", "")
    assert found.notes == (("份号", "000001"), ("紧急程度", "特急"))
    assert found.imprint == Imprint(("甲", "乙"))
    assert paper(LETTER.replace("抄送：甲，乙\n", "")).imprint is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("署名：", "签发人：某甲\n署名：", "函不标签发人"),
        ("署名：", "印发：某局｜2026年3月6日\n署名：", "不写印发机关"),
        ("机关标志：某局", "机关标志：某局文件", "不加“文件”"),
        ("主送：某政府\n", "", "必须有这一项"),
        ("版式：函", "版式：表单\n紧急程度：特急", "只有函可以写"),
    ],
)
def test_what_is_no_part_of_a_letter_is_told(old: str, new: str, says: str) -> None:
    assert old in LETTER
    code, _, said = refused(LETTER.replace(old, new))
    assert code == "MZ1603"
    assert says in said


MINUTES = (
    UP.replace("上行文", "纪要")
    .replace("某局文件", "某局会议纪要")
    .replace("签发人：某甲\n", "")
    .replace("署名：某局\n", "")
    .replace("主送：某政府\n", "")
)


def test_minutes_have_a_mark_of_their_own_and_nobody_signs_them() -> None:
    found = paper(MINUTES)
    assert (found.form, found.mark, found.author, found.addressee, found.official) == (
        "纪要",
        "某局会议纪要",
        "",
        "",
        True,
    )
    assert found.imprint == Imprint(("甲", "乙"), "某局", "2026年3月6日")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("机关标志：", "签发人：某甲\n机关标志：", "纪要不标签发人"),
        ("机关标志：", "署名：某局\n机关标志：", "纪要不署名"),
        ("某局会议纪要", "某局文件", "以“纪要”结尾"),
        ("发文字号：某民〔2026〕1号\n", "", "必须有这一项"),
        ("印发：某局｜2026年3月6日\n", "", "必须有这一项"),
    ],
)
def test_what_is_no_part_of_minutes_is_told(old: str, new: str, says: str) -> None:
    assert old in MINUTES
    code, _, said = refused(MINUTES.replace(old, new))
    assert code == "MZ1603"
    assert says in said


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("甲\n{{ 没有 }}\n", 6, "MZ1602"),
        ("甲\n\n{% if %}\n", 7, "MZ1602"),
        ("{{ [1] }}\n", 5, "MZ1602"),
        ("{{ none }}\n", 5, "MZ1602"),
        ("{% include 'b' %}\n", 5, "MZ1602"),
        ("甲\n| 乙 | 丙\n", 6, "MZ1601"),
        ("|表| 甲 | 10 20 | 中\n| a | b\n", 5, "MZ1601"),
        ("|表| 甲 | 10 x | 中中\n| a | b\n", 5, "MZ1601"),
        ("|表| 甲 | 10 20 | 中中\n| a | b\n| c\n", 7, "MZ1601"),
        ("|表| 甲 | 10 20 | 中中\n", 5, "MZ1601"),
        ("|图| 甲 | 10 20 | 0 50\n| a | 0 51 | x\n", 6, "MZ1601"),
        ("|图| 甲 | 10 20 | 2026年2月30日 2026年3月1日\n", 5, "MZ1601"),
        ("##### 甲\n", 5, "MZ1601"),
        ("甲\n{{ ''.__class__ }}\n", 6, "MZ1602"),
        ("{% for x in range(9999999) %}{% endfor %}\n", 5, "MZ1602"),
        ("{{ 5 | 不带句号 }}\n", 5, "MZ1602"),
        ("{% include 'a' %}\n", 5, "MZ1602"),
        ("{{ [{}] | join('、') }}\n", 5, "MZ1602"),
        ("{{ lipsum() }}\n", 5, "MZ1602"),
        ("|表| 甲 | nan 20 | 中中\n| a | b\n", 5, "MZ1601"),
        ("|图| 甲 | 10 20 | 0 inf\n", 5, "MZ1601"),
        ("|图| 甲 | 10 20 | 0 2026年1月1日\n", 5, "MZ1601"),
        ("|图| 甲 | 10 20 | 0001年1月1日 9999年12月31日\n", 5, "MZ1601"),
        ("# 甲\n" * 100, 104, "MZ1601"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(text: str, line: int, code: str) -> None:
    found = refused(HEAD + text)
    assert found[:2] == (code, line)


def test_no_line_between_head_and_body_is_told() -> None:
    assert refused("版式：表单\n范围：工作站\n标题：甲\n正文\n")[0] == "MZ1601"


def test_a_wording_includes_another_and_a_fault_there_is_told_there() -> None:
    other = Wording("b", "b.txt", "{#\n范围：引用\n#}\n## 乙\n{{ x }}\n")
    assert body("# 甲\n{% include 'b' %}\n", x="丙", more={"b": other}) == (
        Heading(1, "一、甲"), Heading(2, "（一）乙"), Paragraph("丙"),
    )  # fmt: skip
    with pytest.raises(Stopped) as stopped:
        body("{% include 'b' %}\n", more={"b": other})
    (problem,) = stopped.value.problems
    assert (problem.location.file, problem.location.line) == ("b.txt", 5)


def test_a_paper_whose_condition_is_not_met_is_none() -> None:
    wording = Wording("a", "a.txt", "条件：{{ '是' if x else '否' }}\n" + HEAD + "甲\n")
    assert write(wording, {"a": wording}, {"x": 0}) is None
    assert write(wording, {"a": wording}, {"x": 1}) is not None


def test_papers_are_told_apart_by_whose_they_are() -> None:
    found = {
        name: Wording(name, f"{name}.txt", f"范围：{scope}\n")
        for name, scope in (("b", "区"), ("a", "区"), ("c", "工作站"))
    }
    assert [wording.name for wording in in_scope(found, "区")] == ["a", "b"]
    with pytest.raises(Stopped):
        list(in_scope({"d": Wording("d", "d.txt", "标题：x\n")}, "区"))


def test_an_object_is_never_printed() -> None:
    shelf = View(Shelf.model_validate({"名称": "架", "物件": ["甲"]}))
    for text in ("{{ 架 ~ '' }}", "{{ [架] | join }}", "{{ '%s' | format(架) }}", "{{ 架 | string }}"):
        assert refused(HEAD + text + "\n", 架=shelf)[0] == "MZ1602"
    assert body("{{ 架.物件 | join('、') }}、{{ true | string }}\n", 架=shelf) == (Paragraph("甲、是"),)


def test_a_mark_in_the_head_is_not_read_out_of_a_value() -> None:
    found = paper(UP.replace("印发：某局｜", "印发：{{ x }}｜"), x="某｜局")
    assert found.imprint
    assert (found.imprint.printer, found.imprint.printed_on) == ("某｜局", "2026年3月6日")
    assert refused(UP.replace("某事的", "｜".join("事" * 20)))[0] == "MZ1603"


@pytest.mark.parametrize("widths", ["50 50", "80 90", "3 153"])
def test_a_table_is_as_wide_as_the_text(widths: str) -> None:
    code, _, said = refused(HEAD + f"|表| | {widths} | 左左\n| 甲 | 乙\n| 丙 | 丁\n")
    assert code == "MZ1603"
    assert "156" in said


def test_a_wording_asks_for_a_word_only_where_it_uses_it() -> None:
    prose = Wording("a", "a.txt", HEAD + "本文件自印发之日起施行。{# 本文 #}\n")
    assert not uses(prose, "本文")
    assert uses(Wording("a", "a.txt", HEAD + "{{ 本文.发文字号 }}\n"), "本文")


def test_whose_paper_it_is_must_be_said_as_is_known() -> None:
    with pytest.raises(Stopped):
        list(in_scope({"d": Wording("d", "d.txt", "范围：各站\n")}, "区"))


# ── charts ──


def chart(ends: str, more: str = "", rows: str = "") -> Chart:
    (found,) = body(f"|图| 分 | 60 30 | {ends}{more}\n{rows}")
    assert isinstance(found, Chart)
    return found


@pytest.mark.parametrize(
    ("ends", "names"),
    [
        ("0 100 分", "0 20 40 60 80 100分"),
        ("0 100", "0 20 40 60 80 100"),
        ("0 110 分", "0 20 40 60 80 110分"),
        ("0 120 分", "0 20 40 60 80 100 120分"),
        ("0 1 %", "0 0.2 0.4 0.6 0.8 1%"),
        ("50 95.5 分", "50 60 70 80 90 95.5分"),
    ],
)
def test_an_axis_names_its_ends_and_round_numbers_between(ends: str, names: str) -> None:
    axis = chart(ends).axis
    assert " ".join(axis.names) == names
    assert (axis.grid[0], axis.grid[-1], axis.between) == (0, 1, False)
    assert [name for _, name in axis.places] == list(axis.names)


def test_months_are_named_between_their_lines_and_fewer_where_there_is_no_room() -> None:
    axis = chart("2026年3月2日 2026年5月31日").axis
    assert (axis.names, axis.between, len(axis.grid)) == (("3月", "4月", "5月"), True, 4)
    assert axis.grid[-1] == 1 and axis.places[-1][0] < 1
    many = chart("2026年1月1日 2026年12月31日").axis  # twelve in 66 mm, 7.5 mm each
    assert [name for name in many.names if name] == ["1月", "3月", "5月", "7月", "9月", "11月"]


def test_a_chart_has_a_threshold_and_marks() -> None:
    found = chart("0 100 分", " | 合格线85分 85", "| 甲 | 0 84 | 84分 | 不合格\n| 乙 | 0 85 | 85分 |  |\n")
    assert found.threshold == Threshold(0.85, "合格线85分")
    assert [(bar.mark, bar.said) for bar in found.bars] == [("不合格", "84分　不合格"), ("", "85分")]
    assert chart("0 100 分", " |  |").threshold is None
    assert texts(found) == (
        "分",
        "合格线85分",
        "甲",
        "84分　不合格",
        "乙",
        "85分",
        "0",
        "20",
        "40",
        "60",
        "80",
        "100分",
    )


@pytest.mark.parametrize("more", [" | 合格线 101", " | 合格线", " | 合格线 85 分 | 甲 | 乙"])
def test_a_threshold_stands_within_the_chart(more: str) -> None:
    code, line, _ = refused(HEAD + f"|图| 分 | 60 30 | 0 100{more}\n| 甲 | 0 1 | 1\n")
    assert (code, line) == ("MZ1601", 5)


def test_word_draws_grid_threshold_and_stripes() -> None:
    from mzdocs.core.units import mm
    from mzdocs.render.word import charts

    found = chart("0 100 分", " | 合格线85分 85", "| 甲 | 0 84 | 84分 | 不合格\n| 乙 | 0 85 | 85分\n")
    xml = charts.chart(found, mm(156))
    assert xml.count('w:val="diagStripe"') == len([at for at in (0, 20, 40, 60, 80) if at < 84])
    assert xml.count('w:fill="A51D24"') == 5, "the good bar in pieces between the lines"
    assert xml.count(f'w:color="{charts.LIMIT}"') >= 4, "over both bars and the space below each"
    for row in xml.split("<w:tr>")[1:]:
        spans = [int(span) for span in re.findall(r'w:gridSpan w:val="(\d+)"', row)]
        assert sum(spans) + row.count("<w:tc>") - len(spans) == xml.count("<w:gridCol ")


# ── what a notice issues ──


ISSUED = UP + "印发：某方案\n# 目标\n做到。\n附件：甲表\n乙。\n"


def test_what_is_issued_is_no_annex() -> None:
    found = paper(ISSUED)
    assert found.issued == Annex("某方案", (Heading(1, "一、目标"), Paragraph("做到。")))
    assert found.annexes == (Annex("甲表", (Paragraph("乙。"),)),)
    assert found.parts == (found.issued, *found.annexes)
    assert Paragraph("做到。") in found.blocks


@pytest.mark.parametrize("more", ["印发：又一份\n丙。\n", "附件：乙表\n丁。\n印发：又一份\n丙。\n"])
def test_one_thing_is_issued_before_any_annex(more: str) -> None:
    assert refused(ISSUED.replace("附件：甲表\n乙。\n", "") + more)[0] == "MZ1601"
