"""A run killed at each of its calls: what stands is the old generation or the new one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.test_switch import KILLS, killed_at_calls, whole


def swept_kills(tally: Counter[str], work: Path) -> None:
    """One in three of these calls is in the tests, too."""
    for at, (kind, part, start) in enumerate(KILLS):
        (work / f"kills-{at}").mkdir()
        calls, found = killed_at_calls(work / f"kills-{at}", kind, part, start, 1)
        wrong = found - whole(kind, start)
        tally["kills failed" if wrong else "kills survived"] += calls
        print(f"{kind} {part or 'station'} {start}: killed at {calls} calls, seen {sorted(found)}")
