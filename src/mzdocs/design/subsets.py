"""A face and the glyphs a file uses -> a font program with these only, numbered anew."""

from __future__ import annotations

from collections.abc import Iterable

import uharfbuzz as hb

from mzdocs.design import fonts
from mzdocs.design.fonts import Face

_DROPPED = ("BASE", "GPOS", "GSUB", "GDEF", "JSTF", "vmtx", "vhea", "VORG", "name", "DSIG", "kern", "gasp", "cmap",
            "OS/2", "post")  # fmt: skip


def glyph_subset(face: Face, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
    """The program with these glyphs only, numbered anew, and each one's new number; 0 is always among them.

    The CIDs of a CFF program are these numbers: readers do not agree on what others would mean.
    """
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
