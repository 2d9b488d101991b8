"""A station's index: what of it lies in a store (docs/store.md). It is written last, and replaced whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import PurePosixPath
from typing import Any, TypeVar

from mzdocs.core.problems import Exit, Location, Stopped, problem_type

NOT_UNDERSTOOD = problem_type(
    "MZN36",
    "存放处的这份清单看不懂：不是这个版本的，或者损坏了",
    "An index in the store cannot be understood: it is of another version, or damaged",
    "用写它的那一版 mzdocs；损坏了的，在原来的文件夹再运行 fleet --store … --force。",
    "Use the version that wrote it; if it is damaged, run fleet --store … --force where it came from.",
    Exit.VERIFY,
)
OBJECTS, STATIONS = "objects", "stations"
_PUBLIC, _PRIVATE = "mzdocs-store-index/1", "mzdocs-private-index/1"
_SUM = re.compile("[0-9a-f]{64}")
_SET = re.compile("[a-z][a-z-]{0,39}(/[0-9]{4})?")
_Entry = TypeVar("_Entry", "IndexedFile", "SealedObject")


@dataclass(frozen=True)
class IndexedFile:
    """A delivered file: where it stands, its sum and size, and the object that holds it."""

    set: str
    file: str
    sha256: str
    size: int
    object: str

    def __post_init__(self) -> None:
        plain = PurePosixPath(self.file).name == self.file and self.file not in ("", ".", "..")
        if not (plain and self.file.isprintable() and "\\" not in self.file and _SET.fullmatch(self.set)):
            raise ValueError(self)
        _check_sums(self.sha256, self.object, size=self.size)


@dataclass(frozen=True)
class SealedObject:
    """An encrypted object: its address and size, and the keyed sum by which the station knows what is in it."""

    object: str
    size: int
    keyed: str

    def __post_init__(self) -> None:
        _check_sums(self.object, size=self.size)
        bytes.fromhex(self.keyed)


@dataclass(frozen=True)
class StationIndex:
    """The files of a station's sets."""

    station: str
    files: tuple[IndexedFile, ...]

    @property
    def objects(self) -> Iterable[str]:
        """The objects it names."""
        return (each.object for each in self.files)

    def to_bytes(self) -> bytes:
        """Same files, same bytes."""
        ordered = sorted(self.files, key=lambda each: (each.set, each.file))
        return _json({"format": _PUBLIC, "station": self.station, "files": [asdict(each) for each in ordered]})


@dataclass(frozen=True)
class PrivateIndex:
    """What may be seen of a station's private sets: for whom they are encrypted, and which objects they are.

    `sum` is the keyed sum of all that was sent; `list` the object that holds the index proper, encrypted too.
    """

    station: str
    recipient: str
    sum: str
    list: str
    files: tuple[SealedObject, ...]

    @property
    def objects(self) -> Iterable[str]:
        """The objects it names."""
        return (self.list, *(each.object for each in self.files))

    def to_bytes(self) -> bytes:
        """In the order of addresses, which says nothing of the files."""
        ordered = sorted(self.files, key=lambda each: each.object)
        said = {**asdict(self), "files": [asdict(each) for each in ordered]}
        return _json({"format": _PRIVATE, **said})


def understood(data: bytes, where: str) -> StationIndex | PrivateIndex:
    """An index as it was written.

    Raises:
        Stopped: it is of another format, or no index.
    """
    try:
        said = json.loads(data)
        if said["format"] == _PUBLIC:
            return StationIndex(str(said["station"]), _entries(IndexedFile, said["files"]))
        if said["format"] != _PRIVATE:
            raise ValueError
        _check_sums(said["list"])
        station, recipient, total, listed = (str(said[name]) for name in ("station", "recipient", "sum", "list"))
        return PrivateIndex(station, recipient, total, listed, _entries(SealedObject, said["files"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Stopped([NOT_UNDERSTOOD.at(Location(where))]) from None


def object_name(address: str) -> str:
    """What an object is called in the store."""
    return f"{OBJECTS}/{address}"


def index_name(station: str) -> str:
    """What a station's index is called in the store."""
    return f"{STATIONS}/{station}.json"


def _entries(kind: type[_Entry], said: Sequence[Any]) -> tuple[_Entry, ...]:
    names = [each.name for each in fields(kind)]
    return tuple(kind(**{name: each[name] for name in names}) for each in said)


def _check_sums(*sums: str, size: int = 0) -> None:
    if type(size) is not int or size < 0 or not all(_SUM.fullmatch(each) for each in sums):
        raise ValueError(sums)


def _json(said: dict[str, Any]) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
