"""A station's sets -> a store: objects first, each content once, then the index that names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from mzdocs.nation.store.age_sealing import Sealer
from mzdocs.nation.store.object_stores import ObjectStore
from mzdocs.nation.store.set_files import Generation, SetFile
from mzdocs.nation.store.station_index import (
    IndexedFile,
    PrivateIndex,
    SealedObject,
    StationIndex,
    index_name,
    object_name,
    understood,
)


@dataclass(frozen=True)
class Sent:
    """How many stations were sent or stood there already, with how many objects of what size."""

    stations: int = 0
    same: int = 0
    objects: int = 0
    size: int = 0

    def __add__(self, other: Self) -> Sent:
        return Sent(
            self.stations + other.stations, self.same + other.same, self.objects + other.objects,
            self.size + other.size,
        )  # fmt: skip


def send_public(store: ObjectStore, station: str, found: Generation, again: bool = False) -> Sent:
    """The sets anybody may have, as they are; `again` asks the store for each object, whatever its index says.

    Raises:
        Stopped: the store refuses, or a file is not as it was delivered. The index there stays as it was.
    """
    files = found.files(closed=False)
    index = StationIndex(station, tuple(_entry(each, each.sha256) for each in files)).to_bytes()
    before = store.read(index_name(station))
    if before == index and not again:
        return Sent(same=1)
    there = {*understood(before, index_name(station)).objects} if before and not again else set()
    sizes = [_put_file(store, each) for address, each in _by_sum(files).items() if address not in there]
    found.check_it_stands()
    store.write(index_name(station), index)
    return Sent(1, 0, sum(size > 0 for size in sizes), sum(sizes))


@dataclass(frozen=True)
class Recipient:
    """Whom private sets are encrypted for."""

    key: str
    seal: Sealer


def send_private(store: ObjectStore, station: str, found: Generation, to: Recipient, again: bool = False) -> Sent:
    """The sets only their owner may open, encrypted.

    No sum of what is in an object leaves the machine but one keyed by the station's record: else whoever reads the
    store could try names and numbers until a sum agrees. What is there is known by these, as no two encryptions are
    alike.

    Raises:
        Stopped: the store refuses, or a file is not as it was delivered. The index there stays as it was.
    """
    files, keyed = found.files(closed=True), found.record.keyed
    total = keyed(to.key.encode(), *(part.encode() for each in files for part in (each.set, each.name, each.sha256)))
    name = index_name(station)
    before = None if again else store.read(name)
    index = understood(before, name) if before else None
    ours = index if isinstance(index, PrivateIndex) and index.recipient == to.key else None
    if ours and ours.sum == total:
        return Sent(same=1)
    there = {each.keyed: each for each in ours.files} if ours else {}
    sealed, new = dict[str, SealedObject](), list[int]()
    for address, each in _by_sum(files).items():
        known = there.get(keyed(address.encode()))
        if known is None:
            known = _put_sealed(store, to.seal(each.read()), keyed(address.encode()))
            new.append(known.size)
        sealed[address] = known
    proper = StationIndex(station, tuple(_entry(each, sealed[each.sha256].object) for each in files))
    listed = _put_sealed(store, to.seal(proper.to_bytes()), keyed(b""))
    found.check_it_stands()
    store.write(name, PrivateIndex(station, to.key, total, listed.object, tuple(sealed.values())).to_bytes())
    return Sent(1, 0, len(new) + 1, sum(new) + listed.size)


def _entry(file: SetFile, address: str) -> IndexedFile:
    return IndexedFile(file.set, file.name, file.sha256, file.size, address)


def _by_sum(files: Iterable[SetFile]) -> Mapping[str, SetFile]:
    return {each.sha256: each for each in files}


def _put_file(store: ObjectStore, file: SetFile) -> int:
    """How many bytes were sent; what is there whole is not sent, what is there in part is sent again."""
    name = object_name(file.sha256)
    if store.size(name) == file.size:
        return 0
    store.create(name, file.read())
    return file.size


def _put_sealed(store: ObjectStore, data: bytes, keyed: str) -> SealedObject:
    address = sha256(data).hexdigest()
    store.create(object_name(address), data)
    return SealedObject(address, len(data), keyed)
