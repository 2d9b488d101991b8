"""PDF/A-3a -> the same file that is PDF/UA-1 too: accessible, and identified as such."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from mzdocs.pdf.metadata import Attachment, Declaration, information, pdf_date
from mzdocs.plan.document import Document

_END = b"</rdf:RDF>"
_IDENTIFIED = b"""<rdf:Description rdf:about="" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>PDF/UA part</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>"""


def archive_ready(data: bytes) -> bytes:
    """Identify a tagged PDF/A-3a as PDF/UA-1 (ISO 14289-1, 5) and show its title in the window.

    PDF/A allows a foreign property only with its schema described beside it (ISO 19005-3, 6.6.2.3).
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(metadata.replace(_END, _IDENTIFIED + _END, 1))
        preferences = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        preferences.DisplayDocTitle = True
        pdf.Root.ViewerPreferences = preferences
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{maker}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_INTENT = (
    b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)"
    b"/DestOutputProfile %d 0 R>>"
)
_CATALOG = b"/Lang(zh-CN)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"


def declared(document: Document, attachments: Sequence[Attachment] = ()) -> Declaration:
    """What a tagged file written page by page says of itself to be PDF/A-3a and PDF/UA-1."""
    maker, day = f"mzdocs {version('mzdocs')}", pdf_date(document.issued)
    words = {"title": document.title, "maker": maker, "date": f"{document.issued}T00:00:00+08:00"}
    xmp = _XMP.format(**{name: escape(word, quote=False) for name, word in words.items()}).encode("utf-8")
    return Declaration(
        version="1.7",
        xmp=xmp.replace(_END, _IDENTIFIED + _END, 1),
        info=information({"Title": document.title, "Producer": maker, "CreationDate": day, "ModDate": day}),
        catalog=_CATALOG,
        intent=_INTENT,
        profile=_screen_profile(),
        profile_entries=b"/N 3",
        attachments=tuple(attachments),
    )


@cache
def _screen_profile() -> bytes:
    """The profile of screen colours the layout engine brings with it, found without loading the engine."""
    spec = find_spec("weasyprint")
    assert spec is not None
    assert spec.submodule_search_locations
    return (Path(spec.submodule_search_locations[0]) / "pdf" / "sRGB2014.icc").read_bytes()
