"""Fonts of every kind on a press sheet and in an archive: each fault found by its rule alone, sound ones not blamed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pikepdf import Name

from mzdocs.core.problems import Location
from mzdocs.pdf import code_reading, stock_cmaps
from mzdocs.preflight import Expectations, Profile, examine

from .font_seeds import (
    Change,
    bare,
    bare_cff,
    character_map,
    composite,
    differences,
    drawn_glyphs,
    in_form,
    in_note,
    in_tile,
    keyed_cff,
    of_empty_form,
    only_named,
    opentype,
    simple,
    text,
    to_unicode,
    truetype,
    type_1,
    unmade,
)  # fmt: skip
from .test_preflight import archive, changed, press

OF_FONTS = ("X-FONT", "X-PROG", "X-GLYPH", "X-CID", "A-UNI", "A-MAP", "F-SUBSET", "F-CHARSET")
BASES = {"press": press, "archive": archive}
CFF = ("/FontFile3", "/CIDFontType0C", "/CIDFontType0")
NUMBERS = b"".join(number.to_bytes(2) for number in (0, 1, 2, 3))


def kept(**how):
    """A font as an archive asks for it, but for this."""
    return composite(truetype(), CIDToGIDMap=Name.Identity, **how)


def in_our_font(shown: str):
    """Codes in the first font of the page as it was made."""

    def change(pdf) -> None:
        name = next(iter(pdf.pages[0].obj.Resources.Font))
        pdf.pages[0].contents_add(f"q BT {name} 9 Tf 60 60 Td <{shown}> Tj ET Q".encode())

    return change


def cut_short(pdf) -> None:
    """Every program without its last tenth."""
    for font in pdf.pages[0].obj.Resources.Font.values():
        stream = font.DescendantFonts[0].FontDescriptor.FontFile3
        stream.write(stream.read_bytes()[: -len(stream.read_bytes()) // 10])


FAULTS = {
    "one of the fourteen, in a dictionary that says nothing": ("press", "X-FONT", text(bare(), "41")),
    "not embedded, in a form": ("press", "X-FONT", in_form(bare())),
    "not embedded, in a pattern": ("press", "X-FONT", in_tile(bare())),
    "not embedded, in the looks of a note": ("archive", "X-FONT", in_note(bare())),
    "not embedded, in what a Type 3 font draws": (
        "press",
        "X-FONT",
        text(drawn_glyphs("A", "B", resources=bare(), content=b"9 0 d0 BT /Seed 9 Tf (A) Tj ET"), "41"),
    ),
    "Multiple Master, not embedded": ("press", "X-FONT", text(bare("/MMType1"), "41")),
    "composite, not embedded": ("press", "X-FONT", text(composite(None))),
    "by a name from Windows, not embedded": ("press", "X-FONT", text(unmade("仿宋_GB2312".encode("gbk")), "41")),
    "a program that breaks off": ("press", "X-PROG", text(composite(truetype()[:300]))),
    "no program at all": ("press", "X-PROG", text(composite(b"no font"))),
    "an empty one": ("press", "X-PROG", text(composite(b""))),
    "OpenType under the name of TrueType": ("press", "X-PROG", text(composite(opentype()))),
    "TrueType under the name of Type 1": ("press", "X-PROG", text(simple(truetype(), "/FontFile", of="/Type1"), "41")),
    "Type 1 without its scrambled part": ("press", "X-PROG", text(simple(b"%!PS", "/FontFile", of="/Type1"), "41")),
    "CFF where the font is TrueType": ("press", "X-PROG", text(composite(keyed_cff(), "/FontFile3", "/CIDFontType0C"))),
    "a bare CFF that is called OpenType": (
        "press",
        "X-PROG",
        text(composite(keyed_cff(), "/FontFile3", "/OpenType", "/CIDFontType0")),
    ),
    "CFF that breaks off": ("press", "X-PROG", text(simple(bare_cff()[:40], "/FontFile3", "/Type1C", "/Type1"), "41")),
    "OpenType that breaks off": (
        "press",
        "X-PROG",
        text(composite(opentype()[: len(opentype()) * 9 // 10], "/FontFile3", "/OpenType", "/CIDFontType0")),
    ),
    "CFF with CIDs that breaks off": ("press", "X-PROG", text(composite(keyed_cff()[:-40], *CFF))),
    "a program of ours that breaks off": ("press", "X-PROG", cut_short),
    "a code that no font of ours has": ("press", "X-CID", in_our_font("ffff")),
    "CID 0 in a font of ours": ("press", "X-CID", in_our_font("0000")),
    "CID 0": ("press", "X-CID", text(composite(truetype()), "0000")),
    "CID 0 among others": ("press", "X-CID", text(composite(truetype()), "000100000002")),
    "a CID beyond the last glyph": ("press", "X-CID", text(composite(truetype()), "0004")),
    "a CID beyond its map": ("press", "X-CID", text(composite(truetype(), CIDToGIDMap=NUMBERS), "0004")),
    "a CID that its map gives no glyph": (
        "press",
        "X-CID",
        text(composite(truetype(), CIDToGIDMap=NUMBERS[:4] + bytes(4)), "0002"),
    ),
    "a CID outside the charset of a CFF": ("press", "X-CID", text(composite(keyed_cff(), *CFF), "0004")),
    "a glyph of the subset without strokes": ("press", "X-CID", text(composite(truetype("A")), "0001")),
    "a code that its encoding does not map": (
        "press",
        "X-CID",
        text(composite(truetype(), encoding=character_map(("0041", 1))), "0042"),
    ),
    "a code that its encoding maps to no glyph": (
        "press",
        "X-GLYPH",
        text(composite(truetype(), encoding=character_map(("0041", 0))), "0041"),
    ),
    "the same in an archive": (
        "archive",
        "X-GLYPH",
        text(kept(encoding=character_map(("0041", 0)), said=to_unicode(x0041="A")), "0041"),
    ),
    "CID 0 in a form": ("press", "X-CID", in_form(composite(truetype()), "0000")),
    "CID 0 in a pattern": ("press", "X-CID", in_tile(composite(truetype()), "0000")),
    "a letter that a simple TrueType font has not": (
        "press",
        "X-CID",
        text(simple(truetype(), encoding=differences(65, "Z", base="/WinAnsiEncoding")), "41"),
    ),
    "a code below the blank": ("press", "X-CID", text(simple(truetype(), encoding=differences(9, ".notdef")), "09")),
    "a letter that a Type 1 program has not": (
        "press",
        "X-CID",
        text(simple(type_1("A"), "/FontFile", of="/Type1", encoding=differences(66, "B")), "42"),
    ),
    "a letter that a Multiple Master has not": (
        "press",
        "X-CID",
        text(simple(type_1("A"), "/FontFile", of="/MMType1"), "42"),
    ),
    "a letter that a simple CFF has not": (
        "press",
        "X-CID",
        text(simple(bare_cff(), "/FontFile3", "/Type1C", "/Type1", differences(65, "Z")), "41"),
    ),
    "a letter that a Type 3 font does not draw": ("press", "X-CID", text(drawn_glyphs("A"), "42")),
    "glyphs numbered otherwise than CIDs": ("press", "F-CHARSET", text(composite(keyed_cff(5), *CFF), "0005")),
    "the same in an archive, readable": (
        "archive",
        "F-CHARSET",
        text(composite(keyed_cff(5), *CFF, said=to_unicode(x0005="A")), "0005"),
    ),
    "CIDs that say no glyphs, to be kept": ("archive", "A-MAP", text(composite(truetype()))),
    "codes that stand for nothing": ("archive", "A-UNI", text(kept(said=None))),
    "one code that stands for nothing": (
        "archive",
        "A-UNI",
        text(kept(said=to_unicode(x0001="A")), "00010002"),
    ),
    "a code that is said to be NUL": ("archive", "A-UNI", text(kept(said=to_unicode(x0001="\0")))),
    "a code that is said to be a mark of order": (
        "archive",
        "A-UNI",
        text(kept(said=to_unicode(x0001="\ufeff"))),
    ),
    "a name that says no character": (
        "archive",
        "A-UNI",
        text(simple(type_1("g12"), "/FontFile", of="/Type1", encoding=differences(65, "g12")), "41"),
    ),
}
SOUND = {
    "not embedded, and no text in it": ("press", only_named(bare())),
    "not embedded, in the defaults of an empty form": ("archive", of_empty_form(bare())),
    "not embedded, searched and not seen": ("archive", text(bare(), "41", mode=3)),
    "TrueType": ("press", text(composite(truetype()), "000100020003")),
    "TrueType with a map": ("press", text(composite(truetype(), CIDToGIDMap=NUMBERS), "0003")),
    "TrueType in OpenType's place": ("press", text(composite(truetype(), "/FontFile3", "/OpenType"))),
    "OpenType with CFF": ("press", text(composite(opentype(), "/FontFile3", "/OpenType", "/CIDFontType0"), "0003")),
    "bare CFF with CIDs": ("press", text(composite(keyed_cff(), *CFF), "0003")),
    "an encoding of its own": ("press", text(composite(truetype(), encoding=character_map(("0041", 1))), "0041")),
    "one that maps what is not shown to no glyph": (
        "press",
        text(composite(truetype(), encoding=character_map(("0041", 1), ("0042", 0))), "0041"),
    ),
    "one that goes on from Identity-H": (
        "press",
        text(composite(truetype(), encoding=character_map(("0041", 1), use="/Identity-H")), "00410002"),
    ),
    "a vertical one": ("press", text(composite(truetype(), encoding=Name("/Identity-V")), "0001")),
    "a blank without strokes": ("press", text(composite(truetype("A"), said=to_unicode(x0001=" ")), "0001")),
    "a mark that is not seen": ("press", text(composite(truetype("A"), said=to_unicode(x0001="\u200b")), "0001")),
    "simple TrueType": (
        "press",
        text(simple(truetype(), encoding=differences(65, "A", base="/WinAnsiEncoding")), "4142"),
    ),
    "simple TrueType by its names": ("press", text(simple(truetype(), encoding=differences(97, "A", "B")), "6162")),
    "simple CFF": (
        "press",
        text(simple(bare_cff(), "/FontFile3", "/Type1C", "/Type1", differences(65, "u00041")), "41"),
    ),
    "Type 1 by its own encoding": ("press", text(simple(type_1("A", "B"), "/FontFile", of="/Type1"), "4142")),
    "Type 1 with a blank it has not": ("press", text(simple(type_1("A"), "/FontFile", of="/Type1"), "4120")),
    "Type 3": ("press", text(drawn_glyphs("A", "B"), "4142")),
    "TrueType to be kept": ("archive", text(kept(), "0003")),
    "readable by the names of its glyphs": (
        "archive",
        text(simple(type_1("A"), "/FontFile", of="/Type1", encoding=differences(65, "A")), "41"),
    ),
    "readable by the encoding of its program": ("archive", text(simple(type_1("A"), "/FontFile", of="/Type1"), "41")),
    "a font by a name from Windows": (
        "press",
        text(composite(truetype(), name="/ABCDEF+" + "\u4eff\u5b8b_GB2312"), "0001"),
    ),
}


def outcomes(base: Profile, change: Change):
    report = examine(changed(BASES[base](), change), Expectations(), base, Location("seed.pdf"))
    return {outcome.rule: outcome for outcome in report.outcomes if outcome.rule in OF_FONTS}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_font_is_found_by_its_rule_alone(name):
    base, rule, change = FAULTS[name]
    assert {each.rule for each in outcomes(base, change).values() if each.problems} == {rule}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_font_is_not_blamed(name):
    base, change = SOUND[name]
    found = outcomes(base, change)
    assert {each.rule for each in found.values() if each.problems} == set()
    assert len(found) >= 6


def test_a_code_without_a_glyph_has_no_meaning_either():
    found = outcomes("archive", in_our_font("fffe"))
    assert {each.rule for each in found.values() if each.problems} == {"X-CID", "A-UNI"}


STOCK = {
    "UniGB-UCS2-H": b"1 begincodespacerange <0000> <ffff> endcodespacerange"
    b" 1 beginnotdefrange <0000> <001f> 1 endnotdefrange 1 begincidrange <4e00> <4e7f> 1 endcidrange",
    "UniGB-UCS2-V": b"/UniGB-UCS2-H usecmap 1 begincidrange <4e10> <4e11> 2 endcidrange",
    "GBK-EUC-H": b"2 begincodespacerange <00> <80> <8140> <fefe> endcodespacerange"
    b" 1 begincidrange <d6d0> <d6d1> 2 endcidrange",
}
"""In the form of Adobe's files; the program has the CIDs 1 to 3."""


@pytest.fixture
def stock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A machine that has these maps and no others."""
    (tmp_path / "Adobe-GB1").mkdir()
    for name, said in STOCK.items():
        (tmp_path / "Adobe-GB1" / name).write_bytes(said)
    monkeypatch.setattr(stock_cmaps, "FOLDER", tmp_path)
    code_reading._named.cache_clear()
    yield
    code_reading._named.cache_clear()


def by_stock(name: str, shown: str):
    return outcomes("press", text(composite(keyed_cff(), *CFF, encoding=Name(f"/{name}"), ordering="GB1"), shown))


@pytest.mark.parametrize(
    ("name", "shown", "missing"),
    [
        ("UniGB-UCS2-H", "4e004e02", ""), ("UniGB-UCS2-H", "4e004e03", "4e03"), ("UniGB-UCS2-H", "4e005000", "5000"),
        ("UniGB-UCS2-H", "000a4e00", ""), ("UniGB-UCS2-V", "4e104e02", ""), ("UniGB-UCS2-V", "4e124e10", "4e12"),
        ("GBK-EUC-H", "d6d0", ""), ("GBK-EUC-H", "d6d0d6d1d6d2", "d6d2"), ("GBK-EUC-H", "41d6d0", "41"),
    ],
)  # fmt: skip
def test_glyphs_by_an_encoding_that_every_reader_has_are_told(stock, name, shown, missing):
    found = by_stock(name, shown)["X-CID"]
    assert found.not_run is None
    assert [each.facts["codes"] for each in found.problems] == ([missing] if missing else [])


def test_a_font_whose_glyphs_cannot_be_told_is_not_called_sound(stock):
    """An encoding that every reader brings with it, and this machine does not."""
    said = by_stock("UniGB-UTF16-H", "4e2d")["X-CID"].not_run
    assert said is not None and "UniGB-UTF16-H" in said.en
    assert by_stock("../GB-EUC-H", "4e2d")["X-CID"].not_run


def test_a_name_from_windows_is_told_as_it_reads():
    base, rule, change = FAULTS["by a name from Windows, not embedded"]
    assert outcomes(base, change)[rule].problems[0].facts["names"] == "仿宋_GB2312"
