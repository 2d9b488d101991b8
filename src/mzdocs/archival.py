"""PDF/A-3a -> the same file that is PDF/UA-1 too: accessible, and identified as such."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary

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
    with pikepdf.open(io.BytesIO(data)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(metadata.replace(_END, _IDENTIFIED + _END, 1))
        preferences = pdf.Root.get("/ViewerPreferences", Dictionary())
        preferences.DisplayDocTitle = True
        pdf.Root.ViewerPreferences = preferences
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
