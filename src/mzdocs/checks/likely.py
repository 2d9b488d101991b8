"""A word that is none of those there are -> the one that was probably meant, as the end of a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from mzdocs.core.nearest import nearest
from mzdocs.core.problems import Sentence

NO_HINT = Sentence("", "")
_COUNTING = set("0123456789〇一二三四五六七八九十甲乙丙丁东西南北上下左右前后大小老新")
"""Characters that tell one of several things of a name from another."""
_SHORTEST = 3


def nearest_word(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is probably meant; before all others one with a character typed wrong."""
    known = tuple(candidates)
    return mistyped(word, known) or nearest(word, known)


def likely(word: str, candidates: Iterable[str]) -> Sentence:
    """What a clerk is asked after a word that is not known; empty where nothing is like it."""
    near = nearest_word(word, candidates)
    return Sentence(f"，是不是“{near}”？", f"; did you mean {near}?") if near else NO_HINT


def mistyped(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate of which one character was typed wrong; of short words, and where it counts, nothing is said."""
    return next((each for each in candidates if each != word and _differs_by_one(word, each)), None)


def _differs_by_one(word: str, other: str) -> bool:
    if len(word) != len(other) or len(word) < _SHORTEST:
        return False
    wrong = [pair for pair in zip(word, other, strict=True) if pair[0] != pair[1]]
    return len(wrong) == 1 and not _COUNTING & set(wrong[0])
