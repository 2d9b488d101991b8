"""PDFs as nobody should write them, object by object."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 200 200]"


def stream(data: bytes, head: bytes = b"", packed: int = 0, length: int | None = None) -> bytes:
    """A stream object, deflated so many times; `length` is what it says of itself where that is a lie."""
    for _ in range(packed):
        data = zlib.compress(data, 9)
    filters = b"/Filter [" + b"/FlateDecode " * packed + b"]" if packed else b""
    size = len(data) if length is None else length
    return b"<<%s %s /Length %d>> stream\n%s\nendstream" % (head, filters, size, data)


def written(objects: Mapping[int, bytes], trailer: bytes = b"", root: bytes = b"/Root 1 0 R") -> bytes:
    """The objects with a sound table of where they stand."""
    out, places = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(places) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<<%s /Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (root, size, trailer, start)
    return bytes(out)


def paged(
    content: bytes = b"",
    resources: bytes = b"",
    others: Mapping[int, bytes] | None = None,
    page: bytes = b"",
    catalog: bytes = b"",
    trailer: bytes = b"",
    box: bytes = b"/MediaBox [0 0 200 200]",
) -> bytes:
    """One page with this content; other objects are numbered from 5."""
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R %s>>" % catalog,
        2: b"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
        3: b"<</Type /Page /Parent 2 0 R %s /Resources <<%s>> /Contents 4 0 R %s>>" % (box, resources, page),
        4: stream(content),
    }
    return written({**objects, **(others or {})}, trailer)
