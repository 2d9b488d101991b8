"""`mzdocs new-year`: the data of a year -> kept as they are, and data files ready for the next."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mzdocs.cli import new_file, options, show, stations
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.core.problems import Problem

if TYPE_CHECKING:
    from mzdocs.build.new_year import NewYear


@click.command(
    "new-year",
    help=say(
        "换年度：把今年的数据整份留存在 data/years/，数据文件改成下一年的（当年的检查、公文等取下，其余原样），"
        "并列出要做的事。",
        "Close the year: its data are kept whole in data/years/, the data files are made ready for the next year, and"
        " what is to be done is listed.",
    ),
    epilog=examples("mzdocs new-year 2027 --list todo.md", "mzdocs new-year 2027 --renew 2027-01-01 2029-12-31"),
)
@click.argument("year", type=click.IntRange(2000, 2999), metavar=say("年度", "YEAR"))
@click.option("--dir", "folder", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help=say("工作目录，默认当前的", "The workspace, the current one by default"))  # fmt: skip
@click.option("--renew", nargs=2, type=options.DAY, metavar=say("起 止", "FROM TO"),
              help=say("到“起”那天聘期已满的监督员，一律续聘这一期",
                       "Monitors whose term is over by FROM are given this one"))  # fmt: skip
@click.option("--list", "listed", type=options.FILE,
              help=say("要做的事另写成一个文件", "Write what is to be done to a file too"))  # fmt: skip
@options.quiet
@options.language
@options.as_json
def new_year(
    year: int,
    folder: Path | None,
    renew: tuple[datetime, datetime] | None,
    listed: Path | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Close the year, and show what was done and what is to be done."""
    from mzdocs.build.new_year import begin_year
    from mzdocs.load.workspace import find
    from mzdocs.model.people import Term

    if renew and renew[1] < renew[0]:
        raise click.BadParameter(say("止早于起", "it ends before it begins"), param_hint="--renew")
    new_file.refuse_taken(listed)
    space = find(folder) if folder else stations.workspace_of()
    renewed = Term.model_validate({"起": f"{renew[0]:%Y-%m-%d}", "止": f"{renew[1]:%Y-%m-%d}"}) if renew else None
    made = begin_year(space, year, renewed)
    if listed:
        new_file.save(listed, _listed(made.began, made.tasks).encode())
    if as_json:
        kept = show.path_in(made.kept, space.root)
        show.as_json({"exit": 0, "year": made.began, "kept": kept, "tasks": show.problem_values(made.tasks)})
    elif not quiet:
        _show(made, space.root)


def _show(made: NewYear, root: Path) -> None:
    kept, count = show.path_in(made.kept, root), len(made.tasks)
    show.problems(made.tasks)
    show.line(
        say(
            f"{made.closed} 年的数据留存在 {kept}；数据文件现在是 {made.began} 年的，要做的事 {count} 件。"
            "下一步：mzdocs check",
            f"The data of {made.closed} are kept in {kept}; the data files are of {made.began} now, with {count} things"
            " to do. Next: mzdocs check",
        )
    )


def _listed(year: int, tasks: tuple[Problem, ...]) -> str:
    """What is to be done as boxes to tick, file by file (Markdown)."""
    lines = [say(f"# {year} 年要做的事", f"# To do for {year}")]
    for name in dict.fromkeys(task.location.file for task in tasks):
        lines += ["", f"## {name}", ""]
        for task in tasks:
            if task.location.file == name:
                lines.append(f"- [ ] {task.message(LANGUAGE)}{say('。', '. ')}{task.remedy(LANGUAGE)}")
    return "\n".join(lines) + "\n"
