"""Codes of shown text -> what they stand for, as PDF writes it: CMaps, and the table of a TrueType font's glyphs."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

_NAME = "Mzdocs-UCS2-H"
ENCODING = {
    "Type": "/CMap",
    "CMapName": f"/{_NAME}",
    "WMode": " 0",
    "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
}
"""What the dictionary of an encoding's stream says, each value as a PDF writes it after its name."""
ENCODING_ENTRIES = "".join(f"/{name}{value}" for name, value in ENCODING.items()).encode("ascii")
_IN_A_BLOCK = 100


def encoding(cids: Mapping[int, int]) -> bytes:
    """The CMap of an encoding: each code alone, with its CID."""
    lines = [f"<{code:04x}> {cid}" for code, cid in cids.items()]
    return _cmap(f"/{_NAME}", "(Identity)", 1, "cidchar", lines)


def to_unicode(texts: Iterable[tuple[int, str]]) -> bytes:
    """The CMap of what codes are read as."""
    lines = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in texts]
    return _cmap("/Adobe-Identity-UCS", "(UCS)", 2, "bfchar", lines)


def glyph_table(glyphs: Mapping[int, int]) -> bytes:
    """For each CID its glyph, two bytes each (CIDToGIDMap)."""
    table = bytearray(2 * (max(glyphs) + 1) if glyphs else 0)
    for cid, glyph in glyphs.items():
        table[2 * cid : 2 * cid + 2] = glyph.to_bytes(2)
    return bytes(table)


def glyphs_of_table(table: bytes) -> tuple[int, ...]:
    """The glyphs of such a table, from CID 0 on; a last byte that stands alone is a number of its own."""
    whole = len(table) // 2 * 2
    return (*struct.unpack(f">{whole // 2}H", table[:whole]), *table[whole:])


def _cmap(name: str, ordering: str, kind: int, block: str, lines: Sequence[str]) -> bytes:
    head = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n<< /Registry (Adobe)\n"
        f"/Ordering {ordering}\n/Supplement 0\n>> def\n/CMapName {name} def\n/CMapType {kind} def\n/WMode 0 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange"
    )
    tail = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    return "\n".join([head, *_blocks(block, lines), tail]).encode("ascii")


def _blocks(block: str, lines: Sequence[str]) -> Iterator[str]:
    rest = iter(lines)
    while batch := list(islice(rest, _IN_A_BLOCK)):
        yield "\n".join([f"{len(batch)} begin{block}", *batch, f"end{block}"])
