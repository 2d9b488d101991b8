"""A long proof: what it shows, how many cases of it are tried, and how it is told in one line."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

SEED = 2026
IN_MEMORY = Path("/dev/shm")
"""Where syncing costs nothing; which calls are made is the same everywhere."""


@dataclass
class Seen:
    """What came of the cases: how many of each outcome, and each that is not as it should be, to be tried again."""

    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    not_run: str = ""
    """Why there is nothing to be said."""

    def found(self, outcome: str, wrong: str = "") -> None:
        """One case ended so; with `wrong` it should not have."""
        self.outcomes[outcome] += 1
        if wrong:
            self.wrong.append(wrong)

    @property
    def reached(self) -> str:
        if self.not_run:
            return f"not run: {self.not_run}"
        return f"{len(self.wrong)} wrong of {self.outcomes.total()}: " + ", ".join(
            f"{outcome} {count}" for outcome, count in self.outcomes.most_common()
        )


@dataclass(frozen=True)
class Figure:
    """One promise. `count` is what `make gate` tries, `full` what was asked of us, `sample` what `make test` tries."""

    what: str
    aim: str
    run: Callable[[int, Path], Seen]
    count: int
    full: int
    sample: int


def shown(figure: Figure) -> int:
    """Try it with the count of the command line and tell it; the exit code is whether all was as it should be."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else figure.count
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="sweep-", dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as work:
        seen = figure.run(count, Path(work))
    seconds = time.perf_counter() - begun
    print(f"{figure.what} | {figure.aim} | {seen.reached} | {seconds:.0f} s", flush=True)
    for wrong in seen.wrong[:_MOST_TOLD]:
        print(f"    {wrong}")
    return 1 if seen.wrong else 0


_MOST_TOLD = 20
