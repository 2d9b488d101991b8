"""Papers to be kept (PDF/A, parts 1 to 3) and accessible ones (PDF/UA): each fault is found by its rule alone, and what
the standards let stand is not blamed."""

from __future__ import annotations

import io
import re
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from mzdocs.pdf.damages import damages

from .font_seeds import drawn_glyphs, simple, truetype, type_1
from .kept_files import (
    ACCESSIBLE,
    SHOWN,
    Change,
    drawn,
    elements,
    failed,
    font,
    form,
    kept,
    note,
    page,
    picture,
    root,
    screen,
    state,
)
from .kept_files import (
    more_content as more,
)

SCRIPT = Dictionary(S=Name.JavaScript, JS=String("1"))


def based(content: str, *spaces: object) -> Change:
    return drawn(content, ColorSpace={f"C{i}": space for i, space in enumerate(spaces)})


def profiled(pdf: pikepdf.Pdf) -> Array:
    return Array([Name.ICCBased, pdf.make_stream(screen(), N=3)])


def by_default(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.ColorSpace = Dictionary(DefaultCMYK=cmyk_space(pdf))


def cmyk_space(pdf: pikepdf.Pdf) -> Array:
    from mzdocs.design import profiles

    return Array([Name.ICCBased, pdf.make_stream(profiles.read(profiles.OUTPUT), N=4)])


def tint(alternate: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0, 0, 0], N=1)
        space = alternate(pdf) if callable(alternate) else alternate
        based("/C0 cs 1 scn 0 0 9 9 re f\n", Array([Name.Separation, Name.Gold, space, function]))(pdf)

    return change


def without_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def action(kind: str, **entries: object) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **entries)


def opened(kind: str, **entries: object) -> Change:
    return root(OpenAction=action(kind, **entries))


def link(act: Dictionary) -> Change:
    return note("Link", look=False, A=act)


def field(**entries: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        said = Dictionary(FT=Name.Tx, T=String("a"), **entries)
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(said)]))

    return change


def layers(**way: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        one, two = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in "ab")
        order = Array([one, Array([two])]) if way.get("whole", True) else Array([one])
        entries = {key: value for key, value in way.items() if key != "whole"}
        pdf.Root.OCProperties = Dictionary(OCGs=Array([one, two]), D=Dictionary(Order=order, **entries))

    return change


def packed(how: str) -> Change:
    """The page's content, by another filter; what is packed so need not be right for the rule on its name."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.pages[0].obj.Contents
        if how == "F":
            stream.F = String("elsewhere.bin")
        else:
            drawn(
                "",
                XObject={
                    "X": lambda pdf: pdf.make_stream(
                        b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01",
                        **{
                            "Type": Name.XObject,
                            "Subtype": Name.Form,
                            "BBox": Array([0, 0, 9, 9]),
                            "Resources": Dictionary(),
                            "Filter": Name.LZWDecode,
                        },
                    )
                },
            )(pdf)

    return change


def prefixed(pdf: pikepdf.Pdf) -> None:
    data = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(data.replace(b"pdfaid:", b"a:").replace(b":pdfaid", b":a"))


def with_bytes(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"<?xpacket ", b'<?xpacket bytes="9" ', 1))


def jpeg(keep: float = 1.0, mark: bytes = b"", size: int = 16, more: bytes = b"", **how: object) -> Change:
    """A photo of 16 pixels square, of which so much is kept, or with other bytes in its middle."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((16, 16)).convert("RGB").save(out, "JPEG")
    data = out.getvalue()
    data = data[: int(len(data) * keep)]
    if mark:
        data = data[:-12] + mark + data[-12 + len(mark) :]
    said = {"Width": size, "Height": 16, "Filter": Name.DCTDecode} | how
    return drawn("q 9 0 0 9 0 0 cm /P Do Q\n", XObject={"P": picture(data + more, **said)})


def flate(rows: int, short: int = 0, **how: object) -> Change:
    data = zlib.compress(bytes(4 * 3 * rows - short))
    said = {"Width": 4, "Height": 4, "Filter": Name.FlateDecode} | how
    return drawn("q 9 0 0 9 0 0 cm /P Do Q\n", XObject={"P": picture(data, **said)})


def wider(by: float) -> Change:
    return font(inner={"W": Array([1, Array([1000 + by, 1000, 1000])])})


def symbols(flags: int, **entries: object) -> Change:
    """The font once more as a simple one."""

    def change(pdf: pikepdf.Pdf) -> None:
        program = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/ABCDEF+Made"),
            Flags=flags,
            FontBBox=[0, -200, 1000, 900],
            ItalicAngle=0,
            Ascent=900,
            Descent=-200,
            CapHeight=700,
            StemV=80,
            FontFile2=pdf.make_stream(truetype()),
        )
        said = Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/ABCDEF+Made"),
            FirstChar=65,
            LastChar=67,
            Widths=[1000] * 3,
            FontDescriptor=program,
        )
        for key, value in entries.items():
            said[f"/{key}"] = value
        pdf.pages[0].obj.Resources.Font.S = pdf.make_indirect(said)
        pdf.pages[0].contents_add(b"BT /S 9 Tf 20 40 Td (ABC) Tj ET")

    return change


CODES = b"/WMode 0 def begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
CODES += b"1 begincidrange <0001> <0003> 1 endcidrange"


def on_top(name: str) -> Change:
    """A map without a word on top of another inside the file."""

    def change(pdf: pikepdf.Pdf) -> None:
        info = Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0)
        below = pdf.make_stream(CODES, Type=Name.CMap, CMapName=Name(name), CIDSystemInfo=info, WMode=0)
        cmap(text=b"/WMode 0 def", UseCMap=below)(pdf)

    return change


def with_curve(**entries: object) -> Change:
    """A form that sets a transfer curve."""
    held = Dictionary(ExtGState=Dictionary(G=Dictionary(TR=Name.Identity)))
    return form(b"/G gs 0 0 9 9 re f", Resources=held, **entries)


def tiled(pdf: pikepdf.Pdf, drawing: pikepdf.Object) -> pikepdf.Object:
    return pdf.make_stream(
        b"/X Do", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9], XStep=9, YStep=9,
        Resources=Dictionary(XObject=Dictionary(X=drawing)),
    )  # fmt: skip


def cmap(
    name: str = "/Seed", ordering: str = "Identity", wmode: int = 0, text: bytes = CODES, **entries: object
) -> Change:

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        info = Dictionary(Registry="Adobe", Ordering=ordering, Supplement=0)
        return pdf.make_stream(text, Type=Name.CMap, CMapName=Name(name), CIDSystemInfo=info, WMode=wmode, **entries)

    return font(Encoding=make)


def overprinted(mode: int, operator: str = "f", **way: bool) -> Change:
    """Something in inks by a profile, painted in this way."""
    how = Dictionary(**(way or {"op": True}), OPM=mode)
    inks = f"/G gs /C0 cs /C0 CS 0 0 0 1 scn 0 0 0 1 SCN 0 0 9 9 re {operator}\n"
    return drawn(inks, ColorSpace={"C0": cmyk_space}, ExtGState={"G": how})


def with_state(**entries: object) -> Change:
    """A graphics state that stands in the resources, and nothing sets."""
    return drawn("", ExtGState={"G": Dictionary(**entries)})


def inks(*names: str, **attributes: object) -> Change:
    """A space of several inks that something is painted in."""
    zeros = " ".join("0" for _ in names)

    def change(pdf: pikepdf.Pdf) -> None:
        how = Dictionary(FunctionType=4, Domain=[0, 1] * len(names), Range=[0, 1] * 3)
        tint = pdf.make_stream(b"{" + b"pop " * len(names) + b"0 0 0}", how)
        said = [Dictionary(**attributes)] if attributes else []
        space = Array([Name.DeviceN, Array([Name(f"/{name}") for name in names]), Name.DeviceRGB, tint, *said])
        based(f"/C0 cs {zeros} scn 0 0 9 9 re f\n", space)(pdf)

    return change


def gold(shade: float) -> Array:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[shade, 0, 0], N=1)
    return Array([Name.Separation, Name.Gold, Name.DeviceRGB, function])


def golds(*shades: float) -> Change:
    return based("/C0 cs 1 scn 0 0 9 9 re f\n", *map(gold, shades))


def of_lists(**lists: bytes | str) -> Change:
    """Other lists of what the subset holds."""

    def change(pdf: pikepdf.Pdf) -> None:
        said = pdf.pages[0].obj.Resources.Font.F.DescendantFonts[0].FontDescriptor
        for key, value in lists.items():
            said[f"/{key}"] = pdf.make_stream(value) if isinstance(value, bytes) else String(value)

    return change


def of_type_1(listed: str) -> Change:
    """Letters of a Type 1 program of two glyphs, whose descriptor lists some."""

    def change(pdf: pikepdf.Pdf) -> None:
        made = simple(type_1("A", "B"), "/FontFile", of="/Type1", encoding=Name.WinAnsiEncoding)(pdf)
        made.FontDescriptor.CharSet = String(listed)
        drawn("BT /S 9 Tf 20 40 Td (A) Tj ET\n", Font={"S": made})(pdf)

    return change


def drawing(width: int) -> Change:
    """A letter of a Type 3 font that is said to be 9 wide."""
    made = drawn_glyphs("A", content=b"%d 0 d0 0 0 9 9 re f" % width)
    return drawn("BT /S 9 Tf 20 40 Td (A) Tj ET\n", Font={"S": made})


def rights(pdf: pikepdf.Pdf) -> None:
    said = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=[0, 1, 2, 3], Contents=String("a"))
    pdf.Root.Perms = Dictionary(UR3=pdf.make_indirect(said))


def nested(levels: int) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        made = form()(pdf)
        for _ in range(levels - 1):
            made = form(b"/X Do", Resources=Dictionary(XObject=Dictionary(X=made)))(pdf)
        drawn("/X Do\n", XObject={"X": made})(pdf)

    return change


def scoped(scope: str, **entries: object) -> dict[str, object]:
    return {"A": Dictionary(O=Name.Table, Scope=Name(f"/{scope}")), **entries}


def spanning(**spans: int) -> dict[str, object]:
    return {"A": Dictionary(O=Name.Table, **spans)}


def box(kind: str, said: bytes) -> bytes:
    return (len(said) + 8).to_bytes(4) + kind.encode() + said


def colour(method: int = 1, exact: int = 1, listed: int = 16) -> bytes:
    return box("colr", bytes([method, 0, exact]) + listed.to_bytes(4))


def jpx(head: tuple[int, int] = (3, 8), more: bytes = b"", bits: int = 8, called: bool = True, **how: object) -> Change:
    """A JPEG 2000 picture of three channels, whose head says how many they are and of how many bits."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "JPEG2000", no_jp2=True)
    stream = bytearray(out.getvalue())
    size = stream.index(b"\xff\x51")
    stream[size + 40 : size + 49] = bytes([bits - 1, 1, 1]) * 3
    said = bytes(7) + b"\4" + head[0].to_bytes(2) + bytes([head[1] - 1, 7, 0, 0])
    data = box("ftyp", b"jp2 ") + box("jp2h", box("ihdr", said) + (more or colour())) + box("jp2c", bytes(stream))
    entries = {"ColorSpace": None, "BitsPerComponent": None, "Width": 4, "Height": 4} | how
    made = picture(data, Filter=Name.JPXDecode, **entries)
    return drawn("q 9 0 0 9 0 0 cm /P Do Q\n" if called else "", XObject={"P": made})


HEAD = ("TH", scoped("Column"))
SAID = b"/P <</MCID 0>> BDC BT /F 9 Tf <0001> Tj ET EMC\n"


def silent(*changes: Change) -> Change:
    """A file that says no language for the whole."""
    return lambda pdf: [pdf.Root.__delitem__("/Lang"), pdf.pages[0].obj.Contents.write(b""), *(c(pdf) for c in changes)]


def words(said: dict[str, object] | None = None, content: bytes = SAID) -> Change:
    """A text in a paragraph that says something of itself."""

    def change(pdf: pikepdf.Pdf) -> None:
        elements(("P", {"K": 0, "Pg": pdf.pages[0].obj, **(said or {})}))(pdf)
        pdf.pages[0].obj.Contents.write(content)

    return change


def with_clip(**entries: object) -> Change:
    return opened("Rendition", OP=0, R=Dictionary(S=Name.MR, C=Dictionary(S=Name.MCD, **entries)))


def with_xfa(way: bytes) -> Change:
    said = b"<config><dynamicRender>%s</dynamicRender></config>" % way
    return lambda pdf: pdf.Root.__setitem__(
        "/AcroForm", Dictionary(Fields=Array(), XFA=Array([String("config"), pdf.make_stream(said)]))
    )


def told_widget(**entries: object) -> Change:
    """In the form element that it hangs in."""

    def change(pdf: pikepdf.Pdf) -> None:
        note("Widget", FT=Name.Tx, T=String("a"), **entries)(pdf)
        page(Tabs=Name.S)(pdf)
        elements(("Form", {"K": Dictionary(Type=Name.OBJR, Obj=pdf.pages[0].obj.Annots[0])}))(pdf)

    return change


def drawn_often(times: int, **entries: object) -> Change:
    return drawn("/Artifact BMC " + "/X Do " * times + "EMC\n", XObject={"X": form(**entries)})


FAULTS: dict[str, tuple[int, str, str, Change]] = {
    # limits
    "a number too large": (2, "B", "A-LIMIT", root(Own=2**31)),
    "a number too small": (1, "B", "A-LIMIT", root(Own=-(2**31) - 1)),
    "a string too long": (2, "B", "A-LIMIT", root(Own=Array([String("a" * 32768)]))),
    "a string too long for part 1": (1, "B", "A-LIMIT", root(Own=String("a" * 65536))),
    "a string of the content": (2, "B", "A-LIMIT", more(b"/Span <</Own (%s)>> BDC EMC" % (b"a" * 32768))),
    "a name too long": (2, "B", "A-LIMIT", root(Own=Name("/" + "a" * 128))),
    "a key too long": (3, "B", "A-LIMIT", root(**{"a" * 128: 1})),
    "an array too long for part 1": (1, "B", "A-LIMIT", root(Own=Array([0] * 8192))),
    "a dictionary too large for part 1": (1, "B", "A-LIMIT", root(Own=Dictionary({f"/{i}": i for i in range(4096)}))),
    "a length too large for part 1": (1, "B", "A-LIMIT", more(b"32767.1 0 m 0 0 l S")),
    "nine inks in part 1": (1, "B", "A-LIMIT", inks(*"abcdefghi")),
    "a page too small": (2, "B", "A-LIMIT", page(TrimBox=Array([0, 0, 2.9, 9]))),
    "a page too large": (2, "B", "A-LIMIT", page(MediaBox=Array([0, 0, 200, 14401]))),
    # named inks
    "an ink of two looks": (2, "B", "A-SEP", golds(0.5, 0.9)),
    "an ink that nothing tells of": (2, "B", "A-INK", inks("Cyan", "Gold")),
    "an ink that only others tell of": (2, "B", "A-INK", inks("Gold", "Red", Colorants=Dictionary(Gold=gold(1)))),
    # pictures of other forms
    "a picture of two colours": (2, "B", "A-JPX", jpx((2, 8))),
    "a picture of five colours": (3, "B", "A-JPX", jpx((5, 8), ColorSpace=Name.DeviceRGB)),
    "a picture of too many bits": (2, "B", "A-JPX", jpx((3, 39), bits=39)),
    "a picture whose head says other bits": (2, "B", "A-JPX", jpx((3, 12))),
    "a picture of several depths": (2, "B", "A-JPX", jpx(more=colour() + box("bpcc", bytes([7, 7, 7])))),
    "a picture in a space for looks": (2, "B", "A-JPX", jpx(more=colour(listed=19))),
    "a picture whose colours are told in no known way": (2, "B", "A-JPX", jpx(more=colour(method=4))),
    "a picture of two exact ways": (2, "B", "A-JPX", jpx(more=colour() * 2)),
    "a picture of no exact way": (2, "B", "A-JPX", jpx(more=colour(exact=2) + colour(exact=3))),
    # lists of subsets
    "a list that leaves a glyph out": (2, "B", "A-ENC", of_lists(CIDSet=b"\xe0")),
    "a list of a glyph that is not there": (2, "B", "A-ENC", of_lists(CIDSet=b"\xf8")),
    "a list without what is shown in part 1": (1, "B", "A-ENC", of_lists(CIDSet=b"\xe0")),
    "names that leave one out": (2, "B", "A-ENC", of_type_1("/A")),
    "names of what is not there": (3, "B", "A-ENC", of_type_1("/A/B/C")),
    "names without what is shown in part 1": (1, "B", "A-ENC", of_type_1("/B")),
    "a drawing of another width": (2, "B", "A-WIDTH", drawing(11)),
    # in what is called by others
    "a curve in a look": (2, "B", "A-BAN", note(AP=lambda pdf: Dictionary(N=with_curve()(pdf)))),
    "a curve in a tile": (
        2,
        "B",
        "A-BAN",
        drawn("/Pattern cs /P scn 0 0 9 9 re f\n", Pattern={"P": lambda pdf: tiled(pdf, with_curve()(pdf))}),
    ),
    "a curve in a form of a form": (
        2,
        "B",
        "A-BAN",
        drawn(
            "/X Do\n",
            XObject={
                "X": lambda pdf: form(b"/Y Do", Resources=Dictionary(XObject=Dictionary(Y=with_curve()(pdf))))(pdf)
            },
        ),
    ),
    "a curve in a mask": (
        2,
        "B",
        "A-BAN",
        drawn(
            "/M gs 0 0 9 9 re f\n",
            ExtGState={
                "M": lambda pdf: Dictionary(
                    SMask=Dictionary(S=Name.Luminosity, G=with_curve(Group=Dictionary(S=Name.Transparency))(pdf))
                )
            },
        ),
    ),
    "packed data that nothing calls": (
        2,
        "B",
        "A-WRITTEN",
        lambda pdf: root(Own=pdf.make_stream(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Filter=Name.LZWDecode))(pdf),
    ),
    # content
    "an operator that is none": (2, "B", "X-CONTENT", more(b"1 2 foo")),
    "an operator in capitals": (2, "B", "X-CONTENT", more(b"1 0 0 1 0 0 CM")),
    "a state that is not taken back": (2, "B", "X-CONTENT", more(b"q 0 0 9 9 re f")),
    "a state taken back once more": (2, "B", "X-CONTENT", more(b"Q")),
    "a text that does not end": (2, "B", "X-CONTENT", more(b"BT /F 9 Tf <0001> Tj")),
    "a text that was not begun": (2, "B", "X-CONTENT", more(b"ET")),
    "a text within a text": (2, "B", "X-CONTENT", more(b"BT BT /F 9 Tf <0001> Tj ET ET")),
    "letters outside a text": (2, "B", "X-CONTENT", more(b"/F 9 Tf <0001> Tj")),
    "a section that does not end": (2, "B", "X-CONTENT", more(b"/Span BMC 0 0 9 9 re f")),
    "a section that was not begun": (2, "B", "X-CONTENT", more(b"EMC")),
    "an excuse that does not end": (2, "B", "X-CONTENT", more(b"BX")),
    "letters in no font": (
        2,
        "B",
        "X-CONTENT",
        lambda pdf: pdf.pages[0].contents_add(b"BT <0001> Tj ET", prepend=True),
    ),
    "a font by a name that is not there": (2, "B", "X-CONTENT", more(b"BT /Nowhere 9 Tf <0001> Tj ET")),
    "a picture by a name that is not there": (2, "B", "X-CONTENT", more(b"/Nowhere Do")),
    "a space by a name that is not there": (2, "B", "X-CONTENT", more(b"/Nowhere cs")),
    "a state by a name that is not there": (2, "B", "X-CONTENT", more(b"/Nowhere gs")),
    "a shading by a name that is not there": (2, "B", "X-CONTENT", more(b"/Nowhere sh")),
    "a pattern by a name that is not there": (2, "B", "X-CONTENT", more(b"/Pattern cs /Nowhere scn 0 0 9 9 re f")),
    "a layer by a name that is not there": (2, "B", "X-CONTENT", more(b"/OC /Nowhere BDC EMC")),
    "a state not taken back in a form": (2, "B", "X-CONTENT", drawn("/X Do\n", XObject={"X": form(b"q")})),
    "a name that a form has not": (2, "B", "X-CONTENT", drawn("/X Do\n", XObject={"X": form(b"BT /F 9 Tf ET")})),
    "an operator that is excused": (2, "B", "A-CONTENT", more(b"BX foo EX")),
    "states within states": (2, "B", "A-CONTENT", more(b"q " * 29 + b"Q " * 29)),
    "an intent that is none": (2, "B", "A-CONTENT", more(b"/Vivid ri")),
    "a form that borrows its font": (
        2,
        "B",
        "A-CONTENT",
        drawn("/X Do\n", XObject={"X": form(b"BT /F 9 Tf <0001> Tj ET", Resources=None)}),
    ),
    # colours
    "inks by a profile that leave others standing": (2, "B", "A-DEVICE", overprinted(1)),
    "letters nobody sees, in inks": (2, "B", "A-DEVICE", more(b"BT /F 9 Tf 3 Tr 0 0 0 1 k <0001> Tj ET")),
    "a line in inks round a screen's colour": (2, "B", "A-DEVICE", more(b"1 0 0 rg 0 0 0 1 K 0 0 9 9 re B")),
    "a line by a profile that leaves inks standing": (2, "B", "A-DEVICE", overprinted(1, "B", OP=True, op=False)),
    "inks without a press": (2, "B", "A-DEVICE", more(b"0 0 0 1 k 0 0 9 9 re f")),
    "inks of a line": (1, "B", "A-DEVICE", more(b"0 0 0 1 K 0 0 m 9 9 l S")),
    "inks by their space": (3, "B", "A-DEVICE", more(b"/DeviceCMYK cs 0 0 0 1 sc 0 0 9 9 re f")),
    "no intent at all": (2, "B", "A-DEVICE", without_intent),
    "grey, and no intent": (
        1,
        "B",
        "A-DEVICE",
        lambda pdf: (without_intent(pdf), pdf.pages[0].obj.Contents.write(b"0.5 g 0 0 9 9 re f")),
    ),
    "a picture in inks": (
        2,
        "B",
        "A-DEVICE",
        drawn("/P Do\n", XObject={"P": picture(bytes(4), ColorSpace=Name.DeviceCMYK)}),
    ),
    "a picture in the content in inks": (2, "B", "A-DEVICE", more(b"BI /W 1 /H 1 /BPC 8 /CS /CMYK ID \0\0\0\0 EI")),
    "a palette of inks": (
        2,
        "B",
        "A-DEVICE",
        based("/C0 cs 0 sc 0 0 9 9 re f\n", Array([Name.Indexed, Name.DeviceCMYK, 0, String("abcd")])),
    ),
    "a named ink made of inks": (2, "B", "A-DEVICE", tint(Name.DeviceCMYK)),
    "a shading in inks": (
        2,
        "B",
        "A-DEVICE",
        drawn(
            "/S sh\n",
            Shading={
                "S": Dictionary(
                    ShadingType=2,
                    ColorSpace=Name.DeviceCMYK,
                    Coords=[0, 0, 9, 0],
                    Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[1] * 4, N=1),
                )
            },
        ),
    ),
    "a group blended in inks": (
        2,
        "B",
        "A-DEVICE",
        drawn("/X Do\n", XObject={"X": form(Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK))}),
    ),
    "a page blended in inks": (2, "B", "A-DEVICE", page(Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK))),
    "inks in a note": (2, "B", "A-DEVICE", note(AP=lambda pdf: Dictionary(N=form(b"1 0 0 0 k 0 0 9 9 re f")(pdf)))),
    # what is forbidden
    "a transfer curve": (2, "B", "A-BAN", state(TR=Name.Identity)),
    "another transfer curve": (1, "B", "A-BAN", state(TR2=Name.Identity)),
    "a blend mode nobody knows": (2, "B", "A-BAN", state(BM=Name("/Sparkle"))),
    "an intent of a state that is none": (2, "B", "A-BAN", state(RI=Name.Vivid)),
    "a halftone of another kind": (2, "B", "A-BAN", state(HT=Dictionary(Type=Name.Halftone, HalftoneType=6))),
    "a halftone with a name": (
        2,
        "B",
        "A-BAN",
        state(
            HT=Dictionary(
                Type=Name.Halftone,
                HalftoneType=1,
                HalftoneName=String("a"),
                Frequency=60,
                Angle=0,
                SpotFunction=Name.Round,
            )
        ),
    ),
    "something seen through": (1, "B", "A-BAN", state(ca=0.5)),
    "a line seen through": (1, "B", "A-BAN", state(CA=0.999)),
    "a blend mode in part 1": (1, "B", "A-BAN", state(BM=Name.Multiply)),
    "a soft mask": (
        1,
        "B",
        "A-BAN",
        drawn("/P Do\n", XObject={"P": picture(SMask=picture(b"\0", ColorSpace=Name.DeviceGray))}),
    ),
    "a transparency group": (
        1,
        "B",
        "A-BAN",
        drawn("/X Do\n", XObject={"X": form(Group=Dictionary(S=Name.Transparency))}),
    ),
    "a page that is one": (1, "B", "A-BAN", page(Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))),
    "another picture for it": (2, "B", "A-BAN", drawn("/P Do\n", XObject={"P": picture(Alternates=Array())})),
    "a picture by OPI": (2, "B", "A-BAN", drawn("/P Do\n", XObject={"P": picture(OPI=Dictionary())})),
    "a form of another file": (2, "B", "A-BAN", drawn("/X Do\n", XObject={"X": form(Ref=Dictionary())})),
    "PostScript": (2, "B", "A-BAN", drawn("/X Do\n", XObject={"X": form(Subtype2=Name.PS)})),
    "a picture's intent that is none": (2, "B", "A-BAN", drawn("/P Do\n", XObject={"P": picture(Intent=Name.Vivid)})),
    "sixteen bits in part 1": (
        1,
        "B",
        "A-BAN",
        drawn("/P Do\n", XObject={"P": picture(bytes(6), BitsPerComponent=16)}),
    ),
    "a picture in the content by LZW": (
        2,
        "B",
        "A-BAN",
        more(b"BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID \x80\x0b\x60\x40 EI"),
    ),
    "layers in part 1": (1, "B", "A-BAN", layers(Name=String("a"))),
    "a way of showing layers without a name": (2, "B", "A-BAN", layers()),
    "layers that change by themselves": (2, "B", "A-BAN", layers(Name=String("a"), AS=Array())),
    "a layer that is not listed": (2, "B", "A-BAN", layers(Name=String("a"), whole=False)),
    "other presentations": (2, "B", "A-BAN", root(Names=Dictionary(AlternatePresentations=Dictionary(Names=Array())))),
    "requirements": (2, "B", "A-BAN", root(Requirements=Array())),
    "steps of a presentation": (2, "B", "A-BAN", page(PresSteps=Dictionary(Type=Name.NavNode))),
    "a permission nobody knows": (2, "B", "A-BAN", root(Perms=Dictionary(Other=Dictionary()))),
    # actions
    "a script at the beginning": (2, "B", "A-ACT", root(OpenAction=SCRIPT)),
    "a program that is started": (2, "B", "A-ACT", link(action("Launch", F=String("a.exe")))),
    "a sound": (1, "B", "A-ACT", link(action("Sound", Sound=Dictionary()))),
    "a movie": (2, "B", "A-ACT", link(action("Movie"))),
    "a form that is cleared": (3, "B", "A-ACT", link(action("ResetForm"))),
    "data taken in": (2, "B", "A-ACT", link(action("ImportData", F=String("a.fdf")))),
    "a note that hides": (2, "B", "A-ACT", link(action("Hide", T=String("a")))),
    "a layer that is switched": (2, "B", "A-ACT", link(action("SetOCGState", State=Array()))),
    "a rendition": (2, "B", "A-ACT", link(action("Rendition", OP=0))),
    "a transition": (2, "B", "A-ACT", link(action("Trans", Trans=Dictionary()))),
    "a view of a model": (2, "B", "A-ACT", link(action("GoTo3DView"))),
    "another file inside, in part 1": (1, "B", "A-ACT", link(action("GoToE", D=String("a")))),
    "a command of the menu": (2, "B", "A-ACT", link(action("Named", N=Name.Print))),
    "a script after a jump": (2, "B", "A-ACT", link(action("GoTo", D=String("a"), Next=SCRIPT))),
    "a script in a list after a jump": (2, "B", "A-ACT", link(action("GoTo", D=String("a"), Next=Array([SCRIPT])))),
    "scripts by name": (
        2,
        "B",
        "A-ACT",
        root(Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), SCRIPT])))),
    ),
    "an act of the whole": (2, "B", "A-ACT", root(AA=Dictionary(WC=action("URI", URI=String("a"))))),
    "an act of a page": (2, "B", "A-ACT", page(AA=Dictionary(O=action("URI", URI=String("a"))))),
    "an act of a field": (2, "B", "A-ACT", field(AA=Dictionary(K=action("URI", URI=String("a"))))),
    "a script in a bookmark": (
        2,
        "B",
        "A-ACT",
        root(Outlines=Dictionary(First=Dictionary(Title=String("a"), A=SCRIPT))),
    ),
    "a button that acts": (
        2,
        "B",
        "A-ACT",
        note("Widget", A=action("URI", URI=String("a")), FT=Name.Tx, T=String("a")),
    ),
    # notes
    "a note nobody knows": (2, "B", "A-NOTE", note("Sparkle")),
    "a movie on the page": (2, "B", "A-NOTE", note("Movie")),
    "a file pinned in part 1": (1, "B", "A-NOTE", note("FileAttachment")),
    "a note that says nothing of printing": (2, "B", "A-NOTE", note(flags=None)),
    "a note that is not printed": (2, "B", "A-NOTE", note(flags=0)),
    "a note that is hidden": (2, "B", "A-NOTE", note(flags=6)),
    "a note that is not seen": (2, "B", "A-NOTE", note(flags=36)),
    "a note that is invisible": (1, "B", "A-NOTE", note(flags=5)),
    "a note that comes and goes": (2, "B", "A-NOTE", note(flags=260)),
    "a note without a look": (2, "B", "A-NOTE", note(look=False)),
    "a note with a look under the mouse": (
        2,
        "B",
        "A-NOTE",
        note(AP=lambda pdf: Dictionary(N=form()(pdf), R=form()(pdf))),
    ),
    "a note with looks to choose from": (
        2,
        "B",
        "A-NOTE",
        note(AP=lambda pdf: Dictionary(N=Dictionary(On=form()(pdf)))),
    ),
    "a button with one look": (2, "B", "A-NOTE", note("Widget", FT=Name.Btn, T=String("a"))),
    "a note seen through in part 1": (1, "B", "A-NOTE", note(CA=0.5)),
    "a coloured note without its space": (
        1,
        "B",
        "A-NOTE",
        lambda pdf: (
            note(C=Array([1, 0, 0]), AP=lambda pdf: Dictionary(N=form(b"")(pdf)))(pdf),
            without_intent(pdf),
            pdf.pages[0].obj.Contents.write(b""),
        ),
    ),
    "a form that is drawn when it is opened": (
        2,
        "B",
        "A-NOTE",
        root(AcroForm=Dictionary(Fields=Array(), NeedAppearances=True)),
    ),
    "a form of another kind": (2, "B", "A-NOTE", root(AcroForm=Dictionary(Fields=Array(), XFA=String("x")))),
    "pages that are made when it is opened": (2, "B", "A-NOTE", root(NeedsRendering=True)),
    # how it is written
    "bytes of another file": (2, "B", "A-WRITTEN", packed("F")),
    "LZW": (2, "B", "A-WRITTEN", packed("LZW")),
    "metadata of another prefix": (2, "B", "A-META", prefixed),
    "metadata that count their bytes": (2, "B", "A-WRITTEN", with_bytes),
    "a title that is said otherwise": (
        1,
        "B",
        "A-WRITTEN",
        lambda pdf: pdf.trailer.__setitem__("/Info", pdf.make_indirect(Dictionary(Title=String("x")))),
    ),
    # fonts
    "a width two thousandths off": (2, "B", "A-WIDTH", wider(2)),
    "a narrower letter": (1, "B", "A-WIDTH", wider(-300)),
    "widths left to the default": (2, "B", "A-WIDTH", font(inner={"W": None, "DW": 500})),
    "a simple font's width": (
        2,
        "B",
        "A-WIDTH",
        symbols(32, Encoding=Name.WinAnsiEncoding, Widths=Array([900, 1000, 1000])),
    ),
    "letters that nobody names": (2, "B", "A-ENC", symbols(32)),
    "letters of an own encoding": (2, "B", "A-ENC", symbols(32, Encoding=Name.StandardEncoding)),
    "symbols with an encoding": (2, "B", "A-ENC", symbols(4, Encoding=Name.WinAnsiEncoding)),
    "other names in part 1": (
        1,
        "B",
        "A-ENC",
        symbols(32, Encoding=Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([65, Name.A]))),
    ),
    "names that are none": (
        2,
        "B",
        "A-ENC",
        symbols(32, Encoding=Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([68, Name.Glyph1]))),
    ),
    "symbols in tables of letters": (2, "B", "A-ENC", symbols(4)),
    "too few widths": (2, "B", "A-ENC", symbols(32, Encoding=Name.WinAnsiEncoding, LastChar=68)),
    "no first code": (
        2,
        "B",
        "A-ENC",
        lambda pdf: (
            symbols(32, Encoding=Name.WinAnsiEncoding)(pdf),
            pdf.pages[0].obj.Resources.Font.S.__delitem__("/FirstChar"),
        ),
    ),
    "a map of another collection": (2, "B", "A-ENC", cmap(ordering="GB1")),
    "a map that stands upright, or not": (2, "B", "A-ENC", cmap(wmode=1)),
    "a map on top of one nobody has": (2, "B", "A-ENC", cmap(UseCMap=Name("/Nowhere"))),
    "a map on top of one of its own": (2, "B", "A-ENC", on_top("/Seed")),
    "a subset without a list in part 1": (
        1,
        "B",
        "A-ENC",
        lambda pdf: pdf.pages[0].obj.Resources.Font.F.DescendantFonts[0].FontDescriptor.__delitem__("/CIDSet"),
    ),
    "a font that does not say it is one": (2, "B", "A-ENC", font(Type=None)),
    # pictures
    "a photo cut short": (2, "B", "X-DATA", jpeg(0.9)),
    "a photo without its end": (2, "B", "X-DATA", jpeg(0.998)),
    "a photo with a marker that is none": (2, "B", "X-DATA", jpeg(mark=b"\xff\xc7")),
    "a photo of another size": (2, "B", "X-DATA", jpeg(size=17)),
    "a photo that is none": (
        2,
        "B",
        "X-DATA",
        drawn("/P Do\n", XObject={"P": picture(b"GIF89a", Filter=Name.DCTDecode)}),
    ),
    "a photo of more colours than its space": (2, "B", "X-DATA", jpeg(ColorSpace=Name.DeviceGray)),
    "runs that are too short": (
        2,
        "B",
        "X-DATA",
        drawn("/P Do\n", XObject={"P": picture(b"\0\1\x80", Filter=Name.RunLengthDecode)}),
    ),
    "a mask without data": (
        2,
        "B",
        "X-DATA",
        drawn("/P Do\n", XObject={"P": picture(SMask=picture(b"", ColorSpace=Name.DeviceGray))}),
    ),
    "a row too few": (2, "B", "X-DATA", flate(3)),
    "a byte too few": (2, "B", "X-DATA", flate(4, short=1)),
    "rows by another measure": (2, "B", "X-DATA", flate(4, DecodeParms=Dictionary(Predictor=15, Columns=1, Colors=1))),
    "data that cannot be unpacked": (
        2,
        "B",
        "X-DATA",
        drawn("/P Do\n", XObject={"P": picture(b"abcd", Filter=Name.FlateDecode)}),
    ),
    # level A
    "a language that is none": (2, "A", "A-TAG", root(Lang=String("中文"))),
    "a language with a figure in part 1": (1, "A", "A-TAG", root(Lang=String("zh-019"))),
    "a type nobody knows": (2, "A", "A-TAG", elements(("Paragraph",))),
    "a type that leads nowhere": (2, "A", "A-TAG", elements(("Paragraph",), roles={"Paragraph": "Absatz"})),
    "a type that leads to itself": (2, "A", "A-TAG", elements(("A",), roles={"A": "B", "B": "A"})),
    "a known type made another": (2, "A", "A-TAG", elements(("P",), roles={"P": "Span"})),
}
ACCESSIBLE_FAULTS: dict[str, Change] = {
    "content that nobody tells of": more(b"0 0 9 9 re f"),
    "a picture that nobody tells of": drawn("/P Do\n", XObject={"P": picture()}),
    "a form that nobody tells of": drawn("/X Do\n", XObject={"X": form()}),
    "an artifact in what is told": more(b"/P <</MCID 0>> BDC /Artifact BMC 0 0 9 9 re f EMC EMC"),
    "what is told in an artifact": more(b"/Artifact BMC /P <</MCID 0>> BDC 0 0 9 9 re f EMC EMC"),
    "a language that is not known": root(Lang=String("")),
    "a language that is none, of a section": more(b"/Span <</Lang (a_b)>> BDC EMC"),
    "a type that leads to itself at once": elements(("P",), roles={"LI": "LI"}),
    "a row of more cells": elements(("Table", ("TR", ("TD",)), ("TR", ("TD",), ("TD",)))),
    "a row of fewer cells": elements(("Table", ("TR", ("TD",), ("TD",)), ("TR", ("TD",)))),
    "a cell over too many columns": elements(("Table", ("TR", ("TD",)), ("TR", ("TD", spanning(ColSpan=2))))),
    "a cell below the last row": elements(("Table", ("TR", ("TD", spanning(RowSpan=2))))),
    "cells over each other": elements(
        ("Table", ("TR", ("TD",), ("TD", spanning(RowSpan=2))), ("TR", ("TD", spanning(ColSpan=2))))
    ),
    "a head of nobody": elements(("Table", ("TR", ("TH",)), ("TR", ("TD",)))),
    "a head of rows above": elements(("Table", ("TR", ("TH", scoped("Row")), ("TH",)), ("TR", ("TD",), ("TD",)))),
    "a cell of a head nobody has": elements(
        (
            "Table",
            ("TR", ("TH", {"ID": String("a")})),
            ("TR", ("TD", {"A": Dictionary(O=Name.Table, Headers=Array([String("b")]))})),
        )
    ),
    "a trap net": note("TrapNet"),
    "a field without a word on it": told_widget(),
    "layers without a name": layers(),
    "layers that change by themselves": layers(Name=String("a"), AS=Array()),
    "a form that makes itself": with_xfa(b"required"),
    "a film of no kind": with_clip(Alt=Array([String(""), String("片")])),
    "a film that says nothing": with_clip(CT=String("video/mp4")),
    "a film that says half": with_clip(CT=String("video/mp4"), Alt=Array([String("")])),
    "a drawing of another file": drawn_often(1, Ref=Dictionary(F=String("a"), Page=0)),
    "a told drawing drawn twice": drawn_often(2, StructParents=1),
    "a text in no language": silent(words()),
    "words for a text in no language": silent(words(content=b"/Span <</ActualText (a)>> BDC EMC")),
    "bookmarks in no language": silent(root(Outlines=Dictionary(First=Dictionary(Title=String("a"))))),
    "a hidden note in no language": silent(note(flags=6, Contents=String("a")), page(Tabs=Name.S)),
    "a field in no language": silent(told_widget(TU=String("a"))),
    "a row in no table": elements(("TR", ("TD",))),
    "a cell in no row": elements(("Table", ("TD",))),
    "a paragraph in a row": elements(("Table", ("TR", ("P",)))),
    "a paragraph in a table": elements(("Table", ("TR", ("TD",)), ("P",))),
    "two heads of a table": elements(
        ("Table", ("THead", ("TR", ("TH",))), ("THead", ("TR", ("TH",))), ("TBody", ("TR", ("TD",))))
    ),
    "a head without a body": elements(("Table", ("THead", ("TR", ("TH",))))),
    "a caption in the middle": elements(("Table", ("TR", ("TD",)), ("Caption",), ("TR", ("TD",)))),
    "two captions": elements(("Table", ("Caption",), ("TR", ("TD",)), ("Caption",))),
    "an item in no list": elements(("LI", ("LBody",))),
    "a body of no item": elements(("L", ("LBody",))),
    "a paragraph in a list": elements(("L", ("P",))),
    "a paragraph in an item": elements(("L", ("LI", ("P",)))),
    "a caption after the items": elements(("L", ("LI", ("LBody",)), ("Caption",))),
    "an entry of no contents": elements(("TOCI",)),
    "a paragraph in the contents": elements(("TOC", ("P",))),
    "a picture that nobody describes": elements(("Figure",)),
    "a formula that nobody describes": elements(("Formula",)),
    "a note without a name": elements(("Note",)),
    "two notes of one name": elements(("Note", {"ID": String("1")}), ("Note", {"ID": String("1")})),
    "a heading that is left out": elements(("H1",), ("H3",)),
    "a paper that begins with a second heading": elements(("H2",)),
    "headings of both kinds": elements(("H1",), ("Sect", ("H",))),
    "two plain headings in one part": elements(("Sect", ("H",), ("H",))),
    "a page of notes in no order": lambda pdf: (note("Widget")(pdf), None),
    "a note that says nothing": lambda pdf: (note()(pdf), page(Tabs=Name.S)(pdf)),
    "words in no language": lambda pdf: (elements(("P", {"Alt": String("a")}))(pdf), pdf.Root.__delitem__("/Lang")),
}
LEGAL: dict[str, tuple[int, str, Change]] = {
    "the largest number": (2, "B", root(Own=Array([2**31 - 1, -(2**31)]))),
    "the longest string": (2, "B", root(Own=String("a" * 32767))),
    "the longest string in part 1": (1, "B", root(Own=String("a" * 65535))),
    "the longest name": (2, "B", root(Own=Name("/" + "a" * 127))),
    "the longest array in part 1": (1, "B", root(Own=Array([0] * 8191))),
    "a longer one in part 2": (2, "B", root(Own=Array([0] * 8192))),
    "the largest dictionary in part 1": (1, "B", root(Own=Dictionary({f"/{i}": i for i in range(4095)}))),
    "the largest length in part 1": (1, "B", more(b"32767.0 0 m 0 0 l S")),
    "eight inks in part 1": (1, "B", inks(*"abcdefgh")),
    "the smallest page": (2, "B", page(TrimBox=Array([0, 0, 3, 3]))),
    "the largest page": (2, "B", page(MediaBox=Array([0, 0, 200, 14400]))),
    "a smaller one in part 1": (1, "B", page(TrimBox=Array([0, 0, 2, 2]))),
    "an ink of one look": (2, "B", golds(0.5, 0.5)),
    "an ink of two looks in part 1": (1, "B", golds(0.5, 0.9)),
    "an ink that is told of": (2, "B", inks("Cyan", "Gold", Colorants=Dictionary(Gold=gold(1)))),
    "an ink of the process": (2, "B", inks("Red", "None", Process=Dictionary(Components=Array([Name.Red])))),
    "an ink that nothing tells of in part 1": (1, "B", inks("Cyan", "Gold")),
    "a list without what is not shown in part 1": (1, "B", of_lists(CIDSet=b"\xf0\x80")),
    "no list in part 2": (
        2,
        "B",
        lambda pdf: pdf.pages[0].obj.Resources.Font.F.DescendantFonts[0].FontDescriptor.__delitem__("/CIDSet"),
    ),
    "a picture of three colours": (2, "B", jpx()),
    "a picture of four channels, one of them to see through": (
        2,
        "B",
        jpx((4, 8), colour() + box("cdef", bytes.fromhex("0004000000000001000100000002000200000003000300010000"))),
    ),
    "a picture of an exact way and another": (2, "B", jpx(more=colour() + colour(4, 2))),
    "a picture whose space the file tells": (2, "B", jpx(more=colour(listed=19), ColorSpace=Name.DeviceRGB)),
    "a picture of two colours that nothing calls": (2, "B", jpx((2, 8), called=False)),
    "names of all": (2, "B", of_type_1("/B/A/.notdef")),
    "names of what is shown in part 1": (1, "B", of_type_1("/A")),
    "a drawing of its width": (2, "B", drawing(10)),
    "PostScript that nothing calls": (
        1,
        "B",
        drawn("", XObject={"X": form(PS=String("a"), Subtype2=Name.PS), "Y": form(Ref=Dictionary())}),
    ),
    "a curve that nothing sets": (2, "B", with_state(TR=Name.Identity)),
    "seen through by nothing in part 1": (1, "B", with_state(ca=0.5)),
    "a smooth picture that nothing calls": (2, "B", drawn("", XObject={"P": picture(Interpolate=True)})),
    "what grants rights": (2, "B", rights),
    "forms within forms": (2, "B", nested(40)),
    "a map on top of a known one inside": (2, "B", on_top("/Identity-H")),
    "a map of what means nothing": (
        2,
        "B",
        cmap(
            text=CODES.replace(b"<0001> <0003> 1", b"<0002> <0003> 2") + b" 1 beginnotdefrange <0000> <0001> 1"
            b" endnotdefrange"
        ),
    ),
    **{f"part {part}{level}": (part, level, lambda pdf: None) for part in (1, 2, 3) for level in "AB"},
    "pairs within pairs": (2, "B", more(b"q q BT /F 9 Tf <0001> Tj ET Q Q /Span BMC EMC")),
    "twenty-eight states": (2, "B", more(b"q " * 28 + b"Q " * 28)),
    "pairs over two streams": (2, "B", lambda pdf: (more(b"q")(pdf), more(b"Q")(pdf))),
    "nothing between BX and EX": (2, "B", more(b"BX EX")),
    "an intent": (2, "B", more(b"/Saturation ri 1 i")),
    "a point that is marked": (2, "B", more(b"/Here MP /Here <</A 1>> DP")),
    "a font by a state": (
        2,
        "B",
        lambda pdf: drawn(
            "q /G gs BT <0001> Tj ET Q\n",
            ExtGState={"G": Dictionary(Font=Array([pdf.pages[0].obj.Resources.Font.F, 9]))},
        )(pdf),
    ),
    "a form without a name to look for": (2, "B", drawn("/X Do\n", XObject={"X": form(Resources=None)})),
    "a form that borrows in part 1": (
        1,
        "B",
        drawn("/X Do\n", XObject={"X": form(b"BT /F 9 Tf <0001> Tj ET", Resources=None)}),
    ),
    "grey for a screen": (2, "B", more(b"0.5 g 0 0 9 9 re f")),
    "colours by a profile": (
        2,
        "B",
        lambda pdf: (
            without_intent(pdf),
            pdf.pages[0].obj.Contents.write(b"/C0 cs 0 0 0 scn 0 0 9 9 re f"),
            drawn("", ColorSpace={"C0": profiled})(pdf),
        ),
    ),
    "inks by a profile": (2, "B", drawn("/C0 cs 0 0 0 1 scn 0 0 9 9 re f\n", ColorSpace={"C0": cmyk_space})),
    "inks that a profile stands for": (2, "B", lambda pdf: (by_default(pdf), more(b"0 0 0 1 k 0 0 9 9 re f")(pdf))),
    "a picture in inks that a profile stands for": (
        2,
        "B",
        lambda pdf: (
            by_default(pdf),
            drawn("/P Do\n", XObject={"P": picture(bytes(4), ColorSpace=Name.DeviceCMYK)})(pdf),
        ),
    ),
    "a named ink by a profile": (2, "B", tint(profiled)),
    "measured grey": (
        2,
        "B",
        based("/C0 cs 0.5 sc 0 0 9 9 re f\n", Array([Name.CalGray, Dictionary(WhitePoint=[0.95, 1, 1.09])])),
    ),
    "seen through, with an intent": (2, "B", state(ca=0.5)),
    "opaque in part 1": (1, "B", state(ca=1.0000001, CA=1, BM=Name.Normal, SMask=Name("/None"))),
    "an ordinary curve": (2, "B", state(TR2=Name.Default)),
    "a blend mode": (2, "B", state(BM=Name.Multiply)),
    "sixteen bits": (2, "B", drawn("/P Do\n", XObject={"P": picture(bytes(6), BitsPerComponent=16)})),
    "a soft mask in part 2": (
        2,
        "B",
        drawn("/P Do\n", XObject={"P": picture(SMask=picture(b"\0", ColorSpace=Name.DeviceGray))}),
    ),
    "layers": (2, "B", layers(Name=String("a"))),
    "a jump": (2, "B", link(action("GoTo", D=Array([0, Name.Fit])))),
    "an address": (1, "B", link(action("URI", URI=String("https://example.org")))),
    "the next page": (2, "B", link(action("Named", N=Name.NextPage))),
    "another file inside": (2, "B", link(action("GoToE", D=String("a")))),
    "an act of a page in part 1": (1, "B", page(AA=Dictionary(O=action("URI", URI=String("a"))))),
    "a place to begin at": (2, "B", lambda pdf: root(OpenAction=Array([pdf.pages[0].obj, Name.Fit]))(pdf)),
    "a note that is printed": (2, "B", note()),
    "a note of no size without a look": (2, "B", note(look=False, Rect=Array([9, 9, 9, 9]))),
    "a link without a look": (2, "B", note("Link", look=False)),
    "a note that pops up": (2, "B", note("Popup", flags=None, look=False)),
    "a button with its looks": (
        2,
        "B",
        note("Widget", FT=Name.Btn, T=String("a"), AP=lambda pdf: Dictionary(N=Dictionary(On=form()(pdf)))),
    ),
    "a coloured note in part 1": (1, "B", note(C=Array([1, 0, 0]))),
    "a form of fields": (2, "B", field()),
    "a width a thousandth off": (2, "B", wider(1)),
    "widths left to a true default": (2, "B", font(inner={"W": None, "DW": 1000})),
    "letters by Windows' encoding": (2, "B", symbols(32, Encoding=Name.WinAnsiEncoding)),
    "letters by the Macintosh's": (1, "B", symbols(32, Encoding=Name.MacRomanEncoding)),
    "other names": (
        2,
        "B",
        symbols(32, Encoding=Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([65, Name.A]))),
    ),
    "a map of its own": (2, "B", cmap()),
    "a map on top of a known one": (2, "B", cmap(UseCMap=Name("/Identity-H"))),
    "a whole photo": (2, "B", jpeg()),
    "a photo with something after it": (2, "B", jpeg(more=b"\0\0\n")),
    "inks by a profile that leave none standing": (2, "B", overprinted(0)),
    "all rows": (2, "B", flate(4)),
    "a row more": (2, "B", flate(5)),
    "a language": (2, "A", root(Lang=String("zh-Hans-CN"))),
    "no language said": (2, "A", lambda pdf: pdf.Root.__delitem__("/Lang")),
    "a type that leads to a known one": (2, "A", elements(("Absatz",), roles={"Absatz": "P"})),
    "a type that leads there by another": (2, "A", elements(("A",), roles={"A": "B", "B": "P"})),
    "metadata that are packed in part 2": (
        2,
        "B",
        lambda pdf: pdf.Root.Metadata.write(zlib.compress(pdf.Root.Metadata.read_bytes()), filter=Name.FlateDecode),
    ),
    "a title said twice": (
        1,
        "B",
        lambda pdf: pdf.trailer.__setitem__("/Info", pdf.make_indirect(Dictionary(Title=String("纸")))),
    ),
    "a title said otherwise in part 2": (
        2,
        "B",
        lambda pdf: pdf.trailer.__setitem__("/Info", pdf.make_indirect(Dictionary(Title=String("x")))),
    ),
}
ACCESSIBLE_LEGAL: dict[str, Change] = {
    "cells over others' places": elements(
        ("Table", ("TR", ("TD", spanning(RowSpan=2)), ("TD", spanning(ColSpan=2))), ("TR", ("TD",), ("TD",)))
    ),
    "a head of both": elements(("Table", ("TR", ("TH",)), ("TR", ("TH", scoped("Both"))), ("TR", ("TD",)))),
    "heads by name": elements(
        (
            "Table",
            ("TR", ("TH", {"ID": String("a")})),
            ("TR", ("TD", {"A": Array([Dictionary(O=Name.Table, Headers=Array([String("a")]))])})),
        )
    ),
    "a told form": drawn("/P <</MCID 0>> BDC /X Do EMC\n", XObject={"X": form()}),
    "content that a name tells of": drawn("/P /T BDC 0 0 9 9 re f EMC\n", Properties={"T": Dictionary(MCID=0)}),
    "a path that is not painted": more(b"0 0 9 9 re n"),
    "a field with a word on it": told_widget(TU=String("姓名")),
    "layers of a name": layers(Name=String("a")),
    "a form that stays as it is": with_xfa(b"forbidden"),
    "a film with words": with_clip(CT=String("video/mp4"), Alt=Array([String(""), String("片")])),
    "a drawing of another file that nothing calls": drawn("", XObject={"X": form(Ref=Dictionary())}),
    "a told drawing": drawn_often(1, StructParents=1),
    "a drawing drawn twice": drawn_often(2),
    "a text in the language of its element": silent(words({"Lang": String("zh")})),
    "a text in a language of its own": silent(
        words(content=b"/P <</MCID 0/Lang (zh)>> BDC BT /F 9 Tf <0001> Tj ET EMC")
    ),
    "words in the language of their element": silent(elements(("P", {"Alt": String("a"), "Lang": String("zh")}))),
    "a note in its own language": silent(note(flags=6, Contents=String("a"), Lang=String("zh")), page(Tabs=Name.S)),
    "as it was": lambda pdf: None,
    "a table": elements(("Table", ("Caption",), ("THead", ("TR", HEAD)), ("TBody", ("TR", ("TD",))))),
    "a table of rows": elements(("Table", ("TR", ("TD",)), ("Caption",))),
    "a list": elements(("L", ("Caption",), ("LI", ("Lbl",), ("LBody", ("L", ("LI", ("LBody",))))))),
    "contents": elements(("TOC", ("TOCI", ("Reference",)), ("TOC", ("TOCI",)))),
    "a described picture": elements(("Figure", {"Alt": String("门牌")})),
    "a picture of words": elements(("Figure", {"ActualText": String("街道")})),
    "notes": elements(("Note", {"ID": String("1")}), ("Note", {"ID": String("2")})),
    "headings": elements(("H1",), ("H2",), ("H3",), ("H2",), ("H1",)),
    "plain headings": elements(("Sect", ("H",), ("Sect", ("H",)))),
    "a hidden note": lambda pdf: (note(flags=6)(pdf), page(Tabs=Name.S)(pdf)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_by_its_rule_alone(name):
    part, level, rule, change = FAULTS[name]
    assert set(failed(kept(part, level, change))) == {rule}


@pytest.mark.parametrize("name", LEGAL)
def test_what_is_legal_is_not_blamed(name):
    part, level, change = LEGAL[name]
    assert failed(kept(part, level, change)) == {}


@pytest.mark.parametrize("name", ACCESSIBLE_FAULTS)
def test_a_fault_of_an_accessible_paper_is_found(name):
    assert set(failed(kept(0, "", ACCESSIBLE_FAULTS[name], more=ACCESSIBLE))) - {"A-PDFA"} == {"A-TAG"}


@pytest.mark.parametrize("name", ACCESSIBLE_LEGAL)
def test_an_accessible_paper_is_not_blamed(name):
    assert set(failed(kept(0, "", ACCESSIBLE_LEGAL[name], more=ACCESSIBLE))) <= {"A-PDFA"}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda data: b"\n" + data, "does not begin"),
        (lambda data: data.replace(b"%PDF-1.4", b"%PDF-1.9", 1), "does not begin"),
        (lambda data: data[:9] + b"%abcd\n" + data[9:], "second line"),
        (lambda data: data + b"\n\nmore", "last %%EOF"),
        (lambda data: data.replace(b"/ID [", b"/IX [", 1), "no /ID"),
    ],
)
def test_the_bytes_round_the_file_are_looked_at(change, found):
    told = failed(change(kept()))
    assert set(told) == {"A-WRITTEN"}
    assert found in told["A-WRITTEN"].problems[0].message("en")


def test_rules_of_pdfa_are_not_run_on_what_claims_none():
    for part, level in ((0, ""), (4, "")):
        assert set(failed(kept(part, level, root(OpenAction=SCRIPT)))) <= {"A-PDFA"}


def test_content_is_judged_of_every_file():
    assert set(failed(kept(2, "B", more(b"foo")), "plain")) == {"X-CONTENT"}
    assert "X-CONTENT" not in failed(kept(2, "B", more(b"BX foo EX")), "press")
    assert SHOWN.count(b"q ") == SHOWN.count(b"Q")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda data: data, ""),
        (
            lambda data: re.sub(rb"/Length (\d)(\d)(?=[^<]*stream\n/Artifact)", rb"/Length \g<1>1", data, count=1),
            "length",
        ),
        (lambda data: data[: data.rindex(b"xref\n0")] + b"nothing", "table"),
        (lambda data: data.replace(b"startxref\n", b"startxref\n1", 1), "table"),
        (lambda data: re.sub(rb"startxref\n(\d+)", lambda at: b"startxref\n%d" % (int(at[1]) - 1), data), ""),
        (lambda _: kept(2, "B", root(Names=Dictionary(Dests=Dictionary(Names=Array())))), ""),
    ],
)
def test_damage_is_told_by_its_kind(change, found):
    with pikepdf.open(io.BytesIO(change(kept()))) as pdf:
        assert {found in each.en for each in damages(pdf)} == ({True} if found else set())


def test_packed_data_that_break_off_are_told():
    torn = zlib.compress(bytes(range(256)) * 9)[:-40]
    data = kept(2, "B", drawn("/P Do\n", XObject={"P": picture(torn, Width=48, Height=16, Filter=Name.FlateDecode)}))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [each.en for each in damages(pdf)] == ["packed data break off, or are damaged"]
