"""On a cluster's worker: a task is carried out in a process of its own.

Its main thread hears signals, which a worker's threads do not; what ends it ends no worker; and a worker that works
on nothing itself always answers its scheduler.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from typing import cast

from mzdocs.nation.engines import Loss, begun_pool, how_lost, most_seconds
from mzdocs.nation.tasks import Task
from mzdocs.nation.work import Done

_held = threading.local()


def in_own_process(work: Callable[[Task], Done], seconds: int, task: Task) -> Done | Loss:
    """The task's answer, or how its process was lost; each thread of a worker keeps one process."""
    from pebble import ProcessExpired

    if not hasattr(_held, "pool") or not _held.pool.active:
        # The process that watches a worker forbids it children, lest they outlive it: ours never do.
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        _held.pool = begun_pool(1)
    try:
        return cast(Done, _held.pool.schedule(work, (task,), timeout=most_seconds(task, seconds)).result())
    except (ProcessExpired, TimeoutError, BrokenProcessPool) as error:
        return how_lost(error)
