"""A Chinese text -> the marks in it that are not in their standard form, each with the form that is (GB/T 15834-2011).

What is no Chinese punctuation stays: numbers, times, codes, addresses, English sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_WIDE = "，。、；：？！（）“”‘’《》〈〉「」『』【】〔〕…—"
_H = f"[{_HAN}{_WIDE}]"
_LEFT = f"(?<={_H})|(?<={_H}[\"')\\]])|(?<={_H} )"
_AFTER = f"(?=[ ]*(?:{_H}|[\"'(]|$))"
_ENGLISH = r"(?=[ ]*[A-Za-z]+[ ,]+[A-Za-z]+)"
_KEPT = re.compile(
    r"(?:https?://|www\.)[!-~]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}|\{[^{}]{0,99}\}"
    r"|[\w./-]{0,99}\w\.[A-Za-z]{2,5}\b",
    re.ASCII,
)
"""Addresses, places for values, names of files: a mark in them is no punctuation."""
_NUMBER = re.compile(
    f"(?<=[{_HAN}])(?:[\\[［【](?P<year>(?:19|20)\\d\\d)[\\]］】]第?|[(（](?P<round>(?:19|20)\\d\\d)[)）]|"
    r"〔(?P<right>(?:19|20)\d\d)〕第)(?=\d+号)"
)
_DOUBLE, _SINGLE = re.compile(r'(?<!\d)"([^"\n]*)"'), re.compile(r"(?<![A-Za-z0-9])'([^'\n]*)'(?![A-Za-z])")
_ROUND = re.compile(r"\(([^()\n]*)\)(?!\d{7})")
_MARK = re.compile(f"(?:{_LEFT})[,;:!?](?!{_ENGLISH})|(?<=[0-9A-Za-z%)\"'])[,;:!?](?=[ ]*{_H})")
_STOP = re.compile(f"(?:{_LEFT})(?<!\\.)\\.(?!\\.){_AFTER}")
_DOTS = re.compile(f"(?<={_H})\\.{{3,}}|\\.{{3,}}(?={_H})")
_DASHES = re.compile(f"(?<=[{_HAN}{_WIDE}0-9])-{{2,3}}(?=[{_HAN}{_WIDE}0-9])")
_DOT = re.compile(
    f"(?<=[{_HAN}0-9A-Za-z）])[・•‧∙⋅･](?=[{_HAN}0-9A-Za-z（])|(?<=[{_HAN}][{_HAN}])[．●⸱](?=[{_HAN}][{_HAN}])"
)
"""The last ones only between names: behind one character they are a heading's."""
_WIDER = str.maketrans(",;:!?", "，；：！？")


@dataclass(frozen=True)
class NonstandardForm:
    """What stands from `start` to `end`; `standard` is what should, empty where only a reader can say."""

    start: int
    end: int
    found: str
    standard: str


@lru_cache(maxsize=20_000)
def nonstandard(text: str) -> tuple[NonstandardForm, ...]:
    """The marks of a text that are not in their standard form, in their order; no two overlap."""
    taken = bytearray(len(text))
    for match in _KEPT.finditer(text):
        taken[match.start() : match.end()] = b"1" * len(match[0])
    found = []
    for each in _all(text):
        if not any(taken[each.start : each.end]):
            taken[each.start : each.end] = b"1" * (each.end - each.start)
            found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def _all(text: str) -> Iterator[NonstandardForm]:
    for match in _NUMBER.finditer(text):
        year = next(filter(None, match.groups()))
        yield NonstandardForm(match.start(), match.end(), match[0], f"〔{year}〕")
    yield from _pairs(text, _DOUBLE, "“”")
    yield from _pairs(text, _SINGLE, "‘’")
    yield from _pairs(text, _ROUND, "（）")
    for match in _MARK.finditer(text):
        blank = 1 if text[match.end() : match.end() + 1] == " " else 0
        yield NonstandardForm(match.start(), match.end() + blank, match[0], match[0].translate(_WIDER))
    for match in _STOP.finditer(text):
        yield NonstandardForm(match.start(), match.end(), ".", _stop(text, match.start()))
    for match in _DOTS.finditer(text):
        yield NonstandardForm(match.start(), match.end(), match[0], "……")
    for match in _DASHES.finditer(text):
        yield NonstandardForm(match.start(), match.end(), match[0], _dash(text, match.end()))
    for match in _DOT.finditer(text):
        yield NonstandardForm(match.start(), match.end(), match[0], "·")


def _pairs(text: str, pattern: re.Pattern[str], marks: str) -> Iterator[NonstandardForm]:
    """Both marks of a pair that holds Chinese or stands in it."""
    for match in pattern.finditer(text):
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        word = re.match("[A-Za-z0-9]", before)
        chinese = re.search(f"[{_HAN}]", match[1])
        if chinese or re.match(_H, before) or (re.match(_H, after) and not word):
            yield NonstandardForm(match.start(), match.start() + 1, match[0][0], marks[0])
            yield NonstandardForm(match.end() - 1, match.end(), match[0][-1], marks[1])


def _stop(text: str, at: int) -> str:
    """A stop at the end of a sentence; `一.` is a heading's; between two characters it may be a name's dot."""
    if at < 4 and re.fullmatch("[一二三四五六七八九十]+", text[:at]):
        return "、"
    return "" if re.match(f"[{_HAN}]", text[at + 1 : at + 2]) else "。"


def _dash(text: str, end: int) -> str:
    """From one figure to another a dash of one character, else that of two."""
    return "—" if text[end].isdigit() else "——"
