"""Builds that begin at once, and readers all the while: nobody ever finds two generations in one station.

`python -m tests.sweeps.races [COUNT]`: so many races of two, a quarter of that of five, five times that of readers.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

from mzdocs.core.problems import Stopped
from mzdocs.publish.lock import BUSY
from mzdocs.publish.manifest import MANIFEST
from tests.sweeps import figure
from tests.sweeps.figure import Figure, Seen
from tests.test_switch import SETS as SETS_OF_STATION
from tests.test_switch import SLUG, publish, words

FULL = 200
OF_FIVE, READS = 4, 5
PUT, HELD_OFF, FAILED = range(3)


def swept(count: int, work: Path) -> Seen:
    """Races of two, then of five, then readers of a station that is exchanged all the time."""
    seen = Seen()
    for number in range(count):
        _raced(work / f"two-{number}", 2, seen)
    for number in range(count // OF_FIVE):
        _raced(work / f"five-{number}", 5, seen)
    _read(work / "read", count * READS, seen)
    return seen


def _raced(output: Path, runners: int, seen: Seen) -> None:
    publish(output, b"old")
    begin = os.pipe()
    children = [_forked(lambda each=each: _publish_when(begin[0], output, b"%d" % each)) for each in range(runners)]
    os.write(begin[1], b"x" * runners)
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    for pipe in begin:
        os.close(pipe)
    stands = words(output / SLUG)
    winners = {b"%d" % each for each, end in enumerate(ends) if end == PUT}
    mixed = len(stands) != 1 or not stands <= winners or not _whole(output / SLUG)
    wrong = f"{output.name}: {stands} after {ends}" if mixed or FAILED in ends else ""
    seen.found(f"{runners} at once", wrong)


def _publish_when(begin: int, output: Path, says: bytes) -> int:
    os.read(begin, 1)
    try:
        publish(output, says)
    except Stopped as stopped:
        return HELD_OFF if [each.code for each in stopped.problems] == [BUSY.code] else FAILED
    return PUT


def _whole(station: Path) -> bool:
    return all((station / name / file).is_file() for name in SETS_OF_STATION for file in ("a.pdf", "b.pdf", MANIFEST))


def _forked(act: Callable[[], int]) -> int:
    """A child that ends with what the act comes to."""
    child = os.fork()
    if child == 0:
        code = FAILED
        try:
            code = act()
        finally:
            os._exit(code)
    return child


def _read(output: Path, reads: int, seen: Seen) -> None:
    publish(output, b"0")
    writer = _forked(lambda: _publish_for_ever(output))
    try:
        for number in range(reads):
            found = _one_generation(output / SLUG)
            seen.found("read in a swap", "" if len(set(found)) == 1 else f"read {number}: {set(found)}")
    finally:
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)


def _publish_for_ever(output: Path) -> int:
    number = 0
    while True:
        number += 1
        publish(output, b"%d" % number)


def _one_generation(station: Path) -> Sequence[bytes]:
    """What all sets say to one who holds the folder; begun anew where the generation was removed meanwhile."""
    while True:
        try:
            return _held(station)
        except FileNotFoundError:
            continue


def _held(station: Path) -> Sequence[bytes]:
    folder = os.open(station, os.O_RDONLY)
    try:
        return [_content(f"{name}/{file}", folder) for name in SETS_OF_STATION for file in ("a.pdf", "b.pdf")]
    finally:
        os.close(folder)


def _content(path: str, folder: int) -> bytes:
    handle = os.open(path, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(handle, 100)
    finally:
        os.close(handle)


FIGURE = Figure(
    "builds at once (2, and 5), and readers during swaps",
    "0 mixed; who does not win is held off or publishes whole",
    swept, count=FULL, full=FULL, sample=4,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
