"""Lengths and sizes that know their unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering

_UNITS = {"mm": 1.0, "毫米": 1.0, "cm": 10.0, "厘米": 10.0, "m": 1000.0, "米": 1000.0}
MOST = 5_000.0
"""Five metres: a PDF page goes no further (14,400 units of 1/72 inch, ISO 32000-1 annex C)."""
FARTHEST = 100_000.0
"""A hundred metres: no sign of an office is read from farther."""
MOST_SHIFT = 20.0
"""Two centimetres: a printer that is off by more needs a mechanic."""
POINT = 25.4 / 72
"""Millimetres: the unit of PDF, of which an inch has 72."""
_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_UNIT = "(mm|cm|m|毫米|厘米|米)"
_LENGTH = re.compile(rf"{_NUMBER}\s*{_UNIT}")
_SIZE = re.compile(rf"{_NUMBER}\s*{_UNIT}?\s*[×xX*]\s*{_NUMBER}\s*{_UNIT}")


@total_ordering
@dataclass(frozen=True)
class Length:
    """A length, kept in millimetres."""

    mm: float

    @property
    def pt(self) -> float:
        """PostScript points, 72 to the inch."""
        return self.mm * 72 / 25.4

    @property
    def px(self) -> float:
        """CSS pixels, 96 to the inch."""
        return self.mm * 96 / 25.4

    def __add__(self, other: Length) -> Length:
        return Length(self.mm + other.mm)

    def __sub__(self, other: Length) -> Length:
        return Length(self.mm - other.mm)

    def __mul__(self, factor: float) -> Length:
        return Length(self.mm * factor)

    __rmul__ = __mul__

    def __lt__(self, other: Length) -> bool:
        return self.mm < other.mm

    def __str__(self) -> str:
        return f"{self.mm:g}mm"

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read `1.2 mm`, `12厘米`.

        Raises:
            ValueError: no number, or no unit: a bare number is never guessed; or beyond `MOST`.
        """
        length = cls._read(text)
        if length.mm > MOST:
            raise ValueError(text)
        return length

    @classmethod
    def parse_distance(cls, text: str) -> Length:
        """Read how far off something is, `10 m`: it need not go on a sheet.

        Raises:
            ValueError: as for `parse`; nothing, or beyond `FARTHEST`.
        """
        length = cls._read(text)
        if not 0 < length.mm <= FARTHEST:
            raise ValueError(text)
        return length

    @classmethod
    def parse_shift(cls, text: str) -> Length:
        """Read by how much something is moved, `-0.5 mm`: either way, at most `MOST_SHIFT`.

        Raises:
            ValueError: as for `parse`.
        """
        text = text.strip()
        length = cls._read(text.removeprefix("-"))
        if length.mm > MOST_SHIFT:
            raise ValueError(text)
        return length * (-1 if text.startswith("-") else 1)

    @classmethod
    def _read(cls, text: str) -> Length:
        found = _LENGTH.fullmatch(text.strip())
        if not found:
            raise ValueError(text)
        return cls(float(found[1]) * _UNITS[found[2]])


def mm(value: float) -> Length:
    """A length of so many millimetres."""
    return Length(value)


def pt(value: float) -> Length:
    """A length of so many PostScript points, 72 to the inch."""
    return Length(value * 25.4 / 72)


def px(value: float) -> Length:
    """A length of so many CSS pixels, 96 to the inch."""
    return Length(value * 25.4 / 96)


@dataclass(frozen=True)
class Size:
    """Width by height of a flat thing, in that order."""

    width: Length
    height: Length

    @property
    def portrait(self) -> bool:
        """Whether it is higher than wide; a square is not."""
        return self.height > self.width

    def __str__(self) -> str:
        return f"{self.width.mm:g}×{self.height.mm:g} mm"

    @classmethod
    def parse(cls, text: str) -> Size:
        """Read `600×400 mm` (width first).

        Raises:
            ValueError: not two numbers with a unit, a side of nothing, or one beyond `MOST`.
        """
        found = _SIZE.fullmatch(text.strip())
        if not found:
            raise ValueError(text)
        width, first, height, last = found.groups()
        size = cls(Length(float(width) * _UNITS[first or last]), Length(float(height) * _UNITS[last]))
        if not all(0 < side.mm <= MOST for side in (size.width, size.height)):
            raise ValueError(text)
        return size
