"""`mzdocs check`: data files -> every problem in them; nothing is made."""

from __future__ import annotations

from pathlib import Path

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.messages import examples, say
from mzdocs.core.problems import Exit, Severity, Stopped


@click.command(
    help=say("检查数据，不生成任何文件。", "Check the data; makes nothing."),
    epilog=examples("mzdocs check", "mzdocs check taoyuan --fail-on finding", "mzdocs check --json"),
)
@click.option("--fail-on", type=click.Choice(["error", "finding"]), default="error", show_default=True,
              help=say("到什么程度算失败", "What counts as failure"))  # fmt: skip
@options.year
@options.of_stations
def check(files: tuple[Path, ...], fail_on: str, year: int | None, as_json: bool, quiet: bool) -> Exit:
    """Show findings and notices; errors stop it, as they stop a build, and what was found beside them is told too.

    Raises:
        Stopped: with every problem of every station, if one is an error.
    """
    from mzdocs.build.district_papers import issued_by_bureau
    from mzdocs.build.fleet import prepare_all
    from mzdocs.build.pipeline import Settings

    space, paths = stations.asked_for(files, year)
    try:
        prepared = prepare_all(paths, space, Settings())
    except Stopped as stopped:
        raise Stopped([*stopped.problems, *(() if quiet else stopped.beside)]) from None
    of_bureau = () if files else issued_by_bureau(space)
    differing = [problem for item in prepared for problem in item.reprints.differing]
    differing += [problem for problem in of_bureau if problem.severity is Severity.ERROR]
    found = [*prepared[0].of_district, *(problem for item in prepared for problem in item.problems), *of_bureau]
    if differing:
        raise Stopped([*differing, *(() if quiet else (each for each in found if each not in differing))])
    findings = sum(problem.severity is Severity.FINDING for problem in found)
    code = Exit.DATA if fail_on == "finding" and findings else Exit.DONE
    if as_json:
        show.as_json({"exit": int(code), "stations": len(prepared), "problems": show.problem_values(found)})
    elif not quiet:
        show.problems(found)
        checked, notices = len(prepared), len(found) - findings
        show.line(
            say(
                f"检查了 {checked} 个工作站：数据无错误，未达标 {findings} 处，提示 {notices} 条。",
                f"{checked} stations checked: no errors, {findings} findings, {notices} notices.",
            )
        )
    return code
