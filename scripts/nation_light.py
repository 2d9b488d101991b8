"""A fleet of all stations of the nation whose tasks do nothing: what the fleet itself takes, in memory and in time.

    python -m scripts.nation_light ROOT NAMES       # prints one line of JSON

Each station's data file is empty. Processes, tasks and the table are the real ones; only the work is a stub, which
answers as a task does of which every station was made: with sums, counts, and a row for each.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from hashlib import sha256
from pathlib import Path

from scripts.nation import slug
from scripts.place_names import read

from mzdocs.core.problems import CRITERIA
from mzdocs.nation.districts import districts_under
from mzdocs.nation.engines import Processes
from mzdocs.nation.fleet_run import run_fleet
from mzdocs.nation.summaries import StationRow
from mzdocs.nation.tasks import Task
from mzdocs.nation.work import Done, StationDone

_FINDINGS = {"MZ2202": 1, "MZ2401": 1}
_TERMS = {"2029-10": 20}
_DUE = {str(year): 40 for year in range(2026, 2037)}


class Silent:
    """Hears what ends, and says nothing."""

    stopping = False
    ended = 0

    def on_task(self, task: Task, done: Done) -> None:  # noqa: ARG002 - whoever listens is told of it
        """Counts the stations."""
        self.ended += len(done.stations)


def stub(task: Task) -> Done:
    """The answer of a task of which every station was made."""
    sums = {each: sha256(f"{task.place}/{each}".encode()).hexdigest() for each in task.slugs}
    made = tuple(
        StationDone(each, "made", sums[each], 240, 240, 900, 20_000_000, 12.0, (), sums[each][:32])
        for each in task.slugs
    )
    return Done(made, rows=tuple(_row(each) for each in task.slugs if sums[each][:32] not in task.known))


def _row(name: str) -> StationRow:
    return StationRow(
        name, "001", "某区某某街道民政工作站", None, (0,) * len(CRITERIA), _FINDINGS, 6, 20, 960, _TERMS, _DUE
    )


def light(root: Path, names: Path) -> int:
    """Write the empty files by which every station of the nation is found; says how many there are."""
    count = 0
    for district in read(names):
        stations = root / district.place / "data" / "stations"
        stations.mkdir(parents=True, exist_ok=True)
        (stations.parent / "district.yaml").touch()
        for street in district.streets:
            (stations / f"{slug(street)}.yaml").touch()
            count += 1
    return count


def run(root: Path) -> dict[str, float]:
    """One fleet over them all: what this process took, and what its workers did."""
    start, silent = time.perf_counter(), Silent()
    every = [*districts_under(root)]
    run_fleet(root, every, every, Processes(stub, 2), 3, silent)
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "stations": silent.ended, "mib": own.ru_maxrss / 1024, "own": own.ru_utime + own.ru_stime,
        "workers": others.ru_utime + others.ru_stime, "wall": time.perf_counter() - start,
    }  # fmt: skip


if __name__ == "__main__":
    found = Path(sys.argv[1])
    if not found.exists():
        light(found, Path(sys.argv[2]))
    else:
        print(json.dumps(run(found)))
