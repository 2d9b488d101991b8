"""`mzdocs build`: data files -> every set of their stations."""

from __future__ import annotations

from typing import Any

import click

from mzdocs.cli import options
from mzdocs.cli.building import build_stations
from mzdocs.cli.messages import examples, say
from mzdocs.core.problems import Exit
from mzdocs.kinds import KINDS


@click.command(
    help=say("生成全部：门牌、展板、胸牌、案卷、报告。", "Make everything."),
    epilog=examples("mzdocs build", "mzdocs build data/stations/taoyuan.yaml --only badge"),
)
@options.of_building(tuple(KINDS))
@options.badge_key
def build(**asked: Any) -> Exit:
    """Make every kind, or those of --only."""
    return build_stations(tuple(KINDS), **asked)
