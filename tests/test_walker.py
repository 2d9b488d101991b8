"""The one walker: what it gives of all that a page can draw, by what draws it, and whether it prints and shows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from mzdocs.pdf.content_stream import BrokenContent, SharedParts, marks
from mzdocs.pdf.drawing_depth import DrawsItself
from mzdocs.pdf.graphics_state import Mark, moved
from mzdocs.pdf.optional_content import Layers, Visible
from mzdocs.pdf.pdf_functions import function
from mzdocs.pdf.shadings import Shading

from .ink_seeds import (
    BOX,
    DRAW,
    HELVETICA,
    Seed,
    annotation,
    axial,
    device_n,
    file_of,
    form,
    glyphs,
    group,
    layers,
    mask,
    picture,
    separation,
    shaded,
    spaces,
    state,
    tile,
)  # fmt: skip

CMYK = Name.DeviceCMYK
SQUARE = "0 0 9 9 re f"


def walked(seed: Seed) -> list[Mark]:
    """The marks of a seed's page but for its ground."""
    with pikepdf.open(io.BytesIO(file_of(seed))) as pdf:
        shared = SharedParts(Layers(pdf.Root.get("/OCProperties")))
        return list(marks(pdf.pages[0], shared))[1:]


DRAWN = [
    ("a form", Seed("/F Do", {"XObject": {"F": form(BOX)}}), [("page", "fill")]),
    ("a tile", Seed("/Pattern cs /T scn " + BOX, {"Pattern": {"T": tile(SQUARE, box=300)}}),
     [("page", "fill"), ("pattern", "fill")]),
    ("a tile of a line", Seed("/Pattern CS /T SCN 100 80 m 120 80 l S", {"Pattern": {"T": tile(SQUARE, box=300)}}),
     [("page", "stroke"), ("pattern", "fill")]),
    ("a tile of text", Seed("/Pattern cs /T scn BT /F 9 Tf 100 80 Td (A) Tj ET",
                            {"Pattern": {"T": tile(SQUARE, box=300)}, "Font": {"F": HELVETICA}}),
     [("page", "text"), ("pattern", "fill")]),
    ("a shading pattern", Seed("/Pattern cs /T scn " + BOX, {"Pattern": {"T": shaded(axial(CMYK, [0] * 4, [1] * 4))}}),
     [("page", "fill"), ("pattern", "shading")]),
    ("a shading", Seed("/S sh", {"Shading": {"S": axial(CMYK, [0] * 4, [1] * 4)}}), [("page", "shading")]),
    ("a soft mask", Seed("/G gs " + BOX, mask(BOX)), [("mask", "fill"), ("page", "fill")]),
    ("a glyph", Seed("BT /F 9 Tf 100 80 Td (aa) Tj ET", {"Font": {"F": glyphs("1000 0 d0 0 0 900 900 re f")}}),
     [("page", "text"), ("glyph", "fill")]),
    ("an annotation", Seed("", change=annotation(SQUARE)), [("annotation", "fill")]),
    ("a picture", Seed(DRAW, {"XObject": {"P": picture(CMYK, b"abcd")}}), [("page", "image")]),
    ("a picture in the content", Seed("BI /W 1 /H 1 /CS /G /BPC 8 ID a EI"), [("page", "image")]),
    ("PostScript", Seed("/F Do", {"XObject": {"F": lambda pdf: pdf.make_stream(b"", Subtype=Name.PS)}}),
     [("page", "postscript")]),
    ("PostScript as a form", Seed("/F Do", {"XObject": {"F": form(BOX, Subtype2=Name.PS)}}), [("page", "postscript")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "seed", "found"), DRAWN, ids=[name for name, *_ in DRAWN])
def test_what_draws_a_mark_is_told(name: str, seed: Seed, found: list[tuple[str, str]]) -> None:
    assert [(mark.state.within, mark.what) for mark in walked(seed)] == found


SECTION = "/OC /L BDC " + BOX + "EMC "
SEEN = [
    (Seed(SECTION + BOX, change=layers()), [(False, False), (True, True)]),
    (Seed(SECTION, change=layers(off=False)), [(True, True)]),
    (Seed(SECTION, change=layers(False, "Print")), [(False, True)]),
    (Seed(SECTION, change=layers(False, "View")), [(True, False)]),
    (Seed("/OC /M BDC " + BOX + "EMC", change=layers()), [(True, True)]),
    (Seed("/OC /M BDC " + BOX + "EMC", change=layers(off=False)), [(False, False)]),
    (
        Seed("/OC /L BDC /Span BMC " + BOX + "EMC " + BOX + "EMC " + BOX, change=layers()),
        [(False,) * 2] * 2 + [(True,) * 2],
    ),
    (Seed("q /OC /L BDC Q " + BOX + "q EMC Q " + BOX, change=layers()), [(False, False), (True, True)]),
    (Seed("", change=annotation(SQUARE, 4)), [(True, True)]),
    (Seed("", change=annotation(SQUARE, 0)), [(False, True)]),
    (Seed("", change=annotation(SQUARE, 4 + 2)), [(False, False)]),
    (Seed("", change=annotation(SQUARE, 4 + 32)), [(True, False)]),
]


@pytest.mark.parametrize(("seed", "found"), SEEN)
def test_what_prints_and_what_shows_is_told(seed: Seed, found: list[tuple[bool, bool]]) -> None:
    assert [tuple(mark.state.visible) for mark in walked(seed)] == found


@pytest.mark.parametrize(
    ("policy", "off", "on"),
    [("AnyOn", 1, True), ("AllOn", 1, False), ("AnyOff", 1, True), ("AllOff", 1, False),
     ("AllOff", 2, True), ("AnyOn", 2, False)],
)  # fmt: skip
def test_a_membership_is_on_by_its_policy(policy: str, off: int, on: bool) -> None:
    with Pdf.new() as pdf:
        groups = [pdf.make_indirect(Dictionary(Type=Name.OCG)) for _ in range(2)]
        known = Layers(Dictionary(OCGs=groups, D=Dictionary(OFF=groups[:off])))
        member = Dictionary(Type=Name.OCMD, OCGs=Array(groups), P=Name("/" + policy))
        assert known.of(member) == Visible(on, on)


@pytest.mark.parametrize(
    ("said", "on"),
    [(["Not", 0], True), (["Not", 1], False), (["And", 0, 1], False), (["Or", 0, 1], True),
     (["Or", ["Not", 1], 0], False)],
)  # fmt: skip
def test_an_expression_of_layers_is_worked_out(said: list[Any], on: bool) -> None:
    """Group 0 is off, group 1 is on."""
    with Pdf.new() as pdf:
        groups = [pdf.make_indirect(Dictionary(Type=Name.OCG)) for _ in range(2)]
        known = Layers(Dictionary(OCGs=groups, D=Dictionary(BaseState=Name.OFF, ON=groups[1:])))

        def expression(part: Any) -> Any:
            return groups[part] if isinstance(part, int) else Array([Name("/" + part[0]), *map(expression, part[1:])])

        assert known.of(Dictionary(Type=Name.OCMD, VE=expression(said))).prints is on


def test_a_tile_stands_at_its_place_within_what_it_fills() -> None:
    """A cell of 10 in a box of 40: the one that is looked at lies within the box."""
    (_, inner) = walked(Seed("/Pattern cs /T scn " + BOX, {"Pattern": {"T": tile(SQUARE)}}))
    assert all(100 <= x <= 140 and 80 <= y <= 120 for _, points in inner.path for x, y in points)
    assert len(inner.state.clips) == 2


def test_a_tile_that_is_a_shape_alone_takes_the_colour_it_is_given() -> None:
    seed = Seed("/C cs 0.1 0.2 0.3 0.4 /T scn " + BOX, {"Pattern": {"T": tile("1 0 0 rg " + SQUARE, 2, box=300)},
                                                       **spaces(C=Array([Name.Pattern, CMYK]))})  # fmt: skip
    assert walked(seed)[1].paint.cmyk == (0.1, 0.2, 0.3, 0.4)


@pytest.mark.parametrize(("first", "colour"), [("1000 0 0 0 900 900 d1", (0, 0, 0, 1)), ("1000 0 d0", (1, 0, 0, 0))])
def test_a_glyph_that_is_a_shape_alone_takes_the_colour_of_its_text(first: str, colour: tuple[float, ...]) -> None:
    font = glyphs(first + " 1 0 0 0 k 0 0 900 900 re f")
    seed = Seed("0 0 0 1 k BT /F 10 Tf 100 80 Td (a) Tj ET", {"Font": {"F": font}})
    glyph = walked(seed)[1]
    assert glyph.paint.cmyk == colour
    assert moved(glyph.state.matrix, 1000, 0) == pytest.approx((110, 80))


def test_an_annotation_is_laid_into_its_rectangle() -> None:
    (mark,) = walked(Seed("", change=annotation("0 0 40 40 re f")))
    assert {point for _, points in mark.path for point in points} == {(100, 80), (140, 80), (140, 120), (100, 120)}


def test_a_group_is_kept_with_what_it_does_to_its_marks() -> None:
    seed = Seed(
        "/G gs /F Do", {**state(ca=0.5, BM=Name.Multiply), "XObject": {"F": form(BOX, Group=group(CMYK, I=True))}}
    )
    (mark,) = walked(seed)
    (kept,) = mark.state.groups
    assert (kept.alpha, kept.blend, kept.isolated, str(kept.space)) == (0.5, "/Multiply", True, "/DeviceCMYK")
    assert (mark.alpha, mark.state.blend, mark.transparent) == (1, "/Normal", True)


@pytest.mark.parametrize("content", ["1 w 2 0 0 cm", "(a) w", "BT /F Tf ET"])
def test_what_cannot_be_followed_is_said_to_be_so(content: str) -> None:
    with pytest.raises(BrokenContent):
        walked(Seed(content))


def test_a_glyph_that_shows_itself_is_refused() -> None:
    def itself(pdf: Pdf) -> Dictionary:
        font = pdf.make_indirect(glyphs("1000 0 d0 0.5 g BT /F 1 Tf (a) Tj 0.6 g (a) Tj ET")(pdf))
        font.Resources = Dictionary(Font=Dictionary(F=font))
        return font

    seen = walked(Seed("BT /F 9 Tf (a) Tj ET", {"Font": {"F": itself}}))
    assert len(seen) < 12


def test_a_tile_that_fills_itself_is_refused() -> None:
    def itself(pdf: Pdf) -> Any:
        made = tile("/Pattern cs /T scn 0 0 9 9 re f", box=300)(pdf)
        made.Resources = Dictionary(Pattern=Dictionary(T=made))
        return made

    with pytest.raises(DrawsItself):
        walked(Seed("/Pattern cs /T scn " + BOX, {"Pattern": {"T": itself}}))


def ring(pdf: Pdf) -> Dictionary:
    between = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[1], N=1)
    return Dictionary(
        ShadingType=3, ColorSpace=separation("Gold"), Coords=[120, 100, 0, 120, 100, 20], Function=between
    )


def test_a_shading_knows_its_inks_at_a_point() -> None:
    with pikepdf.open(io.BytesIO(file_of(Seed("/S sh", {"Shading": {"S": ring}})))) as pdf:
        shading = Shading(list(marks(pdf.pages[0]))[1])
        assert shading.at((120, 100)) == {"Gold": pytest.approx(0)}
        assert shading.at((130, 100)) == {"Gold": pytest.approx(0.5)}
        assert shading.at((145, 100)) is None


PROGRAMS: list[tuple[str, tuple[float, ...], tuple[float, ...]]] = [
    ("{dup 0.5 gt {1 exch sub} {2 mul} ifelse}", (0.25,), (0.5,)),
    ("{dup 0.5 gt {1 exch sub} {2 mul} ifelse}", (0.75,), (0.25,)),
    ("{3 1 roll}", (0.1, 0.2, 0.3), (0.3, 0.1, 0.2)),
    ("{pop 0 0 0}", (1.0, 0.5), (1, 0, 0, 0)),
    ("{1 index 2 copy pop pop}", (0.1, 0.2), (0.1, 0.2, 0.1)),
    ("{2 exp % a comment\n}", (0.5,), (0.25,)),
]


@pytest.mark.parametrize(("program", "given", "found"), PROGRAMS)
def test_a_calculator_calculates(program: str, given: tuple[float, ...], found: tuple[float, ...]) -> None:
    with Pdf.new() as pdf:
        said = pdf.make_stream(program.encode(), FunctionType=4, Domain=[0, 1] * len(given), Range=[0, 1] * len(found))
        assert function(said)(given) == pytest.approx(found)


@pytest.mark.parametrize(("bits", "data"), [(8, b"\x00\x80\xff"), (16, b"\x00\x00\x80\x80\xff\xff"), (4, b"\x08\xf0")])
def test_a_sampled_function_goes_straight_between_its_samples(bits: int, data: bytes) -> None:
    with Pdf.new() as pdf:
        said = pdf.make_stream(data, FunctionType=0, Domain=[0, 1], Range=[0, 1], Size=[3], BitsPerSample=bits)
        assert [function(said)([x])[0] for x in (0, 0.25, 0.5, 1)] == pytest.approx([0, 0.25, 0.5, 1], abs=0.04)


def names(said: Any) -> Iterator[str]:
    yield from (str(each) for each in said)


def test_the_space_of_a_colour_is_kept_as_the_file_has_it() -> None:
    seed = Seed("/C cs 0.5 0 scn " + BOX, spaces(C=device_n(["Gold", "Black"])))
    with pikepdf.open(io.BytesIO(file_of(seed))) as pdf:
        paint = list(marks(pdf.pages[0]))[1].paint
        assert (paint.space, paint.values, paint.ink) == ("/DeviceN", (0.5, 0), "Gold+Black")
        assert list(names(paint.said[1])) == ["/Gold", "/Black"]
