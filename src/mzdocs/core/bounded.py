"""A call that may run on or take all memory, made in this process within limits -> its value, or which one it met.

For what is called often and is Python to its end; where a library may break down, there is `child_process`.
"""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from mzdocs.core.child_process import LimitMet, Limits, address_space

_AGAIN = 0.1
"""Seconds after which who went on all the same is stopped again: libraries take any exception for their own."""


@contextmanager
def bounded(limits: Limits) -> Iterator[None]:
    """Within it, the process may use so much more processor time and address space. It stands in the main thread.

    Raises:
        LimitMet: what is called used more.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    before = signal.signal(signal.SIGPROF, _out_of_time)
    resource.setrlimit(resource.RLIMIT_AS, (_lower(address_space() + limits.memory, soft), hard))
    signal.setitimer(signal.ITIMER_PROF, limits.seconds, _AGAIN)
    try:
        yield
    except MemoryError:
        raise LimitMet("memory") from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        signal.signal(signal.SIGPROF, before)


def _lower(wanted: int, stands: int) -> int:
    return wanted if stands == resource.RLIM_INFINITY else min(wanted, stands)


def _out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise LimitMet("time")
