"""`mzdocs template`: a name -> an empty workbook to fill in, for a station or the district."""

from __future__ import annotations

from pathlib import Path

import click

from mzdocs.cli import new_file, options, show, stations
from mzdocs.cli.messages import examples, say
from mzdocs.core.problems import Stopped


@click.command(
    help=say(
        "写一个空的 Excel 工作簿供填写：工作站的，名称写 district 则是区的。",
        "Write an empty Excel workbook to fill in: of a station, or of the district if the name is district.",
    ),
    epilog=examples("mzdocs template taoyuan", "mzdocs template taoyuan --output data/stations/taoyuan.xlsx"),
)
@click.argument("name", metavar=say("名称", "NAME"))
@options.output_file
@options.language
def template(name: str, output: Path | None) -> None:
    """Write the workbook; inside a workspace the parts of the design that the district has locked are closed.

    Raises:
        Stopped: there is such a file already, or it cannot be written.
    """
    from mzdocs.load.book_template import template_of

    target = output or Path(f"{name}.xlsx")
    new_file.refuse_taken(target)
    new_file.save(target, template_of(name, _locked()))
    show.line(say(f"模板已写入 {target}。", f"Written: {target}. ") + new_file.twin_told(target) + _next(target, name))


def _next(target: Path, name: str) -> str:
    """What comes after it is written: it is read only where data files stand."""
    folder = Path("data") if name == "district" else Path("data", "stations")
    if target.absolute().parent.parts[-len(folder.parts) :] == folder.parts:
        return say("填好后运行 mzdocs check。", "Fill it in, then run mzdocs check.")
    return say(
        f"填好后放进 {folder}/，再运行 mzdocs check。", f"Fill it in, put it into {folder}/, then run mzdocs check."
    )


def _locked() -> frozenset[str]:
    """What the district has locked, as far as there is a district to ask."""
    from mzdocs.load import load_district

    try:
        return frozenset(load_district(stations.workspace_of())[0].design.locked)
    except Stopped:
        return frozenset()
