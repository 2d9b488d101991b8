"""`mzdocs build-signage`: data files without the client files -> plaques, boards and badges."""

from __future__ import annotations

from typing import Any

import click

from mzdocs.cli import options
from mzdocs.cli.building import build_stations
from mzdocs.cli.messages import examples, say
from mzdocs.core.problems import Exit
from mzdocs.kinds import of_sets


@click.command(
    "build-signage",
    help=say(
        "生成门牌、展板、胸牌，供制作单位使用；不取用客户档案。",
        "Make plaques, boards and badges for the shop; no client file is used.",
    ),
    epilog=examples(
        "mzdocs build-signage",
        "mzdocs build-signage taoyuan --only board",
        "mzdocs build-signage taoyuan --monitor 001-01",
    ),
)
@options.of_building(of_sets("signage"))
@options.badge_key
@options.monitor
def build_signage(**asked: Any) -> Exit:
    """Make signage only.

    Raises:
        click.UsageError: one badge is asked for, and something else or several stations beside it.
    """
    if asked["monitor"] is not None:
        if len(asked["files"]) != 1 or set(asked["only"]) - {"badge"}:
            raise click.UsageError(
                say("--monitor 要写一个工作站，只做胸牌", "--monitor takes one station and makes badges only")
            )
        asked["only"] = ("badge",)
    return build_stations(of_sets("signage"), **asked)
