"""The geometry of a finished page: every rule is seen to fail where it alone does, and on either side of its limit."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from mzdocs.core.problems import Location, Problem
from mzdocs.core.units import mm
from mzdocs.plan.clearances import Clearances
from mzdocs.plan.document import A4, Document, Holes, Legibility, Order, Sheet
from mzdocs.preflight import RULES, entry_of
from mzdocs.preflight.expectations import Expectations, of_document, of_entry
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import checked
from mzdocs.render import engine

WIDE, HIGH = 100.0, 60.0
"""Millimetres of the page the marks are drawn on."""
GEOMETRY = [rule for rule in RULES if rule.id.startswith("G-")]
KEEPS = Clearances(
    block=mm(2), rule=mm(1), picture=mm(2), panel=mm(1), trim=mm(5), along=mm(3.3), lines="", group=""
)  # fmt: skip
ORDERED = Expectations(clearances=KEEPS, distance=mm(500), cap=mm(14), ranks=(("重",), ("轻",)))


def n(value: float) -> str:
    """Millimetres as points."""
    return f"{value * 72 / 25.4:.5f}"


def letter(x: float, y: float, wide: float = 5.0, high: float = 5.0, paint: str = "0 g", size: float = 5.0) -> str:
    """A block drawn as an outlined letter is: in a space of so many thousandths of its size."""
    em = size / 1000
    at, box = f"{n(em)} 0 0 {n(em)} {n(x)} {n(y)} cm", f"0 0 {wide / em:.3f} {high / em:.3f} re f"
    return f"q {paint} {at} {box} Q"


def ring(x: float, y: float) -> str:
    """A hollow letter of 5 mm: what stands inside touches none of its strokes."""
    em = 0.005
    box = "0 0 1000 1000 re 100 100 800 800 re f*"
    return f"q 0 g {n(em)} 0 0 {n(em)} {n(x)} {n(y)} cm {box} Q"


def bar(x: float, y: float, wide: float, high: float, paint: str = "0 g") -> str:
    return f"q {paint} {n(x)} {n(y)} {n(wide)} {n(high)} re f Q"


def frame(x: float, y: float, wide: float, high: float, width: float = 0.4) -> str:
    half = width / 2
    box = f"{n(x + half)} {n(y + half)} {n(wide - width)} {n(high - width)} re S"
    return f"q 0 G {n(width)} w {box} Q"


def image(x: float, y: float, wide: float, high: float) -> str:
    return f"q {n(wide)} 0 0 {n(high)} {n(x)} {n(y)} cm /P Do Q"


def hole(x: float, y: float, wide: float = 6.0) -> str:
    return f"q /Cut CS 1 SCN 0.5 w {n(x - wide / 2)} {n(y - wide / 2)} {n(wide)} {n(wide)} re S Q"


def hidden(how: str) -> str:
    """A word of real type, drawn so; the page has its font."""
    return f"q {how} BT /F {n(8)} Tf 1 0 0 1 {n(40)} {n(30)} Tm <{typeset()[1]}> Tj ET Q"


def turned(degrees: float, lean: float = 0.0) -> str:
    """A word that runs upward by an angle, and whose letters lean by another."""
    a, b = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    c, d = math.cos(math.radians(degrees + 90 - lean)), math.sin(math.radians(degrees + 90 - lean))
    at = f"{a:.6f} {b:.6f} {c:.6f} {d:.6f} {n(40)} {n(30)} Tm"
    return f"q 0 0 0 1 k BT /F {n(8)} Tf {at} <{typeset()[1]}> Tj ET Q"


def area(*points: tuple[float, float], paint: str = "0 0 0 0.1 k", close: str = "f") -> str:
    """A polygon."""
    (x, y), *others = points
    lines = " ".join(f"{n(x)} {n(y)} l" for x, y in others)
    return f"q {paint} {n(x)} {n(y)} m {lines} h {close} Q"


def laid(body: str) -> bytes:
    style = '@page{size:100mm 60mm;margin:0}p{position:absolute;left:10mm;margin:0;font-family:"Noto Sans CJK SC"}'
    html = f'<html lang="zh-CN"><style>{style}</style>{body}'
    return engine.lay_out(html, "", {}, Location("x")).write("plain")


@cache
def typeset() -> tuple[bytes, str]:
    """A page with a word of real type, and how it writes that word, in hexadecimal codes."""
    data = laid("<p>站</p>")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        shown = [given for given, operator in pikepdf.parse_content_stream(pdf.pages[0]) if str(operator) == "TJ"]
        return data, bytes(shown[0][0][0]).hex()


def made(*drawn: str) -> bytes:
    with pikepdf.open(io.BytesIO(typeset()[0])) as pdf:
        page, look = pdf.pages[0], Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[0, 1, 0, 0], N=1)
        picture = pdf.make_stream(
            bytes(4), Subtype=Name.Image, Width=2, Height=2, ColorSpace=Name.DeviceGray, BitsPerComponent=8
        )
        resources = page.obj.Resources
        resources.Font.F = next(iter(resources.Font.values()))
        resources.XObject = Dictionary(P=picture)
        named = {"Cut": Name.CutContour, "Gold": Name.Gold}
        spaces = {key: Array([Name.Separation, ink, Name.DeviceCMYK, look]) for key, ink in named.items()}
        resources.ColorSpace = Dictionary(**spaces)
        over, whole = Dictionary(op=True, OP=True, OPM=1), Dictionary(op=True, OP=True, OPM=0)
        resources.ExtGState = Dictionary(Thin=Dictionary(ca=0.3), Gone=Dictionary(ca=0), Over=over, Whole=whole)
        page.Contents = pdf.make_stream("\n".join(drawn).encode())
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def found(data: bytes, ordered: Expectations = ORDERED) -> Mapping[str, tuple[Problem, ...]]:
    """What every rule finds; a rule that finds nothing is not named."""
    with MeasuredPdf(data) as file:
        outcomes = checked(GEOMETRY, ordered, file, Location("page.pdf"))
    return {outcome.rule: outcome.problems for outcome in outcomes if outcome.problems}


def kept(**what: object) -> Expectations:
    return replace(ORDERED, clearances=replace(KEEPS, **what))


GROUND = bar(10, 10, 60, 40, "0 0 0 0.1 k")
WORD, BOX, FLAT = letter(20, 20), frame(40, 20, 20, 20), bar(20, 30, 30, 0.4)
TWO = bar(0, 0, 100, 36, "0 0 0 0.9 k"), letter(47.5, 15.5, paint="1 g"), letter(47.5, 45.5)
SEEDED: dict[str, tuple[tuple[str, ...], tuple[str, ...], Expectations]] = {
    # what fails; the same just inside the limit; what was ordered
    "G-TOUCH": ((WORD, letter(24.9, 20, paint="0 0 0 0.9 k")), (WORD, letter(22, 27.01)), ORDERED),
    "G-STRIKE": ((WORD, bar(15, 22, 30, 0.4)), (WORD, bar(15, 26.01, 30, 0.4)), ORDERED),
    "G-GROUND": ((GROUND, letter(8, 20), letter(67, 40)), (GROUND, letter(11.01, 20), letter(63.99, 40)), ORDERED),
    "G-CUT": (
        (f"q {n(0)} {n(0)} {n(24.9)} {n(50)} re W n {WORD} Q",),
        (f"q {n(0)} {n(0)} {n(24.96)} {n(50)} re W n {WORD} Q",),
        ORDERED,
    ),
    "G-VEIL": ((WORD, f"/Thin gs {bar(10, 22, 60, 2)}"), (f"q /Thin gs {bar(10, 22, 60, 2)} Q", WORD), ORDERED),
    "G-ASKEW": ((turned(2.1),), (turned(1.9),), ORDERED),
    "G-INK": ((hidden("0 0 0 0 k /Over gs"),), (hidden("0 0 0 1 k /Over gs"),), ORDERED),
    "G-BLOCK": ((WORD, letter(20, 26.98, size=6)), (WORD, letter(20, 27.0, size=6)), ORDERED),
    "G-NEAR": ((WORD, bar(15, 25.98, 30, 0.4)), (WORD, bar(15, 26.0, 30, 0.4)), ORDERED),
    "G-EDGE": ((letter(4.98, 20),), (letter(5, 20),), ORDERED),
    "G-CAP": ((hole(20, 20), bar(29.98, 15, 0.4, 10)), (hole(20, 20), bar(30, 15, 0.4, 10)), ORDERED),
    "G-THROUGH": ((BOX, bar(30, 30, 12, 0.4)), (BOX, bar(30, 30, 11, 0.4)), ORDERED),
    "G-ALONG": ((BOX, bar(30, 43.28, 40, 0.4)), (BOX, bar(30, 43.3, 40, 0.4)), ORDERED),
    "G-CROSS": ((FLAT, bar(30, 28.9, 0.4, 20)), (FLAT, bar(30, 29.1, 0.4, 20)), ORDERED),
    "G-CENTRE": ((letter(48.02, 27.5),), (letter(47.98, 27.5),), kept(lines="xy")),
    "G-CONTRAST": ((letter(20, 20, paint="0 0 0 0.68 k"),), (letter(20, 20, paint="0 0 0 0.69 k"),), ORDERED),
    "G-READ": ((letter(20, 20, size=1.97),), (letter(20, 20, size=1.99),), ORDERED),
}  # fmt: skip
WITH_WORDS = {"G-RANK", "G-LONE", "G-EVEN", "G-WORD"}
"""They read texts: a page of real type shows it, of cells in `test_cells`."""


@pytest.mark.parametrize("rule", SEEDED)
def test_a_fault_just_outside_a_limit_is_caught_by_its_rule_alone(rule):
    wrong, right, ordered = SEEDED[rule]
    assert set(found(made(*wrong), ordered)) == {rule}
    assert found(made(*right), ordered) == {}


def test_every_rule_on_geometry_has_its_fault_here():
    assert {rule.id for rule in GEOMETRY} == {*SEEDED, *WITH_WORDS}


def test_a_problem_says_where_by_how_much_and_what_to_do():
    (problem,) = found(made(WORD, letter(20, 26.5, size=6)))["G-BLOCK"]
    assert problem.message() == "第 1 页（左起 20、上起 28 mm）“□”离“□”只有 1.50 mm，至少应有 2 mm"
    assert problem.location.path == "p1"
    assert problem.remedy()


@pytest.mark.parametrize(
    ("drawn", "ordered", "rules"),
    [
        ((image(30, 20, 20, 20), letter(29, 25)), ORDERED, {"G-GROUND"}),
        ((image(30, 20, 20, 20), letter(23.5, 25)), ORDERED, {"G-NEAR"}),
        ((WORD, bar(10, 10, 60, 40, "0 0 0 0.1 k")), ORDERED, {"G-GROUND"}),
        ((bar(10, 10, 60, 40, "0 0 0 1 k"), letter(20, 20, paint="1 g")), ORDERED, set()),
        ((bar(10, 10, 60, 40, "0 0 0 0.4 k"), letter(20, 20, paint="1 g")), ORDERED, {"G-CONTRAST"}),
        ((hole(20, 20), bar(24.98, 15, 0.4, 10)), replace(ORDERED, cap=None), {"G-CAP"}),
        ((hole(20, 20), bar(25.08, 15, 0.4, 10)), replace(ORDERED, cap=None), set()),
        ((bar(10, 10, 12, 40, "1 g"), WORD), ORDERED, set()),
        ((bar(10, 10, 12, 40, "0 0 0 0 k"), WORD), ORDERED, set()),
        ((bar(10, 10, 12, 40, "0 0 0 0.02 k"), WORD), ORDERED, {"G-GROUND"}),
        ((hidden("3 Tr"),), ORDERED, {"G-INK"}),
        ((hidden("/Gone gs"),), ORDERED, {"G-INK"}),
        ((hidden("/Over gs /Gold cs 0 scn"),), ORDERED, {"G-INK"}),
        ((hidden("0 0 9 9 re W n"),), ORDERED, {"G-CUT"}),
        ((hidden("7 Tr"),), ORDERED, {"G-INK"}),
        ((turned(0, lean=3),), ORDERED, {"G-ASKEW"}),
        ((turned(90),), ORDERED, set()),
        ((image(0, 0, 100, 60), WORD), ORDERED, set()),
        ((WORD, image(0, 0, 100, 60)), ORDERED, {"G-GROUND"}),
        ((area((10, 10), (60, 10), (60, 15), (15, 15), (15, 50), (10, 50)), WORD), ORDERED, set()),
        ((area((10, 10), (60, 10), (60, 23), (15, 23), (15, 50), (10, 50)), WORD), ORDERED, {"G-GROUND"}),
        ((area((10, 10), (60, 40), (60, 50)), WORD), ORDERED, {"G-GROUND"}),
        ((area((15, 15), (30, 30), (30, 15), (15, 30), paint="0 G 0.4 w", close="S"), WORD), ORDERED, {"G-STRIKE"}),
        ((WORD, letter(20, 20, paint="1 g")), ORDERED, {"G-TOUCH", "G-CONTRAST"}),
        ((WORD, letter(27, 27.1, paint="0 0 0 0.9 k"), letter(21, 20)), ORDERED, {"G-TOUCH"}),
        ((f"q {n(20)} {n(20)} m {n(30)} {n(20)} l {n(20)} {n(30)} l h W n {letter(20, 20)} Q",), ORDERED, set()),
        ((f"q {n(20)} {n(20)} m {n(24)} {n(20)} l {n(20)} {n(24)} l h W n {hidden('0 g')} Q",), ORDERED, {"G-CUT"}),
        ((f"q {n(20)} {n(20)} m {n(29)} {n(20)} l {n(20)} {n(29)} l h W n {letter(20, 20)} Q",), ORDERED, {"G-CUT"}),
        ((frame(10, 10, 60, 40), bar(18, 46, 9, 8, "0 0 0 0 k"), letter(20, 47.5)), ORDERED, set()),
        ((hidden("0 0 0 0 k"),), ORDERED, {"G-CONTRAST"}),
        ((ring(20, 20), letter(22, 22, 1, 1, size=6)), ORDERED, {"G-TOUCH"}),
        ((GROUND, letter(10.5, 20)), ORDERED, {"G-NEAR"}),
        ((bar(-3, 10, 90, 40, "0 0 0 0.1 k"), letter(5, 20)), ORDERED, set()),
        ((image(2, 20, 20, 20),), ORDERED, {"G-EDGE"}),
        ((image(-3, 20, 20, 20),), ORDERED, set()),
        ((letter(20, 20), letter(20.24, 20)), ORDERED, set()),
        ((letter(20, 20), letter(20.26, 20)), ORDERED, {"G-TOUCH"}),
        ((f"/Thin gs {bar(10, 22, 60, 0.4)}", WORD), ORDERED, set()),
        ((frame(40, 20, 20, 20), bar(30, 43, 40, 0.4)), replace(ORDERED, clearances=replace(KEEPS, along=None)), set()),
        ((letter(47.5, 28.1),), kept(lines="xy"), {"G-CENTRE"}),
        ((letter(47.5, 28.1),), kept(lines="x"), set()),
        ((letter(20, 20), letter(75, 35, size=6)), kept(group="xy"), set()),
        ((letter(20, 20), letter(75, 36, size=6)), kept(group="xy"), {"G-CENTRE"}),
        (TWO, kept(lines="xy"), set()),
    ],
)  # fmt: skip
def test_what_is_told_and_what_is_not(drawn, ordered, rules):
    assert set(found(made(*drawn), ordered)) == rules


BLUE, PALE = bar(10, 10, 60, 40, "1 0.9 0.3 0 k"), "0 0 0 0.05 k"
GOLD = bar(10, 10, 60, 40, "/Gold cs 1 scn")


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ((BLUE, letter(20, 20, paint=PALE)), False),
        ((BLUE, letter(20, 20, paint=f"/Over gs {PALE}")), True),
        ((BLUE, letter(20, 20, paint=f"/Whole gs {PALE}")), False),
        ((BLUE, letter(20, 20, paint=f"/Over gs {PALE} 0.9 g")), False),
        ((bar(10, 10, 60, 40, "0 0 0 0.9 k"), letter(20, 20, paint=f"/Over gs {PALE}")), False),
        ((bar(10, 10, 60, 40, "0 0.2 0.2 0 k"), letter(20, 20, paint="/Over gs 0 0 0 1 k")), False),
        ((GOLD, letter(20, 20, paint="0 0 0 0.02 k")), False),
        ((GOLD, letter(20, 20, paint="/Over gs 0 0 0 0.02 k")), True),
        ((GOLD, letter(20, 20, paint="/Whole gs 0 0 0 0.02 k")), True),
        ((BLUE, bar(15, 15, 30, 20, "0 0 0.1 0 k"), letter(20, 20)), False),
        ((BLUE, bar(15, 15, 30, 20, "/Over gs 0 0 0.1 0 k"), letter(20, 20)), True),
        ((BLUE, bar(15, 15, 30, 20, "/Over gs /Gold cs 0.1 scn"), letter(20, 20)), False),
        ((BLUE, letter(20, 20, paint="/Over gs /Gold cs 0 scn")), True),
    ],
)  # fmt: skip
def test_contrast_is_that_of_the_inks_that_stand_there_after_printing(drawn, told):
    """By mode 1 a process ink of no share leaves what is under it; a named ink stays under every process colour."""
    ordered = replace(ORDERED, looks={"Gold": (0.6, 0.7, 1, 0.3)})
    assert set(found(made(*drawn), ordered)) == ({"G-CONTRAST"} if told else set())


def test_a_line_shown_in_pieces_goes_on_where_it_ended():
    """A second show without a move stands after the first: without its place, what it touches is not seen."""

    def twice(operands, operator):
        if str(operator) != "TJ":
            return [(operands, operator)]
        return [([part], pikepdf.Operator("Tj")) for part in operands[0] if isinstance(part, pikepdf.String)] * 2

    with pikepdf.open(io.BytesIO(laid('<p style="top:20mm;font-size:8mm">桃源街道</p>'))) as pdf:
        page = pdf.pages[0]
        shown = [each for given in pikepdf.parse_content_stream(page) for each in twice(*given)]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(shown))
        out = io.BytesIO()
        pdf.save(out)
    with MeasuredPdf(out.getvalue()) as file:
        (line,) = file.painted(1, frozenset()).lines
    assert line.text == "桃源街道桃源街道"
    assert line.pen == pytest.approx((10, 74), abs=0.01)


def test_what_matters_more_is_not_smaller():
    ordered = replace(ORDERED, ranks=(("工作制度",), ("先到先办",), ("监督电话",)))
    tops = {"工作制度": 6, "先到先办": 20, "监督电话": 40}
    sizes = "".join(f'<p style="top:{top}mm;font-size:{{}}mm">{text}</p>' for text, top in tops.items())
    assert found(laid(sizes.format(8, 6, 6)), ordered) == {}
    assert set(found(laid(sizes.format(8, 6, 6.1)), ordered)) == {"G-RANK"}
    assert set(found(laid(sizes.format(5, 6, 4)), ordered)) == {"G-RANK"}


def test_letters_of_a_line_that_are_pushed_into_each_other_are_told():
    tight = '<p style="top:20mm;font-size:8mm;letter-spacing:{}mm">民政工作站</p>'
    assert found(laid(tight.format(0)), ORDERED) == {}
    assert set(found(laid(tight.format(-2)), ORDERED)) == {"G-TOUCH"}


def test_a_font_that_cannot_be_read_leaves_the_rules_not_run():
    with pikepdf.open(io.BytesIO(laid('<p style="top:20mm;font-size:8mm">站</p>'))) as pdf:
        for each in pdf.objects:
            if isinstance(each, Dictionary) and each.get("/Subtype") == "/Type0":
                each.Encoding = Name("/UniGB-UCS2-H")
        out = io.BytesIO()
        pdf.save(out)
    with MeasuredPdf(out.getvalue()) as file:
        outcomes = {o.rule: o for o in checked(GEOMETRY, ORDERED, file, Location("x"))}
    assert outcomes["G-TOUCH"].not_run.zh == "字形读不出来：不是 Identity-H 的字符编码"
    assert not outcomes["G-TOUCH"].problems


def test_of_one_design_with_many_records_the_fullest_pages_are_measured_and_the_rest_is_not_run():
    pages = "".join(
        f'<p style="top:20mm;font-size:8mm;page-break-after:always;position:static">{"站" * (number % 7 + 1)}</p>'
        for number in range(20)
    )
    with MeasuredPdf(laid(pages)) as file:
        outcomes = {o.rule: o for o in checked(GEOMETRY, replace(ORDERED, looked_at=4), file, Location("x"))}
        assert file.fullest(4) == [1, 7, 14, 20]
    assert outcomes["G-TOUCH"].not_run.zh == "20 页同一设计，只量了首页、末页和字最多的共 4 页"


def test_the_manifest_keeps_what_is_measured():
    sheet = Sheet(A4, holes=Holes(mm(6), mm(30), mm(14)))
    plan = Document(
        "board", "b", "展板", "signage", sheet, "2026-11-20", standard="press",
        legibility=Legibility(mm(1500), mm(0.1)), clearances=replace(KEEPS, lines="x", group="xy"),
        order=Order("展板", A4, "", "板", mm(5), "印", ("四色", "烫金"), "挂", 1, ("墙",)),
    )  # fmt: skip
    read = of_entry({"size": str(A4), "pages": 1, **entry_of(plan)})
    for name in ("clearances", "distance", "cap", "unseen", "looks"):
        assert getattr(read, name) == getattr(of_document(plan), name)
