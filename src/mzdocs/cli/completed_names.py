"""The beginning of a word on the command line -> the stations or themes it may be, for a shell that completes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mzdocs.core.problems import Stopped

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def station_items(*asked: Any) -> list[CompletionItem]:
    """Short names, and streets where these are written; files where neither begins so. Asked as click asks."""
    from click.shell_completion import CompletionItem

    from mzdocs.cli.station_names import called_by
    from mzdocs.cli.stations import workspace_of

    begun = str(asked[-1])
    try:
        stations = list(called_by(workspace_of()))
    except Stopped:
        stations = []
    words = [(name, each.shown) for each in stations for name in (each.path.stem, each.street) if name]
    found = [CompletionItem(name, help=shown) for name, shown in words if name.startswith(begun)]
    short = [item for item in found if item.value.isascii()] if not begun else found
    return short or [CompletionItem(begun, type="file")]


def theme_items(*asked: Any) -> list[CompletionItem]:
    """Every theme that begins so, the bureau's own among them. Asked as click asks."""
    from click.shell_completion import CompletionItem

    from mzdocs.cli.stations import workspace_of
    from mzdocs.design.theme import themes
    from mzdocs.load import load_themes

    try:
        own = list(load_themes(workspace_of()))
    except Stopped:
        own = []
    return [CompletionItem(name) for name in themes(own) if name.startswith(str(asked[-1]))]
