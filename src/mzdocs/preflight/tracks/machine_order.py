"""A plan, or the manifest's entry of a file -> what the machine was ordered to make; nothing where nobody has said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi
from typing import Any

from mzdocs.core.boxes import Point
from mzdocs.core.units import Length, Size, mm
from mzdocs.design.theme import CUT as CUT_INK
from mzdocs.design.theme import FOUR
from mzdocs.plan.document import Document, Holes
from mzdocs.plan.order_values import order_from


@dataclass(frozen=True)
class MachineOrder:
    """What was ordered: all is `None` of a file of which nobody has said anything.

    `corner` and `holes` are meant where `shape_said`; `cut` and `engraved` are what it is made by.
    """

    size: Size | None = None
    shape_said: bool = False
    corner: Length = mm(0)
    holes: Holes | None = None
    cut: bool | None = None
    engraved: bool | None = None

    @property
    def rounded_off(self) -> float:
        """Square millimetres that its corners take off the rectangle."""
        return (4 - pi) * self.corner.mm**2

    @property
    def drilled(self) -> list[Point]:
        """The middle of each hole ordered, millimetres from the lower left corner."""
        if not self.holes or not self.size:
            return []
        inset, width, height = self.holes.inset.mm, self.size.width.mm, self.size.height.mm
        return [(x, y) for x in (inset, width - inset) for y in (inset, height - inset)]


def of_plan(document: Document) -> MachineOrder:
    """All a plan says. One without an order is cut, and nobody says whether it is engraved."""
    sheet, inks = document.sheet, document.order.inks if document.order else None
    cut, engraved = (CUT_INK in inks, _is_engraved(inks)) if inks else (True, None)
    return MachineOrder(sheet.size, True, sheet.corner, sheet.holes, cut, engraved)


def of_manifest(entry: Mapping[str, Any] | None) -> MachineOrder:
    """What the manifest keeps of a plan; an entry nobody of ours wrote says nothing."""
    if entry is None:
        return MachineOrder()
    try:
        order = order_from(entry["order"])
        return MachineOrder(
            Size.parse(entry["size"]), True, order.corner, order.holes, CUT_INK in order.inks, _is_engraved(order.inks)
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return MachineOrder()


def _is_engraved(inks: tuple[str, ...]) -> bool:
    """What is printed in four colours is not engraved."""
    return FOUR not in inks
