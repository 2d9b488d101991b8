"""A text -> the characters in it that no paper should have, each with what should stand there, where that is certain.

What GB/T 15834 says of single marks is in `core/standard_forms`; here is what copying, typing and converting leave.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from mzdocs.core.standard_forms import NonstandardForm

_HAN = "\u3005-\u3007\u3400-\u9fff\U00020000-\U000323af"
_MARKS = "，。、；：？！（）“”‘’《》〈〉【】〔〕…—"
_DOUBLES = "\u2e80-\u2fd5\uf900-\ufaff"
"""Parts of characters, and doubles kept for old code pages: drawn like the true ones, never found by a search."""
_UNSEEN = "\ufeff\u00ad\u200e\u200f"
_NOBODYS = "\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd"
_PICTURES = "\U0001f000-\U0001faff\ufe0f\u2b50\u2764\u2705\u274c"
_STRANGE = re.compile(f"[{_DOUBLES}{_UNSEEN}{_NOBODYS}{_PICTURES}]")
_BLANKS = "[ \xa0]{1,2}"
_BY_MARK = re.compile(f"[{_MARKS}]{_BLANKS}(?=[{_HAN}{_MARKS}])|[{_HAN}]{_BLANKS}(?=[{_MARKS}])")
_TO_WRITE_IN = re.compile("[（《“〔【].*[）》”〕】]|.*[年月日时分]")
"""A blank and what is round it, where something is to be written in."""
_BETWEEN = re.compile(f"(?<=[{_HAN}]){_BLANKS}(?=[{_HAN}])(?![ \xa0]*[年月日时分])")
_SENTENCE = re.compile("[。；！？][”）]?$")
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_ZEROS = re.compile(r"(?<=[0-9]{4}年)(0[1-9]|[1-9]|1[0-2])月(?:(0[1-9]|[12][0-9]|3[01]|[1-9])日)?")
_RANGE = re.compile(rf"(?<=[0-9{_HAN}%％℃])[~˜∼](?=[0-9{_HAN}])|(?<=[年月日])[-－–](?=[0-9]{{1,4}}[年月日])")
_DOUBLED = re.compile(r"([，、；：])\1+|。。(?!。)(?<!。。。)|[，、；：][。，、；：]|。[，、；：]")
_DOTS = re.compile(
    f"。{{3,}}|(?<=[{_HAN}{_MARKS[:-2]}])…(?!…)|(?<!…)…(?=[{_HAN}])|(?<!…)…{{3}}(?!…)|(?<=[{_HAN}])[・·]{{3,}}"
)
_OPENING, _CLOSING = "“（《〈【〔「『", "”）》〉】〕」』"
_COUNTED = re.compile(r"[0-9A-Za-z一二三四五六七八九十①-⑳]$")
"""What stands before a bracket that only closes, as in `1）`."""


def strange(text: str) -> Iterator[NonstandardForm]:
    """Doubles of characters, what is not seen, private characters, little pictures."""
    for match in _STRANGE.finditer(text):
        plain = unicodedata.normalize("NFKC", match[0])
        certain = "" if plain == match[0] else plain
        yield NonstandardForm(match.start(), match.end(), match[0], certain)


def blanks(text: str) -> Iterator[NonstandardForm]:
    """Beside a mark, and between the characters of a sentence: elsewhere they may set names apart."""
    for match in _BY_MARK.finditer(text):
        if not _TO_WRITE_IN.fullmatch(text[match.start() : match.end() + 1]):
            yield NonstandardForm(match.start(), match.end(), match[0], match[0].rstrip(" \xa0"))
    for match in _BETWEEN.finditer(text) if _SENTENCE.search(text) else ():
        yield NonstandardForm(match.start(), match.end(), match[0], "")


def full_width(text: str) -> Iterator[NonstandardForm]:
    """Figures and letters as wide as a character."""
    for match in _FULL_WIDTH.finditer(text):
        yield NonstandardForm(match.start(), match.end(), match[0], unicodedata.normalize("NFKC", match[0]))


def zeros(text: str) -> Iterator[NonstandardForm]:
    """Days and months that begin with a zero."""
    for match in _ZEROS.finditer(text):
        month, day = match[1].lstrip("0"), (match[2] or "").lstrip("0")
        plain = f"{month}月{day}日" if day else f"{month}月"
        if plain != match[0]:
            yield NonstandardForm(match.start(), match.end(), match[0], plain)


def ranges(text: str) -> Iterator[NonstandardForm]:
    """From a figure to another a wide wave, from a date to another a dash."""
    for match in _RANGE.finditer(text):
        yield NonstandardForm(match.start(), match.end(), match[0], "～" if match[0] in "~˜∼" else "—")


def doubled(text: str) -> Iterator[NonstandardForm]:
    """The same mark twice, which is one, or two that cannot stand together."""
    for match in _DOUBLED.finditer(text):
        same = len(set(match[0])) == 1
        yield NonstandardForm(match.start(), match.end(), match[0], match[0][0] if same else "")


def dots(text: str) -> Iterator[NonstandardForm]:
    """What is left out, shown by anything but six dots."""
    for match in _DOTS.finditer(text):
        yield NonstandardForm(match.start(), match.end(), match[0], "……")


def unpaired(text: str) -> Iterator[NonstandardForm]:
    """Marks of a pair whose other one is missing or turned round."""
    open_marks: list[int] = []
    for at, char in enumerate(text):
        if char in _OPENING:
            open_marks.append(at)
        elif char in _CLOSING:
            if open_marks and _OPENING.index(text[open_marks[-1]]) == _CLOSING.index(char):
                open_marks.pop()
            elif not (char == "）" and _COUNTED.search(text[:at])):
                yield NonstandardForm(at, at + 1, char, "")
    yield from (NonstandardForm(at, at + 1, text[at], "") for at in open_marks)


FINDERS: Mapping[str, Callable[[str], Iterator[NonstandardForm]]] = {
    "MZF57": strange, "MZF58": blanks, "MZF59": full_width, "MZF70": zeros,
    "MZF71": ranges, "MZF72": unpaired, "MZF73": doubled, "MZF74": dots,
}  # fmt: skip
"""By the code of the rule."""


@lru_cache(maxsize=20_000)
def unsuited(code: str, text: str) -> tuple[NonstandardForm, ...]:
    """What the rule of a code finds in a text, in its order."""
    return tuple(sorted(FINDERS[code](text), key=lambda each: each.start))
