"""What lies in a store: packs that indexes name, and those none does, which are taken away when asked."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mzdocs.nation.store.object_stores import ObjectStore
from mzdocs.nation.store.station_index import PACKS, STATIONS, understood

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Shorts: TypeAlias = NDArray[np.uint64]

_AT_ONCE = 1000
_READERS = 16


@dataclass(frozen=True)
class Survey:
    """How much lies there: `loose` are packs no index names, `missing` those that are named and not there."""

    stations: int
    packs: int
    size: int
    loose: int
    loose_size: int
    missing: int


def survey(store: ObjectStore) -> Survey:
    """Look at all of it; nothing is changed.

    Raises:
        Stopped: the store refuses, or an index in it cannot be understood.
    """
    stations, named = _named(store)
    found = _Counting(named)
    for name, size in store.listed(PACKS):
        found.count(name, size)
    return found.survey(stations)


def collect(store: ObjectStore) -> Survey:
    """Take away the packs no index names, while nobody sends; what is told is how it was before.

    Raises:
        Stopped: the store refuses, or an index in it cannot be understood.
    """
    stations, named = _named(store)
    found, loose = _Counting(named), list[str]()
    for name, size in store.listed(PACKS):
        if found.count(name, size):
            loose.append(name)
    for start in range(0, len(loose), _AT_ONCE):
        store.remove(f"{PACKS}/{name}" for name in loose[start : start + _AT_ONCE])
    return found.survey(stations)


class _Counting:
    """Objects as they are listed, against those that are named.

    Of an address only 64 bits are held, 8 bytes for each of a nation's packs: two that agree in these by chance keep
    a pack that could go, never the other way round.
    """

    def __init__(self, named: _Shorts) -> None:
        self._named, self._seen = named, array("Q")
        self._size = self._loose = self._loose_size = 0

    def count(self, name: str, size: int) -> bool:
        """Whether a pack is loose."""
        short = _short(name)
        self._size += size
        if short is not None:
            self._seen.append(short)
            at = int(self._named.searchsorted(short))
            if at < len(self._named) and self._named[at] == short:
                return False
        self._loose, self._loose_size = self._loose + 1, self._loose_size + size
        return True

    def survey(self, stations: int) -> Survey:
        """What was counted."""
        import numpy as np

        missing = np.setdiff1d(self._named, np.array(self._seen, np.uint64)).size
        there = len(self._named) - missing + self._loose
        return Survey(stations, there, self._size, self._loose, self._loose_size, int(missing))


def _named(store: ObjectStore) -> tuple[int, _Shorts]:
    """How many stations there are, and the packs their indexes name, in order."""
    import numpy as np

    named, stations = array("Q"), 0
    with ThreadPoolExecutor(_READERS) as pool:
        for found in _batches(store):
            stations += len(found)
            for name, data in zip(found, pool.map(store.read, found), strict=True):
                if data is not None:
                    named.extend(int(each.sha256[:16], 16) for each in understood(data, name).packs)
    return stations, np.unique(np.array(named, np.uint64))


def _batches(store: ObjectStore) -> Iterator[list[str]]:
    batch = list[str]()
    for name, _ in store.listed(STATIONS):
        batch.append(f"{STATIONS}/{name}")
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    yield batch


def _short(name: str) -> int | None:
    try:
        return int(name[:16], 16) if len(name) == 64 else None
    except ValueError:
        return None
