"""The codes a document used -> one compact font in its file, with the meaning of every code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import uharfbuzz as hb

from mzdocs.design import fonts
from mzdocs.design.fonts import Face
from mzdocs.vdp.pdf_writer import Writer
from mzdocs.vdp.shaping import Codes

CMAP_NAME = "Mzdocs-UCS2-H"
_CMAP = (
    b"/Type/CMap/CMapName/%s/WMode 0/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    % CMAP_NAME.encode("ascii")
)
Item = tuple[int, int, str]
"""A code, its glyph in the whole font, the characters it stands for."""
_DROPPED = ("BASE", "GPOS", "GSUB", "GDEF", "JSTF", "vmtx", "vhea", "VORG", "name", "DSIG", "kern", "gasp", "cmap",
            "OS/2", "post")  # fmt: skip
_A_BLOCK = 100


def embed(writer: Writer, codes: Codes, number: int) -> None:
    """Write the font under a number given before.

    TrueType: a code is a CID, and a table leads to the glyph. CFF: a CMap leads to the glyph of the subset, for
    there is no such table; some programs read it anew for every page, which takes them longer.
    """
    items = list(codes.items())
    program, places = _subset(codes.face, {glyph for _, glyph, _ in items})
    name = _name(codes.face, items)
    meaning = writer.add_stream(_to_unicode(items))
    if program[:4] == b"OTTO":
        kind, more, cids = 0, b"", {places[glyph]: glyph for _, glyph, _ in items}
        file = b"/FontFile3 %d 0 R" % writer.add_stream(program, b"/Subtype/OpenType")
        encoding = b"%d 0 R" % writer.add_stream(_encoding(items, places), _CMAP)
    else:
        kind, encoding, cids = 2, b"/Identity-H", {code: glyph for code, glyph, _ in items}
        file = b"/FontFile2 %d 0 R" % writer.add_stream(program, b"/Length1 %d" % len(program))
        more = b"/CIDToGIDMap %d 0 R" % writer.add_stream(_glyphs(items, places))
    descendant = writer.add(
        b"<</Type/Font/Subtype/CIDFontType%d/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/DW 1000/W[%s]%s/FontDescriptor %d 0 R>>"
        % (kind, name, _widths(codes, cids), more, writer.add(_descriptor(codes.face, name, file)))
    )
    writer.add(
        b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding %s/ToUnicode %d 0 R/DescendantFonts[%d 0 R]>>"
        % (name, encoding, meaning, descendant),
        number,
    )


def _subset(face: Face, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
    """The program with these glyphs only, numbered anew, and each one's new number."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.set(sorted({0, *glyphs}))
    flags = hb.SubsetFlags
    wanted.flags = (
        flags.DESUBROUTINIZE | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING
        | flags.CFF_IDENTITY_CHARSET
    )  # fmt: skip
    for tag in _DROPPED:
        wanted.drop_table_tag_set.add(int.from_bytes(tag.encode("ascii").ljust(4)))
    plan = hb.SubsetPlan(fonts.shaper(face).face, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def _name(face: Face, items: Sequence[Item]) -> bytes:
    digest = hashlib.sha256(repr([item[:2] for item in items]).encode()).digest()
    return bytes(65 + byte % 26 for byte in digest[:6]) + b"+" + face.pdf_name.encode("ascii")


def _descriptor(face: Face, name: bytes, file: bytes) -> bytes:
    font = fonts.shaper(face)
    extents, units = font.get_font_extents("ltr"), font.face.upem
    up, down = (round(value * 1000 / units) for value in (extents.ascender, extents.descender))
    serif = 2 if "Serif" in face.family else 0
    return (
        b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[-1000 %d 2000 %d]/ItalicAngle 0/Ascent %d/Descent %d"
        b"/CapHeight %d/StemV 80/StemH 80%s>>" % (name, 4 + serif, down, up, up, down, up, file)
    )


def _widths(codes: Codes, cids: Mapping[int, int]) -> bytes:
    """Widths of the glyphs by CID where they are not one em, consecutive ones in one list."""
    units = codes.font.face.upem
    wide = {cid: round(codes.font.get_glyph_h_advance(glyph) * 1000 / units) for cid, glyph in cids.items()}
    groups: list[tuple[int, list[int]]] = []
    for cid, width in sorted(wide.items()):
        if width == 1000:
            continue
        if groups and groups[-1][0] + len(groups[-1][1]) == cid:
            groups[-1][1].append(width)
        else:
            groups.append((cid, [width]))
    return " ".join(f"{cid}[{' '.join(map(str, widths))}]" for cid, widths in groups).encode("ascii")


def _glyphs(items: Sequence[Item], places: Mapping[int, int]) -> bytes:
    """For each CID the glyph of the subset, two bytes each."""
    table = bytearray(2 * (items[-1][0] + 1) if items else 0)
    for code, glyph, _ in items:
        table[2 * code : 2 * code + 2] = places[glyph].to_bytes(2)
    return bytes(table)


def _to_unicode(items: Iterable[Item]) -> bytes:
    lines = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, _, text in items]
    return _cmap("/Adobe-Identity-UCS", "(UCS)", 2, "bfchar", lines)


def _encoding(items: Iterable[Item], places: Mapping[int, int]) -> bytes:
    lines = [f"<{code:04x}> {places[glyph]}" for code, glyph, _ in items]
    return _cmap(f"/{CMAP_NAME}", "(Identity)", 1, "cidchar", lines)


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
    while batch := list(islice(rest, _A_BLOCK)):
        yield "\n".join([f"{len(batch)} begin{block}", *batch, f"end{block}"])
