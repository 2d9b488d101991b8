"""Under the shim: each command that changes data is given again and again, and each time something happens.

One line of JSON a point goes to standard output.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mzdocs.cli import main as mzdocs
from mzdocs.core.problems import Exit
from tests.incremental import little
from tests.sweeps.figure import SEED
from tests.sweeps.forked import Child, in_child
from tests.sweeps.shim import ACTIONS, arm, counted
from tests.workspaces import SLUG, Workspace, replace

COMMANDS: Sequence[tuple[str, ...]] = (
    ("approve", SLUG, "--by", "李主任", "--date", "2026-12-01"),
    ("issue", SLUG, "--date", "2026-11-20"),
    ("new-year", "2027"),
    ("theme", "new", "ours", "--primary", "#1f6b4a"),
    ("check", SLUG, "--fix"),
)
SLIP = ("街道代码:", "街道代码：")
"""What `--fix` mends: a mark that an input method has written."""
ANYWHERE = [what for what in ACTIONS if what != "short write"]
Files = Mapping[str, bytes]


class Changed:
    """A workspace before a command, and what the command makes of its data."""

    def __init__(self, work: Path, space: Workspace, line: Sequence[str]) -> None:
        self._work, self._space, self._line = work, space, line
        self.old = self.files
        ended = self.given()
        assert ended.code == 0, f"{line}: {ended.said}"
        self.calls = int(ended.said.split()[-1])
        self.new = self.files
        assert self.old != self.new, line

    @property
    def files(self) -> Files:
        """Every file of the data."""
        every = (each for each in (self._space.root / "data").rglob("*") if each.is_file())
        return {each.relative_to(self._space.root).as_posix(): each.read_bytes() for each in every}

    def begin(self) -> None:
        """All is as it was."""
        shutil.rmtree(self._space.root)
        shutil.copytree(self._work / "kept", self._space.root)

    def given(self, number: int = 0, what: str = "EIO") -> Child:
        """How the command ends if this happens at its n-th call; at its end it tells how many it made."""

        def give() -> int:
            os.chdir(self._space.root)
            arm(self._space.root, number, ACTIONS[what])
            code = int(mzdocs([*self._line]))
            os.write(1, b"\n%d" % len(counted()))
            return code

        return in_child(self._work, give)

    def wrong_after(self, ended: Child) -> Iterator[str]:
        """What is wrong with what stands, with what was said, and with what the next run makes of it."""
        stands = self.files
        for name, data in stands.items():
            if data not in (self.old.get(name), self.new.get(name)) and (ended.code >= 0 or name in self.new):
                yield f"{name} is neither as it was nor as it will be"
        yield from (f"{name} is gone" for name in self.old if name not in stands and name in self.new)
        if ended.code == Exit.DONE and stands != self.new:
            yield "ended well, but the data are others"
        if "Traceback" in ended.said or "MZ9000" in ended.said:
            yield f"called a fault of ours: {ended.said[-300:]!r}"
        again = self.given()
        wrong = sorted(name for name in self.new if self.files.get(name) != self.new[name])
        if wrong or again.code == Exit.INTERNAL:
            yield f"not done by the next run: {again.code} {wrong} {again.said[-300:]!r}"


def main(work: Path, count: int) -> None:
    os.environ["MZDOCS_CACHE"], tempfile.tempdir = str(work / "cache"), str(work)
    space = little(work / "district")
    os.chdir(space.root)
    assert in_child(work, lambda: int(mzdocs(["build", "-q", "--only", "paper", "--only", "public-list"]))).code == 0
    for line in COMMANDS[:count]:
        if line[0] == "check":
            replace(space.station, *SLIP)
        shutil.rmtree(work / "kept", ignore_errors=True)
        shutil.copytree(space.root, work / "kept")
        changed, chance = Changed(work, space, line), random.Random(f"{SEED} {line}")
        for _ in range(count):
            number, what = chance.randint(1, changed.calls), chance.choice(ANYWHERE)
            changed.begin()
            ended = changed.given(number, what)
            where = f"{' '.join(line[:2])}, {what} at call {number} of {changed.calls}: "
            wrong = "; ".join(changed.wrong_after(ended))
            print(json.dumps({"outcome": f"{line[0]} {ended.code}", "wrong": wrong and where + wrong}), flush=True)
        changed.begin()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
