"""Words that are worked out where a wording asks for them: a station may lack what the others are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2.runtime import Context


class Later:
    """A word that is worked out when it is first asked for, and kept."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make
        self._made: list[object] = []

    def __call__(self) -> object:
        """The word's value.

        Raises:
            NotGiven: it is made of facts that are not given.
        """
        if not self._made:
            self._made.append(self._make())
        return self._made[0]


def _worked_out(word: object) -> object:
    return word() if isinstance(word, Later) else word


class LaterContext(Context):
    """What a wording is filled from: each word is worked out where it is asked for."""

    def resolve_or_missing(self, key: str) -> Any:
        """The word's value, or jinja's sign that there is none."""
        return _worked_out(super().resolve_or_missing(key))


class WorkedOut(Mapping[str, Any]):
    """The same words, each worked out when it is looked up."""

    def __init__(self, words: Mapping[str, object]) -> None:
        self._words = words

    def __getitem__(self, word: str) -> Any:
        return _worked_out(self._words[word])

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)
