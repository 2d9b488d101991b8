"""A page in press inks -> a file that says so: PDF/X-4 (ISO 15930-7), with dates and ids from the data."""

from __future__ import annotations

import hashlib
import io
import uuid
from html import escape
from importlib.metadata import version

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String

from mzdocs.design import profiles
from mzdocs.pdf.metadata import Declaration, information, pdf_date
from mzdocs.plan.document import Document

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>{maker}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<xmpMM:VersionID>1</xmpMM:VersionID>
<pdf:Producer>{maker}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def declare(pdf: pikepdf.Pdf, document: Document) -> None:
    """Output intent, metadata and information of PDF/X-4; anything else the engine wrote there goes."""
    for key in [key for key in dict(pdf.Root.items()) if key not in ("/Type", "/Pages", "/Lang")]:
        del pdf.Root[key]
    pdf.Root.OutputIntents = Array([pdf.make_indirect(_intent(pdf))])
    metadata = pdf.make_stream(_metadata(document), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    said = {f"/{key}": String(word) for key, word in _information(document).items()}
    pdf.trailer.Info = pdf.make_indirect(Dictionary({**said, "/Trapped": Name("/False")}))


def declared(document: Document) -> Declaration:
    """The same for a file written page by page."""
    return Declaration(
        version="1.6",
        xmp=_metadata(document),
        info=information(_information(document)).removesuffix(b">>") + b"/Trapped/False>>",
        catalog=b"/Lang(zh-CN)",
        intent=_INTENT.replace(b"CONDITION", profiles.CONDITION.encode("ascii")),
        profile=profiles.read(profiles.OUTPUT),
        profile_entries=b"/N 4/Alternate/DeviceCMYK",
    )


_PAPER = "Offset, ISO 12647-2:2004/Amd 1, paper type 1 or 2, 115 g/m2"
_INTENT = (
    b"<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier(CONDITION)/Info(CONDITION)"
    b"/OutputCondition(" + _PAPER.encode("ascii") + b")/RegistryName(http://www.color.org)/DestOutputProfile %d 0 R>>"
)


def _metadata(document: Document) -> bytes:
    words = {
        "title": document.title,
        "maker": _maker(),
        "date": f"{document.issued}T00:00:00+08:00",
    }
    return _XMP.format(
        id=_identity(document), **{name: escape(word, quote=False) for name, word in words.items()}
    ).encode("utf-8")


def _information(document: Document) -> dict[str, str]:
    day = pdf_date(document.issued)
    said = {"Title": document.title, "Creator": _maker(), "Producer": _maker()}
    return {**said, "CreationDate": day, "ModDate": day}


def _maker() -> str:
    return f"mzdocs {version('mzdocs')}"


def _identity(document: Document) -> uuid.UUID:
    """The same document of the same day has the same id; another has another."""
    words = "\n".join((document.set, document.file, document.title, document.issued, document.theme.name))
    return uuid.UUID(bytes=hashlib.sha256(words.encode("utf-8")).digest()[:16], version=4)


def _intent(pdf: pikepdf.Pdf) -> Dictionary:
    profile = pdf.make_stream(profiles.read(profiles.OUTPUT), N=4, Alternate=Name.DeviceCMYK)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(profiles.CONDITION),
        OutputCondition=String(_PAPER),
        RegistryName=String("http://www.color.org"),
        Info=String(profiles.CONDITION),
        DestOutputProfile=profile,
    )


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Same pages, same bytes: PDF 1.6, the id made of the content, the metadata readable without unpacking."""
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    out = io.BytesIO()
    pdf.save(
        out,
        force_version="1.6",
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.disable,
        compress_streams=True,
        recompress_flate=False,
    )
    return out.getvalue()
