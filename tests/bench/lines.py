"""A file of JSON lines -> a sequence that keeps only where each line begins."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, overload


class JsonLines(Sequence[Any]):
    """The lines from `first` up to `last`; a slice reads nothing."""

    def __init__(self, path: Path, starts: array[int] | None = None, first: int = 0, last: int | None = None) -> None:
        self._path = path
        self._starts = _starts(path) if starts is None else starts
        self._first = first
        self._last = len(self._starts) - 1 if last is None else last

    def __len__(self) -> int:
        return self._last - self._first

    def __iter__(self) -> Iterator[Any]:
        with self._path.open("rb") as file:
            file.seek(self._starts[self._first])
            for _ in range(len(self)):
                yield json.loads(file.readline().decode())

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> JsonLines: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            assert step == 1
            return JsonLines(self._path, self._starts, self._first + start, self._first + max(start, stop))
        place = range(self._first, self._last)[index]
        with self._path.open("rb") as file:
            file.seek(self._starts[place])
            return json.loads(file.readline())


def _starts(path: Path) -> array[int]:
    """Where each line begins, and where the last one ends."""
    starts = array("q", [0])
    with path.open("rb") as file:
        for line in file:
            starts.append(starts[-1] + len(line))
    return starts
