"""A theme -> what each colour that is painted must come out as: process inks, named ink, Lab on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mzdocs.bundle.signage_set import Signage
from mzdocs.design.colour_difference import Lab, delta_e
from mzdocs.design.colour_words import USES
from mzdocs.design.theme import FOUR, Colour, palette
from mzdocs.press import lab, process_inks


@dataclass(frozen=True)
class ColourTarget:
    """One colour: its use, how it looks, its process inks in percent, its named ink, Lab (D50, paper included), and the
    `nearest` colour of the card the shop works by, with how far off it is: nobody says that it is the same.
    """

    use: str
    hex: str
    inks: tuple[str, ...]
    named: str
    lab: tuple[int, int, int]
    derived: bool
    nearest: str


def colour_targets(signage: Signage) -> list[ColourTarget]:
    """The targets of a station's theme; a named ink stands there only where one of its signs orders it."""
    ordered = {ink for _, order in signage.ordered for ink in order.inks}
    colours = palette(signage.theme)
    known = {colour.name: colour for colour in colours.colours}
    return [_target(known[name], use, ordered, colours.card) for name, use in USES.items() if name in known]


def _target(colour: Colour, use: str, ordered: set[str], card: Mapping[str, Lab]) -> ColourTarget:
    shares = process_inks(colour)
    named = colour.ink if colour.ink in ordered and colour.ink != FOUR else ""
    inks = tuple(f"{100 * share:.0f}" for share in shares)
    measured = lab(shares)
    return ColourTarget(use, colour.hex, inks, named or "", measured, colour.press is None, _nearest(measured, card))


def _nearest(measured: Lab, card: Mapping[str, Lab]) -> str:
    """The colour of a card that looks most alike; equals are told by their names."""
    if not card:
        return ""
    apart, name = min((delta_e(measured, there), name) for name, there in card.items())
    return f"{name}（ΔE {apart:.1f}）"
