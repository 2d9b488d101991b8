"""A word that is none of those there are -> the one that was probably meant, as the end of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from mzdocs.core.nearest import nearest
from mzdocs.core.problems import Sentence

NO_HINT = Sentence("", "")
_COUNTING = set("0123456789〇一二三四五六七八九十甲乙丙丁东西南北上下左右前后大小老新")
"""Characters that tell one of several things of a name from another."""
_SHORTEST = 3


def nearest_word(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is probably meant; before all others one with a character typed wrong."""
    return _near(word, tuple(candidates))


@lru_cache(maxsize=1024)
def _near(word: str, known: tuple[str, ...]) -> str | None:
    """A whole column may hold one wrong word."""
    return mistyped(word, known) or nearest(word, known)


def likely(word: str, candidates: Iterable[str]) -> Sentence:
    """What a clerk is asked after a word that is not known; empty where nothing is like it."""
    near = nearest_word(word, candidates)
    return _asked(near) if near else NO_HINT


class _Coded(Protocol):
    """What has a code beside its name."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


def coded(word: str, things: Iterable[_Coded]) -> str:
    """The name of what a word is the code of; else the word."""
    return next((each.name for each in things if each.code == word), word)


def _asked(meant: str) -> Sentence:
    return Sentence(f"，是不是“{meant}”？", f"; did you mean {meant}?")


def likely_place(word: str, places: Iterable[str]) -> Sentence:
    """The same of communities and villages: what they all end with makes none like another."""
    stems = {place.removesuffix("社区").removesuffix("村"): place for place in places}
    near = nearest_word(word.removesuffix("社区").removesuffix("村"), stems)
    return _asked(stems[near]) if near else NO_HINT


def mistyped(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate of which one character was typed wrong; of short words, and where it counts, nothing is said."""
    return next((each for each in candidates if each != word and _differs_by_one(word, each)), None)


def meant_number(number: str) -> Sentence:
    """A document's number of the standard's form that was written in another; empty where it is not that near."""
    found = _NUMBER.fullmatch(number.translate(_PLAIN))
    serial = found and (found[3].lstrip("0") if found[3].isdigit() else found[3])
    meant = f"{found[1]}〔{found[2]}〕{serial}号" if found and serial else ""
    return _asked(meant) if meant else NO_HINT


_NUMBER = re.compile(r"([\u3400-\u9fff]+)[\[(]?([0-9]{4})[\])]?第?([0-9]+|\{序号\})号?")
_PLAIN = str.maketrans("（）［］【】〔〕()０１２３４５６７８９", "[][][][][]0123456789", " \u3000")


def _differs_by_one(word: str, other: str) -> bool:
    if len(word) != len(other) or len(word) < _SHORTEST:
        return False
    wrong = [pair for pair in zip(word, other, strict=True) if pair[0] != pair[1]]
    return len(wrong) == 1 and not _COUNTING & set(wrong[0])
