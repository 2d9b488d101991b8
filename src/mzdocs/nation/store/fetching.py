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
    NOT_UNDERSTOOD,
    STATIONS,
    IndexedFile,
    PrivateIndex,
    StationIndex,
    object_name,
    understood,
)
from mzdocs.publish import disk

DAMAGED = problem_type(
    "MZN33",
    "存放处的这个文件不见了，或者不是清单里的那个",
    "This file is gone from the store, or is not the one its index names",
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
    done, names = Fetching(), [*_stations(store, pattern)]
    if not names:
        raise Stopped([NO_STATION.at(Location(store.where))])
    for ended, name in enumerate(names, 1):
        try:
            _fetch(store, name, folder, opened, done)
            done.stations += 1
        except Stopped as stopped:
            if not {each.code for each in stopped.problems} <= _OF_THE_STATION:
                raise
            done.problems += stopped.problems
        heard(ended, len(names), done.size)
    return done


_OF_THE_STATION = {DAMAGED.code, IN_THE_WAY.code, NOT_OPENED.code, NOT_UNDERSTOOD.code}


def _stations(store: ObjectStore, pattern: str | None) -> Iterator[str]:
    for name, _ in store.listed(STATIONS):
        station = name.removesuffix(".json")
        safe = ".." not in PurePosixPath(station).parts and not station.startswith("/") and "\\" not in station
        if name.endswith(".json") and safe and fnmatchcase(station, pattern or "*"):
            yield station


def _fetch(store: ObjectStore, station: str, folder: Path, opened: Sealer | None, done: Fetching) -> None:
    index = _index(store, station)
    if isinstance(index, PrivateIndex):
        if opened is None:
            raise Stopped([NOT_OPENED.at(Location(station))])
        proper = understood(opened(_object(store, index.list, station)), station)
        closed = opened
    else:
        proper, closed = index, None
    if not isinstance(proper, StationIndex) or proper.station != station:
        raise Stopped([NOT_UNDERSTOOD.at(Location(station))])
    home = folder / station
    missing = [each for each in proper.files if not _is_here(home / each.set / each.file, each)]
    for each in missing:
        data = _object(store, each.object, f"{station}/{each.set}/{each.file}")
        plain = closed(data) if closed else data
        if sha256(plain).hexdigest() != each.sha256:
            raise Stopped([DAMAGED.at(Location(f"{station}/{each.set}/{each.file}"))])
        _write(home / each.set / each.file, plain, private=closed is not None)
        done.files, done.size = done.files + 1, done.size + each.size


def _index(store: ObjectStore, station: str) -> StationIndex | PrivateIndex:
    data = store.read(f"{STATIONS}/{station}.json")
    if data is None:
        raise Stopped([DAMAGED.at(Location(station))])
    return understood(data, station)


def _object(store: ObjectStore, address: str, where: str) -> bytes:
    data = store.read(object_name(address))
    if data is None or sha256(data).hexdigest() != address:
        raise Stopped([DAMAGED.at(Location(where))])
    return data


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
