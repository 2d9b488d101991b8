"""What PDF/X-4 and PDF/A ask of a file besides its fonts: faults found by their rule alone, what is legal not."""

from __future__ import annotations

import struct
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from mzdocs.core.problems import Location
from mzdocs.design import profiles
from mzdocs.pdf.xmp_packet import properties
from mzdocs.preflight import Expectations, MeasuredPdf, Profile, examine
from mzdocs.preflight.rules import of_profile
from mzdocs.preflight.standards.press_conditions import conditions_named

from .font_seeds import Change, named
from .test_preflight import archive, changed, nothing, press, said

ASKED = (
    "X-ID", "X-TRAP", "X-OI", "X-ICC", "X-COND", "X-XMP", "X-DATE", "X-TITLE", "X-VER", "X-ENC", "X-ACT", "X-ANN",
    "X-REF", "X-WHOLE", "X-WIN", "A-PDFA", "A-OURS", "A-TAG", "A-UA", "A-INTERP", "A-AF", "A-FILE", "A-OI",
)  # fmt: skip
BASES = {"press": press, "archive": archive}


def root(**entries: object) -> Change:
    return lambda pdf: [pdf.Root.__setitem__(f"/{key}", value) for key, value in entries.items()]


def info(**entries: object) -> Change:
    return lambda pdf: [pdf.trailer.Info.__setitem__(f"/{key}", value) for key, value in entries.items()]


def page(**entries: object) -> Change:
    return lambda pdf: [pdf.pages[0].obj.__setitem__(f"/{key}", value) for key, value in entries.items()]


def intent(**entries: object) -> Change:
    return lambda pdf: [pdf.Root.OutputIntents[0].__setitem__(f"/{key}", value) for key, value in entries.items()]


def without(holder: str, key: str) -> Change:
    return lambda pdf: getattr(pdf.Root, holder)[0].__delitem__(key) if holder else pdf.Root.__delitem__(key)


def replaced(old: bytes, new: bytes) -> Change:
    """Other bytes in the metadata."""

    def change(pdf: pikepdf.Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert old in data
        pdf.Root.Metadata = pdf.make_stream(data.replace(old, new), Type=Name.Metadata, Subtype=Name.XML)

    return change


def packet(data: bytes) -> Change:
    return root_stream("Metadata", data, Type=Name.Metadata, Subtype=Name.XML)


def root_stream(key: str, data: bytes, **entries: object) -> Change:
    return lambda pdf: pdf.Root.__setitem__(f"/{key}", pdf.make_stream(data, **entries))


def ours() -> bytearray:
    return bytearray(profiles.read(profiles.OUTPUT))


def other(name: bytes) -> bytes:
    """The shipped profile under another name, which bears no sum."""
    data = ours()
    data[84:100] = bytes(16)
    at = data.index(b"FOGRA39L Coated")
    data[at : at + 15] = name.ljust(15)
    return bytes(data)


def other_colours() -> bytes:
    """The shipped profile, whose name it keeps, with the table of another press: of each value what is left of it."""
    data = ours()
    data[84:100] = bytes(16)
    for number in range(int.from_bytes(data[128:132])):
        tag, at, size = struct.unpack(">4sII", data[132 + 12 * number : 144 + 12 * number])
        if tag in (b"A2B0", b"A2B1", b"A2B2"):
            table = slice(at + size // 2, at + size - 400)
            data[table] = bytes(255 - value for value in data[table])
    return bytes(data)


def patched(at: int, value: bytes) -> bytes:
    data = ours()
    data[at : at + len(value)] = value
    return bytes(data)


def profile(data: bytes, components: int = 4, name: str = "FOGRA39", **entries: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        said = pdf.Root.OutputIntents[0]
        said.DestOutputProfile = pdf.make_stream(data, N=components, **entries)
        said.OutputConditionIdentifier = String(name)

    return change


def of_a_screen() -> bytes:
    data = other(b"FOGRA39L Coated")
    return data[:12] + b"mntr" + data[16:]


def broken_stream(pdf: pikepdf.Pdf) -> None:
    """A profile that says it is compressed, and is not."""
    stream = pdf.make_stream(b"", N=4)
    stream.write(bytes(ours()), filter=Name.FlateDecode)
    pdf.Root.OutputIntents[0].DestOutputProfile = stream


def space(components: int, data: bytes | None = None) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        based = pdf.make_stream(bytes(ours()) if data is None else data, N=components)
        named(pdf, "/ColorSpace", pdf.make_indirect(Array([Name.ICCBased, based])))

    return change


def second_intent(kind: str, data: bytes | None = None) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        first = pdf.Root.OutputIntents[0]
        stream = first.DestOutputProfile if data is None else pdf.make_stream(data, N=4)
        twin = Dictionary(
            Type=Name.OutputIntent, S=Name(kind), OutputConditionIdentifier="FOGRA39", DestOutputProfile=stream
        )
        pdf.Root.OutputIntents.append(pdf.make_indirect(twin))

    return change


def kept_for(kind: bytes) -> Change:
    """The archive's own profile, as one of another thing."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.Root.OutputIntents[0].DestOutputProfile
        data = stream.read_bytes()
        stream.write(data[:12] + kind + data[16:84] + bytes(16) + data[100:])

    return change


def note(rect: list[float] | None, kind: str = "Link", **entries: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), **entries)
        if rect is not None:
            made.Rect = Array(rect)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(made)])

    return change


def beside_bleed(gap: float, **entries: object) -> Change:
    """A note at the left of the bleed, that ends so many points before it."""

    def change(pdf: pikepdf.Pdf) -> None:
        left, bottom, _, _ = map(float, pdf.pages[0].obj.BleedBox)
        note([left - gap - 5, bottom + 20, left - gap, bottom + 40], **entries)(pdf)

    return change


def on_trim(gap: float) -> Change:
    """A note at the left of the trim, on a page that says nothing of its bleed."""

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj.BleedBox
        left, bottom, _, _ = map(float, pdf.pages[0].obj.TrimBox)
        note([left - gap - 5, bottom + 20, left - gap, bottom + 40], "Text")(pdf)

    return change


def drawing(kind: str, **entries: object) -> Change:
    """Something drawn by a page, with these entries."""

    def change(pdf: pikepdf.Pdf) -> None:
        basic = {"BBox": [0, 0, 9, 9]} if kind == "/Form" else {}
        if kind == "/Image":
            basic = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
        named(pdf, "/XObject", pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name(kind), **basic, **entries))

    return change


def opened_at_its_page(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


def in_english_too(pdf: pikepdf.Pdf) -> None:
    chosen = b'<rdf:li xml:lang="x-default">'
    replaced(chosen, b'<rdf:li xml:lang="en">Plate</rdf:li>' + chosen)(pdf)


def bookmark(action: Dictionary) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        item = pdf.make_indirect(Dictionary(Title="1", A=action))
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))

    return change


def attachment(pdf: pikepdf.Pdf, drop: tuple[str, ...] = (), kind: str | None = "/text/csv") -> pikepdf.Object:
    data = pdf.make_stream(b"1", Type=Name.EmbeddedFile, **({"Subtype": Name(kind)} if kind else {}))
    spec = Dictionary(Type=Name.Filespec, F="a.csv", UF="a.csv", AFRelationship=Name.Data, EF=Dictionary(F=data))
    for key in drop:
        del spec[key]
    return spec


def attached(
    holder: str = "root", drop: tuple[str, ...] = (), kind: str | None = "/text/csv", whole: bool = True
) -> Change:
    """A file in the names of the whole, that belongs to a part of it; `whole` is one that is an object of its own."""

    def change(pdf: pikepdf.Pdf) -> None:
        spec = attachment(pdf, drop, kind)
        spec = pdf.make_indirect(spec) if whole else spec
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a.csv"), spec])))
        part = {"root": pdf.Root, "page": pdf.pages[0].obj}.get(holder)
        if part is not None:
            part.AF = Array([spec])

    return change


def pinned(**how: object) -> Change:
    """A file that hangs at a note on the page, and in no list of names."""

    def change(pdf: pikepdf.Pdf) -> None:
        spec, outside = attachment(pdf, **how), [-90, -90, -80, -80]
        pdf.pages[0].obj.Tabs = Name.S
        pdf.pages[0].obj.Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=outside, F=4, FS=spec)]
        )

    return change


def smooth(where: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(
            b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray, Interpolate=True,
        )  # fmt: skip
        form = pdf.make_stream(b"/P Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = Dictionary(XObject=Dictionary(P=picture))
        if where == "note":
            pdf.pages[0].obj.Tabs = Name.S
            note([-90, -90, -80, -80], "Stamp", F=4, AP=Dictionary(N=form))(pdf)
        elif where == "form":
            named(pdf, "/XObject", form)
            pdf.pages[0].contents_add(b"/Artifact BMC /Seed Do EMC")
        else:
            pdf.Root.Unused = picture

    return change


URI = Dictionary(S=Name.URI, URI=String("https://example.org"))
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("1"))


def elsewhere(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A stream of another file."""
    return pdf.make_stream(b"", F=String("a.bin"))


def parts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The content of the first page."""
    said = pdf.pages[0].obj.Contents
    return list(said) if isinstance(said, Array) else [said]


FAULTS: dict[str, tuple[Profile, str, Change]] = {
    "no mark of the file": ("press", "X-ID", lambda pdf: None),
    "said to be trapped by a word": ("press", "X-TRAP", info(Trapped=String("True"))),
    "trapped or not, who knows": ("press", "X-TRAP", info(Trapped=Name.Unknown)),
    "trapped by a truth": ("press", "X-TRAP", info(Trapped=True)),
    "trapped by the one, and not by the other": ("press", "X-TRAP", info(Trapped=Name("/True"))),
    "no intent": ("press", "X-OI", without("", "/OutputIntents")),
    "two intents of the press": ("press", "X-OI", second_intent("/GTS_PDFX")),
    "an intent of the archive with another profile": ("press", "X-OI", second_intent("/GTS_PDFA1", other(b"FOGRA39L"))),
    "an intent without its name": ("press", "X-OI", without("OutputIntents", "/OutputConditionIdentifier")),
    "an intent without its profile": ("press", "X-OI", without("OutputIntents", "/DestOutputProfile")),
    "a name that is a sentence": ("press", "X-OI", intent(OutputConditionIdentifier=String("FOGRA39 " * 6))),
    "a profile elsewhere beside its own": (
        "press", "X-OI", intent(DestOutputProfileRef=Dictionary(ProfileName=String("FOGRA39"), URLs=Array())),
    ),
    "a profile of a screen": ("press", "X-OI", profile(of_a_screen())),
    "a profile cut to 200 bytes": ("press", "X-ICC", profile(bytes(ours()[:200]))),
    "a profile longer than it says": ("press", "X-ICC", profile(bytes(ours()) + b"more")),
    "a profile shorter by a byte": ("press", "X-ICC", profile(bytes(ours()[:-1]))),
    "a profile that is none": ("press", "X-ICC", profile(patched(36, b"abcd"))),
    "a profile of three components": ("press", "X-ICC", profile(bytes(ours()), 3)),
    "a profile with a byte changed": ("press", "X-ICC", profile(patched(5000, bytes([ours()[5000] ^ 1])))),
    "colours by a profile with another number": ("press", "X-ICC", space(3)),
    "colours by a profile that breaks off": ("press", "X-ICC", space(4, bytes(ours()[:500]))),
    "the same in an archive": ("archive", "X-ICC", space(3)),
    "the name of another press in the profile": ("press", "X-COND", profile(other(b"GRACoL2006 C1"))),
    "FOGRA39 under the name of another": ("press", "X-COND", profile(bytes(ours()), name="FOGRA51")),
    "a newspaper's profile": ("press", "X-COND", profile(other(b"ISOnewspaper26v"))),
    "the colours of another press under the name of ours": ("press", "X-COND", profile(other_colours())),
    "another standard": ("press", "X-XMP", replaced(b"PDF/X-4", b"PDF/X-3")),
    "no version of the document": ("press", "X-XMP", replaced(b"xmpMM:VersionID", b"xmpMM:Version")),
    "a name in a space of its own": ("press", "X-XMP", replaced(b"http://www.npes.org/pdfx/ns/id/", b"http://example.org/")),
    "another second": ("press", "X-DATE", info(CreationDate=String("D:20261120000001+08'00'"))),
    "another zone, the clock alike": ("press", "X-DATE", info(ModDate=String("D:20261120000000+07'00'"))),
    "no date": ("press", "X-DATE", info(ModDate=String(""))),
    "a date that is none": ("press", "X-DATE", info(ModDate=String("D:20261399"))),
    "another title": ("press", "X-TITLE", info(Title=String("别的"))),
    "no title in the metadata": ("press", "X-TITLE", replaced(b"dc:title", b"dc:titel")),
    "a newer version in the catalog": ("press", "X-VER", root(Version=Name("/1.7"))),
    "the newest": ("press", "X-VER", root(Version=Name("/2.0"))),
    "a version that is none": ("press", "X-VER", root(Version=Name("/1.x"))),
    "a script at the beginning": ("press", "X-ACT", root(OpenAction=SCRIPT)),
    "an act of the whole": ("press", "X-ACT", root(AA=Dictionary(WC=SCRIPT))),
    "an act of a page": ("press", "X-ACT", page(AA=Dictionary(O=SCRIPT))),
    "scripts by name": (
        "press", "X-ACT", root(Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), SCRIPT])))),
    ),
    "a form with a field": ("press", "X-ACT", root(AcroForm=Dictionary(Fields=Array([Dictionary(FT=Name.Tx)])))),
    "a form of another kind": ("press", "X-ACT", root(AcroForm=Dictionary(Fields=Array(), XFA=String("x")))),
    "a file inside": ("press", "X-ACT", attached("")),
    "files of the whole": ("press", "X-ACT", attached("root")),
    "a bookmark to the network": ("press", "X-ACT", bookmark(URI)),
    "a bookmark that goes on to a script": (
        "press", "X-ACT", bookmark(Dictionary(S=Name.GoTo, D=String("a"), Next=SCRIPT)),
    ),
    "a file of a page that is printed": ("press", "X-ACT", lambda pdf: page(AF=Array([attachment(pdf)]))(pdf)),
    "a link far out that acts": ("press", "X-ACT", beside_bleed(1, A=URI)),
    "a file pinned far out": ("press", "X-ACT", beside_bleed(1, kind="FileAttachment")),
    "a link on the sheet": ("press", "X-ANN", note([90, 60, 120, 80])),
    "a link somewhere": ("press", "X-ANN", note(None)),
    "a note that reaches into the bleed": ("press", "X-ANN", beside_bleed(-1, kind="Text")),
    "a note beside the trim, where no bleed is said": ("press", "X-ANN", on_trim(-1)),
    "a note with its corners turned": ("press", "X-ANN", note([120, 80, 90, 60], "Square")),
    "PostScript": ("press", "X-REF", drawing("/PS")),
    "a form of PostScript": ("press", "X-REF", drawing("/Form", Subtype2=Name.PS)),
    "a form with PostScript beside it": ("press", "X-REF", drawing("/Form", PS=String("showpage"))),
    "a picture by OPI": ("press", "X-REF", drawing("/Image", OPI=Dictionary())),
    "a picture whose bytes are elsewhere": ("press", "X-REF", drawing("/Image", F=String("a.jpg"))),
    "a form by OPI": ("press", "X-REF", drawing("/Form", OPI=Dictionary({"/2.0": Dictionary()}))),
    "a picture with another for it": ("press", "X-REF", drawing("/Image", Alternates=Array([Dictionary()]))),
    "a form of another file": ("press", "X-REF", drawing("/Form", Ref=Dictionary(F=String("a.pdf"), Page=0))),
    "a page whose bytes are elsewhere": ("press", "X-REF", lambda pdf: page(Contents=elsewhere(pdf))(pdf)),
    "a part of a page whose bytes are elsewhere": (
        "press", "X-REF", lambda pdf: page(Contents=Array([*parts(pdf), elsewhere(pdf)]))(pdf),
    ),
    "what a form tells of, its bytes elsewhere": (
        "press", "X-REF", lambda pdf: drawing("/Form", Seed=elsewhere(pdf))(pdf),
    ),
    "a page that is one plate": ("press", "X-WHOLE", page(SeparationInfo=Dictionary(DeviceColorant=Name.Cyan))),
    "a page that is a plate nobody names": ("press", "X-WHOLE", page(SeparationInfo=Dictionary())),
    "a page in steps": ("press", "X-WIN", page(PresSteps=Dictionary(Type=Name.NavNode))),
    "printed by another box": ("press", "X-WIN", root(ViewerPreferences=Dictionary(PrintArea=Name.CropBox))),
    "shown by another box": ("press", "X-WIN", root(ViewerPreferences=Dictionary(ViewClip=Name.ArtBox))),
    "a page that turns": ("press", "X-WIN", page(Trans=Dictionary(S=Name.Wipe))),
    "two profiles to be kept": ("archive", "A-OI", second_intent("/GTS_PDFX", bytes(ours()))),
    "a profile of no press and no screen to be kept": ("archive", "A-OI", kept_for(b"scnr")),
    "a part there is not": ("archive", "A-PDFA", said('pdfaid:part="3"', 'pdfaid:part="7"')),
    "a level there is not": ("archive", "A-PDFA", said('pdfaid:conformance="A"', 'pdfaid:conformance="X"')),
    "another part than ours": ("archive", "A-OURS", said('pdfaid:part="3"', 'pdfaid:part="2"')),
    "another level than ours": ("archive", "A-OURS", said('pdfaid:conformance="A"', 'pdfaid:conformance="B"')),
    "another PDF/UA": ("archive", "A-UA", said("<pdfuaid:part>1", "<pdfuaid:part>2")),
    "a title that is not shown": ("archive", "A-TAG", without("", "/ViewerPreferences")),
    "tags in doubt": ("archive", "A-TAG", root(MarkInfo=Dictionary(Marked=True, Suspects=True))),
    "a smoothed picture in a form": ("archive", "A-INTERP", smooth("form")),
    "a smoothed picture in a note": ("archive", "A-INTERP", smooth("note")),
    "a file that belongs nowhere": ("archive", "A-AF", attached("")),
    "a file that says not how it belongs": ("archive", "A-AF", attached("root", ("/AFRelationship",))),
    "a file within the names": ("archive", "A-AF", attached("", whole=False)),
    "a file pinned to a page": ("archive", "A-AF", pinned()),
    "a file without a type": ("archive", "A-FILE", attached(kind=None)),
    "a file with half a type": ("archive", "A-FILE", attached(kind="/csv")),
    "a file without its other name": ("archive", "A-FILE", attached(drop=("/UF",))),
}  # fmt: skip
LEGAL: dict[str, tuple[Profile, Change]] = {
    "as it was": ("press", nothing),
    "as it was kept": ("archive", nothing),
    "the other profile of our press": ("press", profile(profiles.read(profiles.SEPARATION))),
    "a profile without a sum": ("press", profile(other(b"FOGRA39L Coated"))),
    "a profile filled up": ("press", profile(bytes(ours()) + b"\0\0\0")),
    "a condition by its long name": ("press", profile(bytes(ours()), name="Coated FOGRA39 (ISO 12647-2:2004)")),
    "a condition nobody here knows": ("press", profile(bytes(ours()), name="Custom")),
    "a profile nobody here knows": ("press", profile(other(b"Our press"), name="FOGRA51")),
    "an intent of the archive with the same profile": ("press", second_intent("/GTS_PDFA1")),
    "colours by a sound profile": ("press", space(4)),
    "the same moment by another clock": ("press", info(CreationDate=String("D:20261119160000Z"))),
    "the same by Greenwich": ("press", info(CreationDate=String("D:20261119160000+00'00'"))),
    "a zone of hours": ("press", info(ModDate=String("D:20261120000000+08"))),
    "a zone without its last stroke": ("press", info(ModDate=String("D:20261120000000+08'00"))),
    "a zone of the west": ("press", info(ModDate=String("D:20261119110000-05'00'"))),
    "no zone": ("press", info(ModDate=String("D:20261120000000"))),
    "no more than the day": ("press", info(ModDate=String("D:20261120"))),
    "an older version in the catalog": ("press", root(Version=Name("/1.4"))),
    "the version of the standard": ("press", root(Version=Name("/1.6"))),
    "a place to begin at": ("press", opened_at_its_page),
    "a form without fields": ("press", root(AcroForm=Dictionary(Fields=Array()))),
    "names of nothing": ("press", root(Names=Dictionary(JavaScript=Dictionary(Names=Array())))),
    "a bookmark to a page": ("press", bookmark(Dictionary(S=Name.GoTo, D=String("a")))),
    "a note beside the bleed": ("press", beside_bleed(0, kind="Text")),
    "a note beside the trim of a page that says no bleed": ("press", on_trim(0)),
    "a mark of prepress": ("press", note([90, 60, 120, 80], "PrinterMark")),
    "pictures without others for them": ("press", drawing("/Image", Alternates=Array())),
    "a file named in a page's own data": ("press", page(PieceInfo=Dictionary(Seed=Dictionary(F=String("a.bin"))))),
    "printed by the bleed": ("press", root(ViewerPreferences=Dictionary(PrintArea=Name.BleedBox))),
    "a title in two languages": ("press", in_english_too),
    "a smoothed picture that is not used": ("archive", smooth("nowhere")),
    "one profile to be kept, twice": ("archive", second_intent("/GTS_PDFX")),
    "a press to be kept": ("archive", kept_for(b"prtr")),
    "a file of the whole": ("archive", attached()),
    "a file of a page": ("archive", attached("page")),
    "a file of the whole, within it": ("archive", attached(whole=False)),
}  # fmt: skip


@cache
def seeded(kind: str, name: str) -> bytes:
    base, *_, change = (FAULTS if kind == "fault" else LEGAL)[name]
    if name == "no mark of the file":
        return press().replace(b"/ID [", b"/IX [")
    return changed(BASES[base](), change)


def outcomes(data: bytes, profile_name: Profile):
    report = examine(data, Expectations(), profile_name, Location("seed.pdf"))
    return {outcome.rule: outcome for outcome in report.outcomes if outcome.rule in ASKED}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_by_its_rule_alone(name):
    base, rule, _ = FAULTS[name]
    found = outcomes(seeded("fault", name), base)
    assert {each.rule for each in found.values() if each.problems} == {rule}


@pytest.mark.parametrize("data", [b"", b"<x:xmpmeta>", b"<!DOCTYPE x><x:xmpmeta/>"])
def test_metadata_that_says_nothing_fails_every_rule_that_asks_it(data):
    found = outcomes(changed(press(), packet(data)), "press")
    assert {each.rule for each in found.values() if each.problems} == {"X-XMP", "X-DATE", "X-TITLE"}


def test_a_profile_that_cannot_be_unpacked_is_no_profile():
    found = outcomes(changed(press(), broken_stream), "press")
    assert {each.rule for each in found.values() if each.problems} == {"X-ICC", "X-OI"}


def test_a_packet_that_declares_entities_is_not_read():
    with MeasuredPdf(press()) as file:
        said = file.pdf.Root.Metadata.read_bytes()
    assert properties(said)["pdf:Trapped"] == "False"
    assert properties(b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + said[said.index(b"<x:xmpmeta") :]) == {}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("<rdf:Description rdf:about='' pdfaid:part='2'/>", "2"),
        ("<rdf:Description rdf:about=''><pdfaid:part> 2 </pdfaid:part></rdf:Description>", "2"),
        ("<rdf:Description/><rdf:Description><pdfaid:part>2</pdfaid:part></rdf:Description>", "2"),
        ("<rdf:Description xmlns:pdfaid='http://example.org/' pdfaid:part='2'/>", ""),
    ],
)
def test_a_property_is_an_attribute_or_an_element_of_its_own_space(said, found):
    spaces = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
    packet = f"<?xpacket begin=''?><rdf:RDF {spaces}>{said}</rdf:RDF>"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "utf-32", "utf-32-be", "utf-32-le"):
        assert properties(packet.encode(encoding)).get("pdfaid:part", "") == found


@pytest.mark.parametrize("name", LEGAL)
def test_what_is_legal_is_not_blamed(name):
    base, _ = LEGAL[name]
    found = outcomes(seeded("legal", name), base)
    assert {each.rule for each in found.values() if each.problems} == set()
    assert len(found) >= 8


@pytest.mark.parametrize("name", ["a condition nobody here knows", "a profile nobody here knows"])
def test_a_condition_nobody_knows_is_not_called_right(name):
    said_of_it = outcomes(seeded("legal", name), "press")["X-COND"].not_run
    assert said_of_it is not None and "not known here" in said_of_it.en


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Coated FOGRA39L (ISO 12647-2:2004)", {"FOGRA39"}), ("ISO Coated v2 300% (ECI)", {"FOGRA39"}),
        ("PSO Coated v3", {"FOGRA51"}), ("CGATS TR 006", {"TR6"}), ("GRACoL2006_Coated1v2", {"TR6"}),
        ("CGATS21-2-CRPC6", {"CRPC6"}), ("U.S. Web Coated (SWOP) v2", {"TR1"}),
        ("Japan Color 2001 Coated", {"JC200103"}), ("JC200103", {"JC200103"}), ("FOGRA 390", set()),
        ("Custom", set()), ("", set()),
    ],
)  # fmt: skip
def test_a_condition_is_known_by_any_of_its_names(text, found):
    assert conditions_named(text) == found


def everything(pdf: pikepdf.Pdf) -> list[bytes]:
    """All objects as they stand, streams with their bytes."""
    return [
        each.unparse(resolved=True) + (each.read_raw_bytes() if isinstance(each, pikepdf.Stream) else b"")
        for each in pdf.objects
        if isinstance(each, pikepdf.Object)
    ] + [pdf.trailer.unparse(resolved=False)]


@pytest.mark.parametrize("name", [*list(FAULTS)[::6], *list(FAULTS)[-6:]])
def test_a_judge_changes_nothing_whatever_is_wrong(name):
    base, _, _ = FAULTS[name]
    with MeasuredPdf(seeded("fault", name)) as file:
        assert len(file.pages) == 1
        before = everything(file.pdf)
        for rule in of_profile(base):
            try:
                list(rule.check(Expectations(), file, Location("seed.pdf")))
            except Exception:  # noqa: BLE001 - whether a rule can look is another test's
                continue
        assert everything(file.pdf) == before
