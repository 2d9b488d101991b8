"""Numbers of rows as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mzdocs.core.problems import Sentence

_FIRST = 20


def rows_said(rows: Sequence[int], whole: bool = False) -> Sentence:
    """第 2、3、8—20 行: the rows in their order, runs of them drawn together; of very many only the first few.

    `whole` names all of them, however many.
    """
    runs = [(run[0], run[-1]) for run in _runs(rows)]
    told = runs if whole else runs[:_FIRST]
    ended = "" if len(told) == len(runs) else "等"
    zh = "、".join(
        f"{first}—{last}" if last > first + 1 else "、".join(map(str, dict.fromkeys((first, last))))
        for first, last in told
    )
    en = ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in told)
    return Sentence(f"第 {zh} 行{ended}", f"rows {en}{', …' if ended else ''}")


def _runs(rows: Sequence[int]) -> list[list[int]]:
    pairs = groupby(enumerate(rows), lambda pair: pair[1] - pair[0])
    return [[row for _, row in run] for _, run in pairs]
