"""Zip packages as nobody should write them: bombs, lies of their directory, names that lead elsewhere."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Mapping

_DIRECTORY, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def zipped(members: Mapping[str, bytes] | Iterable[tuple[str, bytes]], packed: bool = True, mode: int = 0o644) -> bytes:
    """The members in their order, a name as often as it is given."""
    out = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as made:
        warnings.simplefilter("ignore")
        for name, data in members.items() if isinstance(members, Mapping) else members:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            made.writestr(entry, data, how, 9)
    return out.getvalue()


def lying(data: bytes, size: int) -> bytes:
    """The directory says that each member unpacks to so many bytes."""
    made = bytearray(data)
    for mark, place in ((_DIRECTORY, 24), (_LOCAL, 22)):
        at = made.find(mark)
        while at >= 0:
            made[at + place : at + place + 4] = struct.pack("<I", size)
            at = made.find(mark, at + 4)
    return bytes(made)


def marked(data: bytes, flag: int = 0, method: int | None = None) -> bytes:
    """Each member says it is locked, or packed by another method."""
    made = bytearray(data)
    for mark, place in ((_DIRECTORY, 8), (_LOCAL, 6)):
        at = made.find(mark)
        while at >= 0:
            made[at + place] |= flag
            if method is not None:
                made[at + place + 2 : at + place + 4] = struct.pack("<H", method)
            at = made.find(mark, at + 4)
    return bytes(made)


def overlapping(data: bytes, name: str, times: int) -> bytes:
    """A zip of one member whose directory names it so many times, under other names."""
    end = data.rindex(b"PK\x05\x06")
    start = data.index(_DIRECTORY)
    row, said = bytearray(data[start:end]), name.encode()
    rows = b"".join(bytes(row).replace(said, said[:-6] + b"%06d" % number) for number in range(times))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, times, times, len(rows), start, 0)
    return data[:start] + rows + tail


def of_2_64_bytes(data: bytes) -> bytes:
    """The end says there is a directory for large files, and that says it has 2^63 members."""
    end = data.rindex(b"PK\x05\x06")
    large = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 2**63, 2**63, 2**63, 2**62)
    finder = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    return data[:end] + large + finder + data[end:].replace(data[end + 8 : end + 20], b"\xff" * 12, 1)
