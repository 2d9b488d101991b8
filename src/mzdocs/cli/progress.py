"""Stations made -> a bar on a terminal that moves with every file, a line elsewhere, nothing when silent."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from mzdocs.cli import show
from mzdocs.cli.messages import say

if TYPE_CHECKING:
    from mzdocs.build.files_made import FilesMade
    from mzdocs.build.pipeline import Made

_REFRESH = 0.1
"""Seconds between two pictures of the bar: files are often made faster."""


class Progress:
    """Within it, what hears of each station made, of so many in all, and how far the others are."""

    def __init__(self, total: int, silent: bool) -> None:
        self._total, self._silent, self._done = total, silent, 0
        self._bar: Any = None
        self._shown_at = 0.0

    def __enter__(self) -> Progress:
        if not self._silent and sys.stderr.isatty():
            from rich import progress
            from rich.console import Console

            columns = (
                progress.TextColumn("{task.description}", markup=False),
                progress.BarColumn(),
                progress.TaskProgressColumn(),
                progress.TimeElapsedColumn(),
                progress.TextColumn(say("还要", "left")),
                progress.TimeRemainingColumn(),
            )
            # No refresh thread: workers are forked, and a thread's locks would be forked with them.
            self._bar = progress.Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
            self._task = self._bar.add_task(say("准备", "preparing"), total=1.0)
            self._bar.start()
            self._bar.refresh()
        return self

    @property
    def on_files(self) -> Callable[[Sequence[FilesMade]], None] | None:
        """What hears how far stations are; None where there is no bar to move."""
        return self._move if self._bar is not None else None

    def on_station(self, made: Made) -> None:
        """Hears of a station that is done."""
        self._done += 1
        if self._bar is None and not self._silent:
            show.line(f"[{self._done}/{self._total}] {made.name} {made.seconds:.1f} s", sys.stderr)

    def _move(self, stations: Sequence[FilesMade]) -> None:
        share, now = share_made(stations), time.monotonic()
        if share < 1 and now - self._shown_at < _REFRESH:
            return
        self._shown_at = now
        self._bar.update(self._task, completed=share, description=step_shown(stations, self._done), refresh=True)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def share_made(stations: Sequence[FilesMade]) -> float:
    """How much of all is made, every station counted alike, from 0 to 1."""
    return sum(each.made / each.planned for each in stations if each.planned) / max(1, len(stations))


def step_shown(stations: Sequence[FilesMade], done: int) -> str:
    """What is at hand: the kinds and files of the only station that is being made, or how many stations and files."""
    from mzdocs.kinds import KINDS

    begun = [each for each in stations if each.planned] or stations[:1]
    made, planned = sum(each.made for each in begun), sum(each.planned for each in begun)
    count = len({each.station for each in stations})
    if count == 1:
        titles = [KINDS[each.kind].title for each in begun if each.made < each.planned or each is begun[-1]]
        zh, en = "、".join(each.zh for each in titles), ", ".join(each.en for each in titles)
        return say(f"{zh}，文件 {made}/{planned}", f"{en}, files {made}/{planned}")
    return say(f"工作站 {done}/{count}，文件 {made}/{planned}", f"stations {done}/{count}, files {made}/{planned}")
