"""A library breaks down at any of its calls while it reads a file of others: a sentence and exit code 17.

In the child that reads, calls of functions that are not Python's own are counted; at the n-th the process is ended as a
library ends it, or the system. `python -m tests.sweeps.crashes [COUNT]`: so many calls of each reader, at random.
"""

from __future__ import annotations

import ctypes
import faulthandler
import mmap
import os
import random
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType

from mzdocs.core.problems import Exit
from tests.ofd_samples import sample_ofd, sample_pdf
from tests.sweeps import figure
from tests.sweeps.attacks.attack import Attack
from tests.sweeps.attacks.every_attack import HARMLESS
from tests.sweeps.attacks.trying import left_in, loaded, temporary_files, tried
from tests.sweeps.figure import SEED, Figure, Seen
from tests.sweeps.forked import Child

FULL = 100
TELLS = "MZQ7"
"""How the codes begin that say that a reader broke down or was stopped."""
HOW: Mapping[str, Callable[[], object]] = {
    "reads no memory of its own": partial(ctypes.string_at, 0),
    "aborts": os.abort,
    "leaves": partial(os._exit, 0),
    **{
        str(each.name): partial(signal.raise_signal, each)
        for each in (signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGKILL, signal.SIGXCPU)
    },
}


def _judged(file: str, data: Callable[[], bytes]) -> Attack:
    return replace(HARMLESS["preflight"], name=file, file=file, lay=lambda path: path.write_bytes(data()))


READERS = (
    _judged("x.pdf", sample_pdf),
    _judged("x.ofd", sample_ofd),
    *(HARMLESS[command] for command in ("check-docx", "badge", "sign")),
)


class Counter:
    """Calls counted in every process that is forked from the one that is `armed`, and what happens at one of them."""

    def __init__(self) -> None:
        self._seen = mmap.mmap(-1, 8)

    @property
    def calls(self) -> int:
        """How many there were since it was armed."""
        return int.from_bytes(self._seen[:8], "little")

    def arm(self, at: int = 0, happens: Callable[[], object] = bool) -> None:
        """Children of this process count from now on."""
        self._seen[:8] = bytes(8)
        faulthandler.disable()  # which tells the whole story of a crash that is meant

        def on_call(_frame: FrameType, event: str, _given: object) -> None:
            if event == "c_call":
                number = self.calls + 1
                self._seen[:8] = number.to_bytes(8, "little")
                if number == at:
                    happens()

        os.register_at_fork(after_in_child=lambda: sys.setprofile(on_call))


def swept(count: int, work: Path) -> Seen:
    """So many calls of each reader."""
    seen, chance, counter = Seen(), random.Random(SEED), Counter()
    with temporary_files(work) as temporary:
        for reader in READERS:
            loaded(reader, work)
            undisturbed = tried(reader, work, counter.arm)
            calls = counter.calls
            for _ in range(count):
                at, (how, happens) = chance.randint(1, calls), chance.choice([*HOW.items()])
                ended = tried(reader, work, partial(counter.arm, at, happens))
                wrong = wrong_of(ended, undisturbed) or left_in(temporary)
                where = f"{' '.join(reader.line)}, {how} at call {at} of {calls}: "
                seen.found(f"exit {ended.code}", wrong and where + wrong)
    return seen


def wrong_of(ended: Child, undisturbed: Child) -> str:
    """What is wrong with how it ended, where it would have ended so undisturbed.

    What happens once the answer is given hinders nobody.
    """
    if ended.orphans:
        return "children outlived it"
    if (ended.code, ended.said) == (undisturbed.code, undisturbed.said):
        return ""
    as_it_should = ended.code == Exit.LIMIT and TELLS in ended.said
    return "" if as_it_should else f"ended with {ended.code}: {ended.said[-300:]!r}"


FIGURE = Figure(
    f"{len(READERS)} readers that break down at any call", "exit 17 and a sentence, or what was to be said",
    swept, count=FULL, full=FULL, sample=1,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
