"""Metadata of papers to be kept (PDF/A, parts 1 to 3): properties that the standard knows or the file describes, values
of their types, descriptions as the standard asks for them."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Dictionary, String

from .kept_files import ACCESSIBLE, Change, failed, kept

SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfaType": "http://www.aiim.org/pdfa/ns/type#",
    "pdfaField": "http://www.aiim.org/pdfa/ns/field#",
    "our": "https://example.org/archive/",
    "p": "urn:p",
}


def said(xml: str) -> str:
    """With every prefix that a seed may use."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
    return f'</rdf:Description><rdf:Description rdf:about="" {names}>{xml}'


def listed(name: str, kind: str, *items: str) -> str:
    return f"<{name}><rdf:{kind}>{''.join(f'<rdf:li>{each}</rdf:li>' for each in items)}</rdf:{kind}></{name}>"


def fields(of: str, /, **texts: str) -> str:
    return "".join(f"<{of}:{name}>{text}</{of}:{name}>" for name, text in texts.items())


def shelf(**texts: str) -> str:
    """A structure as the value of the described property."""
    return f'<our:secrecy rdf:parseType="Resource">{fields("our", **texts)}</our:secrecy>'


def structures(name: str, kind: str, *items: str) -> str:
    held = "".join(f'<rdf:li rdf:parseType="Resource">{each}</rdf:li>' for each in items)
    return f"<{name}><rdf:{kind}>{held}</rdf:{kind}></{name}>"


PROPERTY = {"name": "secrecy", "valueType": "Text", "category": "internal", "description": "密级"}
SCHEMA = {"schema": "档案", "namespaceURI": SPACES["our"], "prefix": "our"}
FIELD = {"name": "box", "valueType": "Integer", "description": "盒"}
TYPE = {"type": "Shelf", "namespaceURI": SPACES["our"], "prefix": "our", "description": "柜"}


def described(value_type: str = "Text", more: str = "", **others: str | None) -> str:
    """One property of our own, told as PDF/A asks, with other words."""
    texts = {key: text for key, text in (PROPERTY | {"valueType": value_type} | others).items() if text is not None}
    own = structures("pdfaSchema:property", "Seq", fields("pdfaProperty", **texts))
    return structures("pdfaExtension:schemas", "Bag", fields("pdfaSchema", **SCHEMA) + own + more)


def typed(**others: str | None) -> str:
    """A structure of our own, with other words of its field."""
    texts = {key: text for key, text in (FIELD | others).items() if text is not None}
    held = structures("pdfaType:field", "Seq", fields("pdfaField", **texts))
    return structures("pdfaSchema:valueType", "Seq", fields("pdfaType", **TYPE) + held)


def author(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Author=String("甲")))


EVENT = fields("stEvt", action="saved", when="2026-11-25T09:00:00+08:00")
FAULTS: dict[str, tuple[int, str]] = {
    "a property of our own": (2, "<our:secrecy>内部</our:secrecy>"),
    "a word that a known namespace has not": (2, "<dc:colour>red</dc:colour>"),
    "a property as an attribute": (3, '</rdf:Description><rdf:Description rdf:about="" xmlns:our="urn:our" our:a="1">'),
    "a list of another kind": (2, listed("dc:creator", "Bag", "甲")),
    "a list where a text belongs": (2, listed("dc:source", "Bag", "甲")),
    "a text where a list belongs": (2, "<dc:subject>低保</dc:subject>"),
    "a text in no language": (2, listed("dc:rights", "Alt", "公开")),
    "a day that is none": (2, "<xmp:MetadataDate>昨天</xmp:MetadataDate>"),
    "a day in a list that is none": (2, listed("dc:date", "Seq", "2026-11-25", "25.11.2026")),
    "a number that is none": (2, "<xmpMM:SaveID>1.5</xmpMM:SaveID>"),
    "a kind of file that is none": (2, "<dc:format>PDF</dc:format>"),
    "a structure with a field nobody knows": (2, structures("xmpMM:History", "Seq", EVENT + fields("stEvt", who="甲"))),
    "a structure with a field of others": (2, structures("xmpMM:History", "Seq", EVENT + fields("dc", source="甲"))),
    "a structure with a day that is none": (2, structures("xmpMM:History", "Seq", fields("stEvt", when="昨天"))),
    "a text where a structure belongs": (2, listed("xmpMM:History", "Seq", "saved")),
    "a property that part 1 does not know": (1, "<xmp:Label>甲</xmp:Label>"),
    "a list that is a text in part 1": (1, listed("photoshop:SupplementalCategories", "Bag", "甲")),
    "a degree as part 1 does not write it": (1, "<exif:GPSLatitude>40,1.5N</exif:GPSLatitude>"),
    "a described number that is none": (2, described("Integer") + "<our:secrecy>内部</our:secrecy>"),
    "a described list that is none": (2, described("bag Text") + "<our:secrecy>内部</our:secrecy>"),
    "a property beside the described one": (2, described() + "<our:shelf>1</our:shelf>"),
    "a structure of another field": (2, described("Shelf", typed()) + shelf(row="1")),
}  # fmt: skip
LEGAL: dict[str, tuple[int, str]] = {
    "a described property": (2, described() + "<our:secrecy>内部</our:secrecy>"),
    "one that part 1 describes": (1, described() + "<our:secrecy>内部</our:secrecy>"),
    "one that is described and not used": (3, described()),
    "one of a choice": (2, described("closed Choice of Integer") + "<our:secrecy>10</our:secrecy>"),
    "one of anything": (2, described("any") + listed("our:secrecy", "Bag", "内部")),
    "a list of what is not said": (2, described("Bag") + listed("our:secrecy", "Bag", "内部")),
    "in several languages": (2, described("Lang Alt") + '<our:secrecy><rdf:Alt><rdf:li xml:lang="zh">内部</rdf:li>'
        "</rdf:Alt></our:secrecy>"),
    "a structure of our own": (2, described("Shelf", typed()) + shelf(box="1")),
    "a structure by a description": (
        2, described("Shelf", typed()) + f"<our:secrecy><rdf:Description>{fields('our', box='1')}</rdf:Description>"
        "</our:secrecy>",
    ),
    "a structure by attributes": (2, described("Shelf", typed()) + '<our:secrecy our:box="1"/>'),
    "a value with a word on it": (
        2, described("Integer") + '<our:secrecy rdf:parseType="Resource"><rdf:value>1</rdf:value>'
        "<our:shelf>甲</our:shelf></our:secrecy>",
    ),
    "an address": (2, described("URI") + '<our:secrecy rdf:resource="https://example.org"/>'),
    "a structure of several fields": (2, structures("xmpMM:History", "Seq", EVENT, EVENT)),
    "days as they may be written": (
        2, listed("dc:date", "Seq", "2026", "2026-11", "2026-11-25T09:00Z", "2026-11-25T09:00:00.5+08:00"),
    ),
    "an empty day": (2, "<xmp:MetadataDate/>"),
    "a kind of file": (2, "<dc:format>application/pdf</dc:format>"),
    "numbers": (2, "<xmp:Rating>-1.5</xmp:Rating><tiff:Orientation>1</tiff:Orientation>"),
    "a list in part 2": (2, listed("photoshop:SupplementalCategories", "Bag", "甲")),
    "a degree as part 2 writes it": (2, "<exif:GPSLatitude>40,1.5N</exif:GPSLatitude>"),
    "a degree as part 1 writes it": (1, "<exif:GPSLatitude>40,01,30N</exif:GPSLatitude>"),
    "several creators in part 2": (2, listed("dc:creator", "Seq", "甲", "乙")),
}  # fmt: skip
BAD_DESCRIPTIONS: dict[str, str] = {
    "without a description": described(description=None),
    "without a category": described(category=None),
    "of a category that is none": described(category="inner"),
    "of a type that nobody knows": described("Colour"),
    "of a list of a type that nobody knows": described("seq Colour"),
    "with a word that descriptions have not": described(colour="red"),
    "in a list of another kind": described().replace("rdf:Seq", "rdf:Bag"),
    "among others in a list of another kind": described().replace("rdf:Bag", "rdf:Seq"),
    "under another prefix": described().replace("pdfaSchema:prefix", "p:prefix"),
    "with a field of no type": described("Shelf", typed(valueType=None)),
    "with a field of a type that nobody knows": described("Shelf", typed(valueType="Colour")),
    "with a field without a word on it": described("Shelf", typed(description=None)),
}  # fmt: skip


def judged(part: int, xml: str, *changes: Change) -> set[str]:
    return set(failed(kept(part, "B", *changes, more=said(xml))))


@pytest.mark.parametrize("name", FAULTS)
def test_metadata_that_nobody_can_read_are_found(name):
    part, xml = FAULTS[name]
    assert judged(part, xml) == {"A-META"}


@pytest.mark.parametrize("name", LEGAL)
def test_metadata_that_are_known_or_described_are_not_blamed(name):
    part, xml = LEGAL[name]
    assert judged(part, xml) == set()


@pytest.mark.parametrize("name", BAD_DESCRIPTIONS)
def test_a_description_that_breaks_the_standard_is_found(name):
    assert judged(2, BAD_DESCRIPTIONS[name]) == {"A-EXT"}
    assert "A-EXT" in judged(1, BAD_DESCRIPTIONS[name])


def test_in_part_1_a_file_has_the_one_author_that_its_information_names():
    one, two = listed("dc:creator", "Seq", "甲"), listed("dc:creator", "Seq", "甲", "乙")
    assert judged(1, one, author) == set()
    assert judged(1, two, author) == {"A-META"}
    assert judged(2, two, author) == set()


def test_the_prefix_of_a_claim_is_fixed_also_without_pdfa():
    assert "A-META" not in failed(kept(0, "", more=ACCESSIBLE))
    told = failed(kept(0, "", more=ACCESSIBLE.replace("pdfuaid", "ua")))
    assert "ua:part" in told["A-META"].problems[0].message("zh")


def test_what_is_wrong_is_named_with_the_type_it_should_be_of():
    told = failed(kept(2, "B", more=said("<xmp:MetadataDate>昨天</xmp:MetadataDate><our:a>1</our:a>")))
    assert told["A-META"].problems[0].message("zh").endswith("xmp:MetadataDate date、our:a")


def test_a_packet_that_is_no_xml_has_no_properties_to_blame():
    data = kept(2, "B", lambda pdf: pdf.Root.Metadata.write(b"<x"))
    assert {"A-META", "A-EXT"} & set(failed(data)) == set()
