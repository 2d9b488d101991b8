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
        "生成门牌、展板、胸牌，供制作单位使用；不读取客户档案。",
        "Make plaques, boards and badges for the shop; client files are not opened.",
    ),
    epilog=examples("mzdocs build-signage", "mzdocs build-signage taoyuan --only board"),
)
@options.of_building(of_sets("signage"))
@options.badge_key
def build_signage(**asked: Any) -> Exit:
    """Make signage only."""
    return build_stations(of_sets("signage"), **asked)
