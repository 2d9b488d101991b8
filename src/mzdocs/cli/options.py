"""The options and arguments that several commands share, each written once."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from mzdocs.cli.completed_names import station_items, theme_items
from mzdocs.cli.messages import say
from mzdocs.cli.named_choice import NamedChoice, chosen

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _language(help: str) -> Callable[[_Command], _Command]:
    """The value is read before click is asked (`messages.LANGUAGE`), so no command receives it."""
    return click.option("--lang", type=click.Choice(["zh", "en"]), expose_value=False, help=help)


def _folder(help: str) -> Callable[[_Command], _Command]:
    return click.option("--output", type=click.Path(path_type=Path, file_okay=False), help=help)


language = _language(say("语言，默认中文", "Language, Chinese by default"))
language_briefly = _language(say("语言", "Language"))
quiet = click.option("-q", "--quiet", is_flag=True, help=say("只显示错误", "Show errors only"))
as_json = click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "Print JSON"))
theme = click.option("--theme", shell_complete=theme_items, help=say("主题", "Theme"))
output = _folder(say("输出文件夹，默认 output/", "Output folder, output/ by default"))
built_output = _folder(say("成品所在的输出文件夹，默认 output/", "Output folder, output/ by default"))
"""Of a command that reads what was built."""
DAY = click.DateTime(["%Y-%m-%d"])
DAY_SHOWN = "2030-01-01"
"""How help shows a day is written."""
FILE = click.Path(path_type=Path, dir_okay=False)
discard_edits = click.option(
    "--discard-edits",
    is_flag=True,
    help=say("手工改过的成品不另存", "Do not set aside files that were edited by hand"),
)
year = click.option(
    "--year",
    type=click.IntRange(2000, 2999),
    help=say("往年的：用 data/years/ 里留存的那一年的数据", "A closed year: with its data as kept in data/years/"),
)
output_file = click.option("--output", type=FILE, help=say("写到哪里", "Where to"))
strict = click.option(
    "--strict",
    is_flag=True,
    help=say(
        "写法与规范不同的（2026/1/5、1,200元……）当作错误，不替你读",
        "What is written otherwise (2026/1/5, 1,200元 …) is an error instead of being read and told",
    ),
)
badge_key = click.option(
    "--badge-key",
    type=FILE,
    envvar="MZDOCS_BADGE_KEY",
    help=say(
        "签胸牌二维码的密钥文件，默认看环境变量 MZDOCS_BADGE_KEY；没有就写“未签名”",
        "Key file that signs the codes of badges, or MZDOCS_BADGE_KEY; without it they say that they are not signed",
    ),
)
monitor = click.option(
    "--monitor",
    metavar=say("代码", "CODE"),
    help=say(
        "只补做这一名监督员的胸牌，写代码，例如 001-01；成套里别的文件保留原样",
        "Make this monitor's badge again, by code, such as 001-01; all other files of the set stay",
    ),
)
finished_files = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar=say("文件", "FILES")
)


def stations_named(name: str) -> Callable[[_Command], _Command]:
    """The argument that names stations, none for all."""
    return click.argument(
        name,
        nargs=-1,
        type=click.Path(path_type=Path),
        metavar=say("工作站", "STATIONS"),
        help=_STATION,
        shell_complete=station_items,
    )


def station_named(name: str) -> Callable[[_Command], _Command]:
    """The argument that names one station."""
    return click.argument(
        name,
        type=click.Path(path_type=Path),
        metavar=say("工作站", "STATION"),
        help=_STATION,
        shell_complete=station_items,
    )


_STATION = say(
    "街道或工作站的名称、街道代码、代号或数据文件：桃源街道、桃源、001、taoyuan",
    "A street or station by name, street code, short name or data file: taoyuan, 001",
)


def of_stations(command: _Command) -> _Command:
    """What a command on stations takes: `files`, `as_json`, `quiet`."""
    return stations_named("files")(as_json(language(quiet(command))))


def _kinds(kinds: Sequence[str]) -> NamedChoice:
    """These kinds by code, title or a part of it, or all of a set by its title."""
    from mzdocs.kinds import KINDS, SET_TITLES

    sets = dict.fromkeys(KINDS[kind].set for kind in kinds)
    groups = {SET_TITLES[one].zh: [kind for kind in kinds if KINDS[kind].set == one] for one in sets}
    return NamedChoice({kind: KINDS[kind].title for kind in kinds}, groups)


def only_of(kinds: Sequence[str]) -> Callable[[_Command], _Command]:
    """The option that names some of these kinds."""
    return click.option(
        "--only",
        multiple=True,
        type=_kinds(kinds),
        callback=lambda _context, _option, values: chosen(values),
        help=say("只做这一种，可写多次；其余的保留原样", "Make this kind only (may repeat); others stay"),
    )


def of_building(kinds: Sequence[str]) -> Callable[[_Command], _Command]:
    """What a command that makes these kinds takes: `of_stations`, and each option by its name."""
    whole = click.option(
        "--all-or-none",
        is_flag=True,
        help=say("有一处错误就什么也不换", "One error anywhere: nothing is replaced"),
    )
    jobs = click.option(
        "-j",
        "--jobs",
        type=click.IntRange(1, 64),
        default=os.cpu_count() or 1,
        show_default=True,
        help=say("同时用几个进程生成", "Processes that make files at the same time"),
    )
    force = click.option(
        "--force",
        is_flag=True,
        help=say("全部重新生成，不沿用没有变化的文件", "Make every file, also those of which nothing changed"),
    )
    dry_run = click.option(
        "--dry-run",
        is_flag=True,
        help=say("只说要重做哪些文件，不生成", "Say which files would be made; make nothing"),
    )

    def decorate(command: _Command) -> _Command:
        return of_stations(only_of(kinds)(output(theme(jobs(whole(force(discard_edits(dry_run(strict(command))))))))))

    return decorate
