"""Which characters a text may hold: one gate for every input; and when two texts are the same."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_CONTROLS = "\0-\x08\x0b-\x1f\x7f-\x9f"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_BREAKS = "\u2028\u2029\ufeff"
_INVISIBLE = "\u00ad\u115f\u1160\u180e\u2800\u3164\uffa0"
"""Fonts have them, and draw nothing: a name of these would be an empty badge."""
_PLANES = range(0xFFFF, 0x110000, 0x10000)
_NO_CHARACTERS = "\ufdd0-\ufdef\ufffd" + "".join(f"{chr(last - 1)}{chr(last)}" for last in _PLANES)
_NOBODYS = "\ud800-\uf8ff\U000f0000-\U0010ffff"
"""Surrogates and what is for private use; the last two planes hold nothing else."""
_HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
_OVER_HAN = f"[\u0300-\u036f](?<=[{_HAN}].)"
"""Accents are for letters: over a Chinese character they are printed across the next one."""
_FORBIDDEN = re.compile(f"{_OVER_HAN}|[{_CONTROLS}{_DIRECTIONS}{_BREAKS}{_INVISIBLE}{_NO_CHARACTERS}{_NOBODYS}]")


def forbidden(text: str) -> int | None:
    """The first code point no document may hold, or None.

    Forbidden are control characters other than tab and newline, characters that turn the reading
    direction, fillers, surrogates, noncharacters and private-use characters, which draw nothing
    or something else on the next machine, and accents over Chinese characters.
    Mongolian needs one that elsewhere draws nothing: it parts a last vowel.
    """
    found = _FORBIDDEN.search(_PARTED_VOWEL.sub("", text))
    return ord(found[0]) if found else None


_PARTED_VOWEL = re.compile("(?<=[\u1820-\u18aa])\u180e(?=[\u1820-\u18aa])")


def normal(text: str) -> str:
    """Composed form (NFC), so that equal names compare equal.

    Radicals stand for the characters they look like: what is copied out of a PDF is full of them.
    """
    return unicodedata.normalize("NFC", text).translate(_RADICALS)


_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code))
    for block in (range(0x2E80, 0x2EF4), range(0x2F00, 0x2FD6))
    for code in block
}


MOST_QUOTED = 40
_IDENTITY = re.compile(r"[0-9]{6,}[0-9Xx]{9,}")


def quotable(text: str, most: int = MOST_QUOTED) -> str:
    """A value as a message may quote it: short, on one line, and never an identity number in the wrong field."""
    one_line = _IDENTITY.sub("…", text).replace("\n", "\\n").replace("\t", "\\t")
    return one_line if len(one_line) <= most else one_line[:most] + "…"


def without_identity_numbers(text: str) -> str:
    """The text as long as it was, stars in the place of what could be an identity number."""
    return _IDENTITY.sub(lambda found: "*" * len(found[0]), text)


_ONE = {0xAD: "", 0x200B: "", 0x2010: "-", 0x2012: "\u2013"}
"""What is not seen, and what shares a glyph: of such two a PDF can tell only one. NFKC makes U+2010 of U+2011."""


def plain(text: str) -> str:
    """Compatibility form with one hyphen, as texts are compared; blanks stay, for they part numbers."""
    return unicodedata.normalize("NFKC", text).translate(_ONE)


def squeezed(text: str) -> str:
    """`plain` without blanks: how a text is set and broken does not matter."""
    return "".join(plain(text).split())


def is_han(char: str) -> bool:
    """Whether a character is a Chinese ideograph."""
    return unicodedata.name(char, "").startswith("CJK ")


_BEFORE_NAMES = "为是叫与和及由对向给将把被于户主名人女子儿童生属象员"
_AFTER_NAMES = "的等系因患现在已同家先女小与和及之"
"""Of 户主、姓名、申请人 and the like the last character, of 同学、小朋友、一家 the first, and words of grammar."""
_WITHIN = "[-\u00ad\u00b7\u200b-\u200f\u2060\u3000 ]{0,4}"
"""A name of two characters is spread to the width of three."""


def by_itself(name: str) -> re.Pattern[str]:
    """A person's name that is no piece of a longer word, as 高安 is in 提高安全 and 王安 in 王安石."""
    before, after = (f"(?![{listed}])[{_HAN}]" for listed in (_BEFORE_NAMES, _AFTER_NAMES))
    return re.compile(f"(?<!{before}){_WITHIN.join(map(re.escape, name))}(?!{after})", re.IGNORECASE)


_DIGITS = "〇一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 → 一, 12 → 十二, 25 → 二十五; for headings, up to 99.

    Raises:
        ValueError: below 1 or above 99.
    """
    if not 1 <= number <= 99:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def chinese_date(day: date) -> str:
    """2026年3月5日: no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


_UNSEEN = {"\u3000": "〔全角空格〕", "\u00a0": "〔不换行空格〕", "\t": "〔Tab〕", "\u200b": "〔零宽空格〕"}


def blanks_named(text: str) -> str:
    """A text in which blanks that look like others are named."""
    return "".join(_UNSEEN.get(char, char) for char in text)
