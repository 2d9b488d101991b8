"""Who carries out tasks: processes of this machine, or a cluster's workers. Each gives futures, as executors do."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self

from mzdocs.core.child_process import die_with
from mzdocs.nation.tasks import Task
from mzdocs.nation.work import Done

if TYPE_CHECKING:
    from pebble import ProcessPool

Loss = Literal["died", "time", "gone"]
"""How a task is lost: its process died, or took too long; or the machine that had it went, whatever the task did."""
SECONDS, GRACE = 900, 60
"""What a station may take where nothing else is said; and what is waited beyond that of all of a task, for a process
that cannot end itself: one that was stopped, or waits for a disk that does not answer."""
_TASKS = 40
"""After so many tasks a process gives way to a new one: what layout leaves behind is never given back."""


class Engine(AbstractContextManager[Any], Protocol):
    """Carries out tasks; a worker that is lost takes with it the task it had, and no other."""

    workers: int

    def submit(self, task: Task) -> Future[Done]:
        """The task's answer, in time."""

    def loss(self, error: BaseException) -> Loss:
        """How the worker was lost that a future of this engine failed with.

        Raises:
            BaseException: the error, where no worker was lost.
        """


class Processes(AbstractContextManager["Processes"]):
    """Processes of this machine, by `pebble`: the standard library's pool loses every task when one process dies."""

    def __init__(self, work: Callable[[Task], Done], workers: int, seconds: int = SECONDS) -> None:
        self.workers, self._work, self._seconds = workers, work, seconds
        self._pool: ProcessPool

    def __enter__(self) -> Self:
        self._pool = begun_pool(self.workers)
        return self

    def submit(self, task: Task) -> Future[Done]:
        """The task's answer, in time."""
        if not self._pool.active:  # a process that ends without a task ends its pool
            self._pool = begun_pool(self.workers)
        return self._pool.schedule(self._work, (task,), timeout=most_seconds(task, self._seconds))

    def loss(self, error: BaseException) -> Loss:
        """How the process was lost."""
        return how_lost(error)

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def begun_pool(workers: int) -> ProcessPool:
    """So many processes that wait for what they are to do; they end with this one."""
    from pebble import ProcessPool

    context = multiprocessing.get_context("spawn")  # threads of ours must not be forked with their locks
    with interrupts_unheard():
        pool = ProcessPool(workers, _TASKS, _serve, (os.getpid(),), context)
        assert pool.active  # it begins when it is first looked at
    return pool


@contextmanager
def interrupts_unheard() -> Iterator[None]:
    """Threads that begin meanwhile, and every process they begin from its first moment on, never hear an interrupt.

    One at the terminal reaches all of them; it is this thread's to hear, a moment later.
    """
    resource_tracker.ensure_running()  # the first process to need it would begin it, and hear interrupts from then on
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def most_seconds(task: Task, each: int) -> int:
    """After so many a process that does not answer is ended by who waits for it."""
    return each * len(task.slugs) + GRACE


def how_lost(error: BaseException) -> Loss:
    """How a process of a pool was lost.

    Raises:
        BaseException: the error, where none was lost.
    """
    from pebble import ProcessExpired

    if isinstance(error, TimeoutError):
        return "time"
    if isinstance(error, BrokenProcessPool):
        return "gone"
    if not isinstance(error, ProcessExpired):
        raise error
    return "time" if error.exitcode == -signal.SIGALRM else "died"


def _serve(parent: int) -> None:
    """A process begins: it dies with its parent, and what it begins itself hears no interrupt either."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with(parent)
