"""What is measured of the sheets of a DOCX and of what is drawn across them. Values only, all frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mzdocs.core.units import Length

_COLOUR = re.compile("[0-9A-Fa-f]{6}")


def is_red(colour: str) -> bool:
    """Mostly red, however it was mixed."""
    if not _COLOUR.fullmatch(colour):
        return False
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0xB0 and green <= 0x60 and blue <= 0x60


Order = Literal["上粗下细", "上细下粗", "一样粗", ""]
"""Which line of a double rule is the thicker; none where a line is single."""


@dataclass(frozen=True)
class DrawnLine:
    """A long red line or bar drawn on the sheet, from its edges; with an `order` it is a double one by itself."""

    top: Length
    left: Length
    length: Length
    thickness: Length
    order: Order = ""

    @property
    def bottom(self) -> Length:
        """Its lower edge."""
        return self.top + self.thickness


@dataclass(frozen=True)
class DoubleRule:
    """A red double rule drawn on the sheet: its edges, from those of the sheet, its length, and its order."""

    top: Length
    bottom: Length
    left: Length
    length: Length
    order: Order


@dataclass(frozen=True)
class Border:
    """A rule: its width, its colour as six hexadecimal figures or `auto`, and its distance from the text."""

    width: Length
    colour: str
    space: Length
    plain: bool = True
    """One line without a gap."""


@dataclass(frozen=True)
class Page:
    """A section's sheet, its edges, its grid and where header and footer stand."""

    number: int
    width: Length
    height: Length
    top: Length
    right: Length
    bottom: Length
    left: Length
    footer: Length
    pitch: Length | None
    """From line to line of the grid; none without a grid of lines."""
    by_character: Length | None
    """From character to character of the grid; none without one."""
    footers: Mapping[str, str]
    first_differs: bool = False
    """Whether its first side has a header and footer of its own."""
    numbers: str = ""
    """The figures of its page numbers, as the file names them; Arabic ones for none."""
    counts_from: str = ""
    """The number its first side is given, as the file has it; nothing where it goes on from the side before."""
    columns: int = 1
    vertical: bool = False
    """Whether its lines run down the sheet."""
    adorned: tuple[Literal["lnNumType", "pgBorders"], ...] = ()
    """What stands on its sides beside the text: numbers of the lines, a frame round the side."""
    begins: str = "nextPage"
    """Where the section begins, as the file has it: on a new side, an even or odd one, or where the text stands."""

    @property
    def sideways(self) -> bool:
        """Whether the sheet is wider than high."""
        return self.width > self.height

    @property
    def text_width(self) -> Length:
        """From the left edge of the text to the right one."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> Length:
        """From the upper edge of the text to the lower one."""
        return self.height - self.top - self.bottom
