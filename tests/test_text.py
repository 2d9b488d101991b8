"""The one gate every text passes: what draws nothing, or something else elsewhere, is named by its code point."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mzdocs.core.text import chinese_date, chinese_number, forbidden, is_han, normal


@pytest.mark.parametrize(
    "text", ["", "桃源街道", "䶮湖", "林㛃", "𠮷野家", "a\tb\nc", "9:00—12:00", "〔2026〕", "路 26 号　", "A·B", "é"]
)
def test_ordinary_text_passes(text: str) -> None:
    assert forbidden(text) is None


@pytest.mark.parametrize(
    "code",
    [0x00, 0x07, 0x0B, 0x0D, 0x1B, 0x7F, 0x85, 0x9B]  # controls: they steer a terminal or vanish
    + [0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069, 0x061C]  # they turn the reading direction
    + [0x00AD, 0x115F, 0x1160, 0x180E, 0x2800, 0x3164, 0xFFA0]  # fillers that draw nothing
    + [0x2028, 0x2029, 0xFEFF, 0xFFFD]  # breaks, a mark of order, what a decoder lost
    + [0xE000, 0xF8FF, 0xF0000, 0x10FFFD]  # private use: self-made characters of old systems
    + [0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xD800, 0xDFFF],
)  # fmt: skip
def test_a_forbidden_character_is_named(code: int) -> None:
    assert forbidden(f"桃源{chr(code)}街道") == code


@pytest.mark.parametrize("code", [0x0300, 0x030C, 0x036F])
def test_an_accent_is_for_letters_only(code: int) -> None:
    assert forbidden(f"桃{chr(code)}") == forbidden(f"\U00030edd{chr(code)}源") == code
    assert forbidden(f"桃m{chr(code)}") is forbidden(f"1{chr(code)}") is None


def test_the_first_of_several_is_named() -> None:
    assert forbidden("a\x1bb\x07") == 0x1B


@given(st.text())
def test_what_passes_holds_no_control_surrogate_or_private_character(text: str) -> None:
    bad = [c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Co") and c not in "\t\n"]
    if bad:
        assert forbidden(text) is not None
    if forbidden(text) is None:
        assert bad == []


def test_of_all_characters_those_are_forbidden_that_draw_nothing_or_something_else_elsewhere() -> None:
    named = {
        0x061C,
        0x200E,
        0x200F,
        0x2028,
        0x2029,
        0xFEFF,
        0xFFFD,
        0xAD,
        0x115F,
        0x1160,
        0x180E,
        0x2800,
        0x3164,
        0xFFA0,
    }
    named |= {*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFDD0, 0xFDF0)}
    named |= {plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)}
    for code in range(0x110000):
        bad = unicodedata.category(chr(code)) in ("Cc", "Cs", "Co") and code not in (9, 10)
        assert forbidden(chr(code)) == (code if bad or code in named else None), hex(code)


def test_equal_names_compare_equal() -> None:
    assert normal("e\u0301") == normal("\u00e9") == "\u00e9"


@pytest.mark.parametrize(
    ("char", "han"),
    [
        ("䶮", True),
        ("㛃", True),
        ("𠮷", True),
        ("一", True),
        ("A", False),
        ("，", False),
        ("あ", False),
        ("\x00", False),
    ],
)
def test_only_ideographs_are_han(char: str, han: bool) -> None:
    assert is_han(char) is han


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (25, "二十五"), (99, "九十九")]
)
def test_headings_are_counted_in_chinese(number: int, words: str) -> None:
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [0, -1, 100])
def test_numbers_no_heading_has_are_refused(number: int) -> None:
    with pytest.raises(ValueError):
        chinese_number(number)


def test_every_heading_number_has_words_of_its_own() -> None:
    assert len({chinese_number(number) for number in range(1, 100)}) == 99


def test_dates_have_no_leading_zeros() -> None:
    assert chinese_date(date(2026, 3, 5)) == "2026年3月5日"
