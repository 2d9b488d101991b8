"""The layout engine's styles: a property that no rule sets has its parent's value, or the one it begins with.

An element has a hundred properties and its rules set a dozen. The engine asks of each of the others all that can be
asked of one that is set; they are a third of what its styles take. Of any other property it is asked as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

_OWN_WAY = ("page", "position", "float", "display")
"""Properties that are worked out even where nothing sets them; so are those of decorated text."""
_DECORATION = "text_decoration_"
_AS_WRITTEN = (str, int, float)
"""Values that no function can stand in."""


@cache
def install() -> None:
    """From now on the engine looks a property up so; once, for what is put in its place calls what was there."""
    from weasyprint.css import ComputedStyle

    ComputedStyle.__missing__ = _looked_up(ComputedStyle.__missing__)


def _looked_up(ask: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    begins, inherited, ways = _begins(), _inherited(), _other_ways()

    @wraps(ask)
    def looked_up(style: Any, key: str) -> Any:
        held = style.cascaded
        if key in held or any(way in held for way in ways.get(key, ())):
            return ask(style, key)
        if key in begins:
            value = style[key] = begins[key]
            return value
        if key in inherited and style.parent_style is not None:
            value = style.parent_style[key]
            if isinstance(value, _AS_WRITTEN):
                style[key] = value
                return value
        return ask(style, key)

    return looked_up


def _plain(key: str) -> bool:
    return key not in _OWN_WAY and not key.startswith(_DECORATION)


def _begins() -> dict[str, Any]:
    """What the properties begin with that are not inherited and need no working out."""
    from weasyprint.css.functions import check_math
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

    own = INITIAL_VALUES.keys() - INHERITED - INITIAL_NOT_COMPUTED
    return {key: INITIAL_VALUES[key] for key in own if _plain(key) and not check_math(INITIAL_VALUES[key])}


def _inherited() -> frozenset[str]:
    from weasyprint.css.properties import INHERITED

    return frozenset(filter(_plain, INHERITED))


def _other_ways() -> dict[str, tuple[str, ...]]:
    """The names by which rules may set a property along or across the lines, whichever way they run."""
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS

    return {
        key: tuple({named(block="ttb", inline=inline) for inline in ("ltr", "rtl")})
        for key, named in PHYSICAL_FUNCTIONS.items()
    }
