"""What is said of a fleet: how it gets on, how it ended, and how far it is."""

from __future__ import annotations

import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mzdocs.cli import show
from mzdocs.cli.messages import say
from mzdocs.cli.store_words import lasting, sent_line, survey_line, survey_values
from mzdocs.core.problems import Exit

if TYPE_CHECKING:
    from mzdocs.cli.store_words import Surveys
    from mzdocs.nation.districts import DistrictFolder
    from mzdocs.nation.earlier_report import EarlierReport
    from mzdocs.nation.store.fleet_sending import Sending
    from mzdocs.nation.tasks import Task
    from mzdocs.nation.work import Done, FoundCode

_EVERY = 10.0
"""Seconds between two lines of progress."""
_MOST = 20
"""Stations that are named; the table has them all."""


class FleetProgress:
    """Counts what ends, says it now and then, and hears an interrupt: a second one ends everything at once."""

    def __init__(self, found: Sequence[DistrictFolder], silent: bool) -> None:
        self.stopping = False
        self.states: Counter[str] = Counter()
        self.files_made = 0
        self.wrong: list[tuple[str, FoundCode]] = []
        self.exit = Exit.DONE
        self._total = sum(len(each.weights) for each in found)
        self._silent, self._start, self._said = silent, time.monotonic(), time.monotonic()

    def __enter__(self) -> FleetProgress:
        self._before = signal.signal(signal.SIGINT, self._interrupted)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    @property
    def ended(self) -> int:
        """How many stations have ended, one way or another."""
        return self.states.total()

    @property
    def interrupted(self) -> Exit | None:
        """How it ended, where somebody asked to stop."""
        return Exit.INTERRUPTED if self.stopping else None

    def on_task(self, task: Task, done: Done) -> None:
        """A task has ended: it is counted, and what failed is remembered as far as it will be named."""
        for each in done.stations:
            self.states[each.state] += 1
            self.files_made += each.made
            wrong = [told for told in each.told if told.exit] or ([*done.told[:1]] if each.state == "failed" else [])
            if wrong:
                self.exit = self.exit or Exit(wrong[0].exit)
                if len(self.wrong) < _MOST:
                    self.wrong.append((f"{task.place}/{each.slug}", wrong[0]))
        now = time.monotonic()
        if not self._silent and now - self._said >= _EVERY:
            self._said = now
            self._say(now - self._start)

    def _say(self, seconds: float) -> None:
        rate, failed = self.ended / seconds, self.states["failed"]
        left = (self._total - self.ended) / rate if rate else 0.0
        zh = f"{self.ended}/{self._total} 个工作站，每分钟 {rate * 60:.0f} 个，还要 {lasting(left)}，没做成 {failed} 个"
        en = f"{self.ended}/{self._total} stations, {rate * 60:.0f} a minute, {left:.0f} s left, {failed} failed"
        show.line(say(zh, en), sys.stderr)

    def _interrupted(self, *_: object) -> None:
        if self.stopping:
            raise KeyboardInterrupt
        self.stopping = True
        show.line(
            say(
                "做完手上的工作站就停；再按一次 Ctrl-C 马上停。",
                "Stopping after the stations at hand; another Ctrl-C stops at once.",
            ),
            sys.stderr,
        )


def show_ended(
    progress: FleetProgress, found: Sequence[DistrictFolder], sending: Sending | None, seconds: float, quiet: bool,
    as_json: bool,
) -> Exit:  # fmt: skip
    """How a fleet ended, and its exit code: that of the first error, or that it was stopped."""
    broken = [problem for each in found for problem in each.problems] + (sending.problems if sending else [])
    total = sum(len(each.weights) for each in found)
    code = progress.exit or (broken[0].problem_type.exit if broken else Exit.DONE)
    code = Exit.INTERRUPTED if progress.stopping and progress.ended < total else code
    made, same, part, failed = (progress.states[state] for state in ("made", "same", "part", "failed"))
    left = total - progress.ended
    if as_json:
        counts = {"made": made, "same": same, "part": part, "failed": failed, "left": left}
        values = {"exit": int(code), "seconds": round(seconds, 2), "files": progress.files_made, "stations": counts}
        sent = {"sent": asdict(sending.sent)} if sending else {}
        show.as_json({**values, **sent, "failed": _values(progress), "problems": show.problem_values(broken)})
        return code
    show.problems(broken, sys.stderr)
    for place, told in progress.wrong:
        where = f"{told.file}:{told.line}" if told.line else told.file
        show.line(say(f"没有做成 {place}：{told.code} {where}", f"failed {place}: {told.code} {where}"), sys.stderr)
    if failed + part > len(progress.wrong):
        show.line(say("……其余的见 mzdocs fleet --status。", "… the others: mzdocs fleet --status."), sys.stderr)
    if not quiet or failed or part or left:
        show.line(
            say(
                f"{total} 个工作站：新做 {made}，没有变化 {same}，只做成一部分 {part}，没有做成 {failed}"
                + (f"，还没有做 {left}" if left else "")
                + f"；新做文件 {progress.files_made} 个，用时 {lasting(seconds)}。",
                f"{total} stations: {made} made, {same} unchanged, {part} in part, {failed} failed, {left} left;"
                f" {progress.files_made} files in {seconds:.1f} s.",
            )
        )
    if sending and not quiet:
        show.line(sent_line(sending))
    return code


def _values(progress: FleetProgress) -> list[dict[str, Any]]:
    return [
        {"station": place, "code": told.code, "file": told.file, "line": told.line} for place, told in progress.wrong
    ]


def show_status(root: Path, found: Sequence[DistrictFolder], stores: Surveys, as_json: bool) -> Exit:
    """How far the stations found are, by the table: nothing is built and nothing is looked at again."""
    from mzdocs.nation.standing import NAME, Counts, standing

    total = sum(len(each.weights) for each in found)
    counts, failed = Counts(0, 0, 0), []
    if (root / NAME).exists():
        with standing(root) as table:
            counts, failed = table.counts(found), table.failed(found)[:_MOST]
    left = total - counts.done - counts.part - counts.failed
    if as_json:
        show.as_json(
            {"stations": total, "done": counts.done, "part": counts.part, "failed": counts.failed, "left": left,
             "first": [{"station": f"{place}/{slug}", "code": code} for place, slug, code in failed],
             **({"stores": survey_values(stores)} if stores else {})}
        )  # fmt: skip
        return Exit.DONE
    show.line(
        say(
            f"{len(found)} 个区 {total} 个工作站：做好 {counts.done}，只做成一部分 {counts.part}，"
            f"没有做成 {counts.failed}，还没有做 {left}。",
            f"{len(found)} districts, {total} stations: {counts.done} done, {counts.part} in part,"
            f" {counts.failed} failed, {left} to do.",
        )
    )
    for place, slug, code in failed:
        show.line(f"{place}/{slug} {code}")
    for where, each in stores:
        show.line(survey_line(where, each))
    return Exit.DONE


def show_report(
    root: Path, every: Sequence[DistrictFolder], folder: Path, day: date, earlier: EarlierReport | None, quiet: bool,
    as_json: bool,
) -> Exit:  # fmt: skip
    """Write the roll-up of what was built, and say where it is."""
    from mzdocs.nation.level_papers import write_level_papers
    from mzdocs.nation.report import to_parquet, write_report
    from mzdocs.nation.report_files import PAGE, PARQUET
    from mzdocs.nation.rollup import rolled_up
    from mzdocs.nation.standing import standing

    show.problems([problem for each in every for problem in each.problems], sys.stderr)
    with standing(root) as table:
        found = rolled_up(table, day, root.name)
    rows = write_report(found, day, folder, earlier)
    parquet, papers = to_parquet(folder), write_level_papers(found, root, day, folder, earlier)
    if as_json:
        show.as_json({"rows": rows, "page": str(folder / PAGE), "parquet": parquet, "papers": papers})
    elif not quiet:
        zh = f"汇总了 {rows} 行，打开 {folder / PAGE}；市、省的文书 {papers} 份。"
        show.line(say(zh, f"{rows} rows; open {folder / PAGE}; {papers} papers of cities and provinces."))
        if not parquet:
            show.line(say(f"没有装 DuckDB，没有写 {PARQUET}。", f"No DuckDB: {PARQUET} was not written."))
    return Exit.DONE
