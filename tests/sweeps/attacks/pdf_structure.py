"""PDFs whose structure has no end, lies about itself, or holds far more than it seems to."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import zlib

from tests.sweeps.attacks.attack import attacks
from tests.sweeps.attacks.pdf_writing import paged, stream, written

_PAGE = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200]>>"
_CATALOG = b"<</Type /Catalog /Pages 2 0 R>>"


def _prev(before: int) -> bytes:
    made = paged()
    start = made.rindex(b"xref\n0 ")
    return made.replace(b"/Size", b"/Prev %d /Size" % (start if before < 0 else before))


def _many_sections(count: int) -> bytes:
    out, before = bytearray(paged()), 0
    before = out.rindex(b"xref\n0 ")
    for _ in range(count):
        start = len(out)
        out += b"xref\n0 0\ntrailer\n<</Root 1 0 R /Size 5 /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before, start)
        before = start
    return bytes(out)


def _revisions(count: int) -> bytes:
    out = bytearray(paged())
    before = out.rindex(b"xref\n0 ")
    for number in range(count):
        place = len(out)
        out += b"4 0 obj\n<</Length 4>> stream\n%04d\nendstream\nendobj\n" % number
        start = len(out)
        out += b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Root 1 0 R /Size 5 /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
            place,
            before,
            start,
        )
        before = start
    return bytes(out)


def _xref_stream(head: bytes, rows: bytes) -> bytes:
    body = (
        b"%PDF-1.6\n1 0 obj\n"
        + _CATALOG
        + b"\nendobj\n2 0 obj\n<</Type /Pages /Count 1 /Kids [3 0 R]>>\nendobj\n3 0 obj\n"
        + _PAGE
        + b"\nendobj\n"
    )
    table = stream(rows, b"/Type /XRef /Root 1 0 R " + head, packed=1)
    return body + b"9 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _tree(kids: dict[int, bytes], first: bytes) -> bytes:
    return written({1: _CATALOG, 2: first, **kids})


def _deep_pages(depth: int) -> bytes:
    kids = {n: b"<</Type /Pages /Count 1 /Parent %d 0 R /Kids [%d 0 R]>>" % (n - 1, n + 1) for n in range(3, depth)}
    return _tree({**kids, depth: _PAGE}, b"<</Type /Pages /Count 1 /Kids [3 0 R]>>")


def _doubling_pages(depth: int) -> bytes:
    kids = {n: b"<</Type /Pages /Count 2 /Kids [%d 0 R %d 0 R]>>" % (n + 1, n + 1) for n in range(3, depth)}
    return _tree({**kids, depth: _PAGE}, b"<</Type /Pages /Count 2 /Kids [3 0 R 3 0 R]>>")


def _object_stream(head: bytes, inside: bytes) -> bytes:
    return paged(others={5: stream(inside, b"/Type /ObjStm " + head, packed=1)})


def _chained(count: int) -> bytes:
    return paged(
        others={
            n: stream(b"99 0 null", b"/Type /ObjStm /N 1 /First 5 /Extends %d 0 R" % (n + 1 if n < count else 5))
            for n in range(5, count + 1)
        }
    )


def _items(count: int, last: bytes) -> dict[int, bytes]:
    return {
        n: b"<</Title (a) /Parent 5 0 R %s>>" % (b"/Next %d 0 R" % (n + 1) if n < count + 5 else last)
        for n in range(6, count + 6)
    }


def _tree_of(name: bytes, kids: bytes) -> bytes:
    return paged(catalog=name, others={5: kids})


def _entities() -> bytes:
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    return (
        b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><!DOCTYPE x [<!ENTITY a0 "ha">'
        + laughs
        + b']><x:xmpmeta xmlns:x="adobe:ns:meta/">&a11;</x:xmpmeta><?xpacket end="w"?>'
    )


def _metadata(data: bytes, packed: int = 0) -> bytes:
    return paged(catalog=b"/Metadata 5 0 R", others={5: stream(data, b"/Type /Metadata /Subtype /XML", packed)})


_LOCK = b"/ID [<00> <00>] /Encrypt <</Filter /Standard %s /O <" + b"00" * 48 + b"> /U <" + b"00" * 48 + b"> /P -4>>"

ATTACKS = attacks("pdf", "x.pdf", "preflight {file}", {17, 19}, {
    "prev is its own table": lambda: _prev(-1),
    "prev leads far out": lambda: _prev(10**15),
    "prev is below nought": lambda: paged().replace(b"/Size", b"/Prev -7 /Size"),
    "2,000 tables in a chain": lambda: _many_sections(2_000),
    "500 revisions": lambda: _revisions(500),
    "a table of 10^9 lines": lambda: paged().replace(b"xref\n0 5", b"xref\n0 999999999"),
    "a table that begins at 2^31": lambda: paged().replace(b"xref\n0 5", b"xref\n2147483647 5"),
    "all places are one place": lambda: written(dict.fromkeys(range(1, 9), _CATALOG)),
    "a table as a stream with columns of 2^31": lambda: _xref_stream(b"/W [2147483647 2147483647 1] /Size 9", bytes(90)),
    "a table as a stream of 2^31 rows": lambda: _xref_stream(b"/W [1 2 1] /Size 2147483647", bytes(90)),
    "a table as a stream with columns below nought": lambda: _xref_stream(b"/W [-1 -2 1] /Size 9", bytes(90)),
    "a table as a stream with rows from 2^31": lambda: _xref_stream(b"/W [1 2 1] /Size 9 /Index [2147483000 2147483000]", bytes(90)),
    "a table as a stream that unpacks to 60 MB": lambda: _xref_stream(b"/W [1 4 2] /Size 9", bytes(60_000_000)),
    "a table as a stream whose prev is itself": lambda: _xref_stream(b"/W [1 2 1] /Size 9 /Prev 205", bytes(90)),
    "pages in a circle": lambda: _tree({3: b"<</Type /Pages /Count 1 /Kids [2 0 R]>>"}, b"<</Type /Pages /Count 1 /Kids [3 0 R]>>"),
    "pages that are their own": lambda: _tree({3: _PAGE}, b"<</Type /Pages /Count 1 /Kids [2 0 R]>>"),
    "5,000 levels of pages": lambda: _deep_pages(5_000),
    "2^40 pages in forty lines": lambda: _doubling_pages(43),
    "one page 50,000 times": lambda: _tree({3: _PAGE}, b"<</Type /Pages /Count 50000 /Kids [" + b"3 0 R " * 50_000 + b"]>>"),
    "20,000 pages": lambda: _tree(dict.fromkeys(range(3, 20003), _PAGE), b"<</Type /Pages /Count 20000 /Kids [" + b" ".join(b"%d 0 R" % n for n in range(3, 20_003)) + b"]>>"),
    "says it has 2^31 pages": lambda: paged().replace(b"/Count 1", b"/Count 2147483647"),
    "says it has fewer pages than none": lambda: paged().replace(b"/Count 1", b"/Count -9"),
    "no page": lambda: _tree({}, b"<</Type /Pages /Count 0 /Kids []>>"),
    "kids that are numbers": lambda: _tree({}, b"<</Type /Pages /Count 3 /Kids [1 2 (a)]>>"),
    "a page of 10^38 points": lambda: paged(box=b"/MediaBox [0 0 1e38 99999999999999999999999999999999999999]"),
    "a page of no number": lambda: paged(box=b"/MediaBox [nan inf -inf 0]"),
    "a page of nothing": lambda: paged(box=b"/MediaBox [0 0 0 0]"),
    "a page from right to left": lambda: paged(box=b"/MediaBox [200 200 0 0]"),
    "a page whose box is itself": lambda: paged(box=b"/MediaBox 5 0 R", others={5: b"[5 0 R 5 0 R 5 0 R 5 0 R]"}),
    "a page of two million points": lambda: paged(b"0 0 2000000 2000000 re f", box=b"/MediaBox [0 0 2000000 2000000]"),
    "a page 10^9 times as large": lambda: paged(b"0 0 9 9 re f", page=b"/UserUnit 1000000000"),
    "turned by 37 degrees": lambda: paged(b"0 0 9 9 re f", page=b"/Rotate 37"),
    "an object that is itself": lambda: paged(catalog=b"/Lang 5 0 R", others={5: b"5 0 R"}),
    "two objects that are each other": lambda: paged(catalog=b"/Lang 5 0 R", others={5: b"6 0 R", 6: b"5 0 R"}),
    "a length that is its own stream": lambda: paged(others={4: b"<</Length 4 0 R>> stream\n0 0 1 1 re f\nendstream"}),
    "a length below nought": lambda: paged(others={4: stream(b"0 0 1 1 re f", length=-5)}),
    "a length of 2^40": lambda: paged(others={4: stream(b"0 0 1 1 re f", length=2**40)}),
    "100,000 lists in each other": lambda: paged(catalog=b"/X " + b"[" * 100_000 + b"]" * 100_000),
    "400 lists in each other": lambda: paged(catalog=b"/X " + b"[" * 400 + b"]" * 400),
    "100,000 dictionaries in each other": lambda: paged(catalog=b"/X " + b"<</X " * 100_000 + b"1" + b">>" * 100_000),
    "an object stream in itself": lambda: _object_stream(b"/N 1 /First 5 /Extends 5 0 R", b"5 0  <<>>"),
    "1,000 object streams in a circle": lambda: _chained(1_000),
    "an object stream of 10^9 objects": lambda: _object_stream(b"/N 999999999 /First 5", b"99 0 null"),
    "an object stream that begins behind its end": lambda: _object_stream(b"/N 1 /First 999999999", b"99 0 null"),
    "an object stream that unpacks to 60 MB": lambda: _object_stream(b"/N 1 /First 5", b"99 0 (" + b"a" * 60_000_000 + b")"),
    "names in a circle": lambda: _tree_of(b"/Names <</Dests 5 0 R /EmbeddedFiles 5 0 R /JavaScript 5 0 R>>", b"<</Kids [5 0 R 5 0 R]>>"),
    "page labels in a circle": lambda: _tree_of(b"/PageLabels 5 0 R", b"<</Kids [5 0 R 5 0 R]>>"),
    "names in 2^30 leaves": lambda: paged(catalog=b"/Names <</EmbeddedFiles 5 0 R>>", others={**{n: b"<</Kids [%d 0 R %d 0 R]>>" % (n + 1, n + 1) for n in range(5, 35)}, 35: b"<</Names []>>"}),
    "an outline that is its own next": lambda: paged(catalog=b"/Outlines 5 0 R", others={5: b"<</First 6 0 R /Last 6 0 R /Count 1>>", **_items(1, b"/Next 6 0 R")}),
    "an outline that is its own child": lambda: paged(catalog=b"/Outlines 5 0 R", others={5: b"<</First 6 0 R /Last 6 0 R /Count 1>>", **_items(1, b"/First 6 0 R /Last 6 0 R /Count 1")}),
    "an outline of 30,000": lambda: paged(catalog=b"/Outlines 5 0 R", others={5: b"<</First 6 0 R /Last 30005 0 R /Count 30000>>", **_items(30_000, b"")}),
    "an outline of 5,000 levels": lambda: paged(catalog=b"/Outlines 5 0 R", others={n: b"<</Title (a) /First %d 0 R /Last %d 0 R /Count 1>>" % (n + 1, n + 1) for n in range(5, 5_005)}),
    "marks of structure in a circle": lambda: _tree_of(b"/MarkInfo <</Marked true>> /StructTreeRoot 5 0 R", b"<</Type /StructTreeRoot /K [5 0 R 5 0 R] /S /P>>"),
    "5,000 levels of structure": lambda: paged(catalog=b"/MarkInfo <</Marked true>> /StructTreeRoot 5 0 R", others={n: b"<</S /Div /K [%d 0 R]>>" % (n + 1) for n in range(5, 5_005)}),
    "2^40 marks of structure": lambda: paged(catalog=b"/MarkInfo <</Marked true>> /StructTreeRoot 5 0 R", others={n: b"<</S /Div /K [%d 0 R %d 0 R]>>" % (n + 1, n + 1) for n in range(5, 45)}),
    "roles in a circle": lambda: _tree_of(b"/MarkInfo <</Marked true>> /StructTreeRoot 5 0 R", b"<</Type /StructTreeRoot /RoleMap <</A /B /B /A>> /K <</S /A>>>>"),
    "fields in a circle": lambda: _tree_of(b"/AcroForm <</Fields [5 0 R]>>", b"<</T (a) /FT /Tx /Kids [5 0 R 5 0 R] /Parent 5 0 R>>"),
    "layers in a circle": lambda: _tree_of(b"/OCProperties <</OCGs [5 0 R] /D <</Order 6 0 R /ON [5 0 R]>>>>", b"<</Type /OCG /Name (a)>>").replace(b"6 0 R", b"5 0 R"),
    "metadata of entities": (lambda: _metadata(_entities()), ""),
    "metadata that unpack to 60 MB": (lambda: _metadata(b"<x>" + b" " * 60_000_000 + b"</x>", 1), "MZQ86"),
    "metadata 50,000 levels deep": lambda: _metadata(b"<a>" * 50_000 + b"</a>" * 50_000),
    "metadata of 300,000 properties": lambda: _metadata(b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' + b'<rdf:Description rdf:about=""/>' * 100_000 + b"</rdf:RDF></x:xmpmeta>"),
    "a title of 10 MB": lambda: paged(trailer=b"/Info <</Title (" + b"a" * 10_000_000 + b")>>"),
    "no root": lambda: written({2: _PAGE}, root=b""),
    "a root that is a number": lambda: written({1: b"7"}),
    "a root that is a stream": lambda: written({1: stream(b"x")}),
    "a head and nothing": lambda: b"%PDF-1.7\n",
    "a head and 20 MB of noughts": lambda: b"%PDF-1.7\n" + bytes(20_000_000),
    "a million beginnings of objects": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 1_000_000,
    "200,000 beginnings of streams": lambda: b"%PDF-1.7\n" + b"1 0 obj <</Length 9>> stream\n" * 200_000,
    "300,000 ends": lambda: paged() + b"startxref\n0\n%%EOF\n" * 300_000,
    "8 MB of opened brackets": lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 8_000_000,
    "8 MB of opened texts": lambda: b"%PDF-1.7\n1 0 obj\n" + b"(" * 8_000_000,
    "an unknown lock": lambda: paged(trailer=b"/Encrypt <</Filter /Nobody /V 1>>"),
    "a lock that is garbage": lambda: paged(trailer=_LOCK % b"/V 5 /R 6"),
    "a lock of a key of a million bits": lambda: paged(trailer=_LOCK % b"/V 2 /R 3 /Length 1000000"),
    "a lock that is itself": lambda: paged(trailer=b"/Encrypt 5 0 R", others={5: b"5 0 R"}),
    "an attachment that unpacks to 200 MB": (lambda: paged(catalog=b"/Names <</EmbeddedFiles <</Names [(a) 5 0 R]>>>>", others={5: b"<</Type /Filespec /F (a) /EF <</F 6 0 R>>>>", 6: stream(bytes(200_000_000), b"/Type /EmbeddedFile", 1)}), "MZQ86"),
    "an attachment packed three times": (lambda: paged(catalog=b"/Names <</EmbeddedFiles <</Names [(a) 5 0 R]>>>>", others={5: b"<</Type /Filespec /F (a) /EF <</F 6 0 R>>>>", 6: stream(bytes(100_000_000), b"/Type /EmbeddedFile", 3)}), "MZQ86"),
    "a script that opens with it": lambda: paged(catalog=b"/OpenAction <</S /JavaScript /JS (app.launchURL('http://example.com'))>>"),
    "an action that is its own next": lambda: _tree_of(b"/OpenAction 5 0 R", b"<</S /JavaScript /JS (a) /Next [5 0 R 5 0 R]>>"),
    "a page that is also a workbook": lambda: paged() + b"PK\x03\x04" + zlib.compress(bytes(100)),
})  # fmt: skip
