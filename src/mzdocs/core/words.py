"""A text -> its words: Chinese sets no blanks between them, and a line of a cell ends where a word does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

LONGEST = 4
"""Characters of a word that is not to be parted; a longer one is a name, and made of such."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
_OURS = (
    "信息员", "监督员", "档案盒", "科室牌", "低保", "特困", "题名", "件号", "盒号", "档号", "卷内", "备考表", "高拍仪",
)  # fmt: skip
"""Words of the trade that a general dictionary does not have."""
Span = tuple[int, int]


@cache
def _dictionary() -> ModuleType:
    """Loaded where words are asked for: it takes longer than all else that a page of records needs.

    The module has one dictionary, which nobody else uses; another would be read anew.
    """
    import rjieba

    for word in _OURS:
        rjieba.add_word(word, None, None)
    return rjieba


def whole_words(text: str, guess: bool = False) -> list[Span]:
    """Where each Chinese word of two to four characters begins and ends; one made of words counts as these.

    To `guess` is to take for a word what looks like one and is in no dictionary, such as the name of a place.
    """
    return [(a, b) for a, b in _cut(text, guess) if 1 < b - a <= LONGEST and _HAN.fullmatch(text[a:b])]


def _cut(text: str, guess: bool) -> Iterator[Span]:
    at = 0
    for word in _dictionary().cut(text, hmm=guess):
        for part in _parts(word):
            yield at, at + len(part)
            at += len(part)


def _parts(word: str) -> list[str]:
    """工作人员 → 工作, 人员: four characters or more that are two words."""
    known = _dictionary().has_word
    middles = (2, *range(3, len(word) - 1)) if len(word) >= LONGEST else ()
    found = next((at for at in middles if known(word[:at]) and known(word[at:])), None)
    return [word] if found is None else [*_parts(word[:found]), *_parts(word[found:])]


def han(text: str) -> int:
    """How many Chinese characters a text has."""
    return sum(map(len, _HAN.findall(text)))
