"""How many characters stand side by side in a column of a paper's table: the same in Word and in PDF."""

from __future__ import annotations

from mzdocs.core.units import pt

SIZE, DENSE_SIZE = pt(14), pt(10.5)
_BESIDE, _DENSE_BESIDE = 3.4, 3.0
"""Millimetres that a column's rules and paddings take of its width, and a hair for rounding."""


def room(width: float, dense: bool) -> float:
    """Ems of a column so many millimetres wide."""
    beside, size = (_DENSE_BESIDE, DENSE_SIZE) if dense else (_BESIDE, SIZE)
    return (width - beside) / size.mm
