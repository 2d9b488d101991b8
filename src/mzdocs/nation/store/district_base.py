"""What the packs of a district are set on: its stations say mostly the same, and that is stored once."""

from __future__ import annotations

from threading import Event, Lock

from mzdocs.nation.store.object_stores import ObjectStore
from mzdocs.nation.store.sending import PackBase, base_at


class DistrictBase:
    """The pack of the district's first station: others wait until it has been sent; it is read when one asks."""

    def __init__(self, store: ObjectStore, first: str) -> None:
        self.first, self._store = first, store
        self._ended, self._lock, self._read = Event(), Lock(), list[PackBase | None]()

    def first_ended(self) -> None:
        """The first station was sent, or was not: what lies there now is what others are set on."""
        self._ended.set()

    def __call__(self) -> PackBase | None:
        """That pack; None if there is none in the store.

        Raises:
            Stopped: the store refuses.
        """
        self._ended.wait()
        with self._lock:
            if not self._read:
                self._read.append(base_at(self._store, self.first))
            return self._read[0]
