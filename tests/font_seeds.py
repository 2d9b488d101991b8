"""Changes of a finished PDF for the rules on fonts: text in fonts of every kind, sound ones and others."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from itertools import accumulate

import pikepdf
from fontTools.misc.eexec import encrypt
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from .made_fonts import made_font

Change = Callable[[pikepdf.Pdf], object]
Made = Callable[[pikepdf.Pdf], pikepdf.Object]
LETTERS = "ABC"


@cache
def truetype(empty: str = "") -> bytes:
    return made_font(LETTERS, empty=empty)


@cache
def opentype() -> bytes:
    return made_font(LETTERS, cff=True)


@cache
def bare_cff() -> bytes:
    with TTFont(io.BytesIO(opentype())) as font:
        return font.getTableData("CFF ")


@cache
def keyed_cff(first: int = 1) -> bytes:
    """A CFF program with CIDs: the first of its three squares has the CID `first`."""
    square = bytes(
        [239, 139, 21, 239, 139, 139, 239, 39, 139, 5, 14]
    )  # 100 0 rmoveto 100 0 0 100 -100 0 rlineto endchar
    drawn = cff_index(bytes([14]), square, square, square)
    charset, select = bytes([2, *first.to_bytes(2), 0, 2]), bytes([3, 0, 1, 0, 0, 0, 0, 4])
    start = b"\1\0\4\4" + cff_index(b"Made")
    rest = cff_index(b"Adobe", b"Identity") + cff_index()

    def top(at: int) -> bytes:
        places = [at, at + len(charset), at + len(charset) + len(select)]
        entries = [(391, 392, 0, b"\x0c\x1e"), (first + 3, b"\x0c\x22"), (places[0], b"\x0f"), (places[1], b"\x0c\x25")]
        entries += [(places[2], b"\x11"), (places[2] + len(drawn), b"\x0c\x24")]
        return cff_index(b"".join(b"".join(map(cff_number, entry[:-1])) + entry[-1] for entry in entries))

    at = len(start) + len(top(0)) + len(rest)
    fonts = cff_index(cff_number(0) + cff_number(at) + b"\x12")
    return start + top(at) + rest + charset + select + drawn + fonts


def cff_number(value: int) -> bytes:
    return b"\x1d" + value.to_bytes(4)


def cff_index(*items: bytes) -> bytes:
    if not items:
        return b"\0\0"
    ends = accumulate(map(len, items), initial=1)
    return len(items).to_bytes(2) + b"\4" + b"".join(end.to_bytes(4) for end in ends) + b"".join(items)


def type_1(*names: str) -> bytes:
    """A Type 1 program with these glyphs, none of which draws anything."""
    drawn = b"".join(b"/%s 9 RD 123456789 ND\n" % name.encode() for name in (".notdef", *names))
    private = b"0000dup /Private 8 dict dup begin /lenIV 4 def /CharStrings 9 dict dup begin\n" + drawn + b"end end"
    return b"%!PS-AdobeFont-1.0: Made\n/Encoding StandardEncoding def\ncurrentfile eexec\n" + encrypt(private, 55665)[0]


def to_unicode(**texts: str) -> bytes:
    pairs = "".join(f"<{code[1:]}> <{text.encode('utf-16-be').hex()}>\n" for code, text in texts.items())
    return f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar\n{pairs}endbfchar".encode()


SAID = to_unicode(x0001="A", x0002="B", x0003="C")


def descriptor(
    pdf: pikepdf.Pdf, key: str, data: bytes | None, kind: str = "", name: str = "/ABCDEF+Made", **how: object
):
    said = Dictionary(
        Type=Name.FontDescriptor, FontName=Name(name), Flags=4, FontBBox=[0, -200, 1000, 900], ItalicAngle=0,
        Ascent=900, Descent=-200, CapHeight=700, StemV=80,
    )  # fmt: skip
    if data is not None:
        said[key] = pdf.make_stream(data, **({"Subtype": Name(kind)} if kind else {}))
    return said


def composite(
    data: bytes | None, key: str = "/FontFile2", kind: str = "", of: str = "/CIDFontType2", said: bytes | None = SAID,
    encoding: object = Name("/Identity-H"), name: str = "/ABCDEF+Made", ordering: str = "Identity", **more: object,
) -> Made:  # fmt: skip
    """A font of two-byte codes."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        extra = {entry: pdf.make_stream(value) if isinstance(value, bytes) else value for entry, value in more.items()}
        inner = Dictionary(
            Type=Name.Font, Subtype=Name(of), BaseFont=Name(name), DW=1000,
            FontDescriptor=descriptor(pdf, key, data, kind, name),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering=ordering, Supplement=0), **extra,
        )  # fmt: skip
        font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(name), DescendantFonts=[inner])
        font.Encoding = encoding(pdf) if callable(encoding) else encoding
        if said is not None:
            font.ToUnicode = pdf.make_stream(said)
        return pdf.make_indirect(font)

    return make


def simple(
    data: bytes | None, key: str = "/FontFile2", kind: str = "", of: str = "/TrueType", encoding: object = None,
    name: str = "/ABCDEF+Made",
) -> Made:  # fmt: skip
    """A font of one-byte codes."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        font = Dictionary(
            Type=Name.Font, Subtype=Name(of), BaseFont=Name(name), FirstChar=0, LastChar=255, Widths=[1000] * 256,
            FontDescriptor=descriptor(pdf, key, data, kind, name),
        )  # fmt: skip
        if encoding is not None:
            font.Encoding = encoding
        return pdf.make_indirect(font)

    return make


def drawn_glyphs(*names: str, resources: Made | None = None, content: bytes = b"9 0 d0 0 0 9 9 re f") -> Made:
    """A Type 3 font."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        drawings = Dictionary({f"/{name}": pdf.make_stream(content) for name in names})
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 9, 9], FontMatrix=[0.1, 0, 0, 0.1, 0, 0], FirstChar=65,
            LastChar=66, Widths=[9, 9], CharProcs=drawings, Encoding=differences(65, "A", "B"),
        )  # fmt: skip
        if resources is not None:
            font.Resources = Dictionary(Font=Dictionary(Seed=resources(pdf)))
        return pdf.make_indirect(font)

    return make


def differences(first: int, *names: str, base: str = "") -> Dictionary:
    said = Dictionary(Type=Name.Encoding, Differences=Array([first, *(Name(f"/{name}") for name in names)]))
    if base:
        said.BaseEncoding = Name(base)
    return said


def character_map(*pairs: tuple[str, int], use: str = "") -> Made:
    """An encoding of the font's own: each code alone."""
    lines = "".join(f"<{code}> {cid}\n" for code, cid in pairs)
    said = (
        f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange {len(pairs)} begincidchar\n{lines}endcidchar"
    )

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        extra = {"UseCMap": Name(use)} if use else {}
        return pdf.make_stream(said.encode(), Type=Name.CMap, CMapName=Name("/Seed"), **extra)

    return make


def bare(kind: str = "/Type1", name: str = "/Helvetica") -> Made:
    """A font that nothing is embedded for, which does not even say that it is one."""
    return lambda pdf: Dictionary(Subtype=Name(kind), BaseFont=Name(name), Encoding=Name.WinAnsiEncoding)


def unmade(name: bytes) -> Made:
    """The same, by a name as a program on Windows writes it, in bytes that are no UTF-8."""
    said = (
        b"<</Subtype/TrueType/Encoding/WinAnsiEncoding/BaseFont/" + b"".join(b"#%02x" % byte for byte in name) + b">>"
    )
    return lambda pdf: pikepdf.Object.parse(said)


def text(font: Made, shown: str = "0001", mode: int = 0) -> Change:
    """Some codes in a font, within the trim of the first page."""

    def change(pdf: pikepdf.Pdf) -> None:
        named(pdf, "/Font", font(pdf))
        pdf.pages[0].contents_add(written(shown, mode))

    return change


def written(shown: str = "41", mode: int = 0) -> bytes:
    return f"q BT {mode} Tr /Seed 9 Tf 60 60 Td <{shown}> Tj ET Q".encode()


def named(pdf: pikepdf.Pdf, use: str, thing: pikepdf.Object) -> None:
    resources = pdf.pages[0].obj.Resources
    held = resources.get(use, Dictionary())
    held["/Seed"] = thing
    resources[use] = held


def in_form(font: Made, shown: str = "41") -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        named(pdf, "/XObject", form(pdf, font, shown))
        pdf.pages[0].contents_add(b"q /Seed Do Q")

    return change


def form(pdf: pikepdf.Pdf, font: Made, shown: str = "41") -> pikepdf.Object:
    resources = Dictionary(Font=Dictionary(Seed=font(pdf)))
    return pdf.make_stream(
        written(shown), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 200], Resources=resources
    )


def in_tile(font: Made, shown: str = "41") -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        resources = Dictionary(Font=Dictionary(Seed=font(pdf)))
        tile = pdf.make_stream(
            written(shown), Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 99, 99], XStep=99,
            YStep=99, Resources=resources,
        )  # fmt: skip
        named(pdf, "/Pattern", tile)
        pdf.pages[0].contents_add(b"q /Pattern cs /Seed scn 60 60 90 90 re f Q")

    return change


def in_note(font: Made, shown: str = "41") -> Change:
    """In the looks of a note on the page."""

    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[60, 60, 120, 120], F=4)
        note.AP = Dictionary(N=form(pdf, font, shown))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return change


def only_named(font: Made) -> Change:
    """In the resources of the page, and no text in it."""
    return lambda pdf: named(pdf, "/Font", font(pdf))


def of_empty_form(font: Made) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(
            Fields=Array(), DR=Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font(pdf))))
        )

    return change
