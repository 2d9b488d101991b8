"""Objects -> a PDF file (ISO 32000) as they come: what is written is forgotten, but for where it stands."""

from __future__ import annotations

import hashlib
import io
import zlib
from array import array
from collections.abc import Iterator, Sequence
from heapq import merge
from typing import BinaryIO

import deflate

from mzdocs.pdf.metadata import Declaration, text_string

_LEVEL, _HELD = 6, 1024
_PAGES_A_NODE = 256


DEFLATED = b"/Filter/FlateDecode"


def compressed(data: bytes | bytearray) -> bytes:
    """The data of a stream whose filter is `DEFLATED`."""
    return bytes(deflate.zlib_compress(data, _LEVEL))


class PdfWriter:
    """Writes one file. Memory: sixteen bytes an object that stands alone, twenty-four an object stream."""

    def __init__(self, out: BinaryIO, declared: Declaration) -> None:
        self._out, self._declared = out, declared
        self._sum = hashlib.sha256()
        self._at, self._count = 0, 1
        self._alone, self._packed = array("Q"), array("Q")
        self._pages_root = self.reserve()
        self._node, self._kids, self._nodes = self.reserve(), array("L"), array("L")
        self.pages = 0
        self._put(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % declared.version.encode("ascii"))

    def _put(self, data: bytes | bytearray) -> None:
        self._out.write(data)
        self._sum.update(data)
        self._at += len(data)

    def lose(self) -> None:
        """What is written from now on goes nowhere: in a process that only makes pages."""
        self._out = io.BytesIO()

    @property
    def reserved(self) -> int:
        """How many objects have a number."""
        return self._count

    def reserve(self, count: int = 1) -> int:
        """The number of an object that is written later; the first of several."""
        first, self._count = self._count, self._count + count
        return first

    def add(self, body: bytes, number: int | None = None) -> int:
        """An object; its number."""
        number = self.reserve() if number is None else number
        self._alone.extend((number, self._at))
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        return number

    def add_stream(
        self, data: bytes | bytearray, entries: bytes = b"", number: int | None = None, deflated: bool = True
    ) -> int:
        """A stream; `deflated` here, unless a filter its entries name has packed it already."""
        number = self.reserve() if number is None else number
        if deflated:
            data, entries = deflate.zlib_compress(data, _LEVEL), entries + DEFLATED
        self._alone.extend((number, self._at))
        self._put(b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(data)))
        self._put(data)
        self._put(b"\nendstream\nendobj\n")
        return number

    def add_packed(self, first: int, head: bytes, bodies: bytes, count: int) -> None:
        """Objects of consecutive numbers in one object stream; `head` has each number and its place in `bodies`."""
        holder = self.add_stream(head + bodies, b"/Type/ObjStm/N %d/First %d" % (count, len(head)))
        self._packed.extend((first, count, holder))

    def add_page(self, contents: Sequence[int], resources: int, boxes: bytes, number: int, more: bytes = b"") -> None:
        """A page of streams written before."""
        shown = b" ".join([b"%d 0 R" % each for each in contents])
        self.add(
            b"<</Type/Page/Parent %d 0 R%s/Resources %d 0 R/Contents[%s]%s>>"
            % (self._node, boxes, resources, shown, more),
            number,
        )
        self._kids.append(number)
        self.pages += 1
        if len(self._kids) == _PAGES_A_NODE:
            self._end_node()

    def _end_node(self) -> None:
        if not self._kids:
            return
        kids = b" ".join([b"%d 0 R" % kid for kid in self._kids])
        self.add(
            b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % (self._pages_root, len(self._kids), kids), self._node
        )
        self._nodes.append(self._node)
        self._node, self._kids = self.reserve(), array("L")

    def close(self, catalog: bytes = b"") -> None:
        """The page tree, what the file says of itself, and where everything stands."""
        self._end_node()
        nodes = b" ".join([b"%d 0 R" % node for node in self._nodes])
        self.add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.pages, nodes), self._pages_root)
        declared = self._declared
        metadata = intent = b""
        if declared.xmp:
            said = self.add_stream(declared.xmp, b"/Type/Metadata/Subtype/XML", deflated=False)
            metadata = b"/Metadata %d 0 R" % said
        if declared.intent:
            profile = self.add_stream(declared.profile, declared.profile_entries)
            intent = b"/OutputIntents[%d 0 R]" % self.add(declared.intent % profile)
        files = self._attached()
        info = self.add(declared.info)
        root = self.add(
            b"<</Type/Catalog/Pages %d 0 R%s%s%s%s%s>>"
            % (self._pages_root, metadata, intent, declared.catalog, files, catalog)
        )
        self._end(root, info)

    def _attached(self) -> bytes:
        """Attachments, listed by name and as belonging to the whole document (ISO 19005-3, 6.8)."""
        if not self._declared.attachments:
            return b""
        specs = []
        for attachment in self._declared.attachments:
            size, checksum = len(attachment.data), hashlib.md5(attachment.data, usedforsecurity=False).hexdigest()
            day = text_string(attachment.dated)
            entries = b"/Type/EmbeddedFile/Subtype/%s/Params<</Size %d/CheckSum<%s>/CreationDate%s/ModDate%s>>" % (
                attachment.media.replace("/", "#2f").encode("ascii"),
                size,
                checksum.encode("ascii"),
                day,
                day,
            )
            file = self.add_stream(attachment.data, entries)
            name = text_string(attachment.name)
            specs.append(
                (
                    name,
                    self.add(
                        b"<</Type/Filespec/F%s/UF%s/AFRelationship/Data/Desc%s/EF<</F %d 0 R/UF %d 0 R>>>>"
                        % (name, name, text_string(attachment.description), file, file)
                    ),
                )
            )
        names = b" ".join([b"%s %d 0 R" % spec for spec in sorted(specs)])
        listed = b" ".join([b"%d 0 R" % number for _, number in specs])
        return b"/Names<</EmbeddedFiles<</Names[%s]>>>>/AF[%s]" % (names, listed)

    def _end(self, root: int, info: int) -> None:
        table = self.reserve()
        start = self._at
        self._alone.extend((table, start))
        wide = max(1, (max(start, self._count).bit_length() + 7) // 8)
        identity = self._sum.hexdigest()[:32].encode("ascii")
        entries = (
            b"/Type/XRef/Size %d/W[1 %d 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode"
            b"/DecodeParms<</Predictor 12/Columns %d>>" % (self._count, wide, root, info, identity, identity, wide + 3)
        )
        data = self._table(wide)
        self._put(b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (table, entries, len(data)))
        self._put(data)
        self._put(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)

    def _table(self, wide: int) -> bytes:
        """Where every object stands, row by row, each byte less the one above it (the PNG predictor Up), deflated.

        Other predictors a row may choose are read as nothing by some programs.
        """
        squeeze = zlib.compressobj(_LEVEL)
        parts, last = [], bytes(wide + 4)
        for rows, run in self._rows(wide):
            parts.append(squeeze.compress(_less(rows, last + rows[: -wide - 4], wide + 4) + _following(run, wide)))
            end = rows[-wide - 4 :]
            last = end[:-2] + (int.from_bytes(end[-2:]) + run).to_bytes(2)
        return b"".join([*parts, squeeze.flush()])

    def _rows(self, wide: int) -> Iterator[tuple[bytes, int]]:
        """Rows of the table, and how many follow that differ only in a place one further on each."""
        alone = sorted(zip(self._alone[::2], self._alone[1::2], strict=True))
        packed = sorted(zip(self._packed[::3], self._packed[1::3], self._packed[2::3], strict=True))
        entries = merge(
            ((number, b"\0\1" + place.to_bytes(wide) + b"\0\0", 0) for number, place in alone),
            ((first, b"\0\2" + holder.to_bytes(wide) + b"\0\0", n - 1) for first, n, holder in packed),
        )
        held, number = [], 0
        for first, row, run in entries:
            held += [bytes(wide + 2) + b"\xff\xff"] * (first - number)
            held.append(row)
            number = first + run + 1
            if run or len(held) > _HELD:
                yield b"".join(held), run
                held = []
        if held:
            yield b"".join(held), 0


def _less(rows: bytes, above: bytes, wide: int) -> bytes:
    """Each byte less the one above, modulo 256, all at once; before each row its predictor."""
    size = len(rows)
    high = int.from_bytes(b"\x80" * size)
    x, y = int.from_bytes(rows), int.from_bytes(above)
    less = bytearray((((x | high) - (y & ~high)) ^ ((x ^ ~y) & high)).to_bytes(size))
    less[::wide] = b"\2" * (size // wide)
    return bytes(less)


def _following(run: int, wide: int) -> bytes:
    """The rows of a run of packed objects: only the last place moves on, and now and then carries."""
    row, carry = b"\2" + bytes(wide + 2) + b"\1", b"\2" + bytes(wide + 1) + b"\1\1"
    whole, rest = divmod(run, 256)
    return (row * 255 + carry) * whole + row * rest
