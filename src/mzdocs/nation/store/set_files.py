"""A station's folder -> the files of its sets, as their manifests list them, the manifests among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.kinds import CLOSED_SETS
from mzdocs.nation.store.station_index import IndexedFile
from mzdocs.publish.manifest import CHANGED, MANIFEST, entries
from mzdocs.publish.record import RECORD, StationRecord, read_record
from mzdocs.publish.set_folders import shown

MOVED = problem_type(
    "MZN30",
    "送的时候，这个工作站的成品正好换了，没有送完；存放处还是原来的",
    "The station's files were replaced while they were sent; the store has what it had",
    "再运行一次。",
    "Run it again.",
    Exit.BUSY,
)


@dataclass(frozen=True)
class SetFile:
    """A delivered file and where it lies."""

    indexed: IndexedFile
    path: Path

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            Stopped: they are not those of the manifest any more.
        """
        try:
            data = self.path.read_bytes()
        except OSError:
            data = b""
        if sha256(data).hexdigest() != self.indexed.sha256:
            raise Stopped([CHANGED.at(Location(shown(self.path)))])
        return data


class Generation:
    """What stands in a station's folder, all of one build."""

    def __init__(self, station: Path, record: StationRecord) -> None:
        self.station, self.record, self._seal = station, record, _seal_of(station)

    @classmethod
    def of(cls, station: Path) -> Generation | None:
        """What stands there; None where nothing was delivered."""
        record = read_record(station)
        return cls(station, record) if record else None

    def files(self, closed: bool) -> tuple[SetFile, ...]:
        """The files of its sets, either those only their owner may open, or the others.

        Raises:
            Stopped: a manifest is gone or cannot be understood.
        """
        folders = [name for name in sorted(self.record.sets) if (name.split("/")[0] in CLOSED_SETS) == closed]
        found = [file for name in folders for file in _of_set(self.station / name, name)]
        return tuple(sorted(found, key=lambda each: (each.indexed.set, each.indexed.file)))

    def check_it_stands(self) -> None:
        """What was read is of one build.

        Raises:
            Stopped: another has taken its place meanwhile.
        """
        if _seal_of(self.station) != self._seal:
            raise Stopped([MOVED.at(Location(self.station.name))])


def _of_set(folder: Path, name: str) -> Iterator[SetFile]:
    try:
        said = (folder / MANIFEST).read_bytes()
        listed = {file: (str(entry["sha256"]), cast(int, entry["bytes"])) for file, entry in entries(folder).items()}
        listed[MANIFEST] = (sha256(said).hexdigest(), len(said))
        found = [SetFile(IndexedFile(name, file, *sums), folder / file) for file, sums in listed.items()]
    except (OSError, ValueError, KeyError, TypeError):
        raise Stopped([CHANGED.at(Location(shown(folder / MANIFEST)))]) from None
    yield from found


def _seal_of(station: Path) -> bytes:
    try:
        return sha256((station / RECORD).read_bytes()).digest()
    except OSError:
        return b""
