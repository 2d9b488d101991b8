"""Kinds and stations asked for -> their sets, made, and what is said of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mzdocs.cli import show, stations
from mzdocs.cli.messages import say
from mzdocs.cli.progress import Progress
from mzdocs.core.problems import Severity

if TYPE_CHECKING:
    from mzdocs.build.pipeline import Made
    from mzdocs.derive.audience import Audience


def build_stations(
    kinds: Sequence[str],
    files: tuple[Path, ...],
    only: tuple[str, ...],
    output: Path | None,
    theme: str | None,
    jobs: int,
    as_json: bool,
    quiet: bool,
    audience: Audience = "internal",
    badge_key: Path | None = None,
    monitor: str | None = None,
) -> None:
    """Make these kinds of the stations asked for; the values are those of `options.of_building`.

    Raises:
        Stopped: with every problem of every station.
    """
    from mzdocs.build.fleet import build_all
    from mzdocs.build.pipeline import Settings
    from mzdocs.load.workspace import resolved

    start = time.perf_counter()
    space, paths = stations.asked_for(files)
    folder = resolved(output) if output else None
    settings = Settings(tuple(only or kinds), folder, theme, jobs, audience, badge_key, monitor)
    with Progress(len(paths), silent=quiet or as_json) as on_progress:
        made = build_all(paths, space, settings, on_progress)
    seconds = time.perf_counter() - start
    if as_json:
        show.as_json({"exit": 0, "seconds": round(seconds, 2), "stations": made_values(made, space.root)})
    elif not quiet:
        show_made(made, space.root, seconds)
        if "badge" in settings.kinds:
            _show_badge_notices(made)
        _count_slow(made)
        _count_findings(made)


def made_values(made: Sequence[Made], root: Path) -> list[dict[str, Any]]:
    """What was made, as programs read it."""
    return [
        {
            "station": each.slug,
            "name": each.name,
            "seconds": round(each.seconds, 2),
            "sets": [
                {
                    "set": one.name,
                    "folder": show.path_in(one.staged.folder, root),
                    "files": one.files,
                    "pages": one.pages,
                    "bytes": one.size,
                }
                for one in each.sets
            ],
            "problems": show.problem_values(each.problems),
        }
        for each in made
    ]


def show_made(made: Sequence[Made], root: Path, seconds: float) -> None:
    """What was made, where, and how long it took, as a table and a line of sums."""
    heads = (
        say("工作站", "station"), say("成套", "set"), say("文件", "files"), say("页", "pages"),
        "MB", say("秒", "s"), say("位置", "folder"),
    )  # fmt: skip
    rows = [
        (
            each.name if first else "", one.name, str(one.files), str(one.pages),
            f"{one.size / 1e6:.1f}", f"{each.seconds:.1f}" if first else "",
            show.path_in(one.staged.folder, root) + "/",
        )
        for each in made
        for first, one in ((one is each.sets[0], one) for one in each.sets)
    ]  # fmt: skip
    show.table(heads, rows)
    sets = [one for each in made for one in each.sets]
    files, pages = sum(one.files for one in sets), sum(one.pages for one in sets)
    show.line(
        say(
            f"共 {len(made)} 个工作站，{files} 个文件，{pages} 页，用时 {seconds:.1f} 秒。",
            f"{len(made)} stations, {files} files, {pages} pages in {seconds:.1f} s.",
        )
    )


def _show_badge_notices(made: Sequence[Made]) -> None:
    """That badges prove nothing, once for all stations; other notices are for `check`."""
    from mzdocs.build.badge_key import UNSIGNED
    from mzdocs.checks.badge_rules import STILL_SAMPLE

    problems = [problem for each in made for problem in each.problems]
    for told in (UNSIGNED, STILL_SAMPLE):
        show.problems([problem for problem in problems if problem.code == told.code][:1])


def _count_slow(made: Sequence[Made]) -> None:
    slow = sum(one.slow for each in made for one in each.sets)
    if slow:
        show.line(
            say(
                f"有 {slow} 处文字不能直接套版，由排版引擎逐处排出（见 manifest.json 的 set_slowly）。",
                f"{slow} texts were shaped by the layout engine, one by one (set_slowly).",
            )
        )


def _count_findings(made: Sequence[Made]) -> None:
    findings = sum(p.severity is Severity.FINDING for each in made for p in each.problems)
    if findings:
        show.line(
            say(
                f"另有 {findings} 处未达标，见检查报告，或运行 mzdocs check 查看。",
                f"{findings} findings: see the inspection reports, or run mzdocs check.",
            )
        )
