"""What was just worked out of the same bytes -> the same again, held in this process: only so much, the latest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Generic, TypeVar

MOST = 32_000_000
"""Bytes of results that are held."""
_Result = TypeVar("_Result")


class RecentResults(Generic[_Result]):
    """The results of one work; `size` says how many bytes one of them holds. A work that fails is done again."""

    def __init__(self, work: Callable[[bytes], _Result], size: Callable[[_Result], int], most: int = MOST) -> None:
        self._work, self._size, self._most = work, size, most
        self._held: dict[bytes, _Result] = {}

    def of(self, data: bytes) -> _Result:
        """What the work gives of these bytes."""
        key = hashlib.sha256(data).digest()
        found = self._held.pop(key, None)
        result = self._work(data) if found is None else found
        self._held[key] = result
        while sum(map(self._size, self._held.values())) > self._most:
            del self._held[next(iter(self._held))]
        return result
