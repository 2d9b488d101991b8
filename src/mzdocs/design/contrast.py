"""A palette -> the pairs of ink and ground that cannot be read: contrast as WCAG 2 measures it, on screen colours."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Location, Problem, problem_type
from mzdocs.core.theme_choice import Theme
from mzdocs.design.theme import Colour, Rgb, palette

TOO_FAINT = problem_type(
    "MZ3662",
    "“{ink}”的字印在“{ground}”上看不清：对比度 {ratio}∶1，应不低于 {least}∶1",
    "Text in {ink} on {ground} cannot be read: its contrast is {ratio}:1, where {least}:1 is the least",
    "把深的一种改深，或者把浅的一种改浅。",
    "Make the dark one darker or the light one lighter.",
)

LEAST = 4.5
"""Of plain text (WCAG 2.1, success criterion 1.4.3)."""
PAIRS = (
    ("white", "primary"),
    ("gold-light", "primary"),
    ("white", "room"),
    ("primary", "paper"),
    ("primary-deep", "paper"),
    ("primary-deep", "tint"),
    ("primary-deep", "white"),
    ("ink", "paper"),
    ("ink", "tint"),
    ("ink", "plate"),
    ("ink", "white"),
    ("ink-soft", "paper"),
    ("ink-soft", "white"),
    ("white", "ink-soft"),
    ("blue", "white"),
)
"""What the shipped templates set in which colour on which ground."""


def ratio(one: Rgb, other: Rgb) -> float:
    """How much lighter the lighter of two colours is, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    """Relative luminance (WCAG 2.1; the curve of IEC 61966-2-1)."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in (n / 255 for n in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def measured(theme: Theme) -> list[tuple[Colour, Colour, float]]:
    """Every pair the templates use, with its contrast.

    Raises:
        Stopped: the palette is wrong.
    """
    colours = palette(theme)
    pairs = [(colours.colour(ink), colours.colour(ground)) for ink, ground in PAIRS]
    return [(ink, ground, ratio(ink.screen, ground.screen)) for ink, ground in pairs]


def too_faint(theme: Theme) -> Iterator[Problem]:
    """The pairs below `LEAST`, each where the theme wrote one of the two, if it did: the house's other holds."""
    places = palette(theme).places
    for ink, ground, contrast in measured(theme):
        if round(contrast, 2) < LEAST:
            place = max((places[ink.name], places[ground.name]), key=lambda place: _own(place, theme))
            yield TOO_FAINT.at(place, ink=ink.name, ground=ground.name, ratio=f"{contrast:.2f}", least=LEAST)


def _own(place: Location, theme: Theme) -> bool:
    return theme.own is not None and place.file.startswith(theme.own.shown)
