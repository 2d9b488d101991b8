"""A store -> folders of stations as they were delivered: every file judged by its sum, none written over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path, PurePosixPath
from secrets import token_hex

from mzdocs.core.problems import Exit, Location, Problem, Stopped, problem_type, reason
from mzdocs.nation.store.age_sealing import NOT_OPENED, Sealer
from mzdocs.nation.store.object_stores import Heard, ObjectStore
from mzdocs.nation.store.station_index import (
    LARGEST_INDEX,
    NOT_UNDERSTOOD,
    STATIONS,
    IndexedFile,
    PackAddress,
    PrivateIndex,
    StationIndex,
    index_name,
    understood,
)
from mzdocs.nation.store.station_pack import NOT_RESTORED, TOO_LARGE, StationPack, check_size, unpacked, zstandard
from mzdocs.publish import disk

DAMAGED = problem_type(
    "MZN33",
    "存放处的这一包不见了，或者不是清单里的那个",
    "This pack is gone from the store, or is not the one its index names",
    "在原来的文件夹运行 fleet --store … --force，会补送；原来的没有了，用别的备份。",
    "Run fleet --store … --force where it came from; if that is gone, use another backup.",
    Exit.VERIFY,
)
IN_THE_WAY = problem_type(
    "MZN34",
    "这里已经有一个不同的文件，没有取（{reason}）",
    "Another file is here already; it was not fetched ({reason})",
    "取到一个空文件夹里。",
    "Fetch into an empty folder.",
    Exit.OUTPUT,
)
NO_STATION = problem_type(
    "MZN39",
    "存放处没有这样的工作站",
    "There is no such station in the store",
    "核对存放处和 --stations。",
    "Check the store and --stations.",
)


@dataclass
class Fetching:
    """How fetching gets on: stations that are whole, files and bytes written, what went wrong."""

    stations: int = 0
    files: int = 0
    size: int = 0
    problems: tuple[Problem, ...] = ()


def fetch_stations(
    store: ObjectStore, folder: Path, pattern: str | None, opened: Sealer | None, heard: Heard
) -> Fetching:
    """Fetch the stations a pattern names; what is wrong with one stops no other, and what is here already stays.

    Raises:
        Stopped: there is none, or the store refuses.
    """
    zstandard()
    done, names = Fetching(), [*_stations(store, pattern)]
    if not names:
        raise Stopped([NO_STATION.at(Location(store.where))])
    reader = _Reader(store, opened)
    for ended, (name, size) in enumerate(names, 1):
        try:
            _fetch(reader, reader.index(name, size), folder, done)
            done.stations += 1
        except Stopped as stopped:
            if not {each.code for each in stopped.problems} <= _OF_THE_STATION:
                raise
            done.problems += stopped.problems
        heard(ended, len(names), done.size)
    return done


_OF_THE_STATION = {each.code for each in (DAMAGED, IN_THE_WAY, NOT_OPENED, NOT_UNDERSTOOD, NOT_RESTORED, TOO_LARGE)}


def _stations(store: ObjectStore, pattern: str | None) -> Iterator[tuple[str, int]]:
    for name, size in store.listed(STATIONS):
        station = name.removesuffix(".json")
        safe = ".." not in PurePosixPath(station).parts and not station.startswith("/") and "\\" not in station
        if name.endswith(".json") and safe and fnmatchcase(station, pattern or "*"):
            yield station, size


class _Reader:
    """Reads indexes and packs; the pack that others are set on is held, for the next station is set on it too."""

    def __init__(self, store: ObjectStore, opened: Sealer | None) -> None:
        self._store, self._opened = store, opened
        self._base: tuple[PackAddress, bytes] | None = None

    def index(self, station: str, size: int) -> StationIndex | PrivateIndex:
        """What a station's index says."""
        data = self._store.read(index_name(station)) if size <= LARGEST_INDEX else b""
        if data is None:
            raise Stopped([DAMAGED.at(Location(station))])
        found = understood(data, station)
        if found.station != station:
            raise Stopped([NOT_UNDERSTOOD.at(Location(station))])
        return found

    def pack(self, index: StationIndex | PrivateIndex) -> StationPack:
        """The pack it names, open."""
        data = self._bytes(index.pack, index.station)
        if isinstance(index, StationIndex):
            pack = unpacked(data, index.station, self._base_of(index))
            if pack.files != index.files:
                raise Stopped([NOT_UNDERSTOOD.at(Location(index.station))])
            return pack
        if self._opened is None:
            raise Stopped([NOT_OPENED.at(Location(index.station))])
        return unpacked(self._opened(data), index.station)

    def _base_of(self, index: StationIndex) -> bytes:
        if index.base is None:
            return b""
        if self._base is None or self._base[0] != index.base:
            self._base = index.base, unpacked(self._bytes(index.base, index.station), index.station).plain
        return self._base[1]

    def _bytes(self, address: PackAddress, station: str) -> bytes:
        """No more than the index says is read."""
        check_size(address.size, station)
        data = self._store.read(address.name) if self._store.size(address.name) == address.size else None
        if data is None or sha256(data).hexdigest() != address.sha256:
            raise Stopped([DAMAGED.at(Location(station))])
        return data


def _fetch(reader: _Reader, index: StationIndex | PrivateIndex, folder: Path, done: Fetching) -> None:
    home, private = folder / index.station, isinstance(index, PrivateIndex)
    listed = index if isinstance(index, StationIndex) else reader.pack(index)
    missing = {each for each in listed.files if not _is_here(home / each.set / each.file, each)}
    if not missing:
        return
    pack = listed if isinstance(listed, StationPack) else reader.pack(listed)
    for file, data in pack.contents(missing):
        _write(home / file.set / file.file, data, private)
        done.files, done.size = done.files + 1, done.size + file.size


def _is_here(path: Path, wanted: IndexedFile) -> bool:
    """Whether a file is here as it would be fetched.

    Raises:
        Stopped: another one is.
    """
    try:
        lies = sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _in_the_way(path, error) from None
    if lies != wanted.sha256:
        raise _in_the_way(path, FileExistsError(17, ""))
    return True


def _write(path: Path, data: bytes, private: bool) -> None:
    """A new file, whole when it has its name; what came to lie there meanwhile stays."""
    half = path.with_name(f".half-{token_hex(8)}")
    try:
        path.parent.mkdir(0o700 if private else 0o755, parents=True, exist_ok=True)
        disk.write(half, data, 0o600 if private else 0o644)
        try:
            disk.link(half, path)
        finally:
            with suppress(OSError):
                half.unlink()
    except OSError as error:
        raise _in_the_way(path, error) from None


def _in_the_way(path: Path, error: OSError) -> Stopped:
    return Stopped([IN_THE_WAY.at(Location("/".join(path.parts[-3:])), reason=reason(error))])
