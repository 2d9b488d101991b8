"""Numbers of people that add up on the way up -> which of them are not told, so that no small one follows.

Whoever knows every number told, and that places add up to the one they lie in, must still find several values for
each that is not told, one of them not small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from typing import NamedTuple

SMALLEST = 3
"""Somebody could be known by a number of people below it."""
_MANY = 10**12
"""More than any number of people."""


def parent_of(place: str) -> str | None:
    """The place in which one lies; the whole is called "", and lies in none."""
    above = place.rpartition("/")[0]
    return None if place == "" else "" if above == "." else above


class Bounds(NamedTuple):
    """What a number is at least and at most, by all that is told."""

    least: int
    most: int

    @property
    def close(self) -> bool:
        """Whether it is known, or known to be small."""
        return self.least == self.most or self.most < SMALLEST


def not_told(counts: Mapping[str, int]) -> Set[str]:
    """The places whose numbers are not told: the small ones, and those from which they would follow.

    Every place stands in `counts`, and its number is the sum of those that lie in it.
    """
    tree, kept = _Tree(counts), {place for place, count in counts.items() if 0 < count < SMALLEST}
    while more := {*tree.wanting(kept)}:
        kept |= more
    return kept


def bounds(counts: Mapping[str, int], kept: Set[str]) -> dict[str, Bounds]:
    """What follows of each number from those told; of one that is not told it is known that it is not 0."""
    tree = _Tree(counts)
    return tree.from_all(tree.from_below(kept))


class _Tree:
    """Numbers of places, each with those that add up to it."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._down = sorted(counts, key=lambda place: (place != "", place.count("/"), place))
        self._below: dict[str | None, list[str]] = defaultdict(list)
        for place in self._down:
            self._below[parent_of(place)].append(place)

    def from_below(self, kept: Set[str]) -> dict[str, Bounds]:
        """What follows of each number from those below it alone."""
        found: dict[str, Bounds] = {}
        for place in reversed(self._down):
            count, parts = self._counts[place], [found[each] for each in self._below[place]]
            told = Bounds(1, _MANY) if place in kept else Bounds(count, count)
            found[place] = _both(told, _sum(parts)) if parts and place in kept else told
        return found

    def from_all(self, below: Mapping[str, Bounds]) -> dict[str, Bounds]:
        """What follows of each number, where this does from those below it."""
        found = dict(below)
        for place in self._down:
            parts = {each: below[each] for each in self._below[place]}
            least, most = _sum(parts.values())
            for each, part in parts.items():
                others = Bounds(least - part.least, most - part.most)
                found[each] = _both(part, Bounds(found[place].least - others.most, found[place].most - others.least))
        return found

    def wanting(self, kept: Set[str]) -> Iterator[str]:
        """What is not to be told either, for each number that follows from those that are: the smallest there is."""
        below = self.from_below(kept)
        open_below = [place for place in kept if below[place].close]
        for place in open_below:
            yield from self._smallest(place, kept)
        if not open_below:
            known = self.from_all(below)
            for place in (place for place in kept if known[place].close):
                yield from self._beside(place, kept)

    def _smallest(self, place: str | None, kept: Set[str]) -> Iterator[str]:
        told = (each for each in self._below[place] if each not in kept and self._counts[each])
        yield from sorted(told, key=lambda each: (self._counts[each], each))[:1]

    def _beside(self, place: str, kept: Set[str]) -> Iterator[str]:
        """One beside it, or else the place they lie in, or one beside that."""
        parent = parent_of(place)
        if parent is not None:
            beside = [*self._smallest(parent, kept)]
            yield from beside or ([parent] if parent not in kept else self._beside(parent, kept))


def _sum(parts: Collection[Bounds]) -> Bounds:
    return Bounds(sum(part.least for part in parts), sum(part.most for part in parts))


def _both(one: Bounds, other: Bounds) -> Bounds:
    return Bounds(max(one.least, other.least), min(one.most, other.most))
