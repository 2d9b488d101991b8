"""Finished files on their way to their folder: in memory up to a limit, beyond it in a file that has no name.

A station of 20,000 households has a thousand files of a hundred kilobytes, and every one is there until all have passed
gate 2. What is put by lies beside the output, where the same bytes will lie, and is gone with the process.
"""

from __future__ import annotations

import os
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

IN_MEMORY = 64 * 1024 * 1024
"""Bytes of one station that are kept in memory: those of an ordinary one are."""


class _Unnamed:
    """A file that has no name, closed with the last that holds it."""

    def __init__(self, folder: Path) -> None:
        file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - as long as what is put by in it
        weakref.finalize(self, file.close)
        self.handle = file.fileno()
        self._name = (os.getpid(), next(_NUMBERS))
        _OPEN[self._name] = self

    def __reduce__(self) -> tuple[Callable[[tuple[int, int]], _Unnamed], tuple[tuple[int, int]]]:
        return _opened, (self._name,)


_NUMBERS = count()
_OPEN: weakref.WeakValueDictionary[tuple[int, int], _Unnamed] = weakref.WeakValueDictionary()


def _opened(name: tuple[int, int]) -> _Unnamed:
    """The file that this process and one forked from it both have; one that a worker opened is not there."""
    return _OPEN[name]


@dataclass(frozen=True)
class Spooled:
    """Bytes put by, read again whenever they are asked for."""

    _file: _Unnamed
    _at: int
    _size: int

    def read(self) -> bytes:
        """The bytes as they were put by.

        Raises:
            OSError: the disk does not give them back.
        """
        found = os.pread(self._file.handle, self._size, self._at)
        if len(found) != self._size:
            raise OSError(f"{len(found)} of {self._size} bytes")
        return found

    def __len__(self) -> int:
        return self._size


Held = bytes | Spooled


class Spool:
    """Holds the files of one station. Where the folder cannot be written, or not any more, all stay in memory."""

    def __init__(self, folder: Path, in_memory: int = IN_MEMORY) -> None:
        self._folder, self._room = folder, in_memory
        self._file: _Unnamed | None = None
        self._end = 0

    def shared(self) -> Spool:
        """One by which a process forked from here puts by everything for this one to read."""
        try:
            file = _Unnamed(self._folder)
        except OSError:
            return Spool(self._folder, sys.maxsize)
        made = Spool(self._folder, 0)
        made._file = file
        return made

    def hold(self, data: bytes) -> Held:
        """The bytes themselves while there is room in memory, or where they were put by."""
        if len(data) <= self._room:
            self._room -= len(data)
            return data
        with suppress(OSError):
            return self._put_by(data)
        return data

    def _put_by(self, data: bytes) -> Spooled:
        if self._file is None:
            self._file = _Unnamed(self._folder)
        at, left = self._end, memoryview(data)
        while left:
            left = left[os.pwrite(self._file.handle, left, at + len(data) - len(left)) :]
        self._end += len(data)
        return Spooled(self._file, at, len(data))


def data_of(held: Held) -> bytes:
    """The bytes, wherever they are."""
    return held.read() if isinstance(held, Spooled) else held


class Contents(Mapping[str, bytes]):
    """The bytes of files by name, each read when it is asked for."""

    def __init__(self, files: Mapping[str, Held]) -> None:
        self._files = files

    def __getitem__(self, name: str) -> bytes:
        return data_of(self._files[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
