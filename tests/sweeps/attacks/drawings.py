"""Drawings for machines, and OFD: depth, references in circles, entities, more points than any sign has."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

from collections.abc import Mapping

from tests.ofd_samples import sample_ofd
from tests.sweeps.attacks.attack import Make, attacks
from tests.sweeps.attacks.packages import lying, marked, of_2_64_bytes, overlapping, zipped
from tests.zip_parts import parts


def _svg(body: bytes, head: bytes = b"", more: bytes = b"") -> Make:
    return lambda: (
        head
        + b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100mm" height="60mm" viewBox="0 0 100 60" %s>%s</svg>'
        % (more, body)
    )


_LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]>"
)
_LINE = b'<path id="a" d="M0 0L9 9" fill="none" stroke="red"/>'
_USED = b"".join(b'<g id="a%d">%s</g>' % (n, b'<use href="#a%d"/>' % (n - 1) * 10) for n in range(1, 12))
_SVG: Mapping[str, Make] = {
    "100,000 groups in each other": _svg(b"<g>" * 100_000 + b"</g>" * 100_000),
    "500 groups in each other": _svg(b"<g>" * 500 + _LINE + b"</g>" * 500),
    "100,000 groups turned": _svg(b'<g transform="scale(1e9)">' * 200 + _LINE + b"</g>" * 200),
    "a use of itself": _svg(b'<g id="a"><use href="#a"/></g>'),
    "uses of uses": _svg(b'<g id="a0">' + _LINE + b"</g>" + _USED),
    "entities in entities": _svg(b"<text>&a11;</text>", _LAUGHS),
    "an entity of a file": _svg(b"<text>&a;</text>", b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "a picture of the network": _svg(b'<image href="http://127.0.0.1:9/a.png" width="9" height="9"/>' + _LINE),
    "a script": _svg(b"<script>alert(1)</script>" + _LINE),
    "a page in it": _svg(b'<foreignObject><iframe src="file:///etc/passwd"/></foreignObject>' + _LINE),
    "a million points": _svg(b'<path d="M0 0' + b"L9 9" * 1_000_000 + b'"/>'),
    "390,000 points": _svg(b'<path fill="none" stroke="red" d="M0 0' + b"".join(b"L%d %d" % (n % 97, n % 59) for n in range(390_000)) + b'"/>'),
    "60,000 paths": _svg(_LINE * 60_000),
    "49,000 paths": _svg(b"".join(b'<path d="M%d %dh.01v.01z" fill="none" stroke="red"/>' % (n % 97, n % 59) for n in range(49_000))),
    "30,000 bows": _svg(b'<path d="M0 0' + b"c1 99 99 1 9 9" * 30_000 + b'"/>'),
    "30,000 arcs": _svg(b'<path d="M0 0' + b"a9 9 0 1 1 9 9" * 30_000 + b'"/>'),
    "a bow of 10^30": _svg(b'<path d="M0 0c1e30 1e30 -1e30 1e30 1 1"/>'),
    "a path of no number": _svg(b'<path d="M nan inf L 1e999 -1e999"/>'),
    "a path of a number of 100,000 digits": _svg(b'<path d="M 0 0 L ' + b"9" * 100_000 + b' 9"/>'),
    "a path of a million signs": _svg(b'<path d="M' + b"-" * 1_000_000 + b'"/>'),
    "a circle of 10^30": _svg(b'<circle r="1e30" fill="none" stroke="red"/>'),
    "20,000 circles": _svg(b'<circle cx="9" cy="9" r="30" fill="none" stroke="red"/>' * 20_000),
    "a polygon of a million": _svg(b'<polygon points="' + b"1,1 9,9 " * 500_000 + b'"/>'),
    "a dash of nothing": _svg(b'<path d="M0 0L9 9" stroke="red" stroke-dasharray="' + b"0.000001 " * 10_000 + b'"/>'),
    "styles of 100,000 rules": _svg(b"<style>" + b"".join(b".a%d{fill:red}" % n for n in range(100_000)) + b"</style>" + _LINE),
    "styles of 100,000 brackets": _svg(b"<style>" + b"a{" * 100_000 + b"</style>" + _LINE),
    "a style that imports": _svg(b'<style>@import "http://127.0.0.1:9/a.css";</style>' + _LINE),
    "a pattern of itself": _svg(b'<pattern id="p"><rect width="9" height="9" fill="url(#p)"/></pattern><rect width="9" height="9" fill="url(#p)"/>'),
    "a mask of itself": _svg(b'<mask id="m"><rect width="9" height="9" mask="url(#m)"/></mask><rect width="9" height="9" mask="url(#m)"/>'),
    "a page of 10^30": _svg(_LINE, more=b'x="1e30"'),
    "50,000 attributes": _svg(b"<g " + b" ".join(b'a%d=""' % n for n in range(50_000)) + b"/>"),
    "an attribute of 12 MB": _svg(b'<g a="' + b"a" * 12_000_000 + b'"/>'),
    "UTF-16": lambda: _svg(_LINE)().decode().encode("utf-16"),
    "33 MB": _svg(b" " * 33_000_000),
    "cut in the middle": _svg(b"<g" * 1_000),
}  # fmt: skip


def _dxf(*pairs: tuple[int, str], times: int = 1) -> Make:
    """Entities of a drawing."""
    body = "".join(f"{code}\n{value}\n" for code, value in pairs) * times
    return lambda: f"0\nSECTION\n2\nENTITIES\n{body}0\nENDSEC\n0\nEOF\n".encode()


def _block(name: str, inside: str, times: int = 1) -> str:
    return f"0\nBLOCK\n2\n{name}\n10\n0\n20\n0\n" + f"0\nINSERT\n2\n{inside}\n10\n0\n20\n0\n" * times + "0\nENDBLK\n"


def _blocks(blocks: str) -> Make:
    return lambda: (
        f"0\nSECTION\n2\nBLOCKS\n{blocks}0\nENDSEC\n0\nSECTION\n2\nENTITIES\n0\nINSERT\n8\nCUT\n2\na0\n10\n0\n20\n0\n0\nENDSEC\n0\nEOF\n".encode()
    )


_DXF: Mapping[str, Make] = {
    "a block of itself": _blocks(_block("a0", "a0")),
    "blocks of blocks": _blocks("".join(_block(f"a{n}", f"a{n + 1}", 10) for n in range(12))),
    "300 blocks in each other": _blocks("".join(_block(f"a{n}", f"a{n + 1}") for n in range(300))),
    "a block in 10^9 columns": _dxf((0, "INSERT"), (8, "CUT"), (2, "a0"), (10, "0"), (20, "0"), (70, "32767"), (71, "32767")),
    "60,000 lines": _dxf((0, "LINE"), (8, "CUT"), (10, "0"), (20, "0"), (11, "9"), (21, "9"), times=60_000),
    "a line of 500,000 corners": lambda: b"0\nSECTION\n2\nENTITIES\n0\nLWPOLYLINE\n8\nCUT\n90\n500000\n" + b"10\n0\n20\n0\n" * 500_000 + b"0\nENDSEC\n0\nEOF\n",
    "a line that says 2^31 corners": _dxf((0, "LWPOLYLINE"), (8, "CUT"), (90, "2147483647"), (10, "0"), (20, "0")),
    "a curve of 10^9 degrees": _dxf((0, "SPLINE"), (8, "CUT"), (71, "999999999"), (72, "999999999"), (73, "999999999"), (40, "0"), (10, "0"), (20, "0")),
    "a curve of 5,000 corners": lambda: b"0\nSECTION\n2\nENTITIES\n0\nSPLINE\n8\nCUT\n71\n3\n" + b"".join(b"40\n%d\n" % n for n in range(5_004)) + b"10\n0\n20\n0\n10\n9\n20\n9\n" * 2_500 + b"0\nENDSEC\n0\nEOF\n",
    "a circle of 10^30": _dxf((0, "CIRCLE"), (8, "CUT"), (10, "0"), (20, "0"), (40, "1e30")),
    "a circle of no number": _dxf((0, "CIRCLE"), (8, "CUT"), (10, "nan"), (20, "inf"), (40, "-1e999")),
    "30,000 circles": _dxf((0, "CIRCLE"), (8, "CUT"), (10, "0"), (20, "0"), (40, "30"), times=30_000),
    "arcs of 10^9 turns": _dxf((0, "ARC"), (8, "CUT"), (10, "0"), (20, "0"), (40, "9"), (50, "-999999999"), (51, "999999999"), times=100),
    "a hatch of a billionth": _dxf((0, "HATCH"), (8, "CUT"), (2, "ANSI31"), (41, "0.000000001"), (91, "999999999")),
    "a text of itself": _dxf((0, "MTEXT"), (8, "CUT"), (1, "{" * 10_000)),
    "numbers of 100,000 digits": _dxf((0, "LINE"), (8, "CUT"), (10, "9" * 100_000), (20, "0"), (11, "9"), (21, "9")),
    "codes that are none": lambda: b"0\nSECTION\n2\nENTITIES\nabc\ndef\n-99999999999999999999\nx\n0\nEOF\n",
    "a million empty lines": lambda: b"0\nSECTION\n" + b"\n" * 1_000_000,
    "binary": lambda: b"AutoCAD Binary DXF\r\n\x1a\0" + b"\xff" * 10_000,
    "300,000 layers": lambda: b"0\nSECTION\n2\nTABLES\n0\nTABLE\n2\nLAYER\n" + b"".join(b"0\nLAYER\n2\na%d\n" % n for n in range(300_000)) + b"0\nENDTAB\n0\nENDSEC\n0\nEOF\n",
    "33 MB": lambda: b"0\nSECTION\n" + b"999\na\n" * 5_600_000,
}  # fmt: skip
_PLT: Mapping[str, Make] = {
    "a million moves": lambda: b"IN;SP1;PU0,0;" + b"PD9,9;PD0,0;" * 500_000,
    "60,000 lines": lambda: b"IN;SP1;" + b"PU0,0;PD9,9;" * 60_000,
    "a line of 500,000 points": lambda: b"IN;SP1;PU0,0;PD" + b"9,9,0,0," * 250_000 + b"9,9;",
    "circles of 10^30": lambda: b"IN;SP1;PU0,0;CI1e30;CI99999999999999999999999999999;",
    "circles of a billionth of a degree": lambda: b"IN;SP1;PU0,0;" + b"CI9999,0.000000001;" * 100,
    "arcs of 10^9 turns": lambda: b"IN;SP1;PU0,0;" + b"AA0,0,999999999999,0.00001;" * 100,
    "a scale of nothing": lambda: b"IN;IP0,0,0,0;SC0,0,0,0;SP1;PU0,0;PD9,9;",
    "a word without end": lambda: b"IN;SP1;LB" + b"a" * 5_000_000,
    "packed moves of garbage": lambda: b"IN;SP1;PE" + bytes(range(63, 255)) * 5_000 + b";",
    "numbers of 100,000 digits": lambda: b"IN;SP1;PU0,0;PD" + b"9" * 100_000 + b",9;",
    "numbers that are none": lambda: b"IN;SP1;PUnan,inf;PD--9,..;",
    "an escape of a machine": lambda: b"\x1b%-12345X@PJL\r\n" * 10_000 + b"IN;SP1;PU0,0;PD9,9;",
    "bytes of no text": lambda: b"IN;SP1;" + bytes(range(256)) * 10_000,
    "33 MB": lambda: b"IN;" + b"PU;" * 11_000_000,
}  # fmt: skip


def _ofd(**changed: bytes) -> Make:
    return lambda: zipped({**parts(sample_ofd()), **changed})


def _page(body: bytes) -> Make:
    """The first page of an OFD says this."""

    def made() -> bytes:
        found = parts(sample_ofd())
        name = next(each for each in found if each.endswith("Content.xml"))
        head, _, _ = found[name].partition(b"<ofd:Content")
        return zipped(
            {
                **found,
                name: head + b"<ofd:Content><ofd:Layer ID='900'>" + body + b"</ofd:Layer></ofd:Content></ofd:Page>",
            }
        )

    return made


def _root(old: bytes, new: bytes) -> Make:
    def made() -> bytes:
        found = parts(sample_ofd())
        return zipped({**found, "OFD.xml": found["OFD.xml"].replace(old, new)})

    return made


_OFD: Mapping[str, Make] = {
    "unpacks to 500 MB": _ofd(**{"Doc_0/a.bin": bytes(500_000_000)}),
    "a part of 59 MB of marks": _ofd(**{"Doc_0/Document.xml": b"<a>" * 19_000_000}),
    "30,000 parts": _ofd(**{f"Doc_0/a{n}": b"" for n in range(30_000)}),
    "a directory that lies by 4 GB": lambda: lying(sample_ofd(), 2**32 - 2),
    "a directory of 2^63 members": lambda: of_2_64_bytes(sample_ofd()),
    "1,000 members of the same bytes": lambda: overlapping(zipped({"OFD.xm_000000": bytes(900_000)}), "OFD.xm_000000", 1_000),
    "locked": lambda: marked(sample_ofd(), flag=1),
    "a name that leads out": _ofd(**{"../../evil.xml": b"<a/>"}),
    "a root outside": _root(b"Doc_0/Document.xml", b"../../../../etc/passwd"),
    "a root that is itself": _root(b"Doc_0/Document.xml", b"OFD.xml"),
    "entities in entities": _ofd(**{"OFD.xml": _LAUGHS + b"<ofd:OFD>&a11;</ofd:OFD>"}),
    "a root of 100,000 levels": _ofd(**{"OFD.xml": b"<a>" * 100_000}),
    "a page of 100,000 blocks in each other": _page(b"<ofd:PageBlock ID='9'>" * 100_000 + b"</ofd:PageBlock>" * 100_000),
    "a page of 200 blocks in each other": _page(b"<ofd:PageBlock ID='9'>" * 200 + b"</ofd:PageBlock>" * 200),
    "a page of 100,000 texts": _page(b"<ofd:TextObject ID='9' Boundary='0 0 9 9' Font='9' Size='3'><ofd:TextCode X='0' Y='3'>a</ofd:TextCode></ofd:TextObject>" * 100_000),
    "a page of 100,000 paths": _page(b"<ofd:PathObject ID='9' Boundary='0 0 9 9'><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>" * 100_000),
    "a path of a million": _page(b"<ofd:PathObject ID='9' Boundary='0 0 9 9'><ofd:AbbreviatedData>M 0 0 " + b"L 9 9 " * 1_000_000 + b"</ofd:AbbreviatedData></ofd:PathObject>"),
    "a text of a million": _page(b"<ofd:TextObject ID='9' Boundary='0 0 9 9' Font='9' Size='3'><ofd:TextCode X='0' Y='3' DeltaX='g 999999999 1'>" + b"a" * 1_000_000 + b"</ofd:TextCode></ofd:TextObject>"),
    "numbers that are none": _page(b"<ofd:TextObject ID='9' Boundary='nan inf 1e999 -9' Font='9' Size='1e999' CTM='nan nan'><ofd:TextCode X='a' Y='b'>a</ofd:TextCode></ofd:TextObject>"),
    "a composite of itself": _page(b"<ofd:CompositeObject ID='9' ResourceID='9' Boundary='0 0 9 9'/>"),
}  # fmt: skip
ATTACKS = [
    *attacks("svg", "x.svg", "preflight {file}", {17, 19}, _SVG),
    *attacks("dxf", "x.dxf", "preflight {file}", {17, 19}, _DXF, fine={"binary"}),
    *attacks("plt", "x.plt", "preflight {file}", {17, 19}, _PLT),
    *attacks("ofd", "x.ofd", "preflight {file}", {17, 19}, _OFD),
]
