"""`python -m tests.sweeps.strangers FOLDER [RULES]`: every file of a folder judged in a child, and what that cost.

Nothing here knows what is right of a stranger's file: only that each gets a report or a sentence, that no rule breaks
down on it unless it is damaged, and that none costs more than `MOST`.
"""

from __future__ import annotations

import resource
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from mzdocs.core.child_process import LimitMet, in_child
from mzdocs.core.outcomes import Report
from mzdocs.core.problems import Stopped
from mzdocs.preflight.allowance import judging_budget, reading_limits
from mzdocs.preflight.any_file import examine_file
from mzdocs.preflight.rule import CANNOT_SAY
from mzdocs.preflight.rules import RuleSet

SUFFIXES = {".pdf", ".svg", ".dxf", ".plt", ".ofd", ".docx"}
MOST = 10.0, 500.0
"""Seconds of processor time and megabytes of memory."""


@dataclass(frozen=True)
class Cost:
    """What one file came to: how it ended in a word, seconds, megabytes, rules that broke down."""

    path: Path
    ended: str
    seconds: float = 0
    megabytes: float = 0
    broken: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def swept(folder: Path, asked: RuleSet = "standard") -> Iterator[Cost]:
    """Every file of the kinds that are judged, in the order of their paths."""
    for path in sorted(each for each in folder.rglob("*") if each.suffix.lower() in SUFFIXES and each.is_file()):
        try:
            yield in_child(reading_limits(path), _judged, path, asked)
        except LimitMet as limit:
            yield Cost(path, f"{limit.met} met")


def _judged(path: Path, asked: RuleSet) -> Cost:
    try:
        report = examine_file(path, asked=asked, budget=judging_budget)
        ended, broken = f"judged as {report.profile}", tuple(each for each, why in report.not_run if why == CANNOT_SAY)
    except Stopped as stopped:
        report, ended, broken = Report("", ()), f"refused: {stopped.problems[0].code}", ()
    used = resource.getrusage(resource.RUSAGE_SELF)
    failed = tuple(outcome.rule for outcome in report.outcomes if outcome.problems)
    return Cost(path, ended, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, broken, failed)


def _told(cost: Cost, folder: Path) -> None:
    seconds, megabytes = MOST
    dear = cost.seconds > seconds or cost.megabytes > megabytes
    if cost.ended.endswith("met") or cost.broken or dear:
        what = f"{cost.ended}, {cost.seconds:.1f} s, {cost.megabytes:.0f} MB {' '.join(cost.broken)}"
        print(f"  {cost.path.relative_to(folder)}: {what}", flush=True)


def main(folder: Path, asked: RuleSet) -> None:
    """Tell the files that cost too much or broke a rule down, then how many ended how."""
    ended, failed = Counter[str](), Counter[str]()
    seconds, megabytes = [0.0], [0.0]
    for cost in swept(folder, asked):
        _told(cost, folder)
        ended[cost.ended] += 1
        failed.update(cost.failed)
        seconds.append(cost.seconds)
        megabytes.append(cost.megabytes)
    print(f"{ended.total()} files; {sum(seconds):.0f} s, at most {max(seconds):.1f} s and {max(megabytes):.0f} MB")
    print("ended:", ", ".join(f"{how} {count}" for how, count in ended.most_common()))
    print("failed:", ", ".join(f"{rule} {count}" for rule, count in failed.most_common()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), cast(RuleSet, (sys.argv[2:] or ["standard"])[0]))
