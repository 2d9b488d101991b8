"""A file written object by object: every reader finds every object, however many and in whatever order."""

import io
import zlib

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from mzdocs.pdf.metadata import Attachment, Declaration
from mzdocs.vdp.pdf_writer import PdfWriter, _less

DECLARED = Declaration.plain("题", "2026-10-12")


def written(pages: int, packed: int, declared: Declaration = DECLARED) -> bytes:
    out = io.BytesIO()
    writer = PdfWriter(out, declared)
    resources = writer.reserve()
    for number in range(pages):
        first = writer.reserve(packed) if packed else 0
        content = writer.add_stream(b"q Q %d" % number * (1 if number % 2 else 2000))
        if packed:
            bodies = [b"<</N %8d>>" % (first + i) for i in range(packed)]
            head = b"".join(b"%d %d " % (first + i, i * 15) for i in range(packed))
            writer.add_packed(first, head, b"".join(bodies), packed)
        writer.add_page([content], resources, b"/MediaBox[0 0 10 10]", writer.reserve())
    writer.add(b"<<>>", resources)
    writer.close()
    return out.getvalue()


@pytest.mark.parametrize(("pages", "packed"), [(1, 0), (3, 1), (5, 255), (5, 256), (5, 257), (4, 600), (700, 3)])
def test_every_object_is_found_by_two_readers(pages, packed):
    data = written(pages, packed)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == pages
        for number, page in enumerate(pdf.pages):
            assert page.Contents[0].read_bytes().startswith(b"q Q %d" % number)
        counted = [obj.N for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/N" in obj]
        assert len(counted) == pages * packed
        assert all(n == pdf.get_object(int(n), 0).N for n in counted)
    other = PdfFileReader(io.BytesIO(data))
    assert int(other.root["/Pages"]["/Count"]) == pages


def test_the_same_objects_make_the_same_bytes():
    assert written(40, 5) == written(40, 5)


def test_a_file_carried_inside_comes_out_whole():
    attached = Attachment("目录.csv", b"a,b\r\n" * 99, "text/csv", "目录", "D:20261012000000+08'00'")
    declared = Declaration("1.7", b"", b"<<>>", attachments=(attached,))
    with pikepdf.open(io.BytesIO(written(1, 0, declared))) as pdf:
        assert pdf.attachments["目录.csv"].get_file().read_bytes() == attached.data
        assert pdf.Root.AF[0].AFRelationship == "/Data"


def test_bytes_are_less_those_above_modulo_256():
    rows, above = bytes(range(0, 256, 4)), bytes(range(255, -1, -4))
    expected = [(a - b) & 255 for a, b in zip(rows, above, strict=True)]
    expected[::8] = [2] * 8
    assert list(_less(rows, above, 8)) == expected


def test_little_and_much_data_are_both_what_zlib_reads():
    with pikepdf.open(io.BytesIO(written(2, 0))) as pdf:
        lengths = [len(zlib.decompress(page.Contents[0].read_raw_bytes())) for page in pdf.pages]
    assert lengths[0] > 4096 > lengths[1]
