"""What is said of stores: how sending gets on and ended, and what lies there."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from mzdocs.cli import show
from mzdocs.cli.messages import say
from mzdocs.core.problems import Exit

if TYPE_CHECKING:
    from mzdocs.nation.store.fleet_sending import Sending
    from mzdocs.nation.store.store_survey import Survey
    from mzdocs.nation.store.targets import Targets

    Surveys: TypeAlias = Sequence[tuple[str, Survey]]

_EVERY = 10.0


class TransferProgress:
    """Says now and then how far sending or fetching is."""

    def __init__(self, silent: bool) -> None:
        self._silent, self._start, self._said = silent, time.monotonic(), time.monotonic()

    def __call__(self, ended: int, total: int, size: int) -> None:
        """One station more has ended."""
        now = time.monotonic()
        if self._silent or now - self._said < _EVERY:
            return
        self._said = now
        left = (total - ended) * (now - self._start) / ended
        zh = f"{ended}/{total} 个工作站，传了 {size / 1e6:.0f} MB，还要 {lasting(left)}"
        show.line(say(zh, f"{ended}/{total} stations, {size / 1e6:.0f} MB moved, {left:.0f} s left"), sys.stderr)


def lasting(seconds: float) -> str:
    """How long something takes, in Chinese."""
    if seconds < 100:
        return f"{seconds:.0f} 秒"
    return f"{seconds / 60:.0f} 分钟" if seconds < 6000 else f"{seconds / 3600:.1f} 小时"


def sent_line(sending: Sending) -> str:
    """How sending ended."""
    sent, megabytes = sending.sent, sending.sent.size / 1e6
    return say(
        f"存放：送了 {sent.packs} 包 {megabytes:.1f} MB；没有变化 {sent.same} 包。",
        f"Stored: {sent.packs} packs, {megabytes:.1f} MB; {sent.same} unchanged.",
    )


def surveys_of(targets: Targets) -> Surveys:
    """What lies in each store that was named, with what it is called."""
    from mzdocs.nation.store.store_survey import survey

    return [(each.where, survey(each)) for each in targets]


def survey_values(found: Surveys) -> list[dict[str, Any]]:
    """The same, as programs read it."""
    return [{"store": where, **asdict(each)} for where, each in found]


def survey_line(where: str, found: Survey) -> str:
    """What lies in a store."""
    return say(
        f"{where}：{found.stations} 份清单，{found.packs} 包 {found.size / 1e6:.1f} MB；"
        f"没有用到的 {found.loose} 包 {found.loose_size / 1e6:.1f} MB"
        + (f"；缺 {found.missing} 包，用 --force 补送" if found.missing else "")
        + "。",
        f"{where}: {found.stations} indexes, {found.packs} packs, {found.size / 1e6:.1f} MB; not needed:"
        f" {found.loose}, {found.loose_size / 1e6:.1f} MB; missing: {found.missing}.",
    )


def show_collected(root: Path, targets: Targets, as_json: bool) -> Exit:
    """Collect in the stores that were named, and say what went."""
    from mzdocs.nation.store.store_survey import collect

    with targets.marked("collecting", root):
        found = [(each.where, collect(each)) for each in targets]
    if as_json:
        show.as_json({"exit": 0, "stores": survey_values(found)})
        return Exit.DONE
    for where, each in found:
        size = f"{each.loose_size / 1e6:.1f} MB"
        show.line(say(f"{where}：删掉了 {each.loose} 包 {size}。", f"{where}: {each.loose} packs gone, {size}."))
    return Exit.DONE
