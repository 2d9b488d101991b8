"""Faults of ink on pages made by hand: each is found by the rule that is for it and by no other; nor is a good page."""

from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, String

from mzdocs.core.problems import Location
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import checked
from mzdocs.preflight.rules import RULES

from .ink_seeds import (
    BOX,
    DRAW,
    HELVETICA,
    KNOCK0,
    OVER,
    RED,
    Seed,
    annotation,
    axial,
    device_n,
    encoded,
    file_of,
    form,
    glyphs,
    group,
    icc,
    layers,
    mask,
    mesh,
    page_group,
    picture,
    separation,
    shaded,
    spaces,
    state,
    tile,
)  # fmt: skip

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
JUDGED = (
    "X-RGB", "P-RGB", "X-TR", "P-TONE", "X-SEP", "P-NAMES", "P-REG", "P-SPOT", "P-TAC", "P-WHITE", "P-LAYER", "P-BLANK",
)  # fmt: skip
RGB, CMYK, GREY = Name.DeviceRGB, Name.DeviceCMYK, Name.DeviceGray
SRGB, LAB = icc(b"RGB ", 3), Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])])
FULL, HEAVY, FINE = bytes([255] * 4), bytes([255, 255, 255, 3]), bytes([255, 255, 255, 0])
FOUR = ["Cyan", "Magenta", "Yellow", "Black"]
JPX, DCT = Name.JPXDecode, Name.DCTDecode
UNDER = "1 1 0 0 k 100 80 40 40 re f "
THREE = "1 1 1 0 k "
OVERPRINTS, NAMED_ALONE = {"ExtGState": {"G": OVER}}, {"ExtGState": {"G": KNOCK0}}
LETTERS = {"Font": {"F": HELVETICA}}
STENCIL = {"XObject": {"P": picture(None, b"\0", 1, ImageMask=True)}}
PATTERN, SHADING = "/Pattern cs /T scn ", "q 100 80 40 40 re W n /S sh Q "


def fills(space: Any, values: str, **more: Any) -> Seed:
    return Seed(f"/C cs {values} scn {BOX}", spaces(C=space, **more))


FAULTS: dict[str, tuple[str, Seed]] = {
    "RGB fill": ("X-RGB", Seed(RED + BOX)),
    "RGB line": ("X-RGB", Seed("1 0 0 RG 100 80 m 140 80 l S")),
    "RGB in the bleed": ("X-RGB", Seed(RED + "42 60 5 5 re f")),
    "RGB white": ("X-RGB", Seed("1 1 1 rg " + BOX)),
    "RGB in a tile": ("X-RGB", Seed(PATTERN + BOX, {"Pattern": {"T": tile(RED + "0 0 9 9 re f")}})),
    "RGB tint of a tile without colour": (
        "X-RGB", Seed("/C cs 1 0 0 /T scn " + BOX, {"Pattern": {"T": tile("0 0 9 9 re f", 2)},
                                                    **spaces(C=Array([Name.Pattern, RGB]))})),
    "RGB in a form in a tile": ("X-RGB", Seed(PATTERN + BOX, {"Pattern": {
        "T": tile("/F Do", inner={"XObject": {"F": form(RED + "0 0 9 9 re f")}})}})),
    "RGB shading": ("X-RGB", Seed(SHADING, {"Shading": {"S": axial(RGB, [1, 0, 0], [0, 0, 1])}})),
    "RGB shading pattern": (
        "X-RGB", Seed(PATTERN + BOX, {"Pattern": {"T": shaded(axial(RGB, [1, 0, 0], [0, 0, 1]))}})),
    "RGB shading pattern along a line": (
        "X-RGB", Seed("/Pattern CS /T SCN 100 80 m 140 90 l S",
                      {"Pattern": {"T": shaded(axial(RGB, [1, 0, 0], [0, 0, 1]))}})),
    "RGB in a soft mask's group": ("X-RGB", Seed("/G gs " + UNDER, mask("1 g 0 0 300 200 re f", RGB))),
    "RGB drawn in a soft mask": ("X-RGB", Seed("/G gs " + UNDER, mask("1 0 0 rg 0 0 300 200 re f"))),
    "RGB in an alpha mask": ("X-RGB", Seed("/G gs " + UNDER, mask("1 0 0 rg 0 0 300 200 re f", kind="Alpha"))),
    "RGB blending space of the page": ("X-RGB", Seed(UNDER, change=page_group(RGB))),
    "RGB blending space of a form": ("X-RGB", Seed("/F Do", {"XObject": {"F": form(UNDER, Group=group(RGB))}})),
    "RGB JPEG 2000 without a space": ("X-RGB", Seed(DRAW, {"XObject": {"P": encoded("RGB", "red", "JPEG2000", JPX)}})),
    "RGB alternate of a separation": ("X-RGB", fills(separation("Gold", RGB, 1, 0, 0), "0")),
    "RGB alternate of several inks": ("X-RGB", fills(device_n(["Gold", "Black"], RGB), "0 0")),
    "RGB process of several inks": ("X-RGB", fills(device_n(["Black"], CMYK, Dictionary(
        Subtype=Name.NChannel, Process=Dictionary(ColorSpace=RGB, Components=[Name.Black]))), "0.5")),
    "RGB palette": ("X-RGB", Seed(DRAW, {"XObject": {
        "P": picture(Array([Name.Indexed, RGB, 1, String(b"\0" * 6)]), b"\0")}})),
    "RGB picture": ("X-RGB", Seed(DRAW, {"XObject": {"P": picture(RGB, b"\xff\0\0")}})),
    "RGB JPEG": ("X-RGB", Seed(DRAW, {"XObject": {"P": encoded("RGB", "red", "JPEG", DCT, ColorSpace=RGB)}})),
    "RGB picture in the content": (
        "X-RGB", Seed("q 9 0 0 9 100 80 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q")),
    "RGB palette in the content": (
        "X-RGB", Seed("q 9 0 0 9 100 80 cm BI /W 1 /H 1 /CS [/I /RGB 0 <ff0000>] /BPC 8 ID a EI Q")),
    "RGB of a named space in the content": (
        "X-RGB", Seed("q 9 0 0 9 100 80 cm BI /W 1 /H 1 /CS /C /BPC 8 ID a EI Q",
                      spaces(C=Array([Name.Indexed, RGB, 0, String(b"abc")])))),
    "RGB glyph": ("X-RGB", Seed("BT /F 40 Tf 100 80 Td (a) Tj ET", {
        "Font": {"F": glyphs("1000 0 d0 1 0 0 rg 0 0 900 900 re f")}})),
    "RGB edges of letters": (
        "X-RGB", Seed("0 0 0 1 k 1 0 0 RG BT 1 Tr /F 30 Tf 105 85 Td (AB) Tj ET", LETTERS)),
    "RGB edges of filled letters": (
        "X-RGB", Seed("0 0 0 1 k 1 0 0 RG BT 2 Tr /F 30 Tf 105 85 Td (AB) Tj ET", LETTERS)),
    "RGB tile behind a stencil": ("X-RGB", Seed(PATTERN + DRAW, {
        "XObject": {"P": picture(None, b"\0", 1, ImageMask=True)},
        "Pattern": {"T": tile(RED + "0 0 9 9 re f")}})),
    "RGB look of one of several inks": ("X-RGB", fills(device_n(["Gold", "Black"], CMYK, Dictionary(
        Colorants=Dictionary(Gold=separation("Gold", RGB, 1, 0, 0)))), "1 0")),
    "RGB annotation": ("X-RGB", Seed("", change=annotation(RED + "0 0 40 40 re f"))),
    "RGB in a form that inherits": ("X-RGB", Seed("/F Do", {"XObject": {"F": form("/C cs 1 0 0 scn " + BOX)},
                                                            **spaces(C=RGB)})),
    "RGB stencil": ("X-RGB", Seed(RED + DRAW, {"XObject": {"P": picture(None, b"\0", 1, ImageMask=True)}})),
    "RGB by a profile": ("P-RGB", fills(SRGB, "1 0 0")),
    "RGB by a profile that says it has four": ("P-RGB", fills(icc(b"RGB ", 4), "1 0 0")),
    "RGB as the device's by default": ("P-RGB", Seed(RED + BOX, spaces(DefaultRGB=SRGB))),
    "calibrated RGB": ("P-RGB", fills(Array([Name.CalRGB, Dictionary(WhitePoint=[0.96, 1, 0.82])]), "1 0 0")),
    "Lab": ("P-RGB", fills(LAB, "50 20 20")),
    "RGB picture by a profile": ("P-RGB", Seed(DRAW, {"XObject": {"P": picture(SRGB, b"\xff\0\0")}})),
    "400 % of process inks": ("P-TAC", Seed("1 1 1 1 k " + BOX)),
    "301 %": ("P-TAC", Seed("1 1 1 0.01 k " + BOX)),
    "301 % at the edge of the trim": ("P-TAC", Seed("1 1 1 0.01 k 45 60 5.2 9 re f")),
    "400 % as several inks": ("P-TAC", fills(device_n(FOUR), "1 1 1 1")),
    "360 % of process inks and a named one": ("P-TAC", fills(device_n([*FOUR, "Gold"]), "0.9 0.9 0.9 0 0.9")),
    "400 % by a profile": ("P-TAC", fills(icc(b"CMYK", 4), "1 1 1 1")),
    "Multiply": ("P-TAC", Seed(UNDER + "/G gs 0.5 0 1 1 k " + BOX, state(BM=Name.Multiply))),
    "Darken": ("P-TAC", Seed(UNDER + "/G gs 0 0 1 1 k " + BOX, state(BM=Name.Darken))),
    "Multiply as the first known of several": (
        "P-TAC", Seed(UNDER + "/G gs 0 0 1 1 k " + BOX, state(BM=Array([Name.Strange, Name.Multiply])))),
    "a group that is multiplied": ("P-TAC", Seed(UNDER + "/G gs /F Do", {
        **state(BM=Name.Multiply), "XObject": {"F": form("0 0 1 1 k " + BOX, Group=group(CMYK))}})),
    "overprint": ("P-TAC", Seed(UNDER + "/G gs 0 0 1 1 k " + BOX, OVERPRINTS)),
    "overprint where two bars cross": ("P-TAC", Seed(
        "1 1 0 0 k 60 95 180 9 re f /G gs 0 0 1 1 k 120 60 9 80 re f", OVERPRINTS)),
    "a line that overprints": ("P-TAC", Seed(
        UNDER + "/G gs 0 0 1 1 K 4 w 60 100 m 200 100 l S", OVERPRINTS)),
    "text that overprints": ("P-TAC", Seed(
        UNDER + "/G gs 0 0 1 1 k BT /F 30 Tf 105 85 Td (AB) Tj ET", {**OVERPRINTS, **LETTERS})),
    "a named ink over four": ("P-TAC", Seed(
        "0.9 0.9 0.9 0 k " + BOX + "/G gs /C cs 1 scn " + BOX, {**NAMED_ALONE, **spaces(C=separation("Gold"))})),
    "an overprinted fill within a round clip": ("P-TAC", Seed(
        UNDER + "q 120 80 m 140 100 l 120 120 l 100 100 l h W n /G gs 0 0 1 1 k " + BOX + "Q", OVERPRINTS)),
    "a shading's end": ("P-TAC", Seed(SHADING, {"Shading": {"S": axial(CMYK, [0, 0, 0, 0], [1, 1, 1, 0.3])}})),
    "a shading pattern's end": ("P-TAC", Seed(PATTERN + BOX, {"Pattern": {
        "T": shaded(axial(CMYK, [0, 0, 0, 0], [1, 1, 1, 0.3]))}})),
    "a corner of a mesh": ("P-TAC",
        Seed(SHADING, {"Shading": {"S": mesh((0, 0, 0, 1), (0, 1, 0, 0), (1, 1, 1, 0.5))}})),
    "a shading that is multiplied": ("P-TAC", Seed(UNDER + "/G gs " + SHADING, {
        **state(BM=Name.Multiply), "Shading": {"S": axial(CMYK, [0, 0, 0, 0], [0, 0, 1, 1])}})),
    "a tile": ("P-TAC", Seed(PATTERN + BOX, {"Pattern": {"T": tile("1 1 1 1 k 0 0 9 9 re f")}})),
    "a picture": ("P-TAC", Seed(DRAW, {"XObject": {"P": picture(CMYK, FULL)}})),
    "301.2 % in a picture": ("P-TAC", Seed(DRAW, {"XObject": {"P": picture(CMYK, HEAVY)}})),
    "a picture turned round": ("P-TAC",
        Seed(DRAW, {"XObject": {"P": picture(CMYK, bytes(4), Decode=Array([1, 0] * 4))}})),
    "a JPEG as others write it": ("P-TAC", Seed(DRAW, {"XObject": {
        "P": encoded("CMYK", (255,) * 4, "JPEG", DCT, ColorSpace=CMYK, Decode=Array([1, 0] * 4))}})),
    "a picture by a profile": ("P-TAC", Seed(DRAW, {"XObject": {"P": picture(icc(b"CMYK", 4), FULL)}})),
    "a picture of several inks": ("P-TAC", Seed(DRAW, {"XObject": {"P": picture(device_n(FOUR), FULL)}})),
    "a palette": ("P-TAC",
        Seed(DRAW, {"XObject": {"P": picture(Array([Name.Indexed, CMYK, 1, String(FINE + FULL)]), b"\1")}})),
    "a picture in the content": ("P-TAC",
        Seed("q 9 0 0 9 100 80 cm BI /W 1 /H 1 /CS /CMYK /BPC 8 /F /AHx ID ffffffff> EI Q")),
    "a burn": ("P-TAC", Seed("0.9 0.9 0.5 0.2 k " + BOX + "/G gs 0.2 0.2 0.9 0.9 k " + BOX, state(BM=Name.ColorBurn))),
    "a burn of two light colours": (
        "P-TAC", Seed("0.6 0.6 0.6 0.6 k " + BOX + "/G gs 0.6 0.6 0.6 0.6 k " + BOX, state(BM=Name.ColorBurn))),
    "paper less paper": ("P-TAC", Seed("0 0 0 0 k " + BOX + "/G gs 0.1 0 0 0 k " + BOX, state(BM=Name.Difference))),
    "paper but paper": ("P-TAC", Seed("0 0 0 0 k " + BOX + "/G gs 0.1 0 0 0 k " + BOX, state(BM=Name.Exclusion))),
    "a picture in a named ink over three": ("P-TAC", Seed("1 1 0.95 0 k " + BOX + "/G gs " + DRAW, {
        **NAMED_ALONE, "XObject": {"P": picture(separation("Gold"), b"\xff")}})),
    "edges of letters": ("P-TAC", Seed("1 1 1 1 K BT 1 Tr /F 30 Tf 105 85 Td (AB) Tj ET", LETTERS)),
    "a stencil": ("P-TAC", Seed("1 1 1 1 k " + DRAW, {"XObject": {"P": picture(None, b"\0", 1, ImageMask=True)}})),
    "a picture that overprints a picture": ("P-TAC", Seed(DRAW + "/G gs q 40 0 0 40 100 80 cm /Q Do Q", {
        **state(BM=Name.Multiply), "XObject": {
            "P": picture(CMYK, b"\xff\xff\0\0"), "Q": picture(CMYK, b"\0\0\xff\xff")}})),
    "a glyph": ("P-TAC", Seed("1 1 1 1 k BT /F 40 Tf 100 80 Td (a) Tj ET", {
        "Font": {"F": glyphs("1000 0 0 0 900 900 d1 0 0 900 900 re f")}})),
    "an annotation": ("P-TAC", Seed("", change=annotation("1 1 1 1 k 0 0 40 40 re f"))),
    "registration colour in a fill": ("P-REG", fills(separation("All", CMYK, 1, 1, 1, 1), "1")),
    "registration colour in text": ("P-REG", Seed("/C cs 1 scn BT /F 30 Tf 105 85 Td (AB) Tj ET", {
        **LETTERS, **spaces(C=separation("All", CMYK, 1, 1, 1, 1))})),
    "registration colour in a picture": ("P-REG", Seed(DRAW, {
        "XObject": {"P": picture(separation("All", CMYK, 1, 1, 1, 1), b"\xff")}})),
    "registration colour in a palette": ("P-REG", Seed(DRAW, {"XObject": {"P": picture(
        Array([Name.Indexed, separation("All", CMYK, 1, 1, 1, 1), 1, String(b"\0\xff")]), b"\1")}})),
    "registration colour in edges of letters": ("P-REG", Seed(
        "/C CS 1 SCN BT 1 Tr /F 30 Tf 105 85 Td (AB) Tj ET",
        {**LETTERS, **spaces(C=separation("All", CMYK, 1, 1, 1, 1))})),
    "registration colour in a form": ("P-REG", Seed("/F Do", {"XObject": {"F": form("/C cs 0.5 scn " + BOX, spaces(
        C=separation("All", CMYK, 1, 1, 1, 1)))}})),
    "white that overprints": ("P-WHITE", Seed(UNDER + "/G gs 0 0 0 0 k 110 90 9 9 re f", OVERPRINTS)),
    "white text that overprints": ("P-WHITE", Seed(
        UNDER + "/G gs 0 0 0 0 k BT /F 30 Tf 105 85 Td (AB) Tj ET", {**OVERPRINTS, **LETTERS})),
    "a white line that overprints": ("P-WHITE", Seed(
        UNDER + "/G gs 0 0 0 0 K 60 100 m 200 100 l S", OVERPRINTS)),
    "white that is multiplied": ("P-WHITE", Seed(UNDER + "/G gs 0 0 0 0 k 110 90 9 9 re f", state(BM=Name.Multiply))),
    "white text that darkens": ("P-WHITE", Seed(
        UNDER + "/G gs 0 0 0 0 k BT /F 30 Tf 105 85 Td (AB) Tj ET", {**state(BM=Name.Darken), **LETTERS})),
    "white that overprints a named ink": ("P-WHITE", Seed(
        "/C cs 1 scn " + BOX + "/G gs 0 0 0 0 k 110 90 9 9 re f", {**NAMED_ALONE, **spaces(C=separation("Gold"))})),
    "no tint of a named ink that overprints": ("P-WHITE", Seed(
        UNDER + "/G gs /C cs 0 scn 110 90 9 9 re f", {**NAMED_ALONE, **spaces(C=separation("Gold"))})),
    "a white stencil that overprints": ("P-WHITE", Seed(
        UNDER + "/G gs 0 0 0 0 k q 20 0 0 20 105 85 cm /P Do Q", {**OVERPRINTS, **STENCIL})),
    "a gradient of no foil that overprints": ("P-WHITE", Seed(UNDER + "/G gs " + SHADING, {
        **NAMED_ALONE, "Shading": {"S": axial(separation("Gold"), [0], [0])}})),
    "a white gradient that is multiplied": ("P-WHITE", Seed(UNDER + "/G gs " + SHADING, {
        **state(BM=Name.Multiply), "Shading": {"S": axial(CMYK, [0] * 4, [0] * 4)}})),
    "a white picture that is multiplied": ("P-WHITE", Seed(UNDER + "/G gs q 20 0 0 20 105 85 cm /P Do Q", {
        **state(BM=Name.Multiply), "XObject": {"P": picture(CMYK, bytes(4))}})),
    "a group of white that is multiplied": ("P-WHITE", Seed(UNDER + "/G gs /F Do", {
        **state(BM=Name.Multiply), "XObject": {"F": form("0 0 0 0 k 110 90 9 9 re f", Group=group(CMYK))}})),
    "white text in a group that is multiplied": ("P-WHITE", Seed(UNDER + "/G gs /F Do", {
        **state(BM=Name.Multiply), "XObject": {"F": form(
            "0 0 0.3 0 k 110 90 9 9 re f 0 0 0 0 k BT /F 20 Tf 122 85 Td (A) Tj ET", LETTERS, Group=group(CMYK))}})),
    "capitals": ("P-NAMES",
        Seed("/C cs 0 scn " + BOX, spaces(C=separation("PANTONE 485 C"), D=separation("Pantone 485 c")))),
    "blanks": ("P-NAMES", Seed("", spaces(C=separation("Pantone_485 C"), D=separation("Pantone 485 C")))),
    "full width": ("P-NAMES", Seed("", spaces(C=separation("Gold１"), D=separation("Gold1")))),
    "an ink of a process name": ("P-NAMES", Seed("", spaces(C=separation("black", CMYK, 0, 0, 0, 1)))),
    "names among several inks": ("P-NAMES", Seed("", spaces(C=separation("Gold"), D=device_n(["GOLD", "Black"])))),
    "two looks": ("X-SEP", Seed("", spaces(C=separation("Gold"), D=separation("Gold", CMYK, 1, 0, 0, 0)))),
    "two looks, one of several inks": ("X-SEP", Seed("", spaces(C=separation("Gold"), D=device_n(
        ["Gold", "Black"], CMYK, Dictionary(Colorants=Dictionary(Gold=separation("Gold", CMYK, 1, 0, 0, 0))))))),
    "two looks, one of a picture": ("X-SEP", Seed("", {
        "XObject": {"P": picture(separation("Gold", CMYK, 1, 0, 0, 0), b"\0")}, **spaces(C=separation("Gold"))})),
    "a transfer curve": ("X-TR", Seed("", state(TR=Name.Identity))),
    "a second transfer curve": ("X-TR", Seed("", state(TR2=Name.Identity))),
    "the phase of a halftone": ("X-TR", Seed("", state(HTP=Array([0, 0])))),
    "a blend mode nobody knows": ("X-TR", Seed("", state(BM=Name.Strange))),
    "blend modes nobody knows": ("X-TR", Seed("", state(BM=Array([Name.Strange, Name.Stranger])))),
    "a transfer curve of a shading": ("X-TR", Seed(PATTERN + BOX, {"Pattern": {"T": lambda pdf: Dictionary(
        PatternType=2, Shading=axial(CMYK, [0] * 4, [1, 0, 0, 0])(pdf), ExtGState=Dictionary(TR=Name.Identity))}})),
    "a halftone": ("P-TONE",
        Seed("", state(HT=Dictionary(HalftoneType=1, Frequency=60, Angle=45, SpotFunction=Name.Round)))),
    "black generation": ("P-TONE", Seed("", state(BG=Dictionary(FunctionType=2, Domain=[0, 1], N=1)))),
    "undercolour removal": ("P-TONE", Seed("", state(UCR2=Dictionary(FunctionType=2, Domain=[0, 1], N=1)))),
    "a layer that is printed and not shown": ("P-LAYER", Seed(f"/OC /L BDC {UNDER} EMC", change=layers(False, "View"))),
    "a layer that is shown and not printed": ("P-LAYER",
        Seed(f"/OC /L BDC {UNDER} EMC", change=layers(False, "Print"))),
    "nothing at all": ("P-BLANK", Seed("", ground="")),
    "white alone": ("P-BLANK", Seed("0 0 0 0 k " + BOX, ground="")),
    "nothing inside the trim": ("P-BLANK", Seed("0 0 0 1 k 0 0 9 9 re f", ground="")),
    "everything in a hidden layer": ("P-BLANK", Seed(f"/OC /L BDC {UNDER} EMC", change=layers(), ground="")),
    "everything clipped away": ("P-BLANK", Seed("0 0 9 9 re W n " + UNDER, ground="")),
    "everything invisible": ("P-BLANK",
        Seed("BT 3 Tr /F 30 Tf 105 85 Td (AB) Tj ET", LETTERS, ground="")),
    "everything transparent": ("P-BLANK", Seed("/G gs " + UNDER, state(ca=0), ground="")),
    "everything under a black mask": ("P-BLANK",
        Seed("/G gs " + UNDER, mask("0 g 0 0 300 200 re f"), ground="")),
    "everything under an empty mask": ("P-BLANK", Seed("/G gs " + UNDER, mask(""), ground="")),
    "everything under an empty mask of shapes": ("P-BLANK", Seed("/G gs " + UNDER, mask("", kind="Alpha"), ground="")),
    "everything beside what a mask lets through": ("P-BLANK",
        Seed("/G gs " + UNDER, mask("1 g 0 0 20 20 re f"), ground="")),
    "a group under a black mask": ("P-BLANK", Seed("/G gs /F Do", {
        **mask("0 0 0 1 k 0 0 300 200 re f", CMYK), "XObject": {"F": form(UNDER, Group=group(CMYK))}}, ground="")),
    "a white picture alone": ("P-BLANK", Seed(DRAW, {"XObject": {"P": picture(CMYK, bytes(4))}}, ground="")),
    "a white gradient alone": ("P-BLANK",
        Seed(SHADING, {"Shading": {"S": axial(CMYK, [0] * 4, [0] * 4)}}, ground="")),
    "a picture under its black mask": ("P-BLANK", Seed(DRAW, {
        "XObject": {"P": picture(CMYK, b"\xff\0\0\0", SMask=picture(GREY, b"\0"))}}, ground="")),
    "a picture under its full stencil": ("P-BLANK", Seed(DRAW, {"XObject": {
        "P": picture(CMYK, b"\xff\0\0\0", Mask=picture(None, b"\xff", 1, ImageMask=True))}}, ground="")),
    "a picture all in the colour it leaves out": ("P-BLANK", Seed(DRAW, {
        "XObject": {"P": picture(CMYK, b"\xff\0\0\0", Mask=Array([255, 255, 0, 0, 0, 0, 0, 0]))}}, ground="")),
    "an empty stencil": ("P-BLANK", Seed("0 0 0 1 k " + DRAW, {
        "XObject": {"P": picture(None, b"\xff", 1, ImageMask=True)}}, ground="")),
    "blanks alone": ("P-BLANK", Seed("BT /F 20 Tf 105 85 Td (  ) Tj ET", LETTERS, ground="")),
    "an empty tile": ("P-BLANK", Seed(PATTERN + BOX, {"Pattern": {"T": tile("")}}, ground="")),
    "an annotation that is not printed": ("P-BLANK", Seed("", change=annotation(UNDER, 0), ground="")),
}  # fmt: skip

GOOD: dict[str, Seed] = {
    "grey, process, a named ink": Seed("0.5 g " + BOX + "/C cs 1 scn 60 60 9 9 re f", spaces(C=separation("Gold"))),
    "grey by a profile": fills(icc(b"GRAY", 1), "0.5"),
    "calibrated grey": fills(Array([Name.CalGray, Dictionary(WhitePoint=[0.96, 1, 0.82])]), "0.5"),
    "process inks by a profile": fills(icc(b"CMYK", 4), "1 1 0 0"),
    "RGB in the slug": Seed(RED + "0 0 30 30 re f"),
    "RGB clipped away": Seed("0 0 9 9 re W n " + RED + BOX),
    "RGB beside a round clip": Seed("q 120 80 m 140 100 l 120 120 l 100 100 l h W n " + RED + "100 80 3 3 re f Q"),
    "a mask whose form has itself among its resources": Seed(
        "/G gs " + UNDER, mask("1 g 0 0 300 200 re f"),
        lambda pdf, page: page.Resources.ExtGState.G.SMask.G.__setitem__(
            "/Resources", Dictionary(ExtGState=Dictionary(G=page.Resources.ExtGState.G)))),
    "RGB set and not used": Seed(RED + "0 0 0 1 k " + BOX),
    "RGB text that is invisible": Seed("BT 3 Tr 1 0 0 rg /F 30 Tf 105 85 Td (AB) Tj ET", LETTERS),
    "RGB in a hidden layer": Seed(f"/OC /L BDC {RED} {BOX} EMC", change=layers()),
    "RGB in a hidden form": Seed("/F Do", {"XObject": {"F": form(RED + BOX)}},
                                 lambda pdf, page: (layers()(pdf, page), page.Resources.XObject.F.__setitem__(
                                     "/OC", page.Resources.Properties.L))),
    "RGB in a membership that is off": Seed(f"/OC /M BDC {RED} {BOX} EMC", change=layers(off=False)),
    "RGB in an annotation that is not printed": Seed("", change=annotation(RED + "0 0 40 40 re f", 0)),
    "RGB of no opacity": Seed("/G gs " + RED + BOX, state(ca=0)),
    "RGB in a tile that nothing fills": Seed("", {"Pattern": {"T": tile(RED + "0 0 9 9 re f")}}),
    "registration colour with an RGB alternate in the slug": Seed(
        "/C cs 1 scn 0 0 9 9 re f", spaces(C=separation("All", RGB, 0, 0, 0))),
    "no ink with an RGB alternate": fills(separation("None", RGB, 0, 0, 0), "1"),
    "a named ink told in Lab": fills(separation("Gold", LAB, 60, 10, 40), "1"),
    "grey JPEG 2000 without a space": Seed(DRAW, {"XObject": {"P": encoded("L", 90, "JPEG2000", JPX)}}),
    "RGB JPEG 2000 told as process inks' grey": Seed(
        DRAW, {"XObject": {"P": encoded("L", 90, "JPEG2000", JPX, ColorSpace=GREY)}}),
    "a blending space of process inks": Seed("/F Do", {"XObject": {"F": form(UNDER, Group=group(CMYK))}},
                                             page_group(CMYK)),
    "a grey mask": Seed("/G gs " + UNDER, mask("1 g 0 0 300 200 re f")),
    "300 %": Seed(THREE + BOX),
    "299.9 %": Seed("1 1 0.999 0 k " + BOX),
    "300 % in a picture": Seed(DRAW, {"XObject": {"P": picture(CMYK, FINE)}}),
    "400 % in the slug": Seed("1 1 1 1 k 0 0 30 30 re f"),
    "400 % at the edge, outside": Seed("1 1 1 1 k 40 60 10 9 re f"),
    "400 % clipped away": Seed("0 0 9 9 re W n 1 1 1 1 k " + BOX),
    "400 % under a panel": Seed("1 1 1 1 k " + BOX + "0 0 0 0 k 90 70 60 60 re f"),
    "400 % half seen": Seed("/G gs 1 1 1 1 k " + BOX, state(ca=0.5)),
    "a group of 400 % half seen": Seed("/G gs /F Do", {
        **state(ca=0.5), "XObject": {"F": form("1 1 1 1 k " + BOX, Group=group(CMYK))}}),
    "a group whose parts hide each other is multiplied": Seed("1 0 0 0 k " + BOX + "/G gs /F Do", {
        **state(BM=Name.Multiply),
        "XObject": {"F": form("0 1 0.9 0 k " + BOX + "0 0.9 1 0 k " + BOX, Group=group(CMYK))}}),
    "parts of a knockout group": Seed("/F Do", {"XObject": {"F": form(
        "1 1 0 0 k " + BOX + "/G gs 0 0 1 1 k " + BOX, OVERPRINTS, Group=group(CMYK, K=True))}}),
    "a picture of process inks that overprints": Seed(UNDER + "/G gs " + DRAW, {
        **NAMED_ALONE, "XObject": {"P": picture(CMYK, b"\0\0\xff\xff")}}),
    "registration colour that a picture has and does not use": Seed(DRAW, {
        "XObject": {"P": picture(separation("All", CMYK, 1, 1, 1, 1), b"\0")}}),
    "white that is multiplied on paper": Seed("/G gs 0 0 0 0 k 110 90 9 9 re f", state(BM=Name.Multiply)),
    "knocked out, not overprinted": Seed(UNDER + "0 0 1 1 k " + BOX),
    "overprinted beside each other": Seed(
        "1 1 0 0 k 60 60 30 30 re f /G gs 0 0 1 1 k 95 60 30 30 re f", OVERPRINTS),
    "black that overprints": Seed(UNDER + "/G gs 0 0 0 1 k 110 90 9 9 re f", OVERPRINTS),
    "process inks that overprint by mode 0": Seed(UNDER + "/G gs 0 0 1 1 k " + BOX, NAMED_ALONE),
    "lightened": Seed(UNDER + "/G gs 0 0 1 1 k " + BOX, state(BM=Name.Lighten)),
    "a screen": Seed(UNDER + "/G gs 0 0 1 1 k " + BOX, state(BM=Name.Screen)),
    "Normal as the first known of several": Seed(
        UNDER + "/G gs 0 0 1 1 k " + BOX, state(BM=Array([Name.Strange, Name.Normal, Name.Multiply]))),
    "a shading that is heavy beyond its clip": Seed(SHADING, {"Shading": {"S": axial(
        CMYK, [0, 0, 0, 0], [1, 1, 1, 1], (100, 0, 200, 0))}}),
    "varnish over four inks": Seed(THREE + BOX + "/G gs /C cs 1 scn " + BOX, {
        "ExtGState": {"G": KNOCK0}, **spaces(C=separation("Spot Varnish"))}),
    "registration colour in the slug": Seed(
        "/C cs 1 scn 0 0 9 9 re f /C CS 1 SCN 0.3 w 10 0 m 10 40 l S", spaces(C=separation("All", CMYK, 1, 1, 1, 1))),
    "white that knocks out": Seed(UNDER + "0 0 0 0 k 110 90 9 9 re f"),
    "a white stencil that knocks out": Seed(UNDER + "0 0 0 0 k q 20 0 0 20 105 85 cm /P Do Q", STENCIL),
    "a white stencil that overprints paper": Seed(
        "/G gs 0 0 0 0 k q 20 0 0 20 105 85 cm /P Do Q", {**OVERPRINTS, **STENCIL}),
    "a gradient to white that is multiplied": Seed(UNDER + "/G gs " + SHADING, {
        **state(BM=Name.Multiply), "Shading": {"S": axial(CMYK, [0, 0, 0.5, 0], [0] * 4)}}),
    "white beside a colour in a group that is multiplied": Seed(UNDER + "/G gs /F Do", {
        **state(BM=Name.Multiply), "XObject": {"F": form(
            "0 0 0 0 k " + BOX + "0 0 0.3 0 k 110 90 9 9 re f", Group=group(CMYK))}}),
    "a mask that shows a part": Seed("/G gs " + UNDER, mask("1 g 110 90 20 20 re f"), ground=""),
    "a mask of shapes in black": Seed(
        "/G gs " + UNDER, mask("0 g 110 90 20 20 re f", kind="Alpha"), ground=""),
    "a mask on a white ground": Seed("/G gs " + UNDER, {"ExtGState": {"G": lambda pdf: Dictionary(
        SMask=Dictionary(S=Name.Luminosity, BC=Array([1]), G=form("", Group=group(GREY))(pdf)))}}, ground=""),
    "a grey tile in a mask": Seed("/G gs " + UNDER, {"ExtGState": {"G": lambda pdf: Dictionary(SMask=Dictionary(
        S=Name.Luminosity, G=form(PATTERN + "0 0 300 200 re f", {"Pattern": {"T": tile("1 g 0 0 9 9 re f")}},
                                  Group=group(GREY))(pdf)))}}, ground=""),
    "400 % in a tile that a mask draws": Seed("/G gs 1 0 0 0 k " + BOX, {
        "ExtGState": {"G": lambda pdf: Dictionary(SMask=Dictionary(S=Name.Luminosity, G=form(
            PATTERN + "0 0 300 200 re f", {"Pattern": {"T": tile("1 1 1 1 k 0 0 9 9 re f")}},
            Group=group(CMYK))(pdf)))}}),
    "a picture that its mask half shows": Seed(DRAW, {
        "XObject": {"P": picture(CMYK, b"\xff\0\0\0", SMask=picture(GREY, b"\x80"))}}, ground=""),
    "a letter between blanks": Seed("BT /F 20 Tf 105 85 Td ( A ) Tj ET", LETTERS, ground=""),
    "white that overprints paper": Seed("/G gs 0 0 0 0 k 110 90 9 9 re f", OVERPRINTS),
    "white that overprints by mode 0": Seed(UNDER + "/G gs 0 0 0 0 k 110 90 9 9 re f", NAMED_ALONE),
    "one look written in two ways": Seed("", spaces(C=separation("Gold"), D=lambda pdf: Array([
        Name.Separation, Name.Gold, CMYK, pdf.make_stream(
            b"{dup 0 mul exch dup .5 mul exch dup 0 mul}", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4)]))),
    "two inks of nearly one name": Seed("", spaces(C=separation("PANTONE 485 C"), D=separation("PANTONE 485 U"))),
    "curves and halftones of the machine": Seed("", state(TR2=Name.Default, HT=Name.Default, BG2=Name.Default)),
    "a layer that is shown and printed": Seed(f"/OC /L BDC {UNDER} EMC", change=layers(False)),
    "a layer that is neither": Seed(f"/OC /L BDC {UNDER} EMC", change=layers()),
    "an ordered ink in a picture alone": Seed(DRAW, {"XObject": {"P": picture(separation("Gold"), b"\xff")}}),
    "an ordered ink in a shading alone": Seed(SHADING, {"Shading": {"S": axial(separation("Gold"), [0], [1])}}),
    "an ordered ink among several alone": fills(device_n(["Gold", "Black"]), "1 0"),
    "an ordered ink in a tile alone": Seed(
        PATTERN + BOX, {"Pattern": {"T": tile("/C cs 1 scn 0 0 9 9 re f", inner=spaces(C=separation("Gold")))}}),
}  # fmt: skip


def ends(seed: Seed, plates: tuple[str, ...] | None = None) -> tuple[set[str], set[str]]:
    """The rules that fail, and those that are not run."""
    with MeasuredPdf(file_of(seed)) as file:
        rules = [rule for rule in RULES if rule.id in JUDGED]
        expected = Expectations(plates=None if plates is None else frozenset(plates))
        found = checked(rules, expected, file, Location("x.pdf"))
    assert len(found) == len(JUDGED)
    failed = {each.rule for each in found if each.problems}
    return failed, {each.rule for each in found if each.not_run}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_by_its_rule_alone(name: str) -> None:
    rule, seed = FAULTS[name]
    assert ends(seed)[0] == {rule}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_page_is_not_blamed(name: str) -> None:
    assert ends(GOOD[name])[0] == set()


ORDERED = [
    ("a fill", Seed("/C cs 1 scn " + BOX, spaces(C=separation("Gold"))), True),
    ("a picture alone", GOOD["an ordered ink in a picture alone"], True),
    ("a shading alone", GOOD["an ordered ink in a shading alone"], True),
    ("several inks alone", GOOD["an ordered ink among several alone"], True),
    ("a tile alone", GOOD["an ordered ink in a tile alone"], True),
    ("no tint", Seed("/C cs 0 scn " + BOX, spaces(C=separation("Gold"))), False),
    ("an empty picture", Seed(DRAW, {"XObject": {"P": picture(separation("Gold"), b"\0")}}), False),
    ("a hidden layer", Seed(f"/OC /L BDC /C cs 1 scn {BOX} EMC", spaces(C=separation("Gold")), layers()), False),
    ("the slug", Seed("/C cs 1 scn 0 0 9 9 re f", spaces(C=separation("Gold"))), False),
    ("what is clipped away", Seed("0 0 9 9 re W n /C cs 1 scn " + BOX, spaces(C=separation("Gold"))), False),
]


@pytest.mark.parametrize(("where", "seed", "used"), ORDERED, ids=[where for where, *_ in ORDERED])
def test_an_ordered_ink_is_used_where_it_prints(where: str, seed: Seed, used: bool) -> None:
    assert ends(seed, (*PROCESS, "Gold"))[0] == (set() if used else {"P-SPOT"})


@pytest.mark.parametrize(
    "seed",
    [
        Seed(DRAW, {"XObject": {"P": picture(separation("Gold"), b"\xff")}}),
        Seed(SHADING, {"Shading": {"S": axial(separation("Gold"), [0], [1])}}),
        Seed("/C cs 1 0 scn " + BOX, spaces(C=device_n(["Gold", "Black"]))),
    ],
)
def test_an_ink_nobody_ordered_is_told(seed: Seed) -> None:
    assert ends(seed, PROCESS)[0] == {"P-SPOT"}


DOUBTFUL = [
    ("P-TAC", Seed(UNDER + "/G gs 0 0 1 1 k " + BOX, mask("0.5 g 0 0 300 200 re f")), False),
    ("P-TAC", Seed(UNDER + "/G gs 1 1 1 1 k " + BOX, mask("0.5 g 0 0 300 200 re f")), True),
    ("P-TAC", Seed(UNDER + "/G gs 0 0 1 1 k " + BOX, state(BM=Name.Luminosity)), True),
    ("P-TAC", Seed(DRAW, {"XObject": {"P": picture(CMYK, b"\0", Filter=Name.FlateDecode)}}), True),
    ("P-SPOT", Seed(DRAW, {"XObject": {"P": picture(CMYK, b"\0", Filter=Name.FlateDecode)}}), True),
]


@pytest.mark.parametrize(("rule", "seed", "doubtful"), DOUBTFUL)
def test_what_cannot_be_worked_out_is_not_judged(rule: str, seed: Seed, doubtful: bool) -> None:
    failed, not_run = ends(seed, PROCESS)
    assert failed == set()
    assert (rule in not_run) is doubtful
