"""The power is cut while a station is published again and again: after it the disk has one whole generation.

A file system on a loop device is shut down at a random instant without writing anything more, its journal included,
and mounted again. What was reported before the cut must be there. This is ext4; a disk that says it has written what it
has not is beyond it. `python -m tests.sweeps.power [COUNT]`: so many instants with each way of mounting.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from tests.sweeps import figure, mounted
from tests.sweeps.figure import SEED, Figure, Seen
from tests.test_switch import SLUG, publish, words

FULL = 200
OPTIONS = ("data=ordered", "data=writeback,noauto_da_alloc,commit=300")
LONGEST = 0.5
"""Seconds until the cut."""
_TOLD = 8
"""Bytes of a number told."""


def swept(count: int, work: Path) -> Seen:
    """Each way of mounting, at so many instants."""
    seen, chance = Seen(), random.Random(SEED)
    if not mounted.allowed():
        seen.not_run = mounted.NOT_ALLOWED
        return seen
    for options in OPTIONS:
        for number in range(count):
            after = chance.uniform(0, LONGEST)
            seen.found(options, _cut(work, options, after, f"{options}, instant {number} ({after:.3f} s)"))
    return seen


def _cut(work: Path, options: str, after: float, name: str) -> str:
    """What is wrong after one cut."""
    disk, place = work / "disk", work / "place"
    disk.unlink(missing_ok=True)
    with disk.open("wb") as file:
        file.truncate(32 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(disk)], check=True, capture_output=True)
    with mounted.mounted(place, "-o", f"loop,{options}", str(disk)):
        publish(place / "output", b"0")
        told = _published_until(place, after)
    with mounted.mounted(place, "-o", f"loop,{options}", str(disk)):
        return _wrong(place / "output", told, name)


def _published_until(place: Path, after: float) -> int:
    """The last generation that was reported before the power went."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        os.chdir("/")
        try:
            for number in range(1, 1_000_000):
                publish(place / "output", b"%d" % number)
                os.write(there, b"%0*d" % (_TOLD, number))
        finally:
            os._exit(1)
    time.sleep(after)
    os.kill(child, signal.SIGSTOP)
    os.waitpid(child, os.WUNTRACED)
    mounted.power_cut(place)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(there)
    with open(here, "rb") as pipe:
        return int(pipe.read()[-_TOLD:] or b"0")


def _wrong(output: Path, told: int, name: str) -> str:
    stands = words(output / SLUG)
    if len(stands) != 1:
        return f"{name}: torn, {stands}"
    if not told <= int(next(iter(stands))) <= told + 1:
        return f"{name}: {told} was reported, {stands} stands"
    publish(output, b"next")
    return "" if words(output / SLUG) == {b"next"} else f"{name}: not healed"


FIGURE = Figure(
    "power cut on a loop device (ext4), two ways of mounting", "0 torn, what was reported is there",
    swept, count=FULL, full=FULL, sample=3,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
