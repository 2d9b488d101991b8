"""`mzdocs proof`: what was delivered of a station -> numbered proof sheets to look at and sign."""

from __future__ import annotations

from pathlib import Path

import click

from mzdocs.cli import new_file, options, show, stations
from mzdocs.cli.messages import examples, say
from mzdocs.core.problems import stop_at_errors


@click.command(
    "proof",
    help=say(
        "出校样：一个工作站的门牌、展板、胸牌、公示和公文，每一页缩印，编号，注明比例和校验，供传看、签字；没有档案。",
        "Proof sheets on A4 of all a station may show, every page numbered, to scale, with its sum, to be signed;"
        " nothing of the archive.",
    ),
    epilog=examples("mzdocs proof taoyuan", "mzdocs proof taoyuan --output 桃源校样.pdf"),
)
@options.station_named("file")
@options.output_file
@options.language
@options.quiet
def proof(file: Path, output: Path | None, quiet: bool) -> None:
    """Write the proof into a new file.

    Raises:
        Stopped: nothing was delivered, or the file is there already.
    """
    from mzdocs.bundle.station_proof import station_proof
    from mzdocs.load import load_approvals, load_district

    space, paths = stations.asked_for((file,))
    slug = paths[0].stem
    target = output or Path(f"{slug}-校样.pdf")
    new_file.refuse_taken(target)
    approvals, problems = load_approvals(space, slug)
    stop_at_errors(problems)
    data, sheets = station_proof(space.output / slug, load_district(space)[0].year, approvals)
    new_file.save(target, data)
    if not quiet:
        show.line(say(f"校样 {sheets} 张，已写入 {target}。", f"{sheets} proof sheets: {target}."))
