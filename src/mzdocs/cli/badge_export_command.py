"""`mzdocs badge export`: public keys and void numbers -> JSON by which others verify badges."""

from __future__ import annotations

import click

from mzdocs.cli import options, show
from mzdocs.cli.known_badges import known_badges
from mzdocs.cli.messages import examples, say


@click.command(
    help=say(
        "输出公钥和作废名单（JSON，没有姓名），别的单位凭它离线核验。",
        "Print public keys and void numbers (JSON, no names), by which others verify offline.",
    ),
    epilog=examples("mzdocs badge export > badge-keys.json"),
)
@options.language
def export() -> None:
    """Print what others need.

    Raises:
        Stopped: the data have errors, or there is no public key.
    """
    from mzdocs.derive.badge_codes.register import exported

    show.line(exported(known_badges(None)))
