"""A station's sets -> a store: one pack first, then the index that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from mzdocs.core.problems import Stopped
from mzdocs.nation.store.age_sealing import Sealer
from mzdocs.nation.store.object_stores import ObjectStore
from mzdocs.nation.store.set_files import Generation
from mzdocs.nation.store.station_index import (
    PackAddress,
    PrivateIndex,
    StationIndex,
    index_bytes,
    index_name,
    understood,
)
from mzdocs.nation.store.station_pack import packed, unpacked


@dataclass(frozen=True)
class Sent:
    """How many packs were sent or stood there already, and bytes of those that were sent."""

    packs: int = 0
    same: int = 0
    size: int = 0

    def __add__(self, other: Self) -> Sent:
        return Sent(self.packs + other.packs, self.same + other.same, self.size + other.size)


@dataclass(frozen=True)
class PackBase:
    """A pack that others are set on: which it is, and what is in it."""

    address: PackAddress
    plain: bytes


Base = Callable[[], PackBase | None]


def base_at(store: ObjectStore, station: str) -> PackBase | None:
    """The pack of a station as it lies there, or the one that is set on: no pack is set on one that is on another.

    One that is spoilt is none; the next look at all of it sends it anew.

    Raises:
        Stopped: the store refuses.
    """
    index = _index_at(store, station, again=True)
    if not isinstance(index, StationIndex):
        return None
    address = index.base or index.pack
    data = store.read(address.name)
    if data is None or PackAddress.of(data) != address:
        return None
    try:
        return PackBase(address, unpacked(data, station).plain)
    except Stopped:
        return None


def send_public(
    store: ObjectStore, station: str, found: Generation, base: Base = lambda: None, again: bool = False
) -> Sent:
    """The sets anybody may have; `again` reads what the store has and sends it anew if it is not whole.

    Raises:
        Stopped: the store refuses, or a file is not as it was delivered. The index there stays as it was.
    """
    delivered = found.files(closed=False)
    files = tuple(each.indexed for each in delivered)
    before = _index_at(store, station, again)
    same = isinstance(before, StationIndex) and before.files == files
    if before and same and not (again and _spoilt(store, before.packs)):
        return Sent(same=1)
    on = base()
    data = packed(((each.indexed, each.read()) for each in delivered), station, on.plain if on else b"")
    index = StationIndex(station, PackAddress.of(data), on.address if on else None, files)
    return _put(store, found, index, data, again)


@dataclass(frozen=True)
class Recipient:
    """Whom private sets are encrypted for."""

    key: str
    seal: Sealer


def send_private(store: ObjectStore, station: str, found: Generation, to: Recipient, again: bool = False) -> Sent:
    """The sets only their owner may open, packed, then encrypted.

    No sum of what is in a pack leaves the machine but one keyed by the station's record: else whoever reads the
    store could try names and numbers until a sum agrees. What is there is known by it, as no two encryptions are
    alike. Nor is it set on another station's pack: its size would tell what the two have in common.

    Raises:
        Stopped: the store refuses, or a file is not as it was delivered. The index there stays as it was.
    """
    delivered, keyed = found.files(closed=True), found.record.keyed
    parts = (part for each in delivered for part in (each.indexed.set, each.indexed.file, each.indexed.sha256))
    total = keyed(to.key.encode(), *map(str.encode, parts))
    before = _index_at(store, station, again)
    same = isinstance(before, PrivateIndex) and (before.recipient, before.sum) == (to.key, total)
    if before and same and not (again and _spoilt(store, before.packs)):
        return Sent(same=1)
    data = to.seal(packed(((each.indexed, each.read()) for each in delivered), station))
    return _put(store, found, PrivateIndex(station, to.key, total, PackAddress.of(data)), data, again)


def _index_at(store: ObjectStore, station: str, again: bool) -> StationIndex | PrivateIndex | None:
    """What the store has of a station; if all is looked at again, one that is not understood is as good as none."""
    data = store.read(index_name(station))
    try:
        return understood(data, station) if data else None
    except Stopped:
        if again:
            return None
        raise


def _spoilt(store: ObjectStore, packs: Iterable[PackAddress]) -> bool:
    return any(sha256(store.read(each.name) or b"").hexdigest() != each.sha256 for each in packs)


def _put(store: ObjectStore, found: Generation, index: StationIndex | PrivateIndex, data: bytes, again: bool) -> Sent:
    put = store.write if again else store.create
    put(index.pack.name, data)
    found.check_it_stands()
    store.write(index_name(index.station), index_bytes(index))
    return Sent(1, 0, len(data))
