"""The face whose strokes are the single lines an engraver writes small letters with: the thinnest sans.

It is of the family signs are set in, so that every character they can bear is in it, figures and Latin letters
among them, and stands as wide and as high. Its strokes are a thirtieth of its size: to a tool they are lines.
"""

from __future__ import annotations

from mzdocs.core.problems import NOWHERE, Problem
from mzdocs.design import fonts
from mzdocs.design.fonts import Face

PACKAGE = "fonts-noto-cjk-extra"
FACE = Face(
    "Noto Sans CJK SC Thin", False, "NotoSansCJK-Thin.ttc", 2, 0.03,
    "6efb3dfee32c261d6be3c2b1f89928afc1d18328499cddda4b1833338e7054b7", as_pinned=True,
)  # fmt: skip


def verify(thorough: bool = False) -> list[Problem]:
    """What is wrong with the face; only districts that have small text engraved in single lines need it."""
    if not FACE.path.is_file():
        return [fonts.FONTS_MISSING.at(NOWHERE, files=FACE.file)]
    if fonts.sum_of(FACE, thorough) != FACE.sha256:
        return [fonts.FONT_CHANGED.at(NOWHERE, files=FACE.file, home=str(fonts.home()))]
    return []


def without_lines(text: str) -> str:
    """The characters the face has not, each once."""
    return "".join(char for char in dict.fromkeys(text) if not fonts.covers(FACE, char))


def width(character: str) -> float:
    """How far the character moves the line on, in em."""
    return fonts.advance(character, FACE)
