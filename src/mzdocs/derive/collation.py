"""The order of people's names in an index: by pinyin or by strokes, and what heading a name stands under."""

from __future__ import annotations

import unicodedata
from functools import cache

from mzdocs.core.han_table import table

NO_LETTER = "#"
LAST = "{"  # after z
PASSED_OVER = "PZMC"  # categories that are not read: the dot of 买买提·吐尔逊, blanks, variation selectors
UNASSIGNED = ("Co", "Cn", "Cs")
NO_STROKES = 99  # after all that have a number
UNORDERED = 0x7FFFF  # after all whose order of strokes is known
LONGEST_WITH_SURNAME = 4

Sound = tuple[str, int, int]
NOTHING_SAID: tuple[Sound, ...] = ((LAST, 2, 0),)

# 覃 乐 纪 那 are surnames of two readings: the commoner is taken, so that one surname has one place.
READ_AS_SURNAMES = """
单shan4 曾zeng1 查zha1 仇qiu2 解xie4 任ren2 区ou1 翟zhai2 朴piao2 盖ge3 葛ge3 覃qin2 洗xian3 缪miao4 乐yue4 华hua4
纪ji3 那na1 员yun4 贠yun4 郇xun2 燕yan1 於yu1 种chong2 哈ha3 召shao4 折she2 祭zhai4 么yao1 要yao1 秘bi4 薄bo2
繁po2 过guo1 观guan4 能nai4 粘nian2 撒sa3 句gou1 都du1 干gan1 还huan2 炅gui4 铫yao2 訾zi1 俱ju1 占zhan1 斗dou3
冠guan4 角jue2 少shao4 肖xiao1 乜nie4
"""
SURNAMES = {word[0]: word[1:] for word in READ_AS_SURNAMES.split()}
COMPOUNDS = {  # whose reading its characters alone do not tell; 查干 is no surname but begins Mongolian names
    "尉迟": "yu4 chi2",
    "万俟": "mo4 qi2",
    "单于": "chan2 yu2",
    "令狐": "ling2 hu2",
    "澹台": "tan2 tai2",
    "子车": "zi3 ju1",
    "宰父": "zai3 fu3",
    "夹谷": "jia2 gu3",
    "秃发": "tu1 fa4",
    "吐谷浑": "tu3 yu4 hun2",
    "那拉": "na4 la1",
    "查干": "cha2 gan1",
}
GIVEN = {"长": "chang2", "少": "shao4", "为": "wei2", "曾": "zeng1", "晟": "sheng4"}  # where a sentence reads otherwise
FIRST_OF_SURNAMES = {*SURNAMES, *(surname[0] for surname in COMPOUNDS)}


def pinyin_key(name: str) -> tuple[tuple[Sound, ...], str]:
    """Character by character: letters (ü after u), tone, strokes, their kinds; so one surname stays together."""
    clean = _clean(name)
    surname = _surname(clean) if clean[:1] in FIRST_OF_SURNAMES else ()
    said = [*map(_sound, clean, surname)] or [sound for char in clean[:1] for sound in _sounds(char)]
    for char in clean[len(surname) or 1 :]:
        said += _given(char)
    return tuple(said) or NOTHING_SAID, name


def pinyin_letter(name: str) -> str:
    """A to Z, or # where the first character has no reading."""
    first = pinyin_key(name)[0][0][0]
    return NO_LETTER if first == LAST else first[0].upper()


def stroke_key(name: str) -> tuple[tuple[int, ...], str]:
    """Character by character: number of strokes, then the order of their kinds 横竖撇点折, then code point."""
    return tuple([rank for char in _clean(name) if (rank := _rank(char))]) or (NO_STROKES << 40,), name


def strokes(name: str) -> int:
    """Of the first character; 0 where it has none, and such names sort last."""
    count = stroke_key(name)[0][0] >> 40
    return 0 if count == NO_STROKES else count


def unknown(name: str) -> str:
    """The characters no reading is known of: neither Han with one, nor Latin, nor passed over."""
    return "".join(dict.fromkeys(char for char in _clean(name) if any(said[0] == LAST for said in _sounds(char))))


def _clean(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def latin(text: str) -> str:
    """A text in pinyin without tones, for the name of a file; "" where a character has no reading known."""
    sounds = [table().syllable(char) for char in text]
    return "".join(sound[:-1].replace("ü", "v") for sound in sounds) if all(sounds) else ""


def _surname(clean: str) -> tuple[str, ...]:
    """Its syllables as a surname; none where a dot or the length says that Han characters only spell the name."""
    compound = next((COMPOUNDS[clean[:n]] for n in (3, 2) if clean[:n] in COMPOUNDS), "")
    if compound:
        return tuple(compound.split())
    alone = len(clean) <= LONGEST_WITH_SURNAME and all(map(table().count, clean))
    return (SURNAMES[clean[0]],) if alone and clean[0] in SURNAMES else ()


@cache
def _sounds(char: str) -> tuple[Sound, ...]:
    """What a character adds to a key: one sound, none if it is passed over, a letter each if it is Latin."""
    if syllable := table().syllable(char):
        return (_sound(char, syllable),)
    if table().count(char):
        return ((LAST, 0, _rank(char)),)
    letters = [letter for letter in unicodedata.normalize("NFKD", char).casefold() if not _passed_over(letter)]
    if all(letter.isascii() and letter.isalpha() for letter in letters):
        return tuple((letter, 0, 0) for letter in letters)
    return ((LAST, 1, ord(char)),)


@cache
def _given(char: str) -> tuple[Sound, ...]:
    return (_sound(char, GIVEN[char]),) if char in GIVEN else _sounds(char)


@cache
def _sound(char: str, syllable: str) -> Sound:
    umlaut = 8 if "ü" in syllable else 0
    return syllable[:-1].replace("ü", "u"), umlaut + int(syllable[-1]), _rank(char)


@cache
def _rank(char: str) -> int:
    """Strokes, place among those of as many, code point, in one number; 0 for what is passed over."""
    if _passed_over(char):
        return 0
    found = table()
    return (found.count(char) or NO_STROKES) << 40 | found.order.get(char, UNORDERED) << 21 | ord(char)


def _passed_over(char: str) -> bool:
    kind = unicodedata.category(char)
    return kind[0] in PASSED_OVER and kind not in UNASSIGNED
