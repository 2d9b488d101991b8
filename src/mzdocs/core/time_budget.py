"""Steps that share a budget of processor time: one that uses up its part is left, and the caller goes on."""

from __future__ import annotations

import math
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import process_time
from types import FrameType


class OutOfTime(BaseException):
    """A step took more than it was given. No error of the step: what handles those must not stop it."""


@dataclass
class TimeBudget:
    """Seconds of processor time, of one step and of all together, counted from when it is made.

    `overrun` is whether the last step was stopped, which some libraries tell as an error of their own.

    It may only be spent by the main thread of a process, and of one that sets no other timer of its kind.
    """

    each: float
    whole: float
    overrun: bool = False
    _begun: float = field(default_factory=process_time)

    @contextmanager
    def spent(self) -> Iterator[None]:
        """One step.

        Raises:
            OutOfTime: it did not end in time, or there was none left.
        """
        left = min(self.each, self.whole - (process_time() - self._begun))
        if math.isinf(left):
            yield
            return
        self.overrun = left <= 0
        if self.overrun:
            raise OutOfTime
        before = signal.signal(signal.SIGPROF, self._stop)
        signal.setitimer(signal.ITIMER_PROF, left)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.overrun = True
        raise OutOfTime


NO_BUDGET = TimeBudget(math.inf, math.inf)
"""As much time as it takes."""
