"""Where objects lie: in a bucket, by the S3 protocol, or below a folder. One is there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Literal, Protocol

from mzdocs.core.problems import Stopped
from mzdocs.nation.store.refusals import answers_of, refusal
from mzdocs.nation.store.station_index import PACKS
from mzdocs.publish import disk

if TYPE_CHECKING:
    from obstore.store import S3Store


Heard = Callable[[int, int, int], None]
"""Is told after each station how many of how many have ended, and how many bytes went."""


class ObjectStore(Protocol):
    """Objects by name; `where` is what messages call the store. Every method raises `Stopped` where it refuses."""

    where: str

    def read(self, name: str) -> bytes | None:
        """What an object holds; None where there is none."""

    def size(self, name: str) -> int | None:
        """How many bytes an object has; None where there is none."""

    def create(self, name: str, data: bytes) -> None:
        """Put an object that is called by its content; one that is there whole stays."""

    def write(self, name: str, data: bytes) -> None:
        """Put an object, in the place of one that is there."""

    def remove(self, names: Iterable[str]) -> None:
        """Take objects away; those that are not there are no matter."""

    def listed(self, folder: str) -> Iterator[tuple[str, int]]:
        """Name, from the folder on, and bytes of each object in a folder and below."""


class Bucket:
    """Objects below a prefix of a bucket."""

    def __init__(self, store: S3Store, where: str) -> None:
        self.where, self._store = where, store

    def read(self, name: str) -> bytes | None:
        """What an object holds."""
        import obstore

        with suppress(FileNotFoundError), answers_of(self.where):
            return bytes(obstore.get(self._store, name).bytes())
        return None

    def size(self, name: str) -> int | None:
        """How many bytes an object has."""
        import obstore

        with suppress(FileNotFoundError), answers_of(self.where):
            return obstore.head(self._store, name)["size"]
        return None

    def create(self, name: str, data: bytes) -> None:
        """Put an object where there is none: If-None-Match."""
        from obstore.exceptions import AlreadyExistsError

        try:
            self._put(name, data, "create")
        except AlreadyExistsError:
            if self.size(name) != len(data):
                self._put(name, data, "overwrite")

    def write(self, name: str, data: bytes) -> None:
        """Put an object."""
        self._put(name, data, "overwrite")

    def _put(self, name: str, data: bytes, mode: Literal["create", "overwrite"]) -> None:
        import obstore

        try:
            with answers_of(self.where):
                obstore.put(self._store, name, data, mode=mode, use_multipart=False)
        except FileNotFoundError as error:  # nothing but the bucket can be missing
            raise Stopped([refusal(error, self.where)]) from None

    def remove(self, names: Iterable[str]) -> None:
        """Take objects away."""
        import obstore

        with suppress(FileNotFoundError), answers_of(self.where):
            obstore.delete(self._store, [*names])

    def listed(self, folder: str) -> Iterator[tuple[str, int]]:
        """The objects of a folder, a thousand at a time."""
        import obstore

        with answers_of(self.where):
            for page in obstore.list(self._store, folder):
                yield from ((str(each["path"]).removeprefix(f"{folder}/"), each["size"]) for each in page)


class StoreFolder:
    """Objects as files below a folder, each synced before it has its name."""

    def __init__(self, folder: Path) -> None:
        self.where, self._folder = folder.name, folder

    def read(self, name: str) -> bytes | None:
        """What a file holds."""
        with suppress(FileNotFoundError), answers_of(self.where):
            return (self._folder / name).read_bytes()
        return None

    def size(self, name: str) -> int | None:
        """How many bytes a file has."""
        with suppress(FileNotFoundError), answers_of(self.where):
            return (self._folder / name).stat().st_size
        return None

    def create(self, name: str, data: bytes) -> None:
        """A file where there is none."""
        if self.size(name) != len(data):
            self.write(name, data)

    def write(self, name: str, data: bytes) -> None:
        """A file, in the place of one that is there, in one step."""
        path = self._folder / name
        half = self._folder / PACKS / f".half-{token_hex(8)}"  # what a killed run left there is collected
        with answers_of(self.where):
            disk.make_folder(half.parent)
            disk.make_folder(path.parent)
            try:
                disk.write(half, data, 0o644)
                os.replace(half, path)
            except OSError:
                half.unlink(missing_ok=True)
                raise
            disk.sync(path.parent)

    def remove(self, names: Iterable[str]) -> None:
        """Remove files."""
        with answers_of(self.where):
            for name in names:
                (self._folder / name).unlink(missing_ok=True)

    def listed(self, folder: str) -> Iterator[tuple[str, int]]:
        """The files of a folder."""
        top = self._folder / folder
        with answers_of(self.where):
            for here, _, names in os.walk(top):
                for path in (Path(here) / name for name in names):
                    with suppress(FileNotFoundError):
                        yield path.relative_to(top).as_posix(), path.stat().st_size
