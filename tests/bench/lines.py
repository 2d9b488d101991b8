"""A file of JSON lines -> a sequence that keeps only where every thousandth line begins."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, overload

_APART = 1_000


class JsonLines(Sequence[Any]):
    """The lines from `first` up to `last`; a slice reads nothing."""

    def __init__(self, path: Path, starts: array[int] | None = None, first: int = 0, last: int | None = None) -> None:
        self._path, self._first = path, first
        if starts is None or last is None:
            starts, last = _starts(path)
        self._starts, self._last = starts, last

    def __len__(self) -> int:
        return self._last - self._first

    def __iter__(self) -> Iterator[Any]:
        return self._read(self._first, self._last)

    def _read(self, first: int, last: int) -> Iterator[Any]:
        if first == last:
            return
        before, skipped = divmod(first, _APART)
        with self._path.open("rb") as file:
            file.seek(self._starts[before])
            for line in islice(file, skipped, skipped + last - first):
                yield json.loads(line.decode())

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> JsonLines: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            assert step == 1
            return JsonLines(self._path, self._starts, self._first + start, self._first + max(start, stop))
        location = range(self._first, self._last)[index]
        return next(self._read(location, location + 1))


def _starts(path: Path) -> tuple[array[int], int]:
    """Where every thousandth line begins, and how many lines there are."""
    starts, at, count = array("q"), 0, 0
    with path.open("rb") as file:
        for line in file:
            if count % _APART == 0:
                starts.append(at)
            at += len(line)
            count += 1
    return starts, count
