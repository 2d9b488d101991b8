"""Stations of which nothing changed -> what is said of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mzdocs.cli import show
from mzdocs.cli.messages import say
from mzdocs.core.problems import Exit

if TYPE_CHECKING:
    from mzdocs.build.unchanged import Idle


def nothing_to_do(idle: Sequence[Idle], start: float, as_json: bool, quiet: bool) -> Exit:
    """What is said where no station changed."""
    seconds = time.perf_counter() - start
    if as_json:
        show.as_json({"exit": int(Exit.DONE), "seconds": round(seconds, 2), "stations": idle_values(idle)})
    elif not quiet:
        show_idle(idle)
    return Exit.DONE


def show_idle(idle: Sequence[Idle]) -> None:
    """The stations that stand as they would be built, in one line, and what `check` has to say of them."""
    if not idle:
        return
    names, findings = [each.name for each in idle], sum(each.whole.findings for each in idle)
    show.line(
        say(
            f"没有变化，成品照旧：{'、'.join(names)}。"
            + (f"未达标 {findings} 处，见 mzdocs check。" if findings else ""),
            f"Nothing changed, left as it is: {', '.join(names)}."
            + (f" {findings} findings: see mzdocs check." if findings else ""),
        )
    )


def idle_values(idle: Sequence[Idle]) -> list[dict[str, Any]]:
    """The same, as programs read it."""
    return [{"station": each.slug, "name": each.name, "unchanged": True} for each in idle]
