"""Which characters a text may hold: one gate for every input; and when two texts are the same."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_BIDI = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_BREAKS = {0x2028, 0x2029, 0xFEFF}
_INVISIBLE = {0x00AD, 0x115F, 0x1160, 0x180E, 0x2800, 0x3164, 0xFFA0}
"""Fonts have them, and draw nothing: a name of these would be an empty badge."""
_ALLOWED_CONTROLS = {0x09, 0x0A}


def forbidden(text: str) -> int | None:
    """The first code point no document may hold, or None.

    Forbidden are control characters other than tab and newline, characters that turn the reading
    direction, fillers, surrogates, noncharacters and private-use characters, which draw nothing
    or something else on the next machine. Mongolian needs one that elsewhere draws nothing: it parts a last vowel.
    """
    return next((ord(char) for char in _PARTED_VOWEL.sub("", text) if _is_forbidden(ord(char))), None)


_PARTED_VOWEL = re.compile("(?<=[\u1820-\u18aa])\u180e(?=[\u1820-\u18aa])")


def _is_forbidden(code: int) -> bool:
    if code in _ALLOWED_CONTROLS:
        return False
    category = unicodedata.category(chr(code))
    if category in ("Cc", "Cs", "Co"):
        return True
    noncharacter = (code & 0xFFFE) == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return noncharacter or code in _BIDI | _BREAKS | _INVISIBLE or code == 0xFFFD


def normal(text: str) -> str:
    """Composed form (NFC), so that equal names compare equal."""
    return unicodedata.normalize("NFC", text)


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
