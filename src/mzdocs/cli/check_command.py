"""`mzdocs check`: data files -> every problem in them; nothing is made."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mzdocs.cli import marking, options, show, stations
from mzdocs.cli.mend_words import mend
from mzdocs.cli.messages import examples, say
from mzdocs.cli.named_choice import NamedChoice
from mzdocs.core.problems import Exit, Problem, Sentence, Severity, Stopped

if TYPE_CHECKING:
    from mzdocs.build.preparation import Prepared
    from mzdocs.build.settings import Settings
    from mzdocs.load import Workspace
    from mzdocs.model.station_data import StationData


FAILS = NamedChoice({"error": Sentence("错误", "errors"), "finding": Sentence("问题", "findings")})


@click.command(
    help=say("检查数据，不生成任何文件。", "Check the data; makes nothing."),
    epilog=examples(
        "mzdocs check",
        "mzdocs check taoyuan --fail-on finding",
        "mzdocs check --on 2027-03-01",
        "mzdocs check taoyuan --fix --dry-run",
        "mzdocs check --json",
    ),
)
@click.option("--fail-on", type=FAILS, default="error", show_default=True,
              help=say("到什么程度算失败", "What counts as failure"))  # fmt: skip
@click.option("--on", type=options.DAY, metavar=options.DAY_SHOWN,
              help=say("按哪一天判断人员、聘期和依据，默认检查那天；不影响评分和公文",
                       "Day as of which it is judged, that of the inspection by default"))  # fmt: skip
@click.option("--mark", type=options.FILE, metavar=say("新文件", "OUT.xlsx"),
              help=say("另存一份工作簿，每处错误标红并注明怎样改；只用于一个 .xlsx",
                       "Save a copy of the workbook with every fault marked; of one .xlsx"))  # fmt: skip
@options.strict
@click.option(
    "--fix",
    is_flag=True,
    help=say(
        "先改好只有一种改法的小错（全角冒号、少空格、日期写法等），原文件另存为 .bak1；说不准的不改",
        "First mend slips of which only one thing can be meant; the file as it was stays as .bak1",
    ),
)
@click.option(
    "--simplify",
    is_flag=True,
    help=say(
        "和 --fix 一起用：把繁体字也改成规范汉字，姓名除外",
        "With --fix: write traditional characters in standard ones too, but for names of people",
    ),
)
@click.option(
    "--dry-run",
    is_flag=True,
    help=say("和 --fix 一起用：只显示会怎样改，不改文件", "With --fix: show the changes, change no file"),
)
@options.year
@options.of_stations
def check(
    files: tuple[Path, ...], fail_on: str, on: datetime | None, mark: Path | None, strict: bool, fix: bool,
    simplify: bool, dry_run: bool, year: int | None, as_json: bool, quiet: bool,
) -> Exit:  # fmt: skip
    """Show findings and notices; errors stop it, as they stop a build, and what was found beside them is told too.

    Raises:
        Stopped: with every problem of every station, if one is an error.
        click.UsageError: `--dry-run` without `--fix`, or files of a closed year are to be mended.
    """
    from mzdocs.build.settings import Settings

    if (dry_run or simplify) and not fix:
        raise click.UsageError(say("--dry-run、--simplify 要和 --fix 一起用", "--dry-run and --simplify go with --fix"))
    if fix and year is not None:
        raise click.UsageError(say("往年留存的数据不改：--fix 不和 --year 一起用", "--fix never changes a closed year"))
    space, paths = stations.asked_for(files, year)
    if mark:
        marking.refuse(paths, mark)
    if fix:
        mend(paths, space, simplify, dry_run, sys.stderr if as_json else None)
    settings = Settings(as_of=on.date() if on else None, strict=strict)
    prepared, found = _found(paths, space, settings, mark, quiet, of_all=not files)
    findings = sum(problem.severity is Severity.FINDING for problem in found)
    code = Exit.DATA if fail_on == "finding" and findings else Exit.DONE
    if as_json:
        days = {each.slug: each.station_data.on.isoformat() for each in prepared}
        told = show.problem_values(found)
        show.as_json({"exit": int(code), "stations": len(prepared), "on": days, "problems": told})
    elif not quiet:
        _tell(found, prepared, on)
    return code


def _found(
    paths: list[Path], space: Workspace, settings: Settings, mark: Path | None, quiet: bool, of_all: bool
) -> tuple[list[Prepared], list[Problem]]:
    """The stations and what was found in them, of all with the bureau's papers; a copy is marked with it if asked for.

    Raises:
        Stopped: one of it is an error.
    """
    from mzdocs.build.approve import approvals_void
    from mzdocs.build.gathered import issued_by_bureau
    from mzdocs.build.stations_prepared import prepare_all

    try:
        prepared = prepare_all(paths, space, settings)
    except Stopped as stopped:
        if mark:
            marking.mark(paths[0], space, [*stopped.problems, *stopped.beside], mark)
        raise Stopped([*stopped.problems, *(() if quiet else stopped.beside)]) from None
    of_bureau = [*(issued_by_bureau(space) if of_all else ())]
    if settings.as_of is None and space.year is None:
        of_bureau += [problem for each in prepared for problem in approvals_void(each, space.output)]
    differing = [problem for item in prepared for problem in item.reprints.differing]
    differing += [problem for problem in of_bureau if problem.severity is Severity.ERROR]
    found = [*prepared[0].of_district, *(problem for item in prepared for problem in item.problems), *of_bureau]
    if mark:
        marking.mark(paths[0], space, [*differing, *found], mark)
    if differing:
        raise Stopped([*differing, *(() if quiet else (each for each in found if each not in differing))])
    return prepared, found


def _tell(found: Sequence[Problem], prepared: Sequence[Prepared], on: datetime | None) -> None:
    """What was found, in how many stations, and as of which day."""
    show.problems(found)
    findings = sum(problem.severity is Severity.FINDING for problem in found)
    checked, notices = len(prepared), len(found) - findings
    show.line(
        say(
            f"检查了 {checked} 个工作站：数据无错误，未达标 {findings} 处，提示 {notices} 条。",
            f"{checked} stations checked: no errors, {findings} findings, {notices} notices.",
        )
    )
    data = [each.station_data for each in prepared]
    for words in (*_unfilled(data), *_judged_on(data, on)):
        show.line(words)


def _unfilled(stations: Sequence[StationData]) -> Iterator[str]:
    """Of how many not all was judged: what nobody has filled in is neither met nor missed."""
    count = sum(bool(data.station.unfilled) for data in stations)
    if count:
        yield say(
            f"其中 {count} 个工作站的三有四全没有填齐：没有填的没有检查，不算达标，也不算不达标。",
            f"Of {count} of them not all is given that the standard asks for: that was not judged.",
        )


def _judged_on(stations: Sequence[StationData], on: datetime | None) -> Iterator[str]:
    """As of which day it was judged, wherever that is not the day of an inspection."""
    if on:
        yield say(
            f"按 {on:%Y-%m-%d} 判断，不影响评分和公文。", f"As of {on:%Y-%m-%d}; scores and papers are not affected."
        )
        return
    days = Counter(data.on for data in stations if data.station.inspection is None)
    for day, count in sorted(days.items()):
        yield say(
            f"其中 {count} 个工作站没有填检查验收（检查），按 {day}（制发日期）判断；可用 --on 另定一天。",
            f"{count} of them, not inspected yet, as of {day}, when their signs were made; --on takes another day.",
        )
