"""A font as it came -> the face pages are set in: neighbouring marks share their blank halves (标点挤压).

A mark of Chinese is one em wide and half of that is blank. Where a blank half meets another mark, half an em is too
much (W3C 中文排版需求 3.1.6; JIS X 4051): the first of the two is then half an em narrow. That is kerning, and written
as kerning it holds on every page, whatever sets it; the glyphs stay what they were.
"""

from __future__ import annotations

import io
import struct
from typing import Any

import uharfbuzz as hb

OPENING, CLOSING = "（《〈「『【〔［｛“‘〖", "）》〉」』】〕］｝”’〗，。、；：！？．"
VERSION = "3"
"""Of what is done here to a face: with another one, installed faces are made anew."""
_HALF = 0.51
"""Of an em: a mark's ink keeps to half of its cell, and a hair."""
_ONE_RANGE = b"\x02\x00\x01"
"""A CFF charset that numbers all glyphs from 1 on (Adobe technical note 5176, 13); the count follows."""


def squeezed_face(source: bytes, index: int, family: str) -> bytes:
    """The one face out of its font file, with the kerning of marks, and every glyph's CID its own number.

    Two faces number their glyphs otherwise than their CIDs. A layout engine writes the one where a PDF means the
    other (ISO 32000-1, 9.7.4.2), and a press then draws a wrong glyph, for the en dash too.
    """
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(source), fontNumber=index, recalcTimestamp=False, recalcBBoxes=False, lazy=True) as font:
        font.setGlyphOrder([str(glyph) for glyph in range(font["maxp"].numGlyphs)])
        shaper = hb.Font(hb.Face(hb.Blob(source), index))
        if "CFF " in font:
            _number(font)
        else:
            shaper = _with_wide_quotes(font, shaper)
        _kern(font, shaper)
        _named(font, family)
        out = io.BytesIO()
        font.save(out, reorderTables=False)
    return out.getvalue()


def _named(font: Any, family: str) -> None:
    """A weight beside regular and bold gets a family of its own, whose name does not end in a weight's."""
    if font["OS/2"].usWeightClass not in (400, 700):
        font["OS/2"].usWeightClass = 400
        font["name"].names = [name for name in font["name"].names if name.nameID not in (16, 17)]
        for name in font["name"].names:
            if name.nameID in (1, 4):
                name.string = family


def half_blank(font: hb.Font, marks: str, right: bool) -> list[int]:
    """The glyphs of these marks that are one em wide with their ink in one half; a narrow quote has no blank half."""
    em, found = font.face.upem, []
    for glyph in filter(None, (font.get_nominal_glyph(ord(mark)) for mark in marks)):
        ink = font.get_glyph_extents(glyph)
        keeps = ink.x_bearing + ink.width <= em * _HALF if right else ink.x_bearing >= em * (1 - _HALF)
        if font.get_glyph_h_advance(glyph) == em and keeps:
            found.append(glyph)
    return found


def _with_wide_quotes(font: Any, shaper: hb.Font) -> hb.Font:
    """Quotes as narrow as Latin ones get a cell of one em, the opening one at its right; and the shaper of that."""
    em = shaper.face.upem
    for mark, at_right in (("“", True), ("”", False)):
        glyph = shaper.get_nominal_glyph(ord(mark))
        moved = (em - shaper.get_glyph_h_advance(glyph)) if at_right else 0
        if moved < 0 or shaper.get_glyph_h_advance(glyph) == em:
            continue
        outline = font["glyf"][str(glyph)]
        outline.expand(font["glyf"])
        outline.coordinates.translate((moved, 0))
        outline.recalcBounds(font["glyf"])
        font["hmtx"][str(glyph)] = (em, outline.xMin)
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return hb.Font(hb.Face(hb.Blob(out.getvalue())))


def _kern(font: Any, shaper: hb.Font) -> None:
    """Add the pairs to what every script kerns."""
    from fontTools.otlLib import builder

    narrow = builder.buildValue({"XAdvance": -shaper.face.upem // 2})
    opening = tuple(map(str, half_blank(shaper, OPENING, right=False)))
    closing = tuple(map(str, half_blank(shaper, CLOSING, right=True)))
    pairs = dict.fromkeys(((closing, opening), (closing, closing), (opening, opening)), (narrow, None))
    subtable = builder.buildPairPosClassesSubtable(pairs, font.getReverseGlyphMap())
    table = _positioning(font)
    table.LookupList.Lookup.append(builder.buildLookup([subtable]))
    place = len(table.LookupList.Lookup) - 1
    for record in _kernings(table):
        record.Feature.LookupListIndex.append(place)


def _positioning(font: Any) -> Any:
    """The table of positions; one for all scripts alike where the face has none."""
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables import otTables

    if "GPOS" not in font:
        table = otTables.GPOS()
        table.Version, table.LookupList = 0x00010000, otTables.LookupList()
        table.LookupList.Lookup = []
        table.FeatureList = otTables.FeatureList()
        table.FeatureList.FeatureRecord = []
        script = otTables.ScriptRecord()
        script.ScriptTag, script.Script = "DFLT", otTables.Script()
        script.Script.DefaultLangSys, script.Script.LangSysRecord = otTables.DefaultLangSys(), []
        script.Script.DefaultLangSys.ReqFeatureIndex, script.Script.DefaultLangSys.FeatureIndex = 0xFFFF, []
        table.ScriptList = otTables.ScriptList()
        table.ScriptList.ScriptRecord = [script]
        font["GPOS"] = newTable("GPOS")
        font["GPOS"].table = table
    return font["GPOS"].table


def _kernings(table: Any) -> list[Any]:
    """The kerning of every script and language; one for all of them where there is none."""
    from fontTools.ttLib.tables import otTables

    records = table.FeatureList.FeatureRecord
    found = [record for record in records if record.FeatureTag == "kern"]
    if found:
        return found
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = "kern", otTables.Feature()
    record.Feature.LookupListIndex = []
    records.append(record)
    for script in table.ScriptList.ScriptRecord:
        for language in (script.Script.DefaultLangSys, *(each.LangSys for each in script.Script.LangSysRecord)):
            language.FeatureIndex.append(len(records) - 1)
    return [record]


def _number(font: Any) -> None:
    """Write the glyphs' own numbers over the table of their CIDs, byte for byte: the outlines are not read."""
    from fontTools.cffLib import CFFFontSet
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

    data = bytearray(font.reader["CFF "])
    outlines = CFFFontSet()
    outlines.decompile(io.BytesIO(bytes(data)), font)
    charset = outlines[0].rawDict.get("charset", 0)
    numbers = _ONE_RANGE + struct.pack(">H", font["maxp"].numGlyphs - 2)
    if charset > 2:
        data[charset : charset + len(numbers)] = numbers
    font.tables["CFF "] = DefaultTable("CFF ")
    font.tables["CFF "].data = bytes(data)
