"""Under the shim: two stations are published again and again, and each time something happens at one of the calls.

One line of JSON a point goes to standard output.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.sweeps.figure import SEED
from tests.sweeps.forked import in_child
from tests.sweeps.shim import ACTIONS, OF_WORKERS, Action, arm, counted
from tests.sweeps.two_stations import NEW, TwoStations


class Point(NamedTuple):
    """The n-th call, and what happens at it."""

    number: int
    what: str
    action: Action
    jobs: int = 1


def calls_of(stations: TwoStations, work: Path) -> Sequence[str]:
    """Every call that is made when the new generation is published over the old one."""

    def publish() -> int:
        arm(stations.output)
        code = stations.publish(NEW)
        os.write(1, "\n".join(["", *counted()]).encode())
        return code

    stations.begin()
    return in_child(work, publish).said.split()


def points(count: int, calls: Sequence[str]) -> list[Point]:
    """So many at random, or all there are; a short write only where something is written."""
    every = [
        Point(number, what, action)
        for number, call in enumerate(calls, 1)
        for what, action in ACTIONS.items()
        if what != "short write" or call == "write"
    ]
    every += [Point(number, what, each, 2) for number in range(1, len(calls)) for what, each in OF_WORKERS.items()]
    return random.Random(SEED).sample(every, min(count, len(every)))


def tried(stations: TwoStations, point: Point) -> tuple[str, str]:
    """What came of one point, and what is wrong with it."""
    stations.begin()
    ended = stations.published(NEW, point.jobs, lambda: arm(stations.output, point.number, point.action))
    outcome = " and ".join(sorted({*stations.standing}))
    return outcome, "; ".join(stations.wrong_after(ended))


def main(work: Path, count: int) -> None:
    stations = TwoStations(work)
    calls = calls_of(stations, work)
    assert len(calls) > 100, calls
    for point in points(count, calls):
        outcome, wrong = tried(stations, point)
        where = f"{point.what} at call {point.number} ({calls[point.number - 1]}), -j {point.jobs}: "
        print(json.dumps({"outcome": outcome, "wrong": wrong and where + wrong}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
