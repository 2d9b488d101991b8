"""`mzdocs convert`: a data file as YAML -> the same as a workbook, or back."""

from __future__ import annotations

from pathlib import Path

import click

from mzdocs.cli import new_file, options, show
from mzdocs.cli.messages import examples, say


@click.command(
    help=say(
        "把数据文件在 YAML 和 Excel 工作簿之间转换：内容一样，不覆盖原有的文件。",
        "Convert a data file between YAML and an Excel workbook: the same facts; no file is overwritten.",
    ),
    epilog=examples("mzdocs convert data/stations/taoyuan.yaml taoyuan.xlsx", "mzdocs convert taoyuan.xlsx new.yaml"),
)
@click.argument("source", type=options.FILE, metavar=say("原文件", "SOURCE"))
@click.argument("target", type=options.FILE, metavar=say("新文件", "TARGET"))
@options.quiet
@options.language
def convert(source: Path, target: Path, quiet: bool) -> None:
    """Write the other format, and tell what changed its place.

    Raises:
        Stopped: the file has errors, the target is there already, or something would be lost.
    """
    from mzdocs.load.conversion import converted

    new_file.refuse_taken(target)
    made = converted(source, source.name, target)
    files = {target: made.data, **{target.with_name(name): data for name, data in made.tables.items()}}
    for path in files:
        new_file.refuse_taken(path)
    for path, data in files.items():
        new_file.save(path, data)
    if not quiet:
        show.problems(made.told)
        for path in files:
            show.line(say(f"已写入 {path}。", f"Written: {path}.") + new_file.twin_told(path))
