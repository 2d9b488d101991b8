"""`mzdocs archive search`: words -> the items of the catalogues built that hold them."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.completed_names import station_items
from mzdocs.cli.messages import examples, say
from mzdocs.cli.station_names import data_file
from mzdocs.core.problems import Exit, Location, Problem, Severity, Stopped, problem_type

if TYPE_CHECKING:
    from mzdocs.load import Workspace
    from mzdocs.publish.search import Answer, Found, Query

NOT_SEARCHED = problem_type(
    "MZ7604",
    "这个工作站还没有档案目录，没有查",
    "This station has no catalogue yet and was not searched",
    "运行 mzdocs archive-index 生成。",
    "Run mzdocs archive-index to make it.",
    severity=Severity.NOTICE,
)

SET, FILE = "archive", "catalogue.sqlite"
SHOWN = ("档号", "题名", "户主", "身份证号", "文号", "日期", "首页", "末页")
"""What a line of the table says of an item; --json says everything."""
_PRIVATE = "身份证号"


def _day(context: click.Context, option: click.Parameter, value: str | None) -> date | None:
    """2026-11-20 or 20261120."""
    if value is None:
        return None
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise click.BadParameter(say("写成 2026-11-20", "write it as 2026-11-20"), context, option)


@click.command(
    help=say(
        "在已生成的档案目录中查找：题名、户主、文号、户号、社区中的词，档号的开头，或完整的身份证号；几个词须同时符合。",
        "Search the catalogues made: part of a title, name, document or household number or community, the beginning"
        " of an archive number, or a whole identity number; all words must match.",
    ),
    epilog=examples(
        "mzdocs archive search 云锦社区 王",
        "mzdocs archive search Z101-MZ·DB-D10-001 --station taoyuan",
        "mzdocs archive search --class DB --from 2021-01-01 --to 2021-12-31",
    ),
)
@click.option(
    "--station",
    "slugs",
    multiple=True,
    shell_complete=station_items,
    help=say("只查这个工作站，可写多次", "This station only (may repeat)"),
)
@click.option("--class", "archive_class", help=say("类别名称或代码", "Class, by name or code"))
@click.option(
    "--from", "since", metavar=options.DAY_SHOWN, callback=_day, help=say("从这一天起（含）", "From this day on")
)
@click.option("--to", "until", metavar=options.DAY_SHOWN, callback=_day, help=say("到这一天止（含）", "To this day"))
@click.option("--full", is_flag=True, help=say("显示完整的身份证号", "Show identity numbers whole"))
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True,
              help=say("每站最多显示几件", "Items shown for each station"))  # fmt: skip
@options.built_output
@options.as_json
@options.language
@click.argument("words", nargs=-1, metavar=say("词", "WORDS"))
def search(
    words: tuple[str, ...], slugs: tuple[str, ...], archive_class: str | None, since: date | None,
    until: date | None, full: bool, limit: int, output: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Look into every station's catalogue, or those named, and show the items that match.

    Raises:
        Stopped: there is no catalogue to look into, or one is not as it was delivered.
    """
    from mzdocs.publish.search import Query

    if not all(word.strip() for word in words) or not (words or archive_class or since or until):
        raise click.UsageError(
            say("要查什么？写上词，或 --class、--from、--to", "Search for what? Give words, or --class, --from, --to")
        )
    space = stations.workspace_of()
    built, missing = _catalogues(space, stations.output_of(space, output), slugs)
    query = Query(words, archive_class, since, until)
    answers = [(path.parent.parent.name, _answer(path, query, limit)) for path in built]
    (_print_json if as_json else _print)(answers, missing, full)


def _catalogues(space: Workspace, output: Path, named: Sequence[str]) -> tuple[list[Path], list[Problem]]:
    """The catalogues to look into, and a notice for each station that has none.

    Raises:
        Stopped: a station was named that has none, or there is none at all.
    """
    from mzdocs.publish.search import NO_CATALOGUE

    slugs = list(dict.fromkeys(data_file(space, Path(each), "--station").stem for each in named)) or [
        path.stem for path in space.station_files()
    ]
    paths = {slug: output / slug / SET / FILE for slug in slugs}
    absent = [slug for slug, path in paths.items() if Path(slug).name != slug or not path.is_file()]
    if absent and (named or len(absent) == len(slugs)):
        raise Stopped(NO_CATALOGUE.at(Location(f"{slug}/{SET}/{FILE}")) for slug in absent)
    return [paths[slug] for slug in slugs if slug not in absent], [NOT_SEARCHED.at(Location(slug)) for slug in absent]


def _answer(path: Path, query: Query, limit: int) -> Answer:
    """What a catalogue says, if it is still the file that was delivered.

    Raises:
        Stopped: it is damaged, or is not what the manifest beside it says.
    """
    from mzdocs.publish import manifest
    from mzdocs.publish.search import DAMAGED
    from mzdocs.publish.search import search as looked_up

    entries = manifest.about(path.parent).get("files")
    listed = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    expected = next((entry.get("sha256") for entry in listed if entry.get("file") == FILE), None)
    location = Location("/".join(path.parts[-3:]))
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        raise Stopped([DAMAGED.at(location)]) from None
    if found != expected:
        raise Stopped([manifest.CHANGED.at(location)])
    return looked_up(path, query, limit)


def _said(item: Found, full: bool) -> Found:
    """An item with its identity number masked, unless it was asked for."""
    from mzdocs.core.ids import masked_identity_number

    number = item[_PRIVATE]
    return item if full or not isinstance(number, str) else {**item, _PRIVATE: masked_identity_number(number)}


def _print_json(answers: Sequence[tuple[str, Answer]], missing: Sequence[Problem], full: bool) -> None:
    values = [
        {
            "station": slug,
            "name": answer.station,
            "total": answer.total,
            "items": [_said(item, full) for item in answer.items],
        }
        for slug, answer in answers
    ]
    show.as_json({"exit": int(Exit.DONE), "stations": values, "problems": show.problem_values(missing)})


def _print(answers: Sequence[tuple[str, Answer]], missing: Sequence[Problem], full: bool) -> None:
    rows = [
        (slug, *(_cell(_said(item, full)[name]) for name in SHOWN)) for slug, answer in answers for item in answer.items
    ]
    total = sum(answer.total for _, answer in answers)
    if rows:
        show.table((say("工作站", "station"), *SHOWN), rows, numbers=(7, 8))
    show.problems(missing, sys.stderr)
    shown = (
        ""
        if len(rows) == total
        else say(f"，显示 {len(rows)} 件，用 --limit 多看", f", {len(rows)} shown; see --limit")
    )
    stop = say("。", ".")
    show.line(
        say(f"查了 {len(answers)} 个工作站，符合的 {total} 件", f"{len(answers)} stations, {total} items")
        + shown
        + stop
    )


def _cell(value: str | int | None) -> str:
    return "" if value is None else str(value)
