"""A station's index: what of it lies in a store (docs/store.md). It is written last, and replaced whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Literal

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.core.typed_json import restored, stored

NOT_UNDERSTOOD = problem_type(
    "MZN36",
    "存放处的这份清单或者这一包看不懂：不是这个版本的，或者损坏了",
    "An index or a pack in the store cannot be understood: it is of another version, or damaged",
    "用写它的那一版 mzdocs；损坏了的，在原来的文件夹再运行 fleet --store … --force。",
    "Use the version that wrote it; if it is damaged, run fleet --store … --force where it came from.",
    Exit.VERIFY,
)
PACKS, STATIONS = "packs", "stations"
LARGEST_INDEX = 1 << 24
_SUM = re.compile("[0-9a-f]{64}")
_KEYED = re.compile("[0-9a-f]{32}")
_SET = re.compile("[a-z][a-z-]{0,39}(/[0-9]{4})?")


@dataclass(frozen=True)
class IndexedFile:
    """A delivered file: where it stands, its sum and size."""

    set: str
    file: str
    sha256: str
    size: int

    def __post_init__(self) -> None:
        plain = PurePosixPath(self.file).name == self.file and self.file not in ("", ".", "..")
        if not (plain and self.file.isprintable() and "\\" not in self.file and _SET.fullmatch(self.set)):
            raise ValueError(self)
        _check_sum(self.sha256, self.size)


@dataclass(frozen=True)
class PackAddress:
    """Which pack: the sum and size of its bytes as they lie in the store."""

    sha256: str
    size: int

    def __post_init__(self) -> None:
        _check_sum(self.sha256, self.size)

    @classmethod
    def of(cls, data: bytes) -> PackAddress:
        """Where these bytes belong."""
        return cls(sha256(data).hexdigest(), len(data))

    @property
    def name(self) -> str:
        """What it is called in the store."""
        return f"{PACKS}/{self.sha256}"


@dataclass(frozen=True)
class StationIndex:
    """The files of a station's sets, the pack they are in, and the pack that one is set on."""

    station: str
    pack: PackAddress
    base: PackAddress | None
    files: tuple[IndexedFile, ...]
    format: Literal["mzdocs-store-index/2"] = "mzdocs-store-index/2"

    @property
    def packs(self) -> tuple[PackAddress, ...]:
        """The packs it needs."""
        return (self.pack, self.base) if self.base else (self.pack,)


@dataclass(frozen=True)
class PrivateIndex:
    """What may be seen of a station's private sets: for whom their pack is encrypted, and the keyed sum of them all."""

    station: str
    recipient: str
    sum: str
    pack: PackAddress
    format: Literal["mzdocs-private-index/2"] = "mzdocs-private-index/2"

    def __post_init__(self) -> None:
        if not _KEYED.fullmatch(self.sum):
            raise ValueError(self)

    @property
    def packs(self) -> tuple[PackAddress, ...]:
        """The one it needs."""
        return (self.pack,)


def index_bytes(index: StationIndex | PrivateIndex) -> bytes:
    """An index as it is written."""
    return stored(index) + b"\n"


def understood(data: bytes, where: str) -> StationIndex | PrivateIndex:
    """An index as it was written.

    Raises:
        Stopped: it is of another format, or no index.
    """
    found = restored(StationIndex, data) or restored(PrivateIndex, data)
    if found is None:
        raise Stopped([NOT_UNDERSTOOD.at(Location(where))])
    return found


def index_name(station: str) -> str:
    """What a station's index is called in the store."""
    return f"{STATIONS}/{station}.json"


def _check_sum(found: str, size: int) -> None:
    if size < 0 or not _SUM.fullmatch(found):
        raise ValueError(found)
