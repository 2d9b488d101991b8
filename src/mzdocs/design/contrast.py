"""A palette -> the pairs of ink and ground that cannot be read: contrast as WCAG 2 measures it, on screen colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mzdocs.core.problems import Location, Problem, Sentence, problem_type
from mzdocs.core.theme_choice import Theme
from mzdocs.design.colour_words import called
from mzdocs.design.theme import Colour, Rgb, palette

TOO_FAINT = problem_type(
    "MZ3662",
    "“{ink}”的字印在“{ground}”上看不清：对比度 {ratio}∶1，应不低于 {least}∶1",
    "Text in {ink} on {ground} cannot be read: its contrast is {ratio}:1, where {least}:1 is the least",
    "改色表：{remedy}",
    "Change the palette: {remedy}",
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
    return [(ink, ground, ratio(ink.screen, ground.screen)) for ink, ground in _pairs(theme)]


def _pairs(theme: Theme) -> list[tuple[Colour, Colour]]:
    colours = palette(theme)
    return [(colours.colour(ink), colours.colour(ground)) for ink, ground in PAIRS]


def too_faint(theme: Theme) -> Iterator[Problem]:
    """The pairs below `LEAST`, each where the theme wrote one of the two, if it did: the house's other holds."""
    places = palette(theme).places
    for ink, ground, contrast in measured(theme):
        if round(contrast, 2) < LEAST:
            darker_first = sorted((ink, ground), key=lambda colour: _luminance(colour.screen))
            ours = max(darker_first, key=lambda colour: _own(places[colour.name], theme))
            words = {
                "ink": called(ink.name),
                "ground": called(ground.name),
                "remedy": _remedy(ours, ground if ours is ink else ink, theme),
            }
            yield TOO_FAINT.at(places[ours.name], **words, ratio=f"{contrast:.2f}", least=LEAST)


def _own(place: Location, theme: Theme) -> bool:
    return theme.own is not None and place.file.startswith(theme.own.shown)


def _remedy(ours: Colour, other: Colour, theme: Theme) -> Sentence:
    """A value the theme's colour may have so that all text in it and on it can be read; if there is none, which way."""
    colours = palette(theme)
    ours = next(
        each for each in colours.colours if colours.places[each.name] == colours.places[ours.name]
    )  # not `like`
    deeper = _luminance(ours.screen) < _luminance(other.screen)
    beside = [each for pair in _pairs(theme) if ours in pair for each in pair if each != ours]
    value = _readable(ours, beside, (0, 0, 0) if deeper else (255, 255, 255))
    name, key = called(ours.name), ours.name
    zh, en = ("深", "darker") if deeper else ("浅", "lighter")
    if value is None:
        return Sentence("把深的一种改深，或者把浅的一种改浅。", "make the dark one darker or the light one lighter.")
    return Sentence(
        f'把“{name.zh}”改{zh}：screen = "{value}" 就够了，更{zh}也可以。',
        f'make {key} {en}: screen = "{value}" is enough.',
    )


def _readable(colour: Colour, beside: Iterable[Colour], towards: Rgb) -> str | None:
    """The nearest mixture of a colour with black or white that stands out from all of these."""
    mixtures = (mixed(colour.screen, towards, share / 100) for share in range(99, -1, -1))
    grounds = [each.screen for each in beside]
    fitting = (each for each in mixtures if all(ratio(each, ground) >= LEAST for ground in grounds))
    found = next(fitting, None)
    return None if found is None else "#" + bytes(found).hex()


def mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    """So much of one screen colour, the rest of another."""
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True))
    return red, green, blue
