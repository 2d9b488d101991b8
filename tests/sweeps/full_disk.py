"""A disk of every size from nothing to enough, files of every length, and no room for one more file: it is said.

Two stations are published over two that stand, on a file system that has so many bytes or files left, or by a process
that may write files of so many bytes. `python -m tests.sweeps.full_disk [COUNT]`: so many sizes of the disk, and a
quarter of that of the other two.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from mzdocs.core.problems import Exit
from tests.sweeps import figure, mounted
from tests.sweeps.figure import Figure, Seen
from tests.sweeps.two_stations import NEW, TwoStations

FULL = 120
SIZE = 20_000
"""How often each file says its word: 60 kB are many blocks of a disk."""
_BLOCK = 4096


def swept(count: int, work: Path) -> Seen:
    """Each kind of want in even steps from none of it to enough."""
    seen, stations = Seen(), TwoStations(work, SIZE)
    few = count // 4
    for number in range(few):
        most = (number + 1) * 4 * SIZE // few
        stations.begin()
        _judged(stations, f"files of {most} bytes", seen, lambda most=most: _at_most(most))  # type: ignore[misc]
    if not mounted.allowed():
        seen.not_run = mounted.NOT_ALLOWED
        return seen
    held, files = _held(stations.kept)
    for number in range(count):
        _on_disk(stations, f"size={held + number * (held + 40 * _BLOCK) // count // _BLOCK * _BLOCK}", seen)
    for number in range(few):
        _on_disk(stations, f"size=1G,nr_inodes={files + 2 + number * (files + 10) // few}", seen)
    return seen


def _held(folder: Path) -> tuple[int, int]:
    """Bytes in whole blocks, and files and folders."""
    every = [folder, *folder.rglob("*")]
    return sum(-(-each.stat().st_size // _BLOCK) * _BLOCK for each in every if each.is_file()), len(every)


def _on_disk(stations: TwoStations, options: str, seen: Seen) -> None:
    """One try on a new disk that holds what stands."""
    shutil.rmtree(stations.output, ignore_errors=True)
    with mounted.mounted(stations.output, "-t", "tmpfs", "-o", options, "none"):
        shutil.copytree(stations.kept, stations.output, dirs_exist_ok=True)
        _judged(stations, options, seen, mend=lambda: _enough(stations.output))


def _enough(place: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=1G,nr_inodes=100000", str(place)], check=True, capture_output=True)


def _at_most(most: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def _judged(
    stations: TwoStations,
    what: str,
    seen: Seen,
    before: Callable[[], object] = dict,
    mend: Callable[[], object] = dict,
) -> None:
    ended = stations.published(before=before)
    standing = stations.standing
    mend()
    wrong = [*stations.wrong_after(ended)]
    if ended.code != (Exit.DONE if standing == [NEW, NEW] else Exit.OUTPUT):
        wrong.append(f"code {ended.code}, {standing}")
    seen.found(" and ".join(sorted({*standing})), f"{what}: " + "; ".join(wrong) if wrong else "")


FIGURE = Figure(
    "full disk, files too long, no room for a file", "exit 15 and each station old or new, whole; the next run heals",
    swept, count=FULL, full=FULL, sample=8,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
