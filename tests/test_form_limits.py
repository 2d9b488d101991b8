"""Every number of the rules on a paper's form, from both sides: just inside the limit silent, just outside it not."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mzdocs import gbt9704
from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Sentence, Stopped
from mzdocs.core.text import chinese_number
from mzdocs.core.units import mm, pt
from mzdocs.gbt9704 import docx_measures, package
from mzdocs.gbt9704.compare import changes
from mzdocs.gbt9704.reading_order import of_paper
from mzdocs.gbt9704.roles import named
from mzdocs.gbt9704.rule import checked
from mzdocs.gbt9704.sheet_values import Border, DoubleRule, Page
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Role, Run, Spacing, Traces, typeface
from mzdocs.model.letter import MERGED, Paper, Paragraph, Table

CHECK = {rule.code: rule.check for rule in gbt9704.RULES}
A4 = Page(1, mm(210), mm(297), mm(37), mm(26), mm(35), mm(28), mm(15), None, None, {"default": "odd", "even": "even"})
TYPE = Run("", "仿宋_GB2312", "仿宋_GB2312", pt(16), False, "", False, True, "zh-CN", False)
EXACT = Spacing(mm(0), mm(0), "exact", 29.0, True)
RED = Border(mm(0.5), "E60012", pt(8))
LONG = "各单位要提高认识，加强领导，落实责任。"


def run(text: str, **look: Any) -> Run:
    return replace(TYPE, text=text, **look)


def para(text: str, role: Role = "", runs: tuple[Run, ...] = (), **more: Any) -> MeasuredParagraph:
    """A paragraph of the text, or of runs; `east` and `size` are the look of its one run."""
    look = {name: more.pop(name) for name in ("east", "size", "colour") if name in more}
    values = {"align": "both", "first": 0.0, "left": 0.0, "right": 0.0, "spacing": EXACT, "section": 1} | more
    return MeasuredParagraph("正文", Sentence(text, text), "¶", runs or (run(text, **look),), role=role, **values)


HEAD = para("澄民〔2026〕5号", "发文字号", align="center")


def form(*paragraphs: MeasuredParagraph, page: Page = A4, head: bool = True, **more: Any) -> MeasuredDocx:
    """A paper with a head of its own, or one whose head is among the paragraphs."""
    values: dict[str, Any] = {"footers": {}, "even_and_odd": True} | more
    return MeasuredDocx((page,), (HEAD, *paragraphs) if head else paragraphs, **values)


def found(code: str, measured: MeasuredDocx) -> list[str]:
    return [deviation.found.zh for deviation in CHECK[code](measured)]


# One number at a time: the rule, a paper with the number in it, values inside, values outside.

Case = tuple[str, Callable[[Any], MeasuredDocx], tuple[Any, ...], tuple[Any, ...]]


def sheet(**edges: float) -> MeasuredDocx:
    return form(para(LONG, "正文"), page=replace(A4, **{name: mm(value) for name, value in edges.items()}))


def text(**more: Any) -> MeasuredDocx:
    return form(para(LONG, "正文", **more))


def spaced(rule: Any, line: float, pitch: float | None = None, on_grid: bool = True) -> MeasuredDocx:
    page = replace(A4, pitch=None if pitch is None else pt(pitch))
    return form(para(LONG, "正文", spacing=Spacing(mm(0), mm(0), rule, line, on_grid)), page=page)


def tracked(points: float) -> MeasuredDocx:
    return form(para(LONG, "正文", runs=(run(LONG, tracking=pt(points)),)))


def gridded(points: float, on_grid: bool = True) -> MeasuredDocx:
    return form(para(LONG, "正文", spacing=replace(EXACT, on_grid=on_grid)), page=replace(A4, by_character=pt(points)))


def mark(**more: Any) -> MeasuredParagraph:
    return para("澄江区民政局文件", "标志", align="center", **more)


def top(millimetres: float, above: bool = False) -> MeasuredDocx:
    """A mark of 60 pt on a line of 66 pt, so far from the top; its strokes begin 0.74 em above a baseline at 0.8."""
    ink = 37 + pt(66).mm * 0.8 - pt(60).mm * 0.74
    first = para("内部", spacing=Spacing(mm(2), mm(3), "exact", 20, True))
    rest = millimetres - ink - (pt(20).mm + 5 if above else 0)
    last = mark(spacing=Spacing(mm(rest), mm(0), "exact", 66, True), size=pt(60))
    return form(*([first] if above else []), last, HEAD, head=False)


def ruled(gap: float = 4.0, colour: str = "E60012", **more: Any) -> MeasuredDocx:
    """A red rule so many millimetres below a number of 16 pt on a line of 29 pt."""
    own = pt(29).mm * 0.2 - pt(16).mm * 0.14
    return form(replace(HEAD, below=Border(mm(0.5), colour, mm(gap - own)), **more), head=False)


def bare(gap: float) -> MeasuredDocx:
    """The same where neither line nor type takes room."""
    spacing = Spacing(mm(0), mm(0), "exact", 0, True)
    held = para("澄民〔2026〕5号", "发文字号", size=mm(0), spacing=spacing, below=Border(mm(0.5), "E60012", mm(gap)))
    return form(held, head=False)


def numbered(**more: Any) -> MeasuredDocx:
    """The number of an upward paper, its signer in a box."""
    return form(replace(HEAD, align="left", **more), para("签发人：林某", "签发人"), head=False)


def tabbed(characters: float) -> MeasuredDocx:
    return numbered(pieces=(run("\t澄民〔2026〕5号"),), tabs=((pt(16) * characters, "left"), (pt(400), "right")))


def signed(points: float) -> MeasuredDocx:
    runs = (run("签发人：", size=pt(points)), run("林某", east="楷体_GB2312"))
    return form(para("", "签发人", runs=runs))


def named_signer(points: float) -> MeasuredDocx:
    runs = (run("签发人："), run("林某", east="楷体_GB2312", size=pt(points)))
    return form(para("", "签发人", runs=runs))


def title(points: float) -> MeasuredDocx:
    return form(para("关于检查的通知", "标题", east="方正小标宋简体", size=pt(points), align="center"))


def addressed(**more: Any) -> MeasuredDocx:
    return form(para("各街道办事处：", "主送", **more))


def heading(points: float) -> MeasuredDocx:
    return form(para("一、基本情况", "一级", east="黑体", size=pt(points)))


def run_on(length: int, end: str = "") -> MeasuredDocx:
    """A heading and text after it in one paragraph of so many characters, each in its face."""
    lead = "一、基本情况"
    return form(para("", "一级", runs=(run(lead, east="黑体"), run("字" * (length - len(lead) - len(end)) + end))))


def listed(**more: Any) -> MeasuredDocx:
    return form(para("附件：名单", "附件说明", **more))


def labelled(points: float = 16, **more: Any) -> MeasuredDocx:
    return form(para("附件", "附件", east="黑体", size=pt(points), **more))


def imprint(points: float = 14, above: float = 0.35, between: float = 0.25, below: float = 0.35) -> MeasuredDocx:
    first = para("抄送：区政府。", "抄送", size=pt(points), row=(1, 1), above=Border(mm(above), "auto", mm(0)))
    last = para(
        "2026年3月5日印发",
        "印发",
        size=pt(points),
        row=(1, 2),
        above=Border(mm(between), "auto", mm(0)),
        below=Border(mm(below), "auto", mm(0)),
    )
    return form(first, last)


def feet(points: float = 14, right: float = 1, left: float = 1, first: float = 0, footer: float = 15.0) -> MeasuredDocx:
    """Page numbers of both sides on lines of 28 pt."""
    runs = (run("— "), run("1", latin="宋体", size=pt(points)), run(" —"))
    spacing = Spacing(mm(0), mm(0), "exact", 28, True)
    odd = para("", runs=runs, fields="PAGE", align="right", right=right, spacing=spacing)
    even = para("", runs=runs, fields=" page ", align="left", left=left, first=first, spacing=spacing)
    return form(page=replace(A4, footer=mm(footer)), footers={"odd": (odd,), "even": (even,)})


def dash(millimetres: float) -> MeasuredDocx:
    """A number whose dash stands so far from the top: 0.265 em above a baseline 0.2 of the line from its foot."""
    runs = (run("— 1 —", latin="宋体", size=pt(14)),)
    spacing = Spacing(mm(0), mm(2), "exact", 28, True)
    foot = para("", runs=runs, fields="PAGE", align="right", right=1, spacing=spacing)
    footer = 297 - millimetres - 2 - pt(28).mm * 0.2 - pt(14).mm * 0.265
    return form(page=replace(A4, footer=mm(footer), footers={"default": "odd"}), footers={"odd": (foot,)})


def coloured(code: str) -> MeasuredDocx:
    return form(mark(colour=code), HEAD, head=False)


UPPER = DoubleRule(mm(48), mm(49.7), mm(20), mm(170), "上粗下细")
LOWER = DoubleRule(mm(275.3), mm(277), mm(20), mm(170), "上细下粗")


def letter(upper: float = 48, number: float = 4.84, framed: float = 30, **more: Any) -> MeasuredDocx:
    """A letter: its strokes begin at `framed`, its upper rule at `upper`, its number `number` below that."""
    line = pt(60)
    frame = mm(framed - line.mm * 0.8 + pt(40).mm * 0.74)
    held = para(
        "澄江区民政局",
        "标志",
        align="center",
        framed=frame,
        size=pt(40),
        spacing=Spacing(mm(0), mm(0), "exact", 60, True),
    )
    above = upper + 1.7 + number - 37 - pt(29).mm * 0.8 + pt(16).mm * 0.86
    look = {"align": "right", "spacing": Spacing(mm(above), mm(0), "exact", 29, True)} | more
    rules = (replace(UPPER, top=mm(upper), bottom=mm(upper + 1.7)), LOWER)
    return form(held, para("澄民函〔2026〕5号", "发文字号", **look), head=False, double_rules=rules)


def barred(which: DoubleRule, **more: Any) -> MeasuredDocx:
    """A letter with one of its rules otherwise."""
    rules = tuple(replace(rule, **more) if rule is which else rule for rule in (UPPER, LOWER))
    return replace(letter(), double_rules=rules)


def under(gap: float) -> MeasuredDocx:
    """An upper rule so far below strokes that end 0.14 em below their base line."""
    return letter(upper=30 + pt(40).mm * (0.74 + 0.14) + gap)


def stopped(millimetres: float) -> MeasuredDocx:
    return letter(align="left", tabs=((mm(millimetres), "right"),), runs=(run("\t澄民函〔2026〕5号"),))


CASES: tuple[Case, ...] = (
    ("MZF01", lambda v: sheet(width=v), (209, 210, 211), (208.9, 211.1)),
    ("MZF01", lambda v: sheet(height=v), (296, 297, 298), (295.9, 298.1)),
    ("MZF01", lambda v: form(page=replace(A4, width=mm(v), height=mm(210))), (296, 298), (295.9, 298.1)),
    ("MZF02", lambda v: sheet(left=v), (27, 28, 29), (26.98, 29.02)),
    ("MZF02", lambda v: sheet(top=v), (36, 38, 33.58, 35.58), (38.02, 35.98, 35.61, 33.56)),
    ("MZF03", lambda v: sheet(width=54 + v), (155, 156, 157), (154.99, 157.01)),
    ("MZF03", lambda v: sheet(height=72 + v), (224, 226, 228.85, 230.83), (223.99, 226.01, 228.83, 230.85)),
    ("MZF04", lambda v: spaced("exact", v), (28.91, 29, 29.64), (28.89, 29.66, 28, 30)),
    ("MZF04", lambda v: spaced("auto", 1.0, v), (28.91, 29.64), (28.89, 29.66, None)),
    ("MZF04", lambda v: spaced("auto", v, 29), (0.9, 1, 1.02), (1.03, 1.5)),
    ("MZF04", lambda v: spaced("auto", 1.0, 29, on_grid=v), (True,), (False,)),
    ("MZF04", lambda v: spaced(v, 29, 29), ("exact",), ("atLeast",)),
    ("MZF05", tracked, (-0.15, -0.2), (-0.13, 0, 1)),
    ("MZF05", gridded, (15.79, 15.85), (15.87, 16)),
    ("MZF05", lambda v: gridded(15.79, on_grid=v), (True,), (False,)),
    ("MZF06", lambda v: form(para("一、甲", v, colour="FF0000")), ("标志",), ("一级", "", "附件", "印发")),
    ("MZF06", lambda v: text(colour=v), ("", "000000"), ("000001", "FF0000")),
    (
        "MZF10",
        coloured,
        ("B06060", "FF0000", "B00000"),
        ("AF6060", "B06160", "B06061", "000000", "", "FF000", "FF000000"),
    ),
    ("MZF13", top, (71.01, 72, 72.99), (70.99, 73.01)),
    ("MZF13", lambda v: top(v, above=True), (71.01, 72.99), (70.99, 73.01)),
    ("MZF15", lambda v: numbered(first=v), (0.76, 1, 1.24), (0.74, 1.26, 0)),
    ("MZF15", lambda v: numbered(left=v, first=0.5), (0.26, 0.74), (0.24, 0.76)),
    ("MZF15", tabbed, (0.76, 1, 1.24), (0.74, 1.26, 2)),
    ("MZF16", signed, (15.41, 16.59), (15.39, 16.61)),
    ("MZF16", named_signer, (15.41, 16.59), (15.39, 16.61)),
    ("MZF17", ruled, (3.01, 4, 4.99), (2.99, 5.01)),
    ("MZF17", bare, (3, 5), (2.99, 5.01)),
    ("MZF17", lambda v: ruled(colour=v), ("B06060",), ("AF6060", "auto")),
    ("MZF17", lambda v: ruled(left=v), (0, 0.1, -0.1), (0.11, -0.11)),
    ("MZF17", lambda v: ruled(right=v), (0, 0.1, -0.1), (0.11, -0.11)),
    ("MZF17", lambda v: ruled(left=0.06, right=v), (0.03,), (0.05,)),
    ("MZF17", lambda v: ruled(first=v), (0, 1), (-0.1,)),
    ("MZF20", title, (21.41, 22, 22.59), (21.39, 22.61)),
    ("MZF23", lambda v: addressed(left=v), (0, 0.2), (0.21, 2)),
    ("MZF23", lambda v: addressed(first=v), (-2, 0, 0.2), (0.21, 2)),
    ("MZF23", lambda v: addressed(align=v), ("left", "both"), ("center", "right")),
    ("MZF24", lambda v: text(size=pt(v)), (15.41, 16.59), (15.39, 16.61)),
    ("MZF25", lambda v: text(first=v), (1.81, 2, 2.19), (1.79, 2.21, 0)),
    ("MZF25", lambda v: text(first=2 - v, left=v), (0.2, -0.2), (0.21, -0.21)),
    ("MZF26", heading, (15.41, 16.59), (15.39, 16.61)),
    ("MZF26", run_on, (51, 60), (50, 20)),
    ("MZF26", lambda v: run_on(20, v), ("。好",), ("好。", "，好")),
    ("MZF31", lambda v: listed(first=v), (1.81, 2, 2.19), (1.79, 2.21)),
    ("MZF31", lambda v: listed(left=v, first=-1), (2.81, 3.19), (2.79, 3.21)),
    ("MZF33", labelled, (15.41, 16.59), (15.39, 16.61)),
    ("MZF33", lambda v: labelled(left=v), (0.2, -0.2), (0.21, -0.21)),
    ("MZF33", lambda v: labelled(left=v, first=0.1), (0.09, -0.29), (0.11, -0.31)),
    ("MZF36", lambda v: imprint(above=v), (0.295, 0.405), (0.285, 0.415)),
    ("MZF36", lambda v: imprint(below=v), (0.295, 0.405), (0.285, 0.415)),
    ("MZF36", lambda v: imprint(between=v), (0.195, 0.305), (0.185, 0.315)),
    ("MZF37", imprint, (13.41, 14, 14.59), (13.39, 14.61)),
    ("MZF41", feet, (13.41, 14, 14.59), (13.39, 14.61)),
    ("MZF42", lambda v: feet(right=v), (0.75, 1, 1.3), (0.74, 1.31, 0)),
    ("MZF42", lambda v: feet(left=v), (0.75, 1, 1.3), (0.74, 1.31, 0)),
    ("MZF42", lambda v: feet(left=0.5, first=v), (0.25, 0.8), (0.24, 0.81, -0.5)),
    ("MZF43", dash, (268.01, 269, 269.99), (267.99, 270.01)),
    ("MZF62", lambda v: letter(framed=v), (29.01, 30, 30.99), (28.99, 31.01)),
    ("MZF63", lambda v: barred(UPPER, length=mm(v), left=mm(105 - v / 2)), (169.01, 170, 170.99), (168.99, 171.01)),
    ("MZF63", lambda v: barred(UPPER, left=mm(v)), (19.01, 20, 20.99), (18.99, 21.01)),
    ("MZF63", lambda v: barred(UPPER, order=v), ("上粗下细",), ("上细下粗", "一样粗")),
    ("MZF64", under, (3.01, 4, 4.99), (2.99, 5.01)),
    ("MZF65", lambda v: barred(LOWER, bottom=mm(297 - v)), (19.01, 20, 20.99), (18.99, 21.01)),
    ("MZF65", lambda v: barred(LOWER, length=mm(v), left=mm(105 - v / 2)), (169.01, 170.99), (168.99, 171.01)),
    ("MZF65", lambda v: barred(LOWER, order=v), ("上细下粗",), ("上粗下细", "一样粗")),
    ("MZF66", lambda v: letter(right=v), (0, 0.1, -0.1), (0.11, -0.11)),
    ("MZF66", lambda v: letter(align=v), ("right",), ("center", "left")),
    ("MZF66", stopped, (155.01, 156, 156.99), (154.99, 157.01)),
    ("MZF67", lambda v: letter(number=v), (3.85, 4.84, 5.83), (3.83, 5.85)),
)
EACH = [
    pytest.param(code, make, value, bool(wrong), id=f"{code}-{number}-{value}-{'wrong' if wrong else 'right'}")
    for number, (code, make, *sides) in enumerate(CASES)
    for wrong, values in enumerate(sides)
    for value in values
]


@pytest.mark.parametrize(("code", "make", "value", "wrong"), EACH)
def test_a_number_is_judged_on_both_sides_of_its_limit(code, make, value, wrong):
    assert bool(found(code, make(value))) is wrong


FOREIGN = (
    "note_rules", "closing_rules", "special_rules", "character_rules",
    "emphasis_rules", "date_rules", "annex_rules", "composition_rules", "gap_rules",
)  # fmt: skip
"""Modules whose limits stand in tests/test_form_faults.py and tests/test_form_composition.py."""


def test_every_rule_that_measures_has_its_limits_here():
    words = {
        "MZF08",
        "MZF11",
        "MZF12",
        "MZF14",
        "MZF21",
        "MZF22",
        "MZF27",
        "MZF28",
        "MZF29",
        "MZF30",
        "MZF32",
        "MZF35",
        "MZF38",
        "MZF39",
        "MZF40",
        "MZF60",
        "MZF61",
        "MZF68",
        "MZF69",
    }
    traces = {f"MZF5{number}" for number in range(7)}
    elsewhere = {rule.code for rule in gbt9704.RULES if rule.check.__module__.rpartition(".")[2] in FOREIGN}
    assert {case[0] for case in CASES} == set(CHECK) - words - traces - elsewhere - {
        "MZF75",
        "MZF81",
        "MZF82",
        "MZF83",
        "MZF84",
        "MZF87",
    }


# Where the red rule may stand, and where the program places it.


def below(*after: MeasuredParagraph) -> list[str]:
    return found("MZF17", form(HEAD, *after, para(LONG, "正文"), head=False))


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ((para("", below=RED),), []),
        ((para("", above=RED),), []),
        ((para(""), para("", above=RED)), []),
        ((para(""), para(""), para("", above=RED)), ["没有红色分隔线"]),
        ((para("关于检查的通知", "标题", above=RED),), []),
        ((para("关于检查的通知", "标题", below=RED),), ["没有红色分隔线"]),
        ((para(LONG, "正文", above=RED),), ["没有红色分隔线"]),
        ((para("", below=replace(RED, colour="000000")),), ["分隔线颜色 000000"]),
        ((para("", below=RED, left=1.0),), ["分隔线比版心窄"]),
        ((), ["没有红色分隔线"]),
    ],
)
def test_the_red_rule_stands_under_the_number_or_on_one_of_the_next_two_paragraphs(after, said):
    assert below(*after) == said


@pytest.mark.parametrize(("empty", "drawing"), [(0, True), (1, True), (2, False)])
def test_a_rule_that_is_drawn_is_looked_for_as_far(empty, drawing):
    after = (*(para("") for _ in range(empty)), para("", drawn=True))
    if drawing:
        with pytest.raises(NotRun):
            below(*after)
    else:
        assert below(*after) == ["没有红色分隔线"]


@pytest.mark.parametrize("empty", [0, 1])
def test_a_rule_is_looked_for_from_the_number_on(empty):
    after = (*(para("") for _ in range(empty)), para("", drawn=True), para(LONG, "正文"))
    with pytest.raises(NotRun):
        found("MZF17", form(mark(), HEAD, *after, head=False))


def test_a_mark_in_a_box_or_on_a_line_of_its_own_height_has_no_place_to_judge():
    natural = Spacing(mm(0), mm(0), "auto", 1.0, True)
    for paragraph in (replace(mark(), story="文本框"), mark(spacing=natural), mark(drawn=True)):
        with pytest.raises(NotRun):
            found("MZF13", form(paragraph, HEAD, head=False))
    with pytest.raises(NotRun):
        found("MZF13", form(para("", spacing=natural), mark(), HEAD, head=False))


def test_the_height_of_a_page_number_follows_from_an_exact_line_at_the_foot():
    held = dash(269)
    (foot,) = held.footers["odd"]
    for feet_ in ((replace(foot, spacing=Spacing(mm(0), mm(0), "auto", 1.0, True)),), (foot, para(""))):
        with pytest.raises(NotRun):
            found("MZF43", replace(held, footers={"odd": feet_}))
    assert found("MZF43", replace(held, footers={"odd": (para(""), foot)})) == []


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("— 1 —", False),
        ("–1–", False),
        ("－12－", False),
        ("- 1 -", True),
        ("1", True),
        ("— 1", True),
        ("— 1 — 2 —", True),
        ("—— 1 ——", True),
    ],
)
def test_a_page_number_stands_between_two_dashes(words, wrong):
    footers = {key: (para(words, fields="PAGE"),) for key in ("odd", "even")}
    assert bool(found("MZF40", form(footers=footers))) is wrong
    assert found("MZF40", form()) == ["没有页码"]
    assert found("MZF40", form(footers={key: (para("1", fields="NUMPAGES"),) for key in ("odd", "even")})) == [
        "没有页码"
    ]


def test_odd_and_even_pages_have_their_own_side():
    held = feet()
    assert found("MZF42", replace(held, even_and_odd=False)) == ["单双页相同"]
    alone = replace(held, footers={"odd": held.footers["odd"]})
    assert (found("MZF42", alone), found("MZF40", alone)) == ([], ["双页没有页码"])
    assert found("MZF42", replace(held, footers={"odd": held.footers["even"], "even": held.footers["odd"]})) == [
        "左对齐",
        "右对齐",
    ]


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ((run("签发人：林某"),), ["姓名用仿宋_GB2312 16磅"]),
        ((run("签发人：林某", east="楷体_GB2312"),), ["“签发人”用楷体_GB2312 16磅"]),
        ((run("签发人："), run("林某")), ["姓名用仿宋_GB2312 16磅"]),
        ((run("签发人："), run("林", east="楷体_GB2312"), run("某")), ["姓名用仿宋_GB2312 16磅"]),
        ((run("签发", east="宋体"), run("人："), run("林某", east="楷体_GB2312")), ["“签发人”用宋体 16磅"]),
        ((run("5号　", east="宋体"), run("签发人："), run("林某", east="楷体_GB2312")), []),
        ((run("5号　签发人：　"), run("林某", east="楷体_GB2312")), []),
        ((run("5", east="宋体"), run("号　"), run("签发人："), run("林某", east="楷体_GB2312")), []),
        ((run("5号签发人：林"), run("某", east="楷体_GB2312")), ["姓名用仿宋_GB2312 16磅"]),
        ((run("签发人："), run("　", east="宋体"), run("林某", east="楷体_GB2312"), run("　", east="宋体")), []),
        ((run("签发人："), run("买买提某")), ["姓名用仿宋_GB2312 16磅"]),
        ((run("林某", east="宋体"),), []),
    ],
)
def test_the_label_of_the_signer_and_the_name_have_their_faces(runs, said):
    assert found("MZF16", form(para("", "签发人", runs=runs))) == said


@pytest.mark.parametrize(
    ("first", "left", "said"),
    [
        (0, 0, ["首行缩进 0 字"]),
        (2, 1, ["首行缩进 2 字，整段左缩进 1 字"]),
        (2, -1, ["首行缩进 2 字，整段左缩进 -1 字"]),
        (2, 0, []),
    ],
)
def test_an_indent_is_told_as_it_is(first, left, said):
    assert found("MZF25", text(first=first, left=left)) == said


# Numbers in words.


def levels(*texts: tuple[str, Role]) -> list[str]:
    return found("MZF28", form(*(para(words, role) for words, role in texts)))


def test_ninety_nine_headings_count_on():
    texts: list[tuple[str, Role]] = [(f"{chinese_number(number)}、情况", "一级") for number in range(1, 100)]
    assert levels(*texts) == []
    assert levels(*texts[:97], texts[98]) == ["序号99接在97之后"]
    assert levels(texts[1]) == ["序号2接在0之后"]
    assert levels(texts[0], texts[1], texts[0], texts[1], texts[3]) == [
        "序号1接在2之后",
        "序号4接在2之后",
    ]


def test_a_level_begins_again_under_the_next_heading_but_figures_may_count_on():
    assert levels(("一、甲", "一级"), ("（一）甲", "二级"), ("二、乙", "一级"), ("（二）乙", "二级")) == [
        "序号2接在0之后"
    ]
    assert levels(("一、甲", "一级"), ("1.甲", "三级"), ("二、乙", "一级"), ("2.乙", "三级")) == []


def test_an_annex_counts_by_itself():
    held = form(para("一、甲", "一级"), para("二、乙", "一级", part=1))
    assert found("MZF28", held) == ["序号2接在0之后"]


@pytest.mark.parametrize(
    ("words", "count", "said"),
    [
        (("附件：名单",), 1, []),
        (("附件：1.名单",), 1, ["只有一个附件却编了序号"]),
        (("附件：1.名单", "2.总表"), 2, []),
        (("附件：名单", "2.总表"), 2, ["第1个的序号是“无”"]),
        (("附件：1.名单", "3.总表"), 2, ["第2个的序号是“3”"]),
        (("附件：名单。",), 1, ["名称后有“。”"]),
        (("附件：：名单在这里面",), 1, ["写成“附件：：名单”"]),
        (("附件：1.名单", "总表列在这里"), 2, ["写成“总表列在这里”"]),
    ],
)
def test_annexes_are_listed_as_the_standard_has_it(words, count, said):
    held = form(*(para(each, "附件说明") for each in words))
    assert len(words) == count and found("MZF30", held) == said
    english = [deviation.found.en for deviation in CHECK["MZF30"](held)]
    assert [each.removeprefix("written ") for each in english if each.startswith("written ")] == [
        each[3:-1] for each in said if each.startswith("写成")
    ]


@pytest.mark.parametrize(("day", "right"), [("1月1日", True), ("9月30日", True), ("12月31日", True), ("10月10日", True), ("0月1日", False), ("13月1日", False), ("1月32日", False), ("1月0日", False), ("01月1日", False), ("1月01日", False)])  # fmt: skip
def test_a_day_has_its_month_and_its_number(day, right):
    assert found("MZF32", form(para(f"2026年{day}", "成文日期"))) == ([] if right else [f"写成“2026年{day}”"])
    wrong = f"区民政局办公室 2026年{day}印发"
    assert found("MZF38", form(para(wrong, "印发"))) == ([] if right else [f"写成“{wrong[-14:]}”"])


# What a paragraph is in the paper.


def roles(*paragraphs: MeasuredParagraph) -> list[Role]:
    return [each.role for each in named(paragraphs)]


BLACK_MARK = para("澄江区民政局文件", size=pt(24))
NUMBER = para("澄民〔2026〕5号")


@pytest.mark.parametrize(
    ("points", "colour", "role"),
    [(24, "", "标志"), (23.9, "", ""), (18, "FF0000", "标志"), (17.9, "FF0000", "")],
)
def test_a_mark_is_large_and_a_red_one_need_be_less_so(points, colour, role):
    assert roles(para("澄江区民政局文件", size=pt(points), colour=colour), NUMBER) == [role, "发文字号"]


@pytest.mark.parametrize(("length", "role"), [(59, "标志"), (60, "")])
def test_a_mark_is_short(length, role):
    assert roles(para("局" * length, size=pt(30)), NUMBER)[0] == role


def test_without_a_number_only_a_red_mark_is_one():
    assert roles(BLACK_MARK)[0] != "标志"
    assert roles(para("澄江区民政局文件", size=pt(24), colour="FF0000")) == ["标志"]


@pytest.mark.parametrize(("before", "role"), [(11, "发文字号"), (12, "")])
def test_a_head_is_looked_for_among_twelve_paragraphs(before, role):
    assert roles(*(para("。") for _ in range(before)), para(""), NUMBER)[-1] == role


@pytest.mark.parametrize(("length", "role"), [(79, "发文字号"), (80, "正文")])
def test_a_number_is_short(length, role):
    words = "澄民〔2026〕5号　签发人："
    assert roles(para(words + "林" * (length - len(words)))) == [role]


@pytest.mark.parametrize(("digits", "role"), [("26", "发文字号"), ("2026", "发文字号"), ("6", ""), ("20266", "")])
def test_a_number_has_a_year_of_two_to_four_figures(digits, role):
    assert roles(para(f"澄民〔{digits}〕5号"))[0] == role


@pytest.mark.parametrize(
    ("words", "points", "role"),
    [
        ("关于检查的事", 18, "标题"),
        ("关于检查的事", 17.9, ""),
        ("关于检查的通知", 16, "标题"),
        ("事" * 80, 18, "标题"),
        ("事" * 81, 18, "正文"),
        ("关于检查的事：", 18, ""),
        ("关于检查。", 18, ""),
    ],
)
def test_a_title_is_large_or_says_what_it_is_of(words, points, role):
    """Long words without an end are prose otherwise."""
    assert roles(para(words, size=pt(points)))[0] == role


@pytest.mark.parametrize(("before", "role"), [(3, "标题"), (4, "")])
def test_a_title_is_looked_for_among_four_paragraphs(before, role):
    assert roles(*(para("内部：") for _ in range(before)), para("关于检查的通知"))[-1] == role


@pytest.mark.parametrize(
    ("words", "size", "align", "goes_on"),
    [
        ("情况的报告", 22, "center", True),
        ("情况的报告", 20, "center", True),
        ("（征求意见稿）", 22, "center", False),
        ("情况的报告", 22, "left", False),
        ("各街道：", 22, "center", False),
        ("一、情况", 22, "center", False),
    ],
)
def test_a_title_goes_on_in_its_own_look(words, size, align, goes_on):
    found_roles = roles(para("关于检查", size=pt(22), align="center"), para(words, size=pt(size), align=align))
    assert (found_roles == ["标题", "标题"]) is goes_on


TITLE = para("关于检查的通知", align="center")


@pytest.mark.parametrize(
    ("words", "head", "first", "role"),
    [
        ("各" * 119 + "：", True, 2, "主送"),
        ("各" * 120 + "：", True, 2, "正文"),
        ("各街道：", False, 0.9, "主送"),
        ("各街道：", False, 1.0, ""),
        ("各" * 40, True, 0.9, "主送"),
        ("各" * 41, True, 0.9, ""),
        ("各" * 40, True, 1.0, ""),
        ("各" * 40, False, 0, ""),
        ("各街道。", True, 0, ""),
    ],
)
def test_an_addressee_ends_with_a_colon_or_stands_flush_under_a_head(words, head, first, role):
    assert roles(*([NUMBER] if head else []), TITLE, para(words, first=first))[-1] == role


@pytest.mark.parametrize(
    ("words", "align", "role"),
    [
        ("要把责任落实。", "both", ""),
        ("要把责任落实到。", "both", "正文"),
        ("字" * 60, "both", ""),
        ("字" * 61, "both", "正文"),
        (LONG, "center", ""),
        (LONG, "right", ""),
        ("姓名   联系的电话。", "both", ""),
        ("姓名  联系的电话。", "both", "正文"),
    ],
)
def test_prose_is_sentences(words, align, role):
    assert roles(TITLE, para("各街道：", first=0), para(words, align=align, first=2))[-1] == role


@pytest.mark.parametrize(("length", "role"), [(59, "印发"), (60, "")])
def test_a_line_of_printing_is_short_in_the_text_and_in_a_table(length, role):
    words = "2026年3月5日印发".rjust(length, "局")
    assert roles(TITLE, para("各街道：", first=0), para(words))[-1] == role
    assert roles(TITLE, replace(para(words), story="表格"))[-1] == role


DAY = para("2026年3月5日", align="right")


@pytest.mark.parametrize(("after", "role"), [(7, "成文日期"), (8, "")])
def test_a_date_is_among_the_last_eight_paragraphs(after, role):
    assert roles(TITLE, para("各街道：", first=0), DAY, *(para(LONG, first=2) for _ in range(after)))[2] == role


def test_a_date_in_an_annex_is_not_that_of_the_paper():
    body = (TITLE, para("各街道：", first=0), para(LONG, first=2))
    annex = (para("附件"), para("检查表"), para(LONG, first=2), DAY)
    assert roles(*body, DAY, *annex)[-5:] == ["成文日期", "附件", "附件标题", "正文", ""]
    assert roles(*body, *annex)[-4:] == ["附件", "附件标题", "正文", ""]


def test_a_signer_stands_beside_the_number_or_by_himself():
    assert roles(NUMBER, para("签发人：林某")) == ["发文字号", "签发人"]
    assert roles(para("签发人：林某"), NUMBER) == ["签发人", "发文字号"]
    assert roles(para("澄民〔2026〕5号　签发人：林某")) == ["发文字号"]


@pytest.mark.parametrize(("words", "role"), [("局" * 40, "署名"), ("局" * 41, ""), ("民政局：", "")])
def test_an_author_is_short(words, role):
    assert roles(TITLE, para("各街道：", first=0), para(LONG, first=2), para(words, align="right"), DAY)[3] == role


@pytest.mark.parametrize(("points", "role"), [(18, "附件标题"), (17.9, "")])
def test_a_further_title_begins_a_part(points, role):
    measured = named(
        (TITLE, para("各街道：", first=0), para(LONG, first=2), para("检查表", align="center", size=pt(points)))
    )
    assert (measured[-1].role, measured[-1].part) == (role, int(bool(role)))


# From the file to its values.

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, **parts: str) -> bytes:
    """A DOCX of this body; parts by their names without folder and ending, with their relations."""
    out = io.BytesIO()
    relations = "".join(f'<Relationship Id="{name}" Type="x/{name}" Target="{name}.xml"/>' for name in parts)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        target.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for name, xml in parts.items():
            target.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{xml}</w:{name}>')
    return out.getvalue()


def measured(body: str, **parts: str) -> MeasuredDocx:
    return gbt9704.measured(docx(body, **parts), "x.docx")


def paragraph(properties: str = "", look: str = "", words: str = "甲", **parts: str) -> MeasuredParagraph:
    xml = (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"
    )
    return measured(xml + SECTION, **parts).paragraphs[0]


SECTION = "<w:sectPr/>"


def section(inner: str, **parts: str) -> Page:
    return measured(f"<w:p/><w:sectPr>{inner}</w:sectPr>", **parts).pages[0]


def test_lengths_of_a_sheet_are_twentieths_of_a_point():
    page = section(
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="-2098" w:right="1474" w:bottom="1984" w:left="1587" w:gutter="20" w:footer="992"/>'
    )
    lengths = (page.width, page.height, page.top, page.right, page.bottom, page.left, page.footer)
    assert [round(each.pt, 3) for each in lengths] == [595.3, 841.9, 104.9, 73.7, 99.2, 80.35, 49.6]
    assert (page.text_width.pt, page.text_height.pt) == pytest.approx((595.3 - 73.7 - 80.35, 841.9 - 104.9 - 99.2))


def test_a_sheet_that_says_nothing_is_letter_paper():
    page = section("")
    assert (page.width.pt, page.height.pt, page.top.pt) == (612, 792, 0)
    assert (page.pitch, page.by_character, page.number) == (None, None, 1)


@pytest.mark.parametrize(("width", "height", "sideways"), [(100, 100, False), (101, 100, True), (99, 100, False)])
def test_a_sheet_wider_than_high_lies_on_its_side(width, height, sideways):
    assert replace(A4, width=mm(width), height=mm(height)).sideways is sideways


@pytest.mark.parametrize(
    ("kind", "pitch", "character"),
    [("lines", 29, None), ("linesAndChars", 29, 15.5), ("snapToChars", 29, 15.5), ("default", None, None)],
)
def test_a_grid_adds_4096ths_of_a_point_to_the_size_of_the_text(kind, pitch, character):
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
    page = section(f'<w:docGrid w:type="{kind}" w:linePitch="580" w:charSpace="-2048"/>', styles=styles)
    assert (page.pitch.pt if page.pitch else None) == (pytest.approx(pitch) if pitch else None)
    assert (page.by_character.pt if page.by_character else None) == (pytest.approx(character) if character else None)


def test_a_grid_without_a_size_starts_from_ten_points():
    page = section('<w:docGrid w:type="linesAndChars" w:charSpace="4096"/>')
    assert page.by_character is not None and page.by_character.pt == pytest.approx(11)
    assert paragraph().size.pt == pytest.approx(10)


@pytest.mark.parametrize(
    ("properties", "first", "left", "right"),
    [
        ('<w:ind w:firstLineChars="200" w:firstLine="1"/>', 2, 0, 0),
        ('<w:ind w:firstLine="640"/>', 2, 0, 0),
        ('<w:ind w:hanging="320" w:left="960" w:right="160"/>', -1, 3, 0.5),
        ('<w:ind w:startChars="150" w:endChars="50"/>', 0, 1.5, 0.5),
        ('<w:ind w:firstLine="x"/>', 0, 0, 0),
        ('<w:ind w:firstLine="320.0"/>', 1, 0, 0),
        ('<w:ind w:firstLine="1234567890"/>', 0, 0, 0),
    ],
)
def test_indents_are_counted_in_characters(properties, first, left, right):
    got = paragraph(properties, '<w:sz w:val="32"/>')
    assert (got.first, got.left, got.right) == pytest.approx((first, left, right))


@pytest.mark.parametrize(("typed", "wide"), [(" ", 0.5), ("\u3000", 1), ("\xa0", 0.5), ("\u3000\u3000", 2), ("", 0)])
def test_blanks_typed_at_the_beginning_are_an_indent(typed, wide):
    assert paragraph(words=f"{typed}甲 ").first == pytest.approx(wide)


@pytest.mark.parametrize(("points", "wide"), [(16, 15.79), (16.78, 15.79), (16.8, 16.8), (14.8, 15.79), (14.78, 14.78)])
def test_a_character_is_the_grids_if_it_is_of_its_size(points, wide):
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
    grid = '<w:sectPr><w:docGrid w:type="linesAndChars" w:charSpace="-860"/></w:sectPr>'
    look = f'<w:rPr><w:sz w:val="{2 * points}"/></w:rPr>'
    (got,) = measured(
        f'<w:p><w:pPr><w:ind w:firstLine="1000"/></w:pPr><w:r>{look}<w:t>甲</w:t></w:r></w:p>{grid}', styles=styles
    ).paragraphs
    assert got.first == pytest.approx(50 / wide, abs=0.002)


@pytest.mark.parametrize(
    ("properties", "rule", "line", "exact"),
    [
        ('<w:spacing w:line="580" w:lineRule="exact"/>', "exact", 29, 29),
        ('<w:spacing w:line="580" w:lineRule="atLeast"/>', "atLeast", 29, None),
        ('<w:spacing w:line="360" w:lineRule="auto"/>', "auto", 1.5, None),
        ('<w:spacing w:line="360"/>', "auto", 1.5, None),
        ("", "auto", 1, None),
    ],
)
def test_a_line_is_points_or_a_factor(properties, rule, line, exact):
    spacing = paragraph(properties).spacing
    assert (spacing.rule, spacing.line) == (rule, line)
    assert (spacing.exact.pt if spacing.exact else None) == (pytest.approx(exact) if exact else None)


def test_space_above_and_below_is_in_twentieths_of_a_point():
    spacing = paragraph('<w:spacing w:before="40" w:after="60"/><w:snapToGrid w:val="0"/>').spacing
    assert (spacing.before.pt, spacing.after.pt, spacing.on_grid) == (pytest.approx(2), pytest.approx(3), False)
    assert paragraph("<w:snapToGrid/>").spacing.on_grid and paragraph().spacing.on_grid


def test_a_border_is_in_eighths_of_a_point():
    got = paragraph('<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="e60012"/></w:pBdr>')
    assert got.above is None and got.below is not None
    assert (got.below.width.pt, got.below.space.pt, got.below.colour) == (
        pytest.approx(1.5),
        pytest.approx(8),
        "E60012",
    )
    for none in ("nil", "none"):
        assert paragraph(f'<w:pBdr><w:bottom w:val="{none}" w:sz="12"/></w:pBdr>').below is None


def test_a_run_is_measured_with_what_takes_effect():
    look = '<w:rFonts w:eastAsia="仿宋" w:ascii="宋体" w:hint="eastAsia"/><w:b/><w:vanish w:val="0"/><w:color w:val="auto"/><w:spacing w:val="-4"/><w:sz w:val="33"/><w:lang w:eastAsia="zh-CN"/>'
    (got,) = paragraph("", look).pieces
    assert got == Run("甲", "仿宋", "宋体", got.size, True, "", False, True, "zh-CN", False, got.tracking)
    assert (got.size.pt, got.tracking.pt) == (pytest.approx(16.5), pytest.approx(-0.2))


@pytest.mark.parametrize(("length", "shown"), [(12, "甲" * 12), (13, "甲" * 12 + "…")])
def test_a_place_is_told_by_twelve_characters(length, shown):
    assert paragraph(words="甲" * length).at.zh == f"第1段“{shown}”"


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("yes", ["1", "true", "on"])
def test_paragraphs_without_a_style_have_the_default_one_of_paragraphs(order, yes):
    styles = [
        f'<w:style w:type="{kind}" w:default="{yes if kind == "paragraph" else "1"}" w:styleId="{kind}"><w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>'
        for kind, size in (("character", 20), ("paragraph", 44), ("table", 60))
    ]
    other = '<w:style w:type="paragraph" w:default="0" w:styleId="x"><w:rPr><w:sz w:val="80"/></w:rPr></w:style>'
    assert paragraph(styles=other + "".join(styles[::order])).size.pt == pytest.approx(22)


@pytest.mark.parametrize(("depth", "seen"), [(29, True), (30, False)])
def test_a_chain_of_thirty_styles_is_followed(depth, seen):
    """The style farthest off sets the size."""
    chain = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(depth))
    styles = f'{chain}<w:style w:styleId="s{depth}"><w:rPr><w:sz w:val="44"/></w:rPr></w:style>'
    assert (paragraph('<w:pStyle w:val="s0"/>', styles=styles).size.pt == pytest.approx(22)) is seen


@pytest.mark.parametrize(("depth", "seen"), [(60, 1), (61, 0)])
def test_elements_within_elements_are_followed_sixty_deep(depth, seen):
    inner = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
    assert len(measured("<w:sdt>" * depth + inner + "</w:sdt>" * depth).paragraphs) == seen
    runs = "<w:smartTag>" * depth + "<w:r><w:t>甲</w:t></w:r>" + "</w:smartTag>" * depth
    assert measured(f"<w:p>{runs}</w:p>").paragraphs[0].text == "甲" * seen


@pytest.mark.parametrize("depth", [30, 31])
def test_tables_within_tables_are_followed_as_deep(depth):
    """A table and its cell are a step each."""
    body = "<w:p/>"
    for _ in range(depth):
        body = f"<w:tbl><w:tr><w:tc>{body}<w:p/></w:tc></w:tr></w:tbl>"
    assert len(measured(body).paragraphs) == 30 + (depth == 30)


@pytest.mark.parametrize(
    ("name", "most", "body"),
    [
        ("MOST_PARAGRAPHS", 200_000, "<w:p/>"),
        ("MOST_ROWS", 20_000, "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>"),
        ("MOST_RUNS", 500_000, "<w:p><w:r/></w:p>"),
    ],
)
def test_a_file_of_more_than_any_paper_is_refused(monkeypatch, name, most, body):
    assert getattr(docx_measures, name) == most
    monkeypatch.setattr(docx_measures, name, 3)
    assert measured(body * 3).pages == ()
    with pytest.raises(Stopped):
        measured(body * 4)


@pytest.mark.parametrize(
    ("name", "most"), [("MOST_BYTES", 200_000_000), ("MOST_PARTS", 5_000), ("MOST_XML", 60_000_000)]
)
def test_a_package_is_opened_up_to_its_limits(monkeypatch, name, most):
    """The limits themselves, and that they are kept to the byte and to the part."""
    assert getattr(package, name) == most
    data = docx("<w:p/>")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = [part.file_size for part in archive.infolist()]
    limit = {"MOST_BYTES": sum(sizes), "MOST_PARTS": len(sizes), "MOST_XML": max(sizes)}[name]
    monkeypatch.setattr(package, name, limit)
    gbt9704.measured(data, "x.docx")
    monkeypatch.setattr(package, name, limit - 1)
    with pytest.raises(Stopped):
        gbt9704.measured(data, "x.docx")


def test_a_section_goes_on_with_the_footers_of_the_one_before():
    kinds = '<w:footerReference w:type="even" r:id="a" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
    first, second = measured(f"<w:p><w:pPr><w:sectPr>{kinds}</w:sectPr></w:pPr></w:p><w:p/><w:sectPr/>").pages
    assert (first.footers, second.footers, second.number) == ({"even": "a"}, {"even": "a"}, 2)


def test_a_paragraph_belongs_to_the_section_that_ends_after_it():
    got = measured("<w:p/><w:p><w:pPr><w:sectPr/></w:pPr></w:p><w:p/><w:sectPr/>").paragraphs
    assert [each.section for each in got] == [1, 1, 2]


def test_a_paragraph_of_no_section_is_in_none():
    assert measured("<w:p/>").paragraphs[0].section == 0


def test_properties_and_comments_are_counted():
    traces = measured("<w:p><w:ins/><w:del/></w:p>", comments="<w:comment/><w:comment/>").traces
    assert (traces.tracked, traces.comments) == (2, 2)
    assert found("MZF54", form(traces=replace(Traces(), tracked=1))) == ["有1处修订痕迹"]


@pytest.mark.parametrize(
    ("count", "zh", "en"),
    [(1, "文。：", "文。: "), (2, "文。等2处：", "文。 and 1 more: "), (3, "文。等3处：", "文。 and 2 more: ")],
)
def test_what_is_wrong_in_the_same_way_is_reported_once_with_its_count(count, zh, en):
    rules = [rule for rule in gbt9704.RULES if rule.code == "MZF24"]
    held = form(*(para("文。", "正文", east="宋体") for _ in range(count)))
    ((problem,),) = (outcome.problems for outcome in checked(rules, held, "x.docx"))
    assert problem.message().startswith(zh) and problem.message("en").startswith(en)


@pytest.mark.parametrize(
    ("name", "face"),
    [
        ("仿宋_GB2312", "仿宋"),
        ("FangSong", "仿宋"),
        ("FandolFang", "仿宋"),
        ("方正小标宋简体", "小标宋"),
        ("FZXBSJW", "小标宋"),
        ("楷体", "楷体"),
        ("楷_GB", "楷体"),
        ("方正楷体", "楷体"),
        ("KaiTi", "楷体"),
        ("黑体", "黑体"),
        ("SimHei", "黑体"),
        ("宋体", "宋体"),
        ("SimSun", "宋体"),
        ("书宋", "宋体"),
        ("Arial", ""),
        ("", ""),
    ],
)
def test_a_typeface_is_known_by_its_name(name, face):
    assert typeface(name) == face


def test_the_main_piece_is_the_longest_and_the_lead_the_first_with_text():
    held = para("", runs=(run("　"), run("甲", size=pt(1)), run("乙乙", size=pt(2)), run("   ", size=pt(3))))
    assert held.main is not None and held.main.text == "乙乙" and held.size == pt(2)
    assert held.lead is not None and held.lead.text == "甲"
    empty = para("", runs=(run("　"),))
    assert (empty.main, empty.lead, empty.size, empty.words) == (None, None, mm(0), "")


@pytest.mark.parametrize(
    ("paragraphs", "sideways", "prose"),
    [
        ((HEAD,), True, True),
        ((para(LONG, "正文"),), False, False),
        ((para(LONG, "正文"), para(LONG, "正文")), False, True),
        ((para(LONG, "正文"), para(LONG, "正文")), True, False),
        ((para(LONG, "正文"), para(LONG, "正文"), replace(para("甲"), story="表格")), False, False),
        ((para("一、甲", "一级"), replace(para("甲"), story="表格")), False, True),
        ((para("（一）甲", "二级"),), False, True),
        ((para("1.甲", "三级"),), False, False),
        ((), False, False),
    ],
)
def test_a_paper_of_sentences_is_no_form(paragraphs, sideways, prose):
    page = replace(A4, width=mm(297), height=mm(210)) if sideways else A4
    assert form(*paragraphs, page=page, head=False).prose is prose


CELL = "<w:tc>{}<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"


def test_cells_are_told_by_table_row_and_column_and_boxes_by_what_they_are():
    inner = f"<w:tbl><w:tr>{CELL.format('', '内')}</w:tr></w:tbl>"
    rows = f"<w:tr>{CELL.format('', '甲')}{CELL.format('', '乙')}</w:tr><w:tr>{CELL.format(inner, '丙')}</w:tr>"
    box = "<w:p><w:r><w:t>外</w:t><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
    got = measured(f"<w:p/><w:tbl>{rows}</w:tbl>{box}<w:p/>{SECTION}").paragraphs
    assert [each.mark for each in got] == ["¶1", "t1r1c1", "t1r1c2", "t2r1c1", "t1r2c1", "¶2", "text-box", "¶3"]
    assert [each.at.zh for each in got][2:7] == [
        "第1个表格第1行第2格“乙”",
        "第2个表格第1行第1格“内”",
        "第1个表格第2行第1格“丙”",
        "第2段“外”",
        "文本框“框”",
    ]
    assert [each.row for each in got] == [None, (1, 1), (1, 1), (2, 1), (1, 2), None, None, None]
    assert [each.story for each in got] == ["正文", "表格", "表格", "表格", "表格", "正文", "文本框", "正文"]


LINE = '<w:{} w:val="single" w:sz="{}"/>'


@pytest.mark.parametrize(
    ("table", "cell", "own", "above", "below"),
    [
        ("", "", "", None, None),
        (LINE.format("top", 8), "", "", 1, None),
        (LINE.format("insideH", 16), "", "", 2, 2),
        (LINE.format("insideH", 16) + LINE.format("bottom", 8), "", "", 2, 1),
        (LINE.format("insideH", 16), LINE.format("top", 4), "", 0.5, 2),
        (LINE.format("insideH", 16), '<w:top w:val="nil"/>', "", None, 2),
        (LINE.format("insideH", 16), LINE.format("top", 4), LINE.format("bottom", 24), None, 3),
    ],
)
def test_the_rule_of_a_cell_is_its_own_or_the_tables(table, cell, own, above, below):
    """A paragraph with a border of its own shows that one alone."""
    held = f"<w:p><w:pPr><w:pBdr>{own}</w:pBdr></w:pPr></w:p>"
    xml = f"<w:tbl><w:tblPr><w:tblBorders>{table}</w:tblBorders></w:tblPr><w:tr><w:tc><w:tcPr><w:tcBorders>{cell}</w:tcBorders></w:tcPr>{held}</w:tc></w:tr></w:tbl>"
    (got,) = measured(xml).paragraphs
    widths = [border and round(border.width.pt, 3) for border in (got.above, got.below)]
    assert widths == [above, below]


def test_a_run_has_a_style_of_its_own_over_that_of_its_paragraph():
    styles = "".join(
        f'<w:style w:styleId="{name}"><w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>'
        for name, size in (("p", 32), ("c", 44))
    )
    assert paragraph('<w:pStyle w:val="p"/>', '<w:rStyle w:val="c"/>', styles=styles).size.pt == pytest.approx(22)
    assert paragraph('<w:pStyle w:val="p"/>', styles=styles).size.pt == pytest.approx(16)
    assert paragraph(
        '<w:pStyle w:val="p"/>', '<w:rStyle w:val="c"/><w:sz w:val="20"/>', styles=styles
    ).size.pt == pytest.approx(10)


def test_the_strict_names_of_the_standard_are_read_as_the_usual_ones():
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = f'<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:sectPr xmlns:r="{relation}"><w:footerReference r:id="a"/></w:sectPr>'
    theme = '<a:themeElements xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont><a:ea typeface="仿宋"/></a:minorFont></a:themeElements>'
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/></w:rPr></w:rPrDefault></w:docDefaults>'
    usual, out = docx(body, styles=styles, theme=theme), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            text = text.replace(relation.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
            target.writestr(
                name,
                text.replace(
                    b"http://schemas.openxmlformats.org/drawingml/2006/main",
                    b"http://purl.oclc.org/ooxml/drawingml/main",
                ),
            )
    strict = gbt9704.measured(out.getvalue(), "x.docx")
    assert strict == gbt9704.measured(usual, "x.docx")
    assert (strict.paragraphs[0].pieces[0].east, strict.pages[0].footers) == ("仿宋", {"default": "a"})


def test_the_nearer_setting_wins_and_takes_its_rivals_away():
    styles = '<w:style w:type="paragraph" w:styleId="s"><w:pPr><w:ind w:hanging="320" w:hangingChars="100"/></w:pPr><w:rPr><w:sz w:val="32"/><w:rFonts w:asciiTheme="minorAscii"/></w:rPr></w:style>'
    got = paragraph('<w:pStyle w:val="s"/><w:ind w:firstLine="640"/>', '<w:rFonts w:ascii="宋体"/>', styles=styles)
    assert got.first == pytest.approx(2) and got.pieces[0].latin == "宋体" and not got.pieces[0].themed
    assert paragraph('<w:pStyle w:val="s"/>', styles=styles).pieces[0].themed


# Lines of a paper against lines of a file.


def compared(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[str, str, str]]:
    paper = Paper("表单", ("",), tuple(map(Paragraph, old)))
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in new)
    return [(each.kind, each.was, each.now) for each in changes(paper, docx(body))]


@pytest.mark.parametrize(
    ("new", "kinds"), [("甲乙丙丁", []), ("甲乙子丑", ["changed"]), ("甲子丑寅", ["removed", "added"])]
)
def test_lines_that_share_half_their_text_are_one_line_changed(new, kinds):
    assert [kind for kind, *_ in compared(("甲乙丙丁",), (new,))] == kinds


@pytest.mark.parametrize(("between", "kind"), [(39, "changed"), (40, "removed")])
def test_a_partner_is_looked_for_forty_lines_on(between, kind):
    told = compared(("甲乙丙丁",), (*("子" * 9 for _ in range(between)), "甲乙丙戊"))
    assert kind in {each for each, *_ in told}
    assert len(told) == between + (1 if kind == "changed" else 2)


def test_a_table_is_read_row_by_row_without_the_cells_that_go_on_from_above():
    table = Table("表一", ("甲", "乙"), (("（一）", "子"), (MERGED, "丑")), (60, 60), (True, True))
    lines = of_paper(Paper("表单", ("表",), (Paragraph("前言"), table, table)))
    assert [line.cells for line in lines[:6]] == [
        ("表",),
        ("前言",),
        ("表一",),
        ("甲", "乙"),
        ("（一）", "子"),
        ("丑",),
    ]
    assert [line.at.zh for line in lines[3:7]] == [
        "正文第1个表格第1行",
        "正文第1个表格第2行",
        "正文第1个表格第3行",
        "正文第2个表格的题目",
    ]


def test_each_line_has_one_partner_in_order():
    assert compared(("甲乙丙丁", "戊己庚辛"), ("甲乙丙子", "戊己庚丑")) == [
        ("changed", "甲乙丙丁", "甲乙丙子"),
        ("changed", "戊己庚辛", "戊己庚丑"),
    ]
    assert compared(("甲乙丙丁", "戊己庚辛"), ("戊己庚丑", "甲乙丙子")) == [
        ("added", "", "戊己庚丑"),
        ("changed", "甲乙丙丁", "甲乙丙子"),
        ("removed", "戊己庚辛", ""),
    ]
