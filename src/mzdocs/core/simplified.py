"""Traditional characters in a text -> the text in standard ones, where nobody could want the traditional."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc


@cache
def simplifier() -> opencc.OpenCC:
    """Loaded where a text needs it: most runs know every word."""
    import opencc

    return opencc.OpenCC("t2s")


_TRADITIONAL = "後"


def simplified(text: str) -> str:
    """The text with each character that is traditional only in its standard form, by the words it stands in.

    What is a standard character in some word too, as 乾 of 乾隆, 於 as a surname, 著 of 著作, stays: all of these are
    in GB 2312, which has no traditional ones but 後.
    """
    if _is_standard(text):
        return text
    standard = simplifier().convert(text)
    if len(standard) != len(text):
        return text
    pairs = zip(text, standard, strict=True)
    return "".join(old if _is_standard(old) else new for old, new in pairs)


def _is_standard(text: str) -> bool:
    """Whether every character is in GB 2312, but for the one traditional one it has."""
    if _TRADITIONAL in text:
        return False
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
