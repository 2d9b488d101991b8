"""A small file as PDF/A and PDF/UA ask for it, of any part and level, and changes of it: for the rules on papers to be
kept."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

from mzdocs.core.outcomes import Outcome
from mzdocs.core.problems import Location
from mzdocs.pdf.code_maps import to_unicode
from mzdocs.preflight import RULES, Expectations, MeasuredPdf
from mzdocs.preflight.rule import checked

from .font_seeds import LETTERS, composite, named, truetype

Change = Callable[[pikepdf.Pdf], object]
SHOWN = b"/Artifact BMC q 0.2 0.4 0.6 rg 60 60 9 9 re f BT /F 9 Tf 20 20 Td <000100020003> Tj ET Q EMC\n"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="{part}" pdfaid:conformance="{level}"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">纸</rdf:li></rdf:Alt>
</dc:title>{more}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
ACCESSIBLE = '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>'


def screen() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def kept(part: int = 2, level: str = "B", *changes: Change, more: str = "", content: bytes = SHOWN) -> bytes:
    """A page with a square and three letters, changed."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200))
        page.obj.Resources = Dictionary()
        cid_set = {"CIDToGIDMap": Name.Identity}
        font = composite(truetype(), said=to_unicode(enumerate(LETTERS, 1)), **cid_set)(pdf)
        inner = font.DescendantFonts[0]
        inner.W = Array([1, Array([1000] * len(LETTERS))])
        inner.FontDescriptor.CIDSet = pdf.make_stream(b"\xf0")
        named(pdf, "/Font", font)
        page.obj.Resources.Font = Dictionary(F=font)
        page.obj.Contents = pdf.make_stream(content)
        xmp = _XMP.format(part=part, level=level, more=more).encode()
        pdf.Root.Metadata = pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
        profile = pdf.make_stream(screen(), N=3)
        pdf.Root.OutputIntents = Array([pdf.make_indirect(Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier="sRGB", DestOutputProfile=profile,
        ))])  # fmt: skip
        tagged(pdf)
        for change in changes:
            change(pdf)
        out = io.BytesIO()
        pdf.save(
            out, min_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none, fix_metadata_version=False,
        )  # fmt: skip
        return out.getvalue()


def tagged(pdf: pikepdf.Pdf) -> None:
    """As a paper whose only element is a paragraph."""
    pdf.Root.MarkInfo, pdf.Root.Lang = Dictionary(Marked=True), String("zh-CN")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    elements(("P",))(pdf)


Tree = tuple[object, ...]
"""A type, then entries of its element, then the elements within it."""


def elements(*trees: Tree, roles: dict[str, str] | None = None) -> Change:
    def made(pdf: pikepdf.Pdf, tree: Tree, parent: pikepdf.Object) -> pikepdf.Object:
        kind, *rest = tree
        entries = {f"/{key}": value for each in rest if isinstance(each, dict) for key, value in each.items()}
        said = pdf.make_indirect(
            Dictionary({**entries, "/Type": Name.StructElem, "/S": Name(f"/{kind}"), "/P": parent})
        )
        if kids := [made(pdf, each, said) for each in rest if isinstance(each, tuple)]:
            said.K = Array(kids)
        return said

    def change(pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([made(pdf, tree, root) for tree in trees])
        if roles:
            root.RoleMap = Dictionary({f"/{name}": Name(f"/{role}") for name, role in roles.items()})

    return change


def drawn(content: str, **resources: object) -> Change:
    """More on the page, with what it calls by name: `XObject={"X": make}`."""

    def change(pdf: pikepdf.Pdf) -> None:
        held = pdf.pages[0].obj.Resources
        for kind, things in resources.items():
            said = held.get(f"/{kind}", Dictionary())
            for name, value in things.items():
                said[f"/{name}"] = value(pdf) if callable(value) else value
            held[f"/{kind}"] = said
        pdf.pages[0].contents_add(content.encode())

    return change


def picture(data: bytes = b"\x80\x80\x80", **how: object) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """A pixel of three components, unless said otherwise."""
    said = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceRGB} | how

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        entries = {key: value(pdf) if callable(value) else value for key, value in said.items() if value is not None}
        return pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, **entries)

    return make


def form(content: bytes = b"0 0 9 9 re f", **entries: object) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    how = {"BBox": Array([0, 0, 200, 200]), "Resources": Dictionary()} | entries
    own = {key: value for key, value in how.items() if value is not None}
    return lambda pdf: pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, **own)


def state(**entries: object) -> Change:
    """A graphics state that is set."""
    return drawn("/G gs 0 0 9 9 re f\n", ExtGState={"G": Dictionary(**entries)})


def more_content(content: bytes) -> Change:
    """Written after all that the page paints."""
    return lambda pdf: pdf.pages[0].contents_add(content)


def root(**entries: object) -> Change:
    return lambda pdf: [pdf.Root.__setitem__(f"/{key}", value) for key, value in entries.items()]


def page(**entries: object) -> Change:
    return lambda pdf: [pdf.pages[0].obj.__setitem__(f"/{key}", value) for key, value in entries.items()]


def font(**entries: object) -> Change:
    """Other entries of the font; of its descendant, `inner` ones; nothing takes one away."""

    def change(pdf: pikepdf.Pdf) -> None:
        said = pdf.pages[0].obj.Resources.Font.F
        inner = entries.get("inner", {})
        for holder, others in ((said, entries), (said.DescendantFonts[0], inner)):
            for key, value in others.items():
                if key != "inner" and value is None:
                    del holder[f"/{key}"]
                elif key != "inner":
                    holder[f"/{key}"] = value(pdf) if callable(value) else value

    return change


def note(kind: str = "Text", flags: int | None = 4, look: bool = True, **entries: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        said = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([10, 10, 30, 30]))
        if flags is not None:
            said.F = flags
        if look:
            said.AP = Dictionary(N=form()(pdf))
        for key, value in entries.items():
            said[f"/{key}"] = value(pdf) if callable(value) else value
        made = pdf.make_indirect(said)
        pdf.pages[0].obj.Annots = Array([made])
        if kind == "Widget":
            pdf.Root.AcroForm = Dictionary(Fields=Array([made]))

    return change


def failed(data: bytes, profile: str = "archive") -> dict[str, Outcome]:
    """The rules of the standards that fail on a file."""
    rules = [rule for rule in RULES if profile in rule.profiles and rule.basis == "standard"]
    with MeasuredPdf(data) as file:
        outcomes = checked(rules, Expectations(), file, Location("kept.pdf"))
    return {each.rule: each for each in outcomes if each.problems}
