"""An imposition -> the page that shows by how much a printer's backs are off: rulers in front, two lines behind."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from mzdocs.core.units import Length, Size, mm
from mzdocs.kinds.badge_sheets import CLEARANCES, flip, offset, paper
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Imposition, Sheet

REACH = 10
"""Millimetres to both sides of the middle that can be read: printers off by more need a mechanic."""
_PER_MM = 2
_LABELLED = 2 * _PER_MM
_INSET, _TYPE = mm(20), mm(3.6)
"""Of the corner targets, and of the words, on A4; smaller on smaller sheets."""
_LEAST_TYPE = mm(2.2)


@dataclass(frozen=True)
class Tick:
    """One line of a ruler: how far right of, or below, the middle of the paper; its weight; its number."""

    at: Length
    length: Length
    label: str


def plan_calibration(data: StationData, issued: str, imposition: Imposition) -> Document:
    """A sheet of two pages with rulers on both, to read off how far the printer's back is from its front."""
    right, down = imposition.shift
    return Document(
        kind="badge",
        name="badges-calibration",
        title=f"{data.station.name} 胸牌双面打印校准页",
        set="signage",
        sheet=Sheet(imposition.sheet, safe=mm(4)),
        issued=issued,
        template="badge/calibration.html",
        theme=data.theme,
        fields={
            "station": data.station.name,
            "paper": paper(imposition.sheet),
            "flip": flip(imposition),
            "offset": offset(imposition),
            "across": ticks(right),
            "down": ticks(down),
            "back": imposition.back_shift,
            **_proportions(imposition.sheet),
        },
        expects=("胸牌双面打印校准页", offset(imposition), f"沿{flip(imposition)}翻转"),
        pages=2,
        standard="press",
        clearances=CLEARANCES,
    )


def ticks(moved: Length) -> list[Tick]:
    """A ruler's scale: every place bears the number to enter if the back's line is seen there.

    The back is moved by `moved` already, so in the middle of the paper stands what was entered before.
    """
    least, most = ceil((moved.mm - REACH) * _PER_MM), floor((moved.mm + REACH) * _PER_MM)
    return [_tick(moved, number) for number in range(least, most + 1)]


def _tick(moved: Length, number: int) -> Tick:
    length = mm(4 if number % _LABELLED == 0 else 3 if number % _PER_MM == 0 else 1.8)
    label = f"{number // _PER_MM}" if number % _LABELLED == 0 else ""
    return Tick(moved - mm(number / _PER_MM), length, label)


def _proportions(sheet: Size) -> dict[str, Length]:
    share = min(1.0, min(sheet.width, sheet.height).mm / 210)
    return {"inset": mm(round(_INSET.mm * share)), "type": max(_LEAST_TYPE, _TYPE * share)}
