"""A fleet whose command, processes, cluster or disk fail at some moment: what stands in the end is what would without.

Three districts of one station each, by real processes; every other case is another moment. Where a run could not end,
a second one goes on. `python -m tests.sweeps.fleets [COUNT]`: so many cases, each fault in its turn.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mzdocs.core.problems import Exit
from mzdocs.nation.standing import NAME, standing
from mzdocs.nation.work import STOP
from tests.incremental import little
from tests.sweeps import figure
from tests.sweeps.figure import SEED, Figure, Seen
from tests.test_fleet import lives, until
from tests.workspaces import Workspace, listing

PLACES = ("东江省/滨海市/北城区", "东江省/滨海市/南城区", "西岭省/石泉县")
PATIENCE = 600.0
_PYTHON = [sys.executable, "-m"]
Sums = dict[str, str]


@dataclass
class Fleet:
    """A folder of districts: as it is at first, what an undisturbed run makes of it, and how long that takes."""

    first: Path
    root: Path
    whole: Sums
    lasting: float
    chance: random.Random

    def begin(self) -> None:
        """Nothing is made yet."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.first, self.root)

    def start(self, *more: str) -> subprocess.Popen[str]:
        """The command, in a process group of its own as a terminal begins it."""
        return subprocess.Popen(
            [*_PYTHON, "mzdocs", "fleet", str(self.root), "--only", "plaque", "-j", "2", "--json", *more],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    def moment(self) -> None:
        """Any moment of a run."""
        time.sleep(self.chance.uniform(0.1, 1) * self.lasting)

    def sums(self) -> Sums:
        """What stands in the output of every district, file by file."""
        found = listing(self.root)
        return {name: digest for name, digest in found.items() if "/output/" in name and "/." not in name}

    def wrong(self, *more: str) -> str:
        """What is not as after an undisturbed run, once the command has been run to its end."""
        ended = self.start(*more)
        said, told = ended.communicate(timeout=PATIENCE)
        if ended.returncode:
            return f"exit {ended.returncode}: {said}{told}"
        if (self.root / STOP).exists():
            return "the mark to stop was left"
        with standing(self.root) as table:
            states = {sum for _, _, sum in table.sums()}
        return "" if self.sums() == self.whole and len(states) == 1 else "another output"


def descendants(process: int) -> list[int]:
    """The processes that any thread of one began, and theirs."""
    found: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):
        told = [path.read_text().split() for path in Path(f"/proc/{process}/task").glob("*/children")]
        for child in (int(each) for pids in told for each in pids):
            found += [child, *descendants(child)]
    return found


def gone(processes: Sequence[int]) -> bool:
    """Whether none of these does anything any more, in time."""
    return until(lambda: not any(map(lives, processes)), 60)


# faults: each begins a run, does something to it, and says what was wrong with how it ended


def command_killed(fleet: Fleet) -> str:
    """kill -9 of the command: its processes go with it, and the next run goes on."""
    with fleet.start() as run:
        fleet.moment()
        below = descendants(run.pid)
        run.kill()
    return "" if gone(below) else "a process outlives the command"


def _interrupted(fleet: Fleet, times: int, *more: str) -> str:
    run = fleet.start(*more)
    fleet.moment()
    for _ in range(times):
        with suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGINT)
        time.sleep(0.5)
    _, told = run.communicate(timeout=PATIENCE)
    early = (-signal.SIGINT,)  # before anybody could hear it
    return "" if run.returncode in (Exit.DONE, Exit.INTERRUPTED, *early) else f"exit {run.returncode}: {told}"


def interrupted(fleet: Fleet) -> str:
    """Ctrl-C: the stations at hand are finished."""
    return _interrupted(fleet, 1)


def interrupted_twice(fleet: Fleet) -> str:
    """Ctrl-C again: at once."""
    return _interrupted(fleet, 2)


def cluster_interrupted(fleet: Fleet) -> str:
    """Ctrl-C with a cluster of this machine, whose processes hear it too."""
    return _interrupted(fleet, 1, "--engine", "dask")


def _killing(fleet: Fleet, run: subprocess.Popen[str]) -> str:
    """One process below a run is killed now and then; it ends well all the same."""
    ended = threading.Event()

    def kill() -> None:
        while not ended.wait(fleet.chance.uniform(0.3, 0.6) * fleet.lasting):
            below = descendants(run.pid)
            with suppress(ProcessLookupError, IndexError):
                os.kill(fleet.chance.choice(below), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    said, told = run.communicate(timeout=PATIENCE)
    ended.set()
    killer.join()
    return "" if run.returncode == Exit.DONE else f"exit {run.returncode}: {said}{told}"


def processes_killed(fleet: Fleet) -> str:
    """Processes of this machine are killed now and then, as for want of memory."""
    return _killing(fleet, fleet.start("--retry", "9"))


def workers_killed(fleet: Fleet) -> str:
    """So are a cluster's workers, and what they began."""
    return _killing(fleet, fleet.start("--engine", "dask", "--retry", "9"))


def process_stopped(fleet: Fleet) -> str:
    """A process that does nothing any more is ended by who waits for it, and its station made by another."""
    run = fleet.start("--timeout", str(int(20 + 2 * fleet.lasting)))
    fleet.moment()
    with suppress(ProcessLookupError, IndexError):
        os.kill(descendants(run.pid)[-1], signal.SIGSTOP)
    said, told = run.communicate(timeout=PATIENCE)
    return "" if run.returncode == Exit.DONE else f"exit {run.returncode}: {said}{told}"


@contextmanager
def cluster(fleet: Fleet, *limits: int) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A scheduler and a worker for each limit of bytes a file may have there (0: none), as `dask` begins them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": fleet.root.parent}
    scheduler = subprocess.Popen(
        [*_PYTHON, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"],
        **quiet,  # type: ignore[call-overload]
    )
    workers = [
        subprocess.Popen(
            [*_PYTHON, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard",
             "--local-directory", str(fleet.root.parent)],
            preexec_fn=_at_most(most) if most else None, **quiet,
        )
        for most in limits
    ]  # fmt: skip
    try:
        yield scheduler, address
    finally:
        below = [one for each in (scheduler, *workers) for one in descendants(each.pid)]
        for each in (scheduler, *workers):
            each.kill()
            each.wait()
        for one in filter(lives, below):
            os.kill(one, signal.SIGKILL)


def _at_most(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _reached(fleet: Fleet, address: str) -> subprocess.Popen[str]:
    """A run on a cluster, once that has workers."""
    from distributed import Client

    with Client(address, timeout=PATIENCE, set_as_default=False) as client:
        client.wait_for_workers(1, timeout=PATIENCE)
    return fleet.start("--engine", address)


def scheduler_killed(fleet: Fleet) -> str:
    """A scheduler that is killed is told, in time."""
    with cluster(fleet, 0, 0) as (scheduler, address):
        run = _reached(fleet, address)
        fleet.moment()
        scheduler.kill()
        said, told = run.communicate(timeout=PATIENCE)
    lost = run.returncode == Exit.BUSY and "MZN09" in said and not told
    return "" if run.returncode == Exit.DONE or lost else f"exit {run.returncode}: {said}{told}"


def node_full(fleet: Fleet) -> str:
    """On one of two machines no file has room: what it could not make is told as that, what the other made stands."""
    with cluster(fleet, 40_000, 0) as (_, address):
        run = _reached(fleet, address)
        said, told = run.communicate(timeout=PATIENCE)
    codes = {each["code"][:3] for each in json.loads(said)["failed"]} if said else set()
    return "" if run.returncode in (Exit.DONE, Exit.OUTPUT, Exit.LIMIT) and codes <= {"MZ7"} else f"{said}{told}"


def two_fleets(fleet: Fleet) -> str:
    """Who comes second is told to wait, and disturbs nothing."""
    run = fleet.start()
    assert until(lambda: (fleet.root / NAME).exists() or run.poll() is not None, PATIENCE)
    second = fleet.start()
    told, _ = second.communicate(timeout=PATIENCE)
    busy = second.returncode == Exit.BUSY and "MZ7002" in told
    said, more = run.communicate(timeout=PATIENCE)
    late = second.returncode == Exit.DONE
    return "" if run.returncode == Exit.DONE and (busy or late) else f"exit {second.returncode}: {told}{said}{more}"


def file_changing(fleet: Fleet) -> str:
    """A data file is written again and again while it is read; what was made of half of it does not stay."""
    station = Workspace(fleet.root / PLACES[0]).station
    first, run = station.read_text("utf-8"), fleet.start()
    other = first.replace("民政服务窗口", "便民服务窗口")
    while run.poll() is None:
        station.write_text(fleet.chance.choice([first, other, first[: len(first) // 2]]), "utf-8")
        time.sleep(0.05)
    run.communicate()
    station.write_text(first, "utf-8")
    return "" if run.returncode in (Exit.DONE, Exit.DATA) else f"exit {run.returncode}"


FAULTS: tuple[Callable[[Fleet], str], ...] = (
    command_killed, interrupted, processes_killed, workers_killed, scheduler_killed, cluster_interrupted,
    interrupted_twice, two_fleets, file_changing, node_full, process_stopped,
)  # fmt: skip


def swept(count: int, work: Path) -> Seen:
    """So many cases, each fault in its turn."""
    seen, fleet = Seen(), _fleet(work)
    for number in range(count):
        fault = FAULTS[number % len(FAULTS)]
        fleet.chance = random.Random(SEED + number)
        fleet.begin()
        wrong = fault(fleet) or fleet.wrong()
        seen.found(fault.__name__.replace("_", " "), f"{number} {fault.__name__}: {wrong}" if wrong else "")
    return seen


def _fleet(work: Path) -> Fleet:
    first = work / "first"
    one = little(first / PLACES[0])
    for place in PLACES[1:]:
        shutil.copytree(one.root, first / place)
    fleet = Fleet(first, work / "root", {}, 0, random.Random(SEED))
    fleet.begin()
    begun = time.monotonic()
    ended = fleet.start()
    said, told = ended.communicate(timeout=PATIENCE)
    assert ended.returncode == Exit.DONE, said + told
    fleet.lasting, fleet.whole = time.monotonic() - begun, fleet.sums()
    assert len(fleet.whole) > 30
    return fleet


FIGURE = Figure(
    "fleets killed, interrupted, stopped, out of room or changed while they run, then run again",
    "0 other outputs than without, 0 processes left",
    swept, count=22, full=330, sample=1,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
