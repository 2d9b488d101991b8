"""`mzdocs init`: a new folder -> the sample district in it; the same as `mzdocs new --sample`."""

from __future__ import annotations

from pathlib import Path

import click

from mzdocs.cli import options
from mzdocs.cli.messages import examples, say
from mzdocs.cli.new_command import write_sample


@click.command(
    help=say("在新文件夹里生成样例：一个区、八个街道。", "Write the sample district into a new folder."),
    epilog=examples("mzdocs init my-district"),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar=say("文件夹", "FOLDER"))
@options.language_briefly
def init(folder: Path) -> None:
    """Write the sample, and say what to run next."""
    write_sample(folder)
