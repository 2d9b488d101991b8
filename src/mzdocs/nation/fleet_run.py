"""The whole way of a fleet: districts found, tasks carried out, each answer entered as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from mzdocs.core.problems import Exit, Location, Stopped, problem_type, reason
from mzdocs.nation.districts import DistrictFolder
from mzdocs.nation.engines import Engine
from mzdocs.nation.running import Running
from mzdocs.nation.standing import Standing, standing
from mzdocs.nation.tasks import Task, tasks_of
from mzdocs.nation.work import STOP, Done
from mzdocs.publish.lock import Unwritable, hold

UNWRITABLE = problem_type(
    "MZN06",
    "这个文件夹写不了：{reason}",
    "The folder cannot be written: {reason}",
    "检查磁盘空间和权限；原有的成品没有改动。",
    "Check space and permissions; what was there is unchanged.",
    Exit.OUTPUT,
)


class Listener(Protocol):
    """Who hears how a fleet gets on, and may ask it to stop."""

    stopping: bool

    def on_task(self, task: Task, done: Done) -> None:
        """A task has ended and is entered."""


def run_fleet(
    root: Path,
    every: Sequence[DistrictFolder],
    wanted: Sequence[DistrictFolder],
    engine: Engine,
    tries: int,
    listener: Listener,
) -> None:
    """Build the stations wanted of all that are there; what stands as it would be built is not made again.

    Raises:
        Stopped: another fleet runs here, or the folder cannot be written.
    """
    with held(root), standing(root) as table:
        table.keep_only(every)
        (root / STOP).unlink(missing_ok=True)
        try:
            _carry_out(tasks_of(wanted, table.known()), table, engine, tries, listener, (root / STOP).touch)
        finally:
            (root / STOP).unlink(missing_ok=True)


def read_fleet(root: Path, every: Sequence[DistrictFolder], engine: Engine, tries: int, listener: Listener) -> None:
    """Read the stations whose data are others than those entered; a fleet that builds here meanwhile is in no way."""
    with standing(root) as table:
        table.keep_only(every)
        _carry_out(tasks_of(every, table.known()), table, engine, tries, listener)


def _carry_out(
    tasks: Sequence[Task], table: Standing, engine: Engine, tries: int, listener: Listener,
    on_stop: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    with engine:
        running = Running(tasks, engine, tries)
        while (ended := running.ended()) is not None:
            for task, done in ended:
                table.enter(task, done)
                listener.on_task(task, done)
            if listener.stopping:
                running.stop()
                on_stop()


@contextmanager
def held(root: Path) -> Iterator[None]:
    """A fleet's folder, for one fleet at a time.

    Raises:
        Stopped: another one runs here, or the folder cannot be written.
    """
    try:
        with hold(root):
            yield
    except Unwritable as error:
        raise Stopped([UNWRITABLE.at(Location(root.name), reason=reason(error.why))]) from None
    except OSError as error:
        raise Stopped([UNWRITABLE.at(Location(root.name), reason=reason(error))]) from None
