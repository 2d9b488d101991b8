"""DOCX papers: bombs, entities, parts that are missing or in circles, formats without end."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

from tests.sweeps.attacks.attack import attacks
from tests.sweeps.attacks.packages import lying, marked, of_2_64_bytes, overlapping, zipped

_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = b"http://schemas.openxmlformats.org/package/2006/"
_MAIN = "word/document.xml"
_P = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>"


def _related(*parts: bytes) -> bytes:
    rows = (
        b'<Relationship Id="r%d" Type="%s%s" Target="%s.xml"/>' % (n, _TYPE, part, part) for n, part in enumerate(parts)
    )
    return b'<Relationships xmlns="%srelationships">%s</Relationships>' % (_PACKAGE, b"".join(rows))


def _members(
    body: bytes = _P, styles: bytes = b"", numbers: bytes = b"", more: dict[str, bytes] | None = None, head: bytes = b""
) -> dict[str, bytes]:
    """A letter of these."""
    return {
        "[Content_Types].xml": b'<Types xmlns="%scontent-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
        % _PACKAGE,
        "_rels/.rels": b'<Relationships xmlns="%srelationships"><Relationship Id="r0" Type="%sofficeDocument" Target="word/document.xml"/></Relationships>'
        % (_PACKAGE, _TYPE),
        _MAIN: b"%s<w:document %s><w:body>%s<w:sectPr/></w:body></w:document>" % (head, _W, body),
        "word/_rels/document.xml.rels": _related(b"styles", b"numbering", b"settings"),
        "word/styles.xml": b"<w:styles %s>%s</w:styles>" % (_W, styles),
        "word/numbering.xml": b"<w:numbering %s>%s</w:numbering>" % (_W, numbers),
        "word/settings.xml": b"<w:settings %s/>" % _W,
        **(more or {}),
    }


def letter(
    body: bytes = _P, styles: bytes = b"", numbers: bytes = b"", more: dict[str, bytes] | None = None, head: bytes = b""
) -> bytes:
    """The same as a file."""
    return zipped(_members(body, styles, numbers, more, head))


def _without(name: str) -> bytes:
    members = _members()
    del members[name]
    return zipped(members)


def _style(name: bytes, based: bytes) -> bytes:
    return b'<w:style w:type="paragraph" w:styleId="%s"><w:basedOn w:val="%s"/></w:style>' % (name, based)


_LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]>"
)
_LISTED = (
    b'<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
)
_SEVERAL = b'<w:p><w:pPr><w:pStyle w:val="a0"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'

ATTACKS = attacks("docx", "x.docx", "check-docx {file}", {17, 19}, {
    "unpacks to 190 MB": (lambda: letter(_P * 5_500_000), "MZF92"),
    "unpacks to 59 MB of paragraphs": (lambda: letter(_P * 1_700_000), "MZF92"),
    "1,000 parts of 190 KB": lambda: letter(more={f"word/a{n}.xml": bytes(190_000) for n in range(1_000)}),
    "10,000 parts": (lambda: letter(more={f"word/a{n}": b"" for n in range(10_000)}), "MZF92"),
    "a directory that lies by 4 GB": lambda: lying(letter(), 2**32 - 2),
    "a directory that says one byte": lambda: lying(letter(_P * 50_000), 1),
    "a directory of 2^63 members": lambda: of_2_64_bytes(letter()),
    "4,000 members of the same bytes": lambda: overlapping(zipped({"word/a_000000": bytes(10_000_000)}), "word/a_000000", 4_000),
    "a zip in a zip in a zip": lambda: zipped({"a.docx": zipped({"a.docx": letter()})}),
    "a name that leads out": lambda: letter(more={"../../../../tmp/evil.xml": b"<a/>"}),
    "two bodies": lambda: zipped([*_members().items(), (_MAIN, b"<evil/>")]),
    "a link": lambda: zipped({**_members(), _MAIN: b"/etc/passwd"}, mode=0o120777),
    "locked": (lambda: marked(letter(), flag=1), "MZF96"),
    "packed by a method nobody knows": lambda: marked(letter(), method=99),
    "packed by LZMA, it says": lambda: marked(letter(), method=14),
    "an OLE of a lock": (lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "MZF96"),
    "entities in entities": (lambda: letter(b"<w:p>&a11;</w:p>", head=_LAUGHS), "MZF94"),
    "an entity of a file": (lambda: letter(b"<w:p>&a;</w:p>", head=b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "MZF94"),
    "an entity of the network": (lambda: letter(b"<w:p>&a;</w:p>", head=b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/a"> %b;]>'), "MZF94"),
    "entities in the styles": lambda: letter(more={"word/styles.xml": _LAUGHS + b"<w:styles %s>&a11;</w:styles>" % _W}),
    "no body": (lambda: _without(_MAIN), "MZF93"),
    "no relations": lambda: _without("_rels/.rels"),
    "no types": lambda: _without("[Content_Types].xml"),
    "no styles": lambda: _without("word/styles.xml"),
    "a body that is a picture": (lambda: zipped({**_members(), _MAIN: b"\x89PNG\r\n\x1a\n" + bytes(99)}), "MZF94"),
    "a body in UTF-16 that says UTF-8": lambda: zipped({**_members(), _MAIN: '<?xml version="1.0" encoding="UTF-8"?><a/>'.encode("utf-16")}),
    "a body in an encoding of mainframes": lambda: zipped({**_members(), _MAIN: b'<?xml version="1.0" encoding="cp037"?><a/>'}),
    "a body of 200 levels of tables": lambda: letter(b"<w:tbl><w:tr><w:tc>" * 80 + _P + b"</w:tc></w:tr></w:tbl>" * 80),
    "a body of 100,000 levels": lambda: letter(b"<w:sdt>" * 100_000 + b"</w:sdt>" * 100_000),
    "a relation to itself": lambda: letter(more={"word/_rels/document.xml.rels": _related(b"document", b"styles")}),
    "a relation that leads out": lambda: letter(more={"word/_rels/document.xml.rels": b'<Relationships xmlns="%srelationships"><Relationship Id="r1" Type="%sstyles" Target="../../../../etc/passwd"/></Relationships>' % (_PACKAGE, _TYPE)}),
    "a template of the network": lambda: letter(more={"word/_rels/settings.xml.rels": b'<Relationships xmlns="%srelationships"><Relationship Id="r1" Type="%sattachedTemplate" TargetMode="External" Target="http://127.0.0.1:9/a.dotm"/></Relationships>' % (_PACKAGE, _TYPE)}),
    "macros": lambda: letter(more={"word/vbaProject.bin": b"Attribute VB_Name"}),
    "a style based on itself": lambda: letter(_SEVERAL, _style(b"a0", b"a0")),
    "two styles based on each other": lambda: letter(_SEVERAL, _style(b"a0", b"a1") + _style(b"a1", b"a0")),
    "5,000 styles in a chain": lambda: letter(_SEVERAL * 200, b"".join(_style(b"a%d" % n, b"a%d" % (n + 1)) for n in range(5_000))),
    "3,000 paragraphs of 1,500 styles in a chain": lambda: letter(_SEVERAL * 3_000, b"".join(_style(b"a%d" % n, b"a%d" % (n + 1)) for n in range(1_500))),
    "20,000 paragraphs": lambda: letter(_P * 20_000),
    "40,000 runs in a line": lambda: letter(b"<w:p>" + b"<w:r><w:t>a</w:t></w:r>" * 40_000 + b"</w:p>"),
    "a line of two million characters": lambda: letter(b"<w:p><w:r><w:t>" + "民".encode() * 600_000 + b"</w:t></w:r></w:p>"),
    "a line of 300,000 brackets": lambda: letter(b"<w:p><w:r><w:t>" + "（一".encode() * 150_000 + b"</w:t></w:r></w:p>"),
    "a line of 300,000 digits": lambda: letter(b"<w:p><w:r><w:t>" + b"20261301" * 40_000 + b"</w:t></w:r></w:p>"),
    "a line of 100,000 titles of books": lambda: letter(b"<w:p><w:r><w:t>" + "《".encode() * 100_000 + b"</w:t></w:r></w:p>"),
    "a table of 40,000 cells": lambda: letter(b"<w:tbl>" + (b"<w:tr>" + (b"<w:tc>" + _P + b"</w:tc>") * 20 + b"</w:tr>") * 2_000 + b"</w:tbl>"),
    "a cell over 2^31 columns": lambda: letter(b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr>' + _P + b"</w:tc></w:tr></w:tbl>"),
    "numbers that are none": lambda: letter(b'<w:p><w:pPr><w:ind w:firstLineChars="nan" w:left="1e999" w:right="-99999999999999999999"/><w:spacing w:line="abc"/></w:pPr><w:r><w:rPr><w:sz w:val="inf"/></w:rPr><w:t>a</w:t></w:r></w:p>'),
    "numbers of 100,000 digits": lambda: letter(b'<w:p><w:pPr><w:ind w:left="' + b"9" * 100_000 + b'"/></w:pPr><w:r><w:rPr><w:sz w:val="' + b"9" * 100_000 + b'"/></w:rPr><w:t>a</w:t></w:r></w:p>'),
    "lists numbered from 10^9": lambda: letter(_LISTED % (0, 1) * 99, numbers=b'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1%1%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'),
    "lists numbered in roman from 10^9": lambda: letter(_LISTED % (0, 1) * 99, numbers=b'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'),
    "lists numbered in letters from 10^9": lambda: letter(_LISTED % (0, 1) * 99, numbers=b'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'),
    "a list of level 2^31": lambda: letter(_LISTED % (2**31 - 1, 2**31 - 1)),
    "lists that follow a style that follows them": lambda: letter(_LISTED % (0, 1), numbers=b'<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a0"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>', styles=b'<w:style w:type="numbering" w:styleId="a0"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'),
    "fields in fields": lambda: letter(b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 20_000),
    "2,000 sections": lambda: letter(b"<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" * 2_000),
    "changes that were followed 50,000 times": lambda: letter(b'<w:p><w:ins w:id="1"><w:r><w:t>a</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>b</w:delText></w:r></w:del></w:p>' * 15_000),
})  # fmt: skip
MENDED = attacks("docx --fix", "x.docx", "check-docx --fix {file}", {17, 19}, {
    "a directory that lies by 4 GB": lambda: lying(letter(), 2**32 - 2),
    "1,000 parts of 190 KB": lambda: letter(more={f"word/media/a{n}.bmp": bytes(190_000) for n in range(1_000)}),
    "20,000 paragraphs": lambda: letter(_P * 20_000),
    "a style based on itself": lambda: letter(_SEVERAL, _style(b"a0", b"a0")),
    "two bodies": lambda: zipped([*_members().items(), (_MAIN, b"<evil/>")]),
    "lists numbered from 10^9": lambda: letter(_LISTED % (0, 1) * 99, numbers=b'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'),
})  # fmt: skip
ATTACKS += MENDED
