"""`mzdocs theme show`: a theme -> what each of its colours prints as, and what cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.asked_theme import theme_named
from mzdocs.cli.completed_names import theme_items
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.core.problems import Exit

if TYPE_CHECKING:
    from mzdocs.core.theme_choice import Theme


@click.command(
    name="show",
    help=say(
        "一个主题的每种颜色印出来是多少，字看不看得清。", "What each colour of a theme prints as and how it reads."
    ),
    epilog=examples("mzdocs theme show", "mzdocs theme show blue"),
)
@click.argument("name", default="default", shell_complete=theme_items, metavar=say("主题", "NAME"))
@options.language_briefly
def show_theme(name: str) -> Exit:
    """Every colour with its process inks, given or worked out, and every pair that cannot be read.

    Raises:
        Stopped: there is no such theme, or its palette is wrong.
    """
    return tell(theme_named(name, stations.workspace_of(), say("主题", "NAME")))


def tell(theme: Theme) -> Exit:
    """Say what a theme prints as; data are at fault where text cannot be read."""
    from mzdocs.design.colour_words import called
    from mzdocs.design.contrast import too_faint
    from mzdocs.design.theme import palette
    from mzdocs.press import process_inks

    heads = (say("颜色", "colour"), say("屏幕", "screen"), "C", "M", "Y", "K", say("来历", "from"))
    rows = [
        (
            called(colour.name).say(LANGUAGE),
            colour.hex,
            *(f"{100 * share:.0f}" for share in process_inks(colour)),
            say("推得", "profile") if colour.press is None else say("写定", "palette"),
        )
        for colour in palette(theme).colours
    ]
    show.table(heads, rows, numbers=range(2, 6))
    faint = list(too_faint(theme))
    show.problems(faint)
    return Exit.DATA if faint else Exit.DONE
