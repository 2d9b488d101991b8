"""`mzdocs init`: a new folder -> the sample district in it."""

from __future__ import annotations

from pathlib import Path

import click

from mzdocs.cli import options, show
from mzdocs.cli.messages import examples, say


@click.command(
    help=say("在新文件夹里生成样例：一个区、八个街道。", "Write the sample district into a new folder."),
    epilog=examples("mzdocs init my-district"),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar=say("文件夹", "FOLDER"))
@options.language_briefly
def init(folder: Path) -> None:
    """Write the sample, and say what to run next."""
    from mzdocs.load import sample

    sample.write(folder)
    show.line(
        say(
            f"样例已写入 {folder}。下一步：cd {folder} && mzdocs build",
            f"Sample written. Next: cd {folder} && mzdocs build",
        )
    )
