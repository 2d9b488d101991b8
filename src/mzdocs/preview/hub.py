"""Which state the data are in, counted up with every save, and who waits to hear of the next."""

from __future__ import annotations

from threading import Condition


class Hub:
    """The number of the present state, and a bell for those who wait for another."""

    def __init__(self) -> None:
        self._state = 0
        self._open = True
        self._bell = Condition()

    @property
    def state(self) -> int:
        """How often the data were saved since the page was opened."""
        return self._state

    def changed(self) -> None:
        """The data are in another state now."""
        with self._bell:
            self._state += 1
            self._bell.notify_all()

    def close(self) -> None:
        """Whoever waits is let go, and nobody waits any more."""
        with self._bell:
            self._open = False
            self._bell.notify_all()

    def next(self, known: int, seconds: float) -> int | None:
        """The state that is not the one known any more; the known one after so many seconds; None once it is closed."""
        with self._bell:
            self._bell.wait_for(lambda: self._state != known or not self._open, seconds)
            return self._state if self._open else None
