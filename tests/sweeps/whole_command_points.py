"""Under the shim: a station is built anew over what stands, again and again, and each time something happens.

One line of JSON a point goes to standard output.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mzdocs.cli import main as mzdocs
from tests.incremental import little
from tests.sweeps.figure import SEED
from tests.sweeps.forked import Child, in_child
from tests.sweeps.shim import ACTIONS, arm, counted
from tests.sweeps.two_stations import words_wrong
from tests.workspaces import SLUG, Workspace

KINDS = ("public-list", "paper", "household")
"""Sets for everybody and one that is private."""
CHANGED = {"云川市澄江区民政局": "云川市澄江区民政二局", "桃溪社区": "桃花溪社区", "花径社区": "花间社区"}
"""What makes every set another."""
Sets = dict[str, bytes]


class Station:
    """A little station of which everything stands as it was before its data changed."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.space: Workspace = little(work / "all" / "district")
        os.environ["MZDOCS_CACHE"] = str(work / "all" / "cache")
        tempfile.tempdir = str(work / "all")
        assert self.built().code == 0, self.built().said
        self.old = self.sets
        shutil.copytree(work / "all", work / "kept")
        self._change()
        shutil.copytree(self.space.root / "data", work / "kept" / "district" / "data", dirs_exist_ok=True)
        assert self.built().code == 0, self.built().said
        self.new = self.sets
        assert self.old.keys() == self.new.keys() and self.old != self.new

    def _change(self) -> None:
        for path in (self.space.district, *self.space.station.parent.glob(f"{SLUG}*")):
            text = path.read_text("utf-8-sig")
            for was, now in CHANGED.items():
                text = text.replace(was, now)
            path.write_text(text, "utf-8-sig" if path.suffix == ".csv" else "utf-8")

    @property
    def sets(self) -> Sets:
        """Every file of every set."""
        top = self.space.output / SLUG
        every = (each for each in top.rglob("*") if each.is_file() and each.parent != top)
        return {each.relative_to(top).as_posix(): each.read_bytes() for each in every}

    def begin(self) -> None:
        """What stands is old, and the data are new."""
        for each in (self.work / "all").iterdir():
            shutil.rmtree(each)
        shutil.copytree(self.work / "kept", self.work / "all", dirs_exist_ok=True)

    def built(self, number: int = 0, what: str = "EIO") -> Child:
        """How the command ends if this happens at its n-th call; at its end it tells how many it made."""

        def build() -> int:
            os.chdir(self.space.root)
            arm(self.work / "all", number, ACTIONS[what])
            code = int(mzdocs(["build", "-q", "-j", "1", *(part for kind in KINDS for part in ("--only", kind))]))
            os.write(1, b"\n%d" % len(counted()))
            return code

        return in_child(self.work, build)

    def calls(self) -> int:
        """How many calls a build makes."""
        self.begin()
        return int(self.built().said.split()[-1])

    def wrong_after(self, ended: Child) -> Iterator[str]:
        """What is wrong with how it ended, and with what the next run makes of it."""
        stands = self.sets
        if stands not in (self.old, self.new):
            differing = [name for name in stands if stands[name] != self.old.get(name)]
            yield f"neither old nor new: {differing} are new"
        yield from words_wrong(ended, int(stands == self.new), 1)
        healed = self.built()
        if healed.code != 0 or self.sets != self.new:
            yield f"not healed: {healed.code} {healed.said}"


def main(work: Path, count: int) -> None:
    (work / "all").mkdir()
    station, chance = Station(work), random.Random(SEED)
    calls = station.calls()
    for _ in range(count):
        number, what = chance.randint(1, calls), chance.choice(list(ACTIONS))
        station.begin()
        ended = station.built(number, what)
        outcome = "new" if station.sets == station.new else "old" if station.sets == station.old else "neither"
        wrong = "; ".join(station.wrong_after(ended))
        where = f"{what} at call {number} of {calls}: "
        print(json.dumps({"outcome": outcome, "wrong": wrong and where + wrong}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
