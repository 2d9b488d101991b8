"""Kinds and stations asked for -> their sets, made, and what is said of them."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mzdocs.cli import show, stations
from mzdocs.cli.asked_theme import theme_named
from mzdocs.cli.foreseen_words import show_foreseen
from mzdocs.cli.idle_words import idle_values, nothing_to_do, show_idle
from mzdocs.cli.messages import say
from mzdocs.cli.progress import Progress
from mzdocs.cli.reprint_words import show_reprints
from mzdocs.core.problems import Exit, Severity
from mzdocs.kinds import KINDS

if TYPE_CHECKING:
    from mzdocs.build.fleet import Built
    from mzdocs.build.pipeline import Made
    from mzdocs.build.settings import Settings
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
    all_or_none: bool = False,
    year: int | None = None,
    force: bool = False,
    dry_run: bool = False,
    strict: bool = False,
    ofd: bool = False,
    discard_edits: bool = False,
) -> Exit:
    """Make these kinds of the stations asked for; the values are those of `options.of_building`.

    The exit code is that of the first error that kept something from being made, or of a paper that was issued and
    would be another now.

    Raises:
        Stopped: with every problem of every station.
    """
    from mzdocs.build.settings import Settings
    from mzdocs.build.unchanged import unchanged_stations
    from mzdocs.load.workspace import resolved

    start = time.perf_counter()
    space, paths = stations.asked_for(files, year)
    if theme is not None:
        theme_named(theme, space, "--theme")
    settings = Settings(
        tuple(only or kinds), resolved(output) if output else None, theme, jobs, audience, badge_key, monitor,
        keep_going=not all_or_none, by_name=bool(only), force=force, strict=strict, ofd=ofd,
        discard_edits=discard_edits,
    )  # fmt: skip
    idle = unchanged_stations(paths, space, settings, hasty=not dry_run)
    if len(idle) == len(paths):
        return nothing_to_do([*idle.values()], start, as_json, quiet)
    if dry_run:
        return show_foreseen([path for path in paths if path not in idle], [*idle.values()], space, settings, as_json)
    from mzdocs.build.fleet import build_all

    with Progress(len(paths), silent=quiet or as_json) as progress:
        built = build_all(paths, space, settings, progress.on_station, progress.on_files)
    seconds, made = time.perf_counter() - start, built.made
    code = built.errors[0].problem_type.exit if built.errors else ended(made)
    if as_json:
        told = {"problems": show.problem_values(built.errors)} if built.errors else {}
        values = [*made_values(made, space.root), *idle_values(built.idle)]
        show.as_json({"exit": int(code), "seconds": round(seconds, 2), "stations": values, **told})
        return code
    if not quiet:
        _show_built(built, settings, space.root, seconds)
    if built.errors:
        _show_errors(built, settings.kinds, len(paths))
    show_issued(made, quiet)
    return code


def _show_built(built: Built, settings: Settings, root: Path, seconds: float) -> None:
    made = built.made
    if made:
        show_made(made, root, seconds)
    show_idle(built.idle)
    for each in made:
        if each.again:
            show_reprints(each.again)
    if "badge" in settings.kinds:
        _show_badge_notices(made)
    _count_slow(made)
    _show_not_yet(made, settings.kinds)
    _count_findings(made)


def ended(made: Sequence[Made]) -> Exit:
    """Done, or failed where an error kept something from being made, or an issued paper would be another now."""
    for each in made:
        if each.errors:
            return each.errors[0].problem_type.exit
    return Exit.VERIFY if any(each.differing for each in made) else Exit.DONE


def show_issued(made: Sequence[Made], quiet: bool) -> None:
    """What is to be said of papers that were issued, of signs that were made, and of files of the user's own."""
    from mzdocs.build.made_things import MADE_OTHERWISE
    from mzdocs.build.pipeline import NOTHING_FILED
    from mzdocs.build.reprints import NOTICES
    from mzdocs.derive.approval_states import VOID_APPROVAL
    from mzdocs.publish.sets import DISCARDED, LEFT_BEHIND, SET_ASIDE

    of_publishing = {SET_ASIDE.code, DISCARDED.code, LEFT_BEHIND.code}
    told = NOTICES | {MADE_OTHERWISE.code, NOTHING_FILED.code, VOID_APPROVAL.code} | of_publishing
    if not quiet:
        show.problems(problem for each in made for problem in each.problems if problem.code in told)
    differing = [problem for each in made for problem in each.differing]
    show.problems(differing, sys.stderr)
    if differing:
        show.line(
            say(
                f"{len(differing)} 份印发过的公文与现在的数据不同；成品已经生成，其中仍是印发的原件。",
                f"{len(differing)} issued papers differ from the data; the sets were made, with the papers as issued.",
            ),
            sys.stderr,
        )


def _show_errors(built: Built, kinds: Sequence[str], asked: int) -> None:
    """What was not made and why; what is not named there is new."""
    show.problems(built.errors, sys.stderr)
    for each in built.made:
        missing = [KINDS[kind].title for kind in kinds if kind not in (*each.kinds, *each.unfilled)]
        if missing:
            zh = "、".join(title.say("zh") for title in missing)
            en = ", ".join(title.say("en") for title in missing)
            show.line(
                say(
                    f"{each.name}：没有生成{zh}，这些原有的没有改动；其余已经换新。",
                    f"{each.name}: no {en}; what was there of these is unchanged, the rest is new.",
                ),
                sys.stderr,
            )
    done, whole, count = len(built.made), asked - len(built.made), len(built.errors)
    show.line(
        say(
            f"{count} 处错误。"
            + (f"{asked} 个工作站中 {done} 个已经换新。" if asked > 1 else "")
            + (f"另有 {whole} 个工作站没有生成，原有的成品没有改动。" if whole else ""),
            f"{count} errors."
            + (f" {done} of {asked} stations were replaced." if asked > 1 else "")
            + (f" {whole} stations were not made; what was there is unchanged." if whole else ""),
        ),
        sys.stderr,
    )


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
                    "folder": show.path_in(one.folder, root),
                    "files": one.files,
                    "made": one.made,
                    "pages": one.pages,
                    "bytes": one.size,
                }
                for one in each.sets
            ],
            "problems": show.problem_values([*each.problems, *each.differing]),
        }
        for each in made
    ]


def show_made(made: Sequence[Made], root: Path, seconds: float) -> None:
    """What was made, where, and how long it took, as a table and a line of sums."""
    heads = (
        say("工作站", "station"), say("成套", "set"), say("文件", "files"), say("新做", "made"), say("页", "pages"),
        "MB", say("秒", "s"), say("位置", "folder"),
    )  # fmt: skip
    rows = [
        (
            each.name if first else "", one.name, str(one.files), str(one.made), str(one.pages),
            f"{one.size / 1e6:.1f}", f"{each.seconds:.1f}" if first else "",
            show.path_in(one.folder, root) + "/",
        )
        for each in made
        for first, one in ((one is each.sets[0], one) for one in each.sets)
    ]  # fmt: skip
    show.table(heads, rows)
    sets = [one for each in made for one in each.sets]
    files, pages, new = (sum(getattr(one, name) for one in sets) for name in ("files", "pages", "made"))
    show.line(
        say(
            f"共 {len(made)} 个工作站，{files} 个文件（新做 {new} 个），{pages} 页，用时 {seconds:.1f} 秒。",
            f"{len(made)} stations, {files} files ({new} made), {pages} pages in {seconds:.1f} s.",
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


def _show_not_yet(made: Sequence[Made], kinds: Sequence[str]) -> None:
    """The kinds for which facts are not given yet."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for each in made:
        missing = tuple(kind for kind in kinds if kind in each.unfilled)
        if missing:
            alike.setdefault(missing, []).append(each.name)
    for missing, names in alike.items():
        titles = [KINDS[kind].title for kind in missing]
        zh, en = "、".join(title.zh for title in titles), ", ".join(title.en for title in titles)
        show.line(
            say(
                f"还没有填齐，没有做{zh}：{'、'.join(names)}。各缺什么，见 mzdocs check。",
                f"No {en} yet, for want of facts: {', '.join(names)}. mzdocs check says which.",
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
