"""The name of a theme on the command line -> the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mzdocs.core.theme_choice import Theme
    from mzdocs.load import Workspace


def theme_named(name: str, space: Workspace, place: str) -> Theme:
    """The bureau's own theme of this name, or a shipped one; `place` is the argument or option it stands in.

    Raises:
        Stopped: there is none; all that there are, are told, or one of the bureau's cannot be read.
    """
    from mzdocs.core.problems import Location, Stopped
    from mzdocs.core.theme_choice import Theme, unknown_theme
    from mzdocs.design.theme import themes
    from mzdocs.load import load_themes

    own = load_themes(space)
    known = themes(own)
    if name not in known:
        raise Stopped([unknown_theme(name, known, Location(path=place))])
    return own.get(name, Theme(name))
