"""A command line -> its command, run; each command is one file of this room."""

from __future__ import annotations

import sys

import click

from mzdocs.cli import options
from mzdocs.cli.command_table import COMMANDS
from mzdocs.cli.exit_handling import ended
from mzdocs.cli.lazy_commands import LazyCommands, LazyGroup
from mzdocs.cli.messages import examples, say
from mzdocs.core.environment import as_typed

__all__ = ["cli", "main"]


@click.group(
    cls=LazyGroup,
    commands=LazyCommands(COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "mzdocs：由一个数据文件做出街道民政工作站的全套门牌、展板、胸牌、案卷目录和检查报告。",
        "mzdocs makes all the paper of a street civil affairs station from one data file.",
    ),
    epilog=examples("mzdocs new my-district && cd my-district", "mzdocs check", "mzdocs build"),
)
@options.language
@click.version_option(
    None, "--version", package_name="mzdocs", message="mzdocs %(version)s", help=say("显示版本", "Show the version")
)
def cli() -> None:
    """All commands."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; every way it can end has its exit code, and none is a traceback."""
    return ended(cli, as_typed(sys.argv[1:]) if arguments is None else arguments)
