"""Calls made side by side in processes forked from this one: what they need is inherited, their values come back."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from typing import Any, TypeVar

from mzdocs.core.child_process import die_with

_Value = TypeVar("_Value")
_Result = TypeVar("_Result")
Numbered = tuple[int, Callable[[], _Value]]
"""Which of the calls is done, and what gives its value or raises what it raised."""

_TICK = 0.25
"""Seconds after which whoever waits has a look at how far the workers are."""
_CALLS: list[Callable[[], Any]] = []
"""In a worker, what its parent wants made."""


def side_by_side(
    calls: Sequence[Callable[[], _Value]],
    workers: int,
    lock: int,
    then: Callable[[Iterator[Numbered[_Value]]], _Result],
    on_tick: Callable[[], None] | None = None,
) -> _Result:
    """What `then` makes of the calls as they are done; they are begun in their order. Only their values are pickled.

    Raises:
        BrokenProcessPool: out of a call's value: a worker died.
    """
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(min(workers, len(calls)), context, _serve, (os.getpid(), lock, calls)) as pool:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # a worker must not hear of it half begun
        futures: list[Future[_Value]] = [pool.submit(_called, number) for number in range(len(calls))]
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            return then((futures.index(each), each.result) for each in _as_completed(futures, on_tick))
        except BaseException:  # an interrupt: what is not begun yet is not made for nobody
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _as_completed(futures: Sequence[Future[_Value]], on_tick: Callable[[], None] | None) -> Iterator[Future[_Value]]:
    """Each as it is done; whoever wants to know how far the others are, looks meanwhile."""
    left = set(futures)
    while left:
        done, left = wait(left, _TICK if on_tick else None, FIRST_COMPLETED)
        if on_tick:
            on_tick()
        yield from done


def _serve(parent: int, lock: int, calls: Sequence[Callable[[], object]]) -> None:
    """A worker begins: it has no part in the lock of its parent, and dies with it.

    The thread that forks workers is the one that waits for them all (`submit` forks), so it cannot end before them.
    An interrupt at the terminal, which all hear of, ends it without a word: its parent has that.
    """
    os.close(lock)
    _CALLS[:] = calls
    die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _called(number: int) -> Any:
    return _CALLS[number]()
