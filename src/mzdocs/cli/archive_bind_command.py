"""`mzdocs archive bind`: the volumes planned now -> lines of the binding ledger."""

from __future__ import annotations

from pathlib import Path

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.messages import examples, say


@click.command(
    help=say(
        "把现在排出的新案卷登记到装订台账：登记过的案卷以后不再变动。",
        "Enter the volumes planned now into the ledger: what is entered never changes again.",
    ),
    epilog=examples("mzdocs archive bind taoyuan"),
)
@options.of_stations
def bind(files: tuple[Path, ...], as_json: bool, quiet: bool) -> None:
    """Enter each station's new volumes, and say how many items that were."""
    from mzdocs.build.bind import bind_all

    space, paths = stations.asked_for(files)
    entered = bind_all(paths, space)
    if as_json:
        show.as_json({"exit": 0, "stations": [{"station": slug, "items": count} for slug, count in entered]})
    elif not quiet:
        for slug, count in entered:
            show.line(say(f"{slug}：新登记 {count} 件", f"{slug}: {count} items entered"))
