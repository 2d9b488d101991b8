"""Every rule on an OFD finds the fault it is for, alone; what is allowed passes; what cannot be seen is not run."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest
from fontTools.ttLib import TTFont

from mzdocs.core.problems import Location
from mzdocs.gbt33190 import RULES, check_ofd, ofd_pages, signature_rules
from mzdocs.gbt33190.page_content import Malformed, deltas, path_points
from mzdocs.preflight.ofd_copies import check_made

from .ofd_samples import altered, picture, sample_ofd, sample_pdf
from .zip_parts import packed, parts

PAGE, PAGE_2 = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_1/Content.xml"
ENTRY, ROOT, PUBLIC, MEDIA = "OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml", "Doc_0/DocumentRes.xml"
FONT, PNG, LISTED = "Doc_0/Res/font_7.ttf", "Doc_0/Res/image_15.png", "Doc_0/Attachs/Attachments.xml"
Content = dict[str, bytes]
Change = Callable[[Content], object]


def ended(data: bytes) -> dict[str, list[str]]:
    """The rules that did not pass, with what they tell."""
    return {
        each.rule: [problem.message() for problem in each.problems] or [each.not_run.zh if each.not_run else ""]
        for each in check_ofd(data, Location("a.ofd"))
        if not each.passed
    }


def put(part: str, old: str, new: str, count: int = 1) -> Change:
    """Other words in a part."""

    def change(content: Content) -> None:
        assert old.encode() in content[part], (part, old)
        content[part] = content[part].replace(old.encode(), new.encode(), count)

    return change


def both(*changes: Change) -> Change:
    return lambda content: [change(content) for change in changes]


def added(part: str, data: bytes) -> Change:
    return lambda content: content.__setitem__(part, data)


def without(part: str) -> Change:
    return lambda content: content.pop(part)


def font_without(*tables: str) -> Change:
    return font_with(lambda font: [font.__delitem__(table) for table in tables])


def font_with(change: Callable[[TTFont], object]) -> Change:
    def spoil(content: Content) -> None:
        font = TTFont(io.BytesIO(content[FONT]))
        change(font)
        out = io.BytesIO()
        font.save(out, reorderTables=False)
        content[FONT] = out.getvalue()

    return spoil


def unmapped(font: TTFont) -> None:
    for table in font["cmap"].tables:
        table.cmap.pop(ord("低"), None)


def in_layer(objects: str, part: str = PAGE) -> Change:
    return put(part, "</ofd:Layer>", f"{objects}</ofd:Layer>")


def blocks(depth: int) -> str:
    return "".join(f'<ofd:PageBlock ID="{9000 + i}">' for i in range(depth)) + "</ofd:PageBlock>" * depth


def path(more: str = "", inside: str = "", data: str = "M 0 0 L 5 5", number: int = 24) -> str:
    return (
        f'<ofd:PathObject ID="{number}0" Boundary="1 1 9 9" {more}>{inside}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def clipped(data: str, more: str = "") -> str:
    area = (
        f"<ofd:Clips><ofd:Clip><ofd:Area {more}><ofd:Path><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:Path>"
    )
    return f"{area}</ofd:Area></ofd:Clip></ofd:Clips>"


MORE_NUMBERS = put(ROOT, "<ofd:MaxUnitID>24<", "<ofd:MaxUnitID>99999<")


def drawn(*objects: str) -> Change:
    return both(MORE_NUMBERS, in_layer("".join(objects)))


def annotated(attributes: str, inside: str = "") -> Change:
    listed = '<a:Annotations xmlns:a="http://www.ofdspec.org/2016"><a:Page PageID="2"><a:FileLoc>Annot.xml</a:FileLoc></a:Page>'
    one = (
        f'<a:PageAnnot xmlns:a="http://www.ofdspec.org/2016"><a:Annot Type="Link" ID="500" {attributes}>{inside}'
        '<a:Appearance Boundary="1 1 9 9"/></a:Annot></a:PageAnnot>'
    )
    return both(
        MORE_NUMBERS,
        put(ROOT, "<ofd:Attachments>", "<ofd:Annotations>Annotations.xml</ofd:Annotations><ofd:Attachments>"),
        added("Doc_0/Annotations.xml", f"{listed}</a:Annotations>".encode()),
        added("Doc_0/Annot.xml", one.encode()),
    )


def on_page_alone(content: Content) -> None:
    """The picture is declared for the first page."""
    put(ROOT, "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>", "")(content)
    content["Doc_0/Pages/Page_0/PageRes.xml"] = content.pop(MEDIA).replace(b'BaseLoc="Res"', b'BaseLoc="/Doc_0/Res"')
    put(PAGE, "<ofd:Content>", "<ofd:PageRes>PageRes.xml</ofd:PageRes><ofd:Content>")(content)


SHOWN_TWICE = both(on_page_alone, MORE_NUMBERS, in_layer(
    '<ofd:ImageObject ID="900" Boundary="1 1 9 9" CTM="9 0 0 9 0 0" ResourceID="15"/>', PAGE_2))  # fmt: skip
SIGNATURES = both(
    put(ENTRY, "</ofd:DocRoot>", "</ofd:DocRoot><ofd:Signatures>Doc_0/Signs.xml</ofd:Signatures>"),
    added("Doc_0/Signs.xml", b'<o:Signatures xmlns:o="http://www.ofdspec.org/2016"/>'),
)
CHOSEN = '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>{0}</ofd:Glyphs></ofd:CGTransform>'

FAULTS: list[tuple[str, str, Change]] = [
    ("O-SAFE", "a path out of the package", added("../x.txt", b"x")),
    ("O-SAFE", "an absolute path", added("/etc/x", b"x")),
    ("O-SAFE", "a path of Windows", added("Doc_0\\x.xml", b"x")),
    ("O-SAFE", "names that differ in case", added("doc_0/document.XML", b"x")),
    ("O-VALUE", "a text of no width", put(PAGE, 'Font="5"', 'Font="5" HScale="0"')),
    ("O-VALUE", "a transform that leaves a line", drawn(path('CTM="1 2 2 4 0 0"'))),
    ("O-XML", "a part that is broken", put(PAGE, "</ofd:Page>", "")),
    ("O-XML", "entities", put(PAGE, "<ofd:Page ", '<!DOCTYPE a [<!ENTITY b "c">]><ofd:Page ')),
    ("O-XML", "an older namespace", put(ENTRY, "ofdspec.org/2016", "ofdspec.org")),
    ("O-XML", "another encoding", lambda c: c.__setitem__(
        ENTRY, c[ENTRY].decode().replace("UTF-8", "GB18030").encode("gb18030"))),
    ("A-6.1-IN", "a font that is not there", without(FONT)),
    ("A-6.1-IN", "a picture that is not there", without(PNG)),
    ("A-6.1-IN", "an attachment that is not there", without("Doc_0/Attachs/catalogue.csv")),
    ("A-6.1-IN", "a font on the net", put(PUBLIC, ">font_7.ttf<", ">http://a.cn/font_7.ttf<")),
    ("A-6.1-IN", "a page that is not there", put(ROOT, "Pages/Page_1/", "Pages/Page_9/")),
    ("A-6.1-ONLY", "a file too many", added("Doc_0/Res/old.png", picture())),
    ("A-6.2.1a", "no OFD-A", put(ENTRY, 'DocType="OFD-A"', 'DocType="OFD"')),
    ("A-6.2.1a", "no DocType", put(ENTRY, ' DocType="OFD-A"', "")),
    ("A-6.2.1c", "two documents", put(ENTRY, "</ofd:OFD>", "<ofd:DocBody/></ofd:OFD>")),
    ("A-6.2.1-INFO", "no title", put(ENTRY, "ofd:Title>", "ofd:Subject>", -1)),
    ("A-6.2.1-INFO", "a day that is none", put(ENTRY, "<ofd:CreationDate>2026-11-25", "<ofd:CreationDate>2026-02-30")),
    ("A-6.2.1-INFO", "an identifier too short", put(ENTRY, "<ofd:DocID>", "<ofd:DocID>z")),
    ("A-6.2.1-META", "a name of its own", put(ENTRY, 'Name="保管期限"', 'Name="存多久"')),
    ("A-6.2.2", "permissions", put(ROOT, "<ofd:Attachments>", "<ofd:Permissions/><ofd:Attachments>")),
    ("A-6.2.2", "preferences", put(ROOT, "<ofd:Attachments>", "<ofd:VPreferences/><ofd:Attachments>")),
    ("A-6.9", "a link to the net", put(ROOT, '<ofd:Goto><ofd:Dest Type="Fit" PageID="18"/></ofd:Goto>', '<ofd:URI URI="a"/>')),
    ("A-6.9", "a sound on a page", put(PAGE, "<ofd:Content>", '<ofd:Actions><ofd:Action Event="PO"><ofd:Sound ResourceID="15"/>'
                                       "</ofd:Action></ofd:Actions><ofd:Content>")),
    ("A-6.2.5", "a bookmark to no page", put(ROOT, 'PageID="18"', 'PageID="19"')),
    ("A-6.2.5", "a jump to no bookmark", put(ROOT, '<ofd:Dest Type="Fit" PageID="18"/>', '<ofd:Bookmark Name="x"/>')),
    ("A-6.2.3d", "layers of one name", both(MORE_NUMBERS, put(PAGE, "<ofd:Layer ", '<ofd:Layer ID="77" Name="a"/><ofd:Layer Name="a" '))),
    ("A-6.2.3e", "blocks four deep", drawn(blocks(4))),
    ("A-6.13", "signatures", SIGNATURES),
    ("A-6.16", "encryption", added("Encryptions.xml", b"<a/>")),
    ("A-6.2.6a", "a font beside the pictures", both(MORE_NUMBERS, put(
        MEDIA, "<ofd:MultiMedias>", '<ofd:Fonts><ofd:Font ID="700" FontName="x"><ofd:FontFile>font_7.ttf</ofd:FontFile>'
        "</ofd:Font></ofd:Fonts><ofd:MultiMedias>"))),
    ("A-6.2.6a", "a draw parameter for all", both(MORE_NUMBERS, put(
        PUBLIC, "<ofd:Fonts>", '<ofd:DrawParams><ofd:DrawParam ID="700"/></ofd:DrawParams><ofd:Fonts>'))),
    ("A-6.2.6b", "a font by name alone", both(put(PUBLIC, "<ofd:FontFile>font_7.ttf</ofd:FontFile>", ""), without(FONT))),
    ("A-6.2.6c", "no cmap", font_without("cmap")),
    ("A-6.2.6c", "no names", font_without("name")),
    ("A-6.2.6c", "no OS/2, no post", font_without("OS/2", "post")),
    ("A-6.2.6-FONT", "no font at all", added(FONT, b"\x01\x00\x04\x01 bare outlines")),
    ("A-6.2.6-FONT", "a font cut short", lambda c: c.__setitem__(FONT, c[FONT][:60])),
    ("A-6.2.6e", "another format than it says", added(PNG, picture("JPEG"))),
    ("A-6.2.6e", "a format of nobody", added(PNG, picture("GIF"))),
    ("A-6.2.6e", "a picture cut short", lambda c: c.__setitem__(PNG, c[PNG][:-20])),
    ("A-6.2.6f", "what its maker wrote", lambda c: c.__setitem__(PNG, with_words())),
    ("A-6.2.6f", "an element of somebody", put(MEDIA, "</ofd:MultiMedia>", '<x:Camera xmlns:x="urn:x"/></ofd:MultiMedia>')),
    ("A-6.2.6g", "a video", both(MORE_NUMBERS, put(
        MEDIA, "</ofd:MultiMedias>", '<ofd:MultiMedia ID="700" Type="Video"><ofd:MediaFile>image_15.png</ofd:MediaFile>'
        "</ofd:MultiMedia></ofd:MultiMedias>"))),
    ("A-6.3.1", "a space of nobody", put(PUBLIC, 'Type="RGB"', 'Type="Lab"')),
    ("A-6.3.1", "a profile of other inks", lambda c: c.__setitem__(
        "Doc_0/Res/srgb.icc", c["Doc_0/Res/srgb.icc"][:16] + b"CMYK" + c["Doc_0/Res/srgb.icc"][20:])),
    ("A-6.5a", "a picture of one page on two", SHOWN_TWICE),
    ("A-6.15", "an attachment that is no text", added("Doc_0/Attachs/catalogue.csv", picture())),
    ("O-ID", "one number twice", put(PAGE, 'TextObject ID="8"', 'TextObject ID="6"')),
    ("O-ID", "a number beyond the last", put(ROOT, "<ofd:MaxUnitID>24<", "<ofd:MaxUnitID>23<")),
    ("O-ID", "a number that is none", put(PAGE, 'TextObject ID="8"', 'TextObject ID="a8"')),
    ("O-REF", "a font of no number", put(PAGE, 'Font="5"', 'Font="6"')),
    ("O-REF", "a picture of no number", put(PAGE, 'ResourceID="15"', 'ResourceID="14"')),
    ("O-REF", "a default space of no number", put(ROOT, "<ofd:DefaultCS>1<", "<ofd:DefaultCS>99<")),
    ("O-REF", "a template of no number", put(PAGE, "<ofd:Content>", '<ofd:Template TemplateID="9"/><ofd:Content>')),
    ("O-PAGES", "one page twice", put(ROOT, 'ID="18" BaseLoc="Pages/Page_1/', 'ID="18" BaseLoc="Pages/Page_0/')),
    ("O-BOX", "a page without width", put(PAGE, "0 0 100 60<", "0 0 0 60<")),
    ("O-BOX", "a box beyond the page", put(ROOT, "</ofd:PhysicalBox>", "</ofd:PhysicalBox><ofd:ApplicationBox>0 0 101 60</ofd:ApplicationBox>")),
    ("O-BOX", "a page of no size", put(ROOT, "<ofd:PageArea><ofd:PhysicalBox>0 0 100 60</ofd:PhysicalBox></ofd:PageArea>", "")),
    ("O-VALUE", "a box of three numbers", put(PAGE, 'Boundary="7.999 9.354 30.002 5.002"', 'Boundary="7.999 9.354 30.002"')),
    ("O-VALUE", "a box turned inside out", put(PAGE, '30.002 5.002"', '-30.002 5.002"')),
    ("O-VALUE", "a path that stops short", drawn(path(data="M 0 0 L 5"))),
    ("O-VALUE", "a letter of no path", drawn(path(data="M 0 0 X 5 5"))),
    ("O-VALUE", "a place that is no number", put(PAGE, 'Y="4.401"', 'Y="up"')),
    ("O-VALUE", "glyphs fewer than counted", put(PAGE, "<ofd:TextCode", CHOSEN.format("").replace('GlyphCount="1"', 'GlyphCount="2"') + "<ofd:TextCode")),
    ("O-COLOUR", "a colour beyond white", put(PAGE, 'Value="204 0 0"', 'Value="256 0 0"')),
    ("O-COLOUR", "a colour of four numbers", put(PAGE, 'Value="204 0 0"', 'Value="204 0 0 0"')),
    ("O-COLOUR", "a colour by name", put(PAGE, 'Value="204 0 0"', 'Value="red 0 0"')),
    ("A-6.3.2", "a clip round all", drawn(path(inside=clipped("M 0 0 L 9 0 L 9 9 L 0 9 C")))),
    ("A-6.3.2", "a clip of no area", drawn(path(inside=clipped("M 0 0 L 9 0")))),
    ("A-6.3.3", "a pen where nothing is stroked", put(PAGE, 'Stroke="false"', 'Stroke="false" LineWidth="1"')),
    ("A-6.3.3", "a colour for it", drawn(path('Stroke="false" Fill="true"', '<ofd:StrokeColor Value="0 0 0"/>'))),
    ("A-6.3.3", "a picture that is filled", put(PAGE, "<ofd:ImageObject ", '<ofd:ImageObject Fill="true" ')),
    ("A-6.5b", "a picture smoothed", put(PAGE, "<ofd:ImageObject ", '<ofd:ImageObject Interpolate="true" ')),
    ("A-6.5b", "a picture smoothed where it is declared", put(MEDIA, 'Type="Image"', 'Type="Image" Interpolate="true"')),
    ("A-6.6", "no size", put(PAGE, 'Size="5"', "")),
    ("A-6.6", "narrowed by its transform", put(PAGE, 'Font="5"', 'Font="5" CTM="0.8 0 0 1 0 0"')),
    ("A-6.6", "sized by its transform", put(PAGE, 'Size="5"', 'Size="2.5" CTM="2 0 0 2 0 0"')),
    ("A-6.10.1", "an annotation that zooms", annotated('ReadOnly="true" NoRotate="true"')),
    ("A-6.10.1", "an annotation that may be changed", annotated('ReadOnly="false" NoZoom="true" NoRotate="true"')),
    ("O-TRUTH", "a character its font has not", put(PAGE, "林梦洁", "猫梦洁")),
    ("O-TRUTH", "a font that lost a character", font_with(unmapped)),
    ("O-TRUTH", "a glyph beyond the last", put(PAGE, "<ofd:TextCode", CHOSEN.format(9999) + "<ofd:TextCode")),
    ("O-TRUTH", "the glyph that is none", put(PAGE, "<ofd:TextCode", CHOSEN.format(0) + "<ofd:TextCode")),
    ("O-STEPS", "a step too few", put(PAGE, 'DeltaX="g 5 5"', 'DeltaX="g 4 5"')),
    ("O-STEPS", "no steps", put(PAGE, ' DeltaX="g 5 5"', "")),
]  # fmt: skip
BESIDE = {
    "names that differ in case": {"A-6.1-ONLY"},
    "a path out of the package": {"A-6.1-ONLY"},
    "an absolute path": {"A-6.1-ONLY"},
    "a path of Windows": {"A-6.1-ONLY"},
    "encryption": {"A-6.1-ONLY"},
    "a font on the net": {"A-6.1-ONLY", "A-6.2.6b"},
    "a page that is not there": {"A-6.1-ONLY"},
    "one page twice": {"A-6.1-ONLY", "O-ID"},
    "a space of nobody": {"O-COLOUR"},
    "no cmap": {"O-TRUTH"},
}
"""Rules that see the same fault from another side."""


def dashed(content: Content) -> None:
    content[ENTRY] = re.sub(b"<ofd:DocID>(.{8})", rb"<ofd:DocID>\1-", content[ENTRY])


def with_words() -> bytes:
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    words, out = PngInfo(), io.BytesIO()
    words.add_text("Author", "somebody")
    Image.open(io.BytesIO(picture())).save(out, "PNG", pnginfo=words)
    return out.getvalue()


@pytest.mark.parametrize(("rule", "name", "change"), FAULTS, ids=[name for _, name, _ in FAULTS])
def test_a_fault_is_found_by_its_rule_alone(rule: str, name: str, change: Change) -> None:
    data = altered(change)
    failed = {each.rule for each in check_ofd(data, Location("a.ofd")) if each.problems}
    assert rule in failed
    assert failed <= {rule} | BESIDE.get(name, set())


@pytest.mark.parametrize("data", [b"%PDF-1.7\n" + sample_ofd(), sample_ofd() + b"behind"], ids=["before", "behind"])
def test_what_stands_beside_the_package_is_found(data: bytes) -> None:
    assert {each.rule for each in check_ofd(data, Location("a.ofd")) if each.problems} == {"O-SAFE"}


UNSEEN: dict[str, Change] = {
    "hidden": put(PAGE, "<ofd:TextObject ", '<ofd:TextObject Visible="false" '),
    "clear": put(PAGE, "<ofd:TextObject ", '<ofd:TextObject Alpha="0" '),
    "beside the page": put(PAGE, 'Boundary="7.999 9.354', 'Boundary="100.01 9.354'),
    "above the page": put(PAGE, 'Boundary="7.999 9.354', 'Boundary="7.999 -5.01'),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_text_that_is_not_seen_is_no_text(name: str) -> None:
    whole, seen = ofd_pages(sample_ofd())[0].text, ofd_pages(altered(UNSEEN[name]))[0].text
    assert len(seen) < len(whole)


@pytest.mark.parametrize("name", UNSEEN)
def test_a_page_that_says_less_than_its_pdf_is_found(name: str) -> None:
    outcomes = check_made(altered(UNSEEN[name]), sample_pdf(), Location("a.ofd"))
    assert "O-TEXT" in {each.rule for each in outcomes if each.problems}


def test_every_rule_has_a_fault_that_it_finds() -> None:
    of_signatures = {rule.id for rule in signature_rules.RULES}  # tests/test_ofd_signed.py
    assert {rule for rule, _, _ in FAULTS} | {"O-WHOLE"} | of_signatures == {rule.id for rule in RULES}


ALLOWED: dict[str, Change] = {
    "as it is made": lambda c: None,
    "blocks three deep": drawn(blocks(3)),
    "layers of two names": both(MORE_NUMBERS, put(PAGE, "<ofd:Layer ", '<ofd:Layer ID="77" Name="b"/><ofd:Layer Name="a" ')),
    "a number that is the last": MORE_NUMBERS,
    "a jump to a bookmark": put(ROOT, "<ofd:Outlines>", '<ofd:Bookmarks><ofd:Bookmark Name="x"><ofd:Dest Type="Fit" PageID="2"/>'
                                "</ofd:Bookmark></ofd:Bookmarks><ofd:Outlines>"),
    "a jump on a page": put(PAGE, "<ofd:Content>", '<ofd:Actions><ofd:Action Event="PO"><ofd:Goto><ofd:Dest Type="Fit" PageID="2"/>'
                            "</ofd:Goto></ofd:Action></ofd:Actions><ofd:Content>"),
    "no custom metadata": lambda c: c.__setitem__(ENTRY, re.sub(b"<ofd:CustomDatas>.*</ofd:CustomDatas>", b"", c[ENTRY])),
    "an identifier with dashes": dashed,
    "a day with its hour": put(ENTRY, "<ofd:CreationDate>2026-11-25", "<ofd:CreationDate>2026-11-25T08:00:00"),
    "another prefix": lambda c: [c.__setitem__(n, d.replace(b"ofd:", b"o:").replace(b"xmlns:ofd", b"xmlns:o")) for n, d in list(
        c.items()) if n.endswith(".xml")],
    "a byte order mark": lambda c: c.__setitem__(ENTRY, b"\xef\xbb\xbf" + c[ENTRY]),
    "paths from the root": put(ROOT, 'BaseLoc="Pages/', 'BaseLoc="/Doc_0/Pages/', 2),
    "a colour in hexadecimal": put(PAGE, 'Value="204 0 0"', 'Value="#CC #00 #00"'),
    "white": put(PAGE, 'Value="204 0 0"', 'Value="255 255 255"'),
    "a clip that cuts": drawn(path(inside=clipped("M 0 0 L 8.9 0 L 8.9 9 L 0 9 C"))),
    "a slanted clip": drawn(path(inside=clipped("M 0 -9 L 18 4 L 9 18 L -9 4 C"))),
    "a pen that draws": drawn(path('LineWidth="0.2" Cap="Round" DashPattern="1 1"')),
    "curves and arcs": drawn(path(data="M 0 0 Q 1 1 2 2 B 1 1 2 2 3 3 A 1 1 0 0 1 4 4 L 5 5 C")),
    "no Interpolate": put(PAGE, "<ofd:ImageObject ", '<ofd:ImageObject Interpolate="false" '),
    "narrowed by HScale": put(PAGE, 'Size="5"', 'Size="5" HScale="0.8"'),
    "text on its head": put(PAGE, 'Font="5"', 'Font="5" CTM="-1 0 0 -1 30 5"'),
    "a step too many": put(PAGE, 'DeltaX="g 5 5"', 'DeltaX="g 6 5"'),
    "steps written out": put(PAGE, 'DeltaX="g 5 5"', 'DeltaX="5 5 5 5 5"'),
    "steps downwards": put(PAGE, 'DeltaX="g 5 5"', 'DeltaY="g 5 5"'),
    "a glyph that is chosen": put(PAGE, "<ofd:TextCode", CHOSEN.format(1) + "<ofd:TextCode"),
    "an annotation as archives want it": annotated('ReadOnly="true" NoZoom="true" NoRotate="true"'),
    "an annotation that is read only by itself": annotated('NoZoom="true" NoRotate="true"'),
    "a JPEG that says JPG": both(added(PNG, picture("JPEG")), put(MEDIA, 'Format="PNG"', 'Format="JPG"')),
    "a picture that says nothing of itself": put(MEDIA, ' Format="PNG"', ""),
    "a picture of one page": on_page_alone,
    "an attachment of XML": both(added("Doc_0/Attachs/catalogue.csv", "<目录/>".encode())),
    "a page as large as it may be applied": put(ROOT, "</ofd:PhysicalBox>", "</ofd:PhysicalBox><ofd:ApplicationBox>0 0 100 60</ofd:ApplicationBox>"),
    "a font with kerning besides": font_with(lambda font: font.__setitem__("kern", kerning())),
}  # fmt: skip


def kerning():
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

    table, pairs = newTable("kern"), KernTable_format_0(apple=False)
    pairs.kernTable, pairs.coverage, pairs.version = {}, 1, 0
    table.version, table.kernTables = 0, [pairs]
    return table


@pytest.mark.parametrize("name", ALLOWED)
def test_what_is_allowed_passes(name: str) -> None:
    assert ended(altered(ALLOWED[name])) == {}


# ── what cannot be read, and what is meant to harm ──


def bent(data: bytes, name: str) -> bytes:
    """One byte of a part as it lies in the package is another."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry = package.getinfo(name)
        at = entry.header_offset + 30 + len(name.encode()) + 20
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def test_a_part_that_is_damaged_is_found_and_what_needs_it_is_not_called_right() -> None:
    found = {each.rule: each for each in check_ofd(bent(sample_ofd(), PAGE_2), Location("a.ofd"))}
    assert [problem.code for problem in found["O-WHOLE"].problems] == ["MZL05"]
    assert found["O-TRUTH"].not_run is not None
    assert not found["O-TRUTH"].passed


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\x00" * 100, packed({"a.txt": b"x"}),
                                  packed({"OFD.xml": b"<a/>"}), packed({"OFD.xml": b"<a"})])  # fmt: skip
def test_what_is_no_ofd_is_told_once_and_nothing_else_is_said_of_it(data: bytes) -> None:
    found = check_ofd(data, Location("a.ofd"))
    assert [each.rule for each in found if each.problems] == ["O-READ"]
    assert all(each.not_run for each in found if not each.problems)
    assert len(found) == len(RULES) + 1


def locked() -> bytes:
    """The mark of encryption on every part."""
    data = bytearray(sample_ofd())
    for signature, flag in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(signature)
        while at >= 0:
            data[at + flag] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts(sample_ofd()).items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (0o120777 if name == PNG else 0o100644) << 16
            package.writestr(entry, data)
    return out.getvalue()


def test_a_locked_package_cannot_be_read() -> None:
    assert next(iter(ended(locked()))) == "O-READ"


def test_a_link_in_the_package_is_not_safe() -> None:
    assert "O-SAFE" in ended(linked())


def test_what_would_fill_the_memory_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(5):
            with package.open(f"{number}.bin", "w") as part:
                for _ in range(100):
                    part.write(b"\x00" * 1_000_000)
    found = check_ofd(out.getvalue(), Location("a.ofd"))
    assert [each.rule for each in found if each.problems] == ["O-SAFE"]


def test_parts_that_share_their_bytes_are_not_unpacked() -> None:
    """The directory names one part again and again: a file of a few bytes would become any size."""
    data = sample_ofd()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        start = package.start_dir
    end = data.index(b"PK\x05\x06")
    directory = data[start:end] * 50
    count = int.from_bytes(data[end + 10 : end + 12], "little") * 50
    tail = (
        data[end : end + 8] + count.to_bytes(2, "little") * 2 + len(directory).to_bytes(4, "little") + data[end + 16 :]
    )
    assert "O-SAFE" in ended(data[:start] + directory + tail)


def test_entities_are_not_opened(tmp_path) -> None:
    (tmp_path / "secret").write_text("of somebody")
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    data = altered(both(put(PAGE, "<ofd:Page ", f"{entity}<ofd:Page "), put(PAGE, "林梦洁", "&x;")))
    assert "O-XML" in ended(data)
    assert "of somebody" not in "".join(page.text for page in ofd_pages(data))


def shaken() -> Iterator[bytes]:
    """The sample with bytes of it changed by chance."""
    chance = random.Random(33190)
    for _ in range(150):
        content = parts(sample_ofd())
        name = chance.choice(sorted(content))
        data = bytearray(content[name])
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        content[name] = bytes(data)
        yield packed(content)


def test_whatever_stands_there_nothing_breaks_down() -> None:
    for data in shaken():
        assert len(check_ofd(data, Location("a.ofd"))) == len(RULES) + 1


def test_numbers_of_steps_and_paths_are_read_as_the_standard_writes_them() -> None:
    assert deltas("g 3 2.5 1 g 2 -4") == [2.5, 2.5, 2.5, 1, -4, -4]
    assert path_points("M 1 2 L 3 4 C") == [(1, 2), (3, 4)]
    for wrong in ("g 3", "g x 1", "1 b"):
        with pytest.raises(Malformed):
            deltas(wrong)


def test_every_rule_names_its_clause_and_each_is_of_a_standard() -> None:
    assert all(rule.clause.startswith(("GB/T 33190-2016 ", "GB/T 42133-2022 ")) for rule in RULES)
    assert {each.basis for each in check_ofd(sample_ofd(), Location("a.ofd"))} == {"standard"}
    assert len({rule.id for rule in RULES}) == len({rule.problem_type.code for rule in RULES}) == len(RULES)
