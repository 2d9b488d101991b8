"""Two stations that are published as the command does it, each saying one word in every file of its four sets.

They are not laid out; from the lock to the last sentence all else is what `mzdocs build` does.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mzdocs.build import pipeline, stations_prepared
from mzdocs.build.pipeline import Made
from mzdocs.cli import main as mzdocs
from mzdocs.core.problems import Exit
from mzdocs.publish import sets
from mzdocs.publish.sets import Delivery
from tests.sweeps.forked import Child, in_child
from tests.workspaces import DATA, listing

STATIONS = ("taoyuan", "nanping")
SETS = {"signage": False, "archive": True, "public": False, "reports/2026": False}
FILES = ("a.pdf", "b.pdf")
OLD, NEW, MIXED = "old", "new", "mixed"
_LOCK = ".mzdocs.lock"


class TwoStations:
    """The workspace, its output folder, and what stands in it."""

    def __init__(self, work: Path, size: int = 1) -> None:
        """`size` is how often a file says its word."""
        self._work, self._size = work, size
        self.root, self.output = work / "district", work / "district" / "output"
        (self.root / "data" / "stations").mkdir(parents=True)
        for name in ("district", *(f"stations/{each}" for each in STATIONS)):
            shutil.copy(DATA / f"{name}.yaml", self.root / "data" / f"{name}.yaml")
        self._known = {word: self._generation(word) for word in (NEW, OLD)}
        self.output.rename(self.kept)

    @property
    def kept(self) -> Path:
        """An output folder of which all is old."""
        return self._work / "kept"

    def _generation(self, word: str) -> dict[str, dict[str, str]]:
        shutil.rmtree(self.output, ignore_errors=True)
        ended = self.published(word)
        assert ended.code == 0, ended.said
        return {each: listing(self.output / each) for each in STATIONS}

    def begin(self) -> None:
        """All that stands is old."""
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.copytree(self.kept, self.output)

    def published(self, word: str = NEW, jobs: int = 1, before: Callable[[], object] = dict) -> Child:
        """How the command ends, in a child that does something `before`."""
        return in_child(self._work, lambda: (before(), self.publish(word, jobs))[1])

    def publish(self, word: str, jobs: int = 1) -> int:
        """The command as a clerk gives it, of stations that are past both gates; its exit code."""

        def make(slug: Any, *_: object) -> Made:
            said = word.encode() * self._size
            deliveries = [
                Delivery(self.output / slug / name, dict.fromkeys(FILES, said), {"set": name}, private)
                for name, private in SETS.items()
            ]
            staged = sets.stage_station(self.output, slug, deliveries)
            sets.add_file(staged, ".record.json", said, private=True)
            return Made(slug, slug, (), staged, (), 0)

        pipeline.make = make
        stations_prepared.prepared_as_far = lambda *_: (list(STATIONS), [])  # type: ignore[assignment]
        paths = [str(self.root / "data" / "stations" / f"{each}.yaml") for each in STATIONS]
        return int(mzdocs(["build", "-q", "-j", str(jobs), *paths]))

    @property
    def standing(self) -> list[str]:
        """What each station says now."""
        return [self._word(each) for each in STATIONS]

    def _word(self, slug: str) -> str:
        there = listing(self.output / slug)
        there.pop(".whole", None)
        return next((word for word, known in self._known.items() if known[slug] == there), MIXED)

    def left(self) -> list[str]:
        """What lies beside the stations, but for the lock and the generation before."""
        known = {*STATIONS, _LOCK, *(f".old-{each}" for each in STATIONS)}
        return sorted({path.name for path in self.output.iterdir()} - known)

    def wrong_after(self, ended: Child) -> Iterator[str]:
        """What is wrong with how the command ended, and with what the next run makes of it."""
        standing = self.standing
        if ended.orphans:
            yield "a worker outlived its parent"
        if MIXED in standing:
            yield f"sets of two generations, {standing}"
        yield from words_wrong(ended, standing.count(NEW), len(STATIONS))
        healed = self.published()
        if healed.code != Exit.DONE or self.standing != [NEW, NEW]:
            yield f"not healed: {healed.code} {self.standing} {healed.said}"
        if self.left():
            yield f"left: {self.left()}"


def words_wrong(ended: Child, new: int, stations: int) -> Iterator[str]:
    """Where what is said of the stations, or the exit code, is not what is: so many of so many are new."""
    for pattern in (r"工作站中 (\d+) 个已经换新", r"；已经换新 (\d+) 个"):
        said = re.search(pattern, ended.said)
        if said and int(said[1]) != new:
            yield f"said {said[0]}, but {new} are new"
    if re.search("(没有生成|已中断)；原有的成品没有改动", ended.said) and new:
        yield f"said nothing was replaced, but {new} are new"
    if ended.code == Exit.DONE and new != stations:
        yield f"ended well, but {new} are new"
    if ended.code > 0 and not re.search("没有改动|已经换", ended.said):
        yield f"code {ended.code} says not what stands: {ended.said!r}"
    if "Traceback" in ended.said or "MZ9000" in ended.said:
        yield f"called a fault of ours: {ended.said[-300:]!r}"
