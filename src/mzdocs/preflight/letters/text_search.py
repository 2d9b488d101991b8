"""Many texts in a long one -> those that do not stand in it, in one pass: time grows with both, not their product."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

_AHEAD = 4_000
"""Characters from where one text was found to where the next is looked for first: most are asked for in their order."""
_HEAD = 2
"""Characters by which the others are looked for together."""


def missing(texts: Iterable[str], within: str) -> set[str]:
    """The texts that stand nowhere in the long one."""
    at, others = 0, set[str]()
    for text in texts:
        found = within.find(text, at, at + _AHEAD + len(text))
        if found < 0:
            others.add(text)
        else:
            at = found
    short = {text for text in others if len(text) < _HEAD}
    return {text for text in short if text not in within} | _absent(others - short, within)


def _absent(texts: set[str], within: str) -> set[str]:
    """Looked for in one pass; a few, one by one, which is faster."""
    if len(texts) <= _FEW:
        return {text for text in texts if text not in within}
    lengths: dict[str, set[int]] = {}
    for text in texts:
        lengths.setdefault(text[:_HEAD], set()).add(len(text))
    found = set[str]()
    for at, (one, other) in enumerate(pairwise(within)):
        if (head := one + other) in lengths:
            found.update(piece for length in lengths[head] if (piece := within[at : at + length]) in texts)
    return texts - found


_FEW = 8
