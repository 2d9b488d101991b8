"""Under the shim: the command line publishes two stations, again and again, and each time something happens to it.

The stations are not laid out: what is made of them is one word in every file of four sets. From the lock to the last
sentence all else is what `mzdocs build` does. One line of JSON a point goes to standard output.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mzdocs.build import fleet
from mzdocs.build.pipeline import Made
from mzdocs.cli import main as mzdocs
from mzdocs.publish import sets
from mzdocs.publish.sets import Delivery
from tests.sweeps.figure import SEED
from tests.sweeps.shim import ACTIONS, OF_WORKERS, Action, Child, in_child
from tests.workspaces import DATA, listing

STATIONS = ("taoyuan", "nanping")
SETS = {"signage": False, "archive": True, "public": False, "reports/2026": False}
FILES = ("a.pdf", "b.pdf")
OLD, NEW, MIXED = "old", "new", "mixed"
WORKER_DIED = "MZ9001"


class Point(NamedTuple):
    """The n-th call, and what happens at it."""

    number: int
    what: str
    action: Action
    jobs: int = 1


class Published:
    """A district of two stations, each of which says one word in all its sets."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.root, self.output = work / "district", work / "district" / "output"
        (self.root / "data" / "stations").mkdir(parents=True)
        for name in ("district", *(f"stations/{each}" for each in STATIONS)):
            shutil.copy(DATA / f"{name}.yaml", self.root / "data" / f"{name}.yaml")
        self.old, self.new = self._generation(OLD), self._generation(NEW)
        shutil.move(self.output, work / "kept")
        self.begin()

    def _generation(self, word: str) -> dict[str, dict[str, str]]:
        ended = in_child(self.work, lambda: self.publish(word), self.output)
        assert ended.code == 0, ended.said
        self.calls = ended.calls
        made = {each: listing(self.output / each) for each in STATIONS}
        if word == NEW:
            shutil.rmtree(self.output)
            assert in_child(self.work, lambda: self.publish(OLD), self.output).code == 0
        return made

    def begin(self) -> None:
        """All that stands is old."""
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.copytree(self.work / "kept", self.output, symlinks=True)

    def publish(self, word: str, jobs: int = 1) -> int:
        """The command as a clerk gives it, of stations that are past both gates."""

        def make(slug: Any, *_: object) -> Made:
            deliveries = [
                Delivery(self.output / slug / name, dict.fromkeys(FILES, word.encode()), {"set": name}, private)
                for name, private in SETS.items()
            ]
            staged = sets.stage_station(self.output, slug, deliveries)
            sets.add_file(staged, ".record.json", word.encode(), private=True)
            return Made(slug, slug, (), staged, (), 0)

        fleet.make = make  # type: ignore[assignment]
        fleet.prepared_as_far = lambda *_: (list(STATIONS), [])  # type: ignore[assignment]
        fleet.warm_up = lambda: None
        paths = [str(self.root / "data" / "stations" / f"{each}.yaml") for each in STATIONS]
        return int(mzdocs(["build", "-q", "-j", str(jobs), *paths]))

    def standing(self) -> list[str]:
        """What each station says now."""
        return [self._word(each) for each in STATIONS]

    def _word(self, slug: str) -> str:
        there = listing(self.output / slug)
        there.pop(".whole", None)
        return OLD if there == self.old[slug] else NEW if there == self.new[slug] else MIXED

    def hidden(self) -> list[str]:
        """What is left beside the stations, but for the lock and the generation before."""
        names = (path.name for path in self.output.iterdir())
        return [name for name in names if name not in (*STATIONS, ".mzdocs.lock", *(f".old-{each}" for each in STATIONS))]


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


def wrong_of(district: Published, point: Point) -> tuple[str, str]:
    """What came of one point, and what is wrong with it."""
    district.begin()
    try:
        ended = in_child(
            district.work, lambda: district.publish(NEW, point.jobs), district.output, point.number, point.action
        )
    except TimeoutError as orphan:
        return "an orphan", str(orphan)
    standing = district.standing()
    wrong = [*_words_wrong(ended, standing, point)]
    if MIXED in standing:
        wrong.append(f"sets of two generations, {standing}")
    healed = in_child(district.work, lambda: district.publish(NEW), district.output)
    if healed.code != 0 or district.standing() != [NEW, NEW]:
        wrong.append(f"not healed: {healed.code} {district.standing()} {healed.said}")
    if district.hidden():
        wrong.append(f"left: {district.hidden()}")
    return " and ".join(sorted(set(standing))), "; ".join(wrong)


def _words_wrong(ended: Child, standing: Sequence[str], point: Point) -> Iterator[str]:
    """Where what is said of the stations, or the exit code, is not what is."""
    new = standing.count(NEW)
    for pattern in (r"工作站中 (\d+) 个已经换新", r"；已经换新 (\d+) 个"):
        said = re.search(pattern, ended.said)
        if said and int(said[1]) != new:
            yield f"said {said[0]}, but {new} are new"
    if re.search("没有生成；原有的成品没有改动|已中断；原有的成品没有改动", ended.said) and new:
        yield f"said nothing was replaced, but {new} are new"
    if ended.code == 0 and new != len(STATIONS):
        yield f"ended well, but {new} are new"
    if ended.code > 0 and not re.search("没有改动|已经换新", ended.said):
        yield f"code {ended.code} says not what stands: {ended.said!r}"
    if ended.code == 70 and not (point.jobs > 1 and WORKER_DIED in ended.said):
        yield f"called a fault of ours: {ended.said!r}"
    if "Traceback" in ended.said:
        yield f"a traceback: {ended.said[-300:]!r}"


def main(work: Path, count: int) -> None:
    district = Published(work)
    for point in points(count, district.calls):
        outcome, wrong = wrong_of(district, point)
        name = district.calls[point.number - 1]
        where = f"{point.what} at call {point.number} ({name}), -j {point.jobs}: "
        print(json.dumps({"outcome": outcome, "wrong": wrong and where + wrong}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
