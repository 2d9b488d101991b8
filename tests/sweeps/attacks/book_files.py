"""Workbooks: bombs, corners, programs, links and names that lead in circles; each is converted."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import io
import zipfile
from functools import cache

from tests.sweeps.attacks.attack import attacks
from tests.sweeps.attacks.packages import lying, marked, of_2_64_bytes, overlapping, zipped
from tests.sweeps.workbooks import sample_book

_SHEET, _BOOK, _WORDS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"


@cache
def book() -> bytes:
    """The sample station."""
    return sample_book()


def _members() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book())) as package:
        return {name: package.read(name) for name in package.namelist()}


def _with(**parts: bytes) -> bytes:
    return zipped({**_members(), **parts})


def _without(name: str) -> bytes:
    members = _members()
    del members[name]
    return zipped(members)


def _within(name: str, old: bytes, new: bytes) -> bytes:
    """A part with something put in, before what stands there."""
    data = _members()[name]
    assert old in data, (name, old)
    return _with(**{name: data.replace(old, new + old, 1)})


def _rows(rows: bytes) -> bytes:
    return _within(_SHEET, b"</sheetData>", rows)


_LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]>"
)
_CELL = b'<c r="A%d" t="inlineStr"><is><t>a</t></is></c>'
_REL = b'<Relationship Id="r99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s" TargetMode="External"/>'
_NAMED = b"<definedNames>%s</definedNames>"

ATTACKS = attacks("xlsx", "x.xlsx", "convert {file} y.yaml", {10, 17}, {
    "unpacks to 500 MB": (lambda: _with(**{"xl/media/a.bin": bytes(500_000_000)}), "MZ1225"),
    "a sheet that unpacks to 100 MB": (lambda: _with(**{_SHEET: b"<a>" * 33_000_000}), "MZ1225"),
    "1,000 parts": (lambda: _with(**{f"xl/media/a{n}": b"" for n in range(1_000)}), "MZ1225"),
    "a directory that lies by 4 GB": lambda: lying(book(), 2**32 - 2),
    "a directory that says one byte": lambda: lying(book(), 1),
    "a directory of 2^63 members": lambda: of_2_64_bytes(book()),
    "400 members of the same bytes": lambda: overlapping(zipped({"xl/a_000000": bytes(900_000)}), "xl/a_000000", 400),
    "locked": (lambda: marked(book(), flag=1), "MZ1222"),
    "packed by a method nobody knows": lambda: marked(book(), method=99),
    "an old workbook": (lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "MZ1221"),
    "a zip in a zip": (lambda: zipped({"a.xlsx": book()}), "MZ1221"),
    "a name that leads out": (lambda: _with(**{"../../../tmp/evil": b"x"}), "MZ1226"),
    "two sheets of one name": (lambda: zipped([*_members().items(), (_SHEET, b"<evil/>")]), "MZ1226"),
    "macros": (lambda: _with(**{"xl/vbaProject.bin": b"x"}), "MZ1223"),
    "macros of old sheets": (lambda: _with(**{"xl/macrosheets/sheet1.xml": b"<a/>"}), "MZ1223"),
    "a link to another workbook": (lambda: _with(**{"xl/externalLinks/externalLink1.xml": b"<a/>"}), "MZ1224"),
    "a query of the network": (lambda: _with(**{"xl/connections.xml": b"<a/>"}), "MZ1224"),
    "an object of the network": (lambda: _within("xl/_rels/workbook.xml.rels", b"</Relationships>", _REL % (b"oleObject", b"http://127.0.0.1:9/a")), "MZ1224"),
    "entities in entities": (lambda: _with(**{_SHEET: _LAUGHS + b"<worksheet>&a11;</worksheet>"}), "MZ1226"),
    "an entity of a file": (lambda: _with(**{_BOOK: b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>'}), "MZ1226"),
    "entities in the properties": (lambda: _with(**{"docProps/core.xml": _LAUGHS + b"<a>&a11;</a>"}), "MZ1226"),
    "a sheet in UTF-16": (lambda: _with(**{_SHEET: '<?xml version="1.0"?><worksheet/>'.encode("utf-16")}), "MZ1226"),
    "a sheet in an encoding of mainframes": (lambda: _with(**{_SHEET: b'<?xml version="1.0" encoding="cp037"?><worksheet/>'}), "MZ1226"),
    "no workbook": (lambda: _without(_BOOK), "MZ1221"),
    "no sheet": lambda: _without(_SHEET),
    "no relations": lambda: _without("xl/_rels/workbook.xml.rels"),
    "no types": lambda: _without("[Content_Types].xml"),
    "no styles": lambda: _without("xl/styles.xml"),
    "a cell in the last corner": lambda: _rows(b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>a</t></is></c></row>'),
    "a row below 10^9": lambda: _rows(b'<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'),
    "a million cells": lambda: _rows(b"".join(b'<row r="%d">' % n + b"<c/>" * 16_000 + b"</row>" for n in range(900, 963))),
    "10,000 rows": lambda: _rows(b"".join(b'<row r="%d">' % n + _CELL % n + b"</row>" for n in range(900, 10_900))),
    "a row of 16,384 columns": lambda: _rows(b'<row r="900">' + b'<c t="inlineStr"><is><t>a</t></is></c>' * 16_384 + b"</row>"),
    "a dimension that lies": lambda: _within(_SHEET, b"<sheetData", b'<dimension ref="A1:XFD1048576"/>'),
    "a cell nowhere": lambda: _rows(b'<row r="900"><c r="" t="inlineStr"><is><t>a</t></is></c><c r="ZZZZZZZ9999999999"><v>1</v></c></row>'),
    "a cell above the first": lambda: _rows(b'<row r="-7"><c r="A-7"><v>1</v></c></row>'),
    "words that are not there": lambda: _rows(b'<row r="900"><c r="A900" t="s"><v>99999999999</v></c></row>'),
    "words below the first": lambda: _rows(b'<row r="900"><c r="A900" t="s"><v>-1</v></c></row>'),
    "a number that is none": lambda: _rows(b'<row r="900"><c r="A900"><v>1e999</v></c><c r="B900"><v>nan</v></c><c r="C900"><v>0x7f</v></c></row>'),
    "a number of 100,000 digits": lambda: _rows(b'<row r="900"><c r="A900"><v>' + b"9" * 100_000 + b"</v></c></row>"),
    "a day 10^9": lambda: _rows(b'<row r="900"><c r="A900" s="1"><v>999999999</v></c><c r="B900" t="d"><v>99999-99-99</v></c></row>'),
    "a text of two million characters": lambda: _rows(b'<row r="900"><c r="A900" t="inlineStr"><is><t>' + b"a" * 2_000_000 + b"</t></is></c></row>"),
    "a text of 100,000 pieces": lambda: _rows(b'<row r="900"><c r="A900" t="inlineStr"><is>' + b"<r><t>a</t></r>" * 100_000 + b"</is></c></row>"),
    "a formula of 10,000 brackets": lambda: _rows(b'<row r="900"><c r="A900"><f>' + b"(" * 10_000 + b")" * 10_000 + b"</f><v>1</v></c></row>"),
    "a formula shared over all": lambda: _rows(b'<row r="900"><c r="A900"><f t="shared" ref="A1:XFD1048576" si="0">A1</f><v>1</v></c><c r="B900"><f t="shared" si="0"/></c></row>'),
    "a formula of an array over all": lambda: _rows(b'<row r="900"><c r="A900"><f t="array" ref="A1:XFD1048576">A1</f><v>1</v></c></row>'),
    "cells merged over all": lambda: _within(_SHEET, b"</worksheet>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "100,000 merged cells": lambda: _within(_SHEET, b"</worksheet>", b"<mergeCells>" + b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1, 100_000)) + b"</mergeCells>"),
    "columns hidden to 10^9": lambda: _within(_SHEET, b"<sheetData", b'<cols><col min="1" max="999999999" hidden="1"/></cols>'),
    "100,000 checks": lambda: _within(_SHEET, b"</worksheet>", b'<dataValidations>' + b'<dataValidation sqref="A1:XFD1048576" type="list"><formula1>A1</formula1></dataValidation>' * 100_000 + b"</dataValidations>"),
    "checks over a million places": lambda: _within(_SHEET, b"</worksheet>", b'<dataValidations><dataValidation type="list" sqref="' + b"A1:XFD1048576 " * 20_000 + b'"><formula1>A1</formula1></dataValidation></dataValidations>'),
    "names in a circle": lambda: _within(_BOOK, b"</workbook>", _NAMED % b'<definedName name="a">b</definedName><definedName name="b">a</definedName>'),
    "100,000 names": lambda: _within(_BOOK, b"</workbook>", _NAMED % b"".join(b'<definedName name="a%d">A1</definedName>' % n for n in range(100_000))),
    "a sheet whose part is the workbook": lambda: _with(**{"xl/_rels/workbook.xml.rels": _members()["xl/_rels/workbook.xml.rels"].replace(b"worksheets/sheet1.xml", b"workbook.xml")}),
    "a sheet outside": lambda: _with(**{"xl/_rels/workbook.xml.rels": _members()["xl/_rels/workbook.xml.rels"].replace(b"worksheets/sheet1.xml", b"../../../../etc/passwd")}),
    "2,000 sheets": lambda: _within(_BOOK, b"</sheets>", b"".join(b'<sheet name="a%d" sheetId="%d" r:id="rId1"/>' % (n, n + 90) for n in range(2_000))),
    "30,000 shared words": lambda: _with(**{_WORDS: b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + b"".join(b"<si><t>%d</t></si>" % n for n in range(30_000)) + b"</sst>"}),
    "100,000 styles": lambda: _within("xl/styles.xml", b"</cellXfs>", b'<xf numFmtId="0"/>' * 100_000),
    "a format of 30,000 brackets": lambda: _within("xl/styles.xml", b"<fonts", b'<numFmts count="1"><numFmt numFmtId="170" formatCode="' + b"[" * 30_000 + b'"/></numFmts>'),
    "styles of 100,000 levels": lambda: _with(**{"xl/styles.xml": b"<styleSheet>" + b"<a>" * 100_000}),
    "a sheet of 100,000 levels": lambda: _with(**{_SHEET: b"<worksheet><sheetData>" + b"<row><c><is>" * 100_000}),
    "a note for every row": lambda: _with(**{"xl/comments1.xml": b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList>' + b'<comment ref="A1" authorId="9"><text/></comment>' * 100_000 + b"</commentList></comments>"}),
    "a workbook of a slip of the hand": lambda: book()[:-30],
    "a workbook and 5 MB": lambda: book() + bytes(5_000_000),
    "a workbook behind 5 MB": lambda: bytes(5_000_000) + book(),
}, fine={
    "no styles", "10,000 rows", "a dimension that lies", "a formula of 10,000 brackets", "a formula shared over all",
    "a formula of an array over all", "cells merged over all", "columns hidden to 10^9", "checks over a million places",
    "names in a circle", "a sheet whose part is the workbook", "a format of 30,000 brackets",
})  # fmt: skip
