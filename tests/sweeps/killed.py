"""A build by several processes, and one of them killed at a random moment, or the command told to stop.

Two stations are really laid out and put in place over two that stand. `python -m tests.sweeps.killed [COUNT]`: so many
moments.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from mzdocs.cli import main as mzdocs
from tests.incremental import little
from tests.sweeps import figure
from tests.sweeps.figure import SEED, Figure, Seen
from tests.sweeps.forked import Child, in_child
from tests.sweeps.two_stations import words_wrong
from tests.workspaces import DATA, SLUG, Workspace

FULL = 200
SECOND = "nanping"
KINDS = ("public-list",)
CHANGED = ("街道民政工作站", "街道民政服务站")
"""In the name of a station, and what makes every set of it another."""
LATER = 1.05
"""Of the time that a build takes, until when something happens."""
_AGAIN = 0.02
"""Seconds between two signals."""
Sets = Mapping[str, bytes]


def children_of(process: int) -> list[int]:
    """Its children and theirs, by proc(5)."""
    with suppress(OSError):
        found = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
        return [each for child in map(int, found) for each in (child, *children_of(child))]
    return []


def _worker_killed(command: int, chance: random.Random) -> None:
    for each in children_of(command):
        if chance.random() < 1 / 2:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
            return


def _sent(*signals: int) -> Callable[[int, random.Random], None]:
    """These to the command itself, one after the other."""

    def send(command: int, _: random.Random) -> None:
        for each in signals:
            os.kill(command, each)
            time.sleep(_AGAIN)

    return send


def _all_interrupted(command: int, _: random.Random) -> None:
    """As a terminal does it: the whole group hears of it."""
    os.killpg(command, signal.SIGINT)


HAPPENS: Mapping[str, Callable[[int, random.Random], None]] = {
    "a worker killed": _worker_killed,
    "the command killed": _sent(signal.SIGKILL),
    "SIGTERM twice": _sent(signal.SIGTERM, signal.SIGTERM),
    "SIGHUP": _sent(signal.SIGHUP),
    "SIGINT": _sent(signal.SIGINT),
    "Ctrl-C": _all_interrupted,
}


class Stations:
    """Two little stations of which everything stands as it was before their district changed."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._space: Workspace = little(work / "all")
        for path in (DATA / "stations").glob(f"{SECOND}*"):
            shutil.copy(path, self._space.station.parent)
        self._made()
        self._old = self._sets
        for path in (self._space.district, *map(self._space.station.with_stem, (SLUG, SECOND))):
            path.write_text(path.read_text("utf-8").replace(*CHANGED), "utf-8")
        shutil.copytree(work / "all", work / "kept")
        begun = time.monotonic()
        self._made()
        self.seconds = time.monotonic() - begun
        self._new = self._sets
        assert all(self._old[slug] != self._new[slug] for slug in self._old)

    def _made(self) -> None:
        ended = self.built()
        assert ended.code == 0, ended.said

    @property
    def _sets(self) -> dict[str, Sets]:
        """By station every file of every set."""
        return {slug: _files(self._space.output / slug) for slug in (SLUG, SECOND)}

    def begin(self) -> None:
        """What stands is old, and the data are new."""
        shutil.rmtree(self._space.root)
        shutil.copytree(self._work / "kept", self._space.root)

    def built(self, meanwhile: Callable[[int], object] = bool) -> Child:
        """How the command ends if something happens meanwhile."""

        def build() -> int:
            _as_at_a_terminal()
            os.chdir(self._space.root)
            return int(mzdocs(["build", "-q", "-j", "2", *(part for kind in KINDS for part in ("--only", kind))]))

        return in_child(self._work, build, meanwhile)

    @property
    def standing(self) -> Sequence[str]:
        """Which generation each station is of."""
        known = {"old": self._old, "new": self._new}
        found = self._sets
        return [next((word for word in known if known[word][slug] == found[slug]), "mixed") for slug in found]

    def wrong_after(self, ended: Child, temporary: Path) -> Iterator[str]:
        """What is wrong with how it ended, and with what the next run makes of it."""
        if ended.orphans:
            yield "a worker outlived its parent"
        if "mixed" in self.standing:
            yield f"neither old nor new: {self.standing}"
        yield from words_wrong(ended, self.standing.count("new"), len(self.standing))
        healed = self.built()
        if healed.code != 0 or {*self.standing} != {"new"}:
            yield f"not healed: {healed.code} {self.standing} {healed.said[-300:]}"
        left = {each.name for each in self._space.output.iterdir() if not each.name.startswith((".old-", ".mzdocs"))}
        if left != {SLUG, SECOND}:
            yield f"left: {sorted(left)}"
        yield from (f"left: {each.name}" for each in temporary.iterdir())


def _as_at_a_terminal() -> None:
    """What is begun in the background inherits that some signals are ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for each in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)


def _files(top: Path) -> Sets:
    every = (each for each in top.rglob("*") if each.is_file() and each.parent != top)
    return {each.relative_to(top).as_posix(): each.read_bytes() for each in every}


def swept(count: int, work: Path) -> Seen:
    """So many moments, all things that happen in turn."""
    seen, temporary = Seen(), work / "temporary"
    temporary.mkdir()
    os.environ["MZDOCS_CACHE"] = str(work / "cache")
    tempfile.tempdir = str(temporary)
    stations = Stations(work)
    for number in range(count):
        chance = random.Random(f"{SEED} killed {number}")
        what, happen = [*HAPPENS.items()][number % len(HAPPENS)]
        stations.begin()
        moment = chance.random() * LATER * stations.seconds
        ended = stations.built(partial(_later, moment, happen, chance))
        outcome = " and ".join(sorted({*stations.standing}))
        wrong = "; ".join(stations.wrong_after(ended, temporary))
        seen.found(outcome, wrong and f"{what} after {moment:.2f} of {stations.seconds:.2f} s: {wrong}")
    return seen


def _later(seconds: float, happen: Callable[[int, random.Random], None], chance: random.Random, command: int) -> None:
    time.sleep(seconds)
    happen(command, chance)


FIGURE = Figure(
    "a process of a build killed at a random moment", "each station old or new, no wrong word, healed by the next run",
    swept, count=60, full=FULL, sample=1,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
