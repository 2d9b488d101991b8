"""`mzdocs district`: the data of all stations -> the district's own papers."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mzdocs.cli import building, options, show, stations
from mzdocs.cli.asked_theme import theme_named
from mzdocs.cli.messages import examples, say
from mzdocs.core.problems import Exit, Severity
from mzdocs.kinds import of_sets


@click.command(
    help=say(
        "由全部工作站的数据生成区里的文书：实施方案、验收汇总表、三有四全对照表、通报、公示。数据缺失或有错的站照样列出。",
        "Make the district's own papers from all stations: plan, summary, matrix, circular, public notice. A station"
        " without sound data is shown as such.",
    ),
    epilog=examples("mzdocs district"),
)
@options.theme
@options.output
@options.year
@options.discard_edits
@options.quiet
@options.language
@options.as_json
def district(
    theme: str | None, output: Path | None, year: int | None, discard_edits: bool, quiet: bool, as_json: bool
) -> Exit:
    """Make the papers, and show the errors of stations and what the district's own data lack."""
    from mzdocs.build.district_papers import build_district
    from mzdocs.build.settings import Settings
    from mzdocs.load.workspace import resolved

    space = stations.workspace_of().of_year(year)
    if theme is not None:
        theme_named(theme, space, "--theme")
    beside = resolved(output) if output else None
    made = build_district(space, Settings(of_sets("reports"), beside, theme, discard_edits=discard_edits))
    own = space.name(space.district_file)
    found = [each for each in made.problems if each.severity is Severity.ERROR or each.location.file == own]
    told = [*found, *made.errors]
    if as_json:
        values = building.made_values([made], space.root)
        show.as_json(
            {
                "exit": int(building.ended([made])),
                "stations": values,
                "problems": show.problem_values(told),
            }
        )
    elif not quiet:
        show.problems(found)
        building.show_made([made], space.root, made.seconds)
    if not as_json:
        building.show_issued([made], quiet)
        show.problems(made.errors, sys.stderr)
    return building.ended([made])
