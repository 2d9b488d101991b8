"""Stations made -> a bar on a terminal, a line elsewhere, nothing when silent."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mzdocs.cli import show
from mzdocs.cli.messages import say

if TYPE_CHECKING:
    from mzdocs.build.pipeline import Made


class Progress:
    """Within it, what is to be called with each station made, of so many in all."""

    def __init__(self, total: int, silent: bool) -> None:
        self._total, self._silent, self._done = total, silent, 0
        self._bar: Any = None

    def __enter__(self) -> Callable[[Made], None]:
        if not self._silent and sys.stderr.isatty():
            from rich import progress
            from rich.console import Console

            columns = (
                progress.TextColumn("{task.description}"),
                progress.BarColumn(),
                progress.MofNCompleteColumn(),
                progress.TimeElapsedColumn(),
            )
            # No refresh thread: workers are forked, and a thread's locks would be forked with them.
            self._bar = progress.Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
            self._task = self._bar.add_task(say("生成", "making"), total=self._total)
            self._bar.start()
            self._bar.refresh()
        return self._on_progress

    def _on_progress(self, made: Made) -> None:
        self._done += 1
        if self._bar is not None:
            self._bar.update(self._task, completed=self._done, description=show.printable(made.name), refresh=True)
        elif not self._silent:
            show.line(f"[{self._done}/{self._total}] {made.name} {made.seconds:.1f} s", sys.stderr)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
