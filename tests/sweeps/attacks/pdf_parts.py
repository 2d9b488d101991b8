"""PDFs whose pictures, colours and fonts lie about their size or lead in circles."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import io
import struct
import zlib

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen

from tests.made_fonts import made_font
from tests.sweeps.attacks.attack import attacks
from tests.sweeps.attacks.pdf_writing import paged, stream

_SHOWN = b"q 200 0 0 200 0 0 cm /I Do Q"


def _image(
    head: bytes, data: bytes = b"aaaa", packed: int = 0, others: dict[int, bytes] | None = None, content: bytes = _SHOWN
) -> bytes:
    image = stream(data, b"/Type /XObject /Subtype /Image " + head, packed)
    return paged(content, b"/XObject <</I 5 0 R>>", {5: image, **(others or {})})


_WIDE = b"/Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray "


def _coded(filters: bytes, data: bytes, wide: int = 9, parms: bytes = b"", bits: int = 8) -> bytes:
    return _image(
        b"/Width %d /Height %d /BitsPerComponent %d /ColorSpace /DeviceGray /Filter %s /DecodeParms %s "
        % (wide, wide, bits, filters, parms or b"null"),
        data,
    )


def _jbig2(wide: int) -> bytes:
    return struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", wide, wide, 0, 0, 0, 0)


def _jpeg(wide: int) -> bytes:
    return (
        b"\xff\xd8\xff\xc0\0\x0b\x08"
        + struct.pack(">HH", wide, wide)
        + b"\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0"
        + b"a" * 90
        + b"\xff\xd9"
    )


def _jpx(wide: int) -> bytes:
    return (
        b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 \0\0\0\0jp2 \0\0\0\x2djp2h\0\0\0\x16ihdr"
        + struct.pack(">IIH", wide, wide, 1)
        + b"\x07\x07\0\0\0\0\0\x0fcolr\x01\0\0\0\0\0\x11\0\0\0\0jp2c\xff\x4f\xff\x51\0\x29\0\0"
        + struct.pack(">8I", wide, wide, 0, 0, wide, wide, 0, 0)
        + b"\0\x01\x07\x01\x01\xff\xd9"
    )


def _coloured(space: bytes, others: dict[int, bytes] | None = None, values: bytes = b"0.5") -> bytes:
    return paged(b"/C cs %s scn 0 0 99 99 re f" % values, b"/ColorSpace <</C %s>>" % space, others)


def _profile(data: bytes, head: bytes = b"/N 4", packed: int = 0) -> bytes:
    return _coloured(b"[/ICCBased 5 0 R]", {5: stream(data, head, packed)}, b"0 0 0 1")


def _icc(size: int, tags: int = 0) -> bytes:
    return (
        struct.pack(">I", size)
        + b"lcms\x02\x10\0\0prtrCMYKLab "
        + bytes(12)
        + b"acsp"
        + bytes(88)
        + struct.pack(">I", tags)
        + b"A2B0\xff\xff\xff\xf0\xff\xff\xff\xff" * 9
    )


def _texted(font: bytes, others: dict[int, bytes] | None = None, said: bytes = b"<0001000200030041>") -> bytes:
    return paged(b"BT /F 9 Tf 9 9 Td %s Tj ET" % said, b"/Font <</F 5 0 R>>", {5: font, **(others or {})})


_KEYED = b"<</Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H %s /DescendantFonts [6 0 R]>>"
_KEYS = b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> %s /FontDescriptor 7 0 R>>"
_DESCRIBED = b"<</Type /FontDescriptor /FontName /A /Flags 4 %s>>"


def _program(
    data: bytes, packed: int = 0, keys: bytes = b"", more: bytes = b"", name: bytes = b"/FontFile2 8 0 R"
) -> bytes:
    """A font that is embedded."""
    return _texted(
        _KEYED % more, {6: _KEYS % keys, 7: _DESCRIBED % name, 8: stream(data, b"/Length1 %d" % len(data), packed)}
    )


def _mapped(cmap: bytes, packed: int = 0) -> bytes:
    head = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
    return _texted(
        _KEYED % b"/ToUnicode 9 0 R",
        {
            6: _KEYS % b"",
            7: _DESCRIBED % b"/FontFile2 8 0 R",
            8: stream(made_font("A")),
            9: stream(head + cmap + b" endcmap end end", packed=packed),
        },
    )


def composites(count: int, target: int) -> bytes:
    """A TrueType program whose last glyphs are each made of others twice, or of themselves."""
    part = struct.pack(">hhhhh", -1, 0, 0, 0, 0)

    def glyph(of: int) -> bytes:
        return part + struct.pack(">HHbb", 0x22, of, 0, 0) + struct.pack(">HHbb", 0x02, of, 0, 0)

    glyphs = [glyph(target if target >= 0 else min(number + 1, count - 1)) for number in range(count)]
    places = [0]
    for each in glyphs:
        places.append(places[-1] + len(each) + len(each) % 2)
    tables = {
        b"glyf": b"".join(each + b"\0" * (len(each) % 2) for each in glyphs),
        b"loca": b"".join(struct.pack(">I", each) for each in places),
    }
    tables[b"head"] = struct.pack(
        ">IIIIHHQQhhhhHHhhh", 0x10000, 0, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, 0, 99, 99, 0, 8, 2, 1, 0
    )
    tables[b"hhea"] = struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, 1000, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1)
    tables[b"hmtx"] = struct.pack(">Hh", 1000, 0) + bytes(2 * (count - 1))
    tables[b"maxp"] = struct.pack(">IHHHHHHHHHHHHHH", 0x10000, count, 9, 9, 9, 9, 1, 0, 0, 0, 0, 0, 0, 9, 9)
    out, place = b"\0\1\0\0" + struct.pack(">HHHH", len(tables), 64, 2, 32), 12 + 16 * len(tables)
    bodies = b""
    for name, data in sorted(tables.items()):
        out += name + struct.pack(">III", 0, place + len(bodies), len(data))
        bodies += data + bytes(-len(data) % 4)
    return out + bodies


_ITSELF = b"\x20\x1d\x20\x1d\x0e"
"""-107 callgsubr, twice: the first subroutine."""


def subroutines() -> bytes:
    """A CFF program of a glyph that calls a subroutine that calls itself."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    pen = T2CharStringPen(900, None)
    for step in (pen.moveTo, pen.lineTo, pen.lineTo):
        step((9, 9))
    pen.closePath()
    builder.setupCFF("A", {}, {".notdef": T2CharStringPen(0, None).getCharString(), "A": pen.getCharString()}, {})
    cff = builder.font["CFF "].cff
    cff.GlobalSubrs.append(T2CharString(bytecode=_ITSELF))
    cff.topDictIndex[0].CharStrings["A"] = T2CharString(bytecode=_ITSELF)
    builder.font.recalcBBoxes = False
    out = io.BytesIO()
    builder.setupCharacterMap({65: "A"})
    builder.setupHorizontalMetrics({".notdef": (0, 0), "A": (900, 0)})
    builder.setupHorizontalHeader()
    builder.setupPost()
    builder.save(out)
    return out.getvalue()


ATTACKS = attacks("part", "x.pdf", "preflight {file}", {17, 19}, {
    "a picture of 2^31 pixels each way": lambda: _image(_WIDE % (2**31 - 1, 2**31 - 1)),
    "a picture of fewer pixels than none": lambda: _image(_WIDE % (-5, -5)),
    "a picture of 65,535 each way in four bytes": lambda: _image(_WIDE % (65_535, 65_535)),
    "a picture of 20,000 each way unpacked to 400 MB": lambda: _image(_WIDE % (20_000, 20_000), bytes(400_000_000), 1),
    "a picture of 9,000 each way": lambda: _image(_WIDE % (9_000, 9_000), bytes(81_000_000), 1),
    "a picture of 2^31 bits": lambda: _image(b"/Width 9 /Height 9 /BitsPerComponent 2147483647 /ColorSpace /DeviceGray"),
    "a picture packed three times": (lambda: _image(_WIDE % (9_000, 9_000), bytes(181_000_000), 3), ""),
    "a picture whose mask is itself": lambda: _image(_WIDE % (9, 9) + b"/SMask 5 0 R", bytes(81)),
    "a picture of other sizes that is its own mask": lambda: _image(_WIDE % (9, 9) + b"/Mask 5 0 R /Alternates [<</Image 5 0 R>>]", bytes(81)),
    "a picture read through 100,000 numbers": lambda: _image(_WIDE % (9, 9) + b"/Decode [" + b"0 1 " * 50_000 + b"]", bytes(81)),
    "one picture shown 20,000 times": lambda: _image(_WIDE % (99, 99), bytes(9_801), content=_SHOWN * 20_000),
    "a predictor of 2^31 columns": lambda: _coded(b"/FlateDecode", zlib.compress(bytes(99)), parms=b"<</Predictor 15 /Columns 2147483647>>"),
    "a predictor of 10^9 colours": lambda: _coded(b"/FlateDecode", zlib.compress(bytes(99)), parms=b"<</Predictor 2 /Colors 999999999 /Columns 99>>"),
    "a predictor of fewer columns than none": lambda: _coded(b"/FlateDecode", zlib.compress(bytes(99)), parms=b"<</Predictor 12 /Columns -1 /BitsPerComponent -8>>"),
    "an LZW of garbage": lambda: _coded(b"/LZWDecode", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 99_999, 2_000),
    "a run of 20 MB": lambda: _coded(b"/RunLengthDecode", b"\x81a" * 150_000 + b"\x80", 4_400),
    "a JBIG2 of 2^31": lambda: _coded(b"/JBIG2Decode", _jbig2(2**31 - 1), 2**31 - 1, bits=1),
    "a JBIG2 of 30,000": lambda: _coded(b"/JBIG2Decode", _jbig2(30_000), 30_000, bits=1),
    "a JBIG2 whose globals are itself": lambda: _coded(b"/JBIG2Decode", _jbig2(9), 9, b"<</JBIG2Globals 5 0 R>>", 1),
    "a fax of 2^31 columns": lambda: _coded(b"/CCITTFaxDecode", b"\0\1\2\3" * 9, 9, b"<</K -1 /Columns 2147483647 /Rows 2147483647>>", 1),
    "a fax of 30,000 rows": lambda: _coded(b"/CCITTFaxDecode", b"\xff" * 90_000, 30_000, b"<</K -1 /Columns 30000 /Rows 30000>>", 1),
    "a JPEG that says 65,535": lambda: _coded(b"/DCTDecode", _jpeg(65_535), 65_535),
    "a JPEG that is none": lambda: _coded(b"/DCTDecode", b"\xff\xd8" + b"\xff\xe1\0\2" * 99_999, 9),
    "a JPX of 2^31": lambda: _coded(b"/JPXDecode", _jpx(2**31 - 1), 2**31 - 1),
    "a JPX of 30,000": lambda: _coded(b"/JPXDecode", _jpx(30_000), 30_000),
    "a filter nobody knows": lambda: _coded(b"/NobodyDecode", b"aaaa"),
    "a colour whose alternate is itself": lambda: _coloured(b"5 0 R", {5: b"[/Separation /A 5 0 R <</FunctionType 2 /Domain [0 1] /N 1>>]"}),
    "a colour of 10,000 inks": lambda: _coloured(b"[/DeviceN [" + b" ".join(b"/A%d" % n for n in range(10_000)) + b"] /DeviceCMYK <</FunctionType 2 /Domain [0 1] /N 1>>]", values=b"1 " * 10_000),
    "a colour of a table of 10^9": lambda: _coloured(b"[/Indexed /DeviceCMYK 999999999 (aaaa)]", values=b"9"),
    "a colour of a table of itself": lambda: _coloured(b"5 0 R", {5: b"[/Indexed 5 0 R 9 (aaaa)]"}, b"9"),
    "a colour of a table of 60 MB": lambda: _coloured(b"[/Indexed /DeviceCMYK 255 5 0 R]", {5: stream(bytes(60_000_000), packed=1)}, b"9"),
    "a colour of a pattern of a pattern": lambda: _coloured(b"5 0 R", {5: b"[/Pattern 5 0 R]"}),
    "a colour of 30 alternates in each other": lambda: _coloured(b"5 0 R", {**{n: b"[/DeviceN [/A /B] %d 0 R <</FunctionType 2 /Domain [0 1] /N 1>>]" % (n + 1) for n in range(5, 35)}, 35: b"/DeviceCMYK"}, b"1 1"),
    "a profile that is garbage": lambda: _profile(b"\xff" * 9_999),
    "a profile that says 4 GB": lambda: _profile(_icc(2**32 - 1, 9)),
    "a profile of 2^32 tags": lambda: _profile(_icc(400, 2**32 - 1)),
    "a profile of 10^9 colours": lambda: _profile(_icc(400, 1), b"/N 999999999"),
    "a profile whose alternate is itself": lambda: _profile(_icc(400, 1), b"/N 4 /Alternate [/ICCBased 5 0 R]"),
    "a profile that unpacks to 60 MB": (lambda: _profile(bytes(60_000_000), packed=1), "MZQ86"),
    "an intent of a profile of garbage": lambda: paged(b"0 0 9 9 re f", catalog=b"/OutputIntents [<</S /GTS_PDFX /OutputConditionIdentifier (A) /DestOutputProfile 5 0 R>>]", others={5: stream(_icc(2**32 - 1, 2**32 - 1), b"/N 4")}),
    "10,000 intents": lambda: paged(b"0 0 9 9 re f", catalog=b"/OutputIntents [" + b"<</S /GTS_PDFX /DestOutputProfile 5 0 R>> " * 10_000 + b"]", others={5: stream(_icc(400, 1), b"/N 4")}),
    "glyphs of themselves": lambda: _program(composites(99, 1)),
    "65,535 glyphs of the next twice": lambda: _program(composites(65_535, -1)),
    "40 glyphs of the next twice": lambda: _program(composites(40, -1)),
    "a subroutine of itself": lambda: _program(subroutines(), name=b"/FontFile3 8 0 R"),
    "a font that is garbage": lambda: _program(b"\0\1\0\0" + b"\xff" * 99_999),
    "a font of a table at 4 GB": lambda: _program(made_font("A")[:16] + b"\xff" * 12 + made_font("A")[28:]),
    "a font that unpacks to 60 MB": (lambda: _program(b"\0\1\0\0" + bytes(60_000_000), 1), "MZQ86"),
    "a font that is its own descendant": lambda: _texted(b"<</Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R]>>"),
    "a font whose map to unicode is itself": lambda: _texted(b"<</Type /Font /Subtype /Type1 /BaseFont /A /ToUnicode 5 0 R /Encoding 5 0 R /FontDescriptor 5 0 R>>"),
    "widths of 2^31": lambda: _program(made_font("A"), keys=b"/W [0 2147483647 500]"),
    "widths of 300,000 lists": lambda: _program(made_font("A"), keys=b"/W [" + b"1 [9] " * 300_000 + b"]"),
    "widths in each other": lambda: _program(made_font("A"), keys=b"/W [" + b"[" * 400 + b"]" * 400 + b"]"),
    "letters from 2^31 before to 2^31 after": lambda: _texted(b"<</Type /Font /Subtype /Type1 /BaseFont /A /FirstChar -2147483648 /LastChar 2147483647 /Widths [9]>>", said=b"(abc)"),
    "an encoding of 500,000 differences": lambda: _texted(b"<</Type /Font /Subtype /Type1 /BaseFont /A /Encoding <</Differences [0 " + b"/a " * 500_000 + b"]>>>>", said=b"(abc)"),
    "a font of a font of type 1 that is garbage": lambda: _texted(b"<</Type /Font /Subtype /Type1 /BaseFont /A /FontDescriptor 7 0 R>>", {7: _DESCRIBED % b"/FontFile 8 0 R", 8: stream(b"%!PS-AdobeFont-1.0\n" + b"{" * 300_000 + b"eexec" + b"\xff" * 9_999, b"/Length1 99 /Length2 2147483647 /Length3 -1")}, b"(abc)"),
    "a map of 2^32 codes": lambda: _mapped(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"),
    "a map of 300,000 ranges": lambda: _mapped(b"300000 beginbfrange " + b"<0000> <FFFF> <0041> " * 300_000 + b"endbfrange"),
    "a map of 2^32 glyphs": lambda: _texted(b"<</Type /Font /Subtype /Type0 /BaseFont /A /Encoding 9 0 R /DescendantFonts [6 0 R]>>", {6: _KEYS % b"", 7: _DESCRIBED % b"/FontFile2 8 0 R", 8: stream(made_font("A")), 9: stream(b"begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange endcmap", b"/Type /CMap /CMapName /A /UseCMap 9 0 R")}),
    "a map that unpacks to 60 MB": (lambda: _mapped(b"<0041> " * 9_000_000, 1), "MZQ86"),
    "a map from keys to glyphs of 20 MB": lambda: _program(made_font("A"), keys=b"/CIDToGIDMap 9 0 R").replace(b"xref\n0", b"9 0 obj\n" + stream(bytes(20_000_000)) + b"\nendobj\nxref\n0", 1),
})  # fmt: skip
