"""A face and the glyphs a file uses -> a font program with these only, numbered anew."""

from __future__ import annotations

from collections.abc import Mapping

import uharfbuzz as hb

from mzdocs.design import fonts
from mzdocs.design.fonts import Face

_DROPPED = ("BASE", "GPOS", "GSUB", "GDEF", "JSTF", "vmtx", "vhea", "VORG", "name", "DSIG", "kern", "gasp", "cmap",
            "OS/2", "post")  # fmt: skip


def glyph_subset(face: Face, glyphs: Mapping[int, str]) -> tuple[bytes, dict[int, int]]:
    """The program with these glyphs only, numbered anew, and each one's new number; 0 is always among them.

    What text each stands for is told for speed alone: HarfBuzz finds glyphs that are named by their characters at
    once, and of others it looks at every character the font has. The CIDs of a CFF program are the new numbers:
    readers do not agree on what others would mean.
    """
    wanted, font = hb.SubsetInput(), fonts.shaper(face)
    if all(len(text) == 1 and font.get_nominal_glyph(ord(text)) == glyph for glyph, text in glyphs.items()):
        wanted.unicode_set.set(sorted(map(ord, glyphs.values())))
    else:
        wanted.glyph_set.set(sorted({0, *glyphs}))
    flags = hb.SubsetFlags
    wanted.flags = (
        flags.DESUBROUTINIZE | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING
        | flags.CFF_IDENTITY_CHARSET
    )  # fmt: skip
    for tag in _DROPPED:
        wanted.drop_table_tag_set.add(int.from_bytes(tag.encode("ascii").ljust(4)))
    plan = hb.SubsetPlan(font.face, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)
