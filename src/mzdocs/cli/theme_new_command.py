"""`mzdocs theme new`: a leading colour -> a theme of the bureau's own in the workspace."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from mzdocs.cli import new_file, options, show, stations
from mzdocs.cli.asked_theme import theme_named
from mzdocs.cli.messages import examples, say
from mzdocs.cli.theme_show_command import tell
from mzdocs.core.problems import Exit, Location, Stopped, problem_type

if TYPE_CHECKING:
    from mzdocs.design.theme import Rgb

NO_COLOUR = problem_type(
    "MZ3663",
    "“{text}”不是颜色",
    "{text} is no colour",
    "颜色写成 #rrggbb，例如 #1f4e8c；命令行里加引号。",
    "Write a colour as #rrggbb, for example #1f4e8c, in quotes on the command line.",
    Exit.USAGE,
)
WRONG_THEME_NAME = problem_type(
    "MZ3664",
    "“{name}”不能用作主题名",
    "{name} cannot name a theme",
    "用小写字母、数字和连字符，以字母开头，例如 chengjiang-green。",
    "Use small letters, digits and hyphens, beginning with a letter: chengjiang-green.",
    Exit.USAGE,
)

THEME_THERE = problem_type(
    "MZ3671",
    "主题 {name} 已经有了，没有改动",
    "The theme {name} is there already and was not changed",
    "改这个 palette.toml（用 mzdocs theme show {name} 看结果），或把它删掉再重做，或换一个主题名。",
    "Edit this palette.toml (mzdocs theme show {name} tells the result), delete it first, or take another name.",
    Exit.OUTPUT,
)


@click.command(
    name="new",
    help=say(
        "在 data/themes/ 下写一个新主题：给出主色，其余颜色跟着走；印刷配比由程序推得。",
        "Write a new theme into data/themes/: the other colours follow from the leading one, inks from the profile.",
    ),
    epilog=examples("mzdocs theme new chengjiang-green --primary '#1f6b4a'", "mzdocs theme new ours --from blue"),
)
@click.argument("name", metavar=say("名称", "NAME"))
@click.option(
    "--from",
    "start",
    default="default",
    help=say("从哪个主题改起，不写就是程序自带的", "Theme to begin with, the shipped one by default"),
)
@click.option("--primary", metavar="#rrggbb", help=say("主色", "The leading colour"))
@click.option("--gold", metavar="#rrggbb", help=say("金色", "The gold"))
@click.option(
    "--room", metavar="#rrggbb", help=say("科室牌；不写则跟着主色", "Room plates; as the leading colour if not said")
)
@options.language_briefly
def new(name: str, start: str, primary: str | None, gold: str | None, room: str | None) -> Exit:
    """Write the palette, and say what it prints as and what cannot be read.

    Raises:
        Stopped: the name is taken or none, a colour is none, or there is no theme to begin with.
    """
    from mzdocs.design.theme import PALETTE
    from mzdocs.design.theme_draft import draft, new_colours
    from mzdocs.load import load_themes
    from mzdocs.load.theme_files import is_theme_name, themes_folder

    if not is_theme_name(name):
        raise Stopped([WRONG_THEME_NAME.at(name=name)])
    space = stations.workspace_of()
    chosen = {key: _read(text) for key, text in (("primary", primary), ("gold", gold), ("room", room)) if text}
    path = themes_folder(space) / name / PALETTE
    if os.path.lexists(path):
        raise Stopped([THEME_THERE.at(Location(space.name(path)), name=name)])
    text = draft(name, new_colours(theme_named(start, space, "--from"), chosen))
    new_file.save(path, text.encode("utf-8"))
    show.line(say(f"已写入 data/themes/{name}/{PALETTE}", f"Written: data/themes/{name}/{PALETTE}"))
    return tell(load_themes(space)[name])


def _read(text: str) -> Rgb:
    from mzdocs.design.theme import read_screen

    found = read_screen(text)
    if found is None:
        raise Stopped([NO_COLOUR.at(Location(), text=text)])
    return found
